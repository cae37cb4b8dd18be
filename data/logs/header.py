"""From the first line of a file to which of its columns is which, with nothing dropped unsaid."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.errors import LogFileError
from data.logs.layout import BEGAN, MAPPABLE, ORDER, REQUIRED, Layout, plain
from data.logs.layouts import LAYOUTS

ADVICE = (
    "Name the columns with --map LAKE_COLUMN=FILE_COLUMN, or a layout with --preset; "
    "docs/data.md lists what is known"
)
POINTLESS = ("Single-KC", "Unique-step", "Unique-Step")
"""Knowledge component models of DataShop that say one thing of all steps, or one of each."""


@dataclass(frozen=True)
class Asked:
    """How somebody wants a log to be read; what is left open is found from the log."""

    preset: str | None = None
    mapping: Mapping[str, str] | None = None
    """Our column: the file's, on top of the layout or instead of one."""
    order_by: str | None = None
    """A column of the file whose numbers grow with the answers."""
    ignore: Collection[str] = ()
    """Columns that may be left out though they look like ones that are read."""

    def told(self) -> str:
        """What was asked for, as one line; "" for nothing."""
        parts = [f"preset {self.preset}"] if self.preset else []
        parts += [f"{ours}={name}" for ours, name in sorted((self.mapping or {}).items())]
        parts += [f"order by {self.order_by}"] if self.order_by else []
        return ", ".join(parts)


@dataclass(frozen=True)
class Columns:
    """Which columns of a file are read, and as what."""

    layout: Layout
    names: dict[str, str]
    """Our column: the file's."""
    places: dict[str, list[int]]
    """Our column: where it stands in the file; several for tags that stand several times."""
    unused: list[str]

    def told(self) -> str:
        return ", ".join(f"{ours}={name}" for ours, name in self.names.items())


def columns_of(path: Path, header: list[str], asked: Asked, known: Collection[str] = ()) -> Columns:
    """Find the layout of a header and what is read of it.

    Args:
        known: our columns that come from elsewhere, such as the student from a file's name.

    Raises LogFileError with every problem: no layout, columns that are missing or stand twice, or
    one that would be left out though it is but another spelling of one that is read.
    """
    layout = _layout(path, header, asked)
    mapping = dict(asked.mapping or {})
    tag = _tag(layout, header)
    names = {**layout.used(header), **({"KnowledgeTag": tag} if tag else {}), **mapping}
    if asked.order_by:
        names[ORDER] = asked.order_by
    problems = [f"{target} is no column one can map to; there are {', '.join(MAPPABLE)}"
                for target in mapping if target not in MAPPABLE]  # fmt: skip
    if layout.convert is None:
        problems += [f"nothing is mapped to {name}{_perhaps(name, header)}"
                     for name in REQUIRED if name not in names and name not in known]  # fmt: skip
    problems += [f"column {name!r} (for {target}) is missing"
                 for target, name in names.items() if name not in header]  # fmt: skip
    twice = {name for name in names.values() if header.count(name) > 1}
    if twice := twice - {name for name in twice if layout.tags and name.startswith(layout.tags)}:
        problems.append(f"columns {sorted(twice)} stand twice, and it can't be told which is meant")
    problems += [f"column {name!r} (to ignore) is missing"
                 for name in asked.ignore if name not in header]  # fmt: skip
    if problems:
        if any(re.fullmatch(r"[\d.:+ -]+", name) for name in header):
            problems.append("line 1 may be an answer: put the column names above it")
        raise LogFileError(
            f"{path}, line 1: the header is {', '.join(header)}; {'; '.join(problems)}. {ADVICE}"
        )
    unused = [name for name in header if name not in names.values()]
    _refuse_near(path, layout, names, [name for name in unused if name not in asked.ignore])
    places = {ours: [k for k, one in enumerate(header) if one == name]
              for ours, name in names.items()}  # fmt: skip
    return Columns(layout, names, places, [name or "(unnamed)" for name in unused])


def _layout(path: Path, header: list[str], asked: Asked) -> Layout:
    if asked.preset is not None:
        if asked.preset not in LAYOUTS:
            raise LogFileError(f"no preset {asked.preset!r}; there are {', '.join(LAYOUTS)}")
        return LAYOUTS[asked.preset]
    found = [layout for layout in LAYOUTS.values() if layout.fits(header)]
    if found and not (asked.mapping and set(REQUIRED) <= set(asked.mapping)):
        return found[0]
    return plain({})


def _tag(layout: Layout, header: list[str]) -> str | None:
    """The column of the tags where a layout knows how its name begins."""
    named = [name for name in header if name.startswith(layout.tags)] if layout.tags else []
    named = [name for name in named if name.replace(" ", "").startswith("KC(")]
    telling = [name for name in named if not any(one in name for one in POINTLESS)]
    return next(iter(telling or named), None)


def _refuse_near(path: Path, layout: Layout, names: Mapping[str, str], unused: list[str]) -> None:
    """Raise LogFileError for columns that are left out and look like one that could be read."""
    filled = {*names, "elapsed_s"} if BEGAN in names else {*names}
    alike = [(name, _alike(name)) for name in unused if name]
    near = [(name, ours) for name, ours in alike if ours and ours not in filled]
    if near:
        maps = " ".join(f"--map {ours}={_quoted(name)}" for name, ours in near)
        skips = " ".join(f"--ignore {_quoted(name)}" for name, _ in near)
        told = ", ".join(f"{name!r} looks like {ours}" for name, ours in near)
        raise LogFileError(
            f"{path}, line 1: read as layout {layout.name}, which would leave out "
            f"{len(near)} column{'s' * (len(near) > 1)} that it may need: {told}. "
            f"Say what is meant: {maps}, or {skips}"
        )


def _alike(name: str) -> str | None:
    """What a column would be if only case, blanks and marks were other than in some layout."""
    return _SPELLINGS.get(_bare(name))


def _perhaps(ours: str, header: list[str]) -> str:
    alike = [name for name in header if name and _alike(name) == ours]
    return f" (perhaps --map {ours}={_quoted(alike[0])})" if alike else ""


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _quoted(name: str) -> str:
    return f'"{name}"' if re.search(r"\W", name) else name


_SPELLINGS = {
    _bare(name): ours
    for layout in reversed(LAYOUTS.values())
    for name, ours in [*layout.spellings().items(), *((one, one) for one in layout.columns)]
    if ours in MAPPABLE
}
"""How the columns of all layouts are written, without case, blanks and marks: ours."""
