"""How PINs are stored: with a pepper, upgraded at sign-in, a few hashes at a time."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from visitor import Browser
from werkzeug.security import generate_password_hash

from client.app.accounts import pins as module
from client.app.accounts.pins import BusyError, LostKeyError, Pins
from client.app.main import create_app

KEY, OTHER = "a key of sixteen letters or more", "another key of the same kind as it"


@pytest.fixture(autouse=True)
def quick_pins() -> None:
    """Not here."""


def test_a_pin_is_known_again_and_another_is_not():
    pins = Pins((KEY,))
    stored = pins.hash("2580")
    assert pins.is_right(stored, "2580") and not pins.is_right(stored, "2581")
    assert stored != pins.hash("2580")
    assert "25802580" not in pins.hash("25802580")  # of four digits one may be there by chance
    assert not pins.is_outdated(stored)


def test_without_the_pages_secret_the_right_pin_cannot_be_found():
    stored = Pins((KEY,)).hash("2580")
    thief = Pins((OTHER,))
    _method, salt, digest = stored.split("$")
    own = thief.hash("2580").split("$")[0]
    assert not thief.is_right(f"{own}${salt}${digest}", "2580")
    assert KEY not in stored


def test_a_hash_takes_little_memory_and_the_old_ones_still_work():
    old = generate_password_hash("2580", method="scrypt:32768:8:1")
    pins = Pins((KEY,))
    assert pins.is_right(old, "2580") and not pins.is_right(old, "0000")
    assert pins.is_outdated(old)
    _method, n, r, _p, _id = pins.hash("2580").split("$")[0].split(":")
    assert 128 * int(n) * int(r) <= 4 * 2**20


def test_an_old_hash_becomes_a_new_one_when_its_student_signs_in(app, browser):
    browser.sign_in()
    with app.extensions["engine"].begin() as connection:
        old = generate_password_hash("2580", method="scrypt:1024:8:1")
        connection.exec_driver_sql("UPDATE students SET pin_hash = ?", (old,))
    Browser(app).sign_in(pin="0000")
    assert browser.rows("students")[0].pin_hash == old
    assert "Welcome back" in Browser(app).sign_in().text
    assert browser.rows("students")[0].pin_hash.startswith("hmac-scrypt:2048:8:1:")
    assert "Welcome back" in Browser(app).sign_in().text


def test_a_changed_secret_needs_the_former_one_and_says_so(config, caplog):
    Browser(create_app({**config, "CLIENT_SECRET_KEY": KEY})).sign_in()
    changed = create_app({**config, "CLIENT_SECRET_KEY": OTHER})
    page = Browser(changed).sign_in()
    assert page.status_code == 503 and "tell your teacher" in page.text
    assert "CLIENT_SECRET_KEY=PRESENT,FORMER" in caplog.text and KEY not in caplog.text

    both = create_app({**config, "CLIENT_SECRET_KEY": f"{OTHER},{KEY}"})
    assert "Welcome back" in Browser(both).sign_in().text
    assert "Welcome back" in Browser(changed).sign_in().text  # hashed anew: the former may go
    for app in (changed, both):
        app.extensions["engine"].dispose()


def test_a_hash_of_a_key_that_is_not_there_is_no_wrong_pin():
    with pytest.raises(LostKeyError, match="write the former key behind the present one"):
        Pins((OTHER,)).is_right(Pins((KEY,)).hash("2580"), "2580")


def test_no_more_are_computed_at_a_time_than_there_is_room_for(monkeypatch):
    running, most = 0, 0
    lock = threading.Lock()
    scrypt = module.hashlib.scrypt

    def watched(*arguments, **options):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        digest = scrypt(*arguments, **options)
        with lock:
            running -= 1
        return digest

    monkeypatch.setattr(module.hashlib, "scrypt", watched)
    pins = Pins((KEY,))
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(pins.hash, ["2580"] * 32))) == 32
    assert most <= module.HASHES_AT_ONCE


def test_who_waits_too_long_is_told_to_come_back(app, browser, monkeypatch):
    browser.sign_in()
    monkeypatch.setattr(module, "PATIENCE_S", 0.05)
    gate = app.extensions["pins"]._gate
    for _turn in range(module.HASHES_AT_ONCE):
        gate.acquire()
    page = Browser(app).sign_in()
    assert page.status_code == 503 and page.headers["Retry-After"] == "5"
    assert "Very many are signing in" in page.text
    gate.release()
    started = time.monotonic()
    assert "Welcome back" in Browser(app).sign_in().text
    assert time.monotonic() - started < 5
    with pytest.raises(BusyError):
        gate.acquire(), app.extensions["pins"].hash("2580")
