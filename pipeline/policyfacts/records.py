"""The records that cross the borders between stages: one type a border.

``Paper`` -> ``Passage``/``Grid`` -> ``Mention`` -> ``Fact``. All are frozen. Every offset is a half-open character
range in ``Paper.text``, so that ``paper.text[start:end]`` is always the quoted text.

Rectangles are ``(x0, y0, x1, y1)`` in points from the top left of the page as it is displayed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]

PassageKind = Literal[
    "title",  # the paper's own title
    "front",  # authors, affiliations, issue lines
    "heading",
    "prose",
    "item",  # an item of a list
    "caption",  # of a table, a figure, a picture
    "cell",  # one cell of a grid
    "note",  # a footnote or an endnote that may state facts
    "reference",  # an entry of a reference list: never a source of facts
    "contents",  # an entry of a list of contents: never a source of facts
]

Certainty = Literal["asserted", "reported", "hypothetical", "denied"]


class Span(NamedTuple):
    """A half-open range of characters in ``Paper.text``."""

    start: int
    end: int


class Place(NamedTuple):
    """Where something is printed: a page (first page = 1) and a rectangle on it."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page as displayed (after /Rotate), its size in points.

    ``grade``, 0 to 1, tells how far its text can be trusted: the confidence of the OCR for pages read from their
    picture (``ocr``), else the share of what looks like text in a text layer.
    """

    number: int
    width: float
    height: float
    grade: float = 1.0
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text that belongs together: a paragraph, a heading, a cell, a note.

    ``section`` is the path of headings above it, outermost first. ``language`` is an ISO 639-1 code, ``und`` where
    there is too little text to tell.
    """

    start: int
    end: int
    kind: PassageKind
    section: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid. ``start == end`` for an empty one. Rows and columns count from 0."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells, its caption (title) and the notes under it, all as ranges in ``Paper.text``.

    The first ``header_rows`` rows are headings of columns. ``page`` is the page on which the table starts.
    """

    page: int
    box: Box
    cells: tuple[Cell, ...]
    header_rows: int = 1
    caption: Span | None = None
    notes: tuple[Span, ...] = ()
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A marker in the text and the note it points to. The marker itself is not in ``Paper.text``.

    ``marker``: the offset directly behind the word that is marked; ``label``: what is printed, such as ``12`` or
    ``*``; ``note``: the range of the note's passage, or its first one.
    """

    marker: int
    label: str
    note: Span


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of the characters of one region of a page.

    ``outcome`` is ``kept`` (in ``Paper.text``) or ``left out``. ``reason`` says why it was left out, or why what
    is kept was not taken for what it looks like.
    """

    page: int
    region: str
    characters: int
    outcome: Literal["kept", "left out"]
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class CharacterMap:
    """Where each character of ``Paper.text`` is printed.

    ``page`` (n,) int32, 0 for characters that are not printed (the joints between passages and lines);
    ``box`` (n, 4) float32, in points from the top left. Both are as long as the text.
    """

    page: NDArray[np.int32]
    box: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A paper as read: one cleaned text, its passages and grids, and the way back to the printed page."""

    doc: str
    path: str
    sha256: str
    text: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    characters: CharacterMap
    grids: tuple[Grid, ...] = ()
    citations: tuple[Span, ...] = ()  # bracketed citations, web addresses, copyright lines: no facts in them
    struck: tuple[Span, ...] = ()  # what a line is drawn through, by which its author takes it back
    notes: tuple[NoteLink, ...] = ()  # which word each footnote and endnote belongs to, by the word
    ledger: tuple[LedgerEntry, ...] = ()
    title: str = ""
    language: str = "en"
    published: str = ""  # EDTF, empty where the paper does not say
    authors: tuple[str, ...] = ()
    publisher: str = ""
    identifier: str = ""  # its symbol, DOI or report number

    def page_of(self, start: int) -> int:
        """The page (first page = 1) on which the character at ``start``, or the first printed one after it, stands."""
        pages = self.characters.page
        for offset in range(start, min(start + 50, len(pages))):
            if pages[offset]:
                return int(pages[offset])
        for offset in range(min(start, len(pages)) - 1, -1, -1):
            if pages[offset]:
                return int(pages[offset])
        return 1

    def places(self, start: int, end: int) -> list[Place]:
        """The rectangles that cover ``text[start:end]``: one for each printed line, in reading order."""
        places: list[Place] = []
        page, box, before = 0, (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0)
        pages, boxes = self.characters.page[start:end].tolist(), self.characters.box[start:end].tolist()
        for here, (x0, y0, x1, y1) in zip(pages, boxes, strict=True):
            if not here:
                continue
            # Nearly all letters stand behind the one before them, as high and as low: they are no new line.
            if here == page and y0 == before[1] and y1 == before[3] and x0 >= before[0]:
                if x1 > box[2]:
                    box = (box[0], box[1], x1, box[3])
                before = (x0, y0, x1, y1)
                continue
            # A new line starts on a new page, where the writing jumps back, or where the rows do not overlap. (The
            # letters of a ligature share one box: no jump.) Writing in other directions does both all along.
            overlap = min(y1, box[3]) - max(y0, box[1])
            jump = x0 < before[0] - 0.5 * (y1 - y0) - 1 or overlap < 0.3 * min(y1 - y0, box[3] - box[1])
            if here != page or (jump and not _turned(before, (x0, y0, x1, y1))):
                if page:
                    places.append(Place(page, box))
                page, box = here, (x0, y0, x1, y1)
            else:
                box = (min(x0, box[0]), min(y0, box[1]), max(x1, box[2]), max(y1, box[3]))
            before = (x0, y0, x1, y1)
        if page:
            places.append(Place(page, box))
        return places


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in whole units of an ISO 4217 currency; ``value_max`` only for a range.

    ``qualifier`` is one of ``exact``, ``approximate``, ``at least``, ``at most``.
    """

    value: Decimal
    currency: str
    value_max: Decimal | None = None
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names something, with its value.

    ``label`` and ``value``: ``date`` (an EDTF string), ``country`` (alpha-3, or ISO 3166-3 alpha-4), ``bloc`` (its
    short name), ``amount`` (``Money``), ``level`` (a partnership's qualifiers joined by ``-``), ``fund``, ``loan``,
    ``organisation`` (the name as it is to be written) and others that ``language`` documents.
    """

    label: str
    start: int
    end: int
    text: str
    value: str | Money

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Slot:
    """One filled cell of a fact: its value, as the table will hold it, the words that prove it, and how likely it is
    right (None where that is not known)."""

    value: str | Decimal | int
    spans: tuple[Span, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a fact table: ``slots`` maps the table's columns to what fills them; empty slots are absent.

    ``quote`` is the sentence, or the table row, that states the fact. ``speaker`` is where the paper names who says so,
    if it reports another's words. ``outcome`` is AidData's status (TUFF 3.0) of a flow, and where it is told, if its
    paragraph tells a later one than its event does. ``rule`` names what made the fact. ``features`` are numbers about
    the evidence, for the learned confidence.
    """

    table: str
    slots: Mapping[str, Slot]
    quote: Span
    rule: str
    certainty: Certainty = "asserted"
    speaker: Span | None = None
    outcome: Slot | None = None
    confidence: float | None = None
    features: Mapping[str, float] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Where the fact's first proving word stands."""
        return min((span.start for slot in self.slots.values() for span in slot.spans), default=self.quote.start)


def _turned(before: Box, box: Box) -> bool:
    """Whether two characters that follow one another stand as in writing that runs upwards, downwards or backwards."""
    wide = min(before[2], box[2]) - max(before[0], box[0])
    high = min(before[3], box[3]) - max(before[1], box[1])
    near = 0.6 * max(box[2] - box[0], box[3] - box[1], before[2] - before[0], before[3] - before[1])
    if wide > 0.4 * min(before[2] - before[0], box[2] - box[0]):
        return -near < high < 0.3 * (box[3] - box[1])
    return high > 0.4 * (box[3] - box[1]) and box[2] <= before[0] + near and before[0] - box[2] < near


def overlapping(spans: Sequence[Span]) -> bool:
    """Whether any two of ``spans`` share a character."""
    ordered = sorted(spans)
    return any(before.end > after.start for before, after in pairwise(ordered))
