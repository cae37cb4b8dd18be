"""The champion moves by compare-and-swap, and every move is in the ledger whatever breaks."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from models.errors import NotFoundError, StaleChampionError
from models.store import CHAMPION, LEDGER, ModelStore
from tests.bundles import variant


@pytest.fixture
def versions(store, bundle, tmp_path) -> list[str]:
    """Three pushed versions."""
    folders = [bundle, *(variant(bundle, tmp_path, auc=auc) for auc in (0.71, 0.72))]
    return [store.push(folder) for folder in folders]


def moves(store: ModelStore) -> list[tuple[str, str, str | None]]:
    return [(e["action"], e["version"], e["previous"]) for e in store.ledger()]


def race(store: ModelStore, versions: list[str], seen: object) -> list[str]:
    """All move from the same read at once; returns what each got."""
    start = Barrier(len(versions))

    def move(version: str) -> str:
        start.wait()
        try:
            store.move_champion(version, seen, "promote", "a race")
        except StaleChampionError as err:
            return str(err)
        return version

    with ThreadPoolExecutor(len(versions)) as pool:
        return list(pool.map(move, versions))


def test_there_is_no_champion_at_first(store):
    assert store.champion() is None
    assert store.ledger() == []


def test_of_two_first_champions_one_wins(store, versions):
    for _ in range(3):
        got = race(store, versions[:2], None)
        winner = store.champion().version
        assert [answer for answer in got if answer == winner] == [winner]
        (other,) = (answer for answer in got if answer != winner)
        assert f"the champion is {winner} by now, not unset" in other
        assert moves(store) == [("promote", winner, None)]
        for item in store.client.list_objects_v2(Bucket=store.bucket)["Contents"]:
            if item["Key"].startswith((CHAMPION, LEDGER)):
                store.client.delete_object(Bucket=store.bucket, Key=item["Key"])


def test_of_two_movers_from_the_same_read_one_wins(store, versions):
    store.move_champion(versions[0], None, "promote", "first")
    seen = store.champion()
    got = race(store, versions[1:], seen)
    winner = store.champion().version
    assert sorted(answer == winner for answer in got) == [False, True]
    (other,) = (answer for answer in got if answer != winner)
    assert f"the champion is {winner} by now, not {versions[0]}" in other
    assert moves(store) == [("promote", versions[0], None), ("promote", winner, versions[0])]


def test_a_late_mover_changes_nothing(store, versions):
    store.move_champion(versions[0], None, "promote", "first")
    seen = store.champion()
    store.move_champion(versions[1], seen, "promote", "second")
    now = store.champion()
    with pytest.raises(StaleChampionError, match="measure against it and promote again"):
        store.move_champion(versions[2], seen, "promote", "late")
    assert store.champion() == now
    assert len(moves(store)) == 2


def test_a_champion_that_moved_there_and_back_is_not_the_one_that_was_read(store, versions):
    store.move_champion(versions[0], None, "promote", "first")
    seen = store.champion()
    store.move_champion(versions[1], seen, "promote", "there")
    store.move_champion(versions[0], store.champion(), "rollback", "back")
    with pytest.raises(StaleChampionError):
        store.move_champion(versions[2], seen, "promote", "late")
    assert store.champion().version == versions[0]


def test_only_what_is_in_the_store_becomes_champion(store):
    with pytest.raises(NotFoundError):
        store.move_champion("lstm-d0-0000000000", None, "promote", "")
    assert store.champion() is None


class Lossy:
    """The real S3 client, but for the answer to one put that gets lost on its way back.

    The client library then sends the request again; so does this.
    """

    def __init__(self, client):
        self.client = client

    def __getattr__(self, name):
        return getattr(self.client, name)

    def put_object(self, **request):
        if request["Key"] == CHAMPION:
            self.client.put_object(**request)
        return self.client.put_object(**request)


def test_a_move_whose_answer_was_lost_is_not_taken_for_somebody_elses(store, versions):
    lossy = ModelStore(Lossy(store.client), store.bucket, store.endpoint)
    lossy.move_champion(versions[0], None, "promote", "first")
    lossy.move_champion(versions[1], store.champion(), "promote", "second")
    assert store.champion().version == versions[1]
    assert moves(store) == [
        ("promote", versions[0], None),
        ("promote", versions[1], versions[0]),
    ]


def test_a_mover_that_is_killed_before_the_ledger_leaves_a_whole_ledger(store, versions):
    store.move_champion(versions[0], None, "promote", "first")
    store.move_champion(versions[1], store.champion(), "promote", "second")
    (lost,) = (
        item["Key"]
        for item in store.client.list_objects_v2(Bucket=store.bucket, Prefix=LEDGER)["Contents"]
        if store.champion().entry["id"] in item["Key"]
    )
    store.client.delete_object(Bucket=store.bucket, Key=lost)
    assert [version for _, version, _ in moves(store)] == versions[:2]
    store.move_champion(versions[2], store.champion(), "promote", "third")
    assert [version for _, version, _ in moves(store)] == versions


def test_the_ledger_lists_the_oldest_first_and_changes_nothing_it_holds(store, versions):
    for number in range(12):
        store.record({"action": "refuse", "version": versions[0], "reason": str(number)})
    before = store.ledger()
    assert [entry["reason"] for entry in before] == [str(number) for number in range(12)]
    assert [entry["at"] for entry in before] == sorted(entry["at"] for entry in before)
    store.record({"action": "refuse", "version": versions[1], "reason": "12"})
    assert store.ledger()[:-1] == before


def test_the_pointer_is_readable_by_a_person(store, versions):
    store.move_champion(versions[0], None, "promote", "first")
    body = store.client.get_object(Bucket=store.bucket, Key=CHAMPION)["Body"].read()
    assert json.loads(body)["version"] == versions[0]
    assert json.loads(body)["reason"] == "first"
