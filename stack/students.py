"""Students who practise through the web page over HTTP, as browsers do, until told to stop.

What they count is what a student would notice: answers that the page confirmed, pages that failed,
predictions that were missing.
"""

import csv
import json
import random
import threading
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import httpx

from stack.dagrun import say

PACE_S = 0.5
"""Mean pause between two answers of a student."""
PROBE_S = 0.1
"""Pause between two probes."""


TOLD = 10
TIMEOUT_S = 60
"""Longer than the page waits for a database that restarts."""


@dataclass
class Tally:
    """What happened to all students and probes together; guarded by `lock`."""

    answers: list[str] = field(default_factory=list)  # event ids that the page confirmed
    requests: int = 0
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, failure: str | None = None) -> None:
        with self.lock:
            self.requests += 1
            if failure:
                self.failures.append(failure)

    def accounts(self, stored: list[str]) -> dict[str, int]:
        """What students were told is kept, against the event ids that the lake has.

        Tells the first failures of students on the way.
        """
        for failure in self.failures[:TOLD]:
            say(f"failed: {failure}")
        return {
            "answers": len(self.answers),
            "lost": len(set(self.answers) - set(stored)),
            "duplicated": len(stored) - len(set(stored)),
        }


def right_answers(questions: Path, language: str = "en") -> dict[tuple[str, str], str]:
    """The answer to each (item, question and what its picture shows) of a bank, with the variants
    beside it; in English where there is no other language."""
    with questions.open(newline="", encoding="utf-8") as file:
        rows = [(r["assessmentItemID"], r["question"], r["answer"]) for r in csv.DictReader(file)]
    variants = questions.with_name("questions.jsonl")
    if variants.is_file():
        for line in variants.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            said = [one.get(language, one["en"]) for one in row["variants"]]
            rows += [(row["id"], f"{one['question']} {one['alt']}", one["answer"]) for one in said]
    return {(item, " ".join(question.split())): answer for item, question, answer in rows}


class Form(HTMLParser):
    """The fields of a page's last form: hidden values, the choices of `response`, the question."""

    def __init__(self, html: str):
        super().__init__()
        self.fields: dict[str, str] = {}
        self.choices: list[str] = []
        self.question = ""
        self._inside: list[str] = []
        self.feed(html)
        self.question = " ".join(self.question.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.fields, self.choices = {}, []
        if found.get("class") == "picture":
            self.question += f" {found['aria-label']}"
        if found.get("id") == "question" or (self._inside and tag == "math"):
            self._inside.append(tag)
        if tag != "input" or "name" not in found:
            return
        if found.get("type") == "radio":
            self.choices.append(found.get("value", ""))
        else:
            self.fields[found["name"]] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if self._inside[-1:] == [tag]:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside and "math" not in self._inside:  # it repeats for eyes what stands there
            self.question += data


class Student(threading.Thread):
    """Signs in, then answers whatever the page shows, right with the student's own chance."""

    def __init__(self, number: int, url: str, questions: Path, tally: Tally, stop: threading.Event):
        super().__init__(name=f"student-{number}", daemon=True)
        self.rng = random.Random(number)
        self.chance = self.rng.uniform(0.4, 0.9)
        self.tally, self.stop = tally, stop
        self.http = httpx.Client(base_url=url, timeout=TIMEOUT_S, follow_redirects=True)
        self.right = right_answers(questions)

    def run(self) -> None:
        page = self._ask("GET", "/")
        if page is None:
            return
        sign_in = Form(page.text).fields | {"nickname": self.name, "pin": "2468"}
        page = self._ask("POST", str(page.url.path), sign_in)
        if page is not None and "new" in Form(page.text).fields:  # asked whether one is new here
            page = self._ask("POST", "/sign-in", Form(page.text).fields | {"pin": "2468"})
        while page is not None and not self.stop.is_set():
            page = self._ask("GET", "/practice")
            if page is None:
                return
            form = Form(page.text)
            event_id = form.fields.get("event_id", "")
            answer = form.fields | {"response": self._response(form)}
            page = self._ask("POST", "/answer", answer)
            if page is not None:
                with self.tally.lock:
                    self.tally.answers.append(event_id)
            self.stop.wait(self.rng.uniform(0, 2 * PACE_S))

    def _response(self, form: Form) -> str:
        right = self.right[form.fields["assessmentItemID"], form.question]
        if self.rng.random() < self.chance:
            return right
        return self.rng.choice(form.choices) if form.choices else str(self.rng.randint(0, 99))

    def _ask(
        self, method: str, path: str, data: dict[str, str] | None = None
    ) -> httpx.Response | None:
        """A page, or None after a failure, which ends this student."""
        try:
            page = self.http.request(method, path, data=data)
        except httpx.HTTPError as err:
            self.tally.count(f"{self.name}: {method} {path}: {err!r}")
            return None
        failed = page.status_code >= 400
        self.tally.count(f"{self.name}: {method} {path}: {page.status_code}" if failed else None)
        return None if failed else page


class Probe(threading.Thread):
    """Asks the stable address for predictions without pause; every answer must be a prediction."""

    def __init__(self, url: str, items: list[str], tally: Tally, stop: threading.Event):
        super().__init__(name="probe", daemon=True)
        self.http = httpx.Client(base_url=url, timeout=10)
        self.history = [{"assessmentItemID": i, "answerCode": n % 2} for n, i in enumerate(items)]
        self.tally, self.stop = tally, stop
        self.models: set[str] = set()

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                answer = self.http.post("/predict", json={"history": self.history})
                failed = answer.status_code != 200
                self.tally.count(
                    f"predict: {answer.status_code} {answer.text[:200]}" if failed else None
                )
                if not failed:
                    self.models.add(answer.json()["model_version"])
            except httpx.HTTPError as err:
                self.tally.count(f"predict: {err!r}")
            self.stop.wait(PROBE_S)
