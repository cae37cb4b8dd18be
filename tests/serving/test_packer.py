"""A Bento holds what serving needs and nothing else, and the same bundle is the same Bento."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dkt.features.bundle import file_hashes
from settings import ROOT
from tests.bundles import variant

FORBIDDEN = ("torch", "lightning", "polars", "pandas", "airflow", "boto3", "deltalake", "sklearn")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, questions: Path) -> Path:
    monkeypatch.setenv("SETTINGS_FILE", str(tmp_path / "settings.env"))
    monkeypatch.setenv("DKT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QUESTIONS", str(questions))
    return tmp_path / "home"


def bento(home: Path, tag: str) -> Path:
    return home / "bentoml" / "bentos" / tag.replace(":", "/")


def stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_bento_serves_alone_and_packing_it_again_changes_nothing(home, bundle, questions, run):
    done = run("packer.py", "bento", str(bundle))
    tag = done.stdout.strip()
    assert done.returncode == 0
    assert re.fullmatch(f"dkt:{bundle.name}-[0-9a-f]{{8}}", tag)

    folder = bento(home, tag)
    source = folder / "src"
    files = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    code = {name for name in files if name.endswith(".py")}
    assert code == {
        "serve.py", "service.py", "inference.py", "serving/canary.py", "serving/contract.py",
        "dkt/__init__.py",
        *(
            f"dkt/features/{name}.py"
            for name in (
                "__init__", "ability", "bundle", "clock", "counts", "estimate", "gaps",
                "item_response", "latent_factors", "manifest_reader", "pace", "question_bank",
                "running", "spacing", "steps", "target_encoding", "traces",
                "transitions", "vocabulary",
                "windows",
            )
        ),
        "serving/__init__.py", "serving/body.py", "serving/connection.py", "serving/door.py",
        "serving/memory.py", "serving/placement.py", "serving/policy.py", "serving/processes.py",
        "serving/student.py", "serving/worker.py",
    }  # fmt: skip
    rest = {name for name in files - code if not name.startswith("bundle/")}
    assert rest == {"questions.csv", "canary.json", "bentofile.yaml"}
    assert file_hashes(source / "bundle") == file_hashes(bundle)
    assert (source / "questions.csv").read_bytes() == questions.read_bytes()

    facts = yaml.safe_load((folder / "bento.yaml").read_text())
    assert facts["labels"] == {
        "model_version": bundle.name, "data_version": "0", "git_revision": "0" * 40,
    }  # fmt: skip
    packages = (folder / "env" / "python" / "requirements.txt").read_text().splitlines()
    names = {package.split("==")[0].lower() for package in packages if "==" in package}
    assert {"numpy", "onnxruntime"} <= names
    assert not names & set(FORBIDDEN)

    label = folder / "bento.yaml"  # its time says when the Bento was wanted last
    before, said = stamps(folder), label.read_text()
    again = run("packer.py", "bento", str(bundle))
    assert (again.returncode, again.stdout.strip()) == (0, tag)
    assert "packed already" in again.stderr
    assert stamps(folder) | {str(label): 0} == before | {str(label): 0}
    assert label.read_text() == said

    assert_serves_without_training_code(source)


def assert_serves_without_training_code(source: Path) -> None:
    """Predict from the Bento's own folder, then look at what was imported and from where."""
    program = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from serving.contract import parse_request\n"
        "from inference import Predictor\n"
        "predictor = Predictor.load(Path('bundle'), Path('questions.csv'))\n"
        "answer = predictor.predict(parse_request(b'{\"history\": []}'))\n"
        "import service\n"
        f"ours = [m.__file__ for m in sys.modules.values() if {str(ROOT)!r} + '/dkt' in "
        "str(getattr(m, '__file__', ''))]\n"
        "print(json.dumps([sorted(sys.modules), ours, answer['model_version'], answer['mastery']]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=source, capture_output=True, text=True, check=True
    )
    modules, ours, version, mastery = json.loads(done.stdout)
    assert not {name.split(".")[0] for name in modules} & set(FORBIDDEN)
    assert ours == []
    assert source.parent.name.startswith(version)
    assert {"Something new", "Name of tag-001"} <= {entry["name"] for entry in mastery}


def test_packing_again_from_nothing_gives_the_same_files(home, bundle, run):
    tag = run("packer.py", "bento", str(bundle)).stdout.strip()
    first = file_hashes(bento(home, tag))
    shutil.rmtree(home / "bentoml")
    assert run("packer.py", "bento", str(bundle)).stdout.strip() == tag
    assert file_hashes(bento(home, tag)) == first
    assert "bento.yaml" in first


def test_another_question_bank_is_another_bento_of_the_same_model(
    home, bundle, questions, tmp_path, run
):
    longer = tmp_path / "longer.csv"
    longer.write_text(questions.read_text() + "A010009002,A010009000,tag-new,Something new\n")
    tags = {
        run("packer.py", "bento", str(bundle), "--questions", str(q)).stdout
        for q in (questions, longer)
    }
    assert len(tags) == 2
    assert all(tag.startswith(f"dkt:{bundle.name}-") for tag in tags)


def test_a_build_that_was_broken_off_is_built_again(home, bundle, tmp_path, run):
    tag = run("packer.py", "bento", str(bundle)).stdout.strip()
    (bento(home, tag) / "src" / "bundle" / "model.onnx").unlink()
    done = run("packer.py", "bento", str(bundle))
    assert (done.returncode, done.stdout.strip()) == (0, tag)
    assert file_hashes(bento(home, tag) / "src" / "bundle") == file_hashes(bundle)


def test_what_can_not_be_packed_is_told_in_one_line(home, bundle, tmp_path, run):
    altered = variant(bundle, tmp_path)
    (altered / "model.onnx").write_bytes(b"other")
    done = run("packer.py", "bento", str(altered))
    assert (done.returncode, done.stdout) == (1, "")
    assert "model.onnx has SHA-256" in done.stderr.strip().splitlines()[-1]
    done = run("packer.py", "bento", str(bundle), "--questions", str(tmp_path / "none.csv"))
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("packer.py: ")
    assert "none.csv" in done.stderr
    assert not (home / "bentoml" / "bentos" / "dkt").exists()


def test_packing_leaves_nothing_in_the_temporary_folder(home, bundle, tmp_path, monkeypatch, run):
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    assert run("packer.py", "bento", str(bundle)).returncode == 0
    assert [path.name for path in folder.glob("dkt-pack-*")] == []
    shutil.rmtree(folder)
