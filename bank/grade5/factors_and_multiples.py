"""Grade 5: factors and multiples."""

from math import gcd, lcm
from random import Random

from bank.language import Say, particle
from bank.notation import listed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def common_factor(k: int, a: int, b: int) -> Question:
        a, b = a * k, b * k
        g = gcd(a, b)
        return typed(
            say(f"What is the greatest common factor of {a} and {b}?",
                f"{particle(str(a), '과', '와')} {b}의 최대공약수는 얼마인가요?"),
            g,
            say(
                f"{a} = {g} × {a // g} and {b} = {g} × {b // g}, "
                f"and {a // g} and {b // g} share no factor but 1.",
                f"{a} = {g} × {a // g}, {b} = {g} × {b // g}이고 "
                f"{particle(str(a // g), '과', '와')} "
                f"{b // g}의 공약수는 1뿐이므로 최대공약수는 {g}입니다.",
            ),
            hint=say("Which numbers divide both?", "두 수를 모두 나누어떨어지게 하는 수를 "
                                                   "찾으세요."),
            wrong=[
                (lcm(a, b), say("That is the least common multiple.", "그것은 최소공배수예요.")),
                (g // 2 if g % 2 == 0 else 1, say("It divides both, but a greater one does, too.",
                                                  "공약수이지만 더 큰 공약수가 있어요.")),
                (min(a, b), say("That does not divide the other.",
                                "다른 수를 나누어떨어지게 하지 못해요.")),
            ],
        )  # fmt: skip

    def common_multiple(a: int, b: int) -> Question:
        m = lcm(a, b)
        return typed(
            say(f"What is the least common multiple of {a} and {b}?",
                f"{particle(str(a), '과', '와')} {b}의 최소공배수는 얼마인가요?"),
            m,
            say(
                f"Go through the multiples of {b} until one is a multiple of {a}: "
                f"{m} = {b} × {m // b} = {a} × {m // a}.",
                f"{b}의 배수 가운데 처음으로 {a}의 배수가 되는 수는 "
                f"{m} = {b} × {m // b} = {a} × {m // a}입니다.",
            ),
            hint=say(f"Write the multiples of {b} in a row.", f"{b}의 배수를 차례로 써 보세요."),
            wrong=[
                (gcd(a, b), say("That is the greatest common factor.", "그것은 최대공약수예요.")),
                (a * b, say("It is a common multiple, but a smaller one is, too.",
                            "공배수이지만 더 작은 공배수가 있어요.")),
                (2 * m, say("There is a smaller one.", "더 작은 공배수가 있어요.")),
            ],
        )  # fmt: skip

    def factor_of(n: int) -> Question:
        factors = [k for k in range(3, n // 2 + 1) if n % k == 0]
        others = [k for k in range(4, n // 2) if n % k]
        right = rng.choice(factors)
        return choose(
            say(f"Which of these numbers is a factor of {n}?",
                f"다음 중 {n}의 약수는 무엇인가요?"),
            right,
            [
                (k, say(f"{n} ÷ {k} leaves {n % k}.", f"{n} ÷ {k}의 나머지는 {n % k}예요."))
                for k in rng.sample(others, 3)
            ],
            say(f"{n} ÷ {right} = {n // right} leaves no remainder.",
                f"{n} ÷ {right} = {n // right}로 나누어떨어져요."),
            hint=say("Which one leaves no remainder?", "나누어떨어지는 수를 찾으세요."),
        )  # fmt: skip

    def how_many(n: int) -> Question:
        factors = [k for k in range(1, n + 1) if n % k == 0]
        count = len(factors)
        return choose(
            say(f"How many factors does {n} have, counting 1 and {n}?",
                f"1과 자기 자신을 포함하여 {n}의 약수는 모두 몇 개인가요?"),
            count,
            [
                (count - 2, say(f"1 and {n} count, too.",
                                f"{particle('1', '과', '와')} {n}도 약수예요.")),
                (count - 1, say("One is missing.", "하나가 빠졌어요.")),
                (count + 1, say("One too many.", "하나 많아요.")),
                (count + 2, say("Two too many.", "둘이 많아요.")),
            ],
            say(f"The factors are {listed(factors)}.",
                f"약수는 {listed(factors)}의 {count}개예요."),
            hint=say("Find them in pairs.", "곱이 되는 두 수를 짝지어 찾으세요."),
        )  # fmt: skip

    def buses(a: int, b: int) -> Question:
        m = lcm(a, b)
        return choose(
            say(
                f"A red bus leaves every {a} minutes and a blue bus every {b} minutes. They leave "
                "together now. After how many minutes do they next leave together?",
                f"빨간 버스는 {a}분마다, 파란 버스는 {b}분마다 출발해요. 지금 두 버스가 동시에 "
                "출발했다면 다음에 동시에 출발하는 것은 몇 분 후인가요?",
            ),
            m,
            [
                (a * b, say("They meet earlier than that.", "더 일찍 동시에 출발해요.")),
                (a + b, say("You added. Look for a common multiple.",
                            "더했어요. 공배수를 찾으세요.")),
                (gcd(a, b), say("That is the greatest common factor.", "그것은 최대공약수예요.")),
                (m * 2, say("That is the second time.", "그것은 두 번째예요.")),
                (m + a, say("Only one of them leaves then.", "그때는 한 버스만 출발해요.")),
            ],
            say(f"The first common multiple of {a} and {b} is "
                f"{m} = {a} × {m // a} = {b} × {m // b}.",
                f"{particle(str(a), '과', '와')} {b}의 최소공배수는 "
                f"{m} = {a} × {m // a} = {b} × {m // b}이므로 {m}분 후예요."),
            hint=say("Write down when each bus leaves.", "두 버스가 출발하는 시각을 써 보세요."),
        )  # fmt: skip

    c = rng.choice
    return [
        factor_of(c([18, 20, 24, 28, 30, 32, 40, 42])),
        common_multiple(4, c([5, 6, 7, 9, 10])),
        how_many(c([12, 16, 18, 20, 28])),
        common_factor(c([4, 5, 6, 7, 8]), 2, 3),
        how_many(c([24, 30, 32, 36, 40, 42])),
        common_multiple(8, c([6, 10, 12, 14, 20])),
        buses(6, c([4, 8, 9, 10, 15])),
        common_factor(12, c([1, 3, 5, 7, 9]), 4),
        buses(12, c([8, 10, 15, 16, 18])),
        common_factor(18, 5, c([2, 3, 4, 6, 7])),
    ]
