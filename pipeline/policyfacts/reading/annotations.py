"""What lies on a page without being part of it: form fields, typed boxes, comments, attached files.

What was typed for readers to see (fields, boxes of free text) is made part of the page, as a printer would; what was
ticked, remarked or attached is named in the ledger. These entries count no characters: the text has them, or nothing.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium_c

from policyfacts.reading.pdfium import Document
from policyfacts.reading.replaced import as_printed
from policyfacts.records import LedgerEntry
from policyfacts.sources import kinds

_TYPED_FIELDS = {
    pdfium_c.FPDF_FORMFIELD_TEXTFIELD,
    pdfium_c.FPDF_FORMFIELD_COMBOBOX,
    pdfium_c.FPDF_FORMFIELD_LISTBOX,
}
_BOXES = {pdfium_c.FPDF_FORMFIELD_CHECKBOX, pdfium_c.FPDF_FORMFIELD_RADIOBUTTON}
_MARKS = "TEXT LINE SQUARE CIRCLE POLYGON POLYLINE HIGHLIGHT UNDERLINE SQUIGGLY STRIKEOUT STAMP CARET INK REDACT"
_REMARKS = {getattr(pdfium_c, f"FPDF_ANNOT_{name}") for name in _MARKS.split()}
_HIDDEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_OFF = ("", "Off")
_UNNAMED = "a file without a name"
_EMBEDDED = re.compile(rb"/EmbeddedFile\b")
_LISTS = re.compile(rb"/Names\s*\[((?:\s*\([^()]*\)\s*\d+\s+\d+\s+R)+)\s*\]")
_KEYS = re.compile(rb"\(([^()]*)\)")
_XFA = (
    "the file is an XFA form, whose content only Adobe Reader shows, and which was not read: print it from there to a "
    "new PDF, and name that"
)
_MOST_BYTES = 1 << 20
_SHOWN = 60
"""So many characters of what is not read are quoted in the ledger."""


@dataclass(slots=True)
class Beside:
    """What lies on one page. ``drawn``: how many things to make part of it; ``fields``: how many form fields."""

    number: int
    drawn: list[int] = field(default_factory=list)
    fields: int = 0
    typed: list[str] = field(default_factory=list)
    boxes: int = 0
    undrawn: list[str] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)

    def entries(self) -> Iterator[LedgerEntry]:
        """What the ledger says of it."""
        if self.typed:
            yield self._kept("form fields", f"{len(self.typed)} filled in, read with the page: {_listed(self.typed)}")
        if self.boxes:
            yield self._kept("free text", f"{self.boxes} typed onto the page, read with it")
        if self.ticked:
            yield self._left("ticked boxes", f"{len(self.ticked)} ticked, which is not read: {_listed(self.ticked)}")
        if self.undrawn:
            what = f"{len(self.undrawn)} not drawn on the page, and not read ({_listed(self.undrawn)})"
            yield self._left("form fields", f"{what}: open the file in a viewer and print it to a new PDF")
        if self.remarks:
            what = f"{len(self.remarks)} on the page, no part of the paper, not read"
            yield self._left("comments", f"{what}: {_listed(self.remarks)}")
        yield from (attached(name, page=self.number) for name in self.attached)

    def _kept(self, region: str, reason: str) -> LedgerEntry:
        return LedgerEntry(self.number, region, 0, "kept", reason)

    def _left(self, region: str, reason: str) -> LedgerEntry:
        return LedgerEntry(self.number, region, 0, "left out", reason)


def attached(name: str, *, shown: str = "", page: int = 0) -> LedgerEntry:
    """What the ledger says of an attached file. Papers that are attached make their paper one that is read in part."""
    paper = kinds.ending(name) == kinds.PDF or kinds.is_other(name)
    region = "attached paper" if paper else "attached file"
    return LedgerEntry(page, region, 0, "left out", f"{shown or name}: not read: save it from a viewer, and name it")


@contextmanager
def whole_page(document: Document, index: int) -> Iterator[tuple[object, Beside]]:
    """PDFium's handle of page ``index`` (from 0), as printed, with what is typed onto it, and what lies beside.

    Raises ``DamagedPdf`` when the page cannot be loaded.
    """
    with document.page(index) as handle:
        found = beside(handle, document.form, index + 1)
        if not found.drawn:
            as_printed(document, handle)
            yield handle, found
            return
        for place in reversed(range(int(pdfium_c.FPDFPage_GetAnnotCount(handle)))):
            if place not in found.drawn:
                pdfium_c.FPDFPage_RemoveAnnot(handle, place)
        pdfium_c.FPDFPage_Flatten(handle, pdfium_c.FLAT_NORMALDISPLAY)
    with document.page(index) as handle:
        as_printed(document, handle)
        yield handle, found


def beside(page: object, form: object, number: int) -> Beside:
    """What lies on an open page. ``form``: PDFium's handle of the file's form, or None."""
    found = Beside(number)
    for place in range(int(pdfium_c.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, place)
        if not annotation:
            continue
        try:
            if not pdfium_c.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                _sort(found, annotation, form, place)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)
    return found


def _sort(found: Beside, annotation: Any, form: Any, place: int) -> None:
    """Put one annotation where it belongs."""
    kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium_c.FPDF_ANNOT_LINK:
        return
    words = _string(pdfium_c.FPDFAnnot_GetStringValue, annotation, b"Contents").strip()
    if kind == pdfium_c.FPDF_ANNOT_WIDGET:
        found.fields += 1
        _field(found, annotation, form, place)
    elif kind == pdfium_c.FPDF_ANNOT_FREETEXT:
        if pdfium_c.FPDFAnnot_HasKey(annotation, b"AP"):
            found.drawn.append(place)
            found.boxes += 1
        elif words:
            found.undrawn.append(words)
    elif kind == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
        found.attached.append(_name(pdfium_c.FPDFAnnot_GetFileAttachment(annotation)))
    elif kind in _REMARKS and words:
        found.remarks.append(words)


def _field(found: Beside, annotation: Any, form: Any, place: int) -> None:
    kind = pdfium_c.FPDFAnnot_GetFormFieldType(form, annotation) if form else -1
    name = _string(pdfium_c.FPDFAnnot_GetFormFieldName, form, annotation) if form else ""
    value = _string(pdfium_c.FPDFAnnot_GetFormFieldValue, form, annotation).strip() if form else ""
    if kind < 0:  # a field without a name is in no form, but on the page
        value = _string(pdfium_c.FPDFAnnot_GetStringValue, annotation, b"V").strip()
    if kind in _BOXES:
        said = name or value
        if value not in _OFF and said not in found.ticked:  # each button of a group has the value of the group
            found.ticked.append(said)
    elif (kind in _TYPED_FIELDS or kind < 0) and value:
        if pdfium_c.FPDFAnnot_HasKey(annotation, b"AP"):
            found.drawn.append(place)
            found.typed.append(name or value)
        else:
            found.undrawn.append(f"{name}: {value}" if name else value)


def of_the_file(document: Document, data: bytes, pages: Sequence[Beside]) -> list[LedgerEntry]:
    """What the ledger says of all that lies on the ``pages`` of a file, and beside them; ``data``: its bytes."""
    count = int(pdfium_c.FPDFDoc_GetAttachmentCount(document.handle))
    names = [_name(pdfium_c.FPDFDoc_GetAttachment(document.handle, number)) for number in range(count)]
    clipped = {name for page in pages for name in page.attached}
    listed = zip(names, _listed_as(data, count), strict=True)
    shown = {name: name if key in {name, ""} else f"{key} ({name})" for name, key in listed if name not in clipped}
    entries = [attached(name, shown=said) for name, said in shown.items()]
    entries += [entry for page in pages for entry in page.entries()]
    # Files may hang on anything in a PDF, and PDFium lists those of two places.
    if not names and not clipped and (hanging := len(_EMBEDDED.findall(data))):
        entries.append(attached(f"{hanging} attached" if hanging > 1 else _UNNAMED))
    dynamic = document.form_type == pdfium_c.FORMTYPE_XFA_FULL
    if dynamic or (document.form_type == pdfium_c.FORMTYPE_XFA_FOREGROUND and not any(page.fields for page in pages)):
        entries.append(LedgerEntry(0, "XFA form", 0, "left out", _XFA))
    return entries


def _listed_as(data: bytes, count: int) -> list[str]:
    """The names under which ``count`` attached files are listed, which may be other ones than those of the files, and
    which PDFium does not tell; empty where they cannot be told from the bytes."""
    lists = _LISTS.findall(data) if count and b"/Encrypt" not in data else []
    found = {keys for keys in (tuple(_KEYS.findall(one)) for one in lists) if len(keys) == count}
    if len(found) != 1:
        return [""] * count
    return [key.decode("cp1252", "replace") if key.isascii() and b"\\" not in key else "" for key in found.pop()]


def _name(attachment: Any) -> str:
    return (_string(pdfium_c.FPDFAttachment_GetName, attachment) if attachment else "") or _UNNAMED


def _string(function: Callable[..., int], *arguments: Any) -> str:
    """What one of PDFium's functions writes into a buffer as UTF-16."""
    size = int(function(*arguments, None, 0))
    if not 2 < size <= _MOST_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(size)
    function(*arguments, ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _listed(words: list[str]) -> str:
    """The first of what is not read, on one line."""
    whole = ", ".join(" ".join(one.split()) for one in words)
    return whole if len(whole) <= _SHOWN else whole[: _SHOWN - 4].rstrip() + " ..."
