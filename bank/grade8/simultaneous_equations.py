"""Grade 8: simultaneous equations."""

from random import Random

from bank.language import Say
from bank.notation import plus, show, term
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def linear(a: int, b: int, x: int, y: int) -> str:
        return f"{term(a)}{plus(b, 'y')} = {show(a * x + b * y)}"

    def one(letter: str, first: tuple[int, int], second: tuple[int, int], at: tuple) -> Question:
        x, y = at
        (a, b), (c, d) = first, second
        kept, gone = ((a, c), (b, d)) if letter == "x" else ((b, d), (a, c))
        sign = -1 if gone[0] * gone[1] > 0 else 1
        times, other_times = abs(gone[1]), abs(gone[0])
        left = kept[0] * times + sign * kept[1] * other_times
        answer = x if letter == "x" else y
        scaled = [
            name if k == 1 else f"{k} times {name}"
            for k, name in ((times, "the first equation"), (other_times, "the second"))
        ]
        return typed(
            f"Solve {linear(a, b, x, y)} and {linear(c, d, x, y)}. What is {letter}?",
            answer,
            f"{scaled[0].capitalize()} {'plus' if sign > 0 else 'minus'} {scaled[1]} leaves "
            f"{term(left, letter)} = {show(left * answer)}, so {letter} = {show(answer)}.",
        )

    def pair(first: tuple[int, int], second: tuple[int, int], x: int, y: int) -> Question:
        (a, b), (c, d) = first, second
        return choose(
            f"Which pair solves both {linear(a, b, x, y)} and {linear(c, d, x, y)}?",
            f"x = {show(x)}, y = {show(y)}",
            [
                f"x = {show(y)}, y = {show(x)}",
                f"x = {show(x)}, y = {show(-y)}",
                f"x = {show(x + b)}, y = {show(y - a)}",
            ],
            f"Put x = {show(x)} and y = {show(y)} in: {show(a * x)}{plus(b * y)} = "
            f"{show(a * x + b * y)} and {show(c * x)}{plus(d * y)} = {show(c * x + d * y)}.",
        )

    def animals(hens: int, cows: int) -> Question:
        heads, legs = hens + cows, 2 * hens + 4 * cows
        return choose(
            f"A farm has only hens and cows. They have {heads} heads and {legs} legs altogether. "
            "How many cows are there?",
            cows,
            [hens, cows + 2, cows - 1, legs // 4],
            f"If all were hens there would be {2 * heads} legs; the other {legs - 2 * heads} legs "
            f"belong to {cows} cows, 2 more for each.",
        )

    def sum_and_difference(x: int, y: int) -> Question:
        return typed(
            f"The sum of two numbers is {x + y} and their difference is {x - y}. "
            "What is the larger number?",
            x,
            f"x + y = {x + y} and x − y = {x - y} add up to 2x = {2 * x}, so x = {x}.",
        )

    r = rng.randint
    return [
        one("x", (1, 1), (1, -1), (r(6, 8), r(2, 4))),
        pair((1, 1), (2, -1), r(4, 5), r(1, 3)),
        sum_and_difference(r(31, 38), r(14, 19)),
        pair((2, 1), (1, -1), r(5, 6), -r(2, 3)),
        one("y", (3, 1), (1, 2), (r(2, 3), r(4, 5))),
        animals(r(13, 16), r(8, 11)),
        one("x", (2, 3), (5, -2), (r(3, 4), -r(1, 2))),
        pair((3, 2), (2, -3), -r(2, 3), r(4, 5)),
        one("y", (4, -3), (3, 5), (-r(2, 3), r(5, 6))),
        animals(r(23, 28), r(17, 21)),
    ]
