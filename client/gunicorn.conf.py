"""Gunicorn's settings for the web page; read from the current folder: `cd client && gunicorn ...`.

CLIENT_BIND (default 127.0.0.1:5000), CLIENT_WORKERS (default 2) and CLIENT_DRAIN_S (default 0, in
the image 3) override. Many threads, since a request mostly waits: for a commit, for a prediction,
for a database that restarts.
"""

import atexit
import logging
import os
import shutil
import tempfile
import threading
from pathlib import Path

from gunicorn.workers.gthread import ThreadWorker

DRAIN_S = float(os.environ.get("CLIENT_DRAIN_S", "0"))


def _forget(master, folder):
    """Remove the files at the end of gunicorn itself; workers inherit what it does at exit."""
    if os.getpid() == master:
        shutil.rmtree(folder, ignore_errors=True)


class DrainingWorker(ThreadWorker):
    """On SIGTERM goes on for CLIENT_DRAIN_S, until those who send requests have heard of it; then
    takes in whoever has knocked, shuts the door, and serves them.

    Gunicorn's own stops taking requests at once and leaves the door open until it has served those
    it has: whoever knocks meanwhile is reset, and no proxy sends a form again that may have been
    taken. One that is refused it sends to another replica.
    """

    sockets: list
    draining = False

    def handle_exit(self, sig, frame):
        if not self.draining:
            self.draining = True
            last_call = threading.Timer(DRAIN_S, super().handle_exit, (sig, frame))
            last_call.daemon = True
            last_call.start()

    def set_accept_enabled(self, enabled):
        super().set_accept_enabled(enabled)
        if self.alive:
            return
        for door in self.sockets:
            known = None
            while known != self.nr_conns:
                known = self.nr_conns
                self.accept(door)
            door.close()
        self.sockets = []


bind = os.environ.get("CLIENT_BIND", f"127.0.0.1:{os.environ.get('CLIENT_PORT', '5000')}")
workers = int(os.environ.get("CLIENT_WORKERS", "2"))
worker_class = DrainingWorker
threads = 32  # each may hold a connection to SQLite: THREADS in app/db.py
timeout = 60
graceful_timeout = 28  # longer than a request may wait for the database, shorter than Swarm's 30 s
keepalive = 75  # longer than a proxy keeps a connection idle, so that the proxy ends it
accesslog = "-"
control_socket_disable = True
# memory, and writable where nothing else is
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None

# workers count requests in files that all of them add up (app/operator/metrics.py)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp("", "page-metrics-", worker_tmp_dir)
atexit.register(_forget, os.getpid(), os.environ["PROMETHEUS_MULTIPROC_DIR"])


def child_exit(server, worker):
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def post_worker_init(worker):
    """Each worker adds up how good the live model is; whichever is first does it."""
    worker.wsgi.extensions["keeper"].start()


logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
