"""What the field knows, as data: levels, instruments, verbs, currencies, countries, blocs, organisations.

Each ``<name>.toml`` holds ``[[entry]]`` tables; each entry may carry ``yes`` and ``no`` lists of sentences, which one
parametrised test runs. ``countries.csv`` is a table because it is one. A user's pack is a folder with files of the
same names: its entries come after ours.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from policyfacts.errors import KnowledgeError
from policyfacts.knowledge.kept import keep, mark, recall
from policyfacts.limits import KNOWLEDGE
from policyfacts.sources import door

Entry = dict[str, Any]
P = ParamSpec("P")
R = TypeVar("R")

# Entries whose lists hold regular expressions rather than names or sentences.
_PATTERNS = frozenset({"cues", "nouns", "verbs", "words", "pattern", "patterns"})
# Files of verbs and patterns that the predicate lexicon took the place of.
_REPLACED = {
    "giving.toml": "predicates_money.toml",
    "roles.toml": "predicates_money.toml",
    "agreement_events.toml": "predicates_texts.toml",
    "statuses.toml": "predicates_relations.toml",
}
_RECENT = 2048
_active: tuple[Path, ...] = ()
_forget: list[Callable[[], None]] = []


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """``function`` with its results kept until other packs are activated: for what is built from entries."""
    kept = cache(function)
    _forget.append(kept.cache_clear)
    return kept  # type: ignore[return-value]  # a cache of hashable arguments has the function's own signature


def recalled(function: Callable[P, R]) -> Callable[P, R]:
    """``function`` with its last results kept until other packs are activated: for what is found in a sentence, which
    several rules ask for."""
    kept = lru_cache(maxsize=_RECENT)(function)
    _forget.append(kept.cache_clear)
    return kept  # type: ignore[return-value]  # as for `compiled`


def activate(packs: Sequence[Path | str]) -> tuple[Path, ...]:
    """Let the entries of ``packs`` (folders) count after ours, from now on and in this process; returns the folders.

    Raises ``KnowledgeError`` naming file, entry and reason where a pack cannot be used; what was active then stays.
    """
    global _active
    folders = tuple(Path(pack) for pack in packs)
    if folders == _active:
        return folders
    for folder in folders:
        problem = next(_problems(folder), "")
        if problem:
            raise KnowledgeError(problem)
    _active = folders
    for forget in _forget:
        forget()
    return folders


def active() -> tuple[Path, ...]:
    """The packs that were activated."""
    return _active


@compiled
def entries(name: str, packs: tuple[Path, ...] = ()) -> tuple[Entry, ...]:
    """The entries of ``<name>.toml``: ours first, then those of each folder in ``packs``.

    Raises ``KnowledgeError`` naming file and reason where a file cannot be parsed.
    """
    found = list(_ours()[name])
    for pack in (*packs, *_active):
        path = pack / f"{name}.toml"
        if door.exists(path):
            found.extend(_parse(str(path), _text(path)))
    return tuple(found)


@compiled
def rows(name: str, packs: tuple[Path, ...] = ()) -> tuple[dict[str, str], ...]:
    """The rows of ``<name>.csv``, as mappings from column to text: ours first, then those of ``packs``."""
    found = list(csv.DictReader(files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()))
    for pack in (*packs, *_active):
        path = pack / f"{name}.csv"
        if door.exists(path):
            found.extend(csv.DictReader(_text(path).splitlines()))
    return tuple(found)


def table(name: str) -> Iterator[list[str]]:
    """The cells of each row of ``<name>.csv``, ours and then those of the active packs: for tables too long to keep."""
    texts = [files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")]
    texts += [_text(path) for pack in _active if door.exists(path := pack / f"{name}.csv")]
    for text in texts:
        lines = csv.reader(text.splitlines())
        next(lines, None)
        yield from lines


@cache
def _ours() -> dict[str, list[Entry]]:
    """The entries of all our files, by the files' names; parsed where no run before has kept them."""
    under = mark(())
    kept = recall("entries", under)
    if isinstance(kept, dict):
        return kept
    texts = sorted(
        (entry.name.removesuffix(".toml"), entry.read_text(encoding="utf-8"))
        for entry in files(__name__).iterdir()
        if entry.name.endswith(".toml")
    )
    found = {name: _parse(f"{name}.toml", text) for name, text in texts}
    keep("entries", under, found)
    return found


