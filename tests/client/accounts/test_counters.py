"""The storage of `limits` in the page's database: atomic, expiring, undone with its transaction."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from client.app.accounts.counters import Counters
from client.app.database import db

pytestmark = pytest.mark.usefixtures("any_database")


@pytest.fixture
def engine(config):
    engine = db.open_database(config["CLIENT_DATABASE_URL"])
    yield engine
    engine.dispose()


def count(engine, key="k", expiry=60) -> int:
    return db.write(engine, lambda connection: Counters(connection).incr(key, expiry))


def test_hits_at_once_all_count(engine):
    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda _hit: count(engine), range(80)))
    assert sorted(seen) == list(range(1, 81))


def test_many_counters_in_transactions_at_once_do_not_wait_for_each_other_for_ever(engine):
    def work(connection):
        for key in ("a", "b", "c"):
            Counters(connection).incr(key, 60)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _transaction: db.write(engine, work), range(40)))
    assert [count(engine, key) for key in ("a", "b", "c")] == [41] * 3


def test_a_count_starts_anew_when_its_time_is_over(engine, clock):
    assert [count(engine), count(engine)] == [1, 2]
    clock.wait(seconds=59)
    assert count(engine) == 3  # its time runs from the first hit
    clock.wait(seconds=2)
    with db.reading(engine) as connection:
        counters = Counters(connection)
        assert counters.get("k") == 0 and counters.get_expiry("k") == clock.moment.timestamp()
    assert count(engine) == 1


def test_what_a_transaction_counted_is_undone_with_it(engine):
    with pytest.raises(ZeroDivisionError):
        db.write(engine, lambda connection: Counters(connection).incr("k", 60) / 0)
    assert count(engine) == 1


def test_a_hit_given_back_is_one_less_and_never_less_than_none(engine):
    count(engine)
    for _time in range(3):
        db.write(engine, lambda connection: Counters(connection).give_back("k"))
    assert count(engine) == 1


def test_the_library_limits_by_it(engine, clock):
    three = parse("3/minute")
    hits = [
        db.write(engine, lambda c: FixedWindowRateLimiter(Counters(c)).hit(three, "x"))
        for _hit in range(4)
    ]
    assert hits == [True, True, True, False]
    with db.reading(engine) as connection:
        stats = FixedWindowRateLimiter(Counters(connection)).get_window_stats(three, "x")
    assert stats.remaining == 0 and stats.reset_time == clock.moment.timestamp() + 60


def test_sweeping_leaves_what_still_counts(engine, clock):
    count(engine, "old", 10)
    count(engine, "new", 100)
    clock.wait(seconds=11)
    assert db.write(engine, lambda connection: Counters(connection).sweep()) == 1
    with db.reading(engine) as connection:
        keys = list(connection.scalars(db.counters.select().with_only_columns(db.counters.c.key)))
    assert keys == ["new"]


def test_resetting_and_clearing(engine):
    count(engine, "a")
    count(engine, "b")
    db.write(engine, lambda connection: Counters(connection).clear("a"))
    assert count(engine, "a") == 1
    assert db.write(engine, lambda connection: Counters(connection).reset()) == 2
    with db.reading(engine) as connection:
        assert Counters(connection).check()
