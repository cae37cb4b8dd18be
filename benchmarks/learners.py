"""Made-up learners who practise: what they know is written in a JSON file, not simulated.

The file is an object of populations. Of each:

- `grade`: a grade, or a list of which each learner takes the next one.
- `chance`: of a right answer. A number; or "guess"; or an object from how many grades an item is
  above the learner's (`"-1"`: one below) to a number or "guess", the outermost for all beyond.
- `strands`, `grades`, `tags` (optional): objects from a name to a number or "guess", which hold
  instead of `chance`; of several the last in this order.
- `guess` (optional): the chance where the learner guesses; left out, one in as many choices as
  there are, and 0 where the answer is typed.
- `slip` (optional): share of right answers that go wrong all the same.
- `practice` (optional): what answering a question of a topic adds to it on the scale of logits:
  `gain` at a chance of one half, less where the question is far too easy or too hard, `4 p (1 - p)`
  of it, since nobody learns from what they know or cannot follow; `spread`, share of it that
  each other topic of the same strand within a grade gets; `half_life_days`, in which what practice
  added fades by half (left out: never).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dkt.features.question_bank import Question, Tag

DAY = 86_400.0
GUESS = "guess"
Floats = NDArray[np.float64]
FIELDS = {"grade", "chance", "strands", "grades", "tags", "guess", "slip", "practice"}
PRACTICE = {"gain", "spread", "half_life_days"}
PASSES = 0.65


class LearnersError(ValueError):
    """The file describes no learners; the message says where, what came and what was expected."""


@dataclass(frozen=True)
class Population:
    """One kind of learner."""

    name: str
    grades: tuple[float, ...]
    chance: float | str | dict[int, float | str]
    overrides: dict[str, dict[str, float | str]] = field(default_factory=dict)
    guess: float | None = None
    slip: float = 0.0
    gain: float = 0.0
    spread: float = 0.0
    half_life_days: float = math.inf


def read_learners(path: Path) -> list[Population]:
    """The populations of a file. Raises LearnersError, OSError."""
    try:
        told = json.loads(path.read_text())
    except ValueError as err:
        raise LearnersError(f"{path} is not JSON: {err}") from err
    if not isinstance(told, dict) or not told:
        raise LearnersError(f"{path}: expected an object of populations")
    return [_population(f"{path}: {name}", name, raw) for name, raw in told.items()]


def _population(where: str, name: str, raw: Any) -> Population:
    if not isinstance(raw, dict) or set(raw) - FIELDS or not {"grade", "chance"} <= set(raw):
        raise LearnersError(f"{where} = {raw!r:.80}; expected an object of {sorted(FIELDS)}")
    grade = raw["grade"] if isinstance(raw["grade"], list) else [raw["grade"]]
    practice = raw.get("practice", {})
    if not isinstance(practice, dict) or set(practice) - PRACTICE:
        raise LearnersError(f"{where}.practice = {practice!r:.80}; expected {sorted(PRACTICE)}")
    chance = raw["chance"]
    if isinstance(chance, dict):
        try:
            chance = {int(k): _chance(f"{where}.chance.{k}", v) for k, v in chance.items()}
        except ValueError as err:
            raise LearnersError(f"{where}.chance: {err}; expected whole grades such as -1") from err
    else:
        chance = _chance(f"{where}.chance", chance)
    overrides = {
        kind: {key: _chance(f"{where}.{kind}.{key}", value) for key, value in raw[kind].items()}
        for kind in ("strands", "grades", "tags")
        if kind in raw
    }
    guess = raw.get("guess")
    return Population(
        name,
        tuple(_number(f"{where}.grade", one, 0, 20) for one in grade),
        chance,
        overrides,
        None if guess is None else _number(f"{where}.guess", guess, 0, 1),
        _number(f"{where}.slip", raw.get("slip", 0), 0, 1),
        _number(f"{where}.practice.gain", practice.get("gain", 0), 0, 10),
        _number(f"{where}.practice.spread", practice.get("spread", 0), 0, 1),
        _number(f"{where}.practice.half_life_days", practice.get("half_life_days", 1e9), 0, 1e9),
    )


def _chance(where: str, value: Any) -> float | str:
    return GUESS if value == GUESS else _number(where, value, 0, 1)


def _number(where: str, value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise LearnersError(f"{where} = {value!r:.80}; expected a number from {low} to {high}")
    return float(value)


class Learner:
    """One made-up learner in front of a question set."""

    def __init__(
        self,
        population: Population,
        number: int,
        questions: Sequence[Question],
        tags: Mapping[str, Tag],
        seed: int,
    ):
        self._random = np.random.default_rng([seed, number])
        self._population = population
        self.grade = population.grades[number % len(population.grades)]
        self.items = {question.id: at for at, question in enumerate(questions)}
        self.item_grade = np.array([question.grade or 0.0 for question in questions])
        names = list(dict.fromkeys(question.single_tags[0] for question in questions))
        self._topic = np.array([names.index(question.single_tags[0]) for question in questions])
        topic_grade = np.array(
            [self.item_grade[self._topic == k].mean() for k in range(len(names))]
        )
        strand = np.array([tags[name].strand if name in tags else "" for name in names])
        self._near = (strand[:, None] == strand) & (np.abs(topic_grade[:, None] - topic_grade) <= 1)
        np.fill_diagonal(self._near, False)
        self._guess = np.array([_guess(population, question) for question in questions])
        self._at_first = np.array(
            [
                self._chance_of(question, strand[self._topic[at]], self._guess[at])
                for at, question in enumerate(questions)
            ]
        )
        self._added = np.zeros(len(names))  # logits
        self._since = np.zeros(len(names))  # seconds, as of which `_added` holds

    def chances(self, time_s: float) -> Floats:
        """(I,) true chance of a right answer to each item at a moment."""
        added = self._faded(time_s)[self._topic]
        guess, top = self._guess, 1.0 - self._population.slip
        within = np.clip((self._at_first - guess) / np.maximum(top - guess, 1e-9), 0.0, 1.0)
        inside = np.clip(within, 0.02, 1 - 1e-9)  # what is not known at all is learned slowly
        moved = 1 / (1 + (1 - inside) / inside * np.exp(-added))
        return np.where(added > 0, guess + (top - guess) * moved, self._at_first)

    def answer(self, item: str, time_s: float) -> bool:
        """Answer a question, and learn from it."""
        at = self.items[item]
        chance = float(self.chances(time_s)[at])
        correct = bool(self._random.random() < chance)
        self._added, self._since = self._faded(time_s), np.full_like(self._since, time_s)
        topic = self._topic[at]
        gain = self._population.gain * 4 * chance * (1 - chance)
        self._added[topic] += gain
        self._added[self._near[topic]] += gain * self._population.spread
        return correct

    def score(self, time_s: float) -> float:
        """100 times the mean chance over the question set."""
        return 100 * float(self.chances(time_s).mean())

    def level(self, time_s: float) -> float:
        """The last grade, interpolated, at which the chance falls through PASSES; the lowest grade
        for whom it is never above, the highest for whom it never falls."""
        grades = np.unique(self.item_grade)
        chances = self.chances(time_s)
        curve = [float(chances[self.item_grade == grade].mean()) for grade in grades]
        for place in reversed(range(len(grades))):
            if curve[place] >= PASSES:
                if place + 1 == len(grades):
                    return float(grades[place])
                part = (curve[place] - PASSES) / (curve[place] - curve[place + 1])
                return float(grades[place] + part * (grades[place + 1] - grades[place]))
        return float(grades[0])

    def _faded(self, time_s: float) -> Floats:
        days = np.maximum(time_s - self._since, 0.0) / DAY
        return self._added * 0.5 ** (days / self._population.half_life_days)

    def _chance_of(self, question: Question, strand: str, guess: float) -> float:
        population = self._population
        chance = population.chance
        if isinstance(chance, dict):
            apart = round((question.grade or 0.0) - self.grade)
            chance = chance[min(max(apart, min(chance)), max(chance))]
        keys = {
            "strands": strand,
            "grades": f"{question.grade:g}" if question.grade else "",
            "tags": question.single_tags[0],
        }
        for kind, key in keys.items():
            chance = population.overrides.get(kind, {}).get(key, chance)
        return guess if chance == GUESS else float(chance) * (1 - population.slip)


def _guess(population: Population, question: Question) -> float:
    if population.guess is not None:
        return population.guess
    return 1 / question.choices if question.choices else 0.0
