"""The bucket as others left it: what is stray is named and left out, what is planted is refused."""

import hashlib
import json
import logging
import shutil
from pathlib import Path

import pytest

from dkt.features.bundle import MANIFEST, BundleError, file_hashes
from models.errors import NotFoundError, StoreError
from models.rollouts import pending, record_rollout
from models.store import CHAMPION, ModelStore
from tests.bundles import variant

STRAY = [
    "models/", "models/.DS_Store", "models/readme.md", "models/notes/", "models/notes/todo.txt",
    "models/notes/bundle.json", "models/Lstm-d1-0123456789/bundle.json", "models/..a/bundle.json",
    "models/lstm-d1-0123456789/bundle.json", "models/bundle.json",
    "models/ledger/", "models/ledger/.DS_Store", "models/ledger/readme.md", "models/ledger/old/x",
    "models/ledger/2026-11-01T00:00:00.000+00:00-0123abcd.json",
    "models/ledger/2026-11-01T00:00:00.000+00:00-0123abcd.json.bak",
]  # fmt: skip
JUNK = [b"", b"junk", b"[]", b"{}", b"null", b"[" * 100_000, b"\xff\xfe", b'{"version": 1}']
EVIL = [
    "{{ 7*7 }}", "$(touch x)", "a\nb", "'", '"', "../x", "/etc", "", "x", "lstm-d1-0123456789\n",
    "lstm-d1-012345678g", "LSTM-d1-0123456789", None, 7, ["lstm-d1-0123456789"], {},
]  # fmt: skip


def put(store: ModelStore, key: str, body: bytes) -> None:
    store.client.put_object(Bucket=store.bucket, Key=key, Body=body)


@pytest.fixture
def champion(store: ModelStore, bundle: Path) -> str:
    version = store.push(bundle)
    store.move_champion(version, None, "promote", "first")
    record_rollout(store, "rollout", version, f"dkt:{version}", "blue")
    return version


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: ascii(junk[:9]))
def test_stray_objects_are_named_and_stop_nothing(store, champion, junk, caplog):
    before = store.ledger()
    put(store, "models/lstm-d2-0123456789/model.onnx", b"of a push that is under way")
    for key in STRAY:
        put(store, key, b"" if key.endswith("/") else junk)
    caplog.set_level(logging.WARNING)
    assert [one["version"] for one in store.manifests()] == [champion]
    assert store.ledger() == before
    assert store.champion().version == champion
    assert pending(None, store) == champion
    named = [key for key in STRAY if f"s3://{store.bucket}/{key.rsplit('/', 1)[0]}" in caplog.text]
    assert named == STRAY
    store.record({"action": "refuse", "version": champion, "reason": "worse"})
    assert store.ledger()[-1]["reason"] == "worse"


def test_commands_go_on_beside_stray_objects(store, champion, models):
    for key in STRAY:
        put(store, key, b"" if key.endswith("/") else b"junk")
    for command in (("list",), ("show",), ("ledger",), ("tidy",), ("pull", "champion"),
                    ("needs-training", "--config", "lstm", "--data", "9")):  # fmt: skip
        done = models(*command)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        assert f"s3://{store.bucket}/models/" in done.stderr or command[0] == "pull"


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: ascii(junk[:9]))
def test_a_pointer_that_is_none_is_named_with_what_to_do(store, champion, models, junk):
    put(store, CHAMPION, junk)
    for command in (("champion",), ("pull", "champion"), ("promote", champion), ("rollback",)):
        done = models(*command)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"models: s3://{store.bucket}/{CHAMPION} names no champion: " in done.stderr
        assert "Delete that object, then promote a model" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("evil", EVIL, ids=ascii)
def test_no_planted_version_gets_further_than_the_reader(store, champion, evil, tmp_path):
    entry = store.champion().entry
    for name in ("version", "previous", "best"):
        if evil is None and name != "version":
            continue  # a first champion has none before it
        put(store, CHAMPION, json.dumps(entry | {name: evil}).encode())
        with pytest.raises(StoreError, match=f"names no champion.*{name}"):
            store.champion()
        with pytest.raises(StoreError):
            store.move_champion(champion, None, "promote", "")
    with pytest.raises((NotFoundError, TypeError)):
        store.pull(evil, tmp_path)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == [] or list(tmp_path.iterdir()) == [tmp_path / "home"]


@pytest.mark.parametrize(
    ("name", "evil"),
    [
        ("at", "../../x"), ("at", "2026-11-01T00:00:00+00:00/../x"), ("id", "../12345"), ("id", 7),
        ("action", "promote; id"), ("action", "x" * 99), ("bento", "dkt:../x"), ("bento", "x:y"),
        ("previous_bento", "dkt:x/y"), ("image", "evil.example/x:latest"),
        ("image", "r/x@sha256:1"), ("previous_image", "--help"), ("reason", "\x1b]0;title\x07"),
        ("where", "\x00"),
        ("reason", "x" * 5000), ("reason", "\u202e"), ("reason", "\ud800"),
    ],
    ids=ascii,
)  # fmt: skip
def test_a_planted_entry_is_left_out_whole(store, champion, name, evil, caplog):
    before = store.ledger()
    planted = before[-1] | {"id": "0123abcd", name: evil}
    put(store, f"models/ledger/{before[-1]['at']}-0123abcd.json", json.dumps(planted).encode())
    assert store.ledger() == before
    assert "0123abcd.json" in caplog.text


def test_an_entry_under_another_name_is_left_out(store, champion):
    before = store.ledger()
    copy = json.dumps(before[0]).encode()
    put(store, "models/ledger/2026-11-01T00:00:00.000+00:00-0123abcd.json", copy)
    assert store.ledger() == before


