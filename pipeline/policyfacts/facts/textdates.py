"""The date of a text's milestone: its own, that of its cue, of the meeting or of the party beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of, occasion_date
from policyfacts.facts.news import day_of_news
from policyfacts.facts.scenes import LOOSE, Deed, Scene
from policyfacts.facts.textnames import Text
from policyfacts.records import Span

# Whose a text is: "of the Presidents of Kenya and Uganda", "with Israel".
_WHOSE = r"\s(?:of|by|between|with)(?:\s(?:[A-ZÀ-Þ][\w’'.-]*|and|of|the|presidents|ministers|governments|leaders))+?"
# Between a title and the date that belongs to it: "the pact of 3 May", "the Lima Convention (Lima, 3 May 2012)".
_OWN = re.compile(
    rf"(?:{_WHOSE},?\s(?:of|dated)|,?\s(?:of|dated|from))\s(?:the\s)?"
    r"|(?:\s(?:with|between|to|of|for)\s(?:[^,;:().]|(?<=\d)\.(?=\d)){2,80})?\s\((?:signed\s)?(?:in\s|on\s)?"
    r"(?:[A-Z][\w’-]*(?:\s[A-Z][\w’-]*)*,\s)?"
)
# "the 23 October agreement", of the year that the story tells of
_DAY_AND_MONTH = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]+|[A-Z][a-z]+\s\d{1,2}(?:st|nd|rd|th)?")
_BRACKET = re.compile(r"\s\([^()]*\)")
_DATED_BY = re.compile(
    r"(?:\s\(|[;,]\s|,?\sand\s)(?:(?P<made>signed|concluded|agreed|initialled)|(?P<force>(?:in|entered\sinto|came\sinto)\s"
    r"(?:force|effect)|operative|effective|applied|took\seffect))?\s?(?:(?:in|on|since|from|as\sof)\s)?"
)
# In an item: "Agreement on transit between Peru and Chile, Lima, 3 May 2012".
_OF_ITEM = re.compile(rf"(?:{_WHOSE})?,\s(?:(?:in\s)?[A-ZÀ-Þ][\w’-]*(?:\s[A-Z][\w’-]*)*,\s)?")
# What comes out of a meeting has its date.
_OUTCOMES = frozenset({"come-away", "end-in", "make"})
_FRONTED = re.compile(r"(?:,\s(?:and\s)?|\sand\s|;\s)(?:then\s)?(?:in|on)\s$")
_BEHIND_DATE = re.compile(r",?\s(?:an?|the|another|its|their)\s(?:[a-z-]+\s){0,2}")
_LISTED = re.compile(r"\s(?:in|on)\s|,\s|,?\sand\s(?:in\s|on\s)?")
# What news tells of its own day.
_NEWS = frozenset({"signed", "adopted", "released", "announced"})
# "ties that go back to the Treaty of Amity in 1836"
_BACK_TO = re.compile(r"\b(?:to|since|from|with)\s(?:the\s)?$")
_DAY = len("2019-05-03")
_WHEN = frozenset({"on", "in", "since", "from", "as of", "at", "as from", "during"})
# "the 2050 Strategy": when its work shall be done, not when it was adopted.
_AIMS = "2030"
# Steps of which the date in a title tells; a text of 2015 may be left in 2024.
_MADE = frozenset({"signed", "adopted", "released", "announced", "proposed", "negotiating"})
# A date that opens its sentence ("On 3 May 2018, ...") holds for all of it.
_OPENS = 6
# What is done to a text of an earlier date: "the Pact of 1931 was prolonged".
_PROLONGED = frozenset({"renew", "extend", "prolong", "update", "revise", "roll over", "agree to extend"})
_BREAK = re.compile(r";|:\s")
# A date told of the party in passing, not of a meeting: "Peru, which joined in 2020, signed ...".
_IN_ASIDE = re.compile(
    r",\s(?:which|who|whose|where)\s"
    r"(?!(?:was |were |had )?(?:met|held|took place|convened|gathered|opened|ended|closed)\b)[^,;]*$"
)
_NOT_BEFORE = re.compile(r"\s(?:[\w’'-]+\s){0,3}?(?:before|until|till)\s")
_DATE_BAR = re.compile(
    r"[;:]|\b(?:that|which|who|to(?!\s(?:the\s)?[A-Z])|worth|aimed|covering|allowing|expects?|because|ahead of|before|"
    r"than|expires?|by the end|until|till|following|after|the one|like|unlike|replacing|instead of)\b"
)
# What a text is worth tells nothing of when.
_WORTH = re.compile(r"\bworth\s[^,;]{1,30}?\b(?:million|billion|trillion|thousand|\d)\b")
# "Lima, 3 May 2019: the ministers sign ...": the dateline of a chronicle holds for its sentence.
_DATELINE = re.compile(r"(?:[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)*,\s)?$")
# "broke off after a fifth round in April": the round is the last, its date that of the end.
_ROUNDS = re.compile(r"\b(?:after|following)\s(?:an?|the|its|their|\w+)\s(?:\w+\s)?(?:rounds?|sessions?)\b")
_DAYS = re.compile(r"(?P<month>\d{4}-\d\d)-\d\d/(?P<until>\d{4}-\d\d)-\d\d")


def date_told(scene: Scene, text: Text, deed: Deed, found: Sequence[Actor]) -> Dated | None:
    if text.elliptic and deed.span.end < text.span.start:
        last = max((a.end for a in found), default=text.span.end)
        behind = [d for d in scene.dates if last < d.start < scene.limit(text)]
        if behind or scene.texts[0].span == text.span:
            return behind[0] if behind else None
        return date_of(scene.sentence, deed, scene.texts[0].span, scene.dates, [text.span])
    own = own_date(scene, text)
    made = deed.event in _MADE and (deed.frame is None or deed.frame.lemma not in _PROLONGED)
    if own and made and (scene.leads(deed) or deed.sense in {"tie", "bind"}):
        return own
    behind = [d for d in scene.dates if text.after <= d.start < scene.limit(text)]
    if (framed := _framed(scene, deed)) and not (behind and framed.end <= text.span.start):
        return _whole(scene, deed, framed)
    stops = [d.span for d in scene.deeds if d.span != deed.span]
    stops += [t.span for t in scene.texts if t.span != text.span]
    return (
        _whole(scene, deed, date_of(scene.sentence, deed, text.span, _of_another(scene, text, deed, own), stops))
        or occasion_date(scene.sentence, scene.story)
        or _of_list(scene, text, deed)
        or _of_meeting(scene, deed)
        or (own if made else None)
        or _news_date(scene, deed)
    )


def _of_list(scene: Scene, text: Text, deed: Deed) -> Dated | None:
    """The date behind the last text of a list of which one predicate tells: "signed ten pacts and a treaty in 2012"."""
    same = [d for d in scene.deeds if deed.frame is not None and d.frame is deed.frame and d.index > deed.index]
    if not same or scene.leads(deed) is False:
        return None
    last = scene.texts[max(d.index for d in same)]
    between = any(text.span.start < d.start < last.span.end for d in scene.dates)
    dated = None if between else date_of(scene.sentence, deed, last.span, scene.dates, [])
    return dated if dated is not None and dated.start >= last.span.end else None


def headline(sentence: Sentence, story: Story) -> bool:
    """Whether ``sentence`` is the headline of an item of news, which tells of the item's own day."""
    item = story.item(sentence)
    return item is not None and item.date is not None and item.headline.start <= sentence.start < item.headline.end


