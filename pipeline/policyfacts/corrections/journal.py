"""``judgements.jsonl``: what reviewers said, in the order in which they said it; one line of JSON each, only appended.

A line is on the disk before the page hears that it was saved. A line torn by a crash is passed over and counted; it
costs that one judgement, which the page had not confirmed.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal, get_args

from policyfacts.errors import OutputError
from policyfacts.limits import JOURNAL
from policyfacts.schema import GOLD_TABLES
from policyfacts.sources import door
from policyfacts.tables.cells import Row

Verdict = Literal["accept", "correct", "reject", "add", "undo"]
NAME = "judgements.jsonl"
_PAGE = re.compile(r"[1-9][0-9]{0,8}")
AROUND = 60
"""Characters on either side of an anchor's words that tell them from the same words elsewhere."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a paper's text: where they start, and up to ``AROUND`` characters before and behind them."""

    start: int
    words: str
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the reviewer had before them, by which a later run finds the place again.

    ``found``: the machine's whole row, empty for an added one; ``proofs``: the rows of ``evidence`` that prove the row
    as it was judged, those of words that the reviewer marked among them; ``anchor``: the words that state the fact;
    ``sha256``: of the paper.
    """

    found: Row = field(default_factory=dict)
    proofs: tuple[Row, ...] = ()
    anchor: Anchor | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement: who said when (UTC, ISO 8601) what of which row.

    ``row`` is the row as it is right: as found (accept), as mended (correct), as added (add); for a rejected one, as it
    was found. ``spans``: for added and mended cells, the words that a reviewer marked, as offsets in the paper's text.
    ``undo`` takes back what the same reviewer last said of the row. ``decides``: not one reviewer's view, but what
    stands where reviewers differ.
    """

    at: str
    who: str
    verdict: Verdict
    table: str
    fact_id: str
    row: Row
    spans: Mapping[str, list[tuple[int, int]]] = field(default_factory=dict)
    ground: Ground = field(default_factory=Ground)
    decides: bool = False

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
        self._reading = Lock()

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
        with self._reading:
            self._read_on()
            return list(self._kept)

    def _read_on(self) -> None:
        try:
            with door.opened(self.path, JOURNAL) as file:
                file.seek(self._read_to)
                data = file.read()
        except FileNotFoundError:
            return
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

    def standing(self) -> dict[str, dict[str, Judgement]]:
        """What stands of it all: reviewer -> fact_id -> the last judgement, less those taken back."""
        return _standing(one for one in self.all() if not one.decides)

    def decisions(self) -> dict[str, Judgement]:
        """What was decided where reviewers differ, less what was taken back: fact_id -> the last decision."""
        said: dict[str, list[Judgement]] = {}
        for one in self.all():
            if one.decides:
                _take(said.setdefault(one.fact_id, []), one)
        return {number: ones[-1] for number, ones in said.items() if ones}

    def last(self, who: str, *, decides: bool = False) -> Judgement | None:
        """What ``who`` said last and has not taken back; None where there is nothing left to take back."""
        said: list[Judgement] = []
        for one in self.all():
            if (one.who, one.decides) == (who, decides):
                _take(said, one)
        return said[-1] if said else None

    def _ends_whole(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


def _standing(judgements: Iterable[Judgement]) -> dict[str, dict[str, Judgement]]:
    """Reviewer -> fact_id -> what is left on top of all that was said and taken back."""
    said: dict[str, dict[str, list[Judgement]]] = {}
    for one in judgements:
        _take(said.setdefault(one.who, {}).setdefault(one.fact_id, []), one)
    tops = {who: {number: ones[-1] for number, ones in mine.items() if ones} for who, mine in said.items()}
    return {who: mine for who, mine in sorted(tops.items()) if mine}


def _take(said: list[Judgement], one: Judgement) -> None:
    """Put a judgement on top of what was said, or take the last one of the same reviewer and row away again."""
    if one.verdict != "undo":
        said.append(one)
        return
    key = one.who, one.fact_id
    taken = next((n for n in range(len(said) - 1, -1, -1) if (said[n].who, said[n].fact_id) == key), None)
    if taken is not None:
        del said[taken]


def _parsed(line: bytes) -> Judgement | None:
    """One line; None where it is torn, or no judgement that this program could have written."""
    try:
        said = json.loads(line)
        judgement = Judgement(**{**said, "ground": _ground(said.get("ground") or {})})
        return judgement if _is_sound(judgement) else None
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None


def _is_sound(judgement: Judgement) -> bool:
    row = judgement.row
    texts = (judgement.at, judgement.who, judgement.verdict, judgement.table, judgement.fact_id, *row, *row.values())
    "".join(texts).encode("utf-8")  # raises for what is no text, and for halves of characters
    known = judgement.verdict in get_args(Verdict) and judgement.table in GOLD_TABLES
    placed = bool(row.get("doc")) and _PAGE.fullmatch(row.get("page", "")) is not None
    return known and placed and isinstance(judgement.spans, dict) and isinstance(judgement.decides, bool)


def _ground(said: Mapping[str, Any]) -> Ground:
    """Raises ``TypeError``, ``ValueError`` or ``KeyError`` where it is none."""
    anchor = Anchor(**said["anchor"]) if said.get("anchor") else None
    found, proofs = said.get("found", {}), tuple(said.get("proofs", ()))
    texts = [*found, *found.values(), *(text for proof in proofs for text in (*proof, *proof.values()))]
    texts += [anchor.words, anchor.before, anchor.behind] if anchor is not None else []
    "".join(texts).encode("utf-8")
    for proof in proofs:
        places = [int(proof[name]) for name in ("page", "start", "end")]
        sides = [float(proof[name] or 0) for name in ("x0", "y0", "x1", "y1")]
        if min(places) < 0 or not all(map(math.isfinite, sides)) or not (proof["slot"] and proof["text"]):
            raise ValueError("not a row of evidence")
    if anchor is not None and not isinstance(anchor.start, int):
        raise TypeError("not an offset")
    return Ground(found, proofs, anchor, str(said.get("sha256", "")))


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
