"""Meetings told in prose: summits, forums, conferences, sessions, visits, calls; when, where, who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.actors import Actor, joined
from policyfacts.facts.attendance import CODE, PAIR, hosts, participants, values
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of, issued, occasion_date
from policyfacts.facts.encounters import called
from policyfacts.facts.held import done_at, outcome
from policyfacts.facts.itineraries import Stop, stops_in
from policyfacts.facts.occasiondates import lasting, of_occasions
from policyfacts.facts.occasions import Occasion, occasions
from policyfacts.facts.places import Place, place_at
from policyfacts.facts.settings import date_in, places_of_setting, setting_of
from policyfacts.records import Certainty, Fact, Passage, Slot, Span

# What a release tells in so many characters behind its dateline is its news.
_OPENING = 600
_SKIPPED_KINDS = frozenset({"title", "front", "heading", "caption", "cell"})
_HELD = re.compile(
    r"(?:held|hosted|convened|took place|takes? place|opened|met|organi[sz]ed|(?:planned|scheduled)(?: for)?|staged|"
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
_WHICH_HOSTED = re.compile(
    r"(?:\s\([^()]{2,12}\))?,\swhich\s(?=(?:the\s)?[A-Z][^,;]{2,40}?\s(?:hosted|hosts|will\shost|is\sto\shost|is\shosting)\b)"
)
# "which Baku will host in November": between a meeting and its day.
_HOSTED_COMMA = re.compile(r",\s$")
_THERE = re.compile(
    r",\swhich\s(?:the\s)?[A-Z][\w’' -]{2,40}?\s(?:hosted|hosts|will\shost|is\sto\shost|is\shosting)\b"
)
_IN = re.compile(r"(?:\s(?:in|at)\s(?:the\s)?(?:(?:\w+\s)?city\sof\s)?|\s\(|,\s)(?=[A-ZÀ-Þ])")
_SHORT_FORM = re.compile(r"[A-Z][\w-]*[A-Z\d](?:\s?\d+)?\)")
# What a brief or a chronicle puts before a meeting: "Astana, 17 June 2025: the second summit".
_DATELINE = re.compile(r"(?P<place>[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?),\s[^:;.]{4,30}:\s")
_GAP_BAR = re.compile(
    r"\b(?:that|which|who|said|announced|pledged|signed|noted|proposed|adopted|agreed|offered|"
    r"(?-i:to\s(?!be\b)[a-z]\w*)|institutionali[sz]ed|established|founded|created|set up|initiated|"
    r"and|as|by|with|for)\b",
    re.IGNORECASE,
)
_TOOK = re.compile(
    r"\b(?:held|took place|hosted|convened|met|opened|ended|closed|over|drew to a close|taking place|"
    r"gathered|attended|attending|"
    r"co-organi[sz]ed|"
    r"organi[sz]ed|supported|during|"
    r"at|after|following)\b",
    re.IGNORECASE,
)
# What a body does when it meets: "the General Assembly opened", and not only "the General Assembly in 1972".
_CONVENED = re.compile(
    r"\b(?:held|hosted|convened|opened|during|attend\w*)\s(?:the|its|an?)\s(?:\w+\s){0,2}⟨⟩"
    r"|⟨⟩(?:,?\s(?:in|on|of)\s[^,;.]{2,40}?)?,?\s(?:(?:which|that)\s)?(?:was\s|were\s|is\s|has\sbeen\s|had\sbeen\s|will\s(?:be\s)?)?"
    r"(?:held|hosted|convened|opens?|opened|took place|takes? place|meets?|met|gathered)\b"
)
_PLACED_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Aa]t)\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?:,?\s(?:at|during|for|where)\s)(?:the\s|a\s|"
    r"an\s|its\s|his\s|her\s)?(?:\w+\s)?$"
)
# A stop inside a sentence ends a clause, except in "U.S. " and "D.C. ".
_BREAK = re.compile(r"[;:]|(?<![A-Z])\.\s")
_OPENED_IN = re.compile(r"In\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?:,?\son\s(?:\d|[A-Z])|,\s)")
_NUMBER = re.compile(
    r"\d|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[a-z]+teenth|[a-z]+ieth)\b",
    re.IGNORECASE,
)
_THERE = re.compile(r",?\s(?:in|at)\s(?:the\s)?")
# "was postponed to", "was brought forward from 3 May to": what is put off to a day is planned for it.
_MOVED_TO = re.compile(
    r"\b(?:postponed|moved|rescheduled|put (?:back|off)|pushed (?:back|off)|deferred|delayed|brought forward|shifted|"
    r"adjourned)\s(?:from\s[^;.]{4,30}\s)?(?:to|until|till|for)\s(?:the\s)?$"
)
# A meeting of which the name tells nothing but what it was.
_PLAIN = re.compile(r"(?:bilateral\s)?(?:summit|meeting|talks)")


def meetings(story: Story) -> Iterator[Fact]:
    """Every meeting that the paper's prose states, in order."""
    memory: list[Occasion] = []
    section: tuple[str, ...] | None = None
    travels: list[Occasion] = []
    passage: Passage | None = None
    names: list[str] = []
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        if sentence.passage.section != section:
            memory, section, travels = memory[-1:], sentence.passage.section, []
        if sentence.passage is not passage:
            passage, names = sentence.passage, []
        found = [o for o in occasions(sentence, story, memory) if not (_again(o, travels) or _short_of(o, names))]
        names += [o.name for o in found if not o.personal]
        travels += [o for o in found if o.rule.startswith("visit") and o.places]
        dates = of_occasions(sentence, dates_of(sentence, story)) if found else []
        for index, meeting in enumerate(found):
            low = found[index - 1].span.end if index else sentence.start
            high = found[index + 1].span.start if index + 1 < len(found) else sentence.end
            yield from _facts(sentence, story, meeting, (low, high), dates)


