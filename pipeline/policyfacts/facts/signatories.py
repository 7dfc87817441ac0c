"""Who agreed: the parties of a text, from the words around its title and its cue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policyfacts.facts.actors import Actor, Cast, actors_in, casts_in, collective, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.milestones import Milestone, gap_between
from policyfacts.facts.texts import Text
from policyfacts.records import Span

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
# Who stands by while others sign is no party.
_WATCHED = re.compile(
    r"\b(?:witnessed|watched|overseen|attended|welcomed|hailed|brokered|mediated|statements?|reports?|said|says|read|"
    r"according|chaired|hosted)\b"
)
# Who chairs or watches what others agree is no party by that.
_CHAIRED = re.compile(
    r",\s(?:which was\s|jointly\s)?(?:co-)?(?:chaired|hosted|presided over|moderated|attended|witnessed|watched|"
    r"organi[sz]ed)\s[^;]*?(?=,\s(?:\w+ly\s)?(?:passed|adopted|signed|agreed|approved|endorsed|issued|released|concluded|announced)\b)"
)
# "It moved its embassy from Peru to Chile and signed", "it broke relations with Peru and signed": these do not act.
_FROM_TO = re.compile(
    r"\bfrom\s(?:the\s)?$|\b(?:relations|ties|relationship|links|trade|borders?|disputes?|war|alliance|contacts|allegiance"
    r")\s(?:with|to)\s(?:the\s)?$"
)
# "a treaty ties Peru to Chile".
_TIED = re.compile(r"\s(?:the\s)?")
_TIED_TO = re.compile(r"\s(?:to|with|and)\s(?:the\s)?")
_OPENED_WITH = re.compile(r"\b[Ww]ith\s(?:the\s)?$")
_CLAUSE = re.compile(r"[;:]\s|,\s(?:while|whereas|but|although)\s|,\sand\s(?=[A-Z]?\w+\s\w+ed\s)")
_RELATIVE = re.compile(
    r"(?:,?\s(?:(?:to|on|under)\s)?(?:that|which))?\s(?:the\s|its\s|both\s)?(?:\w+\sof\s(?:the\s)?)?", re.IGNORECASE
)
_PERFECT = re.compile(
    r"\s(?:(?:have|has|had|both|all|finally|then|first|jointly|eventually|at last|later)\s)*", re.IGNORECASE
)
_NEW_CLAUSE = re.compile(r"[;:]|\.\s|,\s(?:and|while|but|whereas)\s(?:an?|the|its|in|on|by|under)\s")
_SHORT = re.compile(r"\s\([A-Z][\w&-]{1,11}\)")
# "Peru and Chile have had a treaty since ...": they stand before the title, though its cue trails it.
_HAD = re.compile(r"\b(?:has|have)\s(?:(?:also|already|long|both)\s)*had\s(?:an?\s|the\s)?(?:\w+\s)?$")
_ASIDE = re.compile(
    r",\s(?:(?:(?:in|with|by|to|under|for|of)\s)?(?:which|who|whose|where)|under|despite|after|following|unlike|like|against)"
    r"\b[^,;]*,"
)
_NEXT = re.compile(r";|,\s(?:(?:in|of|to|under|by|for)\s)?(?:which|whose|where)\b")
_SIDES = re.compile(r",?\son\s(?:the\s)?one\s(?:side|hand|part),?\s(?:and\s)?")
_GIVEN_TO = re.compile(r"\sto\s(?:the\s|an?\s)?(?:\w+\s){0,2}")
_SPOKEN_TO = re.compile(r"\b(?:told|informed|asked|urged|met|invited|notified|assured|warned|reminded)\s$")
_STATE_FROM = re.compile(
    r"\b(?:leaders|ministers|officials|delegates|delegations|envoys|representatives)\sfrom\s(?:the\s)?$", re.IGNORECASE
)
_CHAIN = re.compile(r"\s(?:has |have |had )?(?:joined|with|together with|alongside|along with|and)\s(?:the\s)?")
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
    reach = text.after or text.span.end
    if cue and not text.elliptic:
        reach = min(reach, cue.span.end)
    previous = reach
    for cast in casts:
        if cast.start < reach or cast.start >= end or text.span.start <= cast.start < text.span.end:
            continue
        gap = gap_between(sentence, previous, cast.start)
        if _NEW_CLAUSE.search(gap) or len(gap) > 90:
            break
        begin = max(previous, text.after if text.span.start > previous else 0)
        if cue and text.after <= cue.span.start and cue.span.end <= cast.start:
            begin = max(begin, cue.span.end)
        inner = gap_between(sentence, begin, cast.start)
        bracketed = (
            found and found[-1].end == previous and re.fullmatch(r"\s\([^()]*\)(?:,\s|,?\sand\s)(?:the\s)?", gap)
        )
        if (
            bracketed
            or _of_two(text, cast, previous, gap)
            or (text.kind == "contract" and cue is not None and _GIVEN_TO.fullmatch(inner) is not None)
            or (_WITH.search(gap) and not _BAR.search(inner))
            or (_BY.search(gap) and cue is not None and len(inner) < 40 and not _WATCHED.search(inner))
            or (
                cue is not None
                and cue.name == "ties"
                and (_TIED.fullmatch(inner) or (found and _TIED_TO.fullmatch(gap)))
            )
        ):
            found.extend(cast.actors)
            previous = cast.end
    return tuple(dict.fromkeys(found))


def _of_two(text: Text, cast: Cast, previous: int, gap: str) -> bool:
    """Whether a list of parties is the title's own: "the free trade agreement of the EU and Peru"."""
    return previous == text.after and len(cast.actors) > 1 and re.fullmatch(r"\sof\s(?:the\s)?", gap) is not None


