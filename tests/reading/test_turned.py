"""Text that is tilted, as the layers of scans laid down askew are, or turned, as landscape tables are."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.records import Paper
from tests.pdfs import made, raw
from tests.pdfs.accounts import read

LINES = [
    "The ministers look at how the two sides have worked together over the last years, and at what",
    "remains to be done in energy, transport and trade. Officials on both sides hold that all goes on",
    "as planned. In 2011 Poland lent EUR 14 million to Cuba, and on 11 May 2017 Japan gave Mali",
    "USD 111,711 for 1,117 wells. The talks of 2014 ended on 1 November 2018 after 117 sessions.",
]
TEXT = " ".join(LINES)
_AWAY = {90: (raw.WIDTH, 0.0), 180: (raw.WIDTH, raw.HEIGHT), 270: (0.0, raw.HEIGHT)}
"""Where the origin goes so that what is turned by so many degrees stays on the page."""


def _said(paper: Paper) -> str:
    """The text; where paragraphs break is another question."""
    return " ".join(paper.text.split())


def _page(path: Path, contents: str, *, rotate: int = 0) -> Paper:
    return read(raw.written(path / "page.pdf", raw.RawPage(contents, rotate=rotate)))


@pytest.mark.parametrize("font", range(len(raw.FONTS)))
@pytest.mark.parametrize("degrees", [0.1, 0.2, 0.5, -0.7, 1, -1.5, 2, 2.9, -4, 5, -6.5, 9])
def test_a_tilted_paragraph(tmp_path: Path, font: int, degrees: float) -> None:
    contents = raw.turned(raw.lines(LINES, 0, 0, size=8, font=font), degrees, x=70, y=500)
    assert _said(_page(tmp_path, contents)) == TEXT


@pytest.mark.parametrize("degrees", [0.3, -1.2, 3])
def test_a_tilted_layer_of_single_words(tmp_path: Path, degrees: float) -> None:
    words = ""
    for number, line in enumerate(LINES):
        for place, word in enumerate(line.split()):
            x = 5.4 * 9 * len(" ".join(line.split()[:place]) + " " * bool(place)) / 9
            words += raw.line(word, x * 8 / 9, -14 * number, size=8, font=2)
    assert _said(_page(tmp_path, raw.turned(words, degrees, x=70, y=500))) == TEXT


@pytest.mark.parametrize("degrees", [0.5, -1, 2, 5])
def test_a_tilted_paragraph_among_level_ones(tmp_path: Path, degrees: float) -> None:
    contents = raw.lines(["Level words stand above it and say that the year is 1911."], 60, 700)
    contents += raw.turned(raw.lines(LINES, 0, 0), degrees, x=60, y=590)
    contents += raw.lines(["Level words stand below it and say that the year is 1917."], 60, 440)
    said = _said(_page(tmp_path, contents))
    assert said == f"Level words stand above it and say that the year is 1911. {TEXT} " + (
        "Level words stand below it and say that the year is 1917."
    )


@pytest.mark.parametrize("font", range(len(raw.FONTS)))
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_paragraph(tmp_path: Path, font: int, rotate: int, degrees: int) -> None:
    x, y = _AWAY[degrees]
    contents = raw.turned(raw.lines(LINES, 60, 400, size=9, font=font), degrees, x=x, y=y)
    assert _said(_page(tmp_path, contents, rotate=rotate)) == TEXT


@pytest.mark.parametrize("font", ["Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"])
@pytest.mark.parametrize("degrees", [-90, 90, 180, 2, -3])
def test_a_turned_block_with_hyphens_and_notes(tmp_path: Path, font: str, degrees: int) -> None:
    path = tmp_path / "block.pdf"
    path.write_bytes(
        made.compiled(
            f'#set page(width: 600pt, height: 600pt)\n#set text(font: "{font}", size: 9pt, lang: "en")\n'
            "#set par(justify: true)\n"
            f"#rotate({degrees}deg, reflow: true)[#block(width: 240pt)[#text(hyphenate: true)[The International "
            "Monetary Fund lent Argentina USD 57 billion#super[1] in 2018, and notwithstanding old reservations the "
            "intergovernmental administration of 1,117 undertakings continued until 11 November 2021.]]]"
        )
    )
    assert _said(read(path)) == (
        "The International Monetary Fund lent Argentina USD 57 billion in 2018, and notwithstanding old reservations "
        "the intergovernmental administration of 1,117 undertakings continued until 11 November 2021."
    )


ROWS = [
    ("Country", "Year", "USD million"),
    ("Kenya", "2014", "1,250"),
    ("Laos", "2011", "111"),
    ("Nepal", "2017", "75"),
]


def _table(rules: str) -> str:
    contents = raw.line("Table 1. Loans by country", 0, 100)
    for number, row in enumerate(ROWS):
        y = 80 - 18 * number
        contents += "".join(raw.line(cell, x, y) for cell, x in zip(row, (0, 140, 240), strict=True))
        contents += f"0 {y - 5} m 330 {y - 5} l S\n" if rules == "all" or number in {0, len(ROWS) - 1} else ""
    return contents + "0 94 m 330 94 l S\n"


@pytest.mark.parametrize("rules", ["all", "three"])
@pytest.mark.parametrize(
    ("degrees", "place"), [(90, (400, 100)), (-90, (200, 500)), (180, (450, 400))], ids=["up", "down", "over"]
)
@pytest.mark.parametrize("prose", [0, 4], ids=["alone", "beside prose"])
def test_a_sideways_table(tmp_path: Path, rules: str, degrees: int, place: tuple[int, int], prose: int) -> None:
    contents = raw.lines(LINES[:prose], 60, 780) + raw.turned(_table(rules), degrees, x=place[0], y=place[1])
    paper = _page(tmp_path, contents)
    assert len(paper.grids) == 1
    cells = {(cell.row, cell.column): paper.text[cell.start : cell.end] for cell in paper.grids[0].cells}
    assert cells == {(r, c): cell for r, row in enumerate(ROWS) for c, cell in enumerate(row)}
    assert _said(paper).startswith(" ".join(LINES[:prose]))


def test_heads_of_sideways_pages_are_no_text(tmp_path: Path) -> None:
    pages = [
        raw.RawPage(
            raw.line("Papers on Borders and Banks", 60, 810, size=8)
            + raw.line(f"{number}", 300, 30, size=8)
            + raw.turned(raw.lines([*LINES, f"The paper of {number} ends."], 100, 300), 90, x=raw.WIDTH)
        )
        for number in range(11, 16)
    ]
    paper = read(raw.written(tmp_path / "heads.pdf", *pages))
    assert "Papers on Borders" not in paper.text
    assert _said(paper) == " ".join(f"{TEXT} The paper of {number} ends." for number in range(11, 16))


def test_letters_along_a_curve_are_one_name(tmp_path: Path) -> None:
    contents = raw.lines(LINES, 60, 700)
    for number, sign in enumerate("Zambezi"):
        contents += raw.turned(raw.line(sign, 0, 0, size=9, font=2), -20 + 6 * number, x=200 + 5.6 * number, y=400)
    assert "Zambezi" in _page(tmp_path, contents).text
