"""Givers and receivers that a sentence leaves unsaid, where its paragraph makes them plain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.frames import Role
from policyfacts.facts.parties import Party, parties
from policyfacts.facts.topics import only_other
from policyfacts.records import Span

_PRONOUN = re.compile(
    r"^(?:It|They|The (?:bank|lender|agency|group|institution|government|country|donor)s?)\b", re.IGNORECASE
)

# "The works cost $9 million, of which the government contributes $2 million": to nobody but itself.
_OWN_SHARE = re.compile(r"\b(?:costs?|of which|remain\w+|rest|balance|counterpart)\b", re.IGNORECASE)

_PLACED = re.compile(r"\b(?:in|at|across|throughout|within|to|for|from)\s(?:the\s)?$", re.IGNORECASE)


def completed(
    sentence: Sentence, story: Story, tied: Mapping[str, Role], before: Mapping[str, Role], gave: Mapping[str, Role]
) -> dict[str, Role]:
    """``tied`` with what the paragraph adds to it; ``before`` are the roles of the sum told last in it.

    The giver is the one of the sentences before where this one goes on with "it" or "the bank", else the giver of the
    sum told last; the receiver is that of the sum told last, else the only other country that the paragraph names, but
    for one that ``gave`` the sum before.
    """
    full = dict(tied)
    if "provider" not in full and (giver := _giver(sentence, story)):
        full["provider"] = Role("provider", "spoken-of-before", giver, Span(giver.start, giver.end))
    for wanted, other in (("provider", "recipient"), ("recipient", "provider")):
        known = before.get(wanted)
        if wanted not in full and known and not (other in full and full[other].party.values == known.party.values):
            full[wanted] = replace(known, rule="told-before", amounts=())
    if own_share(sentence, full):
        return full
    if "provider" in full and "recipient" not in full and (only := only_other(sentence, story, full["provider"].party)):
        if "provider" in gave and set(only.values) <= set(gave["provider"].party.values):
            return full
        full["recipient"] = Role("recipient", "only-other", only, Span(only.start, only.end))
    return full


def own_share(sentence: Sentence, tied: Mapping[str, Role]) -> bool:
    """Whether the giver only bears its share of what its own works cost."""
    giver = tied.get("provider")
    return giver is not None and giver.rule.endswith("contribute") and _OWN_SHARE.search(sentence.text) is not None


def _giver(sentence: Sentence, story: Story) -> Party | None:
    """What "it" or "the bank" at the sentence's head, or in its main clause, stands for."""
    if not (_PRONOUN.search(sentence.text) or re.search(r",\s(?:it|they)\s\w+ed\b", sentence.text)):
        return None
    for earlier in story.before(sentence, reach=2):
        found = parties(earlier, story)
        if found and found[0].start - earlier.start < 120:
            # "In Mali a package was announced. It was ...": Mali is where, and does not give.
            placed = _PLACED.search(earlier.between(earlier.start, found[0].start))
            return None if placed else found[0]
    return None
