"""Partnerships told in prose: for each title of a sentence its sides, its status and its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of, occasion_date
from policyfacts.facts.ties.dating import crossed, dealt, is_since, is_under, own_date, when
from policyfacts.facts.ties.followers import followers
from policyfacts.facts.ties.sides import Group, Pair, barred, groups, told_pairs
from policyfacts.facts.ties.standing import Standing, standing
from policyfacts.facts.ties.states import acting, singles
from policyfacts.facts.ties.titles import Telling, Title, titles
from policyfacts.facts.ties.unsaid import Memory, completed, meant, shared
from policyfacts.records import Certainty, Fact, Mention, Passage, Slot, Span
from policyfacts.values.levels import rank

_SKIPPED_KINDS = frozenset({"title", "heading", "caption", "front"})
# A sentence on another kind of text tells of that text's sides, whatever else follows.
_OTHER_TEXT = re.compile(
    r"\b(?:free trade (?:agreement|area)|FTA|protocol|treaty|convention|trade agreement|loan agreement)\b",
    re.IGNORECASE,
)
# A partnership of three is none of the pairs in it.
_MANY_SIDED = re.compile(r"\b(?:tri|quadri)(?:lateral|partite)\b", re.IGNORECASE)
_CERTAINTY: dict[str, Certainty] = {"denied": "denied", "proposed": "hypothetical"}


@dataclass(slots=True)
class _Told:
    """What the paper has told so far: its ties, the titles of each pair, and the last title with its paragraph."""

    memory: Memory = field(default_factory=Memory)
    levels: dict[frozenset[str], set[str]] = field(default_factory=dict)
    last: tuple[Passage, Mention] | None = None
    status: tuple[int, str] = (-1, "")


def partnerships(story: Story) -> Iterator[Fact]:
    """Every bilateral partnership that the paper's prose states, in order."""
    told = _Told()
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        before = told.last[1] if told.last and told.last[0] is sentence.passage else None
        found = titles(sentence, before)
        if levels := sentence.of("level"):  # also in plain talk of partners, of whom the next sentence tells
            told.last = sentence.passage, levels[-1]
        if (not found and before is None) or (not sentence.of("level") and _OTHER_TEXT.search(sentence.text)):
            continue
        telling = Telling(sentence, story, tuple(found), tuple(dates_of(sentence, story)))
        if before and not found:
            yield from _followers(telling, before, sentence.span, told)
        elif not sentence.text.rstrip().endswith("?"):
            yield from _of_sentence(telling, told)


def _of_sentence(telling: Telling, told: _Told) -> Iterator[Fact]:
    """The ties of each title, and of those who follow in it before the next title is told."""
    table = _crossed(telling)
    ends = [*(title.start for title in telling.titles[1:]), telling.sentence.end]
    for index, (title, end) in enumerate(zip(telling.titles, ends, strict=True)):
        became = standing(telling.sentence, telling.story, title, telling.part(title.start))
        mine = table.get(index) or list(_dated(telling, index, became, told))
        for pair, dated in mine:
            if pair.rule.startswith("gap") or title.parallel:
                became = became._replace(status=_status_told(telling.sentence, told))
            told.memory.told.append((telling.sentence.start, pair))
            told.memory.of_relation = title.of_relation
            yield _fact(telling, title, (pair, dated, became), told)
        yield from _followers(telling, title.level, Span(title.end, end), told)


def _crossed(telling: Telling) -> dict[int, list[tuple[Pair, Dated | None]]]:
    """The ties of a sentence that crosses titles with members, by the index of their title."""
    sentence, story, found = telling.sentence, telling.story, telling.titles
    members = [a for a in singles(acting(sentence, story, sentence.span)) if a.values[0] != story.lead]
    mention = story.unsaid(sentence, {m.values[0] for m in members}) if len(found) > 1 and len(members) > 1 else None
    table: dict[int, list[tuple[Pair, Dated | None]]] = {}
    if mention is None:
        return table
    for part in dict.fromkeys(telling.part(t.start) for t in found):
        first = next(i for i, t in enumerate(found) if t.start >= part.start)
        own = [t for t in found if part.start <= t.start < part.end]
        dates = [d for d in telling.dates if part.start <= d.start < part.end]
        sides = [m for m in members if part.start <= m.start < part.end]
        for index, member, dated in crossed(sentence, own, sides, dates):
            pair = Pair(member, meant(mention), "crossed")
            table.setdefault(first + index, []).append((pair, dated))
    return table


