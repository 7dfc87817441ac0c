"""Entries without verbs, as lists and profiles have them: "Kita dam, Mali (600 MW, $1.7 billion; completed 2024)".

Each piece between commas, semicolons, dashes and brackets tells one thing of the work that opens the entry. A line with
a label ("Status: ...", "Cost: ...") speaks of the work before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.facts.workparts import Part
from policyfacts.facts.workstages import headed, stage
from policyfacts.records import Fact, Mention, Money, Slot, Span
from policyfacts.values.quantities import find_quantities, measured

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|should|(?-i:may)|can|could|shall|does|did|do|am|be|says?|said)\b",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(?:[^;,:()–—]|(?<=\d)[,](?=\d)|(?<=\w)[–—](?=\w))+")
_LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z /()$€£-]{2,40}):\s")
_MONEY_FOR = re.compile(
    r"\b(?:guarantees?|cover|loan|credit|grant|financ\w+|fund\w+|aid|equity|lent|tranche|trade|debt)\b", re.IGNORECASE
)
_PRICE = re.compile(
    r"\s*(?:(?:estimated|total|about|some|around|over|nearly|cost|price|value|budget|worth|at|for|of)\b:?\s*)*"
)
# What may stand before the work that opens an entry: a bullet, a number, an article, and what is done to it.
_OPENS = re.compile(
    r"[\W\d]{0,6}(?:\(?[a-z]{1,3}[.)]\s)?(?:(?-i:[A-Z][\w-]+[’']s?\s))?(?:(?:the\s)?(?:construction|building|rehabilitation|reconstruction|renovation|upgrading|upgrade|expansion|extension|"
    r"completion|repair|widening|modernisation|modernization|dualisation|improvement|supply|installation|another \w+|"
    r"(?:first|second|third|final|last|new)\s(?:phase|stage|section|lot|lane))\s(?:works?\s)?(?:of|on|for|at|to)\s)?"
    r"(?:(?:the|an?|its|new|another|one)\s){0,2}(?:[a-z-]+\s){0,2}",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:\s(?:in|at|near|on|of)\s(?:the\s)?[A-Z][\w’-]+(?:(?:\sand)?\s[A-Z][\w’-]+){0,3}(?:\s(?:road|states?|provinces?|districts?|regions?|county|counties))?)?"
    r"(?:\sand\s(?:of\s|on\s)?(?:the\s)?[A-Z][\w’-]+(?:\s[A-Za-z][\w’-]+){0,3})?\s?[,:;(–—]"
)
_LOAN_LABEL = re.compile(r"\b(?:loan|grant|credit|financing)(?:\samount)?:\s?$", re.IGNORECASE)
# "Tender under way": the work itself is not.
_PAPERWORK = re.compile(
    r"\s*(?:the\s)?(?:\w+\s)?(?:tenders?|tendering|procurement|bidding|design|negotiations?|talks)\s(?:is\s|are\s)?(?:under|in|on)",
    re.IGNORECASE,
)
_MOST = 400


def entries_of_works(
    sentence: Sentence, story: Story, sightings: Sequence[Sighting], topic: Project | None
) -> Iterator[Fact]:
    """The rows of an entry without a finite verb; none for any other sentence."""
    if len(sentence.text) > _MOST or _FINITE.search(sentence.text) or sentence.passage.kind in {"heading", "caption"}:
        return
    label = _LABEL.match(sentence.text)
    if label and topic is not None and topic.named and not sightings:
        part, announced = Part(topic, None, sentence, story), headed(label["label"])
        if announced not in {"", "name", "country"}:
            for match in _PIECE.finditer(sentence.text, label.end()):
                yield from _piece(part, match.start(), match.end(), announced)
        yield from _sizes(part)
    elif sightings and _opens(sentence, sightings[0]):
        first = sightings[0]
        part = Part(first.project, first, sentence, story)
        for match in _PIECE.finditer(sentence.text, first.span.end - sentence.start):
            yield from _piece(part, match.start(), match.end(), "")


def _opens(sentence: Sentence, work: Sighting) -> bool:
    """Whether a work with a name stands at the head of its entry, a sign right behind it or behind its place."""
    opening = sentence.between(sentence.start, work.span.start)
    if not _OPENS.fullmatch(opening) or work.project.soft or work.project.many:
        return False
    return _HEAD.match(sentence.between(work.span.end, sentence.end)) is not None


def _piece(part: Part, start: int, end: int, announced: str) -> Iterator[Fact]:
    """What the words from ``start`` to ``end`` of the entry tell; ``announced`` by its label."""
    sentence = part.sentence
    text = sentence.text[start:end]
    inside = [m for m in sentence.mentions if start <= m.start - sentence.start < end]
    dates = [m for m in inside if m.label == "date"]
    sums = [m for m in inside if m.label == "amount"]
    if announced in {"cost", ""} and len(sums) == 1 and (announced or _is_price(sentence, start, sums[0])):
        yield from _cost(part, sums[0])
    elif announced in {"stage", "when", ""} and (found := stage(text)) and not _PAPERWORK.match(text):
        cue = Span(sentence.start + start + found.cue.start, sentence.start + start + found.cue.end)
        yield _milestone(part, found.event, cue, dates)
    elif announced not in {"stage", "when", "cost", ""} and dates:
        yield _milestone(part, announced, Span(sentence.start, sentence.start + start - 2), dates)


def _sizes(part: Part) -> Iterator[Fact]:
    """The sizes in a line with a label: "Length: 142 km"."""
    for mention in find_quantities(part.sentence.text):
        figure, unit, measure = measured(mention)
        span = (Span(part.sentence.start + mention.start, part.sentence.start + mention.end),)
        slots = {"quantity": Slot(figure, span), "unit": Slot(unit, span)}
        yield part.fact(f"entry-{measure}", event=Slot(measure, span), **slots)


def _is_price(sentence: Sentence, start: int, amount: Mention) -> bool:
    """Whether a sum is all that its piece says, so that it is what the work costs."""
    offset = amount.start - sentence.start
    behind = sentence.text[amount.end - sentence.start :][:30]
    piece = sentence.text[start:offset]
    group = re.split(r"[;:(]\s?", sentence.text[:start])[-1] + piece
    lent = (
        _MONEY_FOR.search(group)
        or _LOAN_LABEL.search(sentence.text[:start])
        or any(amount.start - len(group) <= m.start < amount.start for m in sentence.of("organisation", "fund"))
    )
    return (
        not lent
        and _PRICE.fullmatch(piece) is not None
        and re.match(r"\s*(?:[;,.()–—]|$)", behind) is not None
        and not _MONEY_FOR.search(piece)
    )


def _cost(part: Part, amount: Mention) -> Iterator[Fact]:
    money, span = amount.value, (amount.span,)
    if isinstance(money, Money):
        yield part.fact(
            "entry-cost",
            event=Slot("cost", span),
            quantity=Slot(money.value, span),
            unit=Slot(money.currency, span),
        )


def _milestone(part: Part, event: str, cue: Span, dates: Sequence[Mention]) -> Fact:
    when = {"date": Slot(str(dates[0].value), (dates[0].span,))} if dates else {}
    return part.fact("entry-stage", event=Slot(event, (cue,)), **when)
