"""The tables as files: CSV, Parquet, texts, the data package; written whole or not at all, and read back.

A run writes into ``<out>/.policyfacts-new``. When that is complete it is renamed to ``.policyfacts-ready`` (one atomic
step), and its files then take the places of the old ones. A run that is killed before the rename leaves the old tables
as they were; one that is killed after it is completed by whoever opens the folder next.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from policyfacts.errors import OutputError
from policyfacts.schema import TABLES, Table
from policyfacts.tables.cells import Row, csv_header, csv_text, parse_csv
from policyfacts.tables.datapackage import datapackage
from policyfacts.tables.frames import Tables
from policyfacts.tables.rows import PaperRows

_NEW, _READY, _REMOVED = ".policyfacts-new", ".policyfacts-ready", "removed.json"
_ROW_GROUP = 50_000
_TYPES = {"integer": pa.int64(), "number": pa.float64()}


def write_tables(out: Path | str, papers: Iterable[PaperRows], *, run: Mapping[str, Any]) -> None:
    """Write every table, the texts, ``datapackage.json`` and ``run.json`` into the folder ``out``.

    ``papers`` come sorted by ``doc`` and may be a generator: one paper at a time is held. ``run`` becomes ``run.json``.
    Files in ``out`` that are not ours stay; texts of papers that are gone go. Raises ``OutputError`` where the folder
    cannot be written or another run writes to it; what stood there is then as it was.
    """
    out = Path(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            _settle(out)
            new = out / _NEW
            shutil.rmtree(new, ignore_errors=True)
            try:
                _write_new(new, papers, run)
                before = _docs(out)
                left = sorted(before - _docs(new))
                (new / _REMOVED).write_text(json.dumps([f"texts/{doc}.txt" for doc in left]), encoding="utf-8")
                new.rename(out / _READY)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            _settle(out)
    except OSError as exc:
        raise OutputError(
            f"{out}: cannot be written: {exc.strerror or exc}. Make room or name another folder with --out; "
            "what stood there is as it was."
        ) from exc


def read_tables(out: Path | str) -> Tables:
    """The tables that ``extract`` wrote into the folder ``out``, with the papers' texts.

    Raises ``OutputError`` where a file is missing, ``TableError`` where one does not fit the schema.
    """
    out = Path(out)
    if (out / _READY).is_dir():
        with _alone(out):
            _settle(out)
    rows = {
        name: parse_csv(table, _read(out, f"{name}.csv"), where=f"{out}/{name}.csv") for name, table in TABLES.items()
    }
    docs = [row["doc"] for row in rows["documents"] if row["status"] != "failed"]
    return Tables(rows, texts={doc: _read(out, f"texts/{doc}.txt") for doc in docs})


def _read(out: Path, name: str) -> str:
    try:
        return (out / name).read_bytes().decode("utf-8")
    except OSError as exc:
        raise OutputError(f"{out / name}: {exc.strerror}. Run 'policyfacts extract PAPERS --out {out}' first.") from exc
    except UnicodeDecodeError as exc:
        raise OutputError(f"{out / name}: not UTF-8 any more. Run 'policyfacts extract' again.") from exc


def _write_new(new: Path, papers: Iterable[PaperRows], run: Mapping[str, Any]) -> None:
    (new / "texts").mkdir(parents=True)
    sinks = {name: _Sink(new, table) for name, table in TABLES.items()}
    try:
        for paper in papers:
            for name, sink in sinks.items():
                sink.add(paper.rows.get(name, ()))
            if paper.text is not None:
                (new / "texts" / f"{paper.doc}.txt").write_bytes(paper.text.encode("utf-8"))
    finally:
        for sink in sinks.values():
            sink.close()
    _write_json(new / "datapackage.json", datapackage(TABLES.values()))
    _write_json(new / "run.json", run)


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_bytes((json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def _docs(folder: Path) -> set[str]:
    """The papers whose texts ``documents.csv`` vouches for; none where there is no such file."""
    path = folder / "documents.csv"
    if not path.is_file():
        return set()
    rows = parse_csv(TABLES["documents"], _read(folder, "documents.csv"), where=str(path))
    return {row["doc"] for row in rows if row["status"] != "failed"}


def _settle(out: Path) -> None:
    """Move the files of a complete run into their places; nothing where there is none. May be repeated at any point."""
    ready = out / _READY
    if not ready.is_dir():
        return
    (out / "texts").mkdir(exist_ok=True)
    for path in sorted(ready.rglob("*")):
        if path.is_file() and path.name != _REMOVED:
            path.replace(out / path.relative_to(ready))
    for name in json.loads((ready / _REMOVED).read_text(encoding="utf-8")):
        (out / name).unlink(missing_ok=True)
    shutil.rmtree(ready)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder against a second run; the hold ends with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # Windows: no hold
        yield
        return
    handle = os.open(out, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            raise OutputError(f"{out}: another run writes to this folder. Wait for it, or name another --out.") from exc
        yield
    finally:
        os.close(handle)


class _Sink:
    """One table's two files, written as rows come."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._table = table
        self._waiting: list[Row] = []
        self._csv: TextIO = (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="")
        self._csv.write(csv_header(table))
        self._schema = pa.schema(
            [pa.field(column.name, _TYPES.get(column.kind, pa.string())) for column in table.columns]
        )
        self._parquet = pq.ParquetWriter(folder / f"{table.name}.parquet", self._schema, compression="zstd")

    def add(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        self._csv.write(csv_text(self._table, rows))
        self._waiting += rows
        while len(self._waiting) >= _ROW_GROUP:
            self._flush(self._waiting[:_ROW_GROUP])
            self._waiting = self._waiting[_ROW_GROUP:]

    def close(self) -> None:
        self._csv.close()
        self._flush(self._waiting)
        self._parquet.close()

    def _flush(self, rows: list[Row]) -> None:
        columns = [[_typed(row.get(field.name, ""), field.type) for row in rows] for field in self._schema]
        arrays = [pa.array(cells, type=field.type) for cells, field in zip(columns, self._schema, strict=True)]
        self._parquet.write_table(pa.Table.from_arrays(arrays, schema=self._schema), row_group_size=_ROW_GROUP)


def _typed(text: str, kind: pa.DataType) -> str | int | float | None:
    if pa.types.is_string(kind):
        return text
    if not text:
        return None
    return int(text) if pa.types.is_integer(kind) else float(text)
