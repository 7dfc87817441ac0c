"""Blocks to the one text: lines joined, hyphens gone, every character with its printed place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.glyphs import HYPHEN_MARK, Stream
from policyfacts.reading.hyphens import glue
from policyfacts.reading.lines import Line
from policyfacts.reading.outcomes import HYPHEN, KEPT
from policyfacts.records import CharacterMap, PassageKind, Span

JOINT = "\n\n"
_NOWHERE = np.zeros((8, 4), np.float32)
_KINDS: dict[str, int] = {kind: index for index, kind in enumerate(get_args(PassageKind))}


@dataclass(slots=True)
class Source:
    """A page as the text needs it: its stream, the displayed box of each of its signs, and the fate of each of
    PDFium's characters (with one more at the end, for the spaces that are nobody's). ``struck``: which of its signs
    have a line through them."""

    number: int
    stream: Stream
    box: NDArray[np.float32]
    fates: NDArray[np.uint8]
    struck: NDArray[np.bool_] | None = None


@dataclass(slots=True)
class TextBuilder:
    """Grows the paper's text passage by passage, and the character map with it.

    ``marks``: raised markers that point to notes, each with the offset behind the sign that it follows. ``struck``:
    what has a line through it.
    """

    sources: dict[tuple[int, int], Source]
    words: Counter[str]
    pieces: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    boxes: list[NDArray[np.float32]] = field(default_factory=list)
    length: int = 0
    marks: list[tuple[int, str]] = field(default_factory=list)
    struck: list[Span] = field(default_factory=list)

    def add(self, lines: Sequence[Line], kind: PassageKind) -> Span:
        """Append lines as one passage; its range without the joint before it. No lines: an empty range."""
        fate = KEPT + _KINDS[kind]
        if not any(line.text.strip() for line in lines):
            return Span(self.length, self.length)
        if self.length:
            self._blank(JOINT)
        start = self.length
        for number, line in enumerate(lines):
            following = lines[number + 1] if number + 1 < len(lines) else None
            between, gone = glue(line.text, following.text, self.words) if following else ("", False)
            self._line(line, fate, drop=gone)
            if between:
                self._blank(between)
        return Span(start, self.length)

    def finished(self) -> tuple[str, CharacterMap]:
        """The text and its map."""
        if not self.pieces:
            return "", CharacterMap(np.zeros(0, np.int32), np.zeros((0, 4), np.float32))
        pages = np.repeat(np.array(self.pages, np.int32), np.array(self.lengths))
        return "".join(self.pieces), CharacterMap(pages, np.concatenate(self.boxes))

    def _blank(self, text: str) -> None:
        self._append(text, 0, _NOWHERE[: len(text)])

    def _append(self, text: str, page: int, box: NDArray[np.float32]) -> None:
        self.pieces.append(text)
        self.pages.append(page)
        self.lengths.append(len(text))
        self.boxes.append(box)
        self.length += len(text)

    def _line(self, line: Line, fate: int, *, drop: bool) -> None:
        source = self.sources[line.page, line.turn]
        stream = source.stream
        for number, (first, last) in enumerate(line.parts):
            if number:
                self._blank(" ")
            if drop and number + 1 == len(line.parts):
                last -= 1
                source.fates[stream.source[last]] = HYPHEN
            text = stream.text[first:last].replace(chr(HYPHEN_MARK), "-")
            source.fates[stream.source[first:last]] = fate
            if stream.markers:
                here = self.length - first + 1
                self.marks += [(here + sign, label) for sign, label in stream.markers.items() if first <= sign < last]
            if source.struck is not None:
                self._strike(source.struck[first:last])
            self._append(text, line.page, source.box[first:last])

    def _strike(self, signs: NDArray[np.bool_]) -> None:
        """Note what of the signs about to be appended is struck out."""
        edges = np.flatnonzero(np.diff(np.concatenate([[False], signs, [False]]).astype(np.int8))).tolist()
        self.struck += [Span(self.length + a, self.length + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def stream_boxes(stream: Stream, box: NDArray[np.float32]) -> NDArray[np.float32]:
    """The displayed box of each sign of a stream, from those of PDFium's characters; spaces fill their gaps."""
    result = box[stream.source] if len(stream.source) else np.zeros((0, 4), np.float32)
    blank = (stream.source < 0).nonzero()[0]
    if len(blank):
        result[blank] = _between(result[blank - 1], result[blank + 1])
    return result


def _between(before: NDArray[np.float32], after: NDArray[np.float32]) -> NDArray[np.float32]:
    """The boxes of spaces, from the signs on either side; where these do not stand on one row, around both."""
    low, high = np.minimum(before, after), np.maximum(before, after)
    level = np.minimum(before[:, 3], after[:, 3]) > np.maximum(before[:, 1], after[:, 1])
    back = after[:, 2] <= before[:, 0] + 1  # written to the left
    start = np.where(back, after[:, 2], before[:, 2])
    stop = np.where(back, before[:, 0], after[:, 0])
    left = np.where(level, np.minimum(start, stop), low[:, 0])
    right = np.where(level, np.maximum(start, stop), high[:, 2])
    return np.stack([left, low[:, 1], right, high[:, 3]], axis=1)
