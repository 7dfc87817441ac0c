"""A fixed tenth of the paraphrase grid: each form of each family comes out right as often as it has before.

`measured.toml` holds the shares, which go up and are kept: `python -m tests.grid.measure` writes them anew.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.grid.making import Cell, grid, is_right, share, tenth

MEASURED: dict[str, dict[str, float]] = tomllib.loads(
    (Path(__file__).parent / "measured.toml").read_text(encoding="utf-8")
)


def test_the_grid_is_wide() -> None:
    cells = list(grid())
    assert len({(cell.family, cell.predicate) for cell in cells}) >= 150
    assert len({cell.name for cell in cells}) == len(cells)


@pytest.mark.parametrize("family", sorted(MEASURED))
def test_forms_come_out_right(family: str) -> None:
    mine: dict[str, list[Cell]] = {}
    for cell in tenth():
        if cell.family == family:
            mine.setdefault(cell.form, []).append(cell)
    assert mine.keys() == MEASURED[family].keys()
    for form, cells in mine.items():
        right = {cell.name: is_right(cell) for cell in cells}
        wrong = [name for name, well in right.items() if not well]
        assert share(right.values()) >= MEASURED[family][form], f"{family}/{form}: {wrong}"