def test_what_is_recorded_can_be_read_by_a_terminal_and_by_the_next_reader(store, champion):
    said = "\x1b[31mnot servable\x1b[0m\x00 \ud800" + "x" * 9000
    store.record({"action": "refuse", "version": champion, "reason": said})
    reason = store.ledger()[-1]["reason"]
    assert reason.startswith(" [31mnot servable")
    assert reason.replace("\n", "").isprintable()
    with pytest.raises(ValueError, match="version = '../x'"):
        store.record({"action": "refuse", "version": "../x", "reason": ""})


@pytest.mark.parametrize(
    "name",
    ["/tmp/planted", "../planted", "a/../../planted", "encoders/..", ".hidden", "a//b", "a\\b", "",
     "a b", "a\n", "ü", "model.onnx/x", "MODEL.pt", "Bundle.json", "bundle.json", "x" * 200,
     "{{x}}", "a/b/c/d/e"],
    ids=ascii,
)  # fmt: skip
def test_a_manifest_names_plain_files_or_nothing_is_written(store, bundle, tmp_path, name):
    version = store.push(bundle)
    manifest = store.manifest(version)
    manifest["files"][name] = hashlib.sha256(b"planted").hexdigest()
    put(store, f"models/{version}/{MANIFEST}", json.dumps(manifest).encode())
    put(store, f"models/{version}/planted", b"planted")
    before = sorted(Path("/tmp").glob("planted*"))
    with pytest.raises(BundleError, match=r"bundle\.json: files has"):
        store.pull(version, tmp_path / "pulled")
    assert not (tmp_path / "pulled").exists()
    assert sorted(Path("/tmp").glob("planted*")) == before


def test_a_bundle_that_was_rewritten_with_its_manifest_is_not_taken_for_the_pushed_one(
    store, bundle, tmp_path
):
    version = store.push(bundle)
    manifest = store.manifest(version)
    manifest["files"]["model.onnx"] = hashlib.sha256(b"another").hexdigest()
    put(store, f"models/{version}/model.onnx", b"another")
    put(store, f"models/{version}/{MANIFEST}", json.dumps(manifest).encode())
    with pytest.raises(BundleError, match=f"{version} is corrupt in the store: its content is"):
        store.pull(version, tmp_path / "pulled")
    other = store.push(variant(bundle, tmp_path, auc=0.9))
    put(store, f"models/{version}/{MANIFEST}", json.dumps(store.manifest(other)).encode())
    with pytest.raises(BundleError, match=f"is that of {other}"):
        store.pull(version, tmp_path / "pulled")


def spoil(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"spoilt")


def lose(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def be_another(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(manifest | {"version": "lstm-d0-0123456789"}))


def be_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("")


def be_a_link(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("nowhere"))


def hold_a_link(folder: Path) -> None:
    (folder / "model.onnx").rename(folder.parent / "model.onnx")
    (folder / "model.onnx").symlink_to(folder.parent / "model.onnx")


@pytest.mark.parametrize("damage", [spoil, lose, be_another, be_a_file, be_a_link, hold_a_link])
def test_a_damaged_pulled_bundle_heals(store, bundle, tmp_path, damage, caplog):
    version = store.push(bundle)
    folder = store.pull(version, tmp_path / "pulled")
    damage(folder)
    assert store.pull(version, tmp_path / "pulled") == folder
    assert file_hashes(folder) == file_hashes(bundle)
    assert f"pulling {version} again" in caplog.text
    assert not list((tmp_path / "pulled").glob(".pulling*"))


class Counting:
    """The real S3 client; it counts what is fetched."""

    def __init__(self, client):
        self.client, self.fetched = client, []

    def __getattr__(self, name):
        return getattr(self.client, name)

    def get_object(self, **request):
        self.fetched.append(request["Key"])
        return self.client.get_object(**request)


def test_what_never_changes_is_fetched_once_on_a_machine(store, champion, tmp_path):
    for number in range(30):
        store.record({"action": "refuse", "version": champion, "reason": str(number)})
    counting = Counting(store.client)

    def read() -> tuple[list, list, list[str]]:
        """As a command of its own does, which ends with its process."""
        counting.fetched.clear()
        one = ModelStore(counting, store.bucket, store.endpoint, tmp_path / "cache" / "models.db")
        return one.ledger(), one.manifests(), list(counting.fetched)

    ledger, manifests, fetched = read()
    assert len(fetched) == 32 + 1 + 1  # entries, pointer, manifest
    assert read() == (ledger, manifests, [CHAMPION])
    store.record({"action": "refuse", "version": champion, "reason": "new"})
    longer, _, fetched = read()
    assert [entry["reason"] for entry in longer[32:]] == ["new"]
    assert len(fetched) == 2
    (tmp_path / "cache" / "models.db").write_bytes(b"junk" * 1000)
    assert read()[0] == longer
    assert len(read()[2]) <= 34
    assert read() == (longer, manifests, [CHAMPION])


def test_an_entry_that_was_overwritten_is_not_taken_from_the_cache(store, champion, tmp_path):
    one = ModelStore(store.client, store.bucket, store.endpoint, tmp_path / "models.db")
    before = one.ledger()
    key = f"models/ledger/{before[0]['at']}-{before[0]['id']}.json"
    put(store, key, json.dumps(before[0] | {"reason": "rewritten"}).encode())
    assert {entry.get("reason") for entry in one.ledger()} >= {"rewritten"}
    store.client.delete_object(Bucket=store.bucket, Key=key)
    assert "rewritten" not in {entry.get("reason") for entry in one.ledger()}
