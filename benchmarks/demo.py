"""A made-up class that has practised for three weeks, in a stack that runs (`make demo`).

    make run            # in one terminal
    make demo           # in another

A teacher is invited and makes a class; 24 pupils come in by a class list, over HTTP as people do.
Then each practises four days a week for three weeks: the live model is asked as of every moment of
then, its policy chooses, a learner of `benchmarks.practice` answers. The answers go into the page's
database in the order of time, with the times they would have had and with what the model predicted.
It ends with where to look. Done again it makes another class.
"""

import argparse
import json
import random
import re
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import sqlalchemy as sa
from rich.progress import Progress

from benchmarks.learners import Learner, Population, read_learners
from data.client_database import open_client_database
from dkt.features.question_bank import Question, Tag, read_question_bank, read_tags
from settings import Settings, SettingsError, load_settings
from stack.airflow_rest import Airflow
from stack.home import HomeError, loopback_without_proxy
from stack.invite import invite

LEARNERS = Path(__file__).with_name("learners.json")
NAMES = [
    "Ada",
    "Ben",
    "Chloe",
    "Dan",
    "Ella",
    "Finn",
    "Grace",
    "Hugo",
    "Iris",
    "Jun",
    "Kim",
    "Lena",
    "Mina",
    "Noah",
    "Olga",
    "Paul",
    "Quinn",
    "Rosa",
    "Sam",
    "Tara",
    "Uma",
    "Vera",
    "Will",
    "Yuna",
]
KINDS = ("learner", "learner", "forgetful", "gaps", "learner", "steps", "jumper", "guesser")
"""Populations of learners.json, in turns."""
GRADE = 4
DAYS, WEEKS = (0, 1, 3, 4), 3
"""Practice on Mondays, Tuesdays, Thursdays and Fridays."""
SITTING = 7  # answers
TEACHER, PASSWORD = "Ms Kim", "a class that was made up"
TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')


class Pupil(NamedTuple):
    """Who practises, as whom."""

    user_id: str
    nickname: str
    learner: Learner
    random: random.Random


class Played(NamedTuple):
    """What the database gets of one pupil."""

    answers: list[dict[str, Any]]
    scores: list[dict[str, Any]]


class Teacher:
    """A browser over HTTP."""

    def __init__(self, site: str) -> None:
        self.http = httpx.Client(base_url=site, follow_redirects=True, timeout=60)
        self._token = ""

    def get(self, path: str) -> str:
        return self._read(self.http.get(path))

    def post(self, path: str, **fields: str) -> str:
        return self._read(self.http.post(path, data={"csrf_token": self._token, **fields}))

    def _read(self, answer: httpx.Response) -> str:
        if answer.status_code != 200:
            raise HomeError(f"{answer.request.url} answered with HTTP {answer.status_code}")
        if found := TOKEN.search(answer.text):
            self._token = unescape(found.group(1))
        return answer.text


def make_class(settings: Settings, pupils: int) -> tuple[str, str]:
    """A new teacher with a class of so many NAMES; the teacher's name and the class's id."""
    site = f"http://127.0.0.1:{settings.client_port}"
    teacher, name = Teacher(site), f"{TEACHER} {datetime.now():%H:%M:%S}"
    link = invite("teacher", 1).removeprefix(site)
    teacher.get(link)
    teacher.post(link, nickname=name, password=PASSWORD)
    teacher.get("/teach/")
    class_id = uuid.uuid4().hex[:16]
    teacher.post("/teach/", name=f"{GRADE}A", class_id=class_id)
    roster = "name,grade\n" + "".join(f"{one},{GRADE}\n" for one in NAMES[:pupils])
    teacher.get(f"/teach/{class_id}/pupils")
    teacher.post(f"/teach/{class_id}/pupils/list", roster=roster)
    teacher.post(f"/teach/{class_id}/pupils/list/apply", roster=roster)
    return name, class_id


def moments(now: datetime, rng: random.Random) -> list[datetime]:
    """When a pupil answers: on the days of practice, from some moment of the morning on."""
    monday = (now - timedelta(days=now.weekday(), weeks=WEEKS)).replace(
        hour=8, minute=0, second=0, microsecond=0
    )
    found = []
    for week in range(WEEKS + 1):
        for day in DAYS:
            if rng.random() < 0.1:  # was ill, or did something else
                continue
            at = monday + timedelta(weeks=week, days=day, minutes=rng.uniform(0, 240))
            for _ in range(rng.randint(SITTING - 2, SITTING + 2)):
                at += timedelta(seconds=rng.uniform(12, 50))
                found.append(at)
    return [at for at in found if at < now]


