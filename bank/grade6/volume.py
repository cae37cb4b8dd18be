"""Grade 6: volume and surface area."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import decimal
from bank.pictures import solids
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    outside = say("That is the surface area.", "그것은 겉넓이예요.")

    def cuboid(a: int, b: int, c: int, is_drawn: bool = False) -> Question:
        volume = a * b * c
        return choose(
            say("What is the volume of the box?", "직육면체의 부피는 몇 cm³인가요?")
            if is_drawn
            else say(
                f"A box is {a} cm long, {b} cm wide and {c} cm high. What is its volume?",
                f"가로가 {a} cm, 세로가 {b} cm, 높이가 {c} cm인 직육면체의 부피는 몇 cm³인가요?",
            ),
            f"{volume:,} cm³",
            [
                (f"{2 * (a * b + b * c + a * c):,} cm³", outside),
                (f"{a * b + c} cm³", say("Multiply by the height, do not add it.",
                                         "높이를 더했어요. 곱해야 해요.")),
                (f"{a + b + c} cm³", say("You added. Multiply.", "더했어요. 곱하세요.")),
                (f"{a * b} cm³", say("That is the base. The height is missing.",
                                     "밑면의 넓이예요. 높이를 곱하세요.")),
            ],
            say(f"Volume is length × width × height: {a} × {b} × {c} = {volume:,} cm³.",
                f"(가로) × (세로) × (높이)이므로 {a} × {b} × {c} = {volume:,}(cm³)예요."),
            hint=say("How many cubes of 1 cm fit in?", "1 cm³가 몇 개 들어가나요?"),
            picture=solids.cuboid(say, a, b, c) if is_drawn else None,
        )  # fmt: skip

    def cube(a: int) -> Question:
        return typed(
            say(f"Each edge of a cube is {a} cm long. What is its volume in cubic centimeters?",
                f"한 모서리의 길이가 {a} cm인 정육면체의 부피는 몇 cm³인가요?"),
            a**3,
            say(f"{a} × {a} × {a} = {a**3} cm³.", f"{a} × {a} × {a} = {a**3}(cm³)예요."),
            hint=say("Length, width and height are equal.", "가로, 세로, 높이가 모두 같아요."),
            wrong=[
                (3 * a, say("Multiply it by itself, do not take it three times.",
                            "3배가 아니라 세 번 곱해야 해요.")),
                (a * a, say("That is one face.", "그것은 한 면의 넓이예요.")),
                (6 * a * a, outside),
            ],
        )  # fmt: skip

    def height(a: int, b: int, c: int) -> Question:
        return typed(
            say(
                f"A box with a rectangular base of {a} cm by {b} cm has a volume of "
                f"{a * b * c} cm³. How many centimeters high is it?",
                f"가로가 {a} cm, 세로가 {b} cm이고 부피가 {a * b * c} cm³인 직육면체의 높이는 "
                "몇 cm인가요?",
            ),
            c,
            say(f"The base is {a} × {b} = {a * b} cm², and {a * b * c} ÷ {a * b} = {c} cm.",
                f"밑면의 넓이는 {a} × {b} = {a * b}(cm²)이고 {a * b * c} ÷ {a * b} = {c}(cm)예요."),
            hint=say("Divide by the base.", "밑면의 넓이로 나누세요."),
            wrong=[
                (b * c, say("Divide by both sides of the base.", "가로와 세로로 모두 나누세요.")),
                (a * c, say("Divide by both sides of the base.", "가로와 세로로 모두 나누세요.")),
                (a * b, say("That is the base.", "그것은 밑면의 넓이예요.")),
            ],
        )  # fmt: skip

    def surface(a: int, b: int, c: int) -> Question:
        total = 2 * (a * b + b * c + a * c)
        return choose(
            say("What is the surface area of the closed box?",
                "직육면체의 겉넓이는 몇 cm²인가요?"),
            f"{total} cm²",
            [
                (f"{total // 2} cm²", say("Each face is there twice.", "면은 두 개씩 있어요.")),
                (f"{a * b * c} cm²", say("That is the volume.", "그것은 부피예요.")),
                (f"{total - a * b} cm²", say("One face is missing.", "한 면이 빠졌어요.")),
                (f"{total + 10} cm²", say("Add again.", "다시 더해 보세요.")),
            ],
            say(f"2 × ({a} × {b} + {b} × {c} + {a} × {c}) = 2 × {total // 2} = {total} cm².",
                f"({a} × {b} + {b} × {c} + {a} × {c}) × 2 = {total // 2} × 2 = {total}(cm²)예요."),
            hint=say("Three different faces, each twice.", "서로 다른 세 면이 두 개씩 있어요."),
            picture=solids.cuboid(say, a, b, c),
        )  # fmt: skip

    def tank(a: int, b: int, c: int) -> Question:
        volume = a * b * c
        liters = Fraction(volume, 1000)
        return typed(
            say(
                f"A tank is {a} cm long, {b} cm wide and {c} cm high. "
                "How many liters of water does it hold? (1 liter = 1,000 cm³)",
                f"가로가 {a} cm, 세로가 {b} cm, 높이가 {c} cm인 물통에 물을 가득 채우면 물은 "
                "몇 L인가요? "
                "(1 L = 1,000 cm³)",
            ),
            liters,
            say(f"{a} × {b} × {c} = {volume:,} cm³, and {volume:,} ÷ 1,000 = "
                f"{decimal(liters)} liters.",
                f"{a} × {b} × {c} = {volume:,}(cm³)이고 {volume:,} ÷ 1,000 = "
                f"{decimal(liters)}(L)예요."),
            hint=say("Find the volume in cm³ first.", "부피를 cm³로 먼저 구하세요."),
            wrong=[
                (volume, say("That is in cm³.", "그것은 cm³로 나타낸 값이에요.")),
                (liters * 10, say("Divide by 1,000, not by "
                                  "100.", "100이 아니라 1000으로 나누세요.")),
                (liters / 10, say("Divide by 1,000 only.", "1000으로만 나누세요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        cube(r(2, 9)),
        cuboid(r(5, 9), 4, r(2, 3), is_drawn=True),
        cube(r(10, 15)),
        cuboid(r(11, 14), r(7, 9), 5),
        height(r(6, 9), 5, r(4, 9)),
        surface(r(5, 8), 4, r(2, 3)),
        tank(r(3, 6) * 10, 20, r(3, 5) * 10),
        surface(r(9, 12), r(6, 7), r(4, 5)),
        tank(r(6, 9) * 10, 45, r(5, 8) * 10),
        cuboid(r(21, 27), r(15, 18), r(12, 13)),
    ]
