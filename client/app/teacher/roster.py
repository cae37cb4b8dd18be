"""A class list from a file: read, checked line by line, compared with the class.

Column names are those of Microsoft SDS 2.1 and v1, of OneRoster's users.csv, and plain ones in
English and Korean. A list without a header is one of names. Nothing is changed here: a `Plan` says
what would be.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from ..accounts import nicknames

NAMES = {
    "nickname": {"nickname", "name", "displayname", "pupil", "student", "이름", "별명", "학생"},
    "username": {"username", "login", "아이디"},
    "given": {"givenname", "firstname", "first"},
    "family": {"familyname", "lastname", "surname", "last", "성"},
    "school_id": {
        "sourcedid",
        "sisid",
        "studentid",
        "usersisid",
        "identifier",
        "id",
        "학번",
        "번호",
    },
    "grade": {"grade", "grades", "gradelevel", "year", "학년"},
    "pin": {"pin"},
    "role": {"role", "userrole"},
    "status": {"status", "enableduser"},
}
"""What a column may be called, without case, blanks and signs."""
OTHERS = {"teacher", "aide", "administrator", "parent", "guardian", "staff", "relative", "proctor"}
GONE = {"tobedeleted", "inactive", "false"}
MOST_LINES = 1000
ENCODINGS = ("utf-8-sig", "cp949", "cp1252")
PIN = re.compile(r"[0-9]{4,8}")
HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True)
class Listed:
    """A pupil of the list."""

    line: int
    nickname: str
    key: str
    school_id: str | None
    grade: int | None
    pin: str | None


@dataclass(frozen=True)
class Known:
    """A pupil of the class as it is."""

    userID: str
    nickname: str
    key: str
    school_id: str | None
    grade: int | None
    has_left: bool


@dataclass
class Plan:
    """What a list would change. `problems` are sentences that name a line."""

    new: list[Listed] = field(default_factory=list)
    changed: list[tuple[Known, Listed]] = field(default_factory=list)
    back: list[tuple[Known, Listed]] = field(default_factory=list)
    same: int = 0
    missing: list[Known] = field(default_factory=list)
    """In the class and not in the list; taken out only where the teacher says so."""
    skipped: int = 0
    """Lines of people who are no pupils, or no more."""
    problems: list[str] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return len(self.new) + len(self.changed) + len(self.back)


def decode(content: bytes) -> str:
    """The text of a file as spreadsheets of English and Korean Windows save it."""
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", errors="replace")


def read(text: str) -> tuple[list[Listed], list[str], int]:
    """The pupils of a list, its problems, and how many lines are of others."""
    rows = [(n, row) for n, row in enumerate(_rows(text), 1) if any(cell.strip() for cell in row)]
    if not rows:
        return [], [gettext("The list is empty.")], 0
    if len(rows) > MOST_LINES + 1:
        problem = gettext("The list has %(n)s lines; at most %(most)s are read at once.",
                          n=len(rows), most=MOST_LINES)  # fmt: skip
        return [], [problem], 0
    columns = _columns(rows[0][1])
    if columns:
        rows = rows[1:]
        if not {"nickname", "username", "given", "family"} & set(columns):
            problem = gettext(
                "Line 1 has the columns %(columns)s, but none with names. Expected one called "
                "name, nickname, username, or givenName and familyName.",
                columns=", ".join(sorted(columns)),
            )
            return [], [problem], 0
    else:
        columns = {"nickname": 0}
    listed, problems, skipped = [], [], 0
    for line, row in rows:
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        if _is_other(cells):
            skipped += 1
            continue
        found = _pupil(line, cells)
        if isinstance(found, str):
            problems.append(found)
        else:
            listed.append(found)
    return *_once(listed, problems), skipped


def plan(text: str, known: Iterable[Known]) -> Plan:
    """What a list would change in the class."""
    listed, problems, skipped = read(text)
    found = Plan(problems=problems, skipped=skipped)
    of_id = {one.school_id: one for one in known if one.school_id}
    of_key = {one.key: one for one in known}
    met = set()
    for one in listed:
        there = of_id.get(one.school_id) if one.school_id else None
        there = there or of_key.get(one.key)
        if there is None:
            found.new.append(one)
            continue
        met.add(there.userID)
        other = of_key.get(one.key)
        if other is not None and other.userID != there.userID:
            found.problems.append(
                _at(one.line, gettext("“%(name)s” is another pupil's name.", name=one.nickname))
            )
        elif there.has_left:
            found.back.append((there, one))
        elif _differs(there, one):
            found.changed.append((there, one))
        else:
            found.same += 1
    found.missing = [one for one in known if one.userID not in met and not one.has_left]
    return found


def _rows(text: str) -> Iterable[list[str]]:
    head = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    return csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)


def _columns(header: list[str]) -> dict[str, int]:
    """Where each column that is understood stands; none where the line is no header."""
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        plain = re.sub(r"[\W_]", "", cell.casefold())
        for name, spelled in NAMES.items():
            if plain in spelled:
                found.setdefault(name, at)
    return found


def _is_other(cells: Mapping[str, str]) -> bool:
    return cells.get("role", "").lower() in OTHERS or cells.get("status", "").lower() in GONE


def _pupil(line: int, cells: Mapping[str, str]) -> Listed | str:
    """The pupil of a line, or what is wrong with it."""
    name = cells.get("nickname") or _full_name(cells) or cells.get("username", "").split("@")[0]
    try:
        nickname = nicknames.clean(name)
    except nicknames.NicknameError:
        return _at(
            line,
            gettext("the name is “%(name)s”; expected 1 to %(most)s letters.",
                    name=name[:40], most=nicknames.MOST),
        )  # fmt: skip
    grade, pin = cells.get("grade", ""), cells.get("pin", "")
    digits = re.search(r"[0-9]+", grade)
    if grade and (not digits or not 1 <= int(digits[0][:4]) <= 12):
        return _at(line, gettext("the grade is “%(grade)s”; expected 1 to 12.", grade=grade[:40]))
    if pin and not PIN.fullmatch(pin):
        return _at(line, gettext("the PIN is “%(pin)s”; expected 4 to 8 digits.", pin=pin[:40]))
    key, _old = nicknames.keys(nickname)
    return Listed(
        line, nickname, key, cells.get("school_id", "")[:100] or None,
        int(digits[0]) if digits else None, pin or None,
    )  # fmt: skip


def _full_name(cells: Mapping[str, str]) -> str:
    """Given and family name, in the order of the language."""
    given, family = cells.get("given", ""), cells.get("family", "")
    if HANGUL.search(given + family):
        return family + given
    return f"{given} {family}".strip()


def _once(listed: list[Listed], problems: list[str]) -> tuple[list[Listed], list[str]]:
    """Without those whose name or number stands there twice."""
    kept: list[Listed] = []
    keys: dict[str, int] = {}
    for one in listed:
        marks = [f"name {one.key}", *([f"id {one.school_id}"] if one.school_id else [])]
        twice = next((keys[mark] for mark in marks if mark in keys), None)
        if twice is None:
            kept.append(one)
            keys |= dict.fromkeys(marks, one.line)
        else:
            problems.append(
                _at(one.line, gettext("“%(name)s” is on line %(other)s already.",
                                      name=one.nickname, other=twice))
            )  # fmt: skip
    return kept, problems


def _differs(there: Known, one: Listed) -> bool:
    return (
        there.nickname != one.nickname
        or (one.grade is not None and there.grade != one.grade)
        or (one.school_id is not None and there.school_id != one.school_id)
        or one.pin is not None
    )


def _at(line: int, problem: str) -> str:
    return gettext("Line %(line)s: %(problem)s", line=line, problem=problem)
