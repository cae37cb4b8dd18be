"""What a picture is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """An SVG drawing and what it shows in words.

    `alt` says all that a pupil needs who does not see it, and no more than the picture: where the
    hands of a clock point, not what time it is.
    """

    svg: str
    alt: str
