"""Funds, loans, grants and other money told in prose: what, how much, from whom, to whom, when, and with what event."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from policyfacts.facts.binding import bound, by_name, dealt_out, elided, nearest
from policyfacts.facts.carrying import carried
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import Cue, clause
from policyfacts.facts.dates import Dated, dates_of, of_event
from policyfacts.facts.entries import Entries, entries_of, settled
from policyfacts.facts.flows import Measure, compared, given, measure
from policyfacts.facts.frames import Frame, Role, frame, roles
from policyfacts.facts.fundevents import event_of
from policyfacts.facts.fundnames import FundName, described, named, spoken_of, told_apart
from policyfacts.facts.givers import apart, by_topic, giver_of, not_back, receiving, settled_sides
from policyfacts.facts.governors import governed
from policyfacts.facts.kinds import contributed_to, gives, kind_of, lent
from policyfacts.facts.lenders import lender_named, lends_so, lent_beside
from policyfacts.facts.parties import is_agency
from policyfacts.facts.scopes import as_part, as_whole, converted, part_of_last, parts_in, scope
from policyfacts.facts.unsaid import completed, own_share
from policyfacts.facts.worths import worths
from policyfacts.records import Fact, Mention, Money, Passage, Slot, Span

_SKIPPED_KINDS = frozenset({"title", "front"})
# Without a sum a named fund is a fact only where something happens to it.
_BARE_EVENTS = frozenset({"established", "announced", "disbursed", "cancelled", "proposed", "signed", "increased"})
# Beyond this distance a weak noun says nothing about a sum; a strong one may open a list ("pledges: ..., ... and ...").
_REACH = 160
_FAR = 500
# Nearer than this, a noun behind a sum is its own.
_BESIDE = 25
# A figure's noun so far from a sum yields to a verb of giving right beside it.
_NEARER = 40
# A paragraph's last giver and receiver are still meant so many sentences later.
_MEMORY = 2
# Within this distance something happens to a named fund itself.
_NEAR = 70
# A date that says until when, and no date of an event.
_UNTIL = re.compile(
    r"\b(?:by|until|till|up to|through|towards|agenda|vision|to|for|over|before)\s(?:the\s)?(?:end of\s)?$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"\b(?:announced|pledged|promised|approved|unveiled|offered|committed)\b", re.IGNORECASE)
_INHERITED = ("name", "kind", "providers", "recipients")


@dataclass(slots=True)
class _Thread:
    """What a paragraph has told of money so far: the last fact about a sum, who gave and received, how long ago."""

    passage: Passage | None = None
    last: Fact | None = None
    roles: dict[str, Role] = field(default_factory=dict)
    silence: int = 0

    def tell(self, fact: Fact, tied: Mapping[str, Role]) -> None:
        """Note a fact about a sum and its parties."""
        self.last, self.roles, self.silence = fact, dict(tied), 0


@dataclass(frozen=True, slots=True)
class _Framed:
    """A sentence's frame and the roles that patterns find in it."""

    frame: Frame
    roles: list[Role]


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the paper as a whole tells: its sentences' frames, who gives throughout, and what undertakings are worth."""

    framed: Mapping[int, _Framed]
    giver: str
    worths: Mapping[int, Measure]
    entries: Entries


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of a sentence when its sums are taken one by one: roles, flows and the context."""

    sentence: Sentence
    story: Story
    thread: _Thread
    whole: _Whole
    framed: Frame
    found: Sequence[Role]
    flows: Mapping[int, Measure]
    dealt: Mapping[int, Role]


def funds(story: Story) -> list[Fact]:
    """Every flow of money that the paper's prose states, in order."""
    framed = {
        s.start: _Framed(f := frame(s, story), list(roles(f, story.lead)))
        for s in story.sentences
        if s.passage.kind not in _SKIPPED_KINDS and s.of("amount", "fund")
    }
    giver = giver_of((f.roles for f in framed.values()), story)
    entries = entries_of(story)
    whole = _Whole(framed, giver, worths(story, entries, giver), entries)
    return settled(story, _told(story, whole), entries, giver)


def _told(story: Story, whole: _Whole) -> Iterator[Fact]:
    thread = _Thread()
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        if sentence.passage is not thread.passage:
            thread = _Thread(sentence.passage)
        thread.silence += 1
        if thread.silence > _MEMORY:
            thread.last, thread.roles = None, {}
        if sentence.start in whole.framed:
            yield from _of_sentence(sentence, story, thread, whole)


