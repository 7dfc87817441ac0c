"""The section on how well the tables answer gold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from policyfacts.columns import Column, Table
from policyfacts.evaluate import Scores, evaluate
from policyfacts.evaluate.errors import ERRORS, Miss
from policyfacts.evaluate.judging import judgements
from policyfacts.gold import Gold
from policyfacts.learned.reliability import bins, calibration_error
from policyfacts.report.album import Album
from policyfacts.report.charts.figures import Figure, reliability_chart, scores_chart
from policyfacts.report.factgrids import Evidence, Grid, Located, grid, nowhere, reference
from policyfacts.report.page import Part, section
from policyfacts.schema import FACT_TABLES, MENTION_TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row, cell

_MEASURES = {"mentions": ("value", "strict"), "facts": ("detection", "slot", "strict")}
_FEWEST = 20  # judged rows that a reliability plot needs

SCORES = Table(
    "scores",
    "bookkeeping",
    "How well the tables answer gold, measure by measure.",
    (
        Column("table", "text", "The table."),
        Column("measure", "text", "What was measured; slot.X is the column X."),
        Column("precision", "number", "Of what was found, the share that is right."),
        Column("recall", "number", "Of what gold has, the share that was found."),
        Column("f1", "number", "The harmonic mean of both."),
        Column("low", "number", "Lower end of the 95% interval of F1 (bootstrap over papers)."),
        Column("high", "number", "Upper end."),
        Column("gold", "integer", "How many rows or cells gold has."),
        Column("found", "integer", "How many were found."),
        Column("omitted", "integer", "How many of gold's have no answer."),
        Column("invented", "integer", "How many found ones answer nothing."),
    ),
)


def evaluated(gold: Gold, tables: Tables) -> Scores:
    """The scores of ``tables`` against ``gold``."""
    return evaluate(gold, {name: tables.rows(name) for name in gold.tables})


def evaluation_part(scores: Scores, gold: Gold, tables: Tables, *, album: Album, evidence: Evidence) -> Part:
    """Scores with intervals, the reliability of confidence, and every error with the page that it stands on."""
    figures = list(_figures(scores))
    grids = (_scores_grid(scores), _errors_grid(scores.misses, album, evidence))
    html = section(
        "evaluation.html",
        papers=len(scores.docs),
        unread=_unread(scores, tables),
        chart=scores_chart(figures) if figures else None,
        reliability=_reliability(gold, tables),
        errors=len(scores.misses),
    )
    return Part("evaluation", "Evaluation", html, grids)


def error_pages(scores: Scores) -> dict[str, set[int]]:
    """The pages on which errors stand, by paper."""
    found: dict[str, set[int]] = {}
    for miss in scores.misses:
        if miss.page.isdigit():
            found.setdefault(miss.doc, set()).add(int(miss.page))
    return found


def _unread(scores: Scores, tables: Tables) -> list[str]:
    read = {row["doc"] for row in tables.rows("documents") if row["status"] != "failed"}
    return [doc for doc in scores.docs if doc not in read]


def _figures(scores: Scores) -> Iterator[Figure]:
    for table in scores.counts:
        for measure in _MEASURES["mentions" if table in MENTION_TABLES else "facts"]:
            value = scores.f1(table, measure) if measure in scores.counts[table] else None
            if value is not None:
                low, high = scores.interval(table, measure) or (None, None)
                yield Figure(table, measure, value, low, high)


def _scores_grid(scores: Scores) -> Grid:
    rows: list[Row] = []
    for table, measures in scores.counts.items():
        for measure in measures:
            counts = scores.of(table, measure)
            if not counts.gold + counts.found:
                continue
            low, high = scores.interval(table, measure) or (None, None)
            figures = {
                "precision": counts.precision, "recall": counts.recall, "f1": counts.f1, "low": low, "high": high,
            }  # fmt: skip
            numbers = {
                "gold": counts.gold,
                "found": counts.found,
                "omitted": counts.missing,
                "invented": counts.spurious,
            }
            rows.append(
                {
                    "table": table,
                    "measure": measure,
                    **{name: "" if value is None else f"{value:.3f}" for name, value in figures.items()},
                    **{name: cell(number) for name, number in numbers.items()},
                }
            )
    return grid(SCORES, rows, locate=nowhere)


def _errors_grid(misses: Sequence[Miss], album: Album, evidence: Evidence) -> Grid:
    rows = [miss.as_row() for miss in misses]
    places = {id(row): miss for row, miss in zip(rows, misses, strict=True)}
    return grid(ERRORS, rows, locate=_locator(places, album, evidence))


def _locator(places: Mapping[int, Miss], album: Album, evidence: Evidence) -> Callable[[Row], Located]:
    def locate(row: Row) -> Located:
        miss = places[id(row)]
        if miss.fact_id in evidence:
            return "", [reference(miss.fact_id, miss.slot)]
        return "", [["", album.place(miss.doc, int(miss.page)), ""]] if miss.page.isdigit() else []

    return locate


def _reliability(gold: Gold, tables: Tables) -> dict[str, Any] | None:
    """The plot and its figures; None where too few rows are judged or none has a confidence."""
    found = {name: tables.rows(name) for name in FACT_TABLES}
    judged = [(float(row["confidence"]), right) for row, right in judgements(gold, found) if row["confidence"]]
    if len(judged) < _FEWEST:
        return None
    claimed = np.array([claim for claim, _ in judged])
    right = np.array([float(truth) for _, truth in judged])
    high = claimed > 0.8
    return {
        "chart": reliability_chart(bins(claimed, right)),
        "rows": len(judged),
        "error": f"{calibration_error(claimed, right):.3f}",
        "high": int(high.sum()),
        "high_right": f"{right[high].mean():.2f}" if high.any() else "",
    }
