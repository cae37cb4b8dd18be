"""Grade 2: adding two-digit numbers."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    no_carry = say("The ones make more than ten: carry a ten.",
                   "일의 자리의 합이 10이 넘어요. 받아올림을 하세요.")  # fmt: skip
    carried_twice = say("One ten too many was carried.", "받아올림을 한 번 더 했어요.")
    ones_wrong = say("Add the ones again.", "일의 자리를 다시 더해 보세요.")

    def plain(a: int, b: int) -> Question:
        tens, ones = a // 10 * 10 + b // 10 * 10, a % 10 + b % 10
        return typed(
            say(f"What is {a} + {b}?", f"{a} + {b}의 값은 얼마인가요?"),
            a + b,
            say(
                f"Tens: {a // 10 * 10} + {b // 10 * 10} = {tens}. "
                f"Ones: {a % 10} + {b % 10} = {ones}. Together {tens + ones}.",
                f"십의 자리는 {a // 10 * 10} + {b // 10 * 10} = {tens}, 일의 자리는 "
                f"{a % 10} + {b % 10} = {ones}이므로 모두 {tens + ones}입니다.",
            ),
            hint=say("Add the ones first, then the tens.", "일의 자리부터 더해 보세요."),
            wrong=[
                (tens + ones - 10, no_carry) if ones > 9
                else (tens + ones + 10, say("There is no ten to carry.", "받아올림이 없어요.")),
                (abs(a - b), say("You took away. Here you add.", "뺄셈을 했어요. 더해야 해요.")),
                (a + b - 1, ones_wrong),
            ],
        )  # fmt: skip

    def story(a: int, b: int) -> Question:
        one, two = names(rng, 2, say)
        return choose(
            say(
                f"{one} reads {a} pages and {two} reads {b} pages. "
                "How many pages do they read altogether?",
                f"책을 {particle(one, '은', '는')} {a}쪽, {particle(two, '은', '는')} {b}쪽 "
                "읽었어요. 두 사람이 읽은 책은 모두 몇 쪽인가요?",
            ),
            a + b,
            [
                (a + b - 10, no_carry),
                (a + b + 10, carried_twice),
                (a + b - 1, ones_wrong),
                (abs(a - b), say("You took away. Altogether means add.",
                                 "뺄셈을 했어요. 모두이니 더해야 해요.")),
            ],
            say(
                f"Add the pages: {a} + {b} = {a + b}. Remember to carry the ten from the ones.",
                f"쪽수를 더하면 {a} + {b} = {a + b}이므로 모두 {a + b}쪽이에요. "
                "일의 자리에서 받아올림을 잊지 마세요.",
            ),
            hint=say("Do the pages get more or fewer?", "쪽수가 늘어나나요, 줄어드나요?"),
        )  # fmt: skip

    def missing(a: int, total: int) -> Question:
        left = total - a
        return typed(
            say(f"□ + {a} = {total}. What number goes in the box?",
                f"□ + {a} = {total}. □ 안에 알맞은 수는 무엇인가요?"),
            left,
            say(f"Take {a} from {total}: {total} − {a} = {left}.",
                f"{total}에서 {particle(str(a), '을', '를')} 빼면 {total} − {a} = {left}입니다."),
            hint=say("Take away what is known.", "아는 수를 빼 보세요."),
            wrong=[
                (total + a, say("You added. The box is a part of the sum.",
                                "더했어요. □는 합의 한 부분이에요.")),
                (left + 10, say("Remember the ten that you borrowed.",
                                "받아내림한 10을 잊지 마세요.")),
            ],
        )  # fmt: skip

    def three(a: int, b: int, c: int) -> Question:
        total = a + b + c
        return choose(
            say(f"What is {a} + {b} + {c}?", f"{a} + {b} + {c}의 값은 얼마인가요?"),
            total,
            [
                (total - 10, no_carry),
                (total + 10, carried_twice),
                (a + b, say("The third number is missing.", "세 번째 수를 더하지 않았어요.")),
                (total + 1, ones_wrong),
            ],
            say(f"{a} + {b} = {a + b}, and {a + b} + {c} = {total}.",
                f"{a} + {b} = {a + b}이고, {a + b} + {c} = {total}입니다."),
            hint=say("Add two of them first.", "두 수를 먼저 더하세요."),
        )  # fmt: skip

    def which(total: int) -> Question:
        parts = rng.sample(range(24, 57), 4)
        reasons = {
            -10: say("Ten too few: carry the ten.", "10이 모자라요. 받아올림을 하세요."),
            10: say("Ten too many.", "10이 많아요."),
            1: say("One too many: add the ones again.", "1이 많아요. 일의 자리를 다시 더하세요."),
        }
        first, *others = zip(parts, (0, *reasons), strict=True)
        right = f"{first[0]} + {total - first[0]}"
        return choose(
            say(f"Which of these sums is exactly {total}?", f"합이 {total}인 것은 무엇인가요?"),
            right,
            [(f"{a} + {total + off - a}", reasons[off]) for a, off in others],
            say(
                f"Add tens and ones: {right} = {total}. The others miss {total} by 10, 10 and 1.",
                f"{right} = {total}입니다. 다른 셋은 {total}에서 10, 10, 1만큼 벗어나요.",
            ),
            hint=say("Add the ones first: which end right?", "일의 자리의 합부터 보세요."),
        )

    r = rng.randint
    return [
        plain(10 * r(1, 4) + r(1, 4), 10 * r(1, 4) + r(1, 5)),
        story(r(15, 19), r(14, 19)),
        plain(10 * r(2, 4) + r(6, 9), 10 * r(1, 3) + r(5, 8)),
        three(10 * r(1, 4) + r(1, 4), 10 + r(1, 3), r(4, 9)),
        missing(r(12, 18), r(36, 59)),
        story(10 * r(2, 5) + r(6, 9), 10 * r(1, 3) + r(5, 9)),
        which(r(71, 79)),
        plain(10 * r(5, 8) + r(5, 9), 10 * r(4, 7) + r(6, 9)),
        missing(r(36, 49), r(72, 95)),
        three(r(25, 29), r(35, 39), r(15, 19)),
    ]
