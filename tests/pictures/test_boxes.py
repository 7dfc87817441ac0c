"""Boxes lie on the words that they are about."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from policyfacts.errors import ReadingError
from policyfacts.pictures import Box, Picture, Undrawn, View, boxes, draw, fact_pictures, pdf_bytes, to_points, views
from policyfacts.reading import read
from policyfacts.tables.cells import Row
from tests.typeset import typeset

RED = "#text(fill: red)[strategic partnership]"
PAGES = (
    f"In May 2017 the two sides agreed on a {RED}, which later came to nothing. #lorem(40)",
    f"#lorem(90) The {RED} was never mentioned again. #lorem(60)",
)


def _evidence(path: Path, words: str = "strategic partnership") -> list[Row]:
    """Rows of evidence for all places where ``words`` stand."""
    paper = read(path)
    rows = []
    start = paper.text.find(words)
    while start >= 0:
        for place in paper.places(start, start + len(words)):
            corners = dict(zip(("x0", "y0", "x1", "y1"), (f"{edge:.2f}" for edge in place.box), strict=True))
            rows.append({"slot": "level", "page": str(place.page), "text": words, **corners})
        start = paper.text.find(words, start + 1)
    return rows


@pytest.mark.parametrize("margin", [None, 30.0])
@pytest.mark.parametrize(
    "setup",
    ["", "#set page(columns: 2)\n", "#set page(flipped: true)\n", "#set text(size: 16pt)\n"],
)
def test_boxes_hold_the_words_and_nothing_else(tmp_path: Path, setup: str, margin: float | None) -> None:
    path = typeset(tmp_path / "paper.pdf", *PAGES, setup=setup)
    shown = list(fact_pictures(path.read_bytes(), _evidence(path), margin=margin, scale=2.0))
    assert [each.page for each in shown] == [1, 2]
    for each in shown:
        assert isinstance(each.picture, Picture)
        assert each.boxes
        image = Image.open(io.BytesIO(each.picture.webp)).convert("RGB")
        assert _coloured(image) > 100
        for box in each.boxes:
            ImageDraw.Draw(image).rectangle(_pixels(box, image.size), fill="white")
        assert _coloured(image) == 0


def _pixels(box: Box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """The box in pixels, with one pixel around it for the soft edges of letters."""
    width, height = size
    left, top = box.left / 100 * width, box.top / 100 * height
    return left - 1, top - 1, left + box.width / 100 * width + 1, top + box.height / 100 * height + 1


def _coloured(image: Image.Image) -> int:
    """How many pixels are red."""
    red, green, _ = image.split()
    return sum(r - g > 60 for r, g in zip(red.tobytes(), green.tobytes(), strict=True))


PICTURE = Picture(View(3), b"", 200, 400, (0.0, 100.0, 100.0, 300.0), 2.0)


def _row(page: int, *corners: float) -> Row:
    return {
        "slot": "date",
        "page": str(page),
        "text": "May",
        **dict(zip(("x0", "y0", "x1", "y1"), map(str, corners), strict=True)),
    }


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (_row(3, 10, 120, 30, 140), [(10.0, 10.0, 20.0, 10.0)]),
        (_row(3, 90, 290, 120, 320), [(90.0, 95.0, 10.0, 5.0)]),  # cut at the edges
        (_row(3, 10, 20, 30, 40), []),  # above the band
        (_row(2, 10, 120, 30, 140), []),  # on another page
        ({**_row(3, 1, 1, 1, 1), "x0": ""}, []),  # nowhere
    ],
)
def test_boxes_are_percent_of_the_picture(row: Row, found: list[tuple[float, ...]]) -> None:
    assert [(box.left, box.top, box.width, box.height) for box in boxes([row], PICTURE)] == found


def test_percent_leads_back_to_points() -> None:
    (box,) = boxes([_row(3, 10, 120, 30, 140)], PICTURE)
    assert to_points((box.left, box.top, box.width, box.height), PICTURE) == pytest.approx((10, 120, 30, 140))


def test_views_are_pages_or_bands_around_the_evidence() -> None:
    rows = [_row(4, 0, 50, 9, 60), _row(2, 0, 10, 9, 20), _row(4, 0, 300, 9, 310)]
    assert views(rows) == (View(2), View(4))
    assert views(rows, margin=20) == (View(2, 0, 40), View(4, 30, 330))
    assert views([]) == ()


def test_a_page_that_is_gone_still_comes_with_the_reason(tmp_path: Path) -> None:
    path = typeset(tmp_path / "paper.pdf", "words")
    (shown,) = fact_pictures(path.read_bytes(), [_row(7, 1, 1, 2, 2)])
    assert shown.picture == Undrawn(View(7), "the file has no page 7")
    assert shown.boxes == ()


def test_the_file_is_the_one_that_was_read(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF")
    row = {"path": str(path), "sha256": hashlib.sha256(b"%PDF").hexdigest()}
    assert pdf_bytes(row) == b"%PDF"
    path.write_bytes(b"%PDF-2")
    with pytest.raises(ReadingError, match="run extract again"):
        pdf_bytes(row)
    path.unlink()
    with pytest.raises(ReadingError, match="from where extract was run"):
        pdf_bytes(row)


def test_drawing_nothing_opens_nothing() -> None:
    assert list(draw(b"", [])) == []
