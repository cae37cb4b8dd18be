"""Grade 9: quadratic functions."""

from random import Random

from bank.language import Say
from bank.notation import factors, from_roots, plus, quadratic, show
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def shifted(p: int, q: int) -> str:
        return f"(x{plus(-p)})²{plus(q)}"

    def point(p: int, q: int) -> str:
        return f"({show(p)}, {show(q)})"

    def value(a: int, b: int, x: int) -> Question:
        y = a * x * x + b
        return typed(
            f"For the function y = {show(a)}x²{plus(b)}, what is y when x = {show(x)}?",
            y,
            f"x² = {x * x}, so y = {show(a)} × {x * x}{plus(b)} = {show(y)}.",
        )

    def vertex(p: int, q: int) -> Question:
        return choose(
            f"What is the vertex of the parabola y = {shifted(p, q)}?",
            point(p, q),
            [point(-p, q), point(p, -q), point(-p, -q)],
            f"The square is 0 at x = {show(p)}, and there y = {show(q)}.",
        )

    def moved(p: int, q: int) -> Question:
        across, up = ("right" if p > 0 else "left"), ("up" if q > 0 else "down")
        return choose(
            f"The graph of y = x² is moved {abs(p)} to the {across} and {abs(q)} {up}. "
            "What is the equation of the new graph?",
            f"y = {shifted(p, q)}",
            [f"y = {shifted(-p, q)}", f"y = {shifted(p, -q)}", f"y = {shifted(q, p)}"],
            f"The vertex moves from (0, 0) to {point(p, q)}, so y = {shifted(p, q)}.",
        )

    def least(p: int, q: int) -> Question:
        return typed(
            f"What is the minimum value of y = {quadratic(-2 * p, p * p + q)}?",
            q,
            f"Complete the square: y = {shifted(p, q)}, and the square is at least 0.",
        )

    def axis(a: int, p: int, c: int) -> Question:
        return typed(
            f"The axis of symmetry of the parabola y = {show(a)}x²{plus(-2 * a * p, 'x')}{plus(c)} "
            "is x = □. What number goes in the box?",
            p,
            f"The axis is x = −b/(2a): with a = {show(a)} and b = {show(-2 * a * p)} "
            f"it is x = {show(p)}.",
        )

    def crossing(p: int, q: int) -> Question:
        return choose(
            f"Where does the parabola y = {from_roots(p, q)} cross the x-axis?",
            f"at x = {show(p)} and x = {show(q)}",
            [
                f"at x = {show(-p)} and x = {show(-q)}",
                f"at x = {show(-p)} and x = {show(q)}",
                f"at x = {show(p)} and x = {show(-q)}",
            ],
            f"Set y = 0: {factors(p, q)} = 0 gives x = {show(p)} and x = {show(q)}.",
        )

    def through(x: int, a: int) -> Question:
        return typed(
            f"The parabola y = ax² passes through the point {point(x, a * x * x)}. What is a?",
            a,
            f"{show(a * x * x)} = a × {x * x}, so a = {show(a * x * x)} ÷ {x * x} = {show(a)}.",
        )

    r = rng.randint
    return [
        value(r(2, 3), r(1, 5), r(2, 4)),
        vertex(r(2, 4), r(5, 7)),
        through(r(2, 3), r(4, 6)),
        moved(r(3, 5), -r(1, 2)),
        value(-r(2, 3), r(4, 9), -r(3, 5)),
        vertex(-r(5, 6), -r(2, 4)),
        axis(2, r(2, 3), r(3, 7)),
        crossing(-r(2, 3), r(4, 6)),
        least(r(3, 4), r(2, 5)),
        moved(-r(6, 7), r(8, 9)),
    ]
