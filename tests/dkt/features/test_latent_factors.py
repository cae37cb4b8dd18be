"""Latent factors and transitions: no leak, batch equals streaming, planted effects are found."""

from dataclasses import replace

import numpy as np
import pytest

from dkt.dataset.factorization import OutOfFoldFactors, Rows, fit_factors
from dkt.features.latent_factors import FACTORS, LatentFactors, StudentFactors, factors_before
from dkt.features.target_encoding import fold_of
from dkt.features.transitions import Transitions, fit_shifts
from dkt.features.vocabulary import CATEGORIES

ITEMS, TAGS = 30, 4
SIZES = {"item": ITEMS, "tag": TAGS}
NAMES = {name: k for k, name in enumerate(FACTORS)}


def log(students: int = 80, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """User, category and correct of a log in which two groups of items ask for two abilities."""
    rng = np.random.default_rng(seed)
    user = np.repeat(np.arange(students), rng.integers(1, 60, students))
    item = rng.integers(1, ITEMS, len(user))
    ability = rng.normal(size=(students, 2)) * 2.0
    chance = 1.0 / (1.0 + np.exp(-ability[user, item % 2]))
    category = np.zeros((len(user), len(CATEGORIES) + 2), np.int64)
    category[:, 0], category[:, len(CATEGORIES)] = item, 1 + item % (TAGS - 1)
    return user, category, (rng.random(len(user)) < chance).astype(float)


def rows_of(user: np.ndarray, category: np.ndarray, correct: np.ndarray) -> Rows:
    return Rows(user, category[:, 0], category[:, len(CATEGORIES)], correct, SIZES)


def rates(many: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0.2, 0.8, (many, 2))


@pytest.fixture(scope="module", name="factors")
def fitted() -> LatentFactors:
    return fit_factors(rows_of(*log()))


def test_one_student_s_features_are_those_of_the_batch(factors):
    user, category, correct = log(3, seed=5)
    overall = rates(len(user))
    batch = factors_before(factors, user, category, correct, overall)
    for student in range(3):
        student_factors = StudentFactors(factors)
        for row in np.flatnonzero(user == student).tolist():
            asked = slice(row, row + 1)
            alone = student_factors.features(category[asked], overall[asked])
            np.testing.assert_allclose(alone[0], batch[row], atol=1e-5)
            student_factors.add(category[row], correct[row], overall[row, 0])


def test_the_answer_at_t_and_later_never_moves_the_features_at_t(factors):
    user, category, correct = log(1, seed=7)
    overall = rates(len(user))
    before = factors_before(factors, user, category, correct, overall)
    for t in range(len(user)):
        other = correct.copy()
        other[t:] = 1.0 - other[t:]
        after = factors_before(factors, user, category, other, overall)
        np.testing.assert_array_equal(after[: t + 1], before[: t + 1])
        if t + 1 < len(user):
            assert np.abs(after[t + 1] - before[t + 1]).max() > 0


def test_training_students_are_told_what_others_did(factors):
    user, category, correct = log()
    overall = rates(len(user))
    others = OutOfFoldFactors.fit_others(factors, rows_of(user, category, correct))
    before = factors_before(others, user, category, correct, overall)
    mine = user == 11
    fold = fold_of(user) == fold_of(np.array([11]))[0]
    changed = np.where(fold & ~mine, 1.0 - correct, correct)  # others of its fold, not itself
    rows = rows_of(user, category, changed)
    moved = OutOfFoldFactors.fit_others(fit_factors(rows), rows)
    after = factors_before(moved, user, category, changed, overall)
    kindred = [NAMES["kindred"], NAMES["kindred_spread"]]
    np.testing.assert_allclose(after[mine][:, kindred], before[mine][:, kindred], atol=1e-6)

    rest = fit_factors(rows_of(user[~fold], category[~fold], correct[~fold]))
    features = factors_before(rest, user, category, correct, overall)[mine]
    np.testing.assert_allclose(before[mine][:, :8], features[:, :8], atol=1e-6)


def test_it_finds_which_items_go_together(factors):
    user, category, correct = log(60, seed=9)
    overall = np.full((len(user), 2), 0.5)
    kindred = factors_before(factors, user, category, correct, overall)[:, NAMES["kindred"]]
    assert np.corrcoef(kindred, correct)[0, 1] > 0.4
    vectors = factors.vectors[1:]
    alike = vectors @ vectors.T
    parity = np.arange(1, ITEMS) % 2
    same = parity[:, None] == parity
    assert alike[same].mean() > 5 * abs(alike[~same].mean())


def test_a_sequel_is_counted_where_it_was_seen():
    user = np.array([0, 0, 1, 1, 2, 2])
    category = np.zeros((6, len(CATEGORIES) + 1), np.int64)
    category[:, 0] = category[:, -1] = [1, 2, 1, 2, 1, 2]
    correct = np.array([1.0, 1.0, 1.0, 1.0, 0.0, 0.0])
    factors = fit_factors(rows_of(user, category, correct))
    features = factors_before(factors, user, category, correct, np.full((6, 2), 0.5))
    assert features[[0, 2, 4], :4].tolist() == [[0.0] * 4] * 3  # nothing came before
    after_right = [1.0 / (2 + 4), np.log1p(2), 1.0 / (2 + 10), np.log1p(2)]
    after_wrong = [-0.5 / (1 + 4), np.log1p(1), -0.5 / (1 + 10), np.log1p(1)]
    np.testing.assert_allclose(features[[1, 3], :4], [after_right] * 2, atol=1e-6)
    np.testing.assert_allclose(features[5, :4], after_wrong, atol=1e-6)


def test_an_item_s_own_sequel_goes_by_the_last_answers_to_it():
    """Two students: item 1 wrong, item 2 between, item 1 right and right again."""
    user = np.repeat([0, 1], 4)
    category = np.zeros((8, len(CATEGORIES) + 1), np.int64)
    category[:, 0] = category[:, -1] = [1, 2, 1, 1] * 2
    correct = np.array([0.0, 1.0, 1.0, 1.0] * 2)
    factors = fit_factors(rows_of(user, category, correct))
    alone = replace(factors, shifts=np.zeros((2, 9)))  # other items have no effect
    features = factors_before(alone, user, category, correct, np.full((8, 2), 0.5))

    def of(name: str) -> np.ndarray:
        return features[:4, NAMES[name]]

    np.testing.assert_array_equal(features[:4], features[4:])
    again = np.array([-1.0, 1.0, 1.0, 1.0]) / (2 + 4)  # both were right, or wrong, of two
    twice = (np.array([0.0, 2.0, 2.0, 2.0]) - 2 * (0.5 + again)) / (2 + 4)
    np.testing.assert_allclose(of("item_again"), again, atol=1e-6)
    np.testing.assert_allclose(of("item_twice"), twice, atol=1e-6)
    for seen in ("item_again_seen", "item_twice_seen"):
        np.testing.assert_allclose(of(seen), np.log1p(2), atol=1e-6)


def test_of_a_new_item_is_told_what_the_same_last_answers_foretell_of_others(factors):
    """Who was wrong is wrong again more often here: so it is of an item nobody has answered."""
    user = np.zeros(6, np.int64)
    category = np.zeros((6, len(CATEGORIES) + 1), np.int64)
    category[:, 0] = ITEMS - 1
    correct = np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0])
    unseen = replace(factors, transitions=[Transitions(np.zeros(0), np.zeros((0, 2)))] * 4)
    features = factors_before(unseen, user, category, correct, np.full((6, 2), 0.6))
    again, twice = features[:, NAMES["item_again"]], features[:, NAMES["item_twice"]]
    last, both = np.array([0, 1, 1, 1, 2, 2]), np.array([0, 3, 4, 4, 7, 8])
    odds = np.log(0.6 / 0.4)
    by_both = 1.0 / (1.0 + np.exp(-odds - factors.shifts[1, both]))
    np.testing.assert_allclose(0.6 + again + twice, by_both, atol=1e-6)
    by_last = 1.0 / (1.0 + np.exp(-odds - factors.shifts[0, 3 * last]))
    np.testing.assert_allclose(0.6 + again, by_last, atol=1e-6)
    assert again[1] < again[0] < again[4]


