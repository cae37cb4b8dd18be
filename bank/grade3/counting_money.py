"""Grade 3: money."""

from random import Random

from bank.language import Say
from bank.notation import money
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def coins(quarters: int, dimes: int, nickels: int) -> Question:
        total = 25 * quarters + 10 * dimes + 5 * nickels
        return typed(
            f"A quarter is 25 cents, a dime is 10 cents and a nickel is 5 cents. How many cents "
            f"are {quarters} quarters, {dimes} dimes and {nickels} nickels?",
            total,
            f"{quarters} × 25 + {dimes} × 10 + {nickels} × 5 = "
            f"{25 * quarters} + {10 * dimes} + {5 * nickels} = {total} cents.",
        )

    def total(a: int, b: int) -> Question:
        return choose(
            f"A notebook costs {money(a)} and a pen costs {money(b)}. "
            "How much do they cost together?",
            money(a + b),
            [money(a + b - 100), money(a + b + 100), money(a + b - 10), money(a - b)],
            f"Add dollars and cents: {money(a)} + {money(b)} = {money(a + b)}; "
            "100 cents make a dollar.",
        )

    def change(cost: int, paid: int) -> Question:
        who = names(rng, 1, say)[0]
        back = paid * 100 - cost
        return choose(
            f"{who} buys a toy for {money(cost)} and pays with ${paid}. How much is the change?",
            money(back),
            [money(back + 100), money(back + 10), money(back - 10), money(back + 50)],
            f"Count up from {money(cost)} to {money(paid * 100)}: that is {money(back)}.",
        )

    def cents(amount: int) -> Question:
        return typed(
            f"How many cents is {money(amount)}?",
            amount,
            f"{amount // 100} dollars are {amount // 100 * 100} cents, "
            f"and {amount % 100} more make {amount}.",
        )

    def several(n: int, price: int) -> Question:
        return typed(
            f"One ticket costs ${price}. {names(rng, 1, say)[0]} buys {n} tickets "
            "and pays with $100. How many dollars is the change?",
            100 - n * price,
            f"{n} × {price} = {n * price} dollars, and 100 − {n * price} = {100 - n * price}.",
        )

    r = rng.randint
    return [
        cents(r(215, 285)),
        coins(2, r(3, 4), r(2, 3)),
        total(r(21, 24) * 10, r(11, 14) * 10),
        change(r(31, 35) * 10, 5),
        cents(r(405, 409)),
        total(r(36, 39) * 10 + 5, r(17, 19) * 10),
        coins(r(3, 5), r(4, 6), r(5, 7)),
        change(r(645, 665), 10),
        several(r(6, 8), r(8, 9)),
        change(r(1127, 1149), 20),
    ]
