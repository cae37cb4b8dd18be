"""The database restarts, or comes late: no answer is lost or doubled, no student sees it.

A PostgreSQL of our own is stopped and started under the real page; a line to it that is cut right
after a commit shows that what may have happened is looked for before it is done again.
"""

import contextlib
import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import sqlalchemy as sa
from postgres_server import HAVE_POSTGRES, Line, PostgresServer, free_port
from visitor import Browser
from web_server import Student

from client.app.database import db
from client.app.main import create_app

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def server():
    if not HAVE_POSTGRES:
        pytest.skip("there is no PostgreSQL server on this machine: apt-get install postgresql")
    postgres = PostgresServer()
    postgres.start()
    yield postgres
    postgres.remove()


@pytest.fixture
def postgres(server, config):
    """The server, running and with no tables in its database, which `config` names."""
    with sa.create_engine(_driver(server.url)).begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    config["CLIENT_DATABASE_URL"] = server.url
    return server


@pytest.fixture
def line(postgres, config):
    """A line to the server, which `config` names instead."""
    relay = Line(postgres.port)
    config["CLIENT_DATABASE_URL"] = f"postgresql://postgres@127.0.0.1:{relay.port}/postgres"
    yield relay
    relay.close()


def _driver(url: str) -> sa.URL:
    return sa.make_url(url).set(drivername="postgresql+psycopg")


def _stored(postgres) -> list[str]:
    engine = sa.create_engine(_driver(postgres.url))
    with engine.connect() as connection:
        return list(connection.scalars(sa.select(db.interactions.c.event_id)))


def test_students_do_not_notice_a_database_that_restarts(postgres, page):
    web = page().wait()
    students = [Student(web.url, f"Mina {number}") for number in range(6)]
    over = threading.Event()

    def practise(student: Student) -> list[str]:
        student.sign_in()
        sent = []
        while not over.is_set():
            sent.append(student.answer())
        return sent

    with ThreadPoolExecutor(len(students)) as pool:
        answering = [pool.submit(practise, student) for student in students]
        for mode, away_s in (("fast", 3), ("immediate", 1), ("fast", 0)):
            _wait_for_more(postgres, 20)
            postgres.stop(mode)
            time.sleep(away_s)  # the outage itself
            postgres.start()
        _wait_for_more(postgres, 20)
        over.set()
        sent = [event for future in answering for event in future.result(60)]
    assert {status for student in students for status in student.statuses} <= {200, 302, 303}
    assert sorted(_stored(postgres)) == sorted(sent)


def _wait_for_more(postgres, answers: int) -> None:
    aim, give_up = len(_stored(postgres)) + answers, time.monotonic() + 60
    while len(_stored(postgres)) < aim:
        assert time.monotonic() < give_up, "nobody answers any more"
        time.sleep(0.1)


@pytest.fixture
def mina(line, config):
    """A browser in which Mina has signed in over the line; nothing has been cut yet."""
    app = create_app(config)
    browser = Browser(app)
    browser.sign_in()
    yield browser
    app.extensions["engine"].dispose()


@contextlib.contextmanager
def commits_cut(browser, line, *numbers: int):
    """These commits (0 is the next one; repeated ones count too) are not confirmed."""
    seen = itertools.count()

    def cut(_connection):
        if next(seen) in numbers:
            line.cut_after = b"COMMIT"

    sa.event.listen(browser.engine, "commit", cut)
    line.cuts = 0
    yield
    sa.event.remove(browser.engine, "commit", cut)
    assert line.cuts == len(numbers)


def test_of_an_answers_transactions_each_may_lose_its_confirmation(mina, line, caplog):
    for number in range(8):
        mina.get("/practice")
        with commits_cut(mina, line, number):
            page = mina.post("/answer", **mina.form(), response="6/9")
        assert page.status_code == 200 and page.request.path.startswith("/answered/")
        assert len(mina.rows()) == number + 1
        assert [row.answered for row in mina.rows("scores")] == list(range(number + 2))
    assert "could not be" not in caplog.text


def post_sign_in(browser: Browser, nickname: str, pin: str, **fields: str):
    form = browser.form() | fields
    return browser.post("/sign-in", **{**form, "nickname": nickname, "pin": pin})


def counts(browser: Browser, *kinds: str) -> list[int]:
    """How many wrong PINs stand in the counters of these kinds, each kind's highest."""
    rows = [(row.key.split("/")[1], row.hits) for row in browser.rows("counters")]
    return [max([hits for kind, hits in rows if kind == wanted] or [0]) for wanted in kinds]


