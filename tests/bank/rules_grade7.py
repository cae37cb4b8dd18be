"""Rules for grade 7."""

import re
from fractions import Fraction
from math import gcd, isqrt

from recompute import evaluate, number, numbers, pick, root_of, same, sides, text, value


def is_prime(n) -> bool:
    return n > 1 and all(n % k for k in range(2, isqrt(int(n)) + 1))


def up_to(n) -> range:
    return range(1, int(n) + 1)


number("What is {n} − ({n})?", lambda a, b: a - b)
number("What is {n} × ({n})?", lambda a, b: a * b)
number("What is {n} − ({n}) × {n}?", lambda a, b, c: a - b * c)
number("What is {n} − {n} × ({n})?", lambda a, b, c: a - b * c)
number(
    "The temperature is {n}°C in the evening and falls by {n}°C overnight. "
    "What is it in the morning?",
    lambda start, drop: start - drop,
)
number("Which of these integers is the least: {list}?", min)
number("How far apart are {n} and {n} on the number line?", lambda a, b: abs(a - b))

pick("Which of these numbers is prime: {list}?", lambda choice, _: is_prime(value(choice)))


def largest_prime(n) -> int:
    return max(p for p in up_to(n) if n % p == 0 and is_prime(p))


number("What is the largest prime factor of {n}?", largest_prime)


def factorizes(choice: str, n) -> bool:
    if evaluate(choice) != n:
        return False
    assert all(is_prime(int(factor.rstrip("²³⁴⁵"))) for factor in choice.split(" × ")), choice
    return True


pick("What is the prime factorization of {n}?", factorizes)
number("How many positive divisors does {n} have?", lambda n: sum(n % k == 0 for k in up_to(n)))
number(
    "What is the smallest positive integer that {n} must be multiplied by "
    "to give a perfect square?",
    lambda n: next(k for k in range(1, 10_000) if isqrt(int(n * k)) ** 2 == n * k),
)
pick(
    "What is the greatest common divisor of {s} and {s}?",
    lambda choice, a, b: evaluate(choice) == gcd(int(evaluate(a)), int(evaluate(b))),
)

number("What is the value of {s} when x = {n}?", lambda written, x: evaluate(written, x=x))
pick("Simplify {s}.", same)
pick("Expand {s}.", same)
pick(
    "Which expression means “{n} less than {n} times x”?",
    lambda choice, less, times: all(evaluate(choice, x=x) == times * x - less for x in (0, 3, -5)),
)
number(
    "What is the coefficient of x when {s} is simplified?",
    lambda written: evaluate(written, x=1) - evaluate(written, x=0),
)

number("Solve for x: {s}.", root_of)
number(
    "{n} times a number, increased by {n}, is {n}. What is the number?",
    lambda a, b, total: (total - b) / a,
)
pick(
    "Which of these equations has the solution x = {n}?",
    lambda choice, x: len(set(sides(choice, x=x))) == 1,
)
number(
    "An adult ticket costs ${n} more than a child ticket. "
    "{n} adult tickets and {n} child tickets cost ${n}. How much does one child ticket cost?",
    lambda extra, adults, children, total: (total - adults * extra) / (adults + children),
)

text(
    "In which quadrant does the point ({n}, {n}) lie?",
    lambda x, y: {
        (True, True): "quadrant I",
        (False, True): "quadrant II",
        (False, False): "quadrant III",
        (True, False): "quadrant IV",
    }[x > 0, y > 0],
)


def apart(x1, y1, x2, y2) -> Fraction:
    """The distance between two points of the same height."""
    assert y1 == y2
    return abs(x1 - x2)


number(
    "What is the distance between the points A and B? "
    "[Points on a grid: A ({n}, {n}), B ({n}, {n}).]",
    apart,
)
pick(
    "The point ({n}, {n}) is reflected in the x-axis. What are the coordinates of its image?",
    lambda choice, x, y: numbers(choice) == (x, -y),
)
pick(
    "The point ({n}, {n}) is reflected in the y-axis. What are the coordinates of its image?",
    lambda choice, x, y: numbers(choice) == (-x, y),
)
number(
    "y is directly proportional to x, and y = {n} when x = {n}. What is y when x = {n}?",
    lambda y, x, asked: y / x * asked,
)
number(
    "y is inversely proportional to x, and y = {n} when x = {n}. What is y when x = {n}?",
    lambda y, x, asked: x * y / asked,
)
number(
    "{n} machines finish a job in {n} days. "
    "How many days do {n} such machines need for the same job?",
    lambda n, days, asked: n * days / asked,
)

ABOUT = "The histogram shows how many minutes some students read in a day. "


def classes(histogram: str) -> list[tuple[int, int, int]]:
    """Lower end, upper end and frequency of each class in a histogram's text."""
    return [tuple(map(int, re.findall(r"\d+", part))) for part in histogram.split("; ")]


def tallest(histogram: str) -> tuple[int, int, int]:
    return max(classes(histogram), key=lambda one: one[2])


def stems(*leaves: str) -> list[int]:
    return [10 * stem + int(leaf) for stem, group in enumerate(leaves, 2) for leaf in group]


number(
    "A stem-and-leaf plot shows the ages of people in a club. Stem 2: leaves {list}. "
    "Stem 3: leaves {list}. Stem 4: leaves {list}. How many people are 30 or older?",
    lambda *leaves: sum(age >= 30 for age in stems(*leaves)),
)
number(
    "A frequency table has the class “{n} or more and less than {n}”. "
    "What is its class mark (midpoint)?",
    lambda low, high: low + (high - low) / 2,
)
number(
    ABOUT + "How many students are there? [A histogram: {s}.]",
    lambda histogram: sum(count for *_, count in classes(histogram)),
)
text(
    ABOUT + "Which class has the highest frequency? [A histogram: {s}.]",
    lambda histogram: "{} or more, less than {}".format(*tallest(histogram)),
)
number(
    "A frequency table of {n} students has four classes with the frequencies {n}, {n}, □, {n}. "
    "Which number belongs in the box?",
    lambda total, a, b, d: total - a - b - d,
)
number(
    ABOUT + "How many students read less than {n} minutes? [A histogram: {s}.]",
    lambda limit, histogram: sum(c for _, high, c in classes(histogram) if high <= limit),
)
number(
    "In a survey of {n} students, a class has the frequency {n}. What is its relative frequency?",
    lambda total, count: count / total,
)
number(
    "The relative frequency of a class is {n}, and {n} students took part. "
    "How many students are in the class?",
    lambda share, total: share * total,
)
