"""The cards of models: what each says, what it was made from, and how reliable it is."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import policyfacts
from policyfacts.learned.fitting import Judged
from policyfacts.learned.store import CANDIDATES, CELLS, CONFIDENCE
from policyfacts.training.judged import Annotated, Verdicts
from policyfacts.training.reliabilities import Report

_SAYS = {
    CONFIDENCE: "The estimated probability that a found row of a fact table is right.",
    CELLS: "The estimated probability that a filled cell of a found row is right.",
    CANDIDATES: "The estimated probability that a sentence or table row holds a fact of a table that it did not give.",
}
_MODELS = {
    CONFIDENCE: "logistic regression (L2) over features of the evidence, its claims drawn to what comes true on papers "
    "that no rule was made on; no words of any paper are in it",
    CELLS: "logistic regression (L2) over features of the cell's proof and the row's claim, drawn to the truth as that "
    "of rows is; no words of any paper are in it",
    CANDIDATES: "logistic regression (L2) over the single words of a line, what it mentions masked, and over what it "
    "mentions; only words that stand in several papers are in it. For lines that gave a fact, over what it left",
}
_CAUTION = (
    "The rules were written by people who had seen these papers, so that the share of right rows among them is higher "
    "than on papers that nobody has seen. Leaving documents out of the fit does not undo that."
)
_CAUTION_APART = (
    "The scores are of papers that no rule was made on, each left out of the fit that speaks of it. They are few, and "
    "of few kinds: on others the confidence may be further from the truth."
)


@dataclass(frozen=True, slots=True)
class Made:
    """What models are made from: annotated papers and verdicts, and the parser that read them."""

    corpora: tuple[Annotated | Verdicts, ...]
    parser: str


def card(made: Made, name: str, rows: Sequence[Judged], report: Report | None) -> dict[str, Any]:
    """A model's card, but for what only its maker knows."""
    scores = {} if report is None else {"scores": report.as_card()}
    apart = [row for row in rows if row.apart]
    return {
        "name": name,
        "says": _SAYS[name],
        "model": _MODELS[name],
        "seed": None,  # nothing is drawn: the fit is convex, the folds are the documents
        "parser": made.parser,
        "versions": {
            "policyfacts": policyfacts.__version__,
            "python": platform.python_version(),
            **{package: version(package) for package in ("numpy", "scikit-learn", "scipy", "skops", "spacy")},
        },
        "data": {
            "rows": len(rows),
            "rows of papers that no rule was made on": len(apart),
            "documents": {doc: sum(row.doc == doc for row in rows) for doc in sorted({row.doc for row in rows})},
            "documents that no rule was made on": sorted({row.doc for row in apart}),
            "sha256": {file: digest for corpus in made.corpora for file, digest in corpus.hashes()},
        },
        **scores,
        "picture": "reliability.svg: of the documents that no rule was made on" if apart else "reliability.svg",
        "caution": _CAUTION_APART if apart else _CAUTION,
    }
