"""Grade 3: adding and subtracting time."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    sixty = say("60 minutes make an hour.", "60분은 1시간이에요.")
    not_hundred = say("An hour has 60 minutes, not 100.", "1시간은 100분이 아니라 60분이에요.")

    def clock(minutes: int) -> str:
        hour, minute = divmod(minutes, 60)
        return say(f"{hour}:{minute:02}", f"{hour}시" + (f" {minute}분" if minute else ""))

    def span(minutes: int) -> str:
        hours, minute = divmod(minutes, 60)
        if not hours:
            return say(f"{minute} min", f"{minute}분")
        return say(f"{hours} h {minute} min", f"{hours}시간 {minute}분")

    def ends(start: int, lasts: int) -> Question:
        end = start + lasts
        return choose(
            say(f"A film starts at {clock(start)} and lasts {span(lasts)}. When does it end?",
                f"영화가 {clock(start)}에 시작하여 {span(lasts)} 동안 상영돼요. 영화가 끝나는 "
                "시각은 "
                "무엇인가요?"),
            clock(end),
            [(clock(end - 60), say("Carry the hour.", "60분을 1시간으로 받아올림하세요.")),
             (clock(end + 60), say("An hour too late.", "1시간이 많아요.")),
             (clock(end + 10), say("Add the minutes again.", "분을 다시 더하세요.")),
             (clock(end - 10), say("Add the minutes again.", "분을 다시 더하세요."))],
            say(f"Add hours and minutes, then change 60 minutes to an hour: {clock(end)}.",
                "시는 시끼리, 분은 분끼리 더하고 60분을 1시간으로 받아올림하면 "
                f"{clock(end)}이에요."),
            hint=sixty,
        )  # fmt: skip

    def between(start: int, end: int) -> Question:
        return typed(
            say(f"A train leaves at {clock(start)} and arrives at {clock(end)}. "
                "How many minutes does the trip take?",
                f"기차가 {clock(start)}에 출발하여 {clock(end)}에 도착했어요. 걸린 시간은 몇 "
                "분인가요?"),
            end - start,
            say(f"From {clock(start)} to {clock(end)} is {span(end - start)}, "
                f"so {end - start} minutes.",
                f"걸린 시간은 {span(end - start)}이므로 {end - start}분이에요."),
            hint=say("Count up to the full hour first.", "먼저 정각까지 세어 보세요."),
            wrong=[(end - start + 40, not_hundred), (end - start + 60, say("An hour too much.",
                                                                           "1시간이 많아요.")),
                   (end - start - 10, say("Count again.", "다시 세어 보세요."))],
        )  # fmt: skip

    def add(a: int, b: int) -> Question:
        return choose(
            say(f"What is {span(a)} + {span(b)}?", f"{span(a)} + {span(b)}은 몇 시간 몇 분인가요?"),
            span(a + b),
            [(span(a + b - 60), say("Carry the hour.", "받아올림한 1시간을 더하세요.")),
             (span(a + b + 60), say("An hour too much.", "1시간이 많아요.")),
             (span(a + b - 40), not_hundred), (span(a + b + 10), sixty)],
            say(f"The minutes make {a % 60 + b % 60}; {sixty[0].lower()}{sixty[1:]} "
                f"Together {span(a + b)}.",
                f"분끼리 더하면 {a % 60 + b % 60}분이고 60분은 1시간이므로 {span(a + b)}이에요."),
            hint=sixty,
        )  # fmt: skip

    def seconds(minutes: int, rest: int) -> Question:
        total = 60 * minutes + rest
        return typed(
            say(f"How many seconds are {minutes} min {rest} "
                "s?", f"{minutes}분 {rest}초는 몇 초인가요?"),
            total,
            say(f"{minutes} × 60 = {60 * minutes}, and {60 * minutes} + {rest} = {total}.",
                f"1분은 60초이므로 60 × {minutes} = {60 * minutes}(초)이고 "
                f"{60 * minutes} + {rest} = {total}(초)예요."),
            hint=say("A minute has 60 seconds.", "1분은 60초예요."),
            wrong=[(100 * minutes + rest, say("A minute has 60 seconds, not 100.",
                                              "1분은 100초가 아니라 60초예요.")),
                   (60 * minutes, say("The seconds are missing.", "초를 더하지 않았어요.")),
                   (minutes + rest, say("Minutes are not seconds.", "분과 초는 달라요."))],
        )  # fmt: skip

    def subtract(a: int, b: int) -> Question:
        left = a - b
        return choose(
            say(f"What is {span(a)} − {span(b)}?", f"{span(a)} − {span(b)}은 몇 시간 몇 분인가요?"),
            span(left),
            [(span(left + 60), say("Take away the hour that you borrowed.",
                                   "받아내림한 1시간을 빼세요.")),
             (span(left + 40), not_hundred),
             (span(left + 10), say("Take away again.", "다시 빼 보세요.")),
             (span(left - 10), say("Take away again.", "다시 빼 보세요."))],
            say(f"Change an hour to 60 minutes, then take away: {span(left)}.",
                f"1시간을 60분으로 받아내림하여 빼면 {span(left)}이에요."),
            hint=sixty,
        )  # fmt: skip

    r = rng.randint
    early = r(1, 6) * 60 + r(4, 11) * 5
    first = r(1, 3) * 60 + r(35, 55)
    high = r(4, 6) * 60 + r(5, 20)
    return [
        seconds(r(1, 3), r(5, 55)),
        between(early, early + r(25, 55)),
        ends(r(1, 4) * 60 + r(7, 10) * 5, 60 + r(5, 9) * 5),
        add(first, r(1, 2) * 60 + r(26, 50)),
        between(early + 60, early + 60 + r(65, 115)),
        subtract(high, r(1, 2) * 60 + r(25, 55)),
    ]
