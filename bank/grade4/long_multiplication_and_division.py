"""Grade 4: long multiplication and division."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def times(a: int, b: int) -> Question:
        tens, ones = b // 10 * 10, b % 10
        return typed(
            say(f"What is {a} × {b}?", f"{a} × {b}의 값은 얼마인가요?"),
            a * b,
            say(f"{a} × {tens} = {a * tens} and {a} × {ones} = {a * ones}; together {a * b}.",
                f"{a} × {tens} = {a * tens}, {a} × {ones} = {a * ones}이므로 더하면 "
                f"{a * b}입니다."),
            hint=say("Multiply by the tens and by the ones.",
                     "곱하는 수를 몇십과 몇으로 나누어 곱하세요."),
            wrong=[
                (a * tens // 10 + a * ones, say("The tens count ten times as much.",
                                                "십의 자리의 곱은 한 자리 왼쪽에 써야 해요.")),
                (a * tens, say("The ones are missing.", "일의 자리를 곱하지 않았어요.")),
            ],
        )  # fmt: skip

    def divide(a: int, b: int) -> Question:
        head = b // 10 * 10
        return typed(
            say(f"What is {a * b} ÷ {a}?", f"{a * b} ÷ {a}의 몫은 얼마인가요?"),
            b,
            say(
                f"{a} × {head} = {a * head}, which leaves {a * (b - head)}, "
                f"and {a * (b - head)} ÷ {a} = {b - head}; so {head} + {b - head} = {b}.",
                f"{a} × {head} = {a * head}이고 {a * (b - head)}이 남아요. "
                f"{a * (b - head)} ÷ {a} = {b - head}이므로 몫은 {b}입니다.",
            ),
            hint=say("How many tens fit in?", "몫의 십의 자리부터 구하세요."),
            wrong=[
                (head // 10 + b - head, say("The first digit of the quotient counts tens.",
                                            "몫의 첫 숫자는 십의 자리예요.")),
                (b + 10, say("Ten too many.", "10이 많아요.")),
                (head, say("Divide what is left, too.", "남은 수도 나누어야 해요.")),
            ],
        )  # fmt: skip

    def story(n: int, price: int) -> Question:
        total = n * price
        return choose(
            say(f"A school buys {n} books for ${price} each. How much does it pay?",
                f"학교에서 한 권에 {price * 1000:,}원인 책을 {n}권 샀어요. 책값은 모두 "
                "얼마인가요?"),
            say.money(total * 100),
            [
                (say.money((total - n) * 100), say("Each book costs one more.",
                                                   "한 권마다 천 원씩 모자라요.")),
                (say.money((total + 10 * n) * 100), say("The tens were counted once more.",
                                                        "만 원씩 더 셈했어요.")),
                (say.money((n + price) * 100), say("You added. Each book costs that much.",
                                                   "더했어요. 한 권마다 내야 하니 곱해요.")),
            ],
            say(
                f"{n} × {price} = {n * (price // 10 * 10)} + {n * (price % 10)} = {total} dollars.",
                f"{price * 1000:,} × {n} = {total * 1000:,}이므로 {total * 1000:,}원이에요.",
            ),
            hint=say("So much for each book.", "한 권 값에 권수를 곱하세요."),
        )  # fmt: skip

    def remainder(a: int, b: int, left: int) -> Question:
        n = a * b + left

        def both(quotient: int, rest: int) -> str:
            return say(f"{quotient} remainder {rest}", f"몫 {quotient}, 나머지 {rest}")

        return choose(
            say(f"What are the quotient and the remainder of {n} ÷ {a}?",
                f"{n} ÷ {a}의 몫과 나머지는 얼마인가요?"),
            both(b, left),
            [
                (both(b - 1, left), say("It fits in once more.", "한 번 더 들어가요.")),
                (both(b, left + 1), say("Subtract again.", "다시 빼 보세요.")),
                (both(b + 1, left), say("It does not fit in so often.", "한 번 많이 들어갔어요.")),
            ],
            say(f"{a} × {b} = {a * b}, and {n} − {a * b} = {left} is less than {a}.",
                f"{a} × {b} = {a * b}이고 {n} − {a * b} = {particle(str(left), '은', '는')} "
                f"{a}보다 작아요."),
            hint=say(f"Multiply {a} until it is just below {n}.",
                     f"{a}에 얼마를 곱하면 {n}에 가장 가까운지 찾아보세요."),
        )  # fmt: skip

    def estimate(a: int, b: int) -> Question:
        near_a, near_b = round(a, -2), round(b, -1)
        best = near_a * near_b
        return choose(
            say(f"Which is the best estimate of {a} × {b}?",
                f"{a} × {b}의 값을 어림하면 약 얼마인가요?"),
            f"{best:,}",
            [
                (f"{best // 10:,}", say("A zero is missing.", "0이 하나 모자라요.")),
                (f"{best * 10:,}", say("A zero too many.", "0이 하나 많아요.")),
                (f"{best // 2:,}", say("Half of it only.", "절반밖에 안 돼요.")),
            ],
            say(f"{a} is about {near_a} and {b} is about {near_b}: {near_a} × {near_b} = {best:,}.",
                f"{particle(str(a), '은', '는')} 약 {near_a}, {particle(str(b), '은', '는')} 약 "
                f"{near_b}이므로 {near_a} × {near_b} = {best:,}입니다."),
            hint=say("Round both numbers first.", "두 수를 먼저 어림하세요."),
        )  # fmt: skip

    r = rng.randint
    return [
        times(r(22, 39), r(11, 14)),
        story(r(11, 14), r(21, 24)),
        divide(4, rng.choice([n for n in range(13, 25) if n % 10])),
        estimate(r(2, 6) * 100 - r(1, 4), r(21, 22)),
        times(r(43, 48), r(26, 28)),
        remainder(7, r(23, 28), r(2, 5)),
        divide(r(6, 7), r(43, 48)),
        story(r(31, 39), 28),
        times(r(213, 247), r(34, 37)),
        remainder(23, r(31, 36), r(12, 18)),
    ]
