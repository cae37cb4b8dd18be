"""Grade 4: angles."""

from random import Random

from bank.language import Say
from bank.pictures.angle import angle
from bank.pictures.clock import clock as face
from bank.question import Question, choose, typed

KINDS = {
    "acute angle": "예각", "right angle": "직각", "obtuse angle": "둔각", "straight angle": "평각",
}  # fmt: skip


def questions(rng: Random, say: Say) -> list[Question]:
    def kind(size: int) -> Question:
        right = "acute angle" if size < 90 else "obtuse angle"
        bound = "less than 90°" if size < 90 else "between 90° and 180°"
        korean = "0°보다 크고 90°보다 작으므로" if size < 90 else "90°보다 크고 180°보다 작으므로"
        reasons = {
            "acute angle": say("That is less than 90°.", "예각은 90°보다 작아요."),
            "right angle": say("That is exactly 90°.", "직각은 꼭 90°예요."),
            "obtuse angle": say("That is more than 90°.", "둔각은 90°보다 커요."),
            "straight angle": say("That is exactly 180°.", "평각은 꼭 180°예요."),
        }
        return choose(
            say("What kind of angle is this?", "그림의 각은 어떤 각인가요?"),
            say(right, KINDS[right]),
            [(say(name, KINDS[name]), reasons[name]) for name in KINDS if name != right],
            say(f"{size}° is {bound}, so it is an {right}.",
                f"{size}°는 {korean} {KINDS[right]}이에요."),
            hint=say("Compare it with a right angle.", "직각과 비교해 보세요."),
            picture=angle(say, size),
        )  # fmt: skip

    def line(a: int) -> Question:
        return typed(
            say(
                f"Two angles lie side by side on a straight line. One of them is {a}°. "
                "How many degrees is the other?",
                f"한 직선 위에 두 각이 나란히 있어요. 한 각의 크기가 {a}°일 때 다른 각의 크기는 "
                "몇 도인가요?",
            ),
            180 - a,
            say(f"Angles on a straight line add up to 180°: 180 − {a} = {180 - a}.",
                f"직선이 이루는 각은 180°이므로 180 − {a} = {180 - a}(도)예요."),
            hint=say("A straight line is 180°.", "직선은 180°예요."),
            wrong=[
                (90 - a if a < 90 else a - 90, say("Together they make 180°, not 90°.",
                                                   "합은 90°가 아니라 180°예요.")),
                (360 - a, say("That is all around. A line is 180°.",
                              "한 바퀴가 아니라 직선이에요. 180°예요.")),
            ],
        )  # fmt: skip

    def triangle(a: int, b: int) -> Question:
        c = 180 - a - b
        return choose(
            say(f"Two angles of a triangle are {a}° and {b}°. How large is the third angle?",
                f"삼각형의 두 각의 크기가 {a}°, {b}°예요. 나머지 한 각의 크기는 몇 도인가요?"),
            f"{c}°",
            [
                (f"{a + b}°", say("That is both together.", "그것은 두 각의 합이에요.")),
                (f"{360 - a - b}°", say("360° is for a quadrilateral.",
                                        "360°는 사각형의 네 각의 합이에요.")),
                (f"{c + 10}°", say("Ten too many.", "10°가 많아요.")),
                (f"{c - 10}°", say("Ten too few.", "10°가 모자라요.")),
            ],
            say(f"The angles of a triangle add up to 180°: 180 − {a} − {b} = {c}.",
                f"삼각형의 세 각의 크기의 합은 180°이므로 180 − {a} − {b} = {c}(도)예요."),
            hint=say("All three make 180°.", "세 각의 합은 180°예요."),
        )  # fmt: skip

    def turns(n: int) -> Question:
        return typed(
            say(f"How many degrees are {n} right angles altogether?",
                f"직각 {n}개의 크기를 모두 더하면 몇 도인가요?"),
            90 * n,
            say(f"A right angle is 90°: {n} × 90 = {90 * n}.",
                f"직각은 90°이므로 90 × {n} = {90 * n}(도)예요."),
            hint=say("A right angle is 90°.", "직각은 90°예요."),
            wrong=[
                (180 * n, say("180° is a straight angle.", "180°는 평각이에요.")),
                (90 + n, say("You added. Multiply.", "더했어요. 곱하세요.")),
                (45 * n, say("45° is half of a right angle.", "45°는 직각의 반이에요.")),
            ],
        )  # fmt: skip

    def clock(hour: int) -> Question:
        return choose(
            say("How large is the smaller angle between the two hands of the clock?",
                "시계의 두 바늘이 이루는 작은 쪽의 각의 크기는 몇 도인가요?"),
            f"{30 * hour}°",
            [
                (f"{5 * hour}°", say("Those are minutes. One step is 30°.",
                                     "그것은 분이에요. 숫자 한 칸은 30°예요.")),
                (f"{10 * hour}°", say("One step is 30°.", "숫자 한 칸은 30°예요.")),
                (f"{30 * hour + 30}°", say("One step too many.", "한 칸이 많아요.")),
                (f"{30 * hour - 15}°", say("Count the steps again.", "칸을 다시 세어 보세요.")),
            ],
            say(f"From one number to the next is 360° ÷ 12 = 30°, and {hour} × 30° = {30 * hour}°.",
                f"숫자 한 칸은 360° ÷ 12 = 30°이므로 30° × {hour} = {30 * hour}°예요."),
            hint=say("All around is 360°, in 12 steps.", "한 바퀴는 360°이고 12칸이에요."),
            picture=face(say, hour, 0),
        )  # fmt: skip

    def four(a: int, b: int, c: int) -> Question:
        left = 360 - a - b - c
        return typed(
            say(f"Three angles of a quadrilateral are {a}°, {b}° and {c}°. "
                "How many degrees is the fourth?",
                f"사각형의 세 각의 크기가 {a}°, {b}°, {c}°예요. 나머지 한 각의 크기는 몇 "
                "도인가요?"),
            left,
            say(f"The angles of a quadrilateral add up to 360°: 360 − {a + b + c} = {left}.",
                "사각형의 네 각의 크기의 합은 360°이므로 "
                f"360 − {a + b + c} = {left}(도)예요."),
            hint=say("All four make 360°.", "네 각의 합은 360°예요."),
            wrong=[
                (a + b + c, say("That is the three together.", "그것은 세 각의 합이에요.")),
                (a + b + c - 180, say("180° is for a "
                                      "triangle.", "180°는 삼각형의 세 각의 합이에요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        turns(r(2, 7)),
        kind(r(25, 75)),
        line(r(3, 8) * 10),
        kind(r(110, 160)),
        triangle(60, r(3, 8) * 10),
        turns(r(8, 15)),
        clock(r(1, 5)),
        line(r(112, 138)),
        triangle(r(43, 48), r(81, 88)),
        four(r(71, 79), r(91, 99), r(84, 89)),
    ]
