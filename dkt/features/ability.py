"""A student's ability in each topic, with its uncertainty. Numpy only.

An item-response model whose abilities are a Gaussian process over topics. With f the student's
ability in a topic, on the scale of logits,

    P(right) = c + (1 - c - d) sigmoid(f)        c: guess, d: slip
    f(topic) = slope (theta - grade) + by grade + by strand + by topic + GAIN * practised

theta is the student's level in grades; the deviations by grade (near grades alike), strand and
topic allow gaps and strengths. SETTINGS are hyper-parameters of a student: how steeply knowledge
falls off, guessing, unevenness. Each setting is fitted by Laplace's approximation and weighted by
its marginal likelihood, so a student who guesses, knows everything or nothing, or has jumped ahead
is recognised after a few answers.

Practice adds GAIN, which fades with HALF_LIFE_S; old answers weigh less than new ones.

A whole grade or strand may be missing: `dkt.features.gaps`. Prior, fit and draws:
`dkt.features.item_response`.

Sources: Rasch 1960 and Birnbaum 1968 (item response, guessing); Rasmussen & Williams 2006, chapter
3.4 (Laplace's approximation for Gaussian processes, their K, W and B are ours); Wilson, Karklin,
Han & Ekanadham 2016 (hierarchical Bayesian IRT against deep tracing); Pavlik, Cen & Koedinger 2009
(practice counts); Wilson et al. 2020 (posterior draws by Matheron's rule).

Notation: S topics, M topics answered, N answers, H settings, D draws.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dkt.features.gaps import Holes
from dkt.features.item_response import Answers, Floats, Ints, Prior, Task, Topics, draws

DAY = 86_400.0  # seconds
GAIN = 0.15
"""Logits per unit of log(1 + n) after n times of practice in a topic."""
HALF_LIFE_S = 12 * DAY
"""Half-life of what practice added."""
MEMORY = 80.0
"""Half-life of an answer's weight, in answers."""
LONGEST = 400
"""Newest answers that are read."""
THETA_SD = 3.2  # grades; of a student of whom nothing is known
NAMED_SD = 1.7  # grades; of one whose grade was named
ABOVE_NAMED = 0.5
"""Grades between the level, where most answers are right, and theta, where half are."""


@dataclass(frozen=True)
class Posterior:
    """D posterior draws of a student's abilities."""

    ability: Floats  # (D, S) logits, now
    guess: Floats  # (D,)
    slip: Floats  # (D,)
    hole: NDArray[np.bool_]  # (D, S)
    faded: Floats  # (S,) logits lost since the topic was practised

    def chance(self, topic: Ints, guess: Floats) -> Floats:
        """(D, I) probability of a right answer to items of `topic` (I,) with guess `guess` (I,)."""
        c = self.guess[:, None] * guess
        known = np.where(self.hole, 0.0, 1 / (1 + np.exp(-self.ability)))
        return c + (1 - c - self.slip[:, None]) * known[:, topic]


def posterior(
    topics: Topics, answers: Answers, grade: float | None = None, asked_s: float = np.nan
) -> Posterior:
    """The posterior of a student at a moment.

    Args:
        grade: the grade that the student named, if any; grades.
        asked_s: the moment, seconds on the clock of `answers.time_s`; NaN: right after the newest.
    """
    answers = _newest(answers)
    practised = _practised(topics, answers, asked_s)
    centre = float(np.mean(topics.grade)) if grade is None else grade + ABOVE_NAMED
    prior = Prior(topics, centre, THETA_SD if grade is None else NAMED_SD)
    age = np.arange(len(answers.topic))[::-1]
    weight = answers.weight * 0.5 ** (age / MEMORY)
    task = Task(prior, answers, GAIN * practised.before)
    holes = Holes(topics)
    fit, likely = holes.look_for(task, weight)
    ability, chosen = draws(prior, task.seen, fit)
    return Posterior(
        ability=ability + GAIN * practised.now,
        guess=prior.grid.guess[chosen],
        slip=prior.grid.slip[chosen],
        hole=holes.draw(likely),
        faded=GAIN * (practised.total - practised.now),
    )


def _newest(answers: Answers) -> Answers:
    newest = slice(max(0, len(answers.topic) - LONGEST), None)
    return Answers(
        answers.topic[newest], answers.correct[newest], answers.guess[newest],
        answers.time_s[newest], answers.weight[newest],
    )  # fmt: skip


@dataclass(frozen=True)
class _Practised:
    """Decayed practice of each topic, with diminishing returns."""

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
    """Share of practice left after a pause; 1 where the pause is unknown."""
    return 0.5 ** (np.nan_to_num(np.maximum(pause_s, 0.0), nan=0.0, posinf=1e12) / HALF_LIFE_S)
