"""The judgement of made-up pupils whose true chances are known: level, score, bounds."""

import time

import numpy as np
import pytest

from dkt.features.estimate import Given, Item, QuestionSet, estimate

GRADES, TOPICS = range(1, 10), ("number", "shapes", "data")
SET = QuestionSet(
    [
        Item(f"{topic}{grade}-{place}", (f"{topic}{grade}",), float(grade), place % 2 * 0.25)
        for grade in GRADES for topic in TOPICS for place in range(4)
    ],
    {f"{topic}{grade}": topic for grade in GRADES for topic in TOPICS},
)  # fmt: skip
GRADE = np.repeat(np.arange(1, 10), len(TOPICS) * 4)
GUESS = SET.guess
NEVER = np.zeros(len(GRADE))


def at_grade(own: float) -> np.ndarray:
    """Chances of a pupil who knows what was before, half of this year's, and nothing after."""
    apart = GRADE - own
    return np.select(
        [apart <= -2, apart <= -1, apart <= 0, apart <= 1], [0.95, 0.9, 0.65, 0.3], GUESS
    )


def asked(chances: np.ndarray, count: int, seed: int, near: float | None = None) -> list[Given]:
    """Answers of such a pupil to questions of all grades, or of those near one."""
    random = np.random.default_rng(seed)
    places = np.arange(len(GRADE)) if near is None else np.nonzero(abs(GRADE - near) <= 1)[0]
    chosen = random.permutation(np.resize(places, max(count, len(places))))[:count]
    return [
        given(SET.ids[at], bool(random.random() < chances[at]), 20.0 * n)
        for n, at in enumerate(chosen.tolist())
    ]


def given(item: str, correct: bool, time_s: float, hints: int = 0) -> Given:
    return Given(item, (item.split("-")[0],), correct, time_s, hints)


@pytest.mark.parametrize("own", [1, 3, 5, 8])
def test_a_pupil_is_placed_after_25_answers(own):
    level = [estimate(SET, asked(at_grade(own), 25, seed, own)).level for seed in range(6)]
    assert np.mean([abs(one.value - own) for one in level]) < 0.5
    assert sum(one.low - 0.3 <= own <= one.high + 0.3 for one in level) >= 4


@pytest.mark.parametrize(
    ("chances", "true"),
    [(NEVER, 0.0), (NEVER + 1, 100.0), (GUESS, 12.5)],
    ids=["always wrong", "always right", "guesses"],
)
def test_both_ends_are_believed(chances, true):
    for seed in range(3):
        score = estimate(SET, asked(chances, 25, seed)).score
        assert abs(score.value - true) < 8
        assert score.low <= true <= score.high


def test_the_bounds_hold_the_true_score_about_four_times_in_five():
    random = np.random.default_rng(0)
    held = []
    for seed in range(80):
        uneven = random.normal(0, 0.7, len(TOPICS) * 9).repeat(4)
        known = 1 / (1 + np.exp(-(1.4 * (random.uniform(0, 10) - GRADE) + uneven)))
        chances = GUESS + (0.97 - GUESS) * known
        score = estimate(SET, asked(chances, 25, seed)).score
        held.append(score.low <= 100 * chances.mean() <= score.high)
    assert 0.7 <= np.mean(held) <= 0.95


def test_right_answers_raise_and_wrong_ones_lower_everything():
    some = asked(at_grade(5), 12, 0)
    item = "number5-0"
    right = estimate(SET, [*some, given(item, True, 900.0)])
    wrong = estimate(SET, [*some, given(item, False, 900.0)])
    assert wrong.score.value < right.score.value
    assert wrong.level.value <= right.level.value
    assert wrong.mastery["number5"].value < right.mastery["number5"].value
    assert wrong.chance[item] < right.chance[item]


def test_a_named_grade_is_where_a_new_pupil_begins_and_answers_soon_weigh_more():
    assert abs(estimate(SET, [], grade=3).level.value - 3) < 1
    assert estimate(SET, []).level.high - estimate(SET, []).level.low > 4
    misled = estimate(SET, asked(at_grade(8), 25, 1, near=8), grade=2)
    assert abs(misled.level.value - 8) < 1.5


