"""Who needs help with what, and why, from answers and what was said before them.

Looked up at each view; nothing is stored, so nobody is labelled. Each rule is a claim that a
teacher can check in the pupil's answers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext

from ..bank.questions import QuestionBank
from ..database.db import as_utc
from .insight import Pupil

WITHIN = timedelta(days=14)
IN_A_TOPIC, WRONG = 4, 3
"""Stuck on a topic: so many of the newest answers to it are wrong."""
COMPARED, SURPRISE = 12, 2.0
"""Fewer right of the newest answers than was predicted, by so many standard deviations."""
HELPED = 5
"""Of the newest ten answers: "I don't know", or the worked steps."""
QUICK_S, QUICK = 4.0, 6
"""Of the newest ten: answered wrong within so many seconds."""
OF_A_PUPIL = 2
QUIET = timedelta(days=7)


@dataclass(frozen=True)
class Help:
    """One pupil, one reason. `tag` is the topic, if it is about one; the larger the worse."""

    pupil: Pupil
    tag: str | None
    reason: str
    weight: float


def help_now(
    pupils: Sequence[Pupil], bank: QuestionBank, language: str, now: datetime
) -> list[Help]:
    """The worst reasons of all pupils, OF_A_PUPIL at most of each, the worst first."""
    found: list[Help] = []
    for pupil in pupils:
        recent = [row for row in pupil.newest if now - as_utc(row.Timestamp) <= WITHIN]
        reasons = _stuck(pupil, recent, bank, language) + _surprised(pupil, recent)
        reasons += _lost(pupil, recent[:10])
        found += sorted(reasons, key=lambda one: -one.weight)[:OF_A_PUPIL]
    return sorted(found, key=lambda one: -one.weight)


def quiet(pupils: Sequence[Pupil], now: datetime) -> list[tuple[Pupil, int | None]]:
    """Who has not practised for a week or more, with the days since; None: never, or long ago."""
    found: list[tuple[Pupil, int | None]] = []
    for pupil in pupils:
        if not pupil.newest:
            found.append((pupil, None))
            continue
        since = now - as_utc(pupil.newest[0].Timestamp)
        if since >= QUIET:
            found.append((pupil, since.days))
    return found


def _stuck(pupil: Pupil, recent: Sequence[sa.Row], bank: QuestionBank, language: str) -> list[Help]:
    of_tag: dict[str, list[int]] = {}
    for row in recent:
        for tag in filter(None, (row.KnowledgeTag or "").split(";")):
            of_tag.setdefault(tag, []).append(row.answerCode)
    found = []
    known = pupil.topics(bank, language)
    for tag, codes in of_tag.items():
        newest = codes[:IN_A_TOPIC]
        wrong = newest.count(0)
        if len(newest) < IN_A_TOPIC or wrong < WRONG:
            continue
        needs = bank.tags[tag].prerequisites if tag in bank.tags else ()
        open_needs = [known[need].name for need in needs if known[need].state != "secure"]
        reason = gettext("%(wrong)s of the last %(num)s wrong.", wrong=wrong, num=len(newest))
        if open_needs:
            reason += " " + gettext("It builds on %(topics)s, which is not secure yet.",
                                    topics=", ".join(open_needs))  # fmt: skip
        found.append(Help(pupil, tag, reason, 2 + wrong / len(newest)))
    return found


def _surprised(pupil: Pupil, recent: Sequence[sa.Row]) -> list[Help]:
    predicted = [row for row in recent if row.predicted is not None][:COMPARED]
    if len(predicted) < COMPARED:
        return []
    expected = sum(row.predicted for row in predicted)
    right = sum(row.answerCode for row in predicted)
    spread = math.sqrt(sum(row.predicted * (1 - row.predicted) for row in predicted))
    if expected - right < SURPRISE * max(spread, 0.5):
        return []
    reason = gettext(
        "Of the last %(num)s answers %(right)s were right, %(expected)s were expected.",
        num=len(predicted), right=right, expected=f"{expected:.0f}",
    )  # fmt: skip
    return [Help(pupil, None, reason, 2 + (expected - right) / len(predicted))]


def _lost(pupil: Pupil, ten: Sequence[sa.Row]) -> list[Help]:
    helped = sum(bool(row.gave_up) or (row.hints or 0) >= 2 for row in ten)
    quick = sum(
        not row.answerCode and not row.gave_up and 0 < (row.elapsed_s or 0) < QUICK_S for row in ten
    )
    if helped >= HELPED:
        reason = gettext("%(n)s of the last %(num)s with “I don’t know” or the worked steps.",
                         n=helped, num=len(ten))  # fmt: skip
        return [Help(pupil, None, reason, 1 + helped / 10)]
    if quick >= QUICK:
        reason = gettext("%(n)s of the last %(num)s wrong within seconds: perhaps only clicked.",
                         n=quick, num=len(ten))  # fmt: skip
        return [Help(pupil, None, reason, 1 + quick / 10)]
    return []
