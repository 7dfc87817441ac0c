"""What lies beside the text of pages is read, or named; scans with stamps and files that are not what they seem are
told as such."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from policyfacts.reading import ocr, read
from policyfacts.records import Paper
from policyfacts.tables.standing import standing
from tests.pdfs import beside, hostile
from tests.pdfs.beside import TYPED, annotation

NAME = b"/FT /Tx /T (loan) /V (%s)" % TYPED.encode()
CHOICE = b"/FT /Ch /T (loan) /Opt [(%s) (other)] /V (%s)" % (TYPED.encode(), TYPED.encode())
REMARK = b"/Contents (Is this right?)"


def paper_of(tmp_path: Path, data: bytes) -> Paper:
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    return read(path)


def regions(paper: Paper) -> dict[str, str]:
    """What the ledger says of what lies beside the page, by region."""
    return {e.region: f"{e.outcome}: {e.reason}" for e in paper.ledger if e.characters == 0}


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")


@pytest.mark.parametrize(
    ("data", "region"),
    [
        (beside.form(annotation(b"Widget", NAME)), "form fields"),
        (beside.form(annotation(b"Widget", NAME + b" /Ff 4096")), "form fields"),
        (beside.form(annotation(b"Widget", NAME + b" /Ff 1")), "form fields"),
        (beside.form(annotation(b"Widget", NAME.replace(b"/T (loan)", b""))), "form fields"),
        (beside.form(annotation(b"Widget", CHOICE + b" /Ff 131072")), "form fields"),
        (beside.form(annotation(b"Widget", CHOICE + b" /Ff 393216")), "form fields"),
        (beside.form(annotation(b"Widget", CHOICE)), "form fields"),
        (beside.form(annotation(b"Widget", NAME, flags=0)), "form fields"),
        (beside.form(annotation(b"Widget", NAME), annotation(b"Link", drawn=False)), "form fields"),
        (
            beside.form(
                annotation(b"Widget", b"/Parent 21 0 R"),
                b"<< /FT /Tx /T (loan) /V (%s) /Kids [20 0 R] >>" % TYPED.encode(),
            ),
            "form fields",
        ),
        (beside.commented(annotation(b"FreeText", b"/Contents (%s)" % TYPED.encode())), "free text"),
        (beside.commented(annotation(b"FreeText")), "free text"),
        (
            beside.commented(annotation(b"FreeText", b"/IT /FreeTextTypewriter"), annotation(b"Text", REMARK)),
            "free text",
        ),
    ],
)
def test_what_is_typed_onto_a_page_is_read_with_it(tmp_path: Path, data: bytes, region: str) -> None:
    paper = paper_of(tmp_path, data)
    assert paper.text.count(TYPED) == 1
    assert "as it was planned." in paper.text
    assert regions(paper)[region].startswith("kept: 1 ")
    assert standing(paper) == ("read", "")


@pytest.mark.parametrize(
    ("data", "region", "said"),
    [
        (
            beside.form(annotation(b"Widget", NAME, drawn=False), more=b"/NeedAppearances true"),
            "form fields",
            TYPED[:9],
        ),
        (beside.form(annotation(b"Widget", NAME, drawn=False)), "form fields", "loan: Norway"),
        (beside.form(annotation(b"Widget", CHOICE, drawn=False)), "form fields", "loan: Norway"),
        (beside.commented(annotation(b"FreeText", REMARK, drawn=False)), "form fields", "Is this right?"),
    ],
)
def test_what_is_filled_in_and_not_drawn_is_named(tmp_path: Path, data: bytes, region: str, said: str) -> None:
    paper = paper_of(tmp_path, data)
    assert TYPED not in paper.text
    assert said in regions(paper)[region]
    status, error = standing(paper)
    assert status == "partly read"
    assert error.startswith("pages 1: 1 not drawn on the page, and not read")
    assert error.endswith("open the file in a viewer and print it to a new PDF")


@pytest.mark.parametrize(
    "kind",
    ["Text", "Highlight", "Underline", "StrikeOut", "Squiggly", "Caret", "Stamp", "Ink", "Line", "Square", "Circle"],
)
@pytest.mark.parametrize("drawn", [True, False])
def test_comments_are_named_and_not_read(tmp_path: Path, kind: str, drawn: bool) -> None:
    paper = paper_of(tmp_path, beside.commented(annotation(kind.encode(), REMARK, drawn=drawn)))
    assert regions(paper)["comments"].endswith("no part of the paper, not read: Is this right?")
    assert TYPED not in paper.text
    assert standing(paper) == ("read", "")


@pytest.mark.parametrize(
    "data",
    [
        beside.form(annotation(b"Widget", NAME, flags=2)),
        beside.form(annotation(b"Widget", NAME, flags=32)),
        beside.form(annotation(b"Widget", b"/FT /Tx /T (loan)", drawn=False)),
        beside.form(annotation(b"Widget", b"/FT /Btn /Ff 65536 /T (print)")),
        beside.form(annotation(b"Widget", b"/FT /Sig /T (signed)", drawn=False)),
        beside.form(annotation(b"Widget", b"/FT /Btn /T (box) /V /Off /AS /Off", drawn=False)),
        beside.commented(annotation(b"Link", drawn=False)),
        beside.commented(annotation(b"Text", drawn=False)),
        beside.commented(annotation(b"Popup", REMARK, drawn=False)),
        beside.commented(annotation(b"FreeText", REMARK, flags=2)),
    ],
)
def test_what_nobody_sees_or_says_nothing_is_no_matter(tmp_path: Path, data: bytes) -> None:
    paper = paper_of(tmp_path, data)
    assert (regions(paper), standing(paper)) == ({}, ("read", ""))
    assert TYPED not in paper.text


def test_ticked_boxes_are_named(tmp_path: Path) -> None:
    box = b"<< /Type /Annot /Subtype /Widget /F 4 /Rect [60 600 80 620] /FT /Btn /T (agreed) /V /Yes /AS /Yes "
    look = b"/AP << /N << /Yes 50 0 R /Off 50 0 R >> >> >>"
    paper = paper_of(tmp_path, beside.form(box + look))
    assert regions(paper)["ticked boxes"] == "left out: 1 ticked, which is not read: agreed"


@pytest.mark.parametrize("way", beside.WAYS)
@pytest.mark.parametrize("name", ["annex.pdf", "ANNEX II.PDF", "annex.docx", "data.xlsx"])
def test_attached_files_are_named(tmp_path: Path, way: str, name: str) -> None:
    paper = paper_of(tmp_path, beside.attached(name, way))
    found = [entry for entry in paper.ledger if entry.region.startswith("attached")]
    assert len(found) == 1
    if "associated" in way:
        assert found[0].reason.startswith("a file without a name: not read")
        return
    assert found[0].reason == f"{name}: not read: save it from a viewer, and name it"
    assert standing(paper)[0] == ("read" if name.endswith("xlsx") else "partly read")


def test_attached_files_are_named_as_they_are_listed_too(tmp_path: Path) -> None:
    data = beside.attached("inner.pdf", "portfolio").replace(b"/Names [(inner.pdf)", b"/Names [(annex.pdf)")
    (found,) = (entry for entry in paper_of(tmp_path, data).ledger if entry.region == "attached paper")
    assert found.reason.startswith("annex.pdf (inner.pdf): not read")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (beside.xfa(), "partly read"),
        (beside.xfa(packets=False), "partly read"),
        (beside.xfa(rendering=True), "partly read"),
        (beside.xfa(rendering=True, packets=False), "partly read"),
        (beside.xfa(rendering=True, fields=(annotation(b"Widget", NAME),)), "partly read"),
        (beside.xfa(fields=(annotation(b"Widget", NAME),)), "read"),
        (beside.xfa(fields=(annotation(b"Widget", b"/FT /Tx /T (loan)", drawn=False),)), "read"),
        (beside.form(annotation(b"Widget", NAME)), "read"),
        (beside.paper(), "read"),
    ],
)
def test_a_form_that_only_one_viewer_shows(tmp_path: Path, data: bytes, status: str) -> None:
    found, error = standing(paper_of(tmp_path, data))
    assert found == status
    assert ("print it from there to a new PDF" in error) == (status == "partly read")


STAMPS = {
    "foot": beside.shown("Downloaded from example.org on 3 May 2021", at=(400, 12), size=7),
    "head": beside.shown("DECLASSIFIED under authority NND 012345, 3 May 2021", at=(60, 825), size=8),
    "middle": beside.shown("CONFIDENTIAL", at=(150, 400), size=40),
    "slanting": beside.shown("DRAFT 3 March 2001", at=(150, 300), size=40, turn=b".7 .7 -.7 .7"),
    "upright": beside.shown("Downloaded by a library on 3 May 2021", at=(580, 200), size=7, turn=b"0 1 -1 0"),
    "number": beside.shown("000123", at=(520, 20), size=9),
    "received": beside.shown("RECEIVED 12 MAY 1998 REGISTRY", at=(380, 760), size=14),
    "long": beside.shown(
        "This content downloaded from 192.0.2.1 on Mon, 3 May 2021 12:13:14 UTC. All use subject to the terms and "
        "conditions of the archive at example.org, which ask for a licence where more is copied than a page.",
        at=(60, 40), size=6,
    ),
    "both edges": beside.shown("Archive copy", at=(60, 820)) + b" " + beside.shown("Page 3 of 12", at=(500, 20)),
    "link": beside.shown("https://doi.example.org/10.1234/5678 Published online by a press", at=(30, 10), size=6),
}  # fmt: skip
DRAWINGS = {
    "whole": b"q 595 0 0 842 0 0 cm /I Do Q",
    "in a form": b"/X Do",
    "in a form, made smaller": b"q .9 0 0 .9 20 20 cm /X Do Q",
    "in strips": b" ".join(b"q 595 0 0 100 0 %d cm /I Do Q" % y for y in range(0, 842, 100)),
    "turned": b"q 0 842 -595 0 595 0 cm /I Do Q",
    "with a margin": b"q 500 0 0 740 45 50 cm /I Do Q",
}


@pytest.mark.parametrize("stamp", STAMPS)
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_picture_with_a_stamp_is_not_a_page_that_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamp: str, drawing: str
) -> None:
    data = beside.blank_scan(STAMPS[stamp], drawing=DRAWINGS[drawing])
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    status, error = standing(paper_of(tmp_path, data))
    assert (status, error) == (
        "partly read",
        "pages 1: a picture with a few words printed over it, probably a scan: install tesseract "
        "(apt-get install tesseract-ocr) and read the paper again",
    )


@pytest.mark.parametrize(
    "contents",
    [
        beside.shown(beside.WORDS),
        b"q 200 0 0 200 200 200 cm /I Do Q " + STAMPS["foot"],
        b"q 595 0 0 842 0 0 cm /I Do Q " + beside.shown(beside.WORDS),
        STAMPS["middle"],
    ],
)
@pytest.mark.usefixtures("no_ocr")
def test_a_page_with_words_or_a_small_picture_is_read(tmp_path: Path, contents: bytes) -> None:
    assert standing(paper_of(tmp_path, beside.blank_scan(contents, drawing=b""))) == ("read", "")


@pytest.mark.usefixtures("no_ocr")
def test_a_photograph_with_a_title_is_read(tmp_path: Path) -> None:
    noise = bytes((7 * x * x + 13 * y * x + 31 * y) % 256 for y in range(200) for x in range(140))
    title = b"q 595 0 0 842 0 0 cm /I Do Q " + beside.shown("Lending abroad", at=(100, 400), size=30)
    data = beside.paper(title, extra={6: beside.image(noise, 140, 200)})
    assert standing(paper_of(tmp_path, data)) == ("read", "")


def after_a_page(contents: bytes | None) -> bytes:
    """A page of text, and one of these contents (an object)."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>",
        3: hostile.PAGE % b"",
        4: hostile.stream(hostile.HELLO),
        5: hostile.FONT,
        6: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] %s >>" % (b"/Contents 7 0 R" if contents else b""),
    }
    return hostile.assembled(objects | ({7: contents} if contents else {}))


