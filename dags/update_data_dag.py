"""### Move new answers from the web page's database into the lake

**Runs on** the inference server. **Owner** platform team.

| task | command | skips when |
|---|---|---|
| `due` | `python -m data pending` | no answer is newer than the last transfer |
| `collect` | `python -m data collect --upto N` | |
| `poke_training` | `python -m stack poke retrain_and_push_dag` | the other Airflow is away |

**When it fails.** Run it again: a transfer is exactly once, whatever broke. Rows that break the
contract don't fail it, they go to the quarantine with the reason: `python -m data quarantine`.
`no bucket` or `refused the credentials` in the log: check `S3_BUCKET` and the AWS settings.
"""

from airflow.sdk import dag
from wiring import FILLED_IN, FORCE, SHARED, command, flag, schedule, step


@dag(
    dag_id="update_data_dag",
    schedule=schedule("*/15 * * * *"),
    doc_md=__doc__,
    tags=["inference server", "1 data"],
    params={"force": FORCE},
    **SHARED,
)
def update_data() -> None:
    @command
    def due(params: dict = FILLED_IN) -> str:
        return "python -m data pending" + flag("force", params["force"])

    collect = step("collect", "python -m data collect --upto {number}")
    poke = step("poke_training", "python -m stack poke retrain_and_push_dag --key data-{number}")

    poke(collect(due()))


update_data()
