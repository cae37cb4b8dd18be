"""Grade 4: angles."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def kind(size: int) -> Question:
        kinds = ["acute angle", "right angle", "obtuse angle", "straight angle"]
        right = kinds[0 if size < 90 else 2]
        bound = "less than 90°" if size < 90 else "between 90° and 180°"
        return choose(
            f"What kind of angle measures {size}°?",
            right,
            [name for name in kinds if name != right],
            f"{size}° is {bound}, so it is an {right}.",
        )

    def line(a: int) -> Question:
        return typed(
            f"Two angles lie side by side on a straight line. One of them is {a}°. "
            "How many degrees is the other?",
            180 - a,
            f"Angles on a straight line add up to 180°: 180 − {a} = {180 - a}.",
        )

    def triangle(a: int, b: int) -> Question:
        c = 180 - a - b
        return choose(
            f"Two angles of a triangle are {a}° and {b}°. How large is the third angle?",
            f"{c}°",
            [f"{a + b}°", f"{360 - a - b}°", f"{c + 10}°", f"{c - 10}°"],
            f"The angles of a triangle add up to 180°: 180 − {a} − {b} = {c}.",
        )

    def turns(n: int) -> Question:
        return typed(
            f"How many degrees are {n} right angles altogether?",
            90 * n,
            f"A right angle is 90°: {n} × 90 = {90 * n}.",
        )

    def clock(hour: int) -> Question:
        return choose(
            f"It is exactly {hour} o'clock. "
            "How large is the smaller angle between the two hands of the clock?",
            f"{30 * hour}°",
            [f"{5 * hour}°", f"{10 * hour}°", f"{30 * hour + 30}°", f"{30 * hour - 15}°"],
            f"From one number to the next is 360° ÷ 12 = 30°, and {hour} × 30° = {30 * hour}°.",
        )

    def four(a: int, b: int, c: int) -> Question:
        return typed(
            f"Three angles of a quadrilateral are {a}°, {b}° and {c}°. "
            "How many degrees is the fourth?",
            360 - a - b - c,
            f"The angles of a quadrilateral add up to 360°: 360 − {a + b + c} = {360 - a - b - c}.",
        )

    r = rng.randint
    return [
        turns(2),
        kind(r(35, 75)),
        line(r(5, 7) * 10),
        kind(r(110, 160)),
        triangle(60, r(4, 5) * 10),
        turns(3),
        clock(r(1, 2)),
        line(r(112, 138)),
        triangle(r(43, 48), r(81, 88)),
        four(r(71, 79), r(91, 99), r(84, 89)),
    ]
