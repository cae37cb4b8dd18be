"""Grade 2: measuring length."""

from random import Random

from bank.language import Say, particle
from bank.notation import listed
from bank.pictures.ruler import ruler
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    hundred = say("1 m is 100 cm.", "1 m는 100 cm예요.")

    def cut(a: int, b: int) -> Question:
        who = names(rng, 1, say)[0]
        return typed(
            say(
                f"A ribbon is {a} cm long. {who} cuts off {b} cm. How many centimeters are left?",
                f"길이가 {a} cm인 리본이 있어요. {particle(who, '이', '가')} {b} cm를 잘라 냈어요. "
                "남은 리본은 몇 cm인가요?",
            ),
            a - b,
            say(f"Subtract the piece that is cut off: {a} − {b} = {a - b} cm.",
                f"잘라 낸 길이를 빼면 {a} − {b} = {a - b}(cm)예요."),
            hint=say("Is the ribbon longer now, or shorter?", "리본이 길어졌나요, 짧아졌나요?"),
            wrong=[
                (a + b, say("You added. Cutting off makes it shorter.",
                            "덧셈을 했어요. 잘라 냈으니 빼야 해요.")),
                (a - b + 10, say("Borrow a ten and take it away.",
                                 "받아내림한 10을 십의 자리에서 빼세요.")),
            ],
        )  # fmt: skip

    def on_the_ruler(a: int, b: int) -> Question:
        return choose(
            say("How long is the bar?", "막대의 길이는 몇 cm인가요?"),
            f"{b - a} cm",
            [
                (f"{b} cm", say("That is where it ends. It does not start at 0.",
                                "끝 눈금을 읽었어요. 막대는 0에서 시작하지 않아요.")),
                (f"{b - a + 1} cm", say("Count the gaps, not the marks.",
                                        "눈금이 아니라 칸을 세세요.")),
                (f"{a + b} cm", say("You added the marks. Find how far apart they are.",
                                    "두 눈금을 더했어요. 두 눈금의 차를 구하세요.")),
            ],
            say(
                f"It does not start at 0, so subtract the marks: {b} − {a} = {b - a} cm.",
                f"0에서 시작하지 않으므로 두 눈금의 차를 구해요. {b} − {a} = {b - a}(cm)예요.",
            ),
            hint=say("Count the centimeters from end to end.", "1 cm가 몇 칸인지 세어 보세요."),
            picture=ruler(say, a, b),
        )  # fmt: skip

    def to_cm(m: int, cm: int) -> Question:
        total = m * 100 + cm
        return typed(
            say(f"How many centimeters are there in {m} m {cm} cm?",
                f"{m} m {particle(f'{cm} cm', '은', '는')} 몇 cm인가요?"),
            total,
            say(
                f"1 m is 100 cm, so {m} m is {m * 100} cm, and {cm} cm more makes {total} cm.",
                f"1 m는 100 cm이므로 {m} m는 {m * 100} cm이고, {cm} cm를 더하면 {total} cm예요.",
            ),
            hint=hundred,
            wrong=[
                (int(f"{m}{cm}"), say("The numbers were put side by side. 1 m is 100 cm.",
                                      "두 수를 이어 썼어요. 1 m는 100 cm예요.")),
                (m * 10 + cm, say("1 m is 100 cm, not 10.", "1 m는 10 cm가 아니라 100 cm예요.")),
                (m + cm, say("Meters and centimeters are not the same.",
                             "m와 cm는 서로 다른 단위예요.")),
            ],
        )  # fmt: skip

    def longest(group: dict[str, int]) -> Question:
        best = max(group, key=group.__getitem__)
        return choose(
            say(f"Which of these is the longest: {listed(sorted(group))}?",
                f"{listed(sorted(group))} 중에서 가장 긴 것은 무엇인가요?"),
            best,
            [
                (length, say(f"In centimeters that is {group[length]}, which is less.",
                             f"cm로 나타내면 {group[length]} cm이므로 더 짧아요."))
                for length in group if length != best
            ],
            say(
                f"In centimeters they are {listed(sorted(group.values()))}, "
                f"and the greatest, {group[best]}, is {best}.",
                f"모두 cm로 나타내면 {listed(sorted(group.values()))}이고, 가장 긴 것은 "
                f"{group[best]} cm인 {best}입니다.",
            ),
            hint=say("Write all of them in centimeters.", "모두 cm로 나타내 보세요."),
        )  # fmt: skip

    def in_meters(m: int, a: int) -> Question:
        total = m * 100 + a
        lengths = {f"{m} m {a} cm": total, f"{total - 20} cm": total - 20, f"{m} m": m * 100}
        return longest(lengths | {f"{m} m {a - 10} cm": total - 10})

    def in_centimeters(m: int, a: int) -> Question:
        total = m * 100 + a
        lengths = {f"{total} cm": total, f"{total - 5} cm": total - 5}
        return longest(lengths | {f"{m} m {n} cm": m * 100 + n for n in (a - 10, a // 10 + 2)})

    def pieces(a: int, b: int) -> Question:
        return choose(
            say(
                f"Two sticks of {a} cm and {b} cm are laid end to end. "
                "How long are they together?",
                f"길이가 {a} cm인 막대와 {b} cm인 막대를 겹치지 않게 이어 붙였어요. "
                "전체 길이는 몇 cm인가요?",
            ),
            f"{a + b} cm",
            [
                (f"{a + b - 10} cm", say("A ten is missing. Add the tens again.",
                                         "10이 모자라요. 십의 자리를 다시 더하세요.")),
                (f"{abs(a - b)} cm", say("You took away. End to end means add.",
                                         "뺄셈을 했어요. 이어 붙였으니 더해야 해요.")),
                (f"{a + b + 10} cm", say("A ten too many.", "10이 많아요.")),
            ],
            say(f"Add the lengths: {a} + {b} = {a + b} cm.",
                f"두 길이를 더하면 {a} + {b} = {a + b}(cm)예요."),
            hint=say("Draw the two sticks in a line.", "두 막대를 한 줄로 그려 보세요."),
        )  # fmt: skip

    r = rng.randint
    m = r(2, 9)
    return [
        typed(
            say(f"How many centimeters are there in {m} meters?", f"{m} m는 몇 cm인가요?"),
            m * 100,
            say(f"1 meter is 100 centimeters, so {m} meters are {m} × 100 = {m * 100} centimeters.",
                f"1 m는 100 cm이므로 {m} m는 {m * 100} cm예요."),
            hint=hundred,
            wrong=[
                (m * 10, say("1 m is 100 cm, not 10.", "1 m는 10 cm가 아니라 100 cm예요.")),
                (m * 1000, say("A thousand meters are a kilometer. 1 m is 100 cm.",
                               "1000이 아니에요. 1 m는 100 cm예요.")),
            ],
        ),
        pieces(r(21, 45), r(12, 14)),
        cut(r(46, 99), r(21, 25)),
        on_the_ruler(r(1, 4), r(7, 12)),
        to_cm(r(1, 2), r(15, 95)),
        pieces(r(36, 49), r(25, 48)),
        cut(r(71, 94), r(35, 49)),
        in_meters(1, r(31, 65)),
        to_cm(r(2, 8), r(3, 9)),
        in_centimeters(r(2, 5), r(50, 79)),
    ]  # fmt: skip
