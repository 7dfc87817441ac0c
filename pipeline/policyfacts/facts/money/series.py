"""Series of sums: parties with a sum in brackets or right behind each, and lists joined by "respectively"."""

from __future__ import annotations

import re
from dataclasses import replace

from policyfacts.facts.asked import asked_once
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.sides import gives_by_trade
from policyfacts.facts.parties import Party
from policyfacts.records import Span

_SEVERAL = 2
_SMALL = (
    r"(?:(?:up to|about|around|some|nearly|almost|over|another|a further|more than|with|for|only|an?|at least|"
    r"(?:one|some) of|the (?:remaining|other|last)|approximately)\s)*"
)
_BRACKET = re.compile(r"\s\([^()]{0,25}$")
_GAP = re.compile(rf"(?:\s\([^()]*\))?(?:,|:|\s[–—])?\s{_SMALL}")
_JOINT = re.compile(r"(?:,|;|\band|\bwhile|\bbut|\bplus)\s(?:the\s)?$")
_OWNED = re.compile(r"[’']s?\s(?:(?:initial|additional|further|promised|pledged|own|first|original|annual|extra)\s)*")
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_EACH_BEHIND = re.compile(r"\s(?:each|apiece)\b")
_EACH_BEFORE = re.compile(r"\beach\s(?:\w+\s){0,3}(?:\w+ed|gets?|got|gave|put|paid|has|have|of)\s(?:\S+\s){0,5}$")
_LISTED = re.compile(r"\s?(?:,|and|, and|or)\s(?:the\s|a further\s|another\s)?")

_BOXED = re.compile(r"\(\s?(?:(?:about|some|nearly|over|up to|around)\s)?$")
# What the first of several sums in brackets stands behind: "in the areas of health ($2 million), roads ($3 million)".
_FIRST_ITEM = re.compile(
    r"(?::|\b(?:of|including|includes?|namely|covers?|for|to|in|on))\s(?:the\s)?(?:(?:areas?|sectors?|fields?) of\s)?"
    r"(?P<item>[^,;:()]{3,80}?),?\s\([^()]*$"
)
_NEXT_ITEM = re.compile(r"[^()]{0,12}\)(?:,|;)?\s(?:and\s)?(?:for\s|the\s)*(?P<item>[^;:()]{3,80}?),?\s\([^()]*$")


@asked_once
def dealt(line: Line, index: int) -> Party | None:
    """The party that sum number ``index`` stands in brackets behind, as in "Egypt ($8 million), Mali ($2 million)"."""
    core = line.sums[index]
    for party in line.parties:
        if party.end <= core.start and _BRACKET.fullmatch(line.between(party.end, core.start)):
            if _converted(line, index):
                return None
            last = party.members[-1]
            return Party((last,), (party.values[-1],)) if len(party.members) > 1 else party
    return None


@asked_once
def item_of(line: Line, index: int) -> Span | None:
    """What the sum number ``index`` is for, where it is one of several in brackets behind what each is for."""
    if not _boxed(line, index) or sum(_boxed(line, i) for i in range(len(line.sums))) < _SEVERAL:
        return None
    listed = bool(index) and _boxed(line, index - 1)
    start = line.sums[index - 1].end if listed else line.sentence.start
    words = line.between(start, line.sums[index].start)
    match = _NEXT_ITEM.match(words) if listed else _FIRST_ITEM.search(words)
    return Span(start + match.start("item"), start + match.end("item")) if match else None


def _boxed(line: Line, index: int) -> bool:
    """Whether a sum stands alone in brackets, behind no party and no other sum that it would tell anew."""
    core = line.sums[index]
    alone = _BOXED.search(line.between(line.sentence.start, core.start)) and line.between(core.end, core.end + 1) == ")"
    return bool(alone) and dealt(line, index) is None and not _converted(line, index)


@asked_once
def gapped(line: Line, index: int) -> Party | None:
    """The party right before a sum, without a verb: "Norway pledged $5 million, Japan $3 million"."""
    if not index:
        return None
    core = line.sums[index]
    for party in line.parties:
        if line.sums[index - 1].end <= party.start and party.end <= core.start:
            if not _GAP.fullmatch(line.between(party.end, core.start)):
                continue
            if _JOINT.search(line.between(line.sums[index - 1].end, party.start)):
                return party
    return None


def owner_of(line: Line, index: int) -> Party | None:
    """Who gives by trade and owns a sum that says itself what it is: "Italy's EUR 3 million is expected in May"."""
    core = line.sums[index]
    if line.modified(index) is not None:
        return None  # "Japan's $4 trillion economy"
    for party in line.parties:
        if party.end < core.start and _OWNED.fullmatch(line.between(party.end, core.start)):
            return party if gives_by_trade(party) else None
    return None


def member(line: Line, index: int, party: Party) -> Party | None:
    """Of a list of as many parties as the sentence lists sums, the one that sum number ``index`` belongs to."""
    run = _run(line, index)
    if len(run) < 2 or len(run) != len(party.members):
        return None
    tail = line.between(line.sums[run[-1]].end, line.sentence.end)
    if not _RESPECTIVELY.search(line.sentence.text) or (";" in tail and not _RESPECTIVELY.search(tail)):
        return None
    at = run.index(index)
    return replace(party, members=(party.members[at],), values=(party.values[at],))


def each(line: Line, index: int) -> bool:
    """Whether every member of a list gives or gets the whole sum: "Norway and Mali pledged $2 million each"."""
    core = line.sums[index]
    within = line.clause(index)
    return (
        _EACH_BEHIND.match(line.between(core.end, line.sentence.end)) is not None
        or _EACH_BEFORE.search(line.between(max(within.start, core.start - 60), core.start)) is not None
    )


def _run(line: Line, index: int) -> list[int]:
    """The sums that stand in one list with number ``index``."""
    run = [index]
    for step in (-1, 1):
        here = index
        while 0 <= here + step < len(line.sums):
            low, high = sorted((here, here + step))
            if not _LISTED.fullmatch(line.between(line.sums[low].end, line.sums[high].start)):
                break
            here += step
            run.append(here)
    return sorted(run)


def _converted(line: Line, index: int) -> bool:
    """Whether the sum only tells the one before it again in another currency."""
    return index > 0 and line.between(line.sums[index - 1].end, line.sums[index].start).strip() in {
        "(",
        "(about",
        "(or",
    }
