"""/ops says in its first line whether all is well, and what to do where it is not."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from made_up import GRADES, answers, store
from sqlalchemy.exc import OperationalError
from visitor import Teacher, text_of

from client.app.database import db
from client.app.operator.live_quality import catch_up

PARTS = ("page", "database", "service", "store", "lake", "airflow", "disk")


@pytest.fixture
def operator(app) -> Teacher:
    someone = Teacher(app)
    someone.accept(someone.invited("operator"), "Op")
    return someone


def report(engine, red: dict[str, str] | None = None, age: timedelta = timedelta(0), **facts):
    """Put a report of all parts into the database, as `python -m stack status --watch` does."""
    at = db.now() - age
    parts = [
        {"name": name, "ok": name not in (red or {}), "said": (red or {}).get(name, "fine"),
         "since": at.isoformat(), "facts": facts.get(name, {}), "facts_at": at.isoformat(),
         **({"do": f"how to mend {name}"} if name in (red or {}) else {})}
        for name in PARTS
    ]  # fmt: skip
    row = {"server": "all", "at": at, "report": {"at": at.isoformat(), "parts": parts}}
    with db.writing(engine) as connection:
        connection.execute(db.status.delete())
        connection.execute(db.status.insert().values(**row))


def heading(html: str) -> str:
    return text_of(re.search(r"<h1.*?</h1>", html, re.S).group(0))


def test_an_operator_begins_at_ops_and_sees_that_all_is_well(app, operator):
    assert operator.html.count("<h1") == 1
    report(app.extensions["engine"])
    page = operator.get("/ops").text
    assert heading(page) == "All is well"
    assert page.count('class="well"') == len(PARTS)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("service", "no model is live"),
        ("store", "no object store answers at http://127.0.0.1:8333"),
        ("airflow", "Airflow's scheduler is unhealthy"),
    ],
)
def test_what_is_broken_is_seen_at_once_with_what_to_do(app, operator, part, said):
    runs = {"runs": {"retrain_and_push_dag": [
        {"id": "r", "state": "success", "at": "2026-11-27T10:00:00+00:00",
         "why": "kept lgbm-d3-aa: not better than the champion by 0.001"}]}}  # fmt: skip
    report(app.extensions["engine"], {part: said}, airflow=runs)
    page = operator.get("/ops").text
    assert heading(page) == "1 thing needs you"
    text = text_of(page)
    assert said in text and f"how to mend {part}" in text
    assert "kept lgbm-d3-aa: not better than the champion by 0.001" in text


def test_a_report_that_nobody_follows_is_told(app, operator):
    report(app.extensions["engine"], age=timedelta(minutes=10))
    page = operator.get("/ops").text
    assert heading(page) == "1 thing needs you"
    assert "Nobody has looked at the parts since" in text_of(page)


def test_without_the_database_it_shows_the_last_known_to_whom_it_knew(app, operator, monkeypatch):
    engine = app.extensions["engine"]
    report(engine, lake={"waiting": 7})
    assert heading(operator.get("/ops").text) == "All is well"

    def away(*_arguments):
        raise OperationalError("SELECT", {}, Exception("no route to host"))

    stranger = Teacher(app)
    stranger.accept(stranger.invited("operator"), "Another")
    monkeypatch.setattr(type(engine), "begin", away)
    later = db.now() + timedelta(minutes=5)
    with monkeypatch.context() as patched:  # nobody reports while it is away
        patched.setattr(db, "now", lambda: later)
        assert heading(operator.get("/ops").text) == "1 thing needs you"
    page = operator.get("/ops").text
    text = text_of(page)
    assert heading(page) == "1 thing needs you"
    assert "The database does not answer this page since" in text
    assert "Everything below is what was known at" in text and "Web page" in text
    monkeypatch.undo()
    assert heading(operator.get("/ops").text) == "All is well"
    monkeypatch.setattr(type(engine), "begin", away)
    nobody = Teacher(app)
    assert nobody.get("/ops").status_code in (302, 503) or "Sign in" in nobody.html


def predicted(engine, n: int, predict, seed: int = 0) -> None:
    """Let pupils have answered over the last two days."""
    start = db.now() - timedelta(days=2)
    store(engine, answers(n, 30, predict, seed, minutes=2 * 24 * 60 / n, start=start))
    while catch_up(engine, GRADES):
        pass


def test_a_model_that_is_off_is_told(app, operator):
    engine = app.extensions["engine"]
    report(engine)
    predicted(engine, 900, lambda _p, _i, true: (max(true - 0.2, 0.01), "low-d1-aa"))
    text = text_of(operator.get("/ops").text)
    assert "low-d1-aa is off by +" in text
    assert "1 thing needs you" in text or "2 things need you" in text


def test_a_good_model_is_shown_with_its_figures_and_no_alarm(app, operator):
    engine = app.extensions["engine"]
    report(engine, store={"champion": "good-d1-aa", "auc": 0.8123, "trained": db.now().isoformat(),
                          "config": "lgbm", "data_version": 3, "ledger": []})  # fmt: skip
    predicted(engine, 900, lambda _p, _i, true: (true, "good-d1-aa"))
    page = operator.get("/ops").text
    assert heading(page) == "All is well"
    text = text_of(page)
    assert "900" in text and "0.812" in text and "30 students" in text
    assert "a lower AUC is no alarm here" in text


def test_a_model_worse_than_the_one_before_is_told(app, operator):
    engine = app.extensions["engine"]
    report(engine)

    def predict(pupil: int, item: int, true: float):
        predict.n += 1
        if predict.n <= 3000:
            return true, "good-d1-aa"
        return 0.5 * true + 0.33, "coarse-d2-bb"

    predict.n = 0
    predicted(engine, 6000, predict)
    assert "coarse-d2-bb predicts answers worse than the model before it" in text_of(
        operator.get("/ops").text
    )


def test_others_do_not_find_it(app, teacher):
    assert teacher.get("/ops").status_code == 404
    assert app.test_client().get("/ops").status_code == 302


def test_ops_is_quick_with_many_answers(app, operator):
    """What is read for it does not grow with the answers: only with days and models."""
    engine = app.extensions["engine"]
    report(engine)
    asked = []
    sa.event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    counts = []
    for n in (200, 3000):
        predicted(engine, n, lambda _p, _i, true: (true, "good-d1-aa"), seed=n)
        asked.clear()
        operator.get("/ops")
        counts.append(len(asked))
        assert not any("FROM interactions" in one for one in asked)
    assert counts[0] == counts[1]