def _of_sentence(sentence: Sentence, story: Story, thread: _Thread, whole: _Whole) -> Iterator[Fact]:
    framed, found = whole.framed[sentence.start].frame, list(whole.framed[sentence.start].roles)
    flows = {
        i: m
        for i, amount in enumerate(framed.amounts)
        if (m := _flow(sentence, amount.span) or whole.worths.get(amount.start))
    }
    dealt = dealt_out(framed, found)
    nouned = {i for i in dealt if measure(sentence, framed.amounts[i].span, flows_only=True)}
    for i, (flow, lender) in _lent_beside(sentence, framed, {*flows, *nouned}).items():
        flows[i] = flow
        found.append(lender)
    if tree := story.tree(sentence):
        found.extend(governed(sentence, framed, tree, list(flows)))
    told = _Told(sentence, story, thread, whole, framed, found, flows, dealt or dealt_out(framed, found))
    wholes, again = parts_in(sentence), converted(sentence)
    made: dict[int, Fact] = {}
    for index in range(len(framed.amounts)):
        if index in again:
            continue
        fact, tied = _of_sum(told, index)
        if fact:
            if (of := wholes.get(index)) in made:
                fact = as_part(fact, made[of])
            made[index] = fact
            thread.tell(fact, tied)
    for whole_of in set(wholes.values()) & made.keys():
        parts = [made[i] for i, of in wholes.items() if of == whole_of and i in made]
        made[whole_of] = as_whole(made[whole_of], parts, framed.amounts[whole_of].span)
    yield from made.values()
    if sentence.passage.kind != "heading":
        yield from _bare(sentence, story, found, {str(f.slots["name"].value).lower() for f in made.values()})


def _lent_beside(sentence: Sentence, framed: Frame, known: Collection[int]) -> dict[int, tuple[Measure, Role]]:
    """The sums, none of those ``known``, that only a lender beside them makes money given."""
    left = (i for i in range(len(framed.amounts)) if i not in known)
    return {i: beside for i in left if (beside := lent_beside(sentence, framed, i))}


def _of_sum(told: _Told, index: int) -> tuple[Fact | None, dict[str, Role]]:
    """The fact about the sum number ``index``, if it is money given, and the parties tied to it."""
    sentence, story, thread, amount = told.sentence, told.story, told.thread, told.framed.amounts[index]
    kind = told.flows.get(index)
    if kind is None and index in told.dealt:
        kind = measure(sentence, amount.span, flows_only=True)
    tied = bound(sentence, told.framed, told.found, index, dealt=told.dealt)
    if index in told.dealt:
        tied[told.dealt[index].role] = told.dealt[index]
    if kind is None and thread.last and (left_out := elided(told.framed, index, thread.roles, told.flows)):
        kind = replace(told.flows[min(told.flows)], distance=_REACH)
        tied = {**thread.roles, left_out.role: left_out}
    own_noun = kind is not None and (kind.kind != "aid" or _beside(sentence, amount.span, kind))
    part = part_of_last(sentence, amount.span) if thread.last and not own_noun else None
    if thread.last and part:
        tied = {role: r for role, r in tied.items() if role == "provider" and not _by_tree(r)}
        return _with_parties(_part(sentence, story, amount, thread.last, part), tied), {**thread.roles, **tied}
    return _own(told, index, kind, tied) if kind else (None, tied)


def _beside(sentence: Sentence, span: Span, kind: Measure) -> bool:
    """Whether the noun stands right behind its sum: "80 million in assistance"."""
    near = not kind.weak and span.end <= kind.span.start <= span.end + _BESIDE
    return near and re.match(r"\s(?:in|of|for|as)\s", sentence.between(span.end, kind.span.start)) is not None


