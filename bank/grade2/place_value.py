"""Grade 2: place value to 1000."""

from random import Random

from bank.language import Say, particle
from bank.notation import listed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def build(h: int, t: int, o: int) -> Question:
        total = h * 100 + t * 10 + o
        return typed(
            say(
                f"What number is {h} hundreds, {t} tens and {o} ones?",
                f"100이 {h}개, 10이 {t}개, 1이 {o}개인 수는 무엇인가요?",
            ),
            total,
            say(
                f"{h * 100} + {t * 10} + {o} = {total}.",
                f"{h * 100} + {t * 10} + {o} = {total}입니다.",
            ),
            hint=say("What are the tens worth together?", "10이 모두 모이면 얼마인가요?"),
            wrong=[
                (h * 1000 + t * 10 + o if t > 9 else h + t + o,
                 say("Each digit has a place. Add what the places are worth.",
                     "자리마다 나타내는 값이 달라요. 그 값을 더하세요.")),
                (h * 100 + t + o, say("Tens count ten each.", "10이 1개이면 10이에요.")),
            ],
        )  # fmt: skip

    def worth(h: int, t: int, o: int) -> Question:
        return choose(
            say(
                f"What is the value of the digit {t} in {h}{t}{o}?",
                f"{h}{t}{o}에서 숫자 {particle(str(t), '이', '가')} 나타내는 값은 얼마인가요?",
            ),
            t * 10,
            [
                (t, say("That is the digit itself. Look at its place.",
                        "숫자만 읽었어요. 어느 자리인지 보세요.")),
                (t * 100, say("That would be the hundreds place.", "백의 자리일 때의 값이에요.")),
                (t * 10 + o, say("Only this digit, without the ones.",
                                 "일의 자리까지 읽었어요. 그 숫자만 보세요.")),
            ],
            say(
                f"The {t} stands in the tens place, so it is worth {t} tens, or {t * 10}.",
                f"{particle(str(t), '은', '는')} 십의 자리 숫자이므로 {t * 10}을 나타내요.",
            ),
            hint=say("Which place does it stand in?", "어느 자리에 있나요?"),
        )  # fmt: skip

    def expanded(h: int, o: int) -> Question:
        return choose(
            say(
                f"Which sum shows {h}0{o} in expanded form?",
                f"{h}0{particle(str(o), '을', '를')} 각 자리의 값의 합으로 나타낸 것은 무엇인가요?",
            ),
            f"{h * 100} + {o}",
            [
                (f"{h * 100} + {o * 10}", say(f"The {o} stands in the ones place.",
                                              "맨 뒤의 숫자는 일의 자리예요.")),
                (f"{h * 10} + {o}", say(f"The {h} stands in the hundreds place.",
                                        f"{particle(str(h), '은', '는')} 백의 자리 숫자예요.")),
                (f"{h} + 0 + {o}", say("Those are the digits, not what they are worth.",
                                       "숫자를 더했어요. 나타내는 값을 더해야 해요.")),
            ],
            say(
                f"{h}0{o} has {h} hundreds, no tens and {o} ones, so it is {h * 100} + {o}.",
                f"{h}0{particle(str(o), '은', '는')} 100이 {h}개, 10이 0개, 1이 {o}개이므로 "
                f"{h * 100} + {o}입니다.",
            ),
            hint=say("What is the first digit worth?", "맨 앞의 숫자는 얼마를 나타내나요?"),
        )  # fmt: skip

    def more(n: int, step: int) -> Question:
        return typed(
            say(f"What number is {step} more than {n}?",
                f"{n}보다 {step} 큰 수는 무엇인가요?"),
            n + step,
            say(f"Add {step} to {n}: {n} + {step} = {n + step}.",
                f"{n} + {step} = {n + step}입니다."),
            hint=say("The tens grow by one.", "십의 자리가 1 커져요."),
            wrong=[
                (n - step, say("That is less. More means up.", "작아졌어요. 커져야 해요.")),
                (n + 1, say("That is 1 more.", "그 수는 1 큰 수예요.")),
                (n + 100, say("That is 100 more.", "그 수는 100 큰 수예요.")),
            ],
        )  # fmt: skip

    def greatest(a: int, b: int, c: int) -> Question:
        group = [a * 100 + b * 10 + c, a * 100 + c * 10 + b, b * 100 + a * 10 + c, c * 100 + b]
        best = max(group)
        rng.shuffle(group)
        return choose(
            say(f"Which number is the greatest: {listed(group)}?",
                f"{listed(group)} 중에서 가장 큰 수는 무엇인가요?"),
            best,
            [
                (n, say("Its hundreds are fewer.", "백의 자리 숫자가 더 작아요.")
                 if n // 100 < best // 100
                 else say("The hundreds are equal: compare the tens.",
                          "백의 자리 숫자가 같으니 십의 자리를 비교하세요."))
                for n in group if n != best
            ],
            say(
                f"Compare hundreds, then tens, then ones: {best} is ahead of the others.",
                f"백, 십, 일의 자리를 차례로 비교하면 {particle(str(best), '이', '가')} "
                "가장 커요.",
            ),
            hint=say("Compare the hundreds first.", "백의 자리부터 비교하세요."),
        )  # fmt: skip

    r = rng.randint
    tens = 10 * r(2, 8) + r(1, 9)
    return [
        build(r(2, 9), r(2, 9), r(1, 9)),
        worth(r(1, 3), r(4, 6), r(7, 9)),
        more(100 * r(1, 8) + 10 * r(1, 7) + r(1, 9), 10),
        worth(r(4, 6), r(7, 9), r(1, 3)),
        expanded(r(2, 5), r(6, 9)),
        greatest(r(7, 9), r(4, 6), r(1, 3)),
        typed(
            say(f"How many tens make {tens * 10}?",
                f"{particle(str(tens * 10), '은', '는')} 10이 몇 개인 수인가요?"),
            tens,
            say(
                f"10 tens make 100, so {tens // 10} hundreds are {tens // 10 * 10} tens, "
                f"and {tens % 10} more make {tens}.",
                f"100은 10이 10개이므로 {particle(str(tens // 10 * 100), '은', '는')} 10이 "
                f"{tens // 10 * 10}개이고, {tens % 10}개를 더하면 {tens}개예요.",
            ),
            hint=say("100 is 10 tens.", "100은 10이 10개예요."),
            wrong=[
                (tens % 10, say("Those are the tens beside the hundreds.",
                                "백을 10으로 바꾼 것도 세어야 해요.")),
                (tens * 10, say("That is how many ones.", "1의 개수예요.")),
            ],
        ),
        greatest(r(5, 6), r(7, 8), r(2, 4)),
        more(100 * r(1, 8) + 90 + r(1, 9), 10),
        build(r(2, 7), r(11, 18), r(2, 8)),
    ]  # fmt: skip
