"""Grade 6: proportions."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    cross = say("The product of the outer terms is that of the inner ones.",
                "외항의 곱과 내항의 곱은 같아요.")  # fmt: skip
    again = say("Work it out again.", "다시 계산해 보세요.")

    def first(a: int, b: int, k: int) -> Question:
        return typed(
            say(f"□:{b * k} = {a}:{b}. What number goes in the box?",
                f"□:{b * k} = {a}:{b}. □ 안에 알맞은 수는 무엇인가요?"),
            a * k,
            say(f"{b} × {k} = {b * k}, so {a} × {k} = {a * k}.",
                f"{b} × {k} = {b * k}이므로 {a} × {k} = {a * k}입니다."),
            hint=cross,
            wrong=[(b * k - b + a, say("You added the same. "
                                       "Multiply.", "같은 수를 더했어요. 곱하세요.")),
                   (a, say("Both terms change.", "두 항이 모두 바뀌어요."))],
        )  # fmt: skip

    def is_proportion(a: int, b: int, k: int, m: int) -> Question:
        return choose(
            say(f"Which ratio is equal to {a * k}:{b * k}?",
                f"{particle(f'{a * k}:{b * k}', '과', '와')} 비율이 같은 비는 무엇인가요?"),
            f"{a * m}:{b * m}",
            [(f"{a * m}:{b * m + 1}", again), (f"{b * m}:{a * m}", say("The order counts.",
                                                                      "순서가 바뀌었어요.")),
             (f"{a * k + m}:{b * k + m}", say("The same was added. Multiply.",
                                              "같은 수를 더했어요. 곱하세요.")),
             (f"{a * m + 1}:{b * m}", again)],
            say(f"Both are {a}:{b}.", f"두 비 모두 {a}:{b}입니다."),
            hint=say("Bring both to simplest form.", "가장 간단한 비로 나타내 보세요."),
        )  # fmt: skip

    def price(n: int, each: int, asked: int) -> Question:
        scale = say(1, 1000)
        return typed(
            say(f"{n} tickets cost ${n * each}. How many dollars do {asked} tickets cost?",
                f"입장권 {n}장의 값이 {n * each * scale}원이에요. 입장권 {asked}장의 값은 몇 "
                "원인가요?"),
            asked * each * scale,
            say(f"One costs {each}, and {asked} × {each} = {asked * each}.",
                f"1장은 {each * scale}원이므로 {each * scale} × {asked} = "
                f"{asked * each * scale}(원)이에요."),
            hint=say("What does one cost?", "한 장의 값은 얼마인가요?"),
            wrong=[((n * each + asked - n) * scale, say("You added. "
                                                        "Multiply.", "더했어요. 곱하세요.")),
                   (n * each * asked * scale, say("Find the price of one first.",
                                                  "한 장의 값을 먼저 구하세요."))],
        )  # fmt: skip

    def share(a: int, b: int, part: int) -> Question:
        total = (a + b) * part
        one, two = names(rng, 2, say)
        return choose(
            say(f"{total} beads are shared between {one} and {two} in the ratio {a}:{b}. "
                f"How many does {two} get?",
                f"구슬 {total}개를 {particle(one, '과', '와')} {particle(two, '이', '가')} "
                f"{a}:{b}로 나누어 "
                f"가져요. {particle(two, '이', '가')} 가지는 구슬은 몇 개인가요?"),
            b * part,
            [(a * part, say(f"That is what {one} gets.", f"그것은 {one}의 몫이에요.")),
             (part, say("That is one part.", "그것은 한 부분이에요.")),
             (total // 2 + 1, say("The parts are not equal.", "똑같이 나누지 않아요.")),
             (b * part + a, again)],
            say(f"{total} ÷ ({a} + {b}) = {part}, and {b} × {part} = {b * part}.",
                f"{total} ÷ ({a} + {b}) = {part}이고 {part} × {b} = {b * part}(개)예요."),
            hint=say("How many parts are there?", "모두 몇 부분인가요?"),
        )  # fmt: skip

    def map_scale(scale: int, cm: int) -> Question:
        return typed(
            say(f"On a map 1 cm is {scale} m. How many meters are {cm} cm on the map?",
                f"지도에서 1 cm는 실제로 {scale} m예요. 지도에서 {cm} cm는 실제로 몇 m인가요?"),
            scale * cm,
            say(f"{scale} × {cm} = {scale * cm}.", f"{scale} × {cm} = {scale * cm}(m)예요."),
            hint=say("So much for each centimeter.", "1 cm마다 그만큼이에요."),
            wrong=[(scale + cm, say("You added. Multiply.", "더했어요. 곱하세요.")),
                   (scale * cm * 10, again)],
        )  # fmt: skip

    def inner(a: int, b: int, k: int) -> Question:
        return choose(
            say(f"In {a}:{b} = {a * k}:{b * k}, what is the product of the outer terms?",
                f"{a}:{b} = {a * k}:{b * k}에서 외항의 곱은 얼마인가요?"),
            a * b * k,
            [(a * a * k, say("Those are the first terms.", "두 비의 앞의 수를 곱했어요.")),
             (b * b * k, say("Those are the second terms.", "두 비의 뒤의 수를 곱했어요.")),
             (a + b * k, say("You added. Multiply.", "더했어요. 곱하세요.")), (a * b, again)],
            say(f"{a} × {b * k} = {a * b * k}.", f"{a} × {b * k} = {a * b * k}입니다."),
            hint=say("The outer terms are the first and the "
                     "last.", "외항은 맨 앞과 맨 뒤의 수예요."),
        )  # fmt: skip

    r = rng.randint
    return [
        map_scale(r(2, 9) * 50, r(3, 9)),
        inner(r(2, 4), r(5, 7), r(2, 5)),
        first(r(2, 4), r(5, 9), r(3, 8)),
        is_proportion(r(2, 4), r(5, 7), r(2, 3), r(4, 6)),
        price(r(3, 5), r(4, 9), r(6, 9)),
        share(r(2, 4), r(5, 7), r(6, 12)),
    ]
