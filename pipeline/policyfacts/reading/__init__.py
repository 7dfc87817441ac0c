"""Reading: a PDF to a ``Paper``: one cleaned text, its passages and tables, and the way back to the printed page."""

from policyfacts.reading.paper import read, read_bytes

__all__ = ["read", "read_bytes"]
