"""Grade 2: plane shapes."""

from random import Random

from bank.language import Say, particle
from bank.pictures.regular import regular
from bank.question import Question, choose, names, typed

SHAPES = {3: ("triangle", "삼각형"), 4: ("quadrilateral", "사각형"), 5: ("pentagon", "오각형"),
          6: ("hexagon", "육각형")}  # fmt: skip


def questions(rng: Random, say: Say) -> list[Question]:
    count = say("Count the sides one by one.", "변을 하나씩 세어 보세요.")
    one_off = say("Count again.", "다시 세어 보세요.")

    def of_these(n: int, k: int) -> Question:
        return choose(
            say(f"How many sides do {k} of these shapes have altogether?",
                f"이 도형 {k}개의 변은 모두 몇 개인가요?"),
            n * k,
            [(n, say("That is for one of them.", "하나만 세었어요.")),
             (n + k, say("You added. Count the sides of each.", "더했어요. 하나마다 변을 세세요.")),
             (n * k - 1, one_off), (n * k + 1, one_off), (n * k + 2, one_off)],
            say(f"One has {n} sides: {n} × {k} = {n * k}.",
                f"한 개의 변이 {n}개이므로 {n} × {k} = {n * k}(개)예요."),
            hint=count,
            picture=regular(say, n, rng.randint(0, 89)),
        )  # fmt: skip

    def more_than_triangle(n: int) -> Question:
        return choose(
            say("How many more corners does this shape have than a triangle?",
                "이 도형은 삼각형보다 꼭짓점이 몇 개 더 많은가요?"),
            n - 3,
            [(n, say("That is all of its corners.", "그것은 모든 꼭짓점의 수예요.")),
             (n + 3, say("You added. Find the difference.", "더했어요. 차를 구하세요.")),
             (n - 2, one_off), (n - 4, one_off)],
            say(f"It has {n} corners: {n} − 3 = {n - 3}.",
                f"꼭짓점이 {n}개이므로 {n} − 3 = {n - 3}(개)예요."),
            hint=say("A triangle has 3 corners.", "삼각형의 꼭짓점은 3개예요."),
            picture=regular(say, n, rng.randint(0, 89)),
        )  # fmt: skip

    def several_corners(n: int, k: int) -> Question:
        name, korean = SHAPES[n]
        return typed(
            say(f"How many sides and corners do {k} {name}s have altogether?",
                f"{korean} {k}개의 변과 꼭짓점은 모두 몇 개인가요?"),
            2 * n * k,
            say(f"Each has {n} sides and {n} corners: {2 * n} × {k} = {2 * n * k}.",
                f"한 개에 변이 {n}개, 꼭짓점이 {n}개이므로 {2 * n} × {k} = {2 * n * k}(개)예요."),
            hint=say("As many corners as sides.", "변의 수와 꼭짓점의 수는 같아요."),
            wrong=[(n * k, say("That is only the sides.", "변만 세었어요.")),
                   (2 * n, say("That is for one of them.", "하나만 세었어요.")),
                   (2 * n * k - 1, one_off)],
        )  # fmt: skip

    def several(a: int, b: int, k: int, m: int) -> Question:
        who = names(rng, 1, say)[0]
        total = k * a + m * b
        return typed(
            say(f"{who} lays out sticks for {k} separate {SHAPES[a][0]}s and {m} separate "
                f"{SHAPES[b][0]}s, a stick for each side. How many sticks are needed?",
                f"{particle(who, '이', '가')} 막대를 변으로 하여 {SHAPES[a][1]} {k}개와 "
                f"{SHAPES[b][1]} {m}개를 따로따로 만들어요. 막대는 모두 몇 개 필요한가요?"),
            total,
            say(f"{k} × {a} + {m} × {b} = {total}.", f"{a} × {k} + {b} × {m} = {total}(개)예요."),
            hint=say("How many sticks does each kind need?", "도형마다 막대가 몇 개 필요한가요?"),
            wrong=[(k + m, say("That is how many shapes there are.", "그것은 도형의 수예요.")),
                   (a + b, say("That is for one of each.", "하나씩만 세었어요.")),
                   (total - 1, one_off)],
        )  # fmt: skip

    def with_corners(n: int, k: int) -> Question:
        return choose(
            say(f"{k} equal shapes have {k * n} corners altogether. What shape are they?",
                f"모양이 같은 도형 {k}개의 꼭짓점은 모두 {k * n}개예요. 어떤 도형인가요?"),
            say(*SHAPES[n]),
            [(say(*SHAPES[m]), say(f"{k} of them have {k * m} corners.",
                                   f"{k}개의 꼭짓점은 {k * m}개예요."))
             for m in SHAPES if m != n],
            say(f"{n} × {k} = {k * n}: each has {n} corners.",
                f"{n} × {k} = {k * n}이므로 꼭짓점이 {n}개인 {SHAPES[n][1]}이에요."),
            hint=say("How many corners does each have?", "한 개의 꼭짓점은 몇 개인가요?"),
        )  # fmt: skip

    r = rng.randint
    first, second = rng.sample([3, 4, 5, 6], 2)
    return [
        of_these(r(3, 8), r(2, 5)),
        with_corners(r(3, 6), r(2, 4)),
        more_than_triangle(r(4, 9)),
        several_corners(r(3, 6), r(2, 6)),
        several(first, second, r(2, 4), r(2, 4)),
        several(second, first, r(5, 7), r(1, 3)),
    ]