def _own(told: _Told, index: int, kind: Measure, tied: dict[str, Role]) -> tuple[Fact | None, dict[str, Role]]:
    """The fact about a sum that stands for itself, with its parties."""
    sentence, story, amount = told.sentence, told.story, told.framed.amounts[index]
    bank = None if "provider" in tied else lender_named(sentence, told.framed, index, receiving(story, tied))
    sides = {**tied, "provider": bank} if bank else tied
    if gives(kind.span, sides):
        kind = given(sentence, amount.span) or kind
    kind = lent(sentence, kind, sides)
    name = _name(sentence, story, amount, kind, tied)
    if name is None:
        return None, tied
    if "recipient" not in tied and name.mention and (by_its_name := by_name(story, name.mention)):
        tied["recipient"] = by_its_name
    before = carried(sentence, story, amount, told.thread.roles, tied)
    tied = receiving(story, tied)
    if bank:
        tied["provider"] = bank
    tied = completed(sentence, story, tied, before, told.thread.roles)
    tied = apart(sentence, signed := settled_sides(sentence, story, tied, told.whole.giver))
    if (
        len(tied) >= len(signed)
        and not own_share(sentence, tied)
        and not any(entry.holds(sentence.start) for entry in told.whole.entries.all)
    ):
        tied = not_back(by_topic(sentence, story, tied, told.whole.giver), told.thread.roles)
    fact = _with_parties(_fact(sentence, story, amount, kind, told_apart(name, tied, sentence, story)), tied)
    if fact.slots["event"].value == "reported" and "provider" in tied and lends_so(tied["provider"], fact.slots):
        # A bank's share in what is financed, or its dated loan, is money that it has committed.
        fact = replace(fact, slots={**fact.slots, "event": Slot("committed", (amount.span,))})
    if name.shared and fact.slots["scope"].value == "total":
        fact = replace(fact, slots={**fact.slots, "scope": Slot("contribution", (amount.span,))})
    if index in told.dealt and told.dealt[index].role == "provider" and len(told.dealt) > 1:
        fact = replace(fact, slots={**fact.slots, "scope": Slot("contribution", (amount.span,))})
    return fact, tied


def _name(
    sentence: Sentence, story: Story, amount: Mention, kind: Measure, tied: Mapping[str, Role]
) -> FundName | None:
    """What to call a sum that stands for itself; ``None`` where its noun does not make it money given."""
    own = named(sentence, story, amount.span, kind) or contributed_to(sentence, story, kind, tied)
    if own and own.mention and gives(own.mention.span, tied):
        own = None
    if kind.weak and not _believable(sentence, kind, own, tied):
        return None
    return own or described(sentence, amount.span, kind, tied, tree=story.tree(sentence))


def _by_tree(role: Role) -> bool:
    return role.rule.startswith(("nsubj", "csubj", "agent"))


def _flow(sentence: Sentence, span: Span) -> Measure | None:
    """The kind of flow that the sum at ``span`` is; ``None`` for a figure of trade, cost or the economy."""
    if compared(sentence, span):
        return None
    found = measure(sentence, span)
    if found and found.kind and found.distance <= (_REACH if found.weak else _FAR):
        verb = given(sentence, span) if found.weak or found.distance > _REACH else None
        return verb if verb and (found.weak or verb.kind != "aid") else found
    verb = given(sentence, span)
    if found and verb and not found.kind and found.distance > _NEARER and verb.distance < _BESIDE:
        # "It lent $3 million, although the bill stood at $5 million": the verb is the sum's own.
        return verb
    if found and not found.kind and found.distance <= _REACH:
        # A debt that is written off is no figure of debt.
        return verb if verb and verb.kind == "debt relief" and found.name == "debt stock" else None
    return verb


def _believable(sentence: Sentence, kind: Measure, own: FundName | None, tied: Mapping[str, Role]) -> bool:
    """Whether a sum with only a weak noun beside it ("project", "support") is money given: a name or a giver tells."""
    if own is not None or "provider" in tied:
        return True
    if _ANNOUNCED.search(sentence.between(sentence.start, kind.span.start)[-40:]):
        return True
    noun = sentence.between(kind.span.start, kind.span.end).lower()
    return "recipient" in tied and not noun.startswith(("project", "operation", "scheme", "budget"))


def _fact(sentence: Sentence, story: Story, amount: Mention, kind: Measure, name: FundName) -> Fact:
    cue = event_of(sentence, story, amount.span, kind.span)
    slots = {
        "name": Slot(name.text, name.spans),
        "kind": Slot(kind_of(kind, name), (kind.span,)),
        **_sum_slots(amount),
        "event": Slot(cue.value, (cue.span,)) if cue else Slot("reported", (amount.span,)),
    }
    if part := scope(sentence, amount.span):
        slots["scope"] = part
    if dated := _date(sentence, story, amount.span, cue):
        slots["date"] = Slot(dated.edtf, dated.spans)
    return Fact("funds", slots, sentence.span, f"fund/sum/{cue.name if cue else 'no-cue'}")


