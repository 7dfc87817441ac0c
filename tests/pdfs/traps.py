"""More bad files, and the list of all kinds: what each is, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.pdfs import hostile
from tests.pdfs.hostile import FONT, FORM, HELLO, assembled, simple, stream

READ = "A loan was signed in 2014."


class Kind(NamedTuple):
    """A kind of bad file: its bytes, and a pattern of the text it is read as or of the reason why it is refused."""

    make: Callable[[], bytes]
    outcome: str


def cyclic_xref() -> bytes:
    """The last cross-reference table names itself as the one before."""
    good = simple()
    start = good.rpartition(b"startxref\n")[2].partition(b"\n")[0]
    return good.replace(b"/Root 1 0 R >>\nstartxref", b"/Root 1 0 R /Prev " + start + b" >>\nstartxref")


def huge_xref() -> bytes:
    """The trailer promises two thousand million objects."""
    return simple().replace(b"/Size 6 ", b"/Size 2147483647 ")


def endless_objects(count: int = 10_000_000) -> bytes:
    """An object stream that promises ``count`` objects and holds one."""
    inner = b"9 0 << /Type /Nothing >>"
    head = b"/Type /ObjStm /N %d /First 4" % count
    return simple(more=b"/Properties 9 0 R", extra={8: stream(inner, more=head)})


def self_drawing_glyph() -> bytes:
    """A Type 3 font whose only glyph is drawn with the font itself."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65 "
        b"/Widths [1] /Encoding << /Differences [65 /A] >> /CharProcs << /A 7 0 R >> "
        b"/Resources << /Font << /G 6 0 R >> >> >>"
    )
    glyph = stream(b"1 0 d0 BT /G 1 Tf (AAAA) Tj ET")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F 5 0 R "
    return simple(
        b"BT /G 12 Tf 20 100 Td (AA) Tj ET " + HELLO, extra={3: page + b"/G 6 0 R >> >> >>", 6: font, 7: glyph}
    )


def self_filling_pattern() -> bytes:
    """A pattern of tiles that is filled with itself."""
    tile = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9"
    tile += b" /Resources << /Pattern << /P 6 0 R >> >>"
    paint = b"q /Pattern cs /P scn 0 0 300 300 re f Q "  # else its text is painted with it too, and nobody sees it
    return simple(paint + HELLO, more=b"/Pattern << /P 6 0 R >>", extra={6: stream(paint, more=tile)})


def filter_chain(depth: int = 3000) -> bytes:
    """A stream said to be packed ``depth`` times over."""
    body = stream(HELLO).replace(b"/Filter /FlateDecode", b"/Filter [" + b"/FlateDecode " * depth + b"]")
    return simple(extra={4: body})


def wrong_length() -> bytes:
    return simple(extra={4: b"<< /Length 999999999 >>\nstream\n" + HELLO + b"\nendstream"})


def endless_numbers() -> bytes:
    """Places that are no numbers, infinite, or far off the page."""
    moves = b"BT /F nan Tf nan inf Td (x) Tj ET BT /F 12 Tf 1e39 -1e39 Td (y) Tj ET 1e38 0 0 1e38 0 0 cm "
    digits = b"9" * 5000
    return simple(HELLO + moves + b"BT /F 12 Tf " + digits + b" " + digits + b" Td (z) Tj ET")


def giant_font() -> bytes:
    """Letters as large as cities, and letters of no size."""
    return simple(HELLO + b" BT /F 1000000000 Tf 20 20 Td (G) Tj ET BT /F 0 Tf (none) Tj /F -12 Tf 90 90 Td (m) Tj ET")


