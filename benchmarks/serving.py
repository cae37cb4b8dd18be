"""How many predictions a second one service makes, for one client and for many at once.

    python -m benchmarks.serving
    python -m benchmarks.serving --bundle var/bundles/flagship-… --clients 1,8,32 --seconds 20
    python -m benchmarks.serving --checkout . --checkout ../another

Packs a bundle (by default one of the shipped flagship, trained on simulated answers) and runs it as
production does. Clients ask over connections that they keep, one request after the other. Several
checkouts are measured by turns; figures are medians of the rounds. The last line is JSON.
"""

import argparse
import asyncio
import contextlib
import json
import logging
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.served import ROOT, BenchmarkError, Served, connected, head, pack, probed, serve
from data.simulate import simulate
from dkt.config.schema import load_config
from dkt.dataset.frame import COLUMNS
from dkt.features.question_bank import read_question_bank
from dkt.pipeline import Source, train

QUESTIONS = ROOT / "questions.csv"
ANSWERS = 30_000
"""As many as a new embedded stack's first model is trained on."""


def bundle_of(config: str, folder: Path) -> Path:
    """A bundle of a shipped config, trained on simulated answers."""
    bank = pl.read_csv(QUESTIONS, infer_schema=False)
    rows = simulate(bank, ANSWERS).select(COLUMNS)
    return train(Source(rows, 0), load_config(config), None, folder)


def body_of(answers: int, candidates: int, seed: int = 0) -> bytes:
    """A request: so many answers of one student over the bank's items, and candidates among them.

    candidates: 0 leaves them out, and the service takes the whole bank.
    """
    chance = random.Random(seed)
    items = [question.id for question in read_question_bank(QUESTIONS)]
    history = [
        {"assessmentItemID": chance.choice(items), "answerCode": int(chance.random() < 0.7),
         "Timestamp": f"2026-03-{1 + k // 400:02d}T{8 + k // 50 % 8:02d}:{k % 50:02d}:00Z",
         "elapsed_s": round(chance.uniform(2, 60), 1)}
        for k in range(answers)
    ]  # fmt: skip
    request: dict[str, Any] = {"history": history, "asked_at": "2026-04-01T16:00:00Z"}
    if candidates:
        request["candidates"] = [items[k % len(items)] for k in range(candidates)]
    return json.dumps(request).encode()


async def load(port: int, body: bytes, clients: int, seconds: float) -> dict[str, float]:
    """Figures of so many clients asking for so long."""
    request = head("POST", "/predict", body)
    took: list[float] = []
    refused = 0
    end = 0.0

    async def ask() -> None:
        nonlocal refused
        async with connected(port) as client:
            while (begun := time.perf_counter()) < end:
                status, answer, _ = await client.ask(request)
                if status == 200:
                    took.append(time.perf_counter() - begun)
                elif status in (429, 503):
                    refused += 1
                else:
                    raise BenchmarkError(f"HTTP {status}: {answer[:300]!r}")

    with probed(port) as delays:
        begun = time.perf_counter()
        end = begun + seconds
        await asyncio.gather(*(ask() for _ in range(clients)))
        took_s = time.perf_counter() - begun
    return {
        "requests_s": len(took) / took_s,
        "p50_ms": 1000 * float(np.percentile(took, 50)),
        "p99_ms": 1000 * float(np.percentile(took, 99)),
        "livez_max_ms": 1000 * max(delays),
        "refused": refused,
    }


def measure(
    services: dict[str, Served], body: bytes, clients: list[int], seconds: float, rounds: int
) -> dict[str, Any]:
    """Medians over rounds in which all services are asked by turns, by service."""
    before = {name: one.rss_mb() for name, one in services.items()}
    told: dict[str, dict[int, list[dict[str, float]]]] = {}
    for number in range(rounds):
        for many in clients:
            for name, service in services.items():
                figures = asyncio.run(load(service.port, body, many, seconds))
                told.setdefault(name, {}).setdefault(many, []).append(figures)
                words = ", ".join(f"{key} {value:.1f}" for key, value in figures.items())
                sys.stderr.write(f"round {number + 1}, {name}, {many} clients: {words}\n")
    summary = {}
    for name, by_clients in told.items():
        medians = {
            many: {key: statistics.median(one[key] for one in all_) for key in all_[0]}
            for many, all_ in by_clients.items()
        }
        rates = [medians[many]["requests_s"] for many in clients]
        summary[name] = {
            **{f"clients_{many}": figures for many, figures in medians.items()},
            "ratio": rates[-1] / rates[0],
            "start_s": services[name].start_s,
            "rss_mb": services[name].rss_mb(),
            "rss_growth_mb": services[name].rss_mb() - before[name],
        }
    return summary


def main() -> None:
    parser = argparse.ArgumentParser(description="Predictions a second of one packed service.")
    parser.add_argument("--config", default="flagship", help="of the bundle that is trained")
    parser.add_argument("--bundle", type=Path, help="a bundle that is there")
    parser.add_argument("--answers", type=int, default=100, help="answers of the history")
    parser.add_argument("--candidates", type=int, default=0, help="items asked about; 0: the bank")
    parser.add_argument("--clients", default="1,32", help="how many at once, by turns")
    parser.add_argument("--seconds", type=float, default=8, help="of each turn")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--checkout", type=Path, action="append", help="code to measure (this)")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    clients = [int(many) for many in arguments.clients.split(",")]
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dkt-serving-")))
        bundle = arguments.bundle or bundle_of(arguments.config, folder / "bundles")
        services = {}
        for number, checkout in enumerate(arguments.checkout or [ROOT]):
            bento = pack(bundle, folder / f"home-{number}", checkout)
            services[str(checkout)] = stack.enter_context(
                serve(bento, folder / f"serve-{number}.log")
            )
        body = body_of(arguments.answers, arguments.candidates)
        for service in services.values():
            asyncio.run(load(service.port, body, max(clients), 1))  # warm
        summary = measure(services, body, clients, arguments.seconds, arguments.rounds)
    sys.stdout.write(json.dumps(summary) + "\n")


if __name__ == "__main__":
    try:
        main()
    except (BenchmarkError, OSError) as err:
        sys.stderr.write(f"benchmarks.serving: {err}\n")
        raise SystemExit(1) from err
