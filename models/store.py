"""Bundles, pointer and ledger on S3; see the package for the layout."""

import json
import tempfile
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config as ClientConfig
from botocore.exceptions import ClientError

from dkt.bundle import MANIFEST, Bundle, BundleError, version_of
from models.errors import NotFoundError, StaleChampionError, StoreError, readable

PREFIX = "models/"
CHAMPION = PREFIX + "champion.json"
LEDGER = PREFIX + "ledger/"
TRANSFERS = 8
REFUSED_SWAP = ("PreconditionFailed", "412", "ConditionalRequestConflict", "409", "NoSuchKey")


@dataclass(frozen=True)
class Champion:
    """The pointer as read: `etag` is what a compare-and-swap compares, `entry` the move to it."""

    version: str
    etag: str
    entry: dict[str, Any]


class ModelStore:
    """The model store in one bucket. Every method raises StoreError with a readable message."""

    def __init__(self, client: Any, bucket: str, endpoint: str):
        self.client, self.bucket, self.endpoint = client, bucket, endpoint

    def push(self, folder: Path) -> str:
        """Check a bundle folder and upload it, manifest last; the same bundle twice is one.

        Returns:
            The model version.

        Raises:
            BundleError: the folder is corrupt or misnamed; nothing was uploaded.
            StoreError: another bundle has this version.
        """
        bundle = Bundle.load(folder)
        named = version_of(bundle.manifest, bundle.manifest["files"])
        if bundle.version != named:
            raise BundleError(f"{folder} calls itself {bundle.version}, its content is {named}")
        with readable(self.bucket, self.endpoint):
            if (there := self._read(self._key(bundle.version, MANIFEST))) is not None:
                if json.loads(there)["files"] != bundle.manifest["files"]:
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

        Raises:
            NotFoundError: no such version (lists the newest there are).
            BundleError: what the store holds is corrupt; nothing is left behind.
        """
        final = parent / version
        if final.exists():
            return Bundle.load(final).folder
        manifest = self.manifest(version)
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pulling-", dir=parent) as aside:
            folder = Path(aside) / version

            def download(name: str) -> None:
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                body = self._read(self._key(version, name))
                if body is None:
                    raise BundleError(f"{version} is corrupt in the store: {name} is missing")
                target.write_bytes(body)

            with readable(self.bucket, self.endpoint), ThreadPoolExecutor(TRANSFERS) as pool:
                list(pool.map(download, [*manifest["files"], MANIFEST]))
            Bundle.load(folder)
            if not final.exists():  # else another pull was faster
                folder.rename(final)
        return final

    def check(self) -> None:
        """Put an object, get it, delete it; raises StoreError when the store can't do that now."""
        key = f"{PREFIX}check-{uuid.uuid4().hex[:8]}"
        with readable(self.bucket, self.endpoint):
            self.client.put_object(Bucket=self.bucket, Key=key, Body=b"check")
            self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
            self.client.delete_object(Bucket=self.bucket, Key=key)

    def manifest(self, version: str) -> dict[str, Any]:
        """`bundle.json` of a version; raises NotFoundError."""
        with readable(self.bucket, self.endpoint):
            text = self._read(self._key(version, MANIFEST))
        if text is None:
            newest = [entry["version"] for entry in self.manifests()[:5]]
            raise NotFoundError(
                f"no model {version!r} in s3://{self.bucket}/{PREFIX}; "
                f"newest: {', '.join(newest) or 'none yet'}"
            )
        return json.loads(text)

    def manifests(self) -> list[dict[str, Any]]:
        """Manifests of all complete bundles, newest first."""
        with readable(self.bucket, self.endpoint):
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=PREFIX, Delimiter="/"
            )
            folders = [p["Prefix"] for page in pages for p in page.get("CommonPrefixes", [])]
            with ThreadPoolExecutor(TRANSFERS) as pool:
                texts = list(pool.map(self._read, [folder + MANIFEST for folder in folders]))
        manifests = [json.loads(text) for text in texts if text is not None]
        return sorted(manifests, key=lambda manifest: manifest["created_at"], reverse=True)

    def champion(self) -> Champion | None:
        """The pointer, or None while no model was promoted."""
        with readable(self.bucket, self.endpoint):
            try:
                answer = self.client.get_object(Bucket=self.bucket, Key=CHAMPION)
            except self.client.exceptions.NoSuchKey:
                return None
            entry = json.load(answer["Body"])
            return Champion(entry["version"], answer["ETag"], entry)

    def move_champion(self, version: str, seen: Champion | None, action: str, reason: str) -> None:
        """Point to `version` if the pointer is still as `seen`, and write the ledger.

        Raises:
            StaleChampionError: somebody moved it in between; nothing was changed.
        """
        self.manifest(version)
        if seen:
            self._write_entry(seen.entry)  # if who moved it was killed before writing this
        entry = _stamped(
            {
                "version": version,
                "previous": seen.version if seen else None,
                "action": action,
                "reason": reason,
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
        self._write_entry(entry)

    def record(self, entry: dict[str, Any]) -> None:
        """Append an entry to the ledger; `at` (UTC) and `id` are added."""
        self._write_entry(_stamped(entry))

    def ledger(self) -> list[dict[str, Any]]:
        """All entries, oldest first by the store's clock, the champion's own among them."""
        with readable(self.bucket, self.endpoint):
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=LEDGER
            )
            found = [item for page in pages for item in page.get("Contents", [])]
            found.sort(key=lambda item: (item["LastModified"], item["Key"]))
            with ThreadPoolExecutor(TRANSFERS) as pool:
                texts = list(pool.map(self._read, [item["Key"] for item in found]))
        entries = [json.loads(text) for text in texts if text is not None]
        champion = self.champion()
        missing = champion is not None and champion.entry not in entries
        return [*entries, champion.entry] if champion and missing else entries

    def _write_entry(self, entry: dict[str, Any]) -> None:
        key = f"{LEDGER}{entry['at']}-{entry['id']}.json"
        with readable(self.bucket, self.endpoint):
            if self._read(key) is None:
                self.client.put_object(Bucket=self.bucket, Key=key, Body=json.dumps(entry).encode())

    def _key(self, version: str, name: str) -> str:
        return f"{PREFIX}{version}/{name}"

    def _read(self, key: str) -> bytes | None:
        try:
            return self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        except self.client.exceptions.NoSuchKey:
            return None


def _stamped(entry: dict[str, Any]) -> dict[str, Any]:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return {"at": at, "id": uuid.uuid4().hex[:8], **entry}


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
                config=ClientConfig(
                    connect_timeout=3,
                    read_timeout=30,
                    retries={"total_max_attempts": 3, "mode": "standard"},
                ),
            )
    except ValueError as err:
        raise StoreError(f"AWS_ENDPOINT_URL={endpoint}: {err}") from err
    return ModelStore(client, bucket, endpoint)
