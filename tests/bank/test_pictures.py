"""What is drawn is what is said: the geometry is read back from the SVG."""

import re
from math import atan2, degrees, hypot
from random import Random
from xml.etree import ElementTree

import pytest

from bank.language import Say
from bank.pictures import clock, dots, inscribed, parabola, right_triangle, scatter

SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]


def shapes(svg: str, tag: str, kind: str) -> list[ElementTree.Element]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}{tag}")
    return [one for one in found if kind in one.get("class", "")]


def places(element: ElementTree.Element) -> list[Point]:
    return [tuple(map(float, pair.split(","))) for pair in element.get("points", "").split()]  # type: ignore[misc]


def grid(svg: str) -> tuple[Point, float]:
    """Where (0, 0) is, and how long one unit is; from the axes and the lines beside them."""
    axes = shapes(svg, "line", "pic-line")
    upright = next(one for one in axes if one.get("x1") == one.get("x2"))
    level = next(one for one in axes if one.get("y1") == one.get("y2"))
    x, y = float(upright.get("x1", "0")), float(level.get("y1", "0"))
    lines = shapes(svg, "line", "pic-soft")
    others = [float(one.get("x1", "0")) for one in lines if one.get("x1") == one.get("x2")]
    return (x, y), min(abs(other - x) for other in others)


def test_points_lie_where_they_are_said_to_lie():
    points = tuple((n, Random(n).randint(1, 9)) for n in range(1, 9))
    picture = scatter(Say("en"), points)
    (x, y), unit = grid(picture.svg)
    centres = [
        (float(one.get("cx", "0")), float(one.get("cy", "0")))
        for one in shapes(picture.svg, "circle", "pic-accent")
    ]
    drawn = {(round((a - x) / unit, 2), round((y - b) / unit, 2)) for a, b in centres}
    assert drawn == set(points)
    said = re.findall(r"\((\d+), (\d+)\)", picture.alt)
    assert {(int(a), int(b)) for a, b in said} == set(points)


@pytest.mark.parametrize(("p", "q"), [(1, -4), (2, -1), (3, -3)])
def test_a_parabola_turns_at_its_vertex(p, q):
    picture = parabola(Say("ko"), (1, -2 * p, p * p + q))
    (x, y), unit = grid(picture.svg)
    (curve,) = shapes(picture.svg, "polyline", "pic-accent")
    lowest = max(places(curve), key=lambda place: place[1])  # y grows downwards
    assert lowest == pytest.approx((x + p * unit, y - q * unit), abs=0.5)
    assert f"({p}, −{-q})" in picture.alt and "꼭짓점" not in picture.alt


def angle(corner: Point, one: Point, other: Point) -> float:
    ways = [atan2(end[1] - corner[1], end[0] - corner[0]) for end in (one, other)]
    return abs((degrees(ways[0] - ways[1]) + 180) % 360 - 180)


@pytest.mark.parametrize("central", [50, 84, 120])
def test_angles_in_a_circle_are_drawn_true(central):
    picture = inscribed(Say("en"), central, "?")
    (at_centre,) = shapes(picture.svg, "polyline", "pic-line")
    (at_rim,) = shapes(picture.svg, "polyline", "pic-accent")
    left, centre, right = places(at_centre)
    assert angle(centre, left, right) == pytest.approx(central, abs=0.5)
    assert angle(places(at_rim)[1], left, right) == pytest.approx(central / 2, abs=0.5)
    assert str(central // 2) not in picture.alt


@pytest.mark.parametrize(("up", "across"), [(3, 4), (24, 7), (8, 15)])
def test_a_right_triangle_has_its_right_angle_and_its_shape(up, across):
    picture = right_triangle(Say("en"), f"{across} cm", f"{up} cm", "?", up / across)
    (triangle,) = shapes(picture.svg, "polygon", "pic-line")
    corner, right, top = places(triangle)
    assert angle(corner, right, top) == pytest.approx(90)
    assert hypot(*(a - b for a, b in zip(corner, top, strict=True))) / hypot(
        *(a - b for a, b in zip(corner, right, strict=True))
    ) == pytest.approx(up / across, rel=0.01)
    words = " ".join(one.text or "" for one in shapes(picture.svg, "text", "pic-text"))
    assert f"{across} cm" in words and f"{up} cm" in words and "?" in words


@pytest.mark.parametrize(("hour", "minute"), [(3, 0), (12, 0), (8, 30), (12, 30)])
def test_the_hands_of_a_clock_point_where_they_are_said_to_point(hour, minute):
    picture = clock(Say("en"), hour, minute)
    hands = {}
    for name in ("pic-short", "pic-long"):
        (hand,) = shapes(picture.svg, "line", name)
        x = float(hand.get("x2", "0")) - float(hand.get("x1", "0"))
        y = float(hand.get("y2", "0")) - float(hand.get("y1", "0"))
        hands[name] = degrees(atan2(x, -y)) % 360, hypot(x, y)
    assert hands["pic-short"][0] == pytest.approx((hour % 12 + minute / 60) * 30, abs=0.2)
    assert hands["pic-long"][0] == pytest.approx(minute * 6, abs=0.2)
    assert hands["pic-short"][1] < hands["pic-long"][1]
    assert f"{hour}:" not in picture.alt


@pytest.mark.parametrize("count", [6, 10, 17, 29])
def test_as_many_dots_as_are_said(count):
    picture = dots(Say("ko"), count)
    assert len(shapes(picture.svg, "circle", "pic-accent")) == count
    assert sum(map(int, re.findall(r"\d+", picture.alt))) == count
