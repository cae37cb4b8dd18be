"""Item-response model of topics, vectorised over settings: prior, fit, draws. Numpy only.

Model, sources and notation: `dkt.features.ability`.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GRADE_SD, STRAND_SD, TOPIC_SD = 0.4, 0.5, 0.35  # logits, times `spread`
NEAR = 1.0  # grades; how far the deviations by grade reach
ITERATIONS = 8
LONGEST_STEP = 3.0  # logits, of one iteration
DRAWS = 240
LEAST_WEIGHT = 0.01


@dataclass(frozen=True)
class Topics:
    """The topics of a question set."""

    grade: Floats  # (S,) grades; any constant where there are none
    strand: Ints  # (S,) number of the strand


@dataclass(frozen=True)
class Answers:
    """N answers, oldest first."""

    topic: Ints  # (N,) number of the topic
    correct: Floats  # (N,) 0 or 1
    guess: Floats  # (N,) chance to be right without knowing
    time_s: Floats  # (N,) seconds; NaN where unknown
    weight: Floats  # (N,) weight of an answer: 1, or less after a hint


@dataclass(frozen=True)
class Settings:
    """One column for each of the H settings."""

    slope: Floats
    slip: Floats
    guess: Floats  # share of the chance to guess right that the student uses
    spread: Floats
    prior: Floats  # log

    @classmethod
    @cache
    def grid(cls) -> "Settings":
        """All settings."""
        rows = [
            (slope, slip, guess, spread, guess_p + spread_p)
            for slope, slip, (guess, guess_p), (spread, spread_p) in product(
                (1.0, 1.8), (0.002, 0.04), ((0.0, -1.0), (1.0, 0.0)), ((0.5, 0.0), (2.0, -0.7))
            )
        ]
        return cls(*(np.array(column) for column in zip(*rows, strict=True)))


class Prior:
    """The Gaussian process before any answer, for all settings at once."""

    def __init__(self, topics: Topics, centre: float, theta_sd: float):
        self.topics, self.theta_sd = topics, theta_sd
        self.grid = grid = Settings.grid()
        self.mean = grid.slope[:, None] * (centre - topics.grade)  # (H, S)
        self.grades, self.of_grade = np.unique(topics.grade, return_inverse=True)
        apart = self.grades[:, None] - self.grades
        self.near = np.exp(-0.5 * (apart / NEAR) ** 2)  # (G, G)

    def covariance(self, some: Ints, others: Ints) -> Floats:
        """(H, A, B) covariance between topics `some` (A,) and `others` (B,)."""
        near = self.near[np.ix_(self.of_grade[some], self.of_grade[others])]
        alike = self.topics.strand[some][:, None] == self.topics.strand[others]
        same = some[:, None] == others
        uneven = GRADE_SD**2 * near + STRAND_SD**2 * alike + TOPIC_SD**2 * same
        slope, spread = self.grid.slope[:, None, None], self.grid.spread[:, None, None]
        return (slope * self.theta_sd) ** 2 + spread**2 * uneven

    def draw(self, setting: int, normal: "_Normals") -> Floats:
        """(D, S) draws of one setting."""
        slope, spread = self.grid.slope[setting], self.grid.spread[setting]
        root = np.linalg.cholesky(self.near + 1e-9 * np.eye(len(self.near)))
        by_grade = normal.grade @ root.T
        uneven = (
            GRADE_SD * by_grade[:, self.of_grade]
            + STRAND_SD * normal.strand[:, self.topics.strand]
            + TOPIC_SD * normal.topic
        )
        return self.mean[setting] + slope * self.theta_sd * normal.theta + spread * uneven


@dataclass(frozen=True)
class Fit:
    """Laplace's approximation for R settings; with targets z and noise 1/W, it is Gaussian."""

    evidence: Floats  # (R,) log, with the setting's prior
    root_w: Floats  # (R, M) W^(1/2)
    target: Floats  # (R, M) W^(1/2) z
    b: Floats  # (R, M, M) I + W^(1/2) K W^(1/2)


