"""The comparison as pandas DataFrames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from policyfacts.schema import COMPARISON_TABLES
from policyfacts.tables.cells import Row
from policyfacts.tables.dataframes import as_written, frame

if TYPE_CHECKING:
    import pandas as pd


class Comparison:
    """Facts across papers, a DataFrame an attribute: ``clusters``, ``comparisons``, ``timeline``, ``triangulation``,
    ``sums``; typed as in ``Tables``. ``rows`` gives a table as its CSV file has it. ``tables`` is the hash of the
    tables that were compared; ``measured`` says in which currency and prices sums are told, and from what.
    """

    def __init__(
        self, rows: Mapping[str, Iterable[Row]], *, tables: str = "", measured: dict[str, Any] | None = None
    ) -> None:
        self._rows = {name: as_written(table, rows.get(name, ())) for name, table in COMPARISON_TABLES.items()}
        self._frames: dict[str, pd.DataFrame] = {}
        self.tables = tables
        self.measured = measured

    def rows(self, name: str) -> list[Row]:
        """The rows of one table, as text: column name to cell, empty where nothing is stated. Raises ``KeyError``."""
        return self._rows[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in COMPARISON_TABLES:
            raise AttributeError(f"There is no comparison called {name!r}. Tables: {', '.join(COMPARISON_TABLES)}.")
        if name not in self._frames:
            self._frames[name] = frame(COMPARISON_TABLES[name], self._rows[name])
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *COMPARISON_TABLES]

    def __repr__(self) -> str:
        counts = ", ".join(f"{name}: {len(rows)}" for name, rows in self._rows.items())
        return f"<Comparison {counts}>"