def _again(occasion: Occasion, travels: Sequence[Occasion]) -> bool:
    """Whether "her visit" is that of which the section has told before where it led."""
    if not occasion.rule.startswith("visit") or occasion.places or not occasion.actors:
        return False
    return any(t.actors and t.actors[0].values == occasion.actors[0].values for t in travels)


def _short_of(occasion: Occasion, names: Sequence[str]) -> bool:
    """Whether a name is only a part of one told before: "the Annual Meeting" of "the 57th Annual Meeting"."""
    name = occasion.name
    return not occasion.personal and any(name != other and f" {name} " in f" {other} " for other in names)


def _facts(
    sentence: Sentence, story: Story, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]
) -> Iterator[Fact]:
    moved = _moved(sentence, meeting, limits, dates)
    dated = moved or _date(sentence, meeting, limits, dates) or _of_news(sentence, story, meeting, dates)
    dated = dated or (occasion_date(sentence, story) if meeting.told and not dates else None)
    places = meeting.places or _places(sentence, meeting, limits[1])
    if meeting.personal and not meeting.rule.endswith("+nominal"):
        setting = None
    else:
        setting = setting_of(sentence, story, meeting.spans[0] if meeting.personal else meeting.span)
    if setting is not None:
        meeting = replace(meeting, verb=meeting.verb or (setting.words if setting.role != "at" else None))
        meeting = replace(meeting, outlook=meeting.outlook or setting.outlook)
        dated = dated or date_in(sentence, setting, dates)
        if not places or meeting.span.start <= places[0].span.start < meeting.span.end:
            places = places_of_setting(sentence, setting) or places
        if dated is None and not dates and setting.happened and meeting.firm:
            dated = _of_item(sentence, story)
    if (line := _DATELINE.match(sentence.text)) and not meeting.personal:
        head = [d for d in dates if d.end <= sentence.start + line.end()]
        where = place_at(sentence, sentence.start) if head else None
        dated = dated or lasting(sentence, head[0], dates) if head else dated
        places = places or ((where,) if where else ())
    holding = hosts(sentence, story, meeting)
    if len(holding) == 1 and not places:
        places = tuple(
            Place(a.spans[0], a.values[0], sentence.between(a.start, a.end), a.values[0])
            for a in holding
            if a.sort == "party" and re.fullmatch(r"[A-Z]{3}", a.values[0]) and _country(story, a)
        )
    actors = participants(sentence, story, meeting, holding)
    places = places or _behind_day(sentence, dated) or _dateline_of(sentence, story, dated, actors)
    before = sentence.between(sentence.start, meeting.span.start)
    near = sentence.between(max(sentence.start, meeting.span.start - 60), min(sentence.end, meeting.span.end + 60))
    if meeting.name == "meeting" and any(a.sort == "company" for a in actors) and _COMMA.search(before):
        return  # "the Council, meeting in Lima, adopted": what a body of one state decides
    if meeting.body and not _CONVENED.search(_marked(sentence, meeting)):
        return
    if dated and _lasts_for_years(dated):
        return
    happened = setting is not None and setting.happened and bool(_NUMBER.search(meeting.name))
    told = meeting.firm and ((_TOOK.search(near) and actors) or done_at(sentence, meeting) or happened)
    if not dated and not places and not told:
        return
    if not meeting.firm and not dated and not actors:
        return
    if stops := stops_in(sentence, _extent(sentence, meeting, limits), dates):
        for stop in stops:
            own = _at_stop(meeting, stop, stops)
            yield _fact(sentence, story, own, limits, (stop.dated, (stop.place,), _at_home(own, actors, stop, stops)))
        return
    behind = [d for d in dates if meeting.span.end <= d.start < limits[1]]
    if "respectively" in sentence.text and len(places) > 1 and len(behind) == len(places) and not meeting.personal:
        for place, own in zip(places, behind, strict=True):
            yield _fact(sentence, story, meeting, limits, (own, (place,), actors))
        return
    if moved:
        meeting = replace(meeting, outlook="moved")
    yield _fact(sentence, story, meeting, limits, (dated, places, actors))


