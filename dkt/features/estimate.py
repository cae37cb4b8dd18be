"""Level, expected score and mastery of one student, each with its interval.

`dkt.features.ability` gives posterior draws, the sequence model a probability for each item. Both
are blended on the logit scale. Score, level, mastery and probabilities are means and quantiles of
the same draws, so they agree with each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dkt.features.ability import Answers, Floats, Posterior, Topics, posterior

PASSES = 0.65
"""A student's level is the grade at which the probability falls through this."""
OUTSIDE = 0.28
"""Share of the draws outside an interval. The draws are spread a little too wide: by
`benchmarks.practice` these bounds hold the truth four times in five."""
MODEL_SHARE = 0.1
"""Of the sequence model in the blend; by `benchmarks.practice`. All of it where the question set
has no grades, since the layer knows little there: the draws then only say how sure that is."""
PARTS = 8
"""Bins of the draws in the mutual information."""
FEWER_DRAWS_ABOVE = 4_000  # items
AFTER_HINT, AFTER_STEPS = 0.5, 0.0
"""Weight of a right answer after a hint, and after the worked steps."""


@dataclass(frozen=True)
class Interval:
    """An estimate and its 80 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Item:
    """An item of the question set, as the estimate needs it."""

    id: str
    tags: tuple[str, ...]
    grade: float | None
    guess: float
    """Chance to be right without knowing."""


@dataclass(frozen=True)
class Given:
    """One answer of the history; `tags` as the request or the question set has them."""

    item: str
    tags: tuple[str, ...]
    correct: bool
    time_s: float
    hints: int = 0


class QuestionSet:
    """The items that a score is a mean over, as arrays."""

    def __init__(self, items: Sequence[Item], strands: dict[str, str] | None = None):
        """`strands` names the strand of each tag; one for all where there is none."""
        self.ids = [item.id for item in items]
        self.number = {item.id: at for at, item in enumerate(items)}
        tags = list(dict.fromkeys(item.tags[0] for item in items))
        self.topic_of_tag = {tag: at for at, tag in enumerate(tags)}
        self.topic = np.array([self.topic_of_tag[item.tags[0]] for item in items], np.int64)
        self.guess = np.array([item.guess for item in items])
        grade = np.array([np.nan if item.grade is None else item.grade for item in items])
        self.grades = np.unique(grade[~np.isnan(grade)])
        self.grade = np.nan_to_num(grade, nan=float(np.nanmean(grade)) if len(self.grades) else 0.0)
        names = [(strands or {}).get(tag, "") for tag in tags]
        strand = np.unique(names, return_inverse=True)[1].astype(np.int64)
        counts = np.bincount(self.topic, minlength=len(tags))
        of_topic = np.bincount(self.topic, self.grade, len(tags)) / np.maximum(counts, 1)
        self.topics = Topics(of_topic, strand)
        pairs = sorted(
            (tag, at) for at, item in enumerate(items) for tag in dict.fromkeys(item.tags)
        )
        self.tags = list(dict.fromkeys(tag for tag, _ in pairs))
        self._tagged = np.array([at for _, at in pairs], np.int64)
        firsts = {tag: start for start, (tag, _) in reversed(list(enumerate(pairs)))}
        self._starts = np.array([firsts[tag] for tag in self.tags], np.int64)
        self._sizes = np.diff(np.append(self._starts, len(pairs)))

    def by_tag(self, chances: Floats) -> Floats:
        """(D, T) mean over the items of each of `tags`, from (D, I)."""
        return np.add.reduceat(chances[:, self._tagged], self._starts, axis=1) / self._sizes

    def by_grade(self, chances: Floats) -> Floats:
        """(D, G) mean over the items of each of `grades`, from (D, I)."""
        at = self.grade[:, None] == self.grades
        return chances @ (at / np.maximum(at.sum(0), 1))

    def answers(self, history: Iterable[Given]) -> Answers:
        """Answers to items or topics of the set; others are left out."""
        rows = []
        for one in history:
            at = self.number.get(one.item)
            topics = [self.topic_of_tag[tag] for tag in one.tags if tag in self.topic_of_tag]
            if at is None and not topics:
                continue
            topic = int(self.topic[at]) if at is not None else topics[0]
            guess = float(self.guess[at]) if at is not None else 0.0
            credit = {0: 1.0, 1: AFTER_HINT}.get(one.hints, AFTER_STEPS) if one.correct else 1.0
            rows.append((topic, float(one.correct), guess, one.time_s, credit))
        columns = np.array(rows, dtype=np.float64).reshape(-1, 5).T
        return Answers(columns[0].astype(np.int64), *columns[1:])


class Estimate:
    """Estimates for one student at one moment."""

    def __init__(self, questions: QuestionSet, drawn: Posterior, model: Floats | None = None):
        """`model` (I,): the sequence model's probabilities for the question set."""
        self._questions, self._drawn = questions, drawn
        chances = drawn.chance(questions.topic, questions.guess)
        if len(questions.ids) > FEWER_DRAWS_ABOVE:
            chances = chances[::4]
        if model is not None:
            has_grades = len(questions.grades) > 1
            share = MODEL_SHARE if has_grades else 1.0
            chances = _moved(chances, share, model, steps=1 if has_grades else 4)
        self._chances = chances

    @cached_property
    def chance(self) -> dict[str, float]:
        """Probability of a right answer to each item of the question set."""
        return dict(zip(self._questions.ids, self._chances.mean(0).tolist(), strict=True))

    @property
    def doubt(self) -> dict[str, float]:
        """Mutual information between the answer to an item and the score, in bits."""
        return self._told_of(self._chances.mean(1))

    @property
    def about_level(self) -> dict[str, float]:
        """Mutual information between the answer to an item and the level, in bits."""
        return self._told_of(self._levels)

    def _told_of(self, figure: Floats) -> dict[str, float]:
        """Mutual information between each answer and the bin of a figure."""
        parts = np.array_split(self._chances[np.argsort(figure, kind="stable")], PARTS)
        within = np.mean([_entropy(part.mean(0)) for part in parts], axis=0)
        information = _entropy(self._chances.mean(0)) - within
        return dict(zip(self._questions.ids, information.tolist(), strict=True))

    @cached_property
    def faded(self) -> dict[str, float]:
        """Logits that each tag has lost since it was practised."""
        lost = self._drawn.faded
        return {tag: float(lost[at]) for tag, at in self._questions.topic_of_tag.items()}

    @cached_property
    def score(self) -> Interval:
        """100 × the mean probability over the question set; the bounds are whole points."""
        drawn = 100 * self._chances.mean(1)
        value = float(drawn.mean())
        low, high = _bounds(drawn, value)
        return Interval(value, float(np.floor(low)), float(np.ceil(high)))

    @cached_property
    def level(self) -> Interval | None:
        """The grade at which the probability falls through PASSES; None without grades."""
        if len(self._questions.grades) < 2:
            return None
        value = float(np.median(self._levels))
        low, high = _bounds(self._levels, value)
        return Interval(value, float(low), float(high))

    @cached_property
    def _levels(self) -> Floats:
        """(D,) the level in each draw."""
        grades = self._questions.grades
        return _falls_through(self._questions.by_grade(self._chances), grades)

    @cached_property
    def mastery(self) -> dict[str, Interval]:
        """Mean probability over the items of each tag."""
        by_tag = self._questions.by_tag(self._chances)
        value = by_tag.mean(0)
        low, high = _bounds(by_tag, value)
        rows = zip(value.tolist(), low.tolist(), high.tolist(), strict=True)
        return {tag: Interval(*row) for tag, row in zip(self._questions.tags, rows, strict=True)}


