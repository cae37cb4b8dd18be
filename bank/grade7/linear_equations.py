"""Grade 7: linear equations."""

from fractions import Fraction
from random import Random

from bank.language import Say, particle
from bank.notation import (
    plus,
    show,
    signed,
    term,
)
from bank.question import Question, Wrong, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def asked(equation: str) -> str:
        return say(f"Solve for x: {equation}.",
                   f"일차방정식 {equation}의 해를 구하면 x의 값은 얼마인가요?")  # fmt: skip

    def opposite(x: int) -> Wrong:
        return -x, say("Check the sign of your solution: put it into the equation.",
                       "부호를 확인하세요. 구한 값을 방정식에 넣어 보세요.")  # fmt: skip

    def solve(a: int, x: int, b: int, choice: bool = False) -> Question:
        right = a * x + b
        text = asked(f"{term(a)}{plus(b)} = {show(right)}")
        moved = f"{term(a)} = {show(right - b)}"
        steps = say(f"{'Subtract' if b > 0 else 'Add'} {abs(b)} {'from' if b > 0 else 'to'} both "
                    f"sides: {moved}; then divide by {show(a)}: x = {show(x)}.",
                    f"{particle(show(b), '을', '를')} 이항하면 {moved}이고, 양변을 "
                    f"{particle(show(a), '으로', '로')} 나누면 x = {show(x)}입니다.")  # fmt: skip
        hint = say(f"First bring {abs(b)} to the other side.",
                   f"먼저 상수항 {particle(show(b), '을', '를')} 이항해 보세요.")  # fmt: skip
        wrong: list[Wrong] = [
            (right - b, say(f"You still have to divide by {show(a)}.",
                            f"아직 {particle(show(a), '으로', '로')} 나누지 않았어요.")),
            opposite(x),
        ]  # fmt: skip
        if choice:
            wrong.append((right - b - a, say(
                f"Divide by {show(a)}; do not subtract it.",
                f"{particle(show(a), '을', '를')} 빼지 말고 나누어야 해요.")))  # fmt: skip
        if choice or (right + b) % a == 0:
            wrong.append((Fraction(right + b, a), say(
                f"{abs(b)} changes its sign when it goes to the other side.",
                "이항하면 부호가 바뀌어야 해요.")))  # fmt: skip
        if choice:
            return choose(
                text,
                x,
                wrong,
                steps,
                hint,
                signed=True,
            )  # fmt: skip
        return typed(
            text,
            x,
            steps,
            hint,
            wrong,
        )  # fmt: skip

    def both(a: int, b: int, c: int, x: int) -> Question:
        d = (a - c) * x + b
        return typed(
            asked(f"{term(a)}{plus(b)} = {term(c)}{plus(d)}"),
            x,
            say(f"Bring the x terms together: {term(a - c)} = {show(d - b)}, so x = {show(x)}.",
                f"x가 있는 항은 좌변으로, 상수항은 우변으로 이항하면 {term(a - c)} = "
                f"{show(d - b)}이므로 x = {show(x)}입니다."),
            say("Bring all x terms to one side and all numbers to the other.",
                "x가 있는 항은 좌변으로, 상수항은 우변으로 이항해 보세요."),
            [
                (d - b, say(f"That is {term(a - c)}. Divide by {show(a - c)}.",
                            f"그것은 {term(a - c)}의 값이에요. "
                            f"{particle(show(a - c), '으로', '로')} 나누세요.")),
                opposite(x),
            ],
        )  # fmt: skip

    def bracket(a: int, b: int, x: int) -> Question:
        right = a * (x + b)
        return choose(
            asked(f"{a}(x{plus(b)}) = {show(right)}"),
            x,
            [
                (Fraction(right - b, a), say(
                    f"Multiply {show(b)} by {a}, too, when you expand.",
                    f"괄호를 풀 때 {show(b)}에도 {particle(str(a), '을', '를')} 곱해야 해요.")),
                (x + 2 * b, say(f"{abs(b)} changes its sign when it goes to the other side.",
                                "이항하면 부호가 바뀌어야 해요.")),
                opposite(x),
                (right - a - b, say(f"Divide by {a}; do not subtract it.",
                                    f"{particle(str(a), '을', '를')} 빼지 말고 나누어야 해요.")),
            ],
            say(f"Divide by {a}: x{plus(b)} = {show(x + b)}, so x = {show(x)}.",
                f"양변을 {particle(str(a), '으로', '로')} 나누면 x{plus(b)} = {show(x + b)}이므로 "
                f"x = {show(x)}입니다."),
            say("Divide both sides by the number before the parentheses.",
                "양변을 괄호 앞의 수로 나누어 보세요."),
            signed=True,
        )  # fmt: skip

    def number(a: int, b: int, x: int) -> Question:
        total = a * x + b
        return typed(
            say(f"{a} times a number, increased by {b}, is {total}. What is the number?",
                f"어떤 수의 {a}배에 {particle(str(b), '을', '를')} 더하면 "
                f"{particle(str(total), '이', '가')} 돼요. 어떤 수는 얼마인가요?"),
            x,
            say(f"{term(a)} + {b} = {total} gives {term(a)} = {a * x}, so the number is {x}.",
                f"어떤 수를 x라고 하면 {term(a)} + {b} = {total}, {term(a)} = {a * x}이므로 어떤 "
                f"수는 {x}입니다."),
            say("Call the number x and write an equation.",
                "어떤 수를 x라 하고 방정식을 세워 보세요."),
            [
                (a * x, say(f"You still have to divide by {a}.",
                            f"아직 {particle(str(a), '으로', '로')} 나누지 않았어요.")),
                (total * a + b, say("You worked forwards. Go back from the result.",
                                    "거꾸로 계산해야 해요. 결과에서 되돌아가 보세요.")),
                (total - a - b, say(f"Undo “times {a}” by dividing.",
                                    f"{a}배를 했으므로 {particle(str(a), '으로', '로')} 나누어야 "
                                    "해요.")),
            ],
        )  # fmt: skip

    def check(x: int, a: int, b: int) -> Question:
        def off(left: str, value: int, right: int) -> Wrong:
            return f"{left} = {show(right)}", say(
                f"With x = {show(x)} the left side is {show(value)}, not {show(right)}.",
                f"x = {particle(show(x), '을', '를')} 넣으면 좌변은 {show(value)}이고 우변 "
                f"{particle(show(right), '과', '와')} 달라요.")  # fmt: skip

        left = a * x + b
        return choose(
            say(f"Which of these equations has the solution x = {show(x)}?",
                f"다음 방정식 중에서 해가 x = {show(x)}인 것은 어느 것인가요?"),
            f"{term(a)}{plus(b)} = {show(left)}",
            [
                off("2x − 5", 2 * x - 5, 2 * x + 5),
                off("4x + 1", 4 * x + 1, 4 * x - 1),
                off("5 − x", 5 - x, 5 + x),
            ],
            say(f"Put x = {show(x)} in: {a} × {signed(x)}{plus(b)} = {show(left)}.",
                f"x = {particle(show(x), '을', '를')} 넣으면 {a} × {signed(x)}{plus(b)} = "
                f"{show(left)}으로 양변이 같아요.".replace(f"{show(left)}으로", particle(show(left),
                                                                                         "으로",
                                                                                         "로"))),
            say(f"Put {show(x)} in the place of x and compare both sides.",
                f"x 대신 {particle(show(x), '을', '를')} 넣어 양변을 비교해 보세요."),
        )  # fmt: skip

    def tickets(child: int, extra: int, n: int) -> Question:
        total = 2 * (child + extra) + n * child
        unit = say(1, 1000)

        def price(value: int) -> str:
            return say(f"${value}", f"{value * unit:,}원")

        return choose(
            say(f"An adult ticket costs ${extra} more than a child ticket. 2 adult tickets and {n} "
                f"child tickets cost ${total}. How much does one child ticket cost?",
                f"어른 입장권은 어린이 입장권보다 {price(extra)} 더 비싸요. 어른 입장권 2장과 "
                f"어린이 입장권 {n}장의 값은 모두 {price(total)}이에요. 어린이 입장권 1장의 값은 "
                "얼마인가요?"),
            price(child),
            [
                (price(child + extra), say(
                    "That is the price of an adult ticket.",
                    "그것은 어른 입장권의 값이에요.")),
                (price(total // (n + 2)), say(
                    "You shared the total equally. Adult tickets cost more.",
                    "전체를 똑같이 나누었어요. 어른 입장권이 더 비싸요.")),
                (price(child + 1), say("Put your price in: the total would be too high.",
                                       "구한 값을 넣어 보세요. 전체 금액이 더 커져요.")),
                (price(child - 1), say("Put your price in: the total would be too low.",
                                       "구한 값을 넣어 보세요. 전체 금액이 더 작아져요.")),
            ],
            say(f"2(x + {extra}) + {n}x = {total} gives {n + 2}x = {total - 2 * extra}, so x = "
                f"{child}.",
                f"어린이 입장권의 값을 x원이라고 하면 2(x + {extra * unit}) + {n}x = "
                f"{total * unit}, {n + 2}x = {(total - 2 * extra) * unit}이므로 x = "
                f"{child * unit}입니다."),
            say("Call the price of a child ticket x.",
                "어린이 입장권 1장의 값을 x원이라고 해 보세요."),
        )  # fmt: skip

    r = rng.randint
    return [
        solve(r(2, 4), r(4, 9), r(3, 8)),
        check(r(3, 9), 3, r(6, 9)),
        number(r(3, 6), r(6, 15), r(6, 12)),
        solve(r(4, 6), r(2, 8), -r(3, 7), choice=True),
        bracket(r(3, 5), -r(2, 6), r(7, 12)),
        both(r(6, 9), r(3, 8), r(2, 4), r(3, 8)),
        solve(-r(3, 6), r(5, 9), r(6, 9)),
        bracket(r(4, 7), r(4, 8), -r(2, 3)),
        both(r(3, 4), -r(5, 9), r(6, 9), -r(3, 6)),
        tickets(r(5, 9), r(2, 6), r(3, 5)),
    ]
