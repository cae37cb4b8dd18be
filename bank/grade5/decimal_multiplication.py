"""Grade 5: multiplying decimals."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import decimal
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    too_high = say("The point is one place too far to the right.",
                   "소수점이 오른쪽으로 한 자리 더 갔어요.")  # fmt: skip
    too_low = say("The point is one place too far to the left.",
                  "소수점이 왼쪽으로 한 자리 더 갔어요.")  # fmt: skip

    def tenths(low: int, high: int) -> str:
        """A decimal with one place that is not zero."""
        return decimal(Fraction(rng.choice([n for n in range(low, high + 1) if n % 10]), 10))

    def times(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        whole = [int(n.replace(".", "")) for n in (a, b)]
        places = sum(len(n.partition(".")[2]) for n in (a, b))
        product = whole[0] * whole[1]
        return typed(
            say(f"What is {a} × {b}?", f"{a} × {b}의 값은 얼마인가요?"),
            x * y,
            say(
                f"{whole[0]} × {whole[1]} = {product}; the factors have {places} decimal "
                f"{'place' if places == 1 else 'places'} together, so the product is "
                f"{decimal(x * y)}.",
                f"{whole[0]} × {whole[1]} = {product}이고 소수점 아래 자리가 모두 "
                f"{places}자리이므로 "
                f"{decimal(x * y)}입니다.",
            ),
            hint=say("Multiply as if there were no "
                     "points.", "자연수처럼 곱한 다음 소수점을 찍으세요."),
            wrong=[
                (x * y * 10, too_high), (x * y / 10, too_low),
                (product, say("The point is missing.", "소수점을 찍지 않았어요.")),
            ],
        )  # fmt: skip

    def point(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        return choose(
            say(f"Where does the decimal point go? {a} × {b} = ?",
                f"소수점의 위치가 바른 것은 무엇인가요? {a} × {b} = ?"),
            decimal(x * y),
            [
                (decimal(x * y * 10), too_high), (decimal(x * y / 10), too_low),
                (decimal(x * y * 100), say("Two places too far to the right.",
                                           "소수점이 오른쪽으로 두 자리 더 갔어요.")),
            ],
            say(
                f"{a} is about {round(x)} and {b} is about {decimal(Fraction(round(y * 2), 2))}, "
                f"so the product is {decimal(x * y)}.",
                f"어림하면 약 {round(x)} × {decimal(Fraction(round(y * 2), 2))}이므로 "
                f"{decimal(x * y)}입니다.",
            ),
            hint=say("Estimate first.", "먼저 어림해 보세요."),
        )  # fmt: skip

    def shift(a: str, power: int) -> Question:
        x = Fraction(a)
        places = len(str(power)) - 1
        return choose(
            say(f"What is {a} ÷ {power}?", f"{a} ÷ {power}의 값은 얼마인가요?"),
            decimal(x / power),
            [
                (decimal(x / power * 10), too_high), (decimal(x / power / 10), too_low),
                (decimal(x * power), say("You multiplied. Dividing makes it smaller.",
                                         "곱했어요. 나누면 작아져요.")),
            ],
            say(
                f"Dividing by {power} moves every digit {places} "
                f"{'place' if places == 1 else 'places'} to the right: {decimal(x / power)}.",
                f"{power}으로 나누면 소수점이 왼쪽으로 {places}자리 옮겨 가므로 "
                f"{decimal(x / power)}입니다.",
            ),
            hint=say("Does it get greater or smaller?", "커지나요, 작아지나요?"),
        )  # fmt: skip

    def price(kilos: str, cents: int) -> Question:
        total = Fraction(kilos) * cents
        return choose(
            say(
                f"Apples cost {say.money(cents)} a kilogram. How much do {kilos} kg cost?",
                f"사과 1 kg의 값은 {say.money(cents)}이에요. 사과 {kilos} kg의 값은 얼마인가요?",
            ),
            say.money(int(total)),
            [
                (say.money(int(total * 10)), too_high),
                (say.money(int(total) + 100), say("Multiply again.", "다시 곱해 보세요.")),
                (say.money(int(Fraction(kilos) * 100) + cents), say("You added. Multiply.",
                                                                    "더했어요. 곱하세요.")),
                (say.money(int(total) - 50), say("Multiply again.", "다시 곱해 보세요.")),
            ],
            say(
                f"Multiply: {kilos} × {decimal(Fraction(cents, 100))} = "
                f"{float(total / 100):.2f} dollars.",
                f"{cents * 10:,} × {kilos} = {int(total) * 10:,}(원)이에요.",
            ),
            hint=say("So much for each kilogram.", "1 kg의 값에 무게를 곱하세요."),
        )  # fmt: skip

    def divide(a: str, n: int) -> Question:
        x = Fraction(a)
        return typed(
            say(
                f"A rope of {a} m is cut into {n} equal pieces. "
                "How many meters long is each piece?",
                f"길이가 {a} m인 끈을 똑같이 {n}도막으로 잘랐어요. 한 도막의 길이는 몇 m인가요?",
            ),
            x / n,
            say(f"{a} ÷ {n} = {decimal(x / n)}, because {n} × {decimal(x / n)} = {a}.",
                f"{a} ÷ {n} = {decimal(x / n)}(m)예요."),
            hint=say(f"{n} times what is {a}?", f"{n}에 얼마를 곱하면 {a}인가요?"),
            wrong=[
                (x / n * 10, too_high), (x * n, say("You multiplied. Divide.",
                                                    "곱했어요. 나누어야 해요.")),
                (x - n if x > n else x + n, say("Divide, do not take away.", "나누어야 해요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        times(tenths(3, 9), str(r(4, 8))),
        shift(tenths(213, 887), 10),
        times(tenths(21, 48), "4"),
        shift(tenths(21, 98), 100),
        times("0.6", tenths(3, 9)),
        price(rng.choice(["1.5", "2.5"]), r(14, 28) * 20),
        divide(decimal(Fraction(4 * rng.choice([n for n in range(16, 29) if n % 5]), 10)), 4),
        point(tenths(31, 69), rng.choice(["0.53", "0.47"])),
        times(tenths(23, 39), "1.4"),
        price("3.5", r(13, 24) * 20),
    ]
