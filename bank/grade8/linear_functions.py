"""Grade 8: linear functions."""

from random import Random

from bank.language import Say
from bank.notation import line, plus, show, signed, term
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def value(a: int, b: int, x: int) -> Question:
        return typed(
            f"For the function y = {term(a)}{plus(b)}, what is y when x = {show(x)}?",
            a * x + b,
            f"y = {show(a)} × {signed(x)}{plus(b)} = {show(a * x)}{plus(b)} = {show(a * x + b)}.",
        )

    def slope(x: int, y: int, a: int, dx: int) -> Question:
        x2, y2 = x + dx, y + a * dx
        return typed(
            f"What is the slope of the line through ({show(x)}, {show(y)}) "
            f"and ({show(x2)}, {show(y2)})?",
            a,
            f"y changes by {show(y2 - y)} while x changes by {dx}: {show(y2 - y)} ÷ {dx} = "
            f"{show(a)}.",
        )

    def graph(a: int, b: int) -> Question:
        return choose(
            f"Which line has slope {show(a)} and y-intercept {show(b)}?",
            line(a, b),
            [line(b, a), line(a, -b), line(-a, b)],
            f"In y = ax + b the slope is a = {show(a)} and the y-intercept is b = {show(b)}.",
        )

    def through(a: int, b: int, x: int) -> Question:
        y = a * x + b
        return choose(
            f"Which line has slope {show(a)} and passes through the point ({show(x)}, {show(y)})?",
            line(a, b),
            [line(a, y), line(a, -b), line(-a, y + a * x), line(a, x)],
            f"Put the point in y = {term(a)} + b: {show(y)} = {show(a * x)} + b, so b = {show(b)}.",
        )

    def intercept(a: int, root: int) -> Question:
        return typed(
            f"At which value of x does the line {line(a, -a * root)} cross the x-axis?",
            root,
            f"Set y = 0: {term(a)} = {show(a * root)}, so x = {show(root)}.",
        )

    def not_on(a: int, b: int) -> Question:
        points = [(x, a * x + b) for x in (-1, 2, 3)]
        off = (1, a + b + 2)
        return choose(
            f"Which of these points does not lie on the line {line(a, b)}?",
            f"({off[0]}, {show(off[1])})",
            [f"({show(x)}, {show(y)})" for x, y in points],
            f"For x = 1 the line has y = {show(a)}{plus(b)} = {show(a + b)}, not {show(off[1])}.",
        )

    r = rng.randint
    return [
        value(r(2, 3), r(4, 6), r(3, 5)),
        graph(r(2, 3), -r(4, 6)),
        slope(r(1, 2), r(2, 4), r(2, 3), 3),
        graph(-r(3, 4), r(5, 7)),
        value(-r(3, 5), r(2, 6), -r(3, 4)),
        not_on(-r(3, 4), r(6, 8)),
        slope(-r(2, 4), r(5, 8), -r(3, 4), r(4, 5)),
        through(r(2, 3), -r(3, 5), r(6, 7)),
        intercept(-r(3, 4), r(5, 7)),
        through(-r(2, 3), r(7, 9), -r(4, 5)),
    ]
