"""Browsers keep style, script and icon until these change."""

import re
import shutil

from visitor import Browser

from client.app.main import create_app


def addresses(browser: Browser) -> set[str]:
    return set(re.findall(r'"(/static/[^"]+)"', browser.get("/sign-in").text))


def test_a_static_file_is_kept_for_a_year(browser):
    found = addresses(browser)
    assert {one.split("?")[0] for one in found} == {
        "/static/style.css", "/static/app.js", "/static/icon.svg",
    }  # fmt: skip
    for address in found:
        reply = browser.http.get(address)
        assert reply.status_code == 200 and "max-age=31536000" in reply.headers["Cache-Control"]
        reply.close()


def test_a_changed_file_has_another_address(config, browser, tmp_path):
    app = create_app(config)
    changed = tmp_path / "static"
    shutil.copytree(app.static_folder, changed)
    (changed / "style.css").write_text("body { color: red }")
    app.static_folder = str(changed)
    before, after = addresses(browser), addresses(Browser(app))
    app.extensions["engine"].dispose()
    assert len(before & after) == 2 and len(before | after) == 4


def test_pages_of_students_are_not_kept(student):
    assert student.get("/practice").headers["Cache-Control"] == "no-store"
