"""Grade 1: adding within 20."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, names, typed

THINGS = (("marbles", "구슬"), ("shells", "조개껍데기"), ("pencils", "연필"), ("cards", "카드"))


def questions(rng: Random, say: Say) -> list[Question]:
    def plain(a: int, b: int) -> Question:
        if a + b <= 10:
            why = say(
                f"Start at {a} and count on {b}: you reach {a + b}.",
                f"{a}에서 {b}만큼 이어 세면 {a + b}입니다.",
            )
        else:
            why = say(
                f"{a} + {10 - a} makes 10, and {b - 10 + a} more makes {a + b}.",
                f"{a} + {10 - a} = 10이고, 남은 {particle(str(b - 10 + a), '을', '를')} 더하면 "
                f"{a + b}입니다.",
            )
        return typed(
            say(f"What is {a} + {b}?", f"{a} + {b}의 값은 얼마인가요?"),
            a + b,
            why,
            hint=say(f"Start at {max(a, b)} and count on.", f"{max(a, b)}부터 이어 세어 보세요."),
            wrong=[
                (a + b - 1, say("Count the first step as one more, not as the start.",
                                "이어 셀 때 처음 수는 세지 않아요.")),
                (abs(a - b), say("You took away. Here you add.", "뺄셈을 했어요. 더해야 해요.")),
            ],
        )  # fmt: skip

    def story(a: int, b: int) -> Question:
        who, thing = names(rng, 1, say)[0], say(*rng.choice(THINGS))
        return choose(
            say(
                f"{who} has {a} {thing} and gets {b} more. How many {thing} does {who} have now?",
                f"{particle(who, '이', '가')} {particle(thing, '을', '를')} {a}개 가지고 있었는데 "
                f"{b}개를 더 받았어요. 지금 {particle(thing, '은', '는')} 모두 몇 개인가요?",
            ),
            a + b,
            [
                (a - b, say("You took away. More were given.",
                            "뺄셈을 했어요. 더 받았으니 더해야 해요.")),
                (a + b - 1, say("One too few: count on once more.", "하나 모자라요.")),
                (a + b + 1, say("One too many: count on once more.", "하나 많아요.")),
            ],
            say(
                f"Put the two groups together: {a} + {b} = {a + b}.",
                f"두 수를 더하면 {a} + {b} = {a + b}, 모두 {a + b}개예요.",
            ),
            hint=say("Are there more now, or fewer?", "개수가 늘었나요, 줄었나요?"),
        )  # fmt: skip

    def missing(a: int, b: int) -> Question:
        return typed(
            say(
                f"{a} + □ = {a + b}. What number goes in the box?",
                f"{a} + □ = {a + b}. □ 안에 알맞은 수는 무엇인가요?",
            ),
            b,
            say(
                f"Count on from {a} to {a + b}: {a + b} − {a} = {b}.",
                f"{a}에서 {a + b}까지 이어 세면 {a + b} − {a} = {b}입니다.",
            ),
            hint=say(
                f"How far is it from {a} to {a + b}?", f"{a}에서 {a + b}까지 얼마나 커졌나요?"
            ),
            wrong=[
                (2 * a + b, say("You added the two numbers. One part is missing.",
                                "두 수를 더했어요. 빠진 수를 찾아야 해요.")),
                (b + 1, say("One too many.", "하나 많아요.")),
                (b - 1, say("One too few.", "하나 모자라요.")),
            ],
        )  # fmt: skip

    def three(a: int, b: int) -> Question:
        c = 10 - a
        return choose(
            say(f"What is {a} + {b} + {c}?", f"{a} + {b} + {c}의 값은 얼마인가요?"),
            10 + b,
            [
                (a + b, say("The last number was left out.", "마지막 수를 빠뜨렸어요.")),
                (b + c, say("The first number was left out.", "처음 수를 빠뜨렸어요.")),
                (9 + b, say("One too few.", "하나 모자라요.")),
                (11 + b, say("One too many.", "하나 많아요.")),
            ],
            say(
                f"Make ten first: {a} + {c} = 10, then 10 + {b} = {10 + b}.",
                f"먼저 10을 만들어요. {a} + {c} = 10, 10 + {b} = {10 + b}입니다.",
            ),
            hint=say("Which two numbers make ten?", "더해서 10이 되는 두 수는 무엇일까요?"),
        )

    def which(total: int) -> Question:
        parts = rng.sample(range(4, total - 3), 4)
        offs = (0, 1, -1, 2)
        sums = [f"{a} + {total - a + off}" for a, off in zip(parts, offs, strict=True)]
        return choose(
            say(f"Which sum equals {total}?", f"합이 {total}인 것은 무엇인가요?"),
            sums[0],
            [
                (one, say(f"That makes {total + off}.", f"이 덧셈의 합은 {total + off}입니다."))
                for one, off in zip(sums[1:], offs[1:], strict=True)
            ],
            say(
                f"{sums[0]} = {total}; the others come to {total + 1}, {total - 1} and "
                f"{total + 2}.",
                f"{sums[0]} = {total}입니다. "
                f"나머지의 합은 {total + 1}, {total - 1}, {total + 2}입니다.",
            ),
            hint=say("Make ten first, then add the rest.", "먼저 10을 만들고 나머지를 더하세요."),
        )

    r = rng.randint
    return [
        plain(r(3, 6), r(2, 4)),
        story(r(5, 7), r(2, 3)),
        missing(r(3, 5), r(4, 6)),
        story(r(7, 9), r(4, 6)),
        plain(9, r(3, 8)),
        plain(r(7, 8), r(5, 8)),
        which(r(12, 18)),
        three(r(3, 5), r(4, 8)),
        missing(r(7, 8), r(6, 9)),
        three(r(1, 6), 9),
    ]
