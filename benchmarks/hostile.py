"""What hostile requests do to the service: how it answers, who waits for them, what memory stays.

    python -m benchmarks.hostile
    python -m benchmarks.hostile --bundle var/bundles/flagship-… --requests 2000 --seed 7

Packs a bundle and runs it as production does. Sends bodies that no honest client sends
(`benchmarks.hostile_bodies`), asks for paths that are not there, and holds connections open a byte
at a time, while `/livez` is asked all along. The last line is JSON.
"""

import argparse
import asyncio
import contextlib
import json
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.hostile_bodies import bodies
from benchmarks.served import ROOT, BenchmarkError, Served, connected, head, pack, probed, serve
from benchmarks.serving import body_of, bundle_of, load

SLOW_CLIENTS = 20
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD2")
UNKNOWN_PATHS = 500


async def attack(service: Served, requests: int, clients: int, seed: int) -> dict[str, Any]:
    """Send everything; figures of it."""
    statuses: Counter[int | str] = Counter()
    most_mb = before_mb = service.rss_mb()
    series = len(await metrics(service.port))
    begun = time.perf_counter()

    async def watch_memory() -> None:
        nonlocal most_mb
        while True:
            most_mb = max(most_mb, service.rss_mb())
            await asyncio.sleep(0.2)

    with probed(service.port) as delays:
        async with asyncio.TaskGroup() as group:
            extras = [group.create_task(watch_memory())]
            extras += [group.create_task(trickle(service.port, k)) for k in range(SLOW_CLIENTS)]
            waiting = bodies(seed, requests)
            senders = [
                asyncio.create_task(send(service.port, waiting, statuses)) for _ in range(clients)
            ]
            await asyncio.gather(*senders)
            await wander(service.port, seed)
            for task in extras:
                task.cancel()
    await asyncio.sleep(1)  # connections that are held close
    return {
        "requests": requests,
        "statuses": {str(status): count for status, count in sorted(statuses.items(), key=str)},
        "server_errors": sum(n for status, n in statuses.items() if str(status).startswith("5")),
        "livez_max_ms": 1000 * max(delays),
        "livez_p99_ms": 1000 * sorted(delays)[int(0.99 * len(delays))],
        "rss_mb": before_mb,
        "rss_growth_mb": service.rss_mb() - before_mb,
        "rss_most_growth_mb": most_mb - before_mb,
        "new_metric_lines": len(await metrics(service.port)) - series,
        "seconds": time.perf_counter() - begun,
    }


async def send(port: int, waiting: Iterator[bytes], statuses: Counter[int | str]) -> None:
    """Send bodies until there are none, over a new connection where the service closes one."""
    body = next(waiting, None)
    while body is not None:
        async with connected(port) as client:
            stays = True
            while stays and body is not None:
                try:
                    status, _, stays = await client.ask(head("POST", "/predict", body))
                    statuses[status] += 1
                except (ConnectionError, asyncio.IncompleteReadError):
                    statuses["closed"] += 1  # it does not read a body that is too large
                    stays = False
                body = next(waiting, None)


async def wander(port: int, seed: int) -> None:
    """Ask for paths that nobody has, by all methods."""
    chance = random.Random(seed)
    for number in range(UNKNOWN_PATHS):
        path = f"/{chance.choice(('a', 'predict', 'static_content', '..%2f', '%00'))}/{number}"
        async with connected(port) as client:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                await client.ask(head(chance.choice(METHODS), path))


async def trickle(port: int, number: int) -> None:
    """Keep a connection busy with a request that comes a byte at a time, again and again."""
    request = head("POST", "/predict", b'{"history": []}' * 100)
    start = 0 if number % 2 else request.index(b"\r\n\r\n") + 4
    while True:
        with contextlib.suppress(ConnectionError):
            async with connected(port) as client:
                client.writer.write(request[:start])
                for place in range(start, len(request)):
                    client.writer.write(request[place : place + 1])
                    await client.writer.drain()
                    await asyncio.sleep(0.2)


async def metrics(port: int) -> list[str]:
    """Lines of `/metrics`."""
    async with connected(port) as client:
        _, text, _ = await client.ask(head("GET", "/metrics"))
    return text.decode().splitlines()


def main() -> None:
    parser = argparse.ArgumentParser(description="Hostile requests against one packed service.")
    parser.add_argument("--config", default="flagship", help="of the bundle that is trained")
    parser.add_argument("--bundle", type=Path, help="a bundle that is there")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=4, help="how many send at a time")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--checkout", type=Path, default=ROOT, help="code to attack (this)")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="dkt-hostile-") as name:
        folder = Path(name)
        bundle = arguments.bundle or bundle_of(arguments.config, folder / "bundles")
        bento = pack(bundle, folder / "home", arguments.checkout)
        with serve(bento, folder / "serve.log") as service:
            asyncio.run(load(service.port, body_of(100, 0), 8, 3))  # warm
            told = asyncio.run(
                attack(service, arguments.requests, arguments.clients, arguments.seed)
            )
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    try:
        main()
    except (BenchmarkError, OSError) as err:
        sys.stderr.write(f"benchmarks.hostile: {err}\n")
        raise SystemExit(1) from err
