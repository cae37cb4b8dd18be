"""What a student can do, topic by topic, and how sure that is. Numpy alone.

An item-response model whose abilities are a Gaussian process over topics. With f the student's
ability in a topic, on the scale of logits,

    P(right) = c + (1 - c - d) sigmoid(f)        c: guess, d: slip
    f(topic) = slope (theta - grade) + by grade + by strand + by topic + gain * practised

theta is the student's level in grades; the deviations by grade (near grades alike), strand and
topic let a student have holes and strengths. What a student cannot be asked directly (how steep
their knowledge falls off, whether they guess, how uneven they are) are the SETTINGS: each is fitted
by Laplace's approximation, and they are weighed by how well they foretell the answers. So somebody
who guesses, knows everything or nothing, or has jumped ahead, is believed after a few answers.

Practice adds `gain` a time, which fades with HALF_LIFE_S; old answers weigh less than new ones.

Sources: Rasch 1960 and Birnbaum 1968 (item response, guessing); Rasmussen & Williams 2006, chapter
3.4 (Laplace's approximation for Gaussian processes, their K, W and B are ours); Wilson, Karklin,
Han & Ekanadham 2016 (hierarchical Bayesian IRT against deep tracing); Pavlik, Cen & Koedinger 2009
(practice counts); Wilson et al. 2020 (posterior draws by Matheron's rule).

Notation: S topics, M topics answered, N answers, H settings, D draws.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAY = 86_400.0  # seconds
HALF_LIFE_S = 12 * DAY
"""What practice added has faded by half."""
MEMORY = 80.0
"""An answer this many answers ago weighs half."""
LONGEST = 400
"""Newest answers that are looked at."""
THETA_SD = 3.2  # grades; of a student of whom nothing is known
NAMED_SD = 1.3  # grades; of one whose grade was named
GRADE_SD, STRAND_SD, TOPIC_SD = 0.6, 0.5, 0.5  # logits, times `spread`
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
    weight: Floats  # (N,) how much an answer tells, 1: all of it; less after a hint


@dataclass(frozen=True)
class Settings:
    """One column for each of the H settings."""

    slope: Floats
    slip: Floats
    guess: Floats  # share of the chance to guess right that the student uses
    spread: Floats
    gain: Floats
    prior: Floats  # log

    @classmethod
    @cache
    def grid(cls) -> "Settings":
        """All settings that are weighed."""
        rows = [
            (slope, slip, guess, spread, gain, slope_p + guess_p + spread_p)
            for (slope, slope_p), slip, (guess, guess_p), (spread, spread_p), gain in product(
                ((1.0, 0.0), (1.8, 0.0)),
                (0.002, 0.04),
                ((0.0, -1.0), (1.0, 0.0)),
                ((0.5, 0.0), (2.0, -0.7)),
                (0.05, 0.2),
            )
        ]
        return cls(*(np.array(column) for column in zip(*rows, strict=True)))


@dataclass(frozen=True)
class Posterior:
    """D draws of what a student may be like, given the answers."""

    ability: Floats  # (D, S) logits, now
    guess: Floats  # (D,)
    slip: Floats  # (D,)
    faded: Floats  # (S,) logits lost since the topic was practised

    def chance(self, topic: Ints, guess: Floats) -> Floats:
        """(D, I) chance of a right answer to items of `topic` (I,) with guess `guess` (I,)."""
        c = self.guess[:, None] * guess
        known = 1 / (1 + np.exp(-self.ability[:, topic]))
        return c + (1 - c - self.slip[:, None]) * known


def posterior(
    topics: Topics, answers: Answers, grade: float | None = None, asked_s: float = np.nan
) -> Posterior:
    """What the answers say of a student at a moment.

    Args:
        grade: the grade that the student named, if any; grades.
        asked_s: the moment, seconds on the clock of `answers.time_s`; NaN: right after the newest.
    """
    grid = Settings.grid()
    answers = _newest(answers)
    topics_seen, place = np.unique(answers.topic, return_inverse=True)
    before, now, total = _practised(topics, answers, asked_s)
    centre = float(np.mean(topics.grade)) if grade is None else float(grade)
    theta_sd = THETA_SD if grade is None else NAMED_SD
    prior = _Prior(topics, grid, centre, theta_sd)
    age = np.arange(len(answers.topic))[::-1]
    weight = answers.weight * 0.5 ** (age / MEMORY)
    fit = _laplace(prior, grid, topics_seen, place, answers, weight, before)
    ability, chosen = _draws(prior, grid, topics_seen, fit)
    return Posterior(
        ability=ability + grid.gain[chosen, None] * now,
        guess=grid.guess[chosen],
        slip=grid.slip[chosen],
        faded=float(np.exp(fit.log_weight) @ grid.gain) * (total - now),
    )


def _newest(answers: Answers) -> Answers:
    newest = slice(max(0, len(answers.topic) - LONGEST), None)
    return Answers(
        answers.topic[newest], answers.correct[newest], answers.guess[newest],
        answers.time_s[newest], answers.weight[newest],
    )  # fmt: skip


def _practised(topics: Topics, answers: Answers, asked_s: float) -> tuple[Floats, Floats, Floats]:
    """How often a topic was practised, as far as it has not faded, with diminishing returns:
    before each answer (N,), at `asked_s` (S,); and at `asked_s` had nothing faded (S,)."""
    count = np.zeros(len(topics.grade))
    whole = np.zeros(len(topics.grade))
    last = np.full(len(topics.grade), np.nan)
    before = np.zeros(len(answers.topic))
    clock = np.nan
    for n, (topic, time_s) in enumerate(
        zip(answers.topic.tolist(), answers.time_s.tolist(), strict=True)
    ):
        clock = np.fmax(clock, time_s)
        count[topic] *= _faded(clock - last[topic])
        before[n] = np.log1p(count[topic])
        count[topic] += 1
        whole[topic] += 1
        last[topic] = clock
    now = np.log1p(count * _faded(np.fmax(asked_s, clock) - last))
    return before, now, np.log1p(whole)


def _faded(pause_s: Floats | float) -> Floats:
    """Share of practice that is left after a pause; all of it where the pause is unknown."""
    return 0.5 ** (np.nan_to_num(np.maximum(pause_s, 0.0), nan=0.0, posinf=1e12) / HALF_LIFE_S)


class _Prior:
    """The Gaussian process before any answer, for all settings at once."""

    def __init__(self, topics: Topics, grid: Settings, centre: float, theta_sd: float):
        self.topics, self.grid, self.theta_sd = topics, grid, theta_sd
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
class _Fit:
    """Laplace's approximation for each setting; with targets z and noise 1/W, it is Gaussian."""

    log_weight: Floats  # (H,) of each setting, normed
    root_w: Floats  # (H, M) W^(1/2)
    target: Floats  # (H, M) W^(1/2) z
    b: Floats  # (H, M, M) I + W^(1/2) K W^(1/2)


