"""Every character of the text leads back to its printed sign, and every character of the file is accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

from policyfacts.records import Paper
from tests.pdfs import hostile, made
from tests.pdfs.accounts import counted, read, summed


def misplaced(paper: Paper) -> Iterator[tuple[str, str]]:
    """Characters of the text that are not those that PDFium finds at their place."""
    document = pypdfium2.PdfDocument(paper.path)
    texts = [page.get_textpage() for page in document]
    heights = [page.get_height() for page in document]
    for offset, (sign, page) in enumerate(zip(paper.text, paper.characters.page.tolist(), strict=True)):
        if not page or not sign.isalnum():  # full stops fill too little of their box to be hit
            continue
        x0, y0, x1, y1 = paper.characters.box[offset].tolist()
        text = texts[page - 1]
        index = pdfium_c.FPDFText_GetCharIndexAtPos(text, (x0 + x1) / 2, heights[page - 1] - (y0 + y1) / 2, 3, 3)
        found = chr(pdfium_c.FPDFText_GetUnicode(text, index)) if index >= 0 else ""
        if found != sign and not (found == "f" and sign in "filtj"):  # one glyph for several letters
            yield sign, found
    for text in texts:
        text.close()
    document.close()


@pytest.fixture(params=["columns", "tables", "rotated"])
def paper(request: pytest.FixtureRequest, tmp_path: Path) -> Paper:
    path = tmp_path / "made.pdf"
    if request.param == "columns":
        made.paper(path, columns=2, seed=3, notes=True)
    elif request.param == "tables":
        made.paper_with_tables(path, made.RULED, seed=2)
    else:
        path.write_bytes(hostile.simple())
    return read(path)


def test_every_character_stands_at_its_sign(paper: Paper) -> None:
    wrong = list(misplaced(paper))
    assert len(wrong) <= 0.002 * len(paper.text), wrong[:20]


def test_the_ledger_sums_to_what_pdfium_counts(paper: Paper) -> None:
    assert summed(paper) == counted(Path(paper.path))


def test_kept_characters_are_those_of_the_text(paper: Paper) -> None:
    kept = sum(entry.characters for entry in paper.ledger if entry.outcome == "kept" and entry.region != "accents")
    printed = sum(bool(page) and sign != " " for page, sign in zip(paper.characters.page, paper.text, strict=True))
    assert kept == printed


def test_passages_cover_the_text_in_order(paper: Paper) -> None:
    assert len(paper.text) == len(paper.characters.page) == len(paper.characters.box)
    end = -2
    for passage in paper.passages:
        assert passage.start == end + 2
        assert paper.text[passage.start : passage.end].strip() == paper.text[passage.start : passage.end] != ""
        end = passage.end
    assert end == len(paper.text)
    assert "\n\n".join(paper.text[p.start : p.end] for p in paper.passages) == paper.text


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
def test_a_page_shown_turned_has_boxes_as_displayed(tmp_path: Path, quarter: int) -> None:
    path = tmp_path / "turned.pdf"
    path.write_bytes(hostile.rotated(quarter))
    paper = read(path)
    (place,) = paper.places(0, len(paper.text))
    assert paper.text == "A loan was signed in 2014."
    x0, y0, x1, y1 = place.box
    # The line stands near the top left of the page before it is turned.
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    expected = {0: (90, 97), 1: (203, 90), 2: (210, 203), 3: (97, 210)}[quarter]
    assert middle == pytest.approx(expected, abs=9)


def test_real_papers(shared: Path) -> None:
    for path in sorted((shared / "papers").glob("*.pdf")):
        paper = read(path)
        assert summed(paper) == counted(path)
        assert len(list(misplaced(paper))) <= 0.002 * len(paper.text)


def test_two_readings_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    made.paper(path, columns=2, seed=3, notes=True)
    one, two = read(path), read(path)
    assert (one.text, one.passages, one.ledger, one.grids) == (two.text, two.passages, two.ledger, two.grids)
    assert (one.characters.box == two.characters.box).all()
