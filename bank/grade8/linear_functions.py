"""Grade 8: linear functions."""

from random import Random

from bank.language import Say, particle
from bank.notation import line, plus, show, signed, term
from bank.pictures.points import points
from bank.question import Question, choose, typed

STEPS = ((1, 3), (1, 4), (2, 2), (2, 3), (2, 4), (3, 2))
"""Slopes, and how far the second point lies to the right of the first."""


def questions(rng: Random, say: Say) -> list[Question]:
    def value(a: int, b: int, x: int) -> Question:
        y = a * x + b
        return typed(
            say(f"For the function y = {term(a)}{plus(b)}, what is y when x = {show(x)}?",
                f"일차함수 y = {term(a)}{plus(b)}에서 x = {show(x)}일 때 y의 값은 얼마인가요?"),
            y,
            say(f"y = {show(a)} × {signed(x)}{plus(b)} = {show(a * x)}{plus(b)} = {show(y)}.",
                f"y = {show(a)} × {signed(x)}{plus(b)} = {show(a * x)}{plus(b)} = "
                f"{show(y)}입니다."),
            say("Put the number in the place of x.", "x 대신 그 수를 넣어 보세요."),
            [
                (-a * x + b, say("Check the sign of the product.", "곱의 부호를 확인하세요.")),
                (a + x + b, say(f"{show(a)} and x are multiplied, not added.",
                                f"{particle(show(a), '과', '와')} x를 더하지 말고 곱해야 해요.")),
                (a * (x + b), say(f"Only x is multiplied by {show(a)}.",
                                  f"{particle(show(a), '은', '는')} x에만 곱해야 해요.")),
            ],
        )  # fmt: skip

    def slope(x: int, y: int, a: int, dx: int, is_drawn: bool = False) -> Question:
        x2, y2 = x + dx, y + a * dx
        text = say(f"What is the slope of the line through ({show(x)}, {show(y)}) and ({show(x2)}, "
                   f"{show(y2)})?",
                   f"두 점 ({show(x)}, {show(y)}), ({show(x2)}, {show(y2)})을 지나는 직선의 "
                   "기울기는 얼마인가요?")  # fmt: skip
        if is_drawn:
            text = say("What is the slope of the line through the points A and B?",
                       "두 점 A, B를 지나는 직선의 기울기는 얼마인가요?")  # fmt: skip
        return typed(
            text,
            a,
            say(f"y changes by {show(y2 - y)} while x changes by {dx}: {show(y2 - y)} ÷ {dx} = "
                f"{show(a)}.",
                f"x가 {dx}만큼 증가할 때 y는 {show(y2 - y)}만큼 변하므로 {show(y2 - y)} ÷ {dx} = "
                f"{show(a)}입니다."),
            say("How much does y change when x grows from one point to the other?",
                "x의 값이 증가할 때 y의 값은 얼마나 변하나요?"),
            [
                (y2 - y, say("That is only the change of y. Divide it by the change of x.",
                             "그것은 y의 값의 증가량이에요. x의 값의 증가량으로 나누어야 해요.")),
                (-a, say("Check the sign: does the line rise or fall?",
                         "부호를 확인하세요. 직선이 올라가나요, 내려가나요?")),
                (dx, say("That is the change of x.", "그것은 x의 값의 증가량이에요.")),
            ],
            points(say, {"A": (x, y), "B": (x2, y2)}) if is_drawn else None,
        )  # fmt: skip

    def graph(a: int, b: int) -> Question:
        return choose(
            say(f"Which line has slope {show(a)} and y-intercept {show(b)}?",
                f"기울기가 {show(a)}이고 y절편이 {show(b)}인 직선은 어느 것인가요?"),
            line(a, b),
            [
                (line(b, a), say("You exchanged slope and y-intercept.",
                                 "기울기와 y절편을 서로 바꾸었어요.")),
                (line(a, -b), say("Check the sign of the y-intercept.",
                                  "y절편의 부호를 확인하세요.")),
                (line(-a, b), say("Check the sign of the slope.", "기울기의 부호를 확인하세요.")),
            ],
            say(f"In y = ax + b the slope is a = {show(a)} and the y-intercept is b = {show(b)}.",
                f"y = ax + b에서 기울기는 a = {show(a)}, y절편은 b = {show(b)}입니다."),
            say("In y = ax + b, which letter is the slope?",
                "y = ax + b에서 기울기는 어느 것인가요?"),
        )  # fmt: skip

    def through(a: int, b: int, x: int) -> Question:
        y = a * x + b
        return choose(
            say(f"Which line has slope {show(a)} and passes through the point ({show(x)}, "
                f"{show(y)})?",
                f"기울기가 {show(a)}이고 점 ({show(x)}, {particle(f'{show(y)})', '을', '를')} "
                "지나는 직선은 어느 것인가요?"),
            line(a, b),
            [
                (line(a, y), say(f"{show(y)} is y at the point, not the y-intercept.",
                                 f"{particle(show(y), '은', '는')} 점의 y좌표예요. y절편이 "
                                 "아니에요.")),
                (line(a, -b), say("Check the sign of the y-intercept.",
                                  "y절편의 부호를 확인하세요.")),
                (line(-a, y + a * x), say(
                    "Check the sign of the slope.",
                    "기울기의 부호를 확인하세요.")),
                (line(a, x), say(f"{show(x)} is x at the point, not the y-intercept.",
                                 f"{particle(show(x), '은', '는')} 점의 x좌표예요. y절편이 "
                                 "아니에요.")),
            ],
            say(f"Put the point in y = {term(a)} + b: {show(y)} = {show(a * x)} + b, so b = "
                f"{show(b)}.",
                f"y = {term(a)} + b에 점의 좌표를 넣으면 {show(y)} = {show(a * x)} + b이므로 b = "
                f"{show(b)}입니다."),
            say("Write y = ax + b with the slope and put the point in.",
                "기울기를 넣어 y = ax + b라 하고 점의 좌표를 넣어 보세요."),
        )  # fmt: skip

    def intercept(a: int, root: int) -> Question:
        b = -a * root
        return typed(
            say(f"At which value of x does the line {line(a, b)} cross the x-axis?",
                f"직선 {line(a, b)}의 x절편은 얼마인가요?"),
            root,
            say(f"Set y = 0: {term(a)} = {show(a * root)}, so x = {show(root)}.",
                f"y = 0을 넣으면 {term(a)} = {show(a * root)}이므로 x = {show(root)}입니다."),
            say("What is y on the x-axis?", "x축 위의 점의 y좌표는 얼마인가요?"),
            [
                (b, say("That is where the line crosses the y-axis.", "그것은 y절편이에요.")),
                (-root, say("Check the sign.", "부호를 확인하세요.")),
                (-b, say(f"You still have to divide by {show(a)}.",
                         f"아직 {particle(show(a), '으로', '로')} 나누지 않았어요.")),
            ],
        )  # fmt: skip

    def not_on(a: int, b: int) -> Question:
        on = [(x, a * x + b) for x in (-1, 2, 3)]
        off = (1, a + b + 2)

        def fits(x: int, y: int) -> str:
            return say(f"This point fits: {show(a)} × {signed(x)}{plus(b)} = {show(y)}.",
                       f"이 점은 직선 위에 있어요. {show(a)} × {signed(x)}{plus(b)} = "
                       f"{particle(show(y), '이에요', '예요')}.")  # fmt: skip

        return choose(
            say(f"Which of these points does not lie on the line {line(a, b)}?",
                f"다음 중 직선 {line(a, b)} 위의 점이 아닌 것은 어느 것인가요?"),
            f"({off[0]}, {show(off[1])})",
            [(f"({show(x)}, {show(y)})", fits(x, y)) for x, y in on],
            say(f"For x = 1 the line has y = {show(a)}{plus(b)} = {show(a + b)}, not "
                f"{show(off[1])}.",
                f"x = 1이면 y = {show(a)}{plus(b)} = {show(a + b)}이므로 "
                f"{particle(show(off[1]), '이', '가')} 아니에요."),
            say("Put each x in and compare y.", "각 점의 x좌표를 넣어 y의 값을 비교해 보세요."),
        )  # fmt: skip

    r = rng.randint
    return [
        value(r(2, 5), r(3, 8), r(3, 7)),
        graph(r(2, 5), -r(3, 8)),
        slope(-r(1, 4), -r(4, 5), *rng.choice(STEPS), is_drawn=True),
        graph(-r(2, 5), r(5, 9)),
        value(-r(2, 6), r(2, 7), -r(3, 6)),
        not_on(-r(2, 5), r(5, 9)),
        slope(-r(1, 5), r(4, 9), -r(2, 5), r(3, 6)),
        through(r(2, 4), -r(3, 6), r(5, 8)),
        intercept(-r(2, 5), r(4, 8)),
        through(-r(2, 4), r(6, 9), -r(3, 6)),
    ]
