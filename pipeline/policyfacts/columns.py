"""What tables are declared with: columns, and tables of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "number", "edtf", "day", "code", "codes", "names"]
"""How a cell is written: ``codes`` and ``names`` hold several values joined by ``; ``; a ``day`` is YYYY-MM-DD."""

Compare = Literal["equal", "edtf", "number", "name", "set", "none"]
"""How two values of a column are held against each other.

``equal``: the same code; ``edtf``: equal, or one contained in the other; ``number``: equal amounts; ``name``: similar
names; ``set``: overlap of the parties named; ``none``: not scored.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a cell is written, what it means, how two cells compare.

    ``identity`` columns tell which fact a row is about; ``gold`` columns are annotated; ``vocabulary`` lists the only
    values allowed; ``required`` cells are never empty. ``follows`` names the column that this one says again in another
    form, for whoever works with the tables: a date as days, a code as a name (``tables.restated`` fills it). In the CSV
    file a ``flowing`` text has one blank for each run of white space; Parquet has it as it stands.
    """

    name: str
    kind: Kind
    meaning: str
    compare: Compare = "none"
    identity: bool = False
    gold: bool = True
    required: bool = False
    vocabulary: tuple[str, ...] = ()
    follows: str = ""
    flowing: bool = False


Role = Literal["mentions", "facts", "bookkeeping", "comparison"]


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``role`` tells how it is scored: as mentions, as facts, as a comparison, or not at all."""

    name: str
    role: Role
    meaning: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All column names, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def gold_names(self) -> tuple[str, ...]:
        """The names of the columns that a gold file has, ``note`` included."""
        return (*(column.name for column in self.columns if column.gold), "note")

    @property
    def slots(self) -> tuple[Column, ...]:
        """The columns that state the fact itself: annotated, and neither ``doc`` nor ``page``."""
        return tuple(column for column in self.columns if column.gold and column.name not in {"doc", "page"})

    def column(self, name: str) -> Column:
        """The column called ``name``; raises ``KeyError``."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


DOC = Column("doc", "text", "The paper: its file name without .pdf.", identity=True, required=True)
PAGE = Column("page", "integer", "The page's position in the PDF; the first page is 1.", required=True)
