"""Rules for grade 8."""

import operator
import re
from fractions import Fraction
from itertools import product

from recompute import evaluate, number, numbers, pick, same, sides, text

SIGNS = {"<": operator.lt, ">": operator.gt, "≤": operator.le, "≥": operator.ge}
PROBES = [Fraction(n, 4) for n in range(-400, 401)]


def holds(relation: str, x) -> bool:
    left, sign, right = re.fullmatch(r"(.+) ([<>≤≥]) (.+)", relation).groups()
    return SIGNS[sign](evaluate(left, x=x), evaluate(right, x=x))


def on_line(line: str, x, y) -> bool:
    left, right = sides(line, x=x, y=y)
    return left == right


number(
    "For the function y = {s}, what is y when x = {n}?", lambda written, x: evaluate(written, x=x)
)
number(
    "What is the slope of the line through ({n}, {n}) and ({n}, {n})?",
    lambda a, b, c, d: (d - b) / (c - a),
)
number(
    "What is the slope of the line through the points A and B? "
    "[Points on a grid: A ({n}, {n}), B ({n}, {n}).]",
    lambda a, b, c, d: (d - b) / (c - a),
)
pick(
    "Which line has slope {n} and y-intercept {n}?",
    lambda choice, a, b: on_line(choice, 0, b) and on_line(choice, 1, b + a),
)
pick(
    "Which line has slope {n} and passes through the point ({n}, {n})?",
    lambda choice, a, x, y: on_line(choice, x, y) and on_line(choice, x + 1, y + a),
)


def zero_of(written: str) -> Fraction:
    start, following = evaluate(written, x=0), evaluate(written, x=1)
    return start / (start - following)


number("At which value of x does the line y = {s} cross the x-axis?", zero_of)
pick(
    "Which of these points does not lie on the line {s}?",
    lambda choice, line: not on_line(line, *numbers(choice)),
)

pick(
    "Which is the solution of {s}?",
    lambda choice, relation: all(holds(choice, x) == holds(relation, x) for x in PROBES),
)
number(
    "What is the smallest integer x with {s}?",
    lambda relation: next(x for x in range(-100, 100) if holds(relation, x)),
)


def integers_between(low, high, left_out, included) -> int:
    assert (left_out, included) == (low, high)
    return sum(low < x <= high for x in range(-100, 100))


number(
    "How many integers lie in the marked part of the number line? [A number line. The part from "
    "{n} to {n} is marked, with an open circle at {n} and a filled circle at {n}.]",
    integers_between,
)
number(
    "How many positive integers x satisfy {s}?",
    lambda relation: sum(holds(relation, x) for x in range(1, 1000)),
)
number(
    "Roses cost ${n} each and a vase costs ${n}. "
    "What is the greatest number of roses you can buy with one vase for ${n}?",
    lambda price, vase, money: max(n for n in range(100) if vase + n * price <= money),
)


def both_hold(first: str, second: str, x, y) -> bool:
    return all(len(set(sides(equation, x=x, y=y))) == 1 for equation in (first, second))


def _coefficients(equation: str) -> tuple[Fraction, Fraction, Fraction]:
    left, right = equation.split(" = ")
    return evaluate(left, x=1, y=0), evaluate(left, x=0, y=1), evaluate(right)


def cramer(first: str, second: str) -> tuple[Fraction, Fraction]:
    (a, b, e), (c, d, f) = _coefficients(first), _coefficients(second)
    return (e * d - b * f) / (a * d - b * c), (a * f - e * c) / (a * d - b * c)


number("Solve {s} and {s}. What is x?", lambda first, second: cramer(first, second)[0])
number("Solve {s} and {s}. What is y?", lambda first, second: cramer(first, second)[1])
pick(
    "Which pair solves both {s} and {s}?",
    lambda choice, first, second: both_hold(first, second, *numbers(choice)),
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


def equals(choice: str, known: str) -> bool:
    return same(re.sub("[ab]", "x", choice), re.sub("[ab]", "x", known))


pick("Which is equal to {s}?", equals)
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


def both_red(red: Fraction, blue: Fraction) -> Fraction:
    pens = [True] * int(red) + [False] * int(blue)
    draws = [(i, j) for i in range(len(pens)) for j in range(len(pens)) if i != j]
    return Fraction(sum(pens[i] and pens[j] for i, j in draws), len(draws))


number(
    "A box holds {n} red and {n} blue pens. Two pens are taken at random, one after the other, "
    "without putting the first one back. What is the probability that both are red?",
    both_red,
)
number(
    "{_} has {n} shirts, {n} pairs of pants and {n} caps. "
    "In how many ways can one of each be chosen?",
    lambda a, b, c: a * b * c,
)


def repeating(written: str) -> Fraction:
    """The worth of a repeating decimal such as `0.8343434…`, from its shortest block."""
    digits = written.removeprefix("0.").removesuffix("…")
    for start in range(len(digits)):
        for length in range(1, (len(digits) - start) // 2 + 1):
            block = digits[start : start + length]
            rest = digits[start:]
            if all(digit == block[k % length] for k, digit in enumerate(rest)):
                before = Fraction(int(digits[:start] or 0), 10**start)
                return before + Fraction(int(block), (10**length - 1) * 10**start)
    raise ValueError(f"{written} shows no block that repeats")


def block(written: str) -> str:
    """The shortest repeating block of a decimal: `34` in `0.8343434…`."""
    return re.fullmatch(r"0\.\d*?((\d+?)\2+)…", written)[2]


def terminates(fraction: Fraction) -> bool:
    return 10**12 % fraction.denominator == 0


def digit_at(fraction, place: Fraction) -> int:
    return int(fraction * 10 ** int(place)) % 10


text("What is the shortest repeating block of {s}?", block)
number("Let x = {s}. What is 100x − x?", lambda written: 99 * repeating(written))
number("Which number goes in the box: {s} = □/99?", lambda written: 99 * repeating(written))
pick(
    "Which of these fractions can be written as a terminating decimal: {list}?",
    lambda choice, _: terminates(Fraction(choice)),
)
number("Which fraction equals {s}?", repeating)
number(
    "What is the smallest positive integer n for which {n} × n is a terminating decimal?",
    lambda fraction: next(n for n in range(1, 999) if terminates(fraction * n)),
)
number(
    "{n} = {n}… Which digit is in decimal place {n}?",
    lambda fraction, _, place: digit_at(fraction, place),
)