def _news_date(scene: Scene, deed: Deed) -> Dated | None:
    """The day of the item, for what its headline or its first paragraph tells as done: "Peru signed a pact"."""
    item = scene.story.item(scene.sentence)
    if item is None or deed.event not in _NEWS or any(not d.relative for d in scene.dates):
        return None
    return day_of_news(scene.sentence, scene.story, deed.frame)


def _framed(scene: Scene, deed: Deed) -> Dated | None:
    """The one date that a predicate takes by itself: "signed in Lima on 3 May". ``None`` where it takes several."""
    taken = [a for a in deed.frame.arguments if a.marker in _WHEN and not a.nested] if deed.frame else []
    if deed.frame is not None and deed.frame.form == "nominal":  # "after approval it took effect on 3 May"
        others = [d.frame for d in scene.deeds if d.frame is not None and d is not deed and d.frame.form != "nominal"]
        taken = [a for a in taken if not (a.inherited and any(b.head == a.head for f in others for b in f.arguments))]
    found = [d for d in scene.dates if any(a.start <= d.start and d.end <= a.end for a in taken)]
    titles = [t.span for t in scene.texts]
    found = [d for d in found if not any(t.start <= d.start < t.end for t in titles)]
    return found[0] if len(found) == 1 else None


def _whole(scene: Scene, deed: Deed, dated: Dated | None) -> Dated | None:
    """``dated``; its month, where it is one of the days over which a meeting went on ("on 8 and 9 January 2015")."""
    if dated is None:
        return None
    days = _DAYS.fullmatch(dated.edtf)
    if days and days["month"] == days["until"] and deed.event == "signed":
        return replace(dated, edtf=days["month"])
    for first in scene.dates:
        if first.end < dated.start and scene.sentence.between(first.end, dated.start) == " and ":
            both = _DAYS.fullmatch(f"{first.edtf}/{dated.edtf}")
            if both and both["month"] == both["until"]:
                return replace(dated, edtf=both["month"], spans=(*first.spans, *dated.spans))
    return dated


