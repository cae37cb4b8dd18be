"""Grade 8: rational numbers as terminating and repeating decimals."""

from fractions import Fraction
from math import gcd
from random import Random

from bank.language import Say, particle
from bank.notation import powers
from bank.question import Question, choose, typed


def repeating(before: str, block: str) -> str:
    """A repeating decimal below 1 with its block three times: `0.3454545…`."""
    return f"0.{before}{block * 3}…"


def questions(rng: Random, say: Say) -> list[Question]:
    def block_of(before: int, block: int) -> Question:
        a, b = divmod(block, 10)
        return choose(
            say(f"What is the shortest repeating block of {repeating(str(before), str(block))}?",
                f"순환소수 {repeating(str(before), str(block))}의 순환마디는 무엇인가요?"),
            str(block),
            [
                (f"{before}{block}", say(
                    f"The {before} comes only once; it does not repeat.",
                    f"{particle(str(before), '은', '는')} 한 번만 나오고 되풀이되지 않아요.")),
                (f"{b}{a}", say("The block begins where the repeating begins, just behind the "
                                "first digit.",
                                "순환마디는 되풀이가 처음 시작되는 곳부터 적어요.")),
                (f"{block}{block}", say("A shorter block is enough.",
                                        "더 짧은 마디로 나타낼 수 있어요.")),
            ],
            say(f"After the {before} the digits {block} come again and again.",
                f"{before} 다음에 숫자 {particle(str(block), '이', '가')} 한없이 되풀이돼요."),
            say("Which digits come again and again in the same order?",
                "같은 순서로 한없이 되풀이되는 부분을 찾아보세요."),
        )  # fmt: skip

    def difference(block: int) -> Question:
        return typed(
            say(f"Let x = {repeating('', str(block))}. What is 100x − x?",
                f"x = {repeating('', str(block))}일 때, 100x − x의 값은 얼마인가요?"),
            block,
            say(f"100x = {block}.{str(block) * 2}…, and the digits after the point cancel: 100x − "
                f"x = {block}.",
                f"100x = {block}.{str(block) * 2}…이고 소수점 아래가 서로 같으므로 100x − x = "
                f"{particle(str(block), '이에요', '예요')}."),
            say("Write 100x and x below each other with their decimal points in line.",
                "100x와 x를 소수점을 맞추어 나란히 써 보세요."),
            [
                (99, say("99 is the factor of x: 99x. Its value is asked.",
                         "99는 x에 곱해진 수예요. 99x의 값을 구해야 해요.")),
                (100 * block, say("100x has its decimal point two places further to the right, not "
                                  "four.",
                                  "100을 곱하면 소수점은 오른쪽으로 두 자리만 옮겨져요.")),
            ],
        )  # fmt: skip

    def numerator(block: int) -> Question:
        return typed(
            say(f"Which number goes in the box: {repeating('', str(block))} = □/99?",
                f"{repeating('', str(block))} = □/99일 때, □에 알맞은 수는 무엇인가요?"),
            block,
            say(f"With x for the decimal, 99x = 100x − x = {block}, so x = {block}/99.",
                f"순환소수를 x라고 하면 99x = 100x − x = {block}이므로 x = {block}/99예요."),
            say("Two digits repeat: compare the number with 100 times itself.",
                "순환마디의 숫자가 2개예요. 100배 한 수와 비교해 보세요."),
            [
                (99 - block, say("No subtraction from 99 is needed: the repeating block stands "
                                 "above it.",
                                 "99에서 뺄 필요가 없어요. 분자는 순환마디예요.")),
                (block // 10, say("Both digits repeat, so both stand in the numerator.",
                                  "두 숫자가 모두 되풀이되므로 분자에 두 숫자를 모두 써야 해요.")),
            ],
        )  # fmt: skip

    def terminating(good: int, bad: list[int]) -> Question:
        shown = ", ".join(f"1/{d}" for d in sorted([good, *bad]))

        def why(d: int) -> str:
            prime = next(p for p in (3, 7, 11) if d % p == 0)
            return say(
                f"The denominator {d} has the prime factor {prime}.",
                f"분모 {d}에 2나 5 이외의 소인수 {particle(str(prime), '이', '가')} 있어요.",
            )

        return choose(
            say(f"Which of these fractions can be written as a terminating decimal: {shown}?",
                f"분수 {shown} 중에서 유한소수로 나타낼 수 있는 것은 어느 것인가요?"),
            f"1/{good}",
            [(f"1/{d}", why(d)) for d in bad],
            say(f"{good} has no prime factors but 2 and 5, so 1/{good} terminates.",
                f"분모 {good}의 소인수는 2나 5뿐이므로 1/{particle(str(good), '은', '는')} "
                "유한소수로 나타낼 수 있어요."),
            say("Factor the denominators into primes.", "분모를 소인수분해해 보세요."),
        )  # fmt: skip

    def as_fraction(block: int) -> Question:
        answer = Fraction(block, 99)
        return choose(
            say(f"Which fraction equals {repeating('', str(block))}?",
                f"순환소수 {repeating('', str(block))}을 기약분수로 나타내면 얼마인가요?"),
            answer,
            [
                (Fraction(block, 100), say(
                    f"That is only 0.{block}; the digits go on.",
                    f"그것은 0.{block}일 뿐이에요. 소수점 아래가 한없이 이어져요.")),
                (Fraction(block, 90), say(
                    "The denominator is 99: both digits repeat.",
                    "두 숫자가 모두 되풀이되므로 분모는 99예요.")),
                (Fraction(block, 9), say(
                    "One 9 in the denominator for each repeating digit: two here.",
                    "순환마디의 숫자가 2개이므로 분모에 9를 2개 써야 해요.")),
                (Fraction(block, 999), say(
                    "Only two digits repeat, so two 9s are enough.",
                    "순환마디의 숫자가 2개이므로 9는 2개면 돼요.")),
            ],
            say(f"99x = {block}, so x = {block}/99 = {answer}.",
                f"99x = {block}이므로 x = {block}/99 = {answer}입니다."),
            say("Two digits repeat. What is 100x − x?",
                "순환마디의 숫자가 2개예요. 100x − x를 생각해 보세요."),
        )  # fmt: skip

    def late_block(before: int, block: int) -> Question:
        both = 10 * before + block
        answer = Fraction(both - before, 90)
        reduced = f"{both - before}/90" + ("" if answer.denominator == 90 else f" = {answer}")
        return choose(
            say(f"Which fraction equals {repeating(str(before), str(block))}?",
                f"순환소수 {repeating(str(before), str(block))}을 기약분수로 나타내면 얼마인가요?"),
            answer,
            [
                (Fraction(both, 99), say(
                    f"Only the {block} repeats, not both digits.",
                    f"{block}만 되풀이되고 두 숫자가 모두 되풀이되는 것은 아니에요.")),
                (Fraction(both, 90), say(
                    f"Take the {before} that does not repeat away from the numerator.",
                    f"분자에서 순환하지 않는 {particle(str(before), '을', '를')} 빼야 해요.")),
                (Fraction(both, 100), say(
                    f"That is only 0.{both}; the digits go on.",
                    f"그것은 0.{both}일 뿐이에요. 소수점 아래가 한없이 이어져요.")),
            ],
            say(f"100x − 10x = {both} − {before} = {both - before}, so x = {reduced}.",
                f"100x − 10x = {both} − {before} = {both - before}이므로 x = {reduced}입니다."),
            say("Subtract 10x from 100x: then the repeating digits cancel.",
                "100x에서 10x를 빼면 되풀이되는 부분이 없어져요."),
        )  # fmt: skip

    def digit(numerator: int, place: int) -> Question:
        digits = str(10**6 * numerator // 7).zfill(6)
        answer = int(digits[(place - 1) % 6])
        rest = place % 6
        return typed(
            say(f"{numerator}/7 = 0.{digits * 2}… Which digit is in decimal place {place}?",
                f"{numerator}/7 = 0.{digits * 2}…입니다. 소수점 아래 {place}번째 자리의 숫자는 "
                "무엇인가요?"),
            answer,
            say(f"The block {digits} has 6 digits. {place} ÷ 6 leaves {rest}, so it is digit "
                f"number {rest} of the block: {answer}.",
                f"순환마디 {digits}의 숫자는 6개예요. {particle(str(place), '을', '를')} 6으로 "
                f"나눈 나머지가 {rest}이므로 순환마디의 {rest}번째 숫자 {answer}입니다."),
            say("How long is the repeating block? Divide the place by it.",
                "순환마디의 숫자는 몇 개인가요? 자리의 번호를 그 수로 나누어 보세요."),
            [
                (int(digits[place % 6]), say("You went one digit too far.", "한 자리 더 갔어요.")),
                (int(digits[(place - 2) % 6]), say(
                    "You stopped one digit too early.",
                    "한 자리 덜 갔어요.")),
            ],
        )  # fmt: skip

    def multiplier(a: int, twos: int, fives: int, odd: int) -> Question:
        d = 2**twos * 5**fives * odd
        product = powers({2: twos, 5: fives, odd: 1})
        return typed(
            say(f"What is the smallest positive integer n for which {a}/{d} × n is a terminating "
                "decimal?",
                f"{a}/{d} × n이 유한소수가 되도록 하는 가장 작은 자연수 n은 얼마인가요?"),
            odd,
            say(f"{d} = {product}. The {odd} must be canceled, so n = {odd}.",
                f"{d} = {particle(product, '이에요', '예요')}. 분모의 "
                f"{particle(str(odd), '이', '가')} 약분되어야 하므로 n = {odd}입니다."),
            say("Only 2 and 5 may be left in the denominator.",
                "분모에 소인수로 2나 5만 남아야 해요."),
            [
                (d, say("That gives a whole number, but a smaller n is enough.",
                        "정수가 되기는 하지만 더 작은 n으로 충분해요.")),
                (1, say(f"The denominator has the factor {odd}, so the decimal repeats.",
                        f"분모에 소인수 {particle(str(odd), '이', '가')} 있어서 순환소수예요.")),
                (10, say("2 and 5 do no harm. Look for the other prime factor.",
                         "2와 5는 있어도 돼요. 다른 소인수를 찾아보세요.")),
            ],
        )  # fmt: skip

    r = rng.randint

    def two_digits() -> int:
        return rng.choice([n for n in range(12, 97) if n % 11 and n % 10])

    good = rng.choice([8, 16, 20, 25, 32, 40, 50, 80, 125])
    bad = rng.sample([6, 7, 9, 11, 12, 14, 15, 18, 22, 24, 30, 35], 3)
    odd = rng.choice([3, 7, 11, 13])
    return [
        block_of(rng.choice([1, 2, 8, 9]), rng.choice([34, 36, 45, 47, 54, 57, 63, 65, 73, 76])),
        difference(two_digits()),
        terminating(good, bad),
        numerator(two_digits()),
        as_fraction(rng.choice([n for n in range(12, 97) if n % 11 and n % 10 and gcd(n, 99) > 1])),
        multiplier(1, r(1, 3), r(1, 2), odd),
        late_block(*rng.sample([1, 2, 3, 4, 5, 6, 7, 8], 2)),
        digit(r(1, 6), 6 * r(3, 15) + r(1, 5)),
    ]
