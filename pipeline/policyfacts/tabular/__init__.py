"""What a table's columns and rows hold: one reader for the amounts of cells and for all facts told in tables.

``tables`` turns a paper's grids into rows with headings; ``units`` reads currency and scale from headings, captions and
notes; ``columns`` says what a column is of; ``sums`` makes the cells' amounts.
"""

from policyfacts.tabular.boards import tables
from policyfacts.tabular.columns import headed_by, role_of, rows_told, share, total_of
from policyfacts.tabular.records import Row, Table, TableCell
from policyfacts.tabular.sums import cell_labels, money_columns, with_cells
from policyfacts.tabular.units import Unit, unit_of

__all__ = [
    "Row",
    "Table",
    "TableCell",
    "Unit",
    "cell_labels",
    "headed_by",
    "money_columns",
    "role_of",
    "rows_told",
    "share",
    "tables",
    "total_of",
    "unit_of",
    "with_cells",
]
