"""How often students who got tag A right get a later tag B right: table and heatmap.

    python -m experiments relations --data latest --plot relations.png
    python -m experiments relations --log part3.csv.gz --log part4.csv.gz --top 20

The table goes to stdout, tab-separated or as JSON lines, the strongest pair first; its columns are
those of `dkt.evaluation.prerequisites.Relations.table`. Of the lake, only training students are
counted.
"""

import logging
import sys
from pathlib import Path

import polars as pl

from data.lake import open_lake
from data.step_back import answers_to_learn_from
from dkt.config.schema import ConfigError, load_config
from dkt.dataset.frame import COLUMNS, of_users
from dkt.dataset.split import split_users
from dkt.evaluation.prerequisites import SUPPORT, Relations, relations_of
from dkt.features.question_bank import read_tag_names
from dkt.report.figures import styled
from dkt.report.heatmap import heatmap_figure
from experiments.public_logs import read_logs
from settings import Settings, load_settings

log = logging.getLogger("experiments")
FORMATS = (".png", ".svg", ".pdf")


def training_rows(settings: Settings, data: str, config: str) -> pl.DataFrame:
    """Rows of the students that a config trains on; `data`: a version, or `latest`."""
    if data != "latest" and not data.isdecimal():
        raise ConfigError(f"--data {data}: expected a data version number, or 'latest'")
    version = None if data == "latest" else int(data)
    frame = answers_to_learn_from(open_lake(settings), version, COLUMNS)
    users = split_users(frame["userID"].to_numpy(), load_config(config).split)
    return of_users(frame, users["train"])


def draw(found: Relations, names: dict[str, str], size: int, support: int, path: Path) -> None:
    """Write the heatmap; raises ConfigError where no pair has enough students."""
    with styled():
        figure = heatmap_figure(found, names, size, support)
        if figure is None:
            raise ConfigError(f"--plot {path}: no pair of tags has {support} students; try fewer")
        figure.patch.set(alpha=1.0, facecolor="white")
        figure.savefig(path, dpi=200, metadata={"Date": None} if path.suffix == ".svg" else None)


def relations(
    logs: list[Path],
    rows: str,
    data: str,
    config: str,
    support: int | None,
    top: int | None,
    as_json: bool,
    plot: Path | None,
    size: int,
) -> None:
    """Print the table of ordered pairs of tags; `plot`: write the heatmap of their correlation.

    Raises:
        ConfigError, LogError, WarehouseError: an option, log or data version can't be used.
    """
    support = support or SUPPORT
    if rows not in ("raw", "collapsed"):
        raise ConfigError(f"--rows {rows}: expected raw or collapsed")
    if plot and plot.suffix not in FORMATS:
        raise ConfigError(f"--plot {plot}: expected a name that ends in {', '.join(FORMATS)}")
    settings = load_settings()
    frame = read_logs(logs, rows) if logs else training_rows(settings, data, config)
    found = relations_of(frame)
    names = read_tag_names(settings.questions)
    if plot:
        draw(found, names, size, support, plot)
    table = found.table(support)
    log.info("%d students, %d tags, %d pairs of at least %d students; typical phi %.3f",
             frame["userID"].n_unique(), len(found.tags), table.height, support,
             found.typical(support))  # fmt: skip
    table = (table.head(top) if top else table).with_columns(
        pl.col("first", "then").replace(names).name.suffix("_name")
    )
    text = table.write_ndjson() if as_json else table.write_csv(separator="\t", float_precision=4)
    sys.stdout.write(text)
