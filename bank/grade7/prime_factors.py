"""Grade 7: prime factorization."""

from math import prod
from random import Random

from bank.language import Say, particle
from bank.notation import listed, powers
from bank.question import Question, choose, typed

TRAPS = {21: 3, 27: 3, 33: 3, 39: 3, 51: 3, 57: 3, 63: 3, 69: 3, 77: 7, 87: 3, 91: 7, 93: 3}
"""Numbers that look prime, each with its smallest divisor."""


def questions(rng: Random, say: Say) -> list[Question]:
    def factorize(primes: dict[int, int]) -> Question:
        n = prod(p**k for p, k in primes.items())
        p, q, *_ = primes
        flat = dict.fromkeys(primes, 1)
        swapped = {**primes, p: primes[q], q: primes[p]}
        more = {**primes, p: primes[p] + 1}
        less = {**primes, p: primes[p] - 1}

        def value(of: dict[int, int]) -> int:
            return prod(base**k for base, k in of.items())

        return choose(
            say(f"What is the prime factorization of {n}?",
                f"{particle(str(n), '을', '를')} 소인수분해하면 어느 것인가요?"),
            powers(primes),
            [
                (powers(flat), say("Those are its prime factors, but each only once: the product "
                                   f"is {value(flat)}.",
                                   "소인수를 한 번씩만 곱했어요. 곱하면 "
                                   f"{particle(str(value(flat)), '이', '가')} 돼요.")),
                (powers(swapped), say(f"You exchanged the exponents: that is {value(swapped)}.",
                                      "지수가 서로 바뀌었어요. 곱하면 "
                                      f"{particle(str(value(swapped)), '이', '가')} 돼요.")),
                (powers(more), say(f"One factor {p} too many: that is {value(more)}.",
                                   f"{particle(str(p), '을', '를')} 한 번 더 곱했어요. 곱하면 "
                                   f"{particle(str(value(more)), '이', '가')} 돼요.")),
                (powers(less), say(f"One factor {p} is missing: that is {value(less)}.",
                                   f"{particle(str(p), '이', '가')} 하나 빠졌어요. 곱하면 "
                                   f"{particle(str(value(less)), '이', '가')} 돼요.")),
            ],
            say(f"Divide by primes again and again: {n} = "
                f"{' × '.join(str(p) for p, k in primes.items() for _ in range(k))}.",
                f"소수로 계속 나누면 {n} = "
                f"{' × '.join(str(p) for p, k in primes.items() for _ in range(k))} = "
                f"{powers(primes)}입니다."),
            say("Divide by the smallest prime as long as you can, then by the next.",
                "가장 작은 소수부터 차례로 나누어 보세요."),
        )  # fmt: skip

    def divisors(primes: dict[int, int]) -> Question:
        n = prod(p**k for p, k in primes.items())
        count = prod(k + 1 for k in primes.values())
        exponents = " × ".join(f"({k} + 1)" for k in primes.values())
        return typed(
            say(f"How many positive divisors does {n} have?", f"{n}의 약수는 모두 몇 개인가요?"),
            count,
            say(f"{n} = {powers(primes)}, so it has {exponents} = {count} divisors.",
                f"{n} = {powers(primes)}이므로 약수의 개수는 {exponents} = {count}개예요."),
            say("Use the exponents of the prime factorization.",
                "소인수분해했을 때의 지수를 이용하세요."),
            [
                (prod(primes.values()), say(
                    "Add 1 to each exponent first: a prime may also be left out.",
                    "각 지수에 1을 더한 다음 곱해야 해요. 소인수를 하나도 안 쓰는 경우도 있어요.")),
                (sum(k + 1 for k in primes.values()), say(
                    "The numbers of possibilities are multiplied, not added.",
                    "경우의 수를 더하지 말고 곱해야 해요.")),
                (count - 2, say("1 and the number itself are divisors, too.",
                                "1과 자기 자신도 약수예요.")),
            ],
        )  # fmt: skip

    def largest(primes: dict[int, int]) -> Question:
        n = prod(p**k for p, k in primes.items())
        return typed(
            say(f"What is the largest prime factor of {n}?",
                f"{n}의 소인수 중에서 가장 큰 수는 무엇인가요?"),
            max(primes),
            say(f"{n} = {powers(primes)}, and {max(primes)} is the largest of these primes.",
                f"{n} = {powers(primes)}이므로 가장 큰 소인수는 {max(primes)}입니다."),
            say("Divide by 2 and 3 as long as you can. What is left?",
                "2와 3으로 나눌 수 있을 때까지 나누어 보세요. 무엇이 남나요?"),
            [
                (n, say("A prime factor has to be prime.", "소인수는 소수여야 해요.")),
                (n // 2, say("That is a divisor, but not a prime number.",
                             "그것은 약수이지만 소수가 아니에요.")),
                (min(primes), say("That is the smallest prime factor.",
                                  "그것은 가장 작은 소인수예요.")),
            ],
        )  # fmt: skip

    def square(primes: dict[int, int]) -> Question:
        n = prod(p**k for p, k in primes.items())
        odd = prod(p for p, k in primes.items() if k % 2)
        return typed(
            say(f"What is the smallest positive integer that {n} must be multiplied by to give a "
                "perfect square?",
                f"{n}에 자연수를 곱하여 어떤 자연수의 제곱이 되게 하려고 해요. 곱할 수 있는 가장 "
                "작은 자연수는 무엇인가요?"),
            odd,
            say(f"{n} = {powers(primes)}; every exponent must be even, so multiply by {odd}.",
                f"{n} = {powers(primes)}이에요. 모든 지수가 짝수가 되어야 하므로 "
                f"{particle(str(odd), '을', '를')} 곱해야 해요."),
            say("In a perfect square every exponent is even.",
                "제곱인 수는 소인수의 지수가 모두 짝수예요."),
            [
                (n, say("That gives a square, but a smaller number is enough.",
                        "제곱인 수가 되지만 더 작은 수를 곱해도 돼요.")),
                (prod(primes), say("Primes with an even exponent need no partner.",
                                   "지수가 이미 짝수인 소인수는 곱하지 않아도 돼요.")),
                (min(p for p, k in primes. items() if k % 2), say(
                    "There is another prime with an odd exponent.",
                    "지수가 홀수인 소인수가 더 있어요.")),
            ],
        )  # fmt: skip

    def prime(right: int, wrong: list[int]) -> Question:
        return choose(
            say(f"Which of these numbers is prime: {listed(sorted([right, *wrong]))}?",
                f"{listed(sorted([right, *wrong]))} 중에서 소수는 어느 것인가요?"),
            right,
            [(n, say(f"{n} = {TRAPS[n]} × {n // TRAPS[n]}.",
                     f"{n} = {TRAPS[n]} × {n // TRAPS[n]}이므로 합성수예요.")) for n in wrong],
            say(f"{right} has no divisor but 1 and itself; the others are divisible by 3 or 7.",
                f"{right}의 약수는 1과 자기 자신뿐이에요. 나머지는 3이나 7로 나누어떨어져요."),
            say("Try to divide by 3 and by 7.", "3이나 7로 나누어 보세요."),
        )  # fmt: skip

    def common(a: dict[int, int], b: dict[int, int]) -> Question:
        low = {p: min(k, b[p]) for p, k in a.items() if p in b}
        high = {p: max(a.get(p, 0), b.get(p, 0)) for p in sorted({*a, *b})}
        every = {p: a.get(p, 0) + b.get(p, 0) for p in high}
        return choose(
            say(f"What is the greatest common divisor of {powers(a)} and {powers(b)}?",
                f"두 수 {powers(a)}, {powers(b)}의 최대공약수는 어느 것인가요?"),
            powers(low),
            [
                (powers(high), say("That is the least common multiple.", "그것은 최소공배수예요.")),
                (powers(every), say("That is the product of the two numbers.",
                                    "그것은 두 수의 곱이에요.")),
                (powers(dict.fromkeys(low, 1)), say(
                    "Take the smaller exponent of each common prime, not always 1.",
                    "공통인 소인수의 지수 중 작은 것을 골라야 해요. 항상 1은 아니에요.")),
                (powers({p: high[p] for p in low}), say(
                    "You took the larger exponents.",
                    "지수 중 큰 것을 골랐어요.")),
            ],
            say(f"Take each common prime with its smaller exponent: {powers(low)}.",
                "공통인 소인수에서 지수가 같거나 작은 것을 골라 곱해요. 최대공약수는 "
                f"{powers(low)}입니다."),
            say("Which primes are in both numbers? Which exponent fits both?",
                "두 수에 공통인 소인수를 찾고 지수를 비교해 보세요."),
        )  # fmt: skip

    c = rng.choice

    def traps(numbers: list[int]) -> list[int]:
        return rng.sample(numbers, 3)

    p, q = sorted(rng.sample([2, 3, 5], 2))
    return [
        prime(c([19, 23, 29, 31, 37]), traps([21, 27, 33, 39])),
        largest({2: c([1, 2, 3]), c([5, 7, 11, 13]): 1}),
        factorize({2: c([2, 3]), 3: 1, c([5, 7, 11]): 1}),
        divisors({2: c([2, 3, 4]), c([3, 5, 7]): 1}),
        prime(c([53, 59, 61, 67, 71, 73, 79, 83]), traps([51, 57, 63, 69, 77, 87, 91, 93])),
        largest({2: c([1, 2]), 3: 2, c([7, 11, 13, 17]): 1}),
        factorize({2: c([3, 4]), 3: 2, c([5, 7, 11]): 1}),
        square({2: c([1, 3]), c([3, 5]): 1, c([7, 11]): 2}),
        common({p: c([3, 4]), q: 2, c([7, 11]): 1}, {p: 2, q: c([3, 4]), 13: 1}),
        divisors({2: c([2, 3]), 3: c([1, 2]), c([5, 7, 11]): 1}),
    ]
