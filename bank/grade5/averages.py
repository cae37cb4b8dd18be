"""Grade 5: averages."""

from fractions import Fraction
from random import Random
from statistics import median

from bank.language import Say, particle
from bank.notation import decimal, listed
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    only_sum = say("That is the sum. Divide it by how many there are.",
                   "그것은 합이에요. 개수로 나누세요.")  # fmt: skip

    def spread(mean: int, offsets: tuple[int, ...]) -> list[int]:
        return rng.sample([mean + d for d in offsets], len(offsets))

    def worked(group: list[int]) -> str:
        mean = decimal(Fraction(sum(group), len(group)))
        return say(
            f"The sum is {sum(group)}, and {sum(group)} ÷ {len(group)} = {mean}.",
            f"모두 더하면 {sum(group)}이고 {sum(group)} ÷ {len(group)} = {mean}입니다.",
        )

    def mean_of(group: list[int]) -> Question:
        middle = decimal(Fraction(median(group)))
        return typed(
            say(f"What is the average of {listed(group[:-1])} and {group[-1]}?",
                f"{listed(group)}의 평균은 얼마인가요?"),
            Fraction(sum(group), len(group)),
            worked(group),
            hint=say("Add them all, then divide.", "모두 더한 다음 개수로 나누세요."),
            wrong=[
                (sum(group), only_sum),
                (middle, say("That is the middle of them in order.",
                             "그것은 크기순으로 늘어놓았을 때 한가운데의 값이에요.")),
                (max(group), say("That is the greatest.", "그것은 가장 큰 수예요.")),
            ],
        )  # fmt: skip

    def scores(group: list[int]) -> Question:
        mean, who = sum(group) // len(group), names(rng, 1, say)[0]
        return choose(
            say(
                f"{who} scores {listed(group[:-1])} and {group[-1]} points in "
                f"{len(group)} games. What is the average score?",
                f"{particle(who, '이', '가')} {len(group)}경기에서 얻은 점수는 "
                f"{listed(group)}점이에요. "
                "점수의 평균은 몇 점인가요?",
            ),
            mean,
            [
                (sum(group), only_sum),
                (max(group), say("That is the best game.", "그것은 가장 높은 점수예요.")),
                (mean + 1, say("Divide again.", "다시 나누어 보세요.")),
                (mean - 1, say("Divide again.", "다시 나누어 보세요.")),
            ],
            worked(group),
            hint=say("What if all games had gone the "
                     "same?", "모든 경기의 점수가 같다면 몇 점인가요?"),
        )  # fmt: skip

    def total(n: int, mean: int) -> Question:
        return typed(
            say(
                f"The average weight of {n} parcels is {mean} kg. "
                "How many kilograms do they weigh altogether?",
                f"상자 {n}개의 무게의 평균은 {mean} kg이에요. 상자 {n}개의 무게는 모두 몇 "
                "kg인가요?",
            ),
            n * mean,
            say(f"Total = average × number: {mean} × {n} = {n * mean} kg.",
                f"(평균) × (개수)이므로 {mean} × {n} = {n * mean}(kg)이에요."),
            hint=say("As if each weighed the same.", "모두 같은 무게라고 생각하세요."),
            wrong=[
                (n + mean, say("You added. Multiply.", "더했어요. 곱하세요.")),
                (mean, say("That is one of them.", "그것은 한 개의 무게예요.")),
                (n * mean - mean, say("One parcel is missing.", "한 개가 빠졌어요.")),
            ],
        )  # fmt: skip

    def missing(known: list[int], mean: int) -> Question:
        count = len(known) + 1
        last = mean * count - sum(known)
        return choose(
            say(
                f"The average of {count} numbers is {mean}. All but one of them are "
                f"{listed(known)}. What is the missing number?",
                f"수 {count}개의 평균이 {mean}이고, 그중 한 수를 뺀 나머지는 "
                f"{listed(known)}입니다. "
                "빠진 수는 얼마인가요?",
            ),
            last,
            [
                (mean, say("Then the others would have to average the same.",
                           "평균을 그대로 썼어요. 합을 이용하세요.")),
                (last + len(known), say("Take away again.", "다시 빼 보세요.")),
                (last - 2, say("Take away again.", "다시 빼 보세요.")),
                (sum(known), say("That is the sum of the others.", "그것은 나머지 수의 합이에요.")),
            ],
            say(
                f"The numbers add up to {mean} × {count} = {mean * count}, "
                f"and {mean * count} − {sum(known)} = {last}.",
                f"{count}개의 합은 {mean} × {count} = {mean * count}이고 "
                f"{mean * count} − {sum(known)} = {last}입니다.",
            ),
            hint=say("What do all of them add up to?", "모든 수의 합은 얼마인가요?"),
        )  # fmt: skip

    def joined(n: int, mean: int, extra: int) -> Question:
        new = Fraction(n * mean + extra, n + 1)
        return typed(
            say(
                f"The average of {n} numbers is {mean}. The number {extra} is added to the list. "
                "What is the new average?",
                f"수 {n}개의 평균이 {mean}입니다. 여기에 {particle(str(extra), '을', '를')} "
                "더 넣으면 "
                "평균은 얼마가 되나요?",
            ),
            new,
            say(
                f"The old total is {n} × {mean} = {n * mean}; with {extra} it is "
                f"{n * mean + extra}, and {n * mean + extra} ÷ {n + 1} = {decimal(new)}.",
                f"처음의 합은 {mean} × {n} = {n * mean}이고 "
                f"{particle(str(extra), '을', '를')} 더하면 "
                f"{n * mean + extra}이므로 {n * mean + extra} ÷ {n + 1} = {decimal(new)}입니다.",
            ),
            hint=say("Find the old total first.", "처음의 합을 먼저 구하세요."),
            wrong=[
                (
                    Fraction(mean + extra, 2),
                    say("The one new number does not weigh as much as all the old ones.",
                        "처음 수가 더 많으니 그냥 평균을 낼 수 없어요."),
                ),
                (mean, say("The new number pulls it up.", "새 수 때문에 평균이 달라져요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        mean_of(spread(r(5, 12), (-3, 1, 2))),
        scores(spread(r(12, 17), (-4, -1, 5))),
        total(4, r(12, 19)),
        scores(spread(r(20, 26), (-6, -3, 2, 7))),
        mean_of(spread(r(31, 39), (-8, -2, 4, 8))),
        missing(spread(r(8, 13), (-2, 1, 4)), r(11, 14)),
        total(r(6, 9), r(23, 28)),
        missing(spread(r(72, 78), (-6, 3, 5)), 80),
        mean_of(spread(r(14, 19), (-6, -4, 1, 4, 5, 3))),
        joined(4, r(20, 26), r(8, 10) * 5 + 2),
    ]
