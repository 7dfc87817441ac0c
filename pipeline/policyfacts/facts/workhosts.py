"""Which state a passage, its headings or the whole paper speak of, where a work's own words do not say it."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from policyfacts.facts.context import Sentence, Story
from policyfacts.records import Mention, Passage, Span

# A country's name may tell who builds or pays rather than where: "Chinese-built", "a Japanese loan", "POSCO of Korea".
_MAKER_BEHIND = re.compile(
    r"\s(?:(?:is|was|were) to (?:have )?|(?:has|had|will|would) (?:\w+ly )?)"
    r"(?:built|build|fund(?:ed)?|financed?|pay|paid)\b|"
    r"[’'s]*[\s–-](?:(?-i:[A-Z][\w&]*)\s(?:and\s|&\s)?){0,4}(?:\w+-?\w*\s)?(?:built|funded|financed|backed|led|"
    r"owned|operated|made|run|supported|sponsored|constructed|"
    r"compan(?:y|ies)|firms?|banks?|contractors?|loans?|lenders?|investors?|engineers?|builders?|money|"
    r"investments?|consorti\w+|"
    r"state-owned|president|premier|ambassador|minister|workers|side|embassy|enterprises?|developers?|grants?|"
    r"aid|yuan|credits?|"
    r"bids?|offer|tranche|stakes?|diplomats?|lent|lends?|gave|gives|granted|provided|offered|pledged|donated|"
    r"promised|crown|"
    r"prince|king|export|development|contribution|leaders?|taxpayers?|support|assistance|help|tenders?|"
    r"technology|trains?|"
    r"officials?|ministers?|built|constructed|lent|loaned|donated|undertook|delivered|embassy|aided|assisted|"
    r"promises?|pledges?|offers?|cheques?|friends|exim\w*|syndicate|"
    r"miner|group|giant|maker|manufacturer|operator|partners?)\b",
    re.IGNORECASE,
)
_MAKER_BEFORE = re.compile(
    r"\b(?!(?:Republic|Kingdom|Port|Government|Coast|States?|Governments|Ministers?|Presidents?|Kings?|Emirs?|Bank)\s)"
    r"[A-Z][\w&’]+ of (?:the )?$"
)
_FIRM = re.compile(r"[’']s\s[A-Z][\w&-]*(?:\s(?:and\s|&\s)?[A-Z][\w&-]*){0,3}(?:[,.;]|\s(?![A-Z])\w)")
_RELEASE = 8_000  # characters
_SHORT_HEADING = 5  # words
_LONGEST_BODY = 120  # characters
_FAR_MOST = 2  # so much more often than any other does a paper on one state name it
_MOSTLY = 1.5  # so much more often than any other host does a paper on one host name it
BY = re.compile(r"\b(?:by|from)\s(?:the\s)?$")
_FRAME = re.compile(r"(?:(?:In|Across|For|As for|Among|Within)\s(?:the\s)?(?:[\w-]+\s)?|The\s)?")
# States and blocs that papers write about as builders, lenders and donors: a paper on another state is about its host.
LENDERS = frozenset(
    "CHN USA EU JPN IND KOR RUS DEU FRA GBR AUS NZL TUR SAU ARE QAT KWT ITA ESP CAN NLD NOR SWE DNK TWN".split()
)


def opened_with(story: Story) -> list[Mention]:
    """The only state that a paper no longer than a release names in its title and first paragraph."""
    if len(story.paper.text) > _RELEASE:
        return []
    first = next((p for p in story.paper.passages if p.kind == "prose"), None)
    if first is None:
        return []
    opening = [m for m in story.mentions_in(0, first.end) if m.label == "country" and not in_body(story, m)]
    opening = [m for m in opening if not makes(story.paper.text[m.end : m.end + 60], "")]
    opening = [m for m in opening if not owns_firm(story.paper.text[m.end : m.end + 60], m.value)]
    seats = [m for m in story.mentions_in(0, first.end) if m.label == "capital" and m.value not in LENDERS]
    if seats and all(m.value in LENDERS for m in opening):
        return []  # a lender and the capital of another
    return opening[:1] if len({m.value for m in opening}) == 1 else []


@lru_cache(maxsize=1)
def apart(story: Story) -> str:
    """The state that the paper is on as builder and payer, so that works seldom stand in it; empty where there is none.

    A digest of many tellings names one state most, and yet is not on it.
    """
    lead = story.lead
    rest = max((n for v, n in story.prominence.items() if v != lead and re.fullmatch("[A-Z]{3}", v)), default=0)
    if rest == 0:  # where no other state is named, it is where they stand
        return ""
    return lead if lead in LENDERS and story.prominence[lead] > _FAR_MOST * rest else ""


@lru_cache(maxsize=1)
def leads(story: Story) -> bool:
    """Whether the paper is on one host: it names none of the other states that do not build and lend half as often."""
    others = (n for v, n in story.prominence.items() if re.fullmatch("[A-Z]{3}", v) and v not in {story.lead, *LENDERS})
    return story.prominence[story.lead] > _MOSTLY * max(others, default=0)


def framed(sentence: Sentence, story: Story) -> list[Mention]:
    """The country that the paragraph opens with: "In Nepal ...", "Tanzania ..."."""
    passage = sentence.passage
    for mention in story.mentions_in(passage.start, passage.start + 40):
        opening = story.paper.text[passage.start : mention.start]
        if mention.label != "country" or in_body(story, mention):
            continue
        if mention.value != apart(story) and _FRAME.fullmatch(opening):
            behind = story.paper.text[mention.end : mention.end + 60]
            return [] if makes(behind, opening) else [mention]
    return []


def in_body(story: Story, mention: Mention) -> bool:
    """Whether a country stands in the name of a body or a fund ("the Kuwait Fund"), which tells no place."""
    around = story.mentions_in(max(0, mention.start - _LONGEST_BODY), mention.end)
    return any(
        m.label in {"organisation", "fund"} and m.start <= mention.start and mention.end <= m.end for m in around
    )


def makes(behind: str, before: str) -> bool:
    """Whether the words around a country's name say that it builds or pays."""
    return _MAKER_BEHIND.match(behind) is not None or (
        before.endswith((" of ", " of the ")) and _MAKER_BEFORE.search(before) is not None
    )


