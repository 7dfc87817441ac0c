"""Who gives and who receives where a sentence's own words leave it open: the paper's giver, and those it signs with.

"China and Bolivia signed a loan of $2 million" does not say who lends. A paper in which one state gives again and again
tells it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.donors import donors
from policyfacts.facts.frames import Role
from policyfacts.facts.parties import Party, sovereign, value_of
from policyfacts.facts.topics import headed_by, nations, other_side, titled_alone, topic
from policyfacts.records import Mention, Span
from policyfacts.values.organisations import organisation

# A state is the paper's giver where it gives so often, in this share of all that is given, and seldom receives.
_TIMES = 4
_SHARE = 0.5
_BOTH_WAYS = 0.34
# These rules say little about who receives.
_WEAK_RECEIPT = ("only-other", "told-before", "money-in", "money-to")
_WEAK_GIFT = frozenset({"told-before", "spoken-of-before", "party-money"})
# Blocs that give as states do.
_ACTING_BLOCS = frozenset({"EU", "GCC"})
# These lend and give; what is said to go to them is, but for a fund's own capital, another's.
_LENDERS = frozenset({"lender", "insurer", "multilateral"})
_OF_STATE = re.compile(r"\b(?:Central Bank|State Bank|Reserve Bank|National Bank|Ministry|Government|Treasury)\b")
_SIGNING = re.compile(
    r"\b(?:sign|conclud|agree|ink|enter|reach|seal|exchang|endors|announc)\w*\b|\bestablish|\bto \w+$", re.IGNORECASE
)

_SIGNED = re.compile(r"\b(?:sign(?:ed|s|ing)?|ink(?:ed|s)?|conclud\w+|exchang\w+|seal\w*)\b", re.IGNORECASE)


def giver_of(found: Iterable[Iterable[Role]], story: Story) -> str:
    """The state that gives in most of what a paper tells, by the roles ``found`` in its sentences and by its title."""
    if _gives_by_title(story):
        return story.lead
    gives: Counter[str] = Counter()
    takes: Counter[str] = Counter()
    for of_sentence in found:
        told = {(role.role, value) for role in of_sentence for value in _states(role.party)}
        gives.update(value for role, value in told if role == "provider")
        takes.update(value for role, value in told if role == "recipient")
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
    found = (v if m.label == "country" or v in _ACTING_BLOCS else state_of(v) for m, v in named)
    return tuple(dict.fromkeys(v for v in found if v))


def known_lender(name: str) -> bool:
    """Whether ``name`` is a listed bank or fund that lends."""
    known = organisation(name)
    return known is not None and known.kind in _LENDERS


def state_of(name: str) -> str:
    """The state whose money a listed organisation gives, or empty."""
    known = organisation(name)
    return known.country if known else ""


def settled_sides(sentence: Sentence, story: Story, tied: Mapping[str, Role], giver: str) -> dict[str, Role]:
    """``tied`` with the paper's ``giver`` on its side, where weak words put it on the other, on both or on none."""
    full = dict(tied)
    if not giver:
        return full
    provider, recipient = full.get("provider"), full.get("recipient")
    if recipient and giver in recipient.party.values and recipient.rule.startswith(_WEAK_RECEIPT):
        del full["recipient"]
        if provider is None or _open(sentence, provider, giver):
            full["provider"] = _part(recipient, story, giver, gives=True)
            if provider:
                full["recipient"] = replace(provider, role="recipient", rule="signs-with-giver")
    elif provider and recipient is None and _both_sign(sentence, story, provider, giver):
        full["provider"] = _part(provider, story, giver, gives=True)
        full["recipient"] = _part(provider, story, giver, gives=False)
    elif provider and recipient is None and _open(sentence, provider, giver) and _names(sentence, giver):
        # "Kenya signed a loan with the Export-Import Bank of China": the one that signs gets what that bank lends.
        full["recipient"] = replace(provider, role="recipient", rule="signs-with-giver")
        del full["provider"]
        near = _named_near(sentence, story, giver)
        full |= {"provider": near} if near else {}
    elif provider is None and not (recipient and giver in recipient.party.values):
        near = _named_near(sentence, story, giver) if giver == story.lead else None
        full |= {"provider": near} if near else {}
    return full


def apart(sentence: Sentence, tied: Mapping[str, Role]) -> dict[str, Role]:
    """``tied`` with lender and borrower apart where both sign: the bank lends, and of two states none is said to."""
    full = dict(tied)
    provider = full.get("provider")
    if provider is None or "recipient" in full or len(provider.party.values) < 2:
        return full
    if not _SIGNED.search(sentence.between(provider.party.end, provider.span.end)):
        return full
    pairs = list(zip(provider.party.members, provider.party.values, strict=True))
    lend = [(m, v) for m, v in pairs if m.label == "organisation" and _is_lender(v)]
    take = [(m, v) for m, v in pairs if m.label == "country"]
    del full["provider"]
    if lend and len(lend) + len(take) == len(pairs):
        for side, members in (("provider", lend), ("recipient", take)):
            if members:
                party = Party(tuple(m for m, _ in members), tuple(v for _, v in members))
                full[side] = Role(side, "both-sign", party, Span(party.start, party.end))
        return full
    return full if all(m.label == "country" for m, _ in pairs) else dict(tied)


def _is_lender(value: str) -> bool:
    known = organisation(value)
    return known is not None and known.kind in _LENDERS


