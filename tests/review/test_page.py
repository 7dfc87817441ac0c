"""The page in a real browser: judged by keyboard and mouse, reloaded, nothing lost, nothing run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from policyfacts.review import Journal
from policyfacts.review.desk import Desk
from tests.browser import violations, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with watched(browser, allowed=address, viewport={"width": 1300, "height": 900}) as page:
        page.goto(address)
        page.wait_for_selector(".box")
        yield page


# The page's policy forbids eval, which playwright's wait_for_function needs.
def _holds(page: Page, where: str, words: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator(where)).to_contain_text(words, timeout=30_000)


def _has(page: Page, where: str, value: str | re.Pattern[str]) -> None:
    from playwright.sync_api import expect

    expect(page.locator(where)).to_have_value(value, timeout=30_000)


def _said(page: Page, words: str) -> None:
    _holds(page, "#message", words)


def _open(page: Page, table: str) -> None:
    page.select_option("#table", table)
    _holds(page, "#title", table)


def test_the_boxes_stand_where_the_evidence_says(page: Page, desk: Desk) -> None:
    _open(page, "partnerships")
    page.wait_for_load_state("networkidle")
    number = next(row["id"] for row in desk.overview()["rows"] if row["table"] == "partnerships")
    expected = {(box["slot"], box["text"]): box["at"] for box in desk.row(number)["boxes"]["1"]}
    picture = page.locator("#picture").bounding_box()
    assert picture is not None
    for box in page.locator(".box").all():
        slot = box.get_attribute("data-slot")
        seen = box.bounding_box()
        assert seen is not None
        at = [
            100 * (seen["x"] - picture["x"]) / picture["width"],
            100 * (seen["y"] - picture["y"]) / picture["height"],
            100 * seen["width"] / picture["width"],
            100 * seen["height"] / picture["height"],
        ]
        assert any(one == slot and at == pytest.approx(place, abs=0.5) for (one, _), place in expected.items())
    assert page.locator(".box").count() == len(expected)


def test_judged_by_keyboard_alone_and_kept(page: Page, journal: Journal) -> None:
    _open(page, "partnerships")
    page.locator("#title").focus()
    page.keyboard.press("a")
    _said(page, "Saved: accept.")
    _open(page, "meetings")
    page.locator("#title").focus()
    page.keyboard.press("r")
    _said(page, "Saved: reject.")
    _open(page, "funds")
    page.locator("#title").focus()
    page.keyboard.press("e")
    page.wait_for_selector(".word")
    page.select_option("#cell-kind", "grant")
    page.keyboard.press("Control+Enter")
    _said(page, "Saved: correct.")
    assert [(one.table, one.verdict, one.who) for one in journal.all()] == [
        ("partnerships", "accept", "anna"),
        ("meetings", "reject", "anna"),
        ("funds", "correct", "anna"),
    ]
    assert journal.all()[-1].row["kind"] == "grant"
    page.reload()
    page.wait_for_selector(".box")
    assert page.inner_text("#progress").startswith("3 of ")
    page.select_option("#state", "done")
    page.select_option("#table", "funds")
    _said(page, "You said: correct.")
    assert page.input_value("#cell-kind") == "grant"
    page.locator("#title").focus()
    page.keyboard.press("u")
    _said(page, "Taken back.")
    assert [one.verdict for one in journal.all()] == ["accept", "reject", "correct", "undo"]


def test_a_missed_fact_is_added_by_marking_words(page: Page, journal: Journal, desk: Desk) -> None:
    _open(page, "meetings")
    page.click("#add")
    page.wait_for_selector(".word")
    words = {desk.texts("one", [[word["start"], word["end"]]])[0]: word["start"] for word in desk.words("one", 2)}
    page.focus("#cell-date")
    for word in ("4", "June", "2018."):
        page.click(f".word[data-start='{words[word]}']")
    _has(page, "#cell-date", "2018-06-04")
    page.focus("#cell-participants")
    page.click(f".word[data-start='{words['Brazil']}']")
    _has(page, "#cell-participants", "BRA")
    page.fill("#cell-name", "meeting in Lima")
    page.click("#save")
    _said(page, "Saved: add.")
    (judgement,) = journal.all()
    assert (judgement.verdict, judgement.table) == ("add", "meetings")
    assert (judgement.row["date"], judgement.row["participants"], judgement.row["page"]) == ("2018-06-04", "BRA", "2")
    (start, end) = judgement.spans["date"][0]
    assert desk.texts("one", [[start, end]]) == ["4 June 2018."]


def test_what_cannot_stand_is_said_and_nothing_is_lost(browser: Browser, address: str, journal: Journal) -> None:
    with watched(browser, allowed=address, excused="422") as page:
        page.goto(address)
        _open(page, "funds")
        page.click("#edit")
        page.fill("#cell-date", "some day")
        page.click("#save")
        _said(page, "is not EDTF")
        assert page.input_value("#cell-date") == "some day"
        assert journal.all() == []


def test_hostile_text_is_shown_and_not_run(page: Page) -> None:
    page.select_option("#doc", "two")
    _holds(page, "#quote", "<script>")
    assert page.title() == "Review · Policyfacts"
    assert page.locator("#fact script, #fact img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anyone_can_use_it(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    assert violations(page) == []
    page.click("#edit")
    page.wait_for_selector(".word")
    assert violations(page) == []


def test_words_are_reached_by_keyboard(page: Page) -> None:
    _open(page, "funds")
    page.locator("#title").focus()
    page.keyboard.press("e")
    page.wait_for_selector(".word")
    page.focus("#cell-name")
    page.fill("#cell-name", "")
    page.locator("#title").focus()
    page.keyboard.press("w")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    _has(page, "#cell-name", re.compile("."))


def test_a_narrow_screen(browser: Browser, address: str) -> None:
    with watched(browser, allowed=address, viewport={"width": 420, "height": 800}) as page:
        page.goto(address)
        page.wait_for_selector(".box")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
