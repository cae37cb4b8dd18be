"""Answers from the text alone: a rule is a sentence with holes and what to do with the holes.

    number("What is {n} + {n}?", lambda a, b: a + b)           the value the answer must have
    pick("Which number is prime?", lambda choice: prime(...))   true for exactly one choice
    text("What shape has {n} sides?", lambda n: ...)            the answer, word for word

The sentence is in English or Korean; where the question has a picture, its text alternative follows
in brackets: `number("What time is it? [A clock: …]", …)`.

Holes: `{n}` a number (−3, 0.75, 3/4, 1 1/2, 12,000), `{list}` numbers with commas between them,
`{s}` any words, handed on as text, `{_}` words or names that do not matter.
Nothing here or in the rules knows the code that wrote the questions.
"""

import json
import re
from collections.abc import Callable
from fractions import Fraction

NUMBER = r"−?(?:\d+ \d+/\d+|\d+(?:,\d{3})+|\d+(?:\.\d+)?(?:/\d+)?)"
HOLES = {
    "{n}": f"(?P<n@>{NUMBER})",
    "{list}": f"(?P<l@>{NUMBER}(?:, {NUMBER})+)",
    "{s}": "(?P<s@>.+?)",
    "{_}": "[^0-9]+?",
}
DECIMAL_HINTS = (" Write your answer as a decimal.", " 답을 소수로 쓰세요.")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

RULES: list[tuple[str, re.Pattern[str], str, Callable]] = []


def number(sentence: str, solve: Callable) -> None:
    """A rule whose answer has the value that `solve` returns for the holes."""
    RULES.append(("number", _pattern(sentence), sentence, solve))


def text(sentence: str, solve: Callable) -> None:
    """A rule whose answer is the very text that `solve` returns for the holes."""
    RULES.append(("text", _pattern(sentence), sentence, solve))


def pick(sentence: str, holds: Callable) -> None:
    """A rule whose answer is the one choice for which `holds(choice, *holes)` is true."""
    RULES.append(("pick", _pattern(sentence), sentence, holds))


def answer_to(question: str, choices: str) -> str | Fraction:
    """The right choice's text, or the number to type. Raises LookupError where rules fail."""
    options = json.loads(choices) if choices else []
    for hint in DECIMAL_HINTS:
        question = question.replace(hint, "")
    matches = [
        (kind, rule, match)
        for kind, pattern, _, rule in RULES
        if (match := pattern.fullmatch(question))
    ]
    if not matches:
        raise LookupError(f"no rule reads: {question}")
    answers = {_apply(kind, rule, match, options) for kind, rule, match in matches}
    if len(answers) > 1:
        raise LookupError(f"rules disagree, {answers}: {question}")
    return answers.pop()


def _apply(kind: str, rule: Callable, match: re.Match[str], options: list[str]) -> str | Fraction:
    holes = [_hole(name, found) for name, found in match.groupdict().items()]
    if kind == "pick":
        right = [option for option in options if rule(option, *holes)]
    elif not options:
        return Fraction(rule(*holes))
    else:
        wanted = rule(*holes)
        right = [
            option
            for option in options
            if (option == wanted if kind == "text" else value(option) == wanted)
        ]
    if len(right) != 1:
        raise LookupError(f"{right} of {options} fit: {match.string}")
    return right[0]


def _hole(name: str, found: str) -> object:
    if name.startswith("n"):
        return value(found)
    return numbers(found) if name.startswith("l") else found


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\w+\})", sentence)
    return re.compile(
        "".join(
            HOLES[part].replace("@", str(place)) if part in HOLES else re.escape(part)
            for place, part in enumerate(parts)
        )
    )


def value(written: str) -> Fraction | None:
    """The number a choice states, its unit left aside; None where it states none."""
    match = re.fullmatch(rf"\$?({NUMBER})(?:%|°C?|:(\d+)| ?[a-zL]+[²³]?| ?[가-힣]+)?", written)
    if match is None:
        return None
    *whole, last = match[1].replace("−", "-").replace(",", "").split(" ")
    size = Fraction(last) + (Fraction(whole[0]) if whole else 0)
    return size / int(match[2]) if match[2] and int(match[2]) else size


def numbers(written: str) -> tuple[Fraction, ...]:
    """Every number in a text, in order."""
    return tuple(value(found) for found in re.findall(NUMBER, written))


def table(written: str) -> dict[str, Fraction]:
    """Numbers with their names: `apples: 3; pears: 5`."""
    rows = (row.split(": ") for row in written.rstrip(".").split("; "))
    return {name: numbers(told)[0] for name, told in rows if numbers(told)}


def evaluate(written: str, **letters: Fraction | int) -> Fraction:
    """The value of school notation such as `3(x − 2)² ÷ 4` for the given letters."""
    code = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda m: f"**({m[0].translate(SUPERSCRIPTS)})", written)
    code = code.replace("×", "*").replace("÷", "/").replace("−", "-")
    code = re.sub(r"(?<=[\d)a-z])\s*(?=[a-z(])", "*", code)
    code = re.sub(r"\d+(?:\.\d+)?", lambda m: f"F('{m[0]}')", code)
    known = {name: Fraction(letter) for name, letter in letters.items()}
    return eval(code, {"F": Fraction, "__builcans__": {}}, known)


def sides(equation: str, **letters: Fraction | int) -> list[Fraction]:
    """The values of the parts of an equation, left to right."""
    return [evaluate(part, **letters) for part in equation.split("=")]


def same(first: str, second: str) -> bool:
    """Whether two expressions in x and y agree wherever we look."""
    probes = [(2, 3), (-1, 5), (7, -4), (Fraction(1, 2), 11)]
    return all(evaluate(first, x=x, y=y) == evaluate(second, x=x, y=y) for x, y in probes)


def root_of(equation: str) -> Fraction:
    """The solution of an equation that is linear in x."""
    at = []
    for x in (0, 1):
        left, right = sides(equation, x=x)
        at.append(left - right)
    return at[0] / (at[0] - at[1])
