"""The two sides of a partnership: told by the title's own words, by the sentence, or by what stands before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import clause
from policyfacts.facts.dates import Dated
from policyfacts.facts.dealing import dealt_out, sentence_part
from policyfacts.facts.parties import Party, parties, singles, sovereign, standing_in
from policyfacts.facts.seats import seats
from policyfacts.records import Mention, Span

_LINK_AFTER = re.compile(
    r"[”’\"')\s]*(?:[\w-]+\s){0,4}?(?:with|between|of|linking|binding|among|to)\s(?:both\s)?(?:the\s)?"
    r"(?:(?:government|republic|kingdom)\sof\s(?:the\s)?)?",
    re.IGNORECASE,
)
_BECAME = re.compile(
    r"\b(?:became|become|are|were|was|remain|(?:have|had) been|followed as)\s(?:(?:raised|promoted|upgraded|"
    r"elevated|named|made|admitted|declared|"
    r"accepted|listed|counted|also|both|all)\s)*(?:to|as|among)?\s?(?:the\s(?:rank|level|"
    r"status)\sof\s)?(?:its\s)?[“\"‘]?$"
)
_LINK_COLON = re.compile(
    r"[”’\"')]*(?:\s\([^)]*\))?(?::|\s[–—-]|,\snamely|,\sincluding|\s(?:such as|namely|including))\s(?:the\s)?"
)
_LINK_BEFORE = re.compile(r"(?:[’']s?)?\s?[“‘\"']?(?:[\w-]+\s){0,2}[“‘\"']?", re.IGNORECASE)
_PLACE_BEFORE = re.compile(
    r"\b(?:visit(?:s|ed|ing)?(?: to)?|travel(?:l?ed|s|l?ing)? to|in|at|from|trip to|tour of|summit in|held in)"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_WITH = re.compile(r"\bwith\s(?:the\s)?$")
_PRONOUN = re.compile(
    r"\b(?:it|its|they|their|the (?:country|two|government|republic|kingdom|latter|former))\b", re.IGNORECASE
)
_RELATIONS_WITH = re.compile(
    r"\b(?:relations|ties|links|relationship|cooperation|friendship|bonds)\s(?:with|between)\s(?:the\s)?$",
    re.IGNORECASE,
)
_LIST_JOINT = re.compile(
    r"(?:\s?\([^)]{0,30}\)|,?\s(?:in|on|since)\s(?:[\w]+\s){0,2}\d{4})?[,\s]*(?:and|–|-|/|"
    r"with)?\s*(?:with\s)?(?:the\s)?"
)
_OPENS_WITH_IT = re.compile(r"(?:It|Its|They|Their)\b")
# Whoever acts is called by office or as a country alone: told before, and not by the paper's lead.
_TOLD_BEFORE = re.compile(
    r"\b(?:the same|the|its|that) (?:president|premier|prime minister|government|leader|king|emir|sultan|"
    r"country|kingdom|republic|islands?|monarchy|capital)\b(?! of\b)(?!,? [A-Z])",
    re.IGNORECASE,
)
_THE_TWO = re.compile(
    r"\b(?:the two|both|the pair of) (?:\w+ )?(?:countries|states|sides|neighbours|neighbors|nations|governments|"
    r"leaders|parties|presidents|capitals|partners|powers|republics)\b|^the two (?:have|are|were|had|signed|agreed)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$")  # what lies there: "its only one between A and B"
_COLON = re.compile(r":\s")
_IT_HAS = re.compile(
    r"\bit\s(?:has|had|is|was|became|got|won|received|entered|holds?|held|signed|also|then)\b", re.IGNORECASE
)
# Those who are only compared with: "Unlike Peru, Chile has ...".
_ASIDE = re.compile(
    r"\b(?:unlike|like|after|before|behind|alongside|following|besides|than|where|while)\s(?:the\s)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sides of one relation, and the rule that found them."""

    country: Party
    counterparty: Party
    rule: str
    date: Dated | None = None


def pairs_of(sentence: Sentence, story: Story, level: Mention, topics: Mapping[int, Pair]) -> Iterator[Pair]:
    """The relations that bear the title ``level``; ``topics`` are the countries that earlier sentences were about."""
    named = _sides(sentence, story)
    direct, rule = _attached(sentence, level, named)
    of_lead = rule == "both-own" and _of_lead(sentence, story, level) and story.lead not in _values(direct)
    if of_lead and (side := _assumed(sentence, story, direct, topics)):
        for party in direct:
            yield _ordered(story, party, side, "of-lead")
    elif direct and rule.startswith("both") and len(direct) == 2:
        yield _ordered(story, direct[0], direct[1], rule)
    elif direct:
        yield from _direct_pairs(sentence, story, level, (direct, rule), topics)
    elif pair := _the_two(sentence, story):
        yield _ordered(story, pair[0], pair[1], "the-two")
    else:
        yield from _loose_pairs(sentence, story, level, named, topics)


