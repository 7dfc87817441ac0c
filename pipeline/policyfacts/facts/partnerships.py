"""Partnerships told in prose: who, with whom, at what level, since when, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.cues import Cue, clause, first_cue
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.dealing import crossed, dealt_out, following, sentence_part, titles
from policyfacts.facts.parties import Party, parties, singles, sovereign
from policyfacts.records import Fact, Mention, Passage, Slot

_SKIPPED_KINDS = frozenset({"title", "heading", "caption", "front"})
_LINK_AFTER = re.compile(
    r"[”’\"')\s]*(?:[\w-]+\s){0,4}?(?:with|between|of|linking|binding|among|to)\s(?:both\s)?(?:the\s)?"
    r"(?:(?:government|republic|kingdom)\sof\s(?:the\s)?)?",
    re.IGNORECASE,
)
_LINK_BEFORE = re.compile(r"(?:[’']s?)?\s?[“‘\"']?(?:[\w-]+\s){0,2}[“‘\"']?", re.IGNORECASE)
_OWNED = re.compile(r"(?:[’']s?|[’']|its|their)\s[“‘\"']?(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(
    r"(?:visit(?:s|ed|ing)?(?: to)?|travel(?:l?ed|s|l?ing)? to|in|at|from|trip to|tour of|summit in|held in)"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|their|the (?:country|two|government|republic|kingdom|latter|former))\b", re.IGNORECASE
)
_FOLLOWING = re.compile(
    r"\b(?:follow(?:ed|s)|joined|came (?:next|later|last|second)|(?:was|were) (?:next|admitted|added|promoted|given the same)|"
    r"closed the list|did so|likewise|the same (?:rank|title|level|status)|had preceded|came before)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|dat(?:es?|ing) (?:from|back to)|as of)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_STATE = re.compile(r"\b(?:ha(?:s|ve|d) (?:been|had|long)|under (?:the|their|its|a)|date from)\b", re.IGNORECASE)
_RELATIONS_WITH = re.compile(
    r"\b(?:relations|ties|links|relationship|cooperation|friendship|bonds)\s(?:with|between)\s(?:the\s)?$",
    re.IGNORECASE,
)
_OPENS_WITH_IT = re.compile(r"(?:It|Its|They|Their)\b")
_THE_TWO = re.compile(
    r"\b(?:the two|both|the pair of) (?:\w+ )?(?:countries|states|sides|neighbours|neighbors|nations|governments|"
    r"leaders|parties|presidents|capitals|partners|powers|republics)\b|^the two (?:have|are|were|had|signed|agreed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two sides of one relation, and the rule that found them."""

    country: Party
    counterparty: Party
    rule: str
    date: Dated | None = None


def partnerships(story: Story) -> Iterator[Fact]:
    """Every bilateral partnership that the paper's prose states, in order."""
    topics: dict[int, Party] = {}  # by sentence: the country that the last relation in it was about
    seen: dict[frozenset[str], set[str]] = {}
    told: tuple[Passage, Mention, Party, Slot] | None = None  # the last title: paragraph, words, whose, status
    for sentence in story.sentences:
        levels = titles(sentence)
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        if not levels:
            if told and told[0] is sentence.passage:
                yield from _followers(sentence, story, told[1:], seen)
            continue
        own_dates = dates_of(sentence, story)
        shared = crossed(sentence, story, levels, own_dates)
        last: list[_Pair] = []
        for index, level in enumerate(levels):
            pairs = [_Pair(p, side, "crossed", date) for p, side, date in shared.get(index, ())]
            if not pairs:
                pairs = list(_pairs(sentence, story, level, topics))
                if index and _no_party_between(sentence, levels[index - 1], level) and (last or not pairs):
                    pairs = [_Pair(pair.country, pair.counterparty, pair.rule) for pair in last]
            last = pairs
            for pair in pairs:
                topics[sentence.start] = pair.country
                dated = pair.date or _date(sentence, levels, index, own_dates)
                fact = _fact(sentence, level, pair, dated, seen)
                told = (sentence.passage, level, pair.counterparty, fact.slots["status"])
                yield fact


def _followers(
    sentence: Sentence, story: Story, told: tuple[Mention, Party, Slot], seen: dict[frozenset[str], set[str]]
) -> Iterator[Fact]:
    """Those who got the title told before, in a sentence that does not repeat it: "Peru followed in 2008"."""
    level, side, status = told
    if not _FOLLOWING.search(sentence.text):
        return
    for party, date in following(sentence, story):
        if party.values[0] not in side.values and date is not None:
            fact = _fact(sentence, level, _Pair(party, side, "following", date), date, seen)
            if fact.slots["status"].value == "established":
                fact = replace(fact, slots={**fact.slots, "status": status})
            yield fact


