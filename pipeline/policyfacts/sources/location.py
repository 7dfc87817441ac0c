"""What all places of papers have in common."""

from __future__ import annotations

import hashlib
import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, NoReturn, Protocol

from policyfacts.errors import LimitExceeded, ReadingError
from policyfacts.limits import PAPER

LARGEST = PAPER.most or 0
"""Bytes: no policy paper is larger, and what unpacks to more is made to harm."""
_CHUNK = 1 << 20
_TRIES = 3
_BYTE = re.compile(r"\\u(dc[89a-f][0-9a-f])")


class Location(Protocol):
    """Where one paper is. Locations are small, picklable, and equal where they name the same place.

    ``shown``: as the tables write it, and as ``located`` finds it again; ``stem``: its file name without the ending.
    """

    @property
    def shown(self) -> str: ...

    @property
    def stem(self) -> str: ...

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Its bytes, from the first on. Opening or reading raises ``ReadingError`` where they cannot be had."""
        ...

    def size(self) -> int:
        """How many bytes it says it has; 0 where that cannot be told."""
        ...

    def mark(self) -> str:
        """What changes when its bytes change, had without reading them (size and time, a checksum, an ETag).

        Empty where there is no such thing: only the bytes can tell then.
        """
        ...


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that somebody named and that is not there, or cannot be got at: it becomes a row that says so."""

    shown: str
    stem: str
    reason: str

    def open(self) -> NoReturn:
        raise ReadingError(f"{self.shown}: {self.reason}")

    def size(self) -> int:
        return 0

    def mark(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Hashed:
    """A paper whose SHA-256 is known from before, so that its bytes need not be had, nor be there any more."""

    at: Location
    shown: str
    sha256: str

    @property
    def stem(self) -> str:
        return self.at.stem

    def open(self) -> AbstractContextManager[BinaryIO]:
        return self.at.open()

    def size(self) -> int:
        return self.at.size()

    def mark(self) -> str:
        return ""


def bytes_of(place: Location) -> bytes:
    """All of a paper's bytes, as they were at one time.

    Raises ``ReadingError`` where they cannot be had, or change while they are read; ``LimitExceeded`` above 1 GB.
    """
    for _ in range(_TRIES):
        before = place.mark()
        if place.size() > LARGEST:
            raise too_large(place.shown)
        with place.open() as file:
            data = _taken(file, place)
        if place.mark() == before:
            return data
    raise ReadingError(f"{place.shown}: the file changes while it is read: wait until it is written, then run again")


def _taken(file: BinaryIO, place: Location) -> bytes:
    """All that an open paper holds. No more is asked for than it says it has: Python sets aside at once what it is
    asked for, be it a gigabyte."""
    parts, left = [file.read(place.size() + 1) or b""], LARGEST
    while parts[-1]:
        left -= len(parts[-1])
        if left < 0:
            raise too_large(place.shown)
        parts.append(file.read(_CHUNK) or b"")
    return b"".join(parts)


def too_large(shown: str) -> LimitExceeded:
    """The error for a paper above ``LARGEST``."""
    return LimitExceeded(f"{shown}: more than 1 GB, more than a paper may have: split it, or leave it out")


def sha256_of(place: Location) -> str:
    """The SHA-256 of a paper's bytes, in hex; empty where it cannot be read, or is larger than a paper may be."""
    if isinstance(place, Hashed):
        return place.sha256
    digest = hashlib.sha256()
    left = LARGEST
    try:
        if place.size() > LARGEST:
            return ""
        with place.open() as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                left -= len(chunk)
                if left < 0:
                    return ""
    except ReadingError:
        return ""
    return digest.hexdigest()


def written(name: str) -> str:
    """A name as UTF-8 can hold it: bytes of a file name that are no characters are told by their codes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def unwritten(shown: str) -> str:
    """The name that ``written`` was given, where what looks like codes of bytes is that."""
    return _BYTE.sub(lambda code: chr(int(code[1], 16)), shown)
