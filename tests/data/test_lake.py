"""The lake: exactly once, time travel, order, and failures that a person can act on."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import polars as pl
import pytest
from pydantic import SecretStr

from data.errors import (
    CredentialsError,
    EmptyLakeError,
    MissingBucketError,
    UnknownVersionError,
    UnreachableError,
    WarehouseError,
)
from data.event_ids import event_ids
from data.lake import Lake, open_lake
from data.schema import INTERACTION, validate
from data.store import storage_options
from settings import Settings


def ids(frame: pl.DataFrame) -> list[int]:
    return sorted(frame.get_column("seq").to_list())


def answers(first: int, last: int, user: str = "u") -> pl.DataFrame:
    count = last - first + 1
    raw = pl.DataFrame({"seq": range(first, last + 1)}).with_columns(
        event_id=event_ids(f"{user}/{first}", count),
        userID=pl.lit(user),
        assessmentItemID=pl.format("item-{}", "seq"),
        answerCode=pl.col("seq") % 2,
        source=pl.lit("web"),
    )
    good, bad = validate(raw)
    assert bad.is_empty()
    return good


def test_an_empty_lake_says_how_to_fill_it(lake):
    assert lake.version() is None
    assert lake.row_count() == 0
    assert lake.watermark("collect:x") == 0
    assert lake.versions().is_empty()
    for ask in (lake.snapshot, lake.require_version):
        with pytest.raises(
            EmptyLakeError, match=r"holds no answers yet.*import.*simulate.*collect"
        ):
            ask()
    with pytest.raises(UnknownVersionError, match="no version 3: it is empty"):
        lake.snapshot(3)


def test_what_is_appended_comes_back_with_the_same_types(lake):
    before = datetime.now(UTC)
    assert lake.append(answers(1, 3), "a", 3) == 0
    frame = lake.snapshot()
    assert dict(frame.schema) == INTERACTION
    assert frame.drop("ingested_at").equals(answers(1, 3))
    assert before <= frame.item(0, "ingested_at") <= datetime.now(UTC)


def test_a_repeated_batch_adds_nothing(lake):
    assert lake.append(answers(1, 3), "a", 3) == 0
    assert lake.append(answers(1, 3), "a", 3) is None
    assert (lake.version(), lake.row_count(), lake.watermark("a")) == (0, 3, 3)


def test_of_an_overlapping_batch_only_the_new_rows_are_added(lake):
    lake.append(answers(1, 3), "a", 3)
    lake.append(answers(1, 5), "a", 5)
    assert ids(lake.snapshot()) == [1, 2, 3, 4, 5]


def test_each_source_has_its_own_watermark(lake):
    lake.append(answers(1, 3), "a", 3)
    lake.append(answers(1, 2, "v"), "b", 2)
    assert (lake.watermark("a"), lake.watermark("b"), lake.row_count()) == (3, 2, 5)


def test_racing_writers_of_one_batch_add_it_once(lake):
    """Also the very first commit, which creates the table."""
    for first, last in ((1, 40), (41, 80)):
        with ThreadPoolExecutor(8) as pool:
            ends = [last, last - 10, last - 20, last] * 2
            list(pool.map(lambda end: lake.append(answers(first, end), "a", end), ends))  # noqa: B023
    assert ids(lake.snapshot()) == list(range(1, 81))


def test_racing_writers_of_different_sources_all_get_in(lake):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: lake.append(answers(1, 5, f"u{n}"), f"a{n}", 5), range(8)))
    assert lake.row_count() == 40
    assert lake.snapshot().get_column("userID").n_unique() == 8


def test_every_version_stays_readable(lake):
    for at in range(4):
        assert lake.append(answers(10 * at + 1, 10 * at + 10), "a", 10 * at + 10) == at
    assert [lake.snapshot(v).height for v in range(4)] == [10, 20, 30, 40]
    assert [lake.row_count(v) for v in range(4)] == [10, 20, 30, 40]
    listed = lake.versions()
    assert listed.get_column("version").to_list() == [3, 2, 1, 0]
    assert listed.get_column("rows_added").to_list() == [10] * 4
    assert listed.row(0, named=True)["app_id"] == "a"
    assert listed.get_column("watermark").to_list() == [40, 30, 20, 10]
    assert lake.versions(limit=1).get_column("version").to_list() == [3]


@pytest.mark.parametrize("version", [7, -1])
def test_an_unknown_version_names_those_that_exist(lake, version):
    lake.append(answers(1, 3), "a", 3)
    lake.append(answers(4, 5), "a", 5)
    with pytest.raises(UnknownVersionError, match=f"no version {version}; it has 0 to 1"):
        lake.snapshot(version)


def test_answers_stand_by_user_then_arrival_then_seq(lake):
    lake.append(answers(5, 6, "b"), "first", 6)
    lake.append(answers(1, 2, "b"), "second", 2)
    lake.append(answers(1, 2, "a"), "third", 2)
    frame = lake.snapshot(columns=("userID", "seq"))
    assert frame.columns == ["userID", "seq"]
    assert frame.rows() == [("a", 1), ("a", 2), ("b", 5), ("b", 6), ("b", 1), ("b", 2)]


def test_a_batch_arrives_after_the_one_before_even_when_the_clock_goes_back(lake, monkeypatch):
    class LateClock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2021, 1, 1, tzinfo=tz)

    lake.append(answers(1, 2), "a", 2)
    monkeypatch.setattr("data.table.datetime", LateClock)
    lake.append(answers(3, 4), "a", 4)
    assert lake.snapshot().get_column("seq").to_list() == [1, 2, 3, 4]


@pytest.mark.parametrize("told", [True, False], ids=["by the commit", "by an older commit"])
def test_batches_keep_their_order_after_a_clock_that_was_ahead(lake, monkeypatch, told):
    class EarlyClock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2099, 1, 1, tzinfo=tz)

    lake.append(answers(1, 2), "a", 2)
    with monkeypatch.context() as patch:
        patch.setattr("data.table.datetime", EarlyClock)
        lake.append(answers(3, 4), "a", 4)
    if not told:  # such as maintenance, whose commits say nothing of a batch
        lake.interactions._load().optimize.compact()
        assert lake.version() == 2
    for first in (5, 7, 9):
        lake.append(answers(first, first + 1), "a", first + 1)
    assert lake.snapshot().get_column("seq").to_list() == list(range(1, 11))


def test_rows_that_are_no_answers_never_enter(lake):
    with pytest.raises(WarehouseError, match=r"(?s)may not enter the lake.*answerCode"):
        lake.append(answers(1, 2).with_columns(answerCode=pl.lit(4, pl.Int8)), "a", 2)
    assert lake.version() is None


def test_a_local_folder_is_a_lake_too(tmp_path):
    lake = Lake(str(tmp_path / "lake"))
    lake.append(answers(1, 3), "a", 3)
    assert lake.snapshot().height == 3


def test_a_missing_bucket_is_named_and_not_created(store, options):
    lake = Lake("s3://nowhere/lake", options)
    for do in (lake.version, lake.snapshot, lambda: lake.append(answers(1, 2), "a", 2)):
        with pytest.raises(MissingBucketError, match=f"'nowhere'.*{store['endpoint']}.*S3_BUCKET"):
            do()


@pytest.mark.parametrize(
    ("name", "code"),
    [("AWS_SECRET_ACCESS_KEY", "SignatureDoesNotMatch"), ("AWS_ACCESS_KEY_ID", "InvalidAccessKey")],
)
def test_wrong_credentials_are_told_without_showing_them(store, options, name, code):
    lake = Lake(f"s3://{store['bucket']}/lake", options | {name: "wrong-value"})
    with pytest.raises(CredentialsError, match=code) as caught:
        lake.version()
    assert "wrong-value" not in str(caught.value)


def test_an_unreachable_store_fails_in_seconds():
    # Nothing listens on port 9 of the loopback.
    settings = Settings(
        s3_bucket="dkt", aws_endpoint_url="http://127.0.0.1:9", aws_access_key_id="k",
        aws_secret_access_key=SecretStr("s"),
    )  # fmt: skip
    start = time.monotonic()
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:9.*AWS_ENDPOINT_URL"):
        open_lake(settings).snapshot()
    assert time.monotonic() - start < 15


def test_empty_keys_are_left_to_the_clouds_own_chain():
    settings = Settings(s3_bucket="b", aws_access_key_id="", aws_secret_access_key=SecretStr(""))
    options = storage_options(settings)
    assert "AWS_ACCESS_KEY_ID" not in options
    assert "AWS_SECRET_ACCESS_KEY" not in options
    assert "AWS_ENDPOINT_URL" not in options
    assert "AWS_ALLOW_HTTP" not in options
