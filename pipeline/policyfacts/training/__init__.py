"""Trains what is learned: annotated papers in, a model and its card out.

papers ─> facts ─┐
                 ├─> judged (found rows aligned with gold) ─> fitted, and judged by leaving out each document in turn
gold ────────────┘                                              └─> models/confidence/{model.skops, card.json, ...}
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import policyfacts
from policyfacts.batch.options import Options
from policyfacts.errors import UsageError
from policyfacts.learned.features import FORMAT
from policyfacts.learned.fitting import Judged, fit
from policyfacts.learned.reliability import plot
from policyfacts.learned.store import CONFIDENCE, save
from policyfacts.training.judged import Annotated, Verdicts, judged, told_right
from policyfacts.training.scores import Report, scored

RIGHT = (
    "the row is aligned with a gold row of its page (similarity .5 or more), and three quarters or more of the cells "
    "that it fills are right; rows aligned with optional gold rows are left out"
)
_CAUTION = (
    "The rules were written by people who had seen these papers, so that the share of right rows among them is higher "
    "than on papers that nobody has seen. Leaving documents out of the fit does not undo that."
)
_CAUTION_APART = (
    "The scores are of papers that no rule was made on, each left out of the fit that speaks of it. They are few, and "
    "of few kinds: on others the confidence may be further from the truth."
)
_PLOT = "reliability.svg"
_LEAST_ROWS = 100  # below that many judged rows a fitted confidence is guesswork
_LEAST_DOCS = 3


@dataclass(frozen=True, slots=True)
class Trained:
    """What training made: the model's folder, and how well it did on documents left out."""

    place: Path
    report: Report


def train(
    corpora: Iterable[Annotated],
    *,
    out: Path,
    verdicts: Iterable[Verdicts] = (),
    parser: str = Options().parser,
) -> Trained:
    """Fit the confidence on what is found in annotated papers, and write it with its card into ``out``.

    Papers ``apart`` and ``verdicts`` on rows of such papers decide how far its claims are to be trusted. The card says
    what the model was made from and how reliable it is, each document scored by a model that has not seen it. The same
    papers, gold and versions give the same bytes. Raises ``UsageError`` where there is too little to learn from,
    ``GoldError``, ``ModelError`` where the parser is missing, ``OutputError``.
    """
    corpora, verdicts = list(corpora), list(verdicts)
    rows = [row for corpus in corpora for row in judged(corpus, parser=parser)]
    rows += [row for told in verdicts for row in told_right(told, parser=parser)]
    docs = {row.doc for row in rows}
    if len(rows) < _LEAST_ROWS or len(docs) < _LEAST_DOCS or len({row.right for row in rows}) < 2:
        raise UsageError(
            f"{len(rows)} judged rows of {len(docs)} papers: too little to learn from. Annotate more pages: "
            f"{_LEAST_ROWS} rows of {_LEAST_DOCS} papers are the least, 400 are comfortable."
        )
    report = scored(rows)
    model = fit(rows)
    place = save(out, CONFIDENCE, estimator=model, card=_card([*corpora, *verdicts], rows, report, parser=parser))
    (place / _PLOT).write_text(plot(report.bins), encoding="utf-8")
    return Trained(place, report)


def _card(
    corpora: Sequence[Annotated | Verdicts], rows: Sequence[Judged], report: Report, *, parser: str
) -> dict[str, Any]:
    return {
        "name": CONFIDENCE,
        "says": "The estimated probability that a found row of a fact table is right.",
        "right": RIGHT,
        "model": "logistic regression (L2) over features of the evidence; no words of any paper are in it",
        "format": FORMAT,
        "seed": None,  # nothing is drawn: the fit is convex, the folds are the documents
        "parser": parser,
        "versions": {
            "policyfacts": policyfacts.__version__,
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "scikit-learn", "scipy", "skops", "spacy")},
        },
        "data": {
            "rows": len(rows),
            "rows of papers that no rule was made on": sum(row.apart for row in rows),
            "documents": {doc: sum(row.doc == doc for row in rows) for doc in sorted({row.doc for row in rows})},
            "sha256": {name: digest for corpus in corpora for name, digest in corpus.hashes()},
        },
        "scores": report.as_card(),
        "caution": _CAUTION_APART if any(row.apart for row in rows) else _CAUTION,
    }


__all__ = ["Annotated", "Report", "Trained", "Verdicts", "train"]