def _dated(telling: Telling, index: int, became: Standing, told: _Told) -> Iterator[tuple[Pair, Dated | None]]:
    """The ties of a title, each with the date that a list gives it, or with that of the title."""
    title = telling.titles[index]
    pairs = list(_pairs(telling.sentence, telling.story, title, told))
    part = telling.part(title.start)
    dates = [d for d in telling.dates if part.start <= d.start < part.end]
    for ones, at in (([p.one for p in pairs], 0), ([p.other for p in pairs], 1)):
        members = list({m.values[0]: m for m in ones}.values())
        if len(members) > 1 and (given := dealt(telling.sentence, part, members, dates)):
            yield from ((pair, given.get((pair.one, pair.other)[at].start)) for pair in pairs)
            return
    own = when(telling, index, became) if pairs else None
    if pairs and not telling.dates:
        own = occasion_date(telling.sentence, telling.story)
    for pair in pairs:
        linked = pair.rule.startswith("with") and pair.one.start >= title.end and not is_under(telling.sentence, title)
        behind = Span(title.end, part.end)
        yield pair, (own_date(telling.sentence, pair.one, behind, dates) if linked else None) or own


def _pairs(sentence: Sentence, story: Story, title: Title, told: _Told) -> list[Pair]:
    """The two sides of each tie of a title."""
    if barred(sentence, story, title) or _MANY_SIDED.search(title.level.text):
        return []
    pairs, first = told_pairs(list(groups(sentence, story, title)))
    if not pairs:
        pairs, first = told_pairs(list(groups(sentence, story, title, far=True)))
    if pairs and not _of_lead(sentence, story, title, pairs):
        return pairs
    if pairs:
        first = Group((pairs[0].one, pairs[0].other), "of-lead", 0)
    return completed(sentence, story, title, first, told.memory)


def _followers(telling: Telling, level: Mention, within: Span, told: _Told) -> Iterator[Fact]:
    """The ties of those who only follow in the title ``level`` told last."""
    sentence, story = telling.sentence, telling.story
    taken = {v for pair in told.memory.of(sentence.start, sentence.end) for v in (*pair.one.values, *pair.other.values)}
    for actor, dated in followers(sentence, story, within, telling.dates):
        other = shared(sentence, story, actor.values, told.memory)
        if other is None or actor.values[0] in taken:
            continue
        title = Title(actor.spans[0], level, stands_in=True)
        tie = Pair(actor, other, "following"), dated, Standing(_status_told(sentence, told), dated.spans[0])
        yield _fact(telling, title, tie, told)


def _status_told(sentence: Sentence, told: _Told) -> str:
    """What a title that only stands for another became: as that one in the same sentence."""
    return told.status[1] if told.status[0] == sentence.start else "established"


def _of_lead(sentence: Sentence, story: Story, title: Title, pairs: Sequence[Pair]) -> bool:
    """Whether "A and B became strategic partners" leaves out whose: those of the state that the paper is about."""
    if title.of_relation or len(pairs) > 1 or not pairs[0].rule.startswith("mutual"):
        return False
    around = story.mentions_in(sentence.passage.start, sentence.passage.end)
    named = any(m.value == story.lead and m.label in {"country", "bloc"} for m in around)
    return named and story.lead not in {*pairs[0].one.values, *pairs[0].other.values}


def _fact(telling: Telling, title: Title, tie: tuple[Pair, Dated | None, Standing], told: _Told) -> Fact:
    pair, dated, became = tie
    sentence = telling.sentence
    one, other = _ordered(telling.story, pair)
    level = str(title.level.value)
    earlier = told.levels.setdefault(frozenset((*one.values, *other.values)), set())
    status = became.status
    lower = any(e != level and rank(e) < rank(level) for e in earlier)
    lasting = became.owned or is_since(sentence, dated)
    if status == "established" and lower and (told.status[0] == sentence.start or not lasting):
        status = "upgraded"
    if status in {"established", "upgraded"}:
        earlier.add(level)
    told.status = sentence.start, status
    spans = tuple(dict.fromkeys((title.level.span, title.span)))
    slots = {
        "country": Slot(one.values[0], one.spans),
        "counterparty": Slot(other.values[0], other.spans),
        "level": Slot(level, spans),
        "level_text": Slot(title.level.text, (title.level.span,)),
        "status": Slot(status, (became.proof,)),
    }
    if dated and not (status in {"proposed", "denied"} and is_since(sentence, dated)):  # that dates the wish
        slots["date"] = Slot(dated.edtf, dated.spans)
    rule = f"partnership/{pair.rule}/{became.name or 'no-predicate'}"
    return Fact("partnerships", slots, sentence.span, rule, certainty=_CERTAINTY.get(status, "asserted"))


def _ordered(story: Story, pair: Pair) -> tuple[Actor, Actor]:
    """The side that the paper is about, or speaks of more, is the counterparty."""
    one, other = pair.one, pair.other
    weight = story.prominence
    if (weight[one.values[0]], other.values[0]) > (weight[other.values[0]], one.values[0]):
        return other, one
    return one, other
