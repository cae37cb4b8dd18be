"""The manners of practice, driven by made-up histories in front of a small question set."""

from dataclasses import dataclass, field, replace

import pytest

from serving.placement import LEAST, MOST, Phase, phase_of, placement
from serving.policy import HARDEST, RETRY_AFTER, REVIEW_EVERY, practice
from serving.student import Choice, Kind, Past, Questions, Student

GRADES = range(1, 10)
KINDS = [
    Kind(f"{topic}{grade}-{place}", (f"{topic}{grade}",), float(grade))
    for grade in GRADES for topic in ("add", "draw", "count") for place in range(4)
]  # fmt: skip
NEEDS = {
    f"{topic}{grade}": (f"{topic}{grade - 1}",) for topic in ("add", "draw") for grade in GRADES[1:]
}
QUESTIONS = Questions(KINDS, NEEDS)
GRADE = {kind.id: kind.grade for kind in KINDS}


@dataclass(frozen=True)
class Bounds:
    value: float
    low: float
    high: float


@dataclass
class Judged:
    """A pupil of a level: knows what is below it, and little above."""

    at: float
    width: float = 0.6
    known: dict[str, float] = field(default_factory=dict)
    faded: dict[str, float] = field(default_factory=dict)

    @property
    def level(self) -> Bounds:
        return Bounds(self.at, max(1, self.at - self.width / 2), min(9, self.at + self.width / 2))

    @property
    def score(self) -> Bounds:
        middle = 100 * self.at / 10
        return Bounds(middle, middle - 10 * self.width, middle + 10 * self.width)

    @property
    def chance(self) -> dict[str, float]:
        usual = {
            kind.id: min(max(0.65 + 0.25 * (self.at - kind.grade), 0.05), 0.97) for kind in KINDS
        }
        return usual | self.known

    @property
    def mastery(self) -> dict[str, Bounds]:
        return {kind.tags[0]: Bounds(self.chance[kind.id], 0.0, 1.0) for kind in KINDS}

    @property
    def about_level(self) -> dict[str, float]:
        return {kind.id: 1 / (1 + abs(kind.grade - self.at)) for kind in KINDS}

    @property
    def doubt(self) -> dict[str, float]:
        return {kind.id: 0.1 * (kind.grade == 2) for kind in KINDS}


def student(history: str, at: float, **more) -> Student:
    """`"add3-0+ draw3-1-"`: right, then wrong."""
    past = [Past(one[:-1], one[-1] == "+") for one in history.split()]
    judged = more.pop("judged", None) or Judged(at)
    return Student(past, judged, **more)


def first(history: str, at: float, **more) -> Choice:
    return practice(QUESTIONS, student(history, at, **more))[0]


def test_practice_stays_near_the_level():
    for at in (1.0, 2.4, 5.0, 8.9):
        choice = first(f"add{round(at)}-0+", at)
        assert abs(GRADE[choice.id] - at) <= 1
        assert choice.why in ("practice", "stretch")


@pytest.mark.parametrize("last", ["add2-0+", "add9-1+", "count5-3-"])
def test_no_question_is_more_than_a_grade_from_the_one_before(last):
    for choice in practice(QUESTIONS, student(last, 5.0)):
        assert abs(GRADE[choice.id] - GRADE[last[:-1]]) <= 1


def test_a_missed_kind_comes_back_after_four_others():
    others = ["count5-0+", "draw5-0+", "count5-1+", "draw5-1+"]
    asked = ["add5-0-"]
    for number in range(1, RETRY_AFTER + 1):
        choice = first(" ".join(asked), 5.0)
        assert (choice.id == "add5-0") == (number == RETRY_AFTER)
        assert (choice.why == "again") == (number == RETRY_AFTER)
        asked += others[number - 1 : number]
    assert first(" ".join([*asked, "add5-0+"]), 5.0).why != "again"


def test_many_misses_all_come_back_within_five_questions():
    asked: list[str] = []
    for _ in range(40):
        choice = first(" ".join(f"{one}-" for one in asked), 1.0)
        asked.append(choice.id)
    late = [n for n in range(34) if asked[n] not in asked[n + 1 : n + 6]]
    assert late == []
    assert {GRADE[one] for one in asked} == {1.0}


def test_what_was_missed_in_placement_is_not_asked_again():
    history = "add5-0- draw5-0+ count5-0+ draw5-1+ count5-1+"
    assert first(history, 5.0, placed=1).why != "again"
    near = "add5-0- draw5-0+ count5-0+ draw5-1+ count5-1+"
    assert first(near, 5.0, placed=0).id == "add5-0"


def test_straight_after_a_miss_comes_an_easier_kind_of_the_topic():
    judged = Judged(5.0, known={"add5-0": 0.5, "add5-1": 0.66, "add5-2": 0.55, "add5-3": 0.8})
    choice = first("draw5-0+ add5-0-", 5.0, judged=judged)
    assert (choice.id, choice.why, choice.because) == ("add5-1", "easier", {"tag": "add5"})


def test_without_an_easier_one_comes_what_the_topic_builds_on():
    judged = Judged(5.0, known={f"add5-{n}": 0.3 for n in range(4)} | {"add4-2": 0.7})
    choice = first("draw5-0+ add5-0-", 5.0, judged=judged)
    assert (choice.id, choice.why) == ("add4-2", "prerequisite")
    assert choice.because == {"tag": "add4", "for": "add5"}


