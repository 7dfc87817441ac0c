"""What each rule adds and costs: the scores of a table with the rows of that rule left out.

A row's ``rule`` is a path of parts joined by ``/`` and ``+`` ("fund/sum/pledged+party-gives"); each part is left out in
turn. A rule that costs more than it adds has a negative gain.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policyfacts.evaluate.scoring import evaluate
from policyfacts.gold import Gold
from policyfacts.schema import FACT_TABLES

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleGain:
    """One part of a table's rules: its rows on annotated pages, and what detection and slot F1 lose without them."""

    table: str
    rule: str
    rows: int
    detection: float
    slot: float


def ablate(gold: Gold, found: Mapping[str, Sequence[Row]]) -> list[RuleGain]:
    """The gain of every part of every rule, by table, the costliest first."""
    gains: list[RuleGain] = []
    for table in FACT_TABLES:
        if table not in gold.tables:
            continue
        alone = Gold({table: gold.tables[table]}, gold.pages)
        rows = [row for row in found.get(table, ()) if gold.pages is None or (row["doc"], row["page"]) in gold.pages]
        detection, slot = _f1(alone, table, rows)
        counts = Counter(part for row in rows for part in _parts(row))
        for part in sorted(counts):
            without = _f1(alone, table, [row for row in rows if part not in _parts(row)])
            gains.append(RuleGain(table, part, counts[part], detection - without[0], slot - without[1]))
    return sorted(gains, key=lambda g: (FACT_TABLES.index(g.table), g.detection, g.rule))


def as_csv(gains: Sequence[RuleGain]) -> str:
    """The gains as a CSV file: table, rule, rows, detection, slot."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["table", "rule", "rows", "detection", "slot"])
    writer.writerows([g.table, g.rule, g.rows, f"{g.detection:.4f}", f"{g.slot:.4f}"] for g in gains)
    return file.getvalue()


def as_text(gains: Sequence[RuleGain], *, most: int = 10) -> str:
    """For each table the rules that cost most and those that add most, as lines of text."""
    lines = []
    for table in dict.fromkeys(gain.table for gain in gains):
        own = [gain for gain in gains if gain.table == table]
        costly = [gain for gain in own if gain.detection < 0][:most]
        useful = [gain for gain in reversed(own) if gain.detection > 0][:most]
        for title, chosen in (("cost more than they add", costly), ("add most", useful)):
            lines.append(f"{table}: rules that {title}")
            lines.extend(
                f"  {g.detection:+.4f} detection {g.slot:+.4f} slot  {g.rows:>4} rows  {g.rule}" for g in chosen
            )
            if not chosen:
                lines.append("  none")
    return "\n".join(lines)


def _parts(row: Row) -> set[str]:
    return set(re.split(r"[/+]", row.get("rule", ""))) - {""}


def _f1(gold: Gold, table: str, rows: Sequence[Row]) -> tuple[float, float]:
    scores = evaluate(gold, {table: rows})
    return scores.f1(table, "detection") or 0.0, scores.f1(table, "slot") or 0.0
