"""Grade 5: order of operations."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    first = say("Multiply and divide before you add and take away.",
                "곱셈과 나눗셈을 덧셈과 뺄셈보다 먼저 계산하세요.")  # fmt: skip
    brackets = say("Brackets come first.", "괄호 안을 먼저 계산하세요.")
    left_to_right = say("From left to right.", "앞에서부터 차례로 계산하세요.")
    again = say("Work it out again.", "다시 계산해 보세요.")

    def value(asked: str, answer: int, mistakes: list[tuple[int | Fraction, str]], steps: str,
              hint: str, is_chosen: bool = False) -> Question:  # fmt: skip
        text = say(f"Work out: {asked}", f"계산해 보세요: {asked}")
        if is_chosen:
            return choose(text, answer, [*mistakes, (answer + 2, again), (answer + 5, again)],
                          steps, hint=hint)  # fmt: skip
        return typed(text, answer, steps, hint=hint, wrong=mistakes)

    r = rng.randint
    a, b, c = r(11, 30), r(3, 9), r(4, 9)
    d, e, f = r(41, 90), r(2, 5), r(3, 6)
    g, h, k = r(3, 9), r(12, 25), r(3, 9)
    m, n, p = r(3, 9), r(2, 6), r(4, 9)
    s, t, u = r(31, 60), r(12, 20), r(3, 11)
    v = r(2, 6)
    x = r(2, 9)
    who, price, count = names(rng, 1, say)[0], r(2, 8), r(3, 6)
    paid = say(50, 50_000)
    each = price * say(1, 1000)
    rest = paid - count * each
    return [
        value(f"{s} − {t} + {u}", s - t + u,
              [(s - t - u, say("The last number is added, not taken away.", "마지막 수는 더해요.")),
               (s - (t + u), left_to_right), (s + t + u, again)],
              f"{s} − {t} = {s - t}, {s - t} + {u} = {s - t + u}", left_to_right),
        value(f"{a} + {b} × {c}", a + b * c,
              [((a + b) * c, first), (a + b + c, again), (a * b + c, again)],
              f"{b} × {c} = {b * c}, {a} + {b * c} = {a + b * c}", first, is_chosen=True),
        value(f"{d} − {e * f} ÷ {e} + {x}", d - f + x,
              [(d - f - x, left_to_right), (d - e * f + x, again), (d + f + x, again)],
              f"{e * f} ÷ {e} = {f}, {d} − {f} + {x} = {d - f + x}", first),
        value(f"{g} × ({h} − {k})", g * (h - k),
              [(g * h - k, brackets), (g * h + k, again), (g + h - k, again)],
              f"{h} − {k} = {h - k}, {g} × {h - k} = {g * (h - k)}", brackets, is_chosen=True),
        value(f"({m * n} + {n * p}) ÷ {n} − {v}", m + p - v,
              [(m * n + p - v, brackets), (m + p + v, again), (m + n * p - v, brackets)],
              f"{m * n} + {n * p} = {m * n + n * p}, ÷ {n} = {m + p}, − {v} = {m + p - v}",
              brackets),
        choose(
            say(f"{who} pays with ${paid} for {count} pens at ${price} each. "
                "Which expression is the change?",
                f"한 자루에 {each}원인 펜을 {count}자루 사고 {paid}원을 냈어요. 거스름돈을 "
                "구하는 식은 무엇인가요?"),
            f"{paid} − {each} × {count}",
            [(f"({paid} − {each}) × {count}", say("Only the pens are multiplied.",
                                                  "펜의 값만 곱해야 해요.")),
             (f"{paid} − {each} + {count}", say("The pens cost price times number.",
                                                "값과 개수를 곱해야 해요.")),
             (f"{each} × {count} − {paid}", say("Paid comes first.", "낸 돈에서 빼야 해요."))],
            say(f"The pens cost {each} × {count}, and {paid} − {each} × {count} = {rest}.",
                f"펜의 값은 {each} × {count}이므로 {paid} − {each} × {count} = {rest}(원)이에요."),
            hint=say("What do the pens cost together?", "펜의 값은 모두 얼마인가요?"),
        ),
    ]  # fmt: skip
