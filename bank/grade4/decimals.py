"""Grade 4: decimals."""

from fractions import Fraction
from random import Random

from bank.language import Say, particle
from bank.notation import decimal
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def add(a: int, b: int, places: int, sign: str) -> Question:
        unit = 10**places
        left, right = Fraction(a, unit), Fraction(b, unit)
        whole = a + b if sign == "+" else a - b
        answer = Fraction(whole, unit)
        part = "tenths" if places == 1 else "hundredths"
        step = decimal(Fraction(1, unit))
        asked = f"{decimal(left)} {sign} {decimal(right)}"
        return typed(
            say(f"What is {asked}?", f"{asked}의 값은 얼마인가요?"),
            answer,
            say(f"In {part} this is {a} {sign} {b} = {whole}, and {whole} {part} are "
                f"{decimal(answer)}.",
                f"{step}이 {a}개, {b}개이고 {a} {sign} {b} = {whole}이므로 "
                f"{decimal(answer)}입니다."),
            hint=say("Keep the points below each other.", "소수점의 자리를 맞추어 계산하세요."),
            wrong=[
                (whole, say("The point is missing.", "소수점을 찍지 않았어요.")),
                (answer - 1 if sign == "+" else answer + 1,
                 say("Carry or borrow the one.", "받아올림이나 받아내림을 확인하세요.")),
                (left - right if sign == "+" else left + right,
                 say("Look at the sign.", "덧셈인지 뺄셈인지 다시 보세요.")),
            ],
        )  # fmt: skip

    def greatest(whole: int, a: int, b: int) -> Question:
        group = [f"{whole}.{a}", f"{whole}.{b}{a}", f"{whole}.0{a}", f"{whole}.{b}"]
        best = max(group, key=float)
        shuffled = ", ".join(rng.sample(group, 4))
        return choose(
            say(f"Which decimal is the greatest: {shuffled}?",
                f"{shuffled} 중에서 가장 큰 소수는 무엇인가요?"),
            best,
            [
                (n, say("More digits do not make it greater: compare the tenths.",
                        "자릿수가 많다고 크지 않아요. 소수 첫째 자리를 비교하세요.")
                 if len(n) > len(best) else
                 say("Its tenths are fewer.", "소수 첫째 자리 숫자가 더 작아요."))
                for n in group if n != best
            ],
            say(f"Compare the tenths first: {best} has {a} tenths, more than each of the others.",
                f"소수 첫째 자리를 비교하면 {best}의 {particle(str(a), '이', '가')} 가장 커요."),
            hint=say("Compare the first digit after the point.",
                     "소수 첫째 자리부터 비교하세요."),
        )  # fmt: skip

    def to_decimal(a: int, below: int) -> Question:
        answer = decimal(Fraction(a, below))
        zeros = len(str(below)) - 1
        tenths = say("tenths" if zeros == 1 else "hundredths", "")
        return choose(
            say(f"Which decimal is equal to {a}/{below}?",
                f"{particle(f'{a}/{below}', '을', '를')} 소수로 나타낸 것은 무엇인가요?"),
            answer,
            [
                (decimal(Fraction(a, below * 10)), say("A zero too many after the point.",
                                                       "소수점 아래에 0이 하나 많아요.")),
                (decimal(Fraction(a, below // 10)), say("One place too large.",
                                                        "한 자리 크게 썼어요.")),
                (f"{below}.{a}", say("Bottom and top were put side by side.",
                                     "분모와 분자를 이어 썼어요.")),
                (f"{a}.{'0' * zeros}1", say("The top is no whole number of wholes.",
                                            "분자를 자연수 자리에 썼어요.")),
            ],
            say(f"{a} {tenths} are written {answer}.",
                f"1/{below} = {decimal(Fraction(1, below))}이므로 {a}/{below} = {answer}입니다."),
            hint=say(f"1/{below} is {decimal(Fraction(1, below))}.",
                     f"1/{below} = {decimal(Fraction(1, below))}이에요."),
        )  # fmt: skip

    def length(a: int, b: int) -> Question:
        long, cut, left = (decimal(Fraction(n, 10)) for n in (a, b, a - b))
        return choose(
            say(f"A rope is {long} m long. A piece of {cut} m is cut off. How long is the rest?",
                f"길이가 {long} m인 끈에서 {cut} m를 잘라 냈어요. 남은 끈의 길이는 몇 m인가요?"),
            f"{left} m",
            [
                (f"{decimal(Fraction(a - b + 10, 10))} m",
                 say("Take the one away that you borrowed.", "받아내림한 1을 빼세요.")),
                (f"{decimal(Fraction(a + b, 10))} m",
                 say("You added. Cutting off makes it "
                     "shorter.", "더했어요. 잘라 냈으니 빼야 해요.")),
                (f"{decimal(Fraction(a - b - 10, 10))} m",
                 say("One meter too little.", "1 m가 모자라요.")),
                (f"{decimal(Fraction(a - b + 1, 10))} m",
                 say("Take away the tenths again.", "소수 첫째 자리를 다시 빼 보세요.")),
            ],
            say(f"{long} − {cut} = {left} m.", f"{long} − {cut} = {left}(m)예요."),
            hint=say("Is the rope longer now, or shorter?", "끈이 길어졌나요, 짧아졌나요?"),
        )  # fmt: skip

    r = rng.randint
    return [
        to_decimal(r(2, 9), 10),
        add(r(11, 24), r(13, 15), 1, "+"),
        greatest(r(2, 4), r(7, 9), r(2, 5)),
        add(r(47, 59), r(21, 26), 1, "−"),
        to_decimal(r(3, 9), 100),
        add(r(26, 38), r(46, 49), 1, "+"),
        length(r(62, 74), r(27, 29)),
        add(r(231, 239), r(145, 148), 2, "+"),
        greatest(r(5, 7), r(6, 8), r(3, 4)),
        add(r(503, 508), r(267, 269), 2, "−"),
    ]
