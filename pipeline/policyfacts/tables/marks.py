"""The byte order mark by which Excel knows a CSV file for UTF-8: either all those of an output folder begin with it, or
none.

``extract`` decides, by ``documents.csv``. What other commands write beside the tables follows suit; and where a run
decides anew, so does what they left there.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from policyfacts.limits import TABLE
from policyfacts.schema import COMPARISON_TABLES
from policyfacts.sources import door

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What Excel needs in front of a CSV file to read it as UTF-8."""
SCORES, ERRORS, CODED_ERRORS, ABLATION = "scores.csv", "errors.csv", "coded_errors.csv", "ablation.csv"
BESIDE = (*(f"{name}.csv" for name in COMPARISON_TABLES), SCORES, ERRORS, CODED_ERRORS, ABLATION)
"""The CSV files that other commands than ``extract`` write beside its tables."""


def for_excel(out: Path | str) -> bool:
    """Whether the CSV files in ``out`` begin with a byte order mark; what is written beside them then does too."""
    return _marked(Path(out) / "documents.csv") is True


def mark_of(out: Path | str) -> bytes:
    """What a CSV file that is written beside the tables in ``out`` begins with."""
    return BYTE_ORDER_MARK if for_excel(out) else b""


def follow(out: Path) -> None:
    """Let what other commands wrote beside the tables in ``out`` begin as they do. Raises ``OSError``."""
    excel = _marked(out / "documents.csv")
    if excel is None:
        return
    for name in BESIDE:
        if _marked(out / name) is (not excel):
            _marked_anew(out / name, excel=excel)


def _marked(path: Path) -> bool | None:
    """Whether a file begins with a byte order mark; ``None`` where there is no such file."""
    try:
        with door.opened(path, TABLE) as file:
            return file.read(len(BYTE_ORDER_MARK)) == BYTE_ORDER_MARK
    except (OSError, door.Refused):
        return None


def _marked_anew(path: Path, *, excel: bool) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        with door.opened(path, TABLE) as before, part.open("wb") as after:
            if excel:
                after.write(BYTE_ORDER_MARK)
            else:
                before.read(len(BYTE_ORDER_MARK))
            shutil.copyfileobj(before, after)
        part.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
