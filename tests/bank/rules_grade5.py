"""Rules for grade 5."""

from fractions import Fraction
from math import ceil

from recompute import evaluate, number, numbers, pick, text, value


def _least(condition) -> int:
    return next(n for n in range(1, 10_000) if condition(n))


def _least_common_multiple(a, b) -> int:
    return _least(lambda n: n % a == 0 and n % b == 0)


number(
    "What is the greatest common factor of {n} and {n}?",
    lambda a, b: max(k for k in range(1, int(a) + 1) if a % k == 0 and b % k == 0),
)
number("What is the least common multiple of {n} and {n}?", _least_common_multiple)
pick("Which of these numbers is a factor of {n}?", lambda choice, n: n % value(choice) == 0)
number(
    "How many factors does {n} have, counting 1 and {n}?",
    lambda n, _: sum(1 for k in range(1, int(n) + 1) if n % k == 0),
)
number(
    "A red bus leaves every {n} minutes and a blue bus every {n} minutes. They leave together "
    "now. After how many minutes do they next leave together?",
    _least_common_multiple,
)

number("{n} + {n} = □/{n}. What number goes in the box?", lambda a, b, below: (a + b) * below)
number(
    "A jug holds {n} of a liter of juice. {_} pours out {n} of a liter. "
    "How much juice is left in the jug?",
    lambda a, b: a - b,
)

number(
    "A rectangle is {n} cm long and {n} cm wide. What is its area in square centimeters?",
    lambda a, b: a * b,
)
number(
    "What is the area of the triangle? [A triangle with a base of {n} cm and a height of {n} cm.]",
    lambda base, height: base * height / 2,
)
number(
    "What is the area of the parallelogram? [A parallelogram with a base of {n} cm, "
    "a slanted side of {n} cm and a height of {n} cm.]",
    lambda base, _, height: base * height,
)
number(
    "What is the area of the trapezoid in square centimeters? "
    "[A trapezoid with parallel sides of {n} cm and {n} cm and a height of {n} cm.]",
    lambda a, b, height: (a + b) / 2 * height,
)
number(
    "A rectangle has an area of {n} m² and is {n} m long. How many meters wide is it?",
    lambda area, a: area / a,
)
number(
    "A square of side {n} m is cut out of a lawn that is {n} m long and {n} m wide. "
    "What area of lawn remains?",
    lambda c, a, b: a * b - c**2,
)

number("Where does the decimal point go? {n} × {n} = ?", lambda a, b: a * b)
number("Apples cost ${n} a kilogram. How much do {n} kg cost?", lambda price, kg: price * kg)
number(
    "A rope of {n} m is cut into {n} equal pieces. How many meters long is each piece?",
    lambda a, n: a / n,
)


def _mean(group) -> object:
    return sum(group) / len(group)


number("What is the average of {list} and {n}?", lambda group, last: _mean([*group, last]))
number(
    "{_} scores {list} and {n} points in {n} games. What is the average score?",
    lambda group, last, games: (sum(group) + last) / games,
)
number(
    "The average weight of {n} parcels is {n} kg. How many kilograms do they weigh altogether?",
    lambda n, mean: n * mean,
)
number(
    "The average of {n} numbers is {n}. All but one of them are {list}. "
    "What is the missing number?",
    lambda n, mean, known: n * mean - sum(known) if len(known) == n - 1 else None,
)
number(
    "The average of {n} numbers is {n}. The number {n} is added to the list. "
    "What is the new average?",
    lambda n, mean, extra: (n * mean + extra) / (n + 1),
)

number("Work out: {s}", evaluate)


def _is_change(choice: str, paid: Fraction, n: Fraction, price: Fraction) -> bool:
    return evaluate(choice) == paid - n * price


pick(
    "{_} pays with ${n} for {n} pens at ${n} each. Which expression is the change?",
    _is_change,
)

number("Round {n} up to the next ten.", lambda n: 10 * ceil(n / 10))
number("What is {n} rounded down to a whole hundred?", lambda n: n - n % 100)
number(
    "How many of the numbers {list} are at least {n}?",
    lambda group, bound: sum(1 for n in group if n >= bound),
)
number(
    "How many whole numbers are more than {n} and less than {n}?",
    lambda low, high: sum(1 for n in range(1000) if low < n < high),
)
number(
    "{n} people cross a lake in boats of {n} seats. At least how many boats are needed?",
    lambda people, seats: _least(lambda boats: boats * seats >= people),
)


def _goes_to(choice: str, rounded: Fraction) -> bool:
    return rounded - 50 <= value(choice) < rounded + 50


pick(
    "A number rounded to the nearest hundred is {n}. Which number can it be?",
    _goes_to,
)

BALLS = "A bag holds {n} red and {n} blue balls. One is drawn without looking. "
number(
    BALLS + "How likely is a red one, as a fraction?",
    lambda red, blue: red / (red + blue),
)
number(
    BALLS + "How likely is it that it is {s}, as a number from 0 to 1?",
    lambda red, blue, what: {"green": 0, "red or blue": 1}[what],
)
number(
    "Cards are numbered from 1 to {n}. One is drawn. How likely is an even number?",
    lambda n: Fraction(sum(1 for k in range(1, int(n) + 1) if k % 2 == 0), int(n)),
)
number(
    "A bag holds {n} balls. A red one is drawn with likelihood {n}. How many red balls are in it?",
    lambda total, share: total * share,
)


def _is_likeliest(choice: str, told: str) -> bool:
    """Of bags such as `2 red of 5; 3 red of 8`."""
    bags = {bag: numbers(bag)[0] / numbers(bag)[1] for bag in told.split("; ")}
    return bags[choice] == max(bags.values())


pick(
    "Four bags hold red balls among others: {s}. From which is a red one likeliest?",
    _is_likeliest,
)


def _word(yellow: Fraction, parts: Fraction) -> str:
    if yellow in (0, parts):
        return "certain" if yellow else "impossible"
    return "likely" if yellow / parts > Fraction(1, 2) else "unlikely"


text(
    "{n} of {n} equal parts of a spinner are yellow. How likely is it that it stops on yellow?",
    _word,
)
