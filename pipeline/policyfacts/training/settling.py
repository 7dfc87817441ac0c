"""Trains the model of a flow's status on coded narratives; refuses to write it where it is no use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyfacts.batch.options import Options
from policyfacts.errors import UsageError
from policyfacts.learned.store import STATUS, save
from policyfacts.learned.wording import FORMAT
from policyfacts.sources import File, sha256_of
from policyfacts.training.narratives import Flow, flows, read_narratives
from policyfacts.training.statuses import FOLDS, GOAL, LEAST, SEED, fit, held_out, threshold
from policyfacts.training.statusscores import StatusReport, status_report
from policyfacts.training.versions import versions

_LEAST_FLOWS, _LEAST_RECIPIENTS, _LEAST_STATUSES = 100, 2 * FOLDS, 3


@dataclass(frozen=True, slots=True)
class TrainedStatuses:
    """What training made: the model's folder, and how well it did on recipients left out."""

    place: Path
    report: StatusReport


def train_statuses(narratives: Path, *, out: Path, source: str = "", parser: str = Options().parser) -> TrainedStatuses:
    """Fit the status of flows on coded narratives, and write the model with its card into ``out``.

    ``narratives`` is a CSV file with the columns project_id, description, amount, currency, status (AidData's,
    TUFF 3.0) and recipients; ``source`` says on the card where it is from and under which licence. The same file and
    versions give the same bytes. Of the texts, the model keeps the words and pairs of words that are common to many.
    Raises ``UsageError`` where there is too little to learn from, and where what was learned is no better than the cues
    alone; ``ModelError`` where the parser is missing, ``OutputError``.
    """
    found = list(flows(read_narratives(narratives), parser=parser))
    _check(narratives, found)
    judged = held_out(found)
    report = status_report(judged, rule=threshold(judged))
    if report.threshold is None or not report.better:
        raise UsageError(
            f"{narratives}: no model written: what was learned is no better than the cues alone, or is never right in "
            f"{GOAL:g} of the cases.\n{report.as_text()}"
        )
    card = _card(narratives, found, report, source=source) | {"parser": parser}
    return TrainedStatuses(save(out, STATUS, estimator=fit(found), card=card), report)


def _check(path: Path, found: Sequence[Flow]) -> None:
    count = sum(flow.case != "not found" for flow in found)
    recipients, statuses = len({flow.group for flow in found}), len({flow.status for flow in found})
    if count < _LEAST_FLOWS or recipients < _LEAST_RECIPIENTS or statuses < _LEAST_STATUSES:
        raise UsageError(
            f"{path}: {count} narratives with a sum that is found, {recipients} recipients, {statuses} statuses: too "
            f"little to learn from. {_LEAST_FLOWS}, {_LEAST_RECIPIENTS} and {_LEAST_STATUSES} are the least."
        )


def _card(path: Path, found: Sequence[Flow], report: StatusReport, *, source: str) -> dict[str, Any]:
    return {
        "name": STATUS,
        "says": "AidData's status (TUFF 3.0) of a flow, by the paragraph around it.",
        "right": "the status that AidData's coder gave to the project",
        "used": (
            "in funds, for rows whose event tells no status, and for rows whose paragraph tells several, where the "
            "probability is that of the threshold or more; all other rows keep what their event tells"
        ),
        "threshold": report.threshold,
        "told": list(report.told),
        "model": (
            "multinomial logistic regression (L2) over the paragraph's words and pairs of words, names left out, that "
            f"occur in {LEAST} narratives or more; no sentence of any narrative is in it"
        ),
        "format": FORMAT,
        "seed": SEED,  # draws the folds; the fit itself is convex
        "versions": versions(),
        "data": {
            "source": source,
            "narratives": len(found),
            "sum found": sum(flow.case != "not found" for flow in found),
            "recipients": len({flow.group for flow in found}),
            "statuses": dict(sorted(Counter(flow.status for flow in found).items())),
            "sha256": {path.name: sha256_of(File(path))},
        },
        "scores": report.as_card(),
        "caution": (
            "Narratives tell of one project each, most of them completed long ago; policy papers tell of many, and of "
            "newer ones. How often the model is right there was not measured."
        ),
    }
