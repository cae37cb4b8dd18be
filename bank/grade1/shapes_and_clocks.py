"""Grade 1: shapes and clocks."""

from random import Random

from bank.language import Say, particle
from bank.notation import listed
from bank.pictures import clock
from bank.question import Question, choose, names, typed

SHAPES = {
    "triangle": (3, "삼각형"),
    "square": (4, "정사각형"),
    "rectangle": (4, "직사각형"),
    "pentagon": (5, "오각형"),
    "hexagon": (6, "육각형"),
    "heptagon": (7, "칠각형"),
    "octagon": (8, "팔각형"),
}


def questions(rng: Random, say: Say) -> list[Question]:
    def sides(shape: str) -> Question:
        n, korean = SHAPES[shape]
        return typed(
            say(f"How many sides does a {shape} have?", f"{korean}의 변은 모두 몇 개인가요?"),
            n,
            say(
                f"Trace round a {shape} and count the straight sides: {listed(range(1, n + 1))}.",
                f"{korean}의 둘레를 따라 곧은 선을 세면 {listed(range(1, n + 1))}, 모두 {n}개예요.",
            ),
            hint=say("Draw it and count the straight lines.", "그려서 곧은 선을 세어 보세요."),
            wrong=[
                (n - 1, say("One side is missing.", "변 하나를 빠뜨렸어요.")),
                (n + 1, say("One side was counted twice.", "변 하나를 두 번 세었어요.")),
            ],
        )

    def several(shape: str, n: int) -> Question:
        corners, korean = SHAPES[shape]
        who = names(rng, 1, say)[0]
        return typed(
            say(
                f"{who} draws {n} separate {shape}s. How many corners do they have altogether?",
                f"{particle(who, '이', '가')} {particle(korean, '을', '를')} 따로따로 {n}개 "
                "그렸어요. 꼭짓점은 모두 몇 개인가요?",
            ),
            corners * n,
            say(
                f"Each {shape} has {corners} corners; add {corners} for each of the {n}.",
                f"{korean} 하나의 꼭짓점은 {corners}개이고, {particle(str(corners), '을', '를')} "
                f"{n}번 더하면 {corners * n}입니다.",
            ),
            hint=say(
                f"How many corners has one {shape}?", f"{korean} 하나의 꼭짓점은 몇 개인가요?"
            ),
            wrong=[
                (corners, say("That is for one of them.", "그 수는 한 개의 꼭짓점이에요.")),
                (corners + n, say("Count the corners of each one.",
                                  "하나하나의 꼭짓점을 모두 세어야 해요.")),
                (n, say("That is how many shapes there are.", "그 수는 도형의 개수예요.")),
            ],
        )  # fmt: skip

    def named(number: int, part: str, korean_part: str) -> Question:
        right = next(shape for shape, (n, _) in SHAPES.items() if n == number)
        others = [shape for shape, (n, _) in SHAPES.items() if n != number and shape != "square"]
        others = rng.sample(others, 3)
        return choose(
            say(
                f"Which of these shapes has exactly {number} {part}s?",
                f"{particle(korean_part, '이', '가')} 꼭 {number}개인 도형은 무엇인가요?",
            ),
            say(right, SHAPES[right][1]),
            [
                *(
                    (
                        say(shape, SHAPES[shape][1]),
                        say(f"A {shape} has {SHAPES[shape][0]} {part}s.",
                            f"{SHAPES[shape][1]}의 {korean_part}은 {SHAPES[shape][0]}개예요."),
                    )
                    for shape in others
                ),
            ],
            say(
                f"Count the {part}s: a {right} has {number}.",
                f"세어 보면 {SHAPES[right][1]}의 {korean_part}은 {number}개예요.",
            ),
            hint=say("Draw each one and count.", "하나씩 그려서 세어 보세요."),
        )  # fmt: skip

    def time(hour: int, minute: int = 0) -> str:
        return say(f"{hour}:{minute:02}", f"{hour}시" + (f" {minute}분" if minute else ""))

    def on_the_clock(hour: int, minute: int) -> Question:
        swapped = say(
            "The two hands changed places: the short one shows the hour.",
            "두 바늘을 바꾸어 읽었어요. 짧은바늘이 '시'를 나타내요.",
        )
        if minute:
            wrong = [
                (
                    time(hour + 1, 30),
                    say(
                        "The short hand has not reached that hour yet.",
                        "짧은바늘이 아직 그 시에 닿지 않았어요.",
                    ),
                ),
                (
                    time(hour, 6),
                    say("The long hand at 6 means 30 minutes.", "긴바늘이 6에 있으면 30분이에요."),
                ),
                (time(6, 5 * hour % 60), swapped),
            ]
            why = say(
                f"The long hand at 6 means half past; the short hand has passed {hour}, "
                f"so it is {hour}:30.",
                f"긴바늘이 6에 있으면 30분이고, 짧은바늘이 {particle(str(hour), '을', '를')} "
                f"지났으므로 {hour}시 30분이에요.",
            )
        else:
            wrong = [
                (time(12, 5 * hour % 60), swapped),
                (
                    time(hour, 12),
                    say(
                        "The long hand at 12 means o'clock, not 12 minutes.",
                        "긴바늘이 12에 있으면 12분이 아니라 정각이에요.",
                    ),
                ),
                (
                    time(hour % 12 + 1),
                    say("Read the number at the short hand.", "짧은바늘이 가리키는 수를 읽으세요."),
                ),
            ]
            why = say(
                f"The long hand at 12 means o'clock, and the short hand shows the hour, {hour}.",
                f"긴바늘이 12에 있으면 '몇 시'이고, 짧은바늘이 {hour}에 있으므로 {hour}시예요.",
            )
        before = (hour - 2) % 12 + 1
        wrong.append(
            (time(before, minute), say("The short hand has passed that hour.",
                                       "짧은바늘이 그 시를 이미 지났어요."))
        )  # fmt: skip
        return choose(
            say("What time does the clock show?", "시계가 나타내는 시각은 무엇인가요?"),
            time(hour, minute),
            wrong,
            why,
            hint=say("The short hand shows the hour.", "짧은바늘이 '시'를 나타내요."),
            picture=clock(say, hour, minute),
        )  # fmt: skip

    def later(hour: int, hours: int) -> Question:
        ends = (hour + hours - 1) % 12 + 1
        return typed(
            say(
                f"A movie starts at {hour} o'clock and lasts {hours} hours. "
                "It ends at □ o'clock. What number goes in the box?",
                f"영화가 {hour}시에 시작하여 {hours}시간 동안 상영돼요. 영화는 □시에 끝나요. "
                "□ 안에 알맞은 수는 무엇인가요?",
            ),
            ends,
            say(
                f"Count on {hours} hours from {hour} o'clock: "
                f"{listed((hour + i) % 12 + 1 for i in range(hours))}.",
                f"{hour}시에서 {hours}시간을 이어 세면 "
                f"{', '.join(f'{(hour + i) % 12 + 1}시' for i in range(hours))}예요.",
            ),
            hint=say("Count on hour by hour.", "한 시간씩 이어 세어 보세요."),
            wrong=[
                (hour, say("That is when it starts.", "그 시각은 시작하는 시각이에요.")),
                (hours, say("That is how long it lasts.", "그 수는 상영 시간이에요.")),
                (hour + hours, say("After 12 o'clock comes 1 o'clock.",
                                   "12시 다음은 1시예요.")),
            ],
        )  # fmt: skip

    r, pick = rng.randint, rng.choice
    return [
        sides(pick(list(SHAPES))),
        named(r(3, 8), "side", "변"),
        on_the_clock(r(1, 11), 0),
        named(r(3, 8), "corner", "꼭짓점"),
        several("square", r(2, 7)),
        on_the_clock(r(1, 5), 30),
        later(r(2, 7), r(2, 3)),
        several(pick(["triangle", "pentagon"]), r(2, 6)),
        on_the_clock(r(6, 11), 30),
        later(r(10, 12), r(2, 4)),
    ]
