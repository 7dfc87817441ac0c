"""What the review page shows of a paper: pictures of its pages, and the words on them that can be marked."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from policyfacts.errors import ReadingError, UsageError
from policyfacts.pictures import Picture, View, draw, pdf_bytes
from policyfacts.reading import read_bytes
from policyfacts.reading.guard import cpu_limit, guarded
from policyfacts.records import Paper, Span
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row
from policyfacts.tables.rows import printed_lines

_WORD = re.compile(r"\S+")
_PICTURES, _PAPERS = 64, 4
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page: its half-open range in the text, and its rectangle in points."""

    start: int
    end: int
    box: tuple[float, float, float, float]


class Pages:
    """Pictures and words, kept for as long as they are likely to be asked for again."""

    def __init__(self, tables: Tables, *, password: str | None = None) -> None:
        self._documents = {row["doc"]: row for row in tables.rows("documents")}
        self._texts, self._password = tables.texts, password
        self._pictures: _Recent[tuple[str, int], Picture] = _Recent(_PICTURES)
        self._papers: _Recent[str, Paper] = _Recent(_PAPERS)

    def document(self, doc: str) -> Row:
        """The row of ``documents``. Raises ``ReadingError`` where there is no such paper."""
        if doc not in self._documents:
            raise ReadingError(f"There is no paper called {doc!r} in this folder.")
        return self._documents[doc]

    def picture(self, doc: str, page: int) -> Picture:
        """One page as WebP. Raises ``ReadingError`` where it cannot be drawn, with the reason."""

        def drawn() -> Picture:
            (found,) = draw(pdf_bytes(self.document(doc)), [View(page)], password=self._password)
            if isinstance(found, Picture):
                return found
            raise ReadingError(f"{doc}, page {page}: {found.reason}")

        return self._pictures.get((doc, page), drawn)

    def words(self, doc: str, page: int) -> list[Word]:
        """The words printed on a page, in reading order. Raises ``ReadingError`` where they cannot be read."""
        paper = self._papers.get(doc, lambda: self._read(doc))
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
            paper = self._papers.get(doc, lambda: self._read(doc))
            for start, end in ranges:
                lines = printed_lines(paper, Span(start, end)) if 0 <= start < end <= len(paper.text) else []
                if not lines:
                    raise UsageError(f"{slot}: no words of {doc} stand where they were marked.")
                found += [{"slot": slot, **line} for line in lines]
        return found

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
    """The last ``most`` things that were made; each is made by one thread at a time, without holding up the others."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, T] = OrderedDict()
        self._making: dict[K, Lock] = {}
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], T]) -> T:
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]
            made = make()
            with self._lock:
                self._kept[key] = made
                self._making.pop(key, None)
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            return made
