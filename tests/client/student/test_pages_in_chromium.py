"""Every page in a real Chromium: nothing for axe to find, no sideways scrolling, under 150 kB.

In both languages, on a phone and on a desktop, light and dark. PAGE_SHOTS names a folder for a
picture of each.
"""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from visitor import told

from client.app.settings import QUESTIONS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium: apt-get install chromium"),
]
SHOTS = os.environ.get("PAGE_SHOTS")
MOST_BYTES = 150_000
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1200, "height": 900}}
WORDS = {
    "en": {"new": "Yes, I am new", "check": "Check answer", "next": "Next question",
           "unknown": "I don’t know", "ten": "Ten done: look back", "hint": "Show"},
    "ko": {"new": "네, 처음이에요", "check": "채점하기", "next": "다음 문제",
           "unknown": "모르겠어요", "ten": "열 문제를 다 풀었어요. 돌아보기", "hint": "보기"},
}  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def bank(tmp_path_factory) -> Path:
    """The shipped bank with its variants and pictures."""
    folder = tmp_path_factory.mktemp("bank")
    command = [sys.executable, "-m", "bank", "--folder", folder]
    subprocess.run(command, cwd=QUESTIONS.parent, check=True, stdout=subprocess.DEVNULL)
    return folder / "questions.csv"


class Walk:
    """A student's way through the page; each page is looked at."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.findings: list[str] = []
        self.bytes: dict[str, int] = {}
        self.looked = 0
        page.on("response", self._weigh)
        page.on("console", lambda m: self.findings.append(m.text) if m.type == "error" else None)

    def look(self, what: str) -> None:
        self.page.wait_for_load_state("load")
        self.looked += 1
        if SHOTS:
            path = Path(SHOTS) / f"{self.name}-{self.looked:02}-{what}.png"
            self.page.screenshot(path=path, full_page=True)
        for rule in Axe().run(self.page).response["violations"]:
            nodes = [node["html"][:160] for node in rule["nodes"][:3]]
            self.findings.append(f"{self.name} {what}: {rule['id']}: {rule['help']}: {nodes}")
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            self.findings.append(f"{self.name} {what}: {wide} px wider than the window")

    def click(self, button: str) -> None:
        self.page.get_by_role("button", name=button).first.click()

    def _weigh(self, response) -> None:
        if "/static/" in response.url or response.request.resource_type == "document":
            self.bytes[response.url] = len(response.body()) if response.ok else 0


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
