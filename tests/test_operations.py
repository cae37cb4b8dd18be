"""The operators' page names what is there, and nothing that is run nowhere else.

Each ```sh block of docs/operations.md is taken apart: scripts, commands, options and settings are
there, and a test, an init script, a DAG or the cycle runs each of them. Backup and restore are run
by tests/manual/test_backup.py.
"""

import ast
import functools
import importlib
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from settings import ROOT, Settings
from stack.server import NAMES

PAGE = (ROOT / "docs" / "operations.md").read_text()
SCRIPTS = ("init_for_inference_server.sh", "init_for_train_server.sh")
PLAIN = {
    "[", "apt-get", "cd", "curl", "docker", "done", "git", "grep", "gzip", "head", "journalctl",
    "sed", "sleep", "source", "ssh", "systemctl", "tail", "tar", "umask",
}  # fmt: skip
"""Tools that are not ours."""
KEYWORDS = {"until", "do"}
ASSIGNED = re.compile(r"([A-Z][A-Z0-9_]*)=")
WITHIN = re.compile(r"\$\(([^()]+)\)")
REDIRECTED = re.compile(r" [<>][\w.]+")
OPERATORS = re.compile(r"[();<>|&]+")


# ── what the page says ──


def blocks(page: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", page, re.M | re.S)


def commands(page: str) -> list[list[str]]:
    """Every command of the page's blocks, as words; those within $(…) and functions, too."""
    found = []
    for block in blocks(page):
        for line in block.replace("\\\n", " ").splitlines():
            function = re.fullmatch(r"\w+\(\) \{ (.*); \}", line)
            found += split(function[1] if function else line)
    return found


def split(line: str) -> list[list[str]]:
    """The commands of a line, by the operators between them."""
    found: list[list[str]] = [[]]
    inner = WITHIN.findall(line)
    text = REDIRECTED.sub("", WITHIN.sub("RESULT", line))
    words = shlex.shlex(text, posix=True, punctuation_chars="();<>|&")
    words.whitespace_split = True
    for word in words:
        if OPERATORS.fullmatch(word):
            found.append([])
        elif found[-1] or word not in KEYWORDS:
            found[-1].append(word)
    return [one for one in found if one] + [one for text in inner for one in split(text)]


def functions(page: str) -> set[str]:
    return set(re.findall(r"^(\w+)\(\) \{", page, re.M))


def table(heading: str) -> list[str]:
    """First cells of the table below a heading."""
    return re.findall(r"^\| (.*?) \|", PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0], re.M)


# ── what there is ──


def known_settings() -> set[str]:
    shell = (ROOT / "docker_manual" / "settings.sh").read_text()
    heads = "".join((ROOT / script).read_text().split("set -euo")[0] for script in SCRIPTS)
    return {
        *(name.upper() for name in Settings.model_fields), *NAMES,
        *re.findall(r"^default (\w+)", shell, re.M),
        *re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.M),
        *re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()),
        *re.findall(r"\b(SERVER_HOME|PYTHON|TORCH_WHEELS)\b", heads),
        "PGPASSWORD",  # PostgreSQL's own
    }  # fmt: skip


def program(words: list[str]) -> tuple[str, Any, list[str]]:
    """Name, command and remaining words of `python X.py …` or `python -m X …`."""
    if words[1] == "-m":
        name, module, rest = f"-m {words[2]}", f"{words[2]}.__main__", words[3:]
    else:
        name, module, rest = words[1], words[1].removesuffix(".py"), words[2:]
    if not ((ROOT / f"{module.replace('.', '/')}.py").exists()):
        raise LookupError(f"no module {module}")
    loaded = importlib.import_module(module)
    app = getattr(loaded, "app", None)
    if app is None:
        app = typer.Typer(add_completion=False)
        app.command()(loaded.main)
    command = typer.main.get_command(app)
    if not hasattr(command, "commands"):
        return name, command, rest
    if rest[0] not in command.commands:
        raise LookupError(f"{name} has no command {rest[0]}")
    return f"{name} {rest[0]}", command.commands[rest[0]], rest[1:]


