"""Grade 8: simultaneous equations."""

from random import Random

from bank.language import Say, particle
from bank.notation import plus, show, term
from bank.question import Question, Wrong, choose, typed

Row = tuple[int, int]
"""The coefficients of x and y."""


def questions(rng: Random, say: Say) -> list[Question]:
    def linear(a: int, b: int, x: int, y: int) -> str:
        return f"{term(a)}{plus(b, 'y')} = {show(a * x + b * y)}"

    def one(letter: str, first: Row, second: Row, at: Row) -> Question:
        x, y = at
        (a, b), (c, d) = first, second
        kept, gone = ((a, c), (b, d)) if letter == "x" else ((b, d), (a, c))
        sign = -1 if gone[0] * gone[1] > 0 else 1
        times, other_times = abs(gone[1]), abs(gone[0])
        left = kept[0] * times + sign * kept[1] * other_times
        answer, other = (x, y) if letter == "x" else (y, x)

        def scaled(k: int, english: str, korean: str) -> str:
            return say(english, korean) if k == 1 else say(
                f"{k} times {english}",
                f"{korean}에 {particle(str(k), '을', '를')} 곱한 식")  # fmt: skip

        upper = scaled(times, "the first equation", "첫째 식")
        lower = scaled(other_times, "the second", "둘째 식")
        upper = upper[0].upper() + upper[1:]
        joined = say(f"{upper} {'plus' if sign > 0 else 'minus'} {lower}",
                     f"{upper}{'과' if sign > 0 else '에서'} {particle(lower, '을', '를')} "
                     f"{'더하면' if sign > 0 else '빼면'}")  # fmt: skip
        solved = f"{term(left, letter)} = {show(left * answer)}"
        wrong: list[Wrong] = [
            (other, say("That is the other unknown.", "그것은 다른 미지수의 값이에요.")),
            (left * answer, say("You still have to divide by the coefficient.",
                                "아직 계수로 나누지 않았어요.")),
            (-answer, say("Check the sign.", "부호를 확인하세요.")),
        ]  # fmt: skip
        return typed(
            say(f"Solve {linear(a, b, x, y)} and {linear(c, d, x, y)}. What is {letter}?",
                f"연립방정식 {linear(a, b, x, y)}, {linear(c, d, x, y)}의 해에서 {letter}의 값은 "
                "얼마인가요?"),
            answer,
            say(f"{joined} leaves {solved}, so {letter} = {show(answer)}.",
                f"{joined} {solved}이므로 {letter} = {show(answer)}입니다."),
            say("Multiply so that one unknown cancels when you add or subtract.",
                "한 미지수가 없어지도록 두 식을 더하거나 빼 보세요."),
            wrong,
        )  # fmt: skip

    def pair(first: Row, second: Row, x: int, y: int) -> Question:
        (a, b), (c, d) = first, second

        def shown(u: int, v: int) -> str:
            return f"x = {show(u)}, y = {show(v)}"

        only_first = say("This pair solves the first equation only.",
                         "첫째 식만 성립해요. 둘째 식에도 넣어 보세요.")  # fmt: skip
        only_second = say("This pair solves the second equation only.",
                          "둘째 식만 성립해요. 첫째 식에도 넣어 보세요.")  # fmt: skip
        return choose(
            say(f"Which pair solves both {linear(a, b, x, y)} and {linear(c, d, x, y)}?",
                f"연립방정식 {linear(a, b, x, y)}, {linear(c, d, x, y)}의 해는 어느 것인가요?"),
            shown(x, y),
            [
                (shown(x + b, y - a), only_first),
                (shown(x + d, y - c), only_second),
                (shown(y, x), say("You exchanged x and y.", "x와 y의 값을 서로 바꾸었어요.")),
            ],
            say(f"Put x = {show(x)} and y = {show(y)} in: {show(a * x)}{plus(b * y)} = "
                f"{show(a * x + b * y)} and {show(c * x)}{plus(d * y)} = {show(c * x + d * y)}.",
                f"x = {show(x)}, y = {particle(show(y), '을', '를')} 넣으면 "
                f"{show(a * x)}{plus(b * y)} = {show(a * x + b * y)}, {show(c * x)}{plus(d * y)} = "
                f"{particle(show(c * x + d * y), '으로', '로')} 두 식이 모두 성립해요."),
            say("A solution has to fit both equations.", "해는 두 식을 모두 만족해야 해요."),
        )  # fmt: skip

    def animals(hens: int, cows: int) -> Question:
        heads, legs = hens + cows, 2 * hens + 4 * cows
        return choose(
            say(f"A farm has only hens and cows. They have {heads} heads and {legs} legs "
                "altogether. How many cows are there?",
                f"어느 농장에 닭과 소가 모두 {heads}마리 있고, 다리는 모두 {legs}개예요. 소는 몇 "
                "마리인가요?"),
            cows,
            [
                (hens, say("That is the number of hens.", "그것은 닭의 수예요.")),
                (legs // 4, say("You divided all legs by 4. Hens have legs, too.",
                                "모든 다리를 4로 나누었어요. 닭의 다리도 있어요.")),
                (legs - 2 * heads, say("Those are the extra legs. Each cow has 2 more than a hen.",
                                       "그것은 남는 다리의 수예요. 소는 닭보다 다리가 2개 더 "
                                       "많아요.")),
                (cows + 2, say("Count the legs for your number: too many.",
                               "구한 수로 다리를 세어 보세요. 너무 많아요.")),
                (cows - 1, say("Count the legs for your number: too few.",
                               "구한 수로 다리를 세어 보세요. 너무 적어요.")),
            ],
            say(f"If all were hens there would be {2 * heads} legs; the other {legs - 2 * heads} "
                f"legs belong to {cows} cows, 2 more for each.",
                f"닭을 x마리, 소를 y마리라고 하면 x + y = {heads}, 2x + 4y = "
                f"{particle(str(legs), '이에요', '예요')}. 두 식을 풀면 y = {cows}이므로 소는 "
                f"{cows}마리입니다."),
            say("Write one equation for the heads and one for the legs.",
                "마리 수와 다리 수에 대한 식을 하나씩 세워 보세요."),
        )  # fmt: skip

    def sum_and_difference(x: int, y: int) -> Question:
        return typed(
            say(f"The sum of two numbers is {x + y} and their difference is {x - y}. What is the "
                "larger number?",
                f"두 수의 합은 {x + y}이고 차는 {particle(str(x - y), '이에요', '예요')}. 두 수 중 "
                "큰 수는 얼마인가요?"),
            x,
            say(f"x + y = {x + y} and x − y = {x - y} add up to 2x = {2 * x}, so x = {x}.",
                f"x + y = {x + y}, x − y = {particle(str(x - y), '을', '를')} 더하면 2x = "
                f"{2 * x}이므로 x = {x}입니다."),
            say("Add the two equations.", "두 식을 더해 보세요."),
            [
                (y, say("That is the smaller number.", "그것은 작은 수예요.")),
                (2 * x, say("That is twice the larger number.", "그것은 큰 수의 2배예요.")),
                (x + y - (x - y), say("You subtracted the difference: that gives twice the smaller "
                                      "number.",
                                      "합에서 차를 뺐어요. 그것은 작은 수의 2배예요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        one("x", (1, 1), (1, -1), (r(6, 12), r(2, 5))),
        pair((1, 1), (2, -1), r(4, 8), r(1, 3)),
        sum_and_difference(r(31, 48), r(14, 25)),
        pair((2, 1), (1, -1), r(4, 8), -r(2, 5)),
        one("y", (3, 1), (1, 2), (r(2, 6), r(7, 9))),
        animals(r(12, 19), r(7, 11)),
        one("x", (2, 3), (5, -2), (r(3, 7), -r(1, 4))),
        pair((3, 2), (2, -3), -r(2, 5), r(3, 7)),
        one("y", (4, -3), (3, 5), (-r(2, 5), r(3, 7))),
        animals(r(23, 32), r(15, 21)),
    ]