def _problems(folder: Path) -> Iterator[str]:
    """What keeps a pack from being used, each with the file, the entry and what to do."""
    if not folder.is_dir():
        yield f"{folder}: no such folder. Name a folder that holds knowledge files (see the README)."
        return
    known = {resource.name for resource in files(__name__).iterdir() if resource.name.endswith((".toml", ".csv"))}
    found = sorted(path for path in folder.iterdir() if path.suffix in {".toml", ".csv"})
    if not found:
        yield f"{folder}: holds no knowledge file. Expected one or more of {', '.join(sorted(known))}."
    for path in found:
        if path.name in _REPLACED:
            yield (
                f"{path}: its entries stand in {_REPLACED[path.name]} now. Write each as an entry of sense, event, "
                "verbs or nouns, and roles by grammatical marker, with a yes sentence (see the head of that file)."
            )
        elif path.name not in known:
            yield f"{path}: no knowledge file has this name. Use one of {', '.join(sorted(known))}."
        elif path.suffix == ".toml":
            yield from _entry_problems(path)
        else:
            yield from _row_problems(path)


def _entry_problems(path: Path) -> Iterator[str]:
    ours = _parse(path.name, files(__name__).joinpath(path.name).read_text(encoding="utf-8"))
    allowed = {key for entry in ours for key in entry}
    required = set.intersection(*(set(entry) for entry in ours)) - {"yes", "no"}
    for number, entry in enumerate(_parse(str(path), _text(path)), start=1):
        where = f"{path}, entry {number}"
        if unknown := sorted(set(entry) - allowed):
            yield f"{where}: unknown key {unknown[0]!r}. Use {', '.join(sorted(allowed))}."
        if missing := sorted(required - set(entry)):
            yield f"{where}: the key {missing[0]!r} is missing."
        for key in sorted(_PATTERNS & set(entry)):
            for pattern in [entry[key]] if isinstance(entry[key], str) else entry[key]:
                try:
                    re.compile(re.sub(r"\{[A-Z]+\}", "", str(pattern)))
                except re.error as exc:
                    yield f"{where}, {key}: {pattern!r} is no regular expression: {exc}. Mend the entry."


def _row_problems(path: Path) -> Iterator[str]:
    ours = files(__name__).joinpath(path.name).read_text(encoding="utf-8").splitlines()[0]
    lines = _text(path).splitlines()
    if not lines or lines[0] != ours:
        yield f"{path}, row 1: the header must be {ours}"
        return
    width = len(ours.split(","))
    for number, row in enumerate(csv.reader(lines), start=1):
        if len(row) != width:
            yield f"{path}, row {number}: has {len(row)} cells, must have {width}. Quote cells that hold commas."


def _text(path: Path) -> str:
    """A file of a pack. Raises ``KnowledgeError`` where it is none, or cannot be read."""
    try:
        return door.read_text(path, KNOWLEDGE)
    except OSError as exc:
        raise KnowledgeError(f"{path}: cannot be read: {exc.strerror or exc}. Mend it, or leave the pack out.") from exc
    except UnicodeDecodeError as exc:
        raise KnowledgeError(f"{path}: not UTF-8 (byte {exc.start}). Save the file again as UTF-8.") from exc


def _parse(where: str, text: str) -> list[Entry]:
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as exc:
        raise KnowledgeError(f"{where}: not valid TOML: {exc}. Mend the file, or leave the pack out.") from exc
    found = document.get("entry", [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise KnowledgeError(f"{where}: entries must stand under [[entry]] headings.")
    return found
