"""When and where a meeting was held, by the words between it and its day or place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.facts.actors import Actor
from policyfacts.facts.attendance import values
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, issued
from policyfacts.facts.occasiondates import lasting
from policyfacts.facts.occasions import Occasion
from policyfacts.facts.places import Place, place_at
from policyfacts.language.meetingnames import find_meetings

# What a release tells in so many characters behind its dateline is its news.
_OPENING = 600
_HELD = re.compile(
    r"(?:held|hosted|convened|took place|takes? place|opened|met|organi[sz]ed|(?:planned|scheduled|slated)(?: for)?|"
    r"(?<!first\s)(?:set|due|fixed) for|staged|"
    r"gathered|gather|meet|conducted|closed|ended)\b"
)
# What may open a clause on where and when a meeting was held: "which took place in", "that met in".
_WHICH_MET = re.compile(
    r",?\s(?:which|that)\s(?:was\s|were\s|is\s|(?:has|had)\s(?:been\s|just\s|now\s)?)?"
    r"(?=held|hosted|convened|conducted|took|takes|taken|opened|met|ended|closed|staged|begun|being)"
)
_HOSTED_BY = re.compile(
    r"\s(?:co-)?(?:hosted|organi[sz]ed|convened|"
    r"chaired)\s(?:jointly\s)?by\s(?:the\s)?[A-Z][\w’-]*(?:,?\s(?:and\s(?:the\s)?|of\s)?[A-Z][\w’-]*){0,5}"
)
# "on 3 May, at a special summit"
_RIGHT_BEFORE = re.compile(r",?\s(?:at|during)\s(?:the|an?|its|their)\s")
# The theme of a meeting, whatever words it holds.
_THEME = re.compile(
    r"\s(?:themed|titled|entitled|called|(?:on|under)\sthe\s(?:overall\s)?theme(?:\sof)?),?\s[“\"][^”\"]*[”\"],?"
)
_BY_WIRE = re.compile(
    r",?\s(?:by|via|over|through|on)\s(?:the\s|a\s)?(?:video[\s-]?(?:link|conference|conferencing)|(?:tele)?phone|Zoom)\b"
)
_WHICH_HOSTED = re.compile(
    r"(?:\s\([^()]{2,12}\))?,\swhich\s(?=(?:the\s)?[A-Z][^,;]{2,40}?\s(?:hosted|hosts|will\shost|is\sto\shost|is\shosting)\b)"
)
_BEFORE_DAY = re.compile(
    r"\b(?:[Ii]n|[Aa]t)\s(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?)(?:,\s(?:the\s)?[A-ZÀ-Þ][\w ’'-]+)?"
    r",?\s(?:on|from)\s$"
)
_HOSTED_THERE = re.compile(
    r",\swhich\s(?:the\s)?[A-Z][\w’' -]{2,40}?\s(?:hosted|hosts|will\shost|is\sto\shost|is\shosting)\b"
)
# Called by the place where it began, wherever it meets: "the Lima Process summit", "Lima+20".
_BORN_THERE = re.compile(r"\b(?:Process|Format|Platform)\b|\w\+\d")
_IN = re.compile(r"(?:\s(?:in|at)\s(?:the\s)?(?:(?:\w+\s)?city\sof\s)?|\s\(|,\s)(?=[A-ZÀ-Þ])")
_SHORT_FORM = re.compile(r"[A-Z][\w-]*[A-Z\d](?:\s?\d+)?\)")
_GAP_BAR = re.compile(
    r"\b(?:that|which|who|said|announced|pledged|signed|noted|proposed|adopted|agreed|offered|"
    r"(?-i:to\s(?!be\b)[a-z]\w*)|institutionali[sz]ed|established|founded|created|set up|initiated|"
    r"and|as|by|with|for)\b",
    re.IGNORECASE,
)
_PLACED_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Aa]t)\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?:,?\s(?:at|during|for|where)\s)(?:the\s|a\s|"
    r"an\s|its\s|his\s|her\s)?(?:\w+\s)?$"
)
# A stop inside a sentence ends a clause, except in "U.S. ", "D.C. " and "1:30 p.m. ".
_BREAK = re.compile(r";|:(?!\d\d\b)|(?<![A-Z])(?<![ap]\.m)\.\s")
_OPENED_IN = re.compile(r"In\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?:,?\son\s(?:\d|[A-Z])|,\s)")
_THERE = re.compile(r",?\s(?:in|at)\s(?:the\s)?")
# The year of something else: "the 1991 Lima Accords".
_OF_NAME = re.compile(r"\s[A-ZÀ-Þ][\w’-]+\s[A-ZÀ-Þ]")
_YEAR = len("1991")
# "was postponed to", "was brought forward from 3 May to": what is put off to a day is planned for it.
_MOVED_TO = re.compile(
    r"\b(?:postponed|moved|rescheduled|put (?:back|off)|pushed (?:back|off)|deferred|delayed|brought forward|shifted|"
    r"adjourned)\s(?:from\s[^;.]{4,30}\s)?(?:to|until|till|for)\s(?:the\s)?$"
)


def date_told(sentence: Sentence, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]) -> Dated | None:
    """The date beside the meeting: behind it in its clause, right before it ("the 2025 ..."), or opening the clause."""
    if meeting.date:
        return meeting.date
    if meeting.clause and (own := _of_clause(sentence, meeting, dates)):
        return lasting(sentence, own, dates)
    return _at_once(sentence, meeting, dates) or _beside(sentence, meeting, limits, dates)


def of_another(sentence: Sentence, meeting: Occasion, dated: Dated) -> bool:
    """Whether a day stands in the bracket right behind another meeting: "from the summit (Lima, 3 May) she went"."""
    text, place = sentence.text, dated.start - sentence.start
    bracket = text.rfind("(", 0, place)
    if bracket < 0 or ")" in text[bracket:place]:
        return False
    titles = find_meetings(text) if meeting.personal else ()
    return any(t.after == bracket - 1 and t.end + sentence.start <= meeting.span.start for t in titles)


def moved_to(sentence: Sentence, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]) -> Dated | None:
    """The day to which a meeting was put off or brought forward."""
    behind = (d for d in dates if meeting.span.end <= d.start < limits[1])
    return next((d for d in behind if _MOVED_TO.search(sentence.between(meeting.span.end, d.start))), None)


def _beside(sentence: Sentence, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]) -> Dated | None:
    low, high = limits
    outer = [d for d in dates if not (meeting.span.start < d.end and d.start < meeting.span.end)]
    for dated in outer:
        if meeting.span.end <= dated.start < high:
            gap = _THEME.sub("", sentence.between(meeting.span.end, dated.start))
            plain = _told_of(re.sub(r"\([^)]*\)", "", gap))
            if _BREAK.search(gap) or len(gap) > 90 or (_GAP_BAR.search(plain) and not _HELD.search(plain)):
                break
            return lasting(sentence, dated, outer)
    for dated in reversed(outer):
        if dated.end <= meeting.span.start:
            gap = sentence.between(dated.end, meeting.span.start)
            if re.fullmatch(r"[\s-](?:\w+\s)?", gap):
                return dated
            if dated.start >= low and not _BREAK.search(gap) and len(gap) <= 130:
                return lasting(sentence, dated, outer)
            break
    for dated in outer:
        if meeting.span.end <= dated.start and dated.start - meeting.span.end < 60 and meeting.personal:
            return dated
    return None


def _at_once(sentence: Sentence, meeting: Occasion, dates: Sequence[Dated]) -> Dated | None:
    """The day that leads right to the meeting: "on 3 May, at a special summit"."""
    before = [d for d in dates if d.end <= meeting.span.start and not d.relative]
    near = before[-1] if before else None
    return near if near and _RIGHT_BEFORE.fullmatch(sentence.between(near.end, meeting.span.start)) else None


def day_of_news(sentence: Sentence, story: Story, meeting: Occasion, dates: Sequence[Dated]) -> Dated | None:
    """The day of a release, for what it opens with and dates by no day of its own: "The minister met her guest"."""
    return day_of_item(sentence, story) if meeting.told and not dates else None


def day_of_item(sentence: Sentence, story: Story) -> Dated | None:
    item = story.item(sentence)
    if item is None or sentence.start - item.dateline.end > _OPENING:
        return None
    return issued(sentence, story)


def place_behind(sentence: Sentence, dated: Dated | None) -> tuple[Place, ...]:
    """The place right behind the day, or right before it: "on 3 May in Lima", "in Lima, Peru, on 3 May"."""
    there = _THERE.match(sentence.text, dated.end - sentence.start) if dated else None
    start = sentence.start + there.end() if there else None
    if dated and there is None and (before := _BEFORE_DAY.search(sentence.between(sentence.start, dated.start))):
        start = sentence.start + before.start("name")
    place = place_at(sentence, start) if start is not None else None
    return (place,) if place else ()


def place_of_dateline(
    sentence: Sentence, story: Story, dated: Dated | None, actors: Sequence[Actor]
) -> tuple[Place, ...]:
    """Where a release was issued, for what took place on its day with those who are at home there."""
    item = story.item(sentence)
    if dated is None or item is None or item.date is None or item.date.span not in dated.spans:
        return ()
    named = (m for m in story.mentions_in(item.dateline.start, item.date.start) if m.label == "capital")
    seat = next((m for m in named if str(m.value) in values(actors)), None)
    return (Place(seat.span, seat.text, seat.text, str(seat.value)),) if seat else ()


def _dated_behind(sentence: Sentence, place: Place) -> bool:
    """Whether a day stands right behind a place: "Third Andean Summit, Arica, 3 May 2018"."""
    return any(
        sentence.between(place.span.end, d.start) == ", " for d in sentence.of("date") if d.start > place.span.end
    )


def _known_by(sentence: Sentence, place: Place) -> bool:
    """Whether a bracket or a day right behind it tells that a name is a place: "Third Andean Summit, Arica (2018)"."""
    return sentence.between(place.span.end, sentence.end).startswith(" (") or _dated_behind(sentence, place)


def _of_clause(sentence: Sentence, meeting: Occasion, dates: Sequence[Dated]) -> Dated | None:
    """The date in the clause of an encounter's own predicate that is nearest to it, those behind it first."""
    inside = [d for d in dates if meeting.clause and meeting.clause.start <= d.start < meeting.clause.end]
    inside = [d for d in inside if not _OF_NAME.match(sentence.text, d.end - sentence.start) or len(d.edtf) > _YEAR]
    return min(inside, key=lambda d: (abs(d.start - meeting.spans[0].start), d.start), default=None)


