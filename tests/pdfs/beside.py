"""PDFs with what lies beside their pages: form fields, typed boxes, comments, attached files, XFA, stamps on scans."""

from __future__ import annotations

import zlib

from tests.pdfs.hostile import FONT, assembled, stream

WORDS = (
    "The two governments have worked together for years. The paper looks at what remains to be done in energy, in "
    "transport and in trade. Officials on both sides hold that the work goes on as it was planned."
)
TYPED = "Norway lent USD 12 million to Fiji in 2013."
WIDTH, HEIGHT = 595, 842


def shown(text: str, *, at: tuple[float, float] = (60, 780), size: float = 10, turn: bytes = b"1 0 0 1") -> bytes:
    """Drawing of a text in lines of some 90 signs, in Helvetica as /F."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < 90:
            lines[-1] += " " + word
        else:
            lines.append(word)
    lead = b"BT /F %g Tf %g TL %s %g %g Tm " % (size, 1.3 * size, turn, *at)
    return lead + b" ".join(b"(%s) Tj T*" % line.encode("cp1252") for line in lines) + b" ET"


def paper(
    contents: bytes | None = None,
    *,
    annotations: tuple[bytes, ...] = (),
    catalogue: bytes = b"",
    page: bytes = b"",
    extra: dict[int, bytes] | None = None,
) -> bytes:
    """A page of ``contents`` with ``annotations`` (objects, from 20 on); ``catalogue``, ``page``: more entries."""
    numbers = range(20, 20 + len(annotations))
    listed = b"/Annots [%s]" % b" ".join(b"%d 0 R" % number for number in numbers) if annotations else b""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
        b"/XObject << /I 6 0 R /X 7 0 R >> >> %s %s >>" % (WIDTH, HEIGHT, listed, page),
        4: stream(shown(WORDS) if contents is None else contents),
        5: FONT,
        **dict(zip(numbers, annotations, strict=True)),
    }
    return assembled(objects | (extra or {}))


def pages(*texts: str) -> bytes:
    """A page for each of ``texts``. The tree of pages comes first: what breaks off loses the last ones."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * number) for number in range(len(texts)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(texts)),
        5: FONT,
    }
    for number, text in enumerate(texts):
        head = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
        more = b" /Resources << /Font << /F 5 0 R >> >> >>"
        objects[10 + 2 * number] = head % (WIDTH, HEIGHT, 11 + 2 * number) + more
        objects[11 + 2 * number] = stream(shown(text))
    return assembled(objects)


def form(*fields: bytes, more: bytes = b"", extra: dict[int, bytes] | None = None) -> bytes:
    """A paper with form fields; ``more`` goes into the form's dictionary."""
    numbers = b" ".join(b"%d 0 R" % (20 + number) for number in range(len(fields)))
    catalogue = b"/AcroForm << /Fields [%s] /DR << /Font << /F 5 0 R >> >> %s >>" % (numbers, more)
    return paper(annotations=fields, catalogue=catalogue, extra={50: appearance(TYPED), **(extra or {})})


def appearance(text: str) -> bytes:
    """What a field or a box looks like: object 50 of ``form``."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 400 20] /Resources << /Font << /F 5 0 R >> >>"
    return stream(b"BT /F 10 Tf 2 6 Td (%s) Tj ET" % text.encode(), more=head)


def annotation(kind: bytes, more: bytes = b"", *, drawn: bool = True, flags: int = 4) -> bytes:
    look = b"/AP << /N 50 0 R >>" if drawn else b""
    return b"<< /Type /Annot /Subtype /%s /F %d /Rect [60 600 460 620] %s %s >>" % (kind, flags, look, more)


def commented(*annotations: bytes) -> bytes:
    """A paper with annotations that are no form fields."""
    return paper(annotations=annotations, extra={50: appearance(TYPED)})


def attached(name: str, way: str) -> bytes:
    """A paper with an attached file: ``way`` is one of ``WAYS``."""
    file = stream(b"%PDF-1.4 some bytes", more=b"/Type /EmbeddedFile")
    shown_name = b"(%s)" % name.encode()
    spec = b"<< /Type /Filespec /F %s /UF %s /EF << /F 61 0 R /UF 61 0 R >> >>" % (shown_name, shown_name)
    names = b"/Names << /EmbeddedFiles << %s >> >>"
    one = b"/Names [%s 60 0 R]" % shown_name
    extra = {60: spec, 61: file, 62: b"<< /Limits [%s %s] %s >>" % (shown_name, shown_name, one)}
    clip = annotation(b"FileAttachment", b"/FS 60 0 R", drawn=False)
    if way == "page":
        return paper(annotations=(clip,), extra=extra)
    if way == "associated":
        return paper(catalogue=b"/AF [60 0 R]", extra=extra)
    if way == "associated with the page":
        return paper(page=b"/AF [60 0 R]", extra=extra)
    if way == "tree":
        return paper(catalogue=names % b"/Kids [62 0 R]", extra=extra)
    collection = b" /Collection << /Type /Collection /View /D >>" if way == "portfolio" else b""
    annotations = (clip,) if way == "both" else ()
    return paper(annotations=annotations, catalogue=names % one + collection, extra=extra)


WAYS = ("names", "tree", "portfolio", "page", "both", "associated", "associated with the page")


def xfa(*, rendering: bool = False, fields: tuple[bytes, ...] = (), packets: bool = True) -> bytes:
    """A form in XFA, its page a notice; with fields it is one that other viewers show too."""
    data = b"[(template) 70 0 R (datasets) 71 0 R]" if packets else b"70 0 R"
    numbers = b" ".join(b"%d 0 R" % (20 + number) for number in range(len(fields)))
    catalogue = b"/AcroForm << /Fields [%s] /XFA %s >>" % (numbers, data)
    wait = "Please wait... If this message is not replaced by the contents of the document, use another viewer."
    packet = stream(b"<template xmlns='http://www.xfa.org/schema/xfa-template/3.0/'/>")
    return paper(
        shown(WORDS if fields else wait),
        annotations=fields,
        catalogue=catalogue + (b" /NeedsRendering true" if rendering else b""),
        extra={50: appearance(TYPED), 70: packet, 71: packet},
    )


def image(grey: bytes, width: int, height: int) -> bytes:
    """A grey picture as an object."""
    packed = zlib.compress(grey)
    head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
    return (head % (width, height)) + b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        len(packed),
        packed,
    )


def blank_scan(stamp: bytes, *, drawing: bytes = b"q 595 0 0 842 0 0 cm /I Do Q") -> bytes:
    """A page that is a picture of nothing that OCR could read, with ``stamp`` drawn over it."""
    holder = stream(b"q 595 0 0 842 0 0 cm /I Do Q", more=b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
                    b"/Resources << /XObject << /I 6 0 R >> >>")  # fmt: skip
    return paper(drawing + b" " + stamp, extra={6: image(b"\xfa" * 200, 10, 20), 7: holder})
