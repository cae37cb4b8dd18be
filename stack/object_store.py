"""The embedded object store: SeaweedFS, of which nothing but S3 takes an order from anybody.

S3 asks for its keys. The servers behind it (master, volume, filer, admin) ask for none unless told:
over HTTP and gRPC any user of this machine could write what S3 protects. So they take nothing over
HTTP without a signature, and no gRPC connection without a certificate. There is one certificate, in
a folder that is this user's alone.
"""

import datetime
import json
import secrets
from collections.abc import Iterable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SERVERS = ("master", "volume", "filer", "admin")
SIGNED = ("jwt.signing", "jwt.signing.read", "jwt.filer_signing", "jwt.filer_signing.read")
SPEAK_GRPC = ("master", "volume", "filer", "s3", "admin", "worker", "msg_broker", "client")
CERTIFICATE, KEY = "grpc.crt", "grpc.key"
LASTS = datetime.timedelta(days=36_500)


def store_command(weed: Path, folder: Path, bucket: str, ports: Iterable[int]) -> list[str]:
    """The command that runs it, on loopback alone, in the folder of its keys.

    Args:
        folder: where its data lie.
        ports: ten, of which the first is S3's.
    """
    free = iter(ports)
    options = [f"-s3.port={next(free)}", f"-s3.port.grpc={next(free)}"]
    for name in SERVERS:
        options += [f"-{name}.port={next(free)}", f"-{name}.port.grpc={next(free)}"]
    return [
        str(weed), "mini", f"-dir={folder}", f"-bucket={bucket}",
        "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-disableHttp", "-admin.ui=false", "-webdav=false",
        "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false",
        "-s3.autoCreateBucket=false", *options,
    ]  # fmt: skip


def make_keys(folder: Path) -> None:
    """Write `security.toml`, which the store reads where it runs, and the certificate it names.

    The signing keys are new at each start: what they sign lives for seconds. The certificate is
    made at the first start and kept.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    if not (folder / CERTIFICATE).exists():
        _make_certificate(folder)
    certificate, key = json.dumps(f"{folder}/{CERTIFICATE}"), json.dumps(f"{folder}/{KEY}")
    lines = [f"[grpc]\nca = {certificate}"]
    lines += [f"[grpc.{name}]\ncert = {certificate}\nkey = {key}" for name in SPEAK_GRPC]
    lines += [f'[{name}]\nkey = "{secrets.token_urlsafe(32)}"' for name in SIGNED]
    _write(folder / "security.toml", "\n\n".join(lines).encode() + b"\n")


def _make_certificate(folder: Path) -> None:
    """One certificate, its own authority, for both ends; the key is readable by its owner alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "object store")])
    now = datetime.datetime.now(datetime.UTC)
    both_ends = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.ExtendedKeyUsage(both_ends), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(folder / KEY, private)
    _write(folder / CERTIFICATE, made.public_bytes(pem))  # last: that it is there says both are


def _write(file: Path, content: bytes) -> None:
    """Write a file aside, readable by its owner alone, and put it in its place at once."""
    aside = file.with_suffix(".new")
    aside.unlink(missing_ok=True)
    aside.touch(mode=0o600)
    aside.write_bytes(content)
    aside.replace(file)