def _laplace(
    prior: _Prior, grid: Settings, seen: Ints, place: Ints, answers: Answers, weight: Floats,
    before: Floats,
) -> _Fit:  # fmt: skip
    """Fit f at the M topics `seen` for all settings, by Fisher scoring."""
    m = prior.mean[:, seen]  # (H, M)
    k = prior.covariance(seen, seen)
    eye = np.eye(len(seen))
    onto = np.zeros((len(place), len(seen)))
    onto[np.arange(len(place)), place] = 1.0  # (N, M)
    c = grid.guess[:, None] * answers.guess  # (H, N)
    top = 1 - c - grid.slip[:, None]
    offset = grid.gain[:, None] * before

    def looked_at(f: Floats) -> tuple[Floats, Floats, Floats]:
        """Log likelihood (H,), its gradient and the expected information by topic (H, M)."""
        s = 1 / (1 + np.exp(-np.clip(f[:, place] + offset, -30, 30)))
        p = np.clip(c + top * s, 1e-6, 1 - 1e-6)
        slope = top * s * (1 - s)
        likely = weight * np.log(np.where(answers.correct > 0.5, p, 1 - p))
        gradient = weight * (answers.correct - p) / (p * (1 - p)) * slope
        information = weight * slope**2 / (p * (1 - p))
        return likely.sum(1), gradient @ onto, np.maximum(information @ onto, 1e-8)

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
    a = np.linalg.solve(k + 1e-6 * eye, (f - m)[..., None])[..., 0] if len(seen) else f - m
    evidence = (
        likely - 0.5 * np.einsum("hi,hi->h", f - m, a) - 0.5 * np.linalg.slogdet(b)[1] + grid.prior
    )
    log_weight = evidence - evidence.max()
    log_weight -= np.log(np.exp(log_weight).sum())
    return _Fit(log_weight, root, root * (f - m) + gradient / root, b)


@dataclass(frozen=True)
class _Normals:
    """The same standard normal numbers for every student, so that equal answers say the same."""

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


def _draws(prior: _Prior, grid: Settings, seen: Ints, fit: _Fit) -> tuple[Floats, Ints]:
    """Draws (D, S) from the mixture of all settings, and each draw's setting (D,)."""
    weight = np.exp(fit.log_weight)
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
