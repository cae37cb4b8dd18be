"""Predictions from a bundle: numpy and onnxruntime, no torch.

    python inference.py var/bundles/lstm-d1-… --history answers.json
    echo '{"history": []}' | python inference.py var/bundles/lstm-d1-…

The command scores a history against the question bank and prints what `/predict` answers.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from contract import Answer, PredictRequest, RequestError, parse_request
from dkt.bundle import Bundle, BundleError
from dkt.encoding import TAG_SEPARATOR, split_item_id
from dkt.sequence import Catalog, candidate_inputs, encode_steps

onnxruntime.disable_telemetry_events()  # what students do is told to nobody

TARGET = 0.7
"""Chance of a right answer at which practice teaches most: hard enough, and not hopeless."""
SUGGESTIONS = 5
GRADE_STEP = 0.1
"""A suggestion one grade away from the student's newest answers must be this much nearer TARGET."""
NEWEST = 10
QUESTIONS = Path(__file__).with_name("questions.csv")
BANK_COLUMNS = ("assessmentItemID", "testId", "KnowledgeTag", "tag")
LONGEST_ID = 64


@dataclass(frozen=True)
class Question:
    """What scoring needs to know of an item: its test, its tags and how a person calls the tag."""

    id: str
    test: str
    tags: str
    tag_name: str

    @cached_property
    def single_tags(self) -> tuple[str, ...]:
        """`g1-count;g1-add` as single tags, each once; an item without one stands under `''`."""
        named = dict.fromkeys(tag.strip() for tag in self.tags.split(TAG_SEPARATOR))
        return tuple(tag for tag in named if tag) or ("",)


def read_question_bank(path: Path) -> list[Question]:
    """Questions of a `questions.csv`, blanks at the ends of values left out, as the page reads it.

    Raises ValueError naming the file, and the column that is missing or the line that is none.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        if missing := set(BANK_COLUMNS) - set(rows.fieldnames or ()):
            raise ValueError(f"{path}: column(s) {', '.join(sorted(missing))} missing")
        found: dict[str, Question] = {}
        for row in rows:
            where = f"{path}, line {rows.line_num}"
            if None in row or None in row.values():
                raise ValueError(f"{where}: expected {len(rows.fieldnames or ())} values")
            item, test, tags, name = (row[column].strip() for column in BANK_COLUMNS)
            if not (item and tags and name) or len(item) > LONGEST_ID or item in found:
                raise ValueError(
                    f"{where}: item {item!r}, tag {tags!r} named {name!r}; expected an id of its "
                    f"own, at most {LONGEST_ID} characters, and a tag with a name"
                )
            found[item] = Question(item, test, tags, name)
    if not found:
        raise ValueError(f"{path}: no questions, expected at least one row below the header")
    return list(found.values())


def tag_names(questions: list[Question]) -> dict[str, str]:
    """What a person calls a tag: a name is its row's only tag's, or else its first tag's."""
    joined_first = sorted(questions, key=lambda q: -len(q.single_tags))
    return {q.single_tags[0]: q.tag_name for q in joined_first if q.tag_name}


def read_tag_names(path: Path) -> dict[str, str]:
    """`tag_names` of a `questions.csv`; none where there is no such file."""
    return tag_names(read_question_bank(path)) if path.exists() else {}


class Predictor:
    """A loaded bundle and the question set that a score is a mean over.

    Without a question bank the question set is every item that training saw.
    """

    def __init__(self, bundle: Bundle, bank: list[Question] | None = None):
        self.bundle = bundle
        self.encoders = bundle.encoders()
        self.statistics = bundle.statistics()
        known = [
            Question(item, test, TAG_SEPARATOR.join(filter(None, tags)), "")
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
        heads, _, _ = split_item_id(np.array([q.id for q in self.question_set], dtype=np.str_))
        self.grades = {
            q.id: int(head or 0) // 10 for q, head in zip(self.question_set, heads, strict=True)
        }
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # one request, one core: replicas scale, threads contend
        options.enable_cpu_mem_arena = False
        self.session = onnxruntime.InferenceSession(bundle.folder / "model.onnx", options)
        self.inputs = [one.name for one in self.session.get_inputs()]  # some models need not all

    @classmethod
    def load(cls, folder: Path, questions: Path | None = None) -> "Predictor":
        """Load a bundle folder; raises BundleError when it is incomplete or altered."""
        bank = read_question_bank(questions) if questions else None
        return cls(Bundle.load(folder), bank)

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
        ids = [question.id for question in self.question_set]
        candidates = ids if request.candidates is None else request.candidates
        asked = list(dict.fromkeys([*ids, *candidates]))
        told = self.probabilities(request.history, asked, request.asked_s)
        prob = dict(zip(asked, told.tolist(), strict=True))
        mastery = self._mastery(request.history, prob)
        return {
            "score": 100.0 * sum(prob[item] for item in ids) / len(ids),
            "probabilities": {item: prob[item] for item in candidates},
            "mastery": mastery,
            "next": self._next(request.history, prob, mastery),
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

    def _mastery(self, history: list[Answer], prob: dict[str, float]) -> list[dict[str, Any]]:
        """Mean chance over the question set's items of each tag, in the order of the set."""
        answered = Counter(
            tag
            for a in history
            for tag in self._question(a.assessmentItemID, a.testId, a.KnowledgeTag).single_tags
            if tag in self.items_of_tag  # a request may name any number of others
        )
        return [
            {
                "tag": tag,
                "name": self.tag_names.get(tag, tag),
                "p": sum(prob[item] for item in items) / len(items),
                "answered": answered[tag],
            }
            for tag, items in self.items_of_tag.items()
        ]

    def _next(
        self, history: list[Answer], prob: dict[str, float], mastery: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Up to five items near the target chance and the student's grade, at most two of a tag.

        Items that were right last time are left out. `why` is `retry` (wrong last time), `new`
        (it has a tag not met yet) or `strengthen`.
        """
        last = {answer.assessmentItemID: answer.answerCode for answer in history}
        met = {entry["tag"] for entry in mastery if entry["answered"]}
        grade = self._grade(history)

        def distance(question: Question) -> tuple[float, str]:
            of_item = self.grades[question.id]
            steps = abs(of_item - grade) if of_item and grade else 0.0
            return abs(prob[question.id] - TARGET) + GRADE_STEP * steps, question.id

        open_items = [q for q in self.question_set if last.get(q.id) != 1] or self.question_set
        chosen: list[dict[str, Any]] = []
        of_tag: Counter[str] = Counter()
        for question in sorted(open_items, key=distance):
            tags = question.single_tags
            if all(of_tag[tag] < 2 for tag in tags):
                of_tag.update(tags)
                why = "strengthen" if met.issuperset(tags) else "new"
                why = "retry" if last.get(question.id) == 0 else why
                chosen.append({"id": question.id, "p": prob[question.id], "why": why})
            if len(chosen) == SUGGESTIONS:
                break
        return chosen

    def _grade(self, history: list[Answer]) -> float:
        """Mean grade of the newest answers, at first the lowest there is; 0 where ids tell none."""
        told = [self.grades.get(answer.assessmentItemID, 0) for answer in history[-NEWEST:]]
        if known := [grade for grade in told if grade]:
            return sum(known) / len(known)
        return min((grade for grade in self.grades.values() if grade), default=0)


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
