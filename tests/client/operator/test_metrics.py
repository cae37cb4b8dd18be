"""/metrics is for who knows the token, and tells what an alert needs."""

import pytest
from prometheus_client.parser import text_string_to_metric_families
from test_ops import predicted, report
from visitor import Browser

from client.app.main import create_app
from client.app.operator.metrics import Pace

TOKEN = "a token for prometheus"


@pytest.fixture
def app(config):
    app = create_app({**config, "CLIENT_METRICS_TOKEN": TOKEN})
    yield app
    app.extensions["engine"].dispose()


def scraped(app) -> dict[tuple[str, tuple], float]:
    answer = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer another"},
                {"Authorization": "Bearer \N{SNOWMAN}".encode().decode("latin-1")}],
)  # fmt: skip
def test_nobody_else_reads_it(app, config, headers):
    assert app.test_client().get("/metrics", headers=headers).status_code == 404
    without = create_app(config)
    assert without.test_client().get("/metrics", headers=headers).status_code == 404
    without.extensions["engine"].dispose()


def test_requests_answers_and_predictions_are_counted(app, service):
    before = scraped(app)
    student = Browser(app)
    student.sign_in()
    student.answer("6/9")
    service.status = 503
    student.answer("6/9")
    app.test_client().get("/no-such-page")
    after = scraped(app)

    def grown(name: str, **labels: str) -> float:
        key = name, tuple(sorted(labels.items()))
        return after.get(key, 0) - before.get(key, 0)

    assert grown("page_requests_total", endpoint="practice.answer", status="3xx") == 2
    assert grown("page_requests_total", endpoint="none", status="4xx") == 1
    assert grown("page_request_seconds_count", endpoint="practice.answer") == 2
    assert grown("page_answers_total", right="yes") + grown("page_answers_total", right="no") == 2
    assert grown("page_predictions_total", outcome="came") >= 1
    assert grown("page_predictions_total", outcome="failed") >= 1


def test_it_tells_the_parts_the_runs_and_the_model(app):
    engine = app.extensions["engine"]
    runs = {"retrain_and_push_dag": [{"id": "r", "state": "failed", "why": "failed: train",
                                      "at": "2026-11-27T10:00:00+00:00"}]}  # fmt: skip
    report(engine, {"airflow": "the newest run failed"}, airflow={"runs": runs},
           lake={"waiting": 42}, disk={"free": 5e9})  # fmt: skip
    predicted(engine, 900, lambda _p, _i, true: (max(true - 0.2, 0.01), "low-d1-aa"))
    told = scraped(app)
    assert told["page_database_up", ()] == 1
    assert told["platform_part_up", (("part", "airflow"),)] == 0
    assert told["platform_part_up", (("part", "lake"),)] == 1
    assert told["platform_dag_failed", (("dag", "retrain_and_push_dag"),)] == 1
    assert told["platform_answers_waiting", ()] == 42
    assert told["platform_disk_free_bytes", ()] == 5e9
    assert told["live_model_info", (("model_version", "low-d1-aa"),)] == 1
    assert told["live_quality_alarm", (("kind", "uncalibrated"),)] == 1
    assert told["live_quality_answers", (("model_version", "low-d1-aa"),)] == 900


def test_the_pace_is_that_of_the_last_five_minutes(app, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("client.app.operator.metrics.time.monotonic", lambda: now[0])
    pace = Pace()
    assert pace.a_minute() is None
    browser = app.test_client()
    for requests in (0, 30, 30, 30, 0, 0, 0, 0):  # each minute
        for _ in range(requests):
            browser.get("/up")
        pace.look()
        now[0] += 60
    # thirty requests came between the second minute and the seventh
    assert pace.a_minute() == pytest.approx(6, abs=0.1)
