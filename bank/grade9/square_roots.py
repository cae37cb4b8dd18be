"""Grade 9: square roots."""

from math import isqrt
from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def root(n: int) -> Question:
        return typed(
            say(f"What is √{n * n}?", f"√{n * n}의 값은 얼마인가요?"),
            n,
            say(
                f"{n} × {n} = {n * n}, so √{n * n} = {n}.",
                f"{n} × {n} = {n * n}이므로 √{n * n} = {n}입니다.",
            ),
            hint=say(
                "Which positive number times itself is the number under the root?",
                "어떤 양수를 제곱하면 근호 안의 수가 될까요?",
            ),
            wrong=[
                (n * n // 2, say("You halved it. A root undoes squaring.",
                                 "절반으로 나누었어요. 제곱근은 제곱의 반대예요.")),
                (-n, say("√ means the root that is not negative.",
                         "√는 음이 아닌 제곱근을 뜻해요.")),
            ],
        )  # fmt: skip

    def simplify(k: int, n: int) -> Question:
        return choose(
            say(
                f"Write √{k * k * n} in the form a√b with b as small as possible.",
                f"{particle(f'√{k * k * n}', '을', '를')} a√b의 꼴로 나타내세요. "
                "(b는 가장 작은 자연수)",
            ),
            f"{k}√{n}",
            [
                (
                    f"{k * k}√{n}",
                    say(
                        f"√{k * k} comes out as {k}, not as {k * k}.",
                        f"√{k * k} = {k}입니다. {k * k} 그대로 나오지 않아요.",
                    ),
                ),
                (
                    f"{n}√{k}",
                    say(
                        "The two factors changed places: the square comes out.",
                        "두 수의 자리가 바뀌었어요. 제곱인 인수가 밖으로 나와요.",
                    ),
                ),
                (
                    f"{k}√{n + 1}",
                    say(
                        f"{k}² × {n + 1} is {k * k * (n + 1)}.",
                        f"{k}² × {n + 1} = {k * k * (n + 1)}입니다.",
                    ),
                ),
                (
                    f"{k + 1}√{n}",
                    say(
                        f"{k + 1}² × {n} is {(k + 1) ** 2 * n}.",
                        f"{k + 1}² × {n} = {(k + 1) ** 2 * n}입니다.",
                    ),
                ),
            ],
            say(
                f"√{k * k * n} = √({k * k} × {n}) = √{k * k} × √{n} = {k}√{n}.",
                f"√{k * k * n} = √({k * k} × {n}) = √{k * k} × √{n} = {k}√{n}입니다.",
            ),
            hint=say(
                "Look for a square number that divides it.",
                "근호 안의 수를 나누는 제곱수를 찾아보세요.",
            ),
        )

    def times(a: int, b: int) -> Question:
        answer = isqrt(a * b)
        return typed(
            say(f"What is √{a} × √{b}?", f"√{a} × √{b}의 값은 얼마인가요?"),
            answer,
            say(
                f"√{a} × √{b} = √({a} × {b}) = √{a * b} = {answer}.",
                f"√{a} × √{b} = √({a} × {b}) = √{a * b} = {answer}입니다.",
            ),
            hint=say(
                "Multiply under one root first.", "먼저 하나의 근호 안에서 두 수를 곱해 보세요."
            ),
            wrong=[
                (a * b, say("Take the root of the product.", "곱의 제곱근을 구해야 해요.")),
                (a + b, say("You added the numbers under the roots.", "근호 안의 수를 더했어요.")),
            ],
        )

    def between(n: int) -> Question:
        k = isqrt(n)

        def pair(low: int) -> str:
            return say(f"{low} and {low + 1}", f"{particle(str(low), '과', '와')} {low + 1}")

        return choose(
            say(
                f"Between which two consecutive integers does √{n} lie?",
                f"{particle(f'√{n}', '은', '는')} 어떤 연속하는 두 정수 사이에 있나요?",
            ),
            pair(k),
            [
                (pair(k - 1), say(f"{k}² is only {k * k}.", f"{k}² = {k * k}밖에 되지 않아요.")),
                (
                    pair(k + 1),
                    say(
                        f"{k + 1}² is {(k + 1) ** 2} already.",
                        f"{k + 1}² = {(k + 1) ** 2}, 이미 더 커요.",
                    ),
                ),
                (
                    pair(n // 2),
                    say("You halved. A root undoes squaring.",
                        "절반으로 나누었어요. 제곱근은 제곱의 반대예요."),
                ),
            ],
            say(
                f"{k}² = {k * k} and {k + 1}² = {(k + 1) ** 2}, and {n} lies between them.",
                f"{k}² = {k * k}, {k + 1}² = {(k + 1) ** 2}이고 {particle(str(n), '은', '는')} "
                "그 사이에 있어요.",
            ),
            hint=say("Compare with the squares near it.", "가까운 제곱수와 비교해 보세요."),
        )  # fmt: skip

    def combine(a: int, b: int, n: int) -> Question:
        return choose(
            say(
                f"What is √{a * a * n} + √{b * b * n} in simplest form?",
                f"√{a * a * n} + √{b * b * n} 을 간단히 하면 무엇인가요?",
            ),
            f"{a + b}√{n}",
            [
                (
                    f"√{(a * a + b * b) * n}",
                    say(
                        "Roots are not added by adding what stands under them.",
                        "근호 안의 수끼리 더하면 안 돼요.",
                    ),
                ),
                (
                    f"{a * b}√{n}",
                    say(
                        "You multiplied the numbers in front; add them.",
                        "근호 앞의 수를 곱했어요. 더해야 해요.",
                    ),
                ),
                (
                    f"{a + b}√{2 * n}",
                    say(
                        f"What stands under the root stays {n}.",
                        f"근호 안의 수 {particle(str(n), '은', '는')} 그대로예요.",
                    ),
                ),
                (
                    f"{a + b + 1}√{n}",
                    say(f"{a} + {b} is {a + b}.", f"{a} + {b} = {a + b}입니다."),
                ),
            ],
            say(
                f"√{a * a * n} = {a}√{n} and √{b * b * n} = {b}√{n}; together {a + b}√{n}.",
                f"√{a * a * n} = {a}√{n}, √{b * b * n} = {b}√{n}이므로 합은 {a + b}√{n}입니다.",
            ),
            hint=say(
                "Simplify each root first, then count equal roots.",
                "각각을 a√b의 꼴로 고친 다음 더해 보세요.",
            ),
        )

    def rationalize(k: int, n: int) -> Question:
        return choose(
            say(
                f"Rationalize the denominator of {k * n}/√{n}.",
                f"{k * n}/√{n}의 분모를 유리화하세요.",
            ),
            f"{k}√{n}",
            [
                (
                    f"{k * n}√{n}",
                    say(
                        f"You still have to divide by {n}.",
                        f"아직 {particle(str(n), '으로', '로')} 나누어야 해요.",
                    ),
                ),
                (
                    f"√{k * n}",
                    say(
                        f"The number above is {k * n}, not its root.",
                        f"분자에는 근호가 없어요. 분자는 {k * n}입니다.",
                    ),
                ),
                (
                    f"{k + 1}√{n}",
                    say(f"{k * n} ÷ {n} is {k}.", f"{k * n} ÷ {n} = {k}입니다."),
                ),
                (
                    f"{n}√{k + n}",
                    say(
                        f"Multiply top and bottom by √{n}.",
                        f"분자와 분모에 {particle(f'√{n}', '을', '를')} 곱하세요.",
                    ),
                ),
            ],
            say(
                f"Multiply top and bottom by √{n}: {k * n}√{n}/{n} = {k}√{n}.",
                f"분자와 분모에 {particle(f'√{n}', '을', '를')} 곱하면 "
                f"{k * n}√{n}/{n} = {k}√{n}입니다.",
            ),
            hint=say(
                "Which factor turns the root below into a whole number?",
                "분모의 근호를 없애려면 무엇을 곱해야 할까요?",
            ),
        )

    def squared(a: int, n: int) -> Question:
        return typed(
            say(f"What is ({a}√{n})²?", f"({a}√{n})²의 값은 얼마인가요?"),
            a * a * n,
            say(
                f"({a}√{n})² = {a}² × {n} = {a * a} × {n} = {a * a * n}.",
                f"({a}√{n})² = {a}² × {n} = {a * a} × {n} = {a * a * n}입니다.",
            ),
            hint=say("Square both factors.", "두 인수를 모두 제곱하세요."),
            wrong=[
                (
                    a * n,
                    say(f"{a} has to be squared, too.", f"{a}도 제곱해야 해요."),
                ),
                (
                    a * a * n * n,
                    say(f"(√{n})² is {n}, not {n * n}.",
                        f"(√{n})² = {n}입니다."),
                ),
                (2 * a * n, say("Squaring is not doubling.", "제곱은 두 배가 아니에요.")),
            ],
        )  # fmt: skip

    def integers(low: int, high: int) -> Question:
        answer = high * high - low * low - 1
        return typed(
            say(
                f"For how many positive integers n is {low} < √n < {high}?",
                f"{low} < √n < {particle(str(high), '을', '를')} 만족하는 자연수 n은 "
                "모두 몇 개인가요?",
            ),
            answer,
            say(
                f"Squaring gives {low * low} < n < {high * high}, and "
                f"{high * high} − {low * low} − 1 = {answer}.",
                f"제곱하면 {low * low} < n < {high * high}이므로 "
                f"{high * high} − {low * low} − 1 = {answer}개입니다.",
            ),
            hint=say("Square all three parts.", "세 부분을 모두 제곱해 보세요."),
            wrong=[
                (
                    answer + 1,
                    say(
                        "Neither end counts: they are not strictly between.",
                        "양 끝의 수는 들어가지 않아요.",
                    ),
                ),
                (
                    answer + 2,
                    say("Both ends are left out.", "양 끝의 두 수는 빼야 해요."),
                ),
                (
                    high - low - 1,
                    say(
                        "You counted the roots. Count the numbers n.",
                        "√n의 개수가 아니라 n의 개수를 세어야 해요.",
                    ),
                ),
            ],
        )

    r, pick = rng.randint, rng.choice
    low = r(2, 6)
    return [
        root(r(6, 12)),
        between(pick([30, 40, 45, 55, 60, 75])),
        root(r(13, 19)),
        simplify(r(3, 7), 2),
        squared(r(2, 4), pick([3, 5, 7])),
        rationalize(r(3, 6), pick([2, 3, 5])),
        times(*pick([(2, 18), (8, 18), (3, 27), (2, 32), (5, 20), (3, 48)])),
        simplify(pick([4, 6, 7]), pick([3, 5])),
        integers(low, low + 2),
        combine(r(2, 5), r(2, 4), 3),
    ]
