"""The Parquet tables once more in a remote store, where a cluster or a colleague reads them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path

from policyfacts.errors import OutputError
from policyfacts.schema import TABLES
from policyfacts.sources.kinds import RUN
from policyfacts.sources.remote import opened, said, without_secrets

# run.json last: who finds it finds the tables that it speaks of.
_BESIDE = ("codebook.csv", "datapackage.json", RUN)


def publish_parquet(out: Path, url: str) -> int:
    """Copy the Parquet files of the folder ``out``, and what describes them, to the address ``url``.

    Returns the number of files. A ``run.json`` that stands there goes first, and the new one comes last: who finds one
    finds the tables that it speaks of, also where the store fails in between. Raises ``OutputError`` where the store
    does not take them, and ``UsageError`` where what speaks to it is not installed; ``out`` is untouched.
    """
    system, root = opened(url)
    root = root.rstrip("/")
    files = {path.relative_to(out).as_posix(): path for path in _files(out)}
    try:
        system.makedirs(root, exist_ok=True)
        system.invalidate_cache()
        before = {name[len(root) + 1 :] for name in map(system._strip_protocol, system.find(root))}
        for name in sorted(_passed(before, files.keys()) | ({RUN} & before)):
            system.rm(f"{root}/{name}", recursive=name in files)
        for name, path in files.items():
            if "/" in name:
                system.makedirs(f"{root}/{name.rsplit('/', 1)[0]}", exist_ok=True)
            system.put_file(str(path), f"{root}/{name}")
    except Exception as exc:  # every store has errors of its own
        raise OutputError(
            f"{without_secrets(url)}: the store does not take the tables: {said(exc)}. They are in {out}."
        ) from exc
    return len(files)


def _passed(before: Set[str], now: Set[str]) -> set[str]:
    """What is to go from the store: a table that has grown into parts, or shrunk, leaves other files behind; where it
    is one file now, the folder of its parts."""
    tables = {f"{table}.parquet" for table in TABLES}
    parts = {name.split("/")[0] for name in before if "/" in name}
    stale = {name for name in before - now if name.split("/")[0] in tables - now}
    return stale | (tables & parts & now)


def _files(out: Path) -> Iterator[Path]:
    for name in TABLES:
        if (out / f"{name}.parquet").is_file():
            yield out / f"{name}.parquet"
        yield from sorted((out / f"{name}.parquet").glob("*.parquet"))
    yield from (out / name for name in _BESIDE)
