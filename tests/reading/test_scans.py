"""Scans, broken text layers, and damaged files that can be rebuilt."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.errors import DamagedPdf, NoTextLayer
from policyfacts.reading import ocr, repair
from policyfacts.reading.grades import BROKEN, grade
from policyfacts.reading.load import loaded
from tests.pdfs import hostile, made
from tests.pdfs.accounts import read
from tests.pdfs.scans import scan
from tests.pdfs.scores import cells_right, flow_text, recall_precision, rows_of

needs_tesseract = pytest.mark.skipif(not ocr.tesseract(), reason="needs tesseract (apt-get install tesseract-ocr)")
SENTENCE = "The two banks lent the province 120 million for a port that was opened in 2016."


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    rows = [["State", "Year", "Sum"], ["Peru", "2011", "12.5"], ["Laos", "2013", "310.0"], ["Kenya", "2019", "45.1"]]
    table = made.table_markup(rows, made.RULED, caption="Loans by state")
    path = tmp_path / "printed.pdf"
    path.write_bytes(
        made.compiled(f'#set page(paper: "a5")\n#set text(11pt)\n{SENTENCE * 3}\n\n{table}\n\n{SENTENCE} ' * 1)
    )
    return path


@needs_tesseract
def test_a_scan_reads_as_the_paper_it_was_made_from(printed: Path, tmp_path: Path) -> None:
    text, picture = read(printed), read(scan(printed, tmp_path / "scan.pdf"))
    recall, precision = recall_precision(flow_text(text), flow_text(picture))
    assert min(recall, precision) > 0.97
    right, total = cells_right(rows_of(text, text.grids[0]), rows_of(picture, picture.grids[0]))
    assert (right >= 11, total) == (True, 12)
    (page,) = picture.pages
    assert page.ocr
    assert 0.8 < page.grade <= 1.0
    assert any("OCR" in entry.reason for entry in picture.ledger)
    start, first = picture.text.index("120 million"), text.text.index("120 million")
    one, other = picture.places(start, start + 11)[0].box, text.places(first, first + 11)[0].box
    assert one == pytest.approx(other, abs=4)


@needs_tesseract
def test_a_stamp_over_a_scan_does_not_hide_it(printed: Path, tmp_path: Path) -> None:
    stamped = scan(printed, tmp_path / "stamped.pdf", layer=b"BT /F 8 Tf 20 10 Td (Downloaded in May) Tj ET")
    paper = read(stamped)
    assert "120 million for a port" in paper.text
    assert [e.characters for e in paper.ledger if e.region == "text layer"] == [17]


def test_without_tesseract_the_error_says_what_would_help(
    printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan(printed, tmp_path / "scan.pdf", dpi=72)
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    with pytest.raises(NoTextLayer, match="apt-get install tesseract-ocr"):
        read(path)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (SENTENCE * 4, 0.99, 1.0),
        ("".join(chr(0xE000 + ord(c)) for c in SENTENCE * 4), 0.0, 0.2),
        (" ".join("".join(chr(33 + (ord(c) * 7) % 31) for c in word) for word in (SENTENCE * 6).split()), 0.0, 0.49),
        ("12.5 310 45.1 2016 99 7 " * 20, 0.6, 1.0),
    ],
)
def test_grades(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, least: float, most: float) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    # Signs that no font has still are in the text layer.
    path = tmp_path / "graded.pdf"
    escaped = "".join(f"\\u{{{ord(c):x}}}" for c in text)
    path.write_bytes(made.compiled(f'#set text(fallback: true)\n#"{escaped}"'))
    stream = loaded(path.read_bytes()).sheets[0].stream
    value = grade(stream)
    assert least <= value <= most


def unmapped(path: Path) -> Path:
    """A paper whose fonts do not tell which letters their shapes are."""
    pikepdf = pytest.importorskip("pikepdf")
    path.write_bytes(made.compiled(SENTENCE * 8))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        pdf.save(path)
    return path


@needs_tesseract
def test_a_layer_without_a_unicode_map_is_read_from_the_picture(tmp_path: Path) -> None:
    paper = read(unmapped(tmp_path / "unmapped.pdf"))
    assert paper.pages[0].ocr
    assert paper.text.count("120 million for a port that was opened in 2016") == 8
    assert [e.reason for e in paper.ledger if e.region == "text layer"] == ["a broken text layer, read by OCR instead"]


def test_without_tesseract_a_broken_layer_is_in_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    paper = read(unmapped(tmp_path / "unmapped.pdf"))
    assert paper.pages[0].grade < BROKEN
    (reason,) = [e.reason for e in paper.ledger if e.region == "text layer"]
    assert reason.startswith("the text layer is broken: install tesseract (apt-get install tesseract-ocr)")


@pytest.mark.parametrize("tenths", [8, 9])
def test_a_broken_off_download_is_rebuilt(tmp_path: Path, tenths: int) -> None:
    pytest.importorskip("pikepdf")
    path = tmp_path / "cut.pdf"
    path.write_bytes(hostile.truncated(hostile.simple(), tenths))
    paper = read(path)
    assert paper.text == "A loan was signed in 2014."
    assert any("rebuilt" in entry.reason for entry in paper.ledger)


def test_without_the_repairing_reader_it_stays_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(hostile.no_xref())
    monkeypatch.setattr(repair, "repaired", lambda _data, password=None: password)
    with pytest.raises(DamagedPdf):
        read(path)
