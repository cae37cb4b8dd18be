"""Put a line into the note of the Airflow run that this command is part of, where operators see it.

    python -m models verdict VERSION | python -m stack note

The line, the last of standard input, is printed again. Outside Airflow, without a line, or if
Airflow does not take the note, that is all: a note is for people, nothing depends on it.
"""

import os
import sys

import httpx

from settings import SettingsError, load_settings
from stack.airflow_rest import Airflow

LONGEST = 1000
"""Characters that Airflow takes."""
DAG, RUN = "AIRFLOW_CTX_DAG_ID", "AIRFLOW_CTX_DAG_RUN_ID"
"""Names under which Airflow tells a task's command whose it is."""


def note() -> None:
    """Put the last line of standard input into the note of this Airflow run."""
    lines = sys.stdin.read().strip().splitlines()
    if not lines:
        return
    sys.stdout.write(f"{lines[-1]}\n")
    if DAG not in os.environ or RUN not in os.environ:
        return
    try:
        airflow = Airflow(load_settings())
        airflow.sign_in()
        airflow.note(os.environ[DAG], os.environ[RUN], lines[-1][:LONGEST])
    except (SettingsError, httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError) as err:
        sys.stderr.write(f"stack: Airflow did not take the note: {err!r}\n")
