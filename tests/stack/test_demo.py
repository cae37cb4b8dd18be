"""`make demo` fills a running stack, so that every page has something to show; README's pictures.

README_PICTURES=1 makes those of docs/images anew, with the whole class.
"""

import os
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.demo import NAMES, PASSWORD, demo
from settings import ROOT, Settings
from stack.invite import invite
from stack.status import keep, report

sys.path.insert(0, str(ROOT / "tests" / "client"))
from walk import CHROMIUM, Walk, started

PICTURES = ROOT / "docs" / "images"
MAKE = bool(os.environ.get("README_PICTURES"))
PUPILS = len(NAMES) if MAKE else 8
pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    yield from started()


@pytest.fixture(scope="module")
def played(stack: Settings) -> dict:
    return demo(stack, seed=1, pupils=PUPILS)


def picture(page: Page, name: str) -> None:
    if MAKE:
        page.screenshot(path=PICTURES / f"{name}.png")


@pytest.mark.parametrize(("language", "suffix"), [("en-US", ""), ("ko-KR", ".ko")])
def test_a_teacher_sees_a_class_that_has_practised(stack, played, chromium, language, suffix):
    assert played["answers"] > 60 * PUPILS and 0.5 < played["right"] < 0.8
    site = f"http://127.0.0.1:{stack.client_port}"
    context = chromium.new_context(locale=language, viewport={"width": 1200, "height": 1500})
    page = context.new_page()
    walk = Walk(page, f"demo-{language}")
    page.goto(f"{site}/staff/sign-in")
    page.fill("#nickname", played["teacher"])
    page.fill("#password", played["password"])
    page.locator("main button").click()
    page.goto(f"{site}/teach/{played['class']}")
    expect(page.locator(".grid tbody tr")).to_have_count(PUPILS)
    # judgements that were behind are asked for while pages are looked at
    expect(page.locator(".grid .cell.learning").first).to_be_visible()
    walk.look("board")
    page.reload()
    picture(page, f"board{suffix}")
    page.goto(f"{site}/teach/{played['class']}/questions")
    walk.look("questions")
    page.goto(f"{site}/teach/{played['class']}")
    page.locator(".grid tbody th a").first.click()
    walk.look("pupil")
    assert walk.findings == []
    context.close()


@pytest.mark.parametrize(("language", "suffix"), [("en-US", ""), ("ko-KR", ".ko")])
def test_an_operator_sees_how_good_the_model_is(stack, played, chromium, language, suffix):
    keep(stack, report(stack))
    context = chromium.new_context(locale=language, viewport={"width": 1200, "height": 1400})
    page = context.new_page()
    walk = Walk(page, f"demo-ops-{language}")
    page.goto(invite("operator", 1))
    page.fill("#nickname", f"Operator {language}")
    page.fill("#password", PASSWORD)
    page.locator("main button").click()
    dots = page.locator("circle.model")
    for _ in range(60):  # the page adds answers up each fifteen seconds
        if dots.count() > 5:
            break
        page.wait_for_timeout(1000)
        page.reload()
    assert dots.count() > 5
    walk.look("ops")
    picture(page, f"ops{suffix}")
    assert walk.findings == []
    context.close()
