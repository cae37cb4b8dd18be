"""Grade 8: counting and probability."""

from fractions import Fraction
from math import comb
from random import Random

from bank.language import Say, particle
from bank.notation import decimal
from bank.question import Question, Wrong, choose, names, typed


def reduced(ways: int, of: int) -> str:
    """`4/12 = 1/3`; `3/4` where nothing cancels."""
    share = Fraction(ways, of)
    return f"{ways}/{of}" if share.denominator == of else f"{ways}/{of} = {share}"


def questions(rng: Random, say: Say) -> list[Question]:
    def bag(red: int, blue: int, green: int) -> Question:
        total = red + blue + green
        return choose(
            say(f"A bag holds {red} red, {blue} blue and {green} green balls. One ball is drawn at "
                "random. What is the probability that it is blue?",
                f"주머니에 빨간 공 {red}개, 파란 공 {blue}개, 초록 공 {green}개가 들어 있어요. 공 "
                "한 개를 꺼낼 때, 파란 공일 확률은 얼마인가요?"),
            Fraction(blue, total),
            [
                (Fraction(blue, red + green), say(
                    "You compared blue with the other balls. Compare with all balls.",
                    "나머지 공의 수로 나누었어요. 전체 공의 수로 나누어야 해요.")),
                (Fraction(1, 3), say("The three colors are not equally likely.",
                                     "세 색이 나올 가능성은 서로 같지 않아요.")),
                (Fraction(total - blue, total), say(
                    "That is the probability that it is not blue.",
                    "그것은 파란 공이 아닐 확률이에요.")),
                (Fraction(1, total), say(
                    "That is the probability of one particular ball.",
                    "그것은 어떤 공 하나가 나올 확률이에요.")),
            ],
            say(f"{blue} of the {total} balls are blue, so the probability is "
                f"{reduced(blue, total)}.",
                f"전체 {total}개 중 파란 공이 {blue}개이므로 확률은 {reduced(blue, total)}입니다."),
            say("How many balls are there in all?", "공은 모두 몇 개인가요?"),
        )  # fmt: skip

    def card(n: int, k: int) -> Question:
        count = n // k
        return typed(
            say(f"Cards are numbered from 1 to {n}. One card is drawn at random. What is the "
                f"probability that its number is a multiple of {k}?",
                f"1부터 {n}까지의 수가 하나씩 적힌 카드 {n}장이 있어요. 카드 한 장을 뽑을 때, "
                f"{k}의 배수일 확률은 얼마인가요?"),
            Fraction(count, n),
            say(f"There are {count} multiples of {k} up to {n}, and {count} ÷ {n} = "
                f"{decimal(Fraction(count, n))}.",
                f"{n}까지의 {k}의 배수는 {count}개이므로 {count} ÷ {n} = "
                f"{decimal(Fraction(count, n))}입니다."),
            say(f"Count the multiples of {k} first.", f"먼저 {k}의 배수의 개수를 세어 보세요."),
            [
                (Fraction(k, n), say(f"Count the multiples of {k}; do not use {k} itself.",
                                     f"{particle(str(k), '을', '를')} 그대로 쓰지 말고 {k}의 "
                                     "배수의 개수를 세어야 해요.")),
                (Fraction(count + 1, n), say(
                    f"Zero is not on a card; count again from {k}.",
                    f"0이 적힌 카드는 없어요. {k}부터 다시 세어 보세요.")),
                (count, say("That is the number of cards. Divide by the number of all cards.",
                            "그것은 카드의 수예요. 전체 카드의 수로 나누어야 해요.")),
            ],
        )  # fmt: skip

    def dice(total: int) -> Question:
        ways = 6 - abs(total - 7)
        return choose(
            say(f"Two fair dice are rolled. What is the probability that the sum is {total}?",
                f"서로 다른 두 개의 주사위를 동시에 던질 때, 두 눈의 수의 합이 {total}일 확률은 "
                "얼마인가요?"),
            Fraction(ways, 36),
            [
                (Fraction(1, 11), say("The 11 sums are not equally likely.",
                                      "합이 될 수 있는 11가지가 나올 가능성은 서로 같지 않아요.")),
                (Fraction(ways, 12), say(
                    "There are 6 × 6 = 36 pairs, not 12.",
                    "모든 경우의 수는 12가 아니라 6 × 6 = 36이에요.")),
                (Fraction(total, 36), say(
                    "Count the pairs with this sum; do not use the sum itself.",
                    "합을 그대로 쓰지 말고 그 합이 되는 경우의 수를 세어야 해요.")),
                (Fraction((ways + 1) // 2, 36), say(
                    "The dice differ: 1 and 2 is another pair than 2 and 1.",
                    "두 주사위는 서로 달라요. (1, 2)와 (2, 1)은 다른 경우예요.")),
                (Fraction(ways + 1, 36), say(
                    "You counted one pair too many.",
                    "한 가지를 더 세었어요.")),
            ],
            say(f"{ways} of the 36 equally likely pairs add up to {total}: {reduced(ways, 36)}.",
                f"모든 경우 36가지 중 합이 {total}인 경우가 {ways}가지이므로 "
                f"{reduced(ways, 36)}입니다."),
            say("How many pairs of numbers have this sum?",
                "합이 그 수가 되는 경우는 몇 가지인가요?"),
        )  # fmt: skip

    def coins(n: int, k: int) -> Question:
        ways = comb(n, k)
        answer = Fraction(ways, 2**n)
        wrong: list[Wrong] = [
            (Fraction(1, 2**n), say("There are several orders of heads and tails.",
                                    "앞면과 뒷면이 나오는 순서는 여러 가지예요.")),
            (ways, say("That is the number of ways. Divide by all outcomes.",
                       "그것은 경우의 수예요. 모든 경우의 수로 나누어야 해요.")),
            (Fraction(1, 2), say("Not every number of heads is equally likely.",
                                 "앞면의 개수마다 확률이 달라요.")),
        ]  # fmt: skip
        return typed(
            say(f"{n} fair coins are tossed. What is the probability of exactly {k} heads?",
                f"서로 다른 동전 {n}개를 동시에 던질 때, 앞면이 정확히 {k}개 나올 확률은 "
                "얼마인가요?"),
            answer,
            say(f"{ways} of the {2**n} equally likely outcomes have exactly {k} heads: {ways} ÷ "
                f"{2**n} = {decimal(answer)}.",
                f"모든 경우 {2**n}가지 중 앞면이 {k}개인 경우가 {ways}가지이므로 {ways} ÷ {2**n} = "
                f"{decimal(answer)}입니다."),
            say("List the outcomes in order.", "나올 수 있는 경우를 차례로 써 보세요."),
            wrong,
        )  # fmt: skip

    def not_rain(hundredths: int) -> Question:
        p = Fraction(hundredths, 100)
        return typed(
            say(f"The probability of rain tomorrow is {decimal(p)}. What is the probability that "
                "it does not rain?",
                f"내일 비가 올 확률이 {decimal(p)}일 때, 내일 비가 오지 않을 확률은 얼마인가요?"),
            1 - p,
            say(f"The two probabilities add up to 1: 1 − {decimal(p)} = {decimal(1 - p)}.",
                f"두 확률의 합은 1이므로 1 − {decimal(p)} = {decimal(1 - p)}입니다."),
            say("What do the two probabilities add up to?", "두 확률의 합은 얼마인가요?"),
            [
                (p, say("That is the probability of rain.", "그것은 비가 올 확률이에요.")),
                (100 - hundredths, say("A probability is at most 1.",
                                       "확률은 1보다 클 수 없어요.")),
                (1 + p, say("Subtract from 1; a probability is at most 1.",
                            "1에서 빼야 해요. 확률은 1보다 클 수 없어요.")),
            ],
        )  # fmt: skip

    def both(red: int, blue: int) -> Question:
        n = red + blue
        answer = Fraction(red * (red - 1), n * (n - 1))
        return choose(
            say(f"A box holds {red} red and {blue} blue pens. Two pens are taken at random, one "
                "after the other, without putting the first one back. What is the probability that "
                "both are red?",
                f"상자에 빨간 펜 {red}자루와 파란 펜 {blue}자루가 들어 있어요. 꺼낸 펜을 다시 넣지 "
                "않고 한 자루씩 두 번 꺼낼 때, 두 자루 모두 빨간 펜일 확률은 얼마인가요?"),
            answer,
            [
                (Fraction(red, n) ** 2, say(
                    "That would be right if the first pen were put back.",
                    "첫 번째 펜을 다시 넣는다면 맞아요. 하지만 다시 넣지 않아요.")),
                (Fraction(red, n), say("That is the probability for the first pen only.",
                                       "그것은 첫 번째 펜만 생각한 확률이에요.")),
                (Fraction(red - 1, n - 1), say(
                    "That is the probability for the second pen only.",
                    "그것은 두 번째 펜만 생각한 확률이에요.")),
                (Fraction(2, n), say("Two pens are taken, but not every pen is red. Multiply the "
                                     "two probabilities.",
                                     "두 번의 확률을 각각 구하여 곱해야 해요.")),
            ],
            say(f"{red}/{n} × {red - 1}/{n - 1} = {reduced(red * (red - 1), n * (n - 1))}.",
                f"{red}/{n} × {red - 1}/{n - 1} = {reduced(red * (red - 1), n * (n - 1))}입니다."),
            say("How many red pens are left after the first one?",
                "빨간 펜을 하나 꺼내면 빨간 펜은 몇 자루 남나요?"),
        )  # fmt: skip

    def paths(shirts: int, pants: int, caps: int) -> Question:
        [name] = names(rng, 1, say)
        count = shirts * pants * caps
        return typed(
            say(f"{name} has {shirts} shirts, {pants} pairs of pants and {caps} caps. In how many "
                "ways can one of each be chosen?",
                f"{particle(name, '은', '는')} 셔츠 {shirts}벌, 바지 {pants}벌, 모자 {caps}개를 "
                "가지고 있어요. 셔츠, 바지, 모자를 하나씩 고르는 경우의 수는 얼마인가요?"),
            count,
            say(f"Multiply the choices: {shirts} × {pants} × {caps} = {count}.",
                f"각각의 경우의 수를 곱하면 {shirts} × {pants} × {caps} = {count}입니다."),
            say("For each shirt, how many pairs of pants can be chosen?",
                "셔츠 하나에 바지를 고르는 경우는 몇 가지인가요?"),
            [
                (shirts + pants + caps, say(
                    "You added. Each choice goes with every other one: multiply.",
                    "더했어요. 하나씩 동시에 고르므로 곱해야 해요.")),
                (shirts * pants, say("The caps count, too.",
                                     "모자를 고르는 경우도 생각해야 해요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        not_rain(rng.choice([20, 25, 30, 35, 40, 45, 60, 65, 70, 80, 85])),
        bag(r(2, 4), r(4, 6), r(6, 8)),
        paths(r(4, 7), r(3, 5), 2),
        dice(r(2, 6)),
        card(20, r(3, 9)),
        bag(r(6, 8), r(3, 5), r(9, 11)),
        card(50, rng.choice([4, 6, 7, 8, 9, 11, 12])),
        dice(r(8, 12)),
        coins(*rng.choice([(3, 1), (3, 2), (4, 1), (4, 2), (4, 3), (5, 1), (5, 2)])),
        both(r(4, 7), r(3, 5)),
    ]
