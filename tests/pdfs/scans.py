"""Scans made by the tests: pages as pictures, without any text."""

from __future__ import annotations

import zlib
from pathlib import Path

import pypdfium2

from tests.pdfs.hostile import assembled


def scan(source: Path, target: Path, *, dpi: int = 200, layer: bytes = b"") -> Path:
    """A paper as pictures of its pages; ``layer`` is drawn on each in addition, in Helvetica as /F."""
    document = pypdfium2.PdfDocument(source)
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    kids = []
    for number, page in enumerate(document):
        width, height = page.get_size()
        picture = page.render(scale=dpi / 72, grayscale=True)
        grey = picture.to_numpy()[:, :, 0] if picture.to_numpy().ndim == 3 else picture.to_numpy()
        first = 10 + 3 * number
        packed = zlib.compress(grey.tobytes())
        head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
        objects[first] = (head % (grey.shape[1], grey.shape[0])) + b" /Filter /FlateDecode /Length %d >>" % len(packed)
        objects[first] += b"\nstream\n" + packed + b"\nendstream"
        drawing = b"q %.2f 0 0 %.2f 0 0 cm /I Do Q " % (width, height) + layer
        objects[first + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing)
        objects[first + 2] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R "
            b"/Resources << /XObject << /I %d 0 R >> /Font << /F 3 0 R >> >> >>"
        ) % (width, height, first + 1, first)
        kids.append(b"%d 0 R" % (first + 2))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    document.close()
    target.write_bytes(assembled(objects))
    return target
