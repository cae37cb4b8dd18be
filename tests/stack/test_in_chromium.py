"""What a student and an operator see, in a real headless Chromium on a real stack."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from settings import ROOT, Settings
from stack.students import right_answers

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHOTS = ROOT / "test-artifacts"
pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    SHOTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking",
                  "--disable-component-update", "--disable-sync", "--no-first-run"],
        )  # fmt: skip
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


QUESTION = """() => {
  const asked = document.querySelector("#question").cloneNode(true);
  for (const set of asked.querySelectorAll("math")) set.remove();
  const picture = document.querySelector(".question .picture")?.getAttribute("aria-label") ?? "";
  return `${asked.textContent} ${picture}`.replace(/\\s+/g, " ").trim();
}"""
"""The question as a screen reader reads it."""


def test_a_student_signs_in_answers_ten_questions_and_sees_the_result(
    stack: Settings, page: Page
) -> None:
    """Seven right, three wrong; scores and tags are shown; nothing is fetched from elsewhere."""
    home = f"http://127.0.0.1:{stack.client_port}"
    right, elsewhere, errors = right_answers(ROOT / "questions.csv"), [], []
    page.on("request", lambda r: None if r.url.startswith(home) else elsewhere.append(r.url))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: errors.append(str(e)))

    page.goto(home)
    page.screenshot(path=SHOTS / "1-sign-in.png")
    page.get_by_label("Nickname").fill("Ada")
    page.get_by_label("PIN").fill("1815")
    page.keyboard.press("Enter")
    page.get_by_label("Your PIN once more").fill("1815")
    page.screenshot(path=SHOTS / "1-are-you-new.png")
    page.get_by_role("button", name="Yes, I am new").click()
    page.wait_for_url("**/practice*")
    expect(page.get_by_role("banner")).to_contain_text("Ada")
    for number in range(10):
        item = page.locator("input[name=assessmentItemID]").get_attribute("value")
        _answer(page, right[item, page.evaluate(QUESTION)], wrong=number % 3 == 2)
        if number in (0, 1, 2):
            page.screenshot(path=SHOTS / f"2-question-{number}.png", full_page=True)
        page.get_by_role("button", name="Check answer").click()
        page.wait_for_url("**/answered/*")
        expect(page.locator("body")).to_contain_text("score", ignore_case=True)
        if number in (0, 2, 9):
            page.screenshot(path=SHOTS / f"3-answered-{number}.png", full_page=True)
        if number < 9:
            page.get_by_role("button", name="Next question").click()
            page.wait_for_url("**/practice*")
    page.get_by_role("button", name="Ten done: look back").click()
    expect(page.locator("h1")).to_contain_text("Ten questions done")
    page.screenshot(path=SHOTS / "3-ten.png", full_page=True)

    page.goto(f"{home}/progress")
    page.screenshot(path=SHOTS / "4-progress.png", full_page=True)
    body = page.locator("body")
    expect(body).to_contain_text("Your level")
    page.set_viewport_size({"width": 390, "height": 844})
    page.screenshot(path=SHOTS / "5-progress-phone.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    rows = _stored(stack.dkt_home / "client.db", "Ada")
    assert len(rows) == 10
    assert sum(code for code, _, _ in rows) == 7
    assert all(0 < predicted < 1 for _, predicted, _ in rows), "the live model spoke before each"
    assert all(version.startswith("lgbm-d0-") for _, _, version in rows)
    assert not elsewhere
    assert not errors


def test_a_pupil_in_korea_reads_korean_from_the_first_page_on(
    stack: Settings, browser: Browser
) -> None:
    """A first grader, by what the browser asks for; five right, then a wrong one."""
    context = browser.new_context(locale="ko-KR", viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{stack.client_port}")
    page.get_by_label("별명").fill("지우")
    page.get_by_label("비밀번호").fill("1443")
    page.keyboard.press("Enter")
    page.locator("input[name=pin]").fill("1443")
    page.locator("select[name=grade]").select_option("1")
    page.get_by_role("button", name="네, 처음이에요").click()
    page.wait_for_url("**/practice*")
    right = right_answers(ROOT / "questions.csv", "ko")
    for number in range(6):
        item = page.locator("input[name=assessmentItemID]").get_attribute("value")
        _answer(page, right[item, page.evaluate(QUESTION)], wrong=number == 5)
        page.get_by_role("button", name="채점하기").click()
        page.wait_for_url("**/answered/*")
        page.screenshot(path=SHOTS / f"3-answered-{number}.ko.png", full_page=True)
        if number < 5:
            page.get_by_role("button", name="다음 문제").click()
            page.wait_for_url("**/practice*")
    expect(page.locator("h1")).to_contain_text("아쉬워요")
    expect(page.locator("body")).to_contain_text("예상 점수")
    context.close()


def test_an_operator_signs_in_to_airflow_and_runs_a_dag_from_its_page(
    stack: Settings, page: Page
) -> None:
    assert stack.airflow_password
    page.goto(stack.airflow_url)
    page.locator("input[name=username]").fill(stack.airflow_user)
    page.locator("input[name=password]").fill(stack.airflow_password.get_secret_value())
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "login" not in url)
    page.goto(f"{stack.airflow_url}/dags")
    for dag in ("update_data_dag", "retrain_and_push_dag", "update_inference_server_dag"):
        expect(page.get_by_text(dag).first).to_be_visible()
    page.screenshot(path=SHOTS / "6-airflow-dags.png", full_page=True)

    page.goto(f"{stack.airflow_url}/dags/update_inference_server_dag")
    page.get_by_role("button", name="Trigger").first.click()
    expect(page.get_by_text("Model version").first).to_be_visible()
    page.screenshot(path=SHOTS / "7-airflow-trigger.png", full_page=True)
    page.get_by_role("dialog").get_by_role("button", name="Trigger").click()
    page.wait_for_url("**/runs/manual__*")
    ended = page.get_by_text("Success", exact=True)  # with its tasks skipped: the champion is live
    expect(ended.first).to_be_visible(timeout=120_000)
    expect(page.get_by_text("Skipped", exact=True).first).to_be_visible()
    page.screenshot(path=SHOTS / "8-airflow-run.png", full_page=True)


def _answer(page: Page, right: str, wrong: bool) -> None:
    choices = page.locator("input[name=response][type=radio]")
    if not choices.count():
        page.locator("input[name=response]").fill("987654" if wrong else right)
        return
    values = [choices.nth(k).get_attribute("value") for k in range(choices.count())]
    wanted = next(v for v in values if (v != right) == wrong)
    page.locator(f"label.choice:has(input[value={_css(wanted)}])").click()


def _css(value: str | None) -> str:
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _stored(database: Path, nickname: str) -> list[tuple[int, float, str]]:
    """The answers of one student, who is in no class."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute(
            "SELECT answerCode, predicted, model_version FROM interactions JOIN students "
            "USING (userID) WHERE nickname = ? AND class_id IS NULL ORDER BY id",
            (nickname,),
        ).fetchall()