def subjects(sentence: Sentence, story: Story, text: Text, cue: Milestone | None, side: str) -> tuple[Actor, ...]:
    """Who does it: the parties before the cue in its clause, or within it ("pulled Peru out of"), "the two sides"."""
    casts = casts_in(sentence, story)
    if cue is not None and (named := _of_cue(sentence, casts, cue)):
        return named
    held = side == "trails" and _HAD.search(sentence.between(sentence.start, text.span.start)) is not None
    leads = held or side == "leads" or cue is None
    floor = cue.span.start if cue is not None and (side == "leads" or cue.event == "withdrawn") else text.span.start
    floor = text.span.start if held else floor
    before = sentence.between(sentence.start, floor)
    if two := _on_two_sides(sentence, casts, before):
        return two
    begin = sentence.start + max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    mine = [c for c in casts if begin <= c.start and c.end <= floor]
    asides = [m.span() for m in _ASIDE.finditer(before)]
    mine = [c for c in mine if not any(a <= c.start - sentence.start < b for a, b in asides)] or mine
    chaired = [m.span() for m in _CHAIRED.finditer(sentence.text)]
    mine = [c for c in mine if not any(a <= c.start - sentence.start < b for a, b in chaired)]
    mine = [c for c in mine if not _moved_between(sentence, c)]
    withs = [c for c in mine if _OPENED_WITH.search(sentence.between(sentence.start, c.start))]
    if cue is not None and not leads:
        relative = _of_relative(sentence, casts, text, cue)
        if relative or cue.event != "withdrawn":
            return relative or tuple(a for c in withs for a in c.actors)
    gathered = collective(sentence, story, Span(begin, floor))
    if gathered and _SPOKEN_TO.search(sentence.between(sentence.start, gathered.start)):
        gathered = None
    return _doing(sentence, mine, withs, gathered)


def _moved_between(sentence: Sentence, cast: Cast) -> bool:
    """Whether a list is only what something went from and to ("from Peru to Chile"), or relations were with."""
    before = sentence.between(sentence.start, cast.start)
    return _FROM_TO.search(before) is not None and _STATE_FROM.search(before) is None


def _of_cue(sentence: Sentence, casts: Sequence[Cast], cue: Milestone) -> tuple[Actor, ...]:
    """The parties within a cue of leaving ("pulled Peru out of"), or those that its noun names ("ratification by")."""
    if cue.event == "withdrawn":
        within = tuple(a for c in casts for a in c.actors if cue.span.start <= a.start and a.end <= cue.span.end)
        if within:
            return within
    return _of_noun(sentence, casts, cue)


def _doing(
    sentence: Sentence, mine: Sequence[Cast], withs: Sequence[Cast], gathered: Actor | None
) -> tuple[Actor, ...]:
    """The last list of those that act, with the lists chained to it; "the two sides" where they stand last."""
    opening = tuple(a for c in withs for a in c.actors)
    acting = [free for c in mine if c not in withs and (free := _free(sentence, c)) is not None]
    if gathered and (not acting or gathered.start > acting[-1].start):
        return (*opening, gathered)
    chosen = acting[-1:]
    for cast in reversed(acting[:-1]):
        if not _CHAIN.fullmatch(_SHORT.sub("", sentence.between(cast.end, chosen[0].start))):
            break
        chosen.insert(0, cast)
    return (*opening, *(a for c in chosen for a in c.actors))


def _on_two_sides(sentence: Sentence, casts: Sequence[Cast], before: str) -> tuple[Actor, ...]:
    """Both of "A and B on the one side and C, a venture of D and E, on the other"."""
    sides = _SIDES.search(before)
    if sides is None:
        return ()
    low, high, end = sentence.start + sides.start(), sentence.start + sides.end(), sentence.start + len(before)
    one = [c for c in casts if c.end <= low][-1:]
    other = [c for c in casts if high <= c.start < end][:1]
    return tuple(a for c in (*one, *other) for a in c.actors) if one and other else ()


def _of_relative(sentence: Sentence, casts: Sequence[Cast], text: Text, cue: Milestone) -> tuple[Actor, ...]:
    """Who does it in a clause about the title: "the memorandum that Peru had signed", "whose charter Peru signed"."""
    mine = [c for c in casts if text.after <= c.start and c.end <= cue.span.start]
    if not mine:
        return ()
    opened = sentence.between(text.after, mine[0].start)
    closed = sentence.between(mine[-1].end, cue.span.start)
    opened, closed = _SHORT.sub("", opened), _SHORT.sub("", closed)
    joined = all(_CHAIN.fullmatch(_SHORT.sub("", sentence.between(a.end, b.start))) for a, b in pairwise(mine))
    if joined and _RELATIVE.fullmatch(opened) and _PERFECT.fullmatch(closed):
        return tuple(a for c in mine for a in c.actors)
    return ()


def _free(sentence: Sentence, cast: Cast) -> Cast | None:
    """``cast`` where it acts; of a list that only begins with a place ("at the G20, India and ...") what follows it."""
    if not placed(sentence, cast):
        return cast
    if len(cast.actors) > 2 and sentence.between(cast.actors[0].end, cast.actors[1].start).startswith(","):
        return Cast(cast.actors[1:])
    return None


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
    return tuple(a for a in found if not placed(sentence, a))


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
