"""What the last run wrote, and the one before it: which paper came from which entry, and what the files looked like.

``<out>/.policyfacts/last.json`` and ``before.json``; a file that does not hold what it should counts as absent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policyfacts.batch.store import sealed, unsealed, write_whole
from policyfacts.limits import RECORD
from policyfacts.schema import TABLES
from policyfacts.sources import door
from policyfacts.tables.files import MACHINE, STATE

Stamp = tuple[int, ...]
"""What tells that a file is another one without reading it: its size and time of change."""
LAST, BEFORE = "last.json", "before.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """One paper of a run. ``key``: of its entry; ``place`` and ``mark``: where it was (hashed), and what its place said
    that changes when its bytes do; ``status`` and ``error``: as ``documents`` has them; ``text``: the stamp of its text
    in the output folder."""

    key: str
    place: str
    shown: str
    sha256: str
    mark: str
    pages: int
    facts: int
    status: str
    error: str
    text: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A run: its papers by ``doc``; ``mark``: its fingerprint; ``files``: the stamps of the tables."""

    mark: str = ""
    papers: Mapping[str, Kept] = field(default_factory=dict)
    files: Mapping[str, Stamp] = field(default_factory=dict)

    def stands(self, out: Path) -> bool:
        """Whether the folder still holds what the run wrote, as far as size and time of change tell."""
        texts = ((f"texts/{doc}.txt", kept.text) for doc, kept in self.papers.items() if kept.text)
        return bool(self.files) and all(stamp_of(out / name) == tuple(s) for name, s in (*self.files.items(), *texts))

    def texts(self, out: Path, keys: Mapping[str, str]) -> set[str]:
        """The papers whose text, as the entries ``keys`` have it, is in the folder already."""
        return {
            doc
            for doc, kept in self.papers.items()
            if kept.text and keys.get(doc) == kept.key and stamp_of(out / "texts" / f"{doc}.txt") == kept.text
        }


def stamp_of(path: Path) -> Stamp | None:
    """Size and time of change of a file that we wrote; of a folder, those of all files in it; None for neither."""
    try:
        found = path.stat()
        inside = sorted(path.iterdir()) if path.is_dir() else []
        stamps = [part.stat() for part in inside] or [found]
    except OSError:
        return None
    return tuple(number for stat in stamps for number in (stat.st_size, stat.st_mtime_ns))


def table_files(out: Path) -> dict[str, Stamp]:
    """The stamps of all files in ``out`` that a run writes, but for the texts."""
    names = [f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")]
    named = (MACHINE, "codebook.csv", "datapackage.json", "run.json")
    found = {name: stamp_of(out / name) for name in (*names, *named)}
    return {name: stamp for name, stamp in found.items() if stamp}


def remembered(out: Path, name: str = LAST) -> Written:
    """What the last run wrote into ``out`` (or the one before it); an empty ``Written`` where that is not known."""
    try:
        return _parsed(json.loads(unsealed(name, door.read(out / STATE / name, RECORD))))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Written()


def remember(out: Path, written: Written, *, name: str = LAST) -> None:
    """Keep what a run wrote. Raises ``OSError``."""
    papers = {doc: _fields(kept) for doc, kept in written.papers.items()}
    said = {"mark": written.mark, "papers": papers, "files": dict(written.files)}
    write_whole(out / STATE / name, sealed(name, json.dumps(said).encode("ascii")))


def keys_of(runs: Iterable[Written]) -> set[str]:
    """The keys of all entries that these runs are made of."""
    return {kept.key for run in runs for kept in run.papers.values()}


def _fields(kept: Kept) -> list[Any]:
    return [getattr(kept, name) for name in Kept.__dataclass_fields__]


def _parsed(said: Mapping[str, Any]) -> Written:
    papers = {doc: _kept(*fields) for doc, fields in said["papers"].items()}
    return Written(said["mark"], papers, {name: tuple(stamp) for name, stamp in said["files"].items()})


def _kept(*fields: Any) -> Kept:
    found = dict(zip(Kept.__dataclass_fields__, fields, strict=True))
    return Kept(**{**found, "text": found["text"] and tuple(found["text"])})
