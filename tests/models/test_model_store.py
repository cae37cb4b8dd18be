"""Bundles on S3: whole or not there, the same for ever, checked on the way down."""

import json
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dkt.features.bundle import MANIFEST, Bundle, BundleError, file_hashes, write_manifest
from models.errors import NotFoundError, StoreError
from models.store import ModelStore, open_store
from settings import Settings, load_settings
from tests.bundles import variant


def keys(store: ModelStore) -> dict[str, object]:
    """Every object of the bucket with the time it was written."""
    listed = store.client.list_objects_v2(Bucket=store.bucket).get("Contents", [])
    return {item["Key"]: (item["LastModified"], item["ETag"]) for item in listed}


def test_a_pulled_bundle_is_the_pushed_one(store, bundle, tmp_path):
    version = store.push(bundle)
    pulled = store.pull(version, tmp_path / "pulled")
    assert pulled == tmp_path / "pulled" / version
    assert file_hashes(pulled) == file_hashes(bundle)
    assert Bundle.load(pulled).manifest == Bundle.load(bundle).manifest == store.manifest(version)
    assert [path.name for path in pulled.parent.iterdir()] == [version]


def test_pushing_twice_is_pushing_once(store, bundle):
    assert store.push(bundle) == store.push(bundle)
    before = keys(store)
    store.push(bundle)
    assert keys(store) == before
    assert len(store.manifests()) == 1


def test_a_pull_of_what_is_there_asks_the_store_nothing(store, bundle, tmp_path):
    version = store.push(bundle)
    store.pull(version, tmp_path / "pulled")
    offline = ModelStore(None, "no bucket", "nowhere")
    assert offline.pull(version, tmp_path / "pulled").name == version


def test_two_pulls_at_once_give_one_whole_bundle(store, bundle, tmp_path):
    version = store.push(bundle)
    with ThreadPoolExecutor(4) as pool:
        folders = list(pool.map(lambda _: store.pull(version, tmp_path / "pulled"), range(4)))
    assert set(folders) == {tmp_path / "pulled" / version}
    assert [path.name for path in (tmp_path / "pulled").iterdir()] == [version]
    assert file_hashes(folders[0]) == file_hashes(bundle)


def test_a_push_that_was_broken_off_is_not_there_until_a_second_one_completes_it(
    store, bundle, tmp_path
):
    version = store.push(bundle)
    store.client.delete_object(Bucket=store.bucket, Key=f"models/{version}/{MANIFEST}")
    store.client.delete_object(Bucket=store.bucket, Key=f"models/{version}/model.onnx")
    assert store.manifests() == []
    with pytest.raises(NotFoundError, match=f"no model '{version}'.*newest: none yet"):
        store.pull(version, tmp_path / "pulled")
    assert not (tmp_path / "pulled").exists()
    store.push(bundle)
    assert file_hashes(store.pull(version, tmp_path / "pulled")) == file_hashes(bundle)


@pytest.mark.parametrize("name", ["model.onnx", "model.pt", "encoders/tag_classes.npy"])
def test_an_object_that_was_altered_is_named_and_nothing_is_left_behind(
    store, bundle, tmp_path, name
):
    version = store.push(bundle)
    store.client.put_object(Bucket=store.bucket, Key=f"models/{version}/{name}", Body=b"other")
    with pytest.raises(BundleError, match=name):
        store.pull(version, tmp_path / "pulled")
    assert list((tmp_path / "pulled").iterdir()) == []


def test_an_object_that_was_lost_is_named_and_nothing_is_left_behind(store, bundle, tmp_path):
    version = store.push(bundle)
    store.client.delete_object(Bucket=store.bucket, Key=f"models/{version}/model.onnx")
    with pytest.raises(BundleError, match=r"corrupt in the store: model\.onnx is missing"):
        store.pull(version, tmp_path / "pulled")
    assert not list((tmp_path / "pulled").glob("*"))


