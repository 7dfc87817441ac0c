"""Papers inside zip archives: read in memory, never unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from policyfacts.errors import ReadingError
from policyfacts.sources.location import Location, Missing, written

ENDING = ".zip"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


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
    """The PDFs of an archive, by name; an archive that cannot be opened is one ``Missing`` that says why."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
    except OSError as exc:
        return [_unopened(path, f"the archive cannot be opened: {exc.strerror or exc}")]
    except _BROKEN as exc:
        return [_unopened(path, f"the archive is damaged ({exc}): get a fresh copy")]
    return [
        Member(path, name, entry.CRC, entry.file_size)
        for name, entry in sorted(found.items())
        if name.lower().endswith(".pdf") and not name.startswith("__MACOSX/")
    ]


def member_at(path: Path) -> Location | None:
    """The paper that a path like ``old.zip/annex.pdf`` names; ``None`` where no part of it is an archive."""
    for archive in path.parents:
        if archive.suffix.lower() == ENDING and archive.is_file():
            for place in papers_in(archive):
                if isinstance(place, Missing) or place.shown == written(path.as_posix()):
                    return place
            return Missing(written(path.as_posix()), path.stem, f"no such paper in {archive}")
    return None


def _unopened(path: Path, reason: str) -> Missing:
    return Missing(written(path.as_posix()), path.stem, reason)
