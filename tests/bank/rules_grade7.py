"""Rules for grade 7."""

import re
from fractions import Fraction
from itertools import combinations
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


number(
    "How many degrees is the angle marked with a question mark? [Two straight lines cross. "
    "One angle is {n}°; the angle opposite to it is marked ?.]",
    lambda a: 180 - (180 - a),
)
number(
    "Two angles together make a straight line. One of them is {n}°. How big is the other?",
    lambda a: 180 - a,
)
number(
    "M is the midpoint of segment AB, and N is the midpoint of segment MB. AB is {n} cm long. "
    "How many centimeters long is AN?",
    lambda whole: whole / 2 + whole / 4,
)


def corresponding_angle(letter: str) -> str:
    upper, lower = "abcd", "efgh"
    other = lower[upper.index(letter)] if letter in upper else upper[lower.index(letter)]
    return f"∠{other}"


text(
    "Which angle is the corresponding angle of angle {s}? [Lines l and m are cut by a line n. "
    "Around the upper crossing, anticlockwise from the upper right, are the angles a, b, c, d; "
    "around the lower crossing, in the same order, e, f, g, h.]",
    corresponding_angle,
)
number(
    "{n} points lie in a plane, no three of them on one line. "
    "How many different lines go through two of the points?",
    lambda n: len(list(combinations(range(int(n)), 2))),
)
number(
    "How many degrees is the angle marked with a question mark? [Parallel lines l and m are cut "
    "by a line n. The angle at the upper right of the upper crossing is {n}°; the angle at the "
    "lower left of the lower crossing is marked ?.]",
    lambda a: a,
)
number(
    "Two lines cross. One angle is ({n}x + {n})°, and its vertical angle is {n}°. What is x?",
    lambda a, b, angle: next(x for x in range(1, 181) if a * x + b == angle),
)
number(
    "How big is the angle marked with a question mark? [Parallel lines l and m are cut by a line "
    "n. The angle at the lower right of the upper crossing is {n}°; the angle at the upper right "
    "of the lower crossing is marked ?.]",
    lambda a: 180 - a,
)
number(
    "How many degrees is the angle marked with a question mark? [Parallel lines l and m with a "
    "bend between them. The upper part makes an angle of {n}° with l, the lower part {n}° with m, "
    "both to the left. The angle at the bend, open to the right, is marked ?.]",
    lambda above, below: 360 - (180 - above) - (180 - below),
)


def diagonals(n) -> list[tuple[int, int]]:
    """The diagonals of a polygon, as pairs of corners."""
    n = int(n)
    return [(a, b) for a, b in combinations(range(n), 2) if b - a not in (1, n - 1)]


number(
    "How many diagonals can be drawn from one corner of {_} ({n} sides)?",
    lambda n: sum(0 in ends for ends in diagonals(n)),
)
number(
    "What is the sum of the interior angles of {_} ({n} sides)?",
    lambda n: n * 180 - 360,
)
number(
    "How many degrees is the angle marked with a question mark? [A quadrilateral. Three of its "
    "angles are {n}°, {n}° and {n}°; the fourth is marked ?.]",
    lambda a, b, c: 360 - a - b - c,
)
number(
    "How many degrees is the exterior angle marked with a question mark? [Triangle ABC with side "
    "BC drawn on beyond C. Angle A is {n}°, angle B is {n}°, and the exterior angle at C is "
    "marked ?.]",
    lambda a, b: 180 - (180 - a - b),
)
number(
    "How big is each exterior angle of a regular polygon with {n} sides?",
    lambda n: 180 - (n - 2) * 180 / n,
)
number("How many diagonals does a polygon with {n} sides have in all?", lambda n: len(diagonals(n)))
number(
    "In a circle, a central angle of {n}° has an arc of {n} cm. How many centimeters long is the "
    "arc of a central angle of {n}° in this circle?",
    lambda angle, arc, other: arc / angle * other,
)
text(
    "How long is the arc of this sector? [A sector with radius {n} cm and central angle {n}°.]",
    lambda radius, angle: f"{radius * angle / 180}π cm",
)
text(
    "A sector has a radius of {n} cm and an arc of {n}π cm. What is its area?",
    lambda radius, arc: f"{radius**2 * (arc / (2 * radius))}π cm²",
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
