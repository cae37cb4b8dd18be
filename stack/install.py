"""Install the locked packages beside the Python that runs this; `make setup` does.

    .venv/bin/python stack/install.py [--dev]

The lock names torch without a build. Where there is an NVIDIA GPU, torch comes with CUDA
(gigabytes), else for the CPU. pip's own configuration and TORCH_WHEELS are asked first, then
PyTorch's own index, then PyPI. UV_TORCH_BACKEND (cpu, cu130, …) decides instead of the look for a
GPU. Needs the standard library alone.
"""

import argparse
import compileall
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK, DEV_LOCK = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
PIP = (
    sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
    "--no-compile",  # `write_bytecode` does
)  # fmt: skip
BIG = (
    "databricks", "fontTools", "google", "matplotlib", "mlflow", "networkx", "numpy", "pandas",
    "pip", "pyarrow", "scipy", "setuptools", "sklearn", "sympy", "torch", "transformers", "wandb",
)  # fmt: skip
"""Packages of which most is never imported here: their bytecode is half a gigabyte."""
IMPORTED = (
    "torch", "lightning.pytorch", "transformers", "scipy.optimize", "scipy.stats",
    "sklearn.metrics", "matplotlib.figure", "mlflow.tracking", "optuna", "lightgbm", "onnx",
    "onnxruntime", "pandera.polars", "deltalake", "boto3",
)  # fmt: skip
"""What our commands import of them, and of what stands on them."""


def gpu_found(root: Path = Path("/"), path: str | None = None) -> bool:
    """Whether this machine (or container) has an NVIDIA GPU.

    Args:
        root: where `dev` and `proc` are.
        path: the PATH on which nvidia-smi is looked for; default that of the environment.
    """
    if any(root.glob("dev/nvidia[0-9]*")) or any(root.glob("proc/driver/nvidia/gpus/*")):
        return True
    ask = shutil.which("nvidia-smi", path=path)  # all that Windows' own Linux has of a GPU
    if ask is None:
        return False
    told = subprocess.run([ask, "--list-gpus"], capture_output=True, text=True, check=False)
    return told.returncode == 0 and "GPU 0" in told.stdout


def torch_commands(torch: str, gpu: bool, wheels: str, backend: str) -> list[list[str]]:
    """Commands that install torch, the best first; whatever fails leaves it to the next one.

    Args:
        torch: the requirement, such as `torch==2.13.0`.
        gpu: whether the build for CUDA is wanted.
        wheels: TORCH_WHEELS, a folder or page of wheels; may be empty.
        backend: UV_TORCH_BACKEND; may be empty.
    """
    backend = backend or ("auto" if gpu else "cpu")
    pip = [*PIP, *(["--find-links", wheels] if wheels else [])]
    ours = [[*pip, f"{torch}+cpu"]] if backend == "cpu" else []
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", sys.executable]
    index = [] if wheels else [[*uv, f"--torch-backend={backend}", torch]]
    return [*ours, *index, [*pip, torch]]


def install_torch(torch: str) -> None:
    """Install the build of torch that this machine wants; one that is there already is kept.

    Raises:
        SystemExit: no source has it; says what each one said.
    """
    gpu, backend = gpu_found(), os.environ.get("UV_TORCH_BACKEND", "")
    cpu = backend == "cpu" or not (gpu or backend)
    there = installed("torch")
    if there.partition("+")[0] == torch.partition("==")[2] and (cpu or not there.endswith("+cpu")):
        return
    say(f"torch for {'the CPU (no NVIDIA GPU here)' if cpu else 'CUDA'}")
    said = []
    for command in torch_commands(torch, gpu, os.environ.get("TORCH_WHEELS", ""), backend):
        if cpu and command[-1] == torch and "uv" not in command:
            say(
                "no build for the CPU alone was found: taking the default one, which on x86-64 "
                "brings CUDA along (gigabytes); TORCH_WHEELS=… names a folder or page of wheels"
            )
        tried = subprocess.run(command, capture_output=True, text=True, check=False)
        if tried.returncode == 0:
            return
        said.append(f"{' '.join(command[1:])}\n{tried.stderr.strip()}")
    raise SystemExit("set-up: torch could not be installed\n\n" + "\n\n".join(said))


def pip(*arguments: str) -> None:
    """Install by pip in sight; raises SystemExit."""
    if subprocess.run([*PIP, *arguments], check=False).returncode:
        raise SystemExit(f"set-up: pip install {' '.join(arguments)} failed; see above")


def pinned(name: str) -> str:
    """The requirement of a package in the lock, such as `torch==2.13.0`."""
    found = re.search(rf"^{re.escape(name)}==[^\s;]+", LOCK.read_text(), re.M)
    if not found:
        raise SystemExit(f"set-up: {LOCK} names no {name}: make lock")
    return found[0]


def installed(name: str) -> str:
    """Version of a package in this environment, empty without one."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def install(lock: Path) -> None:
    """Install all packages of a lock.

    Raises:
        SystemExit: pip failed, and has said why.
    """
    pip("-r", str(lock))


def write_bytecode() -> None:
    """Compile what is imported here, so that a first start need not.

    Raises:
        SystemExit: something that was installed can't be imported.
    """
    skipped = re.compile(rf"/tests?/|/site-packages/({'|'.join(BIG)})/")
    compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2, rx=skipped, workers=0)
    names = "; ".join(f"import {name}" for name in IMPORTED)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    imported = subprocess.run(
        [sys.executable, "-c", names], env=environment, check=False, capture_output=True, text=True
    )
    if imported.returncode:
        raise SystemExit(f"set-up: what was installed does not work\n{imported.stderr}")


def say(text: str) -> None:
    sys.stdout.write(f"set-up: {text}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dev", action="store_true", help="what tests and linters need, too")
    lock = DEV_LOCK if parser.parse_args().dev else LOCK
    say(f"installing {lock.name} (some minutes the first time)")
    if lock is LOCK:
        pip(pinned("uv"))
        install_torch(pinned("torch"))
    install(lock)
    if lock is LOCK:
        write_bytecode()


if __name__ == "__main__":
    main()
