"""How the files of a run come into an output folder where the file system has no links (see ``switch``): one by one.

A whole run is renamed to ``ready`` in one step; its files then take the places of the old ones, ``run.json`` last. A
run that is killed before that step leaves the old tables as they were; one that is killed after it is completed by
whoever opens the folder next with policyfacts. In between another program may see files of both runs: ``files`` in
``run.json`` tells the SHA-256 of each that belongs to it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

_REMOVED = "removed.json"


def move(out: Path, new: Path, ready: Path, gone: Iterable[str]) -> None:
    """Let the files of ``new`` take their places in ``out``, by way of ``ready``; those that are named ``gone`` go."""
    _sign(new)
    (new / _REMOVED).write_text(json.dumps(list(gone)), encoding="utf-8")
    new.rename(ready)
    settle(out, ready)


def settle(out: Path, ready: Path) -> None:
    """Move the files of a complete run into their places; nothing where there is none. May be repeated at any point."""
    if not ready.is_dir():
        return
    (out / "texts").mkdir(exist_ok=True)
    for path in sorted(ready.iterdir(), key=lambda path: (path.name == "run.json", path.name)):
        if path.name not in {"texts", _REMOVED}:
            _make_way(out / path.name, path)
            path.replace(out / path.name)
    for path in sorted((ready / "texts").glob("*")):
        path.replace(out / "texts" / path.name)
    removed = ready / _REMOVED
    if removed.is_file():  # else killed in the last line
        for name in json.loads(removed.read_text(encoding="utf-8")):
            _remove(out / name)
    shutil.rmtree(ready)


def _sign(new: Path) -> None:
    """Say in ``run.json`` which files belong to it."""
    path = new / "run.json"
    files = (file for file in sorted(new.rglob("*")) if file.is_file() and file != path)
    hashes = {file.relative_to(new).as_posix(): _digest(file) for file in files}
    said = {**json.loads(path.read_bytes()), "files": hashes}
    path.write_bytes((json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make_way(place: Path, coming: Path) -> None:
    """A file takes the place of a file in one step; a folder needs it empty."""
    if coming.is_dir() or place.is_dir():
        _remove(place)


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
