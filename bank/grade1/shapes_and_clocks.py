"""Grade 1: shapes and clocks."""

from random import Random

from bank.language import Say
from bank.notation import listed
from bank.question import Question, choose, names, typed

SHAPES = {"triangle": 3, "square": 4, "rectangle": 4, "pentagon": 5, "hexagon": 6}


def questions(rng: Random, say: Say) -> list[Question]:
    def several(shape: str, n: int) -> Question:
        return typed(
            f"{names(rng, 1, say)[0]} draws {n} separate {shape}s. "
            "How many corners do they have altogether?",
            SHAPES[shape] * n,
            f"Each {shape} has {SHAPES[shape]} corners; add {SHAPES[shape]} for each of the {n}.",
        )

    def named(sides: int) -> Question:
        right = next(shape for shape, n in SHAPES.items() if n == sides)
        others = [shape for shape, n in SHAPES.items() if n != sides and shape != "square"]
        return choose(
            f"Which of these shapes has exactly {sides} sides?",
            right,
            [*others, "circle"],
            f"Count the straight sides: a {right} has {sides}.",
        )

    def half_past(hour: int) -> Question:
        return choose(
            f"On a clock the short hand is halfway between {hour} and {hour + 1}, "
            "and the long hand points to 6. What time is it?",
            f"{hour}:30",
            [f"{hour + 1}:30", f"{hour}:06", f"6:{hour:02}"],
            f"The long hand at 6 means half past; the short hand has passed {hour}, "
            f"so it is {hour}:30.",
        )

    def later(hour: int, hours: int) -> Question:
        return typed(
            f"A movie starts at {hour} o'clock and lasts {hours} hours. "
            "It ends at □ o'clock. What number goes in the box?",
            (hour + hours - 1) % 12 + 1,
            f"Count on {hours} hours from {hour} o'clock: "
            f"{listed((hour + i) % 12 + 1 for i in range(hours))}.",
        )

    hour = rng.randint(7, 10)
    return [
        typed(
            "How many sides does a triangle have?",
            3,
            "Trace round a triangle and count the straight sides: 1, 2, 3.",
        ),
        named(4),
        choose(
            f"On a clock the short hand points to {hour} and the long hand points to 12. "
            "What time is it?",
            f"{hour}:00",
            ["12:00", f"{hour}:12", f"{hour + 1}:00"],
            f"The long hand at 12 means o'clock, and the short hand shows the hour, {hour}.",
        ),
        named(6),
        several("square", 2),
        half_past(rng.randint(2, 4)),
        later(rng.randint(2, 5), 3),
        several("triangle", rng.randint(3, 4)),
        half_past(rng.randint(8, 11)),
        later(11, rng.randint(2, 3)),
    ]
