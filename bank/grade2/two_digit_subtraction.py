"""Grade 2: subtracting two-digit numbers."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    borrowed = say("Take one ten away for what you borrowed.",
                   "받아내림한 10을 십의 자리에서 빼세요.")  # fmt: skip
    too_low = say("One ten too many was taken away.", "10을 한 번 더 뺐어요.")

    def turned(a: int, b: int) -> int:
        """Tens less tens, and the smaller ones from the greater, whichever stands above."""
        return (a // 10 - b // 10) * 10 + abs(a % 10 - b % 10)

    small_from_great = say(
        "You took the smaller ones from the greater. Borrow a ten.",
        "일의 자리에서 큰 수에서 작은 수를 뺐어요. 받아내림을 하세요.",
    )

    def plain(a: int, b: int) -> Question:
        tens, left = b // 10 * 10, a - b
        return typed(
            say(f"What is {a} − {b}?", f"{a} − {b}의 값은 얼마인가요?"),
            left,
            say(
                f"Take away {tens} first: {a} − {tens} = {a - tens}; "
                f"then {b % 10} more: {a - tens} − {b % 10} = {left}.",
                f"먼저 {particle(str(tens), '을', '를')} 빼면 {a} − {tens} = {a - tens}, 이어서 "
                f"{particle(str(b % 10), '을', '를')} 빼면 {a - tens} − {b % 10} = {left}입니다.",
            ),
            hint=say("Take away the tens first.", "십의 자리부터 빼 보세요."),
            wrong=[
                (turned(a, b), small_from_great),
                (left + 10, borrowed),
                (a + b, say("You added. Here you take away.", "덧셈을 했어요. 빼야 해요.")),
            ],
        )

    def story(a: int, b: int) -> Question:
        left = a - b
        return choose(
            say(
                f"A shop has {a} balloons and sells {b} of them. How many balloons are left?",
                f"가게에 풍선이 {a}개 있었는데 {b}개를 팔았어요. 남은 풍선은 몇 개인가요?",
            ),
            left,
            [
                (left + 10, borrowed),
                (left - 10, too_low),
                (a + b, say("You added. Selling takes away.",
                            "덧셈을 했어요. 팔았으니 빼야 해요.")),
                (left + 2, say("Take away the ones again.", "일의 자리를 다시 빼 보세요.")),
            ],
            say(f"Subtract what was sold: {a} − {b} = {left}.",
                f"판 풍선의 수를 빼면 {a} − {b} = {left}, 남은 풍선은 {left}개예요."),
            hint=say("Are there more balloons now, or fewer?", "풍선이 늘었나요, 줄었나요?"),
        )  # fmt: skip

    def start(b: int, left: int) -> Question:
        return typed(
            say(f"□ − {b} = {left}. What number goes in the box?",
                f"□ − {b} = {left}. □ 안에 알맞은 수는 무엇인가요?"),
            b + left,
            say(f"Undo the subtraction by adding: {left} + {b} = {left + b}.",
                f"거꾸로 더하면 {left} + {b} = {left + b}입니다."),
            hint=say("Put back what was taken away.", "뺀 수를 다시 더해 보세요."),
            wrong=[
                (abs(left - b), say("You took away once more. Put it back.",
                                    "또 뺐어요. 다시 더해야 해요.")),
                (b + left - 10, say("Carry the ten of the ones.",
                                    "일의 자리에서 받아올림을 하세요.")),
            ],
        )  # fmt: skip

    def two_steps(a: int, b: int, c: int) -> Question:
        now = a - b + c
        return choose(
            say(
                f"A bus has {a} passengers. At a stop {b} get off and {c} get on. "
                "How many passengers are on the bus now?",
                f"버스에 {a}명이 타고 있었어요. 정류장에서 {b}명이 내리고 {c}명이 탔어요. "
                "지금 버스에 타고 있는 사람은 몇 명인가요?",
            ),
            now,
            [
                (a - b - c, say("Those who get on make it more.",
                                "탄 사람은 빼지 않고 더해야 해요.")),
                (a + b + c, say("Those who get off make it fewer.", "내린 사람은 빼야 해요.")),
                (a - b, say("Some get on, too.", "탄 사람도 더해야 해요.")),
                (a + b - c, say("On and off changed places.", "탄 사람과 내린 사람이 바뀌었어요.")),
            ],
            say(f"{a} − {b} = {a - b} stay on the bus, and {a - b} + {c} = {now}.",
                f"내리면 {a} − {b} = {a - b}(명), 타면 {a - b} + {c} = {now}(명)이에요."),
            hint=say("First those who get off.", "먼저 내린 사람을 빼세요."),
        )  # fmt: skip

    def taller(a: int, b: int) -> Question:
        more = a - b
        return choose(
            say(
                f"A tree is {a} feet tall and a house is {b} feet tall. "
                "How many feet taller is the tree?",
                f"빨간 끈은 {a} cm, 파란 끈은 {b} cm예요. 빨간 끈은 파란 끈보다 몇 cm 더 긴가요?",
            ),
            more,
            [
                (more + 10, borrowed),
                (a + b, say("You added. Find the difference.", "덧셈을 했어요. 차를 구하세요.")),
                (more - 10, too_low),
                (more + 4, say("Take away the ones again.", "일의 자리를 다시 빼 보세요.")),
            ],
            say(f"The difference is {a} − {b} = {more} feet.",
                f"두 길이의 차는 {a} − {b} = {more}(cm)예요."),
            hint=say("How far is it from one to the other?", "두 길이의 차를 구하세요."),
        )  # fmt: skip

    r = rng.randint
    return [
        plain(10 * r(4, 8) + r(6, 9), 10 * r(1, 3) + r(1, 5)),
        story(10 * r(3, 6) + r(6, 9), 10 + r(1, 5)),
        plain(10 * r(4, 6) + r(1, 4), 10 * r(1, 2) + r(5, 9)),
        taller(10 * r(5, 7) + r(1, 4), 10 * r(2, 3) + r(6, 9)),
        start(r(23, 29), r(31, 38)),
        story(10 * r(7, 9) + r(0, 4), 10 * r(3, 4) + r(5, 9)),
        plain(10 * r(8, 9) + r(0, 2), 10 * r(2, 5) + r(4, 8)),
        two_steps(r(41, 48), r(15, 19), r(5, 9)),
        start(r(45, 49), r(26, 39)),
        two_steps(r(51, 56), r(26, 29), r(14, 18)),
    ]
