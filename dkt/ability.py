"""What a student can do, topic by topic, and how sure that is. Numpy alone.

An item-response model whose abilities are a Gaussian process over topics. With f the student's
ability in a topic, on the scale of logits,

    P(right) = c + (1 - c - d) sigmoid(f)        c: guess, d: slip
    f(topic) = slope (theta - grade) + by grade + by strand + by topic + GAIN * practised

theta is the student's level in grades; the deviations by grade (near grades alike), strand and
topic let a student have holes and strengths. What a student cannot be asked directly (how steep
their knowledge falls off, whether they guess, how uneven they are) are the SETTINGS: each is fitted
by Laplace's approximation, and they are weighed by how well they foretell the answers. So somebody
who guesses, knows everything or nothing, or has jumped ahead, is believed after a few answers.

Practice adds GAIN, which fades with HALF_LIFE_S; old answers weigh less than new ones.

*Holes.* A whole grade or strand may be missing: somebody jumped ahead, or was ill. Each may be one,
with HOLE odds before any answer; in a hole the chance is that of guessing. The odds are updated
by how much better guessing foretells the answers there; where a hole is likely, its answers say
little about the rest, so that is fitted again without them.

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
GAIN = 0.15
"""Logits that the first practice of a topic adds, log(1 + n) times as much n of them."""
HALF_LIFE_S = 12 * DAY
"""What practice added has faded by half."""
MEMORY = 80.0
"""An answer this many answers ago weighs half."""
LONGEST = 400
"""Newest answers that are looked at."""
THETA_SD = 3.2  # grades; of a student of whom nothing is known
NAMED_SD = 1.7  # grades; of one whose grade was named
ABOVE_NAMED = 0.5
"""A level is where most answers are right; theta, where half are, lies so many grades above it."""
GRADE_SD, STRAND_SD, TOPIC_SD = 0.4, 0.5, 0.35  # logits, times `spread`
NEAR = 1.0  # grades; how far the deviations by grade reach
ITERATIONS = 8
LONGEST_STEP = 3.0  # logits, of one iteration
DRAWS = 240
LEAST_WEIGHT = 0.01
HOLE, SUSPECTED = 0.08, 0.2
"""Chance that a grade, or a strand, is missing: of any, and of one with wrong answers. The second
is set by `benchmarks.practice`: who lacks whole strands was found out too late."""
MOST_HOLES = 2  # whose answers are left aside
BEST_SETTINGS = 4  # with which holes are looked for


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
    prior: Floats  # log

    @classmethod
    @cache
    def grid(cls) -> "Settings":
        """All settings that are weighed."""
        rows = [
            (slope, slip, guess, spread, guess_p + spread_p)
            for slope, slip, (guess, guess_p), (spread, spread_p) in product(
                (1.0, 1.8), (0.002, 0.04), ((0.0, -1.0), (1.0, 0.0)), ((0.5, 0.0), (2.0, -0.7))
            )
        ]
        return cls(*(np.array(column) for column in zip(*rows, strict=True)))


@dataclass(frozen=True)
class Posterior:
    """D draws of what a student may be like, given the answers."""

    ability: Floats  # (D, S) logits, now
    guess: Floats  # (D,)
    slip: Floats  # (D,)
    hole: NDArray[np.bool_]  # (D, S)
    faded: Floats  # (S,) logits lost since the topic was practised

    def chance(self, topic: Ints, guess: Floats) -> Floats:
        """(D, I) chance of a right answer to items of `topic` (I,) with guess `guess` (I,)."""
        c = self.guess[:, None] * guess
        known = 1 / (1 + np.exp(-self.ability[:, topic]))
        known[self.hole[:, topic]] = 0.0
        return c + (1 - c - self.slip[:, None]) * known


def posterior(
    topics: Topics, answers: Answers, grade: float | None = None, asked_s: float = np.nan
) -> Posterior:
    """What the answers say of a student at a moment.

    Args:
        grade: the grade that the student named, if any; grades.
        asked_s: the moment, seconds on the clock of `answers.time_s`; NaN: right after the newest.
    """
    answers = _newest(answers)
    practised = _practised(topics, answers, asked_s)
    centre = float(np.mean(topics.grade)) if grade is None else grade + ABOVE_NAMED
    prior = _Prior(topics, centre, THETA_SD if grade is None else NAMED_SD)
    age = np.arange(len(answers.topic))[::-1]
    weight = answers.weight * 0.5 ** (age / MEMORY)
    task = _Task(prior, answers, GAIN * practised.before)
    holes = _Holes(topics)
    fit, likely = holes.look_for(task, weight)
    ability, chosen = _draws(prior, task.seen, fit)
    return Posterior(
        ability=ability + GAIN * practised.now,
        guess=prior.grid.guess[chosen],
        slip=prior.grid.slip[chosen],
        hole=holes.draw(likely),
        faded=GAIN * (practised.total - practised.now),
    )


class _Holes:
    """Grades and strands that may be missing, C in all."""

    def __init__(self, topics: Topics):
        groups = [
            kind == one for kind in (topics.grade, topics.strand) for one in np.unique(kind)
            if len(np.unique(kind)) > 1
        ]  # fmt: skip
        self.member = np.array(groups, bool).reshape(-1, len(topics.grade))  # (C, S)

    def look_for(self, task: "_Task", weight: Floats) -> tuple["_Fit", Floats]:
        """The fit without the answers that lie in likely holes, and how likely each is (C,)."""
        answers = task.answers
        fit = task.fit(task.every, weight)
        odds = np.full(len(self.member), np.log(HOLE / (1 - HOLE)))
        found: list[int] = []
        inside = self.member[:, answers.topic]  # (C, N)
        for _ in range(MOST_HOLES + 1):
            best = np.argsort(fit.evidence)[-BEST_SETTINGS:]
            suspects = np.nonzero((inside & (answers.correct < 0.5) & (weight > 0.1)).any(1))[0]
            suspects = np.array([one for one in suspects.tolist() if one not in found], np.int64)
            if not len(suspects) or not len(best):
                break
            rows = np.tile(best, len(suspects))
            without = np.repeat(weight * ~inside[suspects], len(best), axis=0)
            rest = task.fit(rows, without).evidence.reshape(len(suspects), -1)
            guessed = np.clip(answers.guess * task.prior.grid.guess[best[-1]], 0.01, 0.99)
            by_guessing = weight * np.log(np.where(answers.correct > 0.5, guessed, 1 - guessed))
            told = inside[suspects] @ by_guessing
            told += _log_sum(rest) - _log_sum(fit.evidence[best][None])
            odds[suspects] = np.log(SUSPECTED / (1 - SUSPECTED)) + told
            worst = int(suspects[np.argmax(told)])
            if odds[worst] <= 0 or len(found) == MOST_HOLES:
                break
            found.append(worst)
            weight = weight * (1 - inside[worst] / (1 + np.exp(-odds[worst])))
            fit = task.fit(task.every, weight)
        right = (inside & (answers.correct > 0.5)).any(1) & ~(inside & (answers.correct < 0.5)).any(
            1
        )
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


def _newest(answers: Answers) -> Answers:
    newest = slice(max(0, len(answers.topic) - LONGEST), None)
    return Answers(
        answers.topic[newest], answers.correct[newest], answers.guess[newest],
        answers.time_s[newest], answers.weight[newest],
    )  # fmt: skip


@dataclass(frozen=True)
class _Practised:
    """How often a topic was practised, as far as it has not faded, with diminishing returns."""

    before: Floats  # (N,) before each answer
    now: Floats  # (S,)
    total: Floats  # (S,) now, had nothing faded


def _practised(topics: Topics, answers: Answers, asked_s: float) -> _Practised:
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
    return _Practised(before, now, np.log1p(whole))


def _faded(pause_s: Floats | float) -> Floats:
    """Share of practice that is left after a pause; all of it where the pause is unknown."""
    return 0.5 ** (np.nan_to_num(np.maximum(pause_s, 0.0), nan=0.0, posinf=1e12) / HALF_LIFE_S)


class _Prior:
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
class _Fit:
    """Laplace's approximation for R settings; with targets z and noise 1/W, it is Gaussian."""

    evidence: Floats  # (R,) log, with the setting's prior
    root_w: Floats  # (R, M) W^(1/2)
    target: Floats  # (R, M) W^(1/2) z
    b: Floats  # (R, M, M) I + W^(1/2) K W^(1/2)


class _Task:
    """The answers, and the prior at the M topics that they are about."""

    def __init__(self, prior: _Prior, answers: Answers, practised: Floats):
        self.prior, self.answers, self.practised = prior, answers, practised
        self.every = np.arange(len(prior.grid.slope))
        self.seen, self._place = np.unique(answers.topic, return_inverse=True)
        self._k = prior.covariance(self.seen, self.seen)
        self._onto = np.zeros((len(self._place), len(self.seen)))
        self._onto[np.arange(len(self._place)), self._place] = 1.0  # (N, M)

    def fit(self, rows: Ints, weight: Floats) -> _Fit:
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
            told = np.maximum(information @ self._onto, 1e-8)
            return likely.sum(1), gradient @ self._onto, told

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
        return _Fit(evidence + grid.prior[rows], root, root * (f - m) + gradient / root, b)


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


def _draws(prior: _Prior, seen: Ints, fit: _Fit) -> tuple[Floats, Ints]:
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
