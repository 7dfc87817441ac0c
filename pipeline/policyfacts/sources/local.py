"""Papers that are files on this machine."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from policyfacts.errors import ReadingError
from policyfacts.limits import PAPER
from policyfacts.sources import door, kinds
from policyfacts.sources.location import Missing, too_large, written


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
            with door.opened(self.path, PAPER) as file:
                yield file
        except OSError as exc:
            if exc.errno == errno.EFBIG:
                raise too_large(self.shown) from exc
            if isinstance(exc, door.Refused) and exc.errno == errno.EINVAL:
                raise ReadingError(f"{self.shown}: {exc.strerror}: copy the paper into a file") from exc
            raise ReadingError(f"{self.shown}: the file cannot be opened: {exc.strerror or exc}") from exc

    def size(self) -> int:
        try:
            return self.path.stat().st_size
        except (OSError, ValueError):
            return 0

    def mark(self) -> str:
        try:
            found = self.path.stat()
        except (OSError, ValueError):
            return ""
        return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_ino}"


def below(folder: Path) -> Iterator[Path | Missing]:
    """The files of ``folder`` and below it that look like papers or archives, also behind links to folders; a folder
    that may not be opened is a ``Missing``.

    Outputs of ours below ``folder`` are passed over; where it is one itself, only its PDFs and archives count.
    """
    refused: list[OSError] = []
    seen: set[str] = set()
    tops = [folder]
    while tops:  # what links lead to comes last: a folder is shown by its own name where it has one here
        for parent, folders, names in os.walk(tops.pop(0), onerror=refused.append):
            real = os.path.realpath(parent)
            own = kinds.RUN in names
            if real in seen or (own and parent != str(folder)):
                folders.clear()
                continue
            seen.add(real)
            folders.sort()
            tops += [Path(parent, name) for name in folders if Path(parent, name).is_symlink()]
            yield from _papers(folder, parent, names, own=own)
    yield from map(_closed, refused)


def _papers(top: Path, parent: str, names: list[str], *, own: bool) -> Iterator[Path]:
    for name in sorted(names):
        path = Path(parent, name)
        within = path.relative_to(top).as_posix()
        laid = kinds.lies_as_paper(within) and not own and not _in_output(top, parent)
        # Links that lead nowhere and pipes too: they will be rows that say so.
        if (kinds.ending(name) in {kinds.PDF, kinds.ARCHIVE} or laid) and not path.is_dir():
            yield path


def _in_output(top: Path, parent: str) -> bool:
    """Whether the folder that was named is an output of ours, ``parent`` being one of its own folders."""
    return Path(parent) != top and (top / kinds.RUN).is_file()


def _closed(exc: OSError) -> Missing:
    path = Path(os.fsdecode(exc.filename))
    return Missing(written(path.as_posix()), path.name, f"the folder cannot be opened: {exc.strerror or exc}")
