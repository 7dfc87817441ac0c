"""Which papers are meant: what a user names to a list of papers, each with its own name in the tables."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from policyfacts.limits import LONGEST_DOC
from policyfacts.sources import Listed, Location, found, sha256_of
from policyfacts.sources.kinds import is_other

_UNFIT_ON_WINDOWS = re.compile(r'[<>:"|?*]|[. ]+$')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)")
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff/\\]")


@dataclass(frozen=True, slots=True)
class Source:
    """One paper to be read: its name in the tables, and where it is; the one thing that a worker gets.

    ``lies``: a paper of another kind than PDF, which nobody named, but which lies where papers do.
    """

    doc: str
    at: Location
    lies: bool = False

    @property
    def shown(self) -> str:
        """The place as the tables write it."""
        return self.at.shown

    @property
    def name(self) -> str:
        """The file's name, with its ending."""
        return PurePath(self.shown).name


def collect(paths: Iterable[str | Path | Listed]) -> list[Source]:
    """The papers that ``paths`` name (see ``sources.found``), sorted by ``doc``; among them what lies there and looks
    like a paper, but is no PDF: it becomes a row that says so.

    ``doc`` is the file's stem; papers that share one, or differ only as some file systems do not tell, get ``-<first 6
    hex of sha256>``, and copies of one paper a number behind that. A stem that is too long is cut, and gets them too.
    Papers of other kinds than PDF change the name of no PDF. A file named twice is one paper. Raises ``UsageError`` for
    a path or a glob that names nothing, and where there is no PDF at all.
    """
    there = found(paths)
    return sources_at(there.papers, there.lying)


def sources_at(places: Sequence[Location], lying: Sequence[Location] = ()) -> list[Source]:
    """A source for each place, sorted by ``doc``; see ``collect``."""
    pdfs = [Source("", place) for place in places if not is_other(place.shown)]
    others = [Source("", place) for place in places if is_other(place.shown)]
    others += [Source("", place, lies=True) for place in lying]
    taken: set[str] = set()
    named = [*_named(pdfs, taken), *_named(others, taken)]
    return sorted(named, key=lambda source: source.doc)


def _named(sources: Sequence[Source], taken: set[str]) -> Iterator[Source]:
    """The sources with a ``doc`` each, none of them like one in ``taken``, to which they are added."""
    stems = [fitting(source.at.stem) for source in sources]
    shared = Counter([*map(_like, stems), *taken])
    fits = [shared[_like(stem)] == 1 and len(stem.encode()) <= LONGEST_DOC for stem in stems]
    taken |= {_like(stem) for stem, fit in zip(stems, fits, strict=True) if fit}
    for source, stem, fit in zip(sources, stems, fits, strict=True):
        if fit:
            yield replace(source, doc=stem)
            continue
        mark = f"-{(sha256_of(source.at) or 'unread')[:6]}"
        doc, copies = _cut(stem, mark), 1
        while _like(doc) in taken:
            copies += 1
            doc = _cut(stem, f"{mark}-{copies}")
        taken.add(_like(doc))
        yield replace(source, doc=doc)


def fitting(stem: str, *, windows: bool = os.name == "nt") -> str:
    """A file's stem as a name in tables, and of files: without what would break a table, lead into another folder, or
    can stand in no name on Windows."""
    name = _UNFIT.sub("_", stem)
    if windows:
        name = _DEVICES.sub(r"_\1", _UNFIT_ON_WINDOWS.sub("_", name))
    return name or "_"


def _like(name: str) -> str:
    """What names have in common that some file systems take for one: those of macOS and Windows do not tell a from A,
    nor a letter with its accent from a letter and its accent."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _cut(stem: str, mark: str) -> str:
    """``stem`` with ``mark`` behind it, cut so that file systems take it."""
    room = LONGEST_DOC - len(mark.encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + mark
