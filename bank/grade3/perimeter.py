"""Grade 3: perimeter."""

from random import Random

from bank.language import Say
from bank.pictures.rectangle import rectangle as drawn
from bank.question import Question, choose, typed

SHAPES = {"pentagon": (5, "정오각형"), "hexagon": (6, "정육각형"), "octagon": (8, "정팔각형")}


def questions(rng: Random, say: Say) -> list[Question]:
    def rectangle(a: int, b: int, is_drawn: bool = False) -> Question:
        whole = 2 * (a + b)
        return choose(
            say("What is the perimeter of the rectangle?", "직사각형의 둘레는 몇 cm인가요?")
            if is_drawn
            else say(
                f"A rectangle is {a} cm long and {b} cm wide. What is its perimeter?",
                f"가로가 {a} cm, 세로가 {b} cm인 직사각형의 둘레는 몇 cm인가요?",
            ),
            f"{whole} cm",
            [
                (f"{a + b} cm", say("That is two sides. A rectangle has four.",
                                    "두 변만 더했어요. 변은 네 개예요.")),
                (f"{a * b} cm", say("You multiplied: that is the area.",
                                    "곱했어요. 그것은 넓이예요.")),
                (f"{2 * a + b} cm", say("One side is missing.", "한 변이 빠졌어요.")),
                (f"{a + 2 * b} cm", say("One side is missing.", "한 변이 빠졌어요.")),
            ],
            say(f"Add all four sides: {a} + {b} + {a} + {b} = {whole} cm.",
                f"네 변을 모두 더하면 {a} + {b} + {a} + {b} = {whole}(cm)예요."),
            hint=say("Walk once round it.", "한 바퀴 돌면 얼마인가요?"),
            picture=drawn(say, a, b) if is_drawn else None,
        )  # fmt: skip

    def square(a: int) -> Question:
        return typed(
            say(f"Each side of a square is {a} cm long. What is its perimeter in centimeters?",
                f"한 변의 길이가 {a} cm인 정사각형의 둘레는 몇 cm인가요?"),
            4 * a,
            say(f"A square has four equal sides: 4 × {a} = {4 * a} cm.",
                f"정사각형은 네 변의 길이가 같으므로 {a} × 4 = {4 * a}(cm)예요."),
            hint=say("How many sides does a square have?", "정사각형의 변은 몇 개인가요?"),
            wrong=[
                (2 * a, say("That is two sides.", "두 변만 더했어요.")),
                (a * a, say("You multiplied the sides: that is the area.",
                            "두 변을 곱했어요. 그것은 넓이예요.")),
                (3 * a, say("A square has four sides.", "정사각형의 변은 네 개예요.")),
            ],
        )  # fmt: skip

    def triangle(a: int, b: int, c: int) -> Question:
        return typed(
            say(
                f"The sides of a triangle are {a} cm, {b} cm and {c} cm. "
                "What is its perimeter in centimeters?",
                f"세 변의 길이가 {a} cm, {b} cm, {c} cm인 삼각형의 둘레는 몇 cm인가요?",
            ),
            a + b + c,
            say(f"Add the three sides: {a} + {b} + {c} = {a + b + c} cm.",
                f"세 변을 더하면 {a} + {b} + {c} = {a + b + c}(cm)예요."),
            hint=say("Add all three sides.", "세 변을 모두 더하세요."),
            wrong=[
                (a + b, say("One side is missing.", "한 변이 빠졌어요.")),
                (a + b + c - 10, say("Carry the ten.", "받아올림을 하세요.")),
            ],
        )  # fmt: skip

    def side(shape: str, a: int) -> Question:
        n, korean = SHAPES[shape]
        return choose(
            say(
                f"All sides of a {shape} are equal and its perimeter is {n * a} cm. "
                "How long is one side?",
                f"둘레가 {n * a} cm인 {korean}의 한 변의 길이는 몇 cm인가요?",
            ),
            f"{a} cm",
            [
                (f"{n * a - n} cm", say("You took away. Divide by the number of sides.",
                                        "뺐어요. 변의 수로 나누세요.")),
                (f"{n} cm", say("That is how many sides there are.", "그 수는 변의 수예요.")),
                (f"{a + 2} cm", say("Divide again.", "다시 나누어 보세요.")),
                (f"{a - 1} cm", say("Divide again.", "다시 나누어 보세요.")),
            ],
            say(f"A {shape} has {n} sides: {n * a} ÷ {n} = {a} cm.",
                f"{korean}은 변이 {n}개이고 길이가 모두 같으므로 {n * a} ÷ {n} = {a}(cm)예요."),
            hint=say("How many equal sides are there?", "길이가 같은 변이 몇 개인가요?"),
        )  # fmt: skip

    def width(a: int, b: int) -> Question:
        whole = 2 * (a + b)
        return typed(
            say(
                f"A rectangle has a perimeter of {whole} m and is {a} m long. "
                "How many meters wide is it?",
                f"둘레가 {whole} m이고 가로가 {a} m인 직사각형의 세로는 몇 m인가요?",
            ),
            b,
            say(
                f"Length and width together are half of {whole}, which is {a + b}; "
                f"{a + b} − {a} = {b} m.",
                f"가로와 세로의 합은 {whole}의 반인 {a + b} m이므로 세로는 "
                f"{a + b} − {a} = {b}(m)예요.",
            ),
            hint=say("Half of the perimeter is one length and one width.",
                     "둘레의 반은 가로와 세로의 합이에요."),
            wrong=[
                (whole - a, say("There are two lengths and two widths.",
                                "가로와 세로는 두 개씩 있어요.")),
                (2 * b, say("That is both widths together.", "그 수는 두 세로의 합이에요.")),
                (a + b, say("That is length and width "
                            "together.", "그 수는 가로와 세로의 합이에요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        square(r(3, 9)),
        rectangle(r(6, 9), r(3, 5), is_drawn=True),
        triangle(r(4, 6), r(6, 7), r(7, 9)),
        side("pentagon", r(4, 9)),
        square(r(11, 18)),
        rectangle(r(14, 19), r(7, 9)),
        triangle(r(13, 15), 16, r(17, 19)),
        side(rng.choice(["hexagon", "octagon"]), r(7, 9)),
        width(r(11, 15), r(4, 9)),
        rectangle(r(26, 29), r(15, 18)),
    ]
