"""A second chance for damaged files: qpdf, through pikepdf where it is installed, rebuilds what it can.

qpdf finds the objects of a file whose cross-reference table is lost, as in a download that broke off.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from policyfacts.errors import DamagedPdf
from policyfacts.reading.pdfium import Document, opened

_MOST_OF_NOTHING = 2000
_DRAWS = re.compile(rb"(?<![A-Za-z])(?:T[jJ]|Do|sh|BI|[fFSsBb]\*?)(?![A-Za-z])|['\"]")
"""Operators of a page's content that draw."""
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


def empty_pages(data: bytes, numbers: Iterable[int], *, password: str | None = None) -> set[int]:
    """Which of the pages on which PDFium finds nothing drawn are meant to be empty; the content of the others cannot be
    read. None where pikepdf is missing, which alone can tell."""
    numbers = list(numbers)
    try:
        import pikepdf
    except ImportError:
        return set()
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            return {number for number in numbers if _is_empty(pdf.pages[number - 1].obj.get("/Contents"))}
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, IndexError, TypeError):
        return set()


def _is_empty(contents: Any) -> bool:
    """Whether the content of a page, as pikepdf has it, draws nothing. Raises what pikepdf raises."""
    import pikepdf

    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    for one in streams:
        if one is None:
            continue
        # What is long, or packed several times over, is not there for nothing.
        if not isinstance(one, pikepdf.Stream) or isinstance(one.get("/Filter"), pikepdf.Array):
            return False
        if len(one.read_raw_bytes()) > _MOST_OF_NOTHING or _DRAWS.search(one.read_bytes()):
            return False
    return True


@contextmanager
def opened_or_rebuilt(data: bytes, *, password: str | None = None) -> Iterator[Document]:
    """Open a PDF held in memory as it is, or, where that cannot be done or no page of it be loaded, rebuilt.

    Raises what ``pdfium.opened`` raises.
    """
    with ExitStack() as stack:
        try:
            document = stack.enter_context(opened(data, password=password))
            if not any(_loads(document, index) for index in range(len(document))):
                raise DamagedPdf("none of its pages can be loaded: get a fresh copy, or save it anew from a viewer")
        except DamagedPdf:
            again = repaired(data, password=password)
            if again is None:
                raise
            document = stack.enter_context(opened(again))
        yield document


def _loads(document: Document, index: int) -> bool:
    try:
        with document.page(index):
            return True
    except DamagedPdf:
        return False
