"""Grade 9: angles, chords and tangents of a circle."""

from random import Random

from bank.language import Say
from bank.pictures import inscribed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def half_of(central: int, is_drawn: bool) -> Question:
        half = central // 2
        return typed(
            say("How many degrees is the inscribed angle that is marked with a question mark?",
                "물음표로 표시된 원주각의 크기는 몇 도인가요?")
            if is_drawn
            else say(
                f"The central angle of an arc is {central}°. "
                "How many degrees is an inscribed angle of the same arc?",
                f"한 호에 대한 중심각의 크기가 {central}°일 때, "
                "같은 호에 대한 원주각의 크기는 몇 도인가요?",
            ),
            half,
            say(
                f"An inscribed angle is half the central angle: {central}° ÷ 2 = {half}°.",
                f"원주각의 크기는 중심각의 절반이에요. {central}° ÷ 2 = {half}°입니다.",
            ),
            hint=say("The corner on the circle is farther away than the center.",
                     "원주각과 중심각의 관계를 떠올려 보세요."),
            wrong=[
                (central, say("That is the central angle.", "그 각은 중심각이에요.")),
                (2 * central, say("The central angle is twice as big, not half as big.",
                                  "중심각이 원주각의 2배예요. 반대로 했어요.")),
                (180 - central, say("They do not add up to 180°.",
                                    "두 각의 합이 180°인 것은 아니에요.")),
            ],
            picture=inscribed(say, central, "?") if is_drawn else None,
        )  # fmt: skip

    def central(half: int) -> Question:
        return typed(
            say(
                f"An inscribed angle is {half}°. "
                "How many degrees is the central angle of the same arc?",
                f"한 호에 대한 원주각의 크기가 {half}°일 때, "
                "같은 호에 대한 중심각의 크기는 몇 도인가요?",
            ),
            2 * half,
            say(
                f"The central angle is twice the inscribed angle: 2 × {half}° = {2 * half}°.",
                f"중심각의 크기는 원주각의 2배예요. 2 × {half}° = {2 * half}°입니다.",
            ),
            hint=say("Which of the two angles is bigger?", "두 각 중 어느 각이 더 클까요?"),
            wrong=[
                (half, say("The two angles are not equal.", "두 각의 크기는 같지 않아요.")),
                (180 - half, say("They do not add up to 180°.",
                                 "두 각의 합이 180°인 것은 아니에요.")),
            ],
        )  # fmt: skip

    def diameter(a: int) -> Question:
        return typed(
            say(
                f"AB is a diameter of a circle, and C lies on the circle. Angle CAB is {a}°. "
                "How many degrees is angle CBA?",
                f"AB는 원의 지름이고 점 C는 원 위에 있어요. ∠CAB = {a}°일 때, "
                "∠CBA의 크기는 몇 도인가요?",
            ),
            90 - a,
            say(
                f"The angle at C is 90°, since AB is a diameter: 90° − {a}° = {90 - a}°.",
                f"AB가 지름이므로 ∠C = 90°예요. 90° − {a}° = {90 - a}°입니다.",
            ),
            hint=say("How big is the angle at C?", "∠C의 크기는 얼마일까요?"),
            wrong=[
                (180 - a, say("The angle at C takes 90° of the 180°.",
                              "삼각형의 세 각의 합 180° 중 ∠C가 90°예요.")),
                (a, say("The two angles are equal only at 45°.",
                        "두 각은 45°일 때만 같아요.")),
            ],
        )  # fmt: skip

    def opposite(a: int) -> Question:
        return choose(
            say(
                f"ABCD is a quadrilateral with all corners on a circle. Angle A is {a}°. "
                "How big is angle C?",
                f"원에 내접하는 사각형 ABCD에서 ∠A = {a}°일 때, ∠C의 크기는 얼마인가요?",
            ),
            f"{180 - a}°",
            [
                (f"{a}°", say("Opposite angles are not equal here; they add up to 180°.",
                              "마주 보는 두 각은 같지 않아요. 합이 180°예요.")),
                (f"{360 - 2 * a}°", say("That is the central angle over the same arc.",
                                        "그 각은 중심각의 크기예요.")),
                (f"{(360 - a) // 3}°", say("The other three angles need not be equal.",
                                           "나머지 세 각이 모두 같은 것은 아니에요.")),
                (f"{a // 2}°", say("You halved the angle.", "각을 절반으로 나누었어요.")),
            ],
            say(
                f"Opposite angles of such a quadrilateral add up to 180°: 180° − {a}° = "
                f"{180 - a}°.",
                f"원에 내접하는 사각형의 대각의 합은 180°예요. 180° − {a}° = {180 - a}°입니다.",
            ),
            hint=say("What do opposite angles add up to?", "대각의 크기의 합은 얼마일까요?"),
        )  # fmt: skip

    def chord(half: int, far: int, radius: int) -> Question:
        return typed(
            say(
                f"A chord of a circle with radius {radius} cm is {far} cm away from the center. "
                "How many centimeters long is the chord?",
                f"반지름이 {radius} cm인 원에서 중심으로부터 {far} cm 떨어진 현이 있어요. "
                "이 현의 길이는 몇 cm인가요?",
            ),
            2 * half,
            say(
                f"Half the chord is √({radius}² − {far}²) = {half}, so the chord is "
                f"2 × {half} = {2 * half} cm.",
                f"현의 절반은 √({radius}² − {far}²) = {half}이므로 현의 길이는 "
                f"2 × {half} = {2 * half} (cm)입니다.",
            ),
            hint=say("The radius, the distance and half the chord make a right triangle.",
                     "반지름, 중심에서 현까지의 거리, 현의 절반은 직각삼각형을 이루어요."),
            wrong=[
                (half, say("That is half of the chord.", "그 길이는 현의 절반이에요.")),
                (2 * (radius - far), say("Use the squares of the lengths.",
                                         "길이의 제곱을 이용해야 해요.")),
            ],
        )  # fmt: skip

    def tangent(r: int, t: int, d: int) -> Question:
        return choose(
            say(
                f"From a point P, {d} cm away from the center of a circle with radius {r} cm, "
                "a tangent touches the circle at T. How long is PT?",
                f"반지름이 {r} cm인 원의 중심에서 {d} cm 떨어진 점 P에서 원에 그은 접선의 "
                "접점을 T라 할 때, PT의 길이는 얼마인가요?",
            ),
            f"{t} cm",
            [
                (f"{d - r} cm", say("That is how far P is from the circle.",
                                    "그 길이는 점 P에서 원까지의 거리예요.")),
                (f"√{d * d + r * r} cm", say("The longest side is the one to the center.",
                                             "중심까지의 거리가 빗변이에요.")),
                (f"{d} cm", say("That is the distance to the center.",
                                "그 길이는 중심까지의 거리예요.")),
                (f"{t + 1} cm", say(f"{t + 1}² + {r}² is more than {d}².",
                                    f"{t + 1}² + {r}²의 값은 {d}²보다 커요.")),
            ],
            say(
                f"The radius meets the tangent at a right angle: {d}² − {r}² = {t * t}, "
                f"and √{t * t} = {t}.",
                f"접점을 지나는 반지름은 접선과 수직이에요. {d}² − {r}² = {t * t}, "
                f"√{t * t} = {t}입니다.",
            ),
            hint=say("Which angle does the radius make with the tangent?",
                     "반지름과 접선이 이루는 각은 몇 도일까요?"),
        )  # fmt: skip

    def same_arc(a: int) -> Question:
        return choose(
            say(
                f"Two inscribed angles stand on the same arc. One is {a}°. How big is the other?",
                f"같은 호에 대한 두 원주각이 있어요. 하나가 {a}°일 때, 다른 하나의 크기는 "
                "얼마인가요?",
            ),
            f"{a}°",
            [
                (f"{180 - a}°", say("That holds for opposite angles of a quadrilateral.",
                                    "그것은 내접하는 사각형의 대각에 대한 성질이에요.")),
                (f"{2 * a}°", say("That is the central angle.", "그 각은 중심각이에요.")),
                (f"{a // 2}°", say("You halved the angle.", "각을 절반으로 나누었어요.")),
                (f"{90 - a}°", say("They do not add up to 90°.",
                                   "두 각의 합이 90°인 것은 아니에요.")),
            ],
            say(
                f"All inscribed angles of an arc are half its central angle, so both are {a}°.",
                f"한 호에 대한 원주각은 모두 중심각의 절반이므로 서로 같아요. {a}°입니다.",
            ),
            hint=say("Both are half of the same central angle.",
                     "두 각은 같은 중심각의 절반이에요."),
        )  # fmt: skip

    r, pick = rng.randint, rng.choice
    return [
        half_of(2 * r(25, 60), is_drawn=True),
        central(r(21, 58)),
        same_arc(r(22, 43)),
        diameter(r(18, 72)),
        opposite(2 * r(32, 43)),
        chord(*pick([(4, 3, 5), (12, 5, 13), (8, 6, 10), (15, 8, 17), (24, 7, 25), (9, 12, 15)])),
        tangent(*pick([(3, 4, 5), (5, 12, 13), (6, 8, 10), (8, 15, 17), (7, 24, 25)])),
        half_of(2 * r(61, 80), is_drawn=False),
    ]
