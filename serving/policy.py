"""Which question comes next, and why: the one policy of the platform.

Every choice follows from the history in the request and from the judgement of the student, so the
same request gets the same choice. In this order:

1. *Placement* (`serving.placement`): at most twelve questions that tell most about the student.
2. *Again*: a kind that was missed comes back, with other numbers, after RETRY_AFTER questions.
   Retrieval after a delay teaches more than a repeat at once (Cepeda et al. 2006; Roediger and
   Karpicke 2006).
3. *Easier*, straight after a miss: a kind of the same topic that is more likely to go well, or one
   of a topic that it builds on (Corbett & Anderson 1995: prerequisites first; mastery learning).
4. *Review*, each REVIEW_EVERY questions: a topic that has faded most since it was practised
   (Settles & Meeder 2016; Ye 2022, FSRS: ask again as the chance falls).
5. *Practice* near the level: a chance about TARGET (Vygotsky's zone of proximal development; on how
   hard practice should be, Papoušek, Stanislav & Pelánek 2016 and Wilson et al. 2019), topics mixed
   (interleaving: Rohrer & Taylor 2007), untried ones first, and nothing whose prerequisites are
   not there yet.

After placement no question is more than one grade from the one before; two misses in a row lower
the zone by one grade.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from serving.student import Choice, Kind, Questions, Student, tie

TARGET = 0.66
EASIEST = 0.84
HARDEST = 0.5
RETRY_AFTER = 5
"""A missed kind is asked again as the fifth question after it, so four others lie between."""
RETRY_WITHIN = 12
"""A miss that is older was not asked again in its session, and is a matter of review."""
REVIEW_EVERY = 6
FADED = 0.12
"""Logits that a topic has to have lost to be reviewed."""
RECENT = 3
"""A kind is not asked again within so many questions, but for the one after it is due."""
BELOW, ABOVE = 0.5, 0.35
"""The zone reaches from the grade of level − BELOW to that of level + ABOVE."""
TOO_EASY, REACH = 0.25, 2.0
"""A grade below the zone costs as much as a chance that is so far off. Up to REACH grades above the
zone are practised where the chance is good: who misses one strand is ahead in the others."""
READY = 0.5
"""Chance in a prerequisite from which on what builds on it is practised."""
SUGGESTIONS = 5


def practice(questions: Questions, student: Student) -> list[Choice]:
    """Up to SUGGESTIONS choices, the next question first; the others are of other topics."""
    rules: tuple[Callable[[Questions, Student], list[Choice]], ...] = (
        again, easier, review, near_the_level, anything,
    )  # fmt: skip
    chosen: dict[str, Choice] = {}
    topics: set[str] = set()
    for rule in rules:
        for choice in rule(questions, student):
            tag = questions.kinds[choice.id].tags[0]
            if choice.id not in chosen and (tag not in topics or choice.why == "again"):
                chosen[choice.id] = choice
                topics.add(tag)
        if len(chosen) >= SUGGESTIONS:
            break
    return list(chosen.values())[:SUGGESTIONS]


def again(questions: Questions, student: Student) -> list[Choice]:
    """Missed kinds that are due, the oldest miss first."""
    open_kinds = {kind.id for kind in _within_a_grade(questions, student)}
    total = len(student.history)
    highest = _zone(questions, student, may_fall=False)[1]
    due = [
        item
        for item, place in _missed(student).items()
        if RETRY_AFTER <= total - place <= RETRY_WITHIN
        and item in open_kinds
        and not _above(questions.kinds[item], highest + REACH)
    ]
    return [
        Choice(item, "again", {"item": item, "tag": questions.kinds[item].tags[0]}) for item in due
    ]


def _missed(student: Student) -> dict[str, int]:
    """The kinds that were missed in practice and not answered since: place of the miss."""
    missed: dict[str, int] = {}
    for place, past in enumerate(student.history):
        missed.pop(past.item, None)
        if not past.correct and place >= student.placed:
            missed[past.item] = place
    return missed


def easier(questions: Questions, student: Student) -> list[Choice]:
    """Straight after a miss: easier kinds of the same topic, then of those it builds on."""
    if not student.history or student.history[-1].correct:
        return []
    missed = questions.kinds.get(student.history[-1].item)
    if missed is None:
        return []
    chance = student.judgement.chance
    recent = _recent(student)
    tag = missed.tags[0]
    siblings = [
        kind for kind in _within_a_grade(questions, student)
        if tag in kind.tags and kind.id not in recent
        and not _above(kind, missed.grade)
        and chance[kind.id] >= max(chance[missed.id], HARDEST)
    ]  # fmt: skip
    befores = questions.prerequisites.get(tag, ())
    before = [
        kind for kind in _within_a_grade(questions, student)
        if set(befores) & set(kind.tags) and kind.id not in recent
        and HARDEST <= chance[kind.id] <= EASIEST
    ]  # fmt: skip
    choices = [Choice(kind.id, "easier", {"tag": tag}) for kind in _by(student, siblings, TARGET)]
    return (
        choices[:1]
        + [
            Choice(kind.id, "prerequisite", {"tag": kind.tags[0], "for": tag})
            for kind in _by(student, before, TARGET)
        ][:1]
    )


def review(questions: Questions, student: Student) -> list[Choice]:
    """Each REVIEW_EVERY questions, a kind of the topic that has faded most."""
    if not student.history or len(student.history) % REVIEW_EVERY:
        return []
    faded = student.judgement.faded
    recent = _recent(student)
    kinds = [
        kind for kind in _within_a_grade(questions, student)
        if faded.get(kind.tags[0], 0.0) >= FADED and kind.id not in recent
    ]  # fmt: skip
    kinds.sort(key=lambda kind: (-faded[kind.tags[0]], tie(student, kind)))
    return [Choice(kind.id, "review", {"tag": kind.tags[0]}) for kind in kinds[:1]]


def near_the_level(questions: Questions, student: Student) -> list[Choice]:
    """Kinds within the zone, those with a chance near TARGET and of topics less met first."""
    zone = _zone(questions, student)
    chance, mastery = student.judgement.chance, student.judgement.mastery
    recent = _recent(student)
    newest = student.history[-2 * REVIEW_EVERY :]
    met = Counter(
        tag for past in newest if past.item in questions.kinds
        for tag in questions.kinds[past.item].tags
    )  # fmt: skip
    times = Counter(past.item for past in student.history)
    right = {past.item: past.correct for past in student.history}

    def is_ready(kind: Kind) -> bool:
        before = [one for tag in kind.tags for one in questions.prerequisites.get(tag, ())]
        return all(mastery[one].value >= READY for one in before)

    def cost(kind: Kind) -> tuple[float, int]:
        p = chance[kind.id]
        far = abs(p - TARGET) + (0.5 if not HARDEST <= p <= EASIEST else 0.0)
        if kind.grade is not None:
            far += TOO_EASY * max(zone[0] - kind.grade, 0.0)
        often = 0.06 * met[kind.tags[0]] + 0.04 * times[kind.id] + 0.05 * right.get(kind.id, False)
        return far + often + 0.4 * (not is_ready(kind)), tie(student, kind)

    inside = [
        kind for kind in _within_a_grade(questions, student)
        if kind.id not in recent
        and not _above(kind, zone[1] + (0.0 if _missed_twice(student) else REACH))
        and (chance[kind.id] >= HARDEST or not _above(kind, zone[1]))
    ]  # fmt: skip
    level = student.judgement.level
    choices = []
    for kind in sorted(inside, key=cost):
        why = "stretch" if level and kind.grade is not None and kind.grade > level.value else ""
        why = "assigned" if student.assigned else why or "practice"
        choices.append(Choice(kind.id, why, {"tag": kind.tags[0], "grade": kind.grade}))
    return choices


def anything(questions: Questions, student: Student) -> list[Choice]:
    """Where the zone is empty: the nearest grade, then whatever was not asked just now."""
    last = _last_grade(questions, student)
    goal = _zone(questions, student)[1]
    recent = _recent(student)
    kinds = _within_a_grade(questions, student) or may_be_asked(questions, student)
    kinds = [kind for kind in kinds if kind.id not in recent] or kinds

    def cost(kind: Kind) -> tuple[float, float, int]:
        grade = kind.grade if kind.grade is not None else (last or 0.0)
        off = abs(student.judgement.chance[kind.id] - TARGET)
        return abs(grade - goal), off, tie(student, kind)

    why = "assigned" if student.assigned else "practice"
    return [
        Choice(kind.id, why, {"tag": kind.tags[0], "grade": kind.grade})
        for kind in sorted(kinds, key=cost)
    ]


def _zone(questions: Questions, student: Student, may_fall: bool = True) -> tuple[float, float]:
    """The lowest and the highest grade to practise; two misses in a row lower it, if they may."""
    level = student.judgement.level
    if level is None or questions.lowest is None or questions.highest is None:
        return 0.0, 0.0
    low, high = (level.value - BELOW) // 1, (level.value + ABOVE) // 1
    last = _last_grade(questions, student)
    if may_fall and _missed_twice(student) and last is not None:
        high = min(high, last - 1)
    high = min(max(high, questions.lowest), questions.highest)
    return min(max(low, questions.lowest), high), high


def _missed_twice(student: Student) -> bool:
    newest = student.history[-2:]
    return len(newest) == 2 and not any(past.correct for past in newest)


def _last_grade(questions: Questions, student: Student) -> float | None:
    """The grade of the newest answer of which it is known."""
    for past in reversed(student.history):
        kind = questions.kinds.get(past.item)
        if kind is not None and kind.grade is not None:
            return kind.grade
    return None


def may_be_asked(questions: Questions, student: Student) -> list[Kind]:
    """What may be asked at all: assigned, and not to be avoided, where that leaves anything."""
    kinds = list(questions.kinds.values())
    assigned, avoid = set(student.assigned), set(student.avoid)
    mine = [kind for kind in kinds if assigned & set(kind.tags)] if assigned else kinds
    last = student.history[-1].item if student.history else None
    mine = [kind for kind in mine or kinds if kind.id not in avoid] or mine or kinds
    return [kind for kind in mine if kind.id != last] or mine


def _within_a_grade(questions: Questions, student: Student) -> list[Kind]:
    """What may be asked and is at most one grade from the question before, or what is nearest.

    Where missed kinds wait to be asked again, it stays within a grade of them, if that is possible.
    """
    kinds = may_be_asked(questions, student)
    last = _last_grade(questions, student)
    if last is None:
        return kinds
    waiting = [
        questions.kinds[item].grade for item, place in _missed(student).items()
        if len(student.history) - place < RETRY_AFTER + 2 and item in questions.kinds
    ]  # fmt: skip
    if near := [
        kind for kind in kinds
        if kind.grade is not None
        and all(abs(kind.grade - grade) <= 1 for grade in (last, *waiting) if grade is not None)
    ]:  # fmt: skip
        return near
    apart = [0.0 if kind.grade is None else abs(kind.grade - last) for kind in kinds]
    reach = max(1.0, min(apart))
    return [kind for kind, far in zip(kinds, apart, strict=True) if far <= reach]


def _recent(student: Student) -> set[str]:
    return {past.item for past in student.history[-RECENT:]}


def _above(kind: Kind, grade: float | None) -> bool:
    return kind.grade is not None and grade is not None and kind.grade > grade


def _by(student: Student, kinds: Sequence[Kind], target: float) -> list[Kind]:
    chance = student.judgement.chance
    return sorted(kinds, key=lambda kind: (abs(chance[kind.id] - target), tie(student, kind)))
