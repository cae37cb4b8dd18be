"""How numbers and expressions are written in a question: `−3`, `1 3/4`, `x² − 5x + 6`."""

from collections.abc import Iterable
from fractions import Fraction

Number = int | Fraction
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def show(value: Number | str) -> str:
    """A number as it stands in running text: `−3`, `3/4`; a string is left as it is."""
    return value if isinstance(value, str) else str(value).replace("-", "−")


def decimal(value: Number) -> str:
    """A number as a plain decimal, `-0.75`. Raises ValueError where the decimal never ends."""
    value = Fraction(value)
    for places in range(9):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return f"{float(value):.{places}f}"
    raise ValueError(
        f"{value} has no finite decimal: ask for it as a choice, not as a typed number"
    )


def mixed(value: Fraction) -> str:
    """An improper fraction as a mixed number: `1 3/4`."""
    whole, rest = divmod(value, 1)
    return show(value) if whole == 0 or rest == 0 else f"{whole} {rest}"


def money(cents: int) -> str:
    """Cents as dollars: `$4.05`."""
    return f"${cents // 100}.{cents % 100:02}"


def listed(values: Iterable[Number | str]) -> str:
    """Numbers in a row: `3, −5, 8`."""
    return ", ".join(show(value) for value in values)


def term(coefficient: int, letter: str = "x") -> str:
    """A leading algebraic term: `x`, `−x`, `3x`."""
    return {1: letter, -1: f"−{letter}"}.get(coefficient, f"{show(coefficient)}{letter}")


def plus(value: int, letter: str = "") -> str:
    """A following term with its sign: ` + 3`, ` − x`; nothing for zero."""
    if value == 0:
        return ""
    size = term(abs(value), letter) if letter else show(abs(value))
    return f" {'+' if value > 0 else '−'} {size}"


def signed(n: int) -> str:
    """A number as a second operand: negative ones in parentheses."""
    return f"({show(n)})" if n < 0 else str(n)


def powers(primes: dict[int, int]) -> str:
    """A product of prime powers: `2³ × 5`."""
    return " × ".join(
        f"{p}{str(k).translate(SUPERSCRIPT) if k > 1 else ''}" for p, k in primes.items() if k
    )


def power(base: str | int, exponent: int) -> str:
    """A power in school notation: `x⁵`."""
    return f"{base}{str(exponent).translate(SUPERSCRIPT)}"


def line(a: int, b: int) -> str:
    """The equation of a line: `y = 2x − 3`."""
    return f"y = {term(a)}{plus(b)}"


def quadratic(b: int, c: int) -> str:
    """A monic quadratic in x: `x² − 5x + 6`."""
    return f"x²{plus(b, 'x')}{plus(c)}"


def from_roots(p: int, q: int) -> str:
    """The monic quadratic with roots p and q."""
    return quadratic(-p - q, p * q)


def factors(p: int, q: int) -> str:
    """Its factors: `(x − 2)(x + 3)`."""
    return f"(x{plus(-p)})(x{plus(-q)})"
