"""Grade 1: putting together and taking apart."""

from random import Random

from bank.language import Say, particle
from bank.pictures.rows import dots
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    more = say("One too many.", "하나 많아요.")
    fewer = say("One too few.", "하나 모자라요.")
    fingers = say("Use your ten fingers.", "손가락 열 개로 세어 보세요.")

    def to_ten(a: int) -> Question:
        return typed(
            say(f"Which number makes 10 together with {a}?",
                f"{particle(str(a), '과', '와')} 모으면 10이 되는 수는 무엇인가요?"),
            10 - a,
            say(f"{a} and {10 - a} make 10.", f"{a} + {10 - a} = 10입니다."),
            hint=fingers,
            wrong=[(10 + a, say("That is more than 10.", "10보다 커요.")), (11 - a, more),
                   (9 - a, fewer)],
        )  # fmt: skip

    def dots_to_ten(a: int) -> Question:
        return typed(
            say("How many more dots make 10?", "점이 10개가 되려면 몇 개 더 있어야 하나요?"),
            10 - a,
            say(f"There are {a} dots, and {a} + {10 - a} = 10.",
                f"점이 {a}개 있고 {a} + {10 - a} = 10이므로 {10 - a}개예요."),
            hint=say("Count the dots first.", "점의 수를 먼저 세어 보세요."),
            wrong=[(a, say("That is how many there are.", "그것은 지금 있는 점의 수예요.")),
                   (11 - a, more), (9 - a, fewer)],
            picture=dots(say, a),
        )  # fmt: skip

    def split(total: int, a: int) -> Question:
        left = total - a
        return choose(
            say(f"{total} is split into {a} and another number. What is the other number?",
                f"{particle(str(total), '을', '를')} {particle(str(a), '과', '와')} 어떤 수로 "
                "가르기 하였어요. "
                "어떤 수는 무엇인가요?"),
            left,
            [(left + 1, more), (left - 1, fewer),
             (total + a, say("You put them together. Take apart.", "모았어요. 가르기 하세요.")),
             (left + 2, more)],
            say(f"{a} and {left} make {total}.", f"{a} + {left} = {total}입니다."),
            hint=say(f"What is {total} without {a}?", f"{total}에서 {a}만큼 덜어 내 보세요."),
        )  # fmt: skip

    def pair(total: int, a: int) -> Question:
        def shown(x: int, y: int) -> str:
            return say(f"{x} and {y}", f"{x}, {y}")

        return choose(
            say(f"Which two numbers make {total} together?",
                f"모으면 {particle(str(total), '이', '가')} 되는 두 수는 무엇인가요?"),
            shown(a, total - a),
            [(shown(a, total - a + 1), more), (shown(a - 1, total - a), fewer),
             (shown(a + 1, total - a + 1), say("Two too many.", "둘이 많아요."))],
            say(f"{a} + {total - a} = {total}.", f"{a} + {total - a} = {total}입니다."),
            hint=say("Add each pair.", "두 수를 더해 보세요."),
        )  # fmt: skip

    def three(a: int, b: int) -> Question:
        c = 10 - a - b
        return typed(
            say(f"{a}, {b} and which number make 10 together?",
                f"{a}, {b}에 어떤 수를 모으면 10이 돼요. 어떤 수는 무엇인가요?"),
            c,
            say(f"{a} + {b} = {a + b}, and {a + b} + {c} = 10.",
                f"{a} + {b} = {a + b}이고 {a + b} + {c} = 10입니다."),
            hint=say("Put the two together first.", "두 수를 먼저 모으세요."),
            wrong=[(a + b, say("That is the two together.", "그것은 두 수를 모은 수예요.")),
                   (c + 1, more), (c - 1, fewer)],
        )  # fmt: skip

    r = rng.randint
    return [
        dots_to_ten(r(2, 9)),
        to_ten(r(1, 9)),
        split(r(6, 9), r(2, 4)),
        pair(r(5, 10), r(2, 3)),
        three(r(1, 4), r(2, 5)),
        pair(r(11, 18), r(5, 9)),
    ]