def _extent(sentence: Sentence, meeting: Occasion, limits: tuple[int, int]) -> Span:
    """Where the stops of a journey, or the days of a series of meetings, may stand."""
    return Span(min(meeting.span.start, meeting.spans[0].start), min(limits[1], sentence.end))


def _at_stop(meeting: Occasion, stop: Stop, stops: Sequence[Stop]) -> Occasion:
    """A journey as one stop of it; a series of meetings keeps its name."""
    to = meeting.name.rfind(" to ")
    if not meeting.rule.startswith("visit") or to < 0:
        return meeting
    return replace(meeting, name=f"{meeting.name[:to]} to {stop.place.words}")


def _at_home(meeting: Occasion, actors: Sequence[Actor], stop: Stop, stops: Sequence[Stop]) -> tuple[Actor, ...]:
    """Those who take part at a stop: of a visit the guests, and who is at home there."""
    if not meeting.rule.startswith("visit"):
        return tuple(actors)
    homes = {s.place.country for s in stops}
    guests = tuple(a for a in actors if not set(a.values) & homes)
    country = stop.place.country
    return (*guests, Actor(*stop.place.span, (country,), (stop.place.span,))) if country else guests


def _fact(
    sentence: Sentence,
    story: Story,
    meeting: Occasion,
    limits: tuple[int, int],
    told: tuple[Dated | None, tuple[Place, ...], tuple[Actor, ...]],
) -> Fact:
    dated, places, actors = told
    slots = {"name": _name(sentence, meeting, actors, places)}
    if dated:
        slots["date"] = Slot(dated.edtf, dated.spans)
    if places:
        where = "; ".join(dict.fromkeys(p.value for p in places))
        slots["place"] = Slot(where, tuple(dict.fromkeys(p.span for p in places)))
    if actors:
        slots["participants"] = joined(actors)
    event, proof, cue = outcome(sentence, meeting, limits, since=dated.edtf if dated else "", now=story.paper.published)
    slots["event"] = Slot(event, (proof,))
    certainty: Certainty = "hypothetical" if event == "planned" else "asserted"
    return Fact("meetings", slots, sentence.span, f"meeting/{meeting.rule}/{cue}", certainty=certainty)


def _lasts_for_years(dated: Dated) -> bool:
    """Whether a span is longer than any meeting: a period in which something was met about, again and again."""
    first, _, last = dated.edtf.partition("/")
    return last[:4].isdigit() and first[:4].isdigit() and int(last[:4]) - int(first[:4]) > 1


def _marked(sentence: Sentence, meeting: Occasion) -> str:
    """The words around a meeting, with a sign in its place."""
    low, high = max(sentence.start, meeting.span.start - 60), min(sentence.end, meeting.span.end + 60)
    return f"{sentence.between(low, meeting.span.start)}⟨⟩{sentence.between(meeting.span.end, high)}"


def _name(sentence: Sentence, meeting: Occasion, actors: Sequence[Actor], places: Sequence[Place]) -> Slot:
    """The name of a meeting; of a plain "bilateral summit" of two, with those who met in it, else with its place."""
    states = {v for v in values(actors) if len(v) == CODE and v.isupper()}
    if meeting.personal or len(states) != PAIR or len(actors) != PAIR or not _PLAIN.fullmatch(meeting.name):
        if places and not meeting.personal and _PLAIN.fullmatch(meeting.name):
            return Slot(f"{meeting.name} in {places[0].words}", (*meeting.spans, places[0].span))
        return Slot(meeting.name, meeting.spans)
    who = " and ".join(called(sentence, a) for a in actors)
    return Slot(f"{meeting.name} of {who}", (*meeting.spans, *(s for a in actors for s in a.spans)))


def _country(story: Story, actor: Actor) -> bool:
    return any(m.label == "country" for m in story.mentions_in(actor.start, actor.end))


