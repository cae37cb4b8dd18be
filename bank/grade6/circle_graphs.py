"""Grade 6: circle graphs."""

from random import Random

from bank.language import Say, particle
from bank.pictures.charts import shares
from bank.question import Question, choose, typed

PETS = (("dog", "개"), ("cat", "고양이"), ("fish", "물고기"), ("bird", "새"), ("rabbit", "토끼"))


def questions(rng: Random, say: Say) -> list[Question]:
    whole = say("All shares make 100%.", "모든 비율의 합은 100%예요.")
    again = say("Read the shares again.", "비율을 다시 읽어 보세요.")

    def chart() -> dict[str, int]:
        while True:
            cuts = sorted(rng.sample(range(2, 19), 3))
            parts = [5 * n for n in (cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 20 - cuts[2])]
            if len(set(parts)) == 4 and min(parts) >= 10:
                break
        return {say(*name): part for name, part in zip(rng.sample(PETS, 4), parts, strict=True)}

    def missing() -> Question:
        values = chart()
        name, share = rng.choice(list(values.items()))
        return typed(
            say(f"The graph shows pupils' favorite animals. What percent chose the {name}?",
                f"학생들이 좋아하는 동물을 나타낸 원그래프예요. {particle(name, '을', '를')} "
                "좋아하는 학생은 몇 %인가요?"),
            share,
            say(f"The others make {100 - share}%, and 100 − {100 - share} = {share}.",
                f"나머지의 합이 {100 - share}%이므로 100 − {100 - share} = {share}(%)예요."),
            hint=whole,
            wrong=[(100 - share, say("That is the others together.", "그것은 나머지의 합이에요.")),
                   (share + 10, again), (share - 5, again)],
            picture=shares(say, values, hidden=name),
        )  # fmt: skip

    def count(total: int) -> Question:
        values = chart()
        name, share = rng.choice(list(values.items()))
        number = total * share // 100
        return typed(
            say(f"The graph shows the favorite animals of {total} pupils. How many chose the "
                f"{name}?",
                f"학생 {total}명이 좋아하는 동물을 나타낸 원그래프예요. "
                f"{particle(name, '을', '를')} 좋아하는 학생은 "
                "몇 명인가요?"),
            number,
            say(f"{share}% of {total} is {number}.", f"{total}의 {share}%이므로 {number}명이에요."),
            hint=say(f"Find {share}% of all.", f"전체의 {share}%를 구하세요."),
            wrong=[(share, say("That is the percent.", "그것은 백분율이에요.")),
                   (total - number, say("Those are the others.", "그것은 나머지 학생의 수예요."))],
            picture=shares(say, values),
        )  # fmt: skip

    def largest() -> Question:
        values = chart()
        best = max(values, key=values.__getitem__)
        return choose(
            say("The graph shows pupils' favorite animals. Which animal did most pupils choose?",
                "학생들이 좋아하는 동물을 나타낸 원그래프예요. 가장 많은 학생이 좋아하는 "
                "동물은 무엇인가요?"),
            best,
            [(name, say(f"That is {share}%.", f"그 비율은 {share}%예요."))
             for name, share in values.items() if name != best],
            say(f"The part for {best} is the largest: {values[best]}%.",
                f"{best}의 비율이 {values[best]}%로 가장 커요."),
            hint=say("Look for the largest part.", "가장 넓은 부분을 찾으세요."),
            picture=shares(say, values),
        )  # fmt: skip

    def together() -> Question:
        values = chart()
        one, two = rng.sample(list(values), 2)
        total = values[one] + values[two]
        return choose(
            say(f"The graph shows pupils' favorite animals. What percent chose the {one} or the "
                f"{two}?",
                f"학생들이 좋아하는 동물을 나타낸 원그래프예요. {particle(one, '이나', '나')} "
                f"{particle(two, '을', '를')} 좋아하는 학생은 모두 몇 %인가요?"),
            f"{total}%",
            [(f"{100 - total}%", say("Those are the others.", "그것은 나머지예요.")),
             (f"{abs(values[one] - values[two])}%", say("Add both.", "뺐어요. 더하세요.")),
             (f"{total + 5}%", again), (f"{total - 5}%", again), (f"{total + 10}%", again)],
            say(f"{values[one]} + {values[two]} = {total}.",
                f"{values[one]} + {values[two]} = {total}(%)예요."),
            hint=say("Add both shares.", "두 비율을 더하세요."),
            picture=shares(say, values),
        )  # fmt: skip

    def angle(share: int) -> Question:
        degrees = share * 36 // 10
        return typed(
            say(f"In a circle graph a part is {share}%. How many degrees is its angle?",
                f"원그래프에서 한 부분이 {share}%를 차지해요. 그 부분의 각도는 몇 도인가요?"),
            degrees,
            say(f"All around is 360°: {share}% of 360 is {degrees}.",
                f"한 바퀴는 360°이므로 360의 {share}%는 {degrees}(도)예요."),
            hint=say("All around is 360°.", "한 바퀴는 360°예요."),
            wrong=[(share, say("That is the percent.", "그것은 백분율이에요.")),
                   (share * 18 // 10, say("A circle is 360°, not "
                                          "180°.", "원은 180°가 아니라 360°예요."))],
        )  # fmt: skip

    def from_total(share: int, number: int) -> Question:
        total = number * 100 // share
        return choose(
            say(f"In a circle graph {share}% are {number} pupils. How many pupils are there "
                "in all?",
                f"원그래프에서 {share}%가 학생 {number}명을 나타내요. 학생은 모두 몇 명인가요?"),
            total,
            [(number * share // 100, say("That is a part of the part.", "부분의 부분을 구했어요.")),
             (number + share, say("You added.", "더했어요.")), (total // 2, again),
             (total + number, again)],
            say(f"{number} ÷ {share} × 100 = {total}.", f"{number} ÷ {share} × 100 = "
                                                        f"{total}(명)이에요."),
            hint=say("How many times does it go into 100%?", "100%는 그것의 몇 배인가요?"),
        )  # fmt: skip

    r = rng.randint
    return [
        missing(),
        largest(),
        count(20 * r(2, 10)),
        together(),
        angle(5 * r(2, 15)),
        from_total(rng.choice((10, 20, 25, 40)), 2 * r(6, 30)),
    ]
