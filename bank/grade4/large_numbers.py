"""Grade 4: large numbers."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = [".", ".", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(n: int) -> str:
    """A number below one million in words."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    size, name = (1000, "thousand") if n >= 1000 else (100, "hundred")
    rest = f" {in_words(n % size)}" if n % size else ""
    return f"{in_words(n // size)} {name}{rest}"


def questions(rng: Random, say: Say) -> list[Question]:
    def written(thousands: int, rest: int) -> Question:
        n = thousands * 1000 + rest
        swapped = rest * 10 if rest < 100 else int(str(rest)[::-1])
        wrong = (n * 10, n // 10, thousands * 1000 + swapped, n + 100)
        return choose(
            f"Which number is {in_words(n)}?",
            f"{n:,}",
            [f"{m:,}" for m in wrong],
            f"{thousands} thousands are {thousands * 1000:,}, and {rest} more make {n:,}.",
        )

    def rounded(n: int, to: int) -> Question:
        low = n // to * to
        answer = low + to if n - low >= to // 2 else low
        return typed(
            f"Round {n:,} to the nearest {'thousand' if to == 1000 else 'hundred'}.",
            answer,
            f"{n:,} lies between {low:,} and {low + to:,} and is nearer to {answer:,}.",
        )

    def digit(n: int, place: int) -> Question:
        d = n // place % 10
        return choose(
            f"What is the value of the digit {d} in {n:,}?",
            f"{d * place:,}",
            [f"{d * place * 10:,}", f"{d * place // 10:,}", f"{d}"],
            f"The {d} stands in the {place:,}s place, so it is worth {d} × {place:,}.",
        )

    def shift(n: int, step: int) -> Question:
        return typed(
            f"What number is {step:,} less than {n:,}?",
            n - step,
            f"Take {step:,} away: {n:,} − {step:,} = {n - step:,}.",
        )

    def greatest(a: int, b: int, c: int) -> Question:
        digits = [(a, b, c), (a, c, b), (b, a, c), (c, b, a)]
        group = [x * 10000 + y * 1000 + z * 10 + 5 for x, y, z in digits]
        best = max(group)
        return choose(
            "Which number is the greatest: " + ", ".join(f"{n:,}" for n in group) + "?",
            f"{best:,}",
            [f"{n:,}" for n in group if n != best],
            f"Compare the ten thousands, then the thousands: {best:,} is ahead.",
        )

    r = rng.randint
    return [
        written(r(21, 48), r(120, 180)),
        rounded(r(4310, 4390), 1000),
        digit(r(3, 4) * 10000 + r(5, 8) * 1000 + r(110, 114), 1000),
        shift(r(23, 47) * 1000, 100),
        greatest(r(3, 4), r(5, 6), r(7, 8)),
        rounded(r(26, 28) * 1000 + r(651, 679), 100),
        written(r(305, 309), r(12, 48)),
        rounded(r(58, 66) * 10000 + r(3520, 3680), 1000),
        digit(r(5, 6) * 100000 + r(7, 9) * 10000 + r(1231, 1234), 10000),
        shift(r(3, 6) * 100000 + r(211, 340), 1000),
    ]