def _sides(sentence: Sentence, story: Story) -> list[Party]:
    """The states and blocs of the sentence, and the leaders and capitals that act for theirs, in order."""
    named = [p for p in parties(sentence, story) if sovereign(p)]
    others = [p for p in standing_in(sentence) if not any(p.start < n.end and n.start < p.end for n in named)]
    taken = [*named, *others]
    capitals = [p for p in seats(sentence) if not any(p.start < n.end and n.start < p.end for n in taken)]
    return sorted([*taken, *capitals], key=lambda party: party.start)


def _direct_pairs(
    sentence: Sentence, story: Story, level: Mention, tied: tuple[Sequence[Party], str], topics: Mapping[int, Pair]
) -> Iterator[Pair]:
    """Pairs where the title itself is tied to a party: "partnership with Peru", "China's partnership"."""
    direct, rule = tied
    named = _sides(sentence, story)
    part = sentence_part(sentence, level.start)
    near = [p for p in named if p.end <= level.start or p.start < part.end]  # a later part has its own parties
    subjects = [p for p in singles(_subjects(sentence, level, near)) if p.values[0] not in _values(direct)]
    if rule in {"relations-with", "title-list"}:  # "has ties with A and raised its relations with B": not A raised them
        subjects = [p for p in subjects if not _WITH.search(sentence.between(sentence.start, p.start))] or subjects
    leads = [p for p in direct if p.values[0] == story.lead]
    others = [p for p in direct if p.values[0] != story.lead]
    if rule == "title-list" and subjects:
        leads, others = subjects[:1], [p for p in direct if p.values[0] != subjects[0].values[0]]
    if leads and not others:
        found = [p for p in subjects if p.values[0] != story.lead]
        found = [p for p in found if p.members[0].label == "country"] or found
        others = _last_list(sentence, found) or _spoken_of(sentence, story, level, topics)
        side: Party | None = leads[0]
    else:
        side = next((p for p in (*leads, *subjects) if p.values[0] == story.lead), None)
        side = side or (subjects[0] if subjects else None)
        if side is None and _OPENS_WITH_IT.match(sentence.text):
            spoken = [p for p in _spoken_of(sentence, story, level, topics) if p.values[0] not in _values(others)]
            side = spoken[0] if spoken else None
        side = side or _assumed(sentence, story, others, topics)
    if side is None:
        return
    dated = dealt_out(sentence, story, others, sentence_part(sentence, level.start))
    for other in others:
        if other.values[0] != side.values[0]:
            yield _ordered(story, other, side, rule, dated.get(other.start))


def _loose_pairs(
    sentence: Sentence, story: Story, level: Mention, named: Sequence[Party], topics: Mapping[int, Pair]
) -> Iterator[Pair]:
    """Pairs where only the sentence, or what stands before it, tells the parties."""
    within = sentence_part(sentence, level.start)
    everywhere, named = named, _of_part(sentence, within, named)
    own = clause(sentence, level.start, level.end)
    apart = [other for other in sentence.of("level") if not own.start <= other.start < own.end]
    if apart and any(own.start <= p.start < level.start for p in _acting(sentence, named)):
        within, named = own, [p for p in named if own.start <= p.start < own.end]  # each clause has its own party
    everyone = [
        p
        for p in singles(_acting(sentence, named))
        if p.values[0] != story.lead and within.start <= p.start < within.end
    ]
    dealt = dealt_out(sentence, story, everyone, within)
    subjects = list(singles(_subjects(sentence, level, named)))
    others = everyone if dealt else [p for p in subjects if p.values[0] != story.lead]
    others = [p for p in others if p.members[0].label == "country"] or others
    leads = [p for p in subjects if p.values[0] == story.lead]
    joined = len(others) > 1 and _joined(sentence, others)
    if len(others) == 2 and joined and not leads and not dealt and not _of_lead(sentence, story, level):
        yield _ordered(story, others[0], others[1], "two-subjects")
        return
    if not others:
        if not named and not sentence.of("capital", "date") and not _PRONOUN.search(sentence.text):
            return
        others = _spoken_of(sentence, story, level, topics)
    if not others:
        return
    taken = others if dealt or joined else others[-1:]
    owner = _list_owner(sentence, everywhere, within) or _it_before(sentence, level, topics)
    told = (owner, None if dealt or joined else _other_named(sentence, story, others))
    named_sides = [p for p in (*leads[:1], *told) if p and p.values[0] not in _values(taken)]
    side = next(iter(named_sides), None) or _told_before(sentence, story, level, topics, others)
    side = side or _assumed(sentence, story, others, topics)
    if side is None:
        return
    for other in taken:
        if other.values[0] != side.values[0]:
            yield _ordered(story, other, side, "dealt-out" if dealt else "nearest-party", dealt.get(other.start))


