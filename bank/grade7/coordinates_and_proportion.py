"""Grade 7: coordinates and proportion."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    show,
    signed,
)
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def quadrant(x: int, y: int) -> Question:
        quadrants = ["quadrant I", "quadrant II", "quadrant III", "quadrant IV"]
        right = quadrants[(1 if y > 0 else 2) if x < 0 else (0 if y > 0 else 3)]
        side, half = ("left" if x < 0 else "right"), ("above" if y > 0 else "below")
        return choose(
            f"In which quadrant does the point ({show(x)}, {show(y)}) lie?",
            right,
            [q for q in quadrants if q != right],
            f"The point is {side} of the y-axis and {half} the x-axis: {right}.",
        )

    def apart(x1: int, x2: int, y: int) -> Question:
        return typed(
            f"What is the distance between the points ({show(x1)}, {show(y)}) "
            f"and ({show(x2)}, {show(y)})?",
            x2 - x1,
            f"Both points have y = {show(y)}, so the distance is "
            f"{show(x2)} − {signed(x1)} = {x2 - x1}.",
        )

    def mirror(x: int, y: int, axis: str) -> Question:
        image = (x, -y) if axis == "x" else (-x, y)
        points = [(-x, y), (x, -y), (-x, -y), (y, x)]
        other = "y" if axis == "x" else "x"
        return choose(
            f"The point ({show(x)}, {show(y)}) is reflected in the {axis}-axis. "
            "What are the coordinates of its image?",
            f"({show(image[0])}, {show(image[1])})",
            [f"({show(a)}, {show(b)})" for a, b in points if (a, b) != image],
            f"A reflection in the {axis}-axis keeps the {axis}-coordinate and changes the sign of "
            f"the {other}-coordinate.",
        )

    def direct(k: int, x: int, asked: int) -> Question:
        return typed(
            f"y is directly proportional to x, and y = {show(k * x)} when x = {x}. "
            f"What is y when x = {show(asked)}?",
            k * asked,
            f"y = ax with a = {show(k * x)} ÷ {x} = {show(k)}, so y = {show(k)} × {signed(asked)} "
            f"= {show(k * asked)}.",
        )

    def inverse(k: int, x: int, asked: int) -> Question:
        return typed(
            f"y is inversely proportional to x, and y = {k // x} when x = {x}. "
            f"What is y when x = {asked}?",
            Fraction(k, asked),
            f"xy is always {x} × {k // x} = {k}, so y = {k} ÷ {asked} = {k // asked}.",
        )

    def workers(n: int, days: int, asked: int) -> Question:
        answer = n * days // asked
        return choose(
            f"{n} machines finish a job in {days} days. "
            f"How many days do {asked} such machines need for the same job?",
            answer,
            [days * asked // n, days - (asked - n), answer + 1, answer + 2],
            f"The job takes {n} × {days} = {n * days} machine days, and {n * days} ÷ {asked} = "
            f"{answer}.",
        )

    r = rng.randint
    return [
        quadrant(-r(2, 6), r(3, 7)),
        apart(-r(2, 4), r(3, 6), r(2, 5)),
        direct(r(3, 4), r(2, 3), r(7, 9)),
        quadrant(r(3, 8), -r(2, 9)),
        mirror(r(2, 3), -r(5, 7), "x"),
        direct(-r(4, 6), r(3, 4), r(8, 9)),
        mirror(-r(4, 6), r(8, 9), "y"),
        inverse(r(2, 3) * 12, 4, 6),
        workers(6, r(4, 5) * 2, 4),
        inverse(90, 6, rng.choice([9, 10])),
    ]
