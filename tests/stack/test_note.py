"""A note goes to the run whose task the command is; without an Airflow nothing is lost."""

import io

import httpx
import pytest

from stack import note
from stack.airflow_rest import Airflow


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch):
    """Give it these lines on standard input; returns what Airflow was asked, if anything."""

    def tell(text: str, code: int = 200) -> list[httpx.Request]:
        asked: list[httpx.Request] = []

        def answer(request: httpx.Request) -> httpx.Response:
            asked.append(request)
            signed_in = request.url.path == "/auth/token"
            return httpx.Response(201, json={"access_token": "x"}) if signed_in else (
                httpx.Response(code, json={}))  # fmt: skip

        def open_(settings: object) -> Airflow:
            airflow = Airflow(settings)
            airflow.http = httpx.Client(
                base_url=airflow.http.base_url, transport=httpx.MockTransport(answer)
            )
            return airflow

        monkeypatch.setattr(note, "Airflow", open_)
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        note.note()
        return asked

    return tell


@pytest.fixture
def in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CTX_DAG_ID", "retrain_and_push_dag")
    monkeypatch.setenv("AIRFLOW_CTX_DAG_RUN_ID", "scheduled__2026-11-01T00:30:00+00:00")


@pytest.mark.usefixtures("in_a_run")
def test_the_last_line_becomes_the_runs_note_and_is_printed(told, capsys):
    _, asked = told("story\nlstm-d4-x is probably worse: “grade 3”\n")
    assert capsys.readouterr().out == "lstm-d4-x is probably worse: “grade 3”\n"
    assert asked.method == "PATCH"
    run = "scheduled__2026-11-01T00%3A30%3A00%2B00%3A00"
    assert asked.url.raw_path.decode() == f"/api/v2/dags/retrain_and_push_dag/dagRuns/{run}"
    assert httpx.Response(200, content=asked.content).json() == {
        "note": "lstm-d4-x is probably worse: “grade 3”"
    }


@pytest.mark.usefixtures("in_a_run")
def test_an_airflow_that_takes_no_note_is_a_line_in_the_log(told, capsys):
    told("kept\n", code=503)
    said = capsys.readouterr()
    assert said.out == "kept\n" and "Airflow did not take the note" in said.err


def test_outside_a_run_or_without_a_line_nobody_is_asked(told, capsys, monkeypatch):
    monkeypatch.delenv("AIRFLOW_CTX_DAG_ID", raising=False)
    assert told("kept\n") == [] and capsys.readouterr().out == "kept\n"
    assert told("") == [] and capsys.readouterr().out == ""
