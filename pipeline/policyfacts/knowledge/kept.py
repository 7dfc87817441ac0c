"""What takes long to derive from knowledge, kept on disk from one run to the next.

A file holds JSON, which runs no code when it is read, under a hash of all that it was derived from: the version of
Python, the code that derives it (all of this package), our knowledge files and those of the active packs. It is written
whole, under another name, and then put in its place, so that two processes that write at once do no harm. Nothing
depends on it: a folder that cannot be written, that others may write to, a full disk or a damaged file only mean that
things are derived anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from policyfacts.limits import KEPT, KNOWLEDGE
from policyfacts.sources import door

ENVIRONMENT = "POLICYFACTS_CACHE"
"""Names another folder; empty, nothing is kept."""
_MOST = 8  # files: those of other versions and packs, the oldest first, make room
_OTHERS = 0o022  # the right of others to write
_PASSING = ".writing-"


def folder() -> Path | None:
    """Where things are kept: ``policyfacts`` in the user's cache; none where there is no home, or none is wanted."""
    named = os.environ.get(ENVIRONMENT)
    if named is not None:
        return Path(named) if named else None
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        place = "~/Library/Caches"
    else:
        place = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        found = Path(place).expanduser()
    except RuntimeError:  # nobody's home
        return None
    return found / "policyfacts" if found.is_absolute() else None


def mark(packs: Iterable[Path], besides: str = "") -> str:
    """A hash of what things are derived from: Python, the code and the files of this package, those of ``packs``, and
    what stands ``besides``."""
    digest = hashlib.sha256(f"{sys.version}{besides}".encode())
    ours = [(entry.name, entry.read_bytes()) for entry in files(__package__).iterdir() if entry.is_file()]
    packed = (path for pack in packs for path in sorted(pack.iterdir()) if path.suffix in {".toml", ".csv"})
    theirs = [(path.name, door.read(path, KNOWLEDGE)) for path in packed]
    for name, data in (*sorted(ours), *theirs):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def recall(name: str, mark: str) -> Any:
    """What was kept as ``name`` under ``mark``; ``None`` where nothing is, or what is there cannot be trusted."""
    place = folder()
    if place is None:
        return None
    try:
        with door.opened(path := place / f"{name}-{mark}.json", KEPT) as file:
            if not (_ours(place.stat()) and _ours(os.fstat(file.fileno()))):
                return None
            digest, _, data = door.taken(file, path, KEPT).partition(b"\n")
        return json.loads(data) if hashlib.sha256(data).hexdigest().encode() == digest else None
    except (OSError, ValueError, RecursionError):
        return None


def keep(name: str, mark: str, value: Any) -> None:
    """Keep ``value`` (what JSON can say) as ``name`` under ``mark``, if that is possible."""
    place = folder()
    if place is None:
        return
    with contextlib.suppress(OSError, TypeError, ValueError):
        data = json.dumps(value, separators=(",", ":")).encode()
        place.parent.mkdir(parents=True, exist_ok=True)
        place.mkdir(mode=0o700, exist_ok=True)
        if not _ours(place.stat()):
            return
        _write(place / f"{name}-{mark}.json", hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
        _sweep(place, name)


def _write(path: Path, data: bytes) -> None:
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=_PASSING)
    passing = Path(made)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        passing.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            passing.unlink()
        raise


def _sweep(place: Path, name: str) -> None:
    """Remove all but the newest files of ``name``."""
    found = sorted(place.glob(f"{name}-*.json"), key=lambda path: path.stat().st_mtime)
    for path in found[:-_MOST]:
        path.unlink(missing_ok=True)


def _ours(told: os.stat_result) -> bool:
    """Whether a file or folder is the user's own, and nobody else may write to it."""
    return not hasattr(os, "geteuid") or (told.st_uid == os.geteuid() and not told.st_mode & _OTHERS)
