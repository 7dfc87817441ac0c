"""Drawing the claims of models to a user's own corpus, from what was judged of it in ``policyfacts review``.

The rows' order stays: what was surer than another row of its table stays surer. How sure is learned anew: a slope, a
start and a step for each table (``learned.shifts``), drawn to none as long as few rows are judged.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from policyfacts.corrections.cases import Case, cases, right_row
from policyfacts.corrections.journal import NAME, Journal
from policyfacts.errors import OutputError, UsageError
from policyfacts.evaluate.alignment import Alignment, align
from policyfacts.evaluate.judging import cells_right, rows_right
from policyfacts.learned import model_hashes
from policyfacts.learned.cells import CELLS_FORMAT, row_odds
from policyfacts.learned.features import FORMAT
from policyfacts.learned.fitting import shifted
from policyfacts.learned.reliability import Floats, bins, brier, calibration_error, perfect_error, plot
from policyfacts.learned.shifts import Shift, fitted, log_odds, probability
from policyfacts.learned.store import CANDIDATES, CELLS, CONFIDENCE, LINES_FORMAT, load, rebuilt, save
from policyfacts.limits import RECORD
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.sources import door
from policyfacts.tables import Tables, read_tables
from policyfacts.tables.cells import Row

LEAST = 30
"""Fewer judged rows than that say too little of a corpus."""
_PARTS, _BINS = 10, 5
_PICTURE = "reliability.svg"


@dataclass(frozen=True, slots=True)
class Told:
    """Judged claims of one sort: their log-odds, whether they came true, their tables and papers."""

    odds: Floats
    right: Floats
    tables: tuple[str, ...]
    docs: tuple[str, ...]

    def without(self, mine: Any) -> Told:
        """All but those."""
        kept = np.flatnonzero(~mine)
        tables, docs = (tuple(some[n] for n in kept) for some in (self.tables, self.docs))
        return Told(self.odds[kept], self.right[kept], tables, docs)


@dataclass(frozen=True, slots=True)
class Change:
    """What a refit changed: claims before, and after (each judged row by what was fitted without its paper)."""

    what: str
    right: Floats
    before: Floats
    after: Floats
    shift: Shift

    def as_text(self) -> str:
        """In two lines, for people."""
        rows = len(self.right)
        return "\n".join(
            [
                f"{self.what}: {rows} judged, {self.right.mean():.2f} right",
                f"  claimed before {_true(self.before, self.right)}",
                f"  claimed now    {_true(self.after, self.right)} (judged by fits that had not seen them)",
            ]
        )

    def as_card(self) -> dict[str, Any]:
        """As a model's card holds it."""
        return {
            "judged": len(self.right),
            "right": round(float(self.right.mean()), 3),
            "before": _numbers(self.before, self.right),
            "now": _numbers(self.after, self.right),
            "slope": self.shift.slope,
            "start": self.shift.start,
            "tables": dict(self.shift.tables),
        }


def refit(judged: Path, *, out: Path, models: Path | None = None) -> list[Change]:
    """Refit the models in ``models`` (default: those that came with this copy) to what was judged in the output folder
    ``judged`` (or of its journal), and write them into ``out``.

    Raises ``UsageError`` where fewer than thirty rows are judged, or the tables were made with other models.
    """
    folder = judged.parent if judged.name == NAME else judged
    tables = read_tables(folder, machine=True)
    _same_models(folder, models)
    settled = [case for case in cases(Journal(folder)) if case.settled is not None]
    rows, cells, places = _told(tables, settled)
    if len(rows.right) < LEAST:
        raise UsageError(
            f"{folder}: {len(rows.right)} rows with a confidence are judged: too few to say how true it is here. Judge "
            f"{LEAST} or more with 'policyfacts review --out {folder}'."
        )
    change = _change("rows", rows)
    weights = load(CELLS, folder=models, format=CELLS_FORMAT).weights.weights
    moved = np.array([cell.moved(change.shift, weights) for cell in cells])
    of_cells = Told(
        moved, np.array([c.right for c in cells]), tuple(c.table for c in cells), tuple(c.doc for c in cells)
    )
    changes = [change, _change("cells", of_cells, before=np.array([cell.odds for cell in cells]))]
    _write(CONFIDENCE, FORMAT, changes[0], (models, out))
    _write(CELLS, CELLS_FORMAT, changes[1], (models, out))
    if len(places.right) >= LEAST:
        changes.append(_change("places that may hold a fact", places))
        _write(CANDIDATES, LINES_FORMAT, changes[2], (models, out))
    else:
        _write(CANDIDATES, LINES_FORMAT, None, (models, out))
    return changes


@dataclass(frozen=True, slots=True)
class _Cell:
    """A judged cell: its own log-odds, those of its row, and whether it is right."""

    doc: str
    table: str
    slot: str
    odds: float
    row: float
    right: float

    def moved(self, shift: Shift, weights: Any) -> float:
        """The log-odds that the model of cells gives once the row's are moved."""
        before = probability(np.array([self.row]))
        after = probability(shift.moved(np.array([self.row]), [self.table]))
        weight = weights.get("row", 0.0) + weights.get(f"{self.slot}:row", 0.0)
        return float(self.odds + weight * (row_odds(float(after[0])) - row_odds(float(before[0]))))


