"""Meetings told in prose: summits, forums, conferences, sessions, visits, calls; when, where, who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.actors import Actor, joined
from policyfacts.facts.atmeetings import at_meetings
from policyfacts.facts.attendance import CODE, PAIR, hosts, participants, values
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of, occasion_date
from policyfacts.facts.held import NUMBERED, done_at, outcome
from policyfacts.facts.itineraries import Stop, stops_in
from policyfacts.facts.meetingrecords import called
from policyfacts.facts.meetingtimes import (
    date_told,
    day_of_item,
    day_of_news,
    moved_to,
    of_another,
    place_behind,
    place_of_dateline,
    places_told,
)
from policyfacts.facts.nomeetings import in_programme
from policyfacts.facts.occasiondates import lasting, of_occasions
from policyfacts.facts.occasions import Occasion, occasions
from policyfacts.facts.places import Place, place_at
from policyfacts.facts.settings import Setting, date_in, places_of_setting, setting_of
from policyfacts.facts.standing import is_convened
from policyfacts.facts.stays import Stay, on_visit
from policyfacts.records import Certainty, Fact, Passage, Slot, Span

_SKIPPED_KINDS = frozenset({"title", "front", "heading", "caption", "cell"})
# "which Baku will host in November": between a meeting and its day.
# What a brief or a chronicle puts before a meeting: "Astana, 17 June 2025: the second summit".
_DATELINE = re.compile(r"(?P<place>[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?),\s[^:;.]{4,30}:\s")
_TOOK = re.compile(
    r"\b(?:held|took place|hosted|convened|met|opened|ended|closed|over|drew to a close|taking place|"
    r"gathered|attended|attending|"
    r"welcom(?:e|ing)\s(?:(?:all\sof\s)?you(?:\sall)?\s)?to|"
    r"co-organi[sz]ed|(?:co-)?chair(?:ed|s|ing)?|participat(?:ed|es?|ing)\sin|t(?:ook|ake)\spart\sin|"
    r"organi[sz]ed|supported|during|"
    r"at|after|following)\b",
    re.IGNORECASE,
)
_ANEW = re.compile(r"\s(?:was|is|will\sbe|had\sbeen)\s(?:\w+\s)?(?:held|hosted|convened|to\sbe\sheld)\b")
# "In a meeting with the premier, she said": so much is told of it that it was held.
_WITH_WHOM = re.compile(r"\s(?:today\s|yesterday\s)?(?:with|between)\s")
_MARGINS = re.compile(r"\b(?:margins?|sidelines?|fringes|edges?|periphery)\sof\s(?:the\s)?(?:\w+\s)?$")
# "his visit of 3 May": so near a day is the visit's own.
_RIGHT_BEHIND = len(" to Washington of ")
# Nobody plans a meeting for so many years hence.
_FAR_AHEAD = 8
# A meeting of which the name tells nothing but what it was.
_PLAIN = re.compile(r"(?:bilateral\s)?(?:summit|meeting|talks)")


def meetings(story: Story) -> Iterator[Fact]:
    """Every meeting that the paper's prose states, in order."""
    memory: list[Occasion] = []
    section: tuple[str, ...] | None = None
    travels: list[Occasion] = []
    passage: Passage | None = None
    names: list[str] = []
    stays: list[Stay] = []
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS or in_programme(sentence):
            continue
        if sentence.passage.section != section:
            memory, section, travels, stays = memory[-1:], sentence.passage.section, [], []
        if sentence.passage is not passage:
            passage, names = sentence.passage, []
        told = at_meetings(sentence, occasions(sentence, story, memory))
        found = [o for o in told if not _again(sentence, story, o, travels) or _anew(sentence, story, o, stays)]
        found = [o for o in found if not _short_of(o, names) or _held_anew(sentence, o)]
        names += [o.name for o in found if not o.personal]
        travels += [o for o in found if o.rule.startswith("visit") and o.places]
        dates = _likely(of_occasions(sentence, dates_of(sentence, story)), story.paper.published) if found else []
        for index, meeting in enumerate(found):
            low = found[index - 1].span.end if index else sentence.start
            high = found[index + 1].span.start if index + 1 < len(found) else sentence.end
            held = on_visit(sentence, meeting, (low, high), dates, stays)
            for fact in _facts(sentence, story, held, (low, high), dates):
                if meeting.rule.startswith("visit"):
                    stays.append(Stay.of(fact, sentence, story, meeting.places))
                yield fact


