"""What was read, kept under the output folder: one file a paper, found by what its rows depend on.

An entry is written beside its place and renamed into it, so that a run that is killed leaves it whole or not at all.
It is not forced onto the disk: should the machine itself go down, an entry may be torn or empty, its checksum then does
not hold, and one paper is read again. A run that waited for the disk after each paper would be slower by far.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Container
from pathlib import Path

from policyfacts.batch.papers import Source
from policyfacts.limits import ENTRY
from policyfacts.sources import door
from policyfacts.tables import Packed
from policyfacts.tables.packed import from_bytes

_MAGIC = b"policyfacts 1 "
_UNSETTLED = "-again"


class Store:
    """The entries in ``folder``. ``mark``: the run's fingerprint; ``password`` is that of the run."""

    def __init__(self, folder: Path, *, mark: str, password: str | None = None) -> None:
        self._folder = folder
        self._mark = mark
        # No one who finds the folder is to find the password: scrypt makes guessing dear.
        salt = b"policyfacts"
        self._secret = hashlib.scrypt(password.encode(), salt=salt, n=1 << 14, r=8, p=1).hex() if password else ""

    @property
    def filled(self) -> bool:
        """Whether there is any entry."""
        return any(self._folder.glob("??"))

    def key(self, source: Source, paper: Packed) -> str:
        """Where the entry of a paper that was read goes. What another try might change is found by nobody."""
        locked = self._key(source, paper.sha256, locked=paper.encrypted)
        return locked if paper.settled and paper.sha256 else locked + _UNSETTLED

    def found(self, source: Source, sha256: str) -> str | None:
        """The key of the entry for a paper with these bytes; None where there is none."""
        keys = (self._key(source, sha256, locked=locked) for locked in (False, True))
        return next((key for key in keys if sha256 and self._path(key).is_file()), None)

    def put(self, key: str, data: bytes) -> None:
        """Keep what ``to_bytes`` made. Raises ``OSError``."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        passing = path.with_name(path.name + ".new")
        try:
            passing.write_bytes(sealed(key, data))
            passing.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                passing.unlink()
            raise

    def get(self, key: str) -> Packed | None:
        """The paper kept under ``key``; None where there is none, or its bytes are not those that were kept."""
        try:
            return from_bytes(unsealed(key, door.read(self._path(key), ENTRY)))
        except (OSError, ValueError):
            return None

    def sweep(self, keep: Container[str]) -> None:
        """Remove all entries but those named."""
        for folder in self._folder.glob("??"):
            for path in folder.iterdir():
                if path.name not in keep:
                    path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()

    def clear(self) -> None:
        """Remove all entries."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _key(self, source: Source, sha256: str, *, locked: bool) -> str:
        parts = (self._mark, source.doc, source.name, sha256, self._secret if locked else "", str(locked))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


def sealed(name: str, data: bytes) -> bytes:
    """``data`` with a first line that vouches for it and for its name."""
    return _MAGIC + _digest(name, data) + b"\n" + data


def unsealed(name: str, data: bytes) -> bytes:
    """What ``sealed`` was given. Raises ``ValueError`` where the bytes, or the name, are not those."""
    line, _, rest = data.partition(b"\n")
    if line != _MAGIC + _digest(name, rest):
        raise ValueError(f"{name}: torn or changed")
    return rest


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it has its old content or its new one whatever happens. Raises ``OSError``."""
    passing = path.with_name(path.name + ".new")
    with passing.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(path)


def _digest(name: str, data: bytes) -> bytes:
    digest = hashlib.sha256(name.encode())
    digest.update(data)
    return digest.hexdigest().encode()
