"""Who gives and who receives where a sentence's own words leave it open: by the headings, the paragraph and the paper.

A paper in which one state gives again and again, or whose title names one that gives by trade, tells who lends where
"a loan of $2 million was signed with Bolivia" does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.donors import donors
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.sides import Side, Sides, lends
from policyfacts.facts.parties import Party, sovereign, value_of
from policyfacts.facts.topics import headed_by, nations, other_side, titled_alone, topic
from policyfacts.records import Mention
from policyfacts.values.organisations import organisation

# A state is the paper's giver where it gives so often, in this share of all that is given, and seldom receives.
_TIMES = 4
_SHARE = 0.5
_BOTH_WAYS = 0.34
# These rules say little about who receives, or gives.
_WEAK_RECEIPT = ("told-before", "item-lead", "sum-in", "fronted-in")
_WEAK_GIFT = ("told-before", "item-lead", "before-verb", "contract-", "agree-", "announce-")
# Blocs that give as states do.
_OF_STATE = re.compile(r"\b(?:Central Bank|State Bank|Reserve Bank|National Bank|Ministry|Government|Treasury)\b")
# Bodies that no section is about as one who receives.
_NOWHERE = frozenset({"UN", "OECD", "G7", "G20", "NATO"})
_ACTING_BLOCS = frozenset({"EU", "GCC"})


def giver_of(found: Iterable[Sides], story: Story) -> str:
    """The state that gives in most of what a paper tells, by its title and by the sides ``found`` in its sentences."""
    if _gives_by_title(story):
        return story.lead
    gives: Counter[str] = Counter()
    takes: Counter[str] = Counter()
    for sides in found:
        gives.update(_states(sides["provider"].party) if "provider" in sides else ())
        takes.update(_states(sides["recipient"].party) if "recipient" in sides else ())
    if not gives:
        return ""
    best = min(gives, key=lambda value: (-gives[value], value))
    often = gives[best] >= _TIMES and gives[best] >= _SHARE * gives.total()
    return best if often and takes[best] <= _BOTH_WAYS * gives[best] else ""


def _gives_by_title(story: Story) -> bool:
    """Whether the paper is about one that gives by trade, and its title names no other such."""
    return story.lead in donors() and {v for v in _titled(story) if v in donors()} == {story.lead}


def _titled(story: Story) -> set[str]:
    titles = [p for p in story.paper.passages if p.kind == "title"]
    return {str(m.value) for p in titles for m in story.mentions_in(p.start, p.end) if m.label in SOVEREIGN_LABELS}


def _states(party: Party) -> tuple[str, ...]:
    """The states of ``party``, a lender for the state whose money it lends."""
    named = zip(party.members, party.values, strict=True)
    found = (v if m.label == "country" or v in _ACTING_BLOCS else _state_of(v) for m, v in named)
    return tuple(dict.fromkeys(v for v in found if v))


def _state_of(name: str) -> str:
    """The state whose money a listed organisation gives, or empty."""
    known = organisation(name)
    return known.country if known else ""


def settled(line: Line, sides: Sides, giver: str) -> Sides:
    """``sides`` with the paper's ``giver`` on its own, where weak words put it on the other or on none."""
    full = dict(sides)
    if not giver:
        return full
    provider, recipient = full.get("provider"), full.get("recipient")
    if recipient and giver in recipient.party.values and not recipient.rule.startswith(("repay", "sum-to")):
        recipient = full.pop("recipient", None)
        if provider is None:
            full["provider"] = (
                Side("provider", "paper-gives", _only(recipient.party, giver)) if recipient else full["provider"]
            )
    if provider and recipient is None and _open(provider, giver) and _names(line.sentence, giver):
        # "Kenya signed a loan with the Export-Import Bank of China": the one that signs gets what that bank lends.
        full["recipient"] = replace(provider, role="recipient", rule="signs-with-giver")
        del full["provider"]
    if "provider" not in full and giver == line.story.lead:
        taken = full["recipient"].party.values if "recipient" in full else ()
        near = None if giver in taken else _named_near(line.sentence, line.story, giver)
        full |= {"provider": near} if near else {}
    return full


