"""Grade 6: percent."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    decimal,
)
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def of(p: int, n: int) -> Question:
        return typed(
            f"What is {p}% of {n}?",
            Fraction(p * n, 100),
            f"1% of {n} is {decimal(Fraction(n, 100))}, and {p} × {decimal(Fraction(n, 100))} = "
            f"{decimal(Fraction(p * n, 100))}.",
        )

    def from_fraction(a: int, b: int) -> Question:
        p = Fraction(100 * a, b)
        return choose(
            f"What is {a}/{b} as a percent?",
            f"{decimal(p)}%",
            [f"{a * 10 + b}%", f"{decimal(p / 10)}%", f"{decimal(100 - p)}%", f"{a * b}%"],
            f"{a}/{b} = {a * 100 // b}/100, and hundredths are percents: {decimal(p)}%."
            if 100 % b == 0
            else f"{a} ÷ {b} = {decimal(p / 100)}, and {decimal(p / 100)} × 100 = {decimal(p)}.",
        )

    def sale(price: int, p: int) -> Question:
        off = price * p // 100
        return choose(
            f"A jacket costs ${price}. In a sale its price is reduced by {p}%. "
            "What is the sale price?",
            f"${price - off}",
            [f"${off}", f"${price - p}", f"${price + off}", f"${price - off + 5}"],
            f"{p}% of {price} is {off}, and {price} − {off} = {price - off} dollars.",
        )

    def what_percent(part: int, whole: int) -> Question:
        p = Fraction(100 * part, whole)
        return typed(
            f"What percent of {whole} is {part}?",
            p,
            f"{part} ÷ {whole} = {decimal(p / 100)}, which is {decimal(p)}%.",
        )

    def whole(p: int, part: int) -> Question:
        n = part * 100 // p
        return choose(
            f"{p}% of the students at a school walk to school. "
            f"If {part} students walk, how many students does the school have?",
            n,
            [part * p // 100, part + p, part * p // 10, n // 2, n + part],
            f"1% of the students is {part} ÷ {p} = {decimal(Fraction(part, p))}, so 100% is {n}.",
        )

    r = rng.randint
    return [
        of(10, r(4, 9) * 20),
        from_fraction(3, 5),
        of(25, r(6, 9) * 4),
        from_fraction(r(3, 4) * 2 + 1, 20),
        what_percent(r(3, 4) * 3, 30),
        sale(r(3, 4) * 20, 20),
        of(r(3, 4) * 5, r(6, 8) * 20),
        sale(r(6, 8) * 20, 35),
        what_percent(r(7, 9) * 4, 80),
        whole(r(3, 4) * 10, r(12, 14) * 12),
    ]