@pytest.mark.parametrize("easy", [False, True])
def test_shifts_are_found_again(easy):
    """Of items that nearly everybody has right, too, where a whole step of Newton's goes astray."""
    rng = np.random.default_rng(0)
    last_two = rng.integers(0, 9, 400_000)
    share = rng.beta(9, 1, len(last_two)) if easy else rng.uniform(0.1, 0.9, len(last_two))
    share = share.clip(0.01, 0.99)
    planted = np.linspace(-4.0, 0.0, 9) if easy else np.linspace(-1.5, 1.5, 9)
    odds = np.log(share / (1.0 - share)) + planted[last_two]
    correct = (rng.random(len(odds)) < 1.0 / (1.0 + np.exp(-odds))).astype(float)
    by_last, by_both = fit_shifts(share, last_two, correct)
    np.testing.assert_allclose(by_both, planted, atol=0.1)
    np.testing.assert_allclose(by_last, planted.reshape(3, 3).mean(1).repeat(3), atol=0.2)


def test_where_nobody_answered_twice_both_foretell_what_the_last_does():
    share, last_two = np.full(400, 0.6), np.repeat([0, 3], 200)
    correct = np.where(last_two == 0, np.arange(400) % 5 < 3, np.arange(400) % 10 < 3)
    by_last, by_both = fit_shifts(share, last_two, correct.astype(float))
    assert by_last[4] < -1.0
    unseen = [1, 2, 4, 5, 6, 7, 8]
    np.testing.assert_allclose(by_both[unseen], by_last[unseen], atol=1e-9)


def test_unknown_items_and_tags_tell_nothing(factors):
    user, category, correct = log(2, seed=3)
    category = category * 0
    overall = rates(len(user))
    features = factors_before(factors, user, category, correct, overall)
    assert np.abs(features).max() < 1e-12


def test_it_is_read_as_it_was_saved(factors, tmp_path):
    factors.save(tmp_path)
    user, category, correct = log(4, seed=2)
    overall = rates(len(user))
    read = LatentFactors.load(tmp_path)
    np.testing.assert_array_equal(
        factors_before(read, user, category, correct, overall),
        factors_before(factors, user, category, correct, overall),
    )
