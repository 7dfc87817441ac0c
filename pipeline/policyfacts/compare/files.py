"""The comparison as files beside the tables: CSV, Parquet, and ``compare.json``, which tells whether they are stale.

``compare.json`` is written last and holds the hash of the tables compared. Whoever reads a comparison learns from it
whether ``extract`` has run since.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from policyfacts.columns import Table
from policyfacts.compare.comparison import Comparison
from policyfacts.errors import OutputError, TableError
from policyfacts.limits import RECORD, TABLE
from policyfacts.schema import COMPARISON_TABLES, FACT_TABLES, TABLES
from policyfacts.sources import door
from policyfacts.sources.kinds import COMPARED, RUN
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row, csv_header, csv_text, parse_csv
from policyfacts.tables.marks import mark_of

_NEW = ".policyfacts-compare"
_RECORD = "compare.json"
_TYPES = {"integer": pa.int64(), "number": pa.float64()}


def fingerprint(tables: Tables) -> str:
    """The SHA-256 of what a comparison depends on: papers, texts, sums, facts; whatever the order of the rows."""
    digest = hashlib.sha256()
    for name in ("documents", "amounts", *FACT_TABLES):
        for line in sorted(csv_text(TABLES[name], [row]) for row in tables.rows(name)):
            digest.update(line.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    for doc, text in sorted(tables.texts.items()):
        digest.update(hashlib.sha256(f"{doc}\0{text}".encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()


def write_comparison(out: Path | str, comparison: Comparison) -> None:
    """Write the tables of a comparison, and ``compare.json``, into the folder ``out``.

    Raises ``OutputError`` where the folder cannot be written; what stood there is then as it was.
    """
    out = Path(out)
    new = out / _NEW
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for name, table in COMPARISON_TABLES.items():
            _write(new, table, comparison.rows(name), mark=mark_of(out))
        (new / _RECORD).write_text(_record(comparison), encoding="utf-8", newline="\n")
        (out / _RECORD).unlink(missing_ok=True)
        for path in sorted(new.iterdir(), key=lambda path: (path.name == _RECORD, path.name)):
            path.replace(out / path.name)
        _note(out, comparison)
    except OSError as exc:
        raise OutputError(
            f"{out}: cannot be written: {exc.strerror or exc}. Make room, or give the right to write there; "
            "the tables of extract are as they were."
        ) from exc
    finally:
        shutil.rmtree(new, ignore_errors=True)


def read_comparison(out: Path | str) -> Comparison:
    """The comparison in the folder ``out``, with ``Comparison.tables`` from ``compare.json``.

    Raises ``OutputError`` where there is none, ``TableError`` where a file does not fit the schema.
    """
    out = Path(out)
    try:
        record = json.loads(door.read_text(out / _RECORD, RECORD))
        texts = {name: door.read_text(out / f"{name}.csv", TABLE, encoding="utf-8-sig") for name in COMPARISON_TABLES}
        made_from, measured = str(record["tables"]), record.get("measured")
    except OSError as exc:
        raise OutputError(f"{exc.filename}: {exc.strerror}. Run 'policyfacts compare --out {out}' first.") from exc
    except (ValueError, KeyError, TypeError, RecursionError) as exc:
        raise TableError(f"{out}: the comparison cannot be read ({exc}). Run 'policyfacts compare' again.") from exc
    rows = {name: parse_csv(COMPARISON_TABLES[name], text, where=f"{out}/{name}.csv") for name, text in texts.items()}
    return Comparison(rows, tables=made_from, measured=measured)


def stale(comparison: Comparison, tables: Tables) -> bool:
    """Whether ``comparison`` was made from other tables than ``tables``."""
    return comparison.tables != fingerprint(tables)


def _record(comparison: Comparison) -> str:
    rows = {name: len(comparison.rows(name)) for name in COMPARISON_TABLES}
    said = {"measured": comparison.measured} if comparison.measured else {}
    return json.dumps({"tables": comparison.tables, "rows": rows, **said}, indent=2) + "\n"


def _note(out: Path, comparison: Comparison) -> None:
    """Say in ``run.json`` in which currency and prices sums are told, and from which files."""
    path = (out / RUN).resolve()  # it may be a link to the run's own
    try:
        run = json.loads(door.read_text(path, RECORD))
    except (OSError, ValueError):
        return
    before = run.pop(COMPARED, None)
    if before == comparison.measured:
        return
    if comparison.measured:
        run[COMPARED] = comparison.measured
    part = path.with_name(f".{path.name}.part")
    part.write_text(json.dumps(run, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    part.replace(path)


def _write(folder: Path, table: Table, rows: list[Row], *, mark: bytes) -> None:
    text = csv_header(table) + csv_text(table, rows)
    (folder / f"{table.name}.csv").write_bytes(mark + text.encode("utf-8", "replace"))
    schema = pa.schema([pa.field(column.name, _TYPES.get(column.kind, pa.string())) for column in table.columns])
    cells = [[_typed(row.get(field.name, ""), field.type) for row in rows] for field in schema]
    arrays = [pa.array(column, type=field.type) for column, field in zip(cells, schema, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), folder / f"{table.name}.parquet", compression="zstd")


def _typed(text: str, kind: pa.DataType) -> str | int | float | None:
    if pa.types.is_string(kind):
        return text.encode("utf-8", "replace").decode("utf-8")
    if not text:
        return None
    return int(text) if pa.types.is_integer(kind) else float(text)
