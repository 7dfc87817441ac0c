"""The report in a real browser: tables, facts on their pages, links, keyboard, silence, accessibility."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policyfacts.report import write_report
from policyfacts.tables import read_tables
from tests.browser import violations, watched
from tests.report.made import HOSTILE, hostile, many

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE, NARROW = {"width": 1300, "height": 850}, {"width": 400, "height": 800}
READY = "html[data-ready=yes]"


def _open(page: Page, out: Path, anchor: str = "") -> None:
    page.goto(f"{(out / 'report.html').as_uri()}{anchor}")
    page.wait_for_selector(READY, state="attached")


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The report; it must be silent, without errors, and ask for nothing (``watched``)."""
    with watched(browser, allowed="file:", viewport=WIDE) as found:
        _open(found, folder)
        yield found


def _column(page: Page, table: str, title: str) -> list[str]:
    """The cells of one column, as shown."""
    grid = page.locator(f'[data-grid="{table}"]')
    grid.locator("thead th").first.wait_for()  # tables further down are built when the browser has time
    titles = [text.rstrip(" ↑↓") for text in grid.locator("thead th").all_inner_texts()]
    place = titles.index(title) + 1
    return [text.strip() for text in grid.locator(f"tbody tr > :nth-child({place})").all_inner_texts()]


def _until(page: Page, truth: str) -> None:
    """Wait until the expression ``truth`` holds (playwright's own waiting evaluates text in the page, which the page's
    policy forbids)."""
    for _ in range(2400):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {truth}")


def _settled(page: Page) -> None:
    """Filters apply when typing pauses."""
    page.wait_for_timeout(200)


def test_the_papers_are_listed_with_what_they_hold(page: Page) -> None:
    assert _column(page, "papers", "paper") == ["one", "two"]
    assert _column(page, "papers", "partnerships") == ["2", "2"]
    assert page.locator("h1").inner_text() == "What 2 papers state"


def test_a_column_sorts_both_ways_and_says_so(page: Page) -> None:
    button = page.locator('[data-grid="partnerships"] thead').get_by_role("button", name="date", exact=False)
    button.click()
    assert _column(page, "partnerships", "date") == ["2011", "2013-03", "2017-05", "2019-06"]
    header = page.locator('[data-grid="partnerships"] thead th[aria-sort=ascending]')
    assert header.inner_text().startswith("date")
    header.get_by_role("button").press("Enter")
    assert _column(page, "partnerships", "date") == ["2019-06", "2017-05", "2013-03", "2011"]


@pytest.mark.parametrize(
    ("column", "typed", "left"),
    [
        ("date", "2017", ["2017-05"]),
        ("date", "= 2011", ["2011"]),
        ("country", "chile", ["2011"]),
        ("page", "> 1", ["2019-06"]),
        ("page", "2 - 5", ["2019-06"]),
        ("page", "<=1", ["2017-05", "2013-03", "2011"]),
        ("confidence", "(empty)", ["2017-05", "2019-06", "2013-03", "2011"]),
        ("level", "nothing of that kind", []),
    ],
)
def test_columns_filter(page: Page, column: str, typed: str, left: list[str]) -> None:
    grid = page.locator('[data-grid="partnerships"]')
    if column == "confidence":
        grid.locator("summary").click()
        grid.get_by_role("checkbox", name="confidence").check()
    grid.get_by_label(f"Filter {column}", exact=True).fill(typed)
    _settled(page)
    assert _column(page, "partnerships", "date") == left
    grid.get_by_role("button", name="Clear filters").click()
    assert len(_column(page, "partnerships", "date")) == 4


def test_vocabularies_are_chosen_from(page: Page) -> None:
    page.locator('[data-grid="partnerships"]').get_by_label("Filter status").select_option("upgraded")
    _settled(page)
    assert _column(page, "partnerships", "date") == ["2019-06"]


