"""What the platform consists of, and how each part is asked whether it is well.

Each function raises what asking may raise; `stack.status` turns that into a part that is not well.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import sqlalchemy as sa

from data.client_database import ANSWERS, META, open_client_database, transaction
from data.errors import ClientDatabaseError
from data.lake import open_lake
from data.transfer import finished
from deploy.errors import RolloutError
from deploy.rollout import deployer_of
from models.rollouts import pending
from models.store import open_store
from settings import Settings, reason
from stack.airflow import ailment, dags_of
from stack.airflow_rest import Airflow

RUNS, ENTRIES = 3, 12
"""Of each DAG, and of the ledger: the newest that are told."""
FREE_SHARE, FREE_BYTES = 0.05, 2 * 10**9
"""A disk with less than both free is nearly full."""
WAITING_S = 3 * 3600
"""Answers that wait so long for the lake were forgotten."""
CARD_S = 3600
"""The link to the champion's card is good for so long; the next report has another one."""


@dataclass(frozen=True)
class Part:
    """How one part is. `said`: in a line; `facts`: what a page may show of it."""

    ok: bool
    said: str
    facts: dict[str, Any] = field(default_factory=dict)


def page(settings: Settings) -> Part:
    """The students' page: its replicas, or on one machine its process."""
    if settings.serving == "swarm":  # its front may answer to a name of the site's alone
        from deploy.swarm import running

        there, wanted = running(settings, "client")
        return Part(0 < there >= wanted, f"{there} of {wanted} replicas of the page run")
    answer = httpx.get(f"http://127.0.0.1:{settings.client_port}/up", timeout=5)
    if answer.status_code != 200:
        return Part(False, f"the web page answers with HTTP {answer.status_code}")
    return Part(True, "the web page answers")


def service(settings: Settings) -> Part:
    """The live model, and what its replicas answer with."""
    deployer = deployer_of(settings)
    live = deployer.live()
    if live is None:
        return Part(False, "no model is live")
    facts: dict[str, Any] = {
        "model_version": live.model_version, "bento": live.bento, "since": live.since,
        "image": live.image,
    }  # fmt: skip
    if settings.serving == "swarm":
        from deploy.swarm import Swarm

        swarm = Swarm(settings)
        running, updating = swarm.replicas(), swarm.is_updating()
        facts["replicas"] = dict(running)
        if set(running) != {live.image}:
            said = f"replicas run {_listed(running)}, asked for {live.image}"
            return Part(updating, f"an update is under way: {said}" if updating else said, facts)
        return Part(True, f"{live.model_version} on {sum(running.values())} replicas", facts)
    try:
        answer = httpx.get(f"{settings.inference_url}/version", timeout=5)
    except httpx.HTTPError as err:
        return Part(False, f"{live.model_version} is live and does not answer: {err}", facts)
    if answer.status_code != 200:
        return Part(False, f"the service answers with HTTP {answer.status_code}", facts)
    told = answer.json()
    facts |= {name: told.get(name) for name in ("config", "data_version", "created_at", "metrics")}
    facts["replicas"] = {told["model_version"]: 1}
    if told["model_version"] != live.model_version:
        return Part(False, f"{told['model_version']} answers, {live.model_version} is live", facts)
    return Part(True, f"{live.model_version} answers", facts)


def database(settings: Settings) -> Part:
    """The page's database, and how fresh its answers are."""
    id_, at = ANSWERS.c.id, sa.column("Timestamp", sa.DateTime(timezone=True))
    newest = sa.select(id_, at).select_from(ANSWERS).order_by(id_.desc()).limit(1)
    engine = open_client_database(settings.database_url)
    try:
        with transaction(engine) as connection:
            row = connection.execute(newest).first()
    finally:
        engine.dispose()
    if row is None:
        return Part(True, "no answer yet", {"answers": 0, "newest": None})
    moment = row[1] if row[1].tzinfo else row[1].replace(tzinfo=UTC)
    facts = {"answers": row[0], "newest": moment.isoformat(timespec="seconds")}
    return Part(True, f"{row[0]} answers, the newest {_ago(moment)}", facts)


def lake(settings: Settings) -> Part:
    """The data version, and what waits to be collected."""
    there = open_lake(settings)
    version = there.version()
    facts: dict[str, Any] = {"data_version": version}
    if version is not None:
        facts["written"] = there.versions(1)["time"][0].isoformat(timespec="seconds")
    engine = open_client_database(settings.database_url)
    name = sa.select(META.c.value).where(META.c.key == "database_id")
    at = sa.column("Timestamp", sa.DateTime(timezone=True))
    try:
        with transaction(engine) as connection:
            source = f"collect:{connection.scalar(name)}"
            newest = connection.scalar(sa.select(sa.func.max(ANSWERS.c.id))) or 0
            taken = finished(there, source)
            following = sa.select(at).select_from(ANSWERS).where(ANSWERS.c.id > taken)
            oldest = connection.scalar(following.order_by(ANSWERS.c.id).limit(1))
    except ClientDatabaseError as err:
        return Part(True, f"data version {version}; what waits is not known: {reason(err)}", facts)
    finally:
        engine.dispose()
    facts["waiting"] = max(0, newest - taken)
    if oldest is not None:
        oldest = oldest if oldest.tzinfo else oldest.replace(tzinfo=UTC)
        facts["oldest_waiting"] = oldest.isoformat(timespec="seconds")
        late = (datetime.now(UTC) - oldest).total_seconds() > WAITING_S
        if late and settings.schedules == "on":
            return Part(False, f"{facts['waiting']} answers wait since {_ago(oldest)}", facts)
    return Part(True, f"data version {version}, {facts['waiting']} answers wait", facts)


