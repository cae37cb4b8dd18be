"""English and Korean: as the browser asks or its reader chose, and nothing is left untranslated."""

import re
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, FileSystemLoader, nodes
from jinja2.visitor import NodeVisitor

from client.app.web import catalogue
from client.app.web.language import DEFAULT, LANGUAGES

TEMPLATES = catalogue.APP / "templates"
SEEN = ("aria-label", "alt", "title", "placeholder", "content")
FREE = {"width=device-width, initial-scale=1", "light dark", "4 px"}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != DEFAULT])
def test_nothing_is_left_untranslated(language):
    assert catalogue.problems(language) == []


def test_what_is_untranslated_would_be_found(monkeypatch, tmp_path):
    path = tmp_path / "messages.po"
    text = catalogue.path_of("ko").read_text()
    text = text.replace('msgstr "%(n)s시간"', 'msgstr "%(m)s시간"')
    path.write_text(re.sub(r'msgid "Sign in"\nmsgstr ".*"', 'msgid "Gone"\nmsgstr "x"', text))
    monkeypatch.setattr(catalogue, "path_of", lambda _language: path)
    assert sorted(catalogue.problems("ko")) == [
        "ko: no longer said: 'Gone'",
        "ko: not translated: 'Sign in'",
        "ko: other placeholders than in English: '%(n)s hours'",
    ]


class Literals(HTMLParser):
    """Texts and read-aloud attributes of a template's own HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in SEEN]


class Outputs(NodeVisitor):
    """What a template says outside its expressions, in one HTML text."""

    def __init__(self) -> None:
        self.html = ""

    def visit_TemplateData(self, node: nodes.TemplateData) -> None:  # noqa: N802
        self.html += node.data


@pytest.mark.parametrize(
    "name", sorted(str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html"))
)
def test_no_template_speaks_past_the_catalogue(name):
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n"], autoescape=True
    )
    said = Outputs()
    said.visit(environment.parse((TEMPLATES / name).read_text()))
    html = Literals()
    html.feed(said.html)
    words = [text.strip() for text in html.found if re.search(r"[^\W\d_]{2,}", text)]
    assert [text for text in words if text not in FREE] == []


@pytest.mark.parametrize(
    ("asked", "language", "greeting"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.5", "ko", "수학을 연습해요"),
        ("de,en;q=0.5", "en", "Let’s practise maths"),
        ("fr", "en", "Let’s practise maths"),
        ("", "en", "Let’s practise maths"),
    ],
)
def test_the_browsers_language_is_spoken(browser, asked, language, greeting):
    page = browser.http.get("/sign-in", headers={"Accept-Language": asked}).text
    assert f'<html lang="{language}">' in page and greeting in page


def test_the_readers_choice_wins_and_stays(browser):
    page = browser.get("/sign-in").text
    switch = re.search(r'href="(/language/ko[^"]*)"', page)[1].replace("&amp;", "&")
    chosen = browser.http.get(switch)
    assert (chosen.status_code, chosen.headers["Location"]) == (303, "/sign-in")
    assert 'lang="ko"' in browser.get("/sign-in").text
    english = browser.http.get("/sign-in", headers={"Accept-Language": "en"}).text
    assert "수학을 연습해요" in english
    browser.get("/language/en?to=/sign-in")
    assert "Let’s practise maths" in browser.html


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "", "x"]
)
def test_the_switch_leads_nowhere_else(browser, to):
    response = browser.http.get("/language/ko", query_string={"to": to})
    assert response.headers["Location"] == "/"


def test_a_language_that_is_not_spoken_is_not_found(browser):
    assert browser.get("/language/xx").status_code == 404


def test_errors_and_what_is_asked_back_are_in_korean(student):
    student.get("/language/ko")
    assert "그런 페이지는 없어요" in student.get("/nowhere").text
    student.answer("six")
    assert (
        "숫자가 없어요" in student.html or "골라 주세요" in student.html or "보기" in student.html
    )
    assert "Please" not in student.html
    refused = student.http.post("/answer", data={}).text
    assert "Nothing" not in refused and re.search("[가-힣]", refused)
