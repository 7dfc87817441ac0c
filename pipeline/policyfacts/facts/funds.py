"""Funds, loans, grants and other money told in prose: what, how much, from whom, to whom, when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import Cue, clause, first_cue
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.flows import Measure, compared, measure
from policyfacts.facts.frames import Frame, Role, frame, roles
from policyfacts.facts.fundnames import FundName, described, named, spoken_of
from policyfacts.facts.governors import governed
from policyfacts.facts.parties import Party
from policyfacts.facts.scopes import scope
from policyfacts.records import Fact, Mention, Money, Slot, Span

_SKIPPED_KINDS = frozenset({"title", "front"})
# Without a sum a named fund is a fact only where something happens to it.
_BARE_EVENTS = frozenset({"established", "announced", "disbursed", "cancelled", "proposed", "signed", "increased"})
# Beyond this many characters a noun says nothing about a sum.
_REACH = 160


def funds(story: Story) -> Iterator[Fact]:
    """Every flow of money that the paper's prose states, in order."""
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        if sentence.of("amount", "fund"):
            yield from _of_sentence(sentence, story)


def _of_sentence(sentence: Sentence, story: Story) -> Iterator[Fact]:
    framed = frame(sentence, story)
    found_roles = list(roles(framed))
    flows = [(index, m) for index, amount in enumerate(framed.amounts) if (m := _flow(sentence, amount.span))]
    taken: set[str] = set()
    if tree := story.tree(sentence):
        found_roles.extend(governed(sentence, framed, tree, [index for index, _ in flows]))
    for index, kind in flows:
        amount = framed.amounts[index]
        bound = _bound(sentence, framed, found_roles, index, [i for i, _ in flows])
        fund_name = named(sentence, story, amount.span, kind) or described(sentence, amount.span, kind, bound)
        taken.add(fund_name.text.lower())
        yield _fact(sentence, story, amount, kind, fund_name, bound)
    if sentence.passage.kind != "heading":
        yield from _bare(sentence, story, found_roles, taken)


def _flow(sentence: Sentence, span: Span) -> Measure | None:
    """The kind of flow that the sum at ``span`` is; ``None`` for a figure of trade, cost or the economy."""
    found = measure(sentence, span)
    if found is None or not found.kind or found.distance > _REACH or compared(sentence, span):
        return None
    return found


def _bound(
    sentence: Sentence, framed: Frame, found: Sequence[Role], index: int, flows: Sequence[int]
) -> dict[str, Role]:
    """The nearest provider and recipient of the sum number ``index``, each tied to it by a pattern.

    A pattern that holds another sum speaks of that one. Of several sums in a sentence each takes the parties of its
    own stretch first; a party that opens the sentence serves all of them.
    """
    amount = framed.amounts[index]
    within = clause(sentence, amount.start, amount.end)
    chosen: dict[str, Role] = {}
    for wanted in ("provider", "recipient"):
        best: tuple[float, int] | None = None
        for order, role in enumerate(found):
            if role.role != wanted or (role.amounts and index not in role.amounts):
                continue
            if wanted == "recipient" and "provider" in chosen and role.party == chosen["provider"].party:
                continue
            distance = float(_gap(role.party, amount.span))
            if index in role.amounts:
                distance *= 0.3
            if role.party.start < within.start or role.party.end > within.end:
                distance += 40
            if any(_between(framed.amounts[other].span, role.party, amount.span) for other in flows if other != index):
                distance += 60
            key = (distance, order)
            if best is None or key < best:
                best, chosen[wanted] = key, role
    return chosen


def _gap(party: Party, span: Span) -> int:
    return span.start - party.end if party.end <= span.start else max(0, party.start - span.end)


def _between(other: Span, party: Party, span: Span) -> bool:
    low, high = sorted((party.start, span.start))
    return low < other.start < high


def _fact(
    sentence: Sentence, story: Story, amount: Mention, kind: Measure, name: FundName, bound: dict[str, Role]
) -> Fact:
    money = amount.value
    if not isinstance(money, Money):
        raise TypeError(f"an amount's value is Money, not {type(money).__name__}")
    cue = first_cue("funds_events", sentence, amount.span, clause(sentence, amount.start, amount.end))
    dated = _date(sentence, story, amount.span)
    slots = {
        "name": Slot(name.text, name.spans),
        "kind": Slot(_kind(kind, name), (kind.span,)),
        "amount": Slot(money.value, (amount.span,)),
        "currency": Slot(money.currency, (amount.span,)),
        "event": Slot(cue.value, (cue.span,)) if cue else Slot("reported", (amount.span,)),
    }
    if money.value_max is not None:
        slots["amount_max"] = Slot(money.value_max, (amount.span,))
    if part := scope(sentence, amount.span):
        slots["scope"] = part
    if dated:
        slots["date"] = Slot(dated.edtf, dated.spans)
    _add_parties(slots, bound)
    return Fact("funds", slots, sentence.span, _rule("sum", cue, bound))


def _bare(sentence: Sentence, story: Story, found: Sequence[Role], taken: set[str]) -> Iterator[Fact]:
    """Named funds to which something happens, without a sum."""
    for mention in sentence.of("fund"):
        if str(mention.value).lower() in taken:
            continue
        cue = first_cue("funds_events", sentence, mention.span, clause(sentence, mention.start, mention.end))
        if cue is None or cue.value not in _BARE_EVENTS or _apart(sentence, cue, mention):
            continue
        taken.add(str(mention.value).lower())
        near: dict[str, Role] = {}
        for role in sorted(found, key=lambda r: _gap(r.party, mention.span)):
            near.setdefault(role.role, role)
        name = spoken_of(story, mention)
        slots = {
            "name": Slot(name.text, name.spans),
            "kind": Slot("fund", (mention.span,)),
            "event": Slot(cue.value, (cue.span,)),
        }
        if dated := _date(sentence, story, mention.span):
            slots["date"] = Slot(dated.edtf, dated.spans)
        _add_parties(slots, near)
        yield Fact("funds", slots, sentence.span, _rule("named", cue, near))


def _apart(sentence: Sentence, cue: Cue, mention: Mention) -> bool:
    """Whether too much stands between the cue and the name for the one to speak of the other."""
    low, high = sorted((cue.span, mention.span))
    return high.start - low.end > 60


def _date(sentence: Sentence, story: Story, span: Span) -> Dated | None:
    """The date of the sum's clause, else the sentence's nearest one before it, else the only one behind it."""
    dates = dates_of(sentence, story)
    within = clause(sentence, span.start, span.end)
    own = [d for d in dates if within.start <= d.start < within.end]
    pool = own or [d for d in dates if d.start < span.start] or dates[:1]
    return min(pool, key=lambda d: (abs(d.start - span.start), d.start)) if pool else None


def _kind(kind: Measure, name: FundName) -> str:
    return name.kind or kind.kind


def _add_parties(slots: dict[str, Slot], bound: dict[str, Role]) -> None:
    for role, column in (("provider", "providers"), ("recipient", "recipients")):
        if role in bound:
            slots[column] = bound[role].party.slot()


def _rule(base: str, cue: Cue | None, bound: dict[str, Role]) -> str:
    parts = [cue.name if cue else "no-cue", *(bound[r].rule for r in ("provider", "recipient") if r in bound)]
    return f"fund/{base}/{'+'.join(parts)}"