class Task:
    """The answers, and the prior at the M topics that they are about."""

    def __init__(self, prior: Prior, answers: Answers, practised: Floats):
        self.prior, self.answers, self.practised = prior, answers, practised
        self.every = np.arange(len(prior.grid.slope))
        self.seen, self._place = np.unique(answers.topic, return_inverse=True)
        self._k = prior.covariance(self.seen, self.seen)
        self._onto = np.zeros((len(self._place), len(self.seen)))
        self._onto[np.arange(len(self._place)), self._place] = 1.0  # (N, M)

    def by_guessing(self) -> Floats:
        """(H, N) log chance of each answer where nothing is known of its topic."""
        chance = np.clip(self.prior.grid.guess[:, None] * self.answers.guess, 0.01, 0.99)
        return np.log(np.where(self.answers.correct > 0.5, chance, 1 - chance))

    def fit(self, rows: Ints, weight: Floats) -> Fit:
        """Fit f by Fisher scoring for settings `rows` (R,), answers weighed by (N,) or (R, N)."""
        grid, correct = self.prior.grid, self.answers.correct
        m, k = self.prior.mean[rows][:, self.seen], self._k[rows]
        c = grid.guess[rows, None] * self.answers.guess  # (R, N)
        top = 1 - c - grid.slip[rows, None]
        eye = np.eye(len(self.seen))

        def looked_at(f: Floats) -> tuple[Floats, Floats, Floats]:
            """Log likelihood (R,), its gradient and the expected information by topic (R, M)."""
            s = 1 / (1 + np.exp(-np.clip(f[:, self._place] + self.practised, -30, 30)))
            p = np.clip(c + top * s, 1e-6, 1 - 1e-6)
            slope = top * s * (1 - s)
            likely = weight * np.log(np.where(correct > 0.5, p, 1 - p))
            gradient = weight * (correct - p) / (p * (1 - p)) * slope
            information = weight * slope**2 / (p * (1 - p))
            curvature = np.maximum(information @ self._onto, 1e-8)
            return likely.sum(1), gradient @ self._onto, curvature

        f = m.copy()
        for _ in range(ITERATIONS):
            _, gradient, w = looked_at(f)
            root = np.sqrt(w)
            b = eye + root[:, :, None] * k * root[:, None, :]
            rhs = w * (f - m) + gradient
            inner = root * np.einsum("hij,hj->hi", k, rhs)
            a = rhs - root * np.linalg.solve(b, inner[..., None])[..., 0]
            step = m + np.einsum("hij,hj->hi", k, a) - f
            f = f + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        likely, gradient, w = looked_at(f)
        root = np.sqrt(w)
        b = eye + root[:, :, None] * k * root[:, None, :]
        away = np.linalg.solve(k + 1e-6 * eye, (f - m)[..., None])[..., 0]
        evidence = likely - 0.5 * ((f - m) * away).sum(1) - 0.5 * np.linalg.slogdet(b)[1]
        return Fit(evidence + grid.prior[rows], root, root * (f - m) + gradient / root, b)


@dataclass(frozen=True)
class _Normals:
    """The same standard normal numbers for every student: equal answers give equal results."""

    theta: Floats  # (D, 1)
    grade: Floats  # (D, G)
    strand: Floats  # (D, strands)
    topic: Floats  # (D, S)
    noise: Floats  # (D, S)

    def part(self, rows: slice) -> "_Normals":
        return _Normals(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


@cache
def _normals(grades: int, strands: int, topics: int) -> _Normals:
    random = np.random.default_rng(0)
    half = DRAWS // 2  # each number and its opposite: their mean is exact
    widths = (1, grades, strands, topics, topics)
    one_side = [random.standard_normal((half, width)) for width in widths]
    return _Normals(*(np.concatenate([side, -side])[_MIXED] for side in one_side))


_MIXED = np.arange(DRAWS).reshape(2, -1).T.ravel()  # a number beside its opposite


def draws(prior: Prior, seen: Ints, fit: Fit) -> tuple[Floats, Ints]:
    """Draws (D, S) from the mixture of all settings, and each draw's setting (D,)."""
    weight = np.exp(fit.evidence - fit.evidence.max())
    weight = np.where(weight < LEAST_WEIGHT * weight.max(), 0.0, weight)
    ends = np.round(np.cumsum(weight / weight.sum()) * DRAWS / 2).astype(int) * 2
    topics = prior.topics
    normals = _normals(len(prior.grades), int(topics.strand.max()) + 1, len(topics.grade))
    every = np.arange(len(topics.grade))
    drawn = np.empty((DRAWS, len(every)))
    chosen = np.empty(DRAWS, dtype=np.int64)
    start = 0
    across = prior.covariance(every, seen)  # (H, S, M)
    for setting, end in enumerate(ends.tolist()):
        if end == start:
            continue
        rows = slice(start, end)
        mine = normals.part(rows)
        first = prior.draw(setting, mine)
        root = fit.root_w[setting]
        away = first[:, seen] - prior.mean[setting, seen]
        rest = fit.target[setting] - root * away - mine.noise[:, : len(seen)]
        towards = np.linalg.solve(fit.b[setting], rest.T) * root[:, None]  # (M, d)
        drawn[rows] = first + (across[setting] @ towards).T
        chosen[rows] = setting
        start = end
    return drawn, chosen
