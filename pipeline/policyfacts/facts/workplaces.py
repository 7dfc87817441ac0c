"""Where a project stands: the countries that its name, its first sentences or its section tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.facts.workhosts import (
    BY,
    LENDERS,
    apart,
    framed,
    headed,
    leads,
    makes,
    opened_with,
    owns_firm,
    topmost,
)
from policyfacts.facts.workseats import seats
from policyfacts.facts.worktowns import at_site, lies_elsewhere, sited
from policyfacts.records import Mention, Slot, Span

_PLACED = re.compile(
    r"\b(?P<by>in|across|through|throughout|from|to|between|of|at|into|via|with|within|and|links?|linking|linked|connected|connects?|"
    r"connecting|ties|tying|tied|joins?|joining|joined|cross(?:es|ing)|serv(?:es|ing)|for|"
    r"supplies|supplying|feeds|feeding|reaches|reaching|(?:by|through|over|via|along|on)\swhich|"
    r"by)\s(?:the\s)?(?:[Rr]epublic of\s|[Kk]ingdom of\s)?"
    r"(?:(?:central|north|south|east|west|northern|southern|eastern|western|north-\w+|south-\w+|northeastern|"
    r"northwestern|"
    r"southeastern|southwestern|neighbouring|neighboring)\s)?$"
)
_WITHIN = frozenset({"in", "across", "through", "throughout", "within", "into"})
_LIST = re.compile(r"(?:[’']s?)?\s*(?:,\s*(?:and\s)?|and|&|–|-|—|to|/|via|across|through)\s*(?:the\s)?", re.IGNORECASE)
_APPOSED = re.compile(r"(?:\s\([^)]*\))?,\s(?:the\s)?")
_IN = re.compile(r",?\sin\s(?:the\s)?")
_OPENING = re.compile(r"(?:In|Across|Throughout)\s(?:the\s)?(?:\w+\s)?$")
_OWNER = re.compile(r"(?:[’']s?)?\s(?:(?!(?:and|or|to|on|in|for|of|the|a|by|with|was|is|has)\s)[\w-]+\s){0,3}")
_GETS = re.compile(
    r"\s(?:(?:has|had|have|will)\s(?:also\s)?)?(?:got|gets?|received?s?|obtain(?:s|ed)|secure[sd]?|borrow(?:s|ed)|"
    r"(?:is|was|were|been|be)\s(?:\w+ly\s|also\s)?(?:lent|given|granted|handed|promised|awarded))\s"
)
_GOVERNS = re.compile(
    r"[’']s\s(?:[\w-]+\s){0,2}?(?:minist(?:er|ry)|president|premier|king|prince|government|cabinet|parliament)\b"
)
_NEAR = 140
# Works that may tie two states, so that both of a pair are told.
_LINKING = frozenset({"railway", "road", "bridge", "pipeline", "cable", "grid", "line", "interconnector", "corridor"})
_NEW_CLAUSE = re.compile(
    r",\s(?:and|but|while|whereas|where|which|who)\s"
    r"(?!(?:the\s)?[A-Z]|(?:will\s|would\s|is to\s)?(?:link|connect|tie|join|cross|run|serv|pass|carr|stretch|"
    r"extend))|:\s|\s–\s"
)
# "Scotland District" need not lie in the United Kingdom.
_PARTS_OF_STATES = frozenset({"Scotland", "England", "Wales"})
_BUILT = re.compile(r"-(?:built|funded|financed|backed|led|owned|made|aided)\b")
# "the Ghanaian Embassy in Rome": a state's missions and its forces stand abroad, too.
_ABROAD = re.compile(
    r"[’'s]*\s(?:\w+\s){0,2}?(?:embass(?:y|ies)|consulates?|chancer(?:y|ies)|high\scommissions?|missions?|army|navy|air\sforce|"
    r"marine\scorps|troops)\b",
    re.IGNORECASE,
)
# "in Peru, co-financed with Japan"
_PAID_BY = re.compile(
    r"\b(?:co-?)?(?:financed|funded|sponsored|supported|financing|funding)\s(?:\w+ly\s)?(?:with|by|from|through)\b"
)


def countries(project: Project, story: Story) -> Slot | None:
    """The countries of ``project`` with what proves them; ``None`` where the paper does not tell."""
    for own in _own_stages(project, story):
        if slot := _as_slot(own):
            return slot
    if lies_elsewhere([s for s in project.sightings if s.form != "reference"], story):
        return None
    if project.whole is not None and (slot := countries(project.whole, story)):
        return slot
    found = next((slot for stage in _near_stages(project, story) if (slot := _as_slot(stage))), None)
    if found is not None and set(str(found.value).split("; ")) <= LENDERS:
        # Who lends and builds stands nearest; the capital of who borrows may tell where.
        named = [s for s in project.sightings if s.form != "reference"]
        hosts = (_as_slot(seats(s, story, lending=False)) for s in named or project.sightings[:1])
        return next((host for host in hosts if host), found)
    return found


def _as_slot(found: Sequence[Mention] | Slot) -> Slot | None:
    if isinstance(found, Slot):
        return found
    chosen: dict[str, Mention] = {}
    for mention in found:
        chosen.setdefault(str(mention.value), mention)
    return Slot("; ".join(chosen), tuple(m.span for m in chosen.values())) if chosen else None


def _own_stages(project: Project, story: Story) -> Iterator[Sequence[Mention] | Slot]:
    """What a work's own words tell: its name, what is tied to a mention of it, who is paid for it."""
    named = [s for s in project.sightings if s.form != "reference"]
    seen = named or project.sightings[:1]
    yield from _by_name(named, story)
    for sighting in named:
        linking = project.kind in _LINKING
        beside = [seats(sighting, story, lending=False), *([_nearest(sighting, story)] if linking else [])]
        yield sited(sighting, story, tied=_tied(sighting, story), beside=beside, linking=linking)
    for sighting in named:
        own = [m for m in story.mentions_in(*sighting.span) if m.label == "capital"]
        yield _capitals(story, own) or own
    for sighting in named:
        yield _seat(sighting)
        yield _apposed(sighting)
    for sighting in named:
        yield at_site(sighting, story) or []
    yield next((found for sighting in seen if (found := _receiver(sighting))), [])
    if project.paid is not None:
        yield project.paid