def owns_firm(behind: str, value: object) -> bool:
    """Whether a state that builds and lends is only told as the home of a firm: "Italy’s Enel Green Power"."""
    return value in LENDERS and _FIRM.match(behind) is not None


def topmost(story: Story, span: Span, *, makers: bool = False) -> list[Mention]:
    """The country that a stretch names most, the paper's lead and (without ``makers``) those who build or pay apart."""
    here = [
        m
        for m in story.mentions_in(*span)
        if m.label == "country"
        and m.value != apart(story)
        and not in_body(story, m)
        and not owns_firm(story.paper.text[m.end : m.end + 60], m.value)
        and not BY.search(story.paper.text[max(0, m.start - 10) : m.start])
        and (
            makers or not makes(story.paper.text[m.end : m.end + 60], story.paper.text[max(0, m.start - 40) : m.start])
        )
    ]
    if not here:
        return []
    counts = Counter(str(m.value) for m in here if m.value not in LENDERS) or Counter(str(m.value) for m in here)
    best = min(counts, key=lambda v: (-counts[v], v))
    return [next(m for m in here if m.value == best)]


def _behind_for(story: Story, passage: Passage, mention: Mention) -> bool:
    """Whether a heading tells whom something is for, or where: "Nine loans for India"."""
    return (
        re.search(r"\b(?:[Ff]or|[Ii]n|[Tt]o)\s(?:the\s)?$", story.paper.text[passage.start : mention.start]) is not None
    )


def headed(sentence: Sentence, story: Story, *, short: bool = False) -> list[Mention]:
    """The one country that the nearest heading above the sentence names; of ``short`` ones, as of country sections."""
    above = [p for p in story.paper.passages if p.kind == "heading" and p.start < sentence.start]
    for passage in reversed(above):
        text = story.paper.text[passage.start : passage.end]
        if text not in sentence.passage.section or (short and len(text.split()) > _SHORT_HEADING):
            continue
        labels = {"country"} if short else {"country", "capital"}
        named = [m for m in story.mentions_in(passage.start, passage.end) if m.label in labels]
        found = [
            m
            for m in named
            if m.value != apart(story)
            and (m.value not in LENDERS or not (short or m.label == "capital") or _behind_for(story, passage, m))
            and not makes(story.paper.text[m.end : passage.end], story.paper.text[passage.start : m.start])
        ]
        if len({m.value for m in found}) == 1:
            return found[:1]
    return []