def code_of(file: Path) -> str:
    """A Python file without comments and docstrings, a shell script without comments."""
    if file.suffix != ".py":
        return re.sub(r"^\s*#.*$", "", file.read_text(), flags=re.M)
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            told = [n for n in node.body if not (isinstance(n, ast.Expr) and
                    isinstance(n.value, ast.Constant))]  # fmt: skip
            node.body = told or [ast.Pass()]
    return ast.unparse(tree)


@functools.cache
def evidence() -> str:
    """What tests, init scripts, DAGs, the cycle and CI run, quotes and commas made spaces."""
    here = Path(__file__).resolve()
    files = [
        *(ROOT / "tests").rglob("*.py"), *(ROOT / "stack").glob("*.py"), *(ROOT / "dags").glob("*"),
        *(ROOT / "stack").glob("*.sh"), *(ROOT / script for script in SCRIPTS), ROOT / ".ci/run",
    ]  # fmt: skip
    text = "\n".join(
        code_of(file) for file in files if file.is_file() and file != here and file.suffix != ".pyc"
    )
    for module in ("data", "models"):  # whose tests call the command within the process
        tests = code_of(ROOT / "tests" / module / f"test_{module}_commands.py")
        text += re.sub(r"\b(run|models)\(", f" -m {module} ", tests)
    return re.sub(r"[\"',\[\]() ]+", " ", text)


def is_run(script: str, first: str | None, options: list[str], proof: str) -> bool:
    name = re.escape(script + (f" {first}" if first else ""))
    return all(
        re.search(rf"(^|[\s/]){name}\b[^\n;|]*?{re.escape(option)}", proof, re.M)
        for option in options or [""]
    )


# ── whether they agree ──


def problems(page: str, proof: str) -> list[str]:
    """What is wrong with the commands of a page."""
    found, settings = [], known_settings()
    for words in commands(page):
        while words and (name := ASSIGNED.match(words[0])):
            if name[1] not in settings:
                found.append(f"no setting {name[1]}")
            words = words[1:]
        if not words or words[0] in PLAIN | functions(page):
            continue
        if words[0] == "python":
            found += _python(words, proof)
        elif "/" in words[0]:
            found += _script(words, proof)
        else:
            found.append(f"{words[0]}: neither ours nor a plain tool")
    return found


def _python(words: list[str], proof: str) -> list[str]:
    if words[1] == "-c":
        return []
    try:
        name, command, rest = program(words)
    except LookupError as err:
        return [str(err)]
    options = [word for word in rest if word.startswith("--")]
    real = {option for one in command.params for option in one.opts}
    found = [f"{name} has no option {option}" for option in options if option not in real]
    if not is_run(name, None, [], proof):
        found.append(f"nothing runs {name}")
    return found


def _script(words: list[str], proof: str) -> list[str]:
    file = ROOT / words[0]
    if not (file.is_file() and os.access(file, os.X_OK)):
        return [f"{words[0]} is no script that can be run"]
    text = file.read_text() + ((ROOT / "stack" / "init.sh").read_text())
    options = [word for word in words[1:] if word.startswith("--")]
    found = [f"{file.name} has no option {option}" for option in options
             if not re.search(rf"{option}\b", text)]  # fmt: skip
    if file.name in SCRIPTS:  # the cycle has their names in pieces
        whole = file.name in proof and all(re.search(rf"\s{o}\s", proof) for o in options)
    else:
        first = words[1] if len(words) > 1 and words[1].isalpha() else None
        if first and not re.search(rf"\b{first}\||\|{first}\b|{file.name} {first}\b", text):
            found.append(f"{file.name} has no {first}")
        asked = [option for option in options if option not in ("--since", "--follow")]
        whole = is_run(file.name, first, asked, proof)
    return found + ([] if whole else [f"nothing runs {' '.join(words)}"])


