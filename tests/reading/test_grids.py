"""Tables with lines on all sides, with level rules only, and without any: cells, captions, notes, continuations."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.records import Grid, Paper
from tests.pdfs import made
from tests.pdfs.accounts import read
from tests.pdfs.scores import cells_right, flow_text, order, rows_of


def caption(paper: Paper, grid: Grid) -> str:
    return paper.text[grid.caption.start : grid.caption.end] if grid.caption else ""


@pytest.mark.parametrize(("style", "least"), [(made.RULED, 0.95), (made.LEVEL, 0.95), (made.BARE, 0.85)])
@pytest.mark.parametrize("columns", [1, 2])
def test_cells_of_made_tables(tmp_path: Path, style: str, least: float, columns: int) -> None:
    right = total = 0
    for seed in (1, 2, 3):
        truth = made.paper_with_tables(tmp_path / f"{seed}.pdf", style, seed=seed, columns=columns)
        paper = read(truth.path)
        found = {caption(paper, grid): rows_of(paper, grid) for grid in paper.grids}
        for title, rows in zip(truth.captions, truth.tables, strict=True):
            good, count = cells_right(rows, found.get(title, []))
            right, total = right + good, total + count
        assert order("\n".join(truth.flow), flow_text(paper)) >= 0.98
    assert right / total >= least


def test_cells_are_passages_of_the_text(tmp_path: Path) -> None:
    truth = made.paper_with_tables(tmp_path / "made.pdf", made.RULED, seed=4)
    paper = read(truth.path)
    cells = {(p.start, p.end) for p in paper.passages if p.kind == "cell"}
    for grid in paper.grids:
        for cell in grid.cells:
            assert cell.start == cell.end or (cell.start, cell.end) in cells
        assert grid.header_rows == 1
        assert grid.page == paper.page_of(next(cell.start for cell in grid.cells if cell.end > cell.start))


def typeset(path: Path, source: str) -> Paper:
    path.write_bytes(made.compiled(source))
    return read(path)


def test_spans_caption_and_notes(tmp_path: Path) -> None:
    paper = typeset(
        tmp_path / "spans.pdf",
        "Before the table.\n\n#figure(table(columns: 3, align: left, "
        "table.cell(rowspan: 2)[*State*], table.cell(colspan: 2)[*Title held*], [*first*], [*later*], "
        "[Peru], [strategic], [comprehensive], [Chile], [], [strategic]), "
        "kind: table, supplement: [Table], caption: figure.caption(position: top)[Titles of two states])\n"
        "#text(8pt)[Source: the ministries. As of March 2020.]\n\nAfter the table.",
    )
    (grid,) = paper.grids
    assert caption(paper, grid) == "Table 1: Titles of two states"
    assert [paper.text[a:b] for a, b in grid.notes] == ["Source: the ministries. As of March 2020."]
    assert grid.header_rows == 2
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in grid.cells}
    assert spans[0, 0] == (2, 1)
    assert spans[0, 1] == (1, 2)
    assert rows_of(paper, grid)[2:] == [["Peru", "strategic", "comprehensive"], ["Chile", "", "strategic"]]


def test_a_table_that_goes_on_over_pages_is_one(tmp_path: Path) -> None:
    rows = ", ".join(f"[State {n}], [{1990 + n % 30}], [{n}.5]" for n in range(90))
    paper = typeset(
        tmp_path / "long.pdf",
        '#set page(paper: "a5")\n#table(columns: (1fr, 1fr, 1fr), align: left, '
        f"table.header([*State*], [*Year*], [*Sum*]), {rows})",
    )
    (grid,) = paper.grids
    found = rows_of(paper, grid)
    assert len(paper.pages) > 2
    assert found[0] == ["State", "Year", "Sum"]
    assert [row[0] for row in found[1:]] == [f"State {n}" for n in range(90)]
    assert any(entry.region == "repeated heading" for entry in paper.ledger)


def test_prose_interrupted_by_a_table_is_one_paragraph(tmp_path: Path) -> None:
    first = "The banks of the region lent to the railways for many years and were repaid in full by most of them"
    second = "until the price of copper fell and the ministries of finance asked the lenders for more time to pay."
    paper = typeset(
        tmp_path / "float.pdf",
        '#set page(paper: "a5")\n#set par(justify: true)\n' + f"{first} " * 12
        + "#place(auto, float: true)[#figure(table(columns: 2, align: left, [State], [Year], [Peru], [2011], [Laos], "
        "[2013]), caption: [Loans])]" + f"{second} " + "They agreed. " * 20,
    )  # fmt: skip
    assert len(paper.grids) == 1
    assert sum(p.kind == "prose" for p in paper.passages) == 1


def test_a_landscape_table(tmp_path: Path) -> None:
    rows = ", ".join(f"[State {n}], [{2000 + n}], [{n} million]" for n in range(8))
    paper = typeset(
        tmp_path / "wide.pdf",
        '#set page(paper: "a5")\nSome prose comes first.\n#pagebreak()\n'
        f"#rotate(-90deg, reflow: true)[#table(columns: 3, align: left, [*State*], [*Year*], [*Sum*], {rows})]",
    )
    (grid,) = paper.grids
    assert rows_of(paper, grid)[3] == ["State 2", "2002", "2 million"]
    x0, y0, x1, y1 = grid.box
    assert 0 <= x0 < x1 <= paper.pages[1].width
    assert 0 <= y0 < y1 <= paper.pages[1].height
