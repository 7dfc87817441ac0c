"""What is to be read and what is there already: the papers of a run against the store and the last run."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policyfacts.batch.history import Written
from policyfacts.batch.papers import Source
from policyfacts.batch.store import Store
from policyfacts.sources import File, Location, sha256_of

_FRESH = 2.0  # seconds: as coarse as the clocks of file systems are


@dataclass(frozen=True, slots=True)
class Plan:
    """``unread``: the papers to be read; ``keys``: the entries of the others, by ``doc``; ``marks``: those of all
    papers, as they were before anyone looked into them; ``hashes``: their SHA-256, where a last run needs them."""

    unread: tuple[Source, ...]
    keys: Mapping[str, str]
    marks: Mapping[str, str]
    hashes: Mapping[str, str]

    def repeats(self, sources: Iterable[Source], last: Written) -> bool:
        """Whether the last run was made of the very same entries, under the same paths."""
        here = [(source.doc, self.keys.get(source.doc), source.shown) for source in sources]
        return here == [(doc, kept.key, kept.shown) for doc, kept in last.papers.items()]


def planned(sources: Iterable[Source], *, store: Store, last: Written) -> Plan:
    """Look up every paper. One whose place says the same as at the last run is taken to have the same bytes; of others
    all bytes are looked at, but not the pages."""
    unread: list[Source] = []
    keys: dict[str, str] = {}
    marks: dict[str, str] = {}
    hashes: dict[str, str] = {}
    filled = store.filled
    for source in sources:
        mark = marks[source.doc] = _mark(source.at)
        if filled or last.papers:
            hashes[source.doc] = _sha256(source, mark, last)
        key = store.found(source, hashes[source.doc]) if filled else None
        if key is None:
            unread.append(source)
        else:
            keys[source.doc] = key
    return Plan(tuple(unread), keys, marks, hashes)


def place_of(source: Source) -> str:
    """A hash of where the paper is, whatever the working directory: an address may hold secrets."""
    at = source.at
    where = str(Path.cwd() / at.path) if isinstance(at, File) else f"{Path.cwd()}: {at!r}"
    return hashlib.sha256(where.encode("utf-8", "backslashreplace")).hexdigest()


def _mark(place: Location) -> str:
    """What the place says of its bytes; nothing where a file has changed so lately that it may do so again unseen."""
    mark = place.mark()
    if isinstance(place, File):
        try:
            found = place.path.stat()
        except OSError:
            return ""
        if time.time() - max(found.st_mtime, found.st_ctime) < _FRESH:
            return ""
    return mark


def _sha256(source: Source, mark: str, last: Written) -> str:
    kept = last.papers.get(source.doc)
    if kept and mark and kept.mark == mark and kept.place == place_of(source):
        return kept.sha256
    return sha256_of(source.at)