def test_two_misses_in_a_row_lower_the_grade():
    choices = practice(QUESTIONS, student("add5-0- draw5-0-", 5.0))
    assert all(GRADE[one.id] <= 5 for one in choices)
    calm = [one for one in choices if one.why in ("practice", "stretch")]
    assert calm and all(GRADE[one.id] == 4 for one in calm[:1])


def test_a_topic_is_not_practised_before_what_it_builds_on():
    weak = Judged(4.0, known={f"add3-{n}": 0.2 for n in range(4)})
    topics = [
        one.because["tag"] for one in practice(QUESTIONS, student("count4-0+", 4.0, judged=weak))
    ]
    assert "add4" not in topics[:2]


def test_what_has_faded_is_reviewed_now_and_then():
    history = " ".join(f"count{4 + n % 2}-{n % 4}+" for n in range(REVIEW_EVERY))
    judged = Judged(5.0, faded={"draw5": 0.5, "add5": 0.2})
    choice = first(history, 5.0, judged=judged)
    assert (choice.why, choice.because["tag"]) == ("review", "draw5")
    assert first(f"{history} add5-0+", 5.0, judged=judged).why != "review"


def test_a_sitting_mixes_topics_and_repeats_nothing_at_once():
    asked: list[str] = []
    for _ in range(12):
        asked.append(first(" ".join(f"{one}+" for one in asked), 5.0).id)
    assert len({one.split("-")[0] for one in asked}) >= 3
    assert all(asked[n] not in asked[max(0, n - 3) : n] for n in range(12))


def test_what_is_assigned_and_what_is_avoided():
    choices = practice(
        QUESTIONS, student("add5-0+", 5.0, assigned=["draw8"], avoid=["draw8-0", "draw8-1"])
    )
    assert {one.id for one in choices} <= {"draw8-2", "draw8-3"}
    assert {one.why for one in choices} == {"assigned"}
    unknown = practice(QUESTIONS, student("", 5.0, assigned=["nothing"]))
    assert unknown


def test_everybody_begins_elsewhere_but_the_same_request_alike():
    begun = {first("", 5.0, salt=str(n)).id for n in range(12)}
    assert len(begun) > 3
    assert first("", 5.0, salt="x") == first("", 5.0, salt="x")


@pytest.mark.parametrize(
    "kinds",
    [
        [Kind("a", ("t",), None)],
        [Kind("a", ("",), None), Kind("b", ("",), None)],
        [Kind("a", ("t",), 3.0)],
    ],
    ids=["one", "no tags", "one grade"],
)
def test_any_question_set_has_a_next_question(kinds):
    chances = {kind.id: 0.5 for kind in kinds}

    class Flat(Judged):
        level, chance = None, chances

        @property
        def mastery(self) -> dict[str, Bounds]:
            return {kind.tags[0]: Bounds(0.5, 0, 1) for kind in kinds}

    for past in ([], [Past("a", False)], [Past("a", True), Past("gone", False)]):
        choices = practice(Questions(kinds, {}), Student(past, Flat(1.0)))
        assert choices and choices[0].id in chances


def no_sooner(_: int):
    return Bounds(5, 1, 9), Bounds(50, 0, 100)


def test_placement_ends_when_it_is_sure_or_after_twelve():
    unsure, sure = Judged(5.0, width=4), Judged(5.0, width=0.6)
    assert phase_of(QUESTIONS, Student([], unsure), no_sooner) == Phase("placement", 0)
    few = [Past(f"add{n}-0", True) for n in range(1, LEAST)]
    assert phase_of(QUESTIONS, Student(few, sure), no_sooner).name == "placement"
    enough = [*few, Past("add5-1", True)]
    assert phase_of(QUESTIONS, Student(enough, sure), no_sooner) == Phase("practice", LEAST)
    far = [*few, Past("add9-0", True)]  # practice goes on from there by small steps
    assert phase_of(QUESTIONS, Student(far, sure), no_sooner) == Phase("placement", LEAST)
    most = [Past(f"add{n % 9 + 1}-{n % 4}", True) for n in range(MOST)]
    assert phase_of(QUESTIONS, Student(most, unsure), no_sooner) == Phase("practice", MOST)


def test_a_surprise_after_placement_does_not_begin_it_again():
    history = [Past(f"add{n}-0", True) for n in range(1, 8)]
    told = {5: (Bounds(5, 4.8, 5.2), Bounds(50, 48, 52))}
    phase = phase_of(
        QUESTIONS, Student(history, Judged(5.0, width=4)), lambda n: told.get(n, no_sooner(n))
    )
    assert phase == Phase("practice", 5)


def test_placement_asks_near_the_level_and_then_looks_for_holes():
    unsure = Student([Past("add5-0", True)], Judged(6.0, width=3))
    choices = placement(QUESTIONS, unsure)
    assert GRADE[choices[0].id] == 6 and choices[0].why == "placement"
    assert len({one.because["tag"] for one in choices}) == len(choices)
    found = replace(unsure, judgement=Judged(6.0, width=1.0))
    assert GRADE[placement(QUESTIONS, found)[0].id] == 2


def test_too_hard_questions_are_not_asked_of_the_weak():
    weak = Student([Past("add1-0", False)], Judged(1.0, width=0.4))
    assert {GRADE[one.id] for one in placement(QUESTIONS, weak)} <= {1.0, 2.0}
    asked = first("add1-0- draw1-0-", 1.0)
    assert Judged(1.0).chance[asked.id] >= HARDEST
