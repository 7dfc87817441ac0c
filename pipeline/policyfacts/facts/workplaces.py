"""Where a project stands: the countries that its name, its first sentences or its section tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.works import Project, Sighting
from policyfacts.records import Mention, Slot, Span

_PLACED = re.compile(
    r"\b(?:in|across|through|throughout|from|to|between|of|at|into|via|with|within|and|links?|linking|connects?|connecting|ties|tying|joins?|joining|"
    r"cross(?:es|ing)|serv(?:es|ing)|for)\s(?:the\s)?(?:[Rr]epublic of\s|[Kk]ingdom of\s)?(?:(?:central|northern|southern|eastern|western|north-\w+|south-\w+|northeastern|"
    r"northwestern|southeastern|southwestern|neighbouring|neighboring)\s)?$"
)
_LIST = re.compile(r"\s*(?:,\s*(?:and\s)?|and|&|–|-|—|to|/|via|across|through)\s*(?:the\s)?", re.IGNORECASE)
_MAKER = re.compile(
    r"^[’'s]*[\s–-](?:built|funded|financed|backed|led|owned|operated|made|run|lent|supported|sponsored|constructed|"
    r"compan(?:y|ies)|firms?|banks?|contractors?|loans?|lenders?|investors?|engineers?|builders?|money|investments?|consorti\w+|state-owned|president|"
    r"premier|ambassador|government (?:lent|gave|provided|granted|signed)|workers|side|Ambassador|President|Premier|Foreign|Vice|Embassy|and \w+ investors|enterprises?|developers?|grants?|aid|yuan|credits?|bid|bids|offer|tranche|stakes?|"
    r"diplomats?|lent|lends?|gave|gives|granted|provided|offered|financed|funded|pledged|donated|promised|crown|prince|king|capital|export|"
    r"development|contribution|leaders?|taxpayers?|support|assistance|help|tenders?|technology|trains?)\b",
    re.IGNORECASE,
)
_NEAR = 140


def countries(project: Project, story: Story) -> Slot | None:
    """The countries of ``project`` with what proves them; ``None`` where the paper does not tell."""
    for found in _stages(project, story):
        chosen = _unique(found)
        if chosen:
            return Slot("; ".join(str(m.value) for m in chosen), tuple(m.span for m in chosen))
    return None


def _stages(project: Project, story: Story) -> Iterator[Sequence[Mention]]:
    """Ever weaker evidence: the name, what is attached to a mention, the sentences, the section."""
    named = [s for s in project.sightings if s.form != "reference"]
    for sighting in named:
        stretch = Span(sighting.span.start, max(sighting.span.end, sighting.tail.end if sighting.tail else 0))
        inside = [m for m in _inside(story, stretch) if m.label in SOVEREIGN_LABELS]
        states = [m for m in inside if m.label == "country"]
        # Of "Central Asia–China" one end is a state; the others stand in the sentence.
        yield [*_attached(sighting, story), *states] if len(states) < len(inside) else states
    for sighting in named:
        tied = _attached(sighting, story)
        if tied and all(m.value == story.lead for m in tied):
            tied = [*_nearest(sighting.sentence, project, story), *tied]
        yield tied
    first = project.sightings[0].sentence
    note = first.passage.kind == "note"
    yield [] if note else _headings(first, story)
    for sentence in dict.fromkeys(s.sentence for s in named or project.sightings[:1]):
        yield _nearest(sentence, project, story)
    for sighting in project.sightings:
        yield _attached(sighting, story)
    yield [] if note else _topmost(story, Span(first.passage.start, first.end))
    for sentence in dict.fromkeys(s.sentence for s in project.sightings):
        yield _nearest(sentence, project, story)


def _inside(story: Story, span: Span) -> list[Mention]:
    bodies = [
        m
        for m in story.mentions_in(max(0, span.start - 60), span.end)
        if m.label == "organisation" and m.end > span.start
    ]
    return [m for m in story.mentions_in(span.start, span.end) if m.end <= span.end and m not in bodies]


def _attached(sighting: Sighting, story: Story) -> list[Mention]:
    """Countries tied to the mention by "in", "through", "linking", or by standing right before it ("Kenya's railway")."""
    sentence, span = sighting.sentence, sighting.span
    places = [
        m
        for m in sentence.of("country")
        if sighting.reach.start <= m.start < sighting.reach.end and not _maker(sentence, m)
    ]
    owners = [
        m
        for m in places
        if m.end <= span.start
        and re.fullmatch(r"(?:[’']s?)?\s(?:[\w-]+\s){0,3}", sentence.between(m.end, span.start))
        and not re.search(r"\b(?:and|or|to|on|in|for|of|the|a|by|with)\b", sentence.between(m.end, span.start))
        and m.value != story.lead
    ]
    found: list[Mention] = []
    previous: Mention | None = None
    for mention in places:
        if (
            mention.start < span.end
            or mention.start - span.end > _NEAR
            or re.search(r"[;]", sentence.between(span.end, mention.start))
        ):
            continue
        listed = previous is not None and _LIST.fullmatch(sentence.between(previous.end, mention.start)) is not None
        if listed or _PLACED.search(sentence.between(span.end, mention.start)):
            if found and not listed and sentence.of("organisation") and mention.start - span.end > 100:
                continue
            found.append(mention)
            previous = mention
    kept = [
        m
        for i, m in enumerate(found)
        if i > 0 or not re.search(r"\b(?:with|by|for)\s(?:the\s)?$", sentence.between(span.end, m.start))
    ]
    return kept or owners


def _maker(sentence: Sentence, mention: Mention) -> bool:
    """Whether a country's name tells who builds or pays rather than where ("Chinese-built", "a Chinese company")."""
    return _MAKER.match(sentence.between(mention.end, sentence.end)) is not None


def _nearest(sentence: Sentence, project: Project, story: Story) -> list[Mention]:
    """The sentence's countries nearest to the mention, those listed with it included; the paper's lead only in such a list."""
    span = next(s.span for s in project.sightings if s.sentence is sentence)
    places = [m for m in sentence.of("country") if not _maker(sentence, m)]
    groups: list[list[Mention]] = []
    for mention in places:
        if groups and _LIST.fullmatch(sentence.between(groups[-1][-1].end, mention.start)):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    others = [g for g in groups if any(m.value != story.lead for m in g)]
    if others:
        best = min(others, key=lambda g: (abs(g[0].start - span.start), g[0].start))
        return best
    return []


def _topmost(story: Story, span: Span) -> list[Mention]:
    """The country that a stretch names most, the paper's lead apart."""
    here = [m for m in story.mentions_in(*span) if m.label == "country" and m.value != story.lead]
    if not here:
        return []
    counts = Counter(str(m.value) for m in here)
    best = min(counts, key=lambda v: (-counts[v], v))
    return [next(m for m in here if m.value == best)]


def _headings(sentence: Sentence, story: Story) -> list[Mention]:
    """The country that the nearest heading above the sentence names."""
    for passage in reversed([p for p in story.paper.passages if p.kind == "heading" and p.start < sentence.start]):
        title = story.paper.text[passage.start : passage.end]
        if title not in sentence.passage.section:
            continue
        found = [
            m for m in story.mentions_in(passage.start, passage.end) if m.label == "country" and m.value != story.lead
        ]
        if len({m.value for m in found}) == 1:
            return found[:1]
    return []


def _unique(found: Sequence[Mention]) -> list[Mention]:
    kept: dict[str, Mention] = {}
    for mention in found:
        kept.setdefault(str(mention.value), mention)
    return list(kept.values())
