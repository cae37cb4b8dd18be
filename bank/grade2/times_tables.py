"""Grade 2: the times tables."""

from random import Random

from bank.language import Say, particle
from bank.pictures.grid import grid
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    added = say("You added. Equal groups are multiplied.", "더했어요. 같은 수의 묶음은 곱해요.")
    more = say("One group too many.", "한 묶음이 많아요.")
    fewer = say("One group too few.", "한 묶음이 모자라요.")

    def again(a: int, n: int) -> Question:
        row = " + ".join([str(a)] * n)
        return typed(
            say(f"{row} = {a} × □. What number goes in the box?",
                f"{row} = {a} × □. □ 안에 알맞은 수는 무엇인가요?"),
            n,
            say(f"{a} is added {n} times.", f"{particle(str(a), '을', '를')} {n}번 더했어요."),
            hint=say("How many times is it added?", "몇 번 더했나요?"),
            wrong=[(a, say("That is the number that is added.", "그것은 더하는 수예요.")),
                   (n - 1, say("Count the numbers, not the signs.", "+가 아니라 수를 세세요.")),
                   (a * n, say("That is the sum.", "그것은 더한 값이에요."))],
        )  # fmt: skip

    def boxes(rows: int, columns: int) -> Question:
        return typed(
            say("How many squares are there?", "작은 사각형은 모두 몇 개인가요?"),
            rows * columns,
            say(f"{rows} rows of {columns}: {rows} × {columns} = {rows * columns}.",
                f"{columns}개씩 {rows}줄이므로 {columns} × {rows} = {rows * columns}(개)예요."),
            hint=say("How many in a row, and how many rows?", "한 줄에 몇 개씩 몇 줄인가요?"),
            wrong=[(rows + columns, added), (rows * (columns - 1), fewer),
                   ((rows + 1) * columns, more)],
            picture=grid(say, rows, columns),
        )  # fmt: skip

    def table(a: int, b: int) -> Question:
        return choose(
            say(f"In the table of {a}: what is {a} times {b}?",
                f"{a}의 단 곱셈구구에서 {a} 곱하기 {b}의 값은 얼마인가요?"),
            a * b,
            [(a * (b + 1), more), (a * (b - 1), fewer), (a + b, added), (a * b + 1, more)],
            say(f"{a} × {b} = {a * b}.", f"{a} × {b} = {a * b}입니다."),
            hint=say(f"Count up in {a}s.", f"{a}씩 뛰어 세어 보세요."),
        )  # fmt: skip

    def swapped(a: int, b: int) -> Question:
        return choose(
            say(f"Which of these is as much as {a} × {b}?",
                f"{particle(f'{a} × {b}', '과', '와')} 값이 같은 곱셈은 무엇인가요?"),
            f"{b} × {a}",
            [(f"{a} × {b + 1}", more), (f"{a} × {b - 1}", fewer),
             (f"{a + 1} × {b}", say("Each group has one more.", "묶음마다 하나씩 많아요."))],
            say("The order of the factors does not "
                "matter.", "곱하는 두 수의 순서를 바꾸어도 곱은 같아요."),
            hint=say("Turn the picture of the groups.", "묶음의 그림을 옆으로 돌려 보세요."),
        )  # fmt: skip

    def wheels(n: int) -> Question:
        return typed(
            say(f"A tricycle has 3 wheels. How many wheels do {n} tricycles have?",
                f"세발자전거 한 대의 바퀴는 3개예요. 세발자전거 {n}대의 바퀴는 모두 몇 개인가요?"),
            3 * n,
            say(f"{n} × 3 = {3 * n}.", f"3 × {n} = {3 * n}(개)예요."),
            hint=say("Count up in 3s.", "3씩 뛰어 세어 보세요."),
            wrong=[(n + 3, added), (3 * n + 3, more), (3 * n - 3, fewer)],
        )  # fmt: skip

    def zero(n: int) -> Question:
        factor = rng.choice((0, 1))
        return choose(
            say(f"What is {n} times {factor}?", f"{n} 곱하기 {factor}의 값은 얼마인가요?"),
            n * factor,
            [(n * (1 - factor), say("Times 0 is nothing, times 1 is the same.",
                                    "0을 곱하면 0, 1을 곱하면 그대로예요.")),
             (n + 1, added), (n * 10 + factor, say("The digits were put side by side.",
                                                   "숫자를 이어 썼어요."))],
            say(f"{n} × {factor} = {n * factor}.", f"{n} × {factor} = {n * factor}입니다."),
            hint=say("How many groups are there?", "몇 묶음인가요?"),
        )  # fmt: skip

    r = rng.randint
    return [
        again(r(2, 9), r(3, 5)),
        boxes(r(2, 5), r(3, 8)),
        table(r(2, 5), r(3, 9)),
        zero(r(2, 9)),
        wheels(r(3, 9)),
        swapped(r(2, 4), r(6, 9)),
        table(r(6, 9), r(3, 9)),
    ]
