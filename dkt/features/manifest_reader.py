"""Read and validate a bundle's manifest: anybody who can write to the bucket may have written it.

All of it is checked before any of it becomes a path, a word of a command or an amount of memory.
Standard library only.
"""

import json
import re
from collections import Counter
from typing import Any

SCHEMA_VERSION = 1
MANIFEST = "bundle.json"
MAX_MANIFEST = 16 * 1024 * 1024
"""Bytes; training writes some hundred thousand at most."""
MAX_FILES, MAX_WINDOW = 256, 4096
VERSION = re.compile(r"[a-z0-9][a-z0-9_]{0,31}-d[0-9]{1,18}-[0-9a-f]{10}")
"""A model version, as `dkt.features.bundle.version_of` makes it."""
FILE_NAME = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_.-]{0,99}/){0,3}[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
SHA256 = re.compile(r"[0-9a-f]{64}")
PRINTABLE = {"created_at": 64, "git_revision": 64, "device": 200}
"""Texts shown to people and written on images, and their maximal length."""


class BundleError(ValueError):
    """A bundle is incomplete or altered; the message names the file."""


def is_version(text: Any) -> bool:
    """Whether a text is a possible model version."""
    return isinstance(text, str) and VERSION.fullmatch(text) is not None


def read_manifest(text: bytes, where: str) -> dict[str, Any]:
    """The manifest in `text`, checked.

    Args:
        where: the file or object, for messages.

    Raises:
        BundleError: too large, no JSON, another schema, or contents that no bundle has; all
            problems in one message.
    """
    if len(text) > MAX_MANIFEST:
        raise BundleError(f"{where} has {len(text)} bytes, expected at most {MAX_MANIFEST}")
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError) as err:
        raise BundleError(f"{where} is not JSON: {err}") from err
    schema = manifest.get("schema_version") if isinstance(manifest, dict) else None
    if schema != SCHEMA_VERSION:
        raise BundleError(f"{where}: schema_version = {schema!r}, expected {SCHEMA_VERSION}")
    if problems := [*_wrong_files(manifest.get("files")), *_wrong_facts(manifest)]:
        raise BundleError(f"{where}: " + "; ".join(problems[:20]))
    return manifest


def _wrong_files(files: Any) -> list[str]:
    """What is wrong with the names and hashes: names are relative, plain, and no two are one file
    on a disk that knows no capitals."""
    if not isinstance(files, dict):
        return [f"files = {_short(files)}, expected names with their SHA-256"]
    if len(files) > MAX_FILES:
        return [f"files has {len(files)} names, expected at most {MAX_FILES}"]
    problems = [
        f"files has {_short(name)}, expected a plain relative path such as encoders/x.npy"
        for name in files
        if not FILE_NAME.fullmatch(name) or name.casefold() == MANIFEST
    ]
    problems += [
        f"files[{_short(name)}] = {_short(digest)}, expected a SHA-256"
        for name, digest in files.items()
        if not isinstance(digest, str) or not SHA256.fullmatch(digest)
    ]
    folded = Counter(name.casefold() for name in files)
    folders = {"/".join(parts[:k]) for parts in map(_parts, folded) for k in range(1, len(parts))}
    problems += [
        f"files has {_short(name)} twice, or as a folder, too"
        for name in files
        if folded[name.casefold()] > 1 or name.casefold() in folders
    ]
    return problems


def _wrong_facts(manifest: dict[str, Any]) -> list[str]:
    """What is wrong with the facts that are read before anything else of a bundle."""
    version, data_version = manifest.get("version"), manifest.get("data_version")
    config, metrics = manifest.get("config"), manifest.get("metrics")
    training = config.get("training") if isinstance(config, dict) else None
    window = training.get("window") if isinstance(training, dict) else None
    problems = []
    if not is_version(version):
        problems.append(f"version = {_short(version)}, expected one such as lstm-d3-0123456789")
    if not _is_count(data_version, 10**18):
        problems.append(f"data_version = {_short(data_version)}, expected a number from 0 on")
    if not isinstance(config, dict) or not isinstance(config.get("name"), str):
        problems.append(f"config = {_short(config)}, expected an object with a name")
    if not _is_count(window, MAX_WINDOW, least=2):
        problems.append(f"config.training.window = {_short(window)}, expected 2 to {MAX_WINDOW}")
    if not isinstance(metrics, dict) or not isinstance(metrics.get("model"), dict):
        problems.append(f"metrics = {_short(metrics)}, expected an object with figures of `model`")
    for name, most in PRINTABLE.items():
        text = manifest.get(name)
        if not isinstance(text, str) or len(text) > most or not text.isprintable():
            problems.append(f"{name} = {_short(text)}, expected at most {most} printable letters")
    return problems


def _parts(name: str) -> list[str]:
    return name.split("/")


def _is_count(value: Any, most: int, least: int = 0) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _short(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
