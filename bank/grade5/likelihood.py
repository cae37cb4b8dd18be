"""Grade 5: how likely something is."""

from fractions import Fraction
from random import Random

from bank.language import Say, particle
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    part = say("How many of all?", "전체 가운데 몇 개인가요?")
    of_all = say("The bottom is all of them.", "분모는 전체의 수예요.")

    def balls(red: int, blue: int) -> tuple[str, str]:
        return (f"A bag holds {red} red and {blue} blue balls.",
                f"주머니에 빨간 공 {red}개와 파란 공 {blue}개가 들어 있어요.")  # fmt: skip

    def draw(red: int, blue: int) -> Question:
        english, korean = balls(red, blue)
        total = red + blue
        return choose(
            say(f"{english} One is drawn without looking. How likely is a red one, as a fraction?",
                f"{korean} 보지 않고 하나를 꺼낼 때 빨간 공일 가능성을 분수로 나타내면 "
                "얼마인가요?"),
            Fraction(red, total),
            [(Fraction(blue, total), say("That is a blue one.", "그것은 파란 공일 가능성이에요.")),
             (f"{red}/{blue}", of_all),
             (Fraction(1, total), say("There are several red ones.", "빨간 공은 여러 개예요.")),
             (Fraction(red, total + 1), of_all)],
            say(f"{red} of {total} balls are "
                "red.", f"공 {total}개 가운데 {red}개가 빨간 공이에요."),
            hint=part,
        )  # fmt: skip

    def zero_or_one(red: int, blue: int) -> Question:
        english, korean = balls(red, blue)
        is_sure = rng.random() < 0.5
        asked = say("green", "초록") if not is_sure else say("red or blue", "빨간 공이거나 파란")
        return typed(
            say(f"{english} One is drawn without looking. How likely is it that it is {asked}, "
                "as a number from 0 to 1?",
                f"{korean} 보지 않고 하나를 꺼낼 때 {asked} 공일 가능성을 0부터 1까지의 수로 "
                "나타내면 "
                "얼마인가요?"),
            int(is_sure),
            say("It is certain: 1." if is_sure else "There is none: 0.",
                "반드시 일어나므로 1이에요." if is_sure else "그런 공이 없으므로 0이에요."),
            hint=say("Impossible is 0, certain is "
                     "1.", "절대 일어나지 않으면 0, 반드시 일어나면 1이에요."),
            wrong=[(1 - int(is_sure), say("Impossible is 0, certain is 1.",
                                          "절대 일어나지 않으면 0, 반드시 일어나면 1이에요.")),
                   (Fraction(1, 2), say("One half is as likely as not.",
                                        "2분의 1은 반반이라는 뜻이에요."))],
        )  # fmt: skip

    def half(sides: int) -> Question:
        return typed(
            say(f"Cards are numbered from 1 to {sides}. One is drawn. How likely is an even "
                "number?",
                f"1부터 {sides}까지의 수가 적힌 카드에서 한 장을 뽑아요. 짝수일 가능성을 수로 "
                "나타내면 얼마인가요?"),
            Fraction(1, 2),
            say(f"{sides // 2} of {sides} are even: one half.",
                f"{sides}장 가운데 {sides // 2}장이 짝수이므로 1/2, 곧 0.5예요."),
            hint=part,
            wrong=[(sides // 2, say("That is how many there are.", "그것은 짝수의 개수예요.")),
                   (1, say("Not all are even.", "모두 짝수인 것은 아니에요."))],
        )  # fmt: skip

    def more_likely(values: list[tuple[int, int]]) -> Question:
        shown = {say(f"{r} red of {t}", f"{t}개 가운데 {r}개"): Fraction(r, t) for r, t in values}
        best = max(shown, key=shown.__getitem__)
        told = "; ".join(shown)
        return choose(
            say(f"Four bags hold red balls among others: {told}. From which is a red one "
                "likeliest?",
                f"주머니 네 개에 빨간 공이 {told} 들어 있어요. 빨간 공을 꺼낼 가능성이 가장 "
                "큰 것은 무엇인가요?"),
            best,
            [(name, say(f"That is {share}.", f"그 가능성은 {share}입니다."))
             for name, share in shown.items() if name != best],
            say(f"{best} is {shown[best]}, the "
                "greatest.", f"{best}이면 {particle(str(shown[best]), '으로', '로')} 가장 커요."),
            hint=say("Compare the parts, not the "
                     "numbers.", "개수가 아니라 전체에 대한 비율을 비교하세요."),
        )  # fmt: skip

    def how_many(share: Fraction, total: int) -> Question:
        red = int(share * total)
        return typed(
            say(f"A bag holds {total} balls. A red one is drawn with likelihood {share}. "
                "How many red balls are in it?",
                f"주머니에 공이 {total}개 들어 있고 빨간 공을 꺼낼 가능성은 {share}입니다. "
                "빨간 공은 몇 개인가요?"),
            red,
            say(f"{share} of {total} is {red}.", f"{total}의 {share}이므로 {red}개예요."),
            hint=say(f"Find {share} of all.", f"전체의 {particle(str(share), '을', '를')} "
                                              "구하세요."),
            wrong=[(total - red, say("Those are the others.", "그것은 나머지 공의 수예요.")),
                   (share.numerator, say("Take that part of all "
                                         "balls.", "전체에 비율을 곱하세요."))],
        )  # fmt: skip

    def spinner(parts: int, coloured: int) -> Question:
        words = {
            say("certain", "확실하다"): coloured == parts,
            say("likely", "~일 것 같다"): parts > coloured > parts / 2,
            say("unlikely", "~아닐 것 같다"): 0 < coloured < parts / 2,
            say("impossible", "불가능하다"): coloured == 0,
        }
        right = next(word for word, holds in words.items() if holds)
        return choose(
            say(f"{coloured} of {parts} equal parts of a spinner are yellow. "
                "How likely is it that it stops on yellow?",
                f"똑같이 {parts}칸으로 나눈 회전판에서 {coloured}칸이 노란색이에요. 화살이 "
                "노란색에서 멈출 가능성은 "
                "어떠한가요?"),
            right,
            [(word, say("Compare with one half.", "반과 비교해 보세요."))
             for word in words if word != right],
            say(f"{coloured} of {parts} is {Fraction(coloured, parts)}: {right}.",
                f"{parts}칸 가운데 {coloured}칸이므로 ‘{right}’예요."),
            hint=say("Is it more than half?", "반보다 많은가요?"),
        )  # fmt: skip

    r = rng.randint
    red = r(2, 6)
    bags = [(2, 3), (3, 8), (2, 7), (3, 10), (4, 5), (5, 9), (5, 12), (1, 4), (4, 7), (5, 11)]
    share = rng.choice([Fraction(1, 4), Fraction(3, 4), Fraction(2, 5), Fraction(1, 5)])
    return [
        zero_or_one(r(2, 9), r(2, 9)),
        spinner(r(7, 11), rng.choice((0, 1, 2, 5, 6))),
        half(2 * r(3, 12)),
        draw(red, red + r(1, 4)),
        how_many(share, 20 * r(1, 5)),
        more_likely(rng.sample(bags, 4)),
    ]
