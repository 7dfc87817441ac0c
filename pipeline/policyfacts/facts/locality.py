"""The law of locality: a cell is proved by words within the licence of its fact, or it is empty.

What a rule took from too far is proved again by the nearest words in the licence that say the same; where none do, the
cell is emptied, of a list of parties the far ones. A fact that so loses what it hangs by is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.discourse import NAMING, SIDES, Licence, Licences
from policyfacts.facts.context import Story
from policyfacts.records import Fact, Slot, Span

# By table what a row hangs by; of several the first that it has.
_ANCHORS = {
    "partnerships": ("level",),
    "funds": ("amount", "name"),
    "agreements": ("title",),
    "projects": ("name",),
    "meetings": ("name",),
}
_JOINT = "; "


def local(story: Story, facts: Iterable[Fact]) -> Iterator[Fact]:
    """``facts`` without what words outside their licences prove; those that hang by such words are left out."""
    licences = story.licences
    for fact in facts:
        kept = _within(story, licences, fact)
        if kept is not None:
            yield kept


def _within(story: Story, licences: Licences, fact: Fact) -> Fact | None:
    outside = licences.outside(fact)
    if not outside:
        return fact
    court = _Court(story, licences, licences.of(fact.quote))
    slots = dict(fact.slots)
    for column, far in outside.items():
        slot = court.again(column, fact.slots[column], far)
        if slot is None and (fact.table, column) == ("funds", "name"):
            slot = court.shorter(fact.slots[column], far)
        if slot is None:
            del slots[column]
        else:
            slots[column] = slot
    anchor = next((column for column in _ANCHORS[fact.table] if column in fact.slots), None)
    return replace(fact, slots=slots) if anchor in slots else None


@dataclass(frozen=True, slots=True)
class _Court:
    """What may prove the cells of one fact."""

    story: Story
    licences: Licences
    licence: Licence

    def again(self, column: str, slot: Slot, far: Sequence[Span]) -> Slot | None:
        """``slot`` without the proof at ``far``: proved by nearer words, or less what only these prove."""
        if column == "date":
            proofs = {span: self._dated(slot, span, worked_out=len(far) < len(slot.spans)) for span in far}
        else:
            proofs = {span: self._nearer(column, span) for span in far}
        lost = [span for span, nearer in proofs.items() if nearer is None]
        if lost and column not in SIDES:
            return None
        spans = tuple(dict.fromkeys(s for span in slot.spans if (s := proofs.get(span, span)) is not None))
        left = self._less(str(slot.value), lost) if lost else str(slot.value)
        return replace(slot, value=left if lost else slot.value, spans=spans) if left and spans else None

    def shorter(self, slot: Slot, far: Sequence[Span]) -> Slot | None:
        """A name less what stands at ``far``: "loans" of "loans to Peru", where Peru is named too far away."""
        near = [span for span in slot.spans if span not in far]
        text = " ".join(self.story.paper.text[near[0].start : near[0].end].split()) if near else ""
        return Slot(text, (near[0],)) if text and str(slot.value).startswith(text) else None

    def _nearer(self, column: str, far: Span) -> Span | None:
        """The nearest words of the licence that say what those at ``far`` do: name the same, or are the same.

        The words for an event or a kind count in the paragraph itself only: elsewhere they tell of something else.
        """
        values, text = self._values(far), self.story.paper.text
        words = re.compile(rf"(?<!\w){re.escape(text[far.start : far.end])}(?!\w)", re.IGNORECASE)
        named = column in NAMING
        stretches = self.licence.stretches(column) if named else self.licence.near[:1]
        for stretch in stretches:
            if named and len(values) == 1:
                spans = [m.span for m in self.licences.named(stretch) if m.value in values]
            else:
                spans = [Span(*m.span()) for m in words.finditer(text, stretch.start, stretch.end)]
            if found := next((span for span in spans if self.licences.holds(self.licence, stretches, span)), None):
                return found
        return None

    def _dated(self, slot: Slot, far: Span, *, worked_out: bool) -> Span | None:
        """The nearest words that tell the same date; for one worked out from that at ``far``, the same year as that."""
        exact = len("2022") if worked_out else None
        told = {value[:exact] for value in self._values(far)} if worked_out else {str(slot.value)}
        told = told or {str(slot.value)[:exact]}
        stretches = self.licence.stretches("date", referred=worked_out)
        dates = (m for s in stretches for m in self.licences.named(s) if m.label == "date")
        return next((m.span for m in dates if str(m.value)[:exact] in told), None)

    def _values(self, span: Span) -> frozenset[str]:
        """What the mentions at ``span`` name."""
        return frozenset(str(m.value) for m in self.licences.named(span) if m.end <= span.end)

    def _less(self, value: str, lost: Sequence[Span]) -> str:
        """A list of parties less those that are named at ``lost``; empty where these are not told from the rest."""
        gone = {name for span in lost for v in self._values(span) for name in (v, self.story.full_name(v))}
        parties = value.split(_JOINT)
        left = [party for party in parties if party not in gone]
        return _JOINT.join(left) if len(left) < len(parties) else ""
