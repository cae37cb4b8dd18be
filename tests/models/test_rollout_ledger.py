"""What is due on a machine, told from the champion, the ledger and what is live there."""

import pytest

from models.errors import NotFoundError
from models.rollouts import left_alone, pending, previous_target, record_rollout
from models.store import ModelStore
from tests.bundles import variant

A, B, C = range(3)


@pytest.fixture
def versions(store, bundle, tmp_path) -> list[str]:
    """Three pushed versions: A, B, C."""
    folders = [bundle, *(variant(bundle, tmp_path, auc=auc) for auc in (0.71, 0.72))]
    return [store.push(folder) for folder in folders]


def play(store: ModelStore, versions: list[str], story: list[tuple[str, int]]) -> str | None:
    """Write a story of moves into the store; returns what is live at its end."""
    live = None
    for action, which in story:
        version = versions[which]
        if action in ("promote", "rollback"):
            store.move_champion(version, store.champion(), action, "")
        else:
            record_rollout(store, action, version, f"dkt:{version}", "blue")
            live = version
    return live


@pytest.mark.parametrize(
    ("story", "due"),
    [
        ([], None),
        ([("promote", A)], A),
        ([("promote", A), ("rollout", A)], None),
        ([("promote", A), ("rollout", A), ("promote", B)], B),
        ([("promote", A), ("rollout", A), ("promote", B), ("promote", C)], C),
        # the champion was taken back before and after it went live
        ([("promote", A), ("rollout", A), ("promote", B), ("rollback", A)], None),
        ([("promote", A), ("rollout", A), ("promote", B), ("rollout", B), ("rollback", A)], A),
        # an operator took the service back: held until the next promotion, of whatever model
        ([("promote", A), ("rollout", A), ("promote", B), ("rollout", B), ("rollout-back", A)],
         None),
        ([("promote", A), ("rollout", A), ("promote", B), ("rollout", B), ("rollout-back", A),
          ("promote", C)], C),
        ([("promote", A), ("rollout", A), ("promote", B), ("rollout", B), ("rollout-back", A),
          ("rollback", A), ("promote", B)], B),
        # an operator brought a version live by name: it stays, and so does the one after it
        ([("promote", A), ("rollout", A), ("rollout", B)], None),
        ([("promote", A), ("rollout", A), ("rollout", B), ("rollout", C)], None),
        ([("promote", A), ("rollout", A), ("rollout", B), ("promote", C)], C),
        # a rollout that took long is told after the next promotion
        ([("promote", A), ("rollout", A), ("promote", B), ("promote", C), ("rollout", B)], C),
    ],
)  # fmt: skip
def test_the_champion_is_due_until_it_was_live(store, versions, story, due):
    live = play(store, versions, story)
    assert pending(live, store) == (None if due is None else versions[due])


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ([("promote", A), ("rollout", A)], False),
        ([("promote", A), ("rollout", A), ("promote", B), ("rollout", B), ("rollout-back", A)],
         True),
    ],
)  # fmt: skip
def test_a_champion_that_is_left_alone_is_not_nothing_new(store, versions, story, told):
    live = play(store, versions, story)
    assert pending(live, store) is None
    why = left_alone(live, store)
    assert (why is not None) is told
    assert why is None or f"{versions[B]} was live and was left" in why


def test_a_machine_that_lost_its_home_gets_the_champion(store, versions):
    play(store, versions, [("promote", A), ("rollout", A)])
    assert pending(None, store) == versions[A]


def test_the_one_before_is_what_was_live_before_going_there(store, versions):
    bentos = [f"dkt:{version}" for version in versions]
    with pytest.raises(NotFoundError, match=f"nothing that was live before {bentos[A]}"):
        previous_target(store, bentos[A])
    play(store, versions, [("rollout", A), ("rollout", B), ("rollout", C), ("rollout-back", B)])
    assert previous_target(store, bentos[C]) == bentos[B]
    assert previous_target(store, bentos[B]) == bentos[A]
    with pytest.raises(NotFoundError, match=f"nothing that was live before {bentos[A]}"):
        previous_target(store, bentos[A])


def test_telling_the_ledger_twice_is_telling_it_once(store, versions):
    """What a rollout does again whose first try could not reach the store, and one that could."""
    play(store, versions, [("rollout", A), ("rollout", A), ("rollout", B), ("rollout", B)])
    assert [entry["version"] for entry in store.ledger()] == versions[:2]
