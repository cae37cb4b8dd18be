"""A new teacher in a real Chromium: a class made, 25 pupils in by a list and by its code, the
weakest topic found and assigned, the result seen and exported, within 20 clicks; nothing for axe to
find on any page."""

import json
import re

import pytest
import requests
from visitor import BANK, FakeService, told
from walk import CHROMIUM, SIZES, Walk
from web_server import WebServer

from client.app.accounts import staff
from client.app.database import db

pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium: apt-get install chromium"),
]
MOST_CLICKS = 20
HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
NAMES = [f"Pupil {number:02}" for number in range(25)]
LISTED = 22  # the others come by the code
WORDS = {
    "en": {"make": "Make it", "show": "Show what would change", "apply": "Change the class",
           "go": "Go on", "board": "Board", "assign": "Assign", "end": "End",
           "csv": "Download as CSV", "parents": "Page for parents", "questions": "Questions"},
    "ko": {"make": "만들기", "show": "무엇이 바뀌는지 보기", "apply": "반 바꾸기",
           "go": "계속하기", "board": "한눈에 보기", "assign": "과제 내기", "end": "끝내기",
           "csv": "CSV로 내려받기", "parents": "부모님께 드릴 페이지", "questions": "문제"},
}  # fmt: skip


def invitation(config: dict) -> str:
    engine = db.open_database(config["CLIENT_DATABASE_URL"])
    with db.writing(engine) as connection:
        link = staff.invite(connection, "teacher")
    engine.dispose()
    return link


def practise(url: str, code: str, name: str, answers: list[str]) -> None:
    """A pupil answers these, over HTTP; who is not listed joins by the code."""
    http = requests.Session()

    def send(path: str, page: str, **typed: str) -> str:
        fields = dict(HIDDEN.findall(page.split("<main", 1)[1]))
        return http.post(url + path, data={**fields, **typed}, timeout=60).text

    page = send("/sign-in", http.get(f"{url}/c/{code}", timeout=60).text, nickname=name, pin="2580")
    if 'name="new"' in page:
        send("/sign-in", page, pin="2580")
    for answer in answers:
        page = http.get(f"{url}/practice", timeout=60).text
        assert "verdict" in send("/answer", page, response=answer)


@pytest.mark.parametrize(
    ("language", "size", "look"),
    [("en", "desktop", "light"), ("ko", "desktop", "dark"), ("en", "phone", "dark"),
     ("ko", "phone", "light")],
)  # fmt: skip
def test_a_new_teacher_finds_their_way(
    chromium, page, service: FakeService, config, language, size, look
):
    service.reply = told
    web: WebServer = page().wait()
    words = WORDS[language]
    context = chromium.new_context(
        viewport=SIZES[size], color_scheme=look, locale={"en": "en-GB", "ko": "ko-KR"}[language],
        reduced_motion="reduce", accept_downloads=True,
    )  # fmt: skip
    tab = context.new_page()
    walk, clicks = Walk(tab, f"teacher-{language}-{size}-{look}"), []

    def click(role: str, name: str, at: int = 0) -> None:
        clicks.append(name)
        tab.get_by_role(role, name=name).nth(at).click()

    tab.goto(web.url + invitation(config))
    walk.look("invited")
    tab.locator("#nickname").fill("Ms Kim")
    tab.locator("#password").fill("a quiet green river")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/teach/")
    walk.look("classes")
    tab.locator("#name").fill("3B")
    click("button", words["make"])
    tab.wait_for_url("**/pupils")
    walk.look("pupils")
    tab.locator("#roster").fill("name,pin\n" + "".join(f"{name},2580\n" for name in NAMES[:LISTED]))
    click("button", words["show"])
    tab.wait_for_url("**/list")
    walk.look("list")
    click("button", words["apply"])
    tab.wait_for_url("**/apply")
    walk.look("cards")
    click("link", words["go"])
    tab.wait_for_url("**/pupils")
    code = tab.locator(".code.big").inner_text()
    for name in NAMES[:3]:
        practise(web.url, code, name, ["3/2"] * 8)
    for name in NAMES[LISTED:]:
        practise(web.url, code, name, ["3/2"])
    click("link", words["board"])
    tab.locator("table.grid").wait_for()
    walk.look("board")
    assert tab.locator("table.grid tbody tr").count() == 25
    topic = tab.locator("[aria-labelledby=weak-title] .name a").first.inner_text()
    assert topic in {row[3] for row in BANK}
    clicks.append("assign the weakest topic")
    tab.locator("[aria-labelledby=weak-title] .rows a.quiet").first.click()
    tab.wait_for_url("**/assign?*")
    walk.look("assign")
    clicks.append(words["assign"])
    tab.locator("form.card button.button").click()
    tab.get_by_role("button", name=words["end"]).wait_for()
    walk.look("assigned")
    practise(web.url, code, NAMES[3], ["3/2"])
    assert len(service.bodies[-1]["assigned"]) == 1
    click("link", words["questions"])
    tab.wait_for_url("**/questions")
    walk.look("questions")
    click("link", words["board"])
    clicks.append(NAMES[0])
    tab.locator("table.grid").get_by_role("link", name=NAMES[0]).click()
    tab.wait_for_url("**/pupil/*")
    walk.look("pupil")
    click("link", words["parents"])
    tab.wait_for_url("**/report")
    walk.look("report")
    tab.go_back()
    click("link", words["board"])
    with tab.expect_download() as download:
        click("link", words["csv"])
    assert len(download.value.path().read_text().splitlines()) == 26
    context.close()
    assert walk.findings == []
    assert len(clicks) <= MOST_CLICKS, json.dumps(clicks)