def models(settings: Settings) -> Part:
    """The champion, the ledger's newest entries, and whether the champion is live."""
    store = open_store(settings)
    champion = store.champion()
    ledger = store.ledger()
    names = ("at", "action", "version", "previous", "reason", "auc", "best_auc")
    entries = [{name: one[name] for name in names if name in one} for one in ledger[-ENTRIES:]]
    facts: dict[str, Any] = {"ledger": entries[::-1]}
    if champion is None:
        return Part(False, "there is no champion", facts)
    manifest = store.manifest(champion.version)
    facts |= {
        "champion": champion.version, "auc": manifest["metrics"]["model"]["auc"],
        "data_version": manifest["data_version"], "trained": manifest["created_at"],
        "code": manifest.get("git_revision"), "config": manifest["config"]["name"],
        "card": store.card_link(champion.version, CARD_S),
    }  # fmt: skip
    if settings.mlflow_tracking_uri.startswith("http"):
        facts["mlflow"] = settings.mlflow_tracking_uri
    with suppress(RolloutError, OSError):
        live = deployer_of(settings).live()
        if due := pending(live.model_version if live else None, store):
            facts["due"] = due
    return Part(True, f"champion {champion.version}, AUC {facts['auc']:.4f}", facts)


def airflow(settings: Settings) -> Part:
    wrong = ailment(settings)
    return _runs(Airflow(settings), sorted(dags_of(settings)), wrong)


def peer(settings: Settings) -> Part:
    """The other server's Airflow, which trains."""
    from stack.airflow_rest import of_peer

    return _runs(Airflow(of_peer(settings)), ["retrain_and_push_dag"], None)


def _runs(there: Airflow, dags: list[str], wrong: str | None) -> Part:
    """The newest runs of each DAG, with why one failed or did nothing."""
    if wrong and not wrong.startswith("Airflow's"):
        return Part(False, wrong)
    there.sign_in()
    told: dict[str, list[dict[str, Any]]] = {}
    for dag in dags:
        runs = there.get(f"dags/{dag}/dagRuns?limit={RUNS}&order_by=-run_after")["dag_runs"]
        told[dag] = [_run(there, dag, run) for run in runs]
    failed = [dag for dag, runs in told.items() if runs and runs[0]["state"] == "failed"]
    if failed and not wrong:
        wrong = f"the newest run of {', '.join(failed)} failed"
    newest = [run["at"] for runs in told.values() for run in runs if run["at"]]
    said = f"{len(told)} DAGs, the newest run {_ago(max(newest))}" if newest else "no run yet"
    queued = there.get("dags/~/dagRuns?state=queued&state=running&limit=1")["total_entries"]
    said += f", {queued} under way or queued"
    facts = {"runs": told, "queued": queued, "url": str(there.http.base_url).rstrip("/")}
    return Part(not wrong, wrong or said, facts)


def _run(there: Airflow, dag: str, run: dict[str, Any]) -> dict[str, Any]:
    found = there.get(f"dags/{dag}/dagRuns/{run['dag_run_id']}/taskInstances")["task_instances"]
    by_state: dict[str, list[str]] = {}
    for task in sorted(found, key=lambda one: one["start_date"] or one["end_date"] or ""):
        by_state.setdefault(task["state"] or "waiting", []).append(task["task_id"])
    why = run.get("note") or ""
    if not why and run["state"] == "failed":
        why = f"failed: {', '.join(by_state.get('failed', []))}"
    elif not why and "success" not in by_state and by_state.get("skipped"):
        why = f"nothing to do: {by_state['skipped'][0]}"
    at = run.get("start_date") or run.get("run_after")
    return {"id": run["dag_run_id"], "state": run["state"], "at": at, "why": why}


def disk(settings: Settings) -> Part:
    usage = shutil.disk_usage(settings.dkt_home)
    full = usage.free < FREE_BYTES and usage.free < FREE_SHARE * usage.total
    facts = {"free": usage.free, "total": usage.total, "folder": str(settings.dkt_home)}
    said = f"{usage.free / 1e9:.1f} of {usage.total / 1e9:.0f} GB free"
    return Part(not full, said, facts)


PARTS: dict[str, Callable[[Settings], Part]] = {
    "page": page, "database": database, "service": service, "store": models, "lake": lake,
    "airflow": airflow, "peer": peer, "disk": disk,
}  # fmt: skip


def _ago(moment: datetime | str) -> str:
    """How long ago, in words."""
    then = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    seconds = max(0.0, (datetime.now(UTC) - then).total_seconds())
    for unit, size in (("days", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit} ago"
    return f"{seconds:.0f} s ago"


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{n} × {name}" for name, n in counts.items()) or "nothing"