def _sum_slots(amount: Mention) -> dict[str, Slot]:
    money = amount.value
    if not isinstance(money, Money):
        raise TypeError(f"an amount's value is Money, not {type(money).__name__}")
    slots = {"amount": Slot(money.value, (amount.span,)), "currency": Slot(money.currency, (amount.span,))}
    if money.value_max is not None:
        slots["amount_max"] = Slot(money.value_max, (amount.span,))
    return slots


def _part(sentence: Sentence, story: Story, amount: Mention, last: Fact, part: Slot) -> Fact:
    """A part of the sum told last ("of the latter, €3 billion"; "only €180 million had been disbursed")."""
    cue = event_of(sentence, story, amount.span, amount.span)
    slots = {name: last.slots[name] for name in _INHERITED if name in last.slots}
    slots |= {**_sum_slots(amount), "scope": part}
    if cue:
        slots["event"] = Slot(cue.value, (cue.span,))
        if dated := _date(sentence, story, amount.span, cue, any_use=True):
            slots["date"] = Slot(dated.edtf, dated.spans)
    else:
        slots |= {name: last.slots[name] for name in ("event", "date") if name in last.slots}
        within = clause(sentence, amount.start, amount.end)
        own = [m for m in sentence.of("date") if within.start <= m.start < within.end]
        if part.value == "tranche" and own and (dated := _date(sentence, story, amount.span, None, any_use=True)):
            slots["date"] = Slot(dated.edtf, dated.spans)
    return Fact("funds", slots, sentence.span, f"fund/part/{cue.name if cue else 'no-cue'}")


def _bare(sentence: Sentence, story: Story, found: Sequence[Role], taken: set[str]) -> Iterator[Fact]:
    """Named funds to which something happens, without a sum."""
    for mention in sentence.of("fund"):
        name = spoken_of(story, mention)
        agencies = [m for m in sentence.of("organisation") if is_agency(m)]
        if name.text.lower() in taken or any(a.start < mention.end and mention.start < a.end for a in agencies):
            continue
        cue = event_of(sentence, story, mention.span, mention.span, reach=_NEAR)
        if cue is None or cue.value not in _BARE_EVENTS:
            continue
        taken.add(name.text.lower())
        tied = dict(nearest(found, mention.span))
        slots = {
            "name": Slot(name.text, name.spans),
            "kind": Slot("fund", (mention.span,)),
            "event": Slot(cue.value, (cue.span,)),
        }
        if dated := _date(sentence, story, mention.span, cue):
            slots["date"] = Slot(dated.edtf, dated.spans)
        if "recipient" not in tied and (told := by_name(story, mention)):
            tied["recipient"] = told
        yield _with_parties(Fact("funds", slots, sentence.span, f"fund/named/{cue.name}"), tied)


def _date(sentence: Sentence, story: Story, span: Span, cue: Cue | None, *, any_use: bool = False) -> Dated | None:
    """The date of the sum's clause, else the sentence's nearest one before it, else the first behind it.

    A date until when something runs, or a programme's years in brackets, is no date of an event.
    """
    future = cue is not None and cue.value == "proposed"
    dates = [
        d
        for d in dates_of(sentence, story)
        if any_use
        or not (
            (not future and _UNTIL.search(sentence.between(sentence.start, d.start)))
            or ("/" in d.edtf and sentence.between(d.start - 1, d.start) == "(")
        )
    ]
    within = clause(sentence, span.start, span.end)
    own = [d for d in dates if within.start <= d.start < within.end]
    pool = own or [d for d in dates if d.start < span.start] or dates[:1]
    return of_event(min(pool, key=lambda d: (abs(d.start - span.start), d.start))) if pool else None


def _with_parties(fact: Fact, tied: Mapping[str, Role]) -> Fact:
    """``fact`` with those who give and receive, and their rules in its name."""
    slots = dict(fact.slots)
    rules = []
    for role, column in (("provider", "providers"), ("recipient", "recipients")):
        if role in tied:
            slots[column] = tied[role].party.slot()
            rules.append(tied[role].rule)
    return replace(fact, slots=slots, rule="+".join((fact.rule, *rules)))