@pytest.mark.skipif(find_spec("pikepdf") is None, reason="needs the extra 'repair'")
@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize(
    "contents",
    [
        None,
        b"null",
        b"[]",
        *(
            hostile.stream(drawing)
            for drawing in (b"", b" ", b"q Q", b"BT ET", b"1 0 0 1 0 0 cm", b"/Artifact BMC EMC")
        ),
        b"<< /Length 3 >>\nstream\nq Q\nendstream",
    ],
)
def test_an_empty_page_is_no_loss(tmp_path: Path, contents: bytes | None) -> None:
    paper = paper_of(tmp_path, after_a_page(contents))
    assert standing(paper) == ("read", "")
    assert regions(paper) == {"page without words": "left out: nothing is drawn on the page"}


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize(
    "contents",
    [
        b"[7 0 R 7 0 R]",
        hostile.stream(hostile.HELLO).replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]"),
        b"<< /Length 40 /Filter /FlateDecode >>\nstream\n" + bytes(range(40)) + b"\nendstream",
        hostile.stream(b"/X Do"),
        hostile.stream(b"(BT /F 12 Tf 20 200 Td (A loan was signed) Tj ET"),
    ],
)
def test_a_page_that_cannot_be_read_is_one(tmp_path: Path, contents: bytes) -> None:
    status, error = standing(paper_of(tmp_path, after_a_page(contents)))
    assert status == "partly read"
    assert error.startswith("pages 2: no text on the page, which is empty, or cannot be read: get a fresh copy")