def _no_party_between(sentence: Sentence, before: Mention, level: Mention) -> bool:
    return not any(before.end <= m.start < level.start for m in sentence.of(*SOVEREIGN_LABELS))


def _pairs(sentence: Sentence, story: Story, level: Mention, topics: Mapping[int, Party]) -> Iterator[_Pair]:
    named = [p for p in parties(sentence, story) if sovereign(p)]
    direct, rule = _attached(sentence, level, named)
    if direct and rule.startswith("both") and len(direct) == 2:
        yield _ordered(story, direct[0], direct[1], rule)
    elif direct:
        yield from _direct_pairs(sentence, story, level, (direct, rule), topics)
    elif pair := _the_two(sentence, story):
        yield _ordered(story, pair[0], pair[1], "the-two")
    else:
        yield from _loose_pairs(sentence, story, level, named, topics)


def _direct_pairs(
    sentence: Sentence, story: Story, level: Mention, tied: tuple[Sequence[Party], str], topics: Mapping[int, Party]
) -> Iterator[_Pair]:
    """Pairs where the title itself is tied to a party: "partnership with Peru", "China's partnership"."""
    direct, rule = tied
    named = [p for p in parties(sentence, story) if sovereign(p)]
    subjects = [p for p in singles(_subjects(sentence, level, named)) if p.values[0] not in _values(direct)]
    leads = [p for p in direct if p.values[0] == story.lead]
    others = [p for p in direct if p.values[0] != story.lead]
    if leads and not others:
        found = [p for p in subjects if p.values[0] != story.lead]
        others = found[-1:] or _spoken_of(sentence, story, level, topics)
        side: Party | None = leads[0]
    else:
        side = next((p for p in (*leads, *subjects) if p.values[0] == story.lead), None)
        side = side or (subjects[0] if subjects else None)
        if side is None and _OPENS_WITH_IT.match(sentence.text):
            spoken = [p for p in _spoken_of(sentence, story, level, topics) if p.values[0] not in _values(others)]
            side = spoken[0] if spoken else None
        side = side or _assumed(sentence, story, others)
    if side is None:
        return
    dated = dealt_out(sentence, story, others, sentence_part(sentence, level.start))
    for other in others:
        if other.values[0] != side.values[0]:
            yield _ordered(story, other, side, rule, dated.get(other.start))


def _loose_pairs(
    sentence: Sentence, story: Story, level: Mention, named: Sequence[Party], topics: Mapping[int, Party]
) -> Iterator[_Pair]:
    """Pairs where only the sentence, or what stands before it, tells the parties."""
    within = sentence_part(sentence, level.start)
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
    if len(others) == 2 and joined and not leads and not dealt:
        yield _ordered(story, others[0], others[1], "two-subjects")
        return
    if not others:
        if not named and not sentence.of("capital", "date") and not _PRONOUN.search(sentence.text):
            return
        others = _spoken_of(sentence, story, level, topics)
    if not others:
        return
    side = leads[0] if leads else _assumed(sentence, story, others)
    if side is None:
        return
    for other in others if dealt or joined else others[-1:]:
        if other.values[0] != side.values[0]:
            yield _ordered(story, other, side, "dealt-out" if dealt else "nearest-party", dealt.get(other.start))


def _attached(sentence: Sentence, level: Mention, named: Sequence[Party]) -> tuple[list[Party], str]:
    """The parties that the title is tied to by its own words, and how."""
    for party in named:
        if party.start >= level.end and _LINK_AFTER.fullmatch(sentence.between(level.end, party.start)):
            link = sentence.between(level.end, party.start)
            return _split(party), "both-between" if len(party.members) == 2 and "between" in link else "title-link"
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


def _joined(sentence: Sentence, found: Sequence[Party]) -> bool:
    return all(
        re.fullmatch(r"[,\s]*(?:and|–|-|/|with)?\s*(?:the\s)?", sentence.between(a.end, b.start)) is not None
        for a, b in pairwise(found)
    )


def _spoken_of(sentence: Sentence, story: Story, level: Mention, topics: Mapping[int, Party]) -> list[Party]:
    """The country that the sentence speaks of without naming it.

    A capital stands for its government or for a visit to it; "it" for what the nearest sentence before, or the heading,
    is about.
    """
    capitals = [m for m in sentence.of("capital") if m.value != story.lead]
    if capitals:
        nearest = min(capitals, key=lambda m: (abs(m.start - level.start), m.start))
        return [Party((nearest,), (str(nearest.value),))]
    for earlier in story.before(sentence):
        if earlier.start in topics:
            return [topics[earlier.start]]
        found = [p for p in singles(parties(earlier, story)) if sovereign(p) and p.values[0] != story.lead]
        if found:
            return found[:1]
    return []


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


