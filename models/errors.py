"""What can go wrong with the model store, each with a message that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    PartialCredentialsError,
)


class StoreError(RuntimeError):
    """The store can't do what was asked."""


class NotFoundError(StoreError):
    """No such model version, or no champion yet."""


class StaleChampionError(StoreError):
    """The champion moved between reading and writing it."""


CREDENTIAL_CODES = {
    "InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "ExpiredToken", "InvalidToken",
    "403",
}  # fmt: skip


@contextmanager
def readable(bucket: str, endpoint: str) -> Iterator[None]:
    """Turn what the S3 client raises into a StoreError that names bucket, place and next step."""
    try:
        yield
    except ClientError as err:
        code = err.response.get("Error", {}).get("Code", "")
        if code == "NoSuchBucket":
            message = f"no bucket {bucket!r} at {endpoint}: create it, or set S3_BUCKET"
        elif code in CREDENTIAL_CODES:
            message = (
                f"{endpoint} refused the credentials for bucket {bucket!r} ({code}): check "
                "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            )
        else:
            message = f"{endpoint}, bucket {bucket!r}: {err}"
        raise StoreError(message) from err
    except (NoCredentialsError, PartialCredentialsError) as err:
        raise StoreError(
            f"no whole credentials for bucket {bucket!r} at {endpoint}: set both AWS_ACCESS_KEY_ID "
            "and AWS_SECRET_ACCESS_KEY, or neither where the machine has a role or profile"
        ) from err
    except (BotoCoreError, Boto3Error) as err:
        raise StoreError(f"can't reach the object store {endpoint}: {err}") from err
