"""The figures of works: capacities, lengths, jobs and costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.facts.workframes import Told
from policyfacts.facts.workparts import GOES_ON, Part
from policyfacts.language.projectnames import kinds
from policyfacts.language.workwords import harmed
from policyfacts.records import Fact, Mention, Money, Slot, Span
from policyfacts.values.quantities import find_quantities, measured

_DISTANCE = re.compile(
    r"^\s(?:to the\s)?(?:(?:up|down)\sthe|north|south|east|west|north-?\w+|south-?\w+|inland|off|offshore|away|"
    r"from(?! [^.;,]{2,40} to )|outside|upstream|"
    r"downstream|apart|deep|wide|radius|below|above|of (?:the )?(?:border|coast|capital|city|shore))\b",
    re.IGNORECASE,
)
# A figure of a part, or of what was carried, is no measure of the work.
_PART_ONLY = re.compile(
    r"\b(?:gaps?|breaks?|detours?|stumps?|headlands?|missing links?)\sof\s(?:about\s|some\s)?$|"
    r"\b(?:save|except|apart|but|other than)\s(?:for|from)\s(?:the\s)?(?:last\s|final\s)?$|"
    r"\b(?:within|every|each)\s(?:(?:an?|the|some|about)\s)?(?:\w+\s)?$|"
    r"\b(?:including|of which|among them)\s(?:(?:an?|the|some|about)\s)?(?:\w+\s){0,2}(?:of\s)?$|"
    r"\b(?:vessels?|ships?|carriers?|tankers?)\s(?:of|with|carrying|holding|up to)\s"
    r"(?:(?:about|over|up to|more than|nearly|some|at least)\s)?$|"
    r"\b(?:handled|carried|moved|transported|shipped|processed|exported)\s(?:(?:about|some|over|nearly|more than)\s)?$"
)
# What is aimed at, put out to tender or used up is no measure of the work that the sentence before told of.
_NOT_ITS = re.compile(
    r"\b(?:goals?|targets?|aims?|ambitions?|tenders?|auctions?|bids?|demand|needs?|shortfalls?|deficits?|shortages?|"
    r"us(?:e|es|ed|ing)|consum(?:e|es|ed|ing|ption)|requir(?:e|es|ed|ing)|lack(?:s|ed)?|import(?:s|ed|ing)?|los(?:es|t))\s"
    r"(?:of\s|for\s|at\s|to\s)?(?:(?:about|some|over|nearly|more than|at least|up to|another|a further)\s)?$|"
    r"\b(?:goals?|targets?|tenders?|auctions?)\s(?:of|for)\s[^;:.]{0,50}\sand\s$",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\([^()]*\)")
_RECURRING = re.compile(
    r"\s(?:(?:US|USD|dollars)\s)?(?:per|an?|each|every)\s(?:day|week|month|year|km|kilomet\w+|tonn?e?|passenger|"
    r"mile|unit|ton)\b"
)
_OF_THINGS = re.compile(
    r"\sof\s(?!(?:the|its|this|that|it|which)\b)(?P<things>[a-z][\w-]*(?:\s(?!(?:and|in|at|for|from|to|along|between|across|on|is|are|was|were|will|that|which|by|of|with|through)\b)[a-z][\w-]*){0,3})"
)
# "470 km of the Danube" are no work's.
_OF_A_RIVER = re.compile(r"\sof\sthe\s(?P<name>[A-Z][\w’-]+)(?!\s[A-Z])")
_OF_WAYS = re.compile(
    r"(?:(?:new|old|double|single|paved|rural|gravel|railway|rail|main|electrified|asphalt|tarmac|high-voltage|overhead|transmission|"
    r"standard-gauge|modern|dual|four-lane|six-lane|underground|submarine|fibre-optic)\s)*"
    r"(?:roads?|tracks?|rails?|lines?|pipes?|pipelines?|cables?|tunnels?|canals?|highways?|motorways?|railways?|length|embankments?|dykes?|walls?|fences?|way|carriageways?|quays?|berths?|quayside|runways?|piers?|jett(?:y|ies)|breakwaters?)"
)
_RUNS_ON = re.compile(
    r";\s(?:and\s)?(?:(?:(?:its|the)\s)?(?:annual\s|nominal\s|rated\s)?(?:output|capacity|production|nameplate|length|workforce)\b|"
    r"it\s|(?:some|about|a total of)\s|$)[^;]*$"
)
_MEASURE_REACH = 130
# "The loan agreement for the bridge (amount approved: $5 million)": the loan's sum.
_OF_LOAN = re.compile(
    r"\b(?:loans?|credits?|grants?|financing|guarantees?)(?:\s(?:agreements?|contracts?))?\s(?:for|to)\s[^,;()]{0,80}\s\([^()]{0,60}$"
    r"|\((?:the\s)?(?:loan|grant|credit|financing)(?:\samount)?(?:\sof|:)?\s$"
)
_NEXT = len(", ")


def measures(sentence: Sentence, story: Story, sightings: Sequence[Sighting], topic: Project | None) -> Iterator[Fact]:
    """Capacities, lengths and jobs: each quantity goes to the nearest work of a kind that is so measured."""
    if harmed(sentence.text):
        return
    for mention in find_quantities(sentence.text):
        figure, unit, measure = measured(mention)
        span = Span(sentence.start + mention.start, sentence.start + mention.end)
        if measure == "length" and _DISTANCE.match(sentence.between(span.end, sentence.end)):
            continue
        if _PART_ONLY.search(sentence.between(sentence.start, span.start)):
            continue
        if measure == "length" and _of_other_lengths(sentence, span, sightings):
            continue
        alone = len({id(s.project) for s in sightings}) == 1
        near = [
            s for s in sightings if _fits(s.project, unit, measure) and _joined(sentence, s.span, span, alone=alone)
        ]
        known = [s for s in near if s.project.named or not s.project.soft]
        sighting = min(
            known or near,
            key=lambda s: (_gap(s.span, span) + (25 if s.span.start > span.start else 0), s.span.start),
            default=None,
        )
        if sighting is None and _NOT_ITS.search(sentence.between(sentence.start, span.start)):
            continue
        spoken = topic if GOES_ON.match(sentence.text) and (not sightings or measure == "jobs") else None
        project = sighting.project if sighting else spoken
        if project is None or not _fits(project, unit, measure) or (project.soft and not project.named):
            continue
        yield Part(project, sighting, sentence, story).fact(
            measure, event=Slot(measure, (span,)), quantity=Slot(figure, (span,)), unit=Slot(unit, (span,))
        )


def _of_other_lengths(sentence: Sentence, span: Span, sightings: Sequence[Sighting]) -> bool:
    """Whether a length is told of things that are no work of the sentence: "14,000 km of bus routes"."""
    named = _OF_A_RIVER.match(sentence.text, span.end - sentence.start)
    if named:
        start, end = sentence.start + named.start("name"), sentence.start + named.end()
        return not any(s.span.start <= end + _NEXT and start < s.span.end for s in sightings)
    match = _OF_THINGS.match(sentence.text, span.end - sentence.start)
    if match is None or _OF_WAYS.fullmatch(match["things"]):
        return False
    start, end = sentence.start + match.start("things"), sentence.start + match.end("things")
    return not any(s.span.start < end + len(" of the ") and start < s.span.end for s in sightings)


def _fits(project: Project, unit: str, measure: str) -> bool:
    return measure == "jobs" or unit in kinds()[project.kind].measures or project.soft


def _joined(sentence: Sentence, work: Span, quantity: Span, *, alone: bool) -> bool:
    """Whether a quantity is near enough to a work, without a semicolon between them.

    Of a work ``alone`` in its sentence a later clause may tell "output is rated at 30,000 tonnes".
    """
    between = sentence.between(min(work.end, quantity.end), max(work.start, quantity.start))
    opened = between.count("(") != between.count(")")
    clear = opened or ";" not in _PARENTHESES.sub("", between) or (alone and _RUNS_ON.search(between) is not None)
    return _gap(work, quantity) <= _MEASURE_REACH and clear


def _gap(one: Span, other: Span) -> int:
    return one.start - other.end if one.start >= other.end else max(0, other.start - one.end)


def cost(part: Part, each: Told, amounts: Sequence[Mention]) -> Iterator[Fact]:
    if each.amount is None:
        return
    amount = amounts[each.amount]
    behind = part.sentence.between(amount.end, part.sentence.end)
    if isinstance(amount.value, Money) and not _RECURRING.match(behind) and not _is_lent(part.sentence, amount):
        slots = {
            "quantity": Slot(amount.value.value, (amount.span,)),
            "unit": Slot(amount.value.currency, (amount.span,)),
        }
        yield part.fact("cost", event=Slot("cost", (each.cue,)), **slots)


def _is_lent(sentence: Sentence, amount: Mention) -> bool:
    """Whether a sum in brackets is that of a loan: of one told before them, or with its lender ("$5 million, KfW")."""
    before = sentence.between(sentence.start, amount.start)
    if _OF_LOAN.search(before):
        return True
    bracketed = before.count("(") > before.count(")")
    lender = any(m.start == amount.end + _NEXT for m in sentence.of("organisation", "country"))
    return bracketed and lender and sentence.between(amount.end, amount.end + _NEXT) == ", "
