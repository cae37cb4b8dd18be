"""Grade 6: ratio and rate."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def simplest(a: int, b: int, k: int) -> Question:
        return choose(
            say(f"What is the ratio {a * k}:{b * k} in simplest form?",
                f"비 {particle(f'{a * k}:{b * k}', '을', '를')} 가장 간단한 자연수의 비로 "
                "나타낸 것은 무엇인가요?"),
            f"{a}:{b}",
            [
                (f"{b}:{a}", say("The order counts.", "비의 순서가 바뀌었어요.")),
                (f"{a}:{a + b}", say("That is a part to the whole.", "전체에 대한 비예요.")),
                (f"{b - a}:{b}", say("Divide, do not take away.", "빼지 말고 나누세요.")),
                (f"{a}:{b + 1}", say("Divide both by the same number.",
                                     "두 수를 같은 수로 나누세요.")),
            ],
            say(f"Divide both numbers by {k}: {a * k} ÷ {k} = {a} and {b * k} ÷ {k} = {b}.",
                f"두 수를 {particle(str(k), '으로', '로')} 나누면 {a * k} ÷ {k} = {a}, "
                f"{b * k} ÷ {k} = {b}입니다."),
            hint=say("Which number divides both?", "두 수의 최대공약수로 나누세요."),
        )  # fmt: skip

    def missing(a: int, b: int, k: int) -> Question:
        return typed(
            say(f"{a}:{b} = {a * k}:□. What number goes in the box?",
                f"{a}:{b} = {a * k}:□. □ 안에 알맞은 수는 무엇인가요?"),
            b * k,
            say(f"{a} × {k} = {a * k}, so multiply {b} by {k} as well: {b * k}.",
                f"{a} × {k} = {a * k}이므로 {b}에도 {particle(str(k), '을', '를')} 곱하면 "
                f"{b * k}입니다."),
            hint=say(f"What was {a} multiplied by?", f"{a}에 얼마를 곱했나요?"),
            wrong=[
                (b + a * k - a, say("You added the same. Multiply by the same.",
                                    "같은 수를 더했어요. 같은 수를 곱하세요.")),
                (b, say("Both numbers change.", "두 수가 모두 바뀌어요.")),
            ],
        )  # fmt: skip

    def share(a: int, b: int, part: int) -> Question:
        one, two = names(rng, 2, say)
        total = (a + b) * part
        return choose(
            say(
                f"{one} and {two} share {total} stickers in the ratio {a}:{b}. "
                f"How many stickers does {one} get?",
                f"{particle(one, '과', '와')} {particle(two, '이', '가')} 붙임딱지 "
                f"{total}장을 {a}:{b}로 "
                f"나누어 가져요. {particle(one, '이', '가')} 가지는 붙임딱지는 몇 장인가요?",
            ),
            a * part,
            [
                (b * part, say(f"That is what {two} gets.", f"그것은 {two}의 몫이에요.")),
                (part, say("That is one part.", "그것은 한 부분이에요.")),
                (total // 2 + 1, say("The parts are not equal.", "똑같이 나누지 않아요.")),
                (abs(b - a) * part, say("That is how many more one of them gets.",
                                        "그것은 두 사람 몫의 차예요.")),
                (total - a, say("Multiply the parts.", "부분의 수를 곱하세요.")),
            ],
            say(f"There are {a} + {b} = {a + b} parts of {total} ÷ {a + b} = {part}, "
                f"and {one} gets {a} × {part} = {a * part}.",
                f"전체를 {particle(f'{a} + {b} = {a + b}', '으로', '로')} 나누면 한 부분은 "
                f"{total} ÷ {a + b} = "
                f"{part}(장)이고 "
                f"{particle(one, '은', '는')} {part} × {a} = {a * part}(장)을 가져요."),
            hint=say("How many parts are there altogether?", "모두 몇 부분인가요?"),
        )  # fmt: skip

    def speed(km: int, hours: int, asked: int) -> Question:
        return typed(
            say(
                f"A car travels {km * hours} km in {hours} hours at a steady speed. "
                f"How many kilometers does it travel in {asked} hours?",
                f"일정한 빠르기로 {hours}시간 동안 {km * hours} km를 가는 자동차가 있어요. 이 "
                "자동차가 "
                f"{asked}시간 동안 가는 거리는 몇 km인가요?",
            ),
            km * asked,
            say(f"In one hour it travels {km * hours} ÷ {hours} = {km} km, and {asked} × {km} = "
                f"{km * asked} km.",
                f"한 시간에 {km * hours} ÷ {hours} = {km}(km)를 가므로 {km} × {asked} = "
                f"{km * asked}(km)예요."),
            hint=say("How far in one hour?", "한 시간에 몇 km를 가나요?"),
            wrong=[
                (km * hours * asked, say("That many hours are not for each hour.",
                                         "한 시간에 가는 거리를 먼저 구하세요.")),
                (km * hours + asked - hours, say("You added hours to kilometers.",
                                                 "거리에 시간을 더했어요.")),
                (km, say("That is one hour.", "그것은 한 시간에 가는 거리예요.")),
            ],
        )  # fmt: skip

    def recipe(a: int, b: int, k: int) -> Question:
        return choose(
            say(
                f"A recipe uses {a} cups of flour for {b} cakes. "
                f"How many cups of flour are needed for {b * k} cakes?",
                f"케이크 {b}개를 만드는 데 밀가루 {a}컵이 필요해요. 케이크 {b * k}개를 만들려면 "
                "밀가루는 몇 컵 필요한가요?",
            ),
            a * k,
            [
                (a + b * k - b, say("You added as many cups as cakes.",
                                    "케이크가 늘어난 만큼 더했어요. 곱하세요.")),
                (b * k, say("That is how many cakes.", "그것은 케이크의 수예요.")),
                (a * k + 1, say("Multiply again.", "다시 곱해 보세요.")),
                (a * k - 1, say("Multiply again.", "다시 곱해 보세요.")),
            ],
            say(f"{b * k} cakes are {k} times {b} cakes, so {k} × {a} = {a * k} cups are needed.",
                f"케이크가 {k}배이므로 밀가루도 {a} × {k} = {a * k}(컵)이 필요해요."),
            hint=say("How many times as many cakes?", "케이크가 몇 배가 되었나요?"),
        )  # fmt: skip

    r = rng.randint
    return [
        simplest(2, 3, r(4, 9)),
        missing(3, r(4, 7), r(3, 6)),
        recipe(2, 5, r(3, 9)),
        speed(r(5, 9) * 10, 2, r(3, 5)),
        simplest(r(2, 4), 5, r(7, 9)),
        missing(r(7, 8), 5, r(6, 9)),
        share(2, 3, r(6, 13)),
        speed(r(61, 69), 3, 4),
        share(5, 4, r(8, 15)),
        missing(12, r(7, 11), r(5, 7)),
    ]
