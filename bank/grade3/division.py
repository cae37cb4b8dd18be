"""Grade 3: division and remainders."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    once_more = say("Once too many.", "하나 많아요.")
    once_fewer = say("Once too few.", "하나 모자라요.")

    def plain(a: int, b: int) -> Question:
        return typed(
            say(f"What is {a * b} ÷ {a}?", f"{a * b} ÷ {a}의 몫은 얼마인가요?"),
            b,
            say(f"{a} × {b} = {a * b}, so {a * b} ÷ {a} = {b}.",
                f"{a} × {b} = {a * b}이므로 {a * b} ÷ {a} = {b}입니다."),
            hint=say(f"{a} times what is {a * b}?", f"{a}에 얼마를 곱하면 {a * b}인가요?"),
            wrong=[
                (b + 1, once_more), (b - 1, once_fewer),
                (a * b - a, say("You took away. Ask how many times.",
                                "뺐어요. 몇 번 들어가는지 생각하세요.")),
            ],
        )  # fmt: skip

    def share(a: int, b: int) -> Question:
        who = names(rng, 1, say)[0]
        return choose(
            say(
                f"{who} shares {a * b} cards equally among {a} friends. "
                "How many cards does each friend get?",
                f"{particle(who, '이', '가')} 카드 {a * b}장을 친구 {a}명에게 똑같이 나누어 "
                "주어요. "
                "한 명이 받는 카드는 몇 장인가요?",
            ),
            b,
            [
                (b + 1, once_more), (b - 1, once_fewer),
                (a * b - a, say("You took away. Sharing is dividing.",
                                "뺐어요. 똑같이 나누려면 나눗셈을 해요.")),
                (a, say("That is how many friends there are.", "그 수는 친구의 수예요.")),
            ],
            say(f"Divide: {a * b} ÷ {a} = {b}, because {a} × {b} = {a * b}.",
                f"{a} × {b} = {a * b}이므로 {a * b} ÷ {a} = {b}, 한 명이 {b}장씩 받아요."),
            hint=say("Deal the cards out one by one.", "한 장씩 차례로 나누어 준다고 생각하세요."),
        )  # fmt: skip

    def remainder(a: int, b: int, left: int) -> Question:
        total = a * b + left
        return choose(
            say(f"What is the remainder when {total} is divided by {a}?",
                f"{particle(str(total), '을', '를')} {particle(str(a), '으로', '로')} 나눈 "
                "나머지는 "
                "얼마인가요?"),
            left,
            [
                (b, say("That is how often it goes in. What is left over?",
                        "그 수는 몫이에요. 남는 수를 구하세요.")),
                (a - left, say("That is what is missing for one more.",
                               "한 번 더 들어가려면 모자라는 수예요.")),
                (0, say("It does not come out even.", "나누어떨어지지 않아요.")),
                (left + 1, say("One too many: subtract again.", "다시 빼 보세요.")),
                (a, say("A remainder is less than what you divide by.",
                        "나머지는 나누는 수보다 작아요.")),
            ],
            say(f"{a} × {b} = {a * b}, and {total} − {a * b} leaves {left}.",
                f"{a} × {b} = {a * b}이고 {total} − {a * b} = {left}이므로 나머지는 {left}입니다."),
            hint=say(f"Which number in the table of {a} is just below {total}?",
                     f"{a}의 단에서 {total}보다 작은 가장 큰 수를 찾으세요."),
        )  # fmt: skip

    def start(a: int, b: int) -> Question:
        return typed(
            say(f"□ ÷ {a} = {b}. What number goes in the box?",
                f"□ ÷ {a} = {b}. □ 안에 알맞은 수는 무엇인가요?"),
            a * b,
            say(f"Undo the division by multiplying: {b} × {a} = {a * b}.",
                f"거꾸로 곱하면 {b} × {a} = {a * b}입니다."),
            hint=say("Multiplying undoes dividing.", "곱셈으로 거꾸로 생각해 보세요."),
            wrong=[
                (a + b, say("You added. Multiply.", "더했어요. 곱해야 해요.")),
                (a * b - a, say("Once too few.", "한 번 모자라요.")),
            ],
        )  # fmt: skip

    def boxes(a: int, b: int, left: int) -> Question:
        total = a * b + left
        return choose(
            say(f"A box holds {a} eggs. How many boxes are needed for {total} eggs?",
                f"상자 한 개에 달걀을 {a}개까지 담을 수 있어요. 달걀 {total}개를 모두 담으려면 "
                "상자는 적어도 몇 개 필요한가요?"),
            b + 1,
            [
                (b, say("The eggs left over need a box, too.", "남은 달걀도 담아야 해요.")),
                (left, say("Those are the eggs left over.", "그 수는 남은 달걀의 수예요.")),
                (b + 2, say("One box too many.", "상자 하나가 많아요.")),
            ],
            say(
                f"{total} ÷ {a} is {b} with {left} left over, "
                "and the eggs left over need one more box.",
                f"{total} ÷ {a} = {b} … {left}이고, 남은 {left}개도 담아야 하므로 "
                f"{b} + 1 = {b + 1}(개)가 필요해요.",
            ),
            hint=say("What happens to the eggs that are left over?", "남은 달걀은 어떻게 하나요?"),
        )  # fmt: skip

    r = rng.randint
    return [
        plain(3, r(3, 9)),
        share(4, r(3, 9)),
        start(5, r(4, 9)),
        share(r(6, 7), r(6, 9)),
        plain(7, r(4, 9)),
        remainder(5, r(5, 9), r(1, 2)),
        start(8, r(4, 9)),
        boxes(6, r(5, 9), r(2, 4)),
        plain(r(7, 9), r(11, 13)),
        remainder(8, r(5, 9), r(5, 6)),
    ]
