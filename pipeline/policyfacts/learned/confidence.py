"""How likely a row is right: the model's answer for every fact of a paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from policyfacts.learned.features import FORMAT, features
from policyfacts.learned.store import CONFIDENCE, Model, load
from policyfacts.records import Fact, LedgerEntry, Paper

DECIMALS = 3


def confident(paper: Paper, facts: Sequence[Fact], *, models: Path | None = None) -> list[Fact]:
    """``facts`` with their ``confidence``: the estimated share of right rows among rows with evidence like theirs.

    A row is right where it tells a fact that an annotator of the page tells, and three quarters or more of the cells
    that it fills are right. No annotated paper is a scan: on pages read from their picture, the OCR's own confidence
    in the words is multiplied in. ``facts`` are all that was found in ``paper``: how many a sentence holds is evidence
    too. ``models`` is the folder of the models, by default the one that came with this copy. Raises ``ModelError``.
    """
    model = model_of(models)
    if not facts:
        return []
    likely = model.weights.likely(features(paper, facts))
    trust = {page.number: page.grade for page in paper.pages if page.ocr}
    claims = (float(p) * trust.get(paper.page_of(f.quote.start), 1.0) for f, p in zip(facts, likely, strict=True))
    return [replace(fact, confidence=round(claim, DECIMALS)) for fact, claim in zip(facts, claims, strict=True)]


def believed(paper: Paper, facts: Sequence[Fact], *, least: float) -> tuple[Paper, list[Fact]]:
    """The facts with a confidence of ``least`` or more, and the paper with a ledger entry for each page and table that
    lost some: how many."""
    kept = [fact for fact in facts if fact.confidence is None or fact.confidence >= least]
    if len(kept) == len(facts):
        return paper, kept
    held = {id(fact) for fact in kept}
    lost = Counter((paper.page_of(fact.quote.start), fact.table) for fact in facts if id(fact) not in held)
    entries = (
        LedgerEntry(page, "fact", 0, "left out", f"{count} {table}: confidence below {least:g}")
        for (page, table), count in sorted(lost.items())
    )
    return replace(paper, ledger=(*paper.ledger, *entries)), kept


def model_of(models: Path | None = None) -> Model:
    """The model of confidence, loaded once. Raises ``ModelError``."""
    return load(CONFIDENCE, folder=models, format=FORMAT)


def model_hashes(models: Path | None = None) -> dict[str, str]:
    """The SHA-256 of each model that ``confident`` uses, by name. Raises ``ModelError``."""
    model = model_of(models)
    return {model.name: model.sha256}
