"""The section on what papers say of the same facts: conflicts side by side, and the tables of the comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policyfacts.columns import Column, Table
from policyfacts.compare import Comparison
from policyfacts.report.album import Album
from policyfacts.report.embed import json_text
from policyfacts.report.factgrids import Evidence, Located, boxes, grid, reference
from policyfacts.report.page import Part, section
from policyfacts.report.visible import visible
from policyfacts.schema import COMPARISON_TABLES
from policyfacts.tables.cells import Row
from policyfacts.vocabularies import RELATIONS

MOST = 40
"""Conflicts that are set side by side, those between papers first; the rest are in the table."""
FIRST = 6
"""Of those, how many are shown before one asks for more."""
_ROWS = 4  # rows of a cluster whose pages are shown
_MARGIN = 450  # hundredths of a percent of a page shown above and below the words
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Side:
    """What one paper says: the value, the row that says it and where, its quote, and the lines of the page.

    ``cut`` is JSON for the script: the leaf, the band's top and bottom in hundredths of a percent, and the boxes;
    empty where there is no picture.
    """

    value: str
    fact_id: str
    where: str
    quote: str
    cut: str


@dataclass(frozen=True, slots=True)
class Case:
    """One conflict: which fact, which slot, why the values cannot both hold, and both sides."""

    label: str
    table: str
    slot: str
    why: str
    sides: tuple[Side, Side]


class Locator:
    """Finds the pages and boxes of the rows of a comparison."""

    def __init__(self, album: Album, evidence: Evidence, rows: Mapping[str, Row]) -> None:
        self._album = album
        self._evidence = evidence
        self._rows = rows

    def facts(self, row: Row) -> Located:
        """References to the boxes of the first rows that a line speaks of."""
        ids = (row.get("fact_ids") or row.get("fact_id", "")).split("; ")
        return "", [reference(fact) for fact in ids[:_ROWS] if fact in self._rows]

    def comparison(self, row: Row) -> Located:
        """References to the boxes of the two values of a line of ``comparisons``, as slots ``left`` and ``right``."""
        sides = [(side, row[f"{side}_facts"].split("; ")[0]) for side in ("left", "right")]
        return "", [reference(fact, row["slot"], label=side) for side, fact in sides if fact in self._rows]

    def of(self, fact_id: str, slot: str = "") -> list[list[Any]]:
        """The boxes of a row, or of one of its slots where that has some."""
        row = self._rows.get(fact_id)
        if row is None:
            return []
        proofs = self._evidence.get(fact_id, ())
        mine = [proof for proof in proofs if proof["slot"] == slot]
        return boxes(self._album, row["doc"], mine or proofs)

    def side(self, value: str, fact_id: str, quote: str, slot: str) -> Side:
        """One side of a conflict."""
        row = self._rows.get(fact_id, {})
        where = f"{row['doc']}, page {row['page']}" if row else ""
        return Side(
            visible(value, longest=_LONGEST),
            fact_id,
            visible(where, longest=_LONGEST),
            visible(quote, longest=_LONGEST),
            _cut(self.of(fact_id, slot)),
        )


def _cut(found: Sequence[list[Any]]) -> str:
    """The band of the first page that holds its boxes."""
    mine = [box for box in found if len(box) == 7 and box[1] == found[0][1]]
    if not mine:
        return ""
    top = max(0, min(box[4] for box in mine) - _MARGIN)
    bottom = min(10_000, max(box[4] + box[6] for box in mine) + _MARGIN)
    return str(json_text([mine[0][1], top, bottom, *mine]))


def comparison_part(found: Comparison, locator: Locator) -> Part:
    """Conflicts side by side with both pages, then every comparison, timeline and triangulation as tables."""
    labels = {row["cluster"]: row["label"] for row in found.rows("clusters")}
    conflicts = [row for row in found.rows("comparisons") if row["relation"] == "conflict"]
    conflicts.sort(key=lambda row: row["left_docs"] == row["right_docs"])
    locators: dict[str, Callable[[Row], Located]] = {"comparisons": locator.comparison}
    names = ("comparisons", "timeline", "triangulation", "clusters")
    grids = tuple(
        grid(
            _labelled(COMPARISON_TABLES[name]),
            _with_labels(found.rows(name), labels),
            locate=locators.get(name, locator.facts),
        )
        for name in names
    )
    html = section(
        "comparison.html",
        counts=_counts(found.rows("comparisons")),
        cases=[_case(row, labels, locator) for row in conflicts[:MOST]],
        first=FIRST,
        conflicts=len(conflicts),
        tables=grids,
    )
    return Part("comparison", "Across papers", html, grids)


def _labelled(table: Table) -> Table:
    """The table with the fact in a few words in front, where it has only the name of its cluster."""
    if "label" in table.names or "subject" in table.names:
        return table
    return replace(table, columns=(Column("fact", "text", "The fact in a few words."), *table.columns))


def _with_labels(rows: Iterable[Row], labels: Mapping[str, str]) -> list[Row]:
    return [{**row, "fact": labels.get(row["cluster"], "")} for row in rows]


def _counts(rows: Iterable[Row]) -> list[tuple[str, int]]:
    counted = Counter(row["relation"] for row in rows)
    return [(relation, counted[relation]) for relation in RELATIONS if counted[relation]]


def _case(row: Row, labels: Mapping[str, str], locator: Locator) -> Case:
    left, right = (
        locator.side(row[side], row[f"{side}_facts"].split("; ")[0], row[f"{side}_quote"], row["slot"])
        for side in ("left", "right")
    )
    return Case(
        visible(labels.get(row["cluster"], "") or row["cluster"], longest=_LONGEST),
        row["table"],
        row["slot"].replace("_", " "),
        visible(row["why"], longest=_LONGEST),
        (left, right),
    )
