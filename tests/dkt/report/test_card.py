"""The card: slices that are what a loop says, and one page that anybody can read."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from dkt.dataset.frame import of_users, steps_of
from dkt.dataset.split import split_users
from dkt.evaluation.metrics import calibration_error
from dkt.evaluation.prerequisites import relations_of
from dkt.evaluation.scoring import Scored, evaluate
from dkt.evaluation.slices import Held, slices_of
from dkt.report import write_card
from dkt.report.plots import unscaled
from dkt.training.calibration import Scaling
from tests.dkt.trained import Trained, log_of


def hand_made(trained: Trained) -> tuple[list[dict[str, Any]], Held, Scored]:
    """Two students of seven and one answers; a known item, a strange grade, two tags, none."""
    known = str(trained.predictor.encoders.items[0])
    items = [known, "A025001001", "other", known, known, known, known, known]
    tags = ["x;y", "", "y", "x", "x", "x", "x", "x"]
    codes = [1, 0, 1, 1, 0, 0, 1, 1]
    rows: list[dict[str, Any]] = [
        {"userID": "u1" if k < 7 else "u2", "assessmentItemID": items[k], "KnowledgeTag": tags[k],
         "answerCode": codes[k]} for k in range(8)
    ]  # fmt: skip
    frame = log_of(rows)
    steps = steps_of(frame, trained.bundle.encoders())
    prob = np.linspace(0.1, 0.8, 8)
    return rows, Held.read(frame, steps), Scored(steps.user, steps.correct, prob)


def test_slices_are_what_one_counts_by_hand(trained: Trained):
    _, held, scored = hand_made(trained)
    told = slices_of(held, scored, None)
    sizes = {kind: {row["name"]: row["answers"] for row in rows} for kind, rows in told.items()}
    assert sizes == {
        "grade": {"grade 1": 6, "head 025": 1},
        "tag": {"x": 6, "y": 2},
        "history": {"0": 2, "1–4": 4, "5–9": 2},
        "item": {"known item": 6, "unknown item": 2},
    }
    x = told["tag"][0]
    at = [0, 3, 4, 5, 6, 7]
    correct, prob = scored.correct[at], scored.prob[at]
    assert x["auc"] == pytest.approx(roc_auc_score(correct, prob), abs=1e-5)
    assert x["ece"] == pytest.approx(calibration_error(correct, prob), abs=1e-5)
    assert (x["right"], x["predicted"]) == pytest.approx((4 / 6, prob.mean()), abs=1e-5)
    assert x["students"] == 2 and x["champion_auc"] is None
    assert told["tag"][1]["auc"] is None  # both were right


def test_the_champion_stands_in_the_same_slices(trained: Trained):
    _, held, scored = hand_made(trained)
    champion = replace(scored, prob=1 - scored.prob)
    told = slices_of(held, scored, champion)
    for row in told["history"]:
        if row["auc"] is not None:
            assert row["champion_auc"] == pytest.approx(1 - row["auc"], abs=2e-5)
    x, at = told["tag"][0], [0, 3, 4, 5, 6, 7]
    expected = calibration_error(scored.correct[at], champion.prob[at])
    assert x["champion_ece"] == pytest.approx(expected, abs=1e-5)
    assert x["champion_ece"] != x["ece"]


class Reader(HTMLParser):
    """What the page refers to, and what a screen reader would miss."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.outside: list[str] = []
        self.ids: list[str] = []
        self.unnamed: list[str] = []
        self.drawings = self.titles = self.tables = self.captions = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += [told["id"] or ""] if "id" in told else []
        for name in ("src", "href", "xlink:href"):
            if name in told and not (told[name] or "").startswith("#"):
                self.outside.append(f"{tag} {told[name]}")
        self.drawings += tag == "svg"
        self.titles += tag == "title" and "svg" in self.open
        self.tables += tag == "table"
        self.captions += tag == "caption"
        if (tag == "svg" and not (told.get("role") and told.get("aria-labelledby"))) or (
            tag == "th" and told.get("scope") not in ("row", "col")
        ):
            self.unnamed.append(tag)
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_one_page_that_needs_nothing_else_and_can_be_heard(trained: Trained):
    page = (trained.bundle.folder / "card.html").read_text()
    reader = Reader()
    reader.feed(page)
    assert reader.open == [] and reader.outside == [] and reader.unnamed == []
    assert reader.drawings == reader.titles >= 7
    assert reader.tables == reader.captions >= 8
    assert len(set(reader.ids)) == len(reader.ids)
    used = set(re.findall(r"(?:url\(#|href=\"#|labelledby=\")([\w-]+)", page))
    assert used <= set(reader.ids)
    assert "<script" not in page and "@import" not in page
    for told in (trained.bundle.version, "prefers-color-scheme: dark", "width=device-width",
                 "Where it is good", "By grade", "temperature"):  # fmt: skip
        assert told in page


def test_the_same_facts_give_the_same_bytes_whatever_a_tag_is_called(
    trained: Trained, tmp_path: Path
):
    users = split_users(trained.frame["userID"].to_numpy(), trained.config.split)
    scored = evaluate(trained.bundle, of_users(trained.frame, users["test"]))
    relations = relations_of(of_users(trained.frame, users["train"]))
    tag = trained.bundle.manifest["metrics"]["slices"]["tag"][0]["name"]
    names = {tag: "<b>$5 & more</b> than \\frac"}
    pages = []
    for name in ("one", "two"):
        write_card(tmp_path / name, trained.bundle.manifest, scored, relations, names)
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]
    assert b"&lt;b&gt;$5 &amp; more" in pages[0] and b"<b>$5" not in pages[0]


def test_chances_before_calibration_can_be_told():
    scored = Scored(np.zeros(3), np.ones(3), np.array([0.2, 0.5, 0.9]))
    logits = np.log(scored.prob / (1 - scored.prob))
    before = 1 / (1 + np.exp(-(logits - 0.3) * 2))
    assert unscaled(scored, Scaling(2.0, 0.3)) == pytest.approx(before)
