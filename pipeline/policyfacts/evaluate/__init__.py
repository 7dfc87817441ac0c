"""Scores found tables against tables annotated by hand.

    gold.read_gold ──┐
                     ├─> scoring (page by page) ─> mentions | alignment -> facts ─> counts ─> scores ─> report
    found tables  ───┘                                                                  └─> bootstrap

``policyfacts.evaluate`` is this package and also the verb: ``policyfacts.evaluate(gold, found)``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from policyfacts.evaluate.counts import Counts
from policyfacts.evaluate.errors import Miss
from policyfacts.evaluate.report import write_report
from policyfacts.evaluate.scores import Score, Scores, failed_gates, parse_gates
from policyfacts.evaluate.scoring import Found, evaluate, read_found, unread
from policyfacts.gold import Gold, read_gold

__all__ = ["Counts", "Miss", "Score", "Scores", "evaluate", "parse_gates", "read_found", "run"]


def run(gold_dir: Path | str, out_dir: Path | str, *, fail_under: Mapping[str, float] | None = None) -> Scores:
    """Score the tables in ``out_dir`` against the gold in ``gold_dir``, and write the report beside them.

    Writes ``scores.csv`` (table, doc, measure, value, low, high, n), ``errors.csv`` (every miss, wrong slot and
    invention) and ``evaluation.md``. ``fail_under`` maps a table, or ``table.measure``, to the least F1 asked for;
    what falls short is in ``Scores.failures``. Raises ``GoldError``, ``OutputError``, ``UsageError``.
    """
    gold, out = read_gold(gold_dir), Path(out_dir)
    scores = evaluate(gold, read_found(out, gold.tables))
    scores = replace(scores, unread=unread(out, scores.docs), failures=failed_gates(scores, fail_under or {}))
    write_report(scores, out)
    return scores


class _Verb(ModuleType):
    """Lets the package be called: importing it makes it the attribute that the verb of the same name would be."""

    def __call__(self, gold: Gold | Path | str, found: Found) -> Scores:
        return evaluate(gold, found)


sys.modules[__name__].__class__ = _Verb
