"""Grade 1: subtracting within 20."""

from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def plain(a: int, b: int) -> Question:
        if a > 10 > a - b:
            why = say(
                f"Take away {a - 10} to reach 10, then {b - a + 10} more to reach {a - b}.",
                f"{particle(str(a - 10), '을', '를')} 빼면 10, {b - a + 10}만큼 더 빼면 "
                f"{a - b}입니다.",
            )
        else:
            why = say(
                f"Start at {a} and count back {b}: you reach {a - b}.",
                f"{a}에서 {b}만큼 거꾸로 세면 {a - b}입니다.",
            )
        return typed(
            say(f"What is {a} − {b}?", f"{a} − {b}의 값은 얼마인가요?"),
            a - b,
            why,
            hint=say("Go back to 10 first.", "먼저 10까지 빼 보세요.")
            if a > 10
            else say(f"Count back from {a}.", f"{a}부터 거꾸로 세어 보세요."),
            wrong=[
                (a + b, say("You added. Here you take away.", "덧셈을 했어요. 빼야 해요.")),
                (a - b + 1, say("Do not count the number you start from.",
                                "거꾸로 셀 때 처음 수는 세지 않아요.")),
                (a - b - 1, say("You went one too far.", "하나 더 뺐어요.")),
            ],
        )  # fmt: skip

    def story(a: int, b: int) -> Question:
        return choose(
            say(
                f"There are {a} birds in a tree. {b} fly away. How many birds are left?",
                f"나무에 새가 {a}마리 있었는데 {b}마리가 날아갔어요. 남은 새는 몇 마리인가요?",
            ),
            a - b,
            [
                (a + b, say("You added. The birds flew away.",
                            "덧셈을 했어요. 새가 날아갔으니 빼야 해요.")),
                (a - b + 1, say("One too many: count once more.", "하나 많아요.")),
                (a - b - 1, say("One too few: count once more.", "하나 모자라요.")),
                (b, say("Those are the ones that flew away.", "그 수는 날아간 새의 수예요.")),
            ],
            say(
                f"Take away the birds that fly off: {a} − {b} = {a - b}.",
                f"날아간 새만큼 빼면 {a} − {b} = {a - b}, {a - b}마리가 남아요.",
            ),
            hint=say("Are there more now, or fewer?", "새가 늘었나요, 줄었나요?"),
        )  # fmt: skip

    def missing(a: int, b: int) -> Question:
        return typed(
            say(
                f"{a} − □ = {a - b}. What number goes in the box?",
                f"{a} − □ = {a - b}. □ 안에 알맞은 수는 무엇인가요?",
            ),
            b,
            say(
                f"From {a - b} up to {a} is {b}, so {a} − {b} = {a - b}.",
                f"{a - b}에서 {a}까지는 {b}만큼이므로 {a} − {b} = {a - b}입니다.",
            ),
            hint=say(
                f"How far is it from {a - b} to {a}?", f"{a - b}에서 {a}까지 얼마나 차이가 나나요?"
            ),
            wrong=[
                (2 * a - b, say("You added the two numbers.", "두 수를 더했어요.")),
                (a - b, say("That is what is left.", "그 수는 빼고 남은 수예요.")),
                (b + 1, say("One too many.", "하나 많아요.")),
            ],
        )

    def family(a: int, b: int) -> Question:
        return choose(
            say(
                f"Which subtraction can you solve with {a} + {b} = {a + b}?",
                f"{a} + {b} = {particle(str(a + b), '을', '를')} 이용하여 만들 수 있는 뺄셈식은 "
                "무엇인가요?",
            ),
            f"{a + b} − {a} = {b}",
            [
                (f"{a} − {b} = {a - b}",
                 say("Start from the whole, the largest number.",
                     "전체인 가장 큰 수에서 빼야 해요.")),
                (f"{a + b} − {b - 1} = {a + 1}",
                 say(f"{b - 1} is not in the addition.", "덧셈식에 없는 수를 뺐어요.")),
                (f"{a + b} − 10 = {a + b - 10}",
                 say("10 is not in the addition.", "덧셈식에 10은 없어요.")),
            ],
            say(
                f"If {a} and {b} make {a + b}, then taking {a} from {a + b} leaves {b}.",
                f"{particle(str(a), '과', '와')} {particle(str(b), '을', '를')} 모으면 {a + b}, "
                f"{a + b}에서 {particle(str(a), '을', '를')} 빼면 {b}입니다.",
            ),
            hint=say("Use the same three numbers.", "똑같은 세 수를 이용하세요."),
        )  # fmt: skip

    def which(left: int) -> Question:
        starts = rng.sample(range(11, 18), 4)
        offs = (0, 1, -1, 2)
        exprs = [f"{a} − {a - left - off}" for a, off in zip(starts, offs, strict=True)]
        return choose(
            say(f"Which subtraction equals {left}?", f"차가 {left}인 것은 무엇인가요?"),
            exprs[0],
            [
                (one, say(f"That leaves {left + off}.", f"이 뺄셈의 차는 {left + off}입니다."))
                for one, off in zip(exprs[1:], offs[1:], strict=True)
            ],
            say(
                f"{exprs[0]} = {left}; the others leave {left + 1}, {left - 1} and {left + 2}.",
                f"{exprs[0]} = {left}입니다. "
                f"나머지의 차는 {left + 1}, {left - 1}, {left + 2}입니다.",
            ),
            hint=say("Work out each one.", "하나씩 계산해 보세요."),
        )

    r = rng.randint
    return [
        plain(r(7, 9), r(2, 5)),
        story(r(8, 10), r(2, 5)),
        missing(10, r(2, 8)),
        plain(r(11, 13), r(4, 6)),
        story(r(13, 15), r(5, 8)),
        family(r(7, 9), r(3, 6)),
        plain(r(14, 16), r(7, 9)),
        which(r(6, 10)),
        missing(r(16, 18), r(7, 9)),
        which(r(1, 5)),
    ]
