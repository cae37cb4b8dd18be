"""Grade 3: bar charts."""

from random import Random

from bank.language import Say, particle
from bank.pictures.charts import bars
from bank.question import Question, choose, typed

SPORTS = (
    ("soccer", "축구"),
    ("tennis", "테니스"),
    ("skating", "스케이트"),
    ("judo", "유도"),
    ("golf", "골프"),
)


def questions(rng: Random, say: Say) -> list[Question]:
    scale = say("Look how much one step is worth.", "눈금 한 칸이 얼마인지 살펴보세요.")
    again = say("Read the bars again.", "막대를 다시 읽어 보세요.")

    def chart(step: int) -> dict[str, int]:
        heights = [step * n for n in rng.sample(range(1, 9), 4)]
        named = zip(rng.sample(SPORTS, 4), heights, strict=True)
        return {say(*name): height for name, height in named}

    def read(step: int) -> Question:
        values = chart(step)
        name, count = rng.choice(list(values.items()))
        return typed(
            say(f"Pupils chose a sport. How many chose {name}?",
                f"학생들이 고른 운동을 나타낸 막대그래프예요. {particle(name, '을', '를')} "
                "고른 학생은 "
                "몇 명인가요?"),
            count,
            say(f"The bar of {name} reaches {count}.", f"{name} 막대가 {count}까지 올라가 있어요."),
            hint=scale,
            wrong=[(count // step, say(f"One step is {step}.", f"눈금 한 칸은 {step}명이에요.")),
                   *((other, say(f"That is the bar of {one}.", f"그것은 {one} 막대예요."))
                     for one, other in values.items() if one != name)],
            picture=bars(say, values, step),
        )  # fmt: skip

    def compare(step: int) -> Question:
        values = chart(step)
        more, less = sorted(rng.sample(list(values), 2), key=values.__getitem__, reverse=True)
        answer = values[more] - values[less]
        return choose(
            say(f"Pupils chose a sport. How many more chose {more} than {less}?",
                f"학생들이 고른 운동을 나타낸 막대그래프예요. {particle(more, '을', '를')} "
                "고른 학생은 "
                f"{particle(less, '을', '를')} 고른 학생보다 몇 명 더 많은가요?"),
            answer,
            [(values[more] + values[less], say("You added. Find the difference.",
                                               "더했어요. 차를 구하세요.")),
             (values[more], say(f"That is all of {more}.", f"그것은 {more} 전체예요.")),
             (answer + step, again), (answer // step, scale), (answer + 2 * step, again)],
            say(f"{values[more]} − {values[less]} = {answer}.",
                f"{values[more]} − {values[less]} = {answer}(명)이에요."),
            hint=say("Read both bars first.", "두 막대를 먼저 읽으세요."),
            picture=bars(say, values, step),
        )  # fmt: skip

    def extreme(step: int) -> Question:
        values = chart(step)
        least = min(values, key=values.__getitem__)
        return choose(
            say("Pupils chose a sport. Which sport did the fewest pupils choose?",
                "학생들이 고른 운동을 나타낸 막대그래프예요. 가장 적은 학생이 고른 운동은 "
                "무엇인가요?"),
            least,
            [(name, say("Its bar is longer.", "그 막대가 더 길어요."))
             for name in values if name != least],
            say(f"The bar of {least} is the shortest.", f"{least} 막대가 가장 짧아요."),
            hint=say("Look for the shortest bar.", "가장 짧은 막대를 찾으세요."),
            picture=bars(say, values, step),
        )  # fmt: skip

    def altogether(step: int) -> Question:
        values = chart(step)
        total = sum(values.values())
        return typed(
            say("Pupils chose a sport, one each. How many pupils are there?",
                "학생들이 운동을 하나씩 골라 나타낸 막대그래프예요. 학생은 모두 몇 명인가요?"),
            total,
            say(f"{' + '.join(map(str, values.values()))} = {total}.",
                f"{' + '.join(map(str, values.values()))} = {total}(명)이에요."),
            hint=say("Add all bars.", "막대를 모두 더하세요."),
            wrong=[(total // step, scale), (total - step, again),
                   (max(values.values()), say("That is the longest "
                                              "bar.", "그것은 가장 긴 막대예요."))],
            picture=bars(say, values, step),
        )  # fmt: skip

    def above(step: int) -> Question:
        values = chart(step)
        bound = sorted(values.values())[rng.choice((0, 1, 2))]
        number = sum(value > bound for value in values.values())
        return choose(
            say(f"Pupils chose a sport. How many sports did more than {bound} pupils choose?",
                f"학생들이 고른 운동을 나타낸 막대그래프예요. {bound}명보다 많은 학생이 고른 "
                "운동은 "
                "몇 가지인가요?"),
            number,
            [(number + 1, say(f"More than {bound}: exactly {bound} does not count.",
                              f"{bound}명인 것은 세지 않아요.")),
             (4 - number, say("Those are the others.", "나머지를 세었어요.")),
             (number - 1, again), (4, again), (0, again), (number + 2, again)],
            say(f"{number} bars are longer than "
                f"{bound}.", f"{bound}보다 긴 막대는 {number}개예요."),
            hint=say(f"Draw a line at {bound}.", f"{bound}에 가로선을 그어 보세요."),
            picture=bars(say, values, step),
        )  # fmt: skip

    def as_many(step: int) -> Question:
        times = rng.randint(2, 4)
        base = rng.choice([n for n in range(1, 9) if n * times <= 8])
        others = rng.sample([n for n in range(1, 9) if n not in (base, base * times)], 2)
        names = [say(*name) for name in rng.sample(SPORTS, 4)]
        heights = [base, base * times, *others]
        values = {name: step * n for name, n in zip(names, heights, strict=True)}
        return typed(
            say(f"Pupils chose a sport. How many times as many chose {names[1]} as {names[0]}?",
                "학생들이 고른 운동을 나타낸 막대그래프예요. "
                f"{particle(names[1], '을', '를')} 고른 학생은 "
                f"{particle(names[0], '을', '를')} 고른 학생의 몇 배인가요?"),
            times,
            say(f"{values[names[1]]} ÷ {values[names[0]]} = {times}.",
                f"{values[names[1]]} ÷ {values[names[0]]} = {times}(배)예요."),
            hint=say("Divide the longer bar by the shorter.", "긴 막대를 짧은 막대로 나누세요."),
            wrong=[(values[names[1]] - values[names[0]], say("That is how many more.",
                                                             "그것은 차예요.")),
                   (times + 1, again)],
            picture=bars(say, values, step),
        )  # fmt: skip

    return [read(2), extreme(5), compare(2), altogether(5), above(10), as_many(5)]
