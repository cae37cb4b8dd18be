"""Things in rows, to be counted."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import dot, drawing

GAP, PART = 26.0, 14.0


def dots(say: Say, count: int) -> Picture:
    """Dots in rows of ten, with a gap after five."""
    parts, rows = [], []
    for n in range(count):
        row, place = divmod(n, 10)
        parts.append(dot((20 + place * GAP + (place >= 5) * PART, 20 + row * GAP), 9))
    for start in range(0, count, 10):
        full, rest = divmod(min(10, count - start), 5)
        rows.append(" + ".join(["5"] * full + ([str(rest)] if rest else [])))
    alt = say(
        f"Dots in rows, in groups of five: {'; '.join(rows)}.",
        f"다섯 개씩 묶어 늘어놓은 점: {'; '.join(rows)}.",
    )
    height = 40 + (count - 1) // 10 * GAP
    return Picture(drawing(40 + 9 * GAP + PART, height, parts), alt)
