"""Where a project stands: the countries that its name, its first sentences or its section tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.records import Mention, Passage, Slot, Span

_PLACED = re.compile(
    r"\b(?P<by>in|across|through|throughout|from|to|between|of|at|into|via|with|within|and|links?|linking|connects?|"
    r"connecting|ties|tying|joins?|joining|cross(?:es|ing)|serv(?:es|ing)|for|"
    r"by)\s(?:the\s)?(?:[Rr]epublic of\s|[Kk]ingdom of\s)?"
    r"(?:(?:central|north|south|east|west|northern|southern|eastern|western|north-\w+|south-\w+|northeastern|"
    r"northwestern|"
    r"southeastern|southwestern|neighbouring|neighboring)\s)?$"
)
_WITHIN = frozenset({"in", "across", "through", "throughout", "within", "into"})
_LIST = re.compile(r"\s*(?:,\s*(?:and\s)?|and|&|–|-|—|to|/|via|across|through)\s*(?:the\s)?", re.IGNORECASE)
_APPOSED = re.compile(r"(?:\s\([^)]*\))?,\s(?:the\s)?")
_IN = re.compile(r",?\sin\s(?:the\s)?")
_OPENING = re.compile(r"(?:In|Across|Throughout)\s(?:the\s)?(?:\w+\s)?$")
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
    r"miner|group|giant|maker|manufacturer|operator|partners?)\b",
    re.IGNORECASE,
)
_MAKER_BEFORE = re.compile(r"(?<!Republic)(?<!Kingdom)(?<!Port)(?<!Government)(?<!Coast)\b[A-Z][\w&’]+ of (?:the )?$")
_OWNER = re.compile(r"(?:[’']s?)?\s(?:(?!(?:and|or|to|on|in|for|of|the|a|by|with|was|is|has)\s)[\w-]+\s){0,3}")
_GETS = re.compile(
    r"\s(?:(?:has|had|have|will)\s(?:also\s)?)?(?:got|gets?|received?s?|obtain(?:s|ed)|secure[sd]?|borrow(?:s|ed)|"
    r"(?:is|was|were|been|be)\s(?:\w+ly\s|also\s)?(?:lent|given|granted|handed|promised|awarded))\s"
)
_NEAR = 140
_RELEASE = 8_000  # characters
_SHORT_HEADING = 5  # words
_FAR_MOST = 2  # so much more often than any other does a paper on one state name it
_MOSTLY = 1.5  # so much more often than any other host does a paper on one host name it
_NEW_CLAUSE = re.compile(
    r",\s(?:and|but|while|whereas|where|which|who)\s"
    r"(?!(?:the\s)?[A-Z]|(?:will\s|would\s|is to\s)?(?:link|connect|tie|join|cross|run|serv|pass|carr|stretch|"
    r"extend))|:\s|\s–\s"
)
# "Scotland District" need not lie in the United Kingdom.
_PARTS_OF_STATES = frozenset({"Scotland", "England", "Wales"})
_BUILT = re.compile(r"-(?:built|funded|financed|backed|led|owned|made|aided)\b")
_BY = re.compile(r"\b(?:by|from)\s(?:the\s)?$")
_FRAME = re.compile(r"(?:(?:In|Across|For|As for|Among|Within)\s(?:the\s)?(?:[\w-]+\s)?|The\s)?")
# States and blocs that papers write about as builders, lenders and donors: a paper on another state is about its host.
_LENDERS = frozenset(
    "CHN USA EU JPN IND KOR RUS DEU FRA GBR AUS NZL TUR SAU ARE QAT KWT ITA ESP CAN NLD NOR SWE DNK TWN".split()
)


def countries(project: Project, story: Story) -> Slot | None:
    """The countries of ``project`` with what proves them; ``None`` where the paper does not tell."""
    for found in _stages(project, story):
        if isinstance(found, Slot):
            return found
        chosen: dict[str, Mention] = {}
        for mention in found:
            chosen.setdefault(str(mention.value), mention)
        if chosen:
            return Slot("; ".join(chosen), tuple(m.span for m in chosen.values()))
    return None


def _stages(project: Project, story: Story) -> Iterator[Sequence[Mention] | Slot]:
    """Ever weaker evidence: the name, what is tied to a mention, who is paid, the sentence, the paragraph, headings."""
    named = [s for s in project.sightings if s.form != "reference"]
    seen = named or project.sightings[:1]
    first = project.sightings[0].sentence
    noted = first.passage.kind == "note"
    yield from _by_name(named, story)
    for sighting in named:
        yield _tied(sighting, story)
    for sighting in named:
        yield _capitals(story, story.mentions_in(*sighting.span))
    for sighting in named:
        yield _seat(sighting)
        yield _apposed(sighting)
    yield next((found for sighting in seen if (found := _receiver(sighting))), [])
    if project.paid is not None:
        yield project.paid
    yield _around([] if noted else _headings(first, story, short=True), seen[0], story)
    yield [] if noted else _frame(first, story)
    for sighting in seen:
        yield _nearest(sighting, story)
    for sighting in seen:
        yield _capitals(story, [m for m in sighting.sentence.of("capital") if m.value != _apart(story)])
    for sighting in project.sightings:
        yield _tied(sighting, story)
    if not noted:
        for earlier in _paragraph(first, story):
            yield _topmost(story, earlier.span)
            yield _capitals(story, [m for m in earlier.of("capital") if m.value != _apart(story)])
        yield _headings(first, story)
    yield from _last_stages(project, seen, story)


def _last_stages(project: Project, seen: Sequence[Sighting], story: Story) -> Iterator[Sequence[Mention]]:
    """What is left where nothing nearer tells: its paragraphs, its other sentences, the lead, the name."""
    for passage in dict.fromkeys(s.sentence.passage for s in seen):
        yield _topmost(story, Span(passage.start, passage.end))
    for sighting in project.sightings:
        yield _nearest(sighting, story)
    for sighting in seen:
        yield [m for m in _nearest_of_all(sighting) if m.value == story.lead][:1]
    for sighting in seen:
        yield _in_name(sighting, story)
    yield _opened_with(story)


def _opened_with(story: Story) -> list[Mention]:
    """The only state that a paper no longer than a release names in its title and first paragraph."""
    if len(story.paper.text) > _RELEASE:
        return []
    first = next((p for p in story.paper.passages if p.kind == "prose"), None)
    if first is None:
        return []
    opening = [m for m in story.mentions_in(0, first.end) if m.label == "country"]
    return opening[:1] if len({m.value for m in opening}) == 1 else []


def _paragraph(sentence: Sentence, story: Story) -> Iterator[Sentence]:
    """The sentences before ``sentence`` in its paragraph, nearest first."""
    return (s for s in story.before(sentence, reach=8) if s.passage is sentence.passage)


def _apart(story: Story) -> str:
    """The state that the paper is on as builder and payer, so that works seldom stand in it; empty where there is none.

    A digest of many tellings names one state most, and yet is not on it.
    """
    lead = story.lead
    rest = max((n for v, n in story.prominence.items() if v != lead and re.fullmatch("[A-Z]{3}", v)), default=0)
    if rest == 0:  # where no other state is named, it is where they stand
        return ""
    return lead if lead in _LENDERS and story.prominence[lead] > _FAR_MOST * rest else ""


def _around(headed: Sequence[Mention], sighting: Sighting, story: Story) -> Sequence[Mention]:
    """The country that the heading tells; in a paper on one host, rather it, unless another host stands beside it."""
    first = story.first_mention(story.lead)
    if first is None or first.label != "country" or story.lead in _LENDERS:
        return headed
    for found in (headed, _nearest(sighting, story)):
        if found and not {str(m.value) for m in found} & _LENDERS:
            return found
    return [first] if _leads(story) else headed


def _leads(story: Story) -> bool:
    """Whether the paper is on one host: it names none of the other states that do not build and lend half as often."""
    others = (
        n for v, n in story.prominence.items() if re.fullmatch("[A-Z]{3}", v) and v not in {story.lead, *_LENDERS}
    )
    return story.prominence[story.lead] > _MOSTLY * max(others, default=0)


def _seat(sighting: Sighting) -> list[Mention]:
    """The capital that owns a work: "Phnom Penh’s airport"."""
    gap_of = sighting.sentence.between
    return [
        m
        for m in sighting.sentence.of("capital")
        if re.match(r"[’']s\s", gap_of(m.end, sighting.span.start)[:3] or "")
        and _OWNER.fullmatch(gap_of(m.end, sighting.span.start))
    ]


def _apposed(sighting: Sighting) -> list[Mention]:
    """The state that owns what a work is said to be: "the Koysha dam, Ethiopia’s next"."""
    behind = sighting.sentence.between
    return [
        m
        for m in sighting.sentence.of("country")
        if m.start >= sighting.span.end
        and _APPOSED.fullmatch(behind(sighting.span.end, m.start))
        and behind(m.end, m.end + 2) in {"’s", "'s"}
    ]


def _receiver(sighting: Sighting) -> list[Mention]:
    """The state that gets money for the work: "Peru got $138 million for a hospital"."""
    sentence = sighting.sentence
    before = [m for m in sentence.of("country") if m.end <= sighting.span.start]
    got = before[-1:] if before and _GETS.match(sentence.between(before[-1].end, sentence.end)) else []
    return got if got and got[0].start >= sighting.reach.start else []


def _frame(sentence: Sentence, story: Story) -> list[Mention]:
    """The country that the paragraph opens with: "In Nepal ...", "Tanzania ..."."""
    passage = sentence.passage
    for mention in story.mentions_in(passage.start, passage.start + 40):
        opening = story.paper.text[passage.start : mention.start]
        if mention.label == "country" and mention.value != _apart(story) and _FRAME.fullmatch(opening):
            behind = story.paper.text[mention.end : mention.end + 60]
            return [] if _makes(behind, opening) else [mention]
    return []


def _by_name(named: Sequence[Sighting], story: Story) -> Iterator[Sequence[Mention]]:
    """The states in the name; all of those that the work is said to link, where the name holds only some of them."""
    ties = [_tied(sighting, story) for sighting in named]
    for sighting in named:
        inside = _in_name(sighting, story)
        states = {str(m.value) for m in inside}
        linked = [tie for tie in ties if states and states < {str(m.value) for m in tie}]
        own = states != {_apart(story)} or story.lead not in _LENDERS
        yield linked[0] if linked else [*_near_end(sighting, inside, story), *inside] if own else []


def _near_end(sighting: Sighting, inside: Sequence[Mention], story: Story) -> list[Mention]:
    """The state at the near end of a work whose name tells the far one: "to build Ethiopia a railway to Sudan"."""
    tail = sighting.tail
    if tail is None or len(inside) != 1 or not sighting.sentence.between(*tail).startswith(("to ", "towards ")):
        return []
    others = [m for m in _nearest_of_all(sighting) if m.value not in {inside[0].value, _apart(story)}]
    return [min(others, key=lambda m: (abs(m.start - sighting.span.start), m.start))] if others else []


def _in_name(sighting: Sighting, story: Story) -> list[Mention]:
    """The states in the name; of "Central Asia–China" one end is a state, and the others stand in the sentence."""
    stretch = Span(sighting.span.start, max(sighting.span.end, sighting.tail.end if sighting.tail else 0))
    bodies = [m for m in sighting.sentence.of("organisation") if m.end > stretch.start and m.start < stretch.end]
    inside = [
        m
        for m in story.mentions_in(*stretch)
        if m.label in SOVEREIGN_LABELS and m.end <= stretch.end and not _within(m, bodies)
    ]
    behind = sighting.sentence.between
    states = [
        m
        for m in inside
        if m.label == "country" and m.text not in _PARTS_OF_STATES and not _BUILT.match(behind(m.end, stretch.end))
    ]
    if states:  # "from Kashgar in China to Andijan", and then "in Uzbekistan"
        following = sighting.sentence.of("country")
        states += [m for m in following if _IN.fullmatch(sighting.sentence.between(stretch.end, m.start))]
    if any(m.label == "bloc" for m in inside):
        return [*_tied(sighting, story), *states]
    if "Friendship" in sighting.project.name and len(states) > 1:
        return [m for m in states if m.value != _apart(story)]
    return states


def _tied(sighting: Sighting, story: Story) -> list[Mention]:
    """Countries tied to the mention by "in", "through", "linking", by opening the sentence, or by owning it."""
    sentence, span = sighting.sentence, sighting.span
    found: list[Mention] = []
    within = False
    for mention in _places(sentence, sighting.reach):
        gap = sentence.between(span.end, mention.start)
        if mention.start < span.end or len(gap) > _NEAR or ";" in gap or _NEW_CLAUSE.search(gap):
            continue
        if any(span.end <= m.start < mention.start for m in sentence.of("amount")):
            break  # "$8 million for the wharf, and $5 million to Tonga"
        placed = _PLACED.search(gap)
        if found and _LIST.fullmatch(sentence.between(found[-1].end, mention.start)):
            found.append(mention)
        elif placed and (placed["by"] not in {"with", "by", "for", "and"} or found):
            found.append(mention)
            within = within or placed["by"] in _WITHIN
    before = [m for m in _places(sentence, sighting.reach) if m.end <= span.start]
    opening = [m for m in before if _OPENING.fullmatch(sentence.between(sentence.start, m.start))]
    owners = [m for m in before if _owns(sentence, m, span, _apart(story))]
    if sentence.start <= sighting.project.spans[0].start < sentence.end:
        owners = owners or [m for m in before if _owns(sentence, m, sighting.project.spans[0], _apart(story))]
    if found and all(m.value == _apart(story) for m in found) and not within:
        # The paper's own country alone is rather who builds than where.
        nearest = opening or _nearest(sighting, story)
        return [*nearest, *found] if nearest else []
    return opening or found or owners


def _owns(sentence: Sentence, mention: Mention, span: Span, lead: str) -> bool:
    """Whether a country stands right before a project as its owner; the paper's lead only with an "'s"."""
    gap = sentence.between(mention.end, span.start)
    return _OWNER.fullmatch(gap) is not None and (mention.value != lead or gap.startswith(("’s", "'s")))


