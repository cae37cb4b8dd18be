"""The DAG files as Airflow imports them: tasks, order, commands, forms."""

import ast
import importlib
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from settings import ROOT

DAGS = ROOT / "dags"
STANDARD = (
    "collections", "datetime", "functools", "os", "pathlib", "re", "shlex", "string", "typing",
)  # fmt: skip
NO_RESULT = ("champion", "best", "live", "tidy")
"""Tasks whose command takes no result."""
DIGEST = "sha256:" + 64 * "a"
FORCE = {"force": False}
TRAINING = {"config": "lstm", "data": "latest", "force": False}
ORDER = {
    "update_data_dag": {"due": {"collect"}, "collect": {"poke_training"}, "poke_training": set()},
    "retrain_and_push_dag": {
        "due": {"champion", "best", "live", "train"}, "champion": {"train"}, "best": {"train"},
        "live": {"train"},
        "train": {"push"}, "push": {"promote", "tidy", "kept_champion"},
        "promote": {"poke_update", "kept_champion"}, "kept_champion": set(), "poke_update": set(),
        "tidy": set(),
    },
    "update_inference_server_dag": {
        "due": {"pull"}, "pull": {"pack"}, "pack": {"rollout"}, "rollout": {"tidy"},
        "tidy": set(),
    },
}  # fmt: skip
WITH_IMAGES = ORDER["update_inference_server_dag"] | {
    "pack": {"build"}, "build": {"check"}, "check": {"push"}, "push": {"rollout"},
}  # fmt: skip


