"""Grade 6: dividing fractions."""

from fractions import Fraction
from random import Random

from bank.language import Say, particle
from bank.notation import mixed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    multiplied = say("You multiplied. Turn the second fraction round first.",
                     "그대로 곱했어요. 나누는 수의 분자와 분모를 바꾸어 곱하세요.")  # fmt: skip
    wrong_turn = say("The first fraction was turned round.", "나누어지는 수를 뒤집었어요.")
    turn = say("Turn the second fraction round and multiply.",
               "나누는 수의 분자와 분모를 바꾸어 곱하세요.")  # fmt: skip
    again = say("Work it out again.", "다시 계산해 보세요.")

    def divided(a: str, b: str) -> str:
        return say(f"What is {a} divided by {b}?", f"{a} ÷ {b}의 몫은 얼마인가요?")

    def by_fraction(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        top, below = x.numerator * y.denominator, x.denominator * y.numerator
        return choose(
            divided(a, b),
            mixed(x / y),
            [
                (mixed(x * y), multiplied),
                (mixed(y / x), wrong_turn),
                (mixed(1 / (x * y)), say("Both were turned round.", "두 분수를 모두 뒤집었어요.")),
                (mixed(x / y + 1), again),
                (mixed(x / y + Fraction(1, 2)), again),
            ],
            say(f"Multiply by the reciprocal: {a} × {y.denominator}/{y.numerator} = "
                f"{top}/{below} = {mixed(x / y)}.",
                f"{a} × {y.denominator}/{y.numerator} = {top}/{below} = {mixed(x / y)}입니다."),
            hint=turn,
        )  # fmt: skip

    def whole_by(n: int, b: str) -> Question:
        y = Fraction(b)
        return typed(
            divided(str(n), b),
            n / y,
            say(f"Multiply by the reciprocal: {n} × {y.denominator}/{y.numerator} = {n / y}.",
                f"{n} × {y.denominator}/{y.numerator} = {n / y}입니다."),
            hint=say(f"How many times does {b} fit into {n}?",
                     f"{n}에 {particle(b, '이', '가')} 몇 번 들어가나요?"),
            wrong=[
                (n, say("Dividing by a part makes it more.",
                                                 "1보다 작은 수로 나누면 커져요.")),
                (n * y.denominator, say("Divide by the top, too.", "분자로도 나누어야 해요.")),
                (n + y.denominator, again),
            ],
        )  # fmt: skip

    def pieces(n: int, b: str) -> Question:
        y = Fraction(b)
        return typed(
            say(f"How many pieces of {b} m can be cut from a {n} m ribbon with nothing left over?",
                f"길이가 {n} m인 리본을 {b} m씩 남김없이 자르면 몇 도막이 되나요?"),
            n / y,
            say(
                f"Divide {n} by {b}: {n} × {y.denominator}/{y.numerator} = "
                f"{n * y.denominator}/{y.numerator} = {n / y}.",
                f"{n} ÷ {b} = {n} × {y.denominator}/{y.numerator} = {n / y}(도막)이에요.",
            ),
            hint=say("How many pieces does one meter give?", "1 m를 자르면 몇 도막인가요?"),
            wrong=[
                (n * y.denominator, say("The pieces are longer than that.",
                                        "한 도막은 그보다 길어요.")),
                (n, say("A piece is shorter than a meter.", "한 도막은 1 m보다 짧아요.")),
                (n / y - 1, say("One piece too few.", "한 도막이 모자라요.")),
            ],
        )  # fmt: skip

    def split(a: str, n: int) -> Question:
        x = Fraction(a)
        return choose(
            say(
                f"{a} of a liter of paint is poured equally into {n} cans. "
                "What fraction of a liter is in each can?",
                f"페인트 {a} L를 통 {n}개에 똑같이 나누어 담았어요. 통 한 개에 담은 페인트는 "
                "몇 L인가요?",
            ),
            x / n,
            [
                (x * n, say("You multiplied. Each can gets less.",
                            "곱했어요. 한 통에 담긴 양은 더 적어요.")),
                (Fraction(x.numerator, x.denominator + n), say("You added to the bottom. Multiply.",
                                                               "분모에 더했어요. 곱해야 해요.")),
                (1 / (x * n), wrong_turn),
                (x / n / 2, again),
                (x / n * 2, again),
            ],
            say(f"{a} ÷ {n} = {a} × 1/{n} = {x / n}.", f"{a} ÷ {n} = {a} × 1/{n} = "
                                                       f"{x / n}(L)예요."),
            hint=say(f"Dividing by {n} is taking 1/{n}.", f"÷ {n}은 × 1/{n}과 같아요."
                     if n % 10 in (1, 3, 6, 7, 8, 0) else f"÷ {n}는 × 1/{n}과 같아요."),
        )  # fmt: skip

    def missing(b: str, result: int) -> Question:
        y = Fraction(b)
        return typed(
            say(f"□ × {b} = {y * result}. What number goes in the box?",
                f"□ × {b} = {y * result}. □ 안에 알맞은 수는 무엇인가요?"),
            result,
            say(f"Divide by {b}: {y * result} × {y.denominator}/{y.numerator} = {result}.",
                f"{y * result} ÷ {b} = {y * result} × {y.denominator}/{y.numerator} = "
                f"{result}입니다."),
            hint=say("Undo the multiplication by dividing.", "나눗셈으로 거꾸로 생각하세요."),
            wrong=[
                (y * result * y.denominator, say("Divide by the top, too.",
                                                 "분자로도 나누어야 해요.")),
                (y * result, say("That is the result.", "그것은 곱한 값이에요.")),
                (result + y.denominator, again),
            ],
        )  # fmt: skip

    c = rng.choice
    return [
        whole_by(rng.randint(2, 9), "1/4"),
        split(c(["2/3", "3/4", "1/2", "4/5", "3/7"]), 5),
        whole_by(6, c(["2/3", "3/4", "2/5", "3/5", "3/7", "2/7"])),
        by_fraction("1/2", c(["1/5", "1/3", "1/7", "2/5", "3/7", "2/9"])),
        pieces(6, c(["3/5", "2/5", "3/7", "2/9", "3/8", "6/7"])),
        by_fraction("3/4", c(["2/5", "2/3", "4/5", "5/6", "2/7"])),
        missing("2/7", 7 * rng.randint(2, 9)),
        split("8/9", c([4, 6, 2, 3, 12])),
        pieces(12, c(["3/8", "4/5", "3/5", "2/5", "4/7", "6/7"])),
        by_fraction(c(["5/6", "7/6", "2/3", "5/3", "7/3", "1/6"]), "4/9"),
    ]
