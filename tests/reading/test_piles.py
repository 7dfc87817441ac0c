"""Fonts that have lost how wide their letters are, or what their glyphs stand for: read as printed, or left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.errors import NoTextLayer
from policyfacts.reading import ocr, read
from policyfacts.tables.standing import standing
from tests.pdfs import beside, hostile

TEXT = f"{beside.WORDS} {beside.TYPED}"
OVERLAID = "letters lie on one another, since the file is damaged"
FONT = b"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Odd /Encoding /WinAnsiEncoding %s >>"
TURNS = (b"1 0 0 1", b"0 1 -1 0", b"0 -1 1 0", b"-1 0 0 -1", b"0.9 0.1 -0.1 0.9")
SIX = b"[500 500 500 500 500 500]"


def widths(*parts: tuple[int, int]) -> bytes:
    """The widths of the signs from the space on: so many of each width."""
    listed = b" ".join(b"%d" % width for count, width in parts for _ in range(count))
    return b"/FirstChar 32 /LastChar 126 /Widths [%s]" % listed


def mapped(word: str, sign: str) -> dict[int, bytes]:
    """A font whose glyph ``sign`` is said to stand for a word, as objects of a paper."""
    lead = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
    line = b"endcodespacerange 1 beginbfchar <%02X> <%s> endbfchar endcmap end end"
    told = line % (ord(sign), word.encode("utf-16-be").hex().encode())
    font = hostile.FONT.replace(b"/Helvetica", b"/Helvetica /Encoding /WinAnsiEncoding /ToUnicode 8 0 R")
    return {5: font, 8: hostile.stream(lead + told)}


def told(path: Path, contents: bytes, extra: dict[int, bytes]) -> str:
    """What is said of a paper of such a page after a sound one: where it is left out, no word of it is read."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 10 0 R] /Count 2 >>",
        3: _page(4, b"/F 6 0 R"),
        4: hostile.stream(beside.shown(TEXT)),
        6: hostile.FONT,
        10: _page(11, b"/F 5 0 R"),
        11: hostile.stream(contents),
        **extra,
    }
    path.write_bytes(hostile.assembled(objects))
    paper = read(path)
    if standing(paper)[0] != "read":
        assert paper.text == TEXT
    else:
        assert paper.text == f"{TEXT}\n\n{TEXT}"
    return ": ".join(standing(paper))


def _page(contents: int, font: bytes) -> bytes:
    head = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << %s >> >> >>"
    return head % (contents, font)


@pytest.mark.parametrize(
    ("font", "lost"),
    [
        (hostile.FONT, False),  # its widths are known to all
        (FONT % b"", False),  # PDFium takes those of the font it draws with
        (FONT % widths((95, 500)), False),
        (FONT % widths((95, 0)), True),
        (FONT % widths((95, 20)), True),
        (FONT % widths((60, 500)), True),  # those of small letters are missing
        (FONT % widths((18, 500), (1, 0), (76, 500)), True),  # of a figure
        (FONT % (b"/FirstChar 200 /LastChar 205 /Widths " + SIX), True),
        (hostile.FONT.replace(b"/Helvetica", b"/Helvetica " + widths((95, 0))), True),
    ],
)
def test_fonts_without_widths(tmp_path: Path, font: bytes, lost: bool) -> None:
    said = told(tmp_path / "paper.pdf", beside.shown(TEXT, size=7), {5: font})
    assert said.startswith(f"partly read: pages 2: {OVERLAID}") if lost else said == "read: "


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("state", [b"-4 Tc", b"3 Tz"])
def test_letters_moved_onto_one_another(tmp_path: Path, state: bytes, turn: bytes) -> None:
    drawn = state + b" " + beside.shown(TEXT, at=(300, 400), size=7, turn=turn)
    said = told(tmp_path / "paper.pdf", drawn, {5: hostile.FONT})
    assert said.startswith(f"partly read: pages 2: {OVERLAID}")


@pytest.mark.parametrize("turn", [*TURNS, b"0.999 0.017 -0.017 0.999", b"0.98 0.17 -0.17 0.98"])
@pytest.mark.parametrize("word", ["st", "fft", "Åå", "ff", "fi", "il"])
def test_ligatures_are_none_of_it(tmp_path: Path, word: str, turn: bytes) -> None:
    path = tmp_path / "paper.pdf"
    drawn = beside.shown("A loan to # and s#r#s was signed on the #rst day.", at=(300, 400), turn=turn)
    path.write_bytes(beside.paper(drawn, extra=mapped(word, "#")))
    assert read(path).text == f"A loan to {word} and s{word}r{word}s was signed on the {word}rst day."


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("word", ["USD 99 million", "BT /F 12 Tf", "㰼⼯㌩ⴱ㈶⸳"])
def test_a_glyph_that_stands_for_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, turn: bytes
) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    path = tmp_path / "paper.pdf"
    drawn = beside.shown(TEXT, at=(300, 400), size=7, turn=turn)
    path.write_bytes(beside.paper(drawn, extra=mapped(word, "N")))
    with pytest.raises(NoTextLayer, match="the text layer is broken: install tesseract"):
        read(path)


def test_a_scan_with_such_letters_over_it_is_read_from_its_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    path = tmp_path / "paper.pdf"
    image = b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
    extra = {5: FONT % widths((95, 0)), 6: hostile.stream(b"\xff\0\xff\0", more=image)}
    drawn = b"q 595 0 0 842 0 0 cm /I Do Q " + beside.shown(TEXT)
    path.write_bytes(beside.paper(drawn, extra=extra))
    with pytest.raises(NoTextLayer, match="the text layer is broken: install tesseract"):
        read(path)
