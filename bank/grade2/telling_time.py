"""Grade 2: telling time."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def minutes(mark: int) -> Question:
        return typed(
            f"The long hand of a clock points to {mark}. How many minutes past the hour is it?",
            mark * 5,
            f"Each number on the clock stands for 5 minutes: {mark} × 5 = {mark * 5}.",
        )

    def later(hour: int, minute: int, wait: int) -> Question:
        over, rest = divmod(minute + wait, 60)
        answer = f"{hour + over}:{rest:02}"
        to_hour = 60 - minute
        why = (
            f"{to_hour} minutes bring us to {hour + 1}:00, and {wait - to_hour} more to {answer}."
            if over
            else f"{minute} + {wait} = {rest} minutes past {hour}, so it will be {answer}."
        )
        return choose(
            f"It is {hour}:{minute:02}. What time will it be in {wait} minutes?",
            answer,
            [
                f"{hour + 1 - over}:{rest:02}",
                f"{hour + over}:{(rest + 10) % 60:02}",
                f"{hour + over}:{(rest + 50) % 60:02}",
            ],
            why,
        )

    def lasts(hour: int, start: int, end: int) -> Question:
        return typed(
            f"A lesson starts at {hour}:{start:02} and ends at {hour}:{end}. "
            "How many minutes does it last?",
            end - start,
            f"Both times are in the same hour: {end} − {start} = {end - start} minutes.",
        )

    def convert(hours: int, minute: int) -> Question:
        total = hours * 60 + minute
        return choose(
            f"How many minutes are there in {hours} hours and {minute} minutes?",
            total,
            [hours * 100 + minute, hours * 60, hours + minute, total + 60],
            f"{hours} × 60 = {hours * 60} minutes, and {hours * 60} + {minute} = {total}.",
        )

    r = rng.randint
    weeks = r(3, 5)
    return [
        minutes(r(2, 4)),
        later(r(2, 5), 10, r(3, 6) * 5),
        minutes(r(7, 10)),
        typed(
            f"How many days are there in {weeks} weeks?",
            weeks * 7,
            f"A week has 7 days: {weeks} × 7 = {weeks * 7}.",
        ),
        later(r(6, 8), 25, r(3, 5) * 5),
        lasts(9, r(1, 2) * 5, r(8, 10) * 5),
        convert(2, r(2, 4) * 5),
        lasts(r(1, 3), r(11, 14), r(51, 54)),
        later(r(3, 5), 45, 35),
        convert(3, r(5, 8) * 5),
    ]
