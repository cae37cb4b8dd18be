"""Rules for grade 9. A surd is kept exactly, as {what stands under the root: its factor}."""

import re
from collections import Counter
from fractions import Fraction
from math import isqrt

from recompute import evaluate, number, numbers, pick, same

Surd = dict[int, Fraction]


def _root(n: int) -> Surd:
    outside = max(k for k in range(1, isqrt(n) + 1) if n % (k * k) == 0)
    return {n // outside**2: Fraction(outside)}


def _surd(written: str) -> Surd:
    """`√12`, `5√3`, `6/√2`, `√3/2`, `7` or a sum of those."""
    total: Counter = Counter()
    for part in written.split(" + "):
        front, above, root, below = re.fullmatch(
            r"(?:(\d+)(/)?)?(?:√(\d+))?(?:/(\d+))?", part
        ).groups()
        inner = int(root or 1)
        factor = Fraction(int(front or 1), int(below or 1) * (inner if above else 1))
        for under, outside in _root(inner).items():
            total[under] += factor * outside
    return dict(total)


def _is_integer_root(n: Fraction) -> int:
    root = isqrt(int(n))
    assert root * root == n
    return root


def _roots(written: str) -> set[Fraction]:
    return {Fraction(x) for x in range(-60, 61) if evaluate(written, x=x) == 0}


def _solves(choice: str, written: str) -> bool:
    """Whether `x = 2 or x = 3` or `x = 2 ± √3` are the roots of a quadratic that starts with x²."""
    if "±" not in choice:
        return set(numbers(choice)) == _roots(written)
    middle, under = numbers(choice)
    constant = evaluate(written, x=0)
    linear = evaluate(written, x=1) - constant - 1
    return (2 * middle, middle**2 - under) == (-linear, constant)


pick("What are the solutions of {s} = 0?", _solves)
number("What is the positive solution of x² = {n}?", _is_integer_root)
number("What is the larger solution of {s} = 0?", lambda written: max(_roots(written)))
number("What is the sum of the two solutions of {s} = 0?", lambda written: sum(_roots(written)))
number(
    "One solution of {s} = 0 is x = {n}. What is k?",
    lambda written, x: next(k for k in range(-99, 100) if evaluate(written, x=x, k=k) == 0),
)
number(
    "A rectangular garden is {n} m longer than it is wide, and its area is {n} m². How wide is it?",
    lambda more, area: next(x for x in range(1, 100) if x * (x + more) == area),
)

number("What is √{n}?", _is_integer_root)
number("What is √{n} × √{n}?", lambda a, b: _is_integer_root(a * b))


def _is_lowest(choice: str, n: Fraction) -> bool:
    front, under = numbers(choice)
    return front**2 * under == n and _root(int(n)) == {int(under): front}


pick("Write √{n} in the form a√b with b as small as possible.", _is_lowest)


def _lies_between(choice: str, n: Fraction) -> bool:
    low, high = numbers(choice)
    return low**2 < n < high**2


pick("Between which two consecutive integers does √{n} lie?", _lies_between)
pick(
    "What is √{n} + √{n} in simplest form?",
    lambda choice, a, b: _surd(choice) == _surd(f"√{a} + √{b}"),
)
pick(
    "Rationalize the denominator of {n}/√{n}.",
    lambda choice, a, b: _surd(choice) == _surd(f"{a}/√{b}"),
)
number("What is ({n}√{n})²?", lambda a, b: a * b * a)
number(
    "For how many positive integers n is {n} < √n < {n}?",
    lambda low, high: sum(low**2 < n < high**2 for n in range(1, 1000)),
)


def _extreme(written: str) -> tuple[Fraction, Fraction]:
    """The vertex of a parabola, from three of its points."""
    before, at, after = (evaluate(written, x=x) for x in (-1, 0, 1))
    a, b = (before + after) / 2 - at, (after - before) / 2
    x = -b / (2 * a)
    return x, evaluate(written, x=x)


def _turns_at(points: tuple[Fraction, ...]) -> tuple[Fraction, Fraction]:
    """The lowest of points (x, y) given one after the other."""
    pairs = list(zip(points[::2], points[1::2], strict=True))
    return min(pairs, key=lambda pair: pair[1])


pick(
    "What is the vertex of the parabola in the picture? "
    "[A parabola on a grid. It goes through {s}.]",
    lambda choice, listed: numbers(choice) == _turns_at(numbers(listed)),
)
pick(
    "What is the vertex of the parabola y = {s}?",
    lambda choice, written: numbers(choice) == _extreme(written),
)
WAYS = {"right": 1, "left": -1, "up": 1, "down": -1}


def _moved(choice: str, p, across: str, q, up: str) -> bool:
    return _extreme(choice.removeprefix("y = ")) == (p * WAYS[across], q * WAYS[up])


pick(
    "The graph of y = x² is moved {n} to the {s} and {n} {s}. "
    "What is the equation of the new graph?",
    _moved,
)
number("What is the minimum value of y = {s}?", lambda written: _extreme(written)[1])
number(
    "The axis of symmetry of the parabola y = {s} is x = □. What number goes in the box?",
    lambda written: _extreme(written)[0],
)
pick(
    "Where does the parabola y = {s} cross the x-axis?",
    lambda choice, written: set(numbers(choice)) == _roots(written),
)
number(
    "The parabola y = ax² passes through the point ({n}, {n}). What is a?",
    lambda x, y: y / (x * x),
)

number(
    "How many centimeters long is the side marked with a question mark? "
    "[A right triangle. The legs are marked {n} cm and {n} cm, the hypotenuse ?.]",
    lambda a, b: _is_integer_root(a**2 + b**2),
)
number(
    "The legs of a right triangle are {n} cm and {n} cm. "
    "How many centimeters long is the hypotenuse?",
    lambda a, b: _is_integer_root(a**2 + b**2),
)
pick(
    "The hypotenuse of a right triangle is {n} cm and one leg is {n} cm. "
    "How long is the other leg?",
    lambda choice, c, a: _surd(choice.removesuffix(" cm")) == _surd(f"√{c**2 - a**2}"),
)
number(
    "A ladder {n} m long leans against a vertical wall. Its foot is {n} m from the wall. "
    "How many meters up the wall does it reach?",
    lambda c, a: _is_integer_root(c**2 - a**2),
)
number(
    "In triangle ABC the angle at C is 90°, BC = {n}, AC = {n} and AB = {n}. What is {s} A?",
    lambda bc, ac, ab, ratio: {"sin": bc / ab, "cos": ac / ab, "tan": bc / ac}[ratio],
)
number(
    "The hypotenuse of a right triangle is {n} cm and one of its angles is 30°. "
    "How many centimeters long is the side opposite that angle? (sin 30° = {n})",
    lambda hypotenuse, sine: hypotenuse * sine,
)


SINE_SQUARED = {30: Fraction(1, 4), 45: Fraction(1, 2), 60: Fraction(3, 4)}


def _square(written: str) -> Fraction:
    return sum(factor**2 * under for under, factor in _surd(written).items())


pick(
    "What is the exact value of sin {n}°?",
    lambda choice, angle: _square(choice) == SINE_SQUARED[int(angle)],
)
pick(
    "What is the exact value of cos {n}°?",
    lambda choice, angle: _square(choice) == 1 - SINE_SQUARED[int(angle)],
)
number(
    "What is the distance between the points ({n}, {n}) and ({n}, {n})?",
    lambda a, b, c, d: _is_integer_root((a - c) ** 2 + (b - d) ** 2),
)


def _median(data: tuple[Fraction, ...]) -> Fraction:
    ordered, half = sorted(data), len(data) // 2
    return ordered[half] if len(data) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _variance(data: tuple[Fraction, ...]) -> Fraction:
    n = len(data)
    return sum(x * x for x in data) / n - (sum(data) / n) ** 2


number("What is the median of {list}?", _median)
number("What is the mode of {list}?", lambda data: Counter(data).most_common(1)[0][0])
EXACT = {"sin 30°": Fraction(1, 2), "cos 60°": Fraction(1, 2), "tan 45°": Fraction(1)}


def _with_values(written: str) -> Fraction:
    for name, worth in EXACT.items():
        written = written.replace(name, f"({worth})")
    return evaluate(written)


number("Work out {s}.", _with_values)


number(
    "What is the range of {list} and {n}?",
    lambda data, last: max(*data, last) - min(*data, last),
)
number("What is the (population) variance of {list}?", _variance)
pick(
    "What is the (population) standard deviation of {list}?",
    lambda choice, data: _square(choice) == _variance(data),
)
number(
    "In a quiz {n} students score {n}, {n} students score {n} and {n} students score {n}. "
    "What is the mean score?",
    lambda i, a, j, b, k, c: (i * a + j * b + k * c) / (i + j + k),
)
number(
    "The variance of a set of data is {n}. Every value is increased by {n}. "
    "What is the variance of the new data?",
    lambda v, k: v * _variance((1 + k, 3 + k)) / _variance((1, 3)),
)
number(
    "The variance of a set of data is {n}. Every value is multiplied by {n}. "
    "What is the variance of the new data?",
    lambda v, k: v * _variance((1 * k, 3 * k)) / _variance((1, 3)),
)

pick(
    "What is ({s})({s}) multiplied out?",
    lambda choice, one, other: same(choice, f"({one})({other})"),
)
pick("Factor {s}.", lambda choice, written: _is_product(choice) and same(choice, written))
pick(
    "Take the common factor out of {s}.",
    lambda choice, written: _is_factored(choice) and same(choice, written),
)


def _is_product(choice: str) -> bool:
    return choice.startswith("(") and choice.endswith((")", "²"))


def _is_factored(choice: str) -> bool:
    """Whether nothing can be taken out of the bracket any more."""
    inside = choice[choice.index("(") + 1 : -1]
    return "²" not in inside and inside.startswith("x ")


def _completes(written: str) -> Fraction:
    """What makes `x² − 6x + □` a square."""
    middle = evaluate(written.replace("□", "0"), x=1) - 1
    return (middle / 2) ** 2


number("{s} is a perfect square. What number goes in the box?", _completes)
number(
    "What is {n} × {n}? (Think of a difference of squares.)",
    lambda a, b: a * b,
)
number(
    "A rectangle has the area {s} and one side x + {n}. The other side is x + □. "
    "What number goes in the box?",
    lambda area, side: -next(x for x in _roots(area) if x != -side or len(_roots(area)) == 1),
)

number(
    "How many degrees is the inscribed angle that is marked with a question mark? [A circle. An "
    "arc has a central angle of {n}°; the inscribed angle of the same arc is marked ?.]",
    lambda central: central / 2,
)
number(
    "The central angle of an arc is {n}°. How many degrees is an inscribed angle of the same arc?",
    lambda central: central / 2,
)
number(
    "An inscribed angle is {n}°. How many degrees is the central angle of the same arc?",
    lambda angle: angle + angle,
)
number(
    "Two inscribed angles stand on the same arc. One is {n}°. How big is the other?",
    lambda angle: angle,
)
number(
    "AB is a diameter of a circle, and C lies on the circle. Angle CAB is {n}°. "
    "How many degrees is angle CBA?",
    lambda angle: 180 - 90 - angle,
)
number(
    "ABCD is a quadrilateral with all corners on a circle. Angle A is {n}°. How big is angle C?",
    lambda angle: 180 - angle,
)
number(
    "A chord of a circle with radius {n} cm is {n} cm away from the center. "
    "How many centimeters long is the chord?",
    lambda radius, far: 2 * _is_integer_root(radius**2 - far**2),
)
pick(
    "From a point P, {n} cm away from the center of a circle with radius {n} cm, "
    "a tangent touches the circle at T. How long is PT?",
    lambda choice, far, radius: (
        _surd(choice.removesuffix(" cm")) == _surd(f"√{far**2 - radius**2}")
    ),
)

RISE = {"positive correlation": 1, "negative correlation": -1, "no correlation": 0}


def _trend(listed: str) -> int:
    """Whether points rise, fall, or neither: the sign of their rank correlation if it is clear."""
    flat = numbers(listed)
    pairs = list(zip(flat[::2], flat[1::2], strict=True))
    signs = [
        (x > a) * (y > b) + (x > a) * (y < b) * -1 for a, b in pairs for x, y in pairs if x > a
    ]
    share = sum(signs) / len(signs)
    return 0 if abs(share) < 0.3 else 1 if share > 0 else -1


pick(
    "What does the scatter plot show? [A scatter plot of the points {s}.]",
    lambda choice, listed: RISE.get(choice) == _trend(listed),
)
STUDY = "Each point is a student: hours of study to the right, points in a test upward. "


def _height(at: Fraction, listed: str) -> Fraction:
    flat = numbers(listed)
    return dict(zip(flat[::2], flat[1::2], strict=True))[at]


number(
    STUDY + "How many points does the student with {n} hours have? "
    "[A scatter plot of the points {s}.]",
    _height,
)
number(
    STUDY + "How many students have more than {n} points? [A scatter plot of the points {s}.]",
    lambda limit, listed: sum(y > limit for y in numbers(listed)[1::2]),
)
TOGETHER = {
    "the hours of sunshine and the ice cream sold",
    "the size of a flat and its price",
    "the distance of a ride and the taxi fare",
    "the height of a child and the length of its arms",
    "the number of cars on a road and the noise there",
}
APART = {
    "the speed of a train and the time for a fixed trip",
    "the height of a mountain and the temperature on top",
    "the hours of gaming and of sleep in a day",
    "the amount of water drunk and what is left in the bottle",
    "the age of a car and its price",
}
pick(
    "What is to be expected between {s}?",
    lambda choice, what: RISE.get(choice) == (what in TOGETHER) - (what in APART),
)
