"""``run.json``: what the tables were made from and with, so that a run can be repeated; and its fingerprint."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

import policyfacts
from policyfacts.batch.options import NO_PARSER, Options
from policyfacts.knowledge import activate
from policyfacts.learned import estimate_settings, model_hashes
from policyfacts.limits import KNOWLEDGE
from policyfacts.limits import RECORD as RUN_RECORD
from policyfacts.parsers import described
from policyfacts.sources import door
from policyfacts.sources.kinds import COMPARED, RUN

# Where the code is that makes rows; the rest only gathers or shows them.
_MAKERS = (
    "bookkeeping.py",
    "columns.py",
    "errors.py",
    "limits.py",
    "records.py",
    "schema.py",
    "vocabularies.py",
    "batch/one.py",
)
_MAKING = (
    "discourse",
    "facts",
    "frames",
    "knowledge",
    "language",
    "learned",
    "reading",
    "sources",
    "tables",
    "tabular",
    "values",
)
_PACKAGES = (
    "babel",
    "numpy",
    "pdfplumber",
    "pyarrow",
    "pypdfium2",
    "rapidfuzz",
    "scikit-learn",
    "scipy",
    "spacy",
)


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
        **({"csv": {"byte_order_mark": True}} if options.excel else {}),
        **({} if options.rules_only else {"estimates": estimate_settings(options.models)}),
        "papers": {},
        "timing": {},
    }


def with_comparison(run: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """``run`` with what ``compare`` has noted in the ``run.json`` of ``out``: its files still stand there."""
    try:
        noted = json.loads(door.read_text(out / RUN, RUN_RECORD))
    except (OSError, ValueError):
        return dict(run)
    kept = {name: noted[name] for name in (COMPARED,) if isinstance(noted, dict) and name in noted}
    return {**run, **kept}


def fingerprint(run: Mapping[str, Any]) -> str:
    """A hash of all that a paper's rows depend on besides the paper: what ``record`` says, our own code, and the
    programs that are used where they are there.

    Two fingerprints that are equal stand for the same rows, on this machine or another.
    """
    said = {name: run[name] for name in ("versions", "options", "knowledge", "models")}
    return hashlib.sha256(json.dumps([said, _code(), *_programs()], sort_keys=True).encode()).hexdigest()


@cache
def _code() -> str:
    """A hash of our own code, and of the other files that come with it."""
    home = Path(policyfacts.__file__).parent
    below = (path for name in _MAKING for path in (home / name).rglob("*") if path.suffix in {".py", ".toml", ".csv"})
    digest = hashlib.sha256()
    for path in sorted([*below, *(home / name for name in _MAKERS)]):
        digest.update(f"{path.relative_to(home).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _programs() -> list[str]:
    """What reads scans and mends files, where it is there."""
    said = ["pikepdf " + _version("pikepdf")]
    program = shutil.which("tesseract")
    for option in ("--version", "--list-langs") if program else ():
        try:
            done = subprocess.run([str(program), option], capture_output=True, text=True, check=False, timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            continue
        lines = done.stdout.splitlines()
        said += lines[:1] if option == "--version" else sorted(lines[1:])
    return said


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _packages() -> dict[str, str]:
    return {name: _version(name) for name in _PACKAGES}


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
        f"{pack.name}/{path.name}": hashlib.sha256(door.read(path, KNOWLEDGE)).hexdigest()
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
    meta = described(options.parser)
    return {options.parser: f"{meta['lang']}_{meta['name']} {meta['version']}"}
