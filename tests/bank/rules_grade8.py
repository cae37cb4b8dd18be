"""Rules for grade 8."""

import operator
import re
from fractions import Fraction
from itertools import product

from recompute import evaluate, number, numbers, pick, same, sides

SIGNS = {"<": operator.lt, ">": operator.gt, "≤": operator.le, "≥": operator.ge}
PROBES = [Fraction(n, 4) for n in range(-400, 401)]


def _holds(relation: str, x) -> bool:
    left, sign, right = re.fullmatch(r"(.+) ([<>≤≥]) (.+)", relation).groups()
    return SIGNS[sign](evaluate(left, x=x), evaluate(right, x=x))


def _on_line(line: str, x, y) -> bool:
    left, right = sides(line, x=x, y=y)
    return left == right


number(
    "For the function y = {s}, what is y when x = {n}?", lambda written, x: evaluate(written, x=x)
)
number(
    "What is the slope of the line through ({n}, {n}) and ({n}, {n})?",
    lambda a, b, c, d: (d - b) / (c - a),
)
pick(
    "Which line has slope {n} and y-intercept {n}?",
    lambda choice, a, b: _on_line(choice, 0, b) and _on_line(choice, 1, b + a),
)
pick(
    "Which line has slope {n} and passes through the point ({n}, {n})?",
    lambda choice, a, x, y: _on_line(choice, x, y) and _on_line(choice, x + 1, y + a),
)


def _zero(written: str) -> Fraction:
    start, following = evaluate(written, x=0), evaluate(written, x=1)
    return start / (start - following)


number("At which value of x does the line y = {s} cross the x-axis?", _zero)
pick(
    "Which of these points does not lie on the line {s}?",
    lambda choice, line: not _on_line(line, *numbers(choice)),
)

pick(
    "Which is the solution of {s}?",
    lambda choice, relation: all(_holds(choice, x) == _holds(relation, x) for x in PROBES),
)
number(
    "What is the smallest integer x with {s}?",
    lambda relation: next(x for x in range(-100, 100) if _holds(relation, x)),
)
number(
    "How many integers x satisfy {n} < x ≤ {n}?",
    lambda low, high: sum(low < x <= high for x in range(-100, 100)),
)
number(
    "How many positive integers x satisfy {s}?",
    lambda relation: sum(_holds(relation, x) for x in range(1, 1000)),
)
number(
    "Roses cost ${n} each and a vase costs ${n}. "
    "What is the greatest number of roses you can buy with one vase for ${n}?",
    lambda price, vase, money: max(n for n in range(100) if vase + n * price <= money),
)


def _both_hold(first: str, second: str, x, y) -> bool:
    return all(len(set(sides(equation, x=x, y=y))) == 1 for equation in (first, second))


def _coefficients(equation: str) -> tuple[Fraction, Fraction, Fraction]:
    left, right = equation.split(" = ")
    return evaluate(left, x=1, y=0), evaluate(left, x=0, y=1), evaluate(right)


def _cramer(first: str, second: str) -> tuple[Fraction, Fraction]:
    (a, b, e), (c, d, f) = _coefficients(first), _coefficients(second)
    return (e * d - b * f) / (a * d - b * c), (a * f - e * c) / (a * d - b * c)


number("Solve {s} and {s}. What is x?", lambda first, second: _cramer(first, second)[0])
number("Solve {s} and {s}. What is y?", lambda first, second: _cramer(first, second)[1])
pick(
    "Which pair solves both {s} and {s}?",
    lambda choice, first, second: _both_hold(first, second, *numbers(choice)),
)
number(
    "A farm has only hens and cows. They have {n} heads and {n} legs altogether. "
    "How many cows are there?",
    lambda heads, legs: next(c for c in range(100) if 4 * c + 2 * (heads - c) == legs),
)
number(
    "The sum of two numbers is {n} and their difference is {n}. What is the larger number?",
    lambda total, difference: (total + difference) / 2,
)


def _equal(choice: str, known: str) -> bool:
    return same(re.sub("[ab]", "x", choice), re.sub("[ab]", "x", known))


pick("Which is equal to {s}?", _equal)
number(
    "{s} × {n}^□ = {s}. What number goes in the box?",
    lambda first, base, result: next(
        n for n in range(50) if evaluate(first) * base**n == evaluate(result)
    ),
)
number("Calculate {s}.", evaluate)

number(
    "A bag holds {n} red, {n} blue and {n} green balls. One ball is drawn at random. "
    "What is the probability that it is blue?",
    lambda red, blue, green: blue / (red + blue + green),
)
number(
    "Cards are numbered from 1 to {n}. One card is drawn at random. What is the probability "
    "that its number is a multiple of {n}?",
    lambda n, k: sum(card % k == 0 for card in range(1, int(n) + 1)) / n,
)
number(
    "Two fair dice are rolled. What is the probability that the sum is {n}?",
    lambda total: Fraction(sum(sum(p) == total for p in product(range(1, 7), repeat=2)), 36),
)
number(
    "{n} fair coins are tossed. What is the probability of exactly {n} heads?",
    lambda n, k: Fraction(sum(sum(p) == k for p in product((0, 1), repeat=int(n))), 2 ** int(n)),
)
number(
    "The probability of rain tomorrow is {n}. What is the probability that it does not rain?",
    lambda p: 1 - p,
)


def _both_red(red: Fraction, blue: Fraction) -> Fraction:
    pens = [True] * int(red) + [False] * int(blue)
    draws = [(i, j) for i in range(len(pens)) for j in range(len(pens)) if i != j]
    return Fraction(sum(pens[i] and pens[j] for i, j in draws), len(draws))


number(
    "A box holds {n} red and {n} blue pens. Two pens are taken at random, one after the other, "
    "without putting the first one back. What is the probability that both are red?",
    _both_red,
)
number(
    "Omar has {n} shirts, {n} pairs of pants and {n} caps. "
    "In how many ways can he choose one of each?",
    lambda a, b, c: a * b * c,
)
