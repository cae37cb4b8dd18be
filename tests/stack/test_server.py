"""What a server's settings file, environment and supervisor are made of."""

import configparser
import os
import re
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from settings import ROOT, Settings, SettingsError, load_settings
from stack import server
from stack.airflow import DAGS, airflow_environment, dags_of, migrate, prepare_airflow
from stack.home import HomeError, make_folders, prepare_home, read_settings, write_settings
from stack.processes import common_environment


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A server's settings file that is not there yet, in an environment that says nothing."""
    for name in server.NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "environ", os.environ.copy())  # which the code adds to
    os.environ["SETTINGS_FILE"] = str(tmp_path / "dkt" / "settings.env")
    return tmp_path / "dkt" / "settings.env"


def forget() -> None:
    """Have this process's environment be that of another shell."""
    for name in server.NAMES:
        os.environ.pop(name, None)


def test_a_train_server_gets_its_airflow_and_no_secret_of_the_page(file, capsys):
    assert server.prepare("train")
    values = read_settings(file)
    assert (values["SERVER"], values["AIRFLOW_PORT"]) == ("train", "6006")
    assert (values["AIRFLOW_BIND"], values["DKT_HOME"]) == ("0.0.0.0", str(file.parent))
    assert len(values["AIRFLOW_PASSWORD"]) > 20
    assert not {"CLIENT_SECRET_KEY", "POSTGRES_PASSWORD", "SERVING"} & set(values)
    assert file.stat().st_mode & 0o777 == 0o600
    assert values["AIRFLOW_PASSWORD"] in capsys.readouterr().out


def test_an_inference_server_serves_by_swarm_and_reaches_its_database_by_a_socket(file):
    os.environ["POSTGRES_PASSWORD"] = "a/b@c"
    server.prepare("inference")
    values = read_settings(file)
    assert (values["SERVING"], values["AIRFLOW_PORT"]) == ("swarm", "8080")
    wanted = f"postgresql://dkt:a%2Fb%40c@:5432/dkt?host={file.parent}/postgresql"
    assert values["CLIENT_DATABASE_URL"] == wanted
    assert len(values["CLIENT_SECRET_KEY"]) > 20
    assert "AWS_SECRET_ACCESS_KEY" not in values


def test_a_new_password_of_the_database_is_in_its_url_an_url_of_another_one_is_kept(file):
    server.prepare("inference")
    forget()
    os.environ["POSTGRES_PASSWORD"] = "new"
    server.prepare("inference")
    ours = f"postgresql://dkt:new@:5432/dkt?host={file.parent}/postgresql"
    assert read_settings(file)["CLIENT_DATABASE_URL"] == ours
    for other in ("postgresql://a:b@there/dkt", f"postgresql://a:b@/dkt?host={file.parent}/pg"):
        os.environ |= {"CLIENT_DATABASE_URL": other, "POSTGRES_PASSWORD": "newer"}
        server.prepare("inference")
        assert read_settings(file)["CLIENT_DATABASE_URL"] == other


def test_a_site_with_a_store_of_its_own_gets_keys_for_it(file):
    os.environ |= {"OBJECT_STORE_REPLICAS": "1", "S3_PORT": "9333", "AWS_ENDPOINT_URL": ""}
    server.prepare("inference")
    values = read_settings(file)
    assert values["AWS_ENDPOINT_URL"] == "http://127.0.0.1:9333"
    assert values["AWS_ACCESS_KEY_ID"]
    assert len(values["AWS_SECRET_ACCESS_KEY"]) > 20


def test_a_second_time_nothing_is_written_and_the_password_is_not_told_again(file, capsys):
    os.environ["S3_BUCKET"] = "ours"
    server.prepare("train")
    before, written = file.read_text(), file.stat().st_mtime_ns
    forget()
    capsys.readouterr()
    assert not server.prepare("train", check=True)
    assert not server.prepare("train")
    assert (file.read_text(), file.stat().st_mtime_ns) == (before, written)
    assert capsys.readouterr().out == ""


def test_what_a_shell_says_later_is_kept_beside_what_was_there(file, capsys):
    server.prepare("train")
    before = read_settings(file)
    forget()
    os.environ["AIRFLOW_PORT"] = "6007"
    assert server.prepare("train", check=True)
    assert read_settings(file) == before, "a check writes nothing"
    capsys.readouterr()
    server.prepare("train")
    changed = before | {"AIRFLOW_PORT": "6007", "AIRFLOW_URL": "http://127.0.0.1:6007"}
    assert read_settings(file) == changed
    assert before["AIRFLOW_PASSWORD"] not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("S3_BUCKET", "it's", "S3_BUCKET holds a space, a quote"),
        ("PEER_AIRFLOW_PASSWORD", "a\nB=c", "PEER_AIRFLOW_PASSWORD holds a space"),
        ("AIRFLOW_PORT", "web", "AIRFLOW_PORT=web"),
        ("STACK_NAME", "Our!", "STACK_NAME=Our!"),
    ],
)
def test_values_that_are_no_good_are_named_and_nothing_is_written(file, name, value, told):
    os.environ[name] = value
    with pytest.raises((HomeError, SettingsError), match=told):
        server.prepare("train")
    assert not file.exists()


