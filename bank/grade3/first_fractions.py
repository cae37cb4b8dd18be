"""Grade 3: first fractions."""

from fractions import Fraction
from random import Random

from bank.language import Say, particle
from bank.pictures.fraction_bar import fraction_bar
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def eaten(n: int, k: int) -> Question:
        who = names(rng, 1, say)[0]
        return choose(
            say(
                f"A pizza is cut into {n} equal slices. {who} eats {k} of them. "
                "What fraction of the pizza is left?",
                f"피자를 똑같이 {n}조각으로 나누었어요. {particle(who, '이', '가')} {k}조각을 "
                "먹었어요. "
                "남은 피자는 전체의 몇 분의 몇인가요?",
            ),
            Fraction(n - k, n),
            [
                (Fraction(k, n), say("That is what was eaten.", "그것은 먹은 양이에요.")),
                (Fraction(k, n - k), say("The whole pizza stays below: all slices.",
                                         "분모는 전체 조각의 수예요.")),
                (Fraction(1, n), say("That is one slice.", "그것은 한 조각이에요.")),
                (Fraction(n - k, n + 1), say("Count all slices again.",
                                             "전체 조각의 수를 다시 세어 보세요.")),
            ],
            say(f"{n} − {k} = {n - k} of the {n} equal slices are left, so {n - k}/{n}.",
                f"{n}조각 가운데 {n} − {k} = {n - k}(조각)이 남았으므로 {n - k}/{n}입니다."),
            hint=say("How many slices are left, of how "
                     "many?", "전체 몇 조각 가운데 몇 조각이 남았나요?"),
        )  # fmt: skip

    def shaded(n: int, k: int) -> Question:
        return choose(
            say("What fraction of the bar is shaded?",
                "색칠한 부분은 전체의 몇 분의 몇인가요?"),
            Fraction(k, n),
            [
                (Fraction(n - k, n), say("That is what is not shaded.",
                                         "색칠하지 않은 부분이에요.")),
                (f"{k}/{n - k}", say("All parts are below the line, shaded ones, too.",
                                     "분모는 전체 칸의 수예요.")),
                (Fraction(1, n), say("That is one part.", "그것은 한 칸이에요.")),
                (f"{n}/{k}", say("Top and bottom changed places.", "분자와 분모가 바뀌었어요.")),
            ],
            say(f"{k} of {n} equal parts are shaded: {Fraction(k, n)}.",
                f"똑같이 나눈 {n}칸 가운데 {k}칸이므로 {Fraction(k, n)}입니다."),
            hint=say("Count all parts first.", "전체가 몇 칸인지 먼저 세어 보세요."),
            picture=fraction_bar(say, n, k),
        )  # fmt: skip

    def unit(word: str, below: list[int]) -> Question:
        group = [Fraction(1, n) for n in below]
        best = max(group) if word == "greatest" else min(group)
        size, korean = ("largest", "큰") if word == "greatest" else ("smallest", "작은")
        shown = ", ".join(map(str, group))
        return choose(
            say(f"Which fraction is the {word}: {shown}?",
                f"{shown} 중에서 가장 {korean} 분수는 무엇인가요?"),
            best,
            [
                (f, say("More parts make each part smaller.",
                        "많이 나눌수록 한 조각은 작아져요."))
                for f in group if f != best
            ],
            say(
                "The more equal parts a whole is cut into, the smaller each part is, "
                f"so 1/{best.denominator} is the {size}.",
                "똑같이 나눈 수가 많을수록 한 조각은 작아지므로 가장 "
                f"{korean} 분수는 1/{best.denominator}입니다.",
            ),
            hint=say("Think of a cake for 2 and a cake for 8.",
                     "케이크를 2명이 나눌 때와 8명이 나눌 때를 생각해 보세요."),
        )  # fmt: skip

    def of(n: int, part: int) -> Question:
        return typed(
            say(f"What is 1/{part} of {n * part}?", f"{n * part}의 1/{part}은 얼마인가요?"),
            n,
            say(f"Split {n * part} into {part} equal parts: {n * part} ÷ {part} = {n}.",
                f"{particle(str(n * part), '을', '를')} 똑같이 "
                f"{particle(str(part), '으로', '로')} 나누면 "
                f"{n * part} ÷ {part} = {n}입니다."),
            hint=say(f"Share it into {part} equal parts.", f"똑같이 {part}묶음으로 나누어 보세요."),
            wrong=[
                (n * part - part, say("You took away. Divide.", "뺐어요. 나누어야 해요.")),
                (n * part * part, say("You multiplied. A part is less than the whole.",
                                      "곱했어요. 부분은 전체보다 작아요.")),
                (n + 1, say("Divide again.", "다시 나누어 보세요.")),
            ],
        )  # fmt: skip

    def parts(n: int, whole: int) -> Question:
        top = whole // n
        return typed(
            say(f"1/{n} = □/{whole}. What number goes in the box?",
                f"1/{n} = □/{whole}. □ 안에 알맞은 수는 무엇인가요?"),
            top,
            say(f"Multiply top and bottom by {top}: 1 × {top} = {top} and {n} × {top} = {whole}.",
                f"분자와 분모에 {particle(str(top), '을', '를')} 곱하면 1 × {top} = {top}, "
                f"{n} × {top} = {whole}입니다."),
            hint=say(f"{n} times what is {whole}?", f"{n}에 얼마를 곱하면 {whole}인가요?"),
            wrong=[
                (1, say("The parts are smaller now, so it takes more of them.",
                        "조각이 작아졌으니 더 많이 필요해요.")),
                (whole - n + 1, say("You added. Multiply top and bottom.",
                                    "더했어요. 분자와 분모에 같은 수를 곱하세요.")),
            ],
        )  # fmt: skip

    def equal(a: int, b: int, k: int) -> Question:
        return choose(
            say(f"Which fraction is equal to {a}/{b}?",
                f"{a}/{particle(str(b), '과', '와')} 크기가 같은 분수는 무엇인가요?"),
            f"{a * k}/{b * k}",
            [
                (f"{a}/{b * k}", say("Only the bottom was multiplied.", "분모에만 곱했어요.")),
                (f"{a + k}/{b + k}", say("The same was added to both. Multiply.",
                                         "같은 수를 더했어요. 곱해야 해요.")),
                (f"{a * k}/{b}", say("Only the top was multiplied.", "분자에만 곱했어요.")),
                (f"{b}/{a * k + 1}", say("Top and bottom changed places.",
                                         "분자와 분모가 바뀌었어요.")),
            ],
            say(f"Multiply top and bottom of {a}/{b} by {k}: {a * k}/{b * k}.",
                f"분자와 분모에 똑같이 {particle(str(k), '을', '를')} 곱하면 "
                f"{a * k}/{b * k}입니다."),
            hint=say("Do the same to top and bottom.", "분자와 분모에 같은 수를 곱해 보세요."),
        )  # fmt: skip

    def several(part: int, k: int, n: int) -> Question:
        return typed(
            say(f"What is {k}/{part} of {n * part}?", f"{n * part}의 "
                                                      f"{particle(f'{k}/{part}', '은', '는')} "
                                                      "얼마인가요?"),
            n * k,
            say(f"1/{part} of {n * part} is {n}, and {k} × {n} = {n * k}.",
                f"{n * part}의 1/{part}은 {n}이고, {n} × {k} = {n * k}입니다."),
            hint=say(f"Find 1/{part} first.", f"먼저 1/{part}을 구해 보세요."),
            wrong=[
                (n, say(f"That is 1/{part}.", f"그것은 1/{part}이에요.")),
                (n * part - n * k, say("That is what is left.", "그것은 나머지 부분이에요.")),
            ],
        )  # fmt: skip

    r = rng.randint
    unlike = rng.sample(range(2, 12), 4)
    others = rng.sample(range(2, 12), 4)
    return [
        of(r(3, 9), 2),
        eaten(r(5, 10), 1),
        unit("greatest", unlike),
        of(r(4, 9), r(3, 4)),
        shaded(*rng.choice([(5, 2), (5, 3), (7, 3), (7, 4), (8, 3), (8, 5), (9, 4), (10, 3)])),
        parts(2, r(3, 9) * 2),
        unit("least", others),
        parts(3, r(2, 8) * 3),
        equal(*rng.choice([(2, 3), (3, 4), (2, 5), (3, 5), (4, 5), (5, 6), (3, 7)]), r(2, 6)),
        several(5, r(2, 4), r(4, 9)),
    ]