def _again(sentence: Sentence, story: Story, occasion: Occasion, travels: Sequence[Occasion]) -> bool:
    """Whether "her visit", or her visit to the capital, is that of which the section has told before where it led."""
    if not occasion.rule.startswith("visit") or not occasion.actors:
        return False
    if occasion.places and (not occasion.rule.endswith("nominal") or dates_of(sentence, story)):
        return False
    for told in travels:
        states = {p.country for p in told.places if p.is_state}
        same = told.actors and told.actors[0].values == occasion.actors[0].values
        if same and all(p.country in states for p in occasion.places):
            return True
    return False


def _anew(sentence: Sentence, story: Story, occasion: Occasion, stays: Sequence[Stay]) -> bool:
    """Whether a visit has a day of its own, on which none was told before: "his state visit of 3 May 2024"."""
    dated = date_told(sentence, occasion, (sentence.start, sentence.end), dates_of(sentence, story))
    behind = dated is not None and occasion.spans[0].end <= dated.start <= occasion.spans[0].end + _RIGHT_BEHIND
    told = [s.dated.edtf for s in stays if s.dated]
    return behind and dated is not None and not any(dated.edtf in t or t in dated.edtf for t in told)


def _short_of(occasion: Occasion, names: Sequence[str]) -> bool:
    """Whether a name is only a part of one told before: "the Annual Meeting" of "the 57th Annual Meeting"."""
    name = occasion.name
    return not occasion.personal and any(name != other and f" {name} " in f" {other} " for other in names)


def _likely(dates: Sequence[Dated], published: str) -> list[Dated]:
    """The dates without those far ahead, for which aims are set and no meetings."""
    last = int(published[:4]) + _FAR_AHEAD if published[:4].isdigit() else 9999
    return [d for d in dates if not d.edtf[:4].isdigit() or int(d.edtf[:4]) <= last]


def _held_anew(sentence: Sentence, occasion: Occasion) -> bool:
    """Whether a name is taken up to tell of another meeting that bears it: "the Dialogue was last held in Lima"."""
    return _ANEW.match(sentence.text, occasion.span.end - sentence.start) is not None


def _facts(
    sentence: Sentence, story: Story, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]
) -> Iterator[Fact]:
    dates = [d for d in dates if not of_another(sentence, meeting, d)]
    setting = _setting(sentence, story, meeting)
    if setting is not None and setting.founding and not NUMBERED.search(meeting.name):
        return
    if setting is not None:
        verb = meeting.verb or (setting.words if setting.role != "at" else None)
        meeting = replace(meeting, verb=verb, outlook=meeting.outlook or setting.outlook)
    dated, places = _when_where(sentence, story, meeting, limits, dates)
    moved = moved_to(sentence, meeting, limits, dates)
    if setting is not None:
        dated, places = _in_setting(sentence, meeting, setting, dates, (dated, places))
        if dated is None and not dates and setting.happened and meeting.firm:
            dated = day_of_item(sentence, story)
    dated = moved or dated
    holding = hosts(sentence, story, meeting)
    places = places or _at_hosts(sentence, story, holding)
    actors = participants(sentence, story, meeting, holding)
    places = places or place_behind(sentence, dated) or place_of_dateline(sentence, story, dated, actors)
    told = dated, places, actors
    if not _counts(sentence, meeting, told, happened=setting is not None and setting.happened):
        return
    if moved:
        meeting = replace(meeting, outlook="moved")
    for own, of_it in _one_by_one(sentence, meeting, limits, dates, told):
        yield _fact(sentence, story, own, limits, of_it)


def _setting(sentence: Sentence, story: Story, meeting: Occasion) -> Setting | None:
    """The clause of a meeting that a noun tells: what a verb tells has its own."""
    if not meeting.personal:
        return setting_of(sentence, story, meeting.span)
    return setting_of(sentence, story, meeting.spans[0]) if meeting.rule.endswith("+nominal") else None


def _when_where(
    sentence: Sentence, story: Story, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]
) -> tuple[Dated | None, tuple[Place, ...]]:
    """Day and place by the words between the meeting and them, or by what opens its line of a chronicle."""
    dated = date_told(sentence, meeting, limits, dates) or day_of_news(sentence, story, meeting, dates)
    dated = dated or (occasion_date(sentence, story) if meeting.told and not dates else None)
    places = meeting.places or places_told(sentence, meeting, limits[1])
    line = None if meeting.personal else _DATELINE.match(sentence.text)
    head = [d for d in dates if d.end <= sentence.start + line.end()] if line else []
    if head:
        where = place_at(sentence, sentence.start)
        dated = dated or lasting(sentence, head[0], dates)
        places = places or ((where,) if where else ())
    return dated, places


