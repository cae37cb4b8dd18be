"""Rules for grade 1."""

from recompute import evaluate, number, numbers, pick, sides, text, value

CORNERS = {"circle": 0, "triangle": 3, "square": 4, "rectangle": 4, "pentagon": 5, "hexagon": 6}
CORNERS |= {"heptagon": 7, "octagon": 8}

number(
    "How many dots are there? [Dots in rows, in groups of five: {s}.]",
    lambda groups: sum(numbers(groups)),
)
number("What number comes just after {n}?", lambda n: n + 1)
number("What number comes just before {n}?", lambda n: n - 1)
number(
    "Count on by {n}s: {list}, … What number comes next?",
    lambda step, seen: seen[-1] + step if seen[1] - seen[0] == step else None,
)
number("Which number has {n} tens and {n} ones?", lambda tens, ones: 10 * tens + ones)
number("What number comes between {n} and {n}?", lambda a, b: (a + b) / 2)

number("Which of these numbers is the greatest: {list}?", max)
number("Which of these numbers is the least: {list}?", min)


def _true(statement: str) -> bool:
    a, b = numbers(statement)
    return {"<": a < b, ">": a > b, "=": a == b}[statement.split(" ")[1]]


pick("{_} compares {n} and {n}. Which statement is true?", lambda choice, a, b: _true(choice))
number(
    "{_} has {n} stickers and {_} has {n} stickers. How many more stickers does {_} have than {_}?",
    lambda a, b: a - b,
)
number(
    "How many whole numbers are greater than {n} and less than {n}?",
    lambda low, high: sum(1 for n in range(200) if low < n < high),
)
pick(
    "Which number is greater than {n} and less than {n}?",
    lambda choice, low, high: low < value(choice) < high,
)

number("What is {n} + {n}?", lambda a, b: a + b)
number("What is {n} − {n}?", lambda a, b: a - b)
number("What is {n} + {n} + {n}?", lambda a, b, c: a + b + c)
number("{_} has {n} {_} and gets {n} more. How many {_} does {_} have now?", lambda a, b: a + b)
number("{n} + □ = {n}. What number goes in the box?", lambda a, total: total - a)
number("{n} − □ = {n}. What number goes in the box?", lambda a, left: a - left)
pick("Which sum equals {n}?", lambda choice, total: evaluate(choice) == total)
pick("Which subtraction equals {n}?", lambda choice, left: evaluate(choice) == left)
number("There are {n} birds in a tree. {n} fly away. How many birds are left?", lambda a, b: a - b)
pick(
    "Which subtraction can you solve with {n} + {n} = {n}?",
    lambda choice, *known: set(numbers(choice)) == set(known) and len(set(sides(choice))) == 1,
)

number("How many sides does a {s} have?", CORNERS.__getitem__)
pick("Which of these shapes has exactly {n} sides?", lambda choice, n: CORNERS[choice] == n)
pick("Which of these shapes has exactly {n} corners?", lambda choice, n: CORNERS[choice] == n)
number(
    "{_} draws {n} separate {s}s. How many corners do they have altogether?",
    lambda n, shape: n * CORNERS[shape],
)
text(
    "What time does the clock show? "
    "[A clock. The short hand points to {n}; the long hand points to {n}.]",
    lambda hour, minute: f"{hour}:{int(minute * 5) % 60:02}",
)
text(
    "What time does the clock show? "
    "[A clock. The short hand is halfway between {n} and {n}; the long hand points to {n}.]",
    lambda hour, following, minute: f"{hour}:{int(minute * 5) % 60:02}",
)
number(
    "A movie starts at {n} o'clock and lasts {n} hours. "
    "It ends at □ o'clock. What number goes in the box?",
    lambda hour, hours: (hour + hours) % 12 or 12,
)


def _is_pair(choice: str, total: int) -> bool:
    return sum(numbers(choice)) == total


number("Which number makes 10 together with {n}?", lambda a: 10 - a)
number(
    "How many more dots make 10? [Dots in rows, in groups of five: {s}.]",
    lambda groups: 10 - sum(numbers(groups)),
)
number(
    "{n} is split into {n} and another number. What is the other number?",
    lambda total, a: total - a,
)
pick("Which two numbers make {n} together?", _is_pair)
number("{n}, {n} and which number make 10 together?", lambda a, b: 10 - a - b)


def _following(row: str) -> str:
    signs = row.split()
    for length in range(1, len(signs)):
        if all(signs[n] == signs[n - length] for n in range(length, len(signs))):
            return signs[len(signs) - length]
    raise LookupError(f"no part of {row} comes again")


text("{s} … What comes next?", _following)
number(
    "{list}, … The numbers take turns. Which number comes next?",
    lambda seen: seen[1] if seen[0] == seen[2] == seen[4] and seen[1] == seen[3] else None,
)
number(
    "{list}, … Each number is {n} more. Which number comes next?",
    lambda seen, step: seen[-1] + step if seen[1] - seen[0] == step else None,
)
number(
    "{list}, … Each number is {n} less. Which number comes next?",
    lambda seen, step: seen[-1] - step if seen[0] - seen[1] == step else None,
)
number("{s} How many {s} are in this row?", lambda row, sign: row.split().count(sign))
