"""Tables as the page's script reads them: columns, rows of text, and where each row's words stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyfacts.columns import Column, Table
from policyfacts.report.album import Album
from policyfacts.report.visible import visible
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables.cells import Row
from policyfacts.tables.ids import fact_id

_LEFT_OUT = frozenset({"fact_id", "start", "end", "cluster"})
_IDS = frozenset({"fact_ids", "left_facts", "right_facts", "left_quote", "right_quote"})
_ASIDE = _IDS | frozenset(
    {"certainty", "speaker", "rule", "quote", "tuff_status", "iati_transaction", "plover", "path", "sha256"}
)
_TITLES = {
    "doc": "paper",
    "docs": "papers",
    "edtf": "date",
    "level_text": "title in the paper",
    "amount_max": "up to",
    "value_max": "up to",
    "left": "earlier paper says",
    "right": "later paper says",
    "left_docs": "earlier paper",
    "right_docs": "later paper",
    "left_quote": "earlier quote",
    "right_quote": "later quote",
    "left_facts": "earlier rows",
    "right_facts": "later rows",
    "fact_ids": "rows",
    "discounted": "not counted",
    "slot": "what is compared",
    "providers": "givers",
    "recipients": "receivers",
    "said_in": "said in",
}
_FACETS = (
    "country", "partner", "counterparty", "countries", "giver", "providers", "receiver", "recipients", "recipient",
    "parties", "participants", "level", "kind", "event", "status", "relation", "outcome", "table", "currency", "year",
    "doc", "docs", "confidence",
)  # fmt: skip
_CODED = frozenset(
    {column.follows for table in TABLES.values() for column in table.columns if column.follows and column.kind != "day"}
    | {"country", "countries", "partner", "giver", "receiver", "recipient"}
) - {"date"}
"""Columns whose codes stand for countries."""
_SAID: Mapping[str, Mapping[str, str]] = {
    "relation": {
        "agree": "agree",
        "refine": "one says it more exactly",
        "conflict": "contradict one another",
        "revision": "changed in between",
        "different scope": "speak of different parts",
        "single source": "one paper alone",
    }
}
"""Codes in plain words, where the codes are not."""
_TABLES = {
    "corrections": "What people judged",
    "partners": "Partners now",
    "flows": "Who gives whom",
    "country_by_country": "Country by country",
}
_WORDS, _NAME = 500, 60
_PER_CENT = 100  # boxes are written in hundredths of a percent
Evidence = Mapping[str, Sequence[Row]]
Located = tuple[str, list[list[Any]]]
"""A row's id (empty where it has none) and its boxes."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. ``spec`` tells its columns; ``rows`` is ``[id, cells, boxes]`` a row, with the confidence of its cells
    behind that where they have some.

    A box is ``[slot, leaf, words, left, top, width, height]``: the column's name, the page's number in the album, the
    words (on the first of several lines), and hundredths of a percent of the page, absent where there is no picture.
    Or it is a ``reference`` to those of another row.
    """

    name: str
    title: str
    spec: dict[str, Any]
    rows: list[list[Any]]


def grid(
    table: Table,
    rows: Sequence[Row],
    *,
    locate: Callable[[Row], Located],
    doubts: Callable[[str], dict[str, str]] | None = None,
) -> Grid:
    """``rows`` of ``table``; ``locate`` gives a row's id (empty where it opens nothing) and its boxes, ``doubts`` the
    confidence of its cells by the id."""
    columns = [column for column in table.columns if column.name not in _LEFT_OUT]
    cells = [[visible(row.get(column.name, "")) for column in columns] for row in rows]
    filled = [any(line[number] for line in cells) for number in range(len(columns))]
    spec = {
        "name": table.name,
        "title": _title(table.name),
        "meaning": table.meaning,
        "columns": [_spec(column, shown) for column, shown in zip(columns, filled, strict=True)],
        "count": len(rows),
    }
    located = [locate(row) for row in rows]
    lines: list[list[Any]] = [[fact, line, boxes] for (fact, boxes), line in zip(located, cells, strict=True)]
    if doubts:
        lines = [[*line, told] if (told := doubts(str(line[0]))) else line for line in lines]
    return Grid(table.name, _title(table.name), spec, lines)


def _spec(column: Column, filled: bool) -> dict[str, Any]:  # noqa: FBT001
    spec: dict[str, Any] = {
        "name": column.name,
        "title": _TITLES.get(column.name, column.name.replace("_", " ")),
        "meaning": column.meaning,
        "numeric": column.kind in {"integer", "number"},
        "shown": filled and column.name not in _ASIDE and not column.follows,
    }
    if column.name in _CODED:
        spec["coded"] = True
    if column.kind in {"codes", "names"}:
        spec["many"] = True
    if column.name in _FACETS and filled:
        spec["facet"] = _FACETS.index(column.name)
    if column.name in _SAID:
        spec["said"] = dict(_SAID[column.name])
    if column.vocabulary:
        spec["choices"] = list(column.vocabulary)
    return spec


def _title(name: str) -> str:
    return _TABLES.get(name, name.replace("_", " ").capitalize())


def nowhere(_: Row) -> Located:
    """For rows that open nothing."""
    return "", []


def by_fact(evidence: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows of evidence under the fact that they prove."""
    found: dict[str, list[Row]] = {}
    for row in evidence:
        found.setdefault(row["fact_id"], []).append(row)
    return found


def boxes(album: Album, doc: str, evidence: Iterable[Row]) -> list[list[Any]]:
    """The boxes of one row's evidence (see ``Grid``)."""
    found: list[list[Any]] = []
    said: set[tuple[str, str]] = set()
    for row in evidence:
        page = int(row["page"])
        leaf = album.leaf(doc, page)
        span = row["slot"], row["start"]
        words = "" if span in said else visible(row["text"], longest=_WORDS)
        said.add(span)
        box: list[Any] = [visible(row["slot"], longest=_NAME), album.place(doc, page), words]
        if leaf.source:
            corners = [float(row[name] or 0) for name in ("x0", "y0", "x1", "y1")]
            box += hundredths(corners, leaf.width, leaf.height)
        found.append(box)
    return found


def reference(fact_id: str, slot: str = "", *, label: str = "") -> list[Any]:
    """In a row's boxes, stands for those of the row ``fact_id``: of its ``slot`` where that has some, else all.

    ``label`` is what they are called instead of their slots.
    """
    return [label, fact_id, slot]


def hundredths(corners: Sequence[float], width: float, height: float) -> list[int]:
    """Left, top, width and height of a rectangle in hundredths of a percent of its page."""
    x0, x1 = (min(max(x / width, 0.0), 1.0) for x in (corners[0], corners[2]))
    y0, y1 = (min(max(y / height, 0.0), 1.0) for y in (corners[1], corners[3]))
    return [round(100 * _PER_CENT * side) for side in (x0, y0, x1 - x0, y1 - y0)]


def fact_grids(tables: Mapping[str, Sequence[Row]], evidence: Evidence, album: Album) -> list[Grid]:
    """The tables of facts, then those of mentions, each row with its boxes."""
    names = [*FACT_TABLES, *(name for name in tables if TABLES[name].role == "mentions")]

    def sure(fact: str) -> dict[str, str]:
        return {row["slot"]: row["confidence"] for row in evidence.get(fact, ()) if row.get("confidence")}

    found = []
    for name in names:

        def locate(row: Row, name: str = name) -> Located:
            fact = fact_id(name, row)
            return fact, boxes(album, row["doc"], evidence.get(fact, ()))

        found.append(grid(TABLES[name], tables[name], locate=locate, doubts=sure))
    return found
