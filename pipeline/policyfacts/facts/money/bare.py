"""Money told without a sum: named funds to which something happens, and instruments with giver and receiver named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.money.choosing import sides_of
from policyfacts.facts.money.dating import date_of
from policyfacts.facts.money.drafting import named_for, rule_of, side_slots
from policyfacts.facts.money.events import Told, event_of
from policyfacts.facts.money.flows import Bearing, Flow, bearings
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.naming import FundName, name_of_flow, spoken_of, told_apart
from policyfacts.facts.money.nouns import Noun, names_money, nouns_of
from policyfacts.facts.money.sides import Sides
from policyfacts.facts.money.threads import dated
from policyfacts.records import Fact, Slot, Span

# Without a sum a named fund is a fact only where one of these happens to it.
_OF_FUNDS = frozenset({"established", "announced", "disbursed", "cancelled", "proposed", "signed", "increased"})
_OF_MONEY = frozenset({"committed", "disbursed", "pledged", "announced", "signed", "cancelled", "proposed", "repaid"})
# Where nothing but the sentence tells them, both sides must be told plainly.
_PLAIN = 1.6
_STRONG = frozenset({"loan", "grant", "credit line", "debt relief", "guarantee", "package"})
_MUST = re.compile(r"\b(?:must|should|needs? to|ha(?:s|ve) to|calls? for|urge[sd]?)\b")
_BOTH = 2
_NO = re.compile(r"(?:no|neither|hardly any|scarcely any|little|none)\b", re.IGNORECASE)
_OWN_MONEY = re.compile(r"\b(?:its|their|his|her|our)\s(?:own\s)?$")


def without_sums(line: Line, here: Sequence[Fact]) -> Iterator[tuple[Fact, Sides]]:
    """The facts about money without sums, with their sides; ``here`` are the sentence's facts about sums."""
    told = {str(fact.slots["name"].value).lower() for fact in here}
    spans = [span for fact in here for span in fact.slots["name"].spans]
    for fact, sides in (*_named_funds(line), *_instruments(line)):
        name, own = str(fact.slots["name"].value).lower(), fact.slots["name"].spans[0]
        if name not in told and not any(s.start < own.end and own.start < s.end for s in spans):
            told.add(name)
            yield fact, sides


def _named_funds(line: Line) -> Iterator[tuple[Fact, Sides]]:
    for mention in line.funds:
        span, name = mention.span, spoken_of(line, mention)
        around = line.about(span)
        # "The Peacebuilding Fund project was launched" tells of a project.
        flow = Flow("fund", span, bearings=tuple(b for b in _of(around, span) if span.start <= b.theme.head < span.end))
        told = event_of(around, 0, flow)
        if told is None or told.value not in _OF_FUNDS or _thought_of(line, told):
            continue
        # What stands behind a name is not tied to it as it would be to a sum: "the Fund was set up on a visit to Peru".
        found = sides_of(around, 0, flow).items()
        sides = {r: s for r, s in found if s.doubt <= _PLAIN and not s.rule.startswith("sum-")}
        sides = named_for(around, name.spans, sides)
        founded = any(b.frame.sense == "establish" for b in flow.bearings)
        if sides or founded or told.value in {"established", "cancelled"}:
            yield _fact(around, flow, told, name, sides), sides


def _thought_of(line: Line, told: Told) -> bool:
    """Whether a predicate only says what may or must be done, or what was not."""
    if told.frame is None or told.frame.mood == "possible" or told.frame.negated:
        return True
    return _MUST.search(line.between(max(line.sentence.start, told.frame.start - 80), told.frame.start)) is not None


def _instruments(line: Line) -> Iterator[tuple[Fact, Sides]]:
    """Loans, grants and the like of which one sentence tells giver, receiver and event."""
    if line.story.tree(line.sentence) is None or not (line.funds or names_money(line.sentence.text, _STRONG)):
        return
    nouns = sorted(_nouns(line), key=lambda n: n.span.start) if line.frames else []
    seen: list[Span] = []
    for noun in nouns:
        if not any(s.start < noun.span.end and noun.span.start < s.end for s in seen):
            seen.append(noun.span)
            yield from _instrument(line, noun)


def _instrument(line: Line, noun: Noun) -> Iterator[tuple[Fact, Sides]]:
    around = line.about(noun.span)
    borne = (
        () if _OWN_MONEY.search(line.between(line.sentence.start, noun.span.start)) else tuple(_of(around, noun.span))
    )
    sums = line.sentence.of("amount")
    if not borne or any(b.theme.start <= m.start < b.theme.end for b in borne for m in sums):
        return
    flow = Flow(noun.kind, noun.span, noun, bearings=borne)
    told = event_of(around, 0, flow)
    sides = {r: s for r, s in sides_of(around, 0, flow).items() if s.doubt <= _PLAIN}
    if told is None or told.value not in _OF_MONEY or told.frame is None or len(sides) < _BOTH:
        return
    if any(b.frame.negated or _NO.match(line.between(*b.theme.span)) for b in borne):
        return
    if noun.kind in _STRONG:
        yield _fact(around, flow, told, told_apart(name_of_flow(around, 0, flow, sides), sides), sides), sides
    elif fund := _giving_fund(line, sides):
        fact = _fact(around, replace(flow, kind="fund", span=fund.spans[0]), told, fund, sides)
        # It gives itself, whoever founded it: "the China-Africa Development Fund".
        yield replace(fact, slots={**fact.slots, "providers": Slot(fund.text, fund.spans)}), sides


def _giving_fund(line: Line, sides: Sides) -> FundName | None:
    """The named fund that gives, where one does: "used financing provided by the Adaptation Fund"."""
    giver = sides.get("provider")
    own = next((m for m in line.funds if giver and m.start <= giver.span.start < m.end), None)
    return spoken_of(line, own) if own else None


def _nouns(line: Line) -> Iterator[Noun]:
    """The nouns of money that may be told without a sum: of aid, financing and the like where a fund may give it."""
    kinds = _STRONG | {"aid"} if line.funds else _STRONG
    for noun in nouns_of(line.sentence, line.sentence.span, line.held):
        if noun.kind in kinds and not any(p.start <= noun.span.start < p.end for p in line.parties):
            yield noun


def _of(around: Line, span: Span) -> Iterator[Bearing]:
    return (b for b in bearings(around, 0, None) if b.theme.start <= span.start < b.theme.end and b.depth < 2)


def _fact(line: Line, flow: Flow, told: Told, name: FundName, sides: Sides) -> Fact:
    slots = {
        "name": Slot(name.text, name.spans),
        "kind": Slot(flow.kind, (flow.span,)),
        "event": Slot(told.value, (told.span,)),
    }
    if when := date_of(line, 0, told) or dated(line, 0, told):
        slots["date"] = Slot(when.edtf, when.spans)
    slots |= side_slots(sides)
    return Fact("funds", slots, line.sentence.span, rule_of(flow, sides, bare="/bare"))
