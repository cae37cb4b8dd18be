"""Figures of grade 7: segments, angles and polygons."""

from math import cos, pi, radians, sin, tan

from bank.language import Say
from bank.pictures import Picture
from bank.pictures.polygon import polygon
from bank.pictures.svg import around, dot, drawing, line, text

POLYGONS = {
    5: ("pentagon", "오각형"),
    6: ("hexagon", "육각형"),
    7: ("heptagon", "칠각형"),
    8: ("octagon", "팔각형"),
    9: ("nonagon", "구각형"),
    10: ("decagon", "십각형"),
    12: ("dodecagon", "십이각형"),
}
SECTORS = (
    (3, 120),
    (6, 60),
    (6, 120),
    (8, 45),
    (9, 40),
    (9, 80),
    (12, 30),
    (12, 60),
    (10, 72),
    (10, 144),
    (4, 135),
)
"""Radius and central angle; the arc measures a whole number of π."""


def named(say: Say, n: int) -> str:
    """A polygon's name: `an octagon`."""
    english, korean = POLYGONS[n]
    return say(f"{'an' if english[0] == 'o' else 'a'} {english}", korean)


def regular(say: Say, n: int) -> Picture:
    """A regular polygon with n sides."""
    corners = [(sin(2 * pi * k / n), cos(2 * pi * k / n)) for k in range(n)]
    english = named(say, n)
    alt = say(f"{english[0].upper()}{english[1:]}.", f"{POLYGONS[n][1]}.")
    return polygon(alt, corners)


def segment(say: Say) -> Picture:
    """The segment AB with its midpoint M and N in the middle of MB."""
    places = {"A": 30.0, "M": 150.0, "N": 210.0, "B": 270.0}
    parts = [line((30, 40), (270, 40))]
    for name, x in places.items():
        parts += [dot((x, 40), 3, "pic-line"), text((x, 60), name)]
    alt = say(
        "A segment from A to B with M in its middle; N is in the middle of M and B.",
        "선분 AB와 그 중점 M. 점 N은 선분 MB의 중점이다.",
    )
    return Picture(drawing(300, 80, parts), alt)


def straight(say: Say, degrees: int) -> Picture:
    """A straight angle that a ray splits into `degrees` and an unknown rest."""
    centre = (140.0, 120.0)
    parts = [line((20, 120), (260, 120)), line(centre, around(centre, 105, degrees))]
    parts.append(text(around(centre, 46, degrees / 2), f"{degrees}°"))
    parts.append(text(around(centre, 46, 90 + degrees / 2), "?", "pic-text pic-accent"))
    alt = say(
        f"A straight line. A ray splits its straight angle into {degrees}° and ?.",
        f"직선. 한 반직선이 평각을 {degrees}°와 ?로 나눈다.",
    )
    return Picture(drawing(280, 150, parts), alt)


def quadrilateral(say: Say, a: int, b: int, c: int) -> Picture:
    """A quadrilateral with three known angles; the fourth is marked."""
    d = 360 - a - b - c
    corner_d = (0.8 * cos(radians(a)), 0.8 * sin(radians(a)))
    turn = a + d - 180
    ray_b = (cos(radians(180 - b)), sin(radians(180 - b)))
    ray_d = (cos(radians(turn)), sin(radians(turn)))
    cross = ray_b[0] * ray_d[1] - ray_b[1] * ray_d[0]
    step = ((corner_d[0] - 1) * ray_d[1] - corner_d[1] * ray_d[0]) / cross
    corner_c = (1 + step * ray_b[0], step * ray_b[1])
    alt = say(
        f"A quadrilateral. Three of its angles are {a}°, {b}° and {c}°; the fourth is marked ?.",
        f"사각형. 세 각의 크기는 {a}°, {b}°, {c}°이고 나머지 한 각은 ?이다.",
    )
    angles = [f"{a}°", f"{b}°", f"{c}°", "?"]
    return polygon(alt, [(0, 0), (1, 0), corner_c, corner_d], angles=angles)


def exterior(say: Say, a: int, b: int) -> Picture:
    """Triangle ABC with the angles a and b at A and B, and its exterior angle at C."""
    c = 180 - a - b
    height = 1 / (1 / tan(radians(b)) + 1 / tan(radians(c)))
    top = (height / tan(radians(b)), height)
    alt = say(
        f"Triangle ABC with side BC drawn on beyond C. Angle A is {a}°, angle B is {b}°, and the "
        "exterior angle at C is marked ?.",
        f"삼각형 ABC에서 변 BC를 점 C 쪽으로 연장했다. ∠A = {a}°, ∠B = {b}°이고 점 C에서의 "
        "외각에 ? 표시가 있다.",
    )
    return polygon(
        alt,
        [(0, 0), (1, 0), top],
        names=["B", "C", "A"],
        angles=[f"{b}°", "", f"{a}°"],
        lines=[(1, (1.3, 0))],
        notes=[((1.12, 0.07), "?")],
    )
