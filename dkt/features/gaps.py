"""Gaps: whole grades or strands that a student missed. Numpy only.

Each is a gap with prior odds HOLE; in a gap the probability is that of guessing. The odds are
updated by the likelihood ratio of guessing for the answers there. Answers in a likely gap say
little about other topics, so the rest is fitted again without them.
"""

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dkt.features.item_response import DRAWS, Fit, Floats, Task, Topics

HOLE, SUSPECTED = 0.08, 0.2
"""Chance that a grade, or a strand, is missing: of any, and of one with wrong answers. The second
is set by `benchmarks.practice`: who lacks whole strands was found out too late."""
MOST_HOLES = 2  # whose answers are left aside
BEST_SETTINGS = 4  # with which holes are looked for


class Holes:
    """The grades and strands that may be missing, C in all."""

    def __init__(self, topics: Topics):
        groups = [
            kind == one for kind in (topics.grade, topics.strand) for one in np.unique(kind)
            if len(np.unique(kind)) > 1
        ]  # fmt: skip
        self.member = np.array(groups, bool).reshape(-1, len(topics.grade))  # (C, S)

    def look_for(self, task: Task, weight: Floats) -> tuple[Fit, Floats]:
        """The fit without the answers that lie in likely holes, and how likely each is (C,).

        Answers that are left out there still say whether the student guesses.
        """
        answers = task.answers
        by_guessing = task.by_guessing()  # (H, N)
        fit, aside = task.fit(task.every, weight), np.zeros(len(task.every))
        odds = np.full(len(self.member), np.log(HOLE / (1 - HOLE)))
        found: list[int] = []
        inside = self.member[:, answers.topic]  # (C, N)
        wrong = answers.correct < 0.5
        for _ in range(MOST_HOLES + 1):
            best = np.argsort(fit.evidence)[-BEST_SETTINGS:]
            suspects = np.nonzero((inside & wrong & (weight > 0.1)).any(1))[0]
            suspects = np.array([one for one in suspects.tolist() if one not in found], np.int64)
            if not len(suspects):
                break
            rows = np.tile(best, len(suspects))
            without = np.repeat(weight * ~inside[suspects], len(best), axis=0)
            rest = task.fit(rows, without).evidence.reshape(len(suspects), -1) + aside[best]
            rest += (weight * inside[suspects]) @ by_guessing[best].T
            evidence_gain = _log_sum(rest) - _log_sum(fit.evidence[best][None])
            odds[suspects] = np.log(SUSPECTED / (1 - SUSPECTED)) + evidence_gain
            worst = int(suspects[np.argmax(evidence_gain)])
            if odds[worst] <= 0 or len(found) == MOST_HOLES:
                break
            found.append(worst)
            left = weight * inside[worst] / (1 + np.exp(-odds[worst]))
            weight, aside = weight - left, aside + by_guessing @ left
            fit = task.fit(task.every, weight)
            fit = replace(fit, evidence=fit.evidence + aside)
        right = (inside & ~wrong).any(1) & ~(inside & wrong).any(1)
        odds[right] += inside[right] @ (weight * np.log(np.maximum(answers.guess, 0.01)))
        return fit, 1 / (1 + np.exp(-np.clip(odds, -30, 30)))

    def draw(self, likely: Floats) -> NDArray[np.bool_]:
        """(D, S) whether a topic is in a hole, in each draw."""
        return (_uniform(len(likely)) < likely) @ self.member


def _log_sum(values: Floats) -> Floats:
    """log(sum(exp)) of each row."""
    top = values.max(axis=1)
    return top + np.log(np.exp(values - top[:, None]).sum(axis=1))


@cache
def _uniform(columns: int) -> Floats:
    """(D, columns) evenly spread numbers in [0, 1), each column in an order of its own."""
    random = np.random.default_rng(1)
    even = (np.arange(DRAWS) + 0.5) / DRAWS
    return np.array([random.permutation(even) for _ in range(columns)]).reshape(columns, DRAWS).T
