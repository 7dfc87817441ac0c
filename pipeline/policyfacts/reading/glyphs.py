"""From PDFium's characters to a clean stream of printed signs, cut into words and segments.

A *segment* is a run of signs on one baseline without a gap wider than an em: never more than one column, often a
whole line. Everything is in *layout coordinates*: the page turned so that most of its writing runs to the right.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.characters import Characters
from policyfacts.reading.outcomes import ACCENT, DOUBLE, MARKER, OUTSIDE, PENDING, SILENT, SPACE
from policyfacts.reading.pdfium import RawPage
from policyfacts.reading.righttoleft import Placed, has_leftward, in_reading_order
from policyfacts.reading.signs import accented, apart, lengths, raised_markers, strays_settled
from policyfacts.reading.spacing import Row, closed

HYPHEN_MARK = 0xAD
"""All signs that PDFium may give for a hyphen printed at a line end become this code in the stream."""

_PLAIN, _BLANK, _MUTE, _BROKEN = range(4)
_SPACES = (*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_SILENT = (
    *range(0x00, 0x02), *range(0x03, 0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0),
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFFF,
)  # fmt: skip
_LINE_END_HYPHENS = (0x02, 0xAD, 0xFFFE)
_CLASSES = np.full(0x10001, _PLAIN, np.uint8)
_CLASSES[list(_SPACES)] = _BLANK
_CLASSES[list(_SILENT)] = _MUTE
_CLASSES[list(_LINE_END_HYPHENS)] = _BROKEN

_LARGEST = 2000.0
"""Points; letters said to be larger are as good as this large."""


@dataclass(slots=True)
class Stream:
    """The printed signs of one page in one direction of writing, in the file's order, with spaces between words.

    ``code`` (m,); ``source`` (m,) index of PDFium's character, -1 for an inserted space; ``x0 x1 base size`` (m,) in
    layout coordinates; ``style`` (m,) font. ``text`` is ``code`` as a string of the same length. Segments:
    ``first``/``last`` (s,) half-open ranges of signs; ``box`` (s, 4) with a height of one em around the baseline.
    Raised markers of notes are not in the stream: ``labels``, with which notes begin, by the sign behind them;
    ``markers``, which point to notes, by the sign before them.
    """

    code: NDArray[np.uint32]
    source: NDArray[np.int32]
    x0: NDArray[np.float32]
    x1: NDArray[np.float32]
    base: NDArray[np.float32]
    size: NDArray[np.float32]
    style: NDArray[np.int32]
    text: str
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    box: NDArray[np.float32]
    segment_base: NDArray[np.float32]
    segment_size: NDArray[np.float32]
    labels: dict[int, str] = field(default_factory=dict)
    markers: dict[int, str] = field(default_factory=dict)


def directions(characters: Characters) -> list[int]:
    """The directions in which the page is written (see ``turning``): the quarter of most of it first."""
    counts = np.bincount(characters.direction[~characters.generated], minlength=4).tolist()
    main = counts.index(max(counts[:4]))
    return [main, *(direction for direction, count in enumerate(counts) if count and direction != main)]


def stream(page: RawPage, direction: int, fates: NDArray[np.uint8]) -> Stream:
    """The clean stream of what is written in one direction; notes in ``fates`` what is left out."""
    chars = page.characters
    code = chars.code.copy()
    kind = _CLASSES[np.minimum(code, 0x10000)]
    space, silent = kind == _BLANK, kind == _MUTE
    # PDFium turns the ends of text with odd encodings into 0x02 in mid-line as well: it is a hyphen all the same.
    code[kind == _BROKEN] = HYPHEN_MARK
    fates[(space | (chars.generated & ~silent)) & (fates == PENDING)] = SPACE
    fates[silent & (fates == PENDING)] = SILENT
    signs = _printed(page, code, np.flatnonzero((chars.direction == direction) & (fates == PENDING)), fates)
    written = space & ~chars.generated
    if has_leftward(signs.code):
        signs, parted = _turned_around(signs, page, np.flatnonzero(written & (chars.direction == direction)))
        breaks = _breaks(signs, parted, np.zeros(len(signs.code), np.float32))
    else:
        spaced, parted = _rises(space.cumsum()[signs.index]), _rises(written.cumsum()[signs.index])
        if chars.turned:  # what was moved has no space before it
            spaced &= np.abs(np.diff(signs.index, prepend=0)) < 5
        breaks = _breaks(signs, spaced, _from_blank(signs, written, chars.x0))
    if page.pieces is not None:
        _close(signs, breaks, parted, page.pieces.of)
    raised = raised_markers(signs.code, signs.base, signs.size, np.stack(breaks))
    if not raised.any():
        return _assembled(signs, breaks, [])
    fates[signs.index[raised]] = MARKER
    return _assembled(*_without(signs, breaks, raised))


def _printed(page: RawPage, code: NDArray[np.uint32], index: NDArray[np.int64], fates: NDArray[np.uint8]) -> _Signs:
    """The signs on the page among the characters ``index``: each once, ligatures apart, accents on their letters."""
    chars = page.characters
    # Asked this way round, places that are no numbers are outside too.
    inside = (
        (chars.box[index, 2] >= -2) & (chars.box[index, 0] <= page.width + 2)
        & (chars.box[index, 3] >= -2) & (chars.box[index, 1] <= page.height + 2)
    )  # fmt: skip
    fates[index[~inside]] = OUTSIDE
    index = index[inside]
    index = index[~_doubles(page, code, index, fates)]
    pieces = apart(code[index])
    letters, source = (code[index], index) if pieces is None else (pieces[0], index[pieces[1]])
    signs = _Signs(
        letters,
        source,
        chars.x0[source],
        chars.x1[source],
        chars.baseline[source],
        np.minimum(np.maximum(chars.size[source], np.float32(1.0)), np.float32(_LARGEST)),
        chars.style[source],
    )
    if chars.turned:
        order = strays_settled(signs.x0, signs.x1, signs.base, signs.size)
        signs = signs if order is None else signs.at(order)
    over = accented(signs.code, signs.x0, signs.x1)
    if not over.any():
        return signs
    fates[signs.index[over]] = ACCENT
    return signs.at(np.flatnonzero(~over))


def _turned_around(signs: _Signs, page: RawPage, blank: NDArray[np.int64]) -> tuple[_Signs, NDArray[np.bool_]]:
    """The signs of a page with words written to the left, in the order in which they are read, all laid out to the
    right; and which have a space of the file, one of the characters ``blank``, before them."""
    chars = page.characters
    count = len(signs.code)
    both = Placed(
        np.concatenate([signs.code, np.full(len(blank), 0x20, np.uint32)]),
        np.concatenate([signs.x0, chars.x0[blank]]),
        np.concatenate([signs.x1, chars.x1[blank]]),
        np.concatenate([signs.base, chars.baseline[blank]]),
        np.concatenate([signs.size, chars.size[blank]]),
    )
    order, x0, x1 = in_reading_order(both)
    signs.code, signs.x0, signs.x1 = both.code[:count], x0[:count], x1[:count]
    ink = order < count
    parted = np.concatenate([[False], ~ink[:-1]])[ink]
    return signs.at(order[ink]), parted


def _rises(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where a value is higher than the one before it; before the first there is 0."""
    higher = np.empty(len(values), bool)
    higher[:1] = values[:1] > 0
    np.greater(values[1:], values[:-1], out=higher[1:])
    return higher


