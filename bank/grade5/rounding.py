"""Grade 5: ranges of numbers and rounding."""

from random import Random

from bank.language import Say, particle
from bank.notation import listed
from bank.question import Question, choose, typed

PLACES = {10: ("ten", "십"), 100: ("hundred", "백")}


def questions(rng: Random, say: Say) -> list[Question]:
    included = say("“At least” and “at most” take the number itself, “more” and “less” do not.",
                   "이상과 이하는 그 수를 포함하고, 초과와 미만은 포함하지 않아요.")  # fmt: skip

    def up(n: int, to: int) -> Question:
        answer = -(-n // to) * to
        place, korean = PLACES[to]
        return typed(
            say(f"Round {n} up to the next {place}.",
                f"{particle(str(n), '을', '를')} 올림하여 {korean}의 자리까지 나타내면 "
                "얼마인가요?"),
            answer,
            say(f"{n} lies above {answer - to}, so up to {answer}.",
                f"{korean}의 자리 아래에 0이 아닌 수가 있으므로 올려서 {answer}입니다."),
            hint=say("Up, whatever the next digit is.", "아래 자리의 수에 상관없이 올려요."),
            wrong=[(answer - to, say("That is down.", "그것은 버림이에요.")),
                   (n + to, say("Put zeros in the lower places.", "아래 자리는 0으로 써야 해요.")),
                   (answer // to, say("Keep the zeros.", "아래 자리에 0을 써야 해요."))],
        )  # fmt: skip

    def down(n: int, to: int) -> Question:
        answer = n // to * to
        place, korean = PLACES[to]
        return choose(
            say(f"What is {n} rounded down to a whole {place}?",
                f"{particle(str(n), '을', '를')} 버림하여 {korean}의 자리까지 나타내면 "
                "얼마인가요?"),
            answer,
            [(answer + to, say("That is up.", "그것은 올림이에요.")),
             (answer // to, say("Keep the zeros.", "아래 자리에 0을 써야 해요.")),
             (answer - to, say("One step too low.", "한 칸 더 내려갔어요.")),
             (n - to, say("Put zeros in the lower places.", "아래 자리는 0으로 써야 해요."))],
            say(f"The lower places become zeros: {answer}.",
                f"{korean}의 자리 아래를 모두 0으로 쓰면 {answer}입니다."),
            hint=say("Down, whatever the next digit is.", "아래 자리의 수에 상관없이 버려요."),
        )  # fmt: skip

    def at_least(bound: int) -> Question:
        group = [bound, bound - 1, bound + rng.randint(1, 5), bound - rng.randint(2, 6),
                 bound + rng.randint(6, 9)]  # fmt: skip
        rng.shuffle(group)
        number = sum(n >= bound for n in group)
        return typed(
            say(f"How many of the numbers {listed(group)} are at least {bound}?",
                f"{listed(group)} 중에서 {bound} 이상인 수는 몇 개인가요?"),
            number,
            say(f"{listed(sorted(n for n in group if n >= bound))} are at least {bound}.",
                f"{bound} 이상인 수는 {listed(sorted(n for n in group if n >= bound))}의 "
                f"{number}개예요."),
            hint=included,
            wrong=[(number - 1, say(f"{bound} counts, too.", f"{bound}도 포함돼요.")),
                   (5 - number, say("Those are the others.", "나머지를 세었어요."))],
        )  # fmt: skip

    def between(low: int, high: int) -> Question:
        number = high - low - 1
        return choose(
            say(f"How many whole numbers are more than {low} and less than {high}?",
                f"{low} 초과 {high} 미만인 자연수는 모두 몇 개인가요?"),
            number,
            [(number + 1, say("One end was counted.", "한쪽 끝을 세었어요.")),
             (number + 2, say("Both ends were counted.", "양쪽 끝을 모두 세었어요.")),
             (number - 1, say("One too few.", "하나 모자라요."))],
            say(f"From {low + 1} to {high - 1} there are {number}.",
                f"{low + 1}부터 {high - 1}까지 {number}개예요."),
            hint=included,
        )  # fmt: skip

    def boats(people: int, seats: int) -> Question:
        answer = -(-people // seats)
        return typed(
            say(f"{people} people cross a lake in boats of {seats} seats. "
                "At least how many boats are needed?",
                f"{people}명이 {seats}명씩 탈 수 있는 보트를 타고 호수를 건너요. "
                "보트는 적어도 몇 척 필요한가요?"),
            answer,
            say(f"{people} ÷ {seats} is more than {answer - 1}, so up to {answer}.",
                f"{people} ÷ {seats}의 몫은 {answer - 1}이고 남은 사람도 타야 하므로 "
                f"{answer}척이에요."),
            hint=say("Those left over need a boat, too.", "남은 사람도 보트를 타야 해요."),
            wrong=[(answer - 1, say("Some would stay behind.", "남는 사람이 있어요.")),
                   (people - seats, say("Divide.", "나누어야 해요."))],
        )  # fmt: skip

    def could_be(rounded: int) -> Question:
        low = rounded - 50
        right = rounded + rng.choice([-40, -30, -20, 20, 30, 40])
        return choose(
            say(f"A number rounded to the nearest hundred is {rounded}. Which number can it be?",
                f"반올림하여 백의 자리까지 나타내면 {particle(str(rounded), '이', '가')} 되는 수는 "
                "무엇인가요?"),
            right,
            [(rounded + 50, say(f"That goes up to {rounded + 100}.",
                                f"반올림하면 {particle(str(rounded + 100), '이', '가')} 돼요.")),
             (low - 1, say(f"That goes down to {rounded - 100}.",
                           f"반올림하면 {particle(str(rounded - 100), '이', '가')} 돼요.")),
             (rounded + 70, say(f"That goes up to {rounded + 100}.",
                                f"반올림하면 {particle(str(rounded + 100), '이', '가')} 돼요."))],
            say(f"From {low} to {rounded + 49} all go to {rounded}.",
                f"{low} 이상 {rounded + 50} 미만인 수를 찾으면 {right}입니다."),
            hint=say("Look at the tens.", "십의 자리를 보세요."),
        )  # fmt: skip

    r = rng.randint
    seats = r(4, 9)
    low = r(11, 60)
    return [
        at_least(r(20, 80)),
        down(r(21, 89) * 100 + r(11, 99), 100),
        up(r(21, 89) * 10 + r(1, 9), 10),
        between(low, low + r(5, 12)),
        boats(seats * r(5, 11) + r(1, seats - 1), seats),
        could_be(r(12, 88) * 100),
    ]
