"""The Parquet tables once more in a remote store, where a cluster or a colleague reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policyfacts.errors import OutputError
from policyfacts.schema import TABLES
from policyfacts.sources.remote import opened, said, without_secrets

_BESIDE = ("datapackage.json", "run.json")  # last: who finds run.json finds the tables that it speaks of


def publish_parquet(out: Path, url: str) -> int:
    """Copy the Parquet files of the folder ``out``, ``datapackage.json`` and ``run.json`` to the address ``url``.

    Returns the number of files. ``run.json`` goes last. Raises ``OutputError`` where the store does not take them, and
    ``UsageError`` where what speaks to it is not installed; what stands in ``out`` is untouched.
    """
    system, root = opened(url)
    count = 0
    try:
        system.makedirs(root, exist_ok=True)
        for path in _files(out):
            name = path.relative_to(out).as_posix()
            if "/" in name:
                system.makedirs(f"{root.rstrip('/')}/{name.rsplit('/', 1)[0]}", exist_ok=True)
            system.put_file(str(path), f"{root.rstrip('/')}/{name}")
            count += 1
    except Exception as exc:  # every store has errors of its own
        raise OutputError(
            f"{without_secrets(url)}: the store does not take the tables: {said(exc)}. They are in {out}."
        ) from exc
    return count


def _files(out: Path) -> Iterator[Path]:
    for name in TABLES:
        if (out / f"{name}.parquet").is_file():
            yield out / f"{name}.parquet"
        yield from sorted((out / f"{name}.parquet").glob("*.parquet"))
    yield from (out / name for name in _BESIDE)
