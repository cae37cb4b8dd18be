"""Grade 4: fractions with the same denominator."""

from fractions import Fraction
from random import Random

from bank.language import Say, particle
from bank.notation import mixed
from bank.question import Question, choose, names, typed

PARTS = {4: ("fourths", "1/4"), 5: ("fifths", "1/5"), 6: ("sixths", "1/6"), 8: ("eighths", "1/8")}


def questions(rng: Random, say: Say) -> list[Question]:
    def add(a: int, b: int, n: int) -> Question:
        return choose(
            say(f"What is {a}/{n} + {b}/{n}?", f"{a}/{n} + {b}/{n}의 값은 얼마인가요?"),
            f"{a + b}/{n}",
            [
                (f"{a + b}/{2 * n}", say("You added the bottoms, too. The parts stay as large.",
                                         "분모까지 더했어요. 분모는 그대로예요.")),
                (f"{a * b}/{n}", say("You multiplied the tops. "
                                     "Add.", "분자를 곱했어요. 더하세요.")),
                (f"{a + b + 1}/{n}", say("One part too many.", "한 조각이 많아요.")),
                (f"{a + b - 1}/{n}", say("One part too few.", "한 조각이 모자라요.")),
            ],
            say(f"The parts are all of size 1/{n}, so add the tops: {a} + {b} = {a + b}.",
                f"분모는 그대로 두고 분자끼리 더하면 {a} + {b} = {a + b}이므로 {a + b}/{n}입니다."),
            hint=say(f"How many parts of 1/{n} are there?", f"1/{n}이 몇 개인가요?"),
        )  # fmt: skip

    def box(a: int, b: int, n: int) -> Question:
        return typed(
            say(f"{a}/{n} − {b}/{n} = □/{n}. What number goes in the box?",
                f"{a}/{n} − {b}/{n} = □/{n}. □ 안에 알맞은 수는 무엇인가요?"),
            a - b,
            say(f"The bottoms are equal, so subtract the tops: {a} − {b} = {a - b}.",
                f"분모가 같으므로 분자끼리 빼면 {a} − {b} = {a - b}입니다."),
            hint=say("Only the tops change.", "분자끼리 빼세요."),
            wrong=[
                (a + b, say("You added. Here you take away.", "더했어요. 빼야 해요.")),
                (0, say("The parts stay as large: only tops are taken away.",
                        "분모는 빼지 않아요.")),
            ],
        )  # fmt: skip

    def rest(a: int, n: int) -> Question:
        who = names(rng, 1, say)[0]
        return choose(
            say(f"{who} has read {a}/{n} of a book. What fraction of the book is still to be read?",
                f"{particle(who, '은', '는')} 책 한 권의 {particle(f'{a}/{n}', '을', '를')} "
                "읽었어요. "
                "남은 부분은 전체의 몇 분의 몇인가요?"),
            f"{n - a}/{n}",
            [
                (f"{a}/{n}", say("That is what was read.", "그것은 읽은 부분이에요.")),
                (f"{n - a}/{n + a}", say("The whole book stays below.", "분모는 그대로예요.")),
                (f"1/{n}", say("That is one part.", "그것은 한 부분이에요.")),
                (f"{n - a + 1}/{n}", say("One part too many.", "한 부분이 많아요.")),
            ],
            say(f"The whole book is {n}/{n}, and {n}/{n} − {a}/{n} = {n - a}/{n}.",
                f"전체는 {n}/{n}이므로 {n}/{n} − {a}/{n} = {n - a}/{n}입니다."),
            hint=say(f"The whole is {n}/{n}.", f"전체는 {n}/{n}이에요."),
        )  # fmt: skip

    def to_mixed(n: int, below: int) -> Question:
        whole, left = divmod(n, below)
        return choose(
            say(f"Which mixed number is equal to {n}/{below}?",
                f"{particle(f'{n}/{below}', '을', '를')} 대분수로 나타낸 것은 무엇인가요?"),
            mixed(Fraction(n, below)),
            [
                (f"{left} {whole}/{below}", say("Wholes and parts changed places.",
                                                "자연수와 분자가 바뀌었어요.")),
                (f"{whole} {below - left}/{below}", say("Those are the parts that are missing.",
                                                        "모자라는 부분을 썼어요.")),
                (f"{whole + 1} {left}/{below}", say("One whole too many.", "1이 많아요.")),
                (f"{whole - 1} {left}/{below}", say("One whole too few.", "1이 모자라요.")),
            ],
            say(
                f"{n} ÷ {below} is {whole} with remainder {left}, "
                f"which is {whole} and {left}/{below}.",
                f"{n} ÷ {below} = {whole} … {left}이므로 {whole} {left}/{below}입니다.",
            ),
            hint=say(f"How often does {below} go into {n}?",
                     f"{n}에 {particle(str(below), '이', '가')} 몇 번 들어가나요?"),
        )  # fmt: skip

    def to_improper(whole: int, a: int, below: int) -> Question:
        top = whole * below + a
        return typed(
            say(f"{whole} {a}/{below} = □/{below}. What number goes in the box?",
                f"{whole} {a}/{below} = □/{below}. □ 안에 알맞은 수는 무엇인가요?"),
            top,
            say(f"{whole} wholes are {whole * below}/{below}, "
                f"and {whole * below} + {a} = {top}.",
                f"{particle(str(whole), '은', '는')} {whole * below}/{below}이고 "
                f"{whole * below} + {a} = {top}입니다."),
            hint=say(f"How many parts of 1/{below} make one whole?",
                     f"1은 1/{below}이 몇 개인가요?"),
            wrong=[
                (whole + a, say("Each whole has as many parts as the bottom says.",
                                "자연수도 분수로 바꾸어 더해야 해요.")),
                (whole * below, say("The parts beside the wholes are missing.",
                                    "분자를 더하지 않았어요.")),
                (int(f"{whole}{a}"), say("The digits were put side by side.",
                                         "숫자를 이어 썼어요.")),
            ],
        )  # fmt: skip

    def in_parts(whole: int, below: int) -> Question:
        name, unit = PARTS[below]
        return typed(
            say(f"How many {name} make {whole} wholes?",
                f"{particle(str(whole), '은', '는')} {unit}이 몇 개인 수인가요?"),
            whole * below,
            say(f"One whole is {below} {name}, so {whole} wholes are {whole} × {below} = "
                f"{whole * below} {name}.",
                f"1은 {unit}이 {below}개이므로 {particle(str(whole), '은', '는')} {below} × "
                f"{whole} = "
                f"{whole * below}(개)예요."),
            hint=say(f"How many {name} make one whole?", f"1은 {unit}이 몇 개인가요?"),
            wrong=[
                (whole + below, say("You added. Each whole has that many.",
                                    "더했어요. 1마다 그만큼씩 있어요.")),
                (below, say("That is one whole.", "그것은 1이에요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    return [
        add(r(1, 3), r(1, 3), 7),
        box(r(6, 8), r(1, 4), 9),
        rest(r(2, 7), r(8, 9)),
        box(r(7, 10), r(2, 5), 11),
        add(r(2, 5), r(3, 5), 11),
        to_improper(r(1, 4), r(1, 2), 3),
        to_mixed(r(2, 6) * 4 + rng.choice((1, 3)), 4),
        in_parts(r(2, 6), rng.choice(list(PARTS))),
        to_mixed(r(3, 6) * 7 + r(1, 6), 7),
        to_improper(r(3, 6), rng.choice((3, 5)), 8),
    ]
