"""Which papers are meant: what a user names to a list of papers, each with its own name in the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from policyfacts.sources import Location, Missing, named, sha256_of

_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff/\\]")


@dataclass(frozen=True, slots=True)
class Source:
    """One paper to be read: its name in the tables, and where it is; the one thing that a worker gets."""

    doc: str
    at: Location

    @property
    def shown(self) -> str:
        """The place as the tables write it."""
        return self.at.shown

    @property
    def name(self) -> str:
        """The file's name, with its ending."""
        return PurePath(self.shown).name


def collect(paths: Iterable[str | Path | Location]) -> list[Source]:
    """The papers that ``paths`` name (see ``sources.named``), sorted by ``doc``.

    ``doc`` is the file's stem; papers that share one get ``-<first 6 hex of sha256>``, and copies of one paper a
    number behind that. A file named twice is one paper. Raises ``UsageError`` for a path or a glob that names nothing,
    and for a folder without PDFs.
    """
    paths = list(paths)
    lost = [path for path in paths if isinstance(path, Missing)]
    names = [path for path in paths if isinstance(path, str | Path)]
    places = named(names) if names or not lost else []
    return sorted(_named([*places, *lost]), key=lambda source: source.doc)


def _named(places: Sequence[Location]) -> Iterator[Source]:
    stems = [_UNFIT.sub("_", place.stem) or "_" for place in places]
    shared = Counter(stems)
    taken = {stem for stem, count in shared.items() if count == 1}
    for place, stem in zip(places, stems, strict=True):
        if shared[stem] == 1:
            yield Source(stem, place)
            continue
        hashed = f"{stem}-{(sha256_of(place) or 'unread')[:6]}"
        doc, copies = hashed, 1
        while doc in taken:
            copies += 1
            doc = f"{hashed}-{copies}"
        taken.add(doc)
        yield Source(doc, place)