def test_a_folder_that_was_altered_is_not_pushed(store, bundle, tmp_path):
    altered = tmp_path / "altered"
    shutil.copytree(bundle, altered)
    (altered / "model.onnx").write_bytes(b"other")
    with pytest.raises(BundleError, match=r"model\.onnx has SHA-256"):
        store.push(altered)
    assert keys(store) == {}


def test_a_bundle_can_not_take_another_name_than_its_content_gives(store, bundle, tmp_path):
    renamed = tmp_path / "renamed"
    shutil.copytree(bundle, renamed)
    facts = json.loads((renamed / MANIFEST).read_text())
    write_manifest(renamed, facts | {"version": "ledger"})
    with pytest.raises(BundleError, match="version = 'ledger', expected one such as"):
        store.push(renamed)
    write_manifest(renamed, facts | {"version": "lstm-d0-0123456789"})
    with pytest.raises(
        BundleError, match="calls itself lstm-d0-0123456789, its content is lstm-d0-"
    ):
        store.push(renamed)
    assert keys(store) == {}


def test_a_version_never_changes_its_files(store, bundle, tmp_path):
    """The card is not part of the name, yet it is part of what was pushed."""
    version = store.push(bundle)
    other = tmp_path / version
    shutil.copytree(bundle, other)
    (other / "card.html").write_text("<p>another card</p>")
    write_manifest(other, json.loads((other / MANIFEST).read_text()))
    before = keys(store)
    with pytest.raises(StoreError, match=f"{version} is in the store with other files"):
        store.push(other)
    assert keys(store) == before


def test_an_unknown_version_is_told_with_the_newest_that_there_are(store, bundle, tmp_path):
    older = variant(bundle, tmp_path, created_at="2026-11-02T00:00:00+00:00")
    newer = variant(bundle, tmp_path, created_at="2026-11-03T00:00:00+00:00")
    for folder in (newer, older, bundle):
        store.push(folder)
    listed = ", ".join([newer.name, older.name, bundle.name])
    with pytest.raises(NotFoundError, match=f"no model 'lstm-d9-x'.*newest: {listed}$"):
        store.pull("lstm-d9-x", tmp_path / "pulled")
    assert [manifest["version"] for manifest in store.manifests()] == listed.split(", ")


@pytest.mark.parametrize("version", ["..", "../ledger", "ledger", "champion.json", "", "a b"])
def test_no_name_reaches_out_of_the_store(store, bundle, tmp_path, version):
    store.push(bundle)
    (tmp_path / "pulled").mkdir()
    with pytest.raises((StoreError, BundleError)):
        store.pull(version, tmp_path / "pulled")
    assert list((tmp_path / "pulled").iterdir()) == []


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"S3_BUCKET": "no-such-bucket"}, "no bucket 'no-such-bucket' at .*: create it"),
        ({"AWS_SECRET_ACCESS_KEY": "wrong"}, "refused the credentials for bucket .*AWS_SECRET"),
        ({"AWS_ACCESS_KEY_ID": "wrong"}, "refused the credentials for bucket .*AWS_ACCESS_KEY_ID"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "can't reach the object store http://127"),
    ],
)
def test_a_store_that_can_not_be_used_is_told_in_one_line_within_seconds(
    store: ModelStore, models, variables: dict[str, str], told: str, bundle: Path
):
    started = time.monotonic()
    done = models("push", str(bundle), **variables)
    assert done.returncode == 1
    assert done.stdout == ""
    line = done.stderr.strip().splitlines()[-1]
    assert line.startswith("models: ")
    assert "Traceback" not in done.stderr
    assert re.search(told, line)
    assert time.monotonic() - started < 15


def test_a_folder_that_is_no_bundle_is_told_in_one_line(store, models, tmp_path):
    done = models("push", str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert done.stderr.strip() == f"models: {tmp_path}/nothing is no bundle: it has no bundle.json"


def test_opening_a_store_reads_nothing(settings: Settings, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    started = time.monotonic()
    open_store(load_settings())
    assert time.monotonic() - started < 2
