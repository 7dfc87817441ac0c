"""Tables as ``tests/cases/tables.toml`` holds them: the sums of their cells, and the rows of facts that they tell."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policyfacts.facts import facts
from policyfacts.language import paper_mentions
from policyfacts.records import Cell, Grid, Money, Paper, Passage, PassageKind, Span
from policyfacts.schema import FACT_TABLES
from policyfacts.tabular import cell_labels
from tests.builders import make_paper

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "tables.toml").read_text(encoding="utf-8")
)["case"]


def _named(case: Mapping[str, Any]) -> str:
    return f"{case['kind']}: {case.get('caption', '')[:30]} {' | '.join(case['rows'][0])[:40]}"


@pytest.mark.parametrize("case", [case for case in CASES if "amounts" in case], ids=_named)
def test_the_sums_of_the_cells(case: Mapping[str, Any]) -> None:
    paper = paper_of(case)
    mentions = paper_mentions(paper)
    labels = cell_labels(paper, mentions)
    cells = [cell for grid in paper.grids for cell in grid.cells]
    found = [
        [m.text, int(m.value.value), m.value.currency, labels.get(m.start, "")]
        for m in mentions
        if isinstance(m.value, Money) and any(cell.start <= m.start < cell.end for cell in cells)
    ]
    wanted = case["amounts"]
    assert [row[: len(want)] for row, want in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted), found


@pytest.mark.parametrize(
    ("table", "case"),
    [(table, case) for case in CASES for table in FACT_TABLES if table in case],
    ids=lambda value: value if isinstance(value, str) else _named(value),
)
def test_the_facts_that_a_table_tells(table: str, case: Mapping[str, Any]) -> None:
    found = [
        {name: str(slot.value) for name, slot in fact.slots.items()}
        for fact in facts(paper_of(case), parser="none")
        if fact.table == table
    ]
    wanted = list(case[table])
    left = list(found)
    for want in wanted:
        match = next((row for row in left if all(row.get(key, "") == value for key, value in want.items())), None)
        assert match is not None, f"{want} is not among {left}"
        left.remove(match)
    assert not left


def paper_of(case: Mapping[str, Any]) -> Paper:
    """A paper with the table of ``case``, and with what stands around it."""
    pages: list[list[tuple[str, PassageKind]]] = [[], []]
    pages[0] += [(case["above"], "prose")] if "above" in case else []
    pages[0] += [(case["caption"], "caption")] if "caption" in case else []
    pages[0] += [(text, "cell") for row in case["rows"] for text in row]
    pages[0] += [(text, "note") for text in case.get("notes", ())]
    pages[0] += [(case[key], "prose") for key in ("below", "after") if key in case]
    pages[1] += [(text, "cell") for row in case.get("more", ()) for text in row]
    paper = make_paper(*[[text for text, _ in page] for page in pages if page])
    kinds = [kind for page in pages for _, kind in page]
    passages = [replace(passage, kind=kind) for passage, kind in zip(paper.passages, kinds, strict=True)]
    first = [p for p in passages if p.kind == "cell"][: len(case["rows"]) * len(case["rows"][0])]
    rest = [p for p in passages if p.kind == "cell"][len(first) :]
    captions = [Span(p.start, p.end) for p in passages if p.kind == "caption"]
    notes = tuple(Span(p.start, p.end) for p in passages if p.kind == "note")
    grids = [_grid(1, first, len(case["rows"][0]), captions[0] if captions else None, notes)]
    grids += [_grid(2, rest, len(case["rows"][0]), None, ())] if rest else []
    filled = tuple(p for p in passages if p.end > p.start)
    return replace(paper, passages=filled, grids=tuple(grids))


def _grid(page: int, cells: Sequence[Passage], width: int, caption: Span | None, notes: tuple[Span, ...]) -> Grid:
    made = tuple(Cell(index // width, index % width, cell.start, cell.end) for index, cell in enumerate(cells))
    return Grid(page, (0.0, 0.0, 1.0, 1.0), made, 1, caption, notes)
