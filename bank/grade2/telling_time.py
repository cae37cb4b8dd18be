"""Grade 2: telling time."""

from random import Random

from bank.language import Say, particle
from bank.pictures.clock import clock
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def time(hour: int, minute: int) -> str:
        return say(f"{hour}:{minute:02}", f"{hour}시" + (f" {minute}분" if minute else ""))

    def minutes(hour: int, mark: int) -> Question:
        return typed(
            say("How many minutes past the hour does the clock show?",
                "시계의 긴바늘이 나타내는 것은 몇 분인가요?"),
            mark * 5,
            say(
                f"Each number on the clock stands for 5 minutes: {mark} × 5 = {mark * 5}.",
                f"긴바늘이 숫자 한 칸을 가면 5분이에요. {particle(str(mark), '을', '를')} "
                f"가리키므로 5 × {mark} = {mark * 5}(분)이에요.",
            ),
            hint=say("From one number to the next are 5 minutes.",
                     "숫자와 숫자 사이는 5분이에요."),
            wrong=[
                (mark, say("Each number stands for 5 minutes.", "숫자 한 칸은 5분이에요.")),
                (hour, say("That is the short hand, the hour.", "짧은바늘은 '시'를 나타내요.")),
                (mark * 10, say("Count in fives.", "5씩 뛰어 세세요.")),
            ],
            picture=clock(say, hour, mark * 5),
        )  # fmt: skip

    def later(hour: int, minute: int, wait: int) -> Question:
        over, rest = divmod(minute + wait, 60)
        answer = time(hour + over, rest)
        to_hour = 60 - minute
        if over:
            why = say(
                f"{to_hour} minutes bring us to {hour + 1}:00, and {wait - to_hour} more to "
                f"{answer}.",
                f"{to_hour}분이 지나면 {hour + 1}시이고, {wait - to_hour}분이 더 지나면 "
                f"{answer}이에요.",
            )
        else:
            why = say(
                f"{minute} + {wait} = {rest} minutes past {hour}, so it will be {answer}.",
                f"{minute} + {wait} = {rest}(분)이므로 {answer}이에요.",
            )
        return choose(
            say(
                f"It is {hour}:{minute:02}. What time will it be in {wait} minutes?",
                f"지금은 {time(hour, minute)}이에요. {wait}분 후의 시각은 무엇인가요?",
            ),
            answer,
            [
                (time(hour + 1 - over, rest),
                 say("60 minutes make an hour: count the hour.", "60분은 1시간이에요.")
                 if over else say("The hour is not full yet.", "아직 60분이 되지 않았어요.")),
                (time(hour + over, (rest + 10) % 60),
                 say("Ten minutes too many.", "10분이 많아요.")),
                (time(hour + over, (rest + 50) % 60),
                 say("Ten minutes are wrong: count on again.", "10분이 틀렸어요.")),
            ],
            why,
            hint=say("Count on to the full hour first.", "먼저 정각까지 몇 분인지 세어 보세요."),
        )  # fmt: skip

    def lasts(hour: int, start: int, end: int) -> Question:
        return typed(
            say(
                f"A lesson starts at {hour}:{start:02} and ends at {hour}:{end:02}. "
                "How many minutes does it last?",
                f"수업이 {time(hour, start)}에 시작하여 {time(hour, end)}에 끝나요. "
                "수업 시간은 몇 분인가요?",
            ),
            end - start,
            say(f"Both times are in the same hour: {end} − {start} = {end - start} minutes.",
                f"같은 시이므로 {end} − {start} = {end - start}(분)이에요."),
            hint=say("How far does the long hand go?", "긴바늘이 몇 분 움직였나요?"),
            wrong=[
                (end, say("That is when it ends.", "그 수는 끝나는 시각의 분이에요.")),
                (end + start, say("You added. Find how far apart they are.",
                                  "더했어요. 두 시각의 차를 구하세요.")),
                (end - start + 10, say("Take the ten away that you borrowed.",
                                       "받아내림한 10을 빼세요.")),
            ],
        )  # fmt: skip

    def convert(hours: int, minute: int) -> Question:
        total = hours * 60 + minute
        return choose(
            say(
                f"How many minutes are there in {hours} hours and {minute} minutes?",
                f"{hours}시간 {minute}분은 몇 분인가요?",
            ),
            total,
            [
                (hours * 100 + minute, say("An hour has 60 minutes, not 100.",
                                           "1시간은 100분이 아니라 60분이에요.")),
                (hours * 60, say("The minutes beside the hours are missing.",
                                 "남은 분을 더하지 않았어요.")),
                (hours + minute, say("Hours and minutes are not the same.",
                                     "시간과 분은 서로 다른 단위예요.")),
                (total + 60, say("An hour too many.", "1시간이 많아요.")),
            ],
            say(
                f"{hours} × 60 = {hours * 60} minutes, and {hours * 60} + {minute} = {total}.",
                f"1시간은 60분이므로 {hours}시간은 {hours * 60}분이고, "
                f"{hours * 60} + {minute} = {total}(분)이에요.",
            ),
            hint=say("An hour has 60 minutes.", "1시간은 60분이에요."),
        )  # fmt: skip

    r = rng.randint
    weeks = r(2, 9)
    return [
        minutes(r(1, 11), r(1, 4)),
        later(r(2, 9), r(1, 3) * 5, r(3, 6) * 5),
        minutes(r(1, 11), r(7, 11)),
        typed(
            say(f"How many days are there in {weeks} weeks?", f"{weeks}주일은 며칠인가요?"),
            weeks * 7,
            say(f"A week has 7 days: {weeks} × 7 = {weeks * 7}.",
                f"1주일은 7일이므로 7 × {weeks} = {weeks * 7}(일)이에요."),
            hint=say("A week has 7 days.", "1주일은 7일이에요."),
            wrong=[
                (weeks * 5, say("The weekend counts, too.", "토요일과 일요일도 세어야 해요.")),
                (weeks + 7, say("You added. Each week has 7 days.",
                                "더했어요. 1주일마다 7일이에요.")),
                (weeks * 10, say("A week has 7 days, not 10.", "1주일은 10일이 아니라 7일이에요.")),
            ],
        ),
        later(r(5, 9), 25, r(3, 5) * 5),
        lasts(r(9, 11), r(1, 3) * 5, r(8, 11) * 5),
        convert(2, r(1, 9) * 5),
        lasts(r(1, 3), r(11, 14), r(41, 56)),
        later(r(2, 9), 45, r(4, 8) * 5),
        convert(3, r(3, 11) * 5),
    ]  # fmt: skip
