"""What tests let a prediction process do; it is found there by name."""

import os
import signal
import time
from typing import Any


def doze(_place: Any, seconds: float) -> int:
    """Take so long; which process did."""
    time.sleep(seconds)
    return os.getpid()


def die(_place: Any) -> None:
    """Be killed, as for want of memory."""
    os.kill(os.getpid(), signal.SIGKILL)
