"""Every page in a real Chromium: nothing for axe to find, no sideways scrolling, under 150 kB.

In both languages, on a phone and on a desktop, light and dark. PAGE_SHOTS names a folder for a
picture of each.
"""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page
from visitor import told
from walk import CHROMIUM, SIZES, Walk

from client.app.settings import QUESTIONS

pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium: apt-get install chromium"),
]
MOST_BYTES = 150_000
WORDS = {
    "en": {"new": "Yes, I am new", "check": "Check answer", "next": "Next question",
           "unknown": "I don’t know", "ten": "Ten done: look back", "hint": "Show"},
    "ko": {"new": "네, 처음이에요", "check": "채점하기", "next": "다음 문제",
           "unknown": "모르겠어요", "ten": "열 문제를 다 풀었어요. 돌아보기", "hint": "보기"},
}  # fmt: skip


@pytest.fixture(scope="module")
def bank(tmp_path_factory) -> Path:
    """The shipped bank with its variants and pictures."""
    folder = tmp_path_factory.mktemp("bank")
    command = [sys.executable, "-m", "bank", "--folder", folder]
    subprocess.run(command, cwd=QUESTIONS.parent, check=True, stdout=subprocess.DEVNULL)
    return folder / "questions.csv"


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", WORDS)
def test_every_page_can_be_used_by_all(chromium, page, service, bank, language, size, look):
    service.reply = in_the_bank
    web = page(QUESTIONS=str(bank)).wait()
    words = WORDS[language]
    context = chromium.new_context(
        viewport=SIZES[size], color_scheme=look, locale={"en": "en-GB", "ko": "ko-KR"}[language],
        reduced_motion="reduce",
    )  # fmt: skip
    tab = context.new_page()
    walk = Walk(tab, f"{language}-{size}-{look}")
    tab.goto(web.url)
    walk.look("sign-in")
    tab.locator("#nickname").fill("Ada")
    tab.locator("#pin").fill("1815")
    tab.keyboard.press("Enter")
    tab.locator("#grade").select_option("3")
    tab.locator("#pin").fill("1815")
    walk.look("new")
    walk.click(words["new"])
    for number in range(10):
        tab.wait_for_url("**/practice*")
        if number < 5:
            walk.look(f"question-{number + 1}")
        help_button = tab.locator("button[formaction]")
        if number == 0 and help_button.count():
            help_button.click()
            tab.wait_for_url("**/hint")
            walk.look("hint")
        if number % 4 == 3:
            walk.click(words["unknown"])
        else:
            answer(tab)
            walk.click(words["check"])
        tab.wait_for_url("**/answered/*")
        if number < 4 or number == 9:
            walk.look(f"answered-{number + 1}")
        walk.click(words["ten"] if number == 9 else words["next"])
    walk.look("ten")
    for path in ("topics", "progress", "nowhere"):
        tab.goto(f"{web.url}/{path}")
        walk.look(path)
    tab.goto(f"{web.url}/topics")
    tab.locator(".map a").nth(7).click()
    walk.look("topic")
    context.close()
    found = [one for one in walk.findings if "404" not in one]
    assert found == [], "\n".join(found)
    static = sum(size for url, size in walk.bytes.items() if "/static/" in url)
    heaviest = max(size for url, size in walk.bytes.items() if "/static/" not in url)
    assert static + heaviest <= MOST_BYTES


def answer(tab: Page) -> None:
    """Choose the second answer, or type 12."""
    choices = tab.locator(".choice")
    if choices.count():
        choices.nth(1).click()
    else:
        tab.locator("#response").fill("12")


def in_the_bank(history: list[dict]) -> dict:
    """What a service says of the shipped bank: a level that rises, one question after the other."""
    met = {answer["assessmentItemID"] for answer in history}
    items = [row for row in ITEMS if row[0] not in met]
    tags = dict.fromkeys(row[1] for row in ITEMS)
    reply = told(history)
    done = {tag: sum(answer["KnowledgeTag"] == tag for answer in history) for tag in tags}
    mastery = [
        {"tag": tag, "name": tag, "p": 0.7, "answered": done[tag], "interval": [0.55, 0.84],
         "state": "untried" if not done[tag] else "learning"}
        for tag in tags
    ]  # fmt: skip
    following = [items[(len(history) * 37 + step) % len(items)] for step in (0, 9, 18)]
    reasons = ("practice", "prerequisite", "review")
    return {
        **reply,
        "probabilities": {row[0]: 0.7 for row in ITEMS},
        "mastery": mastery,
        "next": [
            {"id": item, "p": 0.7, "why": why, "because": {"tag": tag, "grade": 3}}
            for (item, tag), why in zip(following, reasons, strict=True)
        ],
    }


def _items() -> list[tuple[str, str]]:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["assessmentItemID"], row["KnowledgeTag"]) for row in rows]


ITEMS = _items()
