"""Papers that are files on this machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from policyfacts.errors import ReadingError
from policyfacts.sources.location import written


@dataclass(frozen=True, slots=True)
class File:
    """A file, named as the user named it."""

    path: Path

    @property
    def shown(self) -> str:
        return written(self.path.as_posix())

    @property
    def stem(self) -> str:
        return self.path.stem

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        try:
            # A pipe put in the place of a file since it was listed would wait for ever.
            with os.fdopen(os.open(self.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise ReadingError(f"{self.shown}: a pipe or a device, not a file: copy the paper into a file")
                yield cast(BinaryIO, file)
        except OSError as exc:
            raise ReadingError(f"{self.shown}: the file cannot be opened: {exc.strerror or exc}") from exc

    def size(self) -> int:
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def mark(self) -> str:
        try:
            found = self.path.stat()
        except OSError:
            return ""
        return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_ino}"


def below(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """The files in a folder and below it that end in one of ``endings`` (lower case), by name."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(parent, name)
            # Links that lead nowhere and pipes too: they will be rows that say so.
            if path.suffix.lower() in endings and not path.is_dir():
                yield path