def play(
    pupil: Pupil, times: list[datetime], bank: dict[str, Question], variants: dict[str, list],
    service: httpx.Client,
) -> Played:  # fmt: skip
    """Let a pupil practise at these moments."""
    history: list[dict[str, Any]] = []
    answers, scores = [], []
    for at in times:
        answer = service.post(
            "/predict", json={"history": history, "asked_at": at.isoformat(), "grade": GRADE}
        )
        reply = answer.raise_for_status().json()
        if history:
            scores.append(_score(pupil.user_id, len(history), reply))
        item = bank[reply["next"][0]["id"]]
        elapsed = round(pupil.random.uniform(5, 40), 1)
        is_right = pupil.learner.answer(item.id, at.timestamp())
        number = pupil.random.randrange(len(variants[item.id]))
        wording = variants[item.id][number]["en"]
        gave_up = not is_right and pupil.random.random() < 0.1
        response = wording["answer"] if is_right else _wrong(wording, pupil.random)
        row = {
            "assessmentItemID": item.id, "testId": item.test, "KnowledgeTag": item.tags,
            "answerCode": int(is_right), "elapsed_s": elapsed,
        }  # fmt: skip
        history.append({**row, "Timestamp": at.isoformat()})
        answers.append({
            **row, "event_id": str(uuid.UUID(int=pupil.random.getrandbits(128), version=4)),
            "userID": pupil.user_id, "Timestamp": at, "predicted": reply["probabilities"][item.id],
            "model_version": reply["model_version"], "source": "web", "variant": number,
            "response": "" if gave_up else response, "gave_up": gave_up, "language": "en",
            "hints": 0,
        })  # fmt: skip
    return Played(answers, scores)


def _wrong(wording: dict[str, Any], rng: random.Random) -> str:
    """A wrong answer, most often one with a known reason."""
    wrong = [choice for choice in wording["choices"] if choice != wording["answer"]]
    return rng.choice(list(wording["mistakes"]) or wrong or ["0"])


def _score(user_id: str, answered: int, reply: dict[str, Any]) -> dict[str, Any]:
    level = reply["level"] or {"grade": None, "interval": [None, None]}
    return {
        "userID": user_id, "answered": answered, "score": reply["score"],
        "model_version": reply["model_version"], "score_low": reply["score_interval"][0],
        "score_high": reply["score_interval"][1], "level": level["grade"],
        "level_low": level["interval"][0], "level_high": level["interval"][1],
    }  # fmt: skip


def demo(settings: Settings, seed: int, pupils: int = len(NAMES)) -> dict[str, Any]:
    """Make the class and its three weeks; the figures. Raises HomeError, httpx.HTTPError."""
    bank: list[Question] = read_question_bank(settings.questions)
    tags: dict[str, Tag] = read_tags(settings.questions.with_name("tags.csv"))
    file = settings.questions.with_suffix(".jsonl")
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    variants = {row["id"]: row["variants"] for row in rows}
    name, class_id = make_class(settings, pupils)
    engine = open_client_database(settings.database_url)
    students, interactions, scores = (
        sa.Table(table, sa.MetaData(), autoload_with=engine)
        for table in ("students", "interactions", "scores")
    )
    with engine.connect() as connection:
        mine = sa.select(students.c.userID, students.c.nickname).order_by(students.c.nickname)
        listed = connection.execute(mine.where(students.c.class_id == class_id)).all()
    kinds: dict[str, Population] = {one.name: one for one in read_learners(LEARNERS)}
    class_of = [
        Pupil(
            user_id, nickname,
            Learner(kinds[KINDS[k % len(KINDS)]], k // len(KINDS) + 1, bank, tags, seed),
            random.Random(f"{seed} {k}"),
        )
        for k, (user_id, nickname) in enumerate(listed)
    ]  # fmt: skip
    now = datetime.now(UTC)
    times = [moments(now, pupil.random) for pupil in class_of]
    by_id = {question.id: question for question in bank}
    limits = httpx.Limits(max_keepalive_connections=4)
    with (
        httpx.Client(base_url=settings.inference_url, timeout=60, limits=limits) as service,
        ThreadPoolExecutor(4) as pool, Progress(transient=True) as shown,
    ):  # fmt: skip
        bar = shown.add_task("three weeks of practice", total=sum(map(len, times)))

        def one(pupil: Pupil, at: list[datetime]) -> Played:
            played = play(pupil, at, by_id, variants, service)
            shown.advance(bar, len(at))
            return played

        played = list(pool.map(one, class_of, times))
    answers = sorted((row for one in played for row in one.answers), key=lambda r: r["Timestamp"])
    with engine.begin() as connection:
        connection.execute(interactions.insert(), answers)
        connection.execute(scores.insert(), [row for one in played for row in one.scores])
    engine.dispose()
    return {
        "teacher": name, "password": PASSWORD, "class": class_id, "pupils": len(class_of),
        "answers": len(answers), "right": sum(row["answerCode"] for row in answers) / len(answers),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.demo", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pupils", type=int, default=len(NAMES), help="at most %(default)s")
    asked = parser.parse_args()
    try:
        settings = load_settings()
        loopback_without_proxy()
        played = demo(settings, asked.seed, asked.pupils)
        airflow = Airflow(settings)
        airflow.sign_in()
        airflow.trigger("update_data_dag", f"demo-{played['class']}")
        site = f"http://127.0.0.1:{settings.client_port}"
        operator = invite("operator", 1)
    except (HomeError, SettingsError, httpx.HTTPError, OSError, sa.exc.SQLAlchemyError) as err:
        sys.stderr.write(f"demo: {err}; is the stack up (make run)?\n")
        raise SystemExit(1) from err
    sys.stderr.write(
        f"\n{played['pupils']} pupils gave {played['answers']} answers; update_data_dag takes them "
        "into the lake, and a model is trained on them.\n"
        f"  the class    {site}/staff/sign-in\n"
        f"               {played['teacher']}, password: {played['password']}\n"
        f"  is all well? {operator}\n\n"
    )
    sys.stdout.write(json.dumps(played) + "\n")


if __name__ == "__main__":
    main()