def test_every_command_is_there_and_is_run_somewhere():
    assert len(commands(PAGE)) > 60
    assert problems(PAGE, evidence()) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("docker_manual/scael.sh client 3", ["docker_manual/scael.sh is no script"]),
        ("docker_manual/scale.sh database 3", ["scale.sh has no database", "nothing runs"]),
        ("docker_manual/teardown.sh --everything", ["teardown.sh has no option", "nothing runs"]),
        ("docker_manual/teardown.sh --leave-swarm", ["nothing runs docker_manual/teardown.sh"]),
        ("stack/init.sh", ["is no script that can be run"]),
        ("./init_for_train_server.sh --undo", ["has no option --undo", "nothing runs"]),
        ("S3_BUKET=dkt ./init_for_train_server.sh", ["no setting S3_BUKET"]),
        ("python -m models demote VERSION", ["-m models has no command demote"]),
        ("python -m models rollback --why bad", ["-m models rollback has no option --why"]),
        ("python -m deploy rollback --why", ["-m deploy rollback has no option --why"]),
        ("python deploi.py", ["no module deploi"]),
        ("python -m data snapshot --out FILE", []),
        ("echo $(python -m models demote | tail -n 1)", ["echo: neither ours", "no command"]),
        ("until python -m deploy pending --never; do sleep 1; done", ["no option --never"]),
    ],
)
def test_it_can_fail(line, told):
    found = problems(f"```sh\n{line}\n```\n", evidence())
    assert len(found) == len(told), found
    for one, words in zip(found, told, strict=True):
        assert words in one


def test_a_command_that_nobody_runs_is_told():
    page = "```sh\npython -m models list\ndocker_manual/start.sh\n```\n"
    assert problems(page, "") == ["nothing runs -m models list",
                                  "nothing runs docker_manual/start.sh"]  # fmt: skip


def test_bash_takes_every_block():
    for block in blocks(PAGE):
        done = subprocess.run(
            ["bash", "-n"], input=block, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{block}\n{done.stderr}"


def test_the_settings_named_are_settings_and_those_of_the_scripts_are_named():
    named = set(re.findall(r"`([A-Z0-9_]+)`", " ".join(table("Settings"))))
    assert named - known_settings() == set()
    heads = "".join((ROOT / script).read_text().split("set -euo")[0] for script in SCRIPTS)
    wanted = set(re.findall(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b", heads))
    assert len(wanted) > 15
    assert wanted - named == set()


def test_defaults_are_those_of_the_settings():
    rows = re.findall(r"^\| (`.*?) \| (.*?) \|", PAGE.split("\n## Settings\n")[1], re.M)
    told = {}
    for names, values in rows:
        pair = re.findall(r"`(\w+)`", names), re.findall(r"`([^`]+)`", values)
        if len(pair[0]) == len(pair[1]):
            told |= dict(zip(*pair, strict=True))
    fields = Settings.model_fields
    both = {name for name in told if name.lower() in fields} - {"AIRFLOW_BIND"}  # a server's own
    assert {"S3_BUCKET", "REGISTRY", "KEEP_VERSIONS", "INFERENCE_REPLICAS"} <= both
    for name in both:
        assert str(fields[name.lower()].default) == told[name], name


def test_the_seconds_of_an_update_are_those_of_the_compose_file():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

    def seconds(text: str) -> int:
        return int(re.findall(r"(\d+)s", str(text))[0])

    def late(service: str) -> str:
        check = services[service]["healthcheck"]
        start, every = seconds(check["start_period"]), seconds(check["interval"])
        whole = start + every * check["retries"]
        return f"{start} s + {check['retries']} × {every} s = {whole} s"

    text = " ".join(PAGE.split())
    config = {name: services[name]["deploy"]["update_config"] for name in ("client", "inference")}
    assert f"unhealthy after {late('inference')}" in text
    assert f"`UPDATE_MONITOR`, {seconds(config['inference']['monitor'])} s" in text
    assert f"`UPDATE_DELAY`, {seconds(config['inference']['delay'])} s" in text
    assert f"{late('client')} and {seconds(config['client']['monitor'])} s" in text


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    headings = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
                for title in re.findall(r"^## (.*)$", PAGE, re.M)}  # fmt: skip
    assert len(links) > 10
    for link in links:
        file, _, anchor = link.partition("#")
        assert not file or (ROOT / "docs" / file).exists(), link
        assert not anchor or anchor in headings, link
