"""Watermarks, stamps along the edge and numbers of lines are no text; what merely looks like them is."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.records import Paper
from tests.pdfs import raw
from tests.pdfs.accounts import read

_WORDS = (
    "the ministers look at how the two sides have worked together over the last years and what remains to be done in "
    "energy transport and trade where officials on both sides hold that the work goes on as planned and that several "
    "embassies will report on progress from time to time while a loan of USD 120 million is paid in 2014 in two parts"
).split()


def _prose(page: int, count: int = 24) -> list[str]:
    """Lines of one paragraph, other ones on each page."""
    words = _WORDS[11 * page % 50 :] + _WORDS * 8
    return [" ".join(words[14 * number : 14 * number + 14]) for number in range(count - 1)] + [
        f"and {_WORDS[page]} it ends."
    ]


def _pages(path: Path, *contents: str) -> Paper:
    return read(raw.written(path / "pages.pdf", *(raw.RawPage(page) for page in contents)))


def _left_out(paper: Paper, region: str) -> int:
    return sum(entry.characters for entry in paper.ledger if entry.region == region and entry.outcome == "left out")


MARKS = ["CONFIDENTIAL", "DRAFT", "DRAFT 3 March 2001", "Embargoed until 11 May 2017", "COPY", "Not for circulation"]


@pytest.mark.parametrize("pages", [1, 3])
@pytest.mark.parametrize(("degrees", "size"), [(45, 48), (55, 60), (-45, 40), (30, 36), (0, 50), (90, 55)])
@pytest.mark.parametrize("mark", MARKS)
def test_watermarks(tmp_path: Path, mark: str, degrees: int, size: int, pages: int) -> None:
    x, y = {0: (80, 600), 90: (320, 420), -45: (150, 780)}.get(degrees, (120, 420))
    size = min(size, 700 // len(mark))
    contents = [
        "0.85 g " + raw.turned(raw.line(mark, 0, 0, size=size, font=3), degrees, x=x, y=y) + "0 g "
        + raw.line("Roads and loans in West Africa", 60, 800, size=18) * (number == 0)
        + raw.lines(_prose(number), 60, 760)
        for number in range(pages)
    ]  # fmt: skip
    paper = _pages(tmp_path, *contents)
    assert mark not in paper.text
    assert paper.title == "Roads and loans in West Africa"
    assert _left_out(paper, "watermark") == pages * len(mark.replace(" ", ""))
    words = [word for number in range(pages) for line in _prose(number) for word in line.split()]
    assert paper.text.split() == ["Roads", "and", "loans", "in", "West", "Africa", *words]


@pytest.mark.parametrize("degrees", [90, -90])
@pytest.mark.parametrize("pages", [3, 5])
def test_stamps_along_the_edge(tmp_path: Path, degrees: int, pages: int) -> None:
    stamp = "Downloaded from example.org on 3 May 2021 at 11:17"
    contents = [
        raw.lines(_prose(number), 60, 760) + raw.turned(raw.line(stamp, 0, 0, size=7), degrees, x=30, y=400)
        for number in range(pages)
    ]
    paper = _pages(tmp_path, *contents)
    assert "Downloaded" not in paper.text
    assert _left_out(paper, "running head") == pages * len(stamp.replace(" ", ""))


def test_a_note_along_the_edge_of_one_page_is_read(tmp_path: Path) -> None:
    contents = [raw.lines(_prose(number), 60, 760) for number in range(3)]
    contents[0] += raw.turned(raw.line("Revised on 3 May 2021", 0, 0, size=7), 90, x=30, y=400)
    assert "Revised on 3 May 2021" in _pages(tmp_path, *contents).text


@pytest.mark.parametrize("title", ["Roads and loans", "LOANS", "Of Ports"])
@pytest.mark.parametrize("size", [18, 28, 40])
def test_large_titles_are_no_watermarks(tmp_path: Path, title: str, size: int) -> None:
    paper = _pages(tmp_path, raw.line(title, 60, 790, size=size) + raw.lines(_prose(1), 60, 760))
    assert paper.title == title


NUMBERED = {
    "every line": (1, 1, 65, 0),
    "every line from eleven": (11, 1, 62, 0),
    "every fifth line": (5, 5, 65, 0),
    "from hundred": (101, 1, 55, 0),
    "in the right margin": (1, 1, 545, 0),
    "small": (1, 1, 70, 6),
    "in Times": (1, 1, 60, 9),
    "every second line": (2, 2, 65, 0),
    "every tenth line of fifty": (10, 10, 60, 0),
    "far out": (1, 1, 30, 8),
}


@pytest.mark.parametrize("pages", [1, 3])
@pytest.mark.parametrize("flush", ["left", "right"])
@pytest.mark.parametrize("name", NUMBERED)
def test_numbers_of_lines(tmp_path: Path, name: str, flush: str, pages: int) -> None:
    first, step, x, size = NUMBERED[name]
    count = 50 if step == 10 else 30
    contents = ["", "", ""][:pages]
    value = first
    for page in range(pages):
        for number, text in enumerate(_prose(page, count)):
            y = 790 - 15 * number
            contents[page] += raw.line(text, 90, y, size=9)
            if (number + 1) % step == 0:
                here = x - (0 if flush == "left" else 4.5 * len(str(value)))
                contents[page] += raw.line(str(value), here, y, size=size or 9, font=1 if name == "in Times" else 0)
                value += step
    paper = _pages(tmp_path, *contents)
    assert paper.text.split() == [
        word for page in range(pages) for line in _prose(page, count) for word in line.split()
    ]
    assert _left_out(paper, "line numbers") > 0


def test_numbers_of_a_list_are_read(tmp_path: Path) -> None:
    items = [f"The state of affairs in the {word} sector is told here" for word in _WORDS[:9]]
    contents = "".join(
        raw.line(str(number + 1), 65, 780 - 20 * number) + raw.line(item, 90, 780 - 20 * number)
        for number, item in enumerate(items)
    )
    paper = _pages(tmp_path, contents)
    assert _left_out(paper, "line numbers") == 0
    assert "9" in paper.text.split()


def test_ranks_in_a_table_are_read(tmp_path: Path) -> None:
    rows = [("Kenya", "1,250"), ("Laos", "340"), ("Nepal", "75"), ("Togo", "60"), ("Mali", "55"), ("Fiji", "11")]
    contents = raw.lines(_prose(0, 6), 60, 790)
    for number, (name, value) in enumerate(rows):
        y = 600 - 16 * number
        contents += raw.line(str(number + 1), 65, y) + raw.line(name, 90, y) + raw.line(value, 250, y)
    paper = _pages(tmp_path, contents)
    assert _left_out(paper, "line numbers") == 0
