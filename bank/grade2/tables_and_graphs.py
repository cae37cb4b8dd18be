"""Grade 2: tables and graphs."""

from random import Random

from bank.language import Say, particle
from bank.pictures.charts import circles
from bank.question import Question, choose, typed

FRUIT = (
    ("apples", "사과"),
    ("pears", "배"),
    ("grapes", "포도"),
    ("plums", "자두"),
    ("melons", "멜론"),
)


def questions(rng: Random, say: Say) -> list[Question]:
    again = say("Count the circles again.", "○를 다시 세어 보세요.")
    row = say("Count the circles in its row.", "그 줄의 ○를 세어 보세요.")

    def chart() -> dict[str, int]:
        counts = rng.sample(range(2, 10), 4)
        fruit = rng.sample(FRUIT, 4)
        return {say(*name): count for name, count in zip(fruit, counts, strict=True)}

    def how_many() -> Question:
        values = chart()
        name, count = rng.choice(list(values.items()))
        return typed(
            say(f"Pupils chose their favorite fruit. How many chose {name}?",
                f"학생들이 좋아하는 과일을 나타낸 그래프예요. {particle(name, '을', '를')} "
                "좋아하는 학생은 "
                "몇 명인가요?"),
            count,
            say(f"There are {count} circles in the row of "
                f"{name}.", f"{name} 줄에 ○가 {count}개 있어요."),
            hint=row,
            wrong=[(other, say(f"That is the row of {one}.", f"그것은 {one} 줄이에요."))
                   for one, other in values.items() if one != name],
            picture=circles(say, values),
        )  # fmt: skip

    def most(is_most: bool) -> Question:
        values = chart()
        best = (max if is_most else min)(values, key=values.__getitem__)
        word, korean = ("most", "가장 많은") if is_most else ("fewest", "가장 적은")
        return choose(
            say(f"Pupils chose their favorite fruit. Which fruit did the {word} pupils choose?",
                f"학생들이 좋아하는 과일을 나타낸 그래프예요. {korean} 학생이 좋아하는 과일은 "
                "무엇인가요?"),
            best,
            [(name, say(f"That is {count}.", f"그 과일은 {count}명이에요."))
             for name, count in values.items() if name != best],
            say(f"The row of {best} has {values[best]} circles.",
                f"{best} 줄의 ○가 {values[best]}개로 {korean[:2]} {korean[3:]} 줄이에요."),
            hint=say("Compare the lengths of the rows.", "○ 줄의 길이를 비교하세요."),
            picture=circles(say, values),
        )  # fmt: skip

    def difference() -> Question:
        values = chart()
        more, less = sorted(rng.sample(list(values), 2), key=values.__getitem__, reverse=True)
        answer = values[more] - values[less]
        return typed(
            say(f"Pupils chose their favorite fruit. How many more chose {more} than {less}?",
                f"학생들이 좋아하는 과일을 나타낸 그래프예요. {particle(more, '을', '를')} "
                "좋아하는 학생은 "
                f"{particle(less, '을', '를')} 좋아하는 학생보다 몇 명 더 많은가요?"),
            answer,
            say(f"{values[more]} − {values[less]} = {answer}.",
                f"{values[more]} − {values[less]} = {answer}(명)이에요."),
            hint=say("How much longer is one row?", "한 줄이 몇 개 더 긴가요?"),
            wrong=[(values[more] + values[less], say("You added. Find the difference.",
                                                     "더했어요. 차를 구하세요.")),
                   (values[more], say(f"That is all of {more}.", f"그것은 {more} 줄 전체예요.")),
                   (answer + 1, again)],
            picture=circles(say, values),
        )  # fmt: skip

    def altogether() -> Question:
        values = chart()
        total = sum(values.values())
        return choose(
            say("Pupils chose their favorite fruit, one each. How many pupils are there?",
                "학생들이 좋아하는 과일을 하나씩 골라 나타낸 그래프예요. 학생은 모두 몇 명인가요?"),
            total,
            [(total - 1, again), (total + 1, again),
             (max(values.values()), say("That is the longest row.", "그것은 가장 긴 줄이에요.")),
             (len(values), say("That is how many rows there are.", "그것은 줄의 수예요."))],
            say(f"{' + '.join(map(str, values.values()))} = {total}.",
                f"{' + '.join(map(str, values.values()))} = {total}(명)이에요."),
            hint=say("Count all circles.", "○를 모두 세어 보세요."),
            picture=circles(say, values),
        )  # fmt: skip

    def two_rows() -> Question:
        values = chart()
        one, two = rng.sample(list(values), 2)
        total = values[one] + values[two]
        return typed(
            say(f"Pupils chose their favorite fruit. How many chose {one} or {two}?",
                f"학생들이 좋아하는 과일을 나타낸 그래프예요. {particle(one, '이나', '나')} "
                f"{particle(two, '을', '를')} 좋아하는 학생은 모두 몇 명인가요?"),
            total,
            say(f"{values[one]} + {values[two]} = {total}.",
                f"{values[one]} + {values[two]} = {total}(명)이에요."),
            hint=say("Add both rows.", "두 줄을 더하세요."),
            wrong=[(abs(values[one] - values[two]), say("You took away. Add both.",
                                                        "뺐어요. 두 줄을 더하세요.")),
                   (total + 1, again), (total - 1, again)],
            picture=circles(say, values),
        )  # fmt: skip

    return [how_many(), most(is_most=True), difference(), most(is_most=False), two_rows(),
            altogether()]  # fmt: skip
