"""A zip archive held open: through the door, its list of files within limits, and safe to read from forked workers."""

from __future__ import annotations

import io
import os
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from policyfacts.limits import ARCHIVE, LISTING
from policyfacts.sources import door

Stamp = tuple[int, ...]
_FRESH = 2.0  # seconds: as coarse as the clocks of file systems are


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive, and the stamp of its file when it was opened."""

    zip: zipfile.ZipFile
    stamp: Stamp


def stamp(path: Path) -> Stamp:
    """What tells that a file is another one: device, place, size, time of change; empty while it has changed so lately
    that it may do so again unseen. Raises ``OSError``."""
    found = path.stat()
    if time.time() - max(found.st_mtime, found.st_ctime) < _FRESH:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def opened_archive(path: Path) -> Opened:
    """Open an archive. Raises ``OSError``, and what ``zipfile`` raises for one that is damaged, or whose list of files
    is larger than any archive of papers has."""
    before = stamp(path)
    file = _Apart(door.opened(path, ARCHIVE))
    try:
        archive = zipfile.ZipFile(cast(BinaryIO, file))
    except BaseException:
        file.close()
        raise
    file.listed()
    return Opened(archive, before)


class _Apart(io.RawIOBase):
    """A file with a place of its own: what another process reads from the same handle does not move it.

    Until ``listed`` is called nothing larger than a list of files may be read in one go: ``zipfile`` takes what an
    archive says of its length at its word.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = os.fstat(file.fileno()).st_size
        self._at = 0
        self._most = LISTING.most

    def listed(self) -> None:
        """The list of files has been read: from now on any length will do."""
        self._most = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        at = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence] + offset
        if at < 0:
            raise zipfile.BadZipFile("it leads before its own start")
        self._at = at
        return at

    def read(self, size: int = -1, /) -> bytes:
        left = max(0, self._size - self._at)
        size = left if size < 0 else min(size, left)
        if self._most is not None and size > self._most:
            raise zipfile.BadZipFile(f"its list of files is more than {LISTING.told}")
        data = self._bytes(size)
        self._at += len(data)
        return data

    def _bytes(self, size: int) -> bytes:
        if hasattr(os, "pread"):
            data, handle = bytearray(), self._file.fileno()
            while len(data) < size and (part := os.pread(handle, size - len(data), self._at + len(data))):
                data += part
            return bytes(data)
        self._file.seek(self._at)  # Windows, where workers share no handles
        return self._file.read(size)

    def close(self) -> None:
        self._file.close()
        super().close()
