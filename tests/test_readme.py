"""The README in two languages says the same: commands, links, figures, files."""

import re

import pytest

from settings import ROOT

ENGLISH, KOREAN = ((ROOT / name).read_text() for name in ("README.md", "README.ko.md"))
OWN = {"README.md", "README.ko.md"} | {
    f"docs/images/{name}{suffix}.png"
    for name in ("answered", "board", "ops") for suffix in ("", ".ko")
}  # fmt: skip


def commands(text: str) -> list[str]:
    blocks = re.findall(r"```bash\n(.*?)```", text, re.DOTALL)
    return [line.split("  #")[0].split(" # ")[0].strip() for line in "".join(blocks).splitlines()]


def rooms(text: str) -> list[str]:
    """The left column of what is where."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    block = next(one for one in fenced if "\nbank/" in one)
    return [line.split()[0] for line in block.splitlines()]


def links(text: str) -> set[str]:
    return set(re.findall(r"\]\(([^)]+)\)", text)) - OWN


def figures(text: str) -> list[str]:
    """Numbers outside of code blocks, in any order: Korean turns sentences round."""
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return sorted(re.findall(r"(?<![\w.])\.?\d[\d.,]*\d|(?<![\w.])\.\d+", prose))


@pytest.mark.parametrize("found", [commands, rooms, links, figures])
def test_both_say_the_same(found):
    assert found(ENGLISH)
    assert found(ENGLISH) == found(KOREAN)


@pytest.mark.parametrize("text", [ENGLISH, KOREAN], ids=["README.md", "README.ko.md"])
def test_every_link_leads_somewhere(text):
    found = re.findall(r"\]\(([^)#]+)", text)
    assert found
    assert not [link for link in found if not (ROOT / link).exists()]