def _of_part(sentence: Sentence, within: Span, named: Sequence[Party]) -> list[Party]:
    """The parties of a part of the sentence; where it names no state, those of the whole that act in it."""
    inside = [p for p in named if within.start <= p.start < within.end]
    if any(p.members[0].label == "country" for p in inside):
        return inside
    return [p for p in named if not _BETWEEN.search(sentence.between(sentence.start, p.start))]


def _list_owner(sentence: Sentence, named: Sequence[Party], within: Span) -> Party | None:
    """Whose list it is that a colon opens: "Korea's partners are: Oman, strategic partnership, 2012; Peru, ..."."""
    colons = [m.start() + sentence.start for m in _COLON.finditer(sentence.text)]
    before = [colon for colon in colons if colon < within.end]
    if not before or not any(p.start - before[-1] < 6 for p in named if p.start > before[-1]):
        return None  # no list of parties
    opened = max(sentence.start, sentence.start + sentence.text.rfind(";", 0, before[-1] - sentence.start))
    owners = [p for p in singles(named) if opened <= p.start < before[-1] and p.members[0].label == "country"]
    return owners[0] if len(_values(owners)) == 1 else None


def _it_before(sentence: Sentence, level: Mention, topics: Mapping[int, Pair]) -> Party | None:
    """What "it" stands for in a clause behind another title: whom that title was about."""
    own = clause(sentence, level.start, level.end)
    earlier = any(other.end <= own.start for other in sentence.of("level"))
    it = _IT_HAS.search(sentence.between(own.start, level.start))
    return topics[sentence.start].country if earlier and it and sentence.start in topics else None


def _other_named(sentence: Sentence, story: Story, others: Sequence[Party]) -> Party | None:
    """The other side, where the clause names just two who act: "Seoul would give Hanoi a strategic partnership"."""
    distinct = {p.values[0]: p for p in others}
    if len(distinct) != 2 or story.lead in distinct:
        return None
    first = next(iter(distinct.values()))
    if _ASIDE.search(sentence.between(sentence.start, first.start)):
        return None
    other = next(p for value, p in distinct.items() if value != others[-1].values[0])
    left, right = sorted((other.start, others[-1].start))
    return None if any(left < level.start < right for level in sentence.of("level")) else other


def _of_lead(sentence: Sentence, story: Story, level: Mention) -> bool:
    """Whether "A and B became strategic partners" leaves out whose: those of the state that the paper is about."""
    if "ship" in level.text.lower() or not _BECAME.search(sentence.between(sentence.start, level.start)):
        return False
    around = story.mentions_in(sentence.passage.start, sentence.passage.end)
    return any(m.value == story.lead and m.label in {"country", "bloc"} for m in around)


def _attached(sentence: Sentence, level: Mention, named: Sequence[Party]) -> tuple[list[Party], str]:
    """The parties that the title is tied to by its own words, and how."""
    for party in named:
        if party.start >= level.end and _LINK_AFTER.fullmatch(sentence.between(level.end, party.start)):
            link = sentence.between(level.end, party.start)
            listed = [p for p in named if p.start > party.start]
            if "between" not in link:
                return _first_list(sentence, [*_split(party), *singles(listed)]), "title-link"
            return _split(party), "both-between" if len(party.members) == 2 and "between" in link else "title-link"
    for party in named:
        if party.start >= level.end and _LINK_COLON.fullmatch(sentence.between(level.end, party.start)):
            return _first_list(sentence, list(singles(p for p in named if p.start >= party.start))), "title-list"
    for party in reversed(named):
        if party.end <= level.start and _LINK_BEFORE.fullmatch(sentence.between(party.end, level.start)):
            return _split(party), "both-own" if len(party.members) == 2 else "title-owner"
    within = clause(sentence, level.start, level.end)
    for party in named:
        if within.start <= party.start < level.start and _RELATIONS_WITH.search(
            sentence.between(within.start, party.start)
        ):
            between = sentence.between(within.start, party.start).rstrip().endswith("between")
            return _split(party), "both-relations" if between and len(party.members) == 2 else "relations-with"
    return [], ""


def _split(party: Party) -> list[Party]:
    return [Party((m,), (v,)) for m, v in zip(party.members, party.values, strict=True)]


def _values(found: Sequence[Party]) -> set[str]:
    return {party.values[0] for party in found}


def _acting(sentence: Sentence, named: Sequence[Party]) -> list[Party]:
    """The parties that act in the sentence rather than are visited or stood in."""
    return [p for p in named if not _PLACE_BEFORE.search(sentence.between(sentence.start, p.start))]


def _subjects(sentence: Sentence, level: Mention, named: Sequence[Party]) -> list[Party]:
    """The acting parties before the title, else those behind it; nearest last."""
    acting = _acting(sentence, named)
    return [p for p in acting if p.end <= level.start] or [p for p in acting if p.start >= level.end]


