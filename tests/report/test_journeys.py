"""What people come to the report for, done as they do it: find, narrow down, take away, cite, read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from policyfacts.report import write_report
from policyfacts.tables import read_tables
from tests.browser import violations, watched
from tests.report.made import GRANT, LOAN, TITLE, hostile, made, shelf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE, NARROW = {"width": 1300, "height": 850}, {"width": 400, "height": 800}
READY = "html[data-ready=yes]"
KEEP = "navigator.clipboard.writeText = (text) => { window.kept = text; return Promise.resolve(); }"


def _open(page: Page, out: Path, anchor: str = "") -> None:
    page.goto(f"{(out / 'report.html').as_uri()}{anchor}")
    page.wait_for_selector(READY, state="attached")
    page.evaluate(KEEP)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of two papers."""
    out = made(tmp_path_factory.mktemp("journeys"))
    write_report(out)
    return out


@pytest.fixture(scope="module")
def read_through(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a paper that was read from its PDF: with a table, a running head, Angola and Santiago."""
    out = shelf(tmp_path_factory.mktemp("shelf"))
    write_report(out)
    return out


@pytest.fixture
def page(browser: Browser, desk: Path) -> Iterator[Page]:
    with watched(browser, allowed="file:", viewport=WIDE) as found:
        _open(found, desk)
        yield found


def _grid(page: Page, table: str) -> Any:
    return page.locator(f'[data-grid="{table}"]')


def _settled(page: Page) -> None:
    page.wait_for_timeout(250)


def _screen(page: Page, table: str) -> list[list[str]]:
    """The table as it is on the screen, with its titles."""
    grid = _grid(page, table)
    grid.locator("thead th").first.wait_for()  # tables further down are built when the browser has time
    titles = [text.rstrip(" ↑↓") for text in grid.locator("thead tr:first-child th").all_inner_texts()]
    rows = grid.locator("tbody tr").all()
    return [titles, *([text.strip() for text in row.locator("th, td").all_inner_texts()] for row in rows)]


def test_who_is_chinas_partner_since_when_and_said_where(page: Page) -> None:
    assert page.locator("main section").first.get_attribute("id") == "answers"
    screen = _screen(page, "partners")
    assert [row[:4] for row in screen] == [
        ["country", "partner", "level", "since"],
        ["Chile (CHL)", "China (CHN)", "strategic", "2011"],
        ["Peru (PER)", "China (CHN)", "comprehensive-strategic", "2019-06"],
    ]
    _grid(page, "partners").locator(".opens").nth(1).click()
    page.locator('#fact [data-give="citation"]').click()
    kept = page.evaluate("window.kept")
    assert kept.startswith("“China and Peru upgraded it")
    assert "(one n.d., p. 2)" in kept
    page.locator('#fact [data-give="link"]').click()
    assert "#fact=one%3Apartnerships%3A" in page.evaluate("window.kept")


def test_money_by_giver_receiver_and_year_and_a_row_a_country(page: Page) -> None:
    page.locator("#tab-flows").click()
    rows = [row[:6] for row in _screen(page, "flows")[1:]]
    assert ["China (CHN)", "Peru (PER)", "2018", "disbursed", "USD", "2,000,000,000"] in rows
    page.locator("#tab-country_by_country").click()
    peru = next(row for row in _screen(page, "country_by_country") if row[0] == "Peru (PER)")
    assert peru[1:4] == ["China: comprehensive-strategic since 2019-06", "USD 2,000,000,000", ""]


def test_what_is_filtered_is_downloaded_as_it_is_on_the_screen(page: Page, tmp_path: Path, desk: Path) -> None:
    page.locator("#tab-funds").click()
    grid = _grid(page, "funds")
    grid.locator(".facet", has_text="Peru (PER)").first.click()
    _settled(page)
    titles, *rows = _screen(page, "funds")
    assert len(rows) == 1
    for kind, name in (("CSV", "funds.csv"), ("Excel", "funds.xlsx")):
        with page.expect_download() as waiting:
            grid.get_by_role("button", name=f"Download rows as {kind}: Funds").click()
        assert waiting.value.suggested_filename == name
        waiting.value.save_as(tmp_path / name)
    frame = pd.read_csv(tmp_path / "funds.csv", dtype=str, keep_default_na=False)
    sheet = openpyxl.load_workbook(tmp_path / "funds.xlsx").active
    head, *lines = [list(line) for line in sheet.iter_rows(values_only=True)]
    assert list(frame.columns) == head
    assert len(frame) == len(lines) == 1
    (table,) = [row for row in read_tables(desk).rows("funds") if row["recipients"] == "PER"]
    assert {name: frame[name][0] for name in frame.columns} == {name: table[name] for name in frame.columns}
    values = dict(zip(head, lines[0], strict=True))
    assert (values["amount"], values["recipients"], values["quote"]) == (2_000_000_000, "PER", LOAN)
    shown = dict(zip(titles, rows[0], strict=True))
    assert (shown["receivers"], shown["amount"]) == ("Peru (PER)", "2,000,000,000")
    assert head[: len(titles)] == [_name(title) for title in titles]


def _name(title: str) -> str:
    return {"paper": "doc", "givers": "providers", "receivers": "recipients"}.get(title, title)


def test_rows_are_copied(page: Page) -> None:
    page.locator("#tab-funds").click()
    _grid(page, "funds").get_by_role("button", name="Copy rows: Funds").click()
    lines = page.evaluate("window.kept").splitlines()
    assert len(lines) == 3
    assert GRANT in lines[2]
    assert page.locator("#said").inner_text() == "2 rows copied."


def test_a_fact_is_cited_as_bibtex_and_ris(page: Page) -> None:
    page.locator("#tab-partnerships").click()
    _grid(page, "partnerships").locator(".opens").first.click()
    page.locator('#fact [data-give="bibtex"]').click()
    assert page.evaluate("window.kept") == (
        f"@techreport{{one,\n  title = {{{{one}}}},\n  pages = {{1}},\n  note = {{“{TITLE}”}},\n}}\n"
    )
    page.locator('#fact [data-give="ris"]').click()
    assert page.evaluate("window.kept").splitlines() == [
        "TY  - RPRT",
        "TI  - one",
        "SP  - 1",
        f"N1  - “{TITLE}”",
        "ER  - ",
    ]


def test_facets_count_what_there_is_and_narrow_down(page: Page) -> None:
    page.locator("#tab-partnerships").click()
    grid = _grid(page, "partnerships")
    chile = grid.locator(".facet", has_text="Chile (CHL)")
    assert chile.inner_text().split("\n")[-1] == "1"
    chile.click()
    assert chile.get_attribute("aria-pressed") == "true"
    assert grid.locator(".count").inner_text() == "1 of 4 rows"
    assert page.evaluate("document.activeElement.textContent").startswith("Chile")
    grid.locator(".facet", has_text="Peru (PER)").click()
    assert grid.locator(".count").inner_text() == "4 rows"
    grid.get_by_role("button", name="Clear filters").click()
    assert not grid.locator(".facet[aria-pressed=true]").count()


def test_filters_sort_and_the_open_fact_live_in_the_address(browser: Browser, page: Page) -> None:
    page.locator("#tab-partnerships").click()
    grid = _grid(page, "partnerships")
    grid.locator(".facet", has_text="Peru (PER)").click()
    grid.get_by_label("Filter date", exact=True).fill("20")
    grid.locator("thead").get_by_role("button", name="date").click()
    grid.locator("thead").get_by_role("button", name="date").click()
    _settled(page)
    grid.locator(".opens").first.click()
    before, fact = _screen(page, "partnerships"), page.locator("#fact").get_attribute("data-fact")
    address = page.url
    with watched(browser, allowed="file:", viewport=WIDE) as again:
        again.goto(address)
        again.wait_for_selector(READY, state="attached")
        assert again.locator("#fact").get_attribute("data-fact") == fact
        assert _screen(again, "partnerships") == before
        again.keyboard.press("Escape")
        _settled(again)
        assert again.url.split("#")[1] == address.split("#")[1].replace(f"fact={fact}&".replace(":", "%3A"), "")
    assert [row[6] for row in before[1:]] == sorted((row[6] for row in before[1:]), reverse=True)


@pytest.mark.parametrize(
    ("words", "found"),
    [("AGO", {"Angola"}), ("ago", set()), ("angolan", set()), ("santiago", {"Santiago"}), ("*ntiag", {"Santiago"})],
)
def test_one_search_goes_through_facts_and_texts(
    browser: Browser, read_through: Path, words: str, found: set[str]
) -> None:
    with watched(browser, allowed="file:", viewport=WIDE) as page:
        _open(page, read_through)
        page.keyboard.press("/")
        page.locator("#find input").fill(words)
        _settled(page)
        texts = page.locator('#find [data-part="texts"] > li').all_inner_texts()
        assert {name for name in ("Angola", "Santiago") if any(name in text for text in texts)} == found
        facts = page.locator('#find [data-part="facts"] > li')
        assert bool(facts.count()) == (words.upper() == "AGO")
        if not found:
            return
        page.locator('#find [data-part="texts"] button').first.click()
        assert page.locator("#paper .running").is_visible()
        page.keyboard.press("Escape")
        if facts.count():
            facts.first.locator("button").click()
            assert page.locator("#fact").is_visible()


def test_a_paper_is_read_page_by_page_and_as_text(browser: Browser, read_through: Path) -> None:
    with watched(browser, allowed="file:", viewport=WIDE) as page:
        _open(page, read_through)
        _grid(page, "papers").locator(".opens").first.click()
        paper = page.locator("#paper")
        facts = paper.locator(".facts li")
        assert facts.count()
        assert paper.locator(".box").count()
        assert paper.locator(".ledger").inner_text()
        facts.first.locator("button.plain").click()
        assert facts.first.get_attribute("class") == "lit"
        assert paper.locator(".box:not(.faint)").count()
        paper.get_by_role("button", name="How tables were read").click()
        assert paper.locator(".gridcell.head").count() == 2
        assert "USD million" in paper.locator(".side table.read").inner_text()
        paper.get_by_role("button", name="Next page").click()
        assert "page=2" in page.url
        paper.get_by_role("button", name="Running text").click()
        assert paper.locator(".running .turn").count() == 2
        mark = paper.locator("mark").first
        mark.focus()
        page.keyboard.press("Enter")
        assert facts.count()
        facts.first.get_by_role("button", name="Open").click()
        assert page.locator("#fact").is_visible()
        page.locator('#fact [data-read="text"]').click()
        assert paper.locator("mark.lit").count()


def test_what_every_mark_covers_is_what_the_row_says(browser: Browser, read_through: Path) -> None:
    proofs = {row["fact_id"]: row["text"] for row in read_tables(read_through).rows("evidence")}
    with watched(browser, allowed="file:", viewport=WIDE) as page:
        _open(page, read_through, "#paper=angola&view=text")
        page.locator("#paper").get_by_label("dates").check()
        for mark in page.locator("#paper mark").all():
            ids = (mark.get_attribute("data-rows") or "").split("\n")
            dates = [proofs[name] for name in ids if ":dates:" in name]
            assert all(mark.inner_text() in text for text in dates)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_axe_finds_nothing_to_mend_in_what_opens(
    browser: Browser, read_through: Path, scheme: str, viewport: dict[str, int]
) -> None:
    with watched(browser, allowed="file:", color_scheme=scheme, viewport=viewport) as page:
        _open(page, read_through, "#paper=angola&page=1")
        page.locator("#paper").get_by_role("button", name="How tables were read").click()
        assert violations(page) == []
        page.locator("#paper").get_by_role("button", name="Running text").click()
        page.locator("#paper mark").first.click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.locator("#search").click()
        page.locator("#find input").fill("Angola")
        _settled(page)
        assert violations(page) == []


def test_on_a_phone_the_row_stands_above_its_page(browser: Browser, desk: Path) -> None:
    with watched(browser, allowed="file:", viewport=NARROW) as page:
        _open(page, desk)
        _grid(page, "partners").locator(".opens").first.click()
        side, leaf = (page.locator(f'#fact [data-part="{part}"]').bounding_box() for part in ("side", "pages"))
        assert side
        assert leaf
        assert side["y"] + side["height"] <= leaf["y"] + 1
        assert min(side["height"], leaf["height"]) > 150
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_labels_cover_no_word_that_is_boxed(page: Page) -> None:
    page.locator("#tab-partnerships").click()
    _grid(page, "partnerships").locator(".opens").nth(1).click()
    covered = page.evaluate(
        "() => { const place = (each) => each.getBoundingClientRect();"
        " const boxes = [...document.querySelectorAll('#fact .box')];"
        " return [...document.querySelectorAll('#fact .label:not(.hushed)')].filter((label) => boxes.some((box) =>"
        " box !== label.parentElement && place(label).left < place(box).right && place(box).left < place(label).right"
        " && place(label).top < place(box).bottom && place(box).top < place(label).bottom)).length; }"
    )
    assert covered == 0


def test_a_button_says_what_it_opens(page: Page) -> None:
    button = _grid(page, "partners").locator(".opens").nth(1)
    assert button.get_attribute("aria-label") == (
        "Peru (PER), China (CHN), comprehensive-strategic, 2019-06, strategic (2013-03); strategic (2017-05), one, p. 2"
    )
    assert button.get_attribute("aria-haspopup") == "dialog"


def test_hostile_text_is_inert_in_all_that_opens(browser: Browser, tmp_path: Path) -> None:
    out = hostile(tmp_path)
    write_report(out)
    with watched(browser, allowed="file:", viewport=WIDE) as page:
        _open(page, out)
        _grid(page, "papers").locator(".opens").first.click()
        page.locator("#paper").get_by_role("button", name="Running text").click()
        page.keyboard.press("Escape")
        page.locator("#search").click()
        page.locator("#find input").fill("*script")
        _settled(page)
        assert page.locator('#find [data-part="facts"] > li').count()
        page.locator("#find [data-part=close]").click()
        page.locator("#tab-funds").click()
        for kind, name in (("CSV", "h.csv"), ("Excel", "h.xlsx")):
            with page.expect_download() as waiting:
                _grid(page, "funds").get_by_role("button", name=f"Download rows as {kind}: Funds").click()
            waiting.value.save_as(tmp_path / name)
        frame = pd.read_csv(tmp_path / "h.csv", dtype=str, keep_default_na=False)
        assert not [cell for cell in frame["name"] if cell.startswith(("=", "+", "-", "@"))]
        cells = [cell for line in openpyxl.load_workbook(tmp_path / "h.xlsx").active.iter_rows() for cell in line]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
        _grid(page, "funds").locator(".opens").first.click()
        for kind in ("citation", "bibtex", "ris", "link"):
            page.locator(f'#fact [data-give="{kind}"]').click()
        assert page.evaluate("window.struck") is None
