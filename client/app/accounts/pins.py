"""PINs are stored as scrypt of an HMAC: without the page's secret nobody can try them offline.

A PIN has four digits or a few more. Whoever can compute its hash tries all of them within minutes,
even at a tenth of a second each. So the key of the HMAC guards a stolen database, which does not
hold it, and counting guards the page (`limiting.py`). Scrypt's own cost has to be small enough for
a class that signs in at once. Measured on two cores: N = 2^15 takes 32 MB and 0.14 s, N = 2^11
takes 2 MB and 0.004 s. A process computes HASHES_AT_ONCE at a time; the others queue.

The key follows from CLIENT_SECRET_KEY. A hash names the key it was made with by an id:

    hmac-scrypt:2048:8:1:KEY_ID$SALT$HASH     before: scrypt:32768:8:1$SALT$HASH, which still works
"""

import hashlib
import hmac
import logging
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.security import check_password_hash

log = logging.getLogger(__name__)

METHOD = "hmac-scrypt"
N, R, P = 2048, 8, 1
HASHES_AT_ONCE = max(1, min(os.cpu_count() or 1, 4))
PATIENCE_S = 10.0
"""The longest wait in the queue; two hundred hashes take about two seconds on two cores."""


class BusyError(RuntimeError):
    """Too many PINs wait to be checked; one may try again in some seconds."""


class LostKeyError(RuntimeError):
    """A PIN was hashed with a key that this page does not have."""


class Pins:
    """Hashes and checks PINs; safe to share between threads.

    `keys` are the page's secrets, the present one first, then those that it had before.
    """

    def __init__(self, keys: tuple[str, ...]) -> None:
        derived = [hmac.digest(key.encode(), b"pepper of PINs", "sha256") for key in keys]
        self._peppers = {self._id(pepper): pepper for pepper in derived}
        self._present = self._id(derived[0])
        self._gate = threading.BoundedSemaphore(HASHES_AT_ONCE)

    def hash(self, pin: str) -> str:
        """What to store for a PIN. Raises BusyError."""
        salt = secrets.token_hex(8)
        with self._turn():
            digest = self._scrypt(self._present, salt, pin, N, R, P)
        return f"{METHOD}:{N}:{R}:{P}:{self._present}${salt}${digest}"

    def is_right(self, stored: str, pin: str) -> bool:
        """Whether the PIN is the stored one's. Raises BusyError and LostKeyError."""
        method, salt, expected = stored.split("$")
        name, *cost = method.split(":")
        if name != METHOD:
            with self._turn():
                return check_password_hash(stored, pin)
        n, r, p, key_id = cost
        if key_id not in self._peppers:
            raise LostKeyError(
                f"a PIN was hashed with the CLIENT_SECRET_KEY of id {key_id}, the page has "
                f"{', '.join(self._peppers)}: write the former key behind the present one, "
                "CLIENT_SECRET_KEY=PRESENT,FORMER"
            )
        with self._turn():
            digest = self._scrypt(key_id, salt, pin, int(n), int(r), int(p))
        return hmac.compare_digest(digest, expected)

    def is_outdated(self, stored: str) -> bool:
        """Whether a PIN should be hashed anew at its next use: another method, cost or key."""
        return not stored.startswith(f"{METHOD}:{N}:{R}:{P}:{self._present}$")

    def seal(self, pin: str, nonce: str) -> str:
        """A digest by which the same PIN is known again, for a short time; costs nothing."""
        text = f"{nonce}:{pin}".encode()
        return hmac.new(self._peppers[self._present], text, "sha256").hexdigest()

    def _scrypt(self, key_id: str, salt: str, pin: str, n: int, r: int, p: int) -> str:
        peppered = hmac.digest(self._peppers[key_id], pin.encode(), "sha256")
        room = 132 * n * r * p + 2**20
        return hashlib.scrypt(peppered, salt=salt.encode(), n=n, r=r, p=p, maxmem=room).hex()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._gate.acquire(timeout=PATIENCE_S):
            raise BusyError(f"no PIN could be checked within {PATIENCE_S:.0f} s")
        try:
            yield
        finally:
            self._gate.release()

    @staticmethod
    def _id(pepper: bytes) -> str:
        return hmac.new(pepper, b"id", "sha256").hexdigest()[:8]
