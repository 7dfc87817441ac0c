"""The formats that ``export`` writes, and the care it takes of what stands at the destination."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from xlsxwriter.exceptions import XlsxFileError

from policyfacts.errors import OutputError, UsageError
from policyfacts.exchange import brat, database, docbin, labelstudio, webannotations, workbook
from policyfacts.limits import RECORD
from policyfacts.sources import door
from policyfacts.tables import Tables, read_tables

_LIST = ".policyfacts-exported.json"
_PART = ".policyfacts-exporting"

Write = Callable[[Tables, Path, Path], None]
"""Writes tables to a path that does not exist yet; the last argument is where the file will stand."""

FORMATS: Mapping[str, tuple[str, Write]] = {
    "xlsx": ("policyfacts.xlsx", workbook.write),
    "xlsx-papers": ("policyfacts-with-papers", workbook.write_folder),
    "sqlite": ("policyfacts.sqlite", database.write),
    "brat": ("brat", brat.write),
    "label-studio": ("label-studio", labelstudio.write),
    "spacy": ("policyfacts.spacy", docbin.write),
    "web-annotation": ("web-annotations", webannotations.write),
}
"""Name of a format to the name of what it makes (a folder where there is no ending), and what writes it."""


def export(
    out: Path | str, *, to: str, dest: Path | str | None = None, replace: bool = False, machine: bool = False
) -> Path:
    """Write the tables of the folder ``out`` in the format ``to``; returns where they went.

    ``dest``: the file or folder, by default one in ``out``. What an earlier export put there is replaced; what
    somebody changed since, or made otherwise, only with ``replace``. ``machine``: without what people judged.
    Raises ``UsageError`` for an unknown format and ``OutputError`` where nothing can be written or something would be
    lost; what stood there is then as it was.
    """
    if to not in FORMATS:
        raise UsageError(f"to: no format is called {to!r}. Formats: {', '.join(FORMATS)}.")
    out = Path(out)
    name, write = FORMATS[to]
    dest = out / name if dest is None else Path(dest)
    _apart(dest, out, name)
    tables = read_tables(out, machine=machine)
    part = dest.with_name(f"{dest.name}{_PART}")
    try:
        _spare(dest, replace=replace)
        dest.parent.mkdir(parents=True, exist_ok=True)
        _remove(part)
        write(tables, part, dest)
        _remove(dest)
        part.rename(dest)
        _remember(dest)
    except (OSError, sqlite3.Error, XlsxFileError) as exc:
        reason = getattr(exc, "strerror", None) or exc
        raise OutputError(f"{dest}: cannot be written: {reason}. Name another place with --dest.") from exc
    finally:
        _remove(part)
    return dest


def _apart(dest: Path, out: Path, usual: str) -> None:
    """Raises ``OutputError`` where to replace ``dest`` would take the tables, or the folder we are in, with it."""
    place, tables = dest.resolve(), out.resolve()
    if any(place in (kept, *kept.parents) for kept in (tables, Path.cwd())):
        raise OutputError(f"{dest}: this folder holds more than an export. Name a new one in it with --dest.")
    ours = dest.name == usual or dest.name in _listed(dest)
    if tables in place.parents and dest.exists() and not ours:
        raise OutputError(f"{dest}: belongs to the tables themselves. Name another place with --dest.")


def _spare(dest: Path, *, replace: bool) -> None:
    """Raises ``OutputError`` where ``dest`` holds what no export made."""
    if replace or not dest.exists():
        return
    if _listed(dest).get(dest.name) != _state(dest):
        raise OutputError(
            f"{dest}: there is something here that export did not make, or that was changed since. Name another place "
            "with --dest, or say --replace."
        )


def _listed(dest: Path) -> dict[str, dict[str, str]]:
    try:
        listed = json.loads(door.read_text(dest.parent / _LIST, RECORD))
    except (OSError, ValueError, RecursionError):
        return {}
    return dict(listed) if isinstance(listed, dict) else {}


def _remember(dest: Path) -> None:
    listed = {**_listed(dest), dest.name: _state(dest)}
    text = json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    part = dest.parent / f"{_LIST}.part"
    part.write_text(text, encoding="utf-8")
    part.replace(dest.parent / _LIST)


def _state(dest: Path) -> dict[str, str]:
    """The files of an export and the SHA-256 of each."""
    files = [dest] if dest.is_file() else sorted(path for path in dest.rglob("*") if path.is_file())
    return {path.relative_to(dest.parent).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
