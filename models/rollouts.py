"""What the ledger knows of rollouts: what is due, what was live before, what went live."""

from models.entries import VERSIONS
from models.errors import NotFoundError
from models.store import ModelStore

MOVES = ("promote", "rollback")  # of the champion
ROLLOUT, ROLLOUT_BACK = ROLLOUTS = ("rollout", "rollout-back")  # of what serves


def pending(live_version: str | None, store: ModelStore) -> str | None:
    """The champion's version if it should go live; None if it is live, or was and was left.

    A champion that served since it was promoted, and from which an operator went back or on to a
    version by name, is left alone: the next promotion is due again.
    """
    champion = store.champion()
    if champion is None or live_version == champion.version:
        return None
    since: list[dict] = []
    for entry in store.ledger():
        since = [] if entry["action"] in MOVES else [*since, entry]
    left = any(e["action"] in ROLLOUTS and e.get("previous") == champion.version for e in since)
    return None if left else champion.version


def left_alone(live_version: str | None, store: ModelStore) -> str | None:
    """Why a champion that is not live is not due, in a line; None where it is live, or there is
    none. Ask where `pending` says that nothing is due."""
    champion = store.champion()
    if champion is None or live_version == champion.version:
        return None
    return (
        f"the champion {champion.version} was live and was left: promote another model, or name it"
    )


def previous_target(store: ModelStore, bento: str) -> str:
    """What brings back that which was live before `bento`: its image, or its Bento where images
    are not served; raises NotFoundError if the ledger knows none."""
    into = [e for e in store.ledger() if e["action"] == ROLLOUT and e.get("bento") == bento]
    if not into or not into[-1].get("previous_bento"):
        raise NotFoundError(f"the ledger knows nothing that was live before {bento}")
    return into[-1].get("previous_image") or into[-1]["previous_bento"]


def versions_in_use(store: ModelStore) -> set[str]:
    """The champion and the models that its entry names, what is live, and what was before it."""
    champion = store.champion()
    moves = [e for e in store.ledger() if e["action"] in ROLLOUTS][-1:]
    moves += [champion.entry] if champion else []
    named = {entry.get(name) for entry in moves for name in VERSIONS}
    return {version for version in named if version}


def record_rollout(
    store: ModelStore, action: str, version: str, bento: str, where: str, image: str | None = None
) -> None:
    """Tell the ledger what is live, unless its last word says so already."""
    rollouts = [e for e in store.ledger() if e["action"] in ROLLOUTS]
    before = rollouts[-1] if rollouts else {}
    if before.get("bento") == bento and before.get("image") == image:
        return
    store.record(
        {
            "action": action,
            "version": version,
            "previous": before.get("version"),
            "bento": bento,
            "previous_bento": before.get("bento"),
            "image": image,
            "previous_image": before.get("image"),
            "where": where,
        }
    )
