"""What the field knows, as data: levels, instruments, verbs, currencies, countries, blocs, organisations.

Each ``<name>.toml`` holds ``[[entry]]`` tables; each entry may carry ``yes`` and ``no`` lists of sentences, which one
parametrised test runs. ``countries.csv`` is a table because it is one. A user's pack is a folder with files of the
same names: its entries come after ours.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from policyfacts.errors import KnowledgeError

Entry = dict[str, Any]


@cache
def entries(name: str, packs: tuple[Path, ...] = ()) -> tuple[Entry, ...]:
    """The entries of ``<name>.toml``: ours first, then those of each folder in ``packs``.

    Raises ``KnowledgeError`` naming file and reason where a file cannot be parsed.
    """
    found = list(_parse(f"{name}.toml", files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")))
    for pack in packs:
        path = pack / f"{name}.toml"
        if path.is_file():
            found.extend(_parse(str(path), path.read_text(encoding="utf-8")))
    return tuple(found)


@cache
def rows(name: str, packs: tuple[Path, ...] = ()) -> tuple[dict[str, str], ...]:
    """The rows of ``<name>.csv``, as mappings from column to text: ours first, then those of each folder in ``packs``."""
    found = list(csv.DictReader(files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()))
    for pack in packs:
        path = pack / f"{name}.csv"
        if path.is_file():
            found.extend(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    return tuple(found)


def _parse(where: str, text: str) -> list[Entry]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise KnowledgeError(f"{where}: not valid TOML: {exc}. Mend the file, or leave the pack out.") from exc
    found = document.get("entry", [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise KnowledgeError(f"{where}: entries must stand under [[entry]] headings.")
    return found
