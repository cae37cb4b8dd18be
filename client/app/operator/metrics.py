"""Figures for Prometheus: `GET /metrics`, for who knows CLIENT_METRICS_TOKEN; without one, 404.

    curl -H 'Authorization: Bearer …' http://127.0.0.1:5000/metrics

Requests are counted by each worker and added up over all of this page's (gunicorn.conf.py). What
the database knows is asked at each scrape: the report of all parts, runs of DAGs, live quality.
Labels are bounded: endpoints of the page, parts, DAGs, and the newest MODELS model versions.
"""

import hmac
import math
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from flask import Blueprint, abort, current_app, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector
from sqlalchemy.exc import SQLAlchemyError

from ..database import db
from .alarms import alarms, newest_of, over_days
from .known import Known, ask

bp = Blueprint("metrics", __name__)

MODELS = 3
KINDS = ("useless", "uncalibrated", "worse")


@bp.get("/metrics")
def show():
    token = current_app.config["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        abort(404)
    text = generate_latest(requests_of_all_workers())
    parts = CollectorRegistry()
    parts.register(_Database())
    return text + generate_latest(parts), 200, {"Content-Type": CONTENT_TYPE_LATEST}


def requests_of_all_workers() -> CollectorRegistry:
    """Of this process alone where there is one."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


class _Database(Collector):
    """What the database knows, asked while Prometheus waits."""

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("page_database_up", "Whether the database answers this page.")
        try:
            known = db.read(current_app.extensions["engine"], ask, wait_s=0)
        except SQLAlchemyError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from _of_report(known)
        yield from _of_quality(known)


def _of_report(known: Known) -> Iterable[Metric]:
    age = GaugeMetricFamily("platform_report_age_seconds", "Since every part was asked.")
    well = GaugeMetricFamily("platform_part_up", "Whether a part is well.", labels=["part"])
    failed = GaugeMetricFamily(
        "platform_dag_failed", "Whether the newest run of a DAG failed.", labels=["dag"]
    )
    ran = GaugeMetricFamily("platform_dag_age_seconds", "Since its newest run.", labels=["dag"])
    waiting = GaugeMetricFamily("platform_answers_waiting", "Answers that are not in the lake.")
    free = GaugeMetricFamily("platform_disk_free_bytes", "Free on the server's disk.")
    now = db.now()
    if known.report is None or known.reported_at is None:
        return [age]
    age.add_metric([], (now - known.reported_at).total_seconds())
    for part in known.report["parts"]:
        facts: dict[str, Any] = part["facts"]
        well.add_metric([part["name"]], float(part["ok"]))
        if "waiting" in facts:
            waiting.add_metric([], facts["waiting"])
        if "free" in facts:
            free.add_metric([], facts["free"])
        for dag, runs in facts.get("runs", {}).items():
            if runs:
                failed.add_metric([dag], float(runs[0]["state"] == "failed"))
                if at := runs[0]["at"]:
                    ran.add_metric([dag], (now - datetime.fromisoformat(at)).total_seconds())
    return [age, well, failed, ran, waiting, free]


def _of_quality(known: Known) -> Iterable[Metric]:
    names = {
        "log_loss": "Nats an answer, over 7 days.",
        "gap": "Share right less what was predicted, over 7 days.",
        "better": "Nats an answer better than the baseline, over 7 days.",
    }
    figures = {
        name: GaugeMetricFamily(f"live_quality_{name}", text, labels=["model_version"])
        for name, text in names.items()
    }
    answers = GaugeMetricFamily(
        "live_quality_answers", "Answers a model predicted.", labels=["model_version"]
    )
    alarm = GaugeMetricFamily("live_quality_alarm", "What is wrong with it.", labels=["kind"])
    for model in sorted(known.models, key=lambda one: one.last_at)[-MODELS:]:
        answers.add_metric([model.version], model.answers)
        for name, family in figures.items():
            if told := over_days(model, known.days, name):
                family.add_metric([model.version], told.value)
    told_of = {one.kind for one in alarms(known.models, known.days)}
    for kind in KINDS:
        alarm.add_metric([kind], float(kind in told_of))
    live = GaugeMetricFamily(
        "live_model_info", "The model that predicted the newest answer.", labels=["model_version"]
    )
    if newest := newest_of(known.models):
        live.add_metric([newest.version], 1)
    return [*figures.values(), answers, alarm, live]


class Pace:
    """How many requests this page's workers answer a minute, over the last five."""

    SPAN_S = 300.0

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def look(self) -> None:
        """Take the count down; to be called now and then."""
        now = time.monotonic()
        self._seen.append((now, requests_so_far().answered))
        while now - self._seen[0][0] > self.SPAN_S:
            self._seen.popleft()

    def a_minute(self) -> float | None:
        """None before there is anything to compare with."""
        if len(self._seen) < 2:
            return None
        (begun, before), (ended, after) = self._seen[0], self._seen[-1]
        return 60 * (after - before) / (ended - begun)


class Requests(NamedTuple):
    """What this page's workers answered since it started; times in seconds."""

    answered: int
    failed: int
    median_s: float | None
    slow_s: float | None
    """99% were answered within this."""
    predictions: int
    predictions_failed: int


def requests_so_far() -> Requests:
    """Times are the upper ends of the buckets that they are counted in."""
    by_name: dict[str, list[Any]] = {}
    for family in requests_of_all_workers().collect():
        for sample in family.samples:
            by_name.setdefault(sample.name, []).append(sample)
    requests = by_name.get("page_requests_total", [])
    predictions = by_name.get("page_predictions_total", [])
    within: dict[float, float] = {}
    for sample in by_name.get("page_request_seconds_bucket", []):
        end = float(sample.labels["le"])
        within[end] = within.get(end, 0.0) + sample.value

    def share(part: float) -> float | None:
        total = within.get(math.inf, 0.0)
        return min((end for end, n in within.items() if total and n >= part * total), default=None)

    def count(samples: list[Any], **labels: str) -> int:
        fit = (one for one in samples if labels.items() <= one.labels.items())
        return int(sum(one.value for one in fit))

    return Requests(
        answered=count(requests), failed=count(requests, status="5xx"), median_s=share(0.5),
        slow_s=share(0.99), predictions=count(predictions),
        predictions_failed=count(predictions, outcome="failed"),
    )  # fmt: skip
