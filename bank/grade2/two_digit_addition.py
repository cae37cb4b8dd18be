"""Grade 2: adding two-digit numbers."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def plain(a: int, b: int) -> Question:
        tens, ones = a // 10 * 10 + b // 10 * 10, a % 10 + b % 10
        return typed(
            f"What is {a} + {b}?",
            a + b,
            f"Tens: {a // 10 * 10} + {b // 10 * 10} = {tens}. "
            f"Ones: {a % 10} + {b % 10} = {ones}. Together {tens + ones}.",
        )

    def story(a: int, b: int) -> Question:
        one, two = names(rng, 2, say)
        return choose(
            f"{one} reads {a} pages and {two} reads {b} pages. "
            "How many pages do they read altogether?",
            a + b,
            [a + b - 10, a + b + 10, a + b - 1, abs(a - b)],
            f"Add the pages: {a} + {b} = {a + b}. Remember to carry the ten from the ones.",
        )

    def missing(a: int, total: int) -> Question:
        return typed(
            f"□ + {a} = {total}. What number goes in the box?",
            total - a,
            f"Take {a} from {total}: {total} − {a} = {total - a}.",
        )

    def three(a: int, b: int, c: int) -> Question:
        total = a + b + c
        return choose(
            f"What is {a} + {b} + {c}?",
            total,
            [total - 10, total + 10, a + b, total + 1],
            f"{a} + {b} = {a + b}, and {a + b} + {c} = {total}.",
        )

    def which(total: int) -> Question:
        parts = rng.sample(range(24, 57), 4)
        offs = (0, -10, 10, 1)
        sums = [f"{a} + {total + off - a}" for a, off in zip(parts, offs, strict=True)]
        return choose(
            f"Which of these sums is exactly {total}?",
            sums[0],
            sums[1:],
            f"Add tens and ones: {sums[0]} = {total}. The others miss {total} by 10, 10 and 1.",
        )

    r = rng.randint
    return [
        plain(r(21, 24), r(31, 35)),
        story(r(15, 18), r(14, 19)),
        plain(r(36, 39), r(24, 28)),
        three(20 + r(1, 4), 10 + r(1, 3), r(4, 9)),
        missing(r(12, 15), r(36, 39)),
        story(r(46, 49), r(25, 29)),
        which(r(71, 79)),
        plain(r(65, 69), r(57, 59)),
        missing(r(47, 49), r(81, 85)),
        three(r(25, 29), r(36, 39), r(16, 19)),
    ]
