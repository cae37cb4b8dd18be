"""A sector of a circle."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import around, drawing, path, ring, text


def sector(say: Say, degrees: int, radius: int) -> Picture:
    """A circle with a sector; its central angle and radius (cm) are written in."""
    centre, size = (120.0, 120.0), 95.0
    arc = [around(centre, size, angle) for angle in range(0, degrees + 1, 2)]
    arc.append(around(centre, size, degrees))
    parts = [ring(centre, size, "pic-soft"), path([centre, *arc], "pic-fill", is_closed=True)]
    parts.append(text(around(centre, 34, degrees / 2), f"{degrees}°", size=13))
    parts.append(text((centre[0] + size / 2, centre[1] + 14), f"{radius} cm", size=13))
    alt = say(
        f"A sector with radius {radius} cm and central angle {degrees}°.",
        f"반지름의 길이가 {radius} cm이고 중심각의 크기가 {degrees}°인 부채꼴.",
    )
    return Picture(drawing(240, 240, parts), alt)
