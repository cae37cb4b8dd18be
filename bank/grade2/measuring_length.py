"""Grade 2: measuring length."""

from random import Random

from bank.language import Say
from bank.notation import listed
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def cut(a: int, b: int) -> Question:
        who = names(rng, 1, say)[0]
        return typed(
            f"A ribbon is {a} cm long. {who} cuts off {b} cm. How many centimeters are left?",
            a - b,
            f"Subtract the piece that is cut off: {a} − {b} = {a - b} cm.",
        )

    def ruler(a: int, b: int) -> Question:
        return choose(
            f"A pencil lies along a ruler from the {a} cm mark to the {b} cm mark. "
            "How long is the pencil?",
            f"{b - a} cm",
            [f"{b} cm", f"{b - a + 1} cm", f"{a + b} cm"],
            f"It does not start at 0, so subtract the marks: {b} − {a} = {b - a} cm.",
        )

    def to_cm(m: int, cm: int) -> Question:
        return typed(
            f"How many centimeters are there in {m} m {cm} cm?",
            m * 100 + cm,
            f"1 m is 100 cm, so {m} m is {m * 100} cm, and {cm} cm more makes {m * 100 + cm} cm.",
        )

    def longest(group: dict[str, int]) -> Question:
        best = max(group, key=group.__getitem__)
        return choose(
            f"Which of these is the longest: {listed(sorted(group))}?",
            best,
            [length for length in group if length != best],
            f"In centimeters they are {listed(sorted(group.values()))}, "
            f"and the greatest, {group[best]}, is {best}.",
        )

    def in_meters(m: int, a: int) -> Question:
        total = m * 100 + a
        lengths = {f"{m} m {a} cm": total, f"{total - 20} cm": total - 20, f"{m} m": m * 100}
        return longest(lengths | {f"{m} m {a - 10} cm": total - 10})

    def in_centimeters(m: int, a: int) -> Question:
        total = m * 100 + a
        lengths = {f"{total} cm": total, f"{total - 5} cm": total - 5}
        return longest(lengths | {f"{m} m {n} cm": m * 100 + n for n in (a - 10, a // 10 + 2)})

    def pieces(a: int, b: int) -> Question:
        return choose(
            f"Two sticks of {a} cm and {b} cm are laid end to end. How long are they together?",
            f"{a + b} cm",
            [f"{a + b - 10} cm", f"{abs(a - b)} cm", f"{a + b + 10} cm"],
            f"Add the lengths: {a} + {b} = {a + b} cm.",
        )

    r = rng.randint
    m = r(3, 6)
    return [
        typed(
            f"How many centimeters are there in {m} meters?",
            m * 100,
            f"1 meter is 100 centimeters, so {m} meters are {m} × 100 = {m * 100} centimeters.",
        ),
        pieces(r(21, 25), r(12, 14)),
        cut(r(46, 49), r(21, 25)),
        ruler(r(2, 3), r(9, 11)),
        to_cm(2, r(25, 75)),
        pieces(r(47, 49), r(35, 38)),
        cut(r(81, 84), r(36, 39)),
        in_meters(1, r(35, 45)),
        to_cm(r(3, 5), r(4, 9)),
        in_centimeters(r(2, 3), r(50, 70)),
    ]
