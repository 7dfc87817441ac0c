"""Loose kerning, letters spaced out, soft hyphens: words and numbers come out whole, or not as numbers at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.records import Paper
from tests.pdfs import made, raw
from tests.pdfs.accounts import read

PROSE = raw.lines(
    [
        "The ministers look at how the two sides have worked together over the last years, and at what",
        "remains to be done in energy, transport and trade. Officials on both sides hold that all goes on.",
    ],
    60,
    780,
)


def _page(path: Path, contents: str) -> Paper:
    return read(raw.written(path / "page.pdf", raw.RawPage(PROSE + contents)))


def _kerned(text: str, gap: int, *, font: int = 0) -> str:
    """A line with ``gap`` thousandths of an em where ``|`` stands."""
    pieces = f" {-gap} ".join(raw.shown(piece) for piece in text.split("|"))
    return f"BT /F{font} 10 Tf 1 0 0 1 60 700 Tm [{pieces}] TJ ET\n"


KERNED = [
    "Poland lent EUR 1|4|0 million to Cuba on 1|1 May 20|1|7.",
    "Japan gave Mali USD 1|,|250 in 20|18 for 1|1 wells.",
    "P|oland lent EUR 16|0 million to Cuba on 1|3 May 20|19.",
    "The loan of USD 11|1,7|11 was repaid in 2|0|2|1 by Kenya.",
    "Of the 4|5 states, 1|7 had signed by 3|1 December 1999.",
    "In T|ogo the W|orld Bank paid 2|.|5 million dollars.",
]


@pytest.mark.parametrize("font", [0, 1, 2])
@pytest.mark.parametrize("gap", [60, 130, 220, 300])
@pytest.mark.parametrize("text", KERNED)
def test_loose_kerning(tmp_path: Path, text: str, gap: int, font: int) -> None:
    assert text.replace("|", "") in _page(tmp_path, _kerned(text, gap, font=font)).text


SPACED = [
    "Poland lent EUR 141 million to Cuba on 5 May 2011.",
    "STATEMENT OF THE MINISTERS ON 11 MAY 2017",
    "Kenya and Laos signed a treaty in 2014, it is said.",
]


@pytest.mark.parametrize("font", [0, 1])
@pytest.mark.parametrize("space", [0.5, 1, 1.5, 2, 2.5, 3.5])
@pytest.mark.parametrize("text", SPACED)
def test_letters_spaced_out(tmp_path: Path, text: str, space: float, font: int) -> None:
    assert text in _page(tmp_path, f"{space} Tc {raw.line(text, 60, 700, font=font)} 0 Tc").text


@pytest.mark.parametrize("space", [1.5, 2, 2.5, 3])
@pytest.mark.parametrize("text", SPACED)
def test_spaced_letters_one_by_one(tmp_path: Path, text: str, space: float) -> None:
    """Each letter is shown by itself, and no space is written: Courier, so that each is as wide."""
    contents, x = "", 60.0
    for word in text.split():
        for sign in word:
            contents += raw.line(sign, x, 700, font=2)
            x += 6 + space
        x += 6
    assert text in _page(tmp_path, contents).text


@pytest.mark.parametrize(
    "cells",
    [["1", "2", "3", "4", "5", "6", "7"], ["12", "7", "15", "9"], ["2014", "2015", "2016"], ["A", "B", "C", "D", "E"]],
)
def test_figures_side_by_side_stay_apart(tmp_path: Path, cells: list[str]) -> None:
    contents, x = "", 60.0
    for cell in cells:
        contents += raw.line(cell, x, 700)
        x += 5.56 * len(cell) + 7
    text = _page(tmp_path, contents).text
    assert "".join(cells) not in text
    assert all(cell in text for cell in cells)


BROKEN = [
    "The Inter-?national Mone-?tary Fund lent Ar-?gentina USD 57 bil-?lion in Septem-?ber 2018.",
    "Uzbeki-?stan, Kyrgyz-?stan and Turk-?meni-?stan met in Feb-?ruary 2019.",
    "The agree-?ment on 1,250 kilo-?metres was rati-?fied by the par-?liament.",
]


@pytest.mark.parametrize("font", ["Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"])
@pytest.mark.parametrize("width", [60, 130, 400])
@pytest.mark.parametrize("text", BROKEN)
def test_soft_hyphens(tmp_path: Path, text: str, width: int, font: str) -> None:
    path = tmp_path / "soft.pdf"
    path.write_bytes(
        made.compiled(
            f'#set page(width: {width + 40}mm, height: 200mm)\n#set text(font: "{font}", hyphenate: false)\n'
            f"#set par(justify: true)\n{text}"
        )
    )
    assert " ".join(read(path).text.split()) == text.replace("-?", "")


@pytest.mark.parametrize("word", ["twenty-five", "Franco-German", "long-term", "Asia-Pacific", "state-owned"])
def test_hyphens_that_are_printed_stay(tmp_path: Path, word: str) -> None:
    assert word in _page(tmp_path, raw.line(f"It was a {word} matter.", 60, 700)).text
    assert word in _page(tmp_path, raw.line(f"It was a {word} matter.".replace("-", "\xad"), 60, 700)).text
