"""Which papers are meant: what a user names to a list of papers, each with its own name in the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from policyfacts.sources import Listed, Location, found, sha256_of
from policyfacts.sources.kinds import is_other

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

    ``doc`` is the file's stem; papers that share one get ``-<first 6 hex of sha256>``, and copies of one paper a
    number behind that. Papers of other kinds than PDF change the name of no PDF. A file named twice is one paper.
    Raises ``UsageError`` for a path or a glob that names nothing, and where there is no PDF at all.
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
    """The sources with a ``doc`` each, none of them in ``taken``, to which they are added."""
    stems = [_UNFIT.sub("_", source.at.stem) or "_" for source in sources]
    shared = Counter([*stems, *taken])
    taken |= {stem for stem, count in shared.items() if count == 1}
    for source, stem in zip(sources, stems, strict=True):
        if shared[stem] == 1:
            yield replace(source, doc=stem)
            continue
        hashed = f"{stem}-{(sha256_of(source.at) or 'unread')[:6]}"
        doc, copies = hashed, 1
        while doc in taken:
            copies += 1
            doc = f"{hashed}-{copies}"
        taken.add(doc)
        yield replace(source, doc=doc)
