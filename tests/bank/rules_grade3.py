"""Rules for grade 3."""

import re
from math import ceil

from recompute import evaluate, number, pick, table, value

SIDES = {"pentagon": 5, "hexagon": 6, "octagon": 8}

number("What is {n} × {n}?", lambda a, b: a * b)
number(
    "There are {n} {_} with {n} {_} in each. How many {_} are there altogether?",
    lambda n, size: n * size,
)
number("{n} × □ = {n}. What number goes in the box?", lambda a, product: product / a)
pick(
    "Which of these has the same value as {s}?",
    lambda choice, known: evaluate(choice) == evaluate(known),
)

number("What is {n} ÷ {n}?", lambda a, b: a / b)
number(
    "{_} shares {n} cards equally among {n} friends. How many cards does each friend get?",
    lambda cards, friends: cards / friends,
)
number("What is the remainder when {n} is divided by {n}?", lambda a, b: a % b)
number("□ ÷ {n} = {n}. What number goes in the box?", lambda a, b: a * b)
number(
    "A box holds {n} eggs. How many boxes are needed for {n} eggs?",
    lambda size, eggs: ceil(eggs / size),
)

number(
    "A pizza is cut into {n} equal slices. {_} eats {n} of them. "
    "What fraction of the pizza is left?",
    lambda n, eaten: 1 - eaten / n,
)
number(
    "What fraction of the bar is shaded? [A bar in {n} equal parts, {n} of them shaded.]",
    lambda parts, shaded: shaded / parts,
)
number("Which fraction is the greatest: {list}?", max)
number("Which fraction is the least: {list}?", min)
number("What is {n} of {n}?", lambda part, n: part * n)
number("{n} = □/{n}. What number goes in the box?", lambda fraction, below: fraction * below)
pick("Which fraction is equal to {n}?", lambda choice, known: value(choice) == known)

number(
    "A rectangle is {n} cm long and {n} cm wide. What is its perimeter?",
    lambda a, b: a + b + a + b,
)
number(
    "What is the perimeter of the rectangle? [A rectangle that is {n} cm long and {n} cm wide.]",
    lambda a, b: a + b + a + b,
)
number(
    "Each side of a square is {n} cm long. What is its perimeter in centimeters?",
    lambda a: 4 * a,
)
number(
    "The sides of a triangle are {n} cm, {n} cm and {n} cm. What is its perimeter in centimeters?",
    lambda a, b, c: a + b + c,
)
number(
    "All sides of a {s} are equal and its perimeter is {n} cm. How long is one side?",
    lambda shape, total: total / SIDES[shape],
)
number(
    "A rectangle has a perimeter of {n} m and is {n} m long. How many meters wide is it?",
    lambda total, a: (total - 2 * a) / 2,
)

number(
    "A quarter is {n} cents, a dime is {n} cents and a nickel is {n} cents. How many cents "
    "are {n} quarters, {n} dimes and {n} nickels?",
    lambda quarter, dime, nickel, a, b, c: a * quarter + b * dime + c * nickel,
)
number(
    "A notebook costs ${n} and a pen costs ${n}. How much do they cost together?",
    lambda a, b: a + b,
)
number(
    "{_} buys a toy for ${n} and pays with ${n}. How much is the change?",
    lambda cost, paid: paid - cost,
)
number("How many cents is ${n}?", lambda dollars: dollars * 100)
number(
    "One ticket costs ${n}. {_} buys {n} tickets and pays with ${n}. "
    "How many dollars is the change?",
    lambda price, n, paid: paid - n * price,
)


def _minutes(time: str) -> int:
    """`9:45`, or `2 h 5 min`."""
    hours, minutes = re.fullmatch(r"(\d+)(?::| h )(\d+)(?: min)?", time).groups()
    return 60 * int(hours) + int(minutes)


pick(
    "A film starts at {s} and lasts {s}. When does it end?",
    lambda choice, start, lasts: _minutes(choice) == _minutes(start) + _minutes(lasts),
)
number(
    "A train leaves at {s} and arrives at {s}. How many minutes does the trip take?",
    lambda start, end: _minutes(end) - _minutes(start),
)
pick(
    "What is {s} min + {s} min?",
    lambda choice, a, b: _minutes(choice) == _minutes(f"{a} min") + _minutes(f"{b} min"),
)
pick(
    "What is {s} min − {s} min?",
    lambda choice, a, b: _minutes(choice) == _minutes(f"{a} min") - _minutes(f"{b} min"),
)
number("How many seconds are {n} min {n} s?", lambda minutes, rest: 60 * minutes + rest)

number("How many g are {n} kg {n} g?", lambda big, rest: 1000 * big + rest)
number("How many mL are {n} L {n} mL?", lambda big, rest: 1000 * big + rest)
number(
    "A bag holds {n} kg of rice. {n} g are eaten. How many g are left?",
    lambda kilos, eaten: 1000 * kilos - eaten,
)
number("A cup holds {n} mL. How many cups fill a jug of {n} mL?", lambda cup, jug: jug / cup)


def _small(amount: str) -> int:
    """An amount such as `1 kg 200 g`, `2 L 5 mL` or `1200 g` in its small unit."""
    big, rest = re.fullmatch(r"(?:(\d+) (?:kg|L) )?(\d+) (?:g|mL)", amount).groups()
    return 1000 * int(big or 0) + int(rest)


pick(
    "Which is the heaviest: {s}?",
    lambda choice, group: _small(choice) == max(map(_small, group.split(", "))),
)
pick(
    "A bucket holds {s} of water, another one {s}. How much do they hold together?",
    lambda choice, a, b: _small(choice) == _small(a) + _small(b),
)

SPORT = "Pupils chose a sport. "
BARS = " [A bar chart. {s}.]"
number(SPORT + "How many chose {s}?" + BARS, lambda name, told: table(told)[name])
number(
    SPORT + "How many more chose {s} than {s}?" + BARS,
    lambda more, less, told: table(told)[more] - table(told)[less],
)
pick(
    SPORT + "Which sport did the fewest pupils choose?" + BARS,
    lambda choice, told: table(told)[choice] == min(table(told).values()),
)
number(
    "Pupils chose a sport, one each. How many pupils are there?" + BARS,
    lambda told: sum(table(told).values()),
)
number(
    SPORT + "How many sports did more than {n} pupils choose?" + BARS,
    lambda bound, told: sum(1 for count in table(told).values() if count > bound),
)
number(
    SPORT + "How many times as many chose {s} as {s}?" + BARS,
    lambda more, less, told: table(told)[more] / table(told)[less],
)
