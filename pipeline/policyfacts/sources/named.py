"""From what a user names to the places of papers."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from policyfacts.errors import UsageError
from policyfacts.sources import archives, remote
from policyfacts.sources.local import File, below
from policyfacts.sources.location import Location, Missing, written

_ENDINGS = (".pdf", archives.ENDING)


def named(paths: Iterable[str | Path]) -> list[Location]:
    """The papers that ``paths`` name, each once, in order of what is shown.

    Files as they are; the PDFs of folders and of what is below them, of zip archives, of globs; addresses of remote
    stores. Raises ``UsageError`` for what names nothing, and for a folder without PDFs.
    """
    places: dict[object, Location] = {}
    for path in paths:
        for place in _places(os.fspath(path)):
            places.setdefault(_identity(place), place)
    if not places:
        raise UsageError("No papers named: name PDF files, or folders that hold some.")
    return sorted(places.values(), key=lambda place: place.shown)


def named_in_list(text: str) -> list[str | Location]:
    """The entries of a list of papers: one a line, or ended by NUL characters, as ``find -print0`` writes them.

    What is not there becomes a ``Missing``: in a long list, one wrong line costs its own row and not the run.
    """
    entries = text.split("\0") if "\0" in text else text.splitlines()
    return [_there(entry.strip("\r\n")) for entry in entries if entry.strip()]


def located(shown: str) -> Location:
    """The place that a table names: a path, a member of an archive, or an address. Nothing is read."""
    if remote.is_url(shown):
        return remote.Remote(shown)
    path = Path(shown)
    if not path.exists():
        member = archives.member_at(path)
        if member is not None:
            return member
    return File(path)


def _there(entry: str) -> str | Location:
    try:
        list(_places(entry))
    except UsageError as exc:
        return Missing(written(entry), Path(entry).stem, str(exc).removeprefix(f"{entry}: "))
    return entry


def _places(name: str) -> Iterator[Location]:
    if not name:  # an unset variable of the shell: a Path would take it for the folder we are in
        raise UsageError("An empty path is given. Name PDF files, folders or globs; . for the folder you are in.")
    if remote.is_url(name):
        yield from remote.papers_at(name)
        return
    if Path(name).exists():
        yield from _at(Path(name))
        return
    member = archives.member_at(Path(name))
    if member is not None:
        yield member
        return
    # Path.glob takes no absolute patterns.
    matches = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) else []  # noqa: PTH207
    if not matches:
        what = "nothing matches" if glob.has_magic(name) else "no such file or folder"
        raise UsageError(f"{name}: {what}. Name PDF files, folders or globs.")
    found = [place for match in matches for place in _opened(Path(match))]
    if not found:
        raise UsageError(f"{name}: no PDF among what matches. Name PDF files, or folders that hold some.")
    yield from found


def _at(path: Path) -> Iterator[Location]:
    if not (path.is_file() or path.is_dir()):
        raise UsageError(f"{path}: neither a file nor a folder. Name PDF files, or folders that hold some.")
    found = list(_opened(path))
    if not found:
        what = "folder or below it" if path.is_dir() else "archive"
        raise UsageError(f"{path}: no PDF in this {what}. Name a folder that holds some.")
    yield from found


def _opened(path: Path) -> Iterator[Location]:
    """The papers of one existing path."""
    if path.is_dir():
        for file in below(path, _ENDINGS):
            yield from _opened(file)
    elif path.suffix.lower() == archives.ENDING:
        yield from archives.papers_in(path)
    else:
        yield File(path)


def _identity(place: Location) -> object:
    """What two names of one paper have in common."""
    if isinstance(place, File):
        return os.path.realpath(place.path)  # Path.resolve raises on links in a circle
    if isinstance(place, archives.Member):
        return os.path.realpath(place.archive), place.name
    return place.shown
