"""The dates of ties: dealt out to the members of a list, and else the one that hangs by what set the tie up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence
from policyfacts.facts.cues import clause
from policyfacts.facts.dates import Dated
from policyfacts.facts.ties.standing import Standing
from policyfacts.facts.ties.titles import Telling, Title, part_of
from policyfacts.frames import Reading
from policyfacts.records import Span

_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_AT = r"(?:on|in|since|from|by|as of|dating from|of)\s(?:early\s|late\s|mid-)?"
_BRACKETED = re.compile(r"\s?\((?:since\s|from\s|in\s|[^()]{0,30},\s)?")
_BEHIND = re.compile(rf"[”\"’]?(?:\s\((?:since\s)?|,?\s{_AT})")
_BEFORE = re.compile(rf"(?:and|,|;)\s{_AT}$")
_FOR_BEFORE = re.compile(r"\b(?:for|covering|over)\s(?:the\s(?:period\s|years\s)?)?$")  # what a plan covers
_UNDER = re.compile(r"\bunder (?:the|their|its|a|this)\s[“\"‘]?$")  # what else was done under it
_SINCE = re.compile(r"\b(?:since|dat(?:es?|ing) (?:from|back to)|as of)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_LOWER = 0.5  # a date that hangs by another verb below is further away
_CLAUSAL = frozenset({"VERB", "AUX"})


def dealt(
    sentence: Sentence, part: Span, members: Sequence[Actor], dates: Sequence[Dated]
) -> Mapping[int, Dated | None]:
    """The date of each of ``members``, by where it starts, where ``part`` of the sentence gives them their own."""
    members = sorted(members, key=lambda m: m.start)
    if len(members) < 2 or len({m.start for m in members}) < len(members):
        return {}
    if word := _RESPECTIVELY.search(sentence.between(part.start, part.end)):
        at = part.start + word.start()
        told = [d for d in dates if d.start < at]
        told = told if len(told) >= len(members) else list(dates)
        if len(told) < len(members):
            return {}
        return {m.start: d for m, d in zip(members, told[-len(members) :], strict=True)}
    found: dict[int, Dated | None] = {}
    waiting: list[int] = []
    for index, member in enumerate(members):
        limit = members[index + 1].start if index + 1 < len(members) else part.end
        own = own_date(sentence, member, Span(members[index - 1].end if index else member.end, limit), dates)
        if own is not None:
            bracketed = _BRACKETED.fullmatch(sentence.between(member.end, own.start))
            found.update(dict.fromkeys(waiting, None if bracketed else own))
            found[member.start] = own
            waiting = []
        else:
            waiting.append(member.start)
    return {} if len(waiting) == len(members) else {**found, **dict.fromkeys(waiting, None)}


def own_date(sentence: Sentence, member: Actor, within: Span, dates: Sequence[Dated]) -> Dated | None:
    """The date right behind a member of a list, or right before it: "Peru (2013) and, since 2016, Chile"."""
    low, high = within
    for dated in dates:
        if member.end <= dated.start < high:
            between = sentence.between(member.end, dated.start)
            if _BEHIND.fullmatch(between) or _BRACKETED.fullmatch(between):
                return dated
    before = [d for d in dates if low <= d.start and d.end <= member.start]
    if before and re.fullmatch(r",\s(?:with\s)?(?:the\s)?", sentence.between(before[-1].end, member.start)):
        return before[-1] if _BEFORE.search(sentence.between(low, before[-1].start)) else None
    return None


def when(telling: Telling, index: int, standing: Standing) -> Dated | None:
    """The date of the title ``telling.titles[index]``, whose status is ``standing``."""
    sentence, told = telling.sentence, telling.titles
    title = told[index]
    if is_under(sentence, title) and standing.predicate is None:
        return None
    dates = [
        d
        for d in telling.dates
        if not ("/" in d.edtf and _FOR_BEFORE.search(sentence.between(sentence.start, d.start)))
    ]
    ended = standing.status in {"ended", "downgraded"} and standing.predicate is not None
    anchor = standing.predicate if ended and standing.predicate else title.span
    behind = [d for d in dates if d.start >= anchor.end and _BEHIND.fullmatch(sentence.between(anchor.end, d.start))]
    if behind:
        return behind[0]
    reading = telling.story.reading(sentence)
    by_tree = _by_tree(reading, told, index, dates, standing) if reading else None
    sure = reading is not None and (standing.source or standing.status not in {"established", "proposed"})
    return by_tree or (None if sure else _by_place(sentence, told, index, dates))


def _by_tree(
    reading: Reading, told: Sequence[Title], index: int, dates: Sequence[Dated], standing: Standing
) -> Dated | None:
    """The date that hangs by the predicate that tells the status, by the title, or by what stands above them."""
    c, tree = reading.clauses, reading.clauses.tree
    heads = [tree.head_of(t.start - reading.offset, t.end - reading.offset) for t in told]
    head = heads[index]
    if head is None:
        return None
    others = {h for i, h in enumerate(heads) if i != index and h is not None}
    chain = [head, *tree.ancestors(head)]
    deed = tree.at(standing.predicate.start - reading.offset) if standing.predicate else None
    ended = deed is not None and deed not in {head} and standing.status not in {"established", "proposed"}
    ranked: list[tuple[float, int, int, Dated]] = []
    for dated in dates:
        at = tree.at(dated.start - reading.offset)
        if at is None:
            continue
        way = [at, *tree.ancestors(at)]
        if others & set(way) and not (head in way and way.index(head) < min(way.index(o) for o in others & set(way))):
            continue  # it is another title's
        place = abs(dated.start - told[index].start)
        holder = next((i for i in way if c.token(i).pos in _CLAUSAL or i == head), None)
        shared = next((i for i in way if i in chain), None)
        if (ended and _of_beginning(reading, way, head)) or (standing.source and not _before(dated, standing)):
            continue  # that of its beginning, not of what became of it; or the other way about
        if holder is not None and holder == deed:
            ranked.append((-1, way.index(holder), place, dated))
        elif shared is not None:
            ranked.append((chain.index(shared) + (holder not in chain) * _LOWER, way.index(shared), place, dated))
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def _before(dated: Dated, standing: Standing) -> bool:
    return standing.predicate is not None and dated.end <= standing.predicate.start


def _of_beginning(reading: Reading, way: Sequence[int], head: int) -> bool:
    """Whether a date tells since when the title has been borne: "the partnership of 2009", "set up in 2009"."""
    c = reading.clauses
    below = way[: way.index(head)] if head in way else ()
    return any(c.token(i).pos in _CLAUSAL or c.words[i] in {"of", "since", "from"} for i in below)


def _by_place(sentence: Sentence, told: Sequence[Title], index: int, dates: Sequence[Dated]) -> Dated | None:
    """In turn where there are as many dates as titles, else the nearest in the title's clause."""
    title = told[index]
    before = told[index - 1].end if index else sentence.start
    after = told[index + 1].start if index + 1 < len(told) else sentence.end
    part = part_of(sentence, title.start)
    within = [d for d in dates if before <= d.start < after and part.start <= d.start < part.end]
    own = clause(sentence, title.start, title.end)
    close = [d for d in within if own.start <= d.start < own.end] or within
    return min(close, key=lambda d: (abs(d.start - title.start), d.start)) if close else None