def _only(party: Party, value: str) -> Party:
    pairs = [(m, v) for m, v in zip(party.members, party.values, strict=True) if v == value]
    return Party(tuple(m for m, _ in pairs), tuple(v for _, v in pairs))


def _open(provider: Side, giver: str) -> bool:
    """Whether the words that make a state the giver would also fit one that signs for what it gets."""
    if not sovereign(provider.party) or giver in provider.party.values or set(provider.party.values) <= donors():
        return False
    return provider.rule.startswith(_WEAK_GIFT)


def _names(sentence: Sentence, giver: str) -> bool:
    return any(m.value == giver for m in sentence.of("country"))


def _named_near(sentence: Sentence, story: Story, giver: str) -> Side | None:
    """The paper's giver where the sentence, or else its paragraph, names it."""
    passage = sentence.passage
    near = [m for m in story.mentions_in(passage.start, passage.end) if m.label == "country" and m.value == giver]
    own = [m for m in near if sentence.start <= m.start < sentence.end]
    # "Kenya signed a loan with the Export-Import Bank of China": the bank rather than the state that it lends for.
    for bank in sentence.of("organisation"):
        value = value_of(bank, story)
        if _state_of(value) == giver or (lends(bank, value) and any(bank.start <= m.start < bank.end for m in own)):
            return Side("provider", "paper-gives", Party((bank,), (value,)))
    if not near and (titled := _only_giver(sentence, story, giver)):
        near = [titled]
    if not near:
        return None
    mention = (own or near)[0]
    return Side("provider", "paper-gives", Party((mention,), (giver,)))


def _only_giver(sentence: Sentence, story: Story, giver: str) -> Mention | None:
    """The paper's first mention of its giver, where its title tells that it gives and the paragraph names no other."""
    passage = sentence.passage
    named = {str(m.value) for m in story.mentions_in(passage.start, passage.end) if m.label in SOVEREIGN_LABELS}
    return story.first_mention(giver) if giver in _titled(story) and not named & donors() else None


def by_topic(line: Line, sides: Sides, giver: str) -> Sides:
    """``sides`` with whom the section, the paragraph or the paper is about as receiver, where nobody is said to be.

    Where nobody is said to give, the other side of a heading, or the title, that names two.
    """
    sentence, story = line.sentence, line.story
    provider = sides.get("provider")
    if "recipient" in sides:
        if provider is None and (other := other_side(sentence, story, sides["recipient"].party.values)):
            return {**sides, "provider": Side("provider", "other-side", Party((other,), (str(other.value),)))}
        return dict(sides)
    taken = {*nations(story, provider.party), *_states(provider.party)} if provider else set()
    about = topic(sentence, story, {*taken, *_NOWHERE})
    host = titled_alone(story)
    if host and str(host.value) not in {*taken, giver} and (about is None or about.value != host.value):
        # In a paper on one state that does not give, its sections are about those who give to it.
        about = host
    full = dict(sides)
    if about is not None:
        full["recipient"] = Side("recipient", "topic", Party((about,), (str(about.value),)))
    if provider is None and host and about is host and (giving := headed_by(sentence, story)):
        full["provider"] = Side("provider", "section-gives", Party((giving,), (str(giving.value),)))
    return full


def receiving(story: Story, sides: Sides) -> Sides:
    """``sides`` with a state for its central bank or ministry as receiver."""
    side = sides.get("recipient")
    if side is None:
        return dict(sides)
    pairs = [(m, _receiver(story, m, v)) for m, v in zip(side.party.members, side.party.values, strict=True)]
    first: dict[str, Mention] = {}
    for mention, value in pairs:
        first.setdefault(value, mention)
    party = Party(tuple(first.values()), tuple(first))
    return {**sides, "recipient": replace(side, party=party)} if party.values != side.party.values else dict(sides)


def _receiver(story: Story, member: Mention, value: str) -> str:
    if member.label != "organisation":
        return value
    inside = [str(m.value) for m in story.mentions_in(member.start, member.end) if m.label == "country"]
    known = organisation(value)
    of_state = _OF_STATE.search(value) or (known and known.kind == "central bank")
    return inside[-1] if inside and of_state else value
