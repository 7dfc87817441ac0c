"""The file that a row of ``documents`` speaks of."""

from __future__ import annotations

import hashlib

from policyfacts.errors import ReadingError
from policyfacts.sources import bytes_of, located
from policyfacts.tables.cells import Row


def pdf_bytes(document: Row) -> bytes:
    """The bytes of the paper that ``document``, a row of ``documents.csv``, names.

    The path is what ``sources`` understands: a file (a relative one is looked for from the working directory), a member
    of an archive, or an address. Raises ``ReadingError`` where the file is not there, or
    is not the one that was read: a picture of another file would prove nothing.
    """
    path = document["path"]
    try:
        data = bytes_of(located(path))
    except ReadingError as exc:
        raise ReadingError(f"{exc}: run this from where extract was run") from exc
    if hashlib.sha256(data).hexdigest() != document["sha256"]:
        raise ReadingError(f"{path}: not the file that was read (its SHA-256 differs): run extract again")
    return data
