"""Tables into the forms that other programs read, and annotations made there back into gold.

export("my-tables", to="xlsx")                       # the path of what was written
rows = imported("my-tables/brat", out="my-tables")   # table name -> gold rows
"""

from policyfacts.exchange.formats import FORMATS, export
from policyfacts.exchange.imports import Imported, imported

__all__ = ["FORMATS", "Imported", "export", "imported"]
