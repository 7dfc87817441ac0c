"""Papers inside zip archives: read in memory, never unpacked to disk.

An archive is opened once in a process, with its list of files, and stays open while it is among the last that were
used: each of its papers is then found at once.
"""

from __future__ import annotations

import threading
import zipfile
import zlib
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from policyfacts.errors import ReadingError
from policyfacts.sources import door, kinds
from policyfacts.sources.location import Location, Missing, unwritten, written
from policyfacts.sources.zipped import Opened, opened_archive, stamp

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)
"""What ``zipfile`` raises for archives that are not as they should be."""
_JUNK = "__MACOSX/"
_OPEN = 8
"""Archives that are kept open."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive. ``crc`` and ``length`` are what the archive says of it."""

    archive: Path
    name: str
    crc: int
    length: int

    @property
    def shown(self) -> str:
        return written(f"{self.archive.as_posix()}/{self.name}")

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name.replace("\\", "/")).stem

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        try:
            with _shelf.take(self.archive).archive.zip.open(self.name) as file:
                yield cast(BinaryIO, file)
        except OSError as exc:
            raise ReadingError(f"{self.shown}: the archive cannot be opened: {exc.strerror or exc}") from exc
        except BROKEN as exc:
            hint = "it is encrypted" if "encrypted" in str(exc) else f"it is damaged ({exc})"
            raise ReadingError(f"{self.shown}: cannot be unpacked, {hint}: unpack it by hand") from exc

    def size(self) -> int:
        return self.length

    def mark(self) -> str:
        return f"{self.length}-{self.crc:08x}"


def papers_in(path: Path) -> list[Location]:
    """The papers of an archive, by name, those of other kinds than PDF among them; what cannot be opened (the archive
    itself, an archive within it, a file that another of its name hides) is a ``Missing`` that says why."""
    try:
        return list(_papers_of(path).places)
    except _Unopened as exc:
        return [exc.missing]


def member_at(name: str) -> Location | None:
    """The paper that a path like ``old.zip/annex.pdf`` names; ``None`` where no part of it is an archive."""
    for end, sign in enumerate(name):
        if sign != "/" or kinds.ending(name[:end]) != kinds.ARCHIVE:
            continue
        archive = next((path for path in map(Path, (name[:end], unwritten(name[:end]))) if door.is_file(path)), None)
        if archive is not None:
            return _member(archive, name[end + 1 :])
    return None


def _member(archive: Path, name: str) -> Location:
    try:
        places = _papers_of(archive).by_name
    except _Unopened as exc:
        return exc.missing
    plain = PurePosixPath(name.lstrip("/")).as_posix()
    found = places.get(written(name)) or places.get(written(plain))
    shown = written(f"{archive.as_posix()}/{name}")
    return found or Missing(shown, PurePosixPath(name).stem, f"no such paper in {archive}")


@dataclass(frozen=True, slots=True)
class _Papers:
    """The papers of an archive, and those that can be had by their name in it."""

    places: tuple[Location, ...]
    by_name: Mapping[str, Location]


class _Unopened(Exception):
    """An archive that cannot be opened."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.missing = Missing(written(path.as_posix()), path.stem, reason)


def _papers_of(path: Path) -> _Papers:
    try:
        return _shelf.papers(path)
    except door.Refused as exc:  # opening a pipe would wait for ever
        raise _Unopened(path, f"{exc.strerror}, not an archive: leave it out") from exc
    except FileNotFoundError as exc:
        raise _Unopened(path, "a link that leads nowhere, not an archive: leave it out") from exc
    except OSError as exc:
        raise _Unopened(path, f"the archive cannot be opened: {exc.strerror or exc}") from exc
    except BROKEN as exc:
        raise _Unopened(path, f"the archive is damaged ({exc}): get a fresh copy") from exc


@dataclass(frozen=True, slots=True)
class _Held:
    """An archive, and its papers under each path that led to it."""

    archive: Opened
    papers: dict[Path, _Papers] = field(default_factory=dict)


class _Shelf:
    """The archives that were used last, open, and their papers."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._held: OrderedDict[Path, _Held] = OrderedDict()

    def take(self, path: Path) -> _Held:
        """An archive, open. Raises ``OSError`` and ``BROKEN``."""
        path = path.absolute()
        with self._lock:
            held = self._held.get(path)
            if held is None or not held.archive.stamp or held.archive.stamp != stamp(path):
                held = self._held[path] = _Held(opened_archive(path))
            self._held.move_to_end(path)
            while len(self._held) > _OPEN:  # closed when their last reader lets go of them
                self._held.popitem(last=False)
            return held

    def papers(self, path: Path) -> _Papers:
        """The papers of an archive. Raises ``OSError`` and ``BROKEN``."""
        with self._lock:
            held = self.take(path)
            if path not in held.papers:
                held.papers[path] = _papers(path, held.archive.zip)
            return held.papers[path]


def _papers(path: Path, archive: zipfile.ZipFile) -> _Papers:
    places = tuple(_places(path, [entry for entry in archive.infolist() if not entry.is_dir()]))
    top = f"{written(path.as_posix())}/"
    by_name = {place.shown.removeprefix(top): place for place in places}
    return _Papers(places, by_name | {written(place.name): place for place in places if isinstance(place, Member)})


_shelf = _Shelf()


def _places(path: Path, entries: list[zipfile.ZipInfo]) -> Iterator[Location]:
    found = {entry.filename: entry for entry in entries}  # of two with one name, the last: so does every program
    outputs = tuple(kinds.outputs_among(found))
    for name, count in sorted(Counter(entry.filename for entry in entries).items()):
        if not _wanted(name, outputs, own=kinds.RUN in found):
            continue
        member = Member(path, name, found[name].CRC, found[name].file_size)
        if kinds.ending(name) == kinds.ARCHIVE:
            yield Missing(member.shown, member.stem, "an archive within an archive: unpack it by hand")
            continue
        yield member
        if count > 1:
            hidden = f"{count - 1} more of this name in the archive, which the last one hides: unpack them by hand"
            yield Missing(member.shown, member.stem, hidden)


def _wanted(name: str, outputs: tuple[str, ...], *, own: bool) -> bool:
    """Whether a member is a paper, or holds some. ``own``: the archive is itself an output of ours."""
    if name.startswith(_JUNK) or name.startswith(outputs):
        return False
    return kinds.ending(name) in {kinds.PDF, kinds.ARCHIVE} or (kinds.lies_as_paper(name) and not own)
