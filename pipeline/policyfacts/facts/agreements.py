"""Agreements told in prose: treaties, memoranda, declarations, contracts; who agreed, when, what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.actors import Actor, casts_in, joined
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.counterparts import both, completed, shared, topic
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.milestones import Milestone, bound, date_of, gap_between, milestones, state
from policyfacts.facts.signatories import (
    BILATERAL,
    attached,
    everyone,
    split_lead,
    subjects,
    union,
    values,
)
from policyfacts.facts.texts import Text, points_back, pronoun, short_titles, texts_in
from policyfacts.records import Certainty, Fact, Slot

_SKIPPED_KINDS = frozenset({"title", "front", "heading", "caption", "cell"})
# Kinds whose nouns are also plain talk ("a strategy of openness"): a description counts only right beside its cue.
_LOOSE = frozenset({"plan", "policy paper", "treaty", "contract", "document"})
# "Talks on a pact were launched", "its withdrawal took effect": the second cue speaks of the first one's step.
_STEPS = frozenset({"feasibility study", "negotiating", "withdrawn", "suspended", "ratified"})
_OF_THE_STEP = frozenset({"announced", "in force", "released", "expired"})
_SINCE = re.compile(r"\s(?:(?:with|between)\s[^,;]{2,40}\s)?")
_OCCASION = re.compile(
    r"^(?:(?:[Oo]n|[Aa]t|[Dd]uring|[Ii]n) (?:the (?:latter|same|former)|that|this|the|his|her|their) (?:\w+ )?"
    r"(?:occasion|meeting|summit|visit|event|talks|forum|conference|trip)\b|(?:There|Then|Here),? )"
)
_DAYS = re.compile(r"(?P<month>\d{4}-\d\d)-\d\d/(?P<until>\d{4}-\d\d)-\d\d")
_MANY_SIDED = re.compile(r"\b(?:tri|quadri|multi|pluri)lateral\b")
_JOINED = re.compile(r"[\s,”“\"’‘']*(?:and|or|as well as|,)?[\s,“\"‘]*(?:(?:a|an|the|its|their|\d+|\w+)\s){0,2}[“\"‘]?")
_AGAIN = re.compile(
    r"(?:,\s(?:and\s)?|\sand\s)(?:a\s(?:second|third|fourth)|another)(?:\sone)?,?\s(?:on|in|of)\s(?:the\s)?$"
)
_GAPPED = re.compile(r",\s(?:and\s)?(?:the\s)?$")


@dataclass(frozen=True, slots=True)
class _Bound:
    """A cue tied to the text number ``index``; ``side`` tells whether it leads the title or trails it."""

    index: int
    side: str
    cue: Milestone


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence with the texts, cues and dates in it."""

    sentence: Sentence
    story: Story
    texts: tuple[Text, ...]
    bounds: tuple[_Bound, ...]
    dates: tuple[Dated, ...]

    def limit(self, text: Text) -> int:
        """Where the next text begins: what stands behind it belongs to that one."""
        return min((t.span.start for t in self.texts if t.span.start > text.span.start), default=self.sentence.end)


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
            yield from _told(_scene(sentence, story, texts, cues), memory)


def _scene(sentence: Sentence, story: Story, texts: Sequence[Text], cues: Sequence[Milestone]) -> _Scene:
    spans = [t.span for t in texts]
    tied: list[_Bound] = []
    for cue in cues:
        found = bound(sentence, cue, spans, cues)
        if found is None or any(b.index == found[0] and b.cue.event == cue.event for b in tied):
            continue
        if cue.name == "since" and (
            any(b.index == found[0] for b in tied)
            or not _SINCE.fullmatch(gap_between(sentence, texts[found[0]].after, cue.span.start))
        ):
            continue
        if cue.event in _OF_THE_STEP and any(
            b.index == found[0] and b.side == "leads" and b.cue.event in _STEPS for b in tied
        ):
            continue
        if not _beside(sentence, texts[found[0]], cue, found[1]):
            continue
        tied.append(_Bound(found[0], found[1], cue))
    everything = [b for t in tied for b in _spread(sentence, texts, t)]
    for index, text in enumerate(texts):
        if text.elliptic and index and not any(b.index == index for b in everything):
            everything += [_Bound(index, "leads", b.cue) for b in everything if b.index == index - 1][:1]
    return _Scene(sentence, story, tuple(texts), tuple(everything), tuple(dates_of(sentence, story)))


