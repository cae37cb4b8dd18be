"""Grade 5: fractions with different denominators."""

from fractions import Fraction
from math import lcm
from random import Random

from bank.language import Say, particle
from bank.notation import decimal, mixed
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    both_added = say("You added tops and bottoms. Make the bottoms equal first.",
                     "분자끼리, 분모끼리 더했어요. 먼저 통분하세요.")  # fmt: skip
    not_raised = say("The bottoms were made equal, but the tops stayed as they were.",
                     "분모만 통분하고 분자는 그대로 두었어요.")  # fmt: skip
    again = say("Work the tops out again.", "분자를 다시 계산하세요.")
    equal_parts = say("Make the bottoms equal first.", "먼저 통분하세요.")

    def combine(a: str, b: str, sign: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        n = lcm(x.denominator, y.denominator)
        answer = x + y if sign == "+" else x - y
        top_x, top_y = x * n, y * n
        tops = top_x + top_y if sign == "+" else top_x - top_y
        blind = Fraction(x.numerator + y.numerator, x.denominator + y.denominator)
        worked = f"{top_x}/{n} {sign} {top_y}/{n} = {tops}/{n}"
        shown = mixed(answer)
        is_final = shown == f"{tops}/{n}"
        return choose(
            say(f"What is {a} {sign} {b}?", f"{a} {sign} {b}의 값은 얼마인가요?"),
            shown,
            [
                (mixed(blind), both_added),
                (mixed(Fraction(x.numerator + y.numerator, n)), not_raised),
                *((mixed(abs(answer + Fraction(k, n))), again) for k in (1, -1, 2)),
            ],
            say(
                f"Over {n} this is {worked}" + ("." if is_final else f", which is {shown}."),
                f"통분하면 {worked}" + ("입니다." if is_final else f", 곧 {shown}입니다."),
            ),
            hint=equal_parts,
        )

    def box(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        n = lcm(x.denominator, y.denominator)
        return typed(
            say(f"{a} + {b} = □/{n}. What number goes in the box?",
                f"{a} + {b} = □/{n}. □ 안에 알맞은 수는 무엇인가요?"),
            (x + y) * n,
            say(
                f"{a} = {x * n}/{n} and {b} = {y * n}/{n}, so the top is {x * n} + {y * n} = "
                f"{(x + y) * n}.",
                f"{a} = {x * n}/{n}, {b} = {y * n}/{n}이므로 {x * n} + {y * n} = "
                f"{(x + y) * n}입니다.",
            ),
            hint=say(f"Write both with {n} below.", "두 분수의 분모를 "
                                                    f"{particle(str(n), '으로', '로')} 만드세요."),
            wrong=[
                (x.numerator + y.numerator, not_raised),
                (x * n, say("The second fraction is missing.", "두 번째 분수를 더하지 않았어요.")),
                ((x + y) * n + 1, again),
            ],
        )  # fmt: skip

    def as_decimal(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        return typed(
            say(f"What is {a} − {b}?", f"{a} − {b}의 값은 얼마인가요?"),
            x - y,
            say(
                f"{a} = {decimal(x)} and {b} = {decimal(y)}, "
                f"so {decimal(x)} − {decimal(y)} = {decimal(x - y)}.",
                f"{a} = {decimal(x)}, {b} = {decimal(y)}이므로 "
                f"{decimal(x)} − {decimal(y)} = {decimal(x - y)}입니다.",
            ),
            hint=say("Write both as decimals.", "두 분수를 소수로 바꾸어 보세요."),
            wrong=[
                (x + y, say("You added. Here you take away.", "더했어요. 빼야 해요.")),
                ((x - y) * 10, say("Look at the decimal point.", "소수점의 자리를 살펴보세요.")),
            ],
        )  # fmt: skip

    def jug(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        n = lcm(x.denominator, y.denominator)
        who = names(rng, 1, say)[0]

        def liters(amount: Fraction) -> str:
            return say(f"{amount} liter", f"{amount} L")

        return choose(
            say(
                f"A jug holds {a} of a liter of juice. {who} pours out {b} "
                "of a liter. How much juice is left in the jug?",
                f"주스가 {a} L 있었어요. {particle(who, '이', '가')} {b} L를 따라 냈어요. "
                "남은 주스는 몇 L인가요?",
            ),
            liters(x - y),
            [
                (liters(Fraction(abs(x.numerator - y.numerator), n)), not_raised),
                (liters(x - y + Fraction(1, n)), again),
                (liters(y), say("That is what was poured out.", "그것은 따라 낸 양이에요.")),
                (liters(Fraction(1, n)), again),
                (liters(Fraction(2, n)), again),
            ],
            say(
                f"{a} − {b} = {x * n}/{n} − {y * n}/{n} = {(x - y) * n}/{n} of a liter.",
                f"{a} − {b} = {x * n}/{n} − {y * n}/{n} = {(x - y) * n}/{n}(L)예요.",
            ),
            hint=equal_parts,
        )

    c = rng.choice
    return [
        box("1/2", c(["1/3", "1/5", "2/5", "1/7", "2/7", "3/7"])),
        combine("1/2", c(["1/4", "3/8", "1/6", "3/10", "1/8", "1/10"]), "+"),
        box(c(["2/3", "1/3"]), c(["1/4", "3/4", "1/5", "2/5"])),
        combine("1/3", c(["1/4", "1/5", "1/7", "1/8", "2/7"]), "−"),
        as_decimal(c(["1/2", "3/4", "4/5"]), c(["1/5", "1/4", "2/5"])),
        combine(c(["2/3", "1/3"]), c(["3/5", "4/5", "3/4"]), "+"),
        box("3/8", c(["5/6", "1/6", "7/12", "1/12", "5/12"])),
        jug("5/6", c(["3/8", "1/4", "5/8", "1/8", "4/9", "2/9"])),
        as_decimal(c(["3/4", "9/10", "7/10"]), c(["2/5", "1/4", "3/5"])),
        combine("5/6", c(["7/9", "4/9", "3/4", "5/8", "7/8", "3/8"]), "+"),
    ]
