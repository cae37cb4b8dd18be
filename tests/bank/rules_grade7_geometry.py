"""Rules for the geometry of grade 7."""

from itertools import combinations

from recompute import number, text

number(
    "How many degrees is the angle marked with a question mark? [Two straight lines cross. "
    "One angle is {n}°; the angle opposite to it is marked ?.]",
    lambda a: 180 - (180 - a),
)
number(
    "How big is the angle marked with a question mark? [A straight line. A ray splits its "
    "straight angle into {n}° and ?.]",
    lambda a: 180 - a,
)
number(
    "M is the midpoint of segment AB, and N is the midpoint of segment MB. AB is {n} cm long. "
    "How many centimeters long is AN? [{_}]",
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
    "Two lines cross as in the picture. What is x? [Two straight lines cross. One angle is {n}°; "
    "the angle opposite to it is marked ({n}x + {n})°.]",
    lambda angle, a, b: next(x for x in range(1, 181) if a * x + b == angle),
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
    "How many diagonals can be drawn from one corner of {_} ({n} sides)? [{_}]",
    lambda n: sum(0 in ends for ends in diagonals(n)),
)
number(
    "What is the sum of the interior angles of {_} ({n} sides)? [{_}]",
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
