"""Fractions are set as fractions, and read as they are written."""

import re

import pytest
from visitor import text_of

from client.app.web.mathml import fractions


@pytest.mark.parametrize(
    ("text", "over", "under"),
    [
        ("What is 3/4 of 8?", "3", "4"),
        ("−2/3", "2", "3"),
        ("(1/2)", "1", "2"),
        ("□/9 = 2/3 fits", "□", "9"),
        ("x/3 = 4", "x", "3"),
        ("It is 12/25.", "12", "25"),
    ],
)
def test_a_fraction_is_set(text, over, under):
    html = str(fractions(text))
    assert re.search(rf"<mfrac><m.>{over}</m.><m.>{under}</m.></mfrac>", html)
    assert text_of(f"<main>{html}</main>") == text


def test_a_mixed_number_is_one():
    html = str(fractions("1 3/4 cups"))
    assert "<mn>1</mn><mfrac><mn>3</mn><mn>4</mn></mfrac>" in html
    assert text_of(f"<main>{html}</main>") == "1 3/4 cups"


@pytest.mark.parametrize("text", ["60 km/h", "24/07/2026", "and/or", "m/s", "1.5/2.5", "a/b"])
def test_what_is_no_fraction_stays(text):
    assert str(fractions(text)) == text


def test_other_marks_stay_text():
    assert str(fractions("<b>1/2</b>")).startswith("&lt;b&gt;")
