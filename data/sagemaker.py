"""The environment of a SageMaker training job (script mode); read by `train.py` only.

SM_CHANNEL_TRAINING   folder of the answers, read instead of the lake (below)
SM_MODEL_DIR          where the bundle goes, as a folder with the version's name
SM_OUTPUT_DATA_DIR    where the model card and the manifest are copied to
SM_NUM_GPUS           devices of each host; 0: the CPU
SM_HOSTS, SM_CURRENT_HOST   the nodes, the first of them in order writes the bundle

The channel holds a lake (a folder `interactions`, its version is the data version), or else parquet
files with the lake's columns and CSVs that `python -m data import` takes, in the order of their
names; then its file `data_version`, if there is one, says the data version, which else is 0.
"""

import json
import logging
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from data.errors import WarehouseError
from data.event_ids import event_ids
from data.importer import import_log
from data.lake import Lake
from data.logs.spelling import short_items, spelled
from data.schema import RAW
from data.step_back import answers_to_learn_from
from data.transfer import judge, transfer

log = logging.getLogger("sagemaker")


@dataclass(frozen=True)
class SageMaker:
    """A training job on SageMaker."""

    channel: Path
    model_dir: Path
    output_dir: Path | None
    gpus: int
    hosts: list[str]
    host: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "SageMaker | None":
        """The job that the variables describe; None without SM_CHANNEL_TRAINING.

        Raises:
            ValueError: a variable with a wrong value.
        """
        if not environment.get("SM_CHANNEL_TRAINING"):
            return None
        if not environment.get("SM_MODEL_DIR"):
            raise ValueError("SM_CHANNEL_TRAINING is set: expected SM_MODEL_DIR beside it")
        try:
            hosts = sorted(json.loads(environment.get("SM_HOSTS", "[]"))) or ["localhost"]
            host = environment.get("SM_CURRENT_HOST", hosts[0])
            gpus = int(environment.get("SM_NUM_GPUS", "0"))
            if host not in hosts:
                raise ValueError(f"SM_CURRENT_HOST={host} is none of SM_HOSTS")
        except (TypeError, ValueError) as err:
            raise ValueError(f"SM_HOSTS, SM_CURRENT_HOST, SM_NUM_GPUS: {err}") from err
        output = environment.get("SM_OUTPUT_DATA_DIR")
        return cls(
            Path(environment["SM_CHANNEL_TRAINING"]),
            Path(environment["SM_MODEL_DIR"]),
            Path(output) if output else None,
            gpus,
            hosts,
            host,
        )

    def answers(self, columns: Sequence[str]) -> tuple[pl.DataFrame, int]:
        """The channel's answers, as `train.py` reads them from a lake, and data version.

        Raises:
            WarehouseError: nothing to read, or files that are no logs.
        """
        if (self.channel / "interactions" / "_delta_log").is_dir():
            lake = Lake(str(self.channel))
            version = lake.require_version()
            return answers_to_learn_from(lake, version, columns, compact=True), version
        files = [*sorted(self.channel.glob("*.parquet")), *sorted(self.channel.glob("*.csv*"))]
        if not files:
            raise WarehouseError(
                f"{self.channel} (SM_CHANNEL_TRAINING) holds no lake, *.parquet, *.csv or *.csv.gz"
            )
        with tempfile.TemporaryDirectory(prefix="dkt-channel-") as folder:
            lake = Lake(folder)
            for file in files:
                _import_parquet(file, lake) if file.suffix == ".parquet" else import_log(file, lake)
            rows = answers_to_learn_from(lake, columns=columns, compact=True)
            return rows, self._data_version()

    def _data_version(self) -> int:
        file = self.channel / "data_version"
        text = file.read_text().strip() if file.exists() else "0"
        if not text.isdecimal():
            raise WarehouseError(f"{file}: {text[:40]!r}, expected a data version number")
        return int(text)

    def hand_over(self, bundle: Path) -> None:
        """Copy what people look at to the job's output."""
        if self.output_dir:
            self.output_dir.mkdir(parents=True, exist_ok=True)
            for name in ("bundle.json", "card.html"):
                shutil.copyfile(bundle / name, self.output_dir / name)


def _import_parquet(file: Path, lake: Lake) -> None:
    """The rows of one file, in their order; rows that are no answers are logged and left out."""
    app_id = f"parquet:{file.name}"
    try:
        frame = pl.read_parquet(file)
    except (pl.exceptions.PolarsError, OSError) as err:
        raise WarehouseError(f"{file} cannot be read as parquet: {err}") from err
    raw = frame.select(name for name in RAW if name in frame.columns)
    texts = [spelled(one) for one in raw.select(pl.col(pl.String)).iter_columns()]
    raw = raw.with_columns(texts)
    if raw.schema.get("assessmentItemID") == pl.String:
        raw = raw.with_columns(short_items(raw.get_column("assessmentItemID")))
    if "event_id" not in raw.columns:
        raw = raw.with_columns(event_ids(app_id, raw.height).alias("event_id"))
    if "source" not in raw.columns:
        raw = raw.with_columns(pl.lit("import").alias("source"))
    raw = raw.with_columns(seq=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    good, bad = judge(raw, str(file))
    transfer(lake, good, bad, app_id, max(raw.height, 1))
    log.info("%s: %d answers", file, good.height)
