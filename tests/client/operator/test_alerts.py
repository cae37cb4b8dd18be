"""The alert rules in a real Prometheus that scrapes a real page: each fires, and clears again.

It scrapes each half a second, windows are three seconds, and no rule waits for more than one.
"""

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
import yaml
from made_up import GRADES, answers, store
from postgres_server import free_port
from prometheus_client import start_http_server
from test_ops import report
from visitor import FakeService
from web_server import Student, WebServer

from client.app.database import db
from client.app.operator.live_quality import catch_up

MONITORING = Path(__file__).resolve().parents[3] / "deploy" / "monitoring"
PROMETHEUS = shutil.which("prometheus")
TOKEN = "a token for prometheus"
pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not PROMETHEUS, reason="prometheus is not installed (Debian: prometheus)"),
]


class Prometheus:
    """A server with the rules of the repository, sped up."""

    def __init__(self, folder: Path, page: str, service: str) -> None:
        self.port = free_port()
        rules = (MONITORING / "alerts.yml").read_text()
        rules = re.sub(r"\[5m\]", "[3s]", rules)
        rules = re.sub(r"for: \d+m", "for: 1s", rules)
        (folder / "alerts.yml").write_text(rules)
        config = yaml.safe_load((MONITORING / "prometheus.yml").read_text())
        config["global"] = {"scrape_interval": "500ms", "evaluation_interval": "500ms"}
        for job, target in zip(config["scrape_configs"], (page, service), strict=True):
            job["static_configs"] = [{"targets": [target.removeprefix("http://")]}]
        (folder / "client_metrics_token").write_text(TOKEN)
        (folder / "prometheus.yml").write_text(yaml.safe_dump(config))
        assert PROMETHEUS
        self.process = subprocess.Popen(
            [PROMETHEUS, f"--config.file={folder / 'prometheus.yml'}",
             f"--storage.tsdb.path={folder / 'data'}",
             f"--web.listen-address=127.0.0.1:{self.port}"],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=(folder / "log").open("wb"),
        )  # fmt: skip

    def firing(self) -> set[str]:
        try:
            told = requests.get(f"http://127.0.0.1:{self.port}/api/v1/alerts", timeout=5).json()
        except requests.ConnectionError:
            return {"not up yet"}
        alerts = told["data"]["alerts"]
        return {one["labels"]["alertname"] for one in alerts if one["state"] == "firing"}

    def until(self, condition: Callable[[set[str]], bool], meanwhile: Callable = lambda: None):
        give_up = time.monotonic() + 60
        while not condition(firing := self.firing()):
            assert time.monotonic() < give_up, firing
            meanwhile()
            time.sleep(0.1)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


class Site:
    """A page that can be broken and mended, part by part."""

    def __init__(self, config: dict, service: FakeService, folder: Path) -> None:
        self.config = {**config, "CLIENT_METRICS_TOKEN": TOKEN}
        self.service, self.folder = service, folder
        self.page = WebServer(self.config, folder / "page.log").wait()
        self.engine = db.open_database(config["CLIENT_DATABASE_URL"])
        self.replica, _ = start_http_server(port := free_port(), "127.0.0.1")
        self.replica_port = port
        self.student = Student(self.page.url, "Mina")
        self.student.sign_in()

    def report(self, red: dict[str, str] | None = None, **facts) -> None:
        report(self.engine, red, **{"disk": {"free": 9e9}, **facts})

    def look(self) -> None:
        self.student.get("/practice")

    def runs(self, state: str) -> dict:
        return {"runs": {"update_data_dag": [{"state": state, "at": None, "why": ""}]}}

    def rename(self, table: str, new: str) -> None:
        with db.writing(self.engine) as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {new}")

    def stop_page(self) -> None:
        self.page.terminate()
        self.page.process.wait(30)

    def start_page(self) -> None:
        port = self.page.port
        self.page = WebServer(self.config, self.folder / "again.log", port).wait()

    def stop_replica(self) -> None:
        self.replica.shutdown()
        self.replica.server_close()

    def start_replica(self) -> None:
        self.replica, _ = start_http_server(self.replica_port, "127.0.0.1")

    def predict(self, version: str, off: float) -> None:
        """900 answers up to now, of a model that is off by so much."""
        rows = answers(
            900, 30, lambda _p, _i, true: (min(max(true - off, 0.01), 0.99), version),
            seed=len(version), minutes=1 / 60, start=db.now() - timedelta(minutes=15),
        )  # fmt: skip
        store(self.engine, rows)
        while catch_up(self.engine, GRADES):
            pass

    def end(self) -> None:
        self.stop_replica()
        self.engine.dispose()
        self.page.stop()


@pytest.fixture
def site(config, service, tmp_path) -> Iterator[Site]:
    site = Site(config, service, tmp_path)
    yield site
    site.end()


def slow(_history) -> None:
    time.sleep(1.5)  # the page waits for its prediction: this is what is slow about it


def test_each_alert_fires_and_clears(site: Site, tmp_path):
    folder = tmp_path / "prometheus"
    folder.mkdir()
    replica = f"127.0.0.1:{site.replica_port}"
    prometheus = Prometheus(folder, site.page.url, replica)
    groups = yaml.safe_load((folder / "alerts.yml").read_text())["groups"]
    every = {rule["alert"] for group in groups for rule in group["rules"]}
    answer, look, service = site.student.answer, site.look, site.service
    old = timedelta(minutes=10)
    cases: dict[str, tuple[Callable, Callable, Callable]] = {
        "PartWrong": (lambda: site.report({"store": "S3 is away"}), site.report, look),
        "DagFailed": (lambda: site.report(airflow=site.runs("failed")),
                      lambda: site.report(airflow=site.runs("success")), look),
        "DiskNearlyFull": (lambda: site.report(disk={"free": 1e9}), site.report, look),
        "NobodyLooks": (lambda: report(site.engine, age=old), site.report, look),
        "ServiceDown": (site.stop_replica, site.start_replica, look),
        "PageErrors": (lambda: site.rename("forecasts", "gone"),
                       lambda: site.rename("gone", "forecasts"), look),
        "DatabaseDown": (lambda: site.rename("status", "gone"),
                         lambda: site.rename("gone", "status"), look),
        "PredictionsFail": (lambda: setattr(service, "status", 503),
                            lambda: setattr(service, "status", 200), answer),
        "PageSlow": (lambda: setattr(service, "before", slow),
                     lambda: setattr(service, "before", lambda _history: None), answer),
        "PageDown": (site.stop_page, site.start_page, lambda: None),
        "ModelWrong": (lambda: site.predict("low-d1-aa", 0.25),
                       lambda: site.predict("good-d2-bb", 0.0), lambda: None),
    }  # fmt: skip
    assert set(cases) == every
    site.report()
    try:
        prometheus.until(lambda firing: "not up yet" not in firing)
        for name, (harm, mend, meanwhile) in cases.items():
            harm()
            prometheus.until(lambda firing, name=name: name in firing, meanwhile)
            mend()
            prometheus.until(lambda firing, name=name: name not in firing, meanwhile)
    finally:
        prometheus.stop()
