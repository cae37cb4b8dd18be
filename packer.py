"""Pack a bundle into a Bento: the service, the science that serving needs, the model, the bank.

    python packer.py var/pulled/lstm-d1-…

The last line on stdout is the Bento's tag, `dkt:<model version>-<digest of code and bank>`: the
same bundle, code and bank have the same tag, and packing them again does nothing.
"""

import argparse
import hashlib
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

from dkt.bundle import Bundle, BundleError
from settings import ROOT, Settings, SettingsError, load_settings

log = logging.getLogger("packer")

SERVED_CODE = (
    "service.py",
    "inference.py",
    "contract.py",
    "dkt/__init__.py",
    "dkt/bundle.py",
    "dkt/encoding.py",
    "dkt/features.py",
    "dkt/sequence.py",
)
SERVED_PACKAGES = ("numpy", "onnxruntime")
BENTO_NAME = "dkt"


def bento_folder(settings: Settings, tag: str) -> Path:
    """Where the Bento of a tag such as `dkt:lstm-d1-…` lies on this machine."""
    name, version = tag.split(":")
    return settings.dkt_home / "bentoml" / "bentos" / name / version


class PackError(RuntimeError):
    """The build failed; nothing of it is kept."""


def pack(bundle: Bundle, questions: Path, settings: Settings) -> str:
    """Build the Bento of a checked bundle; returns its tag.

    Raises:
        OSError: no question bank there.
        PackError: BentoML could not build it.
    """
    packages = _pinned(SERVED_PACKAGES)
    parts = [questions.read_bytes(), *((ROOT / name).read_bytes() for name in SERVED_CODE)]
    digest = hashlib.sha256("\n".join(packages).encode())
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    bento_version = f"{bundle.version}-{digest.hexdigest()[:8]}"
    tag = f"{BENTO_NAME}:{bento_version}"
    there = bento_folder(settings, tag)
    if _is_whole(there):
        log.info("%s is packed already", tag)
        return tag
    shutil.rmtree(there, ignore_errors=True)  # what a build that was killed left
    os.environ["BENTOML_HOME"] = str(settings.dkt_home / "bentoml")
    os.environ["BENTOML_DO_NOT_TRACK"] = "True"
    import bentoml  # reads its home when it is imported

    with tempfile.TemporaryDirectory(prefix="dkt-pack-") as folder:
        context = Path(folder)
        for name in SERVED_CODE:
            (context / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(ROOT / name, context / name)
        shutil.copytree(bundle.folder, context / "bundle")
        shutil.copyfile(questions, context / "questions.csv")
        try:
            bentoml.build(
                "service:Prediction",
                name=BENTO_NAME,
                version=bento_version,
                build_ctx=str(context),
                include=["*.py", "dkt/*.py", "bundle/**", "questions.csv"],
                labels={
                    "model_version": bundle.version,
                    "data_version": str(bundle.data_version),
                    "git_revision": bundle.manifest["git_revision"],
                },
                python={"packages": packages, "lock_packages": False},
            )
        except bentoml.exceptions.BentoMLException as err:
            raise PackError(f"BentoML could not build {tag}: {err}") from err
    return tag


def _is_whole(bento: Path) -> bool:
    """True for a finished Bento whose bundle is as it was packed."""
    try:
        Bundle.load(bento / "src" / "bundle")
    except (BundleError, OSError):
        return False
    return (bento / "bento.yaml").exists()


def _pinned(packages: tuple[str, ...]) -> list[str]:
    """`name==version` as `requirements.txt` pins them."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    pins = {line.split("==")[0]: line.split()[0] for line in lines if "==" in line}
    return [pins[name] for name in packages]


def main() -> None:
    parser = argparse.ArgumentParser(description="Pack a bundle into a Bento.")
    parser.add_argument("bundle", type=Path, help="bundle folder")
    parser.add_argument("--questions", type=Path, help="question bank (CSV)")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        settings = load_settings()
        tag = pack(
            Bundle.load(arguments.bundle), arguments.questions or settings.questions, settings
        )
    except (SettingsError, BundleError, PackError, OSError) as err:
        sys.stderr.write(f"packer.py: {err}\n")
        raise SystemExit(1) from err
    sys.stdout.write(f"{tag}\n")


if __name__ == "__main__":
    main()
