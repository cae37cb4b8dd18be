"""Grade 6: circles, with 3.14 for π."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import decimal
from bank.pictures import circle
from bank.question import Question, choose, typed

PI = Fraction("3.14")


def questions(rng: Random, say: Say) -> list[Question]:
    use = say("Use 3.14 for π.", "(원주율: 3.14)")
    way_round = say("That is the way round, not the area.", "그것은 원주예요. 넓이를 구하세요.")
    radius_for = say("The diameter is twice the radius.", "지름은 반지름의 2배예요.")

    def around(diameter: int, is_drawn: bool = False) -> Question:
        length = PI * diameter
        return typed(
            (
                say("What is the circumference of the circle in centimeters?",
                    "원의 원주는 몇 cm인가요?")
                if is_drawn
                else say(
                    f"A circle has a diameter of {diameter} cm. "
                    "What is its circumference in centimeters?",
                    f"지름이 {diameter} cm인 원의 원주는 몇 cm인가요?",
                )
            ) + f" {use}",
            length,
            say(f"Circumference is diameter × π: {diameter} × 3.14 = {decimal(length)} cm.",
                f"(지름) × (원주율)이므로 {diameter} × 3.14 = {decimal(length)}(cm)예요."),
            hint=say("A little more than three diameters.", "원주는 지름의 약 3배예요."),
            wrong=[
                (length * 2, say("The diameter is given, not the radius.",
                                 "반지름이 아니라 지름이에요.")),
                (length / 2, say("Do not halve it.", "반으로 나누지 않아요.")),
                (PI * diameter**2, say("That is not the way round.", "지름을 두 번 곱했어요.")),
            ],
            picture=circle.with_diameter(say, diameter) if is_drawn else None,
        )  # fmt: skip

    def inside(radius: int) -> Question:
        area = PI * radius**2
        return choose(
            say("What is the area of the circle?", "원의 넓이는 몇 cm²인가요?") + f" {use}",
            f"{decimal(area)} cm²",
            [
                (f"{decimal(2 * PI * radius)} cm²", way_round),
                (f"{decimal(4 * area)} cm²", say("Use the radius, not the diameter.",
                                                 "지름이 아니라 반지름을 곱하세요.")),
                (f"{decimal(PI * radius)} cm²", say("The radius counts twice.",
                                                    "반지름을 두 번 곱해야 해요.")),
                (f"{decimal(area + PI)} cm²", say("Multiply again.", "다시 곱해 보세요.")),
            ],
            say(f"Area is radius × radius × π: {radius} × {radius} × 3.14 = {decimal(area)} cm².",
                f"(반지름) × (반지름) × (원주율)이므로 {radius} × {radius} × 3.14 = "
                f"{decimal(area)}(cm²)예요."),
            hint=say("Radius times radius, then times "
                     "π.", "반지름을 두 번 곱하고 원주율을 곱하세요."),
            picture=circle.with_radius(say, radius),
        )  # fmt: skip

    def across(diameter: int) -> Question:
        length = PI * diameter
        return typed(
            say(
                f"The circumference of a circle is {decimal(length)} cm. "
                "What is its diameter in centimeters?",
                f"원주가 {decimal(length)} cm인 원의 지름은 몇 cm인가요?",
            ) + f" {use}",
            diameter,
            say(f"Divide by π: {decimal(length)} ÷ 3.14 = {diameter} cm.",
                f"원주를 원주율로 나누면 {decimal(length)} ÷ 3.14 = {diameter}(cm)예요."),
            hint=say("Undo the multiplication by π.", "원주율을 곱한 것을 거꾸로 생각하세요."),
            wrong=[
                (Fraction(diameter, 2), say("That is the radius.", "그것은 반지름이에요.")),
                (diameter * 2, radius_for),
                (length * PI, say("You multiplied. Divide.", "곱했어요. 나누어야 해요.")),
            ],
        )  # fmt: skip

    def half(radius: int) -> Question:
        area = PI * radius**2 / 2
        return choose(
            say(
                f"What is the area of a semicircle with a radius of {radius} cm?",
                f"반지름이 {radius} cm인 반원의 넓이는 몇 cm²인가요?",
            ) + f" {use}",
            f"{decimal(area)} cm²",
            [
                (f"{decimal(area * 2)} cm²", say("That is the whole "
                                                 "circle.", "그것은 원 전체의 넓이예요.")),
                (f"{decimal(PI * radius)} cm²", way_round),
                (f"{decimal(area / 2)} "
                 "cm²", say("That is a quarter.", "그것은 원의 4분의 1이에요.")),
                (f"{decimal(area + PI)} cm²", say("Multiply again.", "다시 곱해 보세요.")),
            ],
            say(f"The full circle is {radius} × {radius} × 3.14 = {decimal(area * 2)} cm², "
                f"and half of it is {decimal(area)} cm².",
                f"원의 넓이는 {radius} × {radius} × 3.14 = {decimal(area * 2)}(cm²)이고 그 반은 "
                f"{decimal(area)}(cm²)예요."),
            hint=say("Half of a circle.", "원의 반이에요."),
        )  # fmt: skip

    def wheel(diameter: int, turns: int) -> Question:
        way = PI * diameter * turns
        return choose(
            say(
                f"A wheel has a diameter of {diameter} cm. "
                f"How far does it roll in {turns} full turns?",
                f"지름이 {diameter} cm인 바퀴가 {turns}바퀴 굴러간 거리는 몇 cm인가요?",
            ) + f" {use}",
            f"{decimal(way)} cm",
            [
                (f"{decimal(way * 2)} cm", say("The diameter is given, not the radius.",
                                               "반지름이 아니라 지름이에요.")),
                (f"{decimal(way / 2)} cm", say("Do not halve it.", "반으로 나누지 않아요.")),
                (f"{diameter * turns} cm", say("One turn is the way round, not across.",
                                               "한 바퀴는 지름이 아니라 원주만큼이에요.")),
                (f"{decimal(way / 10)} cm", say("Look at the decimal point.",
                                                "소수점의 자리를 살펴보세요.")),
            ],
            say(f"One turn is {diameter} × 3.14 = {decimal(PI * diameter)} cm, and {turns} turns "
                f"are {turns} × {decimal(PI * diameter)} = {decimal(way)} cm.",
                f"한 바퀴는 {diameter} × 3.14 = {decimal(PI * diameter)}(cm)이므로 {turns}바퀴는 "
                f"{decimal(PI * diameter)} × {turns} = {decimal(way)}(cm)예요."),
            hint=say("How far in one turn?", "한 바퀴에 얼마나 가나요?"),
        )  # fmt: skip

    r = rng.randint
    radius = r(4, 19)
    return [
        typed(
            say(f"A circle has a radius of {radius} cm. What is its diameter in centimeters?",
                f"반지름이 {radius} cm인 원의 지름은 몇 cm인가요?"),
            2 * radius,
            say(f"The diameter is twice the radius: 2 × {radius} = {2 * radius} cm.",
                f"지름은 반지름의 2배이므로 {radius} × 2 = {2 * radius}(cm)예요."),
            hint=radius_for,
            wrong=[
                (radius, say("That is the radius.", "그것은 반지름이에요.")),
                (Fraction(radius, 2), say("The diameter is longer than the radius.",
                                          "지름은 반지름보다 길어요.")),
                (radius**2, say("Twice, not times itself.", "두 번 곱하지 말고 2배 하세요.")),
            ],
        ),
        inside(r(2, 6)),
        around(r(3, 9), is_drawn=True),
        inside(r(7, 12)),
        around(r(11, 19)),
        wheel(r(3, 6) * 10, r(4, 9)),
        across(r(12, 19)),
        half(r(2, 6) * 2),
        across(r(21, 39)),
        half(r(7, 12) * 2),
    ]  # fmt: skip
