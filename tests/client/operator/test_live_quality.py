"""How good the live model is: the page's figures, the lake's, and those of scikit-learn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest
import sqlalchemy as sa
from made_up import GRADES, ITEMS, START, answers, chances, store
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score

from client.app.database import db
from client.app.operator.days import read_days
from client.app.operator.live_quality import catch_up
from client.app.operator.sums import Quality
from data.collect import collect
from data.lake import Lake
from data.quality import NEEDED, by_model, live_quality

FIRST = date(2026, 1, 1)


@pytest.fixture
def engine(config):
    engine = db.open_database(config["CLIENT_DATABASE_URL"])
    yield engine
    engine.dispose()


def all_of(engine, at_once: int = 500) -> int:
    total = 0
    while n := catch_up(engine, GRADES, at_once):
        total += n
    return total


def days(engine):
    with db.reading(engine) as connection:
        return read_days(connection, FIRST)


def evidence(engine) -> dict[str, sa.Row]:
    with db.reading(engine) as connection:
        rows = connection.execute(sa.select(db.quality_models)).all()
    return {row.model_version: row for row in rows}


def three_models(pupil: int, item: int, true: float) -> tuple[float | None, str | None]:
    """A good one, a coarse one, one that says too much; of some answers nothing was predicted."""
    which = (7 * pupil + item) % 4
    if which == 3:
        return None, None
    told = (true, round(true, 1), min(0.99, true + 0.15))[which]
    return told, ("lgbm-d1-aa", "lgbm-d2-bb", "lstm-d3-cc")[which]


def as_lists(figures: dict[str, Quality]) -> dict:
    return {
        name: {key: list(vars(value).values()) if hasattr(value, "low") else value
               for key, value in vars(told).items()}
        for name, told in figures.items()
    }  # fmt: skip


@pytest.mark.usefixtures("any_database")
def test_it_equals_a_recomputation_from_the_lake_to_the_last_digit(engine, tmp_path):
    rows = answers(3000, 40, three_models)
    rng = np.random.default_rng(1)
    at = 0
    while at < len(rows):  # pages come and go, and add up as much as there is at the time
        step = int(rng.integers(1, 400))
        store(engine, rows[at : at + step])
        catch_up(engine, GRADES, int(rng.integers(1, 300)))
        at += step
    all_of(engine, 170)
    with db.reading(engine) as connection:
        meta = dict(connection.execute(sa.select(db.meta.c.key, db.meta.c.value)).all())
    lake = Lake(str(tmp_path / "lake"))
    assert collect(engine, lake, chunk=700).rows == 3000 and meta["database_id"]
    arrived = lake.snapshot().sort("ingested_at", "seq").select(NEEDED)
    anew = live_quality(arrived, GRADES)
    told, without = days(engine)
    for one, other in zip(told, anew, strict=True):
        assert (one.day, one.model_version) == (other["day"], other["model_version"])
        assert as_lists(one.groups) == other["figures"]
    assert len({one.day for one in told}) == 3 and len(told) == 9
    every = {one["model_version"]: one for one in by_model(arrived, GRADES, 2)}
    for name, one in every.items():
        parts = [day.groups["all"] for day in told if day.model_version == name][-2:]
        assert one["answers"] == sum(part.answers for part in parts)
        right = sum(part.answers * part.right for part in parts) / one["answers"]
        assert one["right"] == pytest.approx(right)
    nothing = arrived.filter(arrived["predicted"].is_null())
    assert without == dict(nothing.group_by(nothing["Timestamp"].dt.date()).len().iter_rows())


def test_the_figures_are_those_of_scikit_learn(engine):
    rows = answers(4000, 60, lambda _pupil, _item, true: (true, "one-d1-aa"), minutes=0.01)
    store(engine, rows)
    all_of(engine)
    (day,) = days(engine)[0]
    told = day.groups["all"]
    y = [row["answerCode"] for row in rows]
    p = np.array([row["predicted"] for row in rows])
    assert told.answers == 4000 and told.students == 60
    assert told.right == pytest.approx(np.mean(y))
    assert told.predicted == pytest.approx(p.mean(), abs=1e-4)
    assert told.log_loss.value == pytest.approx(log_loss(y, p), abs=1e-4)
    assert told.accuracy.value == pytest.approx(accuracy_score(y, p >= 0.5), abs=1e-3)
    assert told.auc.value == pytest.approx(roc_auc_score(y, p), abs=2e-3)
    assert sum(day.groups[f"grade:{grade}"].answers for grade in range(1, 10)) == 4000
    assert day.groups["new"].answers == 60 * 12
    # each student's answers drawn again and again, with and without them
    by_student = {}
    for row in rows:
        by_student.setdefault(row["userID"], []).append((row["answerCode"], row["predicted"]))
    rng, drawn = np.random.default_rng(0), []
    for _ in range(300):
        chosen = [by_student[k] for k in rng.choice(list(by_student), len(by_student))]
        some = np.concatenate([np.array(one) for one in chosen])
        drawn.append([
            log_loss(some[:, 0], some[:, 1]), roc_auc_score(some[:, 0], some[:, 1]),
            some[:, 0].mean() - some[:, 1].mean(),
        ])  # fmt: skip
    for figure, spread in zip(
        (told.log_loss, told.auc, told.gap), np.std(drawn, axis=0), strict=True
    ):
        assert (figure.high - figure.low) / 2 == pytest.approx(1.96 * spread, rel=0.2)


@pytest.mark.usefixtures("any_database")
def test_workers_who_add_up_at_once_add_each_answer_once(engine):
    store(engine, answers(1500, 20, three_models))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: all_of(engine, 40), range(4)))
    all_of(engine)
    told, without = days(engine)
    with_prediction = sum(one.groups["all"].answers for one in told)
    assert with_prediction + sum(without.values()) == 1500


def shuffled(seed: int, pupils: int):
    """Predicts of each item what is true of another."""
    order = np.random.default_rng(seed + 100).permutation(len(ITEMS))
    true = chances(pupils, np.random.default_rng(seed))

    def predict(pupil: int, item: int, _true: float) -> tuple[float, str]:
        return float(true[pupil, order[item]]), "broken-d2-bb"

    return predict


@pytest.mark.parametrize("seed", range(4))
def test_a_model_whose_predictions_are_of_other_items_is_found_within_200_answers(engine, seed):
    good = answers(1500, 40, lambda _pupil, _item, true: (true, "good-d1-aa"), seed)
    store(engine, good)
    bad = answers(1700, 40, shuffled(seed, 40), seed)[1500:]  # the same pupils go on
    store(engine, bad)
    all_of(engine)
    model = evidence(engine)["broken-d2-bb"]
    assert model.answers == 200
    assert model.alarm_at is not None
    assert evidence(engine)["good-d1-aa"].alarm_at is None


def test_a_good_model_raises_no_alarm_in_20_000_answers(engine):
    store(engine, answers(20_000, 120, lambda _pupil, _item, true: (true, "good-d1-aa"), 5))
    most = 0
    while catch_up(engine, GRADES):
        model = evidence(engine)["good-d1-aa"]
        assert model.alarm_at is None
        most = max(most, model.evidence)
    assert model.answers == 20_000 and 0 <= most < 12_000_000


def test_a_model_that_is_mended_is_believed_again(engine):
    seed = 2
    store(engine, answers(800, 20, shuffled(seed, 20), seed))
    all_of(engine)
    assert evidence(engine)["broken-d2-bb"].alarm_at is not None
    mended = answers(2400, 20, lambda _pupil, _item, true: (true, "broken-d2-bb"), seed)[800:]
    store(engine, mended)
    all_of(engine)
    assert evidence(engine)["broken-d2-bb"].alarm_at is None


def test_an_answer_costs_the_same_however_many_there_are(engine):
    """What is read and written for ten answers, with 300 and with 6,000 before them."""
    touched = []
    sa.event.listen(engine, "before_cursor_execute", lambda *a: touched.append(a[2]))
    rows = answers(6020, 30, three_models, minutes=5)
    counts = []
    stored = 0
    for at in (300, 6010):
        store(engine, rows[stored:at])
        all_of(engine)
        stored = at + 10
        store(engine, rows[at:stored])
        touched.clear()
        assert catch_up(engine, GRADES) == 10
        counts.append(len(touched))
    assert counts[0] == counts[1] < 30
    assert START.date() < days(engine)[0][-1].day
