"""Grade 3: money; in Korea won, ten for a cent, and Korean coins."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def coins(quarters: int, dimes: int, nickels: int) -> Question:
        values = say((25, 10, 5), (500, 100, 50))
        each = [n * value for n, value in zip((quarters, dimes, nickels), values, strict=True)]
        total = sum(each)
        return typed(
            say(
                "A quarter is 25 cents, a dime is 10 cents and a nickel is 5 cents. How many cents "
                f"are {quarters} quarters, {dimes} dimes and {nickels} nickels?",
                f"500원짜리 동전 {quarters}개, 100원짜리 동전 {dimes}개, 50원짜리 동전 "
                f"{nickels}개는 "
                "모두 몇 원인가요?",
            ),
            total,
            say(
                f"{quarters} × 25 + {dimes} × 10 + {nickels} × 5 = "
                f"{' + '.join(map(str, each))} = {total} cents.",
                f"{each[0]} + {each[1]} + {each[2]} = {total}(원)이에요.",
            ),
            hint=say("Count each kind of coin on its own.", "동전의 종류마다 따로 세어 보세요."),
            wrong=[
                (quarters + dimes + nickels, say("That is how many coins there are.",
                                                 "그 수는 동전의 개수예요.")),
                (total - each[2], say("The nickels are missing.", "50원짜리가 빠졌어요.")),
                (total + values[2], say("One nickel too many.", "50원이 많아요.")),
            ],
        )  # fmt: skip

    def total(a: int, b: int) -> Question:
        return choose(
            say(
                f"A notebook costs {say.money(a)} and a pen costs {say.money(b)}. "
                "How much do they cost together?",
                f"공책은 {say.money(a)}, 펜은 {say.money(b)}이에요. 두 물건의 값은 모두 "
                "얼마인가요?",
            ),
            say.money(a + b),
            [
                (say.money(a + b - 100), say("Carry the dollar.", "받아올림을 하세요.")),
                (say.money(a + b + 100), say("A dollar too many.", "천 원이 많아요.")),
                (say.money(a + b - 10), say("Ten cents are missing.", "백 원이 모자라요.")),
                (say.money(a - b), say("You took away. Together means add.",
                                       "뺐어요. 모두이니 더해야 해요.")),
            ],
            say(
                f"Add dollars and cents: {say.money(a)} + {say.money(b)} = {say.money(a + b)}; "
                "100 cents make a dollar.",
                f"{a * 10:,} + {b * 10:,} = {(a + b) * 10:,}이므로 {say.money(a + b)}이에요.",
            ),
            hint=say("Add the cents first.", "작은 자리부터 더하세요."),
        )  # fmt: skip

    def change(cost: int, paid: int) -> Question:
        who = names(rng, 1, say)[0]
        back = paid * 100 - cost
        bill = say(f"${paid}", f"{paid * 1000:,}원")
        return choose(
            say(
                f"{who} buys a toy for {say.money(cost)} and pays with {bill}. "
                "How much is the change?",
                f"{particle(who, '은', '는')} {say.money(cost)}짜리 장난감을 사고 {bill}을 냈어요. "
                "거스름돈은 얼마인가요?",
            ),
            say.money(back),
            [
                (say.money(back + 100), say("A dollar too many: you borrowed it.",
                                            "천 원이 많아요. 받아내림을 하세요.")),
                (say.money(back + 10), say("Ten cents too many.", "백 원이 많아요.")),
                (say.money(back - 10), say("Ten cents too few.", "백 원이 모자라요.")),
                (say.money(back + 50), say("Count up again.", "다시 세어 보세요.")),
            ],
            say(
                f"Count up from {say.money(cost)} to {say.money(paid * 100)}: "
                f"that is {say.money(back)}.",
                f"{paid * 1000:,} − {cost * 10:,} = {back * 10:,}이므로 거스름돈은 "
                f"{say.money(back)}이에요.",
            ),
            hint=say("Count up from the price to what was paid.",
                     "낸 돈에서 물건값을 빼세요."),
        )  # fmt: skip

    def cents(amount: int) -> Question:
        dollars, rest = divmod(amount, 100)
        return typed(
            say(
                f"How many cents is {say.money(amount)}?",
                f"1000원짜리 지폐 {dollars}장과 10원짜리 동전 {rest}개는 모두 몇 원인가요?",
            ),
            say(amount, amount * 10),
            say(
                f"{dollars} dollars are {dollars * 100} cents, and {rest} more make {amount}.",
                f"1000원이 {dollars}장이면 {dollars * 1000}원, 10원이 {rest}개면 "
                f"{rest * 10}원이므로 "
                f"모두 {amount * 10}원이에요.",
            ),
            hint=say("A dollar is 100 cents.", "지폐와 동전을 따로 세어 보세요."),
            wrong=[
                (say(dollars + rest, dollars * 1000 + rest),
                 say("A dollar is 100 cents.", "10원짜리 동전은 10원씩 세어야 해요.")),
                (say(dollars * 10 + rest, dollars * 100 + rest * 10),
                 say("A dollar is 100 cents, not 10.", "1000원짜리는 천 원씩 세어야 해요.")),
            ],
        )  # fmt: skip

    def several(n: int, price: int) -> Question:
        who = names(rng, 1, say)[0]
        scale = say(1, 1000)
        paid, cost = 100 * scale, n * price * scale
        return typed(
            say(
                f"One ticket costs ${price}. {who} buys {n} tickets "
                "and pays with $100. How many dollars is the change?",
                f"입장권 한 장은 {price * scale}원이에요. {particle(who, '이', '가')} 입장권 "
                f"{n}장을 사고 "
                f"{paid}원을 냈어요. 거스름돈은 몇 원인가요?",
            ),
            paid - cost,
            say(
                f"{n} × {price} = {cost} dollars, and 100 − {cost} = {paid - cost}.",
                f"입장권 값은 {price * scale} × {n} = {cost}(원)이고, {paid} − {cost} = "
                f"{paid - cost}(원)이에요.",
            ),
            hint=say("First find what the tickets cost.", "입장권 값을 먼저 구하세요."),
            wrong=[
                (cost, say("That is what the tickets cost.", "그 수는 입장권 값이에요.")),
                (paid - price * scale, say("That is for one ticket.", "한 장 값만 뺐어요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        cents(r(2, 4) * 100 + r(15, 85)),
        coins(2, r(2, 4), r(1, 4)),
        total(r(21, 44) * 10, r(11, 14) * 10),
        change(r(31, 45) * 10, 5),
        cents(r(4, 8) * 100 + r(5, 9)),
        total(r(36, 49) * 10 + 5, r(17, 29) * 10),
        coins(r(3, 5), r(4, 6), r(5, 7)),
        change(r(645, 665), 10),
        several(r(6, 8), r(7, 9)),
        change(r(1127, 1149), 20),
    ]
