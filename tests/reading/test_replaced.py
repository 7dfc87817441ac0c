"""Marked content that gives other words than those printed: what is printed is read, and proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.batch.options import Options
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
from policyfacts.reading import ocr, read
from policyfacts.tables import read_tables
from policyfacts.tables.standing import standing
from policyfacts.verify import verify
from tests.pdfs import beside, hostile

TRUE = "Norway lent USD 12 million to Fiji in 2013."
FALSE = "Sweden gave USD 99 million to Chad in 2001."
DRAWN = beside.shown(TRUE)
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >>"
PROPERTIES = b"/Resources << /Font << /F 5 0 R >> /XObject << /X 7 0 R >> /Properties << /P 8 0 R >> >>"
GIVEN = b"(" + FALSE.encode() + b")"


def marked(drawn: bytes = DRAWN, given: bytes = GIVEN, *, tag: bytes = b"/Span", more: bytes = b"") -> bytes:
    return tag + b" << /ActualText " + given + b" " + more + b" >> BDC " + drawn + b" EMC"


def word_by_word(given: bytes) -> bytes:
    """Each word in a mark of its own."""
    out, x = [], 60.0
    for word in TRUE.split():
        out.append(marked(beside.shown(word, at=(x, 780)), given))
        x += 6 * len(word) + 6
    return b" ".join(out)


def with_properties(*, words: bytes = GIVEN, extra: dict[int, bytes] | None = None) -> bytes:
    """The mark's dictionary stands in the page's resources."""
    objects = {
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + PROPERTIES + b" >>",
        7: hostile.stream(b"", more=FORM),
        8: b"<< /ActualText " + words + b" >>",
        **(extra or {}),
    }
    return beside.paper(b"/Span /P BDC " + DRAWN + b" EMC", extra=objects)


def one_figure() -> bytes:
    """Of one figure alone another is told."""
    first, figure, rest = (
        b"BT /F 10 Tf 60 780 Td (Norway lent USD ) Tj",
        b"(1) Tj",
        b"(2 million to Fiji in 2013.) Tj ET",
    )
    return b" ".join([first, marked(figure, b"(9)"), rest])


def in_a_form(contents: bytes, *, drawn: bytes = b"/X Do") -> bytes:
    return beside.paper(drawn, extra={7: hostile.stream(contents, more=FORM)})


TURNED = beside.shown(TRUE, at=(300, 300), turn=b"0 1 -1 0")
SLANTED = beside.shown(TRUE, at=(100, 300), turn=b"0.96 0.28 -0.28 0.96")
PAPERS = {
    "plain": beside.paper(marked()),
    "utf-16": beside.paper(marked(given=b"<" + FALSE.encode("utf-16").hex().encode() + b">")),
    "utf-16-be": beside.paper(marked(given=b"<FEFF" + FALSE.encode("utf-16-be").hex().encode() + b">")),
    "utf-8": beside.paper(marked(given=b"<EFBBBF" + FALSE.encode().hex().encode() + b">")),
    "with-a-number": beside.paper(marked(more=b"/MCID 0")),
    "a-paragraph": beside.paper(marked(tag=b"/P")),
    "an-artifact": beside.paper(marked(tag=b"/Artifact")),
    "outer": beside.paper(marked(b"/P << /MCID 0 >> BDC " + DRAWN + b" EMC")),
    "inner": beside.paper(b"/P << /MCID 0 >> BDC " + marked() + b" EMC"),
    "both": beside.paper(marked(marked(given=b"(inner)"))),
    "a-letter": beside.paper(marked(given=b"(x)")),
    "a-dash": beside.paper(marked(given=b"(-)")),
    "nothing": beside.paper(marked(given=b"()")),
    "a-nul": beside.paper(marked(given=b"(\\000)")),
    "a-control": beside.paper(marked(given=b"(\\001)")),
    "a-space": beside.paper(marked(given=b"( )")),
    "a-soft-hyphen": beside.paper(marked(given=b"<FEFF00AD>")),
    "long": beside.paper(marked(given=b"(" + b"9" * 3000 + b")")),
    "too-long": beside.paper(marked(given=b"(" + b"9" * 70_000 + b")")),
    "words": beside.paper(word_by_word(b"(99)")),
    "words-by-dashes": beside.paper(word_by_word(b"(-)")),
    "words-by-nothing": beside.paper(word_by_word(b"(\\000)")),
    "figure": beside.paper(one_figure()),
    "properties": with_properties(),
    "by-reference": with_properties(words=b"9 0 R", extra={9: GIVEN}),
    "within-a-form": in_a_form(marked()),
    "around-a-form": in_a_form(DRAWN, drawn=marked(b"/X Do")),
    "turned": beside.paper(marked(TURNED)),
    "turned-page": beside.paper(marked(TURNED), page=b"/Rotate 90"),
    "slanted": beside.paper(marked(SLANTED)),
    "other-entries": beside.paper(b"/Span << /Alt " + GIVEN + b" /E " + GIVEN + b" >> BDC " + DRAWN + b" EMC"),
    "a-point": beside.paper(b"/Span << /ActualText " + GIVEN + b" >> DP " + DRAWN),
    "in-the-tree": beside.paper(
        b"/P << /MCID 0 >> BDC " + DRAWN + b" EMC",
        catalogue=b"/StructTreeRoot 30 0 R /MarkInfo << /Marked true >>",
        page=b"/StructParents 0",
        extra={
            30: b"<< /Type /StructTreeRoot /K 31 0 R /ParentTree << /Nums [0 [31 0 R]] >> >>",
            31: b"<< /Type /StructElem /S /P /P 30 0 R /Pg 3 0 R /K 0 /ActualText " + GIVEN + b" >>",
        },
    ),
    "typed": beside.form(
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (sum) /V (x) /Rect [60 700 460 720] /AP << /N 50 0 R >> >>",
        extra={
            4: hostile.stream(b""),
            50: hostile.stream(
                marked(b"BT /F 10 Tf 2 6 Td (" + TRUE.encode() + b") Tj ET"), more=FORM.replace(b"595 842", b"400 20")
            ),
        },
    ),
}


def test_what_is_printed_is_read_and_proved(tmp_path: Path) -> None:
    papers, out = tmp_path / "papers", tmp_path / "out"
    papers.mkdir()
    for name, data in PAPERS.items():
        (papers / f"{name}.pdf").write_bytes(data)
    extract_into(out, collect([papers]), options=Options("none", jobs=1, rules_only=True))
    tables = read_tables(out)
    assert {doc: text.replace("\n\n", " ") for doc, text in tables.texts.items()} == dict.fromkeys(PAPERS, TRUE)
    assert {row["doc"]: row["value"] for row in tables.rows("amounts")} == dict.fromkeys(PAPERS, "12000000")
    assert {row["status"] for row in tables.rows("documents")} == {"read"}
    assert verify(out).failures == ()


@pytest.mark.parametrize("given", [b"(-)", b"<FEFF00AD>"])
def test_a_hyphen_at_a_line_end_is_none_of_the_word(tmp_path: Path, given: bytes) -> None:
    first = b"BT /F 10 Tf 60 780 Td (Norway and Fiji have signed an agree) Tj "
    rest = b" 0 -13 Td (ment on trade in 2013.) Tj ET"
    path = tmp_path / "paper.pdf"
    path.write_bytes(beside.paper(first + marked(b"(-) Tj", given) + rest))
    assert read(path).text == "Norway and Fiji have signed an agreement on trade in 2013."


def test_words_for_signs_that_the_file_does_not_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its glyphs stand for private signs, what is given is all there is, unless it is far less."""
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    path = tmp_path / "paper.pdf"
    lead = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
    line = b"endcodespacerange 1 beginbfrange <20> <7E> <E000> endbfrange endcmap end end"
    font = hostile.FONT.replace(b"/Helvetica", b"/Helvetica /ToUnicode 8 0 R")
    extra = {5: font, 8: hostile.stream(lead + line)}
    path.write_bytes(beside.paper(marked(given=b"(" + TRUE.encode() + b")"), extra=extra))
    assert (read(path).text, *standing(read(path))) == (TRUE, "read", "")
    path.write_bytes(beside.paper(marked(beside.shown(beside.WORDS), given=b"(x)"), extra=extra))
    assert standing(read(path))[1].startswith("pages 1: the text layer is broken")