def _assumed(sentence: Sentence, story: Story, others: Sequence[Party]) -> Party | None:
    """The side that the sentence leaves unsaid: the paper's lead, or whom the paragraph speaks of where not of it."""
    taken = {value for party in others for value in party.values}
    mention = story.unsaid(sentence, taken)
    return Party((mention,), (str(mention.value),)) if mention else None


def _date(sentence: Sentence, levels: Sequence[Mention], index: int, dates: Sequence[Dated]) -> Dated | None:
    """The date of the title: in turn where there are as many dates as titles, else the nearest in its clause."""
    if not dates:
        return None
    if len(dates) == len(levels):
        return dates[index]
    level = levels[index]
    before = levels[index - 1].end if index else sentence.start
    after = levels[index + 1].start if index + 1 < len(levels) else sentence.end
    within = [d for d in dates if before <= d.start < after]
    own = clause(sentence, level.start, level.end)
    close = [d for d in within if own.start <= d.start < own.end] or within
    if not close:
        return None
    return min(close, key=lambda d: (abs(d.start - level.start), d.start))


def _ordered(story: Story, one: Party, other: Party, rule: str, date: Dated | None = None) -> _Pair:
    """The side that the paper is about, or speaks of more, is the counterparty."""
    weight = story.prominence
    if (weight[one.values[0]], other.values[0]) > (weight[other.values[0]], one.values[0]):
        one, other = other, one
    return _Pair(one, other, rule, date)


def _fact(
    sentence: Sentence, level: Mention, pair: _Pair, dated: Dated | None, seen: dict[frozenset[str], set[str]]
) -> Fact:
    cue = _cue(sentence, level, pair)
    key = frozenset((*pair.country.values, *pair.counterparty.values))
    status = _status(cue, str(level.value), seen.setdefault(key, set()), lasting=_lasting(sentence, level, dated))
    if status in {"established", "upgraded"}:
        seen[key].add(str(level.value))
    slots = {
        "country": pair.country.slot(),
        "counterparty": pair.counterparty.slot(),
        "level": Slot(str(level.value), (level.span,)),
        "level_text": Slot(level.text, (level.span,)),
        "status": Slot(status, (cue.span if cue and cue.value == status else level.span,)),
    }
    if dated:
        slots["date"] = Slot(dated.edtf, dated.spans)
    certainty = "denied" if status == "denied" else "hypothetical" if status == "proposed" else "asserted"
    return Fact(
        "partnerships",
        slots,
        sentence.span,
        f"partnership/{pair.rule}/{cue.name if cue else 'no-cue'}",
        certainty="denied" if certainty == "denied" else "hypothetical" if certainty == "hypothetical" else "asserted",
    )


def _cue(sentence: Sentence, level: Mention, pair: _Pair) -> Cue | None:
    """The cue of the title's clause; where the sentence has only this title, one of its other clauses may tell too."""
    cue = first_cue("statuses", sentence, level.span, clause(sentence, level.start, level.end))
    if cue is None and len(sentence.of("level")) == 1:
        wide = first_cue("statuses", sentence, level.span, sentence.span)
        cue = wide if wide and wide.value in {"downgraded", "ended", "upgraded"} else None
    # What somebody owns ("China and Peru's partnership") exists, whatever is planned with it.
    if (
        cue
        and cue.value == "proposed"
        and pair.rule in {"both-own", "title-owner"}
        and _OWNED.search(sentence.between(sentence.start, level.start))
    ):
        return None
    return cue


def _lasting(sentence: Sentence, level: Mention, dated: Dated | None) -> bool:
    """Whether the sentence speaks of a state ("partners since 2012") and not of a step."""
    within = clause(sentence, level.start, level.end)
    before = [other.end for other in sentence.of("level") if other.end <= level.start]
    since = dated is not None and _SINCE.search(sentence.between(sentence.start, dated.start)[-30:]) is not None
    return since or _STATE.search(sentence.between(max(within.start, *before, 0), level.start)) is not None


def _status(cue: Cue | None, level: str, earlier: set[str], *, lasting: bool) -> str:
    """A cue's status; without one, a higher title after a lower one of the same pair is an upgrade."""
    if cue:
        return cue.value
    if lasting:
        return "established"
    return "upgraded" if any(other != level and len(other) < len(level) for other in earlier) else "established"
