"""Fractions in a text are set as fractions, for eyes; a screen reader gets the text as it is."""

import re

from markupsafe import Markup, escape

PART = r"(?:[0-9]+|□|[a-z](?![a-z]))"
FRACTION = re.compile(
    rf"(?<![\w/.,□])(?:(?P<whole>[0-9]+) )?(?P<over>{PART})/(?P<under>{PART})(?![\w/□]|[.,][0-9])"
)


def fractions(text: str) -> Markup:
    """The text with 3/4, 1 2/3, □/9 and x/3 as MathML; `km/h` and `24/07/2026` stay."""
    return Markup(FRACTION.sub(_set, str(escape(text))))


def _set(match: re.Match[str]) -> str:
    over, under = match["over"], match["under"]
    if over.isalpha() and under.isalpha():
        return match[0]
    whole = f"<mn>{match['whole']}</mn>" if match["whole"] else ""
    return (
        f'<span class="unseen">{match[0]}</span><math aria-hidden="true"><mrow>{whole}'
        f"<mfrac>{_piece(over)}{_piece(under)}</mfrac></mrow></math>"
    )


def _piece(text: str) -> str:
    kind = "mn" if text.isdigit() else "mo" if text == "□" else "mi"
    return f"<{kind}>{text}</{kind}>"