def _told_of(gap: str) -> str:
    """The words between a meeting and its day or place, without those that only say that it was held, or by whom."""
    gap = _HOSTED_THERE.sub("", _BY_WIRE.sub("", gap))
    return _HOSTED_BY.sub("", _WHICH_MET.sub(" ", re.sub(r"\sfor\sthe\s\w+\stime\b", "", gap)))


def places_told(sentence: Sentence, meeting: Occasion, high: int) -> tuple[Place, ...]:
    """The place behind the meeting ("held in Lima"), in its name, or told right before it ("in Lima at the ...")."""
    text = sentence.text
    for match in _IN.finditer(text, meeting.span.end - sentence.start, min(high - sentence.start, len(text))):
        raw = text[meeting.span.end - sentence.start : match.start()]
        gap = _told_of(_THEME.sub("", raw))
        if _BREAK.search(gap) or len(gap) > 75:
            break
        if (match[0] == ", " and (gap or _HOSTED_BY.search(raw))) or (
            match[0] == " (" and (gap or _SHORT_FORM.match(text, match.end()))
        ):
            continue
        plain = _HELD.sub("", re.sub(r"\([^)]*\)", "", gap))
        if _GAP_BAR.search(plain) or (len(gap) > 30 and not _HELD.search(gap)):
            continue
        place = place_at(sentence, sentence.start + match.end())
        if place is None or (match[0] == ", " and not (place.country or _known_by(sentence, place))):
            continue
        if match[0].endswith("city of "):  # a city that is called like its state
            place = Place(place.span, place.words, place.words, place.country)
        more = re.match(r"\sand\s(?:in\s)?(?=[A-Z])", text[place.span.end - sentence.start :])
        second = place_at(sentence, place.span.end + more.end()) if more else None
        return (place, second) if second and second.country and place.country else (place,)
    if (hosted := _WHICH_HOSTED.match(text, meeting.span.end - sentence.start)) and not meeting.personal:
        place = place_at(sentence, sentence.start + hosted.end())
        return (place,) if place else ()
    for mention in sentence.of("capital"):
        within = meeting.span.start <= mention.start < meeting.span.end and not meeting.personal
        if within and not _BORN_THERE.search(meeting.name):
            return (Place(mention.span, mention.text, mention.text, str(mention.value)),)
    before = _PLACED_BEFORE.search(sentence.between(sentence.start, meeting.span.start))
    before = before or _OPENED_IN.match(sentence.text)
    place = place_at(sentence, sentence.start + before.start("name")) if before else None
    return (place,) if place else ()
