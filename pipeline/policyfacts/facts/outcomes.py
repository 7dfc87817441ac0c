"""What became of a flow, where its paragraph tells more than its own clause: AidData's status of the whole (TUFF 3.0).

"China lent $4 million for a clinic in 2009. It opened in 2011." The event of the flow is the loan; a coder of AidData
gives its project the status Completion. Only a paragraph that tells of one sum, one recipient and one work is read so,
as AidData's narratives are written: in any other, nothing says whose money the finished work was. No other status is
taken over: of "under construction", half the narratives had moved on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from policyfacts.knowledge.codes import codes_of
from policyfacts.records import Fact, Paper, Slot

_COLUMN, _DONE = "tuff_status", "Completion"
_MATTER = {"funds": ("amount", "recipients"), "projects": ("name",)}
_READ = frozenset({"prose", "item", "note"})  # the rows of a grid have no paragraph around them
# A promise is not what paid for the work, and what was cancelled paid for none.
_LED_ON = frozenset({"", "Pipeline: Commitment", "Implementation"})
_REAL = frozenset({"asserted", "reported"})


def with_outcomes(paper: Paper, facts: Iterable[Fact]) -> Iterator[Fact]:
    """``facts``, in their order, with the ``outcome`` of flows whose work is done by the words of their paragraph."""
    found = list(facts)
    starts = [passage.start for passage in paper.passages]
    places = [bisect_right(starts, fact.quote.start) - 1 for fact in found]
    matter: dict[tuple[int, str], set[str]] = defaultdict(set)
    done: dict[int, Slot] = {}
    for fact, place in zip(found, places, strict=True):
        for column in _MATTER.get(fact.table, ()):
            if column in fact.slots:
                matter[place, column].add(str(fact.slots[column].value).casefold())
        if fact.table == "projects" and _code(fact) == _DONE and fact.certainty in _REAL:
            done.setdefault(place, Slot(_DONE, fact.slots["event"].spans))
    crowded = {place for (place, _), values in matter.items() if len(values) > 1}
    for fact, place in zip(found, places, strict=True):
        open_ = fact.table == "funds" and fact.certainty in _REAL and _code(fact) in _LED_ON
        told = place >= 0 and place in done and place not in crowded and paper.passages[place].kind in _READ
        yield replace(fact, outcome=done[place]) if open_ and told else fact


def _code(fact: Fact) -> str:
    """AidData's status by the event alone; empty where it tells none."""
    return codes_of(fact.table, {name: str(slot.value) for name, slot in fact.slots.items()}).get(_COLUMN, "")
