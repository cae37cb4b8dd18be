"""docs/architecture.md draws the rooms as they are: its arrows are the imports of the code."""

import re

import pytest

from settings import ROOT
from tests.test_arrows import OURS, imports, modules, within

PAGE = (ROOT / "docs" / "architecture.md").read_text()
NOT_DRAWN = {"bank", "dags", "client", "benchmarks", "settings", "serve", "inference"}
Graph = dict[str, set[str]]


def drawn(title: str, page: str = PAGE) -> Graph:
    """Arrows of the drawing under a heading, `a --> b`."""
    section = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    assert section, f"docs/architecture.md has no section {title}"
    graph: Graph = {}
    for source, targets in re.findall(r"^\s+(\w+) --> (\w+(?: & \w+)*)$", section[1], re.MULTILINE):
        graph.setdefault(source, set()).update(targets.split(" & "))
    return graph


def imported(names: set[str], root: str = "") -> Graph:
    """Which of these rooms imports which, straight."""
    graph: Graph = {name: set() for name in names}
    for module, source in modules().items():
        here = next((one for one in names if within(module, root + one)), None)
        if here is not None:
            found = imports(source, module)
            graph[here] |= {
                one for one in names - {here} if any(within(name, root + one) for name in found)
            }
    return graph


def reach(graph: Graph, start: str) -> set[str]:
    """What can be reached from a room, itself only where there is a circle."""
    found: set[str] = set()
    left = set(graph.get(start, ()))
    while left:
        one = left.pop()
        found.add(one)
        left |= graph.get(one, set()) - found
    return found


def thinned(graph: Graph) -> Graph:
    """Without the arrows that a longer way stands for."""
    return {
        room: thin
        for room, targets in graph.items()
        if (thin := targets - set().union(*(reach(graph, one) for one in targets)))
    }


@pytest.mark.parametrize(
    ("title", "names", "root"),
    [
        ("The rooms", OURS - NOT_DRAWN, ""),
        ("The science", {"pipeline", "manifest", "report", "training", "evaluation", "dataset",
                         "models", "config", "features"}, "dkt."),
    ],
)  # fmt: skip
def test_the_drawing_is_the_code(title, names, root):
    assert drawn(title) == thinned(imported(names, root))


def test_an_arrow_that_a_longer_way_stands_for_is_left_out():
    graph = {"a": {"b", "c"}, "b": {"c"}, "c": set()}
    assert thinned(graph) == {"a": {"b"}, "b": {"c"}}
    assert "a" not in reach(graph, "a")


def test_a_drawing_is_read():
    page = "## One\n```mermaid\n    a --> b & c\n    b --> c\n```\n## Two\n    a --> d\n"
    assert drawn("One", page) == {"a": {"b", "c"}, "b": {"c"}}
