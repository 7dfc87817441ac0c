"""How well a text read from a PDF agrees with the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from policyfacts.records import Grid, Paper

FLOW = ("heading", "prose", "item")


def flow_text(paper: Paper) -> str:
    """The paper's running text: headings, paragraphs and lists."""
    return "\n".join(paper.text[p.start : p.end] for p in paper.passages if p.kind in FLOW)


def recall_precision(truth: str, found: str) -> tuple[float, float]:
    """Of words, as multisets."""
    one, other = Counter(truth.split()), Counter(found.split())
    shared = sum((one & other).values())
    return shared / max(sum(one.values()), 1), shared / max(sum(other.values()), 1)


def order(truth: str, found: str) -> float:
    """The longest common run of words in order, as a share of the longer text."""
    return LCSseq.normalized_similarity(truth.split(), found.split())


def rows_of(paper: Paper, grid: Grid) -> list[list[str]]:
    """The words of a grid's cells, row by row."""
    rows: dict[int, dict[int, str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, {})[cell.column] = paper.text[cell.start : cell.end]
    width = max(cell.column + cell.column_span for cell in grid.cells)
    return [[rows[row].get(column, "") for column in range(width)] for row in sorted(rows)]


def cells_right(truth: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many cells are right at their place, and how many there are."""
    total = sum(len(row) for row in truth)
    right = 0
    for number, row in enumerate(truth):
        for column, cell in enumerate(row):
            if number < len(found) and column < len(found[number]) and found[number][column] == cell:
                right += 1
    return right, total