def _nearest(sighting: Sighting, story: Story) -> list[Mention]:
    """The countries nearest to the mention, those listed with it included; the paper's lead only in such a list."""
    groups: list[list[Mention]] = []
    for mention in _nearest_of_all(sighting):
        if groups and _LIST.fullmatch(sighting.sentence.between(groups[-1][-1].end, mention.start)):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    others = [g for g in groups if any(m.value != _apart(story) for m in g)]
    others = [g for g in others if any(m.value not in _LENDERS for m in g)] or others
    nearest = min(others, key=lambda g: (abs(g[0].start - sighting.span.start), g[0].start), default=[])
    if sighting.sentence.of("amount"):  # of two that agree on money, the work stands with the one that borrows
        return [m for m in nearest if m.value not in _LENDERS] or nearest
    return nearest


def _nearest_of_all(sighting: Sighting) -> Iterator[Mention]:
    """The countries in reach that nothing is done or given by."""
    sentence = sighting.sentence
    for mention in _places(sentence, sighting.reach):
        if not _BY.search(sentence.between(sentence.start, mention.start)):
            yield mention


@lru_cache(maxsize=64)
def _places(sentence: Sentence, reach: Span) -> tuple[Mention, ...]:
    """The countries within ``reach`` that are not part of an organisation's name and tell no builder or payer."""
    bodies = sentence.of("organisation")
    return tuple(
        m
        for m in sentence.of("country")
        if reach.start <= m.start < reach.end
        and not _within(m, bodies)
        and not _makes(sentence.between(m.end, sentence.end), sentence.between(sentence.start, m.start))
    )


