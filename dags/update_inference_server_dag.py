"""### Bring the champion live without a failed request

**Runs on** the inference server. **Owner** platform team.

| task | command | skips when |
|---|---|---|
| `due` | `python -m deploy pending` | it is live, or was rolled back from: see the note |
| `pull` | `python -m models pull VERSION` | |
| `pack` | `python packer.py bento FOLDER` | |
| `build` | `python packer.py image TAG` | |
| `check` | `python packer.py check IMAGE`: ready? the known prediction? | |
| `push` | `python packer.py push IMAGE` | |
| `rollout` | `python -m deploy rollout IMAGE@DIGEST` | |
| `tidy` | `python -m deploy tidy` | |

`build`, `check` and `push` are there where Docker Swarm serves (`SERVING=swarm`); two supervised
processes in turns serve a Bento as it is.

**When it fails.** The old model keeps serving; the log of the task that failed says why the new one
did not come live. Run it again when mended. To go back at once: `python -m deploy rollback`.
"""

import os

from airflow.sdk import Param, dag
from wiring import FILLED_IN, SHARED, command, schedule, step, word

VERDICT = {"retries": 0}  # a bad model is not better the second time, and costs students again
IMAGES = os.environ.get("SERVING") == "swarm"


@dag(
    dag_id="update_inference_server_dag",
    schedule=schedule("*/15 * * * *"),
    doc_md=__doc__,
    tags=["inference server", "3 rollout"],
    params={
        "model_version": Param(
            "champion", type="string", pattern=r"^[a-z0-9][a-z0-9_-]{0,127}$(?!\n)",
            title="Model version",
            description="'champion', or a version that `python -m models list` shows; a named "
            "one is brought live whether or not it is the champion.",
        ),
    },
    **SHARED,
)  # fmt: skip
def update_inference_server() -> None:
    @command
    def due(params: dict = FILLED_IN) -> str:
        wanted = word(params["model_version"], "name")
        pending = "set -o pipefail; python -m deploy pending | python -m stack note"
        return pending if wanted == "champion" else f"echo {wanted}"

    pull = step("pull", "python -m models pull {name}")
    pack = step("pack", "python packer.py bento {folder}")
    build = step("build", "python packer.py image {bento}")
    check = step("check", "python packer.py check {image}", **VERDICT)
    push = step("push", "python packer.py push {image}")
    rollout = step("rollout", "python -m deploy rollout {served}", **VERDICT)
    tidy = step("tidy", "python -m deploy tidy")

    packed = pack(pull(due()))
    served = push(check(build(packed))) if IMAGES else packed
    rollout(served) >> tidy()


update_inference_server()
