"""Grade 1: patterns."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed

SIGNS = ("○", "△", "□", "☆", "◇")


def questions(rng: Random, say: Say) -> list[Question]:
    look = say("Which part comes again and again?", "되풀이되는 부분을 찾아보세요.")
    other = say("That one comes later or earlier.", "그것은 그 자리에 오지 않아요.")

    def row(unit: str, length: int) -> str:
        return " ".join((unit * length)[:length])

    def following(unit: str, length: int) -> Question:
        right = (unit * length)[length]
        return choose(
            say(f"{row(unit, length)} … What comes next?",
                f"{row(unit, length)} … 다음에 올 것은 무엇인가요?"),
            right,
            [(sign, other) for sign in SIGNS if sign != right],
            say(f"The part {' '.join(unit)} comes again and again, so {right} is next.",
                f"{' '.join(unit)} 부분이 되풀이되므로 다음은 {right}입니다."),
            hint=look,
        )  # fmt: skip

    def repeating(a: int, b: int) -> Question:
        shown = [a, b, a, b, a]
        return typed(
            say(f"{', '.join(map(str, shown))}, … The numbers take turns. Which number comes next?",
                f"{', '.join(map(str, shown))}, … 두 수가 번갈아 나와요. 다음에 올 수는 "
                "무엇인가요?"),
            b,
            say(f"{a} and {b} take turns, and the last one was {a}.",
                f"두 수가 번갈아 나오고 마지막 수가 {a}이므로 다음은 {b}입니다."),
            hint=look,
            wrong=[(a, say("That was the last one.", "그것은 바로 앞의 수예요.")),
                   (a + 1, say("The numbers do not grow.", "수가 커지지 않아요."))],
        )  # fmt: skip

    def growing(start: int, step: int) -> Question:
        shown = [start + n * step for n in range(4)]
        return typed(
            say(f"{', '.join(map(str, shown))}, … Each number is {step} more. "
                "Which number comes next?",
                f"{', '.join(map(str, shown))}, … {step}씩 커져요. 다음에 올 수는 무엇인가요?"),
            start + 4 * step,
            say(f"{shown[-1]} + {step} = {start + 4 * step}.",
                f"{shown[-1]} + {step} = {start + 4 * step}입니다."),
            hint=say("Add the same once more.", "같은 수를 한 번 더 더하세요."),
            wrong=[(shown[-1] + 1, say(f"Add {step}, not 1.", f"1이 아니라 {step}씩 커져요.")),
                   (start + 5 * step, say("That is one further.", "하나 더 갔어요."))],
        )  # fmt: skip

    def falling(start: int, step: int) -> Question:
        shown = [start - n * step for n in range(4)]
        return choose(
            say(f"{', '.join(map(str, shown))}, … Each number is {step} less. "
                "Which number comes next?",
                f"{', '.join(map(str, shown))}, … {step}씩 작아져요. 다음에 올 수는 무엇인가요?"),
            start - 4 * step,
            [(shown[-1] + step, say("It goes down, not up.", "작아져야 해요.")),
             (shown[-1] - step - 1, say("One too low.", "1이 더 작아요.")),
             (start - 5 * step, say("That is one further.", "하나 더 갔어요."))],
            say(f"{shown[-1]} − {step} = {start - 4 * step}.",
                f"{shown[-1]} − {step} = {start - 4 * step}입니다."),
            hint=say("Take away the same once more.", "같은 수를 한 번 더 빼세요."),
        )  # fmt: skip

    def count(unit: str, times: int) -> Question:
        sign = unit[0]
        number = (unit * times).count(sign)
        return typed(
            say(f"{row(unit, len(unit) * times)} How many {sign} are in this row?",
                f"{row(unit, len(unit) * times)} 이 줄에서 {sign}는 모두 몇 개인가요?"),
            number,
            say(f"Count each {sign}: there are {number}.", f"{sign}를 세어 보면 {number}개예요."),
            hint=say("Touch each one as you count.", "하나씩 짚으며 세어 보세요."),
            wrong=[(len(unit) * times, say("That is all of them.", "그것은 모든 모양의 수예요.")),
                   (number + 1, say("One too many.", "하나 많아요.")),
                   (number - 1, say("One too few.", "하나 모자라요."))],
        )  # fmt: skip

    r = rng.randint
    two, three = ("".join(rng.sample(SIGNS, n)) for n in (2, 3))
    double = "".join(rng.sample(SIGNS, 2))
    return [
        following(two, r(5, 8)),
        repeating(*rng.sample(range(1, 10), 2)),
        following(three, r(6, 10)),
        growing(r(1, 20), rng.choice((2, 5))),
        falling(r(50, 90), rng.choice((2, 5, 10))),
        count(double[0] * 2 + double[1], r(2, 5)),
    ]
