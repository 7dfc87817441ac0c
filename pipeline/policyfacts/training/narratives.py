"""Coded narratives: short texts about one project each, with the status that a coder gave it, and our rows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

import numpy as np

from policyfacts.errors import UsageError
from policyfacts.facts import facts
from policyfacts.gold import read_csv
from policyfacts.knowledge import entries
from policyfacts.language import paper_mentions
from policyfacts.learned.features import Features
from policyfacts.learned.status import COLUMN, TABLE, code_of, unsettled
from policyfacts.learned.wording import wording
from policyfacts.records import CharacterMap, Fact, Page, Paper, Passage
from policyfacts.tables import provable

_COLUMNS = ("project_id", "description", "amount", "currency", "status", "recipients")

Case = Literal["silent", "disagree", "told", "not found"]
"""Whether the cues tell the flow's status: not at all, several of them in the paragraph, one; or whether the rules have
no row with the coded sum."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """A coded project: its text, the sum (None where none is coded) and its currency, the coder's status, and
    who received it, by which folds are made."""

    project: str
    text: str
    amount: Decimal | None
    currency: str
    status: str
    recipients: str


@dataclass(frozen=True, slots=True)
class Flow:
    """What is known of a narrative: its words, what the cues say of the row with the coded sum (its event and the code
    that follows from it), and the truth. ``asked``: whether the model would be asked, were the program run on it."""

    project: str
    group: str
    features: Features
    case: Case
    event: str
    code: str
    asked: bool
    status: str


def read_narratives(path: Path) -> list[Narrative]:
    """The narratives of a CSV file, in the order of their projects. Those without text or status are left out.

    Raises ``UsageError`` where it cannot be read, columns are missing, or a status is none of AidData's (TUFF 3.0).
    """
    rows = [row for _, row in read_csv(path, columns=_COLUMNS, error=UsageError)]
    found = [
        Narrative(
            row["project_id"],
            " ".join(row["description"].split()),
            _number(row["amount"]),
            row["currency"],
            row["status"],
            row["recipients"],
        )
        for row in rows
    ]
    strange = sorted({one.status for one in found} - {"", *statuses()})
    if strange:
        raise UsageError(f"{path}: {strange[0]!r} is no status. Known are {', '.join(statuses())}.")
    return sorted((one for one in found if one.text and one.status), key=lambda one: (one.project, one.text))


def statuses() -> list[str]:
    """AidData's statuses, as ``knowledge/codes.toml`` has them."""
    tables = (entry["codes"] for entry in entries("codes") if entry["column"] == COLUMN)
    return sorted({code for codes in tables for code in codes.values()})


def flows(narratives: Iterable[Narrative], *, parser: str) -> Iterator[Flow]:
    """Each narrative read as a paper of one paragraph."""
    for narrative in narratives:
        flow = Flow(
            narrative.project,
            narrative.recipients,
            wording(narrative.text),
            "not found",
            "",
            "",
            asked=False,
            status=narrative.status,
        )
        if narrative.amount is None:
            yield flow
            continue
        paper = _paper(narrative)
        paper, found = provable(paper, facts(paper, paper_mentions(paper), parser=parser))
        yield _judged(flow, paper, found, narrative)


def _judged(flow: Flow, paper: Paper, found: list[Fact], narrative: Narrative) -> Flow:
    index = next((i for i, fact in enumerate(found) if _is_coded(fact, narrative)), None)
    if index is None:
        return flow
    fact = found[index]
    code = code_of(fact)
    asked = {flow.index for flow in unsettled(paper, found)}
    event = str(fact.slots["event"].value) if "event" in fact.slots else ""
    case: Case = "told" if code and index not in asked else "disagree" if code else "silent"
    return replace(flow, case=case, event=event, code=code, asked=index in asked)


def _is_coded(fact: Fact, narrative: Narrative) -> bool:
    if fact.table != TABLE or "amount" not in fact.slots or "currency" not in fact.slots:
        return False
    return (fact.slots["amount"].value, fact.slots["currency"].value) == (narrative.amount, narrative.currency)


def _paper(narrative: Narrative) -> Paper:
    text = narrative.text
    return Paper(
        doc=f"narrative-{narrative.project}",
        path="",
        sha256="",
        text=text,
        pages=(Page(1, 595, 842),),
        passages=(Passage(0, len(text), "prose"),),
        characters=CharacterMap(np.ones(len(text), np.int32), np.zeros((len(text), 4), np.float32)),
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
