"""The bundle folder: everything one model is, checked by SHA-256. Numpy alone.

bundle.json          manifest, written last
model.pt model.onnx  weights and graph
encoders/*.npy       vocabularies, always beside the weights they belong to, and the statistics of
                     training students where the model reads engineered features
card.html            the same facts for a person
"""

import hashlib
import json
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dkt.features.manifest_reader import (
    MANIFEST,
    MAX_MANIFEST,
    SCHEMA_VERSION,
    BundleError,
    read_manifest,
)
from dkt.features.target_encoding import TargetEncoding
from dkt.features.vocabulary import Encoders

REQUIRED = ("model.onnx", "model.pt")


def file_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below `folder` but the manifest, by POSIX path, sorted.

    Raises:
        BundleError: something in it is neither a file nor a folder, such as a link elsewhere.
    """
    manifest = folder / MANIFEST
    hashes = {}
    for path in sorted(folder.rglob("*")):
        name, mode = path.relative_to(folder).as_posix(), path.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        if not stat.S_ISREG(mode):
            raise BundleError(f"bundle {folder} is corrupt: {name} is no file, but a link or such")
        if path != manifest:
            with path.open("rb") as file:
                hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return hashes


def version_of(facts: dict[str, Any], hashes: dict[str, str]) -> str:
    """Model version such as `lstm-d12-3fa94c1b07`: the same content always has the same name.

    Content is the files but for the card, which only restates the rest, the config, the data
    version and the models that it was compared with.

    Args:
        facts: a manifest, or what is to become one. hashes: as from `file_hashes`.
    """
    name, data_version = facts["config"]["name"], facts["data_version"]
    champion = facts["metrics"]["champion"]
    files = {path: digest for path, digest in hashes.items() if path != "card.html"}
    content = [data_version, facts["config"], champion and champion["version"], files]
    compared = [one["version"] for one in facts["metrics"].get("comparisons", [])]
    if others := [one for one in compared if not champion or one != champion["version"]]:
        content.append(others)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return f"{name}-d{data_version}-{digest[:10]}"


def write_manifest(folder: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Write `bundle.json` from `facts` (see `dkt.manifest`) and the hashes of the files there.

    Returns:
        The manifest, `schema_version` and `files` added.
    """
    manifest = {"schema_version": SCHEMA_VERSION, **facts, "files": file_hashes(folder)}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")
    return manifest


@dataclass(frozen=True)
class Bundle:
    """A checked bundle folder."""

    folder: Path
    manifest: dict[str, Any]

    @classmethod
    def load(cls, folder: Path) -> "Bundle":
        """Read and verify a folder.

        Raises:
            BundleError: no manifest, a wrong one (`dkt.features.manifest_reader`), or a file that
                is missing, added or altered.
            OSError: a file that can't be read.
        """
        path = folder / MANIFEST
        try:
            with path.open("rb") as file:
                text = file.read(MAX_MANIFEST + 1)
        except (FileNotFoundError, NotADirectoryError) as err:
            raise BundleError(f"{folder} is no bundle: it has no {MANIFEST}") from err
        manifest = read_manifest(text, str(path))
        check_files(folder, manifest["files"])
        return cls(folder, manifest)

    @property
    def version(self) -> str:
        return self.manifest["version"]

    @property
    def data_version(self) -> int:
        return self.manifest["data_version"]

    @property
    def window(self) -> int:
        """T of the model's windows; how many it reads: `dkt.features.steps.window_start`."""
        return self.manifest["config"]["training"]["window"]

    def encoders(self) -> Encoders:
        return Encoders.load(self.folder / "encoders")

    def statistics(self) -> TargetEncoding | None:
        """Statistics of training students; None where the model reads counts alone.

        Raises:
            BundleError: another version of this code wrote them, and other ones.
        """
        if "encoders/statistics_item.npy" not in self.manifest["files"]:
            return None
        try:
            return TargetEncoding.load(self.folder / "encoders")
        except FileNotFoundError as err:
            raise BundleError(
                f"{self.folder}: no {Path(err.filename).name}, so an older version of this code "
                "trained it, and this one can't measure it. To replace it: "
                "python train.py --champion none, python -m models push BUNDLE, "
                "python -m models promote VERSION --unmeasured"
            ) from err


def check_files(folder: Path, expected: dict[str, str]) -> None:
    """Compare a folder's files with their hashes; raises BundleError naming every difference."""
    actual = file_hashes(folder)
    problems = [f"{name} is missing" for name in sorted({*expected, *REQUIRED} - set(actual))]
    problems += [f"{name} is not in {MANIFEST}" for name in sorted(set(actual) - set(expected))]
    problems += [
        f"{name} has SHA-256 {actual[name][:12]}…, {MANIFEST} says {digest[:12]}…"
        for name, digest in expected.items()
        if name in actual and actual[name] != digest
    ]
    if problems:
        raise BundleError(f"bundle {folder} is corrupt: " + "; ".join(problems))
