"""Journeys on the page that would once have misfiled a verdict or lost a correction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policyfacts.batch.options import Options
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
from policyfacts.corrections import Journal, apply
from policyfacts.review.deciding import DecidingDesk
from policyfacts.review.desk import Desk
from policyfacts.tables import read_tables
from tests.browser import violations, watched
from tests.review.serving import serving
from tests.typeset import typeset

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]

_COUNTRIES = ("Kenya", "Ghana", "Peru", "Chile", "Nepal")
_HOSTILE = "<img src=x onerror=\"document.title='run'\">"


@pytest.fixture(scope="session")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages with some sixty rows."""
    folder = tmp_path_factory.mktemp("many")
    pages = [
        " ".join(f"Japan lent {country} \\${number} million in 20{number}." for country in _COUNTRIES)
        for number in (11, 12, 13)
    ]
    typeset(folder / "papers" / "many.pdf", *pages)
    extract_into(folder / "out", collect([folder / "papers"]), options=Options())
    return folder / "out"


@pytest.fixture
def many(_many: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(_many, tmp_path / "many"))


@pytest.fixture
def page(browser: Browser, many: Path) -> Iterator[Page]:
    for address in serving(Desk(many, who="anna")):
        with watched(browser, allowed=address, excused="409", viewport={"width": 1300, "height": 900}) as page:
            page.goto(address)
            page.wait_for_selector(".box")
            page.select_option("#table", "")
            page.locator("#title").focus()
            _ready(page)
            yield page


def _ready(page: Page) -> None:
    from playwright.sync_api import expect

    expect(page.locator("#fact")).to_have_attribute("aria-busy", "false", timeout=60_000)


def _says(page: Page, where: str, words: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator(where)).to_contain_text(words, timeout=60_000)


def _edit(page: Page, table: str = "funds") -> None:
    page.select_option("#table", table)
    _says(page, "#title", table)
    _ready(page)
    page.click("#edit")
    page.wait_for_selector(".word")


_FIFTY = """() => { for (let number = 0; number < 50; number += 1) {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true })); } }"""


@pytest.mark.parametrize("sent", ["pressed", "at once"])
def test_fifty_keys_never_judge_a_row_twice(page: Page, many: Path, sent: str) -> None:
    shown: list[str] = []
    for _ in range(3):
        shown.append(page.inner_text("#list [aria-current]"))
        if sent == "at once":
            page.evaluate(_FIFTY)
        else:
            for _ in range(50):
                page.keyboard.press("a")
        _ready(page)
    judged = Journal(many).all()
    assert judged
    assert {one.verdict for one in judged} == {"accept"}
    assert len({one.fact_id for one in judged}) == len(judged)
    if sent == "at once":
        assert len(judged) == 3


def test_a_key_while_a_row_is_loading_judges_nothing(page: Page, many: Path) -> None:
    held: list[object] = []
    page.route("**/row/**", lambda route: held.append(route))
    page.select_option("#table", "amounts")  # nothing of it was fetched ahead
    for key in "arau":
        page.keyboard.press(key)
    page.locator("#title").focus()
    for key in "arau":
        page.keyboard.press(key)
    _says(page, "#message", "Loading the row")
    assert Journal(many).all() == []
    page.unroute("**/row/**")  # what was held goes on its way
    _says(page, "#title", "amounts")


def test_a_row_that_was_judged_in_another_window_is_not_judged_blindly(page: Page, many: Path) -> None:
    desk = Desk(many, who="anna")
    number = next(row["id"] for row in desk.overview()["rows"] if row["table"] == "funds")
    page.select_option("#table", "funds")
    _says(page, "#title", "funds")
    _ready(page)
    row = desk.row(number)
    said = {name: row[name] for name in ("table", "fact_id", "version", "row")}
    desk.judge({**said, "verdict": "reject", "spans": {}})
    page.keyboard.press("a")
    _says(page, "#message", "not any more as it was shown, and nothing was saved")
    assert [one.verdict for one in Journal(many).all()] == ["reject"]
    _ready(page)
    page.keyboard.press("a")
    _says(page, "#message", "Saved: accept.")


def test_everything_is_undone_step_by_step(page: Page, many: Path) -> None:
    first = page.inner_text("#list [aria-current]")
    for key in ("a", "r", "a"):
        page.locator("#title").focus()
        page.keyboard.press(key)
        _says(page, "#message", "Saved")
        _ready(page)
    for verdict in ("accept", "reject", "accept"):
        page.locator("#title").focus()
        page.keyboard.press("z")
        _says(page, "#message", f"Undone: {verdict}")
        _ready(page)
    assert Journal(many).standing() == {}
    assert page.inner_text("#list [aria-current]") == first
    assert page.inner_text("#progress").startswith("0 of")


