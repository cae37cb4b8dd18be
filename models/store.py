"""Bundles, pointer and ledger on S3; see the package for the layout."""

import hashlib
import json
import logging
import tempfile
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config as ClientConfig
from botocore.exceptions import ClientError

from dkt.features.bundle import Bundle, version_of
from dkt.features.manifest_reader import (
    MANIFEST,
    MAX_MANIFEST,
    BundleError,
    is_version,
    read_manifest,
)
from models.cache import Cache
from models.entries import MAX_ENTRY, EntryError, read_entry, stamped
from models.errors import NotFoundError, StaleChampionError, StoreError, readable
from models.folders import is_whole, put
from models.ledger import LEDGER, Ledger
from models.objects import TRANSFERS, Objects

PREFIX = "models/"
CHAMPION = PREFIX + "champion.json"
CHECK = PREFIX + "check-"
MAX_BUNDLE = 4 * 1024**3
"""Bytes of all files of a bundle together."""
NEVER_CHANGES = "immutable"
REFUSED_SWAP = ("PreconditionFailed", "412", "ConditionalRequestConflict", "409", "NoSuchKey")
RETRIES = {"total_max_attempts": 3, "mode": "standard"}
log = logging.getLogger("models")


@dataclass(frozen=True)
class Champion:
    """The pointer as read: `etag` is what a compare-and-swap compares, `entry` the move to it."""

    version: str
    etag: str
    entry: dict[str, Any]

    @property
    def best(self) -> str:
        """The best model so far; the champion itself where the entry records none."""
        return self.entry.get("best") or self.version


