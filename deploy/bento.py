"""Bundle → Bento: the service, the science that serving needs, the model, the question bank.

A Bento's tag is `dkt:<model version>-<digest of code, bank and packages>`. Packing the same again
gives the same files, whenever and wherever it is done.
"""

import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import yaml

from deploy.errors import PackError, TagError
from dkt.features.bundle import Bundle, BundleError
from dkt.features.question_bank import read_question_bank, read_tags
from inference import TAGS, Predictor
from serving import canary
from settings import ROOT, Settings

log = logging.getLogger("packer")

SERVED_CODE = (
    *("serve.py", "service.py", "inference.py", "dkt/__init__.py"),
    *(
        file.relative_to(ROOT).as_posix()
        for room in ("serving", "dkt/features")
        for file in sorted((ROOT / room).glob("*.py"))
    ),
)
PACKAGES = ROOT / "deploy" / "requirements.txt"
NAME = "dkt"
TAG = re.compile(rf"{NAME}:[a-z0-9][a-z0-9_-]{{0,127}}")


def bento_folder(settings: Settings, tag: str) -> Path:
    """Where the Bento of a tag such as `dkt:lstm-d1-…` lies on this machine.

    Raises:
        TagError: no tag of ours; a ledger, an image's label or an operator named it.
    """
    if not TAG.fullmatch(tag):
        raise TagError(f"{tag!r} is no Bento's tag, expected one such as {NAME}:lstm-d1-…")
    return settings.dkt_home / "bentoml" / "bentos" / NAME / tag.removeprefix(f"{NAME}:")


def bento_tag(version: str, questions: Path, settings: Settings) -> str:
    """The tag that the Bento of a model has with today's code, question bank and packages."""
    digest = hashlib.sha256("\n".join([settings.base_image, *_packages()]).encode())
    parts = [*_bank(questions), *(ROOT / name for name in SERVED_CODE)]
    for part in parts:
        digest.update(hashlib.sha256(part.read_bytes()).digest())
    return f"{NAME}:{version}-{digest.hexdigest()[:8]}"


def _bank(questions: Path) -> list[Path]:
    """The question bank, and the file of its topics where there is one beside it."""
    tags = questions.with_name(TAGS)
    return [questions, tags] if tags.exists() else [questions]


def _packages() -> list[str]:
    return PACKAGES.read_text().splitlines()  # some hold for some Pythons only


def pack(bundle: Bundle, questions: Path, settings: Settings) -> str:
    """Build the Bento of a checked bundle; returns its tag.

    Raises:
        OSError, ValueError: no question bank there, or one that is none.
        PackError: BentoML could not build it.
    """
    tag = bento_tag(bundle.version, questions, settings)
    there = bento_folder(settings, tag)
    if _is_whole(there):
        log.info("%s is packed already", tag)
        (there / "bento.yaml").touch()  # wanted just now: `tidy_bentos` leaves it
        return tag
    shutil.rmtree(there, ignore_errors=True)  # what a build that was killed left
    tags = read_tags(questions.with_name(TAGS))
    known = canary.known_prediction(Predictor(bundle, read_question_bank(questions), tags))
    os.environ["BENTOML_HOME"] = str(settings.dkt_home / "bentoml")
    os.environ["BENTOML_DO_NOT_TRACK"] = "True"
    os.environ["BASE_IMAGE"] = settings.base_image
    import bentoml  # reads its home when it is imported

    with tempfile.TemporaryDirectory(prefix="dkt-pack-") as folder:
        context = Path(folder)
        for name in SERVED_CODE:
            (context / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, context / name)
        shutil.copytree(bundle.folder, context / "bundle")
        for file, name in zip(_bank(questions), ("questions.csv", TAGS), strict=False):
            shutil.copyfile(file, context / name)
        (context / canary.FILE).write_text(json.dumps(known, indent=2) + "\n")
        try:
            bentoml.build(
                "service:Prediction",
                name=NAME,
                version=tag.removeprefix(f"{NAME}:"),
                build_ctx=str(context),
                include=[
                    "*.py",
                    "serving/*.py",
                    "dkt/**/*.py",
                    "bundle/**",
                    "questions.csv",
                    TAGS,
                    canary.FILE,
                ],
                labels={
                    "model_version": bundle.version,
                    "data_version": str(bundle.data_version),
                    "git_revision": bundle.manifest["git_revision"],
                },
                python={"packages": _packages()},
            )
        except bentoml.exceptions.BentoMLException as err:
            raise PackError(f"BentoML could not build {tag}: {err}") from err
    _date(there, bundle)
    return tag


def tidy_bentos(settings: Settings, keep: set[str]) -> int:
    """Remove all Bentos but these and the newest; returns how many."""
    bentos = settings.dkt_home / "bentoml" / "bentos" / NAME
    packed = sorted(bentos.glob("*/bento.yaml"), key=_written, reverse=True)
    old = [file.parent for file in packed[settings.keep_versions :]]
    old = [folder for folder in old if f"{NAME}:{folder.name}" not in keep]
    for folder in old:
        log.info("removing Bento %s", folder.name)
        with suppress(FileNotFoundError):  # another one tidies, too
            shutil.rmtree(folder)
    return len(old)


def _written(file: Path) -> float:
    """When a file was written, seconds since 1970; now, if it goes away at this moment."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def _date(bento: Path, bundle: Bundle) -> None:
    """Date the Bento as its bundle: a second build is then the same to the byte."""
    file = bento / "bento.yaml"
    facts = yaml.safe_load(file.read_text())
    facts["creation_time"] = bundle.manifest["created_at"]
    aside = file.with_suffix(".new")
    aside.write_text(yaml.safe_dump(facts, sort_keys=False))
    aside.replace(file)


def _is_whole(bento: Path) -> bool:
    """True for a finished Bento whose bundle is as it was packed."""
    try:
        Bundle.load(bento / "src" / "bundle")
    except (BundleError, OSError):
        return False
    return (bento / "bento.yaml").exists()