@dataclass(slots=True)
class _Signs:
    """Printed signs before spaces are put between them; ``index`` is that of PDFium's character."""

    code: NDArray[np.uint32]
    index: NDArray[np.int64]
    x0: NDArray[np.float32]
    x1: NDArray[np.float32]
    base: NDArray[np.float32]
    size: NDArray[np.float32]
    style: NDArray[np.int32]

    def at(self, which: NDArray[np.int64]) -> _Signs:
        """Only some of the signs."""
        return _Signs(
            self.code[which], self.index[which], self.x0[which], self.x1[which],
            self.base[which], self.size[which], self.style[which],
        )  # fmt: skip


def _doubles(
    page: RawPage, codes: NDArray[np.uint32], index: NDArray[np.int64], fates: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    """Signs printed twice on one spot (bold by overprinting): all but the first. Pieces of ligatures are no doubles."""
    chars = page.characters
    code, size, left, base = codes[index], chars.size[index], chars.x0[index], chars.baseline[index]
    double = np.zeros(len(code), bool)
    if len(code) < 2:
        return double
    key = (code.astype(np.int64) << 40) + ((base / 2 + 500).astype(np.int64) << 20)
    key += np.minimum(np.maximum(left * 10 + 5000, 0), (1 << 20) - 1).astype(np.int64)
    order = key.argsort(kind="stable")
    signs, x, slack = code[order], left[order], 0.12 * size[order[1:]]
    near = (signs[1:] == signs[:-1]) & (np.abs(x[1:] - x[:-1]) < slack)
    if not near.any():
        return double
    y = base[order]
    near &= np.abs(y[1:] - y[:-1]) < slack
    if not near.any():
        return double
    late, early = np.maximum(order[1:], order[:-1]), np.minimum(order[1:], order[:-1])
    near &= (index[late] - index[early] > 1) | (code[late] != ord("f"))
    double[late[near]] = True
    fates[index[double]] = DOUBLE
    return double


def _from_blank(signs: _Signs, blank: NDArray[np.bool_], x0: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far each sign stands from the left edge of the space that is set before it; 0 where there is none.

    Behind a slanted letter, whose box reaches into the space, the gap between the two signs tells nothing.
    """
    last = np.maximum.accumulate(np.where(blank, np.arange(len(blank)), -1))[signs.index]
    before = np.concatenate([[-1], signs.index[:-1]])
    left = x0[np.maximum(last, 0)]
    middle = np.concatenate([[0], (signs.x0[:-1] + signs.x1[:-1]) / 2]).astype(np.float32)
    return np.where((last > before) & (left > middle), signs.x0 - left, np.float32(0))


def _breaks(
    signs: _Signs, spaced: NDArray[np.bool_], blank: NDArray[np.float32]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where a new word and where a new segment starts."""
    x0, size = signs.x0, signs.size
    words, segments = np.ones(len(x0), bool), np.ones(len(x0), bool)
    if len(x0) < 2:
        return words, segments
    em = np.maximum(size[1:], size[:-1])
    gap = x0[1:] - signs.x1[:-1]
    step = np.abs(signs.base[1:] - signs.base[:-1])
    small = np.minimum(size[1:], size[:-1]) < 0.82 * em
    row = (step < 0.45 * em) | (small & (step < 0.62 * em) & (np.abs(gap) < 0.3 * em))  # a note's label, set high
    back = x0[1:] < x0[:-1] - 0.7 * em
    segments[1:] = ~row | (gap > 1.0 * em) | back
    words[1:] = segments[1:] | (gap > 0.22 * em) | (spaced[1:] & (gap > 0.04 * em)) | (blank[1:] > 0.15 * em)
    return words, segments


def _close(
    signs: _Signs,
    breaks: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    written: NDArray[np.bool_],
    pieces: NDArray[np.int64],
) -> None:
    """Take back the word breaks that are gaps of loose setting; ``written``: where the file has a space."""
    words, segments = breaks
    if len(words) < 2:
        return
    gap = ((signs.x0[1:] - signs.x1[:-1]) / np.maximum(signs.size[1:], signs.size[:-1])).astype(np.float32)
    row = Row(signs.code, pieces[signs.index], gap, ~segments[1:], written[1:])
    words[1:] &= ~closed(row, words[1:])


@dataclass(frozen=True, slots=True)
class _Marker:
    """A raised marker among the signs that are kept: it labels the sign ``at``, or points to a note from behind it."""

    at: int
    text: str
    labels: bool


def _without(
    signs: _Signs, breaks: tuple[NDArray[np.bool_], NDArray[np.bool_]], raised: NDArray[np.bool_]
) -> tuple[_Signs, tuple[NDArray[np.bool_], NDArray[np.bool_]], list[_Marker]]:
    """The signs without raised markers, whose breaks pass to what follows; and the markers."""
    kept = np.flatnonzero(~raised)
    groups = np.searchsorted(kept, np.arange(len(raised)))
    words, segments = (np.bincount(groups, weights=flags, minlength=len(kept) + 1)[: len(kept)] > 0 for flags in breaks)
    found: list[_Marker] = []
    chosen = np.flatnonzero(raised)
    starts = np.flatnonzero((np.diff(chosen, prepend=-2) > 1) | breaks[1][chosen])
    for run in np.split(chosen, starts[1:]):
        first, following = int(run[0]), int(groups[run[0]])
        text = "".join(map(chr, signs.code[run].tolist()))
        labels = following < len(kept) and bool(breaks[1][first]) and not _hangs(signs, first)
        if labels or following:
            found.append(_Marker(following if labels else following - 1, text, labels))
    return signs.at(kept), (words, segments), found


def _hangs(signs: _Signs, marker: int) -> bool:
    """Whether a marker that begins a segment does so only because it is raised high: the sign before it is close."""
    if not marker:
        return False
    em = float(signs.size[marker - 1])
    gap = float(signs.x0[marker] - signs.x1[marker - 1])
    return -0.3 * em < gap < 0.5 * em and 0 < float(signs.base[marker - 1] - signs.base[marker]) < 0.8 * em


def _assembled(signs: _Signs, breaks: tuple[NDArray[np.bool_], NDArray[np.bool_]], markers: list[_Marker]) -> Stream:
    words, segments = breaks
    n = len(signs.code)
    gaps = words & ~segments  # a space goes before these
    widths = np.ones(n, np.int64)
    widths[:-1] += gaps[1:]
    where = widths.cumsum() - widths
    # A space has the size, font and baseline of the sign before it, and fills the gap.
    wide = signs.at(np.arange(n).repeat(widths))
    after = gaps.nonzero()[0]
    blank = where[after] - 1
    wide.code[blank], wide.index[blank] = 0x20, -1
    wide.x0[blank], wide.x1[blank] = wide.x1[blank], signs.x0[after]
    source = wide.index.astype(np.int32)
    starts = segments.nonzero()[0]
    first = where[starts]
    last = first.copy()
    last[:-1] = first[1:]
    last[-1:] = len(source)
    box, segment_base, segment_size = _extents(signs, starts)
    return Stream(
        wide.code, source, wide.x0, wide.x1, wide.base, wide.size, wide.style,
        wide.code.astype("<u4").tobytes().decode("utf-32-le", "replace"),
        first, last, box, segment_base, segment_size,
        {int(where[marker.at]): marker.text for marker in markers if marker.labels},
        {int(where[marker.at]): marker.text for marker in markers if not marker.labels},
    )  # fmt: skip


def _extents(
    signs: _Signs, starts: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    if not len(starts):
        empty = np.zeros(0, np.float32)
        return np.zeros((0, 4), np.float32), empty, empty
    base, size = signs.base, signs.size
    high = np.maximum.reduceat(size, starts)
    weight = (size >= 0.92 * high.repeat(lengths(starts, len(size)))).astype(np.float32)
    line = np.add.reduceat(base * weight, starts) / np.add.reduceat(weight, starts)
    left, right = np.minimum.reduceat(signs.x0, starts), np.maximum.reduceat(signs.x1, starts)
    box = np.stack([left, line - 0.75 * high, right, line + 0.22 * high], axis=1)
    return box, line.astype(np.float32, copy=False), high
