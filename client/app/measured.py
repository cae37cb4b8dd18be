"""What each worker counts for `/metrics` (`operator/metrics.py`)."""

import time

from flask import Flask, g, request
from prometheus_client import Counter, Histogram

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
REQUESTS = Counter("page_requests", "Requests answered.", ["endpoint", "status"])
SECONDS = Histogram("page_request_seconds", "Time to answer.", ["endpoint"], buckets=BUCKETS)
PREDICTIONS = Counter("page_predictions", "Predictions asked for.", ["outcome"])
ANSWERS = Counter("page_answers", "Answers stored.", ["right"])


def measure(app: Flask) -> None:
    """Count every request of the page."""

    @app.before_request
    def begin() -> None:
        g.began = time.monotonic()

    @app.after_request
    def count(response):
        endpoint = request.endpoint or "none"
        REQUESTS.labels(endpoint, f"{response.status_code // 100}xx").inc()
        SECONDS.labels(endpoint).observe(time.monotonic() - g.get("began", time.monotonic()))
        return response
