"""Scores found tables against tables annotated by hand.

gold.read_gold ──┐
                 ├─> scoring (page by page) ─> mentions | alignment -> facts ─> counts ─> figures ─> report, scores
found tables  ───┘                                                                  └─> bootstrap
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from policyfacts.evaluate.ablation import RuleGain, ablate, as_csv
from policyfacts.evaluate.coded import CodedScores, score_coded
from policyfacts.evaluate.counts import Counts
from policyfacts.evaluate.errors import Miss
from policyfacts.evaluate.figures import Score, failed_gates, parse_gates
from policyfacts.evaluate.report import write_csv, write_errors, write_report
from policyfacts.evaluate.scores import Scores
from policyfacts.evaluate.scoring import evaluate, read_found, unread
from policyfacts.gold import read_gold
from policyfacts.tables.marks import ABLATION, CODED_ERRORS

__all__ = [
    "CodedScores",
    "Counts",
    "Miss",
    "RuleGain",
    "Score",
    "Scores",
    "ablate",
    "evaluate",
    "parse_gates",
    "read_found",
    "run",
    "run_ablation",
    "run_coded",
    "score_coded",
]


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


def run_ablation(gold_dir: Path | str, out_dir: Path | str) -> list[RuleGain]:
    """What each rule adds to the tables in ``out_dir`` and costs them, on the gold in ``gold_dir``.

    Writes ``ablation.csv`` (table, rule, rows, detection, slot: what F1 loses without the rule's rows).
    """
    gold, out = read_gold(gold_dir), Path(out_dir)
    gains = ablate(gold, read_found(out, gold.tables))
    write_csv(out / ABLATION, as_csv(gains))
    return gains


def run_coded(
    coded: Path | str, out_dir: Path | str, *, table: str = "funds", columns: Mapping[str, str] | None = None
) -> CodedScores:
    """Score one fact table in ``out_dir`` against a CSV file of codes, one record a page (see ``score_coded``).

    Writes ``coded_errors.csv``: the pages on which a code, or several codes together, stand in no row.
    """
    scores = score_coded(coded, out_dir, table=table, columns=columns)
    write_errors(scores.misses, Path(out_dir) / CODED_ERRORS)
    return scores