@pytest.fixture(scope="session")
def dags(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The three DAGs, imported from their files with the folder of DAGs on the path."""
    patch = pytest.MonkeyPatch()
    patch.setenv("AIRFLOW_HOME", str(tmp_path_factory.mktemp("airflow")))
    patch.setenv("AIRFLOW__CORE__UNIT_TEST_MODE", "True")
    patch.setenv("AIRFLOW__CORE__LOAD_EXAMPLES", "False")
    patch.syspath_prepend(str(DAGS))
    yield {
        name: getattr(importlib.import_module(name), name.removesuffix("_dag"))() for name in ORDER
    }
    patch.undo()


@pytest.fixture(scope="session")
def swarm(dags: dict[str, Any]) -> Any:
    """The update DAG as a server with Docker Swarm sees it."""
    name = "update_inference_server_dag"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SERVING", "swarm")
        return importlib.reload(sys.modules[name]).update_inference_server()


@pytest.fixture(params=ORDER)
def dag(request: pytest.FixtureRequest, dags: dict[str, Any]) -> Any:
    return dags[request.param]


def test_there_is_one_dag_in_each_file_named_as_the_file(dags):
    files = {file.stem for file in DAGS.glob("*.py")} - {"wiring"}
    assert files == set(ORDER)
    assert {dag.dag_id for dag in dags.values()} == files


def test_each_task_leads_to_the_next(dag):
    assert {task.task_id: task.downstream_task_ids for task in dag.tasks} == ORDER[dag.dag_id]


def test_on_docker_swarm_an_image_is_built_checked_and_pushed_before_the_rollout(swarm):
    assert {task.task_id: task.downstream_task_ids for task in swarm.tasks} == WITH_IMAGES
    for task in swarm.tasks:
        assert f"| `{task.task_id}` |" in swarm.doc_md


def test_one_run_at_a_time_and_none_for_the_past(dag):
    assert dag.max_active_runs == 1
    assert dag.catchup is False
    assert dag.schedule.count(" ") == 4  # it comes by itself, poked or not


def test_every_task_runs_in_the_checkout_and_skips_on_99(dag):
    for task in dag.tasks:
        assert task.cwd == str(ROOT)
        assert task.skip_on_exit_code == [99]
        assert task.owner == "platform"
        assert task.retries == (0 if task.task_id in ("check", "rollout") else 1)
        assert task.execution_timeout.total_seconds() > 0


def test_the_runbook_names_the_server_every_task_and_what_to_do(dag):
    assert "**Runs on**" in dag.doc_md
    assert "**Owner**" in dag.doc_md
    assert "**When it fails.**" in dag.doc_md
    for task in dag.tasks:
        row = re.search(rf"^\| .*`{task.task_id}`.* \|", dag.doc_md, re.MULTILINE)
        assert row, task.task_id


def test_a_refused_challenger_looks_otherwise_than_nothing_new(dags):
    """Airflow skips a task after skipped ones; this one runs if the model was at least pushed."""
    task = dags["retrain_and_push_dag"].get_task("kept_champion")
    assert task.trigger_rule == "none_failed_min_one_success"
    assert task.upstream_task_ids == {"push", "promote"}


def test_params_are_typed_and_explained(dag):
    for name in dag.params:
        param = dag.params.get_param(name)
        assert {"type", "title"} <= set(param.schema)
        assert len(param.description) > 20
        param.resolve()


@pytest.mark.parametrize(
    ("dag_id", "param", "bad"),
    [
        ("retrain_and_push_dag", "config", "no-such-config"),
        ("retrain_and_push_dag", "data", "1; rm -rf /"),
        ("retrain_and_push_dag", "data", "-1"),
        ("retrain_and_push_dag", "force", "yes"),
        ("update_data_dag", "force", "$(id)"),
        ("update_inference_server_dag", "model_version", "x; id"),
        ("update_inference_server_dag", "model_version", "$(id)"),
        ("update_inference_server_dag", "model_version", "../x"),
        ("update_inference_server_dag", "model_version", "--help"),
        ("update_inference_server_dag", "model_version", ""),
        ("update_inference_server_dag", "model_version", "x\n"),
        ("retrain_and_push_dag", "data", "1\n"),
        ("retrain_and_push_dag", "data", "٧"),
    ],
)
def test_a_form_takes_nothing_that_a_shell_would_read(dags, dag_id, param, bad):
    schema = dags[dag_id].params.get_param(param).schema
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, schema)


def test_every_config_can_be_chosen(dags):
    chosen = dags["retrain_and_push_dag"].params.get_param("config").schema["enum"]
    assert chosen == sorted(file.stem for file in (ROOT / "config").glob("*.json"))


@pytest.mark.parametrize(
    ("dag_id", "task_id", "arguments", "command"),
    [
        ("update_data_dag", "due", {"params": FORCE}, "python -m data pending"),
        ("update_data_dag", "due", {"params": {"force": True}}, "python -m data pending --force"),
        ("update_data_dag", "collect", ["7"], "python -m data collect --upto 7"),
        ("update_data_dag", "poke_training", ["7"],
         "python -m stack poke retrain_and_push_dag --key data-7"),
        ("retrain_and_push_dag", "due", {"params": TRAINING},
         "set -e; version=$(python -m data version latest); "
         "python -m models needs-training --config lstm --data $version"),
        ("retrain_and_push_dag", "due", {"params": TRAINING | {"data": "3", "force": True}},
         "set -e; version=$(python -m data version 3); "
         "python -m models needs-training --config lstm --data $version --force"),
        ("retrain_and_push_dag", "champion", [], "python -m models pull champion --if-any"),
        ("retrain_and_push_dag", "train",
         {"data_version": "3", "champion": "none", "best": "/b/x", "live": "/h/live.json",
          "params": TRAINING},
         "python train.py --config lstm --data 3 --champion none --best /b/x --live /h/live.json"),
        ("retrain_and_push_dag", "live", [],
         "set -o pipefail; python -m data quality --days 7 --by-model "
         "| python -m models record-live"),
        ("retrain_and_push_dag", "best", [], "python -m models pull best --if-any"),
        ("retrain_and_push_dag", "push", ["/b/lstm-d3-x"], "python -m models push /b/lstm-d3-x"),
        ("retrain_and_push_dag", "promote", ["lstm-d3-x"], "python -m models promote lstm-d3-x"),
        ("retrain_and_push_dag", "kept_champion", ["lstm-d3-x"],
         "set -o pipefail; python -m models verdict lstm-d3-x | python -m stack note"),
        ("retrain_and_push_dag", "poke_update", ["lstm-d3-x"],
         "python -m stack poke update_inference_server_dag --key model-lstm-d3-x"),
        ("update_inference_server_dag", "due", {"params": {"model_version": "champion"}},
         "set -o pipefail; python -m deploy pending | python -m stack note"),
        ("update_inference_server_dag", "due", {"params": {"model_version": "lstm-d3-x"}},
         "echo lstm-d3-x"),
        ("update_inference_server_dag", "pull", ["lstm-d3-x"], "python -m models pull lstm-d3-x"),
        ("update_inference_server_dag", "pack", ["/p/x"], "python packer.py bento /p/x"),
        ("update_inference_server_dag", "rollout", ["dkt:x"], "python -m deploy rollout dkt:x"),
        ("update_inference_server_dag", "tidy", [], "python -m deploy tidy"),
        ("swarm", "build", ["dkt:x"], "python packer.py image dkt:x"),
        ("swarm", "check", ["127.0.0.1:5001/i:x"], "python packer.py check 127.0.0.1:5001/i:x"),
        ("swarm", "push", ["127.0.0.1:5001/i:x"], "python packer.py push 127.0.0.1:5001/i:x"),
        ("swarm", "rollout", [f"r/i@{DIGEST}"], f"python -m deploy rollout r/i@{DIGEST}"),
    ],
)  # fmt: skip
def test_a_task_is_a_command_that_one_can_paste(dags, swarm, dag_id, task_id, arguments, command):
    function = (dags | {"swarm": swarm})[dag_id].get_task(task_id).python_callable
    given = function(**arguments) if isinstance(arguments, dict) else function(*arguments)
    assert given.splitlines()[0] == f"result=$({command})"
    assert subprocess.run(["bash", "-n", "-c", given], check=False).returncode == 0


def ran(template: str, result: str = "") -> Any:
    """What a task of this template results in, rendered and run by Airflow's operator and bash."""
    from airflow.sdk import DAG, literal

    with DAG("one_task", schedule=None):
        task = importlib.import_module("wiring").step("task", template)(literal(result)).operator
    task.render_template_fields({})  # Airflow does so before each run; a result is a reference
    return task.execute({})


@pytest.mark.usefixtures("dags")
def test_a_tasks_result_is_its_last_line_of_stdout_whatever_stderr_says_after_it():
    assert ran("echo story; echo 7; echo 'a warning as Python ends' >&2") == "7"
    assert ran("set -e; version=$(echo 7); echo d$version") == "d7"


@pytest.mark.usefixtures("dags")
@pytest.mark.parametrize("result", ["/home/a b/x", "/it's/Jürgen's", "/a%20/~x"])
def test_a_result_goes_into_the_next_command_as_one_word(result):
    assert ran("printf %s {folder}", result) == result


EVIL = [
    "{{ 7*7 }}", "{% print(7) %}", "x{{ cycler.__init__.__globals__.os.system('touch ran') }}",
    "$(touch ran)", "`touch ran`", "x; touch ran", "x\ntouch ran", "x\n", "\nx", "'; touch ran; '",
    "'{{ \"'\" }}; touch ran; '", '"', "--help", "-x", "", " ", "x y", "x\x00", "ü", "../x", "x/..",
    "٧", "x" * 129, "/a/../b", "//x", "/x/$(touch ran)", "/x\n", "/x/{{ 7*7 }}", "run.sh", "/",
    "dkt:../x", "dkt:x\n", f"r/i@{DIGEST}\n", "r/i@sha256:1", "r/{{ 1 }}:x", "none\n",
]  # fmt: skip
"""Results as whoever can write to the bucket, the lake or the registry would like them."""


@pytest.mark.usefixtures("dags")
@pytest.mark.parametrize(
    "kind", ["number", "data", "name", "folder", "champion", "bento", "image", "served"]
)
def test_a_result_that_is_none_ends_the_task_before_any_shell(kind, monkeypatch):
    shell = importlib.import_module("airflow.providers.standard.operators.bash").BashOperator
    monkeypatch.setattr(shell, "execute", lambda self, context: self.bash_command)
    for result in EVIL:
        with pytest.raises(ValueError, match="goes into no command"):
            ran(f"echo {{{kind}}}", result)


@pytest.mark.usefixtures("dags")
def test_airflow_renders_no_text_of_a_command():
    """`@task.bash` would print 49 here, and run what the braces say."""
    assert ran("echo '{{{{ 7*7 }}}}' {name}", "x") == "{{ 7*7 }} x"


@pytest.mark.parametrize("text", EVIL)
def test_no_task_of_any_dag_lets_foreign_text_through(dags, swarm, text):
    """Each argument and each param of each task in turn."""
    for dag in (*dags.values(), swarm):
        for task in dag.tasks:
            function = task.python_callable
            for name in (p.name for p in inspect.signature(function).parameters.values()):
                if name == "params":
                    continue
                given = dict.fromkeys(inspect.signature(function).parameters, "7") | {name: text}
                given |= {"params": TRAINING} if "params" in given else {}
                if "result" in given and task.task_id in NO_RESULT:
                    continue
                with pytest.raises(ValueError, match="goes into no command"):
                    function(**given)
    for dag_id, params in (
        ("retrain_and_push_dag", TRAINING | {"config": text}),
        ("retrain_and_push_dag", TRAINING | {"data": text}),
        ("update_inference_server_dag", {"model_version": text}),
    ):
        with pytest.raises(ValueError, match="goes into no command"):
            dags[dag_id].get_task("due").python_callable(params=params)


@pytest.mark.usefixtures("dags")
def test_a_commands_exit_code_is_the_tasks():
    from airflow.sdk.exceptions import AirflowException, AirflowSkipException

    with pytest.raises(AirflowSkipException):
        ran("echo nothing new; exit 99")
    with pytest.raises(AirflowSkipException):
        ran("set -e; version=$(exit 99); echo 7")
    with pytest.raises(AirflowException, match="exit code 3"):
        ran("echo 7; exit 3")


@pytest.mark.parametrize(
    "command",
    [
        "data pending", "data collect", "data version", "models needs-training", "models pull",
        "models push", "models promote", "models verdict",
    ],
)  # fmt: skip
def test_every_command_exists(command):
    module, name = command.split()
    text = (ROOT / module / "__main__.py").read_text()
    names = {
        node.name.replace("_", "-")
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.decorator_list
    }
    assert name in names


@pytest.mark.parametrize("file", sorted(DAGS.glob("*.py")), ids=lambda file: file.name)
def test_a_dag_file_is_short_and_imports_no_science(file: Path):
    text = file.read_text()
    assert len(text.splitlines()) <= 80 or file.stem == "wiring"
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert imported <= {"airflow", "wiring", *STANDARD}


def test_airflows_own_lint_is_clean():
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--select", "AIR3", str(DAGS)],
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
