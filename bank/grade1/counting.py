"""Grade 1: counting to 100."""

from random import Random

from bank.language import Say, particle
from bank.notation import listed
from bank.pictures import dots
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def counted(n: int) -> Question:
        fives, ones = divmod(n, 5)
        return typed(
            say("How many dots are there?", "점은 모두 몇 개인가요?"),
            n,
            say(
                f"Count by fives, then the rest: {fives * 5} and {ones} more make {n}.",
                f"다섯씩 세면 {fives * 5}, 나머지 {ones}까지 더하면 {n}입니다.",
            ),
            hint=say("Count by fives first.", "먼저 다섯씩 세어 보세요."),
            wrong=[
                (n - 1, say("One is missing. Count once more.",
                            "하나를 빠뜨렸어요. 다시 세어 보세요.")),
                (n + 1, say("One was counted twice.", "하나를 두 번 세었어요.")),
            ],
            picture=dots(say, n),
        )  # fmt: skip

    def after(n: int) -> Question:
        return typed(
            say(
                f"What number comes just after {n}?",
                f"{n} 바로 다음의 수는 무엇인가요?",
            ),
            n + 1,
            say(
                f"Count on one from {n}: {n}, {n + 1}.",
                f"{n}에서 하나를 이어 세면 {n}, {n + 1}입니다.",
            ),
            hint=say(f"Count: {n - 1}, {n}, …", f"수를 차례로 세어 보세요. {n - 1}, {n}, …"),
            wrong=[
                (n - 1, say("That comes just before it.", "그 수는 바로 앞의 수예요.")),
                (n + 2, say("You went one too far.", "하나 더 갔어요.")),
                (n + 10, say("You added ten. Add one.", "10을 더했어요. 1만 더하세요.")),
            ],
        )

    def before(n: int) -> Question:
        return choose(
            say(
                f"What number comes just before {n}?",
                f"{n} 바로 앞의 수는 무엇인가요?",
            ),
            n - 1,
            [
                (n + 1, say("That comes just after it.", "그 수는 바로 다음의 수예요.")),
                (n - 10, say("You took away ten. Take away one.", "10을 뺐어요. 1만 빼세요.")),
                (n - 2, say("You went one too far back.", "하나 더 뒤로 갔어요.")),
                (n + 2, say("Count back, not on.", "거꾸로 세어야 해요.")),
            ],
            say(
                f"Count back one from {n}: {n}, {n - 1}.",
                f"{n}에서 거꾸로 하나를 세면 {n}, {n - 1}입니다.",
            ),
            hint=say(f"Count back from {n}.", f"{n}부터 거꾸로 세어 보세요."),
        )

    def steps(start: int, step: int) -> Question:
        seen = [start + step * i for i in range(4)]
        return typed(
            say(
                f"Count on by {step}s: {listed(seen)}, … What number comes next?",
                f"{step}씩 뛰어 세어요. {listed(seen)}, … 다음에 올 수는 무엇인가요?",
            ),
            start + step * 4,
            say(
                f"Each number is {step} more than the one before, so add {step} to {seen[-1]}.",
                f"{step}씩 커지므로 {seen[-1]}에 {particle(str(step), '을', '를')} 더해요.",
            ),
            hint=say(
                f"How far is it from {seen[0]} to {seen[1]}?",
                f"{seen[0]}에서 {seen[1]}까지 얼마나 커졌나요?",
            ),
            wrong=[
                (seen[-1] + 1, say(f"Go on by {step}, not by 1.",
                                   f"1이 아니라 {step}만큼 커져야 해요.")),
                (seen[-1], say("That number is there already.", "그 수는 이미 나왔어요.")),
            ],
        )  # fmt: skip

    def tens_and_ones(tens: int, ones: int) -> Question:
        n = tens * 10 + ones
        return choose(
            say(
                f"Which number has {tens} tens and {ones} ones?",
                f"10개씩 묶음 {tens}개와 낱개 {ones}개인 수는 무엇인가요?",
            ),
            n,
            [
                (ones * 10 + tens, say("Tens and ones changed places.",
                                       "10개씩 묶음과 낱개가 바뀌었어요.")),
                (tens + ones, say("You added the two digits. A ten is worth 10.",
                                  "두 수를 그냥 더했어요. 묶음 하나는 10이에요.")),
                (n + 10, say("That is one ten too many.", "10개씩 묶음이 하나 더 많아요.")),
                (n + 1, say("That is one too many.", "낱개가 하나 더 많아요.")),
            ],
            say(
                f"{tens} tens are {tens * 10}, and {ones} ones more make {n}.",
                f"10개씩 묶음 {tens}개는 {tens * 10}, 낱개 {ones}개를 더하면 {n}입니다.",
            ),
            hint=say(f"How much are {tens} tens?", f"10개씩 묶음 {tens}개는 얼마인가요?"),
        )  # fmt: skip

    def between(n: int) -> Question:
        return choose(
            say(
                f"What number comes between {n - 1} and {n + 1}?",
                f"{particle(str(n - 1), '과', '와')} {n + 1} 사이에 있는 수는 무엇인가요?",
            ),
            n,
            [
                (n - 10, say("That is ten too few.", "10만큼 작아요.")),
                (n + 10, say("That is ten too many.", "10만큼 커요.")),
                (n + 2, say(f"That comes after {n + 1}.", f"{n + 1}보다 뒤에 있는 수예요.")),
                (n - 2, say(f"That comes before {n - 1}.", f"{n - 1}보다 앞에 있는 수예요.")),
            ],
            say(
                f"Count on from {n - 1}: {n - 1}, {n}, {n + 1}. The number in the middle is {n}.",
                f"{n - 1}부터 세면 {n - 1}, {n}, {n + 1}. 가운데 수는 {n}입니다.",
            ),
            hint=say(f"Count on from {n - 1}.", f"{n - 1}부터 하나씩 세어 보세요."),
        )

    r = rng.randint
    return [
        counted(r(6, 14)),
        counted(r(15, 29)),
        after(r(13, 28)),
        before(r(14, 29)),
        tens_and_ones(r(2, 4), r(5, 9)),
        before(10 * r(3, 9)),
        steps(2 * r(2, 8), 2),
        tens_and_ones(r(6, 9), r(2, 5)),
        steps(10 * r(1, 6) + 5, 5),
        between(10 * r(4, 9)),
    ]
