"""The tables as pandas DataFrames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from policyfacts.columns import Table
from policyfacts.schema import TABLES
from policyfacts.tables.cells import Row, flowing

if TYPE_CHECKING:
    import pandas as pd


class Tables:
    """Every table as an attribute: ``tables.dates``, ``tables.funds``, ``tables.evidence`` ... (DataFrames).

    Text is ``str``, empty where nothing is stated; whole numbers are ``Int64`` and other numbers ``Float64``, ``<NA>``
    where nothing is stated. ``rows`` gives a table as the CSV file has it (one blank for a run of white space in a
    quote), and ``texts`` the papers' texts by ``doc``.
    """

    def __init__(self, rows: Mapping[str, Iterable[Row]], *, texts: Mapping[str, str] | None = None) -> None:
        self._rows = {name: as_written(table, rows.get(name, ())) for name, table in TABLES.items()}
        self._frames: dict[str, pd.DataFrame] = {}
        self.texts = dict(texts or {})

    def rows(self, name: str) -> list[Row]:
        """The rows of one table, as text: column name to cell, empty where nothing is stated. Raises ``KeyError``."""
        return self._rows[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"There is no table called {name!r}. Tables: {', '.join(TABLES)}.")
        if name not in self._frames:
            self._frames[name] = frame(TABLES[name], self._rows[name])
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        counts = ", ".join(f"{name}: {len(rows)}" for name, rows in self._rows.items())
        return f"<Tables {counts}>"


def as_written(table: Table, rows: Iterable[Row]) -> list[Row]:
    """``rows`` with the texts of ``flowing`` columns as CSV files have them."""
    names = [column.name for column in table.columns if column.flowing]
    if not names:
        return list(rows)
    return [{**row, **{name: flowing(row[name]) for name in names if name in row}} for row in rows]


def frame(table: Table, rows: Sequence[Row]) -> pd.DataFrame:
    """``rows`` of ``table`` as a DataFrame, its columns typed as ``Tables`` says."""
    import pandas as pd

    data: dict[str, pd.Series[int] | pd.Series[float] | pd.Series[str]] = {}
    for column in table.columns:
        cells = [row.get(column.name, "") for row in rows]
        if column.kind == "integer":
            data[column.name] = pd.Series([int(text) if text else None for text in cells], dtype="Int64")
        elif column.kind == "number":
            data[column.name] = pd.Series([float(text) if text else None for text in cells], dtype="Float64")
        else:
            data[column.name] = pd.Series(cells, dtype="str")
    return pd.DataFrame(data, columns=list(table.names))
