"""What became of a flow, where the cues of its clause do not settle it: AidData's status by the paragraph's words.

A coder reads on: "China lent $4 million for a clinic ... It opened in 2011." The event of the flow is the loan;
AidData's status (TUFF 3.0) is that of the whole, completed. The model was fitted on AidData's own narratives and
statuses.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from policyfacts.knowledge.codes import codes_of
from policyfacts.learned.store import STATUS, Model, home, load
from policyfacts.learned.weights import Choice, read_choice
from policyfacts.learned.wording import FORMAT, wording
from policyfacts.records import Fact, Paper, Passage

COLUMN = "tuff_status"
TABLE = "funds"
_TELLING = ("funds", "projects")  # tables whose events have a status
_NEUTRAL = frozenset({"", "reported"})  # events that leave open what became of the flow
_READ = frozenset({"prose", "item", "note"})  # the rows of a grid have no paragraph around them
_MOST = 0.8  # of a paragraph may be the quote: from the sentence alone, the model is no better than the majority


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A flow whose status is open: the paragraph around it, and what the event alone says (empty: nothing)."""

    index: int
    text: str
    code: str


def with_status(paper: Paper, facts: Sequence[Fact], *, models: Path | None = None) -> list[Fact]:
    """``facts`` with the ``status`` of flows whose event tells none, or whose paragraph tells several, where the model
    is sure enough: as sure as its card says that it must be. All other facts stay as they are.

    ``facts`` are all that was found in ``paper``. ``models`` is the folder of the models, by default the one that came
    with this copy; without a model of statuses in it, nothing changes. Raises ``ModelError`` where it is damaged.
    """
    model = status_model(models)
    found = list(unsettled(paper, facts)) if model else []
    if model is None or not found:
        return list(facts)
    settled = list(facts)
    least, told = float(model.card["threshold"]), frozenset(model.card["told"])
    for flow, likely in zip(found, model.weights.likely([wording(flow.text) for flow in found]), strict=True):
        best = int(likely.argmax())
        answer = model.weights.answers[best]
        if likely[best] >= least and answer in told:
            settled[flow.index] = replace(facts[flow.index], status=answer)
    return settled


def unsettled(paper: Paper, facts: Sequence[Fact]) -> Iterator[Unsettled]:
    """The flows of ``facts`` whose status is open, in their order: told as real, in a paragraph that says more than the
    sentence that they were found in."""
    starts = [passage.start for passage in paper.passages]
    places = [bisect_right(starts, fact.quote.start) - 1 for fact in facts]
    told: dict[int, set[str]] = defaultdict(set)
    for fact, place in zip(facts, places, strict=True):
        if fact.table in _TELLING and (code := code_of(fact)):
            told[place].add(code)
    for index, (fact, place) in enumerate(zip(facts, places, strict=True)):
        if fact.table != TABLE or place < 0 or fact.certainty in {"hypothetical", "denied"}:
            continue
        code = code_of(fact)
        silent = not code and _event(fact) in _NEUTRAL
        if (silent or (code and len(told[place]) > 1)) and _is_read(paper.passages[place], fact):
            passage = paper.passages[place]
            yield Unsettled(index, paper.text[passage.start : passage.end], code)


def code_of(fact: Fact) -> str:
    """AidData's status by the event alone; empty where it tells none."""
    said: Mapping[str, str] = {name: str(slot.value) for name, slot in fact.slots.items()}
    return codes_of(fact.table, said).get(COLUMN, "")


@cache
def status_model(models: Path | None = None) -> Model[Choice] | None:
    """The model of statuses, loaded once; None where the folder has none. Raises ``ModelError``."""
    folder = home() if models is None else models
    return load(STATUS, folder=folder, format=FORMAT, read=read_choice) if (folder / STATUS).is_dir() else None


def _event(fact: Fact) -> str:
    slot = fact.slots.get("event")
    return str(slot.value) if slot else ""


def _is_read(passage: Passage, fact: Fact) -> bool:
    quote = fact.quote.end - fact.quote.start
    return passage.kind in _READ and quote <= _MOST * (passage.end - passage.start)
