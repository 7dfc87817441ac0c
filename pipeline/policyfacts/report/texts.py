"""The papers as they may be read in the report: text, passages, what facts mark in it, and the cells of tables.

Offsets are those of the script that reads them: in units of UTF-16. What would steer a reader or a browser stands as
one replacement sign for one sign, so that offsets hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyfacts.report.album import Album
from policyfacts.report.factgrids import Evidence, hundredths
from policyfacts.report.visible import STEERING, visible
from policyfacts.schema import FACT_TABLES, MENTION_TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row
from policyfacts.tables.ids import fact_id

MOST = 25_000_000
"""Characters of text that a report holds; of papers beyond that it says so, and ``texts/`` has them."""
MARKED = (*FACT_TABLES, *(name for name in MENTION_TABLES if name != "countries"))
"""The tables whose rows are marked in the text, by number."""
_LONGEST = 1000
_ONE_FOR_ONE = dict.fromkeys(STEERING, "\ufffd") | {0x0D: " ", 0x2028: " ", 0x2029: " "}
_ABOUT = ("doc", "title", "authors", "published", "publisher", "identifier", "language", "pages", "status", "error")
_FIRST_ASTRAL = 0x10000


@dataclass(frozen=True, slots=True)
class Texts:
    """``about``: what each paper is; ``papers``: its text and what stands in it, None where it is not in the report."""

    about: list[dict[str, str]]
    papers: list[dict[str, Any] | None]


def texts(tables: Tables, evidence: Evidence, album: Album) -> Texts:
    """Every paper of ``documents``, in order."""
    rows = {name: _by_doc(tables.rows(name)) for name in ("passages", "cells")}
    marks = _marks(tables, evidence)
    room = MOST
    papers: list[dict[str, Any] | None] = []
    for document in tables.rows("documents"):
        doc = document["doc"]
        text = tables.texts.get(doc)
        if text is None or len(text) > room:
            papers.append(None)
            continue
        room -= len(text)
        units = Units(text)
        papers.append(
            {
                "text": text.translate(_ONE_FOR_ONE),
                "passages": [_passage(row, units) for row in rows["passages"].get(doc, ())],
                "marks": [[units.at(a), units.at(b), table, row] for a, b, table, row in sorted(marks.get(doc, ()))],
                "cells": [_cell(row, units, album) for row in rows["cells"].get(doc, ())],
            }
        )
    about = [{name: visible(row[name], longest=_LONGEST) for name in _ABOUT} for row in tables.rows("documents")]
    return Texts(about, papers)


class Units:
    """Offsets in characters to offsets in units of UTF-16, of which signs beyond the first plane take two."""

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [n for n, sign in enumerate(text) if ord(sign) >= _FIRST_ASTRAL]

    def at(self, offset: int) -> int:
        """The offset in UTF-16."""
        return offset + bisect_left(self._astral, offset) if self._astral else offset


def _by_doc(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["doc"], []).append(row)
    return found


def _marks(tables: Tables, evidence: Evidence) -> Mapping[str, set[tuple[int, int, int, int]]]:
    """What each row marks in its paper's text: start, end, the table's number, the row's."""
    found: dict[str, set[tuple[int, int, int, int]]] = {}
    for number, name in enumerate(MARKED):
        for place, row in enumerate(tables.rows(name)):
            spans = found.setdefault(row["doc"], set())
            for start, end in _joined(evidence.get(fact_id(name, row), ())):
                spans.add((start, end, number, place))
    return found


def _joined(proofs: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The ranges that a row's evidence covers, those that meet as one."""
    ordered = sorted({(int(row["start"]), int(row["end"])) for row in proofs})
    if not ordered:
        return
    start, end = ordered[0]
    for first, last in ordered[1:]:
        if first > end:
            yield start, end
            start, end = first, last
        else:
            end = max(end, last)
    yield start, end


def _passage(row: Row, units: Units) -> list[Any]:
    return [int(row["page"]), units.at(int(row["start"])), units.at(int(row["end"])), row["kind"]]


def _cell(row: Row, units: Units, album: Album) -> dict[str, Any]:
    numbers = ("page", "table", "row", "column", "row_span", "column_span")
    shown: dict[str, Any] = {name: int(row[name]) for name in numbers}
    shown |= {"start": units.at(int(row["start"])), "end": units.at(int(row["end"]))}
    shown |= {name: visible(row[name], longest=_LONGEST) for name in ("heading", "unit") if row[name]}
    if row["role"] == "heading":
        shown["head"] = True
    leaf = album.known(row["doc"], int(row["page"]))
    if leaf is not None and leaf.source and row["x0"]:
        shown["box"] = hundredths([float(row[side]) for side in ("x0", "y0", "x1", "y1")], leaf.width, leaf.height)
    return shown
