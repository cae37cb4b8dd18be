"""Placement of a new student: few questions, each the most telling one, ended when it is sure.

Computerized adaptive testing (Weiss & Kingsbury 1984; van der Linden & Glas 2010) with the
information about the level itself (mutual information, Lindley 1956) instead of Fisher's at one
point, since at first the level may lie anywhere. When the level is sure, what is left of the
questions looks for holes: it asks what tells most about the score.
"""

from collections.abc import Callable
from dataclasses import dataclass

from serving.policy import RETRY_WITHIN, may_be_asked
from serving.student import Bounds, Choice, Kind, Questions, Student, tie

MOST = 12
LEAST = 5
SURE_LEVEL = 1.2
"""Grades between the bounds of the level from which on it is sure."""
SURE_SCORE = 13.0
"""Points between the bounds of the score."""
BELOW, ABOVE = 1.0, 0.5
"""While the level is unsure, questions are of grades from its low bound − BELOW to its high one +
ABOVE; when it is sure, of any grade up to there."""
CLEAR = 0.02
"""A question within this many bits of the best is as good."""


@dataclass(frozen=True)
class Phase:
    """Where a student is: `placement` or `practice`, and how many of at most MOST were asked."""

    name: str
    asked: int
    most: int = MOST


def phase_of(
    questions: Questions,
    student: Student,
    judged_before: Callable[[int], tuple[Bounds | None, Bounds]],
) -> Phase:
    """The phase; `judged_before(n)` gives level and score as of the first n answers.

    A placement that has ended stays so: an answer that comes as a surprise does not begin it again.
    It ends with a question near the level, since practice goes on from there by small steps.
    """
    asked = len(student.history)
    if student.judgement.level is None or student.assigned:
        return Phase("practice", 0)
    if asked > MOST + RETRY_WITHIN:  # it no longer matters when it ended
        return Phase("practice", MOST)
    for before in range(LEAST, min(asked, MOST)):
        if _is_sure(questions, student.history[before - 1].item, *judged_before(before)):
            return Phase("practice", before)
    if asked >= MOST:
        return Phase("practice", MOST)
    judged = student.judgement
    sure = asked >= LEAST and _is_sure(
        questions, student.history[-1].item, judged.level, judged.score
    )
    return Phase("practice" if sure else "placement", asked)


def _is_sure(questions: Questions, last: str, level: Bounds | None, score: Bounds) -> bool:
    """Whether level and score are, and the last question was near the level."""
    if level is None or level.high - level.low > SURE_LEVEL:
        return False
    kind = questions.kinds.get(last)
    return score.high - score.low <= SURE_SCORE and (kind is None or _is_near(kind, level))


def _is_near(kind: Kind, level: Bounds) -> bool:
    return kind.grade is None or level.value - BELOW <= kind.grade <= level.value + ABOVE


def _above(kind: Kind, grade: float) -> bool:
    return kind.grade is not None and kind.grade > grade + ABOVE


def placement(questions: Questions, student: Student) -> list[Choice]:
    """The most telling questions, of one topic each."""
    level = student.judgement.level
    unsure = level is None or level.high - level.low > SURE_LEVEL
    score = student.judgement.score
    is_last = len(student.history) >= MOST - 1 or score.high - score.low <= SURE_SCORE
    told = student.judgement.about_level if unsure else student.judgement.doubt
    asked = {past.item for past in student.history}
    topics = {
        questions.kinds[item].tags[0] for item in asked if item in questions.kinds
    }  # fmt: skip
    kinds = [kind for kind in may_be_asked(questions, student) if kind.id not in asked]
    if level is not None:
        if unsure:  # not far too easy, and above all not far too hard
            low, high = level.low - BELOW, level.high + ABOVE
            fit = [one for one in kinds if one.grade is None or low <= one.grade <= high]
        elif is_last:
            fit = [one for one in kinds if _is_near(one, level)]
        else:
            fit = [one for one in kinds if not _above(one, level.high)]
        kinds = fit or kinds
    fresh = [kind for kind in kinds if kind.tags[0] not in topics] or kinds

    def rank(kind: Kind) -> tuple[float, int]:
        return -(told[kind.id] // CLEAR), tie(student, kind)

    chosen: dict[str, Choice] = {}
    for kind in sorted(fresh, key=rank):
        chosen.setdefault(
            kind.tags[0], Choice(kind.id, "placement", {"tag": kind.tags[0], "grade": kind.grade})
        )
    return list(chosen.values())