@pytest.mark.parametrize("which", DAGS)
def test_the_supervisor_runs_airflow_alone_with_this_servers_dags(file, which):
    os.environ["AIRFLOW_DATABASE_URL"] = "postgresql://a:b@h/airflow"
    server.prepare(which)
    settings, environment, _ = server.server_settings()
    make_folders(settings, "log", "airflow")
    prepare_airflow(settings)
    prepare_airflow(settings)  # a second start is as good as the first
    config = configparser.RawConfigParser()
    config.read(server.write_config(settings))
    settings.run_dir.rmdir()
    programs = {name for name in config.sections() if name.startswith("program:")}
    parts = (
        "airflow-api", "airflow-scheduler", "airflow-dags", "airflow-triggerer", "airflow-tidy",
    )  # fmt: skip
    parts += ("status",) if which == "inference" else ()
    assert programs == {f"program:{name}" for name in parts}
    assert all(config[name]["autostart"] == "true" for name in programs)
    folder = Path(environment["AIRFLOW__CORE__DAGS_FOLDER"])
    assert {f.stem for f in folder.iterdir()} == {*DAGS[which], "wiring"}
    assert all(f.resolve().parent == ROOT / "dags" for f in folder.iterdir())
    assert environment["AIRFLOW__API__HOST"] == "0.0.0.0"
    database = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
    assert environment[database] == "postgresql+psycopg://a:b@h/airflow"
    assert environment[f"{database}_ASYNC"] == environment[database]


def test_an_airflow_on_sqlite_finds_its_sessions_one_on_postgresql_has_its_own(file):
    maker = "AIRFLOW__DATABASE__SQL_ALCHEMY_SESSION_MAKER"
    server.prepare("train")
    settings, environment, _ = server.server_settings()
    make_folders(settings, "airflow")
    prepare_airflow(settings)
    module, _, function = environment[maker].partition(".")
    found = settings.dkt_home / "airflow" / "config" / f"{module}.py"
    assert f"def {function}(" in found.read_text()
    postgresql = settings.model_copy(update={"airflow_database_url": "postgresql://a:b@h/airflow"})
    assert maker not in airflow_environment(postgresql)


@pytest.mark.stack
def test_a_stop_gives_a_new_database_up_at_once_and_leaves_no_half_of_one(file):
    server.prepare("train")
    settings, environment, _ = server.server_settings()
    make_folders(settings, "log", "airflow")
    prepare_airflow(settings)
    stop = threading.Event()
    database = settings.dkt_home / "airflow" / "airflow.db"
    with ThreadPoolExecutor(1) as beside:
        done = beside.submit(migrate, settings, environment, stop)
        while not database.exists():  # it is being made
            assert not done.done()
            time.sleep(0.01)
        stop.set()
        began = time.monotonic()
        with pytest.raises(HomeError, match="airflow-db.log"):
            done.result()
    assert time.monotonic() - began < 2
    assert not list(database.parent.glob("airflow.db*"))


def test_the_settings_file_goes_before_the_shell_that_starts_airflow(file):
    server.prepare("train")
    _, before, fingerprint = server.server_settings()
    os.environ |= {"S3_BUCKET": "another", "AIRFLOW_PORT": "1", "AIRFLOW__API__PORT": "2"}
    settings, environment, again = server.server_settings()
    assert (settings.airflow_port, environment["AIRFLOW__API__PORT"]) == (6006, "6006")
    assert "S3_BUCKET" not in environment, "commands read it from the file each time"
    assert again == fingerprint
    assert before["AIRFLOW__API__PORT"] == "6006"


def test_a_changed_password_or_port_asks_for_a_new_start_another_bucket_does_not(file):
    server.prepare("train")
    seen = []
    for change in (
        {}, {"S3_BUCKET": "b"}, {"AIRFLOW_PASSWORD": "x"}, {"AIRFLOW_PORT": "7000"},
        {"HTTPS_PROXY": "http://proxy:3128"},
    ):  # fmt: skip
        forget()
        os.environ |= change
        server.prepare("train")
        seen.append(server.server_settings()[2])
    assert seen[0] == seen[1]
    assert len(set(seen)) == 4


