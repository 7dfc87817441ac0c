"""Papers inside zip archives: read in memory, never unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from policyfacts.errors import ReadingError
from policyfacts.sources import kinds
from policyfacts.sources.location import Location, Missing, written

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)
_JUNK = "__MACOSX/"


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
            with zipfile.ZipFile(self.archive) as archive, archive.open(self.name) as file:
                yield cast(BinaryIO, file)
        except OSError as exc:
            raise ReadingError(f"{self.shown}: the archive cannot be opened: {exc.strerror or exc}") from exc
        except _BROKEN as exc:
            hint = "it is encrypted" if "encrypted" in str(exc) else f"it is damaged ({exc})"
            raise ReadingError(f"{self.shown}: cannot be unpacked, {hint}: unpack it by hand") from exc

    def size(self) -> int:
        return self.length

    def mark(self) -> str:
        return f"{self.length}-{self.crc:08x}"


def papers_in(path: Path) -> list[Location]:
    """The papers of an archive, by name, those of other kinds than PDF among them; what cannot be opened (the archive
    itself, an archive within it, a file that another of its name hides) is a ``Missing`` that says why."""
    if not path.is_file():  # opening a pipe would wait for ever
        return [_unopened(path, "a pipe or a device, or a link that leads nowhere, not an archive: leave it out")]
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except OSError as exc:
        return [_unopened(path, f"the archive cannot be opened: {exc.strerror or exc}")]
    except _BROKEN as exc:
        return [_unopened(path, f"the archive is damaged ({exc}): get a fresh copy")]
    found = {entry.filename: entry for entry in entries}  # of two with one name, the last: so does every program
    outputs = tuple(kinds.outputs_among(found))
    places: list[Location] = []
    for name, count in sorted(Counter(entry.filename for entry in entries).items()):
        if not _wanted(name, outputs, own=kinds.RUN in found):
            continue
        member = Member(path, name, found[name].CRC, found[name].file_size)
        if kinds.ending(name) == kinds.ARCHIVE:
            places.append(Missing(member.shown, member.stem, "an archive within an archive: unpack it by hand"))
            continue
        places.append(member)
        if count > 1:
            hidden = f"{count - 1} more of this name in the archive, which the last one hides: unpack them by hand"
            places.append(Missing(member.shown, member.stem, hidden))
    return places


def member_at(path: Path) -> Location | None:
    """The paper that a path like ``old.zip/annex.pdf`` names; ``None`` where no part of it is an archive."""
    for archive in path.parents:
        if archive.suffix.lower() == kinds.ARCHIVE and archive.is_file():
            for place in papers_in(archive):
                if place.shown in {written(path.as_posix()), written(archive.as_posix())}:
                    return place
            return Missing(written(path.as_posix()), path.stem, f"no such paper in {archive}")
    return None


def _wanted(name: str, outputs: tuple[str, ...], *, own: bool) -> bool:
    """Whether a member is a paper, or holds some. ``own``: the archive is itself an output of ours."""
    if name.startswith(_JUNK) or name.startswith(outputs):
        return False
    return kinds.ending(name) in {kinds.PDF, kinds.ARCHIVE} or (kinds.lies_as_paper(name) and not own)


def _unopened(path: Path, reason: str) -> Missing:
    return Missing(written(path.as_posix()), path.stem, reason)
