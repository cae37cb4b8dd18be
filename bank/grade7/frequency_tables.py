"""Grade 7: stem-and-leaf plots, frequency tables, histograms, relative frequency."""

from fractions import Fraction
from random import Random

from bank.language import Say, particle
from bank.notation import decimal, listed
from bank.pictures.frequency import histogram
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    r = rng.randint

    def leaves(twenties: list[int], thirties: list[int], forties: list[int]) -> Question:
        older = len(thirties) + len(forties)
        return typed(
            say("A stem-and-leaf plot shows the ages of people in a club. Stem 2: leaves "
                f"{listed(twenties)}. Stem 3: leaves {listed(thirties)}. Stem 4: leaves "
                f"{listed(forties)}. How many people are 30 or older?",
                f"동호회 회원의 나이를 나타낸 줄기와 잎 그림이에요. 줄기 2: 잎 {listed(twenties)}. "
                f"줄기 3: 잎 {listed(thirties)}. 줄기 4: 잎 {listed(forties)}. 나이가 30세 이상인 "
                "회원은 몇 명인가요?"),
            older,
            say(f"Count the leaves of the stems 3 and 4: {len(thirties)} + {len(forties)} = "
                f"{older}.",
                f"줄기 3과 4의 잎의 개수를 세면 {len(thirties)} + {len(forties)} = "
                f"{older}(명)이에요."),
            say("The stem is the tens digit of the age.", "줄기는 나이의 십의 자리 숫자예요."),
            [
                (len(forties), say("People in their thirties count, too.",
                                   "30대 회원도 세어야 해요.")),
                (len(twenties) + older, say("You counted everybody.", "모든 회원을 세었어요.")),
                (len(thirties), say("People in their forties are older than 30, too.",
                                    "40대 회원도 30세 이상이에요.")),
            ],
        )  # fmt: skip

    def class_mark(low: int, width: int) -> Question:
        high = low + width
        return choose(
            say(f"A frequency table has the class “{low} or more and less than {high}”. What is "
                "its class mark (midpoint)?",
                f"도수분포표에 계급 ‘{low} 이상 {high} 미만’이 있어요. 이 계급의 계급값은 "
                "얼마인가요?"),
            (low + high) // 2,
            [
                (width, say("That is the width of the class.", "그것은 계급의 크기예요.")),
                (low, say("That is where the class begins. Take its middle.",
                          "그것은 계급의 시작 값이에요. 계급의 가운데 값을 구하세요.")),
                (high, say("That is where the class ends. Take its middle.",
                           "그것은 계급의 끝 값이에요. 계급의 가운데 값을 구하세요.")),
            ],
            say(f"The middle of {low} and {high}: ({low} + {high}) ÷ 2 = {(low + high) // 2}.",
                f"계급값은 계급의 가운데 값이에요. ({low} + {high}) ÷ 2 = "
                f"{(low + high) // 2}입니다."),
            say("Which number is in the middle of the class?",
                "계급의 한가운데 있는 수는 무엇인가요?"),
        )  # fmt: skip

    def missing(counts: list[int]) -> Question:
        total, known = sum(counts), sum(counts) - counts[2]
        shown = f"{counts[0]}, {counts[1]}, □, {counts[3]}"
        return typed(
            say(f"A frequency table of {total} students has four classes with the frequencies "
                f"{shown}. Which number belongs in the box?",
                f"학생 {total}명을 조사한 도수분포표에서 네 계급의 도수가 차례로 "
                f"{particle(shown, '이에요', '예요')}. □에 알맞은 수는 무엇인가요?"),
            counts[2],
            say(f"The frequencies add up to {total}: {total} − {known} = {counts[2]}.",
                f"도수의 합이 {total}이므로 {total} − {known} = "
                f"{particle(str(counts[2]), '이에요', '예요')}."),
            say("All frequencies together give the number of students.",
                "도수를 모두 더하면 학생 수가 돼요."),
            [
                (known, say("That is the sum of the other frequencies. Take it from the total.",
                            "그것은 나머지 도수의 합이에요. 전체에서 빼야 해요.")),
                (total, say("That is the total of all classes.", "그것은 도수의 총합이에요.")),
            ],
        )  # fmt: skip

    def drawn() -> tuple[list[int], list[int]]:
        start, width = 10 * r(0, 3), 10
        counts = [r(2, 4), r(5, 7), r(8, 9), r(3, 6), r(1, 2)]
        rng.shuffle(counts)
        return [start + width * k for k in range(6)], counts

    about = say(
        "The histogram shows how many minutes some students read in a day. ",
        "어느 반 학생들의 하루 독서 시간(분)을 나타낸 히스토그램이에요. ",
    )

    def total_of(edges: list[int], counts: list[int]) -> Question:
        total = sum(counts)
        return typed(
            about + say("How many students are there?", "전체 학생은 몇 명인가요?"),
            total,
            say(f"Add the heights of the bars: {' + '.join(map(str, counts))} = {total}.",
                f"직사각형의 높이(도수)를 모두 더하면 {' + '.join(map(str, counts))} = "
                f"{total}(명)이에요."),
            say("The height of a bar is its number of students.",
                "직사각형의 높이는 그 계급의 학생 수예요."),
            [
                (max(counts), say("That is only the tallest bar.",
                                  "그것은 가장 높은 직사각형 하나의 도수예요.")),
                (len(counts), say("That is the number of classes, not of students.",
                                  "그것은 학생 수가 아니라 계급의 개수예요.")),
                (edges[-1], say("That is where the scale ends. The bars' heights count students.",
                                "그것은 가로축의 끝 값이에요. 학생 수는 세로축에서 읽어요.")),
            ],
            histogram(say, edges, counts),
        )  # fmt: skip

    def modal(edges: list[int], counts: list[int]) -> Question:
        def named(k: int) -> str:
            return say(
                f"{edges[k]} or more, less than {edges[k + 1]}",
                f"{edges[k]} 이상 {edges[k + 1]} 미만",
            )

        order = sorted(range(5), key=lambda k: (-counts[k], k))
        best, low = order[0], order[-1]
        return choose(
            about + say("Which class has the highest frequency?",
                        "도수가 가장 큰 계급은 어느 것인가요?"),
            named(best),
            [
                (named(low), say("That class has the lowest bar.",
                                 "그 계급은 도수가 가장 작아요.")),
                (named(order[1]), say("That bar is only the second highest.",
                                      "그 계급의 도수는 두 번째로 커요.")),
                (named(order[2]), say("Compare the heights of the bars: others are taller.",
                                      "직사각형의 높이를 비교해 보세요. 더 높은 것이 있어요.")),
            ],
            say(f"The tallest bar shows {counts[best]} students: {named(best)}.",
                f"가장 높은 직사각형의 도수는 {counts[best]}명이고, 그 계급은 "
                f"{named(best)}이에요."),
            say("Look for the tallest bar and read where it begins and ends.",
                "가장 높은 직사각형을 찾아 가로축의 눈금을 읽어 보세요."),
            picture=histogram(say, edges, counts),
        )  # fmt: skip

    def below(edges: list[int], counts: list[int]) -> Question:
        answer = counts[0] + counts[1]
        return choose(
            about + say(f"How many students read less than {edges[2]} minutes?",
                        f"독서 시간이 {edges[2]}분 미만인 학생은 몇 명인가요?"),
            answer,
            [
                (counts[1], say(f"The first bar lies below {edges[2]} minutes, too.",
                                f"첫째 계급도 {edges[2]}분 미만이에요.")),
                (answer + counts[2], say(
                    f"The third bar begins at {edges[2]}; it does not count.",
                    f"셋째 계급은 {edges[2]}분부터 시작하므로 세지 않아요.")),
                (sum(counts) - answer, say(
                    f"Those students read {edges[2]} minutes or more.",
                    f"그 학생들은 {edges[2]}분 이상 읽었어요.")),
                (counts[2], say("That is the bar to the right of it.",
                                "그것은 그 오른쪽 계급의 도수예요.")),
                (answer + 1, say("Read the heights of the bars again.",
                                 "직사각형의 높이를 다시 읽어 보세요.")),
            ],
            say(f"Add the first two bars: {counts[0]} + {counts[1]} = {answer}.",
                f"처음 두 계급의 도수를 더하면 {counts[0]} + {counts[1]} = {answer}(명)이에요."),
            say("Which bars lie to the left of that number?",
                "그 값보다 왼쪽에 있는 직사각형은 어느 것인가요?"),
            picture=histogram(say, edges, counts),
        )  # fmt: skip

    def relative(count: int, total: int) -> Question:
        share = Fraction(count, total)
        return choose(
            say(f"In a survey of {total} students, a class has the frequency {count}. What is its "
                "relative frequency?",
                f"학생 {total}명을 조사한 도수분포표에서 어떤 계급의 도수가 "
                f"{particle(str(count), '이에요', '예요')}. 이 계급의 상대도수는 얼마인가요?"),
            decimal(share),
            [
                (decimal(share / 10), say(
                    "The decimal point is one place too far to the left.",
                    "소수점이 왼쪽으로 한 자리 더 갔어요.")),
                (decimal(1 - share), say(
                    "That is the relative frequency of all the other classes.",
                    "그것은 나머지 계급의 상대도수의 합이에요.")),
                (decimal(Fraction(count, 100)), say(
                    f"You divided by 100. There are {total} students.",
                    f"100으로 나누었어요. 전체 학생은 {total}명이에요.")),
                (decimal(share + Fraction(1, 20)), say(
                    "Check the division again.",
                    "나눗셈을 다시 해 보세요.")),
            ],
            say(f"Frequency divided by the total: {count} ÷ {total} = {decimal(share)}.",
                f"(도수) ÷ (도수의 총합)이므로 {count} ÷ {total} = {decimal(share)}입니다."),
            say("Which part of all students is it?",
                "전체에서 이 계급이 차지하는 비율을 생각해 보세요."),
        )  # fmt: skip

    def from_relative(hundredths: int, total: int) -> Question:
        share = Fraction(hundredths, 100)
        count = int(share * total)
        return typed(
            say(f"The relative frequency of a class is {decimal(share)}, and {total} students took "
                "part. How many students are in the class?",
                f"학생 {total}명을 조사했더니 어떤 계급의 상대도수가 "
                f"{particle(decimal(share), '이었어요', '였어요')}. 이 계급에 속하는 학생은 몇 "
                "명인가요?"),
            count,
            say(f"Multiply the total by the relative frequency: {total} × {decimal(share)} = "
                f"{count}.",
                f"(도수의 총합) × (상대도수)이므로 {total} × {decimal(share)} = "
                f"{count}(명)이에요."),
            say("Which part of all students is the relative frequency?",
                "상대도수는 전체의 얼마만큼을 뜻하나요?"),
            [
                (hundredths, say(f"That would be right for 100 students. There are {total}.",
                                 f"전체가 100명이라면 맞아요. 하지만 전체는 {total}명이에요.")),
                (total - count, say("Those are the students outside the class.",
                                    "그것은 이 계급에 속하지 않는 학생 수예요.")),
            ],
        )  # fmt: skip

    def digits(n: int) -> list[int]:
        return sorted(rng.sample(range(10), n))

    return [
        leaves(digits(r(2, 4)), digits(r(3, 6)), digits(r(2, 5))),
        class_mark(10 * r(2, 15), rng.choice([4, 6, 8, 10, 20])),
        total_of(*drawn()),
        modal(*drawn()),
        missing([r(3, 6), r(7, 9), r(4, 11), r(2, 5)]),
        below(*drawn()),
        relative(
            *rng.choice(
                [
                    (8, 40),
                    (6, 40),
                    (9, 20),
                    (7, 20),
                    (12, 50),
                    (18, 50),
                    (14, 40),
                    (3, 25),
                    (11, 25),
                    (9, 60),
                ]
            )
        ),
        from_relative(
            *rng.choice(
                [
                    (15, 60),
                    (35, 40),
                    (45, 20),
                    (12, 50),
                    (24, 25),
                    (5, 80),
                    (25, 36),
                    (30, 90),
                    (55, 40),
                ]
            )
        ),
    ]
