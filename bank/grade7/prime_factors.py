"""Grade 7: prime factorization."""

from math import prod
from random import Random

from bank.language import Say
from bank.notation import listed, powers
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def factorize(primes: dict[int, int], *wrong: str) -> Question:
        n = prod(p**k for p, k in primes.items())
        return choose(
            f"What is the prime factorization of {n}?",
            powers(primes),
            wrong,
            f"Divide by primes again and again: {n} = "
            f"{' × '.join(str(p) for p, k in primes.items() for _ in range(k))}.",
        )

    def divisors(primes: dict[int, int]) -> Question:
        n = prod(p**k for p, k in primes.items())
        count = prod(k + 1 for k in primes.values())
        exponents = " × ".join(f"({k} + 1)" for k in primes.values())
        return typed(
            f"How many positive divisors does {n} have?",
            count,
            f"{n} = {powers(primes)}, so it has {exponents} = {count} divisors.",
        )

    def largest(primes: dict[int, int]) -> Question:
        n = prod(p**k for p, k in primes.items())
        return typed(
            f"What is the largest prime factor of {n}?",
            max(primes),
            f"{n} = {powers(primes)}, and {max(primes)} is the largest of these primes.",
        )

    def square(primes: dict[int, int]) -> Question:
        n = prod(p**k for p, k in primes.items())
        odd = prod(p for p, k in primes.items() if k % 2)
        return typed(
            f"What is the smallest positive integer that {n} must be multiplied by "
            "to give a perfect square?",
            odd,
            f"{n} = {powers(primes)}; every exponent must be even, so multiply by {odd}.",
        )

    def prime(right: int, wrong: list[int], factor: str) -> Question:
        return choose(
            f"Which of these numbers is prime: {listed(sorted([right, *wrong]))}?",
            right,
            wrong,
            f"{factor}; {right} has no divisor but 1 and itself.",
        )

    def common(a: dict[int, int], b: dict[int, int]) -> Question:
        low = {p: min(k, b[p]) for p, k in a.items() if p in b}
        high = {p: max(a.get(p, 0), b.get(p, 0)) for p in sorted({*a, *b})}
        every = {p: a.get(p, 0) + b.get(p, 0) for p in high}
        return choose(
            f"What is the greatest common divisor of {powers(a)} and {powers(b)}?",
            powers(low),
            [powers(high), powers(every), powers(dict.fromkeys(low, 1))],
            f"Take each common prime with its smaller exponent: {powers(low)}.",
        )

    p = rng.choice
    return [
        prime(p([29, 31]), [21, 27, 33], "21, 27 and 33 are divisible by 3"),
        largest({2: 2, p([5, 7]): 1}),
        factorize({2: 2, 3: 1, 5: 1}, "2 × 3² × 5", "2³ × 3 × 5", "2 × 3 × 5"),
        divisors({2: 3, p([3, 5]): 1}),
        prime(p([53, 59]), [51, 57, 91], "51 = 3 × 17, 57 = 3 × 19 and 91 = 7 × 13"),
        largest({2: 1, 3: 2, p([11, 13]): 1}),
        factorize({2: 3, 3: 2, 7: 1}, "2² × 3³ × 7", "2² × 3² × 7", "2³ × 3 × 7"),
        square({2: 3, 3: 1, p([5, 7]): 2}),
        common({2: 3, 3: 2, 5: 1}, {2: 2, 3: 4, 7: 1}),
        divisors({2: 2, 3: 2, p([5, 7]): 1}),
    ]
