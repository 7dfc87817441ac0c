"""One table's files, CSV and Parquet, written as packed papers come.

Parquet is made from the CSV lines themselves, by pyarrow, in groups of whole papers: so it holds what the CSV file
holds, and no cell passes through Python again. Quotes alone differ: Parquet has their white space as it stands in the
text, CSV has one blank for each run of it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from policyfacts.columns import Table
from policyfacts.tables.cells import csv_header, csv_text, flowing, parse_csv

GROUP_ROWS = 50_000
_GROUP_BYTES = 4 << 20
PART_ROWS = 1_000_000
"""Rows of a Parquet file; a table with more is a folder of the file's name, with ``part-00000.parquet`` ... in it."""
_TYPES = {"integer": pa.int64(), "number": pa.float64()}
_GUARDED = re.compile(rb"(?:^|[,\"\n])'")  # how a cell that has it begins: most papers have none
_GUARD = r"^'('*[=+\-@\t\r])"  # what `cells.harmless` puts in front of a formula, and `cells.restored` takes away


def parquet_schema(table: Table) -> pa.Schema:
    """The columns of the table's Parquet file: text is never null, a number that is not stated is."""
    return pa.schema([pa.field(column.name, _TYPES.get(column.kind, pa.string())) for column in table.columns])


class Sink:
    """One table's files in ``folder``: ``<table>.csv``, and ``<table>.parquet`` (a file, or a folder of parts).

    ``mark``: what the CSV file begins with, nothing or a byte order mark.
    """

    def __init__(self, folder: Path, table: Table, *, mark: bytes = b"") -> None:
        self._table = table
        self._flowing = [column.name for column in table.columns if column.flowing]
        self._schema = parquet_schema(table)
        self._path = folder / f"{table.name}.parquet"
        self._parts = folder / f"{table.name}.parts"
        self._parts.mkdir()
        self._count = self._bytes = self._rows = self._part = 0
        self._waiting: list[bytes] = []
        self._parquet: pq.ParquetWriter | None = None
        self._csv = (folder / f"{table.name}.csv").open("wb")
        self._csv.write(mark + csv_header(table).encode("utf-8"))

    def add(self, lines: bytes, count: int) -> None:
        """Take one paper's rows: ``count`` rows, as lines of CSV."""
        if not count:
            return
        self._csv.write(self._flowed(lines) if self._flowing else lines)
        self._waiting.append(lines)
        self._count += count
        self._bytes += len(lines)
        if self._count >= GROUP_ROWS or self._bytes >= _GROUP_BYTES:
            self._flush()

    def _flowed(self, lines: bytes) -> bytes:
        """The lines with one blank for each run of white space in a quote."""
        header, said = csv_header(self._table), lines.decode("utf-8")
        rows = parse_csv(self._table, header + said, where=self._path.name)
        again = [{**row, **{name: flowing(row[name]) for name in self._flowing}} for row in rows]
        return csv_text(self._table, again).encode("utf-8")

    def finish(self) -> None:
        """Write what is waiting and see to it that the files are on the disk."""
        if self._count or self._parquet is None:
            self._flush()
        if self._parquet is not None:
            self._parquet.close()
            self._parquet = None
        self._csv.flush()
        os.fsync(self._csv.fileno())
        self._csv.close()
        parts = sorted(self._parts.iterdir())
        for part in parts:
            with part.open("rb") as file:
                os.fsync(file.fileno())
        if len(parts) == 1:
            parts[0].rename(self._path)
            self._parts.rmdir()
        else:
            self._parts.rename(self._path)

    def abandon(self) -> None:
        """Close the files of a run that broke."""
        self._csv.close()
        if self._parquet is not None:
            self._parquet.close()

    def _flush(self) -> None:
        if self._parquet is not None and self._rows >= PART_ROWS:
            self._parquet.close()
            self._parquet, self._rows, self._part = None, 0, self._part + 1
        if self._parquet is None:
            path = self._parts / f"part-{self._part:05}.parquet"
            self._parquet = pq.ParquetWriter(path, self._schema, compression="zstd")
        data = b"".join(self._waiting)
        self._parquet.write_table(_typed(data, self._schema), row_group_size=max(1, self._count))
        self._rows += self._count
        self._waiting, self._count, self._bytes = [], 0, 0


def _typed(lines: bytes, schema: pa.Schema) -> pa.Table:
    """Lines of CSV as columns."""
    if not lines:
        # pyarrow's own way to an empty table loads pandas.
        return pa.Table.from_arrays([pa.nulls(0, field.type) for field in schema], schema=schema)
    table = pyarrow.csv.read_csv(
        pa.BufferReader(lines),
        read_options=pyarrow.csv.ReadOptions(column_names=schema.names, block_size=len(lines) + 1, use_threads=False),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=schema, null_values=[""], strings_can_be_null=False, quoted_strings_can_be_null=False
        ),
    )
    if not _GUARDED.search(lines):
        return table
    return pa.Table.from_arrays([_restored(column) for column in table.itercolumns()], schema=schema)


def _restored(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow.compute as pc  # takes as long to load as a page to read

    if not pa.types.is_string(column.type) or not pc.any(pc.starts_with(column, "'")).as_py():
        return column
    return pc.replace_substring_regex(column, pattern=_GUARD, replacement=r"\1")