class ModelStore:
    """The model store in one bucket. Every method raises StoreError with a readable message."""

    def __init__(self, client: Any, bucket: str, endpoint: str, cache: Path | None = None):
        """cache: file in which objects are kept that never change; None: fetch them each time."""
        self.client, self.bucket, self.endpoint = client, bucket, endpoint
        self.objects = Objects(client, bucket, endpoint, Cache(cache))
        self._ledger = Ledger(self.objects)

    def push(self, folder: Path) -> str:
        """Check a bundle folder and upload it, manifest last; the same bundle twice is one.

        Returns:
            The model version.

        Raises:
            BundleError: the folder is corrupt or misnamed; nothing was uploaded.
            StoreError: another bundle has this version.
        """
        bundle = Bundle.load(folder)
        named = _named_by_content(bundle.manifest)
        if bundle.version != named:
            raise BundleError(f"{folder} calls itself {bundle.version}, its content is {named}")
        with readable(self.bucket, self.endpoint):
            key = self._key(bundle.version, MANIFEST)
            if (there := self.objects.read(key, MAX_MANIFEST)) is not None:
                known = read_manifest(there, self.objects.name(key))
                if known["files"] != bundle.manifest["files"]:
                    raise StoreError(f"{bundle.version} is in the store with other files")
                return bundle.version

            def upload(name: str) -> None:
                self.client.upload_file(
                    str(folder / name), self.bucket, self._key(bundle.version, name)
                )

            with ThreadPoolExecutor(TRANSFERS) as pool:
                list(pool.map(upload, bundle.manifest["files"]))
            upload(MANIFEST)
        return bundle.version

    def pull(self, version: str, parent: Path) -> Path:
        """Download a version into `parent/<version>`, checked before it gets that name.

        One that is there already is checked and, where it is damaged, downloaded again.

        Raises:
            NotFoundError: no such version (lists the newest there are).
            BundleError: what the store holds is corrupt; nothing is left behind.
        """
        final = parent / version
        if is_version(version) and is_whole(final, version):
            return final
        manifest = self.manifest(version)
        if (named := _named_by_content(manifest)) != version:
            raise BundleError(f"{version} is corrupt in the store: its content is {named}")
        sizes = self._sizes(version, [*manifest["files"], MANIFEST])
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pulling-", dir=parent) as aside:
            folder = Path(aside) / version
            folder.mkdir()

            def download(name: str) -> None:
                if not self.objects.download(self._key(version, name), folder / name, sizes[name]):
                    raise BundleError(f"{version} is corrupt in the store: {name} is missing")

            with ThreadPoolExecutor(TRANSFERS) as pool:
                list(pool.map(download, sizes))
            if Bundle.load(folder).manifest != manifest:
                raise BundleError(f"{version} changed in the store while it was pulled")
            put(folder, final, Path(aside) / "damaged")
        return final

    def _sizes(self, version: str, names: list[str]) -> dict[str, int]:
        """Bytes of these files of a version, as the store lists them; raises BundleError."""
        prefix = self._key(version, "")
        there = {
            item["Key"].removeprefix(prefix): item["Size"]
            for page in self.objects.listed(prefix)
            for item in page.get("Contents", [])
        }
        if missing := [name for name in names if name not in there]:
            told = ", ".join(f"{name} is missing" for name in missing)
            raise BundleError(f"{version} is corrupt in the store: {told}")
        sizes = {name: there[name] for name in names}
        if (size := sum(sizes.values())) > MAX_BUNDLE:
            raise BundleError(f"{version} has {size} bytes, expected at most {MAX_BUNDLE}")
        return sizes

    def check(self) -> None:
        """Put an object, get it, delete it; raises StoreError when the store can't do that now."""
        key = f"{CHECK}{uuid.uuid4().hex[:8]}"
        with readable(self.bucket, self.endpoint):
            self.client.put_object(Bucket=self.bucket, Key=key, Body=b"check")
            self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
            self.client.delete_object(Bucket=self.bucket, Key=key)

    def manifest(self, version: str) -> dict[str, Any]:
        """`bundle.json` of a version; raises NotFoundError, or BundleError where it is none."""
        key = self._key(version, MANIFEST)
        text = self.objects.read(key, MAX_MANIFEST) if is_version(version) else None
        if text is None:
            newest = [entry["version"] for entry in self.manifests()[:5]]
            raise NotFoundError(
                f"no model {version!r} in s3://{self.bucket}/{PREFIX}; "
                f"newest: {', '.join(newest) or 'none yet'}"
            )
        return self._manifest(text, version)

    def manifests(self) -> list[dict[str, Any]]:
        """Manifests of all complete bundles, newest first; what is none is named and left out."""
        folders: list[str] = []
        for page in self.objects.listed(PREFIX, Delimiter="/"):
            folders += [one["Prefix"] for one in page.get("CommonPrefixes", [])]
            for item in page.get("Contents", []):
                if item["Key"] != CHAMPION and not item["Key"].startswith(CHECK):
                    log.warning("left out, no model: %s", self.objects.name(item["Key"]))
        versions = []
        for folder in folders:
            version = folder.removeprefix(PREFIX).removesuffix("/")
            if is_version(version):
                versions.append(version)
            elif folder != LEDGER:
                log.warning("left out, no model: %s", self.objects.name(folder))
        keys = {self._key(version, MANIFEST): version for version in versions}
        found = self.objects.read_known(
            [(key, NEVER_CHANGES) for key in keys],
            MAX_MANIFEST,
            lambda key, text: self._manifest(text, keys[key]),
        )
        return sorted(found.values(), key=lambda manifest: manifest["created_at"], reverse=True)

    def _manifest(self, text: bytes, version: str) -> dict[str, Any]:
        where = self.objects.name(self._key(version, MANIFEST))
        manifest = read_manifest(text, where)
        if manifest["version"] != version:
            raise BundleError(f"{where} is that of {manifest['version']}")
        return manifest

    def champion(self) -> Champion | None:
        """The pointer, or None while no model was promoted; raises StoreError where it is none."""
        answer = self.objects.answer(CHAMPION)
        if answer is None:
            return None
        with readable(self.bucket, self.endpoint):
            text = answer["Body"].read(MAX_ENTRY + 1)
        try:
            entry = read_entry(text)
        except EntryError as err:
            raise StoreError(
                f"{self.objects.name(CHAMPION)} names no champion: {err}. Delete that object, then "
                "promote a model (python -m models list, python -m models promote VERSION)"
            ) from err
        return Champion(entry["version"], answer["ETag"], entry)

    def move_champion(
        self, version: str, seen: Champion | None, action: str, reason: str, best: str | None = None
    ) -> None:
        """Point to `version` if the pointer is still as `seen`, and write the ledger.

        best: version of the best model there has been, from now on; None: this one.

        Raises:
            StaleChampionError: somebody moved it in between; nothing was changed.
        """
        self.manifest(version)
        if seen:
            self._ledger.write(seen.entry)  # if who moved it was killed before writing this
        entry = stamped(
            {
                "version": version,
                "previous": seen.version if seen else None,
                "action": action,
                "reason": reason,
                "best": best or version,
            }
        )
        condition = {"IfMatch": seen.etag} if seen else {"IfNoneMatch": "*"}
        body = json.dumps(entry).encode()
        with readable(self.bucket, self.endpoint):
            try:
                self.client.put_object(Bucket=self.bucket, Key=CHAMPION, Body=body, **condition)
            except ClientError as err:
                if err.response["Error"]["Code"] not in REFUSED_SWAP:
                    raise
                now = self.champion()
                if now is None or now.entry != entry:  # else a repeated request: it is ours
                    raise StaleChampionError(
                        f"the champion is {now.version if now else 'gone'} by now, not "
                        f"{seen.version if seen else 'unset'}: measure against it and promote again"
                    ) from err
        self._ledger.write(entry)

    def record(self, entry: dict[str, Any]) -> None:
        """Append an entry to the ledger; `at` (UTC) and `id` are added."""
        self._ledger.write(stamped(entry))

    def ledger(self) -> list[dict[str, Any]]:
        """All entries, oldest first by the store's clock, the champion's own among them."""
        entries = self._ledger.entries()
        champion = self.champion()
        missing = champion is not None and champion.entry not in entries
        return [*entries, champion.entry] if champion and missing else entries

    def card_link(self, version: str, seconds: int) -> str:
        """An address at which a browser reads a model's card for so long, without a key."""
        return self.objects.link(self._key(version, "card.html"), seconds, "text/html")

    def _key(self, version: str, name: str) -> str:
        return f"{PREFIX}{version}/{name}"