def _near_stages(project: Project, story: Story) -> Iterator[Sequence[Mention]]:
    """Ever weaker evidence around it: its sentence, its paragraph, the headings, the paper."""
    named = [s for s in project.sightings if s.form != "reference"]
    seen = named or project.sightings[:1]
    first = project.sightings[0].sentence
    noted = first.passage.kind == "note"
    yield _around([] if noted else headed(first, story, short=True), seen[0], story)
    yield [] if noted else framed(first, story)
    for sighting in seen:
        yield _nearest(sighting, story)
    for sighting in seen:
        yield _capitals(story, [m for m in sighting.sentence.of("capital") if m.value != apart(story)])
    for sighting in project.sightings:
        yield _tied(sighting, story)
    if not noted:
        for earlier in _paragraph(first, story):
            yield topmost(story, earlier.span)
            yield _capitals(story, [m for m in earlier.of("capital") if m.value != apart(story)])
        yield headed(first, story)
    yield from _last_stages(project, seen, story)


def _last_stages(project: Project, seen: Sequence[Sighting], story: Story) -> Iterator[Sequence[Mention]]:
    """What is left where nothing nearer tells: its paragraphs, its other sentences, the lead, the name."""
    for passage in dict.fromkeys(s.sentence.passage for s in seen):
        yield topmost(story, Span(passage.start, passage.end))
    for sighting in project.sightings:
        yield _nearest(sighting, story)
    for sighting in seen:
        yield [m for m in _nearest_of_all(sighting) if m.value == story.lead][:1]
    for sighting in seen:
        yield _in_name(sighting, story)
    yield opened_with(story)
    for sighting in seen:
        yield seats(sighting, story, lending=True)
    for sighting in seen:  # "Fiji’s works minister cut the ribbon of the road"
        yield [
            m
            for m in topmost(story, sighting.sentence.span, makers=True)
            if m.value not in LENDERS and _GOVERNS.match(sighting.sentence.between(m.end, sighting.sentence.end))
        ]


def _paragraph(sentence: Sentence, story: Story) -> Iterator[Sentence]:
    """The sentences before ``sentence`` in its paragraph, nearest first."""
    return (s for s in story.before(sentence, reach=8) if s.passage is sentence.passage)


def _around(headed: Sequence[Mention], sighting: Sighting, story: Story) -> Sequence[Mention]:
    """The country that the heading tells; in a paper on one host, rather it, unless another host stands beside it."""
    first = story.first_mention(story.lead)
    if first is None or first.label != "country" or story.lead in LENDERS:
        return headed
    for found in (headed, _nearest(sighting, story)):
        if found and not {str(m.value) for m in found} & LENDERS:
            return found
    return [first] if leads(story) else headed


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


