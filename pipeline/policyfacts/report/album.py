"""The pictures of a report: which pages, and whether they stand in the file or in a folder beside it."""

from __future__ import annotations

import shutil
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from policyfacts.errors import ReadingError
from policyfacts.pictures import Asked, Undrawn, View, draw_each, pdf_bytes
from policyfacts.report.embed import base64_text
from policyfacts.tables.cells import Row

FOLDER = "report-pages"
INLINE = 34_000_000
"""Most bytes of pictures that are held for the file itself: base64 makes four of three."""
ALL_PAGES = 400
"""Up to so many pages, those that bear only dates, countries and sums are pictured too."""

Wanted = Mapping[str, Iterable[int]]
Watch = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its size in points and where its picture is, or why there is none.

    ``source``: base64 of a WebP file, or its path from the report's folder; empty where there is no picture.
    """

    doc: str
    page: int
    width: float = 0.0
    height: float = 0.0
    source: str = ""
    reason: str = ""


@dataclass
class Album:
    """The pages pictured, in order of paper and page. ``folder`` is set where the pictures stand beside the file."""

    leaves: list[Leaf] = field(default_factory=list)
    folder: bool = False
    _places: dict[tuple[str, int], int] = field(default_factory=dict)

    def place(self, doc: str, page: int) -> int:
        """The number of a page's leaf (from 0); pages that were not to be pictured get one that says so."""
        key = doc, page
        if key not in self._places:
            self.add(Leaf(doc, page, reason="This page bears no fact, and the report pictures only pages that do."))
        return self._places[key]

    def known(self, doc: str, page: int) -> Leaf | None:
        """A page's leaf, where it has one."""
        place = self._places.get((doc, page))
        return None if place is None else self.leaves[place]

    def leaf(self, doc: str, page: int) -> Leaf:
        """A page's leaf."""
        return self.leaves[self.place(doc, page)]

    def beside(self, out: Path) -> None:
        """Move the pictures from the file into the folder ``report-pages`` in ``out``."""
        store = _Store(out)
        store.spill()
        for number, leaf in enumerate(self.leaves):
            if leaf.source:
                store.add(number, b64decode(leaf.source))
                self.leaves[number] = replace(leaf, source=store.source(number))
        store.settle()
        self.folder = True

    def add(self, leaf: Leaf) -> None:
        """Put a leaf at the end."""
        self._places[leaf.doc, leaf.page] = len(self.leaves)
        self.leaves.append(leaf)


def chosen(facts: Wanted, others: Wanted) -> dict[str, list[int]]:
    """The pages to picture by paper: those of ``facts``, and those of ``others`` where all are no more than some."""
    every = {doc: sorted({*facts.get(doc, ()), *others.get(doc, ())}) for doc in {*facts, *others}}
    if sum(map(len, every.values())) <= ALL_PAGES:
        return dict(sorted(every.items()))
    return {doc: sorted(set(pages)) for doc, pages in sorted(facts.items())}


def album(
    out: Path, documents: Iterable[Row], wanted: Wanted, *, password: str | None = None, watch: Watch = lambda _: None
) -> Album:
    """Picture the pages ``wanted`` of the papers in ``documents``.

    The pictures stay in memory while they fit into the file (``INLINE``); then all of them go into the folder
    ``report-pages`` in ``out``, which is made anew. A paper whose file is gone or changed has leaves with the reason.
    ``watch`` is told each paper's name when it is done.
    """
    made = Album()
    store = _Store(out)
    rows = list(documents)
    asked = (_asked(document, wanted) for document in rows)
    for document, pictures in zip(rows, draw_each(asked, password=password), strict=True):
        doc = document["doc"]
        for found in pictures:
            if isinstance(found, Undrawn):
                made.add(Leaf(doc, found.page, reason=f"No picture: {found.reason}."))
            else:
                store.add(len(made.leaves), found.webp)
                _, _, width, height = found.region
                made.add(Leaf(doc, found.page, round(width, 2), round(height, 2), source="?"))
        watch(doc)
    made.folder = store.spilt
    for number, leaf in enumerate(made.leaves):
        if leaf.source:
            made.leaves[number] = replace(leaf, source=store.source(number))
    store.settle()
    return made


def _asked(document: Row, wanted: Wanted) -> Asked:
    """What to draw of a paper."""
    views = tuple(View(page) for page in sorted(set(wanted.get(document["doc"], ()))))
    try:
        return Asked(pdf_bytes(document) if views else b"", views)
    except ReadingError as exc:
        return Asked(b"", views, reason=str(exc))


class _Store:
    """Pictures in memory, or in a folder when they are too many."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._held: dict[int, bytes] = {}
        self._size = 0
        self.spilt = False

    @property
    def _new(self) -> Path:
        return self._out / f".{FOLDER}-new"

    def add(self, number: int, data: bytes) -> None:
        self._size += len(data)
        if not self.spilt and self._size > INLINE:
            self.spill()
        if self.spilt:
            (self._new / _file(number)).write_bytes(data)
        else:
            self._held[number] = data

    def spill(self) -> None:
        """From now on the pictures go into the folder, those that are held first."""
        self.spilt = True
        shutil.rmtree(self._new, ignore_errors=True)
        self._new.mkdir(parents=True)
        for held, content in self._held.items():
            (self._new / _file(held)).write_bytes(content)
        self._held = {}

    def source(self, number: int) -> str:
        return f"{FOLDER}/{_file(number)}" if self.spilt else str(base64_text(self._held[number]))

    def settle(self) -> None:
        """Put the new folder in the place of an old one."""
        shutil.rmtree(self._out / FOLDER, ignore_errors=True)
        if self.spilt:
            self._new.rename(self._out / FOLDER)


def _file(number: int) -> str:
    return f"{number + 1:06}.webp"
