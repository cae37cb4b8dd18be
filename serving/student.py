"""What a choice of the next question follows from: the question set and the student."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from zlib import crc32


class Bounds(Protocol):
    """An estimate with its interval."""

    @property
    def value(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


class Judgement(Protocol):
    """What `dkt.features.estimate` says of a student."""

    @property
    def level(self) -> Bounds | None: ...
    @property
    def score(self) -> Bounds: ...
    @property
    def chance(self) -> Mapping[str, float]: ...
    @property
    def doubt(self) -> Mapping[str, float]: ...
    @property
    def about_level(self) -> Mapping[str, float]: ...
    @property
    def faded(self) -> Mapping[str, float]: ...
    @property
    def mastery(self) -> Mapping[str, Bounds]: ...


@dataclass(frozen=True)
class Kind:
    """A kind of question of the question set."""

    id: str
    tags: tuple[str, ...]
    grade: float | None


@dataclass(frozen=True)
class Past:
    """One answer of the history."""

    item: str
    correct: bool


@dataclass(frozen=True)
class Choice:
    """A question to ask; `because` holds what the sentence about `why` names."""

    id: str
    why: str
    because: dict[str, Any] = field(default_factory=dict)


class Questions:
    """The question set as the policy sees it."""

    def __init__(self, kinds: Sequence[Kind], prerequisites: Mapping[str, Sequence[str]]):
        self.kinds = {kind.id: kind for kind in kinds}
        self.of_tag: dict[str, list[Kind]] = {}
        for kind in kinds:
            for tag in kind.tags:
                self.of_tag.setdefault(tag, []).append(kind)
        self.prerequisites = {
            tag: tuple(one for one in before if one in self.of_tag)
            for tag, before in prerequisites.items()
        }
        grades = [kind.grade for kind in kinds if kind.grade is not None]
        self.lowest = min(grades, default=None)
        self.highest = max(grades, default=None)


@dataclass(frozen=True)
class Student:
    """All that a choice follows from."""

    history: Sequence[Past]
    judgement: Judgement
    avoid: Collection[str] = ()
    assigned: Collection[str] = ()
    placed: int = 0
    """Answers that were given in placement: what was too hard there is not asked again."""
    salt: str = ""
    """Breaks ties, so that not everybody begins with the same question."""


def tie(student: Student, kind: Kind) -> int:
    """A number that differs from student to student, to break a tie with."""
    return crc32(f"{student.salt}/{len(student.history)}/{kind.id}".encode())
