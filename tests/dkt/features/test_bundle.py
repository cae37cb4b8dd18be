"""The bundle folder: whole and unaltered, or refused."""

import json
import shutil
from pathlib import Path

import pytest

from dkt.features.bundle import Bundle, BundleError, file_hashes, version_of
from tests.dkt.trained import Trained


@pytest.fixture
def folder(trained: Trained, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(trained.bundle.folder, tmp_path / "copy"))


def test_a_bundle_knows_what_it_is(trained: Trained):
    bundle = trained.bundle
    assert bundle.folder.name == bundle.version
    assert bundle.version.startswith("tiny-d3-")
    assert bundle.data_version == 3
    assert bundle.window == trained.config.training.window
    assert {"model.pt", "model.onnx", "card.html"} <= set(bundle.manifest["files"])
    assert bundle.encoders().sizes["item"] > 100


def test_a_version_follows_from_content_alone(trained: Trained):
    facts = trained.bundle.manifest
    hashes = facts["files"]
    version = version_of(facts, hashes)
    assert version == trained.bundle.version
    assert version == version_of(facts, dict(reversed(hashes.items())))
    assert version == version_of(facts, hashes | {"card.html": "another"})
    against_x = facts | {"metrics": facts["metrics"] | {"champion": {"version": "x"}}}
    others = [
        version_of(facts | {"data_version": 4}, hashes),
        version_of(facts, hashes | {"model.pt": "another"}),
        version_of(facts | {"config": facts["config"] | {"gate": {}}}, hashes),
        version_of(against_x, hashes),
    ]
    assert len({version, *others}) == 5


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize(
    "name", ["model.onnx", "model.pt", "card.html", "encoders/tag_classes.npy"]
)
@pytest.mark.parametrize("spoil", [truncate, flip])
def test_an_altered_file_is_named(folder: Path, name: str, spoil):
    spoil(folder / name)
    with pytest.raises(BundleError, match=rf"{name} has SHA-256 \w+…, bundle.json says \w+…$"):
        Bundle.load(folder)


@pytest.mark.parametrize("name", ["model.onnx", "encoders/item_tags.npy"])
def test_a_missing_file_is_named(folder: Path, name: str):
    (folder / name).unlink()
    with pytest.raises(BundleError, match=f"{name} is missing$"):
        Bundle.load(folder)


def test_a_bundle_without_a_graph_is_refused_even_if_its_manifest_agrees(folder: Path):
    (folder / "model.onnx").unlink()
    manifest = json.loads((folder / "bundle.json").read_text())
    manifest["files"] = file_hashes(folder)
    (folder / "bundle.json").write_text(json.dumps(manifest))
    with pytest.raises(BundleError, match="model.onnx is missing"):
        Bundle.load(folder)


@pytest.mark.parametrize("name", ["encoders/more.npy", "notes.txt", "encoders/bundle.json"])
def test_an_added_file_is_named(folder: Path, name: str):
    (folder / name).write_text("x")
    with pytest.raises(BundleError, match=f"{name} is not in bundle.json$"):
        Bundle.load(folder)


def test_all_differences_are_told_at_once(folder: Path):
    (folder / "model.pt").unlink()
    (folder / "extra").write_text("x")
    flip(folder / "card.html")
    with pytest.raises(BundleError, match="model.pt is missing; extra is not in .*; card.html has"):
        Bundle.load(folder)


@pytest.mark.parametrize("text", ["", "{", "\x00", '{"schema_version": 1'])
def test_a_broken_manifest_is_named(folder: Path, text: str):
    (folder / "bundle.json").write_text(text)
    with pytest.raises(BundleError, match="bundle.json is not JSON"):
        Bundle.load(folder)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "schema_version = None, expected 1"),
        ("{}", "schema_version = None, expected 1"),
        ('{"schema_version": 2}', "schema_version = 2, expected 1"),
        ('{"schema_version": 1}', "files = None, expected names with their SHA-256"),
    ],
)
def test_another_schema_is_refused(folder: Path, text: str, told: str):
    (folder / "bundle.json").write_text(text)
    with pytest.raises(BundleError, match=f"bundle.json: {told}"):
        Bundle.load(folder)


def test_a_folder_without_a_manifest_is_no_bundle(folder: Path):
    for place in (folder / "encoders", folder / "nowhere", folder / "model.pt"):
        with pytest.raises(BundleError, match="is no bundle: it has no bundle.json"):
            Bundle.load(place)
