"""Agreements told in prose: treaties, memoranda, declarations, contracts; who agreed, when, what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.actors import Actor, actors_in, casts_in, joined
from policyfacts.facts.context import Story
from policyfacts.facts.counterparts import both, completed, host, shared, sovereign, topic
from policyfacts.facts.dates import Dated
from policyfacts.facts.firms import firms, within
from policyfacts.facts.milestones import Milestone, milestones, state
from policyfacts.facts.scenes import LOOSE, Bound, Scene, scene_of
from policyfacts.facts.signatories import (
    BILATERAL,
    attached,
    everyone,
    split_lead,
    subjects,
    union,
    values,
)
from policyfacts.facts.textdates import date_told, dealt_dates, own_date
from policyfacts.facts.texts import Text, points_back, pronoun, short_titles, texts_in
from policyfacts.records import Certainty, Fact, Slot

_SKIPPED_KINDS = frozenset({"title", "front", "heading", "caption", "cell"})
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$")
_MANY_SIDED = re.compile(r"\b(?:tri|quadri|multi|pluri)lateral\b")
_AGAIN = re.compile(
    r"(?:,\s(?:and\s)?|\sand\s)(?:a\s(?:second|third|fourth)|another)(?:\sone)?,?\s(?:on|in|of)\s(?:the\s)?$"
)
_GAPPED = re.compile(r",\s(?:and\s)?(?:the\s)?$")


def agreements(story: Story) -> Iterator[Fact]:
    """Every milestone of every agreement that the paper's prose states, in order."""
    memory: list[Text] = []
    shorts = short_titles(story)
    section: tuple[str, ...] | None = None
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        if sentence.passage.section != section:
            memory, section = memory[-1:], sentence.passage.section
        texts = texts_in(sentence, story, memory, shorts)
        cues = milestones(sentence, [t.span for t in texts]) if texts or (memory and points_back(sentence)) else []
        if not texts and cues:
            texts = pronoun(sentence, memory, cues)
        if texts:
            yield from _told(scene_of(sentence, story, texts, cues), memory)


def _told(scene: Scene, memory: list[Text]) -> Iterator[Fact]:
    """The facts of one sentence; its texts go into ``memory`` with the parties that it tells."""
    before: tuple[Actor, ...] = ()
    for index, text in enumerate(scene.texts):
        told: tuple[Actor, ...] = ()
        for tied in (b for b in scene.bounds if b.index == index):
            for fact, actors in _rows(scene, text, tied, before):
                told = union(told, actors)
                yield fact
        if not told:
            doing = (
                subjects(scene.sentence, scene.story, text, None, "leads") if text.kind in BILATERAL | {"plan"} else ()
            )
            told = attached(scene.sentence, scene.story, text, None, scene.limit(text)) or text.known or doing
        leads = any(b.index == index for b in scene.bounds if b.side == "leads")
        if (dated := own_date(scene, text)) and not text.only and not leads:
            actors = _own_sides(scene, text)
            denied = any(
                b.index == index and b.cue.event == text.event and not state(scene.sentence, b.cue)
                for b in scene.bounds
            )
            if (actors or text.named) and not denied:
                yield _fact(scene, text, actors, None, dated)
                told = actors
        before = told or before
        if not text.only:
            memory.append(replace(text, known=told or text.known))


def _rows(scene: Scene, text: Text, tied: Bound, before: Sequence[Actor]) -> Iterator[tuple[Fact, tuple[Actor, ...]]]:
    sentence, story, cue = scene.sentence, scene.story, tied.cue
    event = state(sentence, cue)
    if not event or (text.only and event not in text.only):
        return
    limit = scene.limit(text) if tied.side == "leads" or text.elliptic else max(cue.span.end, scene.limit(text))
    found = attached(sentence, story, text, cue, limit)
    doing = () if text.elliptic else subjects(sentence, story, text, cue, tied.side)
    signing = firms(sentence, text, cue, (*found, *doing))
    if signing:
        found = (*(a for a in found if not within(sentence, a, signing)), *signing)
        doing = tuple(a for a in doing if not within(sentence, a, signing))
    dated = date_told(scene, text, tied, found)
    dealt = dealt_dates(scene, text, cue, found)
    if event == "withdrawn" and doing:
        yield _fact(scene, text, doing, (cue, event), dated), doing
        return
    pair = len(found) == 2 and _BETWEEN.search(sentence.between(text.span.end, found[0].start)) is not None
    many = (text.plural and not pair) or re.search(
        r"\b(?:studies|negotiations|talks)\b", sentence.between(*cue.span)
    ) is not None
    if text.count is None and len(found) > 1 and (dealt or (many and text.kind in BILATERAL)):
        lead, others = split_lead(story, found, doing or (shared(sentence, story, text) or text.known))
        if len(others) > 1 and (lead or dealt or many):
            for actor in others:
                actors = completed(sentence, story, text, (*lead, actor))
                yield _fact(scene, text, actors, (cue, event), dealt.get(actor.start, dated)), actors
            return
    actors = _parties(scene, text, tied, union(found, doing), before)
    loose = text.kind in LOOSE - {"contract"} or (text.kind == "contract" and tied.side == "leads" and not doing)
    if not text.named and text.count is None and not actors and (dated is None or loose):
        return
    if text.opener in {"the", "this"} and text.name.lower() == "contract" and (not actors or dated is None):
        return
    yield _fact(scene, text, actors, (cue, event), dated), actors
    yield from _gapped(scene, text, tied, (actors, doing))


