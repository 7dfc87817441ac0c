"""From what a user names to the places of papers."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath

from policyfacts.errors import UsageError
from policyfacts.limits import LONGEST_NAME, MOST_MATCHES, SHOWN
from policyfacts.sources import archives, door, kinds, remote
from policyfacts.sources.local import File, below
from policyfacts.sources.location import Location, Missing, unwritten, written

_Place = tuple[Location, bool]
"""A place, and whether it holds a paper of another kind that merely lies there."""
_STARS = re.compile(r"(?:\*\*/)+")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a list of papers. What is not there, or can be no name, costs its own row, and not the run."""

    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """The places that paths name, each once, in order of what is shown. ``lying``: papers of other kinds than PDF that
    nobody named, but that lie where papers do."""

    papers: tuple[Location, ...]
    lying: tuple[Location, ...] = ()


def found(paths: Iterable[str | Path | Listed]) -> Found:
    """What ``paths`` name, and what lies there.

    Files as they are; the papers of folders and of what is below them, of zip archives, of globs; addresses of remote
    stores. Raises ``UsageError`` for what names nothing (but for an entry of a list, which becomes a ``Missing``), and
    where there is no PDF at all.
    """
    papers: dict[object, Location] = {}
    lying: dict[object, Location] = {}
    empty = ""
    for path in paths:
        places = _entry(path.name) if isinstance(path, Listed) else list(_places(os.fspath(path)))
        for place, lies in places:
            (lying if lies else papers).setdefault(identity(place), place)
        if all(lies for _, lies in places):
            endings = ", ".join(sorted({kinds.ending(place.shown) for place, _ in places}))
            name = path.name if isinstance(path, Listed) else path
            empty = empty or f"{name}: no PDF {_where(name)}, only papers of other kinds ({endings}): save them as PDF."
    if not papers:
        raise UsageError(empty or "No papers named: name PDF files, or folders that hold some.")
    return Found(_sorted(papers.values()), _sorted(place for key, place in lying.items() if key not in papers))


def named(paths: Iterable[str | Path]) -> list[Location]:
    """The papers that ``paths`` name, without what merely lies there (see ``found``)."""
    return list(found(paths).papers)


def named_in_list(text: str) -> list[Listed]:
    """The entries of a list of papers: one a line, or ended by NUL characters, as ``find -print0`` writes them."""
    entries = text.split("\0") if "\0" in text else text.split("\n")
    return [Listed(entry.strip("\r\n")) for entry in entries if entry.strip()]


def located(shown: str) -> Location:
    """The place that a table names: a path, a member of an archive, or an address. Nothing is read."""
    if remote.is_url(shown):
        return remote.Remote(shown)
    names = (shown, unwritten(shown))
    path = next((path for path in map(Path, names) if door.exists(path)), None)
    return File(path) if path else archives.member_at(shown) or File(Path(shown))


def identity(place: Location) -> object:
    """What two names of one paper have in common."""
    if isinstance(place, File):
        return os.path.realpath(place.path)  # Path.resolve raises on links in a circle
    if isinstance(place, archives.Member):
        return os.path.realpath(place.archive), place.name
    if isinstance(place, Missing):
        return place
    return place.shown


def _sorted(places: Iterable[Location]) -> tuple[Location, ...]:
    return tuple(sorted(places, key=lambda place: place.shown))


def _entry(name: str) -> list[_Place]:
    """The places of one entry of a list."""
    try:
        if len(name) > LONGEST_NAME:
            raise UsageError(f"longer than any name is ({len(name)} characters). Give one name a line.")
        return list(_places(name))
    except UsageError as exc:
        reason = str(exc).removeprefix(f"{name}: ")
    except (OSError, ValueError) as exc:  # what can be no name
        reason = f"cannot be looked for: {getattr(exc, 'strerror', None) or exc}"
    short = written(name if len(name) <= SHOWN else f"{name[:SHOWN]}...")
    return [(Missing(short, PurePath(short).stem, reason), False)]


def _places(name: str) -> Iterator[_Place]:
    if not name:  # an unset variable of the shell: a Path would take it for the folder we are in
        raise UsageError("An empty path is given. Name PDF files, folders or globs; . for the folder you are in.")
    if remote.is_url(name):
        yield from ((place, kinds.is_other(place.shown) and place.shown != name) for place in remote.papers_at(name))
        return
    if door.exists(Path(name)):
        yield from _at(Path(name))
        return
    member = archives.member_at(name)
    if member is not None:
        yield member, False
        return
    matches = _matches(name)
    if not matches:
        what = "nothing matches" if glob.has_magic(name) else "no such file or folder"
        raise UsageError(f"{name}: {what}. Name PDF files, folders or globs.")
    places = [place for match in matches for place in _opened(Path(match))]
    if not places:
        raise UsageError(f"{name}: no PDF {_where(name)}. Name PDF files, or folders that hold some.")
    yield from places


def _matches(name: str) -> list[str]:
    """What a glob matches, in order. Raises ``UsageError`` where that is more than any run can be meant to have."""
    if not glob.has_magic(name):
        return []
    # One ** means what several do, which would find each path many times over. Path.glob takes no absolute patterns.
    found = glob.iglob(_STARS.sub("**/", name), recursive=True)  # noqa: PTH207
    matches = list(islice(found, MOST_MATCHES + 1))
    if len(matches) > MOST_MATCHES:
        raise UsageError(f"{name}: more than {MOST_MATCHES:,} files match. Name folders.")
    return sorted(matches)


def _where(path: str | Path) -> str:
    if remote.is_url(os.fspath(path)):
        return "there"
    if os.path.isdir(path):  # noqa: PTH112 (takes any string)
        return "in this folder or below it"
    return "in this archive" if door.exists(Path(path)) else "among what matches"


def _at(path: Path) -> Iterator[_Place]:
    if not (path.is_file() or path.is_dir()):
        raise UsageError(f"{path}: neither a file nor a folder. Name PDF files, or folders that hold some.")
    places = list(_opened(path))
    if not places:
        raise UsageError(f"{path}: no PDF {_where(path)}. Name a folder that holds some.")
    yield from places


def _opened(path: Path) -> Iterator[_Place]:
    """The papers of one existing path."""
    if path.is_dir():
        for inside in below(path):
            if isinstance(inside, Missing):
                yield inside, False
            else:
                yield from ((place, lies or kinds.is_other(place.shown)) for place, lies in _opened(inside))
    elif path.suffix.lower() == kinds.ARCHIVE:
        yield from ((place, kinds.is_other(place.shown)) for place in archives.papers_in(path))
    else:
        yield File(path), False
