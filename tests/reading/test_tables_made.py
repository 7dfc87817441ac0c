"""Tables of all styles from seeds: two-storey headings, groups of rows, wrapped and empty cells, breaks over pages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from policyfacts.records import Grid, Paper
from tests.pdfs import tabulated
from tests.pdfs.accounts import read

SEEDS = range(1, 7)
LEAST = {
    tabulated.RULED: 0.95,
    tabulated.LEVEL: 0.85,
    tabulated.ROWS: 0.85,
    tabulated.BARE: 0.85,
    tabulated.SHADED: 0.9,
}


def under(paper: Paper, caption: str) -> Grid | None:
    """The grid with this caption."""
    return next((g for g in paper.grids if g.caption and paper.text[g.caption.start : g.caption.end] == caption), None)


def judged(paper: Paper, table: tabulated.Printed) -> Counter[str]:
    """How many cells there are, how many stand right at their place; whether headings and notes are right."""
    grid = under(paper, table.caption)
    found = {(cell.row, cell.column): paper.text[cell.start : cell.end] for cell in grid.cells} if grid else {}
    wanted = {
        (row, column): text.replace("\\$", "$")
        for row, cells in enumerate(table.rows)
        for column, text in enumerate(cells)
        if text is not None
    }
    counts = Counter(cells=len(wanted), right=sum(found.get(place) == text for place, text in wanted.items()), tables=1)
    if grid is not None:
        notes = [paper.text[note.start : note.end] for note in grid.notes]
        counts += Counter(headed=grid.header_rows == table.header_rows, noted=notes == [table.note] * bool(table.note))
    return counts


@pytest.mark.parametrize("style", tabulated.STYLES)
def test_cells_headings_and_notes(tmp_path: Path, style: str) -> None:
    counts: Counter[str] = Counter()
    for columns in (1, 2):
        for seed in SEEDS:
            made = tabulated.tabulated(tmp_path / f"{columns}-{seed}.pdf", style, seed=seed, columns=columns)
            paper = read(made.path)
            for table in made.tables:
                counts += judged(paper, table)
    assert counts["cells"] > 800
    assert counts["right"] >= LEAST[style] * counts["cells"], counts
    assert counts["headed"] >= 0.9 * counts["tables"], counts
    assert counts["noted"] >= 0.75 * counts["tables"], counts


def test_headings_above_the_first_rule(tmp_path: Path) -> None:
    """Where rules only part the rows, the headings of one line stand above the first of them."""
    headed: list[bool] = []
    for seed in SEEDS:
        made = tabulated.tabulated(tmp_path / f"{seed}.pdf", tabulated.UNDER, seed=seed, columns=1)
        paper = read(made.path)
        for table in made.tables:
            grid = under(paper, table.caption)
            if table.header_rows == 1 and grid is not None:
                first = [paper.text[c.start : c.end] for c in grid.cells if c.row == 0]
                headed.append(first == [text for text in table.rows[0] if text is not None])
    assert len(headed) > 10
    assert sum(headed) >= 0.7 * len(headed), headed
