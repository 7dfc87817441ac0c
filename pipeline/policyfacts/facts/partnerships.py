"""Partnerships told in prose: who, with whom, at what level, since when, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.cues import Cue, clause, first_cue
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.dealing import crossed, following, sentence_part, titles
from policyfacts.facts.pairs import Pair, pairs_of
from policyfacts.facts.parties import Party
from policyfacts.facts.texts import in_longer_name
from policyfacts.records import Fact, Mention, Passage, Slot
from policyfacts.values.levels import rank

_SKIPPED_KINDS = frozenset({"title", "heading", "caption", "front"})
_OWNED = re.compile(r"(?:[’']s?|[’']|its|their)\s[“‘\"']?(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_FOLLOWING = re.compile(
    r"\b(?:follow(?:ed|s)|joined|came (?:next|later|last|second)|"
    r"(?:was|were) (?:next|admitted|added|promoted|given the same)|"
    r"(?:received|obtained|got|holds?|held|(?:was|were) (?:given|granted|awarded)) (?:the|this|"
    r"that) (?:same )?(?:title|rank|status|label|honou?r)|"
    r"(?:the|this|that) (?:title|rank|status) (?:was|went)|"
    r"[’']s? (?:(?:was|were) (?:conferred|established|announced|signed|proclaimed)|dates? (?:from|back)|came|followed)|"
    r"closed the list|did so|likewise|the same (?:rank|title|level|status)|had preceded|came before)\b",
    re.IGNORECASE,
)
_FOR_BEFORE = re.compile(r"\b(?:for|covering|over)\s(?:the\s(?:period\s|years\s)?)?$")  # what a plan covers
_WHICH = re.compile(r",\s(?:and\s)?which\s(?=(?:was|were|became|has|had|later|then)\b[^,]*$)")
_UNDER = re.compile(r"\bunder (?:the|their|its|a|this)\s[“\"‘]?$")
_THAT = re.compile(r"That\s")
_SINCE = re.compile(r"\b(?:since|dat(?:es?|ing) (?:from|back to)|as of)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_RIGHT_BEHIND = re.compile(r"[”\"’]?(?:\s\(|,?\s(?:on|in|since|as of|from|dating from|of)\s(?:early\s|late\s|mid-)?)")
# A sentence on another kind of text tells of that text's sides, whatever else follows.
_OTHER_TEXT = re.compile(
    r"\b(?:free trade (?:agreement|area)|FTA|protocol|treaty|convention|trade agreement|loan agreement)\b",
    re.IGNORECASE,
)
# "the Division of Policy and Strategic Partnerships"
_UNIT = re.compile(
    r"\b(?:Division|Department|Office|Unit|Bureau|Directorate|Branch|Section|Team|Director|Head|Chief|Coalition|Centre)\s"
    r"(?:of|for)\s(?:the\s)?(?:[A-Z][\w-]*,?\s(?:and\s|of\s)?)*$"
)
_HAVING = re.compile(
    r",\s(?:having|but (?:has|have)|while|though)\b[^,;]*$"
)  # "seeks one with A, having had one with B"
_STATE = re.compile(r"\b(?:ha(?:s|ve|d) (?:been|had|long)|under (?:the|their|its|a)|date from)\b", re.IGNORECASE)


def partnerships(story: Story) -> Iterator[Fact]:
    """Every bilateral partnership that the paper's prose states, in order."""
    topics: dict[int, Pair] = {}  # by sentence: the last relation in it
    seen: dict[frozenset[str], set[str]] = {}
    told: tuple[Passage, Mention, Party, Slot] | None = None  # the last title: paragraph, words, whose, status
    for sentence in story.sentences:
        levels = [level for level in titles(sentence) if not _of_no_pair(sentence, level)]
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        if not levels:
            if told and told[0] is sentence.passage:
                yield from _followers(sentence, story, told[1:], seen)
            continue
        own_dates = dates_of(sentence, story)
        shared = crossed(sentence, story, levels, own_dates)
        last: list[Pair] = []
        for index, level in enumerate(levels):
            pairs = [Pair(p, side, "crossed", date) for p, side, date in shared.get(index, ())]
            if not pairs:
                pairs = list(pairs_of(sentence, story, level, topics))
                if index and _carried_on(sentence, levels[index - 1], level) and (last or not pairs):
                    pairs = [Pair(pair.country, pair.counterparty, pair.rule) for pair in last]
            last = pairs
            for pair in pairs:
                topics[sentence.start] = pair
                under = _UNDER.search(sentence.between(sentence.start, level.start))  # what else was done under it
                dated = None if under else pair.date or _date(sentence, levels, index, own_dates)
                dated = (dated and _date_of_end(sentence, level, pair, own_dates)) or dated
                fact = _fact(sentence, level, pair, dated, seen)
                told = (sentence.passage, level, pair.counterparty, fact.slots["status"])
                yield fact
        if told and told[0] is sentence.passage and told[1] is levels[-1]:
            tail = _tail(sentence, levels[-1].end)
            yield from _followers(tail, story, told[1:], seen) if tail else ()


