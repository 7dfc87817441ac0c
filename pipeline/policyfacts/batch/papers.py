"""Which papers are meant: files, folders and globs to a list of papers, each with its own name."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policyfacts.errors import UsageError

_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff/\\]")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One paper to be read: its name in the tables, and the file as it was named."""

    doc: str
    path: Path

    @property
    def shown(self) -> str:
        """The path as the tables write it."""
        return self.path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def collect(paths: Iterable[str | Path]) -> list[Source]:
    """The papers that ``paths`` name, sorted by ``doc``: files as they are, PDFs in folders and below, globs.

    ``doc`` is the file's stem; papers that share one get ``-<first 6 hex of sha256>``, and copies of one paper a
    number behind that. A file named twice is one paper. Raises ``UsageError`` for a path or a glob that names nothing,
    and for a folder without PDFs.
    """
    files: dict[Path, Path] = {}
    for path in paths:
        for file in _files(path):
            files.setdefault(file.resolve(), file)
    if not files:
        raise UsageError("No papers named: name PDF files, or folders that hold some.")
    return sorted(_named(sorted(files.values())), key=lambda source: source.doc)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex; empty where the file cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()


def _files(path: str | Path) -> Iterator[Path]:
    name = os.fspath(path)
    if Path(name).exists():
        yield from _at(Path(name))
        return
    # Path.glob takes no absolute patterns.
    matches = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) else []  # noqa: PTH207
    if not matches:
        what = "nothing matches" if glob.has_magic(name) else "no such file or folder"
        raise UsageError(f"{name}: {what}. Name PDF files, folders or globs.")
    folders = [Path(match) for match in matches if Path(match).is_dir()]
    found = [Path(match) for match in matches if Path(match).is_file()]
    below = [file for folder in folders for file in _pdfs(folder)]
    if not found and not below:
        raise UsageError(f"{name}: no PDF among what matches. Name PDF files, or folders that hold some.")
    yield from found
    yield from below


def _at(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        found = list(_pdfs(path))
        if not found:
            raise UsageError(f"{path}: no PDF in this folder or below it. Name a folder that holds some.")
        yield from found
    else:
        raise UsageError(f"{path}: neither a file nor a folder. Name PDF files, or folders that hold some.")


def _pdfs(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix.lower() == ".pdf" and path.is_file():
                yield path


def _named(paths: list[Path]) -> Iterator[Source]:
    stems = {path: _UNFIT.sub("_", path.stem) or "_" for path in paths}
    shared = Counter(stems.values())
    taken = {stem for stem, count in shared.items() if count == 1}
    for path, stem in stems.items():
        if shared[stem] == 1:
            yield Source(stem, path)
            continue
        hashed = f"{stem}-{(sha256_of(path) or 'unread')[:6]}"
        doc, copies = hashed, 1
        while doc in taken:
            copies += 1
            doc = f"{hashed}-{copies}"
        taken.add(doc)
        yield Source(doc, path)
