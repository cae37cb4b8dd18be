"""Objects that others put beside a table change nothing; one that can't be skipped is told."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import polars as pl
import pytest

from data.errors import WarehouseError
from data.lake import Lake
from data.simulate import simulate
from settings import ROOT

LOG = "interactions/_delta_log"
STRAY = [
    ".DS_Store", "readme.md", "interactions/", "interactions/.DS_Store",
    "interactions/junk.parquet", "interactions/x/bundle.json", f"{LOG}/",
    f"{LOG}/.DS_Store", f"{LOG}/readme.json",
    f"{LOG}/{1:020}.json.bak", f"{LOG}/_last_checkpoint", "quarantine/", "quarantine/.DS_Store",
    "quarantine/_delta_log/.DS_Store",
]  # fmt: skip
Put = Callable[[str, bytes], None]


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.stack)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Lake, Put]:
    """A lake of a hundred answers, and how anybody else writes beside it."""
    if request.param == "folder":
        lake = Lake(str(tmp_path))

        def put(name: str, body: bytes) -> None:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            if not name.endswith("/"):
                (tmp_path / name).write_bytes(body)

    else:
        lake, store = (request.getfixturevalue(name) for name in ("lake", "store"))
        client = boto3.client(
            "s3", endpoint_url=store["endpoint"], aws_access_key_id=store["key"],
            aws_secret_access_key=store["secret"], region_name="us-east-1",
        )  # fmt: skip

        def put(name: str, body: bytes) -> None:
            key = f"{urlsplit(lake.uri).path[1:]}/{name}"
            client.put_object(Bucket=store["bucket"], Key=key, Body=body)

    lake.append(answers(100), "a", 100)
    return lake, put


def answers(count: int) -> pl.DataFrame:
    bank = pl.read_csv(ROOT / "questions.csv", infer_schema=False)
    return simulate(bank, count, 10, seed=1)


@pytest.mark.parametrize("body", [b"", b"junk"])
def test_stray_objects_change_nothing(place: tuple[Lake, Put], body: bytes) -> None:
    lake, put = place
    for name in STRAY:
        put(name, b"" if name.endswith("/") else body)
    assert (lake.version(), lake.snapshot().height, lake.versions().height) == (0, 100, 1)
    assert lake.quarantine.read().height == 0
    assert lake.append(answers(200), "a", 200) == 1
    assert lake.snapshot(1).height == 200


def test_an_empty_commit_that_somebody_put_there_is_one_without_rows(place) -> None:
    lake, put = place
    put(f"{LOG}/{1:020}.json", b"")
    assert (lake.version(), lake.snapshot().height) == (1, 100)
    assert lake.append(answers(200), "a", 200) == 2
    assert lake.snapshot().height == 200


@pytest.mark.parametrize(("number", "body"), [(1, b"junk"), (1, b"[]"), (7, b"{}")])
def test_a_commit_that_is_none_is_told_with_where_it_lies(place, number: int, body: bytes) -> None:
    lake, put = place
    put(f"{LOG}/{number:020}.json", body)
    for ask in (lake.version, lake.snapshot, lambda: lake.append(answers(200), "a", 200)):
        with pytest.raises(
            WarehouseError, match=f"an object in {lake.uri}/{LOG} is no commit"
        ) as told:
            ask()
        assert "<unknown>" not in str(told.value)
