"""Settings of the web page, read from the environment once, in `create_app`.

CLIENT_SECRET_KEY     required; signs cookies and forms, and is what PINs are hashed with; the same
                      for all workers and replicas. To change it, write the former one behind the
                      new one, with a comma between: with it students' PINs are still checked
CLIENT_DATABASE_URL   required; sqlite:////path/client.db or postgresql://user:password@host/name
INFERENCE_URL         where POST /predict is answered; default http://127.0.0.1:3000
INFERENCE_TIMEOUT_S   seconds to wait for a prediction; default 3
QUESTIONS             path of questions.csv; default: the one next to the client folder. Beside it
                      may lie questions.jsonl (variants, Korean, hints, pictures; written by
                      `python -m bank`) and tags.csv (topics and what they build on)
CLIENT_QUESTION_HOURS for how many hours a question that was shown may be answered; default 24
CLIENT_OPEN_PRACTICE  0: nobody new practises outside of a class; default 1
CLIENT_METRICS_TOKEN  what Prometheus has to know to read /metrics; default: nobody reads it
CLIENT_HTTPS          1 when the page is served over HTTPS: cookies are then sent over HTTPS only
CLIENT_PROXIES        how many proxies of ours stand in front, each of which adds the address it was
                      asked from to X-Forwarded-For; default 0: that header is not believed
LIMIT_BROWSER, LIMIT_NICKNAME_HERE, LIMIT_NICKNAME, LIMIT_ADDRESS, LIMIT_NEW_STUDENTS
                      how many wrong PINs and new students there may be, such as 5/minute,20/day;
                      accounts/limiting.py has their meaning and defaults

The first two and CLIENT_METRICS_TOKEN may come from a file instead, as container secrets do:
CLIENT_SECRET_KEY_FILE and so on name one that holds the value.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from limits import RateLimitItem, parse_many

from .accounts.limiting import Limits

QUESTIONS = Path(__file__).resolve().parents[2] / "questions.csv"
YES = {"1", "true", "yes"}
MOST_PROXIES = 9
NEW_KEY = "python3 -c 'import secrets; print(secrets.token_hex(32))'"
LIMITS = {
    "LIMIT_BROWSER": "5/minute,10/hour,20/day",
    "LIMIT_NICKNAME_HERE": "20/hour,30/day",
    "LIMIT_NICKNAME": "50/day",
    "LIMIT_ADDRESS": "60/10minutes",
    "LIMIT_NEW_STUDENTS": "200/10minutes,1000/day",
}


class SettingsError(ValueError):
    """One or more settings are missing or wrong; the message lists all of them."""


@dataclass(frozen=True)
class Settings:
    """What the app needs to know about the machine it runs on."""

    secret_key: str = field(repr=False)
    former_secret_keys: tuple[str, ...] = field(repr=False)
    database_url: str = field(repr=False)
    inference_url: str
    inference_timeout_s: float
    questions: Path
    question_hours: float
    open_practice: bool
    metrics_token: str = field(repr=False)
    https: bool
    proxies: int
    limits: Limits
    testing: bool


def read_settings(overrides: Mapping | None = None) -> Settings:
    """Settings from the environment, overridden by `overrides`.

    Raises SettingsError that lists every problem and what to do about it.
    """
    values = {**os.environ, **(overrides or {})}
    problems: list[str] = []

    secret_key = _text_or_file(values, "CLIENT_SECRET_KEY", problems)
    secret_keys = tuple((secret_key or "").split(","))
    if secret_key is not None and min(map(len, secret_keys)) < 16:
        got = f"{min(map(len, secret_keys))} characters long" if secret_key else "not set"
        if len(secret_keys) > 1:
            got = f"{len(secret_keys)} keys with commas between, of which one is {got}"
        problems.append(
            f"CLIENT_SECRET_KEY is {got}, expected 16 characters or more. It signs cookies and "
            f"forms: make one with  {NEW_KEY}  and export it, the same for every worker."
        )
    database_url = _text_or_file(values, "CLIENT_DATABASE_URL", problems)
    if database_url == "":
        problems.append(
            "CLIENT_DATABASE_URL is not set, expected a SQLAlchemy URL. Export for instance "
            "CLIENT_DATABASE_URL=sqlite:////var/lib/practice/client.db"
        )
    inference_url = str(values.get("INFERENCE_URL") or "http://127.0.0.1:3000").rstrip("/")
    if not inference_url.startswith(("http://", "https://")):
        problems.append(
            f"INFERENCE_URL = {inference_url!r}, expected an address such as http://127.0.0.1:3000"
        )
    timeout = _number(values.get("INFERENCE_TIMEOUT_S") or 3, most=60)
    if timeout is None:
        problems.append(
            f"INFERENCE_TIMEOUT_S = {values['INFERENCE_TIMEOUT_S']!r}, expected seconds between "
            "0 and 60, for instance 3"
        )
    hours = _number(values.get("CLIENT_QUESTION_HOURS") or 24, most=24 * 366)
    if hours is None:
        problems.append(
            f"CLIENT_QUESTION_HOURS = {values['CLIENT_QUESTION_HOURS']!r}, expected hours between "
            "0 and 8784, for instance 24"
        )
    proxies = str(values.get("CLIENT_PROXIES") or 0)
    if proxies not in {str(number) for number in range(MOST_PROXIES + 1)}:
        problems.append(
            f"CLIENT_PROXIES = {proxies!r}, expected how many proxies stand in front, "
            f"0 to {MOST_PROXIES}"
        )
    metrics_token = _text_or_file(values, "CLIENT_METRICS_TOKEN", problems)
    limits = {}
    for name, default in LIMITS.items():
        given = str(values.get(name) or default)
        items = _limits(given)
        if not items:
            problems.append(f"{name} = {given!r}, expected limits such as {default}")
        limits[name.removeprefix("LIMIT_").lower()] = items
    if problems:
        raise SettingsError("The web page cannot start:\n  - " + "\n  - ".join(problems))
    return Settings(
        secret_key=secret_keys[0],
        former_secret_keys=secret_keys[1:],
        database_url=database_url or "",
        inference_url=inference_url,
        inference_timeout_s=timeout or 3.0,
        questions=Path(values.get("QUESTIONS") or QUESTIONS),
        question_hours=hours or 24.0,
        open_practice=str(values.get("CLIENT_OPEN_PRACTICE") or "1").lower() in YES,
        https=str(values.get("CLIENT_HTTPS", "")).lower() in YES,
        proxies=int(proxies),
        limits=Limits(**limits),
        metrics_token=metrics_token or "",
        testing=bool((overrides or {}).get("TESTING")),
    )


def _text_or_file(values: Mapping, name: str, problems: list[str]) -> str | None:
    """The value of NAME or of the file that NAME_FILE names; "" for neither, None for a problem."""
    text, file = str(values.get(name) or ""), values.get(f"{name}_FILE")
    if not file:
        return text
    if text:
        problems.append(f"{name} and {name}_FILE are both set, expected one of them: unset one.")
        return None
    try:
        text = Path(file).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as err:
        problems.append(f"{name}_FILE = {str(file)!r} cannot be read: {err}")
        return None
    if not text:
        problems.append(f"{name}_FILE = {str(file)!r} is empty, expected the value in it.")
        return None
    return text


def _limits(text: str) -> tuple[RateLimitItem, ...]:
    """Limits such as `5/minute,20/day`; none where the text is something else."""
    try:
        items = tuple(parse_many(text))
    except ValueError:
        return ()
    return items if all(item.amount > 0 and item.multiples > 0 for item in items) else ()


def _number(value: object, most: float) -> float | None:
    """The value above 0 and up to `most`, else None."""
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if 0 < number <= most else None
