"""Who agreed: the parties of a text, from the words around its title and its cue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.facts.actors import Actor, Cast, actors_in, casts_in, collective, placed
from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.milestones import Milestone, gap_between
from policyfacts.facts.texts import Text
from policyfacts.records import Mention, Span

BILATERAL = frozenset(
    {
        "agreement",
        "free trade agreement",
        "memorandum of understanding",
        "treaty",
        "protocol",
        "declaration",
        "document",
    }
)
_WITH = re.compile(
    r"(?:^|[\s(])(?:with|between|among|involving|jointly with|as well as)\s(?:the\s|its\s|his\s)?"
    r"(?:\w+\s(?:of\s(?:the\s)?)?){0,2}$",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:^|\s)(?:by|from)\s(?:the\s)?(?:\w+\s(?:of\s(?:the\s)?)?){0,3}$", re.IGNORECASE)
_OPENED_WITH = re.compile(r"\b[Ww]ith\s(?:the\s)?$")
_CLAUSE = re.compile(r"[;:]\s|,\s(?:while|whereas|but|although)\s|,\sand\s(?=[A-Z]?\w+\s\w+ed\s)")
_CHAIN = re.compile(r"\s(?:has |have |had )?(?:joined|with|together with|alongside|along with|and)\s(?:the\s)?")
# Regions whose states act one by one: never the unsaid other side.
_REGIONAL = frozenset({"Central Asia", "South Caucasus", "Africa", "Asia", "Europe", "Sahel", "Middle East"})
_SUBJECT_AFTER = re.compile(
    r"[’']s?\s|,?\s(?:which|whose|has|have|had|is|was|were|will|would|did|does|also|and|\w+ed|\w+s)\b|,\s"
)
_BAR = re.compile(r"\b(?:that|which|who|serves?|as|to|is|are|aims?|covers?|because|until|than|like|unlike)\b")


def attached(
    sentence: Sentence, story: Story, text: Text, cue: Milestone | None, limit: int | None = None
) -> tuple[Actor, ...]:
    """The parties that stand in the title, before it as its owners, or behind it or its cue after "with" or "by"."""
    casts = casts_in(sentence, story)
    found: list[Actor] = []
    if text.named:
        inside = actors_in(sentence, story)
        told = [a for a in inside if text.span.start <= a.start and a.end <= text.span.end]
        told = [a for a in told if a.sort in {"party", "group"}]
        # A text is often named after the place where it was made ("the Mauritius Convention").
        if len(told) > 1 or text.kind == "plan" or (told and told[0].sort == "group"):
            found += told
    found = [*_owners(sentence, casts, text), *found]
    end = limit if limit is not None else sentence.end
    reach = min([text.after or text.span.end] + ([cue.span.end] if cue else []))
    previous = reach
    for cast in casts:
        if cast.start < reach or cast.start >= end or text.span.start <= cast.start < text.span.end:
            continue
        gap = gap_between(sentence, previous, cast.start)
        if re.search(r"[;:]|\.\s", gap) or len(gap) > 90:
            break
        inner = gap_between(sentence, max(previous, text.after), cast.start) if text.span.start > previous else gap
        bracketed = (
            found and found[-1].end == previous and re.fullmatch(r"\s\([^()]*\)(?:,\s|,?\sand\s)(?:the\s)?", gap)
        )
        if (
            bracketed
            or (_WITH.search(gap) and not _BAR.search(inner))
            or (_BY.search(gap) and cue is not None and len(inner) < 40)
        ):
            found.extend(cast.actors)
            previous = cast.end
    return tuple(dict.fromkeys(found))


def subjects(sentence: Sentence, story: Story, text: Text, cue: Milestone | None, side: str) -> tuple[Actor, ...]:
    """Who does it: the parties before the cue in its clause, those within it ("pulled Peru out of"), "the "
    "two sides"."""
    casts = casts_in(sentence, story)
    if cue is not None:
        within = tuple(a for c in casts for a in c.actors if cue.span.start <= a.start and a.end <= cue.span.end)
        if within:
            return within
        named = _of_noun(sentence, casts, cue)
        if named:
            return named
    floor = cue.span.start if cue is not None and (side == "leads" or cue.event == "withdrawn") else text.span.start
    before = sentence.between(sentence.start, floor)
    begin = sentence.start + max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    mine = [c for c in casts if begin <= c.start and c.end <= floor]
    withs = [c for c in mine if _OPENED_WITH.search(sentence.between(sentence.start, c.start))]
    if cue is not None and side == "trails" and cue.event != "withdrawn":
        return tuple(a for c in withs for a in c.actors)
    acting = [free for c in mine if c not in withs and (free := _free(sentence, c)) is not None]
    gathered = collective(sentence, story, Span(begin, floor))
    if gathered and (not acting or gathered.start > acting[-1].start):
        return (*(a for c in withs for a in c.actors), gathered)
    chosen = acting[-1:]
    for cast in reversed(acting[:-1]):
        if not _CHAIN.fullmatch(sentence.between(cast.end, chosen[0].start)):
            break
        chosen.insert(0, cast)
    return tuple(a for c in [*withs, *chosen] for a in c.actors)


def _free(sentence: Sentence, cast: Cast) -> Cast | None:
    """``cast`` where it acts; of a list that only begins with a place ("at the G20, India and ...") what follows it."""
    if not placed(sentence, cast):
        return cast
    if len(cast.actors) > 2 and sentence.between(cast.actors[0].end, cast.actors[1].start).startswith(","):
        return Cast(cast.actors[1:])
    return None


def topic(sentence: Sentence, story: Story, before: int) -> Actor | None:
    """The state that the paragraph so far, or else its heading, is about: the last subject before ``before``."""
    passage = sentence.passage
    for mention in reversed(story.mentions_in(passage.start, before)):
        if mention.label == "country" and _subject_like(story, mention):
            return Actor(mention.start, mention.end, (str(mention.value),), (mention.span,))
    headings = [p for p in story.paper.passages if p.kind == "heading" and p.end <= passage.start]
    if headings and passage.section and story.paper.text[headings[-1].start : headings[-1].end] in passage.section[-1]:
        named = [m for m in story.mentions_in(headings[-1].start, headings[-1].end) if m.label == "country"]
        if len(named) == 1:
            return Actor(named[0].start, named[0].end, (str(named[0].value),), (named[0].span,))
    return None


def _subject_like(story: Story, mention: Mention) -> bool:
    text = story.paper.text
    opened = re.search(
        r"(?:^|[.!?;:]\s(?:\d+\.\s)?|\n|,\s)(?:The\s|In\s|the\s)?$", text[max(0, mention.start - 12) : mention.start]
    )
    return opened is not None and _SUBJECT_AFTER.match(text, mention.end) is not None


def everyone(sentence: Sentence, story: Story) -> tuple[Actor, ...]:
    """All states, blocs and people of the sentence: who stands behind a declaration that nobody is said to make."""
    return tuple(
        a for a in actors_in(sentence, story) if a.sort in {"party", "group", "person"} and not placed(sentence, a)
    )


def completed(sentence: Sentence, story: Story, text: Text, found: Sequence[Actor]) -> tuple[Actor, ...]:
    """``found`` with the side that the text leaves unsaid: the one that its paragraph, or the paper, is about."""
    actors = tuple(dict.fromkeys(found))
    known = values(actors)
    if text.kind not in BILATERAL or len(known) != 1 or actors[0].sort in {"group", "company"}:
        return actors
    if text.named and text.opener == "the" and not _linked(sentence, text):
        return actors
    other = _counterpart(sentence, story, text, known)
    return (*actors, other) if other else actors


def union(one: Sequence[Actor], other: Sequence[Actor]) -> tuple[Actor, ...]:
    """Both lists, without those of ``other`` that say nothing new."""
    told = values(one)
    return (*(a for a in other if not set(a.values) <= told), *one)


def values(actors: Sequence[Actor]) -> set[str]:
    """All that a table would write for ``actors``."""
    return {value for actor in actors for value in actor.values}


def split_lead(
    story: Story, found: Sequence[Actor], outside: Sequence[Actor]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The side that stands on one end of every agreement of a list, and the others."""
    told = values(found)
    apart = tuple(a for a in outside if not set(a.values) & told)
    if apart:
        return apart[-1:], tuple(found)
    leads = tuple(a for a in found if story.lead in a.values)
    if leads and len(found) > 2:
        return leads[:1], tuple(a for a in found if a not in leads)
    return (), () if leads else tuple(found)


