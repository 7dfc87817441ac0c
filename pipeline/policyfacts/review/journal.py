"""What reviewers said, in the order in which they said it: one line of JSON each, only ever appended.

A line is on the disk before the page hears that it was saved. A line torn by a crash is passed over and counted; it
costs that one judgement, which the page had not confirmed.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from policyfacts.errors import OutputError
from policyfacts.limits import JOURNAL
from policyfacts.schema import GOLD_TABLES
from policyfacts.sources import door
from policyfacts.tables.cells import Row

Verdict = Literal["accept", "correct", "reject", "add", "undo"]
NAME = "judgements.jsonl"
_PAGE = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement: who said when (UTC, ISO 8601) what of which row.

    ``row`` is the row as it is right: as found (accept), as mended (correct), as added (add); for a rejected one, as it
    was found. ``spans``: for added and mended cells, the words that a reviewer marked, as offsets in the paper's text.
    ``undo`` takes back what the same reviewer said of the row.
    """

    at: str
    who: str
    verdict: Verdict
    table: str
    fact_id: str
    row: Row
    spans: Mapping[str, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def doc(self) -> str:
        return self.row.get("doc", "")


def now() -> str:
    """The time as judgements bear it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Journal:
    """The judgements of an output folder, ``judgements.jsonl``. Several processes may append at a time."""

    def __init__(self, out: Path | str) -> None:
        self.path = Path(out) / NAME
        self.torn = 0
        self._read_to = 0
        self._kept: list[Judgement] = []

    def append(self, judgement: Judgement) -> None:
        """Save one judgement; it is on the disk when this returns. Raises ``OutputError`` where it cannot be saved."""
        line = json.dumps(asdict(judgement), ensure_ascii=False, sort_keys=True).encode("utf-8")
        try:
            with self.path.open("ab") as file, _alone(file.fileno()):
                # Whatever a crash left of a line ends here.
                start = b"" if file.tell() == 0 or self._ends_whole() else b"\n"
                file.write(start + line + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as exc:
            raise OutputError(f"{self.path}: the judgement is not saved: {exc.strerror or exc}. Make room.") from exc

    def ready(self) -> None:
        """Raise ``OutputError`` where nothing could be saved: before the judging, not after the first row."""
        try:
            with self.path.open("ab"):
                pass
        except OSError as exc:
            raise OutputError(
                f"{self.path}: judgements cannot be saved here: {exc.strerror or exc}. Copy the folder to where "
                "you may write, and name it with --out."
            ) from exc

    def all(self) -> list[Judgement]:
        """Every judgement so far, those of other processes too, in order."""
        try:
            with door.opened(self.path, JOURNAL) as file:
                file.seek(self._read_to)
                data = file.read()
        except FileNotFoundError:
            return []
        except OSError as exc:
            raise OutputError(f"{self.path}: cannot be read: {exc.strerror or exc}.") from exc
        whole = data.rfind(b"\n") + 1
        for line in data[:whole].split(b"\n"):
            if line.strip():
                judgement = _parsed(line)
                if judgement is None:
                    self.torn += 1
                else:
                    self._kept.append(judgement)
        self._read_to += whole
        return list(self._kept)

    def standing(self) -> dict[str, dict[str, Judgement]]:
        """What stands of it all: reviewer -> fact_id -> the last judgement, less those taken back."""
        standing: dict[str, dict[str, Judgement]] = {}
        for judgement in self.all():
            mine = standing.setdefault(judgement.who, {})
            if judgement.verdict == "undo":
                mine.pop(judgement.fact_id, None)
            else:
                mine[judgement.fact_id] = judgement
        return {who: said for who, said in sorted(standing.items()) if said}

    def _ends_whole(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


def _parsed(line: bytes) -> Judgement | None:
    """One line; None where it is torn, or no judgement that this program could have written."""
    try:
        judgement = Judgement(**json.loads(line))
        return judgement if _is_sound(judgement) else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _is_sound(judgement: Judgement) -> bool:
    row = judgement.row
    texts = (judgement.at, judgement.who, judgement.verdict, judgement.table, judgement.fact_id, *row, *row.values())
    "".join(texts).encode("utf-8")  # raises for what is no text, and for halves of characters
    known = judgement.verdict in get_args(Verdict) and judgement.table in GOLD_TABLES
    placed = bool(row.get("doc")) and _PAGE.fullmatch(row.get("page", "")) is not None
    return known and placed and isinstance(judgement.spans, dict)


@contextlib.contextmanager
def _alone(handle: int) -> Iterator[None]:
    """Hold the file against other reviewers' processes while one line is written."""
    try:
        import fcntl
    except ImportError:  # Windows: one process a file
        yield
        return
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)
