"""Ask a service for predictions without a pause, each on a connection of its own, until SIGTERM.

    python load.py http://inference:3000/predict '{"history": []}' 4

For a container in the stack's network that is no part of the stack: nothing is retried, nothing is
ours but the last line, one JSON object: requests, failed, failures, models, slowest_s.
"""

import json
import signal
import sys
import threading
import time
import urllib.request
from collections import Counter

TIMEOUT_S = 10
TOLD = 10


class Load:
    """What all threads got together."""

    def __init__(self, url: str, body: str):
        self.url, self.body = url, body.encode()
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.requests, self.slowest_s = 0, 0.0
        self.failures: list[str] = []
        self.models: Counter[str] = Counter()

    def run(self) -> None:
        """One thread's work."""
        while not self.stop.is_set():
            started = time.monotonic()
            model, failure = None, None
            try:
                model = self._ask()["model_version"]
            except (OSError, ValueError, LookupError) as err:
                failure = f"{time.strftime('%H:%M:%S')} {err!r}"
            with self.lock:
                self.requests += 1
                self.slowest_s = max(self.slowest_s, time.monotonic() - started)
                if model:
                    self.models[model] += 1
                if failure:
                    self.failures.append(failure)

    def _ask(self) -> dict:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url, self.body, headers)
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            return json.load(answer)

    def figures(self) -> dict:
        return {
            "requests": self.requests,
            "failed": len(self.failures),
            "failures": self.failures[:TOLD],
            "models": dict(self.models),
            "slowest_s": round(self.slowest_s, 3),
        }


def main(url: str, body: str, threads: str) -> None:
    load = Load(url, body)
    signal.signal(signal.SIGTERM, lambda *_: load.stop.set())
    workers = [threading.Thread(target=load.run) for _ in range(int(threads))]
    for worker in workers:
        worker.start()
    load.stop.wait()
    for worker in workers:
        worker.join()
    sys.stdout.write(json.dumps(load.figures()) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