def test_a_search_goes_through_all_columns(page: Page) -> None:
    page.get_by_label("Search Partnerships").fill("chile 2011")
    _settled(page)
    assert _column(page, "partnerships", "country") == ["Chile (CHL)"]
    assert page.locator('[data-grid="partnerships"] .count').inner_text() == "1 of 4 rows"


def _rectangles(out: Path, fact_id: str) -> list[tuple[str, tuple[float, ...]]]:
    with (out / "evidence.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["fact_id"] == fact_id]
    return [(row["slot"], tuple(float(row[name]) for name in ("x0", "y0", "x1", "y1"))) for row in rows]


FRAMES = """() => [...document.querySelectorAll("#fact .frame")].flatMap((frame) => {
  const sheet = frame.getBoundingClientRect(), image = frame.querySelector("img");
  const across = image.getAttribute("width") / sheet.width, down = image.getAttribute("height") / sheet.height;
  return [...frame.querySelectorAll(".box")].map((box) => {
    const { left, top, right, bottom } = box.getBoundingClientRect(), edge = box.clientLeft;
    return [box.dataset.slots.split(" "), [(left + edge - sheet.left) * across, (top + edge - sheet.top) * down,
      (right - edge - sheet.left) * across, (bottom - edge - sheet.top) * down]];
  });
})"""


@pytest.mark.parametrize("viewport", [WIDE, NARROW])
@pytest.mark.parametrize(
    ("table", "row"), [("partnerships", 0), ("partnerships", 1), ("partnerships", 2), ("funds", 0), ("dates", 0)]
)
def test_a_fact_opens_with_its_words_boxed_where_they_stand(
    browser: Browser, folder: Path, table: str, row: int, viewport: dict[str, int]
) -> None:
    with watched(browser, allowed="file:", viewport=viewport) as page:
        _open(page, folder)
        page.locator(f"#tab-{table}").click()
        page.locator(f'[data-grid="{table}"] .opens').nth(row).click()
        fact_id = page.locator("#fact").get_attribute("data-fact") or ""
        wanted = _rectangles(folder, fact_id)
        assert wanted
        _until(page, "[...document.querySelectorAll('#fact img')].every((each) => each.naturalWidth)")
        found = page.evaluate(FRAMES)
        for slot, corners in wanted:
            near = [place for slots, place in found if slot in slots and place == pytest.approx(corners, abs=1.0)]
            assert near, (slot, corners, found)
        for slots, place in found:
            assert any(place == pytest.approx(corners, abs=1.0) for slot, corners in wanted if slot in slots)


def test_the_first_box_is_in_sight_and_labelled(page: Page) -> None:
    page.locator('[data-grid="partnerships"] .opens').nth(1).click()
    box = page.locator("#fact .box").first
    assert box.locator(".label").inner_text() == "counterparty"
    inside = page.evaluate(
        "() => { const a = document.querySelector('#fact .box').getBoundingClientRect(),"
        " b = document.querySelector('[data-part=pages]').getBoundingClientRect();"
        " return a.top >= b.top && a.bottom <= b.bottom; }"
    )
    assert inside


def test_slots_and_boxes_share_their_colour(page: Page) -> None:
    page.locator('[data-grid="partnerships"] .opens').first.click()
    colour = "(each) => getComputedStyle(each).getPropertyValue('--hue')"
    for slot, title in (("country", "country"), ("date", "date"), ("level", "level")):
        swatch = page.locator("#fact dl > div", has=page.get_by_text(title, exact=True)).first.locator(".swatch")
        box = page.locator(f'#fact .box[data-slots~="{slot}"]').first
        assert swatch.evaluate(colour) == box.evaluate(colour)


def test_the_quote_marks_the_words(page: Page) -> None:
    page.locator('[data-grid="partnerships"] .opens').first.click()
    marked = page.locator("#fact blockquote mark").all_inner_texts()
    assert {"May 2017", "China", "Peru", "strategic partnership"} <= set(marked)


def test_the_keyboard_is_enough(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab = page.locator("#tab-partnerships")
    tab.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-funds"
    assert page.locator("#panel-funds").is_visible()
    page.keyboard.press("Home")
    opener = page.locator('[data-grid="partnerships"] .opens').first
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("#fact")
    assert dialog.is_visible()
    first = dialog.get_attribute("data-fact")
    page.keyboard.press("j")
    assert dialog.get_attribute("data-fact") != first
    page.keyboard.press("k")
    assert dialog.get_attribute("data-fact") == first
    page.keyboard.press("z")
    assert dialog.locator("[data-part=zoom]").get_attribute("aria-pressed") == "true"
    page.keyboard.press("z")
    seen = set()
    for _ in range(16):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.dataset.part || document.activeElement.tagName"))
    assert {"next", "zoom", "close", "pages", "side"} <= seen
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.className") == "opens"


def test_facts_have_addresses(browser: Browser, folder: Path) -> None:
    with watched(browser, allowed="file:", viewport=WIDE) as page:
        _open(page, folder)
        page.locator("#tab-funds").click()
        page.locator('[data-grid="funds"] .opens').first.click()
        address = page.url
        assert "#fact=one%3Afunds%3A" in address
    with watched(browser, allowed="file:", viewport=WIDE) as page:
        page.goto(address)
        page.wait_for_selector(READY, state="attached")
        assert page.locator("#fact").is_visible()
        assert page.locator("#panel-funds").is_visible()


def test_marks_of_charts_open_their_facts(page: Page) -> None:
    mark = page.locator("#partnerships .drawing a").first
    assert (mark.get_attribute("aria-label") or "").startswith(("Chile", "Peru"))
    mark.focus()
    page.keyboard.press("Enter")
    assert page.locator("#fact").is_visible()
    assert ":partnerships:" in (page.locator("#fact").get_attribute("data-fact") or "")


def test_bars_open_their_rows(page: Page) -> None:
    page.locator("#money .drawing a").first.click()
    assert page.locator('[data-grid="sums"] .count').inner_text() == "1 of 2 rows"
    assert _column(page, "sums", "year") == ["2018"]


def test_conflicts_stand_side_by_side_with_both_pages(page: Page) -> None:
    case = page.locator(".case").first
    case.scroll_into_view_if_needed()
    _until(page, "document.querySelectorAll('.case:first-child .cut img').length == 2")
    assert sorted(case.locator(".value").all_inner_texts()) == ["2013-03", "2017-05"]
    assert sorted(case.locator(".note a").all_inner_texts()) == ["one, page 1", "two, page 1"]
    for cut in case.locator(".cut").all():
        frame, box = cut.bounding_box(), cut.locator(".box").first.bounding_box()
        assert frame
        assert box
        assert frame["y"] <= box["y"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    case.locator(".note a").first.click()
    assert page.locator("#fact").is_visible()


def test_comparisons_show_both_values_on_their_pages(page: Page) -> None:
    grid = page.locator('[data-grid="comparisons"]')
    grid.get_by_label("Filter relation").select_option("conflict")
    _settled(page)
    grid.locator(".opens").first.click()
    assert page.locator("#fact .label").all_inner_texts() == ["earlier", "later"]
    assert len(page.locator("#fact figure").all()) == 2


@pytest.mark.parametrize(("kind", "boxed"), [("missed row", False), ("wrong slot", True), ("partly right slot", True)])
def test_errors_open_at_their_page(page: Page, kind: str, boxed: bool) -> None:
    grid = page.locator('[data-grid="errors"]')
    grid.get_by_label("Filter kind").fill(kind)
    _settled(page)
    if not grid.locator(".opens").count():
        pytest.skip(f"this gold gives no {kind}")
    grid.locator(".opens").first.click()
    assert page.locator("#fact figure img").count() == 1
    assert bool(page.locator("#fact .box").count()) is boxed


def test_the_theme_follows_the_system_and_the_button(browser: Browser, folder: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with watched(browser, allowed="file:", color_scheme="dark") as page:
        _open(page, folder)
        dark = page.evaluate(ground)
        page.locator("#theme").click()
        assert page.evaluate(ground) != dark
        page.emulate_media(color_scheme="light")
        _until(page, f"{ground} !== '{dark}'")
        page.emulate_media(color_scheme="dark")
        _until(page, f"{ground} === '{dark}'")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_axe_finds_nothing_to_mend(browser: Browser, folder: Path, scheme: str, viewport: dict[str, int]) -> None:
    with watched(browser, allowed="file:", color_scheme=scheme, viewport=viewport) as page:
        _open(page, folder)
        for summary in page.locator("details.more > summary").all():
            summary.click()
        assert violations(page) == []
        page.locator('[data-grid="partnerships"] .opens').first.click()
        assert violations(page) == []


def test_print_holds_all_rows_and_no_tools(browser: Browser, tmp_path: Path) -> None:
    out = many(tmp_path, 130)
    write_report(out)
    with watched(browser, allowed="file:", color_scheme="dark") as page:
        _open(page, out)
        assert len(page.locator('[data-grid="partnerships"] tbody tr').all()) == 50
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert len(page.locator('[data-grid="partnerships"] tbody tr').all()) == 130
        assert not page.locator('[data-grid="partnerships"] .tools').is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert len(page.locator('[data-grid="partnerships"] tbody tr').all()) == 50
        assert page.pdf()[:5] == b"%PDF-"


def test_fifty_thousand_rows_sort_filter_and_turn(browser: Browser, tmp_path: Path) -> None:
    out = many(tmp_path, 50_000)
    write_report(out)
    ghana = sum(row["country"] == "GHA" for row in read_tables(out).rows("partnerships"))
    with watched(browser, allowed="file:", viewport=WIDE) as page:
        _open(page, out)
        grid = page.locator('[data-grid="partnerships"]')
        assert page.locator('[data-grid="partnerships"] tbody tr').count() == 50
        grid.get_by_role("button", name="confidence").click()
        assert _column(page, "partnerships", "confidence")[0] == "0.000"
        grid.get_by_label("Filter country", exact=True).fill("ghana")
        _settled(page)
        assert grid.locator(".count").inner_text() == f"{ghana} of 50,000 rows"
        grid.get_by_role("button", name="Next").click()
        assert grid.locator(".where").inner_text() == f"51–100 of {ghana}"
        assert set(_column(page, "partnerships", "country")) == {"Ghana (GHA)"}


def test_hostile_text_is_inert(browser: Browser, tmp_path: Path) -> None:
    out = hostile(tmp_path)
    write_report(out)
    with watched(browser, allowed="file:", viewport=WIDE) as page:
        _open(page, out)
        for table in ("partnerships", "funds", "agreements", "projects", "meetings"):
            page.locator(f"#tab-{table}").click()
            openers = page.locator(f'[data-grid="{table}"] .opens')
            assert openers.count() == len(HOSTILE)
            for number in range(len(HOSTILE)):
                openers.nth(number).click()
                page.keyboard.press("Escape")
        for summary in page.locator("details.more > summary").all():
            summary.click()
        assert page.evaluate("window.struck") is None
        assert page.locator("#main img, #fact img, iframe, object, embed").count() == 0
        shown = page.locator("body").inner_text()
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b\x7f]", shown)
        assert "[U+202E]" in shown
        assert page.evaluate("[...document.querySelectorAll('td, th')].every((each) => each.innerText.length < 1000)")


def test_pages_in_a_folder_are_shown(browser: Browser, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyfacts.report.album.INLINE", 1)
    before = (folder / "report.html").read_bytes()
    try:
        write_report(folder)
        with watched(browser, allowed="file:", viewport=WIDE) as page:
            _open(page, folder)
            page.locator('[data-grid="partnerships"] .opens').first.click()
            _until(page, "document.querySelector('#fact img').naturalWidth > 0")
            assert "report-pages/000001.webp" in (page.locator("#fact img").first.get_attribute("src") or "")
    finally:
        (folder / "report.html").write_bytes(before)