def test_a_hole_is_found_and_costs_only_itself():
    chances = at_grade(7)
    chances[GRADE == 2] = 0
    history = [one for one in asked(chances, 40, 3) if "2-" not in one.item]
    before = estimate(SET, history)
    history += [given(f"{topic}2-{n}", False, 2e3) for topic in TOPICS[:2] for n in (0, 2)]
    after = estimate(SET, history)
    assert before.mastery["data2"].value > 0.8 and after.mastery["data2"].value < 0.4
    assert after.mastery["data4"].value > 0.8


def test_a_missing_strand_does_not_pull_down_the_others():
    chances = at_grade(8)
    missing = np.array([name.startswith("shapes") for name in SET.ids])
    chances[missing] = GUESS[missing]
    told = estimate(SET, asked(chances, 45, 4))
    assert told.mastery["number5"].value > 0.8
    assert told.mastery["shapes5"].value < 0.5


def test_what_was_practised_fades():
    day = 86_400.0
    practised = [given("data5-0", True, 500.0 + n) for n in range(6)]
    history = [*asked(at_grade(5), 20, 0), *practised]
    now = estimate(SET, history, asked_s=600.0)
    later = estimate(SET, history, asked_s=600.0 + 60 * day)
    assert later.mastery["data5"].value < now.mastery["data5"].value
    assert later.faded["data5"] > now.faded["data5"] >= 0
    assert later.faded["shapes1"] <= later.faded["data5"]


def test_worked_steps_before_a_right_answer_prove_nothing():
    history = asked(at_grade(4), 12, 0)
    shown = [*history, given("number6-0", True, 900.0, hints=2)]
    alone = [*history, given("number6-0", True, 900.0)]
    same = estimate(SET, history).level.value
    assert estimate(SET, shown).level.value == pytest.approx(same, abs=0.15)
    assert estimate(SET, alone).level.value > same


@pytest.mark.parametrize(
    "history",
    [
        [],
        [Given("never seen", ("nothing",), True, float("nan"))],
        [Given("data1-0", ("data1",), n % 2 == 0, float("nan")) for n in range(3000)],
        [given("data1-0", True, 1e12 - n) for n in range(50)],
        [given("an item of a known topic", False, -1e9)],
    ],
    ids=["none", "unknown", "many", "backwards", "by topic"],
)
def test_odd_histories_are_judged_within_bounds_and_the_same_twice(history):
    told = estimate(SET, history)
    for one in (told.score, *told.mastery.values()):
        assert np.isfinite([one.low, one.value, one.high]).all()
    assert 0 <= told.score.low <= told.score.value <= told.score.high <= 100
    assert 1 <= told.level.low <= told.level.value <= told.level.high <= 9
    assert all(0 < chance < 1 for chance in told.chance.values())
    assert estimate(SET, history).chance == told.chance


def test_items_without_grades_have_a_score_and_no_level():
    flat = QuestionSet([Item(str(n), (f"t{n % 3}",), None, 0.02) for n in range(9)])
    history = [given("0", True, 0.0), given("1", True, 1.0)]
    told = estimate(flat, history)
    assert told.level is None
    assert told.score.value > estimate(flat, []).score.value


def test_a_model_that_knows_an_item_is_heard():
    model = np.full(len(GRADE), 0.5)
    model[0] = 0.01
    alone, both = estimate(SET, []), estimate(SET, [], model=model)
    name = SET.ids[0]
    assert both.chance[name] < alone.chance[name]


def test_without_grades_the_chances_are_the_models():
    flat = QuestionSet([Item(str(n), (f"t{n % 3}",), None, 0.25) for n in range(9)])
    model = np.linspace(0.1, 0.9, 9)
    told = estimate(flat, [Given("0", ("t0",), False, 0.0)] * 5, model=model)
    np.testing.assert_allclose(list(told.chance.values()), model, atol=0.06)
    assert told.score.low < told.score.value < told.score.high


def test_a_long_history_costs_little():
    history = asked(at_grade(5), 108, 0) * 90
    begun = time.process_time()
    estimate(SET, history).score  # noqa: B018
    assert time.process_time() - begun < 2
