"""Whom a pronoun or a definite noun stands for: one search, nearest first, never out of the paragraph.

"He", "the minister": the person named last. "It", "the bank", "the government": the party named last that can be called
so. What counts groups ("the two sides") is ``actors.collective``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from policyfacts.discourse import lacks
from policyfacts.facts.acquaintance import met_before, mission
from policyfacts.facts.actors import Actor, actors_in, casts_in, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.frames import Argument
from policyfacts.records import Span
from policyfacts.values.organisations import organisation

_REACH = 4
_SECTION = 20
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_FIRST = frozenset({"i", "my", "me", "myself"})
_NEUTRAL = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "their", "them", "both"})
_OFFICES = frozenset(
    "president premier minister chancellor king queen emir sultan prince leader secretary ambassador envoy "
    "representative governor director commissioner chair chairman counterpart guest host administrator".split()
)
_LENDERS = frozenset({"bank", "lender", "fund", "institution", "creditor", "facility"})
_FIRMS = frozenset({"company", "firm", "corporation", "contractor", "group", "consortium", "developer", "operator"})
_STATES = frozenset({"government", "country", "state", "republic", "kingdom", "island", "nation", "administration"})
_UNIONS = frozenset(
    {"bloc", "union", "association", "alliance", "community", "grouping", "organisation", "organization"}
)
_DEFINITE = re.compile(r"(?:the|this|that|same)\s", re.IGNORECASE)
# "SECRETARY DOE: Thank you."
_LABEL = re.compile(r"(?:[A-Z][A-Z.’'-]*\s){0,5}(?P<family>[A-Z][A-Z’'-]+):\s")
# "Jane Doe, Secretary of State"
_SIGNED = re.compile(r"(?P<name>[A-ZÀ-Þ][\w.’'-]*(?:\s[A-ZÀ-Þ][\w.’'-]*){1,4}),\s[A-Z]")
_OF_UN = re.compile(r"\b(?:Special (?:Representative|Envoy|Coordinator|Adviser)|Head of Mission|Force Commander)\b")
_WORD = re.compile(r"[\w’'-]+")


def antecedent(sentence: Sentence, story: Story, argument: Argument) -> Actor | None:
    """The party that the phrase stands for, with the words of both for its proof."""
    match = _WORD.match(sentence.text, argument.head - sentence.start)
    head = match[0].lower() if match else ""
    if head in _FIRST:
        return _speaker(sentence, story, argument)
    fits = _fitting(head, definite=_DEFINITE.match(sentence.between(argument.start, argument.end)) is not None)
    if fits is None:
        return None
    reach = _REACH if head in _OFFICES | _LENDERS | _FIRMS else 0
    found = next(_before(sentence, story, argument.start, fits), None)
    found = found or next(_in_item(sentence, story, fits, reach), None) or _behind(sentence, story, argument, head)
    if found is None:
        return None
    here = Span(argument.head, argument.head + len(head))
    name = found.name or story.paper.text[found.start : found.end]
    return replace(found, start=argument.start, end=argument.end, spans=(here, *found.spans), name=name)


def _fitting(head: str, *, definite: bool) -> Callable[[Story, Actor], bool] | None:
    """Who may be called by ``head``; ``None`` where it is no reference."""
    if head in _PERSONAL:
        return lambda _, actor: actor.sort == "person"
    if definite and head in _OFFICES:
        return lambda story, actor: actor.sort == "person" and head in story.paper.text[actor.start : actor.end].lower()
    if head in _NEUTRAL:
        return lambda _, actor: actor.sort in {"party", "company", "capital"}
    if not definite:
        return None
    if head in _LENDERS:
        return lambda _, actor: _called(actor, ("lender", "multilateral", "fund", "central bank"), ("Bank", "Fund"))
    if head in _FIRMS:
        return lambda _, actor: actor.sort == "company" or _called(actor, ("company",), ("Company", "Group"))
    if head in _STATES:
        return lambda _, actor: len(actor.values) == 1 and re.fullmatch(r"[A-Z]{3}", actor.values[0]) is not None
    if head in _UNIONS:
        return lambda story, actor: any(m.label == "bloc" for m in story.mentions_in(actor.start, actor.end))
    return None


def _behind(sentence: Sentence, story: Story, argument: Argument, head: str) -> Actor | None:
    """Whom "his" in "during his visit to Chile, President Doe ..." foretells; whose minister "the Minister" is."""
    if head in _PERSONAL:
        return next((a for a in actors_in(sentence, story) if a.sort == "person" and a.start >= argument.end), None)
    if head not in _OFFICES:
        return None
    words = sentence.between(argument.start, argument.head_end)
    if (ours := _issuing(sentence, story, words)) is not None:
        value, span = ours
        return Actor(*span, (value,), (span,), "person", words)
    section = (s for s in story.before(sentence, reach=_SECTION))
    lead = next((m for s in (sentence, *section) for m in s.of("country") if m.value == story.lead), None)
    return Actor(*lead.span, (story.lead,), (lead.span,), "person", words) if lead else None


def _speaker(sentence: Sentence, story: Story, argument: Argument) -> Actor | None:
    """Who says "I" in a release: who is named in capitals before his words, else who issued it."""
    item = story.item(sentence)
    if item is None or not item.news:
        return None
    here = Span(argument.head, argument.head_end)
    text = story.paper.text
    passages = (p for p in reversed(story.paper.passages) if item.byline.end <= p.start <= sentence.start)
    label = next((m for p in passages if (m := _LABEL.match(text, p.start, p.end))), None)
    if label is not None:
        name, state = met_before(story).get(label["family"].title(), ("", ""))
        return Actor(*argument.span, (state,), (here, Span(*label.span("family"))), "person", name) if state else None
    issuer, line = story.issuer(sentence), _SIGNED.match(text, item.byline.start, item.byline.end)
    if issuer is None or line is None:
        return None
    return Actor(*argument.span, (str(issuer.value),), (here, Span(*line.span("name"))), "person", line["name"])


def _issuing(sentence: Sentence, story: Story, words: str) -> tuple[str, Span] | None:
    """Whose office-holder a paper means that tells of its own: the state of a release, the mission of a UN report."""
    issuer = story.issuer(sentence)
    if issuer is not None:
        return None if lacks(str(issuer.value), words) else (str(issuer.value), issuer.span)
    if story.paper.publisher != "United Nations" or not _OF_UN.search(words):
        return None
    value, title = mission(story)
    return (value, title) if title else None


def _called(actor: Actor, kinds: tuple[str, ...], words: tuple[str, ...]) -> bool:
    name = actor.values[0]
    known = organisation(name)
    if known is not None:
        return known.kind in kinds
    return actor.sort in {"party", "company"} and len(name) > 3 and name.split()[-1] in words


def _before(sentence: Sentence, story: Story, start: int, fits: Callable[[Story, Actor], bool]) -> Iterator[Actor]:
    """Those who fit before ``start``: in the sentence nearest first; then, a sentence back, its first who acts."""
    clause = sentence.start + sentence.between(sentence.start, start).rfind(";") + 1
    here = [a for a in actors_in(sentence, story) if a.end <= start and fits(story, a)]
    yield from (a for a in reversed(here) if a.start >= clause)
    # Before a semicolon stands what might be a sentence of its own.
    yield from (a for c in casts_in(sentence, story) if not placed(sentence, c) for a in c.actors if a in here)
    yield from reversed(here)
    for earlier in story.before(sentence, reach=_REACH):
        if earlier.passage is not sentence.passage:
            return
        acting = [a for c in casts_in(earlier, story) if not placed(earlier, c) for a in c.actors if fits(story, a)]
        yield from acting
        yield from (a for a in reversed(actors_in(earlier, story)) if fits(story, a))


def _in_item(sentence: Sentence, story: Story, fits: Callable[[Story, Actor], bool], reach: int) -> Iterator[Actor]:
    """Those who fit in the paragraphs before, up to ``reach`` sentences back, of a news item, which tells one story."""
    item = story.item(sentence)
    for earlier in story.before(sentence, reach=reach) if reach and item is not None and item.news else ():
        if earlier.passage is not sentence.passage and story.item(earlier) is item:
            yield from (a for a in reversed(actors_in(earlier, story)) if fits(story, a))
