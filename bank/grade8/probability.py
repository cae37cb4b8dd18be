"""Grade 8: probability."""

from fractions import Fraction
from math import comb
from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def bag(red: int, blue: int, green: int) -> Question:
        total = red + blue + green
        return choose(
            f"A bag holds {red} red, {blue} blue and {green} green balls. One ball is drawn at "
            "random. What is the probability that it is blue?",
            Fraction(blue, total),
            [
                Fraction(blue, red + green),
                Fraction(1, 3),
                Fraction(total - blue, total),
                Fraction(1, blue),
                Fraction(blue + 1, total),
            ],
            f"{blue} of the {total} balls are blue, so the probability is {blue}/{total}"
            + (f" = {Fraction(blue, total)}." if Fraction(blue, total).numerator != blue else "."),
        )

    def card(n: int, k: int) -> Question:
        count = n // k
        return typed(
            f"Cards are numbered from 1 to {n}. One card is drawn at random. What is the "
            f"probability that its number is a multiple of {k}?",
            Fraction(count, n),
            f"There are {count} multiples of {k} up to {n}, and {count} ÷ {n} = "
            f"{float(Fraction(count, n)):g}.",
        )

    def dice(total: int) -> Question:
        ways = 6 - abs(total - 7)
        return choose(
            f"Two fair dice are rolled. What is the probability that the sum is {total}?",
            Fraction(ways, 36),
            [
                Fraction(1, 11),
                Fraction(ways + 1, 36),
                Fraction(ways, 12),
                Fraction(total, 36),
                Fraction(ways - 1, 36),
            ],
            f"{ways} of the 36 equally likely pairs add up to {total}: {ways}/36"
            + (f" = {Fraction(ways, 36)}." if 36 % ways == 0 else "."),
        )

    def coins(n: int, k: int) -> Question:
        ways = comb(n, k)
        return typed(
            f"{n} fair coins are tossed. What is the probability of exactly {k} heads?",
            Fraction(ways, 2**n),
            f"{ways} of the {2**n} equally likely outcomes have {k} heads: {ways} ÷ {2**n} = "
            f"{float(Fraction(ways, 2**n)):g}.",
        )

    def not_rain(p: int) -> Question:
        return typed(
            f"The probability of rain tomorrow is 0.{p}. What is the probability that it does not "
            "rain?",
            1 - Fraction(p, 10 ** len(str(p))),
            f"The two probabilities add up to 1: 1 − 0.{p} = "
            f"{float(1 - Fraction(p, 10 ** len(str(p)))):g}.",
        )

    def both(red: int, blue: int) -> Question:
        n = red + blue
        answer = Fraction(red * (red - 1), n * (n - 1))
        return choose(
            f"A box holds {red} red and {blue} blue pens. Two pens are taken at random, one after "
            "the other, without putting the first one back. "
            "What is the probability that both are red?",
            answer,
            [Fraction(red, n) ** 2, Fraction(red, n), Fraction(2, red), Fraction(red - 1, n - 1)],
            f"{red}/{n} × {red - 1}/{n - 1} = {red * (red - 1)}/{n * (n - 1)} = {answer}.",
        )

    def paths(shirts: int, pants: int, caps: int) -> Question:
        return typed(
            f"Omar has {shirts} shirts, {pants} pairs of pants and {caps} caps. "
            "In how many ways can he choose one of each?",
            shirts * pants * caps,
            f"Multiply the choices: {shirts} × {pants} × {caps} = {shirts * pants * caps}.",
        )

    r = rng.randint
    return [
        not_rain(r(3, 4)),
        bag(r(2, 3), r(4, 5), r(6, 7)),
        paths(r(4, 5), 3, 2),
        dice(r(3, 4)),
        card(20, r(3, 6)),
        bag(r(7, 8), r(3, 4), r(9, 10)),
        card(50, r(7, 8)),
        dice(r(8, 9)),
        coins(r(3, 4), 2),
        both(r(4, 5), r(3, 5)),
    ]
