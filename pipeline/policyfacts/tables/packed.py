"""A paper's rows in the form that files take: lines of CSV, by table, and the text as bytes.

Packing is done where the paper is read, so that what gathers papers only joins bytes. ``to_bytes`` and ``from_bytes``
are how a packed paper travels and is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables.cells import csv_header, csv_text, parse_csv
from policyfacts.tables.restated import completed
from policyfacts.tables.rows import PaperRows

_LEVEL = 1  # of zstd: a fifth of the size, at a cost that does not show beside reading a page


@dataclass(frozen=True, slots=True)
class Packed:
    """One paper. ``lines``: its lines of each table's CSV file, UTF-8; ``counts``: how many rows those are; ``text``
    is None where the paper could not be read. ``status`` and ``error``: as ``documents`` has them.

    ``settled``: reading the paper again would come to the same; ``encrypted``: what came of it depends on a password.
    ``own``: the paper as the machine had it, where people changed its rows.
    """

    doc: str
    sha256: str
    pages: int
    status: str
    error: str
    lines: Mapping[str, bytes]
    counts: Mapping[str, int]
    text: bytes | None
    settled: bool = True
    encrypted: bool = False
    own: Packed | None = None

    @property
    def facts(self) -> int:
        """How many rows the tables of facts have."""
        return sum(self.counts.get(name, 0) for name in FACT_TABLES)


def packed(paper: PaperRows) -> Packed:
    """The rows of a paper, packed. What follows from their cells is made anew: who changes a cell need not know."""
    (document,) = paper.rows["documents"]
    filled = {name: rows for name, rows in completed(paper.rows).items() if rows}
    return Packed(
        doc=paper.doc,
        sha256=document.get("sha256", ""),
        pages=int(document.get("pages") or 0),
        status=document.get("status", ""),
        error=document.get("error", ""),
        lines={name: csv_text(TABLES[name], rows).encode("utf-8") for name, rows in filled.items()},
        counts={name: len(rows) for name, rows in filled.items()},
        text=None if paper.text is None else paper.text.encode("utf-8"),
        settled=paper.settled,
        encrypted=paper.encrypted,
    )


def unpacked(paper: Packed, *, tables: tuple[str, ...] = tuple(TABLES)) -> PaperRows:
    """The rows of ``tables`` again; every row has all columns of its table."""
    rows = {
        name: parse_csv(TABLES[name], csv_header(TABLES[name]) + lines.decode("utf-8"), where=f"{paper.doc}, {name}")
        for name, lines in paper.lines.items()
        if name in tables
    }
    text = None if paper.text is None else paper.text.decode("utf-8")
    return PaperRows(paper.doc, rows, text, settled=paper.settled, encrypted=paper.encrypted)


def relocated(paper: Packed, path: str) -> Packed:
    """The paper with another ``path`` in ``documents``: the same file, found under another name."""
    (row,) = unpacked(paper, tables=("documents",)).rows["documents"]
    if row["path"] == path:
        return paper
    line = csv_text(TABLES["documents"], [{**row, "path": path}]).encode("utf-8")
    return replace(paper, lines={**paper.lines, "documents": line})


def to_bytes(paper: Packed) -> bytes:
    """The paper as bytes: a line of JSON that says what follows, then the text and the lines, each compressed."""
    head: dict[str, Any] = {
        "doc": paper.doc,
        "sha256": paper.sha256,
        "pages": paper.pages,
        "status": paper.status,
        "error": paper.error,
        "counts": dict(paper.counts),
        "lengths": {name: len(lines) for name, lines in paper.lines.items()},
        "text": None if paper.text is None else len(paper.text),
        "settled": paper.settled,
        "encrypted": paper.encrypted,
    }
    text = _squeezed(paper.text or b"")
    head["squeezed"] = len(text)
    lines = _squeezed(b"".join(paper.lines.values()))
    return json.dumps(head).encode("ascii") + b"\n" + text + lines


def from_bytes(data: bytes) -> Packed:
    """What ``to_bytes`` was given. Raises ``ValueError`` for other bytes."""
    try:
        line, _, rest = data.partition(b"\n")
        head = json.loads(line)
        squeezed, lengths = head["squeezed"], head["lengths"]
        whole = _loosened(rest[squeezed:], sum(lengths.values()))
        text = None if head["text"] is None else _loosened(rest[:squeezed], head["text"])
        return Packed(
            doc=head["doc"],
            sha256=head["sha256"],
            pages=head["pages"],
            status=head["status"],
            error=head["error"],
            lines=dict(_cut(whole, lengths)),
            counts=head["counts"],
            text=text,
            settled=head["settled"],
            encrypted=head["encrypted"],
        )
    except (ValueError, KeyError, TypeError, OSError, RecursionError) as exc:
        raise ValueError(f"not a packed paper: {exc}") from exc


def _cut(whole: bytes, lengths: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    start = 0
    for name, length in lengths.items():
        yield name, whole[start : start + length]
        start += length


def _squeezed(data: bytes) -> bytes:
    return bytes(pa.Codec("zstd", compression_level=_LEVEL).compress(data, asbytes=True)) if data else b""


def _loosened(data: bytes, length: int) -> bytes:
    return bytes(pa.decompress(data, length, codec="zstd", asbytes=True)) if length else b""
