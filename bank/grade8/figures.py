"""Figures of grade 8: triangles and quadrilaterals with what is known of them."""

from math import cos, hypot, radians, sin, sqrt, tan

from bank.language import Say
from bank.pictures import Picture
from bank.pictures.polygon import polygon
from bank.pictures.svg import Point, drawing, path, text

TRIANGLE: tuple[Point, ...] = ((0.0, 0.0), (1.1, 0.0), (0.45, 0.8))
"""B, C and A of a triangle of no special kind."""
BCA = ("B", "C", "A")
BCDA = ("B", "C", "D", "A")


def between(p: Point, q: Point, part: float = 0.5) -> Point:
    """The point at a part of the way from p to q."""
    return p[0] + (q[0] - p[0]) * part, p[1] + (q[1] - p[1]) * part


def beside(p: Point, dx: float, dy: float = 0.0) -> Point:
    """A point moved aside, for a label."""
    return p[0] + dx, p[1] + dy


def parallel(say: Say, ad: int, db: int, ae: int) -> Picture:
    """DE parallel to BC; lengths in cm, EC is marked."""
    left, right, top = TRIANGLE
    d, e = (between(top, end, ad / (ad + db)) for end in (left, right))
    notes = [
        (beside(between(top, d), -0.13), f"{ad} cm"),
        (beside(between(d, left), -0.13), f"{db} cm"),
        (beside(between(top, e), 0.15), f"{ae} cm"),
        (beside(between(e, right), 0.08), "?"),
        (beside(d, -0.06, 0.03), "D"),
        (beside(e, 0.06, 0.03), "E"),
    ]
    alt = say(
        f"Triangle ABC with D on AB and E on AC; DE is parallel to BC. AD = {ad} cm, "
        f"DB = {db} cm, AE = {ae} cm, and EC is marked ?.",
        "삼각형 ABC에서 점 D는 변 AB 위에, 점 E는 변 AC 위에 있고 DE ∥ BC이다. "
        f"AD = {ad} cm, DB = {db} cm, AE = {ae} cm이고 EC에 ? 표시가 있다.",
    )
    return polygon(alt, TRIANGLE, names=BCA, lines=[(d, e)], notes=notes)


def midline(say: Say, bc: int) -> Picture:
    """The midpoints of AB and AC, joined."""
    left, right, top = TRIANGLE
    m, n = between(top, left), between(top, right)
    notes = [(beside(m, -0.07, 0.03), "M"), (beside(n, 0.07, 0.03), "N")]
    alt = say(
        f"Triangle ABC. M is the midpoint of AB and N is the midpoint of AC. BC = {bc} cm.",
        f"삼각형 ABC에서 점 M은 변 AB의 중점, 점 N은 변 AC의 중점이다. BC = {bc} cm이다.",
    )
    return polygon(alt, TRIANGLE, names=BCA, sides=[f"{bc} cm"], lines=[(m, n)], notes=notes)


def centroid(say: Say) -> Picture:
    """The median AD with the centroid G."""
    left, right, top = TRIANGLE
    d = between(left, right)
    notes = [(beside(d, 0, -0.07), "D"), (beside(between(top, d, 2 / 3), 0.06), "G")]
    alt = say(
        "Triangle ABC with the median AD and the centroid G on it.",
        "삼각형 ABC의 중선 AD와 그 위의 무게중심 G.",
    )
    return polygon(alt, TRIANGLE, names=BCA, lines=[(2, d)], notes=notes)


def altitude(say: Say, bh: int, hc: int) -> Picture:
    """A right angle at A and the height AH, which is marked; lengths in cm."""
    whole, high = bh + hc, sqrt(bh * hc)
    foot = (float(bh), 0.0)
    notes = [
        ((bh / 2, -0.07 * whole), f"{bh} cm"),
        ((bh + hc / 2, -0.07 * whole), f"{hc} cm"),
        ((bh + 0.04 * whole, high / 2), "?"),
        ((bh, -0.15 * whole), "H"),
    ]
    alt = say(
        "Triangle ABC with a right angle at A. H is the foot of the height from A on BC. "
        f"BH = {bh} cm, HC = {hc} cm, and AH is marked ?.",
        "∠A = 90°인 직각삼각형 ABC. 점 A에서 변 BC에 내린 수선의 발이 H이다. "
        f"BH = {bh} cm, HC = {hc} cm이고 AH에 ? 표시가 있다.",
    )
    return polygon(alt, [(0, 0), (whole, 0), (bh, high)], names=BCA, lines=[(2, foot)], notes=notes)


def isosceles(say: Say, base: int) -> Picture:
    """AB = AC with the angle at A; the base angle at B is marked."""
    apex = 180 - 2 * base
    alt = say(
        f"Triangle ABC with AB = AC. Angle A is {apex}°, and angle B is marked ?.",
        f"AB = AC인 삼각형 ABC. ∠A = {apex}°이고 ∠B에 ? 표시가 있다.",
    )
    corners = [(0, 0), (1, 0), (0.5, 0.5 * tan(radians(base)))]
    return polygon(alt, corners, names=BCA, angles=["?", "", f"{apex}°"])


def circumcenter(say: Say, a: int) -> Picture:
    """A triangle with the angle a at A, and its circumcenter O joined to B and C."""
    corners, radius = _with_angle(a)
    o = (0.5, sqrt(radius**2 - 0.25))
    alt = say(
        "Triangle ABC with its circumcenter O, which is joined to B and C.",
        "삼각형 ABC의 외심 O와 두 점 B, C를 이은 선분.",
    )
    return polygon(
        alt, corners, names=BCA, lines=[(0, o), (1, o)], notes=[(beside(o, 0, 0.07), "O")]
    )


