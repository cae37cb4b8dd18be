"""A clock with hands."""

from bank.language import Say, particle
from bank.pictures.picture import Picture
from bank.pictures.svg import around, dot, drawing, line, ring, text


def clock(say: Say, hour: int, minute: int) -> Picture:
    """A clock that shows a time of whole five minutes; `hour` 1 to 12."""
    centre, radius = (110.0, 110.0), 100.0
    parts = [ring(centre, radius)]
    for n in range(1, 13):
        parts.append(text(around(centre, radius - 18, 90 - 30 * n), str(n)))
    short, long = 90 - 30 * (hour + minute / 60), 90 - 6 * minute
    parts.append(line(centre, around(centre, 48, short), "pic-accent pic-short"))
    parts.append(line(centre, around(centre, 76, long), "pic-line pic-long"))
    parts.append(dot(centre, 4, "pic-line"))
    following, both = hour % 12 + 1, particle(str(hour), "과", "와")
    five = minute // 5 or 12
    if minute == 0:
        where = say(f"points to {hour}", f"{hour}에 있다")
    elif minute == 30:
        where = say(
            f"is halfway between {hour} and {following}", f"{both} {following}의 한가운데에 있다"
        )
    else:
        where = say(f"is between {hour} and {following}", f"{both} {following} 사이에 있다")
    alt = say(
        f"A clock. The short hand {where}; the long hand points to {five}.",
        f"시계. 짧은바늘은 {where}. 긴바늘은 {five}에 있다.",
    )
    return Picture(drawing(220, 220, parts), alt)
