"""Gunicorn's settings for the web page; read from the current folder: `cd client && gunicorn ...`.

CLIENT_BIND (default 127.0.0.1:5000) and CLIENT_WORKERS (default 2) override. Threads, since a
request mostly waits: for a commit, then for a prediction.
"""

import logging
import os

bind = os.environ.get("CLIENT_BIND", f"127.0.0.1:{os.environ.get('CLIENT_PORT', '5000')}")
workers = int(os.environ.get("CLIENT_WORKERS", "2"))
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 30
accesslog = "-"
control_socket_disable = True

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
