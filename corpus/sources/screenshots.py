"""Makes the README's pictures of the report: its top with a table, and a fact with its words boxed.

python corpus/sources/screenshots.py      (after `make demo`; needs Chromium; writes corpus/report.png)
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "outputs" / "report.html"
TARGET = ROOT / "corpus" / "report.png"
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
        browser.close()
    whole = Image.new("RGB", (SIZE["width"], sum(each.height for each in shots) + 12), "#b9b6ae")
    top = 0
    for each in shots:
        whole.paste(each, (0, top))
        top += each.height + 12
    whole.point([min(255, round(shade / STEP) * STEP) for shade in range(256)] * 3).save(TARGET, optimize=True)
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
