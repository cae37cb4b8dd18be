"""How well the practice judges and leads made-up learners, against the real predictor and policy.

    python -m benchmarks.practice
    python -m benchmarks.practice --learners FILE --students 20 --seeds 3 --bundle var/bundles/…

Each learner of `benchmarks/learners.json` (the form is in `benchmarks.learners`) starts as a new
student who names no grade, and answers 50 questions: what `Predictor.predict` puts first, on a
clock with sittings of 15 questions. Without --bundle a first model is trained as `make run` does
it. The last line is JSON: `{populations: {name: figures}, config, seeds}`. Of a population:

- `level_error_12`, `level_error_25`: mean absolute error of the level after so many answers, grades
- `score_error_25`, `score_rmse_25`: of the expected score, points; `score_coverage_80`: share of
  learners whose true score lies in the interval
- `in_zone`: share of the questions 11 to 40 whose true chance lies within .5 and .92
- `jumps`: questions more than one grade from the one before, after placement, for each 100
- `retry_5`: share of misses in practice whose kind came back within 5 questions
- `placement`: mean number of questions; `first_top`: mean number of the first question of the
  highest grade (missing where it never came); `above_lowest`: share of the questions 11 to 40 above
  the lowest grade
- `gain`: points of true score gained by 50 questions (a week later for those who forget), and over
  a random and a fixed order (the bank's), as a share: .25 is a quarter more; of those who learn.
  Of those who forget also `over_fsrs`: over the same practice with the reviews that FSRS chooses
"""

import argparse
import json
import logging
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.learners import Learner, LearnersError, Population, read_learners
from benchmarks.reviews import FsrsReviews
from dkt.features.bundle import BundleError
from dkt.features.question_bank import read_question_bank, read_tags
from inference import TAGS, Predictor
from serving.contract import parse_request

QUESTIONS = Path(__file__).resolve().parents[1] / "questions.csv"
LEARNERS = Path(__file__).with_name("learners.json")
ASKED = 50
SITTING = 15  # questions
ANSWER_S, NIGHT_S = 20.0, 86_400.0
LATER_S = 7 * NIGHT_S
FORGETS_DAYS = 1e6
"""Who loses half in more days than this does not forget."""
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ZONE = (0.5, 0.92)


@dataclass(frozen=True)
class Walk:
    """What one learner met, and what was said of them."""

    items: list[str]
    grades: list[float]
    correct: list[bool]
    chance: list[float]  # true, when asked
    practice: list[bool]  # asked in practice, not in placement
    said: dict[int, dict[str, Any]]  # answers → what `predict` said after so many
    true: dict[int, tuple[float, float]]  # answers → level, score
    gained: float


def clock(number: int) -> float:
    """Seconds since the start at which question `number` is shown."""
    return number * ANSWER_S + number // SITTING * NIGHT_S


def walk(
    predictor: Predictor, learner: Learner, order: list[str] | None, seed: int,
    reviews: FsrsReviews | None = None,
) -> Walk:  # fmt: skip
    """Let a learner practise; with an `order` of items, without the policy.

    `reviews` take the place of the policy's.
    """
    history: list[dict[str, Any]] = []
    out = Walk([], [], [], [], [], {}, {}, 0.0)
    before = learner.score(0.0)
    for number in range(ASKED):
        now = clock(number)
        asked_at = START + timedelta(seconds=now + 60 * seed)
        reply = None
        if order is None:
            body = {"history": history, "asked_at": asked_at.isoformat()}
            reply = predictor.predict(parse_request(json.dumps(body).encode()))
            if number in (12, 25):
                out.said[number] = reply
                out.true[number] = learner.level(now), learner.score(now)
        item = reply["next"][0]["id"] if reply else (order or [])[number]
        if reply and reviews and reply["phase"]["name"] == "practice":
            item = reviews.choose(reply["next"], out.items, asked_at, reply["probabilities"].get)
        out.items.append(item)
        out.grades.append(float(learner.item_grade[learner.items[item]]))
        out.chance.append(float(learner.chances(now)[learner.items[item]]))
        out.practice.append(bool(reply and reply["phase"]["name"] == "practice"))
        correct = learner.answer(item, now)
        out.correct.append(correct)
        answered_at = asked_at + timedelta(seconds=ANSWER_S)
        if reviews:
            reviews.answered(item, correct, answered_at)
        history.append(
            {"assessmentItemID": item, "answerCode": int(correct), "elapsed_s": ANSWER_S,
             "Timestamp": answered_at.isoformat()}
        )  # fmt: skip
    gained = learner.score(clock(ASKED) + LATER_S) - before
    return Walk(**{**vars(out), "gained": gained})


