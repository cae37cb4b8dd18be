"""Grade 3: multiplication facts."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, typed

GROUPS = {
    "pencils": ("boxes", "pencils", "상자 {n}개에 연필이 {size}자루씩 들어 있어요. 연필은 "
                                    "모두 몇 자루인가요?"),
    "chairs": ("tables", "chairs", "식탁 {n}개에 의자가 {size}개씩 놓여 있어요. 의자는 모두 "
                                   "몇 개인가요?"),
    "players": ("teams", "players", "{n}개의 팀에 선수가 {size}명씩 있어요. 선수는 모두 몇 "
                                    "명인가요?"),
}  # fmt: skip


def questions(rng: Random, say: Say) -> list[Question]:
    one_fewer = say("One group too few.", "한 묶음이 모자라요.")
    one_more = say("One group too many.", "한 묶음이 많아요.")
    added = say("You added. Equal groups are multiplied.", "더했어요. 같은 수의 묶음은 곱해요.")

    def plain(a: int, b: int) -> Question:
        return typed(
            say(f"What is {a} × {b}?", f"{a} × {b}의 값은 얼마인가요?"),
            a * b,
            say(f"{a} × {b - 1} = {a * (b - 1)}, and one more {a} makes {a * b}.",
                f"{a} × {b - 1} = {a * (b - 1)}이고, {particle(str(a), '을', '를')} 한 번 더 "
                "더하면 "
                f"{a * b}입니다."),
            hint=say(f"Start from {a} × {b - 1}.", f"{a} × {b - 1}부터 생각해 보세요."),
            wrong=[(a * (b - 1), one_fewer), (a * (b + 1), one_more), (a + b, added)],
        )  # fmt: skip

    def groups(n: int, size: int, what: str) -> Question:
        box, thing, korean = GROUPS[what]
        total = n * size
        return choose(
            say(
                f"There are {n} {box} with {size} {thing} in each. "
                f"How many {thing} are there altogether?",
                korean.format(n=n, size=size),
            ),
            total,
            [
                (n + size, added),
                (n * (size - 1), say("Each group has one more.", "묶음마다 하나씩 모자라요.")),
                ((n + 1) * size, one_more),
                (total + 2, say("Multiply again.", "다시 곱해 보세요.")),
            ],
            say(f"{n} equal groups of {size}: {n} × {size} = {total}.",
                f"{size}씩 {n}묶음이므로 {size} × {n} = {total}입니다."),
            hint=say("How many are in two groups? In three?",
                     "두 묶음이면 몇 개인가요? 세 묶음이면요?"),
        )  # fmt: skip

    def missing(a: int, b: int) -> Question:
        return typed(
            say(f"{a} × □ = {a * b}. What number goes in the box?",
                f"{a} × □ = {a * b}. □ 안에 알맞은 수는 무엇인가요?"),
            b,
            say(f"Ask how many {a}s make {a * b}: {a * b} ÷ {a} = {b}.",
                f"{a * b}에 {particle(str(a), '이', '가')} 몇 번 들어가는지 구하면 "
                f"{a * b} ÷ {a} = {b}입니다."),
            hint=say(f"Count up in {a}s.", f"{a}씩 뛰어 세어 보세요."),
            wrong=[
                (a * b - a, say("You took away. Ask how many times.",
                                "뺐어요. 몇 번 들어가는지 생각하세요.")),
                (b + 1, say("Once too many.", "한 번 많아요.")),
                (b - 1, say("Once too few.", "한 번 모자라요.")),
            ],
        )  # fmt: skip

    def broken(a: int, b: int) -> Question:
        return choose(
            say(f"Which of these has the same value as {a} × {b}?",
                f"{particle(f'{a} × {b}', '과', '와')} 값이 같은 것은 무엇인가요?"),
            f"{a} × {b - 1} + {a}",
            [
                (f"{a} × {b - 1} + {b}",
                 say(f"One more group has {a}.", f"한 묶음에는 {a}개가 있어요.")),
                (f"{a} × {b - 1} + 1",
                 say("One more group, not one more.", "1이 아니라 한 묶음을 더해야 해요.")),
                (f"{a} × {b + 1} + {a}",
                 say("That is two groups too many.", "두 묶음이 많아요.")),
            ],
            say(f"{b} groups of {a} are {b - 1} groups of {a} and one more {a}.",
                f"{a}씩 {b}묶음은 {a}씩 {b - 1}묶음에 {particle(str(a), '을', '를')} 더한 "
                "것과 같아요."),
            hint=say("Take one group away, then put it "
                     "back.", "한 묶음을 덜었다가 다시 더해 보세요."),
        )  # fmt: skip

    r = rng.randint
    return [
        plain(4, r(3, 9)),
        groups(r(3, 5), r(5, 9), "pencils"),
        missing(5, r(4, 9)),
        groups(r(5, 9), 4, "chairs"),
        plain(7, r(4, 9)),
        broken(6, rng.choice([3, 4, 5, 7, 8, 9])),
        missing(8, r(4, 9)),
        groups(r(5, 9), r(7, 8), "players"),
        plain(r(11, 13), r(6, 9)),
        broken(9, r(3, 8)),
    ]
