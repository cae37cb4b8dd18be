"""Grade 9: multiplying out and factoring."""

from random import Random

from bank.language import Say, particle
from bank.notation import factors, from_roots, plus, quadratic, show
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def expand(a: int, b: int) -> Question:
        right = quadratic(a + b, a * b)
        return choose(
            say(
                f"What is (x{plus(a)})(x{plus(b)}) multiplied out?",
                f"(x{plus(a)})(x{plus(b)})를 전개하면 무엇인가요?",
            ),
            right,
            [
                (
                    f"x²{plus(a * b)}",
                    say(
                        "The two products in the middle are missing.",
                        "가운데 두 곱이 빠졌어요.",
                    ),
                ),
                (
                    quadratic(a * b, a + b),
                    say(
                        "The sum goes with x, the product stands alone.",
                        "합은 x의 계수이고, 곱은 상수항이에요.",
                    ),
                ),
                (
                    quadratic(-a - b, a * b),
                    say(
                        "The sign of the middle term is turned round.",
                        "가운데 항의 부호가 바뀌었어요.",
                    ),
                ),
            ],
            say(
                f"x × x = x², x × ({show(b)}) and ({show(a)}) × x give {show(a + b)}x, "
                f"and {show(a)} × ({show(b)}) = {show(a * b)}.",
                f"x × x = x², 가운데 두 항의 합은 {show(a + b)}x, "
                f"상수항은 {show(a)} × ({show(b)}) = {show(a * b)}입니다.",
            ),
            hint=say(
                "Multiply each term of the first bracket by each of the second.",
                "첫째 괄호의 각 항을 둘째 괄호의 각 항과 곱하세요.",
            ),
        )

    def split(p: int, q: int) -> Question:
        """Factor x² − (p + q)x + pq."""
        return choose(
            say(f"Factor {from_roots(p, q)}.", f"{from_roots(p, q)} 을 인수분해하세요."),
            factors(p, q),
            [
                (
                    factors(-p, -q),
                    say(
                        "Multiplied out, the middle term has the other sign.",
                        "전개하면 가운데 항의 부호가 반대가 돼요.",
                    ),
                ),
                (
                    factors(-p, q),
                    say(
                        "The product of the two numbers has the wrong sign.",
                        "두 수의 곱의 부호가 달라요.",
                    ),
                ),
                (
                    factors(1, p * q),
                    say(
                        "The product fits, the sum does not.",
                        "곱은 맞지만 합이 맞지 않아요.",
                    ),
                ),
                (
                    factors(p, -q),
                    say(
                        "The product of the two numbers has the wrong sign.",
                        "두 수의 곱의 부호가 달라요.",
                    ),
                ),
            ],
            say(
                f"{show(-p)} and {show(-q)} have the product {show(p * q)} and the sum "
                f"{show(-p - q)}: {factors(p, q)}.",
                f"곱이 {show(p * q)}, 합이 {show(-p - q)}인 두 수는 {show(-p)}, "
                f"{show(-q)}이므로 {factors(p, q)}입니다.",
            ),
            hint=say(
                f"Which two numbers have the product {show(p * q)} and the sum {show(-p - q)}?",
                f"곱이 {show(p * q)}, 합이 {show(-p - q)}인 두 수는 무엇일까요?",
            ),
        )

    def squares(k: int) -> Question:
        return choose(
            say(f"Factor x² − {k * k}.", f"x² − {k * k} 을 인수분해하세요."),
            f"(x + {k})(x − {k})",
            [
                (
                    f"(x − {k})²",
                    say(
                        f"(x − {k})² has a middle term, −{2 * k}x.",
                        f"(x − {k})²을 전개하면 −{2 * k}x가 생겨요.",
                    ),
                ),
                (
                    f"(x + {k})²",
                    say(
                        f"(x + {k})² has a middle term, {2 * k}x.",
                        f"(x + {k})²을 전개하면 {2 * k}x가 생겨요.",
                    ),
                ),
                (
                    f"(x + {k * k})(x − 1)",
                    say(
                        "The product fits, but a middle term is left.",
                        "상수항은 맞지만 가운데 항이 남아요.",
                    ),
                ),
            ],
            say(
                f"A difference of squares: x² − {k}² = (x + {k})(x − {k}).",
                f"합과 차의 곱이에요. x² − {k}² = (x + {k})(x − {k})입니다.",
            ),
            hint=say(f"{k * k} is a square, too.", f"{k * k}도 어떤 수의 제곱이에요."),
        )

    def complete(k: int, sign: int) -> Question:
        written = f"x²{plus(2 * k * sign, 'x')} + □"
        return typed(
            say(
                f"{written} is a perfect square. What number goes in the box?",
                f"{written}가 완전제곱식이 되려면 □ 안에 알맞은 수는 얼마인가요?",
            ),
            k * k,
            say(
                f"Half of {2 * k} is {k}, and {k}² = {k * k}: (x{plus(k * sign)})².",
                f"{2 * k}의 절반은 {k}, {k}² = {k * k}이므로 (x{plus(k * sign)})²입니다.",
            ),
            hint=say(
                "Take half of the number before x and square it.",
                "x의 계수의 절반을 제곱해 보세요.",
            ),
            wrong=[
                (
                    4 * k * k,
                    say("You squared without halving first.", "절반을 구하지 않고 제곱했어요."),
                ),
                (k, say("That is the half. Square it.", "그 수는 절반이에요. 제곱하세요.")),
                (
                    2 * k,
                    say("Halving comes first, then squaring.", "먼저 절반을 구한 다음 제곱해요."),
                ),
            ],
        )

    def common(k: int, m: int) -> Question:
        return choose(
            say(
                f"Take the common factor out of {k}x² + {k * m}x.",
                f"{k}x² + {k * m}x 에서 공통인수를 묶어 내세요.",
            ),
            f"{k}x(x + {m})",
            [
                (
                    f"x({k}x + {m})",
                    say(
                        f"The second term would be {m}x, not {k * m}x.",
                        f"전개하면 둘째 항이 {k * m}x가 아니라 {m}x가 돼요.",
                    ),
                ),
                (
                    f"{k}(x² + {k * m}x)",
                    say(
                        f"{k} × {k * m}x is too large; divide both terms by {k}.",
                        f"{k} × {k * m}x는 너무 커요. "
                        f"두 항을 모두 {particle(str(k), '으로', '로')} 나누세요.",
                    ),
                ),
                (
                    f"{k}x(x + {k * m})",
                    say(
                        "The number in the bracket was not divided.",
                        "괄호 안의 수를 나누지 않았어요.",
                    ),
                ),
            ],
            say(
                f"Both terms contain {k}x: {k}x² + {k * m}x = {k}x(x + {m}).",
                f"두 항의 공통인수는 {k}x입니다. {k}x² + {k * m}x = {k}x(x + {m}).",
            ),
            hint=say("What do both terms have in common?", "두 항에 공통으로 들어 있는 인수는?"),
        )

    def trick(n: int, k: int) -> Question:
        """(n + k)(n − k) with a round n."""
        return typed(
            say(
                f"What is {n + k} × {n - k}? (Think of a difference of squares.)",
                f"{n + k} × {n - k}의 값은 얼마인가요? (합과 차의 곱을 이용해 보세요.)",
            ),
            n * n - k * k,
            say(
                f"({n} + {k})({n} − {k}) = {n}² − {k}² = {n * n} − {k * k} = {n * n - k * k}.",
                f"({n} + {k})({n} − {k}) = {n}² − {k}² = {n * n} − {k * k} = "
                f"{n * n - k * k}입니다.",
            ),
            hint=say(
                f"Both numbers are {k} away from {n}.",
                f"두 수는 모두 {n}에서 {k}만큼 떨어져 있어요.",
            ),
            wrong=[
                (
                    n * n + k * k,
                    say("The squares are subtracted, not added.", "제곱을 더하지 않고 빼야 해요."),
                ),
                (
                    n * n - k,
                    say(f"{k} has to be squared as well.", f"{k}도 제곱해야 해요."),
                ),
                (
                    n * n,
                    say(f"You left out the {k}.", f"{particle(str(k), '을', '를')} 빠뜨렸어요."),
                ),
            ],
        )

    def area(p: int, q: int) -> Question:
        return typed(
            say(
                f"A rectangle has the area {quadratic(p + q, p * q)} and one side x + {p}. "
                "The other side is x + □. What number goes in the box?",
                f"넓이가 {quadratic(p + q, p * q)}인 직사각형의 한 변의 길이가 x + {p}입니다. "
                "다른 변의 길이가 x + □일 때, □ 안에 알맞은 수는 얼마인가요?",
            ),
            q,
            say(
                f"{quadratic(p + q, p * q)} = (x + {p})(x + {q}), since {p} × {q} = {p * q} "
                f"and {p} + {q} = {p + q}.",
                f"{p} × {q} = {p * q}, {p} + {q} = {p + q}이므로 "
                f"{quadratic(p + q, p * q)} = (x + {p})(x + {q})입니다.",
            ),
            hint=say(
                f"{p} times which number is {p * q}?",
                f"{p}에 어떤 수를 곱하면 {particle(str(p * q), '이', '가')} 될까요?",
            ),
            wrong=[
                (p + q, say("That is the number before x.", "그 수는 x의 계수예요.")),
                (p * q, say("That is the constant term.", "그 수는 상수항이에요.")),
            ],
        )

    r, pick = rng.randint, rng.choice
    return [
        expand(r(1, 4), r(5, 8)),
        common(r(2, 5), r(3, 7)),
        area(r(2, 4), r(5, 8)),
        split(-r(2, 4), -r(5, 7)),
        squares(r(4, 9)),
        complete(r(3, 9), pick([1, -1])),
        split(r(2, 5), -r(6, 9)),
        trick(pick([20, 30, 40, 50, 60]), r(1, 3)),
    ]
