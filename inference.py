"""Predictions from a bundle: numpy and onnxruntime, no torch.

    python inference.py var/bundles/lstm-d1-… --history answers.json
    echo '{"history": []}' | python inference.py var/bundles/lstm-d1-…

The command scores a history against the question bank and prints what `/predict` answers.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from dkt.features.bundle import Bundle, BundleError
from dkt.features.estimate import Estimate, Given, Interval, Item, QuestionSet, estimate
from dkt.features.question_bank import (
    Question,
    Tag,
    grade_of_id,
    read_question_bank,
    read_tags,
    tag_names,
)
from dkt.features.steps import Catalog, encode_steps
from dkt.features.vocabulary import TAG_SEPARATOR
from dkt.features.windows import candidate_inputs
from serving.contract import Answer, PredictRequest, RequestError, parse_request
from serving.placement import Phase, phase_of, placement
from serving.policy import SUGGESTIONS, practice
from serving.student import Kind, Past, Questions, Student

JudgedBefore = Callable[[int], tuple[Interval | None, Interval]]

onnxruntime.disable_telemetry_events()  # what students do is told to nobody

QUESTIONS = Path(__file__).with_name("questions.csv")
TAGS = "tags.csv"
"""The topics' strands and prerequisites, beside the question bank."""
SECURE = 0.7
"""A topic is secure when its chance is above this, doubt included, after ENOUGH answers."""
ENOUGH = 4
REMEMBERED = 4096
"""Judgements of first answers, by which it is seen when a placement ended; 1 MB."""