def _parties(
    scene: Scene, text: Text, tied: Bound, found: tuple[Actor, ...], before: Sequence[Actor]
) -> tuple[Actor, ...]:
    """Who agreed, with what the text before, the sentence or the paragraph says where the clause says too little."""
    sentence, story = scene.sentence, scene.story
    if text.elliptic and found:
        many = _MANY_SIDED.search(sentence.between(text.span.start, text.span.end)) is not None
        found = union(found, before) if many else union(found, shared(sentence, story, text)[: 2 - len(values(found))])
    elif len(values(found)) < 2 and (text.borrowed or not found):
        found = union(found, text.known)
    if not found and text.kind in BILATERAL | {"joint statement"}:
        found = tuple(before)
        if (not found and text.kind in {"joint statement", "declaration"}) or "by all" in sentence.text:
            found = everyone(sentence, story, text)
    if not found and not text.named and text.kind in BILATERAL | {"contract"} and text.kind != "declaration":
        about = topic(sentence, story, text.span.start)
        found = (about,) if about is not None else ()
    if text.kind == "contract":
        return host(sentence, story, text, found)
    if text.kind == "plan" and tied.cue.event == "signed":  # what is signed has two sides
        text = replace(text, kind="agreement")
    if text.kind in {"policy paper", "plan"} or tied.cue.event == "withdrawn":
        return tuple(dict.fromkeys(found))
    return completed(sentence, story, text, found) or both(sentence, story, text)


def _own_sides(scene: Scene, text: Text) -> tuple[Actor, ...]:
    """Who agreed on a text that is told with its date and nothing else: "the treaty of 4 May 2010 obliges Peru"."""
    sentence, story = scene.sentence, scene.story
    actors = attached(sentence, story, text, None) or text.known
    if not actors and text.kind in {"joint statement", "declaration"}:
        actors = everyone(sentence, story, text)
    if not actors and not text.named and text.kind in BILATERAL:
        told = [a for a in actors_in(sentence, story) if a.sort in {"party", "person"} and sovereign(story, a)]
        behind = [a for a in told if a.start >= text.after]
        ahead = [a for a in told if a.end <= text.span.start and ";" not in sentence.between(a.end, text.span.start)]
        actors = tuple(behind[:2] or ahead[-1:])
    return completed(sentence, story, text, actors) or both(sentence, story, text)


def _gapped(
    scene: Scene, text: Text, tied: Bound, sides: tuple[tuple[Actor, ...], tuple[Actor, ...]]
) -> Iterator[tuple[Fact, tuple[Actor, ...]]]:
    """What a sentence adds without saying it all again: "... on 3 May, Peru on 4 June", "... and a second in 2019"."""
    actors, doing = sides
    if tied.side != "leads":
        return
    sentence = scene.sentence
    casts = {c.end: c for c in casts_in(sentence, scene.story)}
    for dated in scene.dates:
        if dated.start <= text.span.end or dated.start > scene.limit(text):
            continue
        lead = sentence.between(text.span.end, dated.start)
        if _AGAIN.search(lead):
            yield _fact(scene, text, actors, (tied.cue, tied.cue.event), dated), actors
            continue
        for end, cast in casts.items():
            if end < dated.start and re.fullmatch(r"\s(?:on|in)\s", sentence.between(end, dated.start)):
                opened = sentence.between(text.span.end, cast.start)
                if (
                    _GAPPED.search(opened)
                    and doing
                    and len(cast.actors) == 1
                    and re.search(r"\d,\s(?:and\s)?(?:the\s)?$", opened)
                ):
                    others = (*(a for a in actors if a not in doing), *cast.actors)
                    yield _fact(scene, text, others, (tied.cue, tied.cue.event), dated), others


def _fact(
    scene: Scene, text: Text, actors: Sequence[Actor], told: tuple[Milestone, str] | None, dated: Dated | None
) -> Fact:
    slots = {"title": Slot(text.name, text.spans), "kind": Slot(text.kind, text.spans[:1])}
    if actors:
        slots["parties"] = joined(sorted(actors, key=lambda a: a.start))
    if dated:
        slots["date"] = Slot(dated.edtf, dated.spans)
    certainty: Certainty = "asserted"
    if told is None:
        slots["event"] = Slot(text.event, dated.spans if dated else text.spans[:1])
        rule = "own-date"
    else:
        cue, event = told
        slots["event"] = Slot(event, (cue.span,))
        certainty = "hypothetical" if event == "proposed" else "asserted"
        rule = cue.name
    if text.count is not None:
        slots["count"] = text.count
    manner = "reference" if text.borrowed else "named" if text.named else "described"
    return Fact("agreements", slots, scene.sentence.span, f"agreement/{manner}/{rule}", certainty=certainty)
