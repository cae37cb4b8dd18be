"""Grade 7: algebraic expressions."""

from random import Random

from bank.language import Say, particle
from bank.notation import plus, show, signed, term
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def asked(written: str, x: int) -> str:
        return say(f"What is the value of {written} when x = {show(x)}?",
                   f"x = {show(x)}일 때, {written}의 값은 얼마인가요?")  # fmt: skip

    def value(a: int, b: int, x: int) -> Question:
        first = (10 * a + x + b, say(
            f"{term(a)} is {a} times x, not two digits next to each other.",
            f"{term(a)}는 두 숫자를 이어 쓴 것이 아니라 {particle(str(a), '과', '와')} x의 "
            "곱이에요."))  # fmt: skip
        if x < 0:
            first = (b - a * x, say("Check the sign: positive times negative is negative.",
                                    "부호를 확인하세요. 양수와 음수의 곱은 음수예요."))  # fmt: skip
        return typed(
            asked(f"{term(a)}{plus(b)}", x),
            a * x + b,
            say(f"{show(a)} × {signed(x)}{plus(b)} = {show(a * x)}{plus(b)} = {show(a * x + b)}.",
                f"{show(a)} × {signed(x)}{plus(b)} = {show(a * x)}{plus(b)} = "
                f"{show(a * x + b)}입니다."),
            say(f"{term(a)} means {show(a)} times x.", f"{term(a)}는 {show(a)} × x라는 뜻이에요."),
            [
                first,
                (a + x + b, say(f"You added {show(a)} and x. They are multiplied.",
                                f"{particle(show(a), '과', '와')} x를 더했어요. 곱해야 해요.")),
                (a * (x + b), say(f"Only x is multiplied by {a}.",
                                  f"{particle(str(a), '은', '는')} x에만 곱해야 해요.")),
            ],
        )  # fmt: skip

    def square(a: int, x: int) -> Question:
        return typed(
            asked(f"x²{plus(a, 'x')}", x),
            x * x + a * x,
            say(f"x² = {x * x} and {term(a)} = {show(a * x)}, together {show(x * x + a * x)}.",
                f"x² = {x * x}, {term(a)} = {show(a * x)}이므로 {x * x}{plus(a * x)} = "
                f"{show(x * x + a * x)}입니다."),
            say("What is a negative number times itself?",
                "음수를 두 번 곱하면 부호가 어떻게 되나요?"),
            [
                (-x * x + a * x, say("The square of a negative number is positive.",
                                     "음수의 제곱은 양수예요.")),
                (2 * x + a * x, say("x² is x times x, not 2 times x.",
                                    "x²은 2 × x가 아니라 x × x예요.")),
                (x * x - a * x, say(f"Check the sign of {term(a)}.",
                                    f"{term(a)}의 부호를 확인하세요.")),
            ],
        )  # fmt: skip

    def simplify(a: int, b: int, c: int, d: int) -> Question:
        def made(x: int, n: int) -> str:
            return f"{term(x)}{plus(n)}" if x else show(n)

        return choose(
            say(f"Simplify {term(a)}{plus(b)}{plus(c, 'x')}{plus(d)}.",
                f"{term(a)}{plus(b)}{plus(c, 'x')}{plus(d)}의 동류항을 모아 간단히 하면 어느 "
                "것인가요?"),
            made(a + c, b + d),
            [
                (made(a - c, b + d), say(
                    f"Check the sign of {term(c)}.",
                    f"{term(c)}의 부호를 확인하세요.")),
                (made(a + c, b - d), say(
                    f"Check the sign of {show(d)}.",
                    f"{show(d)}의 부호를 확인하세요.")),
                (f"{term(a + b + c + d)}", say(
                    "x terms and numbers are not alike; they stay apart.",
                    "x가 있는 항과 상수항은 동류항이 아니므로 더할 수 없어요.")),
                (made(a - c, b - d), say(
                    "Check the signs of the last two terms.",
                    "뒤의 두 항의 부호를 확인하세요.")),
            ],
            say(f"Collect like terms: {term(a)}{plus(c, 'x')} = {term(a + c)} and "
                f"{show(b)}{plus(d)} = {show(b + d)}.",
                f"동류항끼리 모으면 {term(a)}{plus(c, 'x')} = {term(a + c)}, {show(b)}{plus(d)} = "
                f"{show(b + d)}이므로 {made(a + c, b + d)}입니다."),
            say("Collect the x terms, then the numbers.",
                "x가 있는 항끼리, 상수항끼리 모아 보세요."),
        )  # fmt: skip

    def expand(a: int, b: int, c: int) -> Question:
        return choose(
            say(f"Expand {show(a)}({term(b)}{plus(c)}).",
                f"{show(a)}({term(b)}{plus(c)})의 괄호를 풀면 어느 것인가요?"),
            f"{term(a * b)}{plus(a * c)}",
            [
                (f"{term(a * b)}{plus(c)}", say(
                    f"Multiply the second term by {show(a)}, too.",
                    f"뒤의 항에도 {particle(show(a), '을', '를')} 곱해야 해요.")),
                (f"{term(a * b)}{plus(-a * c)}", say(
                    "Check the sign of the second product.",
                    "뒤의 곱의 부호를 확인하세요.")),
                (f"{term(a + b)}{plus(a + c)}", say(
                    f"You added {show(a)}. It is a factor.",
                    f"{particle(show(a), '을', '를')} 더했어요. 곱해야 해요.")),
                (f"{term(a * b)}{plus(a + c)}", say(
                    f"The second term is multiplied by {show(a)}, not added to it.",
                    f"뒤의 항에 {particle(show(a), '을', '를')} 더하지 말고 곱해야 해요.")),
            ],
            say(f"Multiply both terms by {show(a)}: {show(a)} × {term(b)} = {term(a * b)} and "
                f"{show(a)} × {signed(c)} = {show(a * c)}.",
                f"두 항에 모두 {particle(show(a), '을', '를')} 곱해요. {show(a)} × {term(b)} = "
                f"{term(a * b)}, {show(a)} × {signed(c)} = {show(a * c)}입니다."),
            say("Both terms in the parentheses are multiplied.",
                "괄호 안의 모든 항에 곱해야 해요."),
        )  # fmt: skip

    def words(a: int, b: int) -> Question:
        return choose(
            say(f"Which expression means “{b} less than {a} times x”?",
                f"‘x의 {a}배보다 {b}만큼 작은 수’를 나타낸 식은 어느 것인가요?"),
            f"{term(a)}{plus(-b)}",
            [
                (f"{b} − {term(a)}", say(
                    f"That takes the product away from {b}.",
                    f"그것은 {b}에서 x의 {a}배를 뺀 수예요.")),
                (f"{a}(x − {b})", say(f"First take {a} times x, then subtract {b}.",
                                      f"x의 {a}배를 먼저 구한 다음 {particle(str(b), '을', '를')} "
                                      "빼야 해요.")),
                (f"{term(b)} − {a}", say(
                    "You exchanged the two numbers.",
                    "두 수를 서로 바꾸어 썼어요.")),
            ],
            say(f"{a} times x is {term(a)}, and {b} less than that is {term(a)} − {b}.",
                f"x의 {a}배는 {term(a)}이고, 그보다 {b}만큼 작은 수는 {term(a)} − {b}입니다."),
            say(f"Write {a} times x first.", f"먼저 x의 {a}배를 써 보세요."),
        )  # fmt: skip

    def coefficient(a: int, b: int, c: int) -> Question:
        return typed(
            say(f"What is the coefficient of x when {show(a)}(x{plus(b)}){plus(c, 'x')} is "
                "simplified?",
                f"{show(a)}(x{plus(b)}){plus(c, 'x')}를 간단히 했을 때, x의 계수는 얼마인가요?"),
            a + c,
            say(f"Expanding gives {term(a)}{plus(a * b)}, and {term(a)}{plus(c, 'x')} = "
                f"{term(a + c)}.",
                f"괄호를 풀면 {term(a)}{plus(a * b)}이고, {term(a)}{plus(c, 'x')} = "
                f"{term(a + c)}이므로 x의 계수는 {show(a + c)}입니다."),
            say("Expand first, then collect the x terms.",
                "괄호를 푼 다음 x가 있는 항끼리 모아 보세요."),
            [
                (a - c, say(f"Check the sign of {term(c)}.", f"{term(c)}의 부호를 확인하세요.")),
                (a * b, say("That is the number without x.", "그것은 상수항이에요.")),
                (1 + c, say(f"The x in the parentheses is multiplied by {a}.",
                            f"괄호 안의 x에도 {particle(str(a), '을', '를')} 곱해야 해요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        value(r(3, 7), r(2, 7), r(4, 8)),
        words(r(3, 7), r(8, 15)),
        simplify(r(5, 9), r(4, 8), r(2, 4), r(1, 3)),
        value(r(3, 7), -r(3, 7), -r(2, 5)),
        expand(r(3, 5), r(2, 3), -r(3, 7)),
        square(r(2, 4), -r(5, 9)),
        simplify(r(3, 6), -r(5, 8), -r(7, 9), r(2, 4)),
        coefficient(r(3, 6), r(2, 5), -r(7, 9)),
        expand(-r(2, 4), r(5, 7), -r(3, 7)),
        square(-r(5, 8), -r(2, 4)),
    ]