def _beside(sentence: Sentence, text: Text, cue: Milestone, side: str) -> bool:
    """Whether the cue stands near enough to speak of a title that may be plain talk, or of a plan for the future."""
    low, high = (cue.span.end, text.span.start) if side == "leads" else (text.after, cue.span.start)
    gap = len(gap_between(sentence, low, high))
    if side == "leads" and cue.event in {"proposed", "released", "announced"} and gap > 45:
        return False
    clause = side == "trails" and re.match(r",?\s(?:that|which|whose)\s", sentence.between(low, high))
    return text.named or text.kind not in _LOOSE or gap <= (30 if side == "leads" else 150 if clause else 60)


def _spread(sentence: Sentence, texts: Sequence[Text], tied: _Bound) -> Iterator[_Bound]:
    """A cue, and the same for the titles joined to its own by "and" or a comma."""
    yield tied
    step = -1 if tied.side == "trails" else 1
    here = tied.index
    while 0 <= here + step < len(texts):
        low, high = sorted((texts[here], texts[here + step]), key=lambda t: t.span)
        gap = gap_between(sentence, low.after or low.span.end, high.span.start)
        if low.span != high.span and (not _JOINED.fullmatch(gap) or len(gap) > 30):
            return
        here += step
        yield replace(tied, index=here)


def _told(scene: _Scene, memory: list[Text]) -> Iterator[Fact]:
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
        if (dated := _own_date(scene, text)) and not any(b.index == index for b in scene.bounds if b.side == "leads"):
            actors = _own_sides(scene, text)
            if actors or text.named:
                yield _fact(scene, text, actors, None, dated)
                told = actors
        before = told or before
        memory.append(replace(text, known=told or text.known))


def _rows(scene: _Scene, text: Text, tied: _Bound, before: Sequence[Actor]) -> Iterator[tuple[Fact, tuple[Actor, ...]]]:
    sentence, story, cue = scene.sentence, scene.story, tied.cue
    event = state(sentence, cue)
    if not event:
        return
    limit = scene.limit(text) if tied.side == "leads" or text.elliptic else max(cue.span.end, scene.limit(text))
    found = attached(sentence, story, text, cue, limit)
    doing = () if text.elliptic else subjects(sentence, story, text, cue, tied.side)
    dated = _date(scene, text, tied, found)
    dealt = _dealt(scene, text, cue, found)
    if event == "withdrawn" and doing:
        yield _fact(scene, text, doing, (cue, event), dated), doing
        return
    many = text.plural or re.search(r"\b(?:studies|negotiations|talks)\b", sentence.between(*cue.span)) is not None
    if text.count is None and len(found) > 1 and (dealt or (many and text.kind in BILATERAL)):
        lead, others = split_lead(story, found, doing or (shared(sentence, story, text) or text.known))
        if len(others) > 1 and (lead or dealt or many):
            for actor in others:
                actors = completed(sentence, story, text, (*lead, actor))
                yield _fact(scene, text, actors, (cue, event), dealt.get(actor.start, dated)), actors
            return
    actors = _parties(scene, text, tied, union(found, doing), before)
    loose = text.kind in _LOOSE - {"contract"} or (text.kind == "contract" and tied.side == "leads" and not doing)
    if not text.named and text.count is None and not actors and (dated is None or loose):
        return
    if text.opener in {"the", "this"} and text.name.lower() == "contract" and (not actors or dated is None):
        return
    yield _fact(scene, text, actors, (cue, event), dated), actors
    yield from _gapped(scene, text, tied, (actors, doing))


