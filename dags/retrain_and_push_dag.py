r"""### Train on the newest data, push the bundle, promote it if it holds against the champion

**Runs on** the train server. **Owner** platform team.

| task | command | skips when |
|---|---|---|
| `due` | `python -m models needs-training` | this config was trained on this data version |
| `champion`, `best` | `python -m models pull …`: what the new model is compared with | |
| `live` | `python -m data quality`, `python -m models record-live`: how models do in service | |
| `train` | `python train.py` | |
| `push` | `python -m models push` | |
| `tidy` | `python -m models tidy` | |
| `promote` | `python -m models promote` | the gate refuses, or the champion moved |
| `kept_champion` | `python -m models verdict` | the new model was promoted |
| `poke_update` | `python -m stack poke update_inference_server_dag` | the other Airflow is away |

**When `kept_champion` is green** the new model is not good enough: the run's note says why.

**When it fails.** Run it again: everything works on the pinned data version. `too few students`:
collect, import or simulate more answers. To go back: `python -m models rollback`.
"""

from airflow.sdk import Param, dag
from wiring import BEST_HERE, FILLED_IN, FORCE, ROOT, SHARED, command, flag, schedule, step, word

CONFIGS = sorted(file.stem for file in (ROOT / "config").glob("*.json"))


@dag(
    dag_id="retrain_and_push_dag",
    schedule=schedule("30 * * * *"),
    doc_md=__doc__,
    tags=["train server", "2 model"],
    params={
        "config": Param(BEST_HERE, type="string", enum=CONFIGS, title="Config",
                        description="A file in config/; with a GPU ensemble, else lgbm."),
        "data": Param("latest", type="string", pattern=r"^(latest|[0-9]{1,18})$(?!\n)",
                      title="Data version",
                      description="'latest', or a version that `python -m data versions` lists."),
        "force": FORCE,
    },
    **SHARED,
)  # fmt: skip
def retrain_and_push() -> None:
    @command
    def due(params: dict = FILLED_IN) -> str:
        config, data = word(params["config"], "name"), word(params["data"], "data")
        asked = f"--config {config} --data $version" + flag("force", params["force"])
        pin = f"set -e; version=$(python -m data version {data})"
        return f"{pin}; python -m models needs-training {asked}"

    @command
    def train(data_version: str, champion: str, best: str, live: str, params: dict = FILLED_IN):
        config, data = word(params["config"], "name"), word(data_version, "number")
        against = f"--champion {word(champion, 'champion')} --best {word(best, 'champion')}"
        known = f"{against} --live {word(live, 'folder')}"
        return f"python train.py --config {config} --data {data} {known}"

    best = step("best", "python -m models pull best --if-any")
    champion = step("champion", "python -m models pull champion --if-any")
    quality = "set -o pipefail; python -m data quality --days 7 --by-model"
    live = step("live", f"{quality} | python -m models record-live")
    push = step("push", "python -m models push {folder}")
    promote = step("promote", "python -m models promote {name}")
    say_why = "set -o pipefail; python -m models verdict {name} | python -m stack note"
    kept = step("kept_champion", say_why, trigger_rule="none_failed_min_one_success")
    tidy = step("tidy", "python -m models tidy")
    poke = step(
        "poke_update", "python -m stack poke update_inference_server_dag --key model-{name}"
    )

    data_version = due()
    compared = (one(data_version) for one in (champion, best, live))
    pushed = push(train(data_version, *compared))
    pushed >> tidy()
    (promoted := promote(pushed)) >> kept(pushed)
    poke(promoted)


retrain_and_push()
