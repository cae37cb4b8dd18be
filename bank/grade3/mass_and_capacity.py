"""Grade 3: mass and capacity."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    kilo = say("1 kg is 1,000 g.", "1 kg은 1000 g이에요.")
    liter = say("1 L is 1,000 mL.", "1 L는 1000 mL예요.")
    not_hundred = say("It is 1,000, not 100.", "100이 아니라 1000이에요.")

    def small(unit: str, big: int, rest: int) -> Question:
        part, rule = ("g", kilo) if unit == "kg" else ("mL", liter)
        total = big * 1000 + rest
        return typed(
            say(f"How many {part} are {big} {unit} {rest} {part}?",
                f"{big} {unit} {particle(f'{rest} {part}', '은', '는')} 몇 {part}인가요?"),
            total,
            say(f"{big} {unit} are {big * 1000} {part}, and {rest} more make {total}.",
                f"{big} {unit}은 {big * 1000} {part}이고 {rest} {part}을 더하면 {total} "
                f"{part}이에요."
                if part == "g" else
                f"{big} {unit}는 {big * 1000} {part}이고 {rest} {part}를 더하면 {total} "
                f"{part}예요."),
            hint=rule,
            wrong=[(big * 100 + rest, not_hundred), (big * 10 + rest, not_hundred),
                   (big + rest, say("The units differ.", "단위가 서로 달라요."))],
        )  # fmt: skip

    def sum_of(a: int, b: int) -> Question:
        def told(amount: int) -> str:
            return f"{amount // 1000} L {amount % 1000} mL"

        return choose(
            say(f"A bucket holds {told(a)} of water, another one {told(b)}. "
                "How much do they hold together?",
                f"물이 한 양동이에 {told(a)}, 다른 양동이에 {told(b)} 들어 있어요. 물은 모두 "
                "얼마인가요?"),
            told(a + b),
            [(told(a + b - 1000), say("Carry the liter.", "1 L를 받아올림하세요.")),
             (told(a + b + 1000), say("A liter too much.", "1 L가 많아요.")),
             (told(a + b + 100), say("Add the mL again.", "mL를 다시 더하세요.")),
             (told(a + b - 100), say("Add the mL again.", "mL를 다시 더하세요."))],
            say(f"The mL make {a % 1000 + b % 1000}, which is more than a liter: {told(a + b)}.",
                f"mL끼리 더하면 {a % 1000 + b % 1000} mL이므로 1 L를 받아올림하여 "
                f"{told(a + b)}예요."),
            hint=liter,
        )  # fmt: skip

    def left(a: int, b: int) -> Question:
        return typed(
            say(f"A bag holds {a} kg of rice. {b} g are eaten. How many g are left?",
                f"쌀이 {a} kg 있었는데 {b} g을 먹었어요. 남은 쌀은 몇 g인가요?"),
            a * 1000 - b,
            say(f"{a} kg are {a * 1000} g, and {a * 1000} − {b} = {a * 1000 - b}.",
                f"{a} kg은 {a * 1000} g이고 {a * 1000} − {b} = {a * 1000 - b}(g)이에요."),
            hint=kilo,
            wrong=[(a * 1000 + b, say("Eating takes away.", "먹었으니 빼야 해요.")),
                   (abs(a * 100 - b), not_hundred)],
        )  # fmt: skip

    def heaviest(a: int) -> Question:
        group = {f"{a} kg {n} g": a * 1000 + n for n in rng.sample(range(100, 900, 50), 2)}
        group |= {f"{a * 1000 + n} g": a * 1000 + n for n in rng.sample(range(125, 975, 50), 2)}
        best = max(group, key=group.__getitem__)
        shown = ", ".join(sorted(group))
        return choose(
            say(f"Which is the heaviest: {shown}?", f"{shown} 중에서 가장 무거운 것은 무엇인가요?"),
            best,
            [(name, say(f"That is {grams} g.", f"그것은 {grams} g이에요."))
             for name, grams in group.items() if name != best],
            say(f"In grams the greatest is {group[best]} g.",
                f"모두 g으로 나타내면 가장 무거운 것은 {group[best]} g이에요."),
            hint=say("Write all of them in grams.", "모두 g으로 나타내 보세요."),
        )  # fmt: skip

    def cups(size: int, n: int) -> Question:
        total = size * n
        return choose(
            say(f"A cup holds {size} mL. How many cups fill a jug of {total} mL?",
                f"컵에 물이 {size} mL 들어가요. {total} mL 들이 물통을 가득 채우려면 컵으로 적어도 "
                "몇 번 부어야 하나요?"),
            n,
            [(n + 1, say("One too "
                         "many.", "한 번 많아요.")), (n - 1, say("One too "
                                                            "few.", "한 번 모자라요.")),
             (total - size, say("You took away. Divide.", "뺐어요. 나누어야 해요."))],
            say(f"{total} ÷ {size} = {n}.", f"{size} × {n} = {total}이므로 {n}번이에요."),
            hint=say("How often does a cup go into the jug?", "컵이 몇 번 들어가나요?"),
        )  # fmt: skip

    r = rng.randint
    return [
        small("kg", r(1, 9), r(2, 9) * 100),
        cups(r(1, 4) * 100, r(3, 9)),
        small("L", r(1, 9), r(5, 95) * 10),
        heaviest(r(1, 6)),
        left(r(2, 6), r(15, 95) * 10),
        sum_of(r(1, 4) * 1000 + r(6, 9) * 100, r(1, 4) * 1000 + r(5, 9) * 100),
    ]
