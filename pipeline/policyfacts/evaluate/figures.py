"""Figures: the counts of every table, paper and measure, and what is read off them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from policyfacts.columns import Column, Table
from policyfacts.errors import UsageError
from policyfacts.evaluate.bootstrap import Interval, draws, intervals
from policyfacts.evaluate.counts import Counts, total
from policyfacts.evaluate.errors import Miss
from policyfacts.schema import GOLD_TABLES, MENTION_TABLES

SCORES = Table(
    "scores",
    "bookkeeping",
    "Every figure, one row each.",
    (
        Column("table", "text", "The table scored.", required=True),
        Column("doc", "text", "The paper; empty for all papers together."),
        Column("measure", "text", "What was measured: value_f1, slot_precision, detection_missing.", required=True),
        Column("value", "number", "The figure; empty where it is undefined (nothing to find, nothing found)."),
        Column("low", "number", "Lower end of the 95% interval (bootstrap over papers); empty for single papers."),
        Column("high", "number", "Upper end."),
        Column("n", "integer", "How many gold rows (for slots: filled cells) it rests on."),
    ),
)
FIGURES = ("precision", "recall", "f1")


@dataclass(frozen=True, slots=True)
class Score:
    """One figure: a row of ``scores.csv``, whose columns ``SCORES`` explains; None where the file's cell is empty."""

    table: str
    doc: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Figures:
    """How well found tables answer gold. ``counts[table][measure][doc]`` is all there is; the rest follows from it.

    Measures of mention tables: ``value`` (the score proper), ``strict``, ``exact``, ``partial``, ``type``,
    ``qualifier``, ``mentions``. Of fact tables: ``detection``, ``slot``, ``strict`` and ``slot.<column>``.
    ``failures`` are the gates not reached, in words.
    """

    counts: Mapping[str, Mapping[str, Mapping[str, Counts]]]
    docs: tuple[str, ...]
    misses: tuple[Miss, ...] = ()
    unread: tuple[str, ...] = ()
    failures: tuple[str, ...] = field(default=())

    def of(self, table: str, measure: str = "", *, doc: str = "") -> Counts:
        """The counts of a table's measure: its main one by default, over all papers by default."""
        measure = measure or main_measure(table)
        try:
            by_doc = self.counts[table][measure]
        except KeyError as exc:
            raise UsageError(f"Nothing was scored as {table}.{measure}. Scored: {', '.join(self._scored())}.") from exc
        if doc:
            return by_doc.get(doc, Counts())
        return total(by_doc[name] for name in sorted(by_doc))

    def f1(self, table: str, measure: str = "", *, doc: str = "") -> float | None:
        """The F1 of a table's measure (its main one by default); None where there was nothing to find or found."""
        return self.of(table, measure, doc=doc).f1

    def interval(self, table: str, measure: str = "", *, figure: str = "f1") -> Interval | None:
        """The 95% interval of a figure (``precision``, ``recall``, ``f1``); None for fewer than two papers."""
        return self._intervals[table, measure or main_measure(table)][figure]

    def tidy(self) -> Iterator[Score]:
        """Every figure, one a row: for each measure precision, recall, F1, and what was omitted and invented."""
        for table, measures in self.counts.items():
            for doc in ("", *self.docs):
                for measure in measures:
                    yield from self._tidy(table, doc, measure)

    def _tidy(self, table: str, doc: str, measure: str) -> Iterator[Score]:
        counts = self.of(table, measure, doc=doc)
        if doc and not counts.gold + counts.found:
            return
        for figure in FIGURES:
            low, high = (None if doc else self.interval(table, measure, figure=figure)) or (None, None)
            yield Score(table, doc, f"{measure}_{figure}", getattr(counts, figure), low, high, counts.gold)
        for name in ("correct", "partial", "incorrect", "missing", "spurious"):
            yield Score(table, doc, f"{measure}_{name}", float(getattr(counts, name)), None, None, counts.gold)

    def _scored(self) -> list[str]:
        return [f"{table}.{measure}" for table, measures in self.counts.items() for measure in measures]

    @cached_property
    def _intervals(self) -> dict[tuple[str, str], dict[str, Interval | None]]:
        drawn = draws(max(len(self.docs), 1))
        return {
            (table, measure): intervals([by_doc.get(doc, Counts()) for doc in self.docs], drawn)
            for table, measures in self.counts.items()
            for measure, by_doc in measures.items()
        }


def main_measure(table: str) -> str:
    """The measure meant where none is named: ``value`` for mentions, ``detection`` for facts."""
    return "value" if table in MENTION_TABLES else "detection"


def parse_gates(gates: Sequence[str]) -> dict[str, float]:
    """Gates such as ``dates=.95``, ``funds.slot=.65``: table, perhaps a measure, and the least F1, 0 to 1.

    Raises ``UsageError`` for what cannot be a gate.
    """
    parsed: dict[str, float] = {}
    for gate in gates:
        name, _, bound = gate.partition("=")
        table = name.strip().partition(".")[0]
        if table not in GOLD_TABLES:
            raise UsageError(f"{gate!r}: there is no table {table!r} to score. Tables: {', '.join(GOLD_TABLES)}.")
        try:
            least = float(bound)
        except ValueError as exc:
            raise UsageError(f"{gate!r}: write TABLE=F1 with an F1 between 0 and 1, as dates=.95.") from exc
        if not 0 <= least <= 1:
            raise UsageError(f"{gate!r}: an F1 lies between 0 and 1, as dates=.95.")
        parsed[name.strip()] = least
    return parsed


def failed_gates(scores: Figures, gates: Mapping[str, float]) -> tuple[str, ...]:
    """The gates that ``scores`` do not reach, in words. Nothing to find and nothing found passes."""
    failures = []
    for name, least in gates.items():
        table, _, measure = name.partition(".")
        reached = scores.f1(table, measure)
        if reached is not None and reached < least:
            shown = f"{table}.{measure or main_measure(table)}"
            failures.append(f"{shown}: F1 {reached:.4f} is below the {least:.4f} asked for")
    return tuple(failures)
