"""Grade 9: averages and spread."""

from fractions import Fraction
from random import Random

from bank.language import Say, particle
from bank.notation import decimal, listed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def around(middle: int, offsets: tuple[int, ...]) -> list[int]:
        return rng.sample([middle + d for d in offsets], len(offsets))

    def median(data: list[int]) -> Question:
        ordered = sorted(data)
        n = len(data)
        answer = Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2)
        low, high = ordered[(n - 1) // 2], ordered[n // 2]
        in_order = say(
            f"In order: {listed(ordered)}; ", f"크기순으로 늘어놓으면 {listed(ordered)}. "
        )
        middle = (
            say(f"{high} is in the middle.", f"가운데 수는 {high}입니다.")
            if n % 2
            else say(
                f"{low} and {high} are in the middle, and halfway between them is "
                f"{decimal(answer)}.",
                f"가운데 두 수는 {low}, {high}이므로 그 평균은 {decimal(answer)}입니다.",
            )
        )
        return typed(
            say(f"What is the median of {listed(data)}?",
                f"자료 {listed(data)}의 중앙값은 얼마인가요?"),
            answer,
            in_order + middle,
            hint=say("Put the numbers in order first.", "먼저 크기순으로 늘어놓으세요."),
            wrong=[
                (data[n // 2], say("Put the numbers in order before you take the middle one.",
                                   "크기순으로 늘어놓은 다음 가운데 수를 찾으세요.")),
                (ordered[-1] - ordered[0], say("That is the range.", "그 수는 범위예요.")),
                (low, say("Two numbers are in the middle: take halfway between them.",
                          "가운데 수가 두 개예요. 두 수의 평균을 구하세요.")),
            ],
        )  # fmt: skip

    def mode(data: list[int]) -> Question:
        answer = max(set(data), key=lambda n: (data.count(n), n))
        others = sorted(set(data) - {answer})
        wrong = [
            (
                data.count(answer),
                say("That is how often it occurs, not the value.",
                    "그 수는 나타난 횟수예요. 변량을 답해야 해요."),
            ),
            *(
                (
                    n,
                    say(f"{n} occurs only {data.count(n)} time{'s' * (data.count(n) > 1)}.",
                        f"{particle(str(n), '은', '는')} {data.count(n)}번만 나와요."),
                )
                for n in others
            ),
        ]  # fmt: skip
        return choose(
            say(f"What is the mode of {listed(data)}?",
                f"자료 {listed(data)}의 최빈값은 얼마인가요?"),
            answer,
            wrong,
            say(
                f"{answer} occurs {data.count(answer)} times, more often than any other value.",
                f"{particle(str(answer), '이', '가')} {data.count(answer)}번으로 가장 많이 나와요.",
            ),
            hint=say("Which value occurs most often?", "가장 많이 나타나는 값은 무엇일까요?"),
        )  # fmt: skip

    def spread(data: list[int]) -> Question:
        *first, last = data
        answer = max(data) - min(data)
        return typed(
            say(f"What is the range of {listed(first)} and {last}?",
                f"자료 {listed(data)}의 범위는 얼마인가요?"),
            answer,
            say(
                f"The greatest value is {max(data)} and the least is {min(data)}: "
                f"{max(data)} − {min(data)} = {answer}.",
                f"가장 큰 값은 {max(data)}, 가장 작은 값은 {min(data)}이므로 "
                f"{max(data)} − {min(data)} = {answer}입니다.",
            ),
            hint=say("Find the greatest and the least value.",
                     "가장 큰 값과 가장 작은 값을 찾아보세요."),
            wrong=[
                (max(data), say("Take the least value away from it.",
                                "가장 작은 값을 빼야 해요.")),
                (abs(last - data[0]), say("You took the first and the last number of the list.",
                                          "처음 수와 마지막 수의 차를 구했어요.")),
            ],
        )  # fmt: skip

    def variance(data: list[int]) -> Question:
        mean = sum(data) // len(data)
        squares = [(n - mean) ** 2 for n in data]
        answer = Fraction(sum(squares), len(data))
        return typed(
            say(f"What is the (population) variance of {listed(data)}?",
                f"자료 {listed(data)}의 분산은 얼마인가요?"),
            answer,
            say(
                f"The mean is {mean}, the squared deviations are {listed(squares)}, "
                f"and {sum(squares)} ÷ {len(data)} = {decimal(answer)}.",
                f"평균은 {mean}, 편차의 제곱은 {listed(squares)}이므로 "
                f"{sum(squares)} ÷ {len(data)} = {decimal(answer)}입니다.",
            ),
            hint=say("Mean first, then the squared deviations, then their mean.",
                     "평균, 편차의 제곱, 그 평균의 차례로 구해 보세요."),
            wrong=[
                (sum(squares), say("Divide the sum by how many values there are.",
                                   "합을 변량의 개수로 나누어야 해요.")),
                (mean, say("That is the mean.", "그 수는 평균이에요.")),
                (0, say("The deviations always add up to 0. Square them first.",
                        "편차의 합은 항상 0이에요. 먼저 제곱하세요.")),
            ],
        )  # fmt: skip

    def deviation(data: list[int]) -> Question:
        mean = sum(data) // len(data)
        squares = [(n - mean) ** 2 for n in data]
        v = sum(squares) // len(data)
        return choose(
            say(f"What is the (population) standard deviation of {listed(data)}?",
                f"자료 {listed(data)}의 표준편차는 얼마인가요?"),
            f"√{v}",
            [
                (str(v), say("That is the variance. Take its square root.",
                             "그 수는 분산이에요. 제곱근을 구하세요.")),
                (f"√{sum(squares)}", say("Divide by how many values there are first.",
                                         "먼저 변량의 개수로 나누어야 해요.")),
                (f"√{v + 1}", say(f"The squared deviations add up to {sum(squares)}.",
                                  f"편차의 제곱의 합은 {sum(squares)}입니다.")),
            ],
            say(
                f"The mean is {mean} and the variance is {sum(squares)} ÷ {len(data)} = {v}, "
                f"so the standard deviation is √{v}.",
                f"평균은 {mean}, 분산은 {sum(squares)} ÷ {len(data)} = {v}이므로 "
                f"표준편차는 √{v}입니다.",
            ),
            hint=say("It is the square root of the variance.", "분산의 양의 제곱근이에요."),
        )  # fmt: skip

    def table(scores: tuple[int, int, int], counts: tuple[int, int, int]) -> Question:
        pairs = list(zip(scores, counts, strict=True))
        total, n = sum(s * k for s, k in pairs), sum(counts)
        mean = Fraction(total, n)
        (a, i), (b, j), (c, k) = pairs
        return choose(
            say(
                f"In a quiz {i} students score {a}, {j} students score {b} and {k} students "
                f"score {c}. What is the mean score?",
                f"퀴즈에서 {a}점을 받은 학생이 {i}명, {b}점을 받은 학생이 {j}명, "
                f"{c}점을 받은 학생이 {k}명입니다. 점수의 평균은 얼마인가요?",
            ),
            decimal(mean),
            [
                (
                    decimal(Fraction(sum(scores), 3)),
                    say("You left out how many students have each score.",
                        "각 점수를 받은 학생 수를 생각하지 않았어요."),
                ),
                (
                    decimal(mean + Fraction(1, 2)),
                    say(f"All scores together are {total}.", f"점수의 총합은 {total}점이에요."),
                ),
                (str(n), say("That is the number of students.", "그 수는 학생 수예요.")),
                (
                    decimal(mean - Fraction(1, 2)),
                    say(f"All scores together are {total}.", f"점수의 총합은 {total}점이에요."),
                ),
            ],
            say(
                f"({i} × {a} + {j} × {b} + {k} × {c}) ÷ {n} = {total} ÷ {n} = {decimal(mean)}.",
                f"({a} × {i} + {b} × {j} + {c} × {k}) ÷ {n} = {total} ÷ {n} = "
                f"{decimal(mean)}입니다.",
            ),
            hint=say("Add up the scores of all students.", "모든 학생의 점수를 더해 보세요."),
        )  # fmt: skip

    def changed(v: int, k: int, is_added: bool) -> Question:
        answer = v if is_added else v * k * k
        stays = say(
            f"The mean also grows by {k}, so the deviations and the variance {v} stay the same.",
            f"평균도 {k}만큼 커지므로 편차가 그대로예요. 그래서 분산도 {v} 그대로예요.",
        )
        grows = say(
            f"Every deviation is multiplied by {k}, so the variance is multiplied by {k}² = "
            f"{k * k}: {v} × {k * k} = {v * k * k}.",
            f"편차가 모두 {k}배가 되므로 분산은 {k}² = {k * k}배가 돼요. "
            f"{v} × {k * k} = {v * k * k}입니다.",
        )
        plus = say(
            "Adding the same number to all moves them without spreading them.",
            "모든 변량에 같은 수를 더하면 흩어진 정도는 변하지 않아요.",
        )
        times = say("Squared deviations grow with the square of the factor.",
                    "편차를 제곱하므로 분산은 곱한 수의 제곱배가 돼요.")  # fmt: skip
        wrong = [v + k, v * k, v + k * k] if is_added else [v * k, v, v + k, v + k * k]
        return choose(
            say(
                f"The variance of a set of data is {v}. Every value is "
                f"{'increased' if is_added else 'multiplied'} by {k}. "
                "What is the variance of the new data?",
                f"어떤 자료의 분산이 {v}입니다. 모든 변량에 {particle(str(k), '을', '를')} "
                f"{'더하면' if is_added else '곱하면'} 새 자료의 분산은 얼마인가요?",
            ),
            answer,
            [(n, plus if is_added else times) for n in wrong],
            stays if is_added else grows,
            hint=say("What happens to the deviations from the mean?",
                     "평균과의 차인 편차는 어떻게 될까요?"),
        )  # fmt: skip

    r = rng.randint
    often = r(5, 14)
    return [
        median(around(r(12, 19), (-5, -2, 0, 3, 7))),
        mode(rng.sample([often, often, often, often + 2, often + 2, often + 4, often - 2], 7)),
        spread(around(r(14, 22), (-7, -3, -1, 2, 5, 11))),
        table((6, 8, 10), rng.choice([(2, 5, 3), (3, 5, 2), (5, 3, 2), (1, 6, 3), (4, 1, 5)])),
        median(around(r(30, 38), (-9, -4, -1, 2, 6, 11))),
        changed(r(6, 9), r(3, 5), is_added=True),
        variance(around(r(6, 14), (-2, -1, 0, 1, 2))),
        deviation(around(r(10, 16), (-3, -1, 1, 3))),
        variance(around(r(15, 22), (-6, -2, 1, 3, 4))),
        changed(r(5, 8), r(2, 4), is_added=False),
    ]
