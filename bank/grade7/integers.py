"""Grade 7: integers."""

from random import Random

from bank.language import Say
from bank.notation import listed, show, signed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def operate(a: int, sign: str, b: int) -> Question:
        answer = {"+": a + b, "−": a - b, "×": a * b}[sign]
        if sign == "×":
            rule = "equal signs give a positive" if a * b > 0 else "different signs give a negative"
            why = f"{abs(a)} × {abs(b)} = {abs(a * b)}, and {rule} product: {show(answer)}."
        elif sign == "−":
            why = (
                f"Subtracting {show(b)} is adding {show(-b)}: "
                f"{show(a)} + {signed(-b)} = {show(answer)}."
            )
        else:
            way = "right" if b > 0 else "left"
            why = f"Start at {show(a)} and go {abs(b)} to the {way}: you reach {show(answer)}."
        return typed(f"What is {show(a)} {sign} {signed(b)}?", answer, why)

    def temperature(start: int, drop: int) -> Question:
        return choose(
            f"The temperature is {start}°C in the evening and falls by {drop}°C overnight. "
            "What is it in the morning?",
            f"{show(start - drop)}°C",
            [f"{show(t)}°C" for t in (drop - start, start + drop, -start - drop, start - drop - 1)],
            f"{start} − {drop} = {show(start - drop)}, so it is {show(start - drop)}°C.",
        )

    def least(group: list[int]) -> Question:
        low = min(group)
        return choose(
            f"Which of these integers is the least: {listed(group)}?",
            low,
            [n for n in group if n != low],
            f"{show(low)} is the farthest to the left on the number line.",
            signed=True,
        )

    def mixed_up(a: int, b: int, c: int) -> Question:
        answer = a - b * c
        return choose(
            f"What is {show(a)} − {signed(b)} × {signed(c)}?",
            answer,
            [(a - b) * c, a + b * c, -answer, answer + 2],
            f"Multiply first: {show(b)} × {signed(c)} = {show(b * c)}; "
            f"then {show(a)} − {signed(b * c)} = {show(answer)}.",
            signed=True,
        )

    def distance(a: int, b: int) -> Question:
        return choose(
            f"How far apart are {show(a)} and {b} on the number line?",
            b - a,
            [abs(a + b), b - a + 1, b - a - 1, abs(a)],
            f"From {show(a)} to 0 is {-a} and from 0 to {b} is {b}: {-a} + {b} = {b - a}.",
        )

    r = rng.randint
    return [
        operate(-r(8, 12), "+", r(3, 6)),
        temperature(r(3, 5), r(8, 11)),
        operate(r(4, 6), "−", -r(7, 9)),
        least(rng.sample([-8, 6, -11, 2], 4)),
        operate(-r(6, 9), "×", r(4, 7)),
        distance(-r(13, 17), r(25, 32)),
        operate(-r(12, 19), "−", r(14, 23)),
        mixed_up(r(5, 9), -r(3, 4), r(6, 8)),
        operate(-r(12, 14), "×", -r(7, 8)),
        mixed_up(-r(11, 19), r(5, 6), -r(7, 9)),
    ]
