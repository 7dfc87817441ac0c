"""The one door through which files are opened, whatever they are for.

It knows what a regular file is (a pipe would wait for ever, a device never ends), how large it may be (``limits``), and
that names may be none. What it refuses is an ``OSError`` like those of the system, so that each caller tells it in its
own words, with its own remedy.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from policyfacts.limits import Size

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 20


class Refused(OSError):
    """A file that the system would open, and we do not. ``strerror`` says why, in a few words."""


def opened(path: Path, size: Size) -> BinaryIO:
    """A regular file, open for reading, of at most ``size``. Raises ``OSError``, ``Refused`` among them."""
    try:
        _check(os.stat(path), path)  # noqa: PTH116 (before it is opened: to open some devices is to act on them)
        handle = os.open(path, _FLAGS)
    except ValueError as exc:  # NUL, or halves of characters
        raise Refused(errno.EINVAL, "no file can have this name", os.fspath(path)) from exc
    try:
        found = os.fstat(handle)  # it may be another one by now
        _check(found, path)
        if size.most is not None and found.st_size > size.most:
            raise _too_large(path, size)
    except OSError:
        os.close(handle)
        raise
    return os.fdopen(handle, "rb")


def read(path: Path, size: Size) -> bytes:
    """All bytes of a regular file. Raises ``OSError``, ``Refused`` among them."""
    with opened(path, size) as file:
        return taken(file, path, size)


def read_text(path: Path, size: Size, *, encoding: str = "utf-8") -> str:
    """All of a regular file's text, line ends as they are. Raises ``OSError`` and ``UnicodeDecodeError``."""
    return read(path, size).decode(encoding)


def taken(file: BinaryIO, path: Path, size: Size) -> bytes:
    """What is left of an open file, or of a stream that may never end. Raises ``Refused`` above ``size``."""
    if size.most is None:
        return file.read() or b""
    parts: list[bytes] = []
    left = size.most
    while left >= 0 and (chunk := file.read(min(_CHUNK, left + 1))):
        parts.append(chunk)
        left -= len(chunk)
    if left < 0:
        raise _too_large(path, size)
    return b"".join(parts)


def exists(path: Path) -> bool:
    """Whether something is there; names that can be none, and places that may not be looked at, are not."""
    try:
        os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return False
    return True


def is_file(path: Path) -> bool:
    """Whether a regular file is there."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def _check(found: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise Refused(errno.EISDIR, "a folder, not a file", os.fspath(path))
    if stat.S_ISSOCK(found.st_mode):
        raise Refused(errno.ENXIO, "a socket, not a file", os.fspath(path))
    if not stat.S_ISREG(found.st_mode):
        raise Refused(errno.EINVAL, "a pipe or a device, not a file", os.fspath(path))


def _too_large(path: Path, size: Size) -> Refused:
    return Refused(errno.EFBIG, f"more than {size.told}, more than {size.kind} may have", os.fspath(path))