def _by_name(named: Sequence[Sighting], story: Story) -> Iterator[Sequence[Mention]]:
    """The states in the name; all of those that the work is said to link, where the name holds only some of them."""
    ties = [_tied(sighting, story) for sighting in named]
    for sighting in named:
        inside = _in_name(sighting, story)
        states = {str(m.value) for m in inside}
        linked = [tie for tie in ties if states and states < {str(m.value) for m in tie}]
        own = states != {apart(story)} or story.lead not in LENDERS
        yield linked[0] if linked else [*_near_end(sighting, inside, story), *inside] if own else []


def _near_end(sighting: Sighting, inside: Sequence[Mention], story: Story) -> list[Mention]:
    """The state at the near end of a work whose name tells the far one: "to build Ethiopia a railway to Sudan"."""
    tail = sighting.tail
    if tail is None or len(inside) != 1 or not sighting.sentence.between(*tail).startswith(("to ", "towards ")):
        return []
    others = [m for m in _nearest_of_all(sighting) if m.value not in {inside[0].value, apart(story)}]
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
        if m.label == "country"
        and m.text not in _PARTS_OF_STATES
        and not _BUILT.match(behind(m.end, stretch.end))
        and not _ABROAD.match(behind(m.end, sighting.sentence.end))
    ]
    if states:  # "from Kashgar in China to Andijan", and then "in Uzbekistan"
        following = sighting.sentence.of("country")
        states += [m for m in following if _IN.fullmatch(sighting.sentence.between(stretch.end, m.start))]
    if any(m.label == "bloc" for m in inside):
        return [*_tied(sighting, story), *states]
    if "Friendship" in sighting.project.name and len(states) > 1:
        return [m for m in states if m.value != apart(story)]
    return states


def _tied(sighting: Sighting, story: Story) -> list[Mention]:
    """Countries tied to the mention by "in", "through", "linking", by opening the sentence, or by owning it."""
    sentence, span = sighting.sentence, sighting.span
    found: list[Mention] = []
    within = False
    for mention in _places(sentence, sighting.reach):
        gap = sentence.between(span.end, mention.start)
        if (
            mention.start < span.end
            or len(gap) > _NEAR
            or ";" in gap
            or _NEW_CLAUSE.search(gap)
            or _PAID_BY.search(gap)
        ):
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
    owners = [m for m in before if _owns(sentence, m, span, apart(story))]
    if sentence.start <= sighting.project.spans[0].start < sentence.end:
        owners = owners or [m for m in before if _owns(sentence, m, sighting.project.spans[0], apart(story))]
    if found and all(m.value == apart(story) for m in found) and not within:
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
    others = [g for g in groups if any(m.value != apart(story) for m in g)]
    others = [g for g in others if any(m.value not in LENDERS for m in g)] or others
    nearest = min(others, key=lambda g: (abs(g[0].start - sighting.span.start), g[0].start), default=[])
    if sighting.sentence.of("amount") and not (
        len(nearest) > 1 and sighting.project.kind in _LINKING
    ):  # of two that agree on money, the work stands with the one that borrows
        return [m for m in nearest if m.value not in LENDERS] or nearest
    return nearest


def _nearest_of_all(sighting: Sighting) -> Iterator[Mention]:
    """The countries in reach that nothing is done or given by."""
    sentence = sighting.sentence
    for mention in _places(sentence, sighting.reach):
        firm = owns_firm(sentence.between(mention.end, sentence.end), mention.value)
        if not firm and not BY.search(sentence.between(sentence.start, mention.start)):
            yield mention


@lru_cache(maxsize=64)
def _places(sentence: Sentence, reach: Span) -> tuple[Mention, ...]:
    """The countries within ``reach`` that are not part of an organisation's name and tell no builder or payer."""
    bodies = sentence.of("organisation", "fund")
    return tuple(
        m
        for m in sentence.of("country")
        if reach.start <= m.start < reach.end
        and not _within(m, bodies)
        and not makes(sentence.between(m.end, sentence.end), sentence.between(sentence.start, m.start))
        and not _ABROAD.match(sentence.between(m.end, sentence.end))
    )


def _within(mention: Mention, bodies: Sequence[Mention]) -> bool:
    return any(b.start <= mention.start and mention.end <= b.end for b in bodies)


def _capitals(story: Story, mentions: Sequence[Mention]) -> list[Mention]:
    """The countries of the capitals among ``mentions``, where the paper names those countries too."""
    named = [story.first_mention(str(m.value)) for m in mentions if m.label == "capital"]
    return [m for m in named if m is not None and m.label == "country"]
