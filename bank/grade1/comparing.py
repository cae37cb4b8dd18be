"""Grade 1: comparing numbers."""

from random import Random

from bank.language import Say, particle
from bank.notation import listed
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def extreme(is_greatest: bool, tens: int, ones: int) -> Question:
        low, high = tens * 10 + ones, ones * 10 + tens
        group = [low, high, *((low + 10, high - 1) if is_greatest else (low + 2, high - 10))]
        rng.shuffle(group)
        best = max(group) if is_greatest else min(group)
        word = say(*(("greatest", "가장 큰") if is_greatest else ("least", "가장 작은")))
        most = "most" if is_greatest else "fewest"

        def why(n: int) -> str:
            if n // 10 == best // 10:
                return say(
                    "The tens are the same. Look at the ones.",
                    "10개씩 묶음의 수가 같아요. 낱개의 수를 비교하세요.",
                )
            return say(
                f"Compare the tens first: {best // 10} tens and {n // 10} tens.",
                f"10개씩 묶음부터 비교하세요. {best // 10}개와 {n // 10}개예요.",
            )

        return choose(
            say(
                f"Which of these numbers is the {word}: {listed(group)}?",
                f"{listed(group)} 중에서 {word} 수는 무엇인가요?",
            ),
            best,
            [(n, why(n)) for n in group if n != best],
            say(
                f"Compare the tens first, then the ones: {best} has the {most} tens, and the "
                f"{most} ones among those.",
                f"10개씩 묶음의 수를 먼저, 낱개의 수를 다음에 비교하면 {word} 수는 {best}입니다.",
            ),
            hint=say("Look at the tens first.", "10개씩 묶음의 수를 먼저 보세요."),
        )

    def true_sign(a: int, b: int) -> Question:
        low, high = sorted((a, b))
        who = names(rng, 1, say)[0]
        turned = say("The sign opens toward the greater number.", "부등호는 큰 수 쪽으로 벌어져요.")
        return choose(
            say(
                f"{who} compares {a} and {b}. Which statement is true?",
                f"{particle(who, '이', '가')} {particle(str(a), '과', '와')} "
                f"{particle(str(b), '을', '를')} 비교해요. 바르게 나타낸 것은 무엇인가요?",
            ),
            f"{low} < {high}",
            [
                (f"{low} > {high}", turned),
                (f"{low} = {high}", say("The two numbers are not equal.", "두 수는 같지 않아요.")),
                (f"{high} < {low}", turned),
            ],
            say(
                f"{low} is less than {high}, and the sign < opens toward the greater number.",
                f"{particle(str(low), '은', '는')} {high}보다 작아요. "
                "부등호는 큰 수 쪽으로 벌어져요.",
            ),
            hint=say("Which number is greater?", "어느 수가 더 클까요?"),
        )

    def more(a: int, b: int) -> Question:
        one, two = names(rng, 2, say)
        return typed(
            say(
                f"{one} has {a} stickers and {two} has {b} stickers. "
                f"How many more stickers does {one} have than {two}?",
                f"{particle(one, '은', '는')} 붙임딱지를 {a}장, {particle(two, '은', '는')} {b}장 "
                f"가지고 있어요. {particle(one, '은', '는')} {two}보다 붙임딱지를 몇 장 더 가지고 "
                "있나요?",
            ),
            a - b,
            say(
                f"Count on from {b} to {a}: that is {a} − {b} = {a - b} more.",
                f"{b}부터 {a}까지 세어 보면 {a} − {b} = {a - b}, {a - b}장 더 많아요.",
            ),
            hint=say(f"Count on from {b} to {a}.", f"{b}부터 {a}까지 이어 세어 보세요."),
            wrong=[
                (a + b, say("You put them together. How many more is asked.",
                            "두 수를 더했어요. 몇 장 더 많은지 구해야 해요.")),
                (a, say("That is all that the first one has.",
                        "그 수는 가지고 있는 전체예요.")),
                (a - b + 1, say(f"Do not count {b} itself.",
                                f"{particle(str(b), '은', '는')} 세지 않아요.")),
            ],
        )  # fmt: skip

    def between(low: int, gap: int) -> Question:
        inside = range(low + 1, low + gap)
        return typed(
            say(
                f"How many whole numbers are greater than {low} and less than {low + gap}?",
                f"{low}보다 크고 {low + gap}보다 작은 수는 모두 몇 개인가요?",
            ),
            gap - 1,
            say(
                f"They are {listed(inside)}, so there are {gap - 1} of them.",
                f"{listed(inside)}, 모두 {gap - 1}개예요.",
            ),
            hint=say("Write them down one after the other.", "하나씩 차례로 써 보세요."),
            wrong=[
                (gap, say(f"{low + gap} is not less than itself.",
                          f"{low + gap}보다 작아야 하므로 {low + gap} 자신은 세지 않아요.")),
                (gap + 1, say("The two ends do not count.", "양 끝의 두 수는 세지 않아요.")),
            ],
        )  # fmt: skip

    def window(low: int, high: int) -> Question:
        n = rng.randint(low + 1, high - 1)
        return choose(
            say(
                f"Which number is greater than {low} and less than {high}?",
                f"{low}보다 크고 {high}보다 작은 수는 무엇인가요?",
            ),
            n,
            [
                (high, say(f"{high} is not less than {high}.",
                           f"{high}보다 작은 수를 찾아야 해요.")),
                (low, say(f"{low} is not greater than {low}.",
                          f"{low}보다 큰 수를 찾아야 해요.")),
                (low - 2, say(f"That is less than {low}.", f"{low}보다 작은 수예요.")),
            ],
            say(
                f"{n} is to the right of {low} and to the left of {high} on the number line.",
                f"수를 차례로 쓰면 {particle(str(n), '은', '는')} {low}보다 뒤, {high}보다 앞에 "
                "있어요.",
            ),
            hint=say("It lies between the two numbers.", "두 수 사이에 있는 수예요."),
        )  # fmt: skip

    r = rng.randint
    return [
        more(r(7, 9), r(2, 5)),
        true_sign(r(11, 14), r(15, 19)),
        between(r(3, 9), r(3, 5)),
        extreme(True, r(2, 3), r(5, 8)),
        more(r(14, 19), r(6, 9)),
        window(r(21, 25), r(30, 34)),
        extreme(False, r(3, 4), r(6, 8)),
        between(r(15, 19), r(5, 7)),
        true_sign(r(62, 67), r(56, 59)),
        more(r(31, 38), r(26, 29)),
    ]
