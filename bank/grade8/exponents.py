"""Grade 8: laws of exponents."""

from random import Random

from bank.language import Say, particle
from bank.notation import power, show
from bank.question import Question, Wrong, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def equal(written: str) -> str:
        return say(f"Which is equal to {written}?",
                   f"다음 식을 간단히 하면 어느 것인가요? {written}")  # fmt: skip

    def calculate(written: str) -> str:
        return say(f"Calculate {written}.", f"{written}의 값을 구하세요.")

    def multiply(base: str, m: int, n: int) -> Question:
        return choose(
            equal(f"{power(base, m)} × {power(base, n)}"),
            power(base, m + n),
            [
                (power(base, m * n), say(
                    "You multiplied the exponents. In a product of powers they are added.",
                    "지수를 곱했어요. 밑이 같은 거듭제곱의 곱에서는 지수를 더해요.")),
                (power(f"2{base}", m + n), say(
                    f"The base stays {base}; it is not added.",
                    f"밑은 그대로 {base}예요. 밑을 더하지 않아요.")),
                (power(base, abs(m - n)), say(
                    "You subtracted the exponents; that is for a quotient.",
                    "지수를 뺐어요. 지수를 빼는 것은 나눗셈일 때예요.")),
            ],
            say(f"Add the exponents: {m} + {n} = {m + n}.",
                f"지수를 더하면 {m} + {n} = {m + n}이므로 {power(base, m + n)}입니다."),
            say(f"How many factors {base} are there in all?",
                f"{base}를 모두 몇 번 곱한 것인가요?"),
        )  # fmt: skip

    def raised(base: str, m: int, n: int) -> Question:
        return choose(
            equal(f"({power(base, m)}){power('', n)}"),
            power(base, m * n),
            [
                (power(base, m + n), say(
                    "You added the exponents. In a power of a power they are multiplied.",
                    "지수를 더했어요. 거듭제곱의 거듭제곱에서는 지수를 곱해요.")),
                (power(base, m**n), say(f"You raised {m} to the power {n}. Multiply instead.",
                                        f"{particle(str(m), '을', '를')} {n}제곱했어요. 지수끼리 "
                                        "곱해야 해요.")),
                (f"{n}{power(base, m)}", say(
                    f"The power is multiplied by itself, not by {n}.",
                    f"{particle(str(n), '을', '를')} 곱하는 것이 아니라 {n}번 거듭하여 곱하는 "
                    "거예요.")),
            ],
            say(f"Multiply the exponents: {m} × {n} = {m * n}.",
                f"지수를 곱하면 {m} × {n} = {m * n}이므로 {power(base, m * n)}입니다."),
            say("Write the power out as a product.", "거듭제곱을 곱셈으로 풀어 써 보세요."),
        )  # fmt: skip

    def product(c: int, m: int, n: int) -> Question:
        right = f"{c**n}{power('x', m * n)}{power('y', n)}"
        nth = "제곱" if n == 2 else f"{n}제곱"
        return choose(
            equal(f"({c}{power('x', m)}y){power('', n)}"),
            right,
            [
                (f"{c}{power('x', m * n)}{power('y', n)}", say(
                    f"The {c} is raised to the power {n}, too.",
                    f"{c}도 {nth}해야 해요.")),
                (f"{c**n}{power('x', m + n)}{power('y', n)}", say(
                    "You added the exponents of x. Multiply them.",
                    "x의 지수를 더했어요. 곱해야 해요.")),
                (f"{c * n}{power('x', m * n)}{power('y', n)}", say(
                    f"{c} to the power {n} is not {c} times {n}.",
                    f"{c}의 {nth}은 {c} × {particle(str(n), '과', '와')} 달라요.")),
            ],
            say(f"Raise every factor: {power(c, n)} = {c**n}, ({power('x', m)}){power('', n)} = "
                f"{power('x', m * n)} and {power('y', n)}.",
                f"인수를 각각 거듭제곱해요. {power(c, n)} = {c**n}, "
                f"({power('x', m)}){power('', n)} = {power('x', m * n)}이므로 {right}입니다."),
            say("Every factor in the parentheses is raised to the power.",
                "괄호 안의 모든 인수를 거듭제곱해야 해요."),
        )  # fmt: skip

    def box(base: int, m: int, n: int) -> Question:
        wrong: list[Wrong] = [
            (m + n, say("That is the exponent of the result.", "그것은 결과의 지수예요.")),
            (m + 2 * n, say("Take the exponents apart: do not add them.",
                            "지수를 더하지 말고 빼야 해요.")),
        ]  # fmt: skip
        if (m + n) % m == 0:
            wrong.append(((m + n) // m, say(
                "You divided the exponents. Exponents of factors are added.",
                "지수를 나누었어요. 곱에서는 지수를 더해요.")))  # fmt: skip
        return typed(
            say(f"{power(base, m)} × {base}^□ = {power(base, m + n)}. What number goes in the box?",
                f"{power(base, m)} × {base}^□ = {power(base, m + n)}일 때, □에 알맞은 수는 "
                "무엇인가요?"),
            n,
            say(f"The exponents add: {m} + □ = {m + n}, so □ = {n}.",
                f"지수를 더하면 {m} + □ = {m + n}이므로 □ = {n}입니다."),
            say("In a product of powers the exponents are added.",
                "밑이 같은 거듭제곱의 곱에서는 지수를 더해요."),
            wrong,
        )  # fmt: skip

    def quotient(base: int, m: int, n: int) -> Question:
        return typed(
            calculate(f"{power(base, m)} ÷ {power(base, n)}"),
            base ** (m - n),
            say(f"Subtract the exponents: {power(base, m - n)} = {base ** (m - n)}.",
                f"지수를 빼면 {power(base, m - n)} = {base ** (m - n)}입니다."),
            say("How many factors are left when you cancel?", "약분하면 인수가 몇 개 남나요?"),
            [
                (m - n, say("That is the exponent. Calculate the power.",
                            "그것은 지수예요. 거듭제곱의 값을 구하세요.")),
                (base * (m - n), say(f"{power(base, m - n)} is not {base} times {m - n}.",
                                     f"{particle(str(base), '을', '를')} {m - n}번 거듭하여 곱해야 "
                                     f"해요. {base} × {particle(str(m - n), '과', '와')} 달라요.")),
                (1, say("The base does not cancel completely.",
                        "밑이 모두 약분되는 것은 아니에요.")),
            ],
        )  # fmt: skip

    def negative(base: int, n: int) -> Question:
        value = (-base) ** n
        parity = say("an even" if n % 2 == 0 else "an odd", "짝수" if n % 2 == 0 else "홀수")
        return typed(
            calculate(f"({show(-base)}){power('', n)}"),
            value,
            say(f"{n} factors of {show(-base)}: {power(base, n)} = {base**n}, and {parity} number "
                f"of minus signs gives {show(value)}.",
                f"{power(base, n)} = {base**n}이고, 음수를 {parity} 번 곱하므로 "
                f"{show(value)}입니다."),
            say("Is the number of minus signs even or odd?",
                "음수를 곱한 횟수가 짝수인가요, 홀수인가요?"),
            [
                (-value, say("Check the sign: an even number of minus signs gives plus.",
                             "부호를 확인하세요. 음수를 짝수 번 곱하면 양수, 홀수 번 곱하면 "
                             "음수예요.")),
                (-base * n, say(f"The number is multiplied by itself, not by {n}.",
                                f"{particle(str(n), '을', '를')} 곱하는 것이 아니라 {n}번 거듭하여 "
                                "곱하는 거예요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        quotient(2, r(7, 10), r(3, 5)),
        multiply("a", r(3, 5), r(6, 8)),
        negative(r(2, 7), 3),
        raised("x", r(4, 8), 3),
        box(r(5, 7), r(3, 5), r(5, 9)),
        multiply("b", r(5, 9), r(2, 4)),
        negative(*rng.choice([(2, 4), (2, 6), (2, 8), (3, 4), (3, 6), (4, 4), (5, 4)])),
        product(3, r(3, 8), 2),
        quotient(r(3, 7), r(10, 12), 9),
        product(2, r(3, 8), 3),
    ]
