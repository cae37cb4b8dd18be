"""Grade 4: line graphs."""

from itertools import pairwise
from random import Random

from bank.language import Say
from bank.pictures.charts import points
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    again = say("Read the points again.", "점을 다시 읽어 보세요.")

    def day() -> dict[str, int]:
        start = rng.randint(8, 10)
        while True:
            values = [2 * rng.randint(2, 11) for _ in range(5)]
            steps = [b - a for a, b in pairwise(values)]
            if len(set(values)) == 5 and len({abs(s) for s in steps}) == 4 and max(steps) > 0:
                break
        hours = [start + n for n in range(5)]
        return {say(f"{h}:00", f"{h}시"): v for h, v in zip(hours, values, strict=True)}

    def read() -> Question:
        values = day()
        hour, degrees = rng.choice(list(values.items()))
        return typed(
            say("The graph shows the temperature of a day in °C. How many degrees was it at "
                f"{hour}?",
                f"하루의 기온(°C)을 나타낸 꺾은선그래프예요. {hour}의 기온은 몇 도인가요?"),
            degrees,
            say(f"The point above {hour} is at {degrees}.", f"{hour}의 점은 {degrees}°C에 있어요."),
            hint=say("Go up from the hour to the point.", "시각에서 점까지 올라가 보세요."),
            wrong=[(other, say(f"That is {one}.", f"그것은 {one}의 기온이에요."))
                   for one, other in values.items() if one != hour],
            picture=points(say, values, 2, "°C"),
        )  # fmt: skip

    def extreme(is_high: bool) -> Question:
        values = day()
        best = (max if is_high else min)(values, key=values.__getitem__)
        word, korean = ("warmest", "높은") if is_high else ("coldest", "낮은")
        return choose(
            say(f"The graph shows the temperature of a day in °C. When was it {word}?",
                f"하루의 기온(°C)을 나타낸 꺾은선그래프예요. 기온이 가장 {korean} 시각은 "
                "언제인가요?"),
            best,
            [(hour, say(f"Then it was {degrees} degrees.", f"그때의 기온은 {degrees}°C예요."))
             for hour, degrees in values.items() if hour != best],
            say(f"At {best} it was {values[best]} degrees.", f"{best}의 기온이 "
                                                             f"{values[best]}°C로 가장 "
                                                             f"{korean[:-1]}아요."
                if is_high else f"{best}의 기온이 {values[best]}°C로 가장 낮아요."),
            hint=say("Look for the highest or lowest point.", "가장 높거나 낮은 점을 찾으세요."),
            picture=points(say, values, 2, "°C"),
        )  # fmt: skip

    def change() -> Question:
        values = day()
        hours = list(values)
        n = rng.randrange(4)
        one, two = hours[n], hours[n + 1]
        answer = abs(values[two] - values[one])
        return typed(
            say("The graph shows the temperature of a day in °C. By how many degrees did it "
                "change "
                f"from {one} to {two}?",
                f"하루의 기온(°C)을 나타낸 꺾은선그래프예요. {one}와 {two} 사이에 기온이 몇 "
                "도 변했나요?"),
            answer,
            say(f"From {values[one]} to {values[two]} are {answer} degrees.",
                f"{values[one]}°C에서 {values[two]}°C로 {answer}도 변했어요."),
            hint=say("Find the difference of both points.", "두 점의 차를 구하세요."),
            wrong=[(values[one] + values[two], say("You added. Find the difference.",
                                                   "더했어요. 차를 구하세요.")),
                   (values[two], say("That is the later "
                                     "temperature.", "그것은 나중의 기온이에요.")),
                   (answer + 2, again)],
            picture=points(say, values, 2, "°C"),
        )  # fmt: skip

    def steepest() -> Question:
        values = day()
        hours = list(values)
        spans = {
            say(f"{one} to {two}", f"{one}~{two}"): abs(values[two] - values[one])
            for one, two in pairwise(hours)
        }
        best = max(spans, key=spans.__getitem__)
        return choose(
            say("The graph shows the temperature of a day in °C. "
                "In which hour did it change most?",
                "하루의 기온(°C)을 나타낸 꺾은선그래프예요. 기온이 가장 많이 변한 때는 "
                "언제인가요?"),
            best,
            [(span, say(f"It changed by {by} degrees.", f"그때는 {by}도 변했어요."))
             for span, by in spans.items() if span != best],
            say(f"From {best} it changed by {spans[best]} degrees, more than in any other hour.",
                f"{best}에 {spans[best]}도로 가장 많이 변했어요."),
            hint=say("Where is the line steepest?", "선이 가장 많이 기울어진 곳을 찾으세요."),
            picture=points(say, values, 2, "°C"),
        )  # fmt: skip

    def range_of() -> Question:
        values = day()
        high, low = max(values.values()), min(values.values())
        return typed(
            say("The graph shows the temperature of a day in °C. How many degrees are there "
                "between "
                "the warmest and the coldest hour?",
                "하루의 기온(°C)을 나타낸 꺾은선그래프예요. 가장 높은 기온과 가장 낮은 "
                "기온의 차는 몇 도인가요?"),
            high - low,
            say(f"{high} − {low} = {high - low}.", f"{high} − {low} = {high - low}(도)예요."),
            hint=say("Find the highest and the lowest "
                     "point.", "가장 높은 점과 가장 낮은 점을 찾으세요."),
            wrong=[(high, say("That is the highest.", "그것은 가장 높은 기온이에요.")),
                   (high + low, say("You added. Find the difference.", "더했어요. 차를 구하세요.")),
                   (high - low - 2, again)],
            picture=points(say, values, 2, "°C"),
        )  # fmt: skip

    return [read(), extreme(True), change(), extreme(False), range_of(), steepest()]
