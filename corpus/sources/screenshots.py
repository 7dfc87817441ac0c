"""Makes the README's pictures: a fact in the report and the partnerships over time; a row on the review page.

python corpus/sources/screenshots.py

Run it after `make demo`; it needs Chromium, and writes corpus/report.png and corpus/review.png.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from policyfacts.review.app import served
from policyfacts.review.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "outputs" / "report.html"
OF_REPORT, OF_REVIEW = ROOT / "corpus" / "report.png", ROOT / "corpus" / "review.png"
SIZE = {"width": 1200, "height": 660}
SHOWN = ("partnerships", "Uruguay upgraded corridors")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STEP = 4  # between the shades that are kept: half the bytes, and no eye sees it


def shot(page: Page) -> Image.Image:
    """What the page shows now."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def pictures(page: Page) -> list[Image.Image]:
    """A fact on its page, then the partnerships over time."""
    table, words = SHOWN
    page.locator(f"#tab-{table}").click()
    page.get_by_label(f"Search {table.capitalize()}").fill(words)
    page.wait_for_timeout(300)
    page.locator(f'[data-grid="{table}"] .opens').last.click()
    page.wait_for_timeout(500)
    fact = shot(page)
    page.keyboard.press("Escape")
    page.evaluate("document.getElementById('partnerships').scrollIntoView({behavior: 'instant'})")
    page.wait_for_timeout(300)
    return [fact, shot(page)]


def reviewed(browser: Browser) -> Image.Image:
    """A doubtful row beside its page, as a reviewer sees it first."""
    with tempfile.TemporaryDirectory() as folder:  # the journal of judgements is not the demo's
        out = shutil.copytree(ROOT / "outputs", Path(folder) / "out")
        os.chdir(ROOT)  # from where the demo read the papers
        server, address = served(Desk(out, who="reviewer"))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        page = browser.new_page(viewport={"width": 1200, "height": 760}, color_scheme="light")
        page.goto(address)
        page.wait_for_selector(".box")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        picture = shot(page)
        server.shutdown()
        thread.join()
    return picture


def saved(picture: Image.Image, target: Path) -> None:
    """Write a picture in few shades, and say how large it is."""
    picture.point([min(255, round(shade / STEP) * STEP) for shade in range(256)] * 3).save(target, optimize=True)
    sys.stdout.write(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB\n")


def main() -> None:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        sys.exit("Chromium is not here: apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto(REPORT.as_uri())
        page.wait_for_selector("html[data-ready=yes]", state="attached")
        shots = pictures(page)
        saved(reviewed(browser), OF_REVIEW)
        browser.close()
    whole = Image.new("RGB", (SIZE["width"], sum(each.height for each in shots) + 12), "#b9b6ae")
    top = 0
    for each in shots:
        whole.paste(each, (0, top))
        top += each.height + 12
    saved(whole, OF_REPORT)


if __name__ == "__main__":
    main()
