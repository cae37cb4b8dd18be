"""A test paper in a real Chromium: made, sat by keyboard, looked at; nothing for axe to find."""

import pytest
from visitor import FakeService, told
from walk import CHROMIUM, SIZES, Walk

from client.app.accounts import staff
from client.app.database import db

pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium: apt-get install chromium"),
]


@pytest.mark.parametrize(
    ("language", "size", "look"), [("en-GB", "desktop", "light"), ("ko-KR", "phone", "dark")]
)
def test_a_paper_is_made_sat_and_looked_at(
    chromium, page, service: FakeService, config, language, size, look
):
    service.reply = told
    web = page().wait()
    engine = db.open_database(config["CLIENT_DATABASE_URL"])
    with db.writing(engine) as connection:
        link = staff.invite(connection, "teacher")
    context = chromium.new_context(viewport=SIZES[size], color_scheme=look, locale=language)
    tab = context.new_page()
    walk = Walk(tab, f"paper-{language}-{size}-{look}")

    tab.goto(web.url + link)
    tab.locator("#nickname").fill("Ms Kim")
    tab.locator("#password").fill("a quiet green river")
    tab.keyboard.press("Enter")
    tab.locator("#name").fill("3B")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/pupils")
    code = tab.locator(".code.big").inner_text()
    here = tab.url.removesuffix("/pupils")
    tab.goto(f"{here}/papers")
    walk.look("papers")
    tab.locator("#title").fill("Before the holidays")
    tab.locator("#grade").select_option("3")
    tab.locator("form.card button.button").click()
    tab.wait_for_url("**/papers/*")
    walk.look("made")
    made = tab.url

    other = chromium.new_context(viewport=SIZES[size], color_scheme=look, locale=language)
    pupil = other.new_page()
    sat = Walk(pupil, f"sat-{language}-{size}-{look}")
    pupil.goto(f"{web.url}/c/{code}")
    pupil.locator("#nickname").fill("Mina")
    pupil.locator("#pin").fill("2580")
    pupil.keyboard.press("Enter")
    pupil.locator("[name=new]").wait_for(state="attached")
    pupil.locator("#pin").fill("2580")
    pupil.keyboard.press("Enter")
    pupil.locator(".note.chosen a").click()
    sat.look("begin")
    pupil.keyboard.press("Enter")
    pupil.locator("form.paper").wait_for()
    sat.look("paper")
    pupil.locator("form.paper button").click()
    pupil.locator("[name=anyway]").wait_for()
    sat.look("blank")
    pupil.locator("#response_0").fill("7 × 8")
    pupil.locator("form.paper button").click()
    pupil.locator("#problem0").wait_for()
    sat.look("unclear")
    pupil.locator("#response_0").fill("56")
    pupil.keyboard.press("Enter")
    pupil.locator(".compare").first.wait_for()
    sat.look("result")
    assert pupil.locator(".compare .is-well").count() == 1

    tab.goto(made)
    assert "Mina" in tab.locator("main").inner_text()
    walk.look("results")
    for one in (context, other):
        one.close()
    engine.dispose()
    # the browser tells of the two pages that came back to be completed
    assert [one for one in walk.findings + sat.findings if "status of 422" not in one] == []
