"""Words that a file gives to be read in the place of those that it prints: ``/ActualText`` of marked content.

PDFium takes them for what is on the page, spread over the room of the printed ones. Files tell of a hyphen at a line's
end in that way that it is none of the word; but they may as well say one letter for a whole page, or other sums than
those printed. What is printed counts: signs stand for themselves, wherever the file knows what they are.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from ctypes import byref, c_int, c_size_t, c_ulong, c_void_p
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium_c

from policyfacts.reading.asking import codes, fast, pointer, text_objects
from policyfacts.reading.drawing import texts
from policyfacts.reading.pdfium import Document

_get_marks = fast(pdfium_c.FPDFPageObj_CountMarks, c_int)
_get_mark = fast(pdfium_c.FPDFPageObj_GetMark, c_size_t)
_get_keys = fast(pdfium_c.FPDFPageObjMark_CountParams, c_int)
_get_key = fast(pdfium_c.FPDFPageObjMark_GetParamKey, c_int)

_KEY = b"ActualText"
_KEY_AS_TOLD = "ActualText".encode("utf-16-le")
_MARKS = 16
"""Marks looked at around one piece of text, and entries of a mark."""
_MOST = 1 << 16
"""Bytes of words that are given; of more than that nothing is taken."""
_ENOUGH = 0.5
"""Words that are given for signs which the file does not know are as good as these from so many for each sign on."""


@dataclass(slots=True)
class _Given:
    """Words given for the pieces of text ``things`` (handles), by a mark (handle). ``words``: as the file has them."""

    mark: int
    words: bytes
    things: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        for lead, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
            if self.words.startswith(lead):
                return self.words[len(lead) :].decode(encoding, "replace")
        return self.words.decode("latin-1")


def as_printed(document: Document, page: Any) -> None:
    """Let the signs of an open page stand for themselves, and take what is given only for hyphens, which no word has,
    and for signs of which the file tells nothing else."""
    given = _all_given(page)
    for one in given:
        pdfium_c.FPDFPageObjMark_RemoveParam(_piece(one), _mark(one.mark), _KEY)
    own = _own(page, given) if given else {}
    for one in given:
        signs = "".join(own.get(thing, "") for thing in one.things)
        if _is_hyphen(signs, one.text) or (_is_unknown(signs) and len(one.text) >= _ENOUGH * len(signs)):
            data = (ctypes.c_ubyte * len(one.words)).from_buffer_copy(one.words)
            size = len(one.words)
            pdfium_c.FPDFPageObjMark_SetBlobParam(document.handle, _piece(one), _mark(one.mark), _KEY, data, size)


def _all_given(page: Any) -> list[_Given]:
    """What is given to be read, mark by mark."""
    found: dict[int, _Given | None] = {}
    things = texts(page)
    counts = list(map(_get_marks, map(pointer, things)))
    for number in range(min(max(counts, default=0), _MARKS)):
        mine = [thing for thing, count in zip(things, counts, strict=True) if count > number]
        for thing, mark in zip(mine, map(_get_mark, map(pointer, mine), repeat(number)), strict=True):
            if mark not in found:
                found[mark] = _Given(mark, _words(mark)) if _gives(mark) else None
            one = found[mark]
            if one is not None:
                one.things.append(thing)
    return [one for one in found.values() if one is not None]


def _gives(mark: int) -> bool:
    """Whether a mark has words to be read, in whatever form the file keeps them."""
    buffer, length = ctypes.create_string_buffer(64), c_ulong()
    for number in range(min(_get_keys(pointer(mark)), _MARKS)):
        _get_key(pointer(mark), c_ulong(number), buffer, c_ulong(len(buffer)), byref(length))
        if buffer.raw[: max(length.value - 2, 0)] == _KEY_AS_TOLD:
            return True
    return False


def _words(mark: int) -> bytes:
    """The words that a mark gives; none where the file keeps them elsewhere."""
    buffer, length = (ctypes.c_ubyte * _MOST)(), c_ulong()
    told = pdfium_c.FPDFPageObjMark_GetParamBlobValue(_mark(mark), _KEY, buffer, _MOST, length)
    return bytes(buffer[: length.value]) if told and length.value <= _MOST else b""


def _own(page: Any, given: Iterable[_Given]) -> dict[int, str]:
    """What the file itself says of the pieces of text for which something was given."""
    words = pdfium_c.FPDFText_LoadPage(page)
    count = max(int(pdfium_c.FPDFText_CountChars(words)), 0)
    handle = pointer(ctypes.cast(words, c_void_p).value or 0)
    signs, things = codes(handle, count).tolist(), text_objects(handle, count).tolist()
    pdfium_c.FPDFText_ClosePage(words)
    found = {thing: "" for one in given for thing in one.things}
    for sign, thing in zip(signs, things, strict=True):
        if thing in found:
            found[thing] += chr(min(sign, 0x10FFFF))
    return found


def _is_hyphen(signs: str, words: str) -> bool:
    """Whether what is printed is one sign at most, and neither it nor what is given for it a letter or a figure."""
    return len(signs) <= 1 and not any(sign.isalnum() for sign in signs + words)


def _is_unknown(signs: str) -> bool:
    """Whether a file does not tell what most of some signs are."""
    known = sum(sign > " " and sign != "\ufffd" and not "\ue000" <= sign <= "\uf8ff" for sign in signs)
    return bool(signs) and 2 * known < len(signs)


def _piece(one: _Given) -> Any:
    """A piece of text as the typed wrappers of PDFium take it."""
    return ctypes.cast(one.things[0], pdfium_c.FPDF_PAGEOBJECT)


def _mark(mark: int) -> Any:
    return ctypes.cast(mark, pdfium_c.FPDF_PAGEOBJECTMARK)