def incenter(say: Say, a: int) -> Picture:
    """A triangle with the angle a at A, and its incenter I joined to B and C."""
    corners, _ = _with_angle(a)
    _, right, top = corners
    ab, ac = hypot(*top), hypot(top[0] - right[0], top[1])
    around = 1 + ab + ac
    i = ((right[0] * ab + top[0]) / around, top[1] / around)
    alt = say(
        "Triangle ABC with its incenter I, which is joined to B and C.",
        "삼각형 ABC의 내심 I와 두 점 B, C를 이은 선분.",
    )
    return polygon(
        alt, corners, names=BCA, lines=[(0, i), (1, i)], notes=[(beside(i, 0, 0.07), "I")]
    )


def _with_angle(a: int) -> tuple[list[Point], float]:
    """B, C and A with BC = 1 and the angle a at A, and the radius of the circle through them."""
    b = 100 - a / 2
    radius = 1 / (2 * sin(radians(a)))
    ab = 2 * radius * sin(radians(180 - a - b))
    return [(0.0, 0.0), (1.0, 0.0), (ab * cos(radians(b)), ab * sin(radians(b)))], radius


def slanted(angle: int, side: float = 0.6) -> list[Point]:
    """B, C, D and A of a parallelogram with BC = 1, AB = `side` and the angle at B."""
    x, y = side * cos(radians(angle)), side * sin(radians(angle))
    return [(0.0, 0.0), (1.0, 0.0), (1 + x, y), (x, y)]


def neighbors(say: Say, b: int) -> Picture:
    """A parallelogram with the angle at B; the one at C is marked."""
    alt = say(
        f"A parallelogram ABCD. Angle B is {b}°, and angle C is marked ?.",
        f"평행사변형 ABCD. ∠B = {b}°이고 ∠C에 ? 표시가 있다.",
    )
    return polygon(alt, slanted(b), names=BCDA, angles=[f"{b}°", "?"])


def diagonals(say: Say) -> Picture:
    """A parallelogram with both diagonals."""
    corners = slanted(65)
    alt = say(
        "A parallelogram ABCD whose diagonals cross at O.",
        "평행사변형 ABCD의 두 대각선이 점 O에서 만난다.",
    )
    notes = [(beside(between(corners[0], corners[2]), 0, 0.08), "O")]
    return polygon(alt, corners, names=BCDA, lines=[(0, 2), (1, 3)], notes=notes)


def rectangle(say: Say) -> Picture:
    """A rectangle with both diagonals."""
    alt = say(
        "A rectangle ABCD with its diagonals AC and BD.", "두 대각선 AC, BD를 그은 직사각형 ABCD."
    )
    return polygon(alt, slanted(90), names=BCDA, lines=[(0, 2), (1, 3)])


def rhombus(say: Say, abd: int) -> Picture:
    """A rhombus with the diagonal BD."""
    alt = say("A rhombus ABCD with its diagonal BD.", "대각선 BD를 그은 마름모 ABCD.")
    return polygon(alt, slanted(2 * abd, side=1), names=BCDA, lines=[(0, 2)])


def bisector(say: Say, ab: int, ad: int) -> Picture:
    """A parallelogram with the bisector of the angle at A, which meets BC at E."""
    e = (ab / ad, 0.0)
    alt = say(
        "A parallelogram ABCD. The bisector of angle A meets BC at E.",
        "평행사변형 ABCD에서 ∠A의 이등분선이 변 BC와 점 E에서 만난다.",
    )
    corners = slanted(65, side=ab / ad)
    return polygon(alt, corners, names=BCDA, lines=[(3, e)], notes=[(beside(e, 0, -0.08), "E")])


def similar(say: Say) -> Picture:
    """Two similar triangles."""
    alt = say(
        "A small triangle ABC and a large triangle DEF of the same shape.",
        "모양이 같은 작은 삼각형 ABC와 큰 삼각형 DEF.",
    )
    small, large = (((x * k + dx, 150 - y * k) for x, y in TRIANGLE) for k, dx in SIZES)
    return _drawn(alt, (list(small), list(large)), ("BCA", "EFD"))


def shadows(say: Say) -> Picture:
    """A pole and a building with their shadows."""
    alt = say(
        "Two right triangles of the same shape: a pole with its shadow and a building with its "
        "shadow.",
        "모양이 같은 두 직각삼각형: 막대와 그 그림자, 건물과 그 그림자.",
    )
    small, large = ([(dx, 150.0), (dx + k, 150.0), (dx, 150 - k)] for k, dx in SIZES)
    return _drawn(alt, (small, large), ("", ""))


SIZES = ((62.0, 30.0), (120.0, 150.0))
"""Size and place from the left of a small and a large triangle."""


def _drawn(alt: str, triangles: tuple[list[Point], ...], names: tuple[str, ...]) -> Picture:
    """Triangles, y downwards, each with the names of its corners."""
    parts = []
    for corners, letters in zip(triangles, names, strict=True):
        parts.append(path(corners, is_closed=True))
        for (x, y), letter, down in zip(corners, letters, (16, 16, -12), strict=False):
            parts.append(text((x, y + down), letter))
    return Picture(drawing(310, 180, parts), alt)