def test_other_packages_or_commands_ask_for_a_new_start_another_comment_does_not(
    file, tmp_path, monkeypatch
):
    server.prepare("train")
    before = server.server_settings()[2]
    assert server.server_settings()[2] == before
    requirements = tmp_path / "requirements.txt"
    requirements.write_bytes(server.REQUIREMENTS.read_bytes())
    monkeypatch.setattr(server, "REQUIREMENTS", requirements)
    assert server.server_settings()[2] == before, "the same packages"
    requirements.write_text("apache-airflow-core==99\n")
    packages = server.server_settings()[2]
    monkeypatch.setattr(server, "COMMANDS", server.COMMANDS | {"airflow-dags": ["another"]})
    assert len({before, packages, server.server_settings()[2]}) == 3


@pytest.mark.parametrize(
    ("bind", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:6006"),
        ("0.0.0.0", "http://127.0.0.1:6006"),
        ("10.0.0.7", "http://10.0.0.7:6006"),
        ("::", "http://[::1]:6006"),
        ("fd00::7", "http://[fd00::7]:6006"),
    ],
)
def test_a_servers_own_processes_reach_its_airflow_where_it_listens(file, bind, url):
    os.environ |= {"AIRFLOW_BIND": bind, "NO_PROXY": "example.school"}
    server.prepare("train")
    _, environment, _ = server.server_settings()
    assert read_settings(file)["AIRFLOW_URL"] == url
    assert environment["AIRFLOW__API__HOST"] == bind
    assert environment["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == f"{url}/execution/"
    direct = environment["NO_PROXY"].split(",")
    assert {"127.0.0.1", "example.school", url[7:-5].strip("[]")} <= set(direct)


def test_a_servers_commands_ask_for_a_servers_settings(file):
    with pytest.raises(HomeError, match="init_for_train_server"):
        server.server_settings()


def test_make_run_leaves_a_servers_checkout_alone(file):
    server.prepare("train")
    forget()
    with pytest.raises(HomeError, match="another clone"):
        prepare_home()


def test_an_embedded_stack_has_all_dags_and_pokes_itself(file, monkeypatch):
    os.environ |= {"DKT_HOME": str(file.parent), "AIRFLOW_PORT": "7777", "PEER_AIRFLOW_URL": "x"}
    settings = prepare_home()
    assert dags_of(settings) == {dag for dags in DAGS.values() for dag in dags}
    assert settings.peer_airflow_url == "http://127.0.0.1:7777"
    assert settings.peer_airflow_password == settings.airflow_password
    environment = airflow_environment(load_settings())
    assert environment["AIRFLOW__CORE__DAGS_FOLDER"] == str(ROOT / "dags")
    settings.run_dir.rmdir()


def test_limits_of_the_page_are_remembered_and_its_home_is_for_its_owner_alone(file):
    os.environ |= {"DKT_HOME": str(file.parent), "LIMIT_ADDRESS": "9/minute"}
    prepare_home()
    write_settings()
    forget()
    os.environ["SETTINGS_FILE"] = str(file)
    settings = prepare_home()
    assert common_environment(settings)["LIMIT_ADDRESS"] == "9/minute"
    assert "LIMIT_BROWSER" not in os.environ
    assert settings.dkt_home.stat().st_mode & 0o777 == 0o700
    settings.run_dir.rmdir()


def test_a_tasks_bash_reads_no_startup_file_though_its_input_is_a_socket(file):
    """Bash takes a socket for a remote login, and would read ~/.bashrc with another PATH in it."""
    os.environ.pop("SHLVL", None)  # as systemd starts it
    server.prepare("train")
    settings, _, _ = server.server_settings()
    home = file.parent / "somebody"
    home.mkdir()
    (home / ".bashrc").write_text("echo startup file\n")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        said = subprocess.run(
            ["bash", "-c", "echo task"], stdin=theirs, capture_output=True, text=True, check=True,
            env=common_environment(settings) | {"HOME": str(home)},
        ).stdout  # fmt: skip
    assert said == "task\n"


def test_every_setting_of_the_pages_that_is_not_made_up_there_is_kept():
    compose = (ROOT / "docker-compose.yml").read_text()
    pages = "".join(page.read_text() for page in (ROOT / "docker_manual").glob("*.sh"))
    read = {*re.findall(r"\$\{([A-Z0-9_]+)", compose), *re.findall(r"^default (\w+)", pages, re.M),
            *re.findall(r"\$\{([A-Z][A-Z0-9_]+):-", pages)}  # fmt: skip
    found = {
        "CADDYFILE_DIGEST", "FRONT_PORT", "INFERENCE_IMAGE", "KEEP_CLIENT_IMAGE",
        "MONITORING_DIGEST",
    }  # fmt: skip
    others = {"SETTINGS_FILE", "BASH_SOURCE", "TMPDIR", "DEBIAN_MIRROR"}
    assert {"TRUSTED_PROXIES", "DEPLOY_TIMEOUT", "CLIENT_UPDATE_MONITOR"} <= read
    assert read - found - others <= set(server.NAMES)


def test_settings_that_name_no_server_are_an_embedded_stacks():
    assert Settings.model_fields["server"].default == "all"
