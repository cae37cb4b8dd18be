"""Grade 7: coordinates and proportion."""

from random import Random

from bank.language import Say, particle
from bank.notation import show, signed
from bank.pictures.points import points
from bank.question import Question, Wrong, choose, typed

INVERSE = ((90, 6, 9), (90, 6, 10), (72, 6, 8), (72, 8, 9), (84, 6, 7), (60, 5, 12), (120, 8, 10))
"""The product of x and y, an x, and the x that is asked for."""
QUADRANTS = ("quadrant I", "quadrant II", "quadrant III", "quadrant IV")
QUADRANTS_KO = ("제1사분면", "제2사분면", "제3사분면", "제4사분면")


def shown(x: int, y: int) -> str:
    """A point: `(−2, 3)`."""
    return f"({show(x)}, {show(y)})"


def questions(rng: Random, say: Say) -> list[Question]:
    quadrants = say(QUADRANTS, QUADRANTS_KO)

    def number_of(x: int, y: int) -> int:
        return (1 if y > 0 else 2) if x < 0 else (0 if y > 0 else 3)

    def quadrant(x: int, y: int) -> Question:
        right = quadrants[number_of(x, y)]
        side, half = say("left" if x < 0 else "right",
                         "왼쪽" if x < 0 else "오른쪽"), say(
            "above" if y > 0 else "below",
            "위쪽" if y > 0 else "아래쪽")  # fmt: skip
        return choose(
            say(f"In which quadrant does the point {shown(x, y)} lie?",
                f"점 {particle(shown(x, y), '은', '는')} 어느 사분면 위의 점인가요?"),
            right,
            [
                (quadrants[number_of(-x, y)], say(
                    f"x = {show(x)} lies to the {side} of the y-axis.",
                    f"x = {particle(show(x), '은', '는')} y축의 {side}에 있어요.")),
                (quadrants[number_of(x, -y)], say(
                    f"y = {show(y)} lies {half} the x-axis.",
                    f"y = {particle(show(y), '은', '는')} x축의 {half}에 있어요.")),
                (quadrants[number_of(-x, -y)], say(
                    "Check both signs, and go round anticlockwise.",
                    "두 좌표의 부호를 모두 확인하세요. 사분면은 시계 반대 방향으로 번호를 "
                    "붙여요.")),
            ],
            say(f"The point is {side} of the y-axis and {half} the x-axis: {right}.",
                f"점은 y축의 {side}, x축의 {half}에 있으므로 {right} 위의 점이에요."),
            say("The quadrants go round anticlockwise from the upper right.",
                "오른쪽 위부터 시계 반대 방향으로 제1, 2, 3, 4사분면이에요."),
        )  # fmt: skip

    def apart(x1: int, x2: int, y: int) -> Question:
        return typed(
            say("What is the distance between the points A and B?",
                "두 점 A, B 사이의 거리는 얼마인가요?"),
            x2 - x1,
            say(f"Both points have y = {show(y)}, so the distance is {show(x2)} − {signed(x1)} = "
                f"{x2 - x1}.",
                f"두 점의 y좌표가 {particle(show(y), '으로', '로')} 같으므로 거리는 {show(x2)} − "
                f"{signed(x1)} = {x2 - x1}입니다."),
            say("Both points have the same height. Count the steps from left to right.",
                "두 점의 높이가 같아요. 왼쪽에서 오른쪽으로 몇 칸인지 세어 보세요."),
            [
                (abs(x1 + x2), say("The points lie on both sides of the y-axis: add the two parts.",
                                   "두 점은 y축의 양쪽에 있어요. 두 길이를 더해야 해요.")),
                (x2 - x1 + 1, say("Count the steps, not the grid lines.",
                                  "눈금선이 아니라 칸의 수를 세어야 해요.")),
            ],
            points(say, {"A": (x1, y), "B": (x2, y)}),
        )  # fmt: skip

    def mirror(x: int, y: int, axis: str) -> Question:
        image = (x, -y) if axis == "x" else (-x, y)
        other_image = (-x, y) if axis == "x" else (x, -y)
        other = "y" if axis == "x" else "x"
        return choose(
            say(f"The point {shown(x, y)} is reflected in the {axis}-axis. What are the "
                "coordinates of its image?",
                f"점 {particle(shown(x, y), '과', '와')} {axis}축에 대하여 대칭인 점의 좌표는 어느 "
                "것인가요?"),
            shown(*image),
            [
                (shown(*other_image), say(
                    f"You reflected in the {other}-axis.",
                    f"{other}축에 대하여 대칭인 점이에요.")),
                (shown(-x, -y), say(f"Only the {other}-coordinate changes its sign.",
                                    f"{other}좌표의 부호만 바뀌어야 해요.")),
                (shown(y, x), say("The coordinates are not exchanged.",
                                  "두 좌표를 서로 바꾸는 것이 아니에요.")),
            ],
            say(f"A reflection in the {axis}-axis keeps the {axis}-coordinate and changes the sign "
                f"of the {other}-coordinate.",
                f"{axis}축에 대하여 대칭이면 {axis}좌표는 그대로이고 {other}좌표의 부호만 "
                "바뀌어요."),
            say(f"Imagine folding the paper along the {axis}-axis.",
                f"{axis}축을 따라 종이를 접는다고 생각해 보세요."),
        )  # fmt: skip

    def direct(k: int, x: int, asked: int) -> Question:
        y = k * x
        return typed(
            say(f"y is directly proportional to x, and y = {show(y)} when x = {x}. What is y when "
                f"x = {show(asked)}?",
                f"y가 x에 정비례하고, x = {x}일 때 y = {particle(show(y), '이에요', '예요')}. x = "
                f"{show(asked)}일 때 y의 값은 얼마인가요?"),
            k * asked,
            say(f"y = ax with a = {show(y)} ÷ {x} = {show(k)}, so y = {show(k)} × {signed(asked)} "
                f"= {show(k * asked)}.",
                f"y = ax에서 a = {show(y)} ÷ {x} = {show(k)}이므로 y = {show(k)} × {signed(asked)} "
                f"= {show(k * asked)}입니다."),
            say("Find a in y = ax first.", "y = ax로 놓고 먼저 a의 값을 구하세요."),
            [
                (y + asked - x, say("You added the difference. y is a multiple of x.",
                                    "차를 더했어요. y는 x의 몇 배인지로 구해요.")),
                (k, say("That is the constant a. Multiply it by x.",
                        "그것은 a의 값이에요. x를 곱해야 해요.")),
                (-k * asked, say("Check the sign.", "부호를 확인하세요.")),
            ],
        )  # fmt: skip

    def inverse(k: int, x: int, asked: int) -> Question:
        y = k // x
        wrong: list[Wrong] = [
            (
                k,
                say(
                    "That is the product. Divide it by x.",
                    "그것은 x와 y의 곱이에요. x로 나누어야 해요.",
                ),
            ),
            (
                y + asked - x,
                say(
                    "You added the difference. Here the product is constant.",
                    "차를 더했어요. 반비례에서는 곱이 일정해요.",
                ),
            ),
        ]
        if y * asked % x == 0:
            wrong.append((y * asked // x, say(
                "That is direct proportion. Here the product stays the same.",
                "정비례로 계산했어요. 반비례에서는 x와 y의 곱이 일정해요.")))  # fmt: skip
        return typed(
            say(f"y is inversely proportional to x, and y = {y} when x = {x}. What is y when x = "
                f"{asked}?",
                f"y가 x에 반비례하고, x = {x}일 때 y = {particle(str(y), '이에요', '예요')}. x = "
                f"{asked}일 때 y의 값은 얼마인가요?"),
            k // asked,
            say(f"xy is always {x} × {y} = {k}, so y = {k} ÷ {asked} = {k // asked}.",
                f"xy의 값이 {x} × {y} = {particle(str(k), '으로', '로')} 항상 같으므로 y = {k} ÷ "
                f"{asked} = {k // asked}입니다."),
            say("The product of x and y stays the same.", "x와 y의 곱은 항상 같아요."),
            wrong,
        )  # fmt: skip

    def workers(n: int, days: int, asked: int) -> Question:
        answer = n * days // asked
        return choose(
            say(f"{n} machines finish a job in {days} days. How many days do {asked} such machines "
                "need for the same job?",
                f"기계 {n}대로 {days}일 걸리는 일이 있어요. 같은 기계 {asked}대로 이 일을 하면 "
                "며칠이 걸리나요?"),
            answer,
            [
                (days * asked // n, say("Fewer machines need more days, not fewer.",
                                        "기계가 적어지면 걸리는 날은 더 많아져요.")),
                (days - (asked - n), say(
                    "You added as many days as machines are missing. The product is constant.",
                    "줄어든 기계 수만큼 날을 더했어요. 곱이 일정해야 해요.")),
                (n * days, say("That is the work in machine days. Share it among the machines.",
                               "그것은 전체 일의 양이에요. 기계 수로 나누어야 해요.")),
                (days, say("With fewer machines it takes longer.",
                           "기계가 적어지면 더 오래 걸려요.")),
            ],
            say(f"The job takes {n} × {days} = {n * days} machine days, and {n * days} ÷ {asked} = "
                f"{answer}.",
                f"기계 수와 날수의 곱이 {n} × {days} = {particle(str(n * days), '으로', '로')} "
                f"일정하므로 {n * days} ÷ {asked} = {answer}(일)이에요."),
            say("How long would one machine need?", "기계 1대로 하면 며칠이 걸릴까요?"),
        )  # fmt: skip

    r = rng.randint
    k = rng.choice([24, 36, 48, 60])
    n, asked = rng.choice([(6, 4), (6, 3), (8, 4), (9, 6), (10, 4)])
    return [
        quadrant(-r(2, 6), r(3, 7)),
        apart(-r(2, 5), r(1, 5), r(1, 4)),
        direct(r(3, 6), r(2, 4), r(7, 9)),
        quadrant(r(3, 8), -r(2, 9)),
        mirror(r(2, 4), -r(5, 8), "x"),
        direct(-r(3, 6), r(3, 5), r(7, 9)),
        mirror(-r(4, 7), r(8, 9), "y"),
        inverse(k, 4, rng.choice([2, 3, 6, 12])),
        workers(n, 6 * r(1, 3), asked),
        inverse(
            *rng.choice(
                [
                    (90, 6, 9),
                    (90, 6, 10),
                    (72, 6, 8),
                    (72, 8, 9),
                    (84, 6, 7),
                    (60, 5, 12),
                    (120, 8, 10),
                ]
            )
        ),
    ]
