"""How a paper was laid out and read: its passages page by page, and the cells of its tables with headings and units.

So that whoever looks at a page sees what the facts were read from: which text stands on it, and which cell was taken to
stand under which heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from policyfacts.records import Mention, Paper, Passage
from policyfacts.tables.cells import Row, cell
from policyfacts.tabular import Table, money_columns, tables

_SECTIONS = " > "
_FACTORS = {"1": "", "1000": "thousand", "1000000": "million", "1000000000": "billion"}


def passage_rows(paper: Paper) -> list[Row]:
    """The rows of ``passages``: one for each passage on each page that it stands on, in the order of the text."""
    found = [row for passage in paper.passages for row in _passage(paper, passage)]
    return sorted(found, key=lambda row: int(row["page"]))  # stable: by place within a page


def cell_rows(paper: Paper, mentions: Sequence[Mention]) -> list[Row]:
    """The rows of ``cells``, table by table; a cell that spans rows or columns has one."""
    if not paper.grids:
        return []
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    found = [row for number, table in enumerate(tables(paper, ordered), 1) for row in _table(paper, number, table)]
    return sorted(found, key=lambda row: int(row["page"]))


def _passage(paper: Paper, passage: Passage) -> Iterator[Row]:
    pages = paper.characters.page[passage.start : passage.end]
    printed = np.flatnonzero(pages)
    if not printed.size:
        return
    on = pages[printed]
    turns = np.flatnonzero(np.diff(on)) + 1
    starts = [0, *printed[turns].tolist()]
    for start, end, page in zip(starts, [*starts[1:], len(pages)], [on[0], *on[turns]], strict=True):
        text = paper.text[passage.start + start : passage.start + end]
        yield {
            "doc": paper.doc,
            "page": str(int(page)),
            "start": str(passage.start + start),
            "end": str(passage.start + start + len(text.rstrip())),
            "kind": passage.kind,
            "section": _SECTIONS.join(passage.section),
        }


def _table(paper: Paper, number: int, table: Table) -> Iterator[Row]:
    units = _units(table)
    heads = {c.span for c in table.headings if c is not None}
    body = {c.span: place for place, row in enumerate(table.rows) for c in row if c is not None}
    for each in table.grid.cells:
        span = (each.start, each.end)
        if each.end <= each.start:
            continue
        inside = span in body
        yield {
            "doc": paper.doc,
            "table": str(number),
            "row": str(each.row + 1),
            "column": str(each.column + 1),
            "row_span": str(each.row_span),
            "column_span": str(each.column_span),
            "role": "cell" if inside and span not in heads else "heading",
            "heading": _heading(table, each.column) if inside else "",
            "unit": units.get(each.column, "") if inside else "",
            "text": paper.text[each.start : each.end],
            "start": str(each.start),
            "end": str(each.end),
            **_place(paper, each.start, each.end),
        }


def _heading(table: Table, column: int) -> str:
    return " ".join(table.heading(column).split())


def _units(table: Table) -> Mapping[int, str]:
    """What plain numbers of a column count: ``USD``, ``USD million``, ``INR x 10000000``."""
    found = {}
    for money in money_columns(table):
        if money.unit is not None:
            factor = cell(money.unit.factor)
            found[money.column] = f"{money.unit.currency} {_FACTORS.get(factor, f'x {factor}')}".strip()
    return found


def _place(paper: Paper, start: int, end: int) -> Row:
    """The page of a range of the text and the rectangle around it on that page."""
    pages = paper.characters.page[start:end]
    if not pages.any():
        return {"page": str(paper.page_of(start)), "x0": "", "y0": "", "x1": "", "y1": ""}
    page = int(pages[pages > 0][0])
    box = paper.characters.box[start:end][pages == page]
    x0, y0 = box[:, :2].min(axis=0).tolist()
    x1, y1 = box[:, 2:].max(axis=0).tolist()
    return {"page": str(page), "x0": _points(x0), "y0": _points(y0), "x1": _points(x1), "y1": _points(y1)}


@lru_cache(maxsize=4096)
def _points(edge: float) -> str:
    return f"{round(edge, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
