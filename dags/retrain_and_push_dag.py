"""### Train on the newest data, push the bundle, promote it if it holds against the champion

**Runs on** the train server. **Owner** platform team.

| task | command | skips when |
|---|---|---|
| `due` | `python -m models needs-training` | this config was trained on this data version |
| `champion` | `python -m models pull champion` | |
| `train` | `python train.py` | |
| `push` | `python -m models push` | |
| `promote` | `python -m models promote` | the gate refuses: the model is kept, not promoted |
| `poke_update` | `python poke.py update_inference_server_dag` | the other Airflow can't be reached |

**When it fails.** Run it again: everything works on the pinned data version. `too few students`:
collect, import or simulate more answers. To go back: `python -m models rollback`.
"""

from airflow.sdk import Param, dag
from wiring import FORCE, ROOT, SHARED, command, flag

CONFIGS = sorted(file.stem for file in (ROOT / "config").glob("*.json"))


@dag(
    dag_id="retrain_and_push_dag",
    schedule="30 * * * *",
    doc_md=__doc__,
    tags=["train server", "2 model"],
    params={
        "config": Param("lstm", type="string", enum=CONFIGS, title="Config",
                        description="Which model to train: a file in config/."),
        "data": Param("latest", type="string", pattern=r"^(latest|\d+)$", title="Data version",
                      description="'latest', or a version that `python -m data versions` lists."),
        "force": FORCE,
    },
    **SHARED,
)  # fmt: skip
def retrain_and_push() -> None:
    @command
    def due(params: dict | None = None) -> str:
        return (
            f"set -e; version=$(python -m data version {params['data']}); python -m models "
            f"needs-training --config {params['config']} --data $version"
            + flag("force", params["force"])
        )

    @command
    def champion() -> str:
        return "python -m models pull champion --if-any"

    @command
    def train(data_version: str, champion: str, params: dict | None = None) -> str:
        return (
            f"python train.py --config {params['config']} --data {data_version} "
            f"--champion {champion}"
        )

    @command
    def push(bundle: str) -> str:
        return f"python -m models push {bundle}"

    @command
    def promote(model_version: str) -> str:
        return f"python -m models promote {model_version}"

    @command
    def poke_update(model_version: str) -> str:
        return f"python poke.py update_inference_server_dag --key model-{model_version}"

    data_version, champion_folder = due(), champion()
    data_version >> champion_folder
    poke_update(promote(push(train(data_version, champion_folder))))


retrain_and_push()
