"""Training windows: every row once, never two students in one, cut where the name says."""

import numpy as np
import pytest

from dkt.dataset.training_windows import training_windows
from dkt.features.vocabulary import CATEGORIES
from dkt.features.windows import cut_windows
from dkt.training.fitting import Prepared, fit_model
from tests.dkt.trained import tiny_config

HOWS = ("fixed", "random_end", "by_test", "three_tests")


def log(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Rows of five students, tests in runs of one to six rows."""
    rng = np.random.default_rng(seed)
    user = np.repeat(np.arange(5), (40, 1, 23, 7, 90))
    return user, np.repeat(rng.integers(0, 3, 161), rng.integers(1, 7, 161))[: len(user)]


@pytest.mark.parametrize("how", HOWS)
def test_every_row_is_in_one_window_of_one_student(how):
    user, test = log()
    windows = training_windows(user, test, 20, how, np.random.default_rng(1))
    rows = np.concatenate([np.arange(start, start + many) for start, many in windows])
    assert rows.tolist() == list(range(len(user)))
    assert windows[:, 1].max() <= 20
    assert all(len(np.unique(user[a : a + n])) == 1 for a, n in windows)


def test_a_window_by_test_is_a_run_of_one_test():
    user, test = log()
    windows = training_windows(user, test, 200, "by_test", np.random.default_rng(1))
    runs = 1 + int(((user[1:] != user[:-1]) | (test[1:] != test[:-1])).sum())
    assert len(windows) == runs
    assert all(len(np.unique(test[a : a + n])) == 1 for a, n in windows)


def test_three_tests_are_three_runs_but_for_a_student_s_last():
    user, test = log()
    windows = training_windows(user, test, 200, "three_tests", np.random.default_rng(1))
    runs = [1 + int((test[a + 1 : a + n] != test[a : a + n - 1]).sum()) for a, n in windows]
    ends = [a + n == len(user) or user[a + n] != user[a] for a, n in windows]
    assert all(one == 3 or (one < 3 and last) for one, last in zip(runs, ends, strict=True))


def test_random_ends_move_from_pass_to_pass_and_not_with_the_same_seed():
    user, test = log()
    one, same, other = (
        training_windows(user, test, 20, "random_end", np.random.default_rng(k)).tolist()
        for k in (1, 1, 2)
    )
    assert one == same != other
    assert one != cut_windows(user, 20).tolist()


@pytest.mark.parametrize("how", HOWS[1:])
@pytest.mark.stack  # too long for `make check`
def test_a_model_learns_from_them(how, trained):
    config = tiny_config("lstm", windows=how, max_epochs=1)
    prepared = Prepared.fit(trained.frame, config)
    steps = prepared.steps(trained.frame)
    assert CATEGORIES[4] == "test" and len(np.unique(steps.category[:, 4])) > 1
    assert fit_model(config, prepared, steps, steps).curve[-1]["valid_auc"] > 0.55
