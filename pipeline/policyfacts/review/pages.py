"""What the review page shows of a paper: pictures of its pages, and the words on them that can be marked."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from policyfacts.errors import ReadingError, UsageError
from policyfacts.pictures import Picture, Undrawn, View, draw, pdf_bytes
from policyfacts.reading import read_bytes
from policyfacts.reading.guard import cpu_limit, guarded
from policyfacts.records import Paper, Span
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row
from policyfacts.tables.rows import printed_lines

_WORD = re.compile(r"\S+")
_PICTURES, _PAPERS = 200, 4
_TOGETHER = 8
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page: its half-open range in the text, and its rectangle in points."""

    start: int
    end: int
    box: tuple[float, float, float, float]


class Pages:
    """Pictures and words, kept for as long as they are likely to be asked for again.

    ``wanted``: the pages of each paper that will be asked for, in that order: some are drawn together, as to draw one
    costs little more than to begin.
    """

    def __init__(self, tables: Tables, *, wanted: Mapping[str, Sequence[int]], password: str | None = None) -> None:
        self._documents = {row["doc"]: row for row in tables.rows("documents")}
        self._texts, self._password, self._wanted = tables.texts, password, wanted
        self._pictures: _Recent[tuple[str, int], Picture | Undrawn] = _Recent(_PICTURES)
        self._papers: _Recent[str, Paper] = _Recent(_PAPERS)

    def document(self, doc: str) -> Row:
        """The row of ``documents``. Raises ``ReadingError`` where there is no such paper."""
        if doc not in self._documents:
            raise ReadingError(f"There is no paper called {doc!r} in this folder.")
        return self._documents[doc]

    def picture(self, doc: str, page: int) -> Picture:
        """One page as WebP. Raises ``ReadingError`` where it cannot be drawn, with the reason."""
        with self._pictures.making(doc):
            found = self._pictures.find((doc, page)) or self._drawn(doc, page)
        if isinstance(found, Picture):
            return found
        raise ReadingError(f"{doc}, page {page}: {found.reason}")

    def _drawn(self, doc: str, page: int) -> Picture | Undrawn:
        """A page, drawn together with others of the paper that will be asked for."""
        data = pdf_bytes(self.document(doc))
        ahead = [one for one in self._wanted.get(doc, ()) if one != page and not self._pictures.find((doc, one))]
        pages = [page, *ahead[: _TOGETHER - 1]]
        made = dict(zip(pages, draw(data, map(View, pages), password=self._password), strict=True))
        for number, picture in made.items():
            self._pictures.keep((doc, number), picture)
        return made[page]

    def words(self, doc: str, page: int) -> list[Word]:
        """The words printed on a page, in reading order. Raises ``ReadingError`` where they cannot be read."""
        paper = self._paper(doc)
        here = (paper.characters.page == page).nonzero()[0]
        if not len(here):
            return []
        words = []
        for match in _WORD.finditer(paper.text, int(here[0]), int(here[-1]) + 1):
            place = next((place for place in paper.places(*match.span()) if place.page == page), None)
            if place is not None:
                words.append(Word(match.start(), match.end(), place.box))
        return words

    def proofs(self, doc: str, spans: Mapping[str, Sequence[tuple[int, int]]]) -> list[Row]:
        """Rows of evidence (without ``fact_id``) for words that were marked: for each column, where they are printed.

        Raises ``ReadingError`` where the paper cannot be read again, ``UsageError`` where no words stand at a range.
        """
        found: list[Row] = []
        for slot, ranges in spans.items():
            paper = self._paper(doc)
            for start, end in ranges:
                lines = printed_lines(paper, Span(start, end)) if 0 <= start < end <= len(paper.text) else []
                if not lines:
                    raise UsageError(f"{slot}: no words of {doc} stand where they were marked.")
                found += [{"slot": slot, **line} for line in lines]
        return found

    def _paper(self, doc: str) -> Paper:
        with self._papers.making(doc):
            paper = self._papers.find(doc)
            if paper is None:
                paper = self._read(doc)
                self._papers.keep(doc, paper)
            return paper

    def _read(self, doc: str) -> Paper:
        document = self.document(doc)
        data = pdf_bytes(document)
        seconds = cpu_limit(int(document["pages"] or 0))
        paper = guarded(_read_again, data, doc, document["path"], self._password, cpu_seconds=seconds)
        if paper.text != self._texts.get(doc):
            raise ReadingError(f"{doc}: reads otherwise than when the tables were made. Run extract again.")
        return paper


def _read_again(data: bytes, doc: str, path: str, password: str | None) -> Paper:
    """Runs in a child, under limits."""
    return read_bytes(data, doc=doc, path=path, password=password)


K = TypeVar("K")


class _Recent(Generic[K, T]):
    """The last ``most`` things that were made. ``making`` holds up whoever would make the same at the same time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, T] = OrderedDict()
        self._making: dict[str, Lock] = {}
        self._lock = Lock()

    def making(self, name: str) -> Lock:
        """To be held while what is called ``name`` is looked for and made."""
        with self._lock:
            return self._making.setdefault(name, Lock())

    def find(self, key: K) -> T | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: K, made: T) -> None:
        with self._lock:
            self._kept[key] = made
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
