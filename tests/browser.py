"""Debian's Chromium, driven by playwright: no request may leave the machine, and nothing may be said on the console."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120_000.0
"""Milliseconds that a page has for each step: other tests run beside it, and only a page that hangs takes so long."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; the test skips where there is none."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("needs a Chromium: apt-get install chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def watched(browser: Browser, *, allowed: str, excused: str = "\0", **options: Any) -> Iterator[Page]:
    """A page on which every message of the console, every error, and every request beyond ``allowed`` is a failure.

    ``allowed`` is how the addresses of permitted requests begin (``file://``, ``http://127.0.0.1:8321/``); messages
    that hold ``excused`` are expected (a browser says so of every answer that refuses something).
    """
    wrong: list[str] = []
    page = browser.new_page(**options)
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: wrong.extend([f"console: {message.text}"][: excused not in message.text]))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))

    def request(asked: Any) -> None:
        if not asked.url.startswith((allowed, "data:", "blob:")):
            wrong.append(f"request: {urlsplit(asked.url).netloc or asked.url}")

    page.on("request", request)
    yield page
    page.close()
    assert wrong == []


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page (WCAG 2 A and AA): the rule and the elements."""
    from importlib.resources import files

    script = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(f"() => {{ {script} }}")
    found = page.evaluate(
        "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']})"
        ".then((found) => found.violations.map((one) => [one.id, one.nodes.map((node) => node.target)]))"
    )
    return [f"{rule}: {targets[:3]}" for rule, targets in found]
