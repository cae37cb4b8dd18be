"""The README's tree and commands are those of the checkout."""

import importlib
import re

import typer

from settings import ROOT

README = (ROOT / "README.md").read_text()


def test_every_file_and_folder_of_the_tree_exists() -> None:
    tree = README.split("## Where things are")[1].split("```")[1]
    names = [line.split()[0] for line in tree.strip().splitlines() if not line.startswith(" ")]
    assert len(names) > 15
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_module_command_exists() -> None:
    wanted = set(re.findall(r"python -m (data|models|experiments) ([a-z-]+)", README))
    assert len(wanted) > 5
    for module, command in wanted:
        app = importlib.import_module(f"{module}.__main__").app
        assert command in typer.main.get_command(app).commands, f"python -m {module} {command}"


def test_every_script_named_exists() -> None:
    scripts = set(re.findall(r"python ([a-z]+\.py)", README))
    assert scripts
    assert [script for script in scripts if not (ROOT / script).exists()] == []
