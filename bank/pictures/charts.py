"""Charts of a few numbers that have names: circles in rows, bars, a line, shares of a circle."""

from collections.abc import Mapping

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import Point, around, dot, drawing, line, path, ring, text

STEP, HIGH, LEFT, TOP = 58.0, 150.0, 44.0, 16.0


def told(values: Mapping[str, int], unit: str = "") -> str:
    """The numbers as text: `apples: 3; pears: 5`."""
    return "; ".join(f"{name}: {value}{unit}" for name, value in values.items())


def circles(say: Say, values: Mapping[str, int]) -> Picture:
    """A row of circles for each name, one circle for one."""
    parts = []
    for row, (name, count) in enumerate(values.items()):
        y = 20 + row * 30.0
        parts.append(text((52, y), name, size=13))
        parts += [ring((120 + n * 24.0, y), 8) for n in range(count)]
    alt = say(f"A graph of circles, one for each. {told(values)}.",
              f"하나를 ○ 하나로 나타낸 그래프. {told(values)}.")  # fmt: skip
    return Picture(drawing(130 + 24 * max(values.values()), 20 + 30 * len(values), parts), alt)


def bars(say: Say, values: Mapping[str, int], step: int) -> Picture:
    """A bar for each name, on a scale in steps."""
    parts, at = _scale(values, step)
    for n, (name, value) in enumerate(values.items()):
        middle = LEFT + STEP * (n + 0.5)
        sides = (middle - 15, middle + 15)
        corners = [(sides[0], at(0)), (sides[0], at(value)), (sides[1], at(value))]
        parts.append(path([*corners, (sides[1], at(0))], "pic-fill", is_closed=True))
        parts.append(text((middle, at(0) + 16), name, size=12))
    alt = say(f"A bar chart. {told(values)}.", f"막대그래프. {told(values)}.")
    return Picture(drawing(LEFT + STEP * len(values) + 16, TOP + HIGH + 34, parts), alt)


def points(say: Say, values: Mapping[str, int], step: int, unit: str) -> Picture:
    """A line through a point for each name."""
    parts, at = _scale(values, step)
    places: list[Point] = []
    for n, (name, value) in enumerate(values.items()):
        places.append((LEFT + STEP * (n + 0.5), at(value)))
        parts.append(text((places[-1][0], at(0) + 16), name, size=12))
    parts += [path(places, "pic-accent"), *(dot(place) for place in places)]
    alt = say(f"A line graph. {told(values, unit)}.", f"꺾은선그래프. {told(values, unit)}.")
    return Picture(drawing(LEFT + STEP * len(values) + 16, TOP + HIGH + 34, parts), alt)


def shares(say: Say, values: Mapping[str, int], hidden: str = "") -> Picture:
    """A circle cut by shares in percent; that of `hidden` is not told."""
    centre, size, begin = (120.0, 120.0), 100.0, 90.0
    parts = [ring(centre, size)]
    for name, share in values.items():
        parts.append(line(centre, around(centre, size, begin)))
        middle = begin - 1.8 * share
        said = "" if name == hidden else f"{share}%"
        spot = around(centre, 64, middle)
        parts += [text((spot[0], spot[1] - 8), name, size=12), text((spot[0], spot[1] + 8), said)]
        begin -= 3.6 * share
    known = "; ".join(
        f"{name}: {'?' if name == hidden else f'{share}%'}" for name, share in values.items()
    )
    alt = say(f"A circle graph. {known}.", f"원그래프. {known}.")
    return Picture(drawing(240, 240, parts), alt)


def _scale(values: Mapping[str, int], step: int):
    """Lines across with their numbers, and where a value stands."""
    top = -(-max(values.values()) // step) * step

    def at(value: float) -> float:
        return TOP + HIGH - value / top * HIGH

    right = LEFT + STEP * len(values)
    parts = []
    for value in range(0, top + 1, step):
        parts.append(line((LEFT, at(value)), (right, at(value)), "pic-soft"))
        parts.append(text((LEFT - 20, at(value)), str(value), size=12))
    return parts, at