def _same_models(folder: Path, models: Path | None) -> None:
    try:
        made = json.loads(door.read_text(folder / "run.json", RECORD)).get("models", {})
    except (OSError, ValueError) as exc:
        raise OutputError(f"{folder / 'run.json'}: cannot be read: {exc}. Run extract again.") from exc
    if any(made.get(name) != digest for name, digest in model_hashes(models).items()):
        raise UsageError(
            f"{folder}: its tables were made with other models, so that what is claimed there says nothing of these. "
            "Name those with --models, or run extract again with these."
        )


def _told(tables: Tables, settled: Sequence[Case]) -> tuple[Told, list[_Cell], Told]:
    """Rows, cells and places that were judged, as far as the tables hold them with a confidence."""
    found = {row["fact_id"]: (name, row) for name in FACT_TABLES for row in tables.rows(name) if row["confidence"]}
    sure = {(row["fact_id"], row["slot"]): row["confidence"] for row in tables.rows("evidence") if row["confidence"]}
    scores = {
        f"{row['doc']}:{row['table']}:candidate-{row['start']}-{row['end']}": row for row in tables.rows("candidates")
    }
    rows: list[tuple[float, bool, str, str]] = []
    places: list[tuple[float, bool, str, str]] = []
    cells: list[_Cell] = []
    for case in settled:
        if case.fact_id in scores:
            row = scores[case.fact_id]
            held = case.settled is not None and case.settled.verdict != "reject"
            places.append((float(row["score"]), held, row["table"], row["doc"]))
        elif case.fact_id in found:
            table, row = found[case.fact_id]
            aligned = _against(table, row, case)
            claim = float(row["confidence"])
            rows.append((claim, rows_right(aligned)[case.fact_id], table, row["doc"]))
            for (_, slot), right in cells_right(aligned, table).items():
                if told := sure.get((case.fact_id, slot)):
                    odds = log_odds(np.array([float(told), claim])).tolist()
                    cells.append(_Cell(row["doc"], table, slot, odds[0], odds[1], float(right)))
    return _gathered(rows), cells, _gathered(places)


def _against(table: str, row: Row, case: Case) -> Alignment:
    """The row as found against what stands of it."""
    assert case.settled is not None
    right = right_row(case.settled)
    if case.settled.verdict == "accept":
        right = {name: row.get(name, "") for name in TABLES[table].gold_names}
    return align(TABLES[table], [] if right is None else [{**right, "note": ""}], [row])


def _gathered(told: Sequence[tuple[float, bool, str, str]]) -> Told:
    claims = np.array([claim for claim, *_ in told], float)
    right = np.array([float(came) for _, came, *_ in told])
    return Told(log_odds(claims), right, tuple(table for *_, table, _ in told), tuple(doc for *_, doc in told))


def _change(what: str, told: Told, *, before: Floats | None = None) -> Change:
    after = np.zeros(len(told.right))
    for mine in _left_out(told.docs):
        others = told.without(mine)
        inside = np.flatnonzero(mine)
        shift = fitted(others.odds, others.right, others.tables)
        after[inside] = probability(shift.moved(told.odds[inside], [told.tables[n] for n in inside]))
    shift = fitted(told.odds, told.right, told.tables)
    return Change(what, told.right, probability(told.odds if before is None else before), after, shift)


def _left_out(docs: Sequence[str]) -> list[Any]:
    """Which rows are left out together: those of a paper, or of few papers, every tenth row."""
    names = sorted(set(docs))
    if len(names) >= _PARTS // 2:
        part = np.array([names.index(doc) % _PARTS for doc in docs])
    else:
        part = np.arange(len(docs)) % _PARTS
    return [part == number for number in sorted(set(part.tolist()))]


def _write(name: str, format: int, change: Change | None, places: tuple[Path | None, Path]) -> None:
    models, out = places
    model = load(name, folder=models, format=format)
    card = {key: value for key, value in model.card.items() if key != "sha256"}
    estimator = rebuilt(name, folder=models)
    if change is not None:
        shifted(estimator, change.shift)
        told = {"refitted to a corpus": change.as_card(), "picture": f"{_PICTURE}: of the judged rows of that corpus"}
        card |= told
    place = save(out, name, estimator=estimator, card=card)
    if change is not None:
        picture = plot(bins(change.after, change.right, count=_BINS))
        (place / _PICTURE).write_text(picture, encoding="utf-8")


def _numbers(claimed: Floats, right: Floats) -> dict[str, float]:
    return {
        "claimed": round(float(claimed.mean()), 3),
        "ece": round(calibration_error(claimed, right, count=_BINS), 3),
        "ece of perfect claims": round(perfect_error(claimed, count=_BINS), 3),
        "brier": round(brier(claimed, right), 3),
    }


def _true(claimed: Floats, right: Floats) -> str:
    told = _numbers(claimed, right)
    return (
        f"{told['claimed']:.2f} on average; error of calibration {told['ece']:.3f} (perfect claims "
        f"{told['ece of perfect claims']:.3f}), Brier score {told['brier']:.3f}"
    )
