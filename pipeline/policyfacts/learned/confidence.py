"""How likely a row is right, and each of its cells: the models' answers for every fact of a paper."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from policyfacts.learned.cells import CELLS_FORMAT, cell_features, cells_of, with_row, within_row
from policyfacts.learned.features import FORMAT, features
from policyfacts.learned.store import CANDIDATES, CELLS, CONFIDENCE, LINES_FORMAT, Model, load
from policyfacts.records import Fact, LedgerEntry, Mention, Paper, Slot
from policyfacts.schema import TABLES

DECIMALS = 3
_REQUIRED = {name: frozenset(c.name for c in table.slots if c.required) for name, table in TABLES.items()}
_HANGING = {"amount_max": "amount", "unit": "quantity"}
"""Cells that say nothing without another one."""


def confident(
    paper: Paper, facts: Sequence[Fact], mentions: Sequence[Mention] = (), *, models: Path | None = None
) -> list[Fact]:
    """``facts`` with their ``confidence``: the estimated share of right rows among rows with evidence like theirs; and
    their cells with theirs.

    A row is right where it tells a fact that an annotator of the page tells, and three quarters or more of the cells
    that it fills are right; a cell is right where it is as the annotator has it in that fact. No annotated paper is a
    scan: on pages read from their picture, the OCR's own confidence in the words is multiplied in. ``facts`` are all
    that was found in ``paper``, ``mentions`` the paper's, by place: what else a sentence holds is evidence too.
    ``models`` is the folder of the models, by default the one that came with this copy. Raises ``ModelError``.
    """
    model, of_cells = model_of(models), _cell_model(models)
    if not facts:
        return []
    likely = model.weights.likely(features(paper, facts, mentions)).tolist()
    cells = cells_of(facts)
    evidence = cell_features(paper, facts, mentions)
    told = (with_row(found, cell.slot, likely[cell.fact]) for found, cell in zip(evidence, cells, strict=True))
    sure: list[dict[str, float]] = [{} for _ in facts]
    of_rows = np.array([likely[cell.fact] for cell in cells])
    claims = within_row(of_cells.weights.likely(list(told)), of_rows)
    for cell, claim in zip(cells, claims.tolist(), strict=True):
        sure[cell.fact][cell.slot] = claim
    trust = {page.number: page.grade for page in paper.pages if page.ocr}
    read = [trust.get(paper.page_of(fact.quote.start), 1.0) for fact in facts]
    return [
        replace(fact, confidence=round(claim * seen, DECIMALS), slots=_sure(fact.slots, mine, seen))
        for fact, claim, mine, seen in zip(facts, likely, sure, read, strict=True)
    ]


def _sure(slots: Mapping[str, Slot], claims: Mapping[str, float], seen: float) -> dict[str, Slot]:
    return {
        name: replace(slot, confidence=round(claims[name] * seen, DECIMALS)) if name in claims else slot
        for name, slot in slots.items()
    }


def believed(paper: Paper, facts: Sequence[Fact], *, least: float, least_cell: float = 0.0) -> tuple[Paper, list[Fact]]:
    """The facts with a confidence of ``least`` or more, without their cells below ``least_cell``; and the paper with a
    ledger entry for each page and table that lost some: how many.

    What a table asks for is never emptied, and of each row the surest cell stays.
    """
    kept = [fact for fact in facts if fact.confidence is None or fact.confidence >= least]
    held = {id(fact) for fact in kept}
    lost = Counter(_place(paper, fact) for fact in facts if id(fact) not in held)
    bare = [_without(fact, least_cell) for fact in kept]
    emptied: Counter[tuple[int, str]] = Counter()
    for fact, left in zip(kept, bare, strict=True):
        emptied[_place(paper, fact)] += len(fact.slots) - len(left.slots)
    entries = [
        *_entries(lost, f"confidence below {least:g}"),
        *_entries(+emptied, f"cells emptied: confidence below {least_cell:g}"),
    ]
    return (replace(paper, ledger=(*paper.ledger, *entries)) if entries else paper), bare


def _place(paper: Paper, fact: Fact) -> tuple[int, str]:
    return paper.page_of(fact.quote.start), fact.table


def _entries(counts: Mapping[tuple[int, str], int], reason: str) -> Iterable[LedgerEntry]:
    for (page, table), count in sorted(counts.items()):
        yield LedgerEntry(page, "fact", 0, "left out", f"{count} {table}: {reason}")


def _without(fact: Fact, least: float) -> Fact:
    """The fact without its doubtful cells."""
    doubtful = {n for n, slot in fact.slots.items() if slot.confidence is not None and slot.confidence < least}
    doubtful |= {name for name, other in _HANGING.items() if other in doubtful and name in fact.slots}
    doubtful -= _REQUIRED[fact.table]
    if doubtful == set(fact.slots):
        doubtful.discard(max(sorted(doubtful), key=lambda name: fact.slots[name].confidence or 0.0))
    if not doubtful:
        return fact
    return replace(fact, slots={name: slot for name, slot in fact.slots.items() if name not in doubtful})


def model_of(models: Path | None = None) -> Model:
    """The model of rows, loaded once. Raises ``ModelError``."""
    return load(CONFIDENCE, folder=models, format=FORMAT)


def candidate_model(models: Path | None = None) -> Model:
    """The model of what may be missing, loaded once. Raises ``ModelError``."""
    return load(CANDIDATES, folder=models, format=LINES_FORMAT)


def _cell_model(models: Path | None) -> Model:
    return load(CELLS, folder=models, format=CELLS_FORMAT)


def model_hashes(models: Path | None = None) -> dict[str, str]:
    """The SHA-256 of each model that makes rows or cells, by name: of the file, and of what its card sets beside it.

    Raises ``ModelError``.
    """
    used = (model_of(models), _cell_model(models), candidate_model(models))
    return {model.name: _hash(model) for model in used}


def estimate_settings(models: Path | None = None) -> dict[str, Any]:
    """What intervals around sums of confidences, and the share found, are worked out with. Raises ``ModelError``."""
    return {"right": model_of(models).card.get("spread", {}), "found": candidate_model(models).settings["found"]}


def _hash(model: Model) -> str:
    if not model.settings:
        return model.sha256
    told = json.dumps([model.sha256, model.settings], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
