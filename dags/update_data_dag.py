"""### Move new answers from the web page's database into the lake

**Runs on** the inference server. **Owner** platform team.

| task | command | skips when |
|---|---|---|
| `due` | `python -m data pending` | no answer is newer than the last transfer |
| `collect` | `python -m data collect --upto N` | |
| `poke_training` | `python poke.py retrain_and_push_dag` | the other Airflow can't be reached |

**When it fails.** Run it again: a transfer is exactly once, whatever broke. Rows that break the
contract don't fail it, they go to the quarantine with the reason: `python -m data quarantine`.
`no bucket` or `refused the credentials` in the log: check `S3_BUCKET` and the AWS settings.
"""

from airflow.sdk import dag
from wiring import FORCE, SHARED, command, flag


@dag(
    dag_id="update_data_dag",
    schedule="*/15 * * * *",
    doc_md=__doc__,
    tags=["inference server", "1 data"],
    params={"force": FORCE},
    **SHARED,
)
def update_data() -> None:
    @command
    def due(params: dict | None = None) -> str:
        return "python -m data pending" + flag("force", params["force"])

    @command
    def collect(upto: str) -> str:
        return f"python -m data collect --upto {upto}"

    @command
    def poke_training(data_version: str) -> str:
        return f"python poke.py retrain_and_push_dag --key data-{data_version}"

    poke_training(collect(due()))


update_data()
