"""Who agreed: the parties of a text, from the words around its title and its cue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.facts.actors import Actor, Cast, actors_in, casts_in, excepted, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.textnames import Text

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
    r"(?:\w+\s(?:of\s(?:the\s)?)?){0,2}$|^\sby\s(?:the\s)?$"
    r"|^\sbetween\s(?:the\s)?(?:[A-Z][\w&.-]*\s){1,5}and\s(?:the\s)?$",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(r"[;:]|\.\s|,\s(?:and|while|but|whereas)\s(?:an?|the|its|in|on|by|under)\s")
_NEXT = re.compile(r";|,\s(?:(?:in|of|to|under|by|for)\s)?(?:which|whose|where)\b")
_BAR = re.compile(r"\b(?:that|which|who|serves?|as|to|is|are|aims?|covers?|because|until|than|like|unlike)\b")
_SAYS = re.compile(
    r"\s(?:has\s|had\s|also\s)?(?:said|says|reports?|reported|writes|wrote|adds|added|noted|announced)\b"
)
_OF = re.compile(r"\sof\s(?:the\s)?")
# How far behind a title, or the party before, a party of it may stand.
_REACH = 90


def attached(sentence: Sentence, story: Story, text: Text, limit: int | None = None) -> tuple[Actor, ...]:
    """The parties that a title itself tells: in it, before it as its owners, or behind it after "with" or "between"."""
    casts = casts_in(sentence, story)
    found: list[Actor] = []
    if text.named:
        inside = actors_in(sentence, story)
        told = [a for a in inside if text.span.start <= a.start and a.end <= text.span.end]
        told = [a for a in told if a.sort in {"party", "group"}]
        # A text is often named after the place where it was made ("the Mauritius Convention").
        with_one = told and re.search(r"\swith\s(?:the\s)?$", sentence.between(text.span.start, told[0].start))
        if len(told) > 1 or with_one or text.kind == "plan" or (told and told[0].sort == "group"):
            found += told
    found = [*_owners(sentence, casts, text), *found]
    previous = text.after or text.span.end
    end = limit if limit is not None else sentence.end
    for cast in casts if text.kind != "policy paper" else ():  # what it is about stands behind it
        if cast.start < previous or cast.start >= end:
            continue
        gap = re.sub(r"\s?\[[^\]]*\]", "", sentence.between(previous, cast.start))
        if _NEW_CLAUSE.search(gap) or len(gap) > _REACH:
            break
        bracketed = (
            found and found[-1].end == previous and re.fullmatch(r"\s\([^()]*\)(?:,\s|,?\sand\s)(?:the\s)?", gap)
        )
        of_sides = _of_two(text, cast, previous, gap) or _of_one(sentence, text, cast, gap)
        if bracketed or of_sides or (_WITH.search(gap) and not _BAR.search(gap)):
            found.extend(cast.actors)
            previous = cast.end
    return tuple(dict.fromkeys(found))


def _of_two(text: Text, cast: Cast, previous: int, gap: str) -> bool:
    """Whether a list of parties is the title's own: "the free trade agreement of the EU and Peru"."""
    return previous == text.after and len(cast.actors) > 1 and re.fullmatch(r"\sof\s(?:the\s)?", gap) is not None


def _of_one(sentence: Sentence, text: Text, cast: Cast, gap: str) -> bool:
    """Whether a party is one side of a title that tells the other behind: "an agreement of Kenya with Oman"."""
    with_other = sentence.text.startswith(" with ", cast.end - sentence.start)
    return (
        gap == sentence.between(text.after or text.span.end, cast.start)
        and with_other
        and _OF.fullmatch(gap) is not None
    )


def everyone(sentence: Sentence, story: Story, text: Text) -> tuple[Actor, ...]:
    """All states, blocs and people around the title: who stands behind a declaration that nobody is said to make.

    What follows a semicolon or a relative clause behind the title speaks of something else.
    """
    before = sentence.between(sentence.start, text.span.start)
    begin = sentence.start + before.rfind(";") + 1
    stop = _NEXT.search(sentence.between(text.after, sentence.end))
    end = text.after + stop.start() if stop else sentence.end
    acting = {"party", "group", "person"}
    found = [a for a in actors_in(sentence, story) if begin <= a.start < end and a.sort in acting]
    return tuple(a for a in found if not (placed(sentence, a) or excepted(sentence, a) or _reports(sentence, a)))


def _reports(sentence: Sentence, actor: Actor) -> bool:
    """Whether ``actor`` only tells what the sentence says: "..., the Andean News Agency reports"."""
    aside = re.search(r",\s(?:the\s|as\s)*$", sentence.between(sentence.start, actor.start))
    return aside is not None and _SAYS.match(sentence.between(actor.end, sentence.end)) is not None


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
