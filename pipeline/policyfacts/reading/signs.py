"""Single signs: ligatures taken apart, accents put on their letters, raised markers of notes told from powers."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from numpy.typing import NDArray

_ACCENTS = {
    0x60: 0x300, 0xB4: 0x301, 0x2C6: 0x302, 0x2DC: 0x303, 0xAF: 0x304, 0x2D8: 0x306, 0x2D9: 0x307, 0xA8: 0x308,
    0x2DA: 0x30A, 0x2DD: 0x30B, 0x2C7: 0x30C, 0xB8: 0x327, 0x2DB: 0x328,
}  # fmt: skip
"""Spacing accents that TeX prints over or under a letter, and the combining signs that they stand for."""
_IS_ACCENT = np.zeros(0x10001, bool)
_IS_ACCENT[[*_ACCENTS, *range(0x300, 0x330)]] = True
_MARKS = np.array([ord(c) for c in "0123456789*†‡§,¶"], np.uint32)
_HIGH = (0xB9, 0xB2, 0xB3, 0x2070, *range(0x2074, 0x207A))
_UNIT = re.compile(r"(?:^|[^a-z])(?:k|c|m|d)?m$|/m$")


def lengths(starts: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The length of each run, from where they start; the last one ends at ``count``."""
    result = np.empty(len(starts), np.int64)
    np.subtract(starts[1:], starts[:-1], out=result[:-1])
    result[-1:] = count - starts[-1:]
    return result


def apart(code: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]] | None:
    """Ligature signs (U+FB00 to U+FB06) as letters, and the index of the sign that each comes from; or ``None``."""
    hits = (code >= 0xFB00) & (code <= 0xFB06)
    if not hits.any():
        return None
    letters: list[int] = []
    origin: list[int] = []
    for index, value in enumerate(code.tolist()):
        pieces = unicodedata.normalize("NFKC", chr(value)) if hits[index] else chr(value)
        letters += map(ord, pieces)
        origin += [index] * len(pieces)
    return np.array(letters, np.uint32), np.array(origin, np.int64)


def accented(code: NDArray[np.uint32], x0: NDArray[np.float32], x1: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Put accents that are printed as signs of their own onto their letters, in place; which signs are such accents.

    An accent stands over the letter next to it in the file: their x overlap.
    """
    gone = np.zeros(len(code), bool)
    if len(code) == 0 or code.max() < 0x60:
        return gone
    for index in np.flatnonzero(_IS_ACCENT[np.minimum(code, 0x10000)]).tolist():
        value = int(code[index])
        mark = chr(_ACCENTS.get(value, value))
        for other in (index + 1, index - 1):
            if not 0 <= other < len(code) or gone[other]:
                continue
            shared = min(x1[index], x1[other]) - max(x0[index], x0[other])
            close = shared > 0.3 * min(x1[index] - x0[index], x1[other] - x0[other]) or x1[index] <= x0[index]
            letter = {"ı": "i", "ȷ": "j"}.get(chr(int(code[other])), chr(int(code[other])))
            joined = unicodedata.normalize("NFC", letter + mark)
            if close and letter.isalpha() and len(joined) == 1:
                code[other] = ord(joined)
                gone[index] = True
                break
    return gone


def raised_markers(
    signs: NDArray[np.uint32], base: NDArray[np.float32], size: NDArray[np.float32], segments: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which signs are raised markers of notes: small high figures, asterisks and daggers, but no powers (km2)."""
    result = np.zeros(len(signs), bool)
    if len(signs):
        for figure in _HIGH if signs.max() >= 0xB2 else ():
            result |= signs == figure
        starts = segments.nonzero()[0]
        counts = lengths(starts, len(signs))
        high = np.maximum.reduceat(size, starts).repeat(counts)
        line = np.maximum.reduceat(np.where(size >= 0.92 * high, base, -np.inf), starts).repeat(counts)
        small = (size < 0.82 * high) & (line - base > 0.12 * high)
        if small.any():
            result |= small & np.isin(signs, _MARKS)
    for k in np.flatnonzero(result).tolist():
        start = max(k - 4, 0)
        before = "".join(map(chr, signs[start:k].tolist()))
        if _UNIT.search(before) and not segments[k] and chr(int(signs[k])) in "23²³":
            result[k] = False
    return result


def strays_settled(
    x0: NDArray[np.float32], x1: NDArray[np.float32], base: NDArray[np.float32], size: NDArray[np.float32]
) -> NDArray[np.int64] | None:
    """The order of signs in which those that stand alone in the file follow the sign that they are printed behind.

    On turned pages PDFium puts hyphens at line ends and raised figures elsewhere. ``None``: all stand as they should.
    """
    if len(x0) < 3:
        return None
    em = np.maximum(size[1:], size[:-1])
    follows = (np.abs(x0[1:] - x1[:-1]) < 0.3 * em) & (np.abs(base[1:] - base[:-1]) < 0.6 * em)
    alone = np.ones(len(x0), bool)
    alone[1:] &= ~follows
    alone[:-1] &= ~follows
    keys = np.arange(len(x0), dtype=np.float64)
    for k in np.flatnonzero(alone).tolist():
        near = np.abs(x1 - x0[k]) < 0.3 * size
        near &= np.abs(base - base[k]) < 0.6 * size
        near[k] = False
        found = np.flatnonzero(near)
        if len(found):
            keys[k] = found[np.abs(x1[found] - x0[k]).argmin()] + 0.5
    order = np.argsort(keys, kind="stable")
    return None if (order[1:] > order[:-1]).all() else order
