"""Grade 7: integers."""

from random import Random

from bank.language import Say, particle
from bank.notation import listed, show, signed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def asked(written: str) -> str:
        return say(f"What is {written}?", f"{written}의 값은 얼마인가요?")

    def add(a: int, b: int) -> Question:
        answer = a + b
        return typed(
            asked(f"{show(a)} + {signed(b)}"),
            answer,
            say(f"Start at {show(a)} and go {b} to the right: you reach {show(answer)}.",
                f"수직선의 {show(a)}에서 오른쪽으로 {b}만큼 가면 {show(answer)}입니다."),
            say("Picture the number line. In which direction do you go?",
                "수직선을 떠올려 보세요. 어느 쪽으로 움직일까요?"),
            [
                (a - b, say("You went to the left. Adding a positive number goes to the right.",
                            "왼쪽으로 갔어요. 양수를 더하면 오른쪽으로 가요.")),
                (-answer, say("The size is right, the sign is not: the negative number is bigger "
                              "in size.",
                              "절댓값은 맞지만 부호가 달라요. 절댓값이 큰 수의 부호를 따라야 "
                              "해요.")),
            ],
        )  # fmt: skip

    def subtract(a: int, b: int) -> Question:
        answer = a - b
        return typed(
            asked(f"{show(a)} − {signed(b)}"),
            answer,
            say(f"Subtracting {show(b)} is adding {show(-b)}: {show(a)} + {signed(-b)} = "
                f"{show(answer)}.",
                f"{particle(show(b), '을', '를')} 빼는 것은 {particle(show(-b), '을', '를')} "
                f"더하는 것과 같아요. {show(a)} + {signed(-b)} = {show(answer)}입니다."),
            say("Change the subtraction into an addition.", "뺄셈을 덧셈으로 고쳐 보세요."),
            [
                (a + b, say(f"You added {show(b)}. Subtracting means adding its opposite.",
                            f"{particle(show(b), '을', '를')} 더했어요. 뺄셈은 부호를 바꾸어 "
                            "더하는 거예요.")),
                (-answer, say("The size is right. Check the sign.",
                              "절댓값은 맞아요. 부호를 다시 확인하세요.")),
            ],
        )  # fmt: skip

    def multiply(a: int, b: int) -> Question:
        answer = a * b
        rule = say("equal signs give a positive",
                   "부호가 같으면 곱은 양수") if answer > 0 else say(
            "different signs give a negative",
            "부호가 다르면 곱은 음수")  # fmt: skip
        return typed(
            asked(f"{show(a)} × {signed(b)}"),
            answer,
            say(f"{abs(a)} × {abs(b)} = {abs(answer)}, and {rule} product: {show(answer)}.",
                f"{abs(a)} × {abs(b)} = {abs(answer)}이고, {rule}이므로 {show(answer)}입니다."),
            say("Multiply the sizes first, then think of the sign.",
                "절댓값의 곱을 먼저 구하고 부호를 정하세요."),
            [
                (-answer, say("Check the sign: equal signs give plus, different signs give minus.",
                              "부호를 확인하세요. 같은 부호끼리의 곱은 양수, 다른 부호끼리의 곱은 "
                              "음수예요.")),
                (a + b, say("You added. The sign here is ×.", "더했어요. 곱셈을 해야 해요.")),
            ],
        )  # fmt: skip

    def temperature(start: int, drop: int) -> Question:
        answer = start - drop
        return choose(
            say(f"The temperature is {start}°C in the evening and falls by {drop}°C overnight. "
                "What is it in the morning?",
                f"저녁 기온은 {start}°C였고, 밤사이에 {drop}°C만큼 내려갔어요. 아침 기온은 몇 "
                "°C인가요?"),
            f"{show(answer)}°C",
            [
                (f"{-answer}°C", say("The temperature falls below zero, so the sign is minus.",
                                     "기온이 0°C보다 낮아지므로 음수가 되어야 해요.")),
                (f"{start + drop}°C", say(
                    "You added. The temperature falls.",
                    "더했어요. 기온은 내려갔어요.")),
                (f"{show(-start - drop)}°C", say(
                    "You began at minus. The evening is above zero.",
                    "영하에서 시작했어요. 저녁 기온은 영상이에요.")),
            ],
            say(f"{start} − {drop} = {show(answer)}, so it is {show(answer)}°C.",
                f"{start} − {drop} = {show(answer)}이므로 {show(answer)}°C예요."),
            say("How far is it to zero, and how much is left to fall?",
                "0°C까지 몇 °C 내려가고, 더 내려갈 것은 몇 °C인가요?"),
        )  # fmt: skip

    def least(negatives: list[int], positives: list[int]) -> Question:
        group = [*negatives, *positives]
        rng.shuffle(group)
        low, high = min(negatives), max(negatives)
        return choose(
            say(f"Which of these integers is the least: {listed(group)}?",
                f"정수 {listed(group)} 중에서 가장 작은 수는 무엇인가요?"),
            low,
            [
                (high, say(f"Among negative numbers the one farther from zero is less: {show(low)} "
                           f"< {show(high)}.",
                           f"음수는 0에서 멀수록 작아요. {show(low)} < "
                           f"{particle(show(high), '이에요', '예요')}.")),
                (min(positives), say("Negative numbers are less than all positive ones.",
                                     "음수는 모든 양수보다 작아요.")),
                (max(positives), say("That is the greatest number.", "그것은 가장 큰 수예요.")),
            ],
            say(f"{show(low)} is the farthest to the left on the number line.",
                f"수직선에서 가장 왼쪽에 있는 수는 {show(low)}입니다."),
            say("Which number is farthest to the left on the number line?",
                "수직선에서 가장 왼쪽에 있는 수는 무엇일까요?"),
            signed=True,
        )  # fmt: skip

    def mixed_up(a: int, b: int, c: int) -> Question:
        answer = a - b * c
        return choose(
            asked(f"{show(a)} − {signed(b)} × {signed(c)}"),
            answer,
            [
                ((a - b) * c, say("You subtracted first. Multiplication comes before subtraction.",
                                  "뺄셈을 먼저 했어요. 곱셈을 먼저 해야 해요.")),
                (a + b * c, say("Check the signs: the product is subtracted.",
                                "부호를 확인하세요. 곱을 빼야 해요.")),
                (-answer, say("The size is right. Check the sign.",
                              "절댓값은 맞아요. 부호를 다시 확인하세요.")),
                (a - b - c, say("You subtracted twice instead of multiplying.",
                                "곱하지 않고 두 번 뺐어요.")),
            ],
            say(f"Multiply first: {show(b)} × {signed(c)} = {show(b * c)}; then {show(a)} − "
                f"{signed(b * c)} = {show(answer)}.",
                f"곱셈을 먼저 해요. {show(b)} × {signed(c)} = {show(b * c)}이고, {show(a)} − "
                f"{signed(b * c)} = {show(answer)}입니다."),
            say("Which operation comes first?", "어떤 계산을 먼저 해야 하나요?"),
            signed=True,
        )  # fmt: skip

    def distance(a: int, b: int) -> Question:
        return choose(
            say(f"How far apart are {show(a)} and {b} on the number line?",
                f"수직선에서 {particle(show(a), '과', '와')} {b} 사이의 거리는 얼마인가요?"),
            b - a,
            [
                (abs(a + b), say("You subtracted the sizes. The numbers lie on both sides of zero.",
                                 "절댓값의 차를 구했어요. 두 수는 0의 양쪽에 있어요.")),
                (b - a + 1, say("You counted the numbers. Count the steps between them.",
                                "수의 개수를 세었어요. 두 수 사이의 칸을 세어야 해요.")),
                (b - a - 1, say("You counted the numbers in between. Count the steps.",
                                "두 수 사이에 있는 수를 세었어요. 칸을 세어야 해요.")),
            ],
            say(f"From {show(a)} to 0 is {-a} and from 0 to {b} is {b}: {-a} + {b} = {b - a}.",
                f"{show(a)}에서 0까지는 {-a}, 0에서 {b}까지는 {b}이므로 {-a} + {b} = "
                f"{b - a}입니다."),
            say("How far is each number from zero?", "각 수는 0에서 얼마나 떨어져 있나요?"),
        )  # fmt: skip

    r = rng.randint
    pairs = [-n for n in rng.sample(range(3, 16), 2)], rng.sample(range(1, 13), 2)
    return [
        add(-r(8, 14), r(2, 7)),
        temperature(r(2, 6), r(8, 13)),
        subtract(r(3, 7), -r(6, 9)),
        least(*pairs),
        multiply(-r(6, 9), r(3, 8)),
        distance(-r(12, 19), r(21, 34)),
        subtract(-r(12, 19), r(14, 25)),
        mixed_up(r(5, 12), -r(3, 5), r(4, 8)),
        multiply(-r(11, 15), -r(6, 9)),
        mixed_up(-r(11, 19), r(4, 7), -r(6, 9)),
    ]
