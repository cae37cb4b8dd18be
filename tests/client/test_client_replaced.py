"""The page is replaced by another or ends: who is in is served, and nobody is turned away."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from web_server import Student

pytestmark = pytest.mark.stack


def test_a_page_that_is_replaced_under_load_fails_no_request(page):
    """As a rolling update does it: the first is told to end, and those who send it requests hear
    of that a second later. Only refused connections may be tried elsewhere."""
    old, new = page(CLIENT_DRAIN_S="2").wait(), page().wait()
    known = [old, new]
    over = threading.Event()
    asked: list[tuple[int, int]] = []

    def browse(_number: int) -> None:
        while not over.is_set():
            reply = requests.get(f"{known[0].url}/sign-in", timeout=30)
            asked.append((int(reply.url.split(":")[2].split("/")[0]), reply.status_code))

    with ThreadPoolExecutor(8) as pool:
        browsing = [pool.submit(browse, number) for number in range(8)]
        _wait_until(lambda: len(asked) > 100)
        old.terminate()
        time.sleep(1)
        known.remove(old)
        assert old.process.wait(35) == 0
        before = len(asked)
        _wait_until(lambda: len(asked) > before + 50 or any(one.done() for one in browsing))
        over.set()
        for one in browsing:
            one.result(30)
    assert {status for _port, status in asked} == {200}
    assert {port for port, _status in asked} == {old.port, new.port}


def test_a_page_that_ends_serves_who_is_in_and_refuses_who_comes(page, service):
    """Nobody may be left knocking at a door that will not open again."""
    web = page(INFERENCE_TIMEOUT_S="20").wait()
    waiting, asked = threading.Event(), threading.Event()

    def hold(_history):
        asked.set()
        assert waiting.wait(30)

    service.before = hold
    student = Student(web.url, "Mina")
    with ThreadPoolExecutor(1) as pool:
        signing_in = pool.submit(student.sign_in)
        assert asked.wait(20)
        web.terminate()

        def refused() -> bool:
            try:
                requests.get(f"{web.url}/up", timeout=1)
            except requests.ConnectionError as err:
                return "refused" in str(err)
            return False

        _wait_until(refused, 5)
        assert web.process.poll() is None
        waiting.set()
        assert "Which is equal to" in signing_in.result(20)
    assert web.process.wait(35) == 0


def _wait_until(condition, seconds: float = 60) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not come to that"
        time.sleep(0.05)