def _parties(
    scene: _Scene, text: Text, tied: _Bound, found: tuple[Actor, ...], before: Sequence[Actor]
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
            found = everyone(sentence, story)
    if not found and not text.named and text.kind in BILATERAL | {"contract"} and text.kind != "declaration":
        about = topic(sentence, story, text.span.start)
        found = (about,) if about is not None else ()
    if text.kind in {"policy paper", "plan", "contract"} or tied.cue.event == "withdrawn":
        return tuple(dict.fromkeys(found))
    return completed(sentence, story, text, found) or both(sentence, story, text)


def _own_sides(scene: _Scene, text: Text) -> tuple[Actor, ...]:
    """Who agreed on a text that is told with its date and nothing else: "the treaty of 4 May 2010 obliges Peru"."""
    sentence, story = scene.sentence, scene.story
    actors = attached(sentence, story, text, None) or text.known
    if not actors and text.kind in {"joint statement", "declaration"}:
        actors = everyone(sentence, story)
    if not actors and not text.named and text.kind in BILATERAL:
        actors = tuple(a for a in everyone(sentence, story) if a.sort == "party")[:2]
    return completed(sentence, story, text, actors) or both(sentence, story, text)


def _gapped(
    scene: _Scene, text: Text, tied: _Bound, sides: tuple[tuple[Actor, ...], tuple[Actor, ...]]
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


def _date(scene: _Scene, text: Text, tied: _Bound, found: Sequence[Actor]) -> Dated | None:
    if text.elliptic and tied.cue.span.end < text.span.start:
        last = max((a.end for a in found), default=text.span.end)
        behind = [d for d in scene.dates if last < d.start < scene.limit(text)]
        if behind or scene.texts[0] is text:
            return behind[0] if behind else None
        return date_of(scene.sentence, tied.cue, scene.texts[0].span, scene.dates, [text.span])
    if tied.side == "leads" and (own := _own_date(scene, text)):
        return own
    stops = [b.cue.span for b in scene.bounds if b.cue is not tied.cue]
    stops += [t.span for t in scene.texts if t.span != text.span]
    return _whole(scene, tied.cue, date_of(scene.sentence, tied.cue, text.span, scene.dates, stops)) or _occasion_date(
        scene
    )


def _whole(scene: _Scene, cue: Milestone, dated: Dated | None) -> Dated | None:
    """``dated``; its month, where it is one of the days over which a meeting went on ("on 8 and 9 January 2015")."""
    if dated is None:
        return None
    days = _DAYS.fullmatch(dated.edtf)
    if days and days["month"] == days["until"] and cue.event == "signed":
        return replace(dated, edtf=days["month"])
    for first in scene.dates:
        if first.end < dated.start and scene.sentence.between(first.end, dated.start) == " and ":
            both = _DAYS.fullmatch(f"{first.edtf}/{dated.edtf}")
            if both and both["month"] == both["until"]:
                return replace(dated, edtf=both["month"], spans=(*first.spans, *dated.spans))
    return dated


def _dealt(scene: _Scene, text: Text, cue: Milestone, found: Sequence[Actor]) -> dict[int, Dated]:
    """Dates by party where they are dealt out: "with A in May and B in June", "in 2014 and 2015 respectively"."""
    if len(found) < 2:
        return {}
    stops = [b.cue.span.start for b in scene.bounds if b.cue is not cue] + [
        t.span.start for t in scene.texts if t != text
    ]
    last = min((s for s in stops if s > found[-1].end), default=scene.sentence.end)
    first = max(found[0].end, cue.span.end if cue.span.start > found[-1].end else 0)
    behind = [d for d in scene.dates if first <= d.start < last]
    if len(behind) < 2 or len(behind) > len(found):
        return {}
    chosen = found[-len(behind) :]
    pairs = list(zip(chosen, behind, strict=True))
    places = [place for actor, dated in pairs for place in (actor.start, dated.start)]
    if places == sorted(places) or "respectively" in scene.sentence.text:
        return {actor.start: dated for actor, dated in pairs}
    return {}


def _own_date(scene: _Scene, text: Text) -> Dated | None:
    """A date that belongs to the title itself: "the Treaty of 27 June 2014", "the 1951 Treaty"."""
    sentence = scene.sentence
    for dated in scene.dates:
        if dated.relative:
            continue
        behind = sentence.between(text.after or text.span.end, dated.start)
        if dated.start >= text.span.end and re.fullmatch(r"\s(?:of|dated|from)\s", behind):
            return dated
        ahead = sentence.between(dated.end, text.span.start)
        lead = sentence.between(sentence.start, dated.start)
        year = text.named and ahead == " " and len(dated.edtf) == 4
        if year and re.search(r"\b(?:the|a|its|their)\s$", lead, re.IGNORECASE):
            return dated
    return None


def _occasion_date(scene: _Scene) -> Dated | None:
    """The date told last before, where the sentence says "on that occasion" or "at the meeting"."""
    if not _OCCASION.search(scene.sentence.text):
        return None
    for earlier in scene.story.before(scene.sentence, reach=1):
        if earlier.passage is scene.sentence.passage:
            found = [d for d in dates_of(earlier, scene.story) if not d.relative]
            return found[-1] if found else None
    return None


def _fact(
    scene: _Scene, text: Text, actors: Sequence[Actor], told: tuple[Milestone, str] | None, dated: Dated | None
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
