"""What part of the whole a sum is: the total, one party's contribution, a phase, a tranche, a year's share."""

from __future__ import annotations

import re

from policyfacts.facts.context import Sentence
from policyfacts.records import Slot, Span

_BEFORE = re.compile(
    r"(?:(?P<first>first[- ](?:phase|stage)\b[^.;⟨]{0,40})"
    r"|(?P<tranche>\b(?:tranche|instal?lment|part-payment)\b[^.;]{0,40})"
    r"|(?P<annual>\b(?:annual(?:ly)?|yearly|per year|a year|each year|every year)\b[^.;,]{0,30})"
    r"|(?P<contribution>\b(?:of which|of that|of this|of the latter|of the former|of it|out of which|"
    r"half of which|including|"
    r"share of|contribution of|contribut\w+|its part|portion of)\b[^.;]{0,40}))$",
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


def scope(sentence: Sentence, span: Span) -> Slot | None:
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
    return Slot("total", (span,))


_PART = re.compile(
    r"(?:^|[,;:.(–—]\s?|\sand\s)"
    r"(?P<lead>(?:of|out of) (?:which|that|this|these|it|the (?:latter|former|total|sum|amount|package|fund))"
    r"(?:,? (?:some|about|around|nearly|only|up to|at least|over))?)[^.;]{0,80}$",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"(?:disbursed|drawn down|drawn|paid out|repaid|released|spent|utili[sz]ed|used)\b", re.IGNORECASE)


def part_of_last(sentence: Sentence, span: Span) -> Slot | None:
    """The scope of a sum that is part of the one told before: ``contribution``, ``tranche``, or ``None``."""
    before = sentence.between(sentence.start, span.start)
    if match := _PART.search(before):
        start = sentence.start + match.start("lead")
        return Slot("contribution", (Span(start, sentence.start + match.end("lead")),))
    after = sentence.between(span.end, sentence.end)[:60]
    if len(before.split()) <= 6 and (match := _DRAWN.search(after)):
        return Slot("tranche", (Span(span.end + match.start(), span.end + match.end()),))
    return None