def estimate(
    questions: QuestionSet,
    history: Iterable[Given],
    grade: float | None = None,
    asked_s: float = np.nan,
    model: Floats | None = None,
) -> Estimate:
    """Estimate a student from the answers, oldest first; `grade` is the one they named."""
    drawn = posterior(questions.topics, questions.answers(history), grade, asked_s)
    return Estimate(questions, drawn, model)


def _moved(chances: Floats, share: float, model: Floats, steps: int) -> Floats:
    """Draws shifted so that their means are the blend with `model`; iterated."""
    logits, mean = _logit(chances), _logit(chances.mean(0))
    goal = mean + share * (_logit(model) - mean)
    for _ in range(steps):
        logits = logits + (goal - mean)
        chances = 1 / (1 + np.exp(-logits))
        mean = _logit(chances.mean(0))
    return chances


def _falls_through(curves: Floats, grades: Floats) -> Floats:
    """(D,) the last grade, interpolated, at which each curve (D, G) falls through PASSES.

    The lowest grade for a curve that is never above, the highest for one that ends above.
    """
    above = curves >= PASSES
    last = curves.shape[1] - 1 - np.argmax(above[:, ::-1], axis=1)
    following = np.minimum(last + 1, curves.shape[1] - 1)
    rows = np.arange(len(curves))
    here, there = curves[rows, last], curves[rows, following]
    fall = np.where(following > last, (here - PASSES) / np.maximum(here - there, 1e-9), 0.0)
    between = grades[last] + np.clip(fall, 0, 1) * (grades[following] - grades[last])
    return np.where(above.any(axis=1), between, grades[0])


def _bounds(drawn: Floats, value: Floats | float) -> tuple[Floats, Floats]:
    """Bounds of `drawn` (D, …): the shortest interval with `value` and 1 − OUTSIDE of the draws.

    The shortest, because the truth is often at an end: a student who only guesses knows nothing.
    """
    below = np.linspace(0, OUTSIDE, 7)
    lows, highs = np.quantile(drawn, below, axis=0), np.quantile(drawn, 1 - OUTSIDE + below, axis=0)
    best = np.argmin(highs - lows, axis=0)[None]
    low, high = (np.take_along_axis(ends, best, axis=0)[0] for ends in (lows, highs))
    return np.minimum(low, value), np.maximum(high, value)


def _logit(chance: Floats) -> Floats:
    inside = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.log(inside) - np.log1p(-inside)


def _entropy(chance: Floats) -> Floats:
    inside = np.clip(chance, 1e-9, 1 - 1e-9)
    return -(inside * np.log2(inside) + (1 - inside) * np.log2(1 - inside))