def _makes(behind: str, before: str) -> bool:
    """Whether the words around a country's name say that it builds or pays."""
    return _MAKER_BEHIND.match(behind) is not None or (
        before.endswith((" of ", " of the ")) and _MAKER_BEFORE.search(before) is not None
    )


def _within(mention: Mention, bodies: Sequence[Mention]) -> bool:
    return any(b.start <= mention.start and mention.end <= b.end for b in bodies)


def _capitals(story: Story, mentions: Sequence[Mention]) -> list[Mention]:
    """The countries of the capitals among ``mentions``, where the paper names those countries too."""
    named = [story.first_mention(str(m.value)) for m in mentions if m.label == "capital"]
    return [m for m in named if m is not None and m.label == "country"]


def _topmost(story: Story, span: Span, *, makers: bool = False) -> list[Mention]:
    """The country that a stretch names most, the paper's lead and (without ``makers``) those who build or pay apart."""
    here = [
        m
        for m in story.mentions_in(*span)
        if m.label == "country"
        and m.value != _apart(story)
        and not _BY.search(story.paper.text[max(0, m.start - 10) : m.start])
        and (
            makers or not _makes(story.paper.text[m.end : m.end + 60], story.paper.text[max(0, m.start - 40) : m.start])
        )
    ]
    if not here:
        return []
    counts = Counter(str(m.value) for m in here if m.value not in _LENDERS) or Counter(str(m.value) for m in here)
    best = min(counts, key=lambda v: (-counts[v], v))
    return [next(m for m in here if m.value == best)]


def _behind_for(story: Story, passage: Passage, mention: Mention) -> bool:
    """Whether a heading tells whom something is for, or where: "Nine loans for India"."""
    return (
        re.search(r"\b(?:[Ff]or|[Ii]n|[Tt]o)\s(?:the\s)?$", story.paper.text[passage.start : mention.start]) is not None
    )


def _headings(sentence: Sentence, story: Story, *, short: bool = False) -> list[Mention]:
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
            if m.value != _apart(story)
            and (m.value not in _LENDERS or not (short or m.label == "capital") or _behind_for(story, passage, m))
            and not _makes(story.paper.text[m.end : passage.end], story.paper.text[passage.start : m.start])
        ]
        if len({m.value for m in found}) == 1:
            return found[:1]
    return []