class Predictor:
    """A loaded bundle and the question set that a score is a mean over.

    Without a question bank the question set is every item that training saw.
    """

    def __init__(
        self,
        bundle: Bundle,
        bank: list[Question] | None = None,
        tags: dict[str, Tag] | None = None,
    ):
        self.bundle = bundle
        self.encoders = bundle.encoders()
        self.statistics = bundle.statistics()
        known = [
            Question(item, test, TAG_SEPARATOR.join(filter(None, tags)), "", grade_of_id(item))
            for item, test, tags in zip(
                self.encoders.items.tolist(),
                self.encoders.item_test.tolist(),
                self.encoders.item_tags.tolist(),
                strict=True,
            )
        ]
        self.question_set = bank or known
        self.questions = {q.id: q for q in (*known, *self.question_set)}
        self.items_of_tag: dict[str, list[str]] = {}
        for question in self.question_set:
            for tag in question.single_tags:
                self.items_of_tag.setdefault(tag, []).append(question.id)
        self.tag_names = tag_names(self.question_set)
        tags = tags or {}
        self.judged = QuestionSet(
            [Item(q.id, q.single_tags, q.grade, q.guess) for q in self.question_set],
            {tag: one.strand for tag, one in tags.items()},
        )
        self.practised = Questions(
            [Kind(q.id, q.single_tags, q.grade) for q in self.question_set],
            {tag: one.prerequisites for tag, one in tags.items()},
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # one request, one core: replicas scale, threads contend
        options.enable_cpu_mem_arena = False
        self.session = onnxruntime.InferenceSession(bundle.folder / "model.onnx", options)
        self.inputs = [one.name for one in self.session.get_inputs()]  # some models need not all
        self._judged_before: dict[bytes, tuple[Interval | None, Interval]] = {}

    @classmethod
    def load(cls, folder: Path, questions: Path | None = None) -> "Predictor":
        """Load a bundle folder; raises BundleError when it is incomplete or altered.

        Raises ValueError for a question bank, or topics beside it, that cannot be used.
        """
        if questions is None:
            return cls(Bundle.load(folder))
        tags = read_tags(questions.with_name(TAGS))
        return cls(Bundle.load(folder), read_question_bank(questions), tags)

    @property
    def version(self) -> dict[str, Any]:
        manifest = self.bundle.manifest
        return {
            "model_version": self.bundle.version,
            "data_version": self.bundle.data_version,
            "config": manifest["config"]["name"],
            "created_at": manifest["created_at"],
            "metrics": manifest["metrics"]["model"],
        }

    def probabilities(
        self, history: list[Answer], items: list[str], asked_s: float = float("nan")
    ) -> np.ndarray:
        """Chance of a right answer to each item after the whole history, (len(items),) float64.

        asked_s: moment of asking, seconds since 1970 UTC; NaN: right after the newest answer.
        """
        if not items:
            return np.zeros(0)
        asked = [self._question(item) for item in items]
        answered = [self._question(a.assessmentItemID, a.testId, a.KnowledgeTag) for a in history]
        rows = [*answered, *asked]
        catalog = Catalog.build(
            self.encoders,
            # objects: one long text would else make every row as long
            np.array([q.id for q in rows], dtype=object),
            np.array([q.test for q in rows], dtype=object),
            np.array([q.tags for q in rows], dtype=object),
            self.statistics,
        )
        length = len(history)
        row = np.arange(length)
        time_s = np.array([a.time_s for a in history], dtype=np.float64)
        elapsed_s = np.array(
            [np.nan if a.elapsed_s is None else a.elapsed_s for a in history], float
        )
        steps = encode_steps(
            catalog,
            np.zeros(length, np.int64),
            row,
            np.array([a.answerCode for a in history], dtype=np.float64),
            time_s,
            elapsed_s,
        )
        candidates = np.arange(length, len(rows))
        window = self.bundle.window
        inputs = candidate_inputs(
            catalog, steps, row, candidates, window, time_s, elapsed_s, asked_s
        )
        wanted = {name: inputs[name] for name in self.inputs}
        logits = self.session.run(None, wanted)[0][0]
        return 1.0 / (1.0 + np.exp(-logits.astype(np.float64)))

    def predict(self, request: PredictRequest) -> dict[str, Any]:
        """The answer of `/predict`; see DESIGN's contract in `docs/api.md`."""
        ids = self.judged.ids
        candidates = ids if request.candidates is None else request.candidates
        asked = list(dict.fromkeys([*ids, *candidates]))
        told = self.probabilities(request.history, asked, request.asked_s)
        history = [self._given(answer) for answer in request.history]

        def judge(answers: int, model: np.ndarray | None = None) -> Estimate:
            newest = answers == len(history)
            asked_s = request.asked_s if newest else float("nan")
            return estimate(self.judged, history[:answers], request.grade, asked_s, model)

        judged = judge(len(history), told[: len(ids)])
        prob = dict(zip(asked, told.tolist(), strict=True)) | judged.chance
        phase, following = self._next(request, judged, self._remembered(judge, history, request))
        return {
            "score": judged.score.value,
            "score_interval": _ends(judged.score),
            "level": judged.level
            and {"grade": judged.level.value, "interval": _ends(judged.level)},
            "probabilities": {item: prob[item] for item in candidates},
            "mastery": self._mastery(history, judged),
            "phase": {"name": phase.name, "asked": phase.asked, "most": phase.most},
            "next": following,
            "model_version": self.bundle.version,
            "data_version": self.bundle.data_version,
        }

    def _question(self, item: str, test: str | None = None, tags: str | None = None) -> Question:
        """What is known of an item; what a request says of it comes first."""
        known = self.questions.get(item) or Question(item, "", "", "")
        if test in (None, known.test) and tags in (None, known.tags):
            return known
        return Question(
            item, known.test if test is None else test, known.tags if tags is None else tags, ""
        )

    def _given(self, answer: Answer) -> Given:
        tags = self._question(answer.assessmentItemID, answer.testId, answer.KnowledgeTag)
        return Given(
            answer.assessmentItemID, tags.single_tags, bool(answer.answerCode), answer.time_s,
            answer.hints,
        )  # fmt: skip

    def _mastery(self, history: list[Given], judged: Estimate) -> list[dict[str, Any]]:
        """Mean chance over the question set's items of each tag, in the order of the set."""
        answered = Counter(
            tag
            for given in history
            for tag in given.tags
            if tag in self.items_of_tag  # a request may name any number of others
        )
        rows = []
        for tag in self.items_of_tag:
            known, times = judged.mastery[tag], answered[tag]
            secure = times >= ENOUGH and known.low >= SECURE
            rows.append(
                {
                    "tag": tag,
                    "name": self.tag_names.get(tag, tag),
                    "p": known.value,
                    "interval": _ends(known),
                    "answered": times,
                    "state": "secure" if secure else "learning" if times else "untried",
                }
            )
        return rows

    def _remembered(
        self, judge: Callable[[int], Estimate], history: list[Given], request: PredictRequest
    ) -> JudgedBefore:
        """Level and score as of the first n answers: they stay as they were from one request of a
        student to the next, and judging takes a third of a request's time."""

        def before(answers: int) -> tuple[Interval | None, Interval]:
            key = blake2b(repr((history[:answers], request.grade)).encode()).digest()
            if key not in self._judged_before:
                if len(self._judged_before) >= REMEMBERED:
                    del self._judged_before[next(iter(self._judged_before))]  # the oldest
                then = judge(answers)
                self._judged_before[key] = then.level, then.score
            return self._judged_before[key]

        return before

    def _next(
        self, request: PredictRequest, judged: Estimate, before: JudgedBefore
    ) -> tuple[Phase, list[dict[str, Any]]]:
        """Where the student is, and what to ask next, by `serving.policy`."""
        first = request.history[0].Timestamp if request.history else request.asked_at
        student = Student(
            [Past(one.assessmentItemID, bool(one.answerCode)) for one in request.history],
            judged,
            avoid=request.avoid,
            assigned=request.assigned,
            salt=str(first),
        )

        phase = phase_of(self.practised, student, before)
        if phase.name == "placement":
            choices = placement(self.practised, student)
        else:
            choices = practice(self.practised, replace(student, placed=phase.asked))
        return phase, [
            {"id": one.id, "p": judged.chance[one.id], "why": one.why, "because": one.because}
            for one in choices[:SUGGESTIONS]
        ]


def _ends(interval: Interval) -> list[float]:
    return [interval.low, interval.high]


def main() -> None:
    parser = argparse.ArgumentParser(description="Score a history against the question bank.")
    parser.add_argument("bundle", type=Path, help="bundle folder")
    parser.add_argument("--history", type=Path, help="JSON request; standard input by default")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="question bank (CSV)")
    arguments = parser.parse_args()
    try:
        body = arguments.history.read_bytes() if arguments.history else sys.stdin.buffer.read()
        predictor = Predictor.load(arguments.bundle, arguments.questions)
        answer = predictor.predict(parse_request(body))
    except (RequestError, BundleError, OSError, ValueError) as err:
        sys.stderr.write(f"inference.py: {err}\n")
        raise SystemExit(1) from err
    sys.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
