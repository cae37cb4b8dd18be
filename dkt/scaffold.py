"""Start a new model: its file, its config and its place in the lists, all of it working.

    python -m dkt.scaffold NAME

What is written trains, exports and serves as it stands, a small recurrent model, and the tests of
all models run for it. What to change then is in docs/add-a-model.md.
"""

import argparse
import ast
import json
import keyword
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 100

MODEL = '''"""{title}: a gated recurrent unit, queried by the next item.

Cho et al. 2014, "Learning Phrase Representations using RNN Encoder-Decoder" (arXiv:1406.1078). Our
notation → theirs: history step → x_t (item and answer), state → h_t. Deviations: the input is what
`Inputs.step` tells of an answered step; the output is a small network over the state and the item
that is asked, so that any item, a new one too, can be scored.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

from dkt.config.model_kinds import {title}Config
from dkt.models.base import Head, KnowledgeTracer, state_at, with_start
from dkt.models.inputs import Inputs


class {title}(KnowledgeTracer):
    """D = `config.hidden`."""

    def __init__(self, config: {title}Config, sizes: dict[str, int]):
        super().__init__()
        self.inputs = Inputs(config.inputs, sizes)
        self.step = nn.Linear(self.inputs.step_width, config.hidden)
        self.gru = nn.GRU(config.hidden, config.hidden, config.layers, batch_first=True)
        self.start = nn.Parameter(torch.zeros(config.hidden))
        self.query = nn.Linear(self.inputs.query_width, config.hidden)
        self.head = Head(config.hidden, config.dropout)
        self.dropout = nn.Dropout(config.dropout)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        step = gelu(self.step(self.inputs.step(category, numeric)))  # (B, T, D)
        states, _ = self.gru(self.dropout(step))
        return with_start(self.start, states)  # (B, T + 1, D)

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        query = gelu(self.query(self.inputs.query(category, numeric)))  # (B, Q, D)
        return self.head(self.dropout(state_at(states, at)), query)
'''
CONFIG_CLASS = '''class {title}Config(DeepConfig):
    """Shape of the model in `dkt/models/{name}.py`."""

    kind: Literal["{name}"]
    layers: int = Field(ge=1, le=8)


'''
TINY = '"{name}": {{"inputs": {{"embedding": 4, "item_embedding": 2}}, "hidden": 8}},'
CONFIG: dict[str, Any] = {
    "model": {
        "inputs": {
            "item": "rasch", "embedding": 24, "item_embedding": 8, "unknown_rate": 0.98,
            "numbers": "engineered",
        },
        "hidden": 64,
        "layers": 1,
        "dropout": 0.5,
    },
    "training": {
        "seed": 1, "window": 200, "max_tags": 4, "batch_size": 32, "lr": 0.006,
        "weight_decay": 0.05, "max_epochs": 10, "patience": 10,
    },
    "split": {"valid_percent": 10, "test_percent": 10},
    "gate": {"auc_tolerance": 0.002, "ece_tolerance": 0.01},
}  # fmt: skip


class ScaffoldError(ValueError):
    """The model can't be started; the message says why, and nothing was written."""


def scaffold(name: str, root: Path = ROOT) -> list[Path]:
    """Write a new model into the checkout `root`.

    Returns:
        The files that were written or changed.

    Raises:
        ScaffoldError: the name is no name for a model or is taken, or a list is not found.
    """
    title = "".join(part.capitalize() for part in name.split("_"))
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name) or keyword.iskeyword(name):
        raise ScaffoldError(f"{name!r} is no name for a model: a-z, 0-9 and _, a letter first")
    model, config = root / "dkt" / "models" / f"{name}.py", root / "config" / f"{name}.json"
    shapes, models = (
        root / "dkt" / file for file in ("config/model_kinds.py", "models/__init__.py")
    )
    tiny = root / "tests" / "dkt" / "trained.py"
    there = shapes.read_text()
    taken = [path.relative_to(root).as_posix() for path in (model, config) if path.exists()]
    taken += [word for word in (f'Literal["{name}"]', f"class {title}Config") if word in there]
    if taken:
        raise ScaffoldError(f"{name} is taken: {', '.join(taken)}")
    raw = {"name": name} | CONFIG | {"model": {"kind": name} | CONFIG["model"]}
    new = {
        model: MODEL.format(title=title),
        config: json.dumps(raw, indent=2) + "\n",
        shapes: _with_shape(there, name, title),
        models: _with_import(_with_entry(models, "MODELS", f'"{name}": {title},'), name, title),
        tiny: _with_entry(tiny, "TINY", TINY.format(name=name)),
    }
    for path, text in new.items():
        path.write_text(text)
    return list(new)


def _assignment(text: str, name: str, where: str) -> ast.Assign | ast.AnnAssign:
    """The statement by which a module assigns to a name."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Name) and one.id == name for one in targets):
                return node
    raise ScaffoldError(f"{where} assigns no {name}: this model has to be written by hand")


def _with_shape(text: str, name: str, title: str) -> str:
    """`model_kinds.py` with the class of the config, and that in the union of all."""
    union = _assignment(text, "SINGLE_MODELS", "dkt/config/model_kinds.py")
    assert union.value is not None
    names = [node for node in ast.walk(union.value) if isinstance(node, ast.Name)]
    members = [node.id for node in sorted(names, key=lambda one: (one.lineno, one.col_offset))]
    members.append(f"{title}Config")
    line = f"SINGLE_MODELS = {' | '.join(members)}\n"
    if len(line) > WIDTH + 1:
        line = "SINGLE_MODELS = (\n    " + "\n    | ".join(members) + "\n)\n"
    lines = text.splitlines(keepends=True)
    before, after = lines[: union.lineno - 1], lines[union.end_lineno :]
    return "".join([*before, CONFIG_CLASS.format(title=title, name=name), line, *after])


def _with_entry(path: Path, name: str, entry: str) -> str:
    """The text of a module with an entry before the first of one of its dicts."""
    text = path.read_text()
    value = _assignment(text, name, path.name).value
    if not isinstance(value, ast.Dict) or not value.keys or value.keys[0] is None:
        raise ScaffoldError(f"{path}: {name} is no dict with entries; add {entry} by hand")
    lines = text.splitlines(keepends=True)
    first = value.keys[0]
    line, column = first.lineno - 1, first.col_offset
    lines[line] = f"{lines[line][:column]}{entry}\n{' ' * 4}{lines[line][column:]}"
    return "".join(lines)


def _with_import(text: str, name: str, title: str) -> str:
    """`models/__init__.py` with the import of the model, in the order of the alphabet."""
    lines = text.splitlines(keepends=True)
    mine = f"from dkt.models.{name} import {title}\n"
    imports = [k for k, line in enumerate(lines) if line.startswith("from dkt.")]
    module = f"dkt.models.{name}"
    at = next((k for k in imports if lines[k].split()[1] > module), imports[-1] + 1)
    return "".join([*lines[:at], mine, *lines[at:]])


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m dkt.scaffold", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("name", help="such as deep_irt: the file, the config and the kind")
    name = parser.parse_args().name
    try:
        written = scaffold(name)
    except (ScaffoldError, OSError) as err:
        sys.stderr.write(f"dkt.scaffold: {err}\n")
        raise SystemExit(1) from err
    sys.stdout.write("".join(f"{path.relative_to(ROOT)}\n" for path in written))
    sys.stderr.write(
        f"next: python -m pytest tests/dkt/models/test_kinds.py -k {name}\n"
        f"      python train.py --config {name}\n      docs/add-a-model.md\n"
    )


if __name__ == "__main__":
    main()
