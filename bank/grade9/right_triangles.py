"""Grade 9: Pythagoras and trigonometry."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import decimal, show
from bank.pictures import right_triangle
from bank.question import Question, choose, typed

TRIPLES = (
    (3, 4, 5),
    (5, 12, 13),
    (8, 15, 17),
    (7, 24, 25),
    (20, 21, 29),
    (6, 8, 10),
    (9, 12, 15),
    (12, 16, 20),
    (10, 24, 26),
)
EXACT = {
    ("sin", 30): "1/2", ("cos", 60): "1/2",
    ("sin", 60): "√3/2", ("cos", 30): "√3/2",
    ("sin", 45): "√2/2", ("cos", 45): "√2/2",
}  # fmt: skip

HALF = Fraction(1, 2)
TOGETHER = (
    ("sin 30° + cos 60°", Fraction(1), "1/2 + 1/2 = 1"),
    ("tan 45° + sin 30°", 3 * HALF, "1 + 1/2 = 3/2"),
    ("tan 45° − cos 60°", HALF, "1 − 1/2 = 1/2"),
    ("4 × sin 30° + tan 45°", Fraction(3), "4 × 1/2 + 1 = 3"),
    ("6 × cos 60° − tan 45°", Fraction(2), "6 × 1/2 − 1 = 2"),
    ("8 × sin 30° + 2 × tan 45°", Fraction(6), "8 × 1/2 + 2 × 1 = 6"),
)


def questions(rng: Random, say: Say) -> list[Question]:
    def hypotenuse(a: int, b: int, c: int, is_drawn: bool = False) -> Question:
        return typed(
            say("How many centimeters long is the side marked with a question mark?",
                "물음표로 표시된 변의 길이는 몇 cm인가요?")
            if is_drawn
            else say(
                f"The legs of a right triangle are {a} cm and {b} cm. "
                "How many centimeters long is the hypotenuse?",
                f"직각을 낀 두 변의 길이가 {a} cm, {b} cm인 직각삼각형의 빗변의 길이는 "
                "몇 cm인가요?",
            ),
            c,
            say(
                f"{a}² + {b}² = {a * a} + {b * b} = {c * c} and √{c * c} = {c}.",
                f"{a}² + {b}² = {a * a} + {b * b} = {c * c}이고 √{c * c} = {c}입니다.",
            ),
            hint=say(
                "The squares of the two legs together make the square of the hypotenuse.",
                "직각을 낀 두 변의 제곱의 합은 빗변의 제곱과 같아요.",
            ),
            wrong=[
                (a + b, say("The sides themselves do not add up; their squares do.",
                            "변의 길이가 아니라 제곱을 더해야 해요.")),
                (c * c, say("That is the square of it. Take the root.",
                            "그 수는 제곱한 값이에요. 제곱근을 구하세요.")),
            ],
            picture=right_triangle(say, f"{b} cm", f"{a} cm", "?", a / b) if is_drawn else None,
        )  # fmt: skip

    def leg(a: int, b: int, c: int) -> Question:
        return choose(
            say(
                f"The hypotenuse of a right triangle is {c} cm and one leg is {a} cm. "
                "How long is the other leg?",
                f"빗변의 길이가 {c} cm이고 다른 한 변의 길이가 {a} cm인 직각삼각형이 있어요. "
                "나머지 한 변의 길이는 얼마인가요?",
            ),
            f"{b} cm",
            [
                (
                    f"{c - a} cm",
                    say("You took the sides away; use their squares.",
                        "변의 길이를 뺐어요. 제곱을 이용해야 해요."),
                ),
                (
                    f"√{c * c + a * a} cm",
                    say("The hypotenuse is known: take away, do not add.",
                        "빗변을 알고 있으니 더하지 말고 빼야 해요."),
                ),
                (
                    f"{b + 1} cm",
                    say(f"{a}² + {b + 1}² is more than {c}².",
                        f"{a}² + {b + 1}²의 값은 {c}²보다 커요."),
                ),
                (
                    f"{b - 1} cm",
                    say(f"{a}² + {b - 1}² is less than {c}².",
                        f"{a}² + {b - 1}²의 값은 {c}²보다 작아요."),
                ),
            ],
            say(
                f"{c}² − {a}² = {c * c} − {a * a} = {b * b}, and √{b * b} = {b}.",
                f"{c}² − {a}² = {c * c} − {a * a} = {b * b}이고 √{b * b} = {b}입니다.",
            ),
            hint=say(
                "The hypotenuse is the longest side. Which square is the sum?",
                "빗변이 가장 길어요. 어느 변의 제곱이 합일까요?",
            ),
        )  # fmt: skip

    def ladder(a: int, b: int, c: int) -> Question:
        return typed(
            say(
                f"A ladder {c} m long leans against a vertical wall. Its foot is {a} m from the "
                "wall. How many meters up the wall does it reach?",
                f"길이가 {c} m인 사다리를 벽에 기대어 놓았어요. 벽에서 사다리의 아래 끝까지의 "
                f"거리가 {a} m일 때, 사다리가 벽에 닿는 곳의 높이는 몇 m인가요?",
            ),
            b,
            say(
                f"The ladder is the hypotenuse: {c}² − {a}² = {b * b}, and √{b * b} = {b} m.",
                f"사다리가 빗변이에요. {c}² − {a}² = {b * b}이고 √{b * b} = {b} (m)입니다.",
            ),
            hint=say("Draw the wall, the ground and the ladder.",
                     "벽, 바닥, 사다리를 그려 보세요."),
            wrong=[
                (c - a, say("Take away the squares, not the lengths.",
                            "길이가 아니라 제곱을 빼야 해요.")),
            ],
        )  # fmt: skip

    def trig(name: str, a: int, b: int, c: int) -> Question:
        ratios = {"sin": Fraction(a, c), "cos": Fraction(b, c), "tan": Fraction(a, b)}
        sides = {"sin": "BC/AB", "cos": "AC/AB", "tan": "BC/AC"}
        right = ratios.pop(name)
        others = [
            (ratio, say(f"That is {other} A.", f"그 값은 {other} A예요."))
            for other, ratio in ratios.items()
        ]
        upside = say("The fraction is upside down.", "분자와 분모가 바뀌었어요.")
        return choose(
            say(
                f"In triangle ABC the angle at C is 90°, BC = {a}, AC = {b} and AB = {c}. "
                f"What is {name} A?",
                f"∠C = 90°인 직각삼각형 ABC에서 BC = {a}, AC = {b}, AB = {c}일 때, "
                f"{name} A의 값은 무엇인가요?",
            ),
            right,
            [*others, (1 / right, upside)],
            say(
                f"AB is the hypotenuse and BC is opposite A, so {name} A = {sides[name]} = "
                f"{right}.",
                f"AB가 빗변이고 BC가 ∠A의 대변이므로 {name} A = {sides[name]} = {right}입니다.",
            ),
            hint=say(
                "Which side is opposite A, which is next to it, which is the hypotenuse?",
                "∠A의 대변, 이웃한 변, 빗변은 각각 어느 것일까요?",
            ),
        )

    def thirty(hyp: int) -> Question:
        return typed(
            say(
                f"The hypotenuse of a right triangle is {hyp} cm and one of its angles is 30°. "
                "How many centimeters long is the side opposite that angle? (sin 30° = 1/2)",
                f"빗변의 길이가 {hyp} cm이고 한 예각의 크기가 30°인 직각삼각형이 있어요. "
                "이 각의 대변의 길이는 몇 cm인가요? (sin 30° = 1/2)",
            ),
            hyp // 2,
            say(
                f"opposite = hypotenuse × sin 30° = {hyp} × 1/2 = {hyp // 2} cm.",
                f"대변 = 빗변 × sin 30° = {hyp} × 1/2 = {hyp // 2} (cm)입니다.",
            ),
            hint=say("sin is opposite over hypotenuse.", "sin은 (대변)/(빗변)이에요."),
            wrong=[
                (hyp * 2, say("Multiply by 1/2, do not divide by it.",
                              "1/2로 나누지 말고 곱해야 해요.")),
                (hyp, say("That is the hypotenuse.", "그 길이는 빗변이에요.")),
            ],
        )  # fmt: skip

    def known(name: str, degrees: int) -> Question:
        answer = EXACT[name, degrees]
        wrong = []
        for value in ("1/2", "√3/2", "√2/2", "√3", "1"):
            of = [f"{n} {d}°" for (n, d), exact in EXACT.items() if exact == value]
            of += [{"√3": "tan 60°", "1": "tan 45°"}[value]] if not of else []
            wrong.append(
                (value, say(f"That is {' or '.join(of)}.", f"그 값은 {', '.join(of)}의 값이에요."))
            )
        wrong = [one for one in wrong if one[0] != answer]
        half = say(
            "Half an equilateral triangle of side 2 has the sides 1, √3 and 2",
            "한 변의 길이가 2인 정삼각형의 절반은 세 변이 1, √3, 2예요",
        )
        square = say(
            "A right triangle with legs 1 and 1 has the hypotenuse √2",
            "직각을 낀 두 변이 1, 1인 직각삼각형의 빗변은 √2예요",
        )
        return choose(
            say(
                f"What is the exact value of {name} {degrees}°?",
                f"{name} {degrees}°의 값은 무엇인가요?",
            ),
            answer,
            rng.sample(wrong, len(wrong)),
            f"{square if degrees == 45 else half}: {name} {degrees}° = {answer}.",
            hint=say(
                "Think of half a square, or half an equilateral triangle.",
                "정사각형이나 정삼각형을 반으로 나눈 삼각형을 떠올려 보세요.",
            ),
        )

    def together(sum_: str, answer: Fraction, why: str) -> Question:
        return typed(
            say(f"Work out {sum_}.", f"{sum_} 을 계산하세요."),
            answer,
            say(f"{why}, so it is {decimal(answer)}.", f"{why}이므로 {decimal(answer)}입니다."),
            hint=say("Put in the exact value of each.", "각각의 값을 넣어 계산해 보세요."),
            wrong=[
                (answer + 1, say("tan 45° is 1; sin 30° and cos 60° are 1/2.",
                                 "tan 45° = 1, sin 30° = cos 60° = 1/2이에요.")),
                (0, say("None of these values is 0.", "이 값들은 0이 아니에요.")),
            ],
        )  # fmt: skip

    def distance(x: int, y: int, dx: int, dy: int, d: int) -> Question:
        ends = f"({show(x)}, {show(y)})", f"({show(x + dx)}, {show(y + dy)})"
        return typed(
            say(
                f"What is the distance between the points {ends[0]} and {ends[1]}?",
                f"두 점 {ends[0]}, {ends[1]} 사이의 거리는 얼마인가요?",
            ),
            d,
            say(
                f"The differences are {dx} and {dy}: {dx}² + {dy}² = {d * d}, and √{d * d} = {d}.",
                f"좌표의 차는 {dx}, {dy}이고 {dx}² + {dy}² = {d * d}, √{d * d} = {d}입니다.",
            ),
            hint=say(
                "The two differences are the legs of a right triangle.",
                "좌표의 차를 두 변으로 하는 직각삼각형을 생각해 보세요.",
            ),
            wrong=[
                (
                    dx + dy,
                    say(
                        "That is the way along the grid, not straight.",
                        "그것은 모눈을 따라간 거리예요.",
                    ),
                ),
                (d * d, say("Take the square root.", "제곱근을 구하세요.")),
            ],
        )

    pick = rng.choice
    return [
        hypotenuse(*pick([(3, 4, 5), (6, 8, 10), (9, 12, 15), (12, 16, 20), (15, 20, 25)]), True),
        leg(*pick(TRIPLES[1:6])),
        trig("sin", *pick(TRIPLES[:5])),
        ladder(*pick([(9, 12, 15), (7, 24, 25), (5, 12, 13), (8, 15, 17), (10, 24, 26)])),
        trig(pick(["cos", "tan"]), *pick(TRIPLES[:5])),
        known(*pick([("sin", 30), ("sin", 60), ("cos", 60), ("sin", 45), ("cos", 30)])),
        hypotenuse(*pick(TRIPLES[1:5] + TRIPLES[8:])),
        together(*pick(TOGETHER)),
        thirty(rng.randint(7, 15) * 2),
        distance(-rng.randint(1, 4), rng.randint(1, 5), *pick(TRIPLES[:3])),
    ]
