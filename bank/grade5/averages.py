"""Grade 5: averages."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    decimal,
    listed,
)
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def spread(mean: int, offsets: tuple[int, ...]) -> list[int]:
        return rng.sample([mean + d for d in offsets], len(offsets))

    def mean_of(group: list[int]) -> Question:
        mean = Fraction(sum(group), len(group))
        return typed(
            f"What is the average of {listed(group[:-1])} and {group[-1]}?",
            mean,
            f"The sum is {sum(group)}, and {sum(group)} ÷ {len(group)} = {decimal(mean)}.",
        )

    def scores(group: list[int]) -> Question:
        mean = sum(group) // len(group)
        return choose(
            f"{names(rng, 1, say)[0]} scores {listed(group[:-1])} and {group[-1]} points in "
            f"{len(group)} games. What is the average score?",
            mean,
            [sum(group), max(group), mean + 1, mean - 1],
            f"{' + '.join(map(str, group))} = {sum(group)}, "
            f"and {sum(group)} ÷ {len(group)} = {mean}.",
        )

    def total(n: int, mean: int) -> Question:
        return typed(
            f"The average weight of {n} parcels is {mean} kg. "
            "How many kilograms do they weigh altogether?",
            n * mean,
            f"Total = average × number: {mean} × {n} = {n * mean} kg.",
        )

    def missing(known: list[int], mean: int) -> Question:
        last = mean * (len(known) + 1) - sum(known)
        return choose(
            f"The average of {len(known) + 1} numbers is {mean}. All but one of them are "
            f"{listed(known)}. What is the missing number?",
            last,
            [mean, last + len(known), last - 2, sum(known)],
            f"The numbers add up to {mean} × {len(known) + 1} = {mean * (len(known) + 1)}, "
            f"and {mean * (len(known) + 1)} − {sum(known)} = {last}.",
        )

    def joined(n: int, mean: int, extra: int) -> Question:
        new = Fraction(n * mean + extra, n + 1)
        return typed(
            f"The average of {n} numbers is {mean}. The number {extra} is added to the list. "
            "What is the new average?",
            new,
            f"The old total is {n} × {mean} = {n * mean}; with {extra} it is {n * mean + extra}, "
            f"and {n * mean + extra} ÷ {n + 1} = {decimal(new)}.",
        )

    r = rng.randint
    return [
        mean_of(spread(r(7, 9), (-3, 1, 2))),
        scores(spread(r(12, 15), (-4, -1, 5))),
        total(4, r(12, 16)),
        scores(spread(r(20, 24), (-6, -3, 2, 7))),
        mean_of(spread(r(31, 35), (-8, -2, 4, 8))),
        missing(spread(r(9, 10), (-2, 1, 4)), 12),
        total(r(6, 8), r(23, 27)),
        missing(spread(r(74, 77), (-6, 3, 5)), 80),
        mean_of(spread(r(15, 18), (-6, -4, 1, 4, 5, 3))),
        joined(4, r(20, 24), 42),
    ]
