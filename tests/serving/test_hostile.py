"""Hostile requests against the service: it answers each with a 4xx, and nobody waits for them."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from benchmarks.hostile import attack, metrics
from benchmarks.hostile_bodies import HEAVY, bodies
from benchmarks.served import Served, connected, head, pack, serve
from benchmarks.serving import body_of, load
from serving.contract import RequestError, parse_request
from serving.door import Door

MIXED = 300


def test_the_same_seed_gives_the_same_bodies():
    assert list(bodies(3, 40)) == list(bodies(3, 40)) != list(bodies(4, 40))


def test_no_body_ends_in_anything_but_a_request_or_its_problems():
    told: Counter[str] = Counter()
    for body in bodies(1, 300):
        if len(body) > 2**20:
            continue
        try:
            parse_request(body)
            told["request"] += 1
        except RequestError as err:
            told["problems"] += 1
            assert 1 <= len(err.problems) <= 20
            assert sum(map(len, err.problems)) < 10_000
    assert min(told.values()) > 10  # both kinds are among them


@pytest.mark.parametrize("path", ["/nothing", "/predict/", "//predict", "/PREDICT", "/\x00", ""])
def test_an_unknown_path_is_one_path(path):
    seen = []

    async def app(scope, _receive, _send):
        seen.append((scope["path"], scope["raw_path"]))

    for one in (path, "/predict"):
        scope = {"type": "http", "path": one, "raw_path": one.encode()}
        asyncio.run(Door(app)(scope, None, None))  # type: ignore[arg-type]
    assert seen == [("/unknown", b"/unknown"), ("/predict", b"/predict")]


@pytest.fixture(scope="module")
def served(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The packed service, as production runs it."""
    folder = tmp_path_factory.mktemp("served")
    with serve(pack(bundle, folder / "home"), folder / "serve.log") as service:
        yield service


async def status_of(port: int, request: bytes) -> int:
    async with connected(port) as client:
        return (await client.ask(request))[0]


@pytest.mark.stack
def test_hostile_requests_hold_nobody_up_and_leave_nothing(served):
    asyncio.run(load(served.port, body_of(50, 0), 8, 1))
    told = asyncio.run(attack(served, MIXED, 4, seed=5))
    assert set(told["statuses"]) <= {"200", "400", "413", "429", "closed"}  # 429: a busy machine
    assert told["server_errors"] == 0
    assert told["livez_max_ms"] < 1000  # on a busy machine; 2 to 4 s when it parsed them itself
    assert told["rss_growth_mb"] < 30
    assert told["new_metric_lines"] < 200  # of 500 unknown paths


@pytest.mark.stack
@pytest.mark.parametrize("kind", range(len(HEAVY)))
def test_the_largest_bodies_are_answered_in_time(served, kind):
    request = head("POST", "/predict", HEAVY[kind](random.Random(kind)))
    assert asyncio.run(status_of(served.port, request)) in (200, 400, 413)


@pytest.mark.stack
def test_metrics_say_which_model_answers(served, bundle):
    (line,) = [one for one in asyncio.run(metrics(served.port)) if one.startswith("dkt_model_info")]
    assert f'model_version="{bundle.name}"' in line and line.endswith(" 1.0")


@pytest.mark.stack
def test_labels_of_metrics_are_few(served):
    for path in ("/nothing", "/predict/", "/%00"):
        assert asyncio.run(status_of(served.port, head("GET", path, b""))) in (404, 405)
    labels = {
        part for line in asyncio.run(metrics(served.port)) for part in line.split('endpoint="')[1:]
    }
    paths = {part.split('"')[0] for part in labels}
    assert "/unknown" in paths
    assert paths <= {"/predict", "/version", "/livez", "/readyz", "/unknown", "/"}


@pytest.mark.stack
def test_a_prediction_process_that_is_killed_costs_at_most_its_request(served):
    ask = head("POST", "/predict", body_of(20, 0))
    assert asyncio.run(status_of(served.port, ask)) == 200
    for one in served.process.children(recursive=True):
        os.kill(one.pid, signal.SIGKILL)
    first = asyncio.run(status_of(served.port, ask))
    assert first in (200, 503)
    assert asyncio.run(status_of(served.port, ask)) == 200
    assert asyncio.run(status_of(served.port, head("GET", "/readyz"))) == 200


@pytest.mark.stack
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopping_finishes_what_is_under_way_and_leaves_no_process(bundle, tmp_path, number):
    async def stopped() -> list[int]:
        async def ask() -> int:
            async with connected(service.port) as client:
                await client.ask(head("GET", "/livez"))
                under_way.release()
                return (await client.ask(body))[0]

        body = head("POST", "/predict", body_of(5000, 0))
        under_way = asyncio.Semaphore(0)
        asking = [asyncio.create_task(ask()) for _ in range(2)]
        for _ in asking:
            await under_way.acquire()
        await asyncio.sleep(0.3)  # until it has come over the loopback
        for one in (service.process, *family):  # a terminal signals the whole group
            one.send_signal(number)
        return await asyncio.gather(*asking)

    with serve(pack(bundle, tmp_path / "home"), tmp_path / "serve.log") as service:
        family = service.process.children(recursive=True)
        assert asyncio.run(stopped()) == [200, 200]
    gone, alive = psutil.wait_procs(family, timeout=10)
    assert not alive and gone