def is_under(sentence: Sentence, title: Title) -> bool:
    """Whether a title only tells under what something else was done: "signed a plan under their partnership"."""
    return _UNDER.search(sentence.between(sentence.start, title.start)) is not None


def is_since(sentence: Sentence, dated: Dated | None) -> bool:
    """Whether a date is that from which something has been so: "wanted since 2019", "partners since 2012"."""
    return dated is not None and _SINCE.search(sentence.between(sentence.start, dated.start)[-30:]) is not None


def crossed(
    sentence: Sentence, titles: Sequence[Title], members: Sequence[Actor], dates: Sequence[Dated]
) -> Iterator[tuple[int, Actor, Dated | None]]:
    """Titles, members and dates that a sentence crosses: each title's index with a member and its date.

    "Peru in 2008 and 2013, Mexico in 2003 and 2013" goes by member; "the strategic ones date from 2003 and 2008, the
    comprehensive ones from 4 June and 6 April" by title; "Jamaica and Suriname, with X and Y respectively" has a title
    for each.
    """
    width, height = len(titles), len(members)
    if width < 2 or height < 2:
        return
    if len(dates) == width * height:
        ends = [*(t.start for t in titles[1:]), sentence.end]
        by_title = all(sum(t.start <= d.start < e for d in dates) == height for t, e in zip(titles, ends, strict=True))
        for i in range(width):
            for j in range(height):
                yield i, members[j], dates[i * height + j] if by_title else dates[j * width + i]
    elif width == height and _RESPECTIVELY.search(sentence.text) and members[-1].end <= titles[0].start:
        for i in range(width):
            yield i, members[i], dates[i] if len(dates) == width else None
