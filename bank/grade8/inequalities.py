"""Grade 8: linear inequalities."""

from fractions import Fraction
from random import Random

from bank.language import Say, particle
from bank.notation import (
    plus,
    show,
    signed,
    term,
)
from bank.pictures.interval import interval
from bank.question import Question, choose, typed

FLIPPED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}


def questions(rng: Random, say: Say) -> list[Question]:
    def solve(a: int, b: int, sign: str, edge: int) -> Question:
        turned = FLIPPED[sign] if a < 0 else sign
        moved = f"{term(a)} {sign} {show(a * edge)}"
        flip = say("You divided by a negative number: the inequality sign is reversed.",
                   "음수로 나누었으므로 부등호의 방향이 바뀌어야 해요.") if a < 0 else say(
            "You divided by a positive number: the inequality sign stays.",
            "양수로 나누었으므로 부등호의 방향은 그대로예요.")  # fmt: skip
        reverses = say(", which reverses the sign,", " 부등호의 방향이 바뀌어") if a < 0 else ""
        return choose(
            say(f"Which is the solution of {term(a)}{plus(b)} {sign} {show(a * edge + b)}?",
                f"일차부등식 {term(a)}{plus(b)} {sign} {show(a * edge + b)}의 해는 어느 것인가요?"),
            f"x {turned} {show(edge)}",
            [
                (f"x {FLIPPED[turned]} {show(edge)}", flip),
                (f"x {turned} {show(-edge)}", say(
                    "Check the sign of the number.",
                    "수의 부호를 확인하세요.")),
                (f"x {FLIPPED[turned]} {show(-edge)}", say(
                    "Check the sign of the number and the direction.",
                    "수의 부호와 부등호의 방향을 모두 확인하세요.")),
            ],
            say(f"{moved}; dividing by {show(a)}{reverses} gives x {turned} {show(edge)}.",
                f"{moved}이고, 양변을 {particle(show(a), '으로', '로')} 나누면{reverses} x "
                f"{turned} {show(edge)}입니다."),
            say("What happens to the inequality sign when you divide by a negative number?",
                "음수로 나누면 부등호의 방향이 어떻게 되나요?") if a < 0 else say(
                "Solve it like an equation.",
                "방정식을 풀듯이 이항하여 풀어 보세요."),
        )  # fmt: skip

    def least(a: int, b: int, right: int) -> Question:
        edge = Fraction(right - b, a)
        answer = int(edge // 1) + 1
        return typed(
            say(f"What is the smallest integer x with {term(a)}{plus(b)} > {show(right)}?",
                f"일차부등식 {term(a)}{plus(b)} > {particle(show(right), '을', '를')} 만족하는 "
                "가장 작은 정수 x는 얼마인가요?"),
            answer,
            say(f"{term(a)} > {show(right - b)} means that x is greater than {show(edge)}, and the "
                f"next integer is {show(answer)}.",
                f"{term(a)} > {show(right - b)}에서 x > {show(edge)}이므로 가장 작은 정수는 "
                f"{show(answer)}입니다."),
            say("Solve for x, then take the next integer.",
                "부등식을 푼 다음, 조건에 맞는 가장 작은 정수를 찾으세요."),
            [
                (answer - 1, say("Put your number in: the left side is not greater.",
                                 "구한 수를 넣어 보세요. 좌변이 더 크지 않아요.")),
                (answer + 1, say("There is a smaller integer that fits.",
                                 "더 작은 정수도 부등식을 만족해요.")),
                (right - b, say(f"You still have to divide by {a}.",
                                f"아직 {particle(str(a), '으로', '로')} 나누지 않았어요.")),
            ],
        )  # fmt: skip

    def count(low: int, high: int) -> Question:
        return typed(
            say("How many integers lie in the marked part of the number line?",
                "수직선의 표시된 부분에 있는 정수는 모두 몇 개인가요?"),
            high - low,
            say(f"They run from {show(low + 1)} to {show(high)}; {show(low)} itself does not "
                f"count: {show(high)} − {signed(low)} = {high - low}.",
                f"{show(low + 1)}부터 {show(high)}까지이고 {particle(show(low), '은', '는')} "
                f"포함되지 않으므로 {show(high)} − {signed(low)} = {high - low}(개)예요."),
            say("An open circle means that the number does not belong.",
                "속이 빈 점은 그 수가 포함되지 않는다는 뜻이에요."),
            [
                (high - low + 1, say(f"The circle at {show(low)} is open: it does not count.",
                                     f"{show(low)}의 점은 속이 비어 있으므로 세지 않아요.")),
                (high - low - 1, say(f"The circle at {show(high)} is filled: it counts.",
                                     f"{show(high)}의 점은 속이 차 있으므로 세어야 해요.")),
                (abs(low) + high - 1, say("Zero is an integer, too.", "0도 정수예요.")),
            ],
            interval(say, low, high),
        )  # fmt: skip

    def natural(a: int, b: int, right: int) -> Question:
        edge = Fraction(right - b, a)
        answer = int(edge // 1)
        return typed(
            say(f"How many positive integers x satisfy {term(a)}{plus(b)} ≤ {show(right)}?",
                f"일차부등식 {term(a)}{plus(b)} ≤ {particle(show(right), '을', '를')} 만족하는 "
                "자연수 x는 모두 몇 개인가요?"),
            answer,
            say(f"{term(a)} ≤ {show(right - b)} means that x is at most {show(edge)}, so x can be "
                f"1, 2, …, {answer}.",
                f"{term(a)} ≤ {show(right - b)}에서 x ≤ {show(edge)}이므로 x는 1, 2, …, {answer}의 "
                f"{answer}개예요."),
            say("Solve for x, then count from 1.", "부등식을 푼 다음 1부터 세어 보세요."),
            [
                (answer + 1, say("Zero is not a positive integer.", "0은 자연수가 아니에요.")),
                (answer - 1, say("The last integer fits, too.", "마지막 수도 부등식을 만족해요.")),
                (right - b, say(f"You still have to divide by {a}.",
                                f"아직 {particle(str(a), '으로', '로')} 나누지 않았어요.")),
            ],
        )  # fmt: skip

    def budget(price: int, vase: int, money: int) -> Question:
        n = (money - vase) // price
        unit = say(1, 1000)

        def cost(value: int) -> str:
            return say(f"${value}", f"{value * unit:,}원")

        return choose(
            say(f"Roses cost ${price} each and a vase costs ${vase}. What is the greatest number "
                f"of roses you can buy with one vase for ${money}?",
                f"한 송이에 {cost(price)}인 장미와 {cost(vase)}짜리 꽃병 1개를 사려고 해요. "
                f"{particle(cost(money), '으로', '로')} 장미를 최대 몇 송이까지 살 수 있나요?"),
            n,
            [
                (n + 1, say("That costs more than you have.", "가진 돈보다 많이 들어요.")),
                (money // price, say("You forgot the vase.", "꽃병의 값을 빠뜨렸어요.")),
                (n - 1, say("There is money left for one more.",
                            "한 송이를 더 살 돈이 남아 있어요.")),
                ((money + vase) // price, say(
                    "The vase costs money: subtract its price.",
                    "꽃병의 값은 빼야 해요.")),
            ],
            say(f"{price}x + {vase} ≤ {money} gives {price}x ≤ {money - vase}, so x is at most "
                f"{n}.",
                f"장미를 x송이 산다고 하면 {price * unit}x + {vase * unit} ≤ {money * unit}, "
                f"{price * unit}x ≤ {(money - vase) * unit}이므로 최대 {n}송이예요."),
            say("How much money is left after the vase?", "꽃병을 사고 남는 돈은 얼마인가요?"),
        )  # fmt: skip

    r = rng.randint
    return [
        solve(r(2, 5), r(1, 6), ">", r(3, 8)),
        count(-r(2, 6), r(3, 6)),
        solve(r(3, 7), -r(3, 8), "≤", r(5, 9)),
        natural(3, r(2, 6), r(21, 32)),
        solve(-r(2, 5), r(4, 9), "<", -r(2, 6)),
        least(4, -r(3, 7), r(17, 27)),
        budget(r(3, 4), r(6, 9), r(35, 48)),
        natural(r(5, 7), -r(6, 9), r(45, 58)),
        solve(-r(3, 6), -r(5, 9), "≥", r(3, 8)),
        least(r(6, 8), r(10, 15), -r(28, 38)),
    ]
