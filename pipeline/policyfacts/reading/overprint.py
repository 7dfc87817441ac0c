"""What is printed over or beside the text and is none of it: watermarks, stamps along the edge, numbers of lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.lines import Sheet, usual_size
from policyfacts.reading.passages import Source

Out = dict[tuple[int, int], dict[int, str]]
"""By page and turn, the segments that are no text, and what they are."""

_LARGE = 1.5
"""A watermark's letters are so many times as large as those of the text."""
_CROSSED = 4
"""Signs of the text that a watermark is printed over at least."""
_SHORT = 60
_DIGITS = re.compile(r"\d+")
_FIGURES = 4
_COUNT = re.compile(rf"\d{{1,{_FIGURES}}}")
_LEAST = 5
"""Numbers of lines that a page has at least."""
_STEPS = (1, 2, 5, 10)
_LINE = 20
"""Characters that a numbered line of prose has at least, but at a paragraph's end."""


def overprint(sheets: Sequence[Sheet], sources: Mapping[tuple[int, int], Source]) -> Out:
    """The watermarks, stamps and line numbers on all pages; ``sheets``: all directions of writing of all pages."""
    found: Out = defaultdict(dict)
    pages: dict[int, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        pages[sheet.number].append(sheet)
    _watermarks(pages, sources, found)
    _stamps(pages, found)
    for sheet in sheets:
        if not sheet.turn:
            found[sheet.place].update(dict.fromkeys(_line_numbers(sheet), "line number"))
    return found


def _text(sheet: Sheet, segment: int) -> str:
    return sheet.stream.text[int(sheet.stream.first[segment]) : int(sheet.stream.last[segment])]


def _watermarks(pages: Mapping[int, list[Sheet]], sources: Mapping[tuple[int, int], Source], found: Out) -> None:
    """Large letters that are printed over the text; and what says the same, as large, on other pages."""
    large = [
        (sheet, segment)
        for here in pages.values()
        for sheet, segment in _large(here)
        if sum(map(str.isalpha, _text(sheet, segment))) > 2
    ]
    if not large:
        return
    known = set()
    told = Counter(_text(sheet, segment) for sheet, segment in large if sheet.slanted)
    for sheet, segment in large:
        text = _text(sheet, segment)
        if (sheet.slanted and told[text] > 1) or _crosses(pages[sheet.number], (sheet, segment), sources):
            known.add((text, sheet.quarter, sheet.slanted))
    for sheet, segment in large:
        if (_text(sheet, segment), sheet.quarter, sheet.slanted) in known:
            found[sheet.place][segment] = "watermark"


def _large(here: Sequence[Sheet]) -> Iterator[tuple[Sheet, int]]:
    """The segments of a page that are short and much larger than its text."""
    em = usual_size(here[0].stream)
    for sheet in here:
        stream = sheet.stream
        big = (stream.segment_size > _LARGE * em) & (stream.last - stream.first < _SHORT)
        for segment in np.flatnonzero(big).tolist():
            if _size(sheet, segment) > _LARGE * em:
                yield sheet, segment


def _size(sheet: Sheet, segment: int) -> float:
    """The size of most of a segment's signs: a bullet may be larger."""
    return float(np.median(sheet.stream.size[int(sheet.stream.first[segment]) : int(sheet.stream.last[segment])]))


def _crosses(here: Sequence[Sheet], one: tuple[Sheet, int], sources: Mapping[tuple[int, int], Source]) -> bool:
    """Whether a segment is printed over several signs of the page's text."""
    sheet, segment = one
    stream = sheet.stream
    first, last = int(stream.first[segment]), int(stream.last[segment])
    mine = sources[sheet.place].box[first:last]
    crossed = 0
    around = stream.box[segment]
    for other in here:
        beside = (other.stream.box[:, :2] < around[2:]).all(axis=1) & (other.stream.box[:, 2:] > around[:2]).all(axis=1)
        if other is sheet and beside.sum() < 2:
            continue
        box = sources[other.place].box
        small = other.stream.size < _size(sheet, segment) / _LARGE
        x, y = (box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2
        under = np.zeros(len(box), bool)
        for x0, y0, x1, y1 in mine.tolist():
            under |= (x > x0) & (x < x1) & (y > y0) & (y < y1)
        crossed += int((under & small & (other.stream.source >= 0)).sum())
    return crossed >= _CROSSED


def _stamps(pages: Mapping[int, list[Sheet]], found: Out) -> None:
    """What is written along the edge of most pages, figures apart: where from and when the paper was downloaded."""
    places: dict[tuple[int, str], list[tuple[Sheet, int]]] = defaultdict(list)
    for here in pages.values():
        for sheet in here[1:]:
            for segment in range(len(sheet.stream.first)):
                text = _DIGITS.sub("#", _text(sheet, segment))
                places[sheet.quarter, text].append((sheet, segment))
    for hits in places.values():
        if len({sheet.number for sheet, _ in hits}) > max(1, len(pages) // 2):
            for sheet, segment in hits:
                found[sheet.place].setdefault(segment, "running head")


def _line_numbers(sheet: Sheet) -> list[int]:
    """The segments in the margin of a page that count its lines."""
    stream = sheet.stream
    short = np.flatnonzero(stream.last - stream.first <= _FIGURES).tolist()
    numbers = [k for k in short if _COUNT.fullmatch(_text(sheet, k))]
    if len(numbers) < _LEAST:
        return []
    box = stream.box
    best: list[int] = []
    for edge in (0, 2):  # set flush left, or flush right
        strips: dict[int, list[int]] = defaultdict(list)
        for segment in numbers:
            strips[round(float(box[segment, edge]) / 4)].append(segment)
        for place, strip in strips.items():
            mine = sorted({*strip, *strips.get(place + 1, ())}, key=lambda k: float(box[k, 1]))
            counted = _counted(sheet, mine)
            if len(counted) >= max(_LEAST, len(best) + 1) and _beside_prose(sheet, counted):
                best = counted
    return best


def _counted(sheet: Sheet, segments: Sequence[int]) -> list[int]:
    """The longest run of segments, from the top down, that count on by one step."""
    best: list[int] = []
    for step in _STEPS:
        run: list[int] = []
        for segment in segments:
            if run and int(_text(sheet, segment)) != int(_text(sheet, run[-1])) + step:
                best, run = max(best, run, key=len), []
            run.append(segment)
        best = max(best, run, key=len)
    return best


def _beside_prose(sheet: Sheet, numbers: Sequence[int]) -> bool:
    """Whether segments stand in a margin beside lines of prose, most of which go on from the line above."""
    box, base = sheet.stream.box, sheet.stream.segment_base
    mine = np.array(numbers, np.int64)
    left, right = float(box[mine, 0].min()), float(box[mine, 2].max())
    top, bottom = float(box[mine, 1].min()), float(box[mine, 3].max())
    others: NDArray[np.int64] = np.setdiff1d(np.arange(len(box)), mine)
    others = others[(box[others, 3] > top) & (box[others, 1] < bottom)]
    if ((box[others, 0] < right) & (box[others, 2] > left)).any():
        return False
    rows: list[str] = []
    for segment in numbers:
        near = others[np.abs(base[others] - base[segment]) < 0.5 * float(sheet.stream.segment_size[segment])]
        rows.append(" ".join(_text(sheet, k) for k in near.tolist()))
    filled = [row for row in rows if row]
    long = sum(len(row) >= _LINE for row in filled)
    on = sum(row[:1].islower() for row in filled)
    return len(filled) >= 0.7 * len(rows) and long >= 0.6 * len(filled) and on >= 0.25 * len(filled)
