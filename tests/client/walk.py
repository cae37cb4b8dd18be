"""A way through the page in a real Chromium, on which each page is looked at.

PAGE_SHOTS names a folder for a picture of each.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHOTS = os.environ.get("PAGE_SHOTS")
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1200, "height": 900}}


def started() -> Iterator[Browser]:
    """A Chromium that ends with its test module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


class Walk:
    """A student's way through the page; each page is looked at."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.findings: list[str] = []
        self.bytes: dict[str, int] = {}
        self.looked = 0
        page.on("response", self._weigh)
        page.on("console", lambda m: self.findings.append(m.text) if m.type == "error" else None)

    def look(self, what: str) -> None:
        self.page.wait_for_load_state("load")
        self.looked += 1
        if SHOTS:
            path = Path(SHOTS) / f"{self.name}-{self.looked:02}-{what}.png"
            self.page.screenshot(path=path, full_page=True)
        for rule in Axe().run(self.page).response["violations"]:
            nodes = [node["html"][:160] for node in rule["nodes"][:3]]
            self.findings.append(f"{self.name} {what}: {rule['id']}: {rule['help']}: {nodes}")
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            self.findings.append(f"{self.name} {what}: {wide} px wider than the window")

    def click(self, button: str) -> None:
        self.page.get_by_role("button", name=button).first.click()

    def _weigh(self, response) -> None:
        if "/static/" in response.url or response.request.resource_type == "document":
            self.bytes[response.url] = len(response.body()) if response.ok else 0