def test_typed_values_are_shown_as_codes_before_they_are_saved(page: Page, many: Path) -> None:
    _edit(page)
    for cell, text, value in [
        ("amount", "1,500,000", "1500000"),
        ("date", "16 July 2023", "2023-07-16"),
        ("recipients", "Tunisia", "TUN"),
    ]:
        page.fill(f"#cell-{cell}", text)
        _says(page, f"#read-{cell}", value)
        assert page.input_value(f"#cell-{cell}") == text
    page.focus("#cell-note")
    assert page.input_value("#cell-amount") == "1500000"
    page.keyboard.press("Control+Enter")
    _says(page, "#message", "Saved: correct.")
    row = Journal(many).all()[-1].row
    assert (row["amount"], row["date"], row["recipients"]) == ("1500000", "2023-07-16", "TUN")


def test_what_cannot_be_read_is_said_at_once_and_kept(page: Page, many: Path) -> None:
    _edit(page)
    page.fill("#cell-date", "3/4/2018")
    _says(page, "#read-date", "may be two days")
    page.click("#save")
    _says(page, "#message", "may be two days")
    assert page.input_value("#cell-date") == "3/4/2018"
    assert Journal(many).all() == []


def test_filters_ask_first_while_a_correction_is_open(page: Page) -> None:
    asked: list[str] = []
    answers = iter([False, True])

    def answer(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        (dialog.accept if next(answers) else dialog.dismiss)()  # type: ignore[attr-defined]

    page.on("dialog", answer)
    _edit(page)
    page.fill("#cell-name", "another name")
    page.select_option("#table", "dates")
    assert page.input_value("#table") == "funds"
    assert page.input_value("#cell-name") == "another name"
    page.select_option("#table", "dates")
    _says(page, "#title", "dates")
    assert asked == ["Leave without saving?"] * 2
    assert page.locator("#save").is_hidden()


def test_corrected_applied_and_seen(page: Page, many: Path) -> None:
    _edit(page)
    page.select_option("#cell-kind", "grant")
    page.click("#save")
    _says(page, "#message", "Saved: correct.")
    apply(many)
    assert [row["kind"] for row in read_tables(many).rows("funds")].count("grant") == 1


def _say(desk: Desk, number: str, verdict: str, **cells: str) -> None:
    row = desk.row(number)
    said = {name: row[name] for name in ("table", "fact_id", "version")}
    desk.judge({**said, "verdict": verdict, "row": {**row["row"], **cells}, "spans": {}})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_reviewers_and_one_who_decides(browser: Browser, many: Path, scheme: str) -> None:
    anna, ben = (Desk(many, who=who) for who in ("anna", "ben"))
    numbers = [row["id"] for row in anna.overview()["rows"] if row["table"] == "funds"][:3]
    for number in numbers:
        _say(anna, number, "correct", name=f"{_HOSTILE} fund")
    _say(ben, numbers[0], "reject")
    _say(ben, numbers[1], "accept")
    _say(ben, numbers[2], "correct", name=f"{_HOSTILE} fund")  # of one mind: nothing to decide
    for address in serving(DecidingDesk(many, who="carl")):
        with watched(browser, allowed=address, color_scheme=scheme) as page:
            page.goto(address)
            _ready(page)
            _says(page, "#progress", "0 of 2 rows on which reviewers differ decided")
            _says(page, "#said", "anna: correct")
            assert page.title() == "Decide · Policyfacts"
            assert page.locator("#said img").count() == 0
            assert violations(page) == []
            for key, said in (("1", "Saved: correct."), ("2", "Saved: accept.")):
                page.locator("#title").focus()
                page.keyboard.press(key)
                _says(page, "#message", said)
                _ready(page)
            _says(page, "#progress", "2 of 2")
    decided = [(one.who, one.fact_id, one.verdict) for one in Journal(many).all() if one.decides]
    assert decided == [("carl", numbers[0], "correct"), ("carl", numbers[1], "accept")]
    assert len(Journal(many).all()) == 8
    assert apply(many).applied.differ == 0


def test_on_a_phone_the_row_stands_above_its_page(browser: Browser, many: Path) -> None:
    for address in serving(Desk(many, who="anna")):
        with watched(browser, allowed=address, viewport={"width": 400, "height": 850}, color_scheme="dark") as page:
            page.goto(address)
            page.wait_for_selector(".box")
            places = [page.locator(where).bounding_box() for where in ("#fact", "#page", "#rows")]
            tops = [place["y"] for place in places if place is not None]
            assert tops == sorted(tops)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            assert violations(page) == []
            frame = page.locator("#frame").bounding_box()
            box = page.locator(".box").first.bounding_box()
            assert frame is not None
            assert box is not None
            assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]


def test_boxes_leave_their_words_to_be_read(page: Page) -> None:
    for box in page.locator(".box:not(.lit)").all():
        assert box.evaluate("node => getComputedStyle(node).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_buttons_of_rows_say_what_they_open(page: Page) -> None:
    name = page.locator("#list button").first.get_attribute("aria-label") or ""
    assert name.startswith("Open row 1: ")
    assert "many, page " in name
    assert name.endswith("; not judged")