def dealt_dates(scene: Scene, text: Text, deed: Deed, found: Sequence[Actor]) -> dict[int, Dated]:
    """Dates by party where they are dealt out: "with A in May and B in June", "in 2014 and 2015 respectively"."""
    if len(found) < 2:
        return {}
    stops = [d.span.start for d in scene.deeds if d.span != deed.span] + [
        t.span.start for t in scene.texts if t.span != text.span
    ]
    first = max(found[0].end, deed.span.end if deed.span.start > found[-1].end else 0)
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


def bracketed(scene: Scene, found: Sequence[Actor]) -> list[tuple[Actor, Dated, str]]:
    """The parties behind which dates stand in brackets, each with its date and what it dates, if not the signing.

    "pacts with Ecuador (2023) and Peru (signed in 2024, in force since 2025)"; of two bare dates the second is when the
    text took effect.
    """
    told: list[tuple[Actor, Dated, str]] = []
    carried = ""  # "with Chile (in force since 2004), Peru (2011)"
    for actor in found:
        bracket = _BRACKET.match(scene.sentence.text, actor.end - scene.sentence.start)
        end = scene.sentence.start + bracket.end() if bracket else actor.end
        place, held = actor.end, list[tuple[Actor, Dated, str]]()
        for dated in (d for d in scene.dates if actor.end <= d.start < end and not d.relative):
            words = _DATED_BY.fullmatch(scene.sentence.between(place, dated.start))
            if words is None:
                break
            later = words["force"] or (held and not words["made"])
            held.append((actor, dated, "in force" if later else "" if words["made"] else carried))
            place = dated.end
        carried = held[0][2] if held else carried
        told += held
    return told


def own_date(scene: Scene, text: Text) -> Dated | None:
    """A date that belongs to the title itself: "the Treaty of 27 June 2014", "the 1951 Treaty"."""
    sentence = scene.sentence
    for dated in scene.dates:
        ahead = sentence.between(dated.end, text.span.start)
        if dated.relative and not (ahead == " " and _DAY_AND_MONTH.fullmatch(sentence.between(dated.start, dated.end))):
            continue
        behind = sentence.between(text.after or text.span.end, dated.start)
        if dated.start >= text.span.end and _OWN.fullmatch(behind):
            return dated
        if sentence.passage.kind == "item" and text.span == scene.texts[0].span and _OF_ITEM.fullmatch(behind):
            return dated
        if text.named and dated.end < text.span.end and sentence.between(dated.end, text.span.end) == ")":
            return dated  # "the Agreement between Peru and Chile on Fisheries (1991)"
        lead = sentence.between(sentence.start, dated.start)
        later = text.named and len(dated.edtf) == len("1836") and behind == " in "
        untold = not any(scene.texts[d.index].span == text.span for d in scene.deeds)
        if later and untold and _BACK_TO.search(sentence.between(sentence.start, text.span.start)):
            return dated
        year = (text.named or text.kind not in LOOSE) and ahead == " "
        aim = text.kind == "plan" and dated.edtf >= min(_AIMS, scene.story.paper.published[:4] or _AIMS)
        if year and not aim and re.search(r"\b(?:the|a|its|their)\s$", lead, re.IGNORECASE):
            return dated
        if _FRONTED.search(lead) and _BEHIND_DATE.fullmatch(ahead) and scene.texts[0].span != text.span:
            return dated
    return None


