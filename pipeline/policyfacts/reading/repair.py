"""A second chance for damaged files: qpdf, through pikepdf where it is installed, rebuilds what it can.

qpdf finds the objects of a file whose cross-reference table is lost, as in a download that broke off.
"""

from __future__ import annotations

import io

COMMAND = "pip install 'policyfacts[repair]'"


def repaired(data: bytes, *, password: str | None = None) -> bytes | None:
    """The file rebuilt; ``None`` where pikepdf is missing or cannot make anything of it."""
    try:
        import pikepdf
    except ImportError:
        return None
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "", attempt_recovery=True) as pdf:
            if not len(pdf.pages):
                return None
            pdf.save(out)
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        return None
    return out.getvalue()
