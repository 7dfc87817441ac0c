"""What became of money: the cue that governs a sum, else what is said right behind it or at the head of its list."""

from __future__ import annotations

import re

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import Cue, clause, cue_by, first_cue, rules
from policyfacts.facts.governors import covers, path
from policyfacts.records import Span

_LISTING = re.compile(r":\s|,\sof\swhich\s|\stogether with\s|\sas well as\s|;\s(?:a|an|another|and)\s")
_OPENING = frozenset({"announced", "pledged", "signed", "committed", "proposed"})
# What is said behind a sum of the sum itself: "a loan of $2 million, signed in March", "that the bank had approved".
_TOLD_BEHIND = frozenset({"announced", "pledged", "signed", "committed", "disbursed", "repaid"})
_BEHIND = 110
# What a relative clause or participle behind a sum may begin with, up to its verb.
_RELATIVE = re.compile(
    r"[\s)]*(?:[^,;.:()]{0,70})?(?:,\s(?:\w+ly\s|(?:both|each|since|then|later|first|also|which|that)\s(?:\w+\s){0,3})?"
    r"|,?\s(?:which|that)\s[^,;.:]{0,70}\s|,\sthe\s)?",
)
_REST = re.compile(r"[;.]\s|,\s(?:and|but|while|whereas)\s")


def event_of(sentence: Sentence, story: Story, core: Span, noun: Span, *, reach: int = 1000) -> Cue | None:
    """What happened to the money at ``core``: a cue of its clause that, by the tree, governs it or its noun.

    Else what a relative clause behind it tells, or the verb that opens its list.
    """
    within = clause(sentence, core.start, core.end)
    within = Span(max(within.start, core.start - reach), min(within.end, core.end + reach))
    tree = story.tree(sentence)
    if tree is None:
        return first_cue("funds_events", sentence, core, within) or _opening(sentence, core) or _behind(sentence, core)
    base = sentence.start
    above = path(tree, core.start - base, core.end - base) | path(tree, noun.start - base, noun.end - base)
    governing = first_cue(
        "funds_events", sentence, core, within, governs=lambda s: covers(tree, above, s.start - base, s.end - base)
    )
    return governing or _opening(sentence, core) or _behind(sentence, core)


def _opening(sentence: Sentence, core: Span) -> Cue | None:
    """The verb that opens a list of sums: "Two sums were pledged: $5 million in loans and $2 million in grants"."""
    before = sentence.between(sentence.start, core.start)
    if not _LISTING.search(before):
        return None
    stretch = Span(sentence.start, core.start)
    found = [cue for rule in rules("funds_events").possible(before) if (cue := cue_by(rule, sentence, core, stretch))]
    last = max(found, key=lambda cue: cue.span.end, default=None)
    return last if last and last.value in _OPENING else None


def _behind(sentence: Sentence, core: Span) -> Cue | None:
    """The first verb that a relative clause or participle behind the sum says of it, before the next sum."""
    end = min([m.start for m in sentence.of("amount") if m.start >= core.end] + [core.end + _BEHIND, sentence.end])
    after = sentence.between(core.end, end)
    if rest := _REST.search(after):
        end, after = core.end + rest.start(), after[: rest.start()]
    stretch = Span(core.end, end)
    found = [
        cue
        for rule in rules("funds_events").possible(after)
        if rule.value in _TOLD_BEHIND and (cue := cue_by(rule, sentence, core, stretch)) and cue.span.start >= core.end
    ]
    first = min(found, key=lambda cue: cue.span.start, default=None)
    return first if first and _RELATIVE.fullmatch(sentence.between(core.end, first.span.start)) else None
