"""The date of a text's milestone: its own, that of its cue, of the meeting or of the party beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from policyfacts.facts.actors import Actor
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.milestones import Milestone, date_of
from policyfacts.facts.scenes import LOOSE, Bound, Scene
from policyfacts.facts.texts import Text

_OCCASION = re.compile(
    r"^(?:(?:[Oo]n|[Aa]t|[Dd]uring|[Ii]n) (?:the (?:latter|same|former)|that|this|the|his|her|their) (?:\w+ )?"
    r"(?:occasion|meeting|summit|visit|event|talks|forum|conference|trip)\b|(?:There|Then|Here),? )"
)
_FRONTED = re.compile(r"(?:,\s(?:and\s)?|\sand\s|;\s)(?:then\s)?(?:in|on)\s$")
_BEHIND_DATE = re.compile(r",?\s(?:an?|the|another|its|their)\s(?:[a-z-]+\s){0,2}")
_LISTED = re.compile(r"\s(?:in|on)\s|,\s|,?\sand\s(?:in\s|on\s)?")
# "the 2050 Strategy": when its work shall be done, not when it was adopted.
_AIMS = "2030"
# Steps of which the date in a title tells; a text of 2015 may be left in 2024.
_MADE = frozenset({"signed", "adopted", "released", "announced", "proposed", "negotiating"})
_DAYS = re.compile(r"(?P<month>\d{4}-\d\d)-\d\d/(?P<until>\d{4}-\d\d)-\d\d")


def date_told(scene: Scene, text: Text, tied: Bound, found: Sequence[Actor]) -> Dated | None:
    if text.elliptic and tied.cue.span.end < text.span.start:
        last = max((a.end for a in found), default=text.span.end)
        behind = [d for d in scene.dates if last < d.start < scene.limit(text)]
        if behind or scene.texts[0] is text:
            return behind[0] if behind else None
        return date_of(scene.sentence, tied.cue, scene.texts[0].span, scene.dates, [text.span])
    own = own_date(scene, text)
    if own and (tied.side == "leads" or tied.cue.name == "ties") and tied.cue.event in _MADE:
        return own
    stops = [b.cue.span for b in scene.bounds if b.cue is not tied.cue]
    stops += [t.span for t in scene.texts if t.span != text.span]
    return _whole(
        scene, tied.cue, date_of(scene.sentence, tied.cue, text.span, _of_another(scene, text, tied.cue, own), stops)
    ) or _occasion_date(scene)


def _whole(scene: Scene, cue: Milestone, dated: Dated | None) -> Dated | None:
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


def dealt_dates(scene: Scene, text: Text, cue: Milestone, found: Sequence[Actor]) -> dict[int, Dated]:
    """Dates by party where they are dealt out: "with A in May and B in June", "in 2014 and 2015 respectively"."""
    if len(found) < 2:
        return {}
    stops = [b.cue.span.start for b in scene.bounds if b.cue is not cue] + [
        t.span.start for t in scene.texts if t != text
    ]
    first = max(found[0].end, cue.span.end if cue.span.start > found[-1].end else 0)
    last = min((s for s in stops if s > max(first, found[-1].end)), default=scene.sentence.end)
    behind = [d for d in scene.dates if first <= d.start < last]
    if len(behind) < 2 or len(behind) > len(found):
        return {}
    chosen = found[-len(behind) :]
    pairs = list(zip(chosen, behind, strict=True))
    places = [place for actor, dated in pairs for place in (actor.start, dated.start)]
    if places == sorted(places) or "respectively" in scene.sentence.text or _one_each(scene, found, behind):
        return {actor.start: dated for actor, dated in pairs}
    return {}


def _one_each(scene: Scene, found: Sequence[Actor], dates: Sequence[Dated]) -> bool:
    """Whether a list of parties is followed by a list of as many dates: "with Chile and Peru in 2005 and 2009"."""
    told = [scene.sentence.between(found[-1].end, dates[0].start)]
    told += [scene.sentence.between(a.end, b.start) for a, b in pairwise(dates)]
    return len(found) == len(dates) and all(_LISTED.fullmatch(gap) for gap in told)


def own_date(scene: Scene, text: Text) -> Dated | None:
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
        year = (text.named or text.kind not in LOOSE) and ahead == " " and len(dated.edtf) == 4
        aim = text.kind == "plan" and dated.edtf >= _AIMS
        if year and not aim and re.search(r"\b(?:the|a|its|their)\s$", lead, re.IGNORECASE):
            return dated
        if _FRONTED.search(lead) and _BEHIND_DATE.fullmatch(ahead) and scene.texts[0] is not text:
            return dated
    return None


def _of_another(scene: Scene, text: Text, cue: Milestone, own: Dated | None) -> tuple[Dated, ...]:
    """The dates of the sentence without those of other texts: "a treaty in 2002, and in 2019 a pact on visas"."""
    others = [t for t in scene.texts if t.span.start > text.span.end]
    first = min(t.span.end for t in scene.texts)
    behind = cue.span.end <= first and any(text.span.end <= d.start < scene.limit(text) for d in scene.dates)
    return tuple(
        d
        for d in scene.dates
        if d is not own
        and not (text.kind == "plan" and d.edtf >= _AIMS and scene.sentence.between(d.end, text.span.start) == " ")
        and not (behind and first <= d.start and d.end <= text.span.start)
        and not any(
            d.end <= t.span.start
            and text.span.end <= d.start
            and _BEHIND_DATE.fullmatch(scene.sentence.between(d.end, t.span.start))
            and _FRONTED.search(scene.sentence.between(scene.sentence.start, d.start))
            for t in others
        )
    )


def _occasion_date(scene: Scene) -> Dated | None:
    """The date told last before, where the sentence says "on that occasion" or "at the meeting"."""
    if not _OCCASION.search(scene.sentence.text):
        return None
    for earlier in scene.story.before(scene.sentence, reach=1):
        if earlier.passage is scene.sentence.passage:
            found = [d for d in dates_of(earlier, scene.story) if not d.relative]
            return found[-1] if found else None
    return None