def _named_by_content(manifest: dict[str, Any]) -> str:
    """The version that a manifest's content gives; raises BundleError where it says too little."""
    try:
        return version_of(manifest, manifest["files"])
    except (KeyError, TypeError, AttributeError) as err:
        raise BundleError(f"{manifest['version']}: its manifest lacks {err}") from err


def open_store(settings: Any) -> ModelStore:
    """Model store of this machine's settings; nothing is read yet.

    Raises:
        StoreError: half of the credentials, or an endpoint that is no URL.
    """
    secret = settings.aws_secret_access_key
    bucket, endpoint = settings.s3_bucket, settings.aws_endpoint_url or "AWS S3"
    try:
        with readable(bucket, endpoint):
            client = boto3.client(
                "s3",
                endpoint_url=settings.aws_endpoint_url,
                aws_access_key_id=settings.aws_access_key_id,
                aws_secret_access_key=secret.get_secret_value() if secret else None,
                region_name=settings.aws_region,
                config=ClientConfig(connect_timeout=3, read_timeout=30, retries=RETRIES),
            )
    except ValueError as err:
        raise StoreError(f"AWS_ENDPOINT_URL={endpoint}: {err}") from err
    name = hashlib.sha256(f"{endpoint} {bucket}".encode()).hexdigest()[:12]
    return ModelStore(client, bucket, endpoint, settings.dkt_home / "cache" / f"models-{name}.db")
