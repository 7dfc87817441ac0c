"""Trains what is learned: annotated papers in, models and their cards out.

papers ─> facts ─┐            ┌─> rows ──> models/confidence ──┐
                 ├─> examined ┼─> cells ─> models/cells <──────┘ (each fitted, and judged by leaving documents out)
gold ────────────┘            └─> lines ─> models/candidates, with the estimate of how much was found
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from policyfacts.batch.options import Options
from policyfacts.errors import UsageError
from policyfacts.learned.cells import CELLS_FORMAT, with_row, within_row
from policyfacts.learned.features import FORMAT
from policyfacts.learned.fitting import Judged, by_model, fit, held_out
from policyfacts.learned.reliability import Floats, plot
from policyfacts.learned.store import CELLS, CONFIDENCE, save
from policyfacts.training.cards import Made, card
from policyfacts.training.examined import Examined, examined
from policyfacts.training.judged import Annotated, Verdicts
from policyfacts.training.missed import Gaps, save_gaps
from policyfacts.training.reliabilities import Report, scored
from policyfacts.training.spread import spread_of

RIGHT = (
    "the row is aligned with a gold row of its page (similarity .5 or more), and three quarters or more of the cells "
    "that it fills are right; rows aligned with optional gold rows are left out"
)
CELL_RIGHT = (
    "the column's comparator gives 1 against the gold row that the cell's row is aligned with; all cells of a row "
    "aligned with none are wrong, and those of rows aligned with optional gold rows are left out"
)
_PLOT = "reliability.svg"
_LEAST_ROWS = 100  # below that many judged rows a fitted confidence is guesswork
_LEAST_DOCS = 3


@dataclass(frozen=True, slots=True)
class Trained:
    """What training made: the folder of the model of rows, and how all did on documents left out."""

    place: Path
    report: Report
    cells: Report
    gaps: Gaps

    def as_text(self) -> str:
        """All of it as lines of text."""
        return "\n".join(["ROWS", self.report.as_text(), "CELLS", self.cells.as_text(), self.gaps.as_text()])


def train(
    corpora: Iterable[Annotated],
    *,
    out: Path,
    verdicts: Iterable[Verdicts] = (),
    parser: str = Options().parser,
) -> Trained:
    """Fit the models on what is found and missed in annotated papers, and write them with their cards into ``out``.

    Papers ``apart`` and ``verdicts`` on rows of such papers decide how far the claims are to be trusted. The cards say
    what the models were made from and how reliable they are, each document scored by a model that has not seen it. The
    same papers, gold and versions give the same bytes. Raises ``UsageError`` where there is too little to learn from,
    ``GoldError``, ``ModelError`` where the parser is missing, ``OutputError``.
    """
    made = Made((*corpora, *verdicts), parser)
    seen = list(examined([task for corpus in made.corpora for task in corpus.tasks(parser=parser)]))
    rows = [row for paper in seen for row in paper.rows]
    docs = {row.doc for row in rows}
    if len(rows) < _LEAST_ROWS or len(docs) < _LEAST_DOCS or len({row.right for row in rows}) < 2:
        raise UsageError(
            f"{len(rows)} judged rows of {len(docs)} papers: too little to learn from. Annotate more pages: "
            f"{_LEAST_ROWS} rows of {_LEAST_DOCS} papers are the least, 400 are comfortable."
        )
    # Many threads that wait for one another are slower than one, and add numbers up in another order.
    with threadpool_limits(limits=1):
        claimed = held_out(rows, by_model)
        report = scored(rows, claimed)
        told = card(made, CONFIDENCE, rows, report)
        told |= {"format": FORMAT, "right": RIGHT, "spread": spread_of(rows, claimed)}
        place = _saved(out, CONFIDENCE, rows, told, report)
        cells = _cells(seen, claimed)
        report_of_cells = scored(cells, within_row(held_out(cells, by_model), _of_rows(seen, claimed)))
        told = card(made, CELLS, cells, report_of_cells) | {"format": CELLS_FORMAT, "right": CELL_RIGHT}
        _saved(out, CELLS, cells, told, report_of_cells)
        gaps = save_gaps(made, seen, claimed, out=out)
    return Trained(place, report, report_of_cells, gaps)


def _saved(out: Path, name: str, rows: Sequence[Judged], told: dict[str, object], report: Report) -> Path:
    place = save(out, name, estimator=fit(rows), card=told)
    (place / _PLOT).write_text(plot(report.bins), encoding="utf-8")
    return place


def _cells(seen: Sequence[Examined], claimed: Floats) -> list[Judged]:
    """The judged cells, each with what was claimed of its row by a model that had not seen the paper."""
    cells, first = [], 0
    for paper in seen:
        for cell in paper.cells:
            likely = float(claimed[first + cell.row])
            shown = with_row(cell.judged.features, cell.slot, likely)
            cells.append(_with(cell.judged, shown))
        first += len(paper.rows)
    return cells


def _of_rows(seen: Sequence[Examined], claimed: Floats) -> Floats:
    """What is claimed of the row of each judged cell."""
    found, first = [], 0
    for paper in seen:
        found += [float(claimed[first + cell.row]) for cell in paper.cells]
        first += len(paper.rows)
    return np.array(found)


def _with(judged: Judged, shown: dict[str, float]) -> Judged:
    return Judged(judged.doc, judged.table, judged.rule, shown, judged.right, apart=judged.apart)


__all__ = ["Annotated", "Report", "Trained", "Verdicts", "train"]
