"""Rules for grade 4."""

from fractions import Fraction
from itertools import pairwise

from recompute import number, numbers, pick, text, value

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: n for n, word in enumerate(ONES.split())}
WORDS |= {word: 10 * n for n, word in enumerate(TENS.split(), start=2)}


def _from_words(words: str) -> int:
    total = group = 0
    for word in words.replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word == "thousand":
            total, group = total + group * 1000, 0
        else:
            group += WORDS[word]
    return total + group


def _nearest(n: Fraction, step: int) -> int:
    return min(range(0, int(n) + 2 * step, step), key=lambda mark: (abs(mark - n), -mark))


number("Which number is {s} thousand {s}?", lambda a, b: _from_words(f"{a} thousand {b}"))
number("Round {n} to the nearest thousand.", lambda n: _nearest(n, 1000))
number("Round {n} to the nearest hundred.", lambda n: _nearest(n, 100))
number("What number is {n} less than {n}?", lambda step, n: n - step)

number("A school buys {n} books for ${n} each. How much does it pay?", lambda n, price: n * price)
text(
    "What are the quotient and the remainder of {n} ÷ {n}?",
    lambda a, b: f"{a // b} remainder {a % b}",
)


def _closest_choice_is_rounded_product(choice: str, a: Fraction, b: Fraction) -> bool:
    return value(choice) == _nearest(a, 100) * _nearest(b, 10)


pick("Which is the best estimate of {n} × {n}?", _closest_choice_is_rounded_product)


def _is_kind(choice: str, size: Fraction) -> bool:
    return {
        "acute angle": size < 90,
        "right angle": size == 90,
        "obtuse angle": 90 < size < 180,
        "straight angle": size == 180,
    }[choice]


pick("What kind of angle is this? [An angle of {n}°.]", _is_kind)
number(
    "Two angles lie side by side on a straight line. One of them is {n}°. "
    "How many degrees is the other?",
    lambda a: 180 - a,
)
number(
    "Two angles of a triangle are {n}° and {n}°. How large is the third angle?",
    lambda a, b: 180 - a - b,
)
number("How many degrees are {n} right angles altogether?", lambda n: 90 * n)
number(
    "How large is the smaller angle between the two hands of the clock? "
    "[A clock. The short hand points to {n}; the long hand points to {n}.]",
    lambda hour, twelve: min(hour * 30, 360 - hour * 30),
)
number(
    "Three angles of a quadrilateral are {n}°, {n}° and {n}°. How many degrees is the fourth?",
    lambda a, b, c: 360 - a - b - c,
)

number("{n} − {n} = □/{n}. What number goes in the box?", lambda a, b, below: (a - b) * below)
number(
    "{_} has read {n} of a book. What fraction of the book is still to be read?",
    lambda read: 1 - read,
)
pick(
    "Which mixed number is equal to {n}?",
    lambda choice, n: value(choice) == n and numbers(choice.split(" ")[1])[0] < 1,
)
PARTS = {"fourths": 4, "fifths": 5, "sixths": 6, "eighths": 8}
number("How many {s} make {n} wholes?", lambda name, n: n * PARTS[name])

number("Which decimal is the greatest: {list}?", max)
pick("Which decimal is equal to {n}?", lambda choice, n: value(choice) == n)
number(
    "A rope is {n} m long. A piece of {n} m is cut off. How long is the rest?",
    lambda a, b: a - b,
)

number(
    "{list}, … Each number is {n} times the one before. What comes next?",
    lambda seen, by: seen[-1] * by if seen[1] == seen[0] * by else None,
)
number(
    "{list}, … Each number is half of the one before. What comes next?",
    lambda seen: seen[-1] / 2 if seen[1] * 2 == seen[0] else None,
)
number(
    "The numbers grow in equal steps: {n}, {n}, □, {n}, {n}. What number goes in the box?",
    lambda a, b, d, e: (b + d) / 2 if b - a == e - d else None,
)
number(
    "{list}, … The numbers grow by {n}. What is number {n} in the row?",
    lambda seen, step, place: [seen[0] + n * step for n in range(100)][int(place) - 1],
)


def _leads(choice: str, seen: tuple[Fraction, ...]) -> bool:
    by = numbers(choice)[0]
    is_sum = choice.startswith("add") or choice.endswith("더하기")
    return all(b == (a + by if is_sum else a * by) for a, b in pairwise(seen))


pick("Which rule leads from each number to the next: {list}?", _leads)
number(
    "Squares of sticks stand side by side and share a stick: 1 square takes 4 sticks, "
    "2 squares 7, 3 squares 10. How many sticks do {n} squares take?",
    lambda n: 4 + sum(3 for _ in range(int(n) - 1)),
)

DAY = "The graph shows the temperature of a day in °C. "
LINE = " [A line graph. {s}.]"


def _swings(told: str) -> list[tuple[str, Fraction]]:
    """Each two hours after each other as `8:00 to 9:00` and `8시~9시`, with the change."""
    found = []
    for (one, a), (two, b) in pairwise(hours(told).items()):
        found += [(f"{one} to {two}", abs(b - a)), (f"{one}~{two}", abs(b - a))]
    return found


def hours(told: str) -> dict[str, Fraction]:
    """Temperatures by the hour: `8:00: 5°C; 9:00: 7°C`."""
    rows = (row.rsplit(": ", 1) for row in told.split("; "))
    return {hour: numbers(degrees)[0] for hour, degrees in rows}


number(DAY + "How many degrees was it at {s}?" + LINE, lambda hour, told: hours(told)[hour])
pick(
    DAY + "When was it warmest?" + LINE,
    lambda choice, told: hours(told)[choice] == max(hours(told).values()),
)
pick(
    DAY + "When was it coldest?" + LINE,
    lambda choice, told: hours(told)[choice] == min(hours(told).values()),
)
number(
    DAY + "By how many degrees did it change from {s} to {s}?" + LINE,
    lambda one, two, told: abs(hours(told)[two] - hours(told)[one]),
)
number(
    DAY + "How many degrees are there between the warmest and the coldest hour?" + LINE,
    lambda told: max(hours(told).values()) - min(hours(told).values()),
)
pick(
    DAY + "In which hour did it change most?" + LINE,
    lambda choice, told: dict(_swings(told))[choice] == max(by for _, by in _swings(told)),
)
