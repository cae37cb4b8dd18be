"""Grade 5: area of polygons."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import decimal
from bank.pictures import area as drawn
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    only_added = say("You added: that is a length.", "더했어요. 더하면 넓이가 아니라 길이예요.")
    half = say("A triangle is half of that.", "삼각형의 넓이는 그 반이에요.")

    def rectangle(a: int, b: int) -> Question:
        return typed(
            say(
                f"A rectangle is {a} cm long and {b} cm wide. "
                "What is its area in square centimeters?",
                f"가로가 {a} cm, 세로가 {b} cm인 직사각형의 넓이는 몇 cm²인가요?",
            ),
            a * b,
            say(f"Area is length × width: {a} × {b} = {a * b} cm².",
                f"(가로) × (세로)이므로 {a} × {b} = {a * b}(cm²)예요."),
            hint=say("How many squares of 1 cm fit in?", "1 cm²가 몇 개 들어가나요?"),
            wrong=[
                (2 * (a + b), say("That is the perimeter.", "그것은 둘레예요.")),
                (a + b, only_added),
            ],
        )  # fmt: skip

    def triangle(base: int, height: int) -> Question:
        area = base * height // 2
        return choose(
            say("What is the area of the triangle?", "삼각형의 넓이는 몇 cm²인가요?"),
            f"{area} cm²",
            [
                (f"{base * height} cm²", half),
                (f"{base + height} cm²", only_added),
                (f"{area + base} cm²", say("Multiply again.", "다시 곱해 보세요.")),
                (f"{area + 3} cm²", say("Multiply again.", "다시 곱해 보세요.")),
            ],
            say(f"Area is base × height ÷ 2: {base} × {height} ÷ 2 = {area} cm².",
                f"(밑변) × (높이) ÷ 2이므로 {base} × {height} ÷ 2 = {area}(cm²)예요."),
            hint=say("Two such triangles make a parallelogram.",
                     "같은 삼각형 두 개를 붙이면 평행사변형이에요."),
            picture=drawn.triangle(say, base, height),
        )  # fmt: skip

    def parallelogram(base: int, height: int, slant: int) -> Question:
        return choose(
            say("What is the area of the parallelogram?", "평행사변형의 넓이는 몇 cm²인가요?"),
            f"{base * height} cm²",
            [
                (f"{base * slant} cm²", say("The height goes straight up, not along the side.",
                                            "비스듬한 변이 아니라 높이를 곱해야 해요.")),
                (f"{2 * (base + slant)} cm²", say("That is the perimeter.", "그것은 둘레예요.")),
                (f"{base * height // 2} cm²", say("Half is for a triangle.",
                                                  "반으로 나누는 것은 삼각형이에요.")),
                (f"{base * height + slant} cm²", say("The slanted side is not needed.",
                                                     "비스듬한 변은 필요 없어요.")),
            ],
            say(f"Area is base × height, the slanted side is not needed: "
                f"{base} × {height} = {base * height} cm².",
                f"(밑변) × (높이)이므로 {base} × {height} = {base * height}(cm²)예요."),
            hint=say("Cut off one end and put it at the other.",
                     "한쪽을 잘라 다른 쪽에 붙이면 직사각형이 돼요."),
            picture=drawn.parallelogram(say, base, height, slant),
        )  # fmt: skip

    def trapezoid(a: int, b: int, height: int) -> Question:
        total = Fraction((a + b) * height, 2)
        return typed(
            say("What is the area of the trapezoid in square centimeters?",
                "사다리꼴의 넓이는 몇 cm²인가요?"),
            total,
            say(f"({a} + {b}) × {height} ÷ 2 = {a + b} × {height} ÷ 2 = {decimal(total)} cm².",
                f"({a} + {b}) × {height} ÷ 2 = {a + b} × {height} ÷ 2 = "
                f"{decimal(total)}(cm²)예요."),
            hint=say("Add the parallel sides first.", "윗변과 아랫변을 먼저 더하세요."),
            wrong=[
                ((a + b) * height, say("Halve it.", "2로 나누어야 해요.")),
                (b * height, say("That is a parallelogram on the longer side.",
                                 "아랫변만 곱했어요.")),
                (a + b + height, say("You added. Multiply and halve.",
                                     "더했어요. 곱하고 2로 나누세요.")),
            ],
            picture=drawn.trapezoid(say, a, b, height),
        )  # fmt: skip

    def side(a: int, b: int) -> Question:
        return typed(
            say(
                f"A rectangle has an area of {a * b} m² and is {a} m long. "
                "How many meters wide is it?",
                f"넓이가 {a * b} m²이고 가로가 {a} m인 직사각형의 세로는 몇 m인가요?",
            ),
            b,
            say(f"Divide the area by the length: {a * b} ÷ {a} = {b} m.",
                f"넓이를 가로로 나누면 {a * b} ÷ {a} = {b}(m)예요."),
            hint=say(f"{a} times what is {a * b}?", f"{a}에 얼마를 곱하면 {a * b}인가요?"),
            wrong=[
                (a * b - a, say("You took away. Divide.", "뺐어요. 나누어야 해요.")),
                (Fraction(a * b, 2) - a, say("That is how a perimeter is undone.",
                                             "그것은 둘레일 때의 방법이에요.")),
            ],
        )  # fmt: skip

    def hole(a: int, b: int, c: int) -> Question:
        left = a * b - c * c
        return choose(
            say(
                f"A square of side {c} m is cut out of a lawn that is {a} m long and {b} m wide. "
                "What area of lawn remains?",
                f"가로가 {a} m, 세로가 {b} m인 직사각형 모양의 잔디밭에서 한 변의 길이가 {c} m인 "
                "정사각형 모양을 잘라 냈어요. 남은 잔디밭의 넓이는 몇 m²인가요?",
            ),
            f"{left} m²",
            [
                (f"{a * b - 4 * c} m²", say("That takes the way round the square, not its area.",
                                            "정사각형의 둘레를 뺐어요. 넓이를 빼세요.")),
                (f"{a * b} m²", say("The square is cut out.", "잘라 낸 정사각형을 빼세요.")),
                (f"{a * b + c * c} m²", say("You added the square.", "더했어요. 빼야 해요.")),
                (f"{a * b - c} m²", say("Take away its area, not its side.",
                                        "한 변이 아니라 넓이를 빼세요.")),
            ],
            say(f"{a} × {b} = {a * b} and {c} × {c} = {c * c}, so {a * b} − {c * c} = {left} m².",
                f"{a} × {b} = {a * b}, {c} × {c} = {c * c}이므로 {a * b} − {c * c} = "
                f"{left}(m²)예요."),
            hint=say("Find both areas.", "두 넓이를 각각 구하세요."),
        )  # fmt: skip

    r = rng.randint
    return [
        rectangle(r(6, 9), r(4, 7)),
        triangle(r(3, 7) * 2, r(5, 9)),
        rectangle(r(12, 18), r(7, 9)),
        parallelogram(r(8, 11), r(4, 5), r(6, 7)),
        side(r(12, 18), r(6, 9)),
        triangle(r(13, 17), r(4, 8) * 2),
        trapezoid(r(4, 6), r(8, 11), 4),
        hole(r(11, 15), r(8, 9), r(3, 5)),
        trapezoid(r(7, 8), r(11, 15), r(5, 7) * 2),
        hole(r(24, 28), r(14, 18), r(7, 9)),
    ]
