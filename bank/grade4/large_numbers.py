"""Grade 4: large numbers."""

from random import Random

from bank.grade4.number_words import in_english, in_korean
from bank.language import Say, particle
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def written(thousands: int, rest: int) -> Question:
        n = thousands * 1000 + rest
        swapped = rest * 10 if rest < 100 else int(str(rest)[::-1])
        zero = say("A zero too many.", "0이 하나 많아요.")
        return choose(
            say(f"Which number is {in_english(n)}?",
                f"{particle(in_korean(n), '을', '를')} 수로 나타낸 것은 무엇인가요?"),
            f"{n:,}",
            [
                (f"{n * 10:,}", zero),
                (f"{n // 10:,}", say("A place is missing.", "한 자리가 모자라요.")),
                (f"{thousands * 1000 + swapped:,}",
                 say("The last three digits are in other places.",
                     "뒤의 세 자리 숫자의 자리가 달라요.")),
                (f"{n + 100:,}", say("Look at the hundreds.", "백의 자리를 살펴보세요.")),
            ],
            say(f"{thousands} thousands are {thousands * 1000:,}, and {rest} more make {n:,}.",
                f"천이 {thousands}개이면 {thousands * 1000:,}이고, "
                f"{particle(str(rest), '을', '를')} "
                f"더하면 {n:,}입니다."),
            hint=say("Write the thousands, then three more digits.",
                     "'만' 앞의 수를 먼저 쓰고 네 자리를 이어 쓰세요."),
        )  # fmt: skip

    def rounded(n: int, to: int) -> Question:
        low = n // to * to
        answer = low + to if n - low >= to // 2 else low
        other = low if answer > low else low + to
        place = say("thousand", "천") if to == 1000 else say("hundred", "백")
        return typed(
            say(f"Round {n:,} to the nearest {place}.",
                f"{particle(f'{n:,}', '을', '를')} 반올림하여 {place}의 자리까지 나타내면 "
                "얼마인가요?"),
            answer,
            say(f"{n:,} lies between {low:,} and {low + to:,} and is nearer to {answer:,}.",
                f"{particle(f'{n:,}', '은', '는')} {particle(f'{low:,}', '과', '와')} {low + to:,} "
                f"사이에 있고 {answer:,}에 더 가까워요."),
            hint=say("Look at the digit after that place.", "바로 아래 자리의 숫자를 보세요."),
            wrong=[
                (other, say("The other one is nearer: look at the next digit.",
                            "바로 아래 자리의 숫자를 보세요. 다른 쪽이 더 가까워요.")),
                (n // to, say("Keep the zeros.", "아래 자리에는 0을 써야 해요.")),
            ],
        )  # fmt: skip

    def digit(n: int, place: int) -> Question:
        d = n // place % 10
        return choose(
            say(f"What is the value of the digit {d} in {n:,}?",
                f"{n:,}에서 숫자 {particle(str(d), '이', '가')} 나타내는 값은 얼마인가요?"),
            f"{d * place:,}",
            [
                (f"{d * place * 10:,}", say("One place too high.", "한 자리 높게 읽었어요.")),
                (f"{d * place // 10:,}", say("One place too low.", "한 자리 낮게 읽었어요.")),
                (f"{d}", say("That is the digit itself.", "그것은 숫자 자체예요.")),
            ],
            say(f"The {d} stands in the {place:,}s place, so it is worth {d} × {place:,}.",
                f"{particle(str(d), '은', '는')} {place:,}의 자리 숫자이므로 {d} × {place:,} = "
                f"{d * place:,}입니다."),
            hint=say("Count the places from the right.", "오른쪽부터 자리를 세어 보세요."),
        )  # fmt: skip

    def shift(n: int, step: int) -> Question:
        return typed(
            say(f"What number is {step:,} less than {n:,}?",
                f"{n:,}보다 {step:,} 작은 수는 무엇인가요?"),
            n - step,
            say(f"Take {step:,} away: {n:,} − {step:,} = {n - step:,}.",
                f"{n:,} − {step:,} = {n - step:,}입니다."),
            hint=say("Which digit changes?", "어느 자리의 숫자가 바뀌나요?"),
            wrong=[
                (n + step, say("That is more. Less means down.", "커졌어요. 작아져야 해요.")),
                (n - step * 10, say("Ten times too much.", "빼야 할 수의 10배를 뺐어요.")),
                (n - step // 10, say("A tenth of it only.", "10분의 1만 뺐어요.")),
            ],
        )  # fmt: skip

    def greatest(a: int, b: int, c: int) -> Question:
        digits = [(a, b, c), (a, c, b), (b, a, c), (c, b, a)]
        group = [x * 10000 + y * 1000 + z * 10 + 5 for x, y, z in digits]
        best = max(group)
        shown = ", ".join(f"{n:,}" for n in group)
        return choose(
            say(f"Which number is the greatest: {shown}?",
                f"{shown} 중에서 가장 큰 수는 무엇인가요?"),
            f"{best:,}",
            [(f"{n:,}", say("Its ten thousands are fewer.", "만의 자리 숫자가 더 작아요."))
             for n in group if n != best],
            say(f"Compare the ten thousands, then the thousands: {best:,} is ahead.",
                f"만의 자리부터 비교하면 {particle(f'{best:,}', '이', '가')} 가장 커요."),
            hint=say("Compare the highest place first.", "가장 높은 자리부터 비교하세요."),
        )  # fmt: skip

    r = rng.randint
    return [
        written(r(21, 48), r(120, 180)),
        rounded(r(2, 8) * 1000 + r(310, 390), 1000),
        digit(r(3, 4) * 10000 + r(5, 8) * 1000 + r(110, 114), 1000),
        shift(r(23, 47) * 1000, 100),
        greatest(r(2, 4), r(5, 6), r(7, 9)),
        rounded(r(26, 28) * 1000 + r(651, 679), 100),
        written(r(301, 309), r(12, 48)),
        rounded(r(58, 66) * 10000 + r(3520, 3680), 1000),
        digit(r(5, 6) * 100000 + r(7, 9) * 10000 + r(1231, 1234), 10000),
        shift(r(3, 6) * 100000 + r(211, 340), 1000),
    ]