def _owners(sentence: Sentence, casts: Sequence[Cast], text: Text) -> tuple[Actor, ...]:
    """The parties right before a title: "China's agreement", "the EU–Mexico agreement", "Kazakh-Chinese treaty"."""
    before = [c for c in casts if c.end <= text.span.start]
    if not before:
        return ()
    cast = before[-1]
    gap = sentence.between(cast.end, text.span.start)
    if re.fullmatch(r"[’']s?\s(?:[\w-]+\s){0,3}|\s?[-–—]?\s?|\s\(", gap) and cast.actors[-1].sort != "company":
        return cast.actors
    return ()


def _of_noun(sentence: Sentence, casts: Sequence[Cast], cue: Milestone) -> tuple[Actor, ...]:
    """The party that a noun names as its doer: "the withdrawal of Peru", "ratification by Chile"."""
    for cast in casts:
        if cast.start >= cue.span.end:
            if re.fullmatch(r"\s(?:of|by)\s(?:the\s)?", sentence.between(cue.span.end, cast.start)):
                return cast.actors
            break
    return ()


def _linked(sentence: Sentence, text: Text) -> bool:
    return re.match(r"(?:\s\([^)]*\))?\s(?:with|between)\b", sentence.between(text.span.end, sentence.end)) is not None


def _counterpart(sentence: Sentence, story: Story, text: Text, known: set[str]) -> Actor | None:
    """The nearest party told before in the paragraph that the paper speaks of much; else the one it is about."""
    weight = story.prominence
    top = max(weight.values(), default=0)
    best = max((weight[k] for k in known), default=0)
    for mention in reversed(story.mentions_in(sentence.passage.start, text.span.start)):
        value = str(mention.value)
        if mention.label not in SOVEREIGN_LABELS or value in known or value in _REGIONAL or weight[value] < 3:
            continue
        much = weight[value] > best and weight[value] >= 0.4 * top
        if much or (weight[value] >= 0.1 * top and _subject_like(story, mention)):
            return Actor(mention.start, mention.end, (value,), (mention.span,))
    first = story.first_mention(story.lead)
    if first is not None and story.lead not in known and story.lead not in _REGIONAL:
        return Actor(first.start, first.end, (story.lead,), (first.span,))
    return None