def _date(sentence: Sentence, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]) -> Dated | None:
    """The date beside the meeting: behind it in its clause, right before it ("the 2025 ..."), or opening the clause."""
    if meeting.date:
        return meeting.date
    if meeting.clause and (own := _of_clause(meeting, dates)):
        return lasting(sentence, own, dates)
    return _at_once(sentence, meeting, dates) or _beside(sentence, meeting, limits, dates)


def _moved(sentence: Sentence, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]) -> Dated | None:
    """The day to which a meeting was put off or brought forward."""
    behind = (d for d in dates if meeting.span.end <= d.start < limits[1])
    return next((d for d in behind if _MOVED_TO.search(sentence.between(meeting.span.end, d.start))), None)


def _beside(sentence: Sentence, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]) -> Dated | None:
    low, high = limits
    outer = [d for d in dates if not (meeting.span.start <= d.start < meeting.span.end)]
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
                return dated
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


def _of_news(sentence: Sentence, story: Story, meeting: Occasion, dates: Sequence[Dated]) -> Dated | None:
    """The day of a release, for what it opens with and dates by no day of its own: "The minister met her guest"."""
    return _of_item(sentence, story) if meeting.told and not dates else None


def _of_item(sentence: Sentence, story: Story) -> Dated | None:
    item = story.item(sentence)
    if item is None or sentence.start - item.dateline.end > _OPENING:
        return None
    return issued(sentence, story)


def _behind_day(sentence: Sentence, dated: Dated | None) -> tuple[Place, ...]:
    """The place right behind the day: "on 3 May in Lima", "for 3 May, in Lima"."""
    there = _THERE.match(sentence.text, dated.end - sentence.start) if dated else None
    place = place_at(sentence, sentence.start + there.end()) if there else None
    return (place,) if place else ()


def _dateline_of(sentence: Sentence, story: Story, dated: Dated | None, actors: Sequence[Actor]) -> tuple[Place, ...]:
    """Where a release was issued, for what took place on its day with those who are at home there."""
    item = story.item(sentence)
    if dated is None or item is None or item.date is None or item.date.span not in dated.spans:
        return ()
    named = (m for m in story.mentions_in(item.dateline.start, item.date.start) if m.label == "capital")
    seat = next((m for m in named if str(m.value) in values(actors)), None)
    return (Place(seat.span, seat.text, seat.text, str(seat.value)),) if seat else ()


def _of_clause(meeting: Occasion, dates: Sequence[Dated]) -> Dated | None:
    """The date in the clause of an encounter's own predicate that is nearest to it, those behind it first."""
    inside = [d for d in dates if meeting.clause and meeting.clause.start <= d.start < meeting.clause.end]
    return min(inside, key=lambda d: (abs(d.start - meeting.spans[0].start), d.start), default=None)


def _told_of(gap: str) -> str:
    """The words between a meeting and its day or place, without those that only say that it was held, or by whom."""
    gap = _HOSTED_THERE.sub("", gap)
    return _HOSTED_BY.sub("", _WHICH_MET.sub(" ", re.sub(r"\sfor\sthe\s\w+\stime\b", "", gap)))


def _places(sentence: Sentence, meeting: Occasion, high: int) -> tuple[Place, ...]:
    """The place behind the meeting ("held in Lima"), in its name, or told right before it ("in Lima at the ...")."""
    text = sentence.text
    for match in _IN.finditer(text, meeting.span.end - sentence.start, min(high - sentence.start, len(text))):
        gap = _told_of(_THEME.sub("", text[meeting.span.end - sentence.start : match.start()]))
        if _BREAK.search(gap) or len(gap) > 75:
            break
        if (match[0] == ", " and gap) or (match[0] == " (" and (gap or _SHORT_FORM.match(text, match.end()))):
            continue
        plain = _HELD.sub("", re.sub(r"\([^)]*\)", "", gap))
        if _GAP_BAR.search(plain) or (len(gap) > 30 and not _HELD.search(gap)):
            continue
        place = place_at(sentence, sentence.start + match.end())
        if place is None or (match[0] == ", " and not (place.country or "(" in text)):
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
        if meeting.span.start <= mention.start < meeting.span.end and not meeting.personal:
            return (Place(mention.span, mention.text, mention.text, str(mention.value)),)
    before = _PLACED_BEFORE.search(sentence.between(sentence.start, meeting.span.start))
    before = before or _OPENED_IN.match(sentence.text)
    place = place_at(sentence, sentence.start + before.start("name")) if before else None
    return (place,) if place else ()
