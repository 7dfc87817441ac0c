"""What an undertaking is worth, in registers of what one state gives: "The hall cost $3 million".

Elsewhere such a sum is a cost, and no flow between parties. In an entry of a register that one state's giving fills, it
is the size of what that state builds, equips or hands over.
"""

from __future__ import annotations

import re

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.money.entries import Entries, Entry
from policyfacts.facts.money.flows import Flow
from policyfacts.facts.money.nouns import compared, instruments, noun_of
from policyfacts.records import Mention, Span

# A cost or a contract is the undertaking's size; trade, debts and the economy's figures are not.
_SIZES = frozenset({"", "cost"})
_EACH = re.compile(r"^\s(?:each|apiece|per|a (?:year|month|ton|piece)|every|in (?:tax|debt))\b", re.IGNORECASE)


def worths(story: Story, entries: Entries, giver: str) -> dict[int, Flow]:
    """By where they start, the sums that are what an undertaking is worth, as flows of the kind that their entry tells.

    Of each entry the first such sum of its paragraph; none where the entry does not name the ``giver``.
    """
    if not entries.register or not giver:
        return {}
    found: dict[int, Flow] = {}
    for entry in entries.all:
        if any(m.value == giver for m in story.mentions_in(entry.headline.start, entry.body.end)):
            found.update(_worth(story, entry))
    return found


def _worth(story: Story, entry: Entry) -> dict[int, Flow]:
    for sentence in story.sentences:
        if sentence.passage is not entry.body:
            continue
        for amount in sentence.of("amount"):
            if _sizes(sentence, amount):
                return {amount.start: _kind(story, entry, amount)}
    return {}


def _sizes(sentence: Sentence, amount: Mention) -> bool:
    if compared(sentence, amount.span) or _EACH.match(sentence.between(amount.end, sentence.end)):
        return False
    noun = noun_of(sentence, amount.span)
    return noun is None or noun.name in _SIZES or bool(noun.kind)


def _kind(story: Story, entry: Entry, amount: Mention) -> Flow:
    """The kind of money that the headline, or else the paragraph, tells; aid where neither does."""
    for part in (entry.headline, entry.body):
        text = story.paper.text[part.start : part.end]
        for money in instruments():
            if money.kind in {"grant", "loan", "credit line", "debt relief"} and (match := money.pattern.search(text)):
                span = Span(part.start + match.start(), part.start + match.end())
                return Flow(money.kind, span)
    return Flow("aid", amount.span, verbal=True)
