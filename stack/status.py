"""Is all well? One report of everything that this machine runs or leads, part by part.

    python -m stack status            # a line a part, exit code 1 when something is wrong
    python -m stack status --json     # the same for scripts
    python -m stack status --watch    # again and again, into the page's database, for /ops

Every part is asked by itself, all at once, for at most LIMIT_S: one that is away does not hide the
others. `since` says how long a part has been as it is.
"""

import json
import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLateError
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
from docker.errors import DockerException

from data.client_database import open_client_database, transaction
from data.errors import ClientDatabaseError, WarehouseError
from deploy.errors import ImageError, RolloutError
from models.errors import StoreError
from settings import ROOT, Settings, reason
from stack.home import HomeError
from stack.parts import PARTS, Part

LIMIT_S = 10.0
EVERY_S = 20.0
RUNBOOK = ROOT / "docs" / "operations.md"
RUNBOOK_TITLE = "## When a part is red"
STATUS = sa.table(
    "status", sa.column("server"), sa.column("at", sa.DateTime(timezone=True)),
    sa.column("report", sa.JSON),
)  # fmt: skip
WRONG = (
    httpx.HTTPError, StoreError, WarehouseError, ClientDatabaseError, RolloutError, ImageError,
    DockerException, HomeError, OSError, ValueError, LookupError,
)  # fmt: skip
"""What asking a part may raise: it is away, or says what nobody expected."""


def report(settings: Settings, before: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask every part. `before`: the last report, from which `since` goes on."""
    two_servers = settings.peer_airflow_url and settings.server != "all"
    parts = {name: ask for name, ask in PARTS.items() if name != "peer" or two_servers}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    pool = ThreadPoolExecutor(len(parts), "status")
    asked = {name: pool.submit(ask, settings) for name, ask in parts.items()}
    deadline = time.monotonic() + LIMIT_S
    known = {part["name"]: part for part in (before or {}).get("parts", [])}
    told = []
    for name, future in asked.items():
        part = _answer(future, deadline)
        last = known.get(name, {})
        since = last["since"] if last.get("ok") is part.ok else now
        one = {"name": name, "ok": part.ok, "said": part.said, "since": since}
        # of a part that is away the last that was known of it is told
        one["facts"] = part.facts or last.get("facts", {})
        one["facts_at"] = now if part.facts else last.get("facts_at", now)
        if not part.ok:
            one["do"] = runbook(name)
        told.append(one)
    pool.shutdown(wait=False, cancel_futures=True)
    return {"server": settings.server, "at": now, "ok": all(p["ok"] for p in told), "parts": told}


def _answer(future: "Future[Part]", deadline: float) -> Part:
    try:
        return future.result(max(0.1, deadline - time.monotonic()))
    except TooLateError:
        return Part(False, f"no answer within {LIMIT_S:.0f} s")
    except WRONG as err:
        return Part(False, (reason(err).strip() or repr(err)).splitlines()[0][:300])


def runbook(part: str) -> str:
    """What to do: the section of docs/operations.md on a part that is red."""
    text = RUNBOOK.read_text(encoding="utf-8").partition(f"\n{RUNBOOK_TITLE}\n")[2]
    text = text.partition("\n## ")[0]
    return text.partition(f"\n### {part}\n")[2].partition("\n### ")[0].strip()


def watch(settings: Settings) -> None:
    """Report again and again, into the page's database and a file, for as long as who started this
    runs: a supervisor that is killed leaves nobody behind."""
    file = settings.dkt_home / "status.json"
    parent = os.getppid()
    while os.getppid() == parent:
        told = report(settings, read_last(file))
        aside = file.with_suffix(".new")
        aside.write_text(json.dumps(told))
        aside.replace(file)
        with suppress(ClientDatabaseError):  # then the report says so, and /ops shows the last one
            keep(settings, told)
        time.sleep(EVERY_S)


def keep(settings: Settings, told: dict[str, Any]) -> None:
    """Put a report where /ops finds it. Raises ClientDatabaseError."""
    engine = open_client_database(settings.database_url)
    row = {"server": told["server"], "at": datetime.fromisoformat(told["at"]), "report": told}
    try:
        with transaction(engine) as connection:
            mine = STATUS.c.server == told["server"]
            if not connection.execute(STATUS.update().where(mine).values(**row)).rowcount:
                connection.execute(STATUS.insert().values(**row))
    finally:
        engine.dispose()


def read_last(file: Path) -> dict[str, Any] | None:
    with suppress(OSError, ValueError):
        return json.loads(file.read_text())
    return None