def _in_setting(
    sentence: Sentence,
    meeting: Occasion,
    setting: Setting,
    dates: Sequence[Dated],
    told: tuple[Dated | None, tuple[Place, ...]],
) -> tuple[Dated | None, tuple[Place, ...]]:
    """Day and place with those that hang by the meeting's clause; they tell more than a place in its name."""
    dated, places = told
    if not places or meeting.span.start <= places[0].span.start < meeting.span.end:
        places = places_of_setting(sentence, setting) or places
    return dated or date_in(sentence, setting, dates), places


def _at_hosts(sentence: Sentence, story: Story, holding: Sequence[Actor]) -> tuple[Place, ...]:
    """The state that hosts a meeting by itself, for its place."""
    if len(holding) != 1:
        return ()
    return tuple(
        Place(a.spans[0], words if a.sort == "capital" else a.values[0], words, a.values[0])
        for a in holding
        if (words := sentence.between(a.start, a.end))
        and re.fullmatch(r"[A-Z]{3}", a.values[0])
        and (a.sort == "capital" or (a.sort == "party" and _country(story, a)))
    )


def _counts(
    sentence: Sentence,
    meeting: Occasion,
    told: tuple[Dated | None, tuple[Place, ...], tuple[Actor, ...]],
    *,
    happened: bool,
) -> bool:
    """Whether a meeting is told, and not only named: by its day, its place, or the words that say that it was held."""
    dated, places, actors = told
    beside = [a for a in actors if a.end + len(", ") == meeting.span.start]
    if meeting.name == "meeting" and any(len(v) != CODE for a in beside for v in a.values):
        return False  # "the Council, meeting in Lima, adopted": what a body of one state decides
    if meeting.body and not is_convened(sentence, meeting.span):
        return False
    if dated and _lasts_for_years(dated):
        return False
    if not meeting.firm and not dated and not actors:
        return False
    if meeting.rule.startswith("visit") and not (dated or places) and len(values(actors)) < PAIR:
        return False  # "during my visit": whither, and when?
    near = sentence.between(max(sentence.start, meeting.span.start - 60), min(sentence.end, meeting.span.end + 60))
    took = _TOOK.search(near) is not None and bool(actors)
    if _MARGINS.search(sentence.between(sentence.start, meeting.span.start)) and not meeting.actors:
        return bool(dated or places)  # what was signed beside it tells nothing of it
    own = meeting.personal and _WITH_WHOM.match(sentence.text, meeting.spans[0].end - sentence.start)
    certain = own or NUMBERED.search(meeting.name)
    ahead = meeting.outlook == "planned" and meeting.rule.endswith("+active") and len(values(actors)) >= PAIR
    held = took or done_at(sentence, meeting) or (happened and certain is not None) or ahead
    return bool(dated or places or (meeting.firm and held and (actors or done_at(sentence, meeting))))


def _one_by_one(
    sentence: Sentence,
    meeting: Occasion,
    limits: tuple[int, int],
    dates: Sequence[Dated],
    told: tuple[Dated | None, tuple[Place, ...], tuple[Actor, ...]],
) -> Iterator[tuple[Occasion, tuple[Dated | None, tuple[Place, ...], tuple[Actor, ...]]]]:
    """The meeting; of a journey each stop, of a series each meeting, with its own day and place."""
    _, places, actors = told
    if stops := stops_in(sentence, _extent(sentence, meeting, limits), dates):
        for stop in stops:
            own = _at_stop(meeting, stop)
            yield own, (stop.dated, (stop.place,), _at_home(own, actors, stop, stops))
        return
    behind = [d for d in dates if meeting.span.end <= d.start < limits[1]]
    if "respectively" in sentence.text and len(places) > 1 and len(behind) == len(places) and not meeting.personal:
        for place, day in zip(places, behind, strict=True):
            yield meeting, (day, (place,), actors)
        return
    yield meeting, told


def _extent(sentence: Sentence, meeting: Occasion, limits: tuple[int, int]) -> Span:
    """Where the stops of a journey, or the days of a series of meetings, may stand."""
    return Span(min(meeting.span.start, meeting.spans[0].start), min(limits[1], sentence.end))


def _at_stop(meeting: Occasion, stop: Stop) -> Occasion:
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