def figures(walks: Sequence[Walk], lowest: float, highest: float) -> dict[str, Any]:
    """The figures of one population."""
    level, score, within = [], [], []
    early = []
    for one in walks:
        said, (true_level, true_score) = one.said[25], one.true[25]
        if said["level"]:
            level.append(abs(said["level"]["grade"] - true_level))
            early.append(abs(one.said[12]["level"]["grade"] - one.true[12][0]))
        score.append(said["score"] - true_score)
        low, high = said["score_interval"]
        within.append(low <= true_score <= high)
    middle = [chance for one in walks for chance in one.chance[10:40]]
    steps = [
        abs(one.grades[n] - one.grades[n - 1]) > 1
        for one in walks for n in range(1, ASKED) if one.practice[n] and one.practice[n - 1]
    ]  # fmt: skip
    missed = [
        one.items[n] in one.items[n + 1 : n + 6]
        for one in walks for n in range(ASKED - 5) if one.practice[n] and not one.correct[n]
    ]  # fmt: skip
    first_top = [one.grades.index(highest) + 1 for one in walks if highest in one.grades]
    return {
        "level_error_12": _mean(early),
        "level_error_25": _mean(level),
        "score_error_25": _mean(score),
        "score_rmse_25": float(np.sqrt(np.mean(np.square(score)))),
        "score_coverage_80": _mean(within),
        "in_zone": _mean([ZONE[0] <= chance <= ZONE[1] for chance in middle]),
        "jumps": 100 * (_mean(steps) or 0.0),
        "retry_5": _mean(missed),
        "placement": _mean([one.practice.index(True) for one in walks if True in one.practice]),
        "first_top": _mean(first_top) if len(first_top) == len(walks) else None,
        "above_lowest": _mean([grade > lowest for one in walks for grade in one.grades[10:40]]),
    }


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if len(values) else None


def measure(
    predictor: Predictor, population: Population, questions: Path, students: int, seeds: int
) -> dict[str, Any]:
    """Let the learners of a population practise; their figures."""
    bank = read_question_bank(questions)
    tags = read_tags(questions.with_name(TAGS))
    ids = [question.id for question in bank]
    walks: list[Walk] = []
    others: dict[str, list[float]] = defaultdict(list)
    topic = {question.id: question.single_tags[0] for question in bank}
    grade = {question.id: question.grade or 0.0 for question in bank}
    for seed in range(seeds):
        for number in range(students):

            def made(number: int = number, seed: int = seed) -> Learner:
                return Learner(population, number, bank, tags, seed)

            walks.append(walk(predictor, made(), None, seed * students + number))
            if population.gain:
                order = np.random.default_rng([seed, number, 1]).permutation(len(ids))
                for name, row in (("random", order), ("fixed", np.arange(len(ids)))):
                    others[name].append(walk(predictor, made(), [ids[n] for n in row], 0).gained)
                if population.half_life_days < FORGETS_DAYS:
                    reviews = FsrsReviews(topic, grade)
                    at = seed * students + number
                    others["fsrs"].append(walk(predictor, made(), None, at, reviews).gained)
    grades = [question.grade for question in bank if question.grade is not None]
    told = figures(walks, min(grades), max(grades))
    told["score_errors"] = [one.said[25]["score"] - one.true[25][1] for one in walks]
    if population.gain:
        gain = float(np.mean([one.gained for one in walks]))
        told["gain"] = {"points": gain} | {
            f"over_{name}": gain / max(float(np.mean(points)), 1e-9) - 1
            for name, points in others.items()
        }
    return told


def first_bundle(config: str, folder: Path, answers: int) -> Path:
    """A first model, trained on simulated answers as `make run` does it."""
    from data.bank import read_bank
    from data.simulate import simulate
    from dkt.config.schema import load_config
    from dkt.dataset.frame import COLUMNS
    from dkt.pipeline import Source, train

    rows = simulate(read_bank(QUESTIONS), answers).select(COLUMNS)
    return train(Source(rows, 0), load_config(config), None, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description="Made-up learners practise.")
    parser.add_argument("--learners", type=Path, default=LEARNERS, help="default: %(default)s")
    parser.add_argument("--students", type=int, default=18, help="of each population and seed")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--bundle", type=Path, help="a bundle that is there")
    parser.add_argument("--config", default="lgbm", help="of the bundle that is trained")
    parser.add_argument("--answers", type=int, default=30_000, help="simulated, to train it on")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    populations = read_learners(arguments.learners)
    with tempfile.TemporaryDirectory(prefix="dkt-practice-") as name:
        bundle = arguments.bundle or first_bundle(arguments.config, Path(name), arguments.answers)
        predictor = Predictor.load(bundle, arguments.questions)
    told: dict[str, Any] = {}
    errors: list[float] = []
    for population in populations:
        begun = time.monotonic()
        sys.stderr.write(f"{population.name} … ")
        sys.stderr.flush()
        found = measure(
            predictor, population, arguments.questions, arguments.students, arguments.seeds
        )
        errors += found.pop("score_errors")
        told[population.name] = found
        sys.stderr.write(f"{time.monotonic() - begun:.0f} s\n{_line(found)}\n")
    result = {
        "populations": told,
        "score_rmse_25": float(np.sqrt(np.mean(np.square(errors)))),
        "score_coverage_80": float(np.mean([one["score_coverage_80"] for one in told.values()])),
        "config": predictor.version["config"],
        "seeds": arguments.seeds,
    }
    sys.stdout.write(json.dumps(result) + "\n")


def _line(found: dict[str, Any]) -> str:
    def text(value: Any) -> str:
        if isinstance(value, dict):
            return ", ".join(f"{name} {text(part)}" for name, part in value.items())
        return "–" if value is None else f"{value:.2f}"

    return "  " + "  ".join(f"{name}: {text(value)}" for name, value in found.items()
                            if name != "score_errors")  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    except (LearnersError, BundleError, OSError, ValueError) as err:
        sys.stderr.write(f"benchmarks.practice: {err}\n")
        raise SystemExit(1) from err