def _of_another(scene: Scene, text: Text, deed: Deed, own: Dated | None) -> tuple[Dated, ...]:
    """The dates of the sentence without those of other texts: "a treaty in 2002, and in 2019 a pact on visas"."""
    others = [t for t in scene.texts if t.span.start > text.span.end]
    first = min(t.span.end for t in scene.texts)
    behind = deed.span.end <= first and any(text.span.end <= d.start < scene.limit(text) for d in scene.dates)
    return tuple(
        d
        for d in scene.dates
        if d is not own
        and not _of_next_clause(scene, deed, d)
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


def _of_meeting(scene: Scene, deed: Deed) -> Dated | None:
    """The one date of the sentence before, of what came out of what it tells: "They emerged with a roadmap", "Ten texts
    were signed"."""
    counted = scene.texts[deed.index].count is not None and deed.frame is not None and deed.frame.form == "passive"
    came = deed.sense in _OUTCOMES or (counted and deed.event == "signed")
    before = scene.story.before(scene.sentence, reach=1) if came and not scene.dates else ()
    dates = [d for s in before if s.passage is scene.sentence.passage for d in dates_of(s, scene.story)]
    told = len(dates) == 1 and not dates[0].relative and (deed.sense in _OUTCOMES or len(dates[0].edtf) == _DAY)
    return dates[0] if told else None


def _of_next_clause(scene: Scene, deed: Deed, dated: Dated) -> bool:
    """Whether a date stands in a clause with a subject of its own behind the deed: "..., and the union met in 2014"."""
    reading = scene.story.reading(scene.sentence)
    if reading is None or deed.frame is None or deed.frame.form != "active":
        return False
    return any(
        f.form == "active"
        and deed.frame.end <= f.clause.start <= dated.start < f.clause.end
        and any(a.marker == "subject" and not a.inherited for a in f.arguments)
        for f in reading.frames
    )


def date_of(sentence: Sentence, cue: Deed, title: Span, dates: Sequence[Dated], stops: Sequence[Span]) -> Dated | None:
    """The date of ``cue``: the first one behind it and its title, before the next of ``stops``; else the
    nearest before."""
    outer = [d for d in dates if not (title.start <= d.start < title.end)]
    right_from = max(cue.span.end, title.end) if title.start >= cue.span.end else cue.span.end
    right_to = min((s.start for s in stops if s.start >= right_from), default=sentence.end)
    for dated in _absolute_first(outer):
        if cue.span.end <= dated.start < right_to:
            gap = sentence.between(
                max(right_from, cue.span.end) if dated.start >= right_from else cue.span.end, dated.start
            )
            gap = _ROUNDS.sub("", _WORTH.sub("", gap).replace("not before", "").replace(" of which", ""))
            if not _DATE_BAR.search(gap) or _not_before(sentence, cue, dated):
                return dated
            break
    left_to = min(cue.span.start, title.start)
    left_from = max((s.end for s in stops if s.end <= left_to), default=sentence.start)
    low, high = sorted((cue.span, title))
    inside = [d for d in outer if low.end <= d.start and d.end <= high.start]
    if inside:
        return inside[-1]
    earlier = [d for d in outer if left_from <= d.start and d.end <= left_to]
    for dated in reversed(earlier):
        gap = sentence.between(dated.end, left_to)
        aside = gap.startswith(",") and _IN_ASIDE.search(sentence.between(sentence.start, dated.start))
        reach = 1500 if dated.start - sentence.start <= _OPENS else 170
        dateline = gap.startswith(": ") and _DATELINE.fullmatch(sentence.between(sentence.start, dated.start))
        if dateline and not _BREAK.search(gap, 2):
            return dated
        if not aside and not _BREAK.search(gap) and len(gap) <= reach:
            return dated
    return None


def _absolute_first(dates: Sequence[Dated]) -> Iterator[Dated]:
    """The dates in order, without those worked out that a full date explains ("five years later, on 3 May 2020")."""
    for index, dated in enumerate(dates):
        following = dates[index + 1] if index + 1 < len(dates) else None
        if dated.relative and following and not following.relative and following.start - dated.end < 12:
            continue
        yield dated


def _not_before(sentence: Sentence, cue: Deed, dated: Dated) -> bool:
    return re.fullmatch(r"\s(?:before|until|till)\s", sentence.between(cue.span.end, dated.start)) is not None