def _of_no_pair(sentence: Sentence, level: Mention) -> bool:
    """Whether a title is part of a unit's name, or plain talk of partnerships with nobody in particular."""
    if in_longer_name(sentence, level.span) or _UNIT.search(sentence.between(sentence.start, level.start)):
        return True
    plural = level.text.rstrip('”"’').endswith("s")
    states = {str(m.value) for m in sentence.of(*SOVEREIGN_LABELS) if not level.start <= m.start < level.end}
    return plural and len(str(level.value).split("-")) == 1 and len(states) < len({"one", "other"})


def _tail(sentence: Sentence, end: int) -> Sentence | None:
    """What a sentence goes on to say behind its last title and a semicolon: "...; Vietnam’s dates from 2008"."""
    cut = sentence.text.find("; ", end - sentence.start)
    if cut < 0:
        return None
    start = sentence.start + cut + 2
    inside = tuple(m for m in sentence.mentions if m.start >= start)
    return Sentence(start, sentence.end, sentence.text[cut + 2 :], sentence.passage, inside)


def _followers(
    sentence: Sentence, story: Story, told: tuple[Mention, Party, Slot], seen: dict[frozenset[str], set[str]]
) -> Iterator[Fact]:
    """Those who got the title told before, in a sentence that does not repeat it: "Peru followed in 2008"."""
    level, side, status = told
    follow = _FOLLOWING.search(sentence.text)
    if not follow or _OTHER_TEXT.search(sentence.text, 0, follow.start()):
        return
    for party, date in following(sentence, story):
        if party.values[0] not in side.values and date is not None:
            fact = _fact(sentence, level, Pair(party, side, "following", date), date, seen)
            if fact.slots["status"].value == "established" and status.value != "upgraded":
                fact = replace(fact, slots={**fact.slots, "status": status})
            yield fact


def _carried_on(sentence: Sentence, before: Mention, level: Mention) -> bool:
    """Whether a title is told of the same sides as the one before: no party stands between, or only before "which"."""
    between = sentence.between(before.end, level.start)
    which = max((m.end() for m in _WHICH.finditer(between)), default=0)
    return not any(before.end + which <= m.start < level.start for m in sentence.of(*SOVEREIGN_LABELS))


def _date(sentence: Sentence, levels: Sequence[Mention], index: int, dates: Sequence[Dated]) -> Dated | None:
    """The date of the title: in turn where there are as many dates as titles, else the nearest in its clause."""
    dates = [d for d in dates if not ("/" in d.edtf and _FOR_BEFORE.search(sentence.between(sentence.start, d.start)))]
    part = sentence_part(sentence, levels[index].start)
    outside = sentence.between(sentence.start, part.start) + sentence.between(part.end, sentence.end)
    if not re.search(r"\bit\b", outside) and any(
        not part.start <= m.start < part.end for m in sentence.of(*SOVEREIGN_LABELS)
    ):
        dates = [d for d in dates if part.start <= d.start < part.end]  # the other parts have their own parties
    if not dates:
        return None
    if len(dates) == len(levels) and _in_turn(levels, dates):
        return dates[index]
    level = levels[index]
    for dated in dates:
        # "partnership (May 2009)", "partnership on 3 May 2009": the day right behind the title is the title's.
        if dated.start >= level.end and _RIGHT_BEHIND.fullmatch(sentence.between(level.end, dated.start)):
            return dated
    before = levels[index - 1].end if index else sentence.start
    after = levels[index + 1].start if index + 1 < len(levels) else sentence.end
    within = [d for d in dates if before <= d.start < after]
    own = clause(sentence, level.start, level.end)
    close = [d for d in within if own.start <= d.start < own.end] or within
    if not close:
        return None
    return min(close, key=lambda d: (abs(d.start - level.start), d.start))


