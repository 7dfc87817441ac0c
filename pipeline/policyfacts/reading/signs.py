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
_LABEL = re.compile(r"[0-9]{1,3}(?:,[0-9]{1,3})*|[*†‡§¶]{1,3}|[a-lw-z](?:,[a-l])*|i{1,3}|iv|vi{0,3}|ix|xi{0,3}")
"""Labels of notes: figures, signs, single letters, small Roman numbers."""
_LIFT = 0.18
"""Ems by which a raised sign stands higher than the line."""
_LONGEST = 5
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
    signs: NDArray[np.uint32], base: NDArray[np.float32], size: NDArray[np.float32], breaks: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which signs are raised markers of notes: high figures, letters, asterisks and daggers, small or as large as the
    text; but no powers (km2), no ordinals (5th) and no numbers in which a raised figure goes on (``breaks``: (2, n),
    where words and segments begin)."""
    result = np.zeros(len(signs), bool)
    if not len(signs):
        return result
    words, segments = breaks
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
        if _is_power(signs, k) and not segments[k]:
            result[k] = False
    lifted = _lifted(base, size, segments)
    letters = small & ~result & (signs >= ord("a")) & (signs <= ord("x"))
    for first, last in _runs(letters | lifted):
        if _is_marker(signs, (first, last), words) and not (_is_power(signs, first) and not segments[first]):
            result[first:last] = True
    return result


def _is_power(signs: NDArray[np.uint32], k: int) -> bool:
    """Whether a raised figure is that of square or cubic metres."""
    before = "".join(map(chr, signs[max(k - 4, 0) : k].tolist()))
    return chr(int(signs[k])) in "23²³" and _UNIT.search(before) is not None


def _lifted(base: NDArray[np.float32], size: NDArray[np.float32], segments: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which signs stand higher than the sign before their run, of about the same size, and the one after it."""
    result = np.zeros(len(base), bool)
    if len(base) < 2:
        return result
    em = np.maximum(size[1:], size[:-1])
    step = np.where(segments[1:], 0, (base[:-1] - base[1:]) / em)  # upwards is positive
    for first in (np.flatnonzero((step > _LIFT) & (size[1:] > 0.6 * size[:-1])) + 1).tolist():
        for last in range(first + 1, min(first + _LONGEST, len(base)) + 1):
            if last == len(base) or segments[last] or step[last - 1] < -_LIFT:
                result[first:last] = True
                break
            if abs(step[last - 1]) > 0.05:
                break
    return result


def _runs(chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches of signs that are chosen, half-open."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _is_marker(signs: NDArray[np.uint32], run: tuple[int, int], words: NDArray[np.bool_]) -> bool:
    """Whether raised signs label a note by their form and use: they end a word, and are no ordinal's ending."""
    first, last = run
    text = "".join(map(chr, signs[first:last].tolist()))
    if not _LABEL.fullmatch(text):
        return False
    before = chr(int(signs[first - 1])) if first and not words[first] else ""
    after = chr(int(signs[last])) if last < len(signs) and not words[last] else ""
    if after.isalnum():
        return False
    return not (text == "e" and before != "" and before in "IVXLCM")  # the French XIXe


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