def receiving(story: Story, tied: Mapping[str, Role]) -> dict[str, Role]:
    """``tied`` with a state for its central bank or ministry as receiver, and without lenders that would receive."""
    role = tied.get("recipient")
    if role is None:
        return dict(tied)
    pairs = [
        (m, value)
        for m, v in zip(role.party.members, role.party.values, strict=True)
        if (value := _receiver(story, m, v))
    ]
    rest = {name: other for name, other in tied.items() if name != "recipient"}
    if not pairs:
        return rest
    party = Party(tuple(m for m, _ in pairs), tuple(dict.fromkeys(v for _, v in pairs)))
    return {**rest, "recipient": replace(role, party=party)} if party.values != role.party.values else dict(tied)


def _receiver(story: Story, member: Mention, value: str) -> str:
    if member.label != "organisation":
        return value
    inside = [str(m.value) for m in story.mentions_in(member.start, member.end) if m.label == "country"]
    known = organisation(value)
    if inside and (_OF_STATE.search(value) or (known and known.kind == "central bank")):
        return inside[-1]
    return "" if known and known.kind in _LENDERS else value


def by_topic(sentence: Sentence, story: Story, tied: Mapping[str, Role], paper_giver: str) -> dict[str, Role]:
    """``tied`` with whom the section, the paragraph or the paper is about as receiver, where nobody is said to be.

    Where nobody is said to give, the other side of a heading, or the title, that names two.
    """
    provider = tied.get("provider")
    if "recipient" in tied:
        if provider is None and (giver := other_side(sentence, story, tied["recipient"].party.values)):
            party = Party((giver,), (str(giver.value),))
            return {**tied, "provider": Role("provider", "other-side", party, giver.span)}
        return dict(tied)
    taken = {*nations(story, provider.party), *_states(provider.party)} if provider else set()
    about = topic(sentence, story, taken)
    host = titled_alone(story)
    if host and str(host.value) not in {*taken, paper_giver} and (about is None or about.value != host.value):
        # In a paper on one state that does not give, its sections are about those who give to it.
        about = host
    full = dict(tied)
    if about is not None:
        full["recipient"] = Role("recipient", "topic", Party((about,), (str(about.value),)), about.span)
    if provider is None and host and about is host and (giver := headed_by(sentence, story)):
        full["provider"] = Role("provider", "section-gives", Party((giver,), (str(giver.value),)), giver.span)
    return full


def not_back(tied: Mapping[str, Role], before: Mapping[str, Role]) -> dict[str, Role]:
    """``tied`` without a receiver that only the topic tells, and that gave the sum ``before``."""
    role, gave = tied.get("recipient"), before.get("provider")
    back = role and gave and role.rule == "topic" and set(role.party.values) <= set(gave.party.values)
    return {name: r for name, r in tied.items() if not (back and name == "recipient")}


def _open(sentence: Sentence, provider: Role, giver: str) -> bool:
    """Whether the words that make a state the giver would also fit one that signs for what it gets."""
    if not sovereign(provider.party) or giver in provider.party.values:
        return False
    words = sentence.between(provider.span.start, provider.span.end)
    return _SIGNING.search(words) is not None or provider.rule in _WEAK_GIFT


def _names(sentence: Sentence, giver: str) -> bool:
    return any(m.value == giver for m in sentence.of("country"))


def _both_sign(sentence: Sentence, story: Story, provider: Role, giver: str) -> bool:
    """Whether the paper's giver, or a bank of its, signs together with somebody of another state."""
    nations = {
        giver in _nations(story, m, v) for m, v in zip(provider.party.members, provider.party.values, strict=True)
    }
    words = sentence.between(provider.span.start, provider.span.end)
    return nations == {True, False} and _SIGNING.search(words) is not None


def _nations(story: Story, member: Mention, value: str) -> set[str]:
    """The state that a party is or, by its name, belongs to."""
    inside = story.mentions_in(member.start, member.end)
    return {value, *(str(m.value) for m in inside if m.label == "country")}


def _part(role: Role, story: Story, giver: str, *, gives: bool) -> Role:
    """The members of ``role`` that are the giver's, or the others."""
    pairs = [
        (m, v)
        for m, v in zip(role.party.members, role.party.values, strict=True)
        if (giver in _nations(story, m, v)) is gives
    ]
    party = Party(tuple(m for m, _ in pairs), tuple(v for _, v in pairs))
    side, rule = ("provider", "paper-gives") if gives else ("recipient", "signs-with-giver")
    return Role(side, rule, party, Span(party.start, party.end))


def _named_near(sentence: Sentence, story: Story, giver: str) -> Role | None:
    """The paper's giver where the sentence, or else its paragraph, names it."""
    passage = sentence.passage
    near = [m for m in story.mentions_in(passage.start, passage.end) if m.label == "country" and m.value == giver]
    own = [m for m in near if sentence.start <= m.start < sentence.end]
    # "Kenya signed a loan with the Export-Import Bank of China": the bank rather than the state that it lends for.
    for bank in sentence.of("organisation"):
        value = value_of(bank, story)
        if state_of(value) == giver or (known_lender(value) and any(bank.start <= m.start < bank.end for m in own)):
            return Role("provider", "paper-gives", Party((bank,), (value,)), bank.span)
    if not near and (titled := _only_giver(sentence, story, giver)):
        near = [titled]
    if not near:
        return None
    mention = (own or near)[0]
    return Role("provider", "paper-gives", Party((mention,), (giver,)), mention.span)


def _only_giver(sentence: Sentence, story: Story, giver: str) -> Mention | None:
    """The paper's first mention of its giver, where its title tells that it gives and the paragraph names no other."""
    passage = sentence.passage
    named = {str(m.value) for m in story.mentions_in(passage.start, passage.end) if m.label in SOVEREIGN_LABELS}
    return story.first_mention(giver) if giver in _titled(story) and not named & donors() else None
