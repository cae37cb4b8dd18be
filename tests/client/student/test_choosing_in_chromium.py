"""Choosing by keyboard, in a real Chromium, over every choice of the shipped bank."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import render_template
from playwright.sync_api import Page, expect, sync_playwright

from client.app.bank.display import choice_keys
from client.app.bank.questions import Question, load_questions
from client.app.settings import QUESTIONS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STATIC = Path(__file__).resolve().parents[3] / "client" / "app" / "static"
HOME = "http://page.test"
TYPED = Path(__file__).parents[1] / "bank" / "typed_questions.csv"
BANK = load_questions(QUESTIONS) | load_questions(TYPED)  # some as they once were
CHOICES = [question for question in BANK.values() if question.choices]
pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium: apt-get install chromium"),
]

TYPE = """(texts) => texts.map((text) => {
  const press = (key) => (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
  const chosen = [...text].map((key) => {
    press(key);
    return document.querySelector(".choice input:checked")?.value ?? null;
  });
  press("Escape");
  return chosen;
})"""
"""What is chosen after each character of each text."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser.new_page()
        browser.close()


@pytest.fixture
def tab(chromium: Page, app) -> Iterator[Page]:
    """A browser whose page at HOME/<item> is that item's question."""

    def serve(route):
        path = route.request.url.removeprefix(HOME).split("?")[0]
        if path.endswith((".css", ".svg")):  # keys need no looks
            return route.abort()
        if path.startswith("/static/"):
            return route.fulfill(path=STATIC / path.removeprefix("/static/"))
        question = BANK[path.strip("/")]
        with app.test_request_context():
            html = render_template(
                "student/practice.html",
                question=question,
                wording=question.wording,
                keys=choice_keys(question),
                ten=[],
                tag=question.KnowledgeTag,
            )
        return route.fulfill(body=html, content_type="text/html; charset=utf-8")

    chromium.route(f"{HOME}/**", serve)
    yield chromium
    chromium.unroute(f"{HOME}/**")


def open_question(tab: Page, question: Question) -> None:
    tab.goto(f"{HOME}/{question.assessmentItemID}", wait_until="domcontentloaded")


def test_no_keys_choose_what_they_do_not_say_over_the_whole_bank(tab):
    for question in CHOICES:
        open_question(tab, question)
        texts = [
            *question.choices,
            *(c.replace("−", "-").replace(",", "") for c in question.choices),
        ]
        for text, chosen in zip(texts, tab.evaluate(TYPE, texts), strict=True):
            said = question.choices[texts.index(text) % len(question.choices)]
            assert chosen[-1] == said, (question.question, text, chosen)

        keys = [*choice_keys(question), *(key.lower() for key in choice_keys(question))]
        assert tab.evaluate(TYPE, keys) == [[choice] for choice in question.choices * 2]

        if all(choice.isdecimal() for choice in question.choices):
            numbers = [str(number) for number in range(100)]
            for number, chosen in zip(numbers, tab.evaluate(TYPE, numbers), strict=True):
                said = number if number in question.choices else None
                assert chosen[-1] == said, (question.question, number)


def test_the_keys_of_a_keyboard_and_enter(tab):
    question = BANK["A010001004"]  # just before 18: 19, 8, 16 or 17
    open_question(tab, question)
    tab.evaluate(
        "document.querySelector('form.question').addEventListener('submit', "
        "e => { e.preventDefault(); document.title = new FormData(e.target).get('response') })"
    )
    checked = tab.locator(".choice input:checked")
    tab.keyboard.type("1")
    expect(checked).to_have_count(0)
    expect(tab.get_by_role("status")).to_have_text("You typed “1”.")
    tab.keyboard.type("7")
    expect(checked).to_have_value("17")
    tab.keyboard.type("3")
    expect(checked).to_have_count(0)
    expect(tab.get_by_role("status")).to_contain_text("No answer begins like that")
    tab.keyboard.press("Backspace")
    expect(checked).to_have_value("17")
    tab.keyboard.press("ArrowUp")
    expect(checked).to_have_value("16")
    expect(tab.get_by_role("status")).to_have_text("")
    tab.keyboard.press("b")
    expect(checked).to_have_value("8")
    tab.keyboard.press("a")
    expect(checked).to_have_value("19")
    expect(tab.get_by_role("radio", name="A 19")).to_be_checked()
    tab.keyboard.press("Enter")
    expect(tab).to_have_title("19")


def test_a_second_language_keyboard_chooses_by_place(tab):
    open_question(tab, BANK["A010001004"])
    tab.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', "
        "{key: 'ㅠ', code: 'KeyB', bubbles: true, cancelable: true}))"
    )
    expect(tab.locator(".choice input:checked")).to_have_value("8")


def test_a_choice_unit_does_not_press_a_key(tab):
    question = BANK["A020004002"]  # 26 cm, 36 cm, 10 cm, 46 cm: C is the key of 10 cm
    open_question(tab, question)
    tab.keyboard.type("36")
    expect(tab.locator(".choice input:checked")).to_have_value("36 cm")
    tab.keyboard.type(" cm")
    expect(tab.locator(".choice input:checked")).to_have_value("36 cm")
    tab.keyboard.press("Escape")
    tab.keyboard.press("c")
    expect(tab.locator(".choice input:checked")).to_have_value("10 cm")