def _date_of_end(sentence: Sentence, level: Mention, pair: Pair, dates: Sequence[Dated]) -> Dated | None:
    """The day right behind the words that tell a title's end: "set up in 2009, was suspended on 3 May 2024"."""
    cue = _cue(sentence, level, pair)
    if cue is None or cue.value not in {"ended", "downgraded"} or cue.span.end <= level.end:
        return None
    behind = (d for d in dates if d.start >= cue.span.end)
    return next((d for d in behind if _RIGHT_BEHIND.fullmatch(sentence.between(cue.span.end, d.start))), None)


def _in_turn(levels: Sequence[Mention], dates: Sequence[Dated]) -> bool:
    """Whether titles and dates alternate, or all of one stand before all of the other."""
    places = sorted([(level.start, "title") for level in levels] + [(d.start, "date") for d in dates])
    kinds = [kind for _, kind in places]
    alternate = all(kinds[i] != kinds[i + 1] for i in range(0, len(kinds) - 1, 2))
    return alternate or kinds == sorted(kinds) or kinds == sorted(kinds, reverse=True)


def _fact(
    sentence: Sentence, level: Mention, pair: Pair, dated: Dated | None, seen: dict[frozenset[str], set[str]]
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
    # "wanted since 2019" dates the wish.
    if dated and not (
        status in {"proposed", "denied"} and _SINCE.search(sentence.between(sentence.start, dated.start)[-30:])
    ):
        slots["date"] = Slot(dated.edtf, dated.spans)
    certainty = "denied" if status == "denied" else "hypothetical" if status == "proposed" else "asserted"
    return Fact(
        "partnerships",
        slots,
        sentence.span,
        f"partnership/{pair.rule}/{cue.name if cue else 'no-cue'}",
        certainty="denied" if certainty == "denied" else "hypothetical" if certainty == "hypothetical" else "asserted",
    )


def _cue(sentence: Sentence, level: Mention, pair: Pair) -> Cue | None:
    """The cue of the title's clause; where the sentence has only this title, one of its other clauses may tell too."""
    cue = first_cue("statuses", sentence, level.span, clause(sentence, level.start, level.end))
    if cue and cue.value == "upgraded" and _left_behind(sentence, level, cue):
        return None
    if cue is None and len(sentence.of("level")) == 1:
        wide = first_cue("statuses", sentence, level.span, sentence.span)
        behind = wide is not None and wide.span.start >= level.end
        told = {
            "downgraded",
            "upgraded",
            *(("ended",) if behind else ()),
            *(("denied",) if _THAT.match(sentence.text) else ()),
        }
        cue = wide if wide and wide.value in told else None
    if cue and cue.value == "proposed" and _HAVING.search(sentence.between(cue.span.end, level.start)):
        return None
    # What somebody owns ("China and Peru's partnership") exists, whatever is planned with it.
    if (
        cue
        and cue.value == "proposed"
        and pair.rule in {"both-own", "title-owner"}
        and _OWNED.search(sentence.between(sentence.start, level.start))
    ):
        return None
    return cue


def _left_behind(sentence: Sentence, level: Mention, cue: Cue) -> bool:
    """Whether the title is the one from which a relation was raised: "upgraded their X to Y", "X was upgraded to Y"."""
    following = [other for other in sentence.of("level") if other.start >= level.end]
    if not following:
        return False
    between = sentence.between(max(level.end, cue.span.end), following[0].start)
    return following[0].start > cue.span.end and re.search(r"\bto\s(?:an?\s|the\s|its\s)?[“\"‘]?$", between) is not None


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
    return "upgraded" if any(other != level and rank(other) < rank(level) for other in earlier) else "established"