@pytest.mark.parametrize("number", range(3))
def test_a_sign_up_whose_commits_were_not_confirmed_makes_one_student(mina, line, number):
    """Its transactions look the nickname up, look whether it may join, and make the student."""
    other = Browser(mina.http.application)
    other.get("/sign-in")
    post_sign_in(other, "Jun", "1234")
    with commits_cut(mina, line, number):
        page = post_sign_in(other, "Jun", "1234")
    assert "Welcome, Jun!" in page.text
    assert len(mina.rows("students")) == len(mina.rows("sessions")) == 2
    assert counts(mina, "new") == [2]


def test_a_wrong_pin_whose_commit_was_not_confirmed_counts_once(mina, line):
    other = Browser(mina.http.application)
    for tries in range(1, 6):
        other.get("/sign-in")
        with commits_cut(mina, line, 1):  # the first looks the nickname up
            assert "does not match" in post_sign_in(other, "Mina", "0000").text
        assert counts(mina, "browser", "here", "nickname") == [tries] * 3


def test_a_right_pin_whose_commits_were_not_confirmed_leaves_the_wrong_ones(mina, line):
    wrong, other = Browser(mina.http.application), Browser(mina.http.application)
    for _try in range(3):
        wrong.sign_in(pin="0000")
    other.get("/sign-in")
    with commits_cut(mina, line, 1, 3):  # of counting the try, and of forgiving it
        assert "Welcome back" in post_sign_in(other, "Mina", "2580").text
    assert counts(mina, "browser", "here", "nickname", "address") == [3] * 4
    assert len(mina.rows("sessions")) == 2


def test_a_transaction_that_the_server_ends_is_run_again(mina):
    ran = []

    def work(connection: sa.Connection) -> int:
        ran.append(connection.scalar(sa.text("SELECT pg_backend_pid()")))
        if len(ran) == 1:
            connection.execute(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return ran[-1]

    assert db.write(mina.engine, work) == ran[1] != ran[0]


def test_what_waiting_does_not_cure_is_not_run_again(mina):
    ran = []

    def work(connection: sa.Connection) -> None:
        ran.append(1)
        connection.execute(sa.text("SET LOCAL statement_timeout = 10"))
        connection.execute(sa.text("SELECT pg_sleep(5)"))

    with pytest.raises(sa.exc.OperationalError, match="statement timeout"):
        db.write(mina.engine, work)
    assert ran == [1]


def test_a_database_that_stays_away_keeps_the_typed_answer(mina, postgres, monkeypatch):
    mina.get("/practice")
    form = mina.form()
    monkeypatch.setattr(db, "WAIT_S", 2)
    postgres.stop()
    started = time.monotonic()
    page = mina.post("/answer", **form, response="6/9")
    assert 2 <= time.monotonic() - started < 3.5  # waited for it once, not at every step
    ready = mina.http.get("/readyz")
    alive = mina.http.get("/up")
    postgres.start()
    assert page.status_code == 503 and 'value="6/9" required checked' in page.text
    assert (ready.status_code, ready.json["part"], alive.status_code) == (503, "database", 200)
    assert mina.http.get("/readyz").status_code == 200
    mina.post("/answer", **form, response="6/9")
    assert len(mina.rows()) == 1


def test_the_page_may_start_before_its_database(postgres, page):
    postgres.stop()
    web = page()
    with pytest.raises(requests.Timeout):  # taken by the listener, answered by nobody yet
        for _try in range(100):
            try:
                requests.get(f"{web.url}/up", timeout=1)
            except requests.ConnectionError:
                time.sleep(0.1)
    postgres.start()
    web.wait()
    assert "Let’s practise" in requests.get(web.url, timeout=10).text


def test_a_database_that_never_comes_is_said_clearly(monkeypatch):
    monkeypatch.setattr(db, "START_WAIT_S", 0.5)
    url = f"postgresql://dkt:secret@127.0.0.1:{free_port()}/dkt"
    with pytest.raises(db.DatabaseAwayError) as caught:
        db.open_database(url)
    assert "Connection refused" in str(caught.value) and "CLIENT_DATABASE_URL" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_of_forms_of_one_item_sent_at_once_postgres_takes_one(postgres, config):
    app = create_app(config)
    student = Browser(app)
    student.sign_in()
    cookie = student.http.get_cookie("practice").value

    def send(form):
        client = app.test_client()
        client.set_cookie("practice", cookie)
        start.wait()
        return client.post("/answer", data=form).status_code

    for done in range(1, 4):  # an item a round
        forms = []
        for _ in range(8):
            student.get("/practice")
            forms.append(student.form())
        choice = {"response": app.extensions["questions"][forms[0]["assessmentItemID"]].answer}
        start = threading.Barrier(8)
        with ThreadPoolExecutor(8) as pool:
            statuses = sorted(pool.map(send, [{**form, **choice} for form in forms]))
        assert statuses == [303] + [409] * 7
        assert len(_stored(postgres)) == done
    app.extensions["engine"].dispose()
