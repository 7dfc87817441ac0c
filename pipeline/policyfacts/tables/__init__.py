"""Facts to rows, rows to files, and back.

Paper, mentions, facts -> rows -> cells -> packed -> files (<table>.csv, <table>.parquet, texts/, datapackage.json ...)
                             └─> frames (one DataFrame a table)
"""

from policyfacts.tables.dataframes import Tables
from policyfacts.tables.files import read_tables, write_tables
from policyfacts.tables.packed import Packed, packed, unpacked
from policyfacts.tables.rows import PaperRows, failed_rows, paper_rows, provable

__all__ = [
    "Packed",
    "PaperRows",
    "Tables",
    "failed_rows",
    "packed",
    "paper_rows",
    "provable",
    "read_tables",
    "unpacked",
    "write_tables",
]
