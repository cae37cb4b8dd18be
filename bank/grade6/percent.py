"""Grade 6: percent."""

from fractions import Fraction
from random import Random

from bank.language import Say, particle
from bank.notation import decimal
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def of(p: int, n: int) -> Question:
        one = decimal(Fraction(n, 100))
        return typed(
            say(f"What is {p}% of {n}?", f"{n}의 {p}%는 얼마인가요?"),
            Fraction(p * n, 100),
            say(f"1% of {n} is {one}, and {p} × {one} = {decimal(Fraction(p * n, 100))}.",
                f"{n}의 1%는 {one}이고 {one} × {p} = {decimal(Fraction(p * n, 100))}입니다."),
            hint=say("Percent means hundredths.", "1%는 100분의 1이에요."),
            wrong=[
                (p * n, say("Divide by 100.", "100으로 나누어야 해요.")),
                (n - p, say("You took the number away. Take a part of it.",
                            "수를 뺐어요. 비율을 곱하세요.")),
                (Fraction(p * n, 10), say("Hundredths, not "
                                          "tenths.", "10이 아니라 100으로 나누세요.")),
            ],
        )  # fmt: skip

    def from_fraction(a: int, b: int) -> Question:
        p = Fraction(100 * a, b)
        return choose(
            say(f"What is {a}/{b} as a percent?",
                f"{particle(f'{a}/{b}', '을', '를')} 백분율로 나타내면 몇 %인가요?"),
            f"{decimal(p)}%",
            [
                (f"{a * 10 + b}%", say("The digits were put side by side.", "숫자를 이어 썼어요.")),
                (f"{decimal(p / 10)}%", say("Times 100, not 10.", "10이 아니라 100을 곱하세요.")),
                (f"{decimal(100 - p)}%", say("That is the rest.", "그것은 나머지예요.")),
                (f"{a * b}%", say("You multiplied. Divide.", "곱했어요. 나누어야 해요.")),
                (f"{decimal(p + 10)}%", say("Divide again.", "다시 나누어 보세요.")),
            ],
            say(f"{a} ÷ {b} = {decimal(p / 100)}, and {decimal(p / 100)} × 100 = {decimal(p)}.",
                f"{a} ÷ {b} = {decimal(p / 100)}이고 {decimal(p / 100)} × 100 = "
                f"{decimal(p)}(%)예요."),
            hint=say("Make the bottom 100.", "분모를 100으로 만들어 보세요."),
        )  # fmt: skip

    def sale(price: int, p: int) -> Question:
        off = price * p // 100
        return choose(
            say(
                f"A jacket costs ${price}. In a sale its price is reduced by {p}%. "
                "What is the sale price?",
                f"{price * 1000:,}원짜리 옷을 {p}% 할인하여 팔아요. 할인된 가격은 얼마인가요?",
            ),
            say.money((price - off) * 100),
            [
                (say.money(off * 100), say("That is what is taken "
                                           "off.", "그것은 할인 금액이에요.")),
                (say.money((price - p) * 100), say("You took the percent away as money.",
                                                   "퍼센트를 그대로 뺐어요.")),
                (say.money((price + off) * 100), say("A sale makes it cheaper.",
                                                     "할인하면 값이 내려가요.")),
                (say.money((price - off + 5) * 100), say("Take away again.", "다시 빼 보세요.")),
                (say.money((price - off + 2) * 100), say("Take away again.", "다시 빼 보세요.")),
            ],
            say(f"{p}% of {price} is {off}, and {price} − {off} = {price - off} dollars.",
                f"{price * 1000:,}의 {p}%는 {off * 1000:,}이므로 {price * 1000:,} − "
                f"{off * 1000:,} = "
                f"{(price - off) * 1000:,}(원)이에요."),
            hint=say("How much is taken off?", "얼마를 깎아 주나요?"),
        )  # fmt: skip

    def what_percent(part: int, whole: int) -> Question:
        p = Fraction(100 * part, whole)
        return typed(
            say(f"What percent of {whole} is {part}?",
                f"{particle(str(part), '은', '는')} {whole}의 몇 %인가요?"),
            p,
            say(f"{part} ÷ {whole} = {decimal(p / 100)}, which is {decimal(p)}%.",
                f"{part} ÷ {whole} = {decimal(p / 100)}이므로 {decimal(p)}%예요."),
            hint=say("Divide the part by the whole.", "비교하는 양을 기준량으로 나누세요."),
            wrong=[
                (part, say("That is the part itself.", "비율을 구해야 해요.")),
                (p / 100, say("As a percent it is a hundred times that.",
                              "백분율은 100을 곱해야 해요.")),
                (100 - p, say("That is the rest.", "그것은 나머지의 백분율이에요.")),
            ],
        )  # fmt: skip

    def whole(p: int, part: int) -> Question:
        n = part * 100 // p
        return choose(
            say(
                f"{p}% of the students at a school walk to school. "
                f"If {part} students walk, how many students does the school have?",
                f"어느 학교 학생의 {p}%가 걸어서 학교에 와요. 걸어서 오는 학생이 {part}명이면 "
                "이 학교의 학생은 모두 몇 명인가요?",
            ),
            n,
            [
                (part * p // 100, say("That is a part of those who walk.",
                                      "걸어서 오는 학생의 일부를 구했어요.")),
                (part + p, say("You added the percent.", "퍼센트를 더했어요.")),
                (part * p // 10, say("Divide by the percent.", "퍼센트로 나누어야 해요.")),
                (n // 2, say("Half of it only.", "그 절반만 구했어요.")),
                (n + part, say("Those who walk are students, "
                               "too.", "걸어서 오는 학생도 포함돼 있어요.")),
            ],
            say(f"1% of the students is {part} ÷ {p} = {decimal(Fraction(part, p))}, "
                f"so 100% is {n}.",
                f"1%는 {part} ÷ {p} = {decimal(Fraction(part, p))}(명)이므로 100%는 {n}명이에요."),
            hint=say("How many students are 1%?", "1%는 몇 명인가요?"),
        )  # fmt: skip

    r, c = rng.randint, rng.choice
    return [
        of(10, r(3, 12) * 20),
        from_fraction(*c([(1, 4), (3, 4), (2, 5), (3, 5), (4, 5), (1, 5)])),
        of(25, r(4, 15) * 4),
        from_fraction(c([3, 7, 9, 11, 13, 17]), 20),
        what_percent(r(2, 9) * 3, 30),
        sale(r(2, 9) * 20, c([10, 20])),
        of(r(3, 4) * 5, r(4, 9) * 20),
        sale(r(4, 9) * 20, 35),
        what_percent(r(5, 13) * 4, 80),
        whole(r(2, 4) * 10, r(8, 15) * 12),
    ]
