"""What is common to all ways of finding a table: words with their places, rows and columns, cells, header rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from policyfacts.reading.lines import Line, Sheet
from policyfacts.records import Box

CAPTION = re.compile(
    r"^(?:table|tableau|tabla|tabelle|таблица|annex table|appendix table)\s*(?:[A-Z]?\d+(?:[.-]\d+)*|[IVX]+)\b",
    re.IGNORECASE,
)

MAX_WORDS = 14
"""More words than this in a typical cell of a table without lines between its columns: prose, not a table."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page: a half-open range of signs in its stream, where it stands, and its segment."""

    first: int
    last: int
    x0: float
    x1: float
    base: float
    size: float
    segment: int

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """The y of the middle of its small letters."""
        return self.base - 0.25 * self.size


@dataclass(frozen=True, slots=True)
class Caption:
    """A line that looks like a table's title: the y of its baseline, its size, and the margins of its column."""

    y: float
    size: float
    left: float
    right: float


@dataclass(slots=True)
class FoundCell:
    """A cell before its text exists: its place in the grid, its span and its words."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class FoundTable:
    """A table as found on one page, in layout coordinates; ``columns`` are the x of its column edges,
    ``turn`` the direction of writing of its page that it is in."""

    page: int
    box: Box
    cells: list[FoundCell]
    columns: list[float]
    header_rows: int = 1
    turn: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """The page's number, and which of its directions of writing."""
        return self.page, self.turn

    @property
    def rows(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def segments(self) -> set[int]:
        """The segments that stand in the table."""
        return {word.segment for cell in self.cells for word in cell.words}


def page_words(sheet: Sheet, segments: Sequence[int]) -> list[Word]:
    """The words of some segments of a page, in the order of the stream."""
    stream = sheet.stream
    x0, x1 = stream.x0.tolist(), stream.x1.tolist()
    words = []
    for segment in segments:
        first, last = int(stream.first[segment]), int(stream.last[segment])
        base, size = float(stream.segment_base[segment]), float(stream.segment_size[segment])
        start = first
        for piece in stream.text[first:last].split(" "):
            end = start + len(piece)
            if piece:
                words.append(Word(start, end, min(x0[start:end]), max(x1[start:end]), base, size, segment))
            start = end + 1
    return words


def text_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words by printed line, from the top; each line from the left."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.base, w.x0)):
        if rows and word.base - rows[-1][0].base < 0.4 * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.x0) for row in rows]


def words_text(sheet: Sheet, words: Sequence[Word]) -> str:
    """What some words say, in the order given."""
    return " ".join(sheet.stream.text[word.first : word.last] for word in words)


def cell_lines(sheet: Sheet, cell: FoundCell) -> list[Line]:
    """The printed lines of one cell."""
    stream = sheet.stream
    lines = []
    for row in text_rows(cell.words):
        parts: list[tuple[int, int]] = []
        for word in row:
            if parts and parts[-1][1] + 1 == word.first and stream.text[parts[-1][1]] == " ":
                parts[-1] = (parts[-1][0], word.last)
            else:
                parts.append((word.first, word.last))
        text = " ".join(stream.text[a:b] for a, b in parts)
        first = row[0]
        box = (first.x0, first.base - 0.75 * first.size, max(w.x1 for w in row), first.base + 0.22 * first.size)
        bold = is_bold(sheet, row)
        lines.append(
            Line(sheet.number, -1, tuple(parts), text, box, first.base, first.size, bold, italic=False, turn=sheet.turn)
        )
    return lines


def is_bold(sheet: Sheet, words: Sequence[Word]) -> bool:
    """Whether most signs of some words are bold."""
    heavy = np.array([font.bold for font in sheet.fonts] or [False])
    signs = [heavy[sheet.stream.style[word.first : word.last]] for word in words]
    return bool(signs) and bool(np.concatenate(signs).mean() > 0.6)


def header_rows(sheet: Sheet, cells: Sequence[FoundCell]) -> int:
    """How many rows at the top are headings of columns: at least one.

    Rows that are bold throughout above rows that are not; else the first, and the next where the first has a cell
    over several columns or rows.
    """
    total = max((cell.row + cell.row_span for cell in cells), default=0)
    if total < 2:
        return total
    by_row: list[list[FoundCell]] = [[] for _ in range(total)]
    for cell in cells:
        if cell.words:
            by_row[cell.row].append(cell)
    bold = [bool(row) and all(is_bold(sheet, cell.words) for cell in row) for row in by_row]
    run = 0
    while run < total and bold[run]:
        run += 1
    if 0 < run < total:
        return run
    spans = [cell.row_span for cell in by_row[0] if cell.row == 0]
    wide = any(cell.column_span > 1 for cell in by_row[0])
    depth = max(spans, default=1)
    if wide and depth == 1 and total > 2 and not any(_number(words_text(sheet, c.words)) for c in by_row[1]):
        depth = 2
    return min(depth, total - 1)


def _number(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    return digits > 0 and digits >= 0.4 * len(text.replace(" ", ""))


def numeric_share(sheet: Sheet, cells: Sequence[FoundCell]) -> float:
    """The share of filled cells that hold a number or a year."""
    filled = [cell for cell in cells if cell.words]
    return sum(_number(words_text(sheet, cell.words)) for cell in filled) / max(len(filled), 1)
