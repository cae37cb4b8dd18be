"""Grade 6: prisms and pyramids."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed

BASES = {3: ("triangular", "삼각"), 4: ("rectangular", "사각"), 5: ("pentagonal", "오각"),
         6: ("hexagonal", "육각"), 7: ("heptagonal", "칠각"), 8: ("octagonal", "팔각")}  # fmt: skip


def questions(rng: Random, say: Say) -> list[Question]:
    draw = say("Draw the base and think of the rest.", "밑면을 그리고 나머지를 생각해 보세요.")
    again = say("Count again.", "다시 세어 보세요.")

    def prism(n: int) -> str:
        return say(f"{BASES[n][0]} prism", f"{BASES[n][1]}기둥")

    def pyramid(n: int) -> str:
        return say(f"{BASES[n][0]} pyramid", f"{BASES[n][1]}뿔")

    def asked(solid: str, what: str, korean: str) -> str:
        return say(
            f"How many {what} does a {solid} have?",
            f"{solid}의 {korean}은 몇 개인가요?"
            if korean == "면" or korean == "꼭짓점"
            else f"{solid}의 {korean}는 몇 개인가요?",
        )

    def edges_of_prism(n: int) -> Question:
        return typed(
            asked(prism(n), "edges", "모서리"), 3 * n,
            say(f"{n} at each base and {n} between: 3 × {n} = {3 * n}.",
                f"두 밑면에 {n}개씩, 옆에 {n}개이므로 {n} × 3 = {3 * n}(개)예요."),
            hint=draw,
            wrong=[(2 * n, say("The edges between the bases are "
                               "missing.", "옆의 모서리가 빠졌어요.")),
                   (n, say("That is one base.", "한 밑면만 세었어요.")), (3 * n + 1, again)],
        )  # fmt: skip

    def corners_of_pyramid(n: int) -> Question:
        return choose(
            asked(pyramid(n), "corners", "꼭짓점"), n + 1,
            [(2 * n, say("A pyramid has one tip, not a second base.", "각뿔은 밑면이 하나예요.")),
             (n, say("The tip is missing.", "각뿔의 꼭짓점이 빠졌어요.")), (n + 2, again),
             (3 * n, again)],
            say(f"{n} at the base and the tip: {n} + 1 = {n + 1}.",
                f"밑면에 {n}개, 위에 1개이므로 {n} + 1 = {n + 1}(개)예요."),
            hint=draw,
        )  # fmt: skip

    def faces_of_prism(n: int) -> Question:
        return typed(
            asked(prism(n), "faces", "면"), n + 2,
            say(f"{n} around and 2 bases: {n} + 2 = {n + 2}.",
                f"옆면이 {n}개, 밑면이 2개이므로 {n} + 2 = {n + 2}(개)예요."),
            hint=draw,
            wrong=[(n, say("The bases are missing.", "밑면이 빠졌어요.")),
                   (n + 1, say("A prism has two bases.", "각기둥의 밑면은 두 개예요.")),
                   (2 * n, again)],
        )  # fmt: skip

    def edges_of_pyramid(n: int) -> Question:
        return choose(
            asked(pyramid(n), "edges", "모서리"), 2 * n,
            [(3 * n, say("That is a prism.", "그것은 각기둥의 모서리예요.")),
             (n, say("Those to the tip are missing.", "위로 가는 모서리가 빠졌어요.")),
             (n + 1, say("Those are the corners.", "그것은 꼭짓점의 수예요.")), (2 * n + 1, again)],
            say(f"{n} at the base and {n} to the tip: 2 × {n} = {2 * n}.",
                f"밑면에 {n}개, 위로 {n}개이므로 {n} × 2 = {2 * n}(개)예요."),
            hint=draw,
        )  # fmt: skip

    def which(n: int) -> Question:
        others = [k for k in BASES if k != n]
        return choose(
            say(f"A prism has {2 * n} corners. Which prism is it?",
                f"꼭짓점이 {2 * n}개인 각기둥은 무엇인가요?"),
            prism(n),
            [(prism(k), say(f"That one has {2 * k} "
                            "corners.", f"그 각기둥의 꼭짓점은 {2 * k}개예요."))
             for k in rng.sample(others, 3)],
            say(f"{2 * n} ÷ 2 = {n} corners at each "
                "base.", f"한 밑면의 꼭짓점은 {2 * n} ÷ 2 = {n}(개)예요."),
            hint=say("Half of them are at each base.", "한 밑면에 그 반이 있어요."),
        )  # fmt: skip

    def sum_of(n: int) -> Question:
        total = (n + 2) + 2 * n
        return typed(
            say(f"How many faces and corners does a {prism(n)} have altogether?",
                f"{prism(n)}의 면과 꼭짓점은 모두 몇 개인가요?"),
            total,
            say(f"{n + 2} faces and {2 * n} corners: {total}.",
                f"면이 {n + 2}개, 꼭짓점이 {2 * n}개이므로 {total}개예요."),
            hint=draw,
            wrong=[(n + 2, say("Those are the faces.", "면만 세었어요.")),
                   (2 * n, say("Those are the "
                               "corners.", "꼭짓점만 세었어요.")), (total + 1, again)],
        )  # fmt: skip

    r = rng.randint
    return [
        faces_of_prism(r(3, 8)),
        corners_of_pyramid(r(3, 8)),
        edges_of_prism(r(3, 8)),
        which(r(3, 8)),
        sum_of(r(3, 8)),
        edges_of_pyramid(r(3, 8)),
    ]
