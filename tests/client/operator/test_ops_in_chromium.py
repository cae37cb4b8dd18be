"""A new operator's first look in Chromium: what is broken is found at once, and nothing for axe."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from test_ops import predicted, report
from walk import CHROMIUM, SIZES, Walk, started
from web_server import WebServer

from client.app.accounts import staff
from client.app.database import db

ROOT = Path(__file__).resolve().parents[3]
BUDGET = 150_000
pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    yield from started()


@pytest.fixture
def bank_file(tmp_path: Path) -> Path:
    for name in ("questions.csv", "tags.csv"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path / "questions.csv"


@pytest.fixture
def server(config, tmp_path) -> Iterator[WebServer]:
    page = WebServer(config, tmp_path / "page.log")
    try:
        yield page.wait()
    finally:
        page.stop()


@pytest.mark.parametrize(
    ("language", "well", "broken"),
    [("en-US", "All is well", "1 thing needs you"),
     ("ko-KR", "모두 정상입니다", "확인이 필요한 일이 1건 있습니다")],
)  # fmt: skip
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_new_operator_sees_what_is_broken(
    config, server, chromium, language, well, broken, size, scheme
):
    engine = db.open_database(config["CLIENT_DATABASE_URL"])
    predicted(engine, 600, lambda _p, _i, true: (true, "good-d1-aa"))
    with db.writing(engine) as connection:
        link = staff.invite(connection, "operator")
    report(engine)
    context = chromium.new_context(locale=language, viewport=SIZES[size], color_scheme=scheme)
    page = context.new_page()
    walk = Walk(page, f"ops-{language}-{size}-{scheme}")
    page.goto(server.url + link)
    walk.look("invited")
    page.fill("#nickname", "Op")
    page.fill("#password", "a long enough sentence")
    page.locator("main button").click()
    heading = page.locator("h1")
    expect(heading).to_have_text(well)
    walk.look("well")
    for part, said in (
        ("service", "no model is live"),
        ("store", "no object store answers at http://127.0.0.1:8333"),
        ("airflow", "the newest run of retrain_and_push_dag failed"),
    ):
        report(engine, {part: said})
        page.reload()  # the one click
        expect(heading).to_have_text(broken)
        expect(page.get_by_text(said)).to_be_visible()
        expect(page.get_by_text(f"how to mend {part}")).to_be_visible()
    walk.look("broken")
    report(engine, age=timedelta(minutes=5))
    page.reload()
    expect(heading).to_have_text(broken)
    walk.look("stale")
    assert walk.findings == []
    assert sum(walk.bytes.values()) < BUDGET
    context.close()
    engine.dispose()