def _first_list(sentence: Sentence, found: Sequence[Party]) -> list[Party]:
    """The leading run of ``found`` that stands as one list, dates in brackets between or not."""
    run = list(found[:1])
    for party in found[1:]:
        if not _joined(sentence, [run[-1], party]):
            break
        run.append(party)
    return run


def _last_list(sentence: Sentence, found: Sequence[Party]) -> list[Party]:
    """The closing run of ``found`` that stands as one list."""
    run = list(found[-1:])
    for party in reversed(found[:-1]):
        if not _joined(sentence, [party, run[0]]):
            break
        run.insert(0, party)
    return run


def _joined(sentence: Sentence, found: Sequence[Party]) -> bool:
    return all(_LIST_JOINT.fullmatch(sentence.between(a.end, b.start)) is not None for a, b in pairwise(found))


def _spoken_of(
    sentence: Sentence, story: Story, level: Mention, topics: Mapping[int, Pair], *, capitals: bool = True
) -> list[Party]:
    """The country that the sentence speaks of without naming it.

    A capital stands for its government or for a visit to it; "it" for what the nearest sentence before, or the heading,
    is about.
    """
    seats = [m for m in sentence.of("capital") if m.value != story.lead] if capitals else []
    if seats:
        nearest = min(seats, key=lambda m: (abs(m.start - level.start), m.start))
        return [Party((nearest,), (str(nearest.value),))]
    # "Rumours that Eritrea ...; it got a strategic partnership."
    own = [
        p
        for p in singles(parties(sentence, story))
        if sovereign(p) and p.values[0] != story.lead and p.end <= level.start
    ]
    if own and capitals and re.search(r"[;:,]\s(?:and\s|but\s)?it\b", sentence.between(own[-1].end, level.start)):
        return own[-1:]
    for earlier in story.before(sentence):
        if earlier.start in topics:
            return [topics[earlier.start].country]
        found = [p for p in singles(parties(earlier, story)) if sovereign(p) and p.values[0] != story.lead]
        if found:
            return found[:1]
    return []


def _told_before(
    sentence: Sentence, story: Story, level: Mention, topics: Mapping[int, Pair], others: Sequence[Party]
) -> Party | None:
    """Whom "the same president" stands for, where the sentence names the other side."""
    if not _TOLD_BEFORE.search(sentence.text):
        return None
    found = [
        p for p in _spoken_of(sentence, story, level, topics, capitals=False) if p.values[0] not in _values(others)
    ]
    return found[0] if found else None


def _the_two(sentence: Sentence, story: Story) -> tuple[Party, Party] | None:
    """The two states that "the two neighbours" stands for: those of the nearest sentence before that names two."""
    if not _THE_TWO.search(sentence.text):
        return None
    own = [p for p in singles(parties(sentence, story)) if sovereign(p)]
    if own:
        return None
    for earlier in story.before(sentence):
        found = [p for p in singles(parties(earlier, story)) if sovereign(p)]
        distinct = list({p.values[0]: p for p in found}.values())
        if len(distinct) == 2:
            return distinct[0], distinct[1]
    return None


def _assumed(sentence: Sentence, story: Story, others: Sequence[Party], topics: Mapping[int, Pair]) -> Party | None:
    """The side that the sentence leaves unsaid.

    Where the paragraph does not name the paper's lead, the side that its relations so far share; else the lead, or whom
    the paragraph speaks of where not of it.
    """
    taken = {value for party in others for value in party.values}
    passage = sentence.passage
    if not any(m.value == story.lead for m in story.mentions_in(passage.start, passage.end)):
        told = [pair for start, pair in topics.items() if passage.start <= start < sentence.start]
        sides = [side for pair in reversed(told) for side in (pair.counterparty, pair.country)]
        counts = Counter(side.values[0] for side in sides)
        if free := [side for side in sides if side.values[0] not in taken]:
            return max(free, key=lambda side: counts[side.values[0]])
    mention, lead = story.unsaid(sentence, taken), story.first_mention(story.lead)
    later = (
        mention is not None and sentence.start <= mention.start
    )  # named only from here on, and little beside the lead
    weight = story.prominence
    if mention and lead and later and story.lead not in taken and weight[str(mention.value)] * 2 < weight[story.lead]:
        mention = lead
    return Party((mention,), (str(mention.value),)) if mention else None


def _ordered(story: Story, one: Party, other: Party, rule: str, date: Dated | None = None) -> Pair:
    """The side that the paper is about, or speaks of more, is the counterparty."""
    weight = story.prominence
    if (weight[one.values[0]], other.values[0]) > (weight[other.values[0]], one.values[0]):
        one, other = other, one
    return Pair(one, other, rule, date)
