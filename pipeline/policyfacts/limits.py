"""How much of anything is taken in: every limit, named here and nowhere else. ``docs/threat-model.md`` tells them.

What is above a limit costs its own row, its own page or its own command, and says so; it is never cut silently.
"""

from __future__ import annotations

from dataclasses import dataclass

MB, GB = 1 << 20, 1 << 30


@dataclass(frozen=True, slots=True)
class Size:
    """How large a file of one kind may be. ``most``: bytes, None where any size is taken; ``kind``: as messages name
    it; ``reader``: which commands read such files."""

    most: int | None
    kind: str
    reader: str

    @property
    def told(self) -> str:
        """The bytes as people write them."""
        if self.most is None:
            return "any size"
        size, unit = (GB, "GB") if self.most >= GB else (MB, "MB")
        return f"{self.most / size:.3g} {unit}"


PAPER = Size(GB, "a paper", "extract, verify, report, review, train")
ARCHIVE = Size(None, "an archive", "extract, verify, report, review")
LISTING = Size(32 * MB, "the list of an archive's files", "extract, verify, report, review")
LIST = Size(256 * MB, "a list of papers", "extract -")
KNOWLEDGE = Size(64 * MB, "a file of knowledge", "extract, compare")
MODEL = Size(256 * MB, "a trained model", "extract")
GOLD = Size(GB, "a table of gold", "evaluate, compare, report, train")
JOURNAL = Size(GB, "a journal of judgements", "review, apply, gold")
ANNOTATIONS = Size(GB, "an annotators' file", "gold")
RECORD = Size(GB, "a record of a run", "extract, compare, report, diff")
ENTRY = Size(GB, "a paper as it is kept", "extract, diff")
KEPT = Size(256 * MB, "what is kept between runs", "extract and all that read papers")
TABLE = Size(64 * GB, "a table", "all but extract")
TEXT = Size(GB, "a paper's text", "all but extract")

FILES = (PAPER, ARCHIVE, LISTING, LIST, KNOWLEDGE, MODEL, GOLD, JOURNAL, ANNOTATIONS, RECORD, ENTRY, KEPT, TABLE, TEXT)
"""All of them, for the docs."""

LONGEST_NAME = 8_192
"""Characters of one entry of a list of papers: no file system and no store has longer names."""
LONGEST_DOC = 240
"""Bytes of a paper's name in the tables: with what exports put behind it, all that file systems take."""
LONGEST_CELL = 10_000
"""Characters that may be typed into a cell, or marked for it: no list of parties is as long."""
MOST_MATCHES = 1_000_000
"""Names that one glob may match."""
SHOWN = 200
"""Characters of a name that a message repeats."""

MAX_PAGES = 20_000
"""Pages of one paper."""
MAX_CHARACTERS = 150_000
"""Characters of one page; a full newspaper page has some 30,000."""
MAX_PIXELS = 40_000_000
"""Dots of the picture of a page that OCR looks at."""
MAX_UNPACKED = 20_000_000
"""Bytes that one packed object is unpacked to when a file is looked through for layers."""
LARGEST_PAGE = 100_000.0
"""Points, from edge to edge of a page: farther out no place can be told exactly."""

LARGEST_SUM = 10**24
"""Whole units of a currency: above it no figure is a sum of money, and spreadsheets could not hold it."""

MEMORY = 2 * GB
"""Bytes that one paper may use beyond what its process has when it starts on it."""
CPU_SECONDS = 30.0
"""Processor seconds for one paper, apart from those for its pages."""
CPU_PER_PAGE = 0.5
"""Processor seconds for each page of a paper."""
LEAST_PAGES = 50
"""Every paper has the time of so many pages; longer ones get more with each page that is read."""
PAGE_SIZE = 10_000
"""Bytes of a file for which it has the time of one page more, whatever its pages are."""
WALL = 4.0
"""Seconds by the clock for each processor second; while the machine or the run is stopped, none are counted."""
