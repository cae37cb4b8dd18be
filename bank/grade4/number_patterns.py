"""Grade 4: number patterns."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    look = say("How does each number come from the one before?",
               "앞의 수에서 어떻게 바뀌는지 살펴보세요.")  # fmt: skip

    def row(numbers: list[int]) -> str:
        return ", ".join(map(str, numbers))

    def times(start: int, by: int) -> Question:
        shown = [start * by**n for n in range(4)]
        return typed(
            say(f"{row(shown)}, … Each number is {by} times the one before. What comes next?",
                f"{row(shown)}, … 앞의 수의 {by}배가 되는 규칙이에요. 다음 수는 무엇인가요?"),
            shown[-1] * by,
            say(f"{shown[-1]} × {by} = {shown[-1] * by}.", f"{shown[-1]} × {by} = "
                                                           f"{shown[-1] * by}입니다."),
            hint=look,
            wrong=[(shown[-1] + by, say("Multiply, do not add.", "더하지 말고 곱하세요.")),
                   (2 * shown[-1] - shown[-2], say("The steps grow, "
                                                   "too.", "커지는 폭도 달라져요."))],
        )  # fmt: skip

    def halves(start: int) -> Question:
        shown = [start * 8, start * 4, start * 2]
        return choose(
            say(f"{row(shown)}, … Each number is half of the one before. What comes next?",
                f"{row(shown)}, … 앞의 수의 반이 되는 규칙이에요. 다음 수는 무엇인가요?"),
            start,
            [(0, say("You took away the last step. Halve.", "빼지 말고 반으로 나누세요.")),
             (start * 2 - 2, say("You took away 2. Divide by 2.", "2를 뺐어요. 2로 나누세요.")),
             (start * 4, say("That is the way back.", "거꾸로 갔어요.")),
             (start + 1, say("Divide again.", "다시 나누어 보세요."))],
            say(f"{start * 2} ÷ 2 = {start}.", f"{start * 2} ÷ 2 = {start}입니다."),
            hint=look,
        )  # fmt: skip

    def gap(start: int, step: int) -> Question:
        shown = [start + n * step for n in range(5)]
        told = f"{shown[0]}, {shown[1]}, □, {shown[3]}, {shown[4]}"
        return typed(
            say(f"The numbers grow in equal steps: {told}. What number goes in the box?",
                f"일정한 수만큼 커지는 규칙이에요. {told}. □ 안에 알맞은 수는 무엇인가요?"),
            shown[2],
            say(f"The step is {step}: {shown[1]} + {step} = {shown[2]}.",
                f"{step}씩 커지므로 {shown[1]} + {step} = {shown[2]}입니다."),
            hint=look,
            wrong=[(shown[1] + 1, say("The step is greater than 1.", "1씩 커지지 않아요.")),
                   (shown[3] + step, say("The box stands between.", "□는 두 수 사이에 있어요."))],
        )  # fmt: skip

    def far(start: int, step: int, place: int) -> Question:
        answer = start + (place - 1) * step
        shown = [start + n * step for n in range(3)]
        return choose(
            say(f"{row(shown)}, … The numbers grow by {step}. What is number {place} in the row?",
                f"{row(shown)}, … {step}씩 커지는 규칙이에요. {place}번째 수는 무엇인가요?"),
            answer,
            [(answer + step, say(f"From the first to number {place} are {place - 1} steps.",
                                 f"첫 번째에서 {place}번째까지는 {place - 1}번 커져요.")),
             (step * place, say("The row does not begin at 0.", "0부터 시작하지 않아요.")),
             (answer - step, say("One step too few.", "한 번 모자라요.")),
             (answer + 1, say("Add again.", "다시 더해 보세요."))],
            say(f"{start} + {place - 1} × {step} = {answer}.",
                f"{start} + {step} × {place - 1} = {answer}입니다."),
            hint=say("How many steps are there from the first?", "첫 번째에서 몇 번 커지나요?"),
        )  # fmt: skip

    def rule(a: int, kind: str, by: int) -> Question:
        step = {"+": lambda n: n + by, "×": lambda n: n * by}[kind]
        shown = [a, step(a), step(step(a))]
        words = {
            "+": say(f"add {by}", f"{by} 더하기"), "×": say(f"multiply by {by}", f"{by} 곱하기"),
        }  # fmt: skip
        add = shown[1] - shown[0]
        others = [say(f"add {n}", f"{n} 더하기") for n in (add, add + 1, by + 2, add + 3)]
        others += [say(f"multiply by {n}", f"{n} 곱하기") for n in (by, by + 1)]
        return choose(
            say(f"Which rule leads from each number to the next: {row(shown)}?",
                f"{row(shown)}의 규칙은 무엇인가요?"),
            words[kind],
            [(one, say("It does not fit every step.", "모든 수에 맞지 않아요."))
             for one in others if one != words[kind]],
            say(f"{shown[0]}, {shown[1]}, {shown[2]}: "
                f"{words[kind]}.", f"앞의 수에 {words[kind]}예요."),
            hint=say("Try it on both steps.", "두 번 모두 확인해 보세요."),
        )  # fmt: skip

    def sticks(n: int) -> Question:
        return typed(
            say(f"Squares of sticks stand side by side and share a stick: 1 square takes 4 sticks, "
                f"2 squares 7, 3 squares 10. How many sticks do {n} squares take?",
                "막대로 정사각형을 옆으로 이어 만들어요. 1개를 만들 때 4개, 2개를 만들 때 "
                "7개, 3개를 만들 때 "
                f"10개의 막대가 필요해요. 정사각형 {n}개를 만들려면 막대가 몇 개 필요한가요?"),
            3 * n + 1,
            say(f"Each further square takes 3 more: 4 + {n - 1} × 3 = {3 * n + 1}.",
                f"하나 늘 때마다 3개씩 더 필요하므로 4 + 3 × {n - 1} = {3 * n + 1}(개)예요."),
            hint=say("How many sticks does one more square "
                     "take?", "하나 더 만들 때 몇 개가 더 필요한가요?"),
            wrong=[(4 * n, say("Neighbors share a stick.", "이웃한 정사각형은 막대를 함께 써요.")),
                   (3 * n, say("The first square takes 4.", "첫 번째 정사각형은 4개예요."))],
        )  # fmt: skip

    r = rng.randint
    return [
        gap(r(10, 90), r(6, 25)),
        rule(r(2, 5), "+", r(11, 25)),
        times(r(2, 5), r(2, 4)),
        halves(r(3, 15)),
        far(r(3, 9), r(4, 9), r(8, 12)),
        sticks(r(5, 12)),
    ]
