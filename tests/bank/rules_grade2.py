"""Rules for grade 2; sums in plain notation are in rules_grade1."""

import re

from recompute import evaluate, number, pick, table, text

number("What number is {n} hundreds, {n} tens and {n} ones?", lambda h, t, o: 100 * h + 10 * t + o)
number(
    "What is the value of the digit {n} in {n}?",
    lambda digit, n: digit * 10 ** (len(str(n)) - 1 - str(n).index(str(digit))),
)
pick("Which sum shows {n} in expanded form?", lambda choice, n: evaluate(choice) == n)
number("What number is {n} more than {n}?", lambda step, n: n + step)
number("Which number is the greatest: {list}?", max)
number("How many tens make {n}?", lambda n: n / 10)

number(
    "{_} reads {n} pages and {_} reads {n} pages. How many pages do they read altogether?",
    lambda a, b: a + b,
)
number("□ + {n} = {n}. What number goes in the box?", lambda a, total: total - a)
pick("Which of these sums is exactly {n}?", lambda choice, total: evaluate(choice) == total)

number(
    "A shop has {n} balloons and sells {n} of them. How many balloons are left?", lambda a, b: a - b
)
number("□ − {n} = {n}. What number goes in the box?", lambda b, left: left + b)
number(
    "A bus has {n} passengers. At a stop {n} get off and {n} get on. "
    "How many passengers are on the bus now?",
    lambda a, off, on: a - off + on,
)
number(
    "A tree is {n} feet tall and a house is {n} feet tall. How many feet taller is the tree?",
    lambda a, b: a - b,
)

number(
    "A ribbon is {n} cm long. {_} cuts off {n} cm. How many centimeters are left?",
    lambda a, b: a - b,
)
number(
    "How long is the bar? "
    "[A ruler in centimeters. A bar reaches from the mark {n} to the mark {n}.]",
    lambda a, b: b - a,
)
number("How many centimeters are there in {n} m {n} cm?", lambda m, cm: 100 * m + cm)
number("How many centimeters are there in {n} meters?", lambda m: 100 * m)
number(
    "Two sticks of {n} cm and {n} cm are laid end to end. How long are they together?",
    lambda a, b: a + b,
)


def _centimeters(length: str) -> int:
    meters, rest = re.fullmatch(r"(?:(\d+) m ?)?(?:(\d+) cm)?", length).groups()
    return 100 * int(meters or 0) + int(rest or 0)


text("Which of these is the longest: {s}?", lambda group: max(group.split(", "), key=_centimeters))

number(
    "How many minutes past the hour does the clock show? [A clock. "
    "The short hand is between {n} and {n}; the long hand points to {n}.]",
    lambda hour, following, mark: 60 * mark / 12,
)


def _clock(start: str, minutes: int) -> str:
    hour, minute = map(int, start.split(":"))
    total = hour * 60 + minute + int(minutes)
    return f"{total // 60}:{total % 60:02}"


text("It is {s}. What time will it be in {n} minutes?", _clock)
number(
    "A lesson starts at {s} and ends at {s}. How many minutes does it last?",
    lambda start, end: next(m for m in range(720) if _clock(start, m) == end),
)
number("How many minutes are there in {n} hours and {n} minutes?", lambda h, m: 60 * h + m)
number("How many days are there in {n} weeks?", lambda weeks: 7 * weeks)

number("{s} = {n} × □. What number goes in the box?", lambda total, a: evaluate(total) / a)
number("How many squares are there? [Squares in {n} rows of {n}.]", lambda rows, a: rows * a)
number("In the table of {n}: what is {n} times {n}?", lambda _, a, b: a * b)
number("What is {n} times {n}?", lambda a, b: a * b)
pick(
    "Which of these is as much as {s}?",
    lambda choice, known: evaluate(choice) == evaluate(known),
)
number("A tricycle has {n} wheels. How many wheels do {n} tricycles have?", lambda w, n: w * n)

SHAPES = {"triangle": 3, "quadrilateral": 4, "pentagon": 5, "hexagon": 6}
number(
    "How many sides do {n} of these shapes have altogether? [A shape with {n} straight sides.]",
    lambda k, sides: k * sides,
)
number(
    "How many more corners does this shape have than a triangle? "
    "[A shape with {n} straight sides.]",
    lambda sides: sides - SHAPES["triangle"],
)
number(
    "How many sides and corners do {n} {s}s have altogether?",
    lambda k, name: k * (SHAPES[name] + SHAPES[name]),
)
number(
    "{_} lays out sticks for {n} separate {s}s and {n} separate {s}s, a stick for each side. "
    "How many sticks are needed?",
    lambda k, one, m, two: k * SHAPES[one] + m * SHAPES[two],
)
pick(
    "{n} equal shapes have {n} corners altogether. What shape are they?",
    lambda choice, k, corners: k * SHAPES[choice] == corners,
)

FRUIT = "Pupils chose their favorite fruit. "
CIRCLES = " [A graph of circles, one for each. {s}.]"
number(
    FRUIT + "How many chose {s}?" + CIRCLES,
    lambda names, told: sum(table(told)[name] for name in names.split(" or ")),
)
pick(
    FRUIT + "Which fruit did the most pupils choose?" + CIRCLES,
    lambda choice, told: table(told)[choice] == max(table(told).values()),
)
pick(
    FRUIT + "Which fruit did the fewest pupils choose?" + CIRCLES,
    lambda choice, told: table(told)[choice] == min(table(told).values()),
)
number(
    "Pupils chose their favorite fruit, one each. How many pupils are there?" + CIRCLES,
    lambda told: sum(table(told).values()),
)
number(
    FRUIT + "How many more chose {s} than {s}?" + CIRCLES,
    lambda more, less, told: table(told)[more] - table(told)[less],
)
