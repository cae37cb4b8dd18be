"""How the object store is reached, and why it is not: settings to options, failures to reasons."""

import re
from typing import Protocol
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
)
from botocore.exceptions import (
    ConnectionError as NoConnectionError,
)

from data.errors import (
    CredentialsError,
    MissingBucketError,
    UnreachableError,
    WarehouseError,
)

PATIENCE = {
    "connect_timeout": "2s",
    "timeout": "20s",  # one request, a part of a large file at most
    "max_retries": "3",
    "retry_timeout": "15s",
}
"""Options of the Delta library: a wrong address is told in seconds, not in minutes."""

BACKTRACE = re.compile(r" 0: (?:<unknown>|\S+::)")
"""Where the Delta library's own stack begins, which tells an operator nothing."""
NO_COMMIT = re.compile(r"\bjson\b|contiguous commit files", re.IGNORECASE)
"""What it says of a log that holds what it did not write."""
REFUSED = {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken",
           "InvalidToken", "AuthorizationHeaderMalformed", "401", "403"}  # fmt: skip


class Secret(Protocol):
    """A value that does not show itself, such as pydantic's SecretStr."""

    def get_secret_value(self) -> str: ...


class StoreSettings(Protocol):
    """The settings that say where the lake is; any object with these attributes will do."""

    @property
    def s3_bucket(self) -> str: ...
    @property
    def aws_endpoint_url(self) -> str | None: ...
    @property
    def aws_access_key_id(self) -> str | None: ...
    @property
    def aws_secret_access_key(self) -> Secret | None: ...
    @property
    def aws_region(self) -> str: ...


def storage_options(settings: StoreSettings) -> dict[str, str]:
    """Options for the Delta library.

    Empty keys are left out, so that the cloud's own chain (environment, instance role) finds them.
    """
    options = {"AWS_REGION": settings.aws_region} | PATIENCE
    if settings.aws_endpoint_url:
        options["AWS_ENDPOINT_URL"] = settings.aws_endpoint_url
        if settings.aws_endpoint_url.startswith("http://"):
            options["AWS_ALLOW_HTTP"] = "true"
    if settings.aws_access_key_id:
        options["AWS_ACCESS_KEY_ID"] = settings.aws_access_key_id
    if settings.aws_secret_access_key and settings.aws_secret_access_key.get_secret_value():
        options["AWS_SECRET_ACCESS_KEY"] = settings.aws_secret_access_key.get_secret_value()
    return options


def explain(uri: str, options: dict[str, str], failure: Exception) -> WarehouseError:
    """The reason why `uri` could not be used, found by asking the store once more, in seconds.

    Returns the error to raise: MissingBucketError, CredentialsError, UnreachableError, or a plain
    WarehouseError that carries what the Delta library said.
    """
    said = " ".join(re.sub(r"\x1b\[\d*m|↳", " ", str(failure)).split())
    said = BACKTRACE.split(said)[0][:600]
    if NO_COMMIT.search(said):
        said += f"; an object in {uri}/_delta_log is no commit of this table: see who put it there"
    plain = WarehouseError(f"{uri}: {said}")
    if not uri.startswith("s3://"):
        return plain
    bucket = urlsplit(uri).netloc
    endpoint = options.get("AWS_ENDPOINT_URL", f"AWS S3, {options.get('AWS_REGION')}")
    try:
        _client(options).list_objects_v2(Bucket=bucket, MaxKeys=1)
    except ClientError as err:
        code = err.response.get("Error", {}).get("Code", "")
        if code in {"NoSuchBucket", "404"}:
            return MissingBucketError(
                f"bucket {bucket!r} does not exist at {endpoint}; create it "
                f"(aws s3 mb s3://{bucket}) or set S3_BUCKET to one that exists"
            )
        if code in REFUSED:
            return CredentialsError(
                f"{endpoint} refused the credentials for bucket {bucket!r} ({code}); "
                "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the rights of that key"
            )
        return WarehouseError(f"{endpoint}, bucket {bucket!r}: {err}")
    except (NoCredentialsError, PartialCredentialsError):
        return CredentialsError(
            f"no complete credentials for bucket {bucket!r} at {endpoint}; set AWS_ACCESS_KEY_ID "
            "and AWS_SECRET_ACCESS_KEY, or give this machine a role"
        )
    except (NoConnectionError, HTTPClientError) as err:
        return UnreachableError(
            f"no object store answers at {endpoint} ({type(err).__name__}); "
            "is it running, and is AWS_ENDPOINT_URL right?"
        )
    except (BotoCoreError, ValueError) as err:
        return WarehouseError(f"{endpoint}, bucket {bucket!r}: {err}")
    return plain


def _client(options: dict[str, str]):
    return boto3.client(
        "s3",
        endpoint_url=options.get("AWS_ENDPOINT_URL"),
        aws_access_key_id=options.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=options.get("AWS_SECRET_ACCESS_KEY"),
        region_name=options.get("AWS_REGION"),
        config=Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 1}),
    )
