"""Headless Chromium for tests: without network, every request and every error noted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
MISSING = "no Chromium here (“make test” installs Debian's as root): the pages are not clicked"


@dataclass
class Visit:
    """A page in the browser with what it asked for and what went wrong."""

    page: Any
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def go(self, path: Path, address: str = "") -> Visit:
        """Open a file with a part after # and wait until its scripts have run."""
        self.page.goto(f"{path.as_uri()}#{address}" if address else path.as_uri())
        self.page.reload()
        self.page.wait_for_selector("html[data-full]", state="attached", timeout=30_000)
        return self

    def state(self) -> dict[str, str]:
        """What the address says."""
        told = "Object.fromEntries(new URLSearchParams(location.hash.slice(1)))"
        return dict(self.page.evaluate(told))

    def see(self, selector: str) -> str:
        """The text of the first that fits, once it is there."""
        return str(self.page.locator(selector).first.inner_text(timeout=10_000))


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, or the test is skipped with the reason."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(MISSING)
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def visit(browser: Any, *, server: str = "", **options: Any) -> Iterator[Visit]:
    """A fresh window, offline but for one server; requests of anything else are noted."""
    size = {"width": 1280, "height": 820}
    context = browser.new_context(**{"viewport": size, "offline": not server, **options})
    made = Visit(context.new_page())
    own = ("file:", "data:", "blob:", "about:", *([f"{server}/"] if server else []))
    if server:
        context.route(lambda url: not url.startswith(own), lambda route: route.abort())

    def asked(request: Any) -> None:
        if not request.url.startswith(own):
            made.asked.append(request.url)

    made.page.on("request", asked)
    made.page.on("pageerror", lambda error: made.wrong.append(str(error)))
    made.page.on(
        "console", lambda said: made.wrong.append(said.text) if said.type == "error" else None
    )

    def closed(dialog: Any) -> None:
        made.wrong.append(dialog.message)
        dialog.dismiss()

    made.page.on("dialog", closed)
    yield made
    context.close()
