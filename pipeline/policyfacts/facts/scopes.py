"""What part of the whole a sum is: the total, one party's contribution, a phase, a tranche, a year's share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from policyfacts.facts.context import Sentence
from policyfacts.records import Fact, Mention, Money, Slot, Span
from policyfacts.values.countries import name_of

_BEFORE = re.compile(
    r"(?:(?P<first>first[- ](?:phase|stage)\b[^.;⟨]{0,40})"
    r"|(?P<tranche>\b(?:tranche|instal?lment|part-payment)\b[^.;]{0,40})"
    r"|(?P<annual>\b(?:annual(?:ly)?|yearly|per year|a year|each year|every year)\b[^.;,]{0,30})"
    r"|(?P<contribution>\b(?:of which|of that|of this|of the latter|of the former|of it|out of which|"
    r"half of which|including|share of|contribution of|contribut\w+|its part|portion of)\b[^.;]{0,40}))$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[^.;,⟨]{0,25}?(?:(?P<annual>\b(?:a year|per year|per annum|annually|each year|every year|yearly)\b)"
    r"|(?P<tranche>\b(?:tranche|instal?lment)\b)|(?P<first>\bfirst[- ]phase\b)"
    r"|(?P<contribution>(?:\w+ )?(?:will|would|to|was|were|is|are)? ?(?:be )?contributed by\b"
    r"|\bcontribution (?:from|by)\b))",
    re.IGNORECASE,
)
_SCOPES = {"first": "first phase", "tranche": "tranche", "annual": "annual", "contribution": "contribution"}


def scope(sentence: Sentence, span: Span) -> Slot:
    """The scope of the sum at ``span``; ``total`` where nothing makes it a part."""
    before = sentence.between(sentence.start, span.start)
    match = _BEFORE.search(before[-90:])
    if match and match.lastgroup:
        start = sentence.start + max(0, len(before) - 90) + match.start(match.lastgroup)
        return Slot(_SCOPES[match.lastgroup], (Span(start, span.start),))
    after = _AFTER.search(sentence.between(span.end, sentence.end))
    if after and after.lastgroup:
        return Slot(
            _SCOPES[after.lastgroup],
            (Span(span.end + after.start(after.lastgroup), span.end + after.end(after.lastgroup)),),
        )
    for dated in sentence.of("date"):
        if _FISCAL.match(dated.text) and dated.start < span.start:
            return Slot("annual", (dated.span,))
    return Slot("total", (span,))


_FISCAL = re.compile(r"(?:FY|fiscal years?)\s?\d", re.IGNORECASE)
_PART = re.compile(
    r"(?:^|[,;:.(–—]\s?|\sand\s)"
    r"(?P<lead>(?:of|out of) (?:which|that|this|these|it|the (?:latter|former|total|sum|amount|package|fund))"
    r"(?:,? (?:some|about|around|nearly|only|up to|at least|over))?)[^.;]{0,80}$",
    re.IGNORECASE,
)
# "A first tranche of $2 million", "the second instalment, $3 million,": of the money told before.
_SLICE = re.compile(
    r"\b(?:first|second|third|fourth|final|last|initial|latest|next|further|one)\s(?P<noun>tranche|instal?lment)"
    r"(?:\s(?:of|worth)|\sof principal,|,)\s(?:(?:about|around|some|nearly|over)\s)?$",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"(?:disbursed|drawn down|drawn|paid out|repaid|released|spent|utili[sz]ed|used)\b", re.IGNORECASE)


def part_of_last(sentence: Sentence, span: Span) -> Slot | None:
    """The scope of a sum that is part of the one told before: ``contribution``, ``tranche``, or ``None``."""
    before = sentence.between(sentence.start, span.start)
    if match := _PART.search(before):
        start = sentence.start + match.start("lead")
        return Slot("contribution", (Span(start, sentence.start + match.end("lead")),))
    if match := _SLICE.search(before):
        return Slot("tranche", (Span(sentence.start + match.start("noun"), sentence.start + match.end("noun")),))
    after = sentence.between(span.end, sentence.end)[:60]
    if len(before.split()) <= 6 and (match := _DRAWN.search(after)):
        return Slot("tranche", (Span(span.end + match.start(), span.end + match.end()),))
    return None


_SAME_SUM = re.compile(
    r"(?:\s[(\[]|,?\sor\s)(?:(?:or|about|some|around|nearly|roughly|approximately|approx\.|equivalent to|equal to|"
    r"the equivalent of|worth|over|more than|=|≈|~)\s?)*"
    r"|(?:\s[\w’'-]+){1,6}\s[(\[](?:or|about|around|approximately|approx\.|equivalent to|the equivalent of|≈|~)\s?",
    re.IGNORECASE,
)


def converted(sentence: Sentence, amounts: Sequence[Mention]) -> set[int]:
    """By index, the ``amounts`` that tell the one before in another currency: "SDR 2 million ($3 million)".

    One in brackets that has lost its sign is such too: "€3m (4m)".
    """
    return {
        index
        for index in range(1, len(amounts))
        if (_currency(amounts[index]) != _currency(amounts[index - 1]) or amounts[index].text[:1].isdigit())
        and _SAME_SUM.fullmatch(sentence.between(amounts[index - 1].end, amounts[index].start))
    }


def _currency(mention: Mention) -> str:
    return mention.value.currency if isinstance(mention.value, Money) else ""


_MADE_OF = re.compile(
    r":\s|\b(?:consist(?:s|ed|ing)? of|compris\w+|divided into|made up of|split into|including|composed of|namely|"
    r"in the form of|broken down|of which|"
    r"in (?:two|three|four|several) (?:parts|tranches|facilities|instalments|loans))\b",
    re.IGNORECASE,
)
# "Of the $60 billion announced in May, $10 billion was ... and $20 billion took ..."
_OF_THE = re.compile(r"^(?:Out )?[Oo]f (?:the|this|that|these|its|their)\s(?:[\w-]+\s){0,3}$")
# Sums are told rounded: parts that add up to so much more than the whole are still its parts.
_ROUNDING = Decimal("1.01")


def parts_in(sentence: Sentence, amounts: Sequence[Mention]) -> dict[int, int]:
    """By index, the ``amounts`` that are parts of an earlier one: "a package of $5 million: $3 million in".

    Words that take the whole apart must stand between, and the parts must not add up to more than it; or they must add
    up to it.
    """
    money = [m.value for m in amounts if isinstance(m.value, Money)]
    for whole in range(len(money) - 2):
        parts = [i for i in range(whole + 1, len(money)) if money[i].currency == money[whole].currency]
        added, limit = sum(money[i].value for i in parts), money[whole].value
        if len(parts) < 2 or added > limit * _ROUNDING:
            continue
        between = sentence.between(amounts[whole].end, amounts[parts[0]].start)
        taken_apart = _MADE_OF.search(between) or _OF_THE.search(sentence.between(sentence.start, amounts[whole].start))
        if added * _ROUNDING >= limit or taken_apart:
            return dict.fromkeys(parts, whole)
    return {}


def as_part(fact: Fact, whole: Fact) -> Fact:
    """``fact`` as a part of ``whole``, with what the whole tells and the part leaves unsaid."""
    slots = {k: whole.slots[k] for k in ("date", "providers", "recipients") if k in whole.slots} | dict(fact.slots)
    if "event" in whole.slots and ("event" not in slots or slots["event"].value == "reported"):
        slots["event"] = whole.slots["event"]
    if slots["scope"].value == "total":
        slots["scope"] = Slot("contribution", slots["scope"].spans)
    return replace(fact, slots=slots, rule=f"{fact.rule}+of-whole")


def as_whole(fact: Fact, parts: Sequence[Fact], amount: Span) -> Fact:
    """``fact`` as the whole of ``parts``: of their kind, or a package, where its own noun is one of theirs."""
    noun = fact.slots["kind"].spans[0]
    first = min((span for part in parts for span in part.slots["amount"].spans), default=amount)
    kinds = {str(part.slots["kind"].value) for part in parts}
    if not kinds or noun.start < first.start:
        return fact
    kind = kinds.pop() if len(kinds) == 1 else "package"
    slots = {**fact.slots, "kind": Slot(kind, fact.slots["kind"].spans)}
    if fact.slots["name"].spans[0].start > first.start:
        receivers = fact.slots.get("recipients")
        told = f" for {name_of(str(receivers.value))}" if receivers and ";" not in str(receivers.value) else ""
        slots["name"] = Slot(
            f"{kind}{told}", (*fact.slots["name"].spans, *(receivers.spans if told and receivers else ()))
        )
    return replace(fact, slots=slots, rule=f"{fact.rule}+whole")
