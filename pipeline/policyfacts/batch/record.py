"""``run.json``: what the tables were made from and with, so that a run can be repeated."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

import policyfacts
from policyfacts.batch.options import NO_PARSER, Options
from policyfacts.knowledge import activate
from policyfacts.learned import model_hashes

_PACKAGES = ("babel", "numpy", "pdfplumber", "pyarrow", "pypdfium2", "rapidfuzz", "scipy", "spacy")


def record(options: Options) -> dict[str, Any]:
    """Versions, knowledge, models and options; ``papers`` and ``timing`` are for the run to fill.

    Raises ``KnowledgeError`` where a pack cannot be used.
    """
    activate(options.knowledge)
    return {
        "versions": {"policyfacts": policyfacts.__version__, "python": platform.python_version(), **_packages()},
        "options": options.recorded,
        "knowledge": {**_knowledge(), **_packs(options)},
        "models": _models(options),
        "papers": {},
        "timing": {},
    }


def _packages() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # present, but not installed as a package
            found[name] = "unknown"
    return found


def _knowledge() -> Mapping[str, str]:
    folder = files("policyfacts.knowledge")
    entries = sorted((entry for entry in folder.iterdir() if entry.is_file()), key=lambda entry: entry.name)
    return {
        entry.name: hashlib.sha256(entry.read_bytes()).hexdigest()
        for entry in entries
        if not entry.name.endswith((".py", ".pyc"))
    }


def _packs(options: Options) -> Mapping[str, str]:
    """The files of the user's packs, by folder and file name."""
    return {
        f"{pack.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for pack in options.knowledge
        for path in sorted(pack.iterdir())
        if path.suffix in {".toml", ".csv"}
    }


def _models(options: Options) -> dict[str, str]:
    """The parser with its version, and the trained models with the SHA-256 of their files."""
    return {**_parser(options), **({} if options.rules_only else model_hashes(options.models))}


def _parser(options: Options) -> dict[str, str]:
    if options.parser == NO_PARSER:
        return {}
    from policyfacts.language.syntax import load

    meta = load(options.parser).meta
    return {options.parser: f"{meta['lang']}_{meta['name']} {meta['version']}"}
