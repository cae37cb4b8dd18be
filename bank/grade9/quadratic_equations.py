"""Grade 9: quadratic equations."""

from random import Random

from bank.language import Say, particle
from bank.notation import factors, from_roots, plus, quadratic, show, signed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def pair(p: int, q: int) -> str:
        return say(f"x = {show(p)} or x = {show(q)}", f"x = {show(p)} 또는 x = {show(q)}")

    def roots(p: int, q: int) -> Question:
        turned = say(
            "You read the numbers in the brackets with their own signs. "
            "A bracket is 0 for the opposite number.",
            "괄호 안의 수를 부호 그대로 읽었어요. 괄호가 0이 되는 x는 부호가 반대예요.",
        )
        one = say(
            "One of the two signs is turned round. Put your x into the equation and see.",
            "두 해 중 하나의 부호가 바뀌었어요. 구한 x를 식에 넣어 확인해 보세요.",
        )
        return choose(
            say(
                f"What are the solutions of {from_roots(p, q)} = 0?",
                f"이차방정식 {from_roots(p, q)} = 0의 해는 무엇인가요?",
            ),
            pair(p, q),
            [(pair(-p, -q), turned), (pair(-p, q), one), (pair(p, -q), one)],
            say(
                f"{from_roots(p, q)} = {factors(p, q)}, which is 0 when x is {show(p)} "
                f"or {show(q)}.",
                f"{from_roots(p, q)} = {factors(p, q)}이므로 x가 {show(p)} 또는 "
                f"{show(q)}일 때 0이에요.",
            ),
            hint=say(
                f"Find two numbers whose product is {show(p * q)} and whose sum is {show(-p - q)}.",
                f"곱이 {show(p * q)}, 합이 {show(-p - q)}인 두 수를 찾아보세요.",
            ),
        )

    def positive(k: int) -> Question:
        return typed(
            say(
                f"What is the positive solution of x² = {k * k}?",
                f"x² = {k * k}의 해 중 양수인 것은 무엇인가요?",
            ),
            k,
            say(
                f"{k} × {k} = {k * k}, so x = {k} or x = {show(-k)}, and {k} is the positive one.",
                f"{k} × {k} = {k * k}이므로 x = {k} 또는 x = {show(-k)}이고, "
                f"양수인 해는 {particle(str(k), '이에요', '예요')}.",
            ),
            hint=say(
                "Which number times itself gives the right side?",
                "어떤 수를 두 번 곱하면 오른쪽 수가 될까요?",
            ),
            wrong=[
                (
                    -k,
                    say(
                        "That solves the equation, too, but it is negative.",
                        "그 수도 해이지만 음수예요.",
                    ),
                ),
                (
                    k * k * k * k,
                    say(
                        "You squared the right side. Take its square root.",
                        "오른쪽을 제곱했어요. 제곱근을 구해야 해요.",
                    ),
                ),
            ],
        )

    def larger(p: int, q: int) -> Question:
        return typed(
            say(
                f"What is the larger solution of {from_roots(p, q)} = 0?",
                f"이차방정식 {from_roots(p, q)} = 0의 두 해 중 더 큰 것은 무엇인가요?",
            ),
            max(p, q),
            say(
                f"{factors(p, q)} = 0 gives {show(p)} and {show(q)}, "
                f"and {show(max(p, q))} is larger.",
                f"{factors(p, q)} = 0이므로 해는 {show(p)}, {show(q)}이고, "
                f"더 큰 해는 {show(max(p, q))}입니다.",
            ),
            hint=say(
                "Factor the left side. Then set each bracket to 0.",
                "왼쪽을 인수분해한 다음, 각 괄호가 0이 되는 x를 찾아보세요.",
            ),
            wrong=[
                (
                    min(p, q),
                    say("That is the smaller of the two solutions.", "두 해 중 더 작은 것이에요."),
                ),
                (
                    max(-p, -q),
                    say(
                        "Mind the signs: (x + 2) is 0 when x is −2.",
                        "부호를 조심하세요. (x + 2)는 x = −2일 때 0이에요.",
                    ),
                ),
            ],
        )

    def coefficient(p: int, q: int) -> Question:
        written = f"x² + kx{plus(p * q)} = 0"
        return typed(
            say(
                f"One solution of {written} is x = {show(p)}. What is k?",
                f"이차방정식 {written}의 한 해가 x = {show(p)}일 때, k의 값은 얼마인가요?",
            ),
            -p - q,
            say(
                f"Put x = {show(p)} in: {p * p}{plus(p, 'k')}{plus(p * q)} = 0, "
                f"so k = {show(-p - q)}.",
                f"x = {particle(show(p), '을', '를')} 넣으면 {p * p}{plus(p, 'k')}{plus(p * q)} = 0"
                f"이므로 k = {show(-p - q)}입니다.",
            ),
            hint=say(
                "A solution makes the equation true: put it in for x.",
                "해를 x에 넣으면 등식이 성립해요.",
            ),
            wrong=[
                (
                    p + q,
                    say(
                        "That is the sum of the solutions; k is its opposite.",
                        "그 수는 두 해의 합이에요. k는 부호가 반대예요.",
                    ),
                ),
                (
                    q,
                    say("That is the other solution, not k.", "그 수는 다른 한 해예요."),
                ),
            ],
        )

    def formula(m: int, n: int) -> Question:
        equation = quadratic(-2 * m, m * m - n)
        return choose(
            say(
                f"What are the solutions of {equation} = 0?",
                f"이차방정식 {equation} = 0의 해는 무엇인가요?",
            ),
            f"x = {show(m)} ± √{n}",
            [
                (
                    f"x = {show(-m)} ± √{n}",
                    say(
                        "The sign in front of the root is turned: the middle is −b/2.",
                        "근호 앞의 수의 부호가 바뀌었어요. 가운데 값은 −b/2예요.",
                    ),
                ),
                (
                    f"x = {show(2 * m)} ± √{n}",
                    say(
                        "You took −b itself. Half of it is the middle.",
                        "−b를 그대로 썼어요. 그 절반이 가운데 값이에요.",
                    ),
                ),
                (
                    f"x = {show(m)} ± √{n + m * m}",
                    say(
                        "Under the root you forgot to take away the constant term.",
                        "근호 안에서 상수항을 빼지 않았어요.",
                    ),
                ),
            ],
            say(
                f"Complete the square: (x{plus(-m)})² = {n}, so x{plus(-m)} = ±√{n}.",
                f"완전제곱식으로 고치면 (x{plus(-m)})² = {n}이므로 x{plus(-m)} = ±√{n}입니다.",
            ),
            hint=say(
                "It has no whole-number factors. Complete the square or use the formula.",
                "정수로 인수분해되지 않아요. 완전제곱식이나 근의 공식을 써 보세요.",
            ),
        )

    def garden(width: int, more: int) -> Question:
        area = width * (width + more)
        return choose(
            say(
                f"A rectangular garden is {more} m longer than it is wide, and its area is "
                f"{area} m². How wide is it?",
                f"가로가 세로보다 {more} m 더 긴 직사각형 모양의 꽃밭이 있어요. "
                f"넓이가 {area} m²일 때, 세로는 몇 m인가요?",
            ),
            f"{width} m",
            [
                (
                    f"{width + more} m",
                    say("That is the length, the longer side.", "그것은 더 긴 쪽인 가로예요."),
                ),
                (
                    f"{width - 1} m",
                    say(
                        f"{width - 1} × {width - 1 + more} is {(width - 1) * (width - 1 + more)}, "
                        "less than the area.",
                        f"{width - 1} × {width - 1 + more} = {(width - 1) * (width - 1 + more)}, "
                        "넓이보다 작아요.",
                    ),
                ),
                (
                    f"{width + 1} m",
                    say(
                        f"{width + 1} × {width + 1 + more} is {(width + 1) * (width + 1 + more)}, "
                        "more than the area.",
                        f"{width + 1} × {width + 1 + more} = {(width + 1) * (width + 1 + more)}, "
                        "넓이보다 커요.",
                    ),
                ),
            ],
            say(
                f"{quadratic(more, -area)} = 0 is {factors(width, -width - more)} = 0; "
                f"a width is positive, so x = {width}.",
                f"세로를 x m라 하면 {quadratic(more, -area)} = 0, "
                f"즉 {factors(width, -width - more)} = 0이에요. 길이는 양수이므로 "
                f"x = {width}입니다.",
            ),
            hint=say(
                f"Call the width x. Then x × (x + {more}) is the area.",
                f"세로를 x라 하면 넓이는 x × (x + {more})입니다.",
            ),
        )

    def total(p: int, q: int) -> Question:
        return typed(
            say(
                f"What is the sum of the two solutions of {from_roots(p, q)} = 0?",
                f"이차방정식 {from_roots(p, q)} = 0의 두 해의 합은 얼마인가요?",
            ),
            p + q,
            say(
                f"{factors(p, q)} = 0 has the solutions {show(p)} and {show(q)}, "
                f"and {show(p)} + {signed(q)} = {show(p + q)}.",
                f"{factors(p, q)} = 0의 해는 {show(p)}, {show(q)}이므로 "
                f"{show(p)} + {signed(q)} = {show(p + q)}입니다.",
            ),
            hint=say(
                "Find both solutions first, or look at the number before x.",
                "먼저 두 해를 구하거나, x의 계수를 살펴보세요.",
            ),
            wrong=[
                (
                    -p - q,
                    say(
                        "That is the coefficient of x; the sum has the opposite sign.",
                        "그 수는 x의 계수예요. 합은 부호가 반대예요.",
                    ),
                ),
                (
                    p * q,
                    say("That is the product of the solutions.", "그 수는 두 해의 곱이에요."),
                ),
            ],
        )

    r = rng.randint
    return [
        positive(r(7, 15)),
        roots(r(1, 3), r(4, 7)),
        larger(-r(2, 4), -r(5, 8)),
        roots(-r(2, 5), r(6, 9)),
        larger(r(7, 9), -r(2, 5)),
        total(-r(8, 11), r(3, 6)),
        garden(r(6, 9), r(2, 5)),
        formula(r(2, 4), rng.choice([2, 3, 5])),
        coefficient(r(2, 5), -r(6, 8)),
        formula(-r(3, 6), rng.choice([6, 7, 10])),
    ]