def many_fonts(count: int = 10_000) -> bytes:
    names = b" ".join(b"/F%d 5 0 R" % n for n in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F 5 0 R "
    show = b"".join(b"BT /F%d 1 Tf %d %d Td (.) Tj ET " % (n, n % 290, n // 290) for n in range(count))
    return simple(HELLO + show, extra={3: page + names + b" >> >> >>"})


def many_annotations(count: int = 10_000) -> bytes:
    note = b"<< /Type /Annot /Subtype /Link /Rect [0 0 300 300] /A << /S /URI /URI (http://localhost/%d) >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R "
    page += b"/Resources << /Font << /F 5 0 R >> >> /Annots [%s] >>" % b" ".join(note % n for n in range(count))
    return simple(extra={3: page})


def scripts() -> bytes:
    """Opens with JavaScript, a program and a web address: none may run."""
    action = (
        b"<< /S /JavaScript /JS (app.alert\\(1\\)) /Next [<< /S /Launch /F (/bin/sh) >> "
        b"<< /S /URI /URI (http://localhost/) >> << /S /SubmitForm /F (http://localhost/) >>] >>"
    )
    return simple(extra={1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction %s /AA << /WC %s >> >>" % (action, action)})


def huge_inline_picture() -> bytes:
    return simple(HELLO + b" q BI /W 2000000000 /H 2000000000 /BPC 8 /CS /G ID \x00\x01\x02 EI Q")


def huge_picture() -> bytes:
    """A page without text, covered by a picture of sixteen thousand million points that does not hold them."""
    head = b"/Type /XObject /Subtype /Image /Width 131072 /Height 131072 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    picture = stream(bytes(1000), more=head)
    return simple(b"q 300 0 0 300 0 0 cm /I Do Q", more=b"/XObject << /I 6 0 R >>", extra={6: picture})


def many_segments(count: int = 60_000) -> bytes:
    """Words strewn over one page, none on a row with another."""
    words = b"".join(b"1 0 0 1 %d.%d %d.%d Tm (w%d) Tj " % (n * 7 % 290, n % 10, n * 11 % 290, n % 7, n % 97)
                     for n in range(count))  # fmt: skip
    return simple(b"BT /F 3 Tf " + words + b"ET")


def many_rulings(count: int = 3000) -> bytes:
    """A net of lines, finer than any table."""
    lines = b"".join(
        b"0 %d.%d m 300 %d.%d l S %d.%d 0 m %d.%d 300 l S " % ((n // 10, n % 10) * 4) for n in range(count)
    )
    return simple(lines + HELLO)


def full_pages(count: int = 20_000) -> bytes:
    """As many pages as are allowed, one object for all."""
    kids = b" ".join(b"3 0 R" for _ in range(count))
    return simple(extra={2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)})


def odd_signs() -> bytes:
    """A text layer of controls, marks that turn the direction of writing, halves of pairs, and formulas."""
    table = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
    table += b"6 beginbfchar <41> <0000> <42> <202E> <43> <D800> <44> <FFFF> <45> <003D> <46> <200B> endbfchar endcmap"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F 5 0 R "
    odd = b" BT /G 12 Tf 20 100 Td (ABCDEFABCDEF) Tj ET"
    return simple(HELLO + odd, extra={3: page + b"/G 6 0 R >> >> >>", 6: font, 7: stream(table)})


def in_garbage() -> bytes:
    """Five hundred bytes of a mail's head before the PDF, and more behind it."""
    return b"Received: from nowhere\r\n" * 20 + simple() + b"\0" * 5000


def behind_garbage() -> bytes:
    return b"Received: from nowhere\r\n" * 200 + simple()


def cross_drawing_forms() -> bytes:
    """Two forms, each of which draws the other."""
    forms = {
        number: stream(b"/X Do " + HELLO, more=FORM % (b"/XObject << /X %d 0 R >>" % other))
        for number, other in ((6, 7), (7, 6))
    }
    return simple(b"/X Do", more=b"/XObject << /X 6 0 R >>", extra=forms)


def self_named_contents() -> bytes:
    """The page's contents are an array that holds itself."""
    return simple(extra={4: b"[4 0 R 4 0 R]"})


def inherited_circle() -> bytes:
    """A page whose size must be inherited from a tree that goes round in a circle."""
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    return assembled({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 8 0 R >>",
        3: page,
        4: stream(HELLO),
        5: FONT,
        8: b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
    })  # fmt: skip


_TOO_MUCH = r"memory|processor time|took longer|longer than"
_TEXT = r"A loan was signed in 2014\."
KINDS: dict[str, Kind] = {
    make.__name__: Kind(make, outcome)
    for make, outcome in (
        (hostile.no_pages, "no pages|damaged"), (hostile.no_catalogue, "damaged|no pages"),
        (hostile.cyclic_page_tree, "none of its pages|damaged|no pages"), (hostile.missing_page, _TEXT),
        (hostile.deep_page_tree, "none of its pages|damaged|nested|no pages|" + _TEXT),
        (hostile.deep_arrays, "damaged|none of its pages|" + _TEXT),
        (hostile.deep_state, _TEXT), (hostile.self_form, _TEXT), (hostile.exponential_forms, _TOO_MUCH),
        (hostile.text_bomb, "characters, more than"), (hostile.path_bomb, _TEXT),
        (hostile.huge_box, _TEXT), (hostile.empty_box, _TEXT), (hostile.wrong_xref, _TEXT),
        (hostile.no_xref, _TEXT + "|damaged"), (hostile.no_text, "no text"),
        (hostile.garbage_stream, "no text|damaged"), (hostile.many_pages, "20001 pages, more than 20000"),
        (hostile.false_count, _TEXT + "|more than 20000"), (hostile.encrypted, "encrypted: give its password"),
        (hostile.unpacking_bomb, _TOO_MUCH + "|no text"),
        (cyclic_xref, _TEXT), (huge_xref, _TEXT), (endless_objects, _TEXT), (self_drawing_glyph, _TEXT),
        (self_filling_pattern, _TEXT), (filter_chain, "no text"), (wrong_length, _TEXT), (endless_numbers, _TEXT),
        (giant_font, _TEXT), (many_fonts, _TEXT), (many_annotations, _TEXT), (scripts, _TEXT),
        (huge_inline_picture, _TEXT), (huge_picture, "no text"), (many_segments, "w1|characters, more than"),
        (many_rulings, _TEXT), (full_pages, _TEXT + "|" + _TOO_MUCH), (odd_signs, _TEXT), (in_garbage, _TEXT),
        (behind_garbage, "not a PDF"), (cross_drawing_forms, _TEXT), (self_named_contents, "no text|damaged"),
        (inherited_circle, _TEXT),
    )
}  # fmt: skip
"""Every kind: what reading it must come to, within the limits."""
