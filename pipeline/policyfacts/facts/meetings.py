"""Meetings told in prose: summits, forums, conferences, sessions, visits, calls; when, where, who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.actors import Actor, Cast, actors_in, antecedents, casts_in, joined, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of, issued
from policyfacts.facts.held import done_at, outcome
from policyfacts.facts.occasiondates import lasting, of_occasions
from policyfacts.facts.occasions import Occasion, occasions
from policyfacts.facts.places import Place, place_at
from policyfacts.records import Certainty, Fact, Slot

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
_HOSTED_THERE = re.compile(
    r",\swhich\s(?:the\s)?[A-Z][\w’' -]{2,40}?\s(?:hosted|hosts|will\shost|is\sto\shost|is\shosting)\b"
)
_IN = re.compile(r"(?:\s(?:in|at)\s(?:the\s)?(?:(?:\w+\s)?city\sof\s)?|\s\(|,\s)(?=[A-ZÀ-Þ])")
_SHORT_FORM = re.compile(r"[A-Z][\w-]*[A-Z\d](?:\s?\d+)?\)")
# What a brief or a chronicle puts before a meeting: "Astana, 17 June 2025: the second summit".
_DATELINE = re.compile(r"(?P<place>[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?),\s[^:;.]{4,30}:\s")
_GAP_BAR = re.compile(
    r"\b(?:that|which|who|said|announced|pledged|signed|noted|proposed|adopted|agreed|offered|"
    r"(?-i:to\s(?!be\b)[a-z]\w*)|"
    r"and|as|by|with|for)\b",
    re.IGNORECASE,
)
_HOSTED = re.compile(
    r"\b(?:host(?:ed|s|ing)?|organi[sz]ed|co-?hosted|co-organi[sz]ed|convened|held)\s(?:(?:the|a|an|its|"
    r"their)\s)?(?:\w+\s){0,2}$"
)
_TOOK = re.compile(
    r"\b(?:held|took place|hosted|convened|met|opened|ended|closed|over|drew to a close|taking place|gathered|"
    r"attended|attending|"
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
_WITH = re.compile(
    r"(?:between|with|of|by|among|attended by|gathered|brought together)\s(?:the\s)?(?:\w+\s(?:of\s(?:the\s)?)?){0,3}$",
    re.IGNORECASE,
)
_PLACED_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Aa]t)\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?:,?\s(?:at|during|for|where)\s)(?:the\s|a\s|"
    r"an\s|its\s|his\s|her\s)?(?:\w+\s)?$"
)
# A stop inside a sentence ends a clause, except in "U.S. " and "D.C. ".
_BREAK = re.compile(r"[;:]|(?<![A-Z])\.\s")
_OPENED_IN = re.compile(r"In\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?:,?\son\s(?:\d|[A-Z])|,\s)")
# Bodies of two states, which are no party of their own.
_JOINT_BODY = re.compile(
    r"\b(?:Joint|Bi-?[Nn]ational|[Bb]ilateral|[Ii]nter-?[Gg]overnmental|Mixed|Permanent\sMixed|"
    r"High[- ][Ll]evel|Strategic\sPlanning)\s"
    r"(?:[A-Z][\w’-]*\s){0,4}?(?:Commission|Committee|Group|Council|Board)\b"
)
_CAPITAL_OR_NUMBER = re.compile(r"[A-ZÀ-Þ\d]")
_CODE = len("CHN")
_PAIR = 2
# Kinds of meeting between sides: where the paper names one side, the other is the one that the paper is about.
_SIDED = frozenset({"summit", "meeting", "call"})


def meetings(story: Story) -> Iterator[Fact]:
    """Every meeting that the paper's prose states, in order."""
    memory: list[Occasion] = []
    section: tuple[str, ...] | None = None
    travels: list[Occasion] = []
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        if sentence.passage.section != section:
            memory, section, travels = memory[-1:], sentence.passage.section, []
        found = [o for o in occasions(sentence, story, memory) if not _again(o, travels)]
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


def _facts(
    sentence: Sentence, story: Story, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]
) -> Iterator[Fact]:
    dated = _date(sentence, meeting, limits, dates) or _of_news(sentence, story, meeting, dates)
    places = meeting.places or _places(sentence, meeting, limits[1])
    if (line := _DATELINE.match(sentence.text)) and not meeting.personal:
        head = [d for d in dates if d.end <= sentence.start + line.end()]
        where = place_at(sentence, sentence.start) if head else None
        dated = dated or lasting(sentence, head[0], dates) if head else dated
        places = places or ((where,) if where else ())
    hosts = _hosts(sentence, story, meeting)
    if len(hosts) == 1 and not places:
        places = tuple(
            Place(a.spans[0], a.values[0], sentence.between(a.start, a.end), a.values[0])
            for a in hosts
            if a.sort == "party" and re.fullmatch(r"[A-Z]{3}", a.values[0]) and _country(story, a)
        )
    actors = _participants(sentence, story, meeting, hosts)
    near = sentence.between(max(sentence.start, meeting.span.start - 60), min(sentence.end, meeting.span.end + 60))
    if meeting.body and not _CONVENED.search(_marked(sentence, meeting)):
        return
    if dated and _lasts_for_years(dated):
        return
    told = meeting.firm and ((_TOOK.search(near) and actors) or done_at(sentence, meeting))
    if not dated and not places and not told:
        return
    if not meeting.firm and not dated and not actors:
        return
    behind = [d for d in dates if meeting.span.end <= d.start < limits[1]]
    if "respectively" in sentence.text and len(places) > 1 and len(behind) == len(places) and not meeting.personal:
        for place, own in zip(places, behind, strict=True):
            yield _fact(sentence, story, meeting, limits, (own, (place,), actors))
        return
    yield _fact(sentence, story, meeting, limits, (dated, places, actors))


def _fact(
    sentence: Sentence,
    story: Story,
    meeting: Occasion,
    limits: tuple[int, int],
    told: tuple[Dated | None, tuple[Place, ...], tuple[Actor, ...]],
) -> Fact:
    dated, places, actors = told
    slots = {"name": Slot(meeting.name, meeting.spans)}
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


def joint_body(actor: Actor) -> bool:
    """Whether ``actor`` is a body of two states ("the Joint Commission"): they meet in it."""
    return actor.sort == "company" and _JOINT_BODY.search(actor.values[0]) is not None


def _country(story: Story, actor: Actor) -> bool:
    return any(m.label == "country" for m in story.mentions_in(actor.start, actor.end))


def _date(sentence: Sentence, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated]) -> Dated | None:
    """The date beside the meeting: behind it in its clause, right before it ("the 2025 ..."), or opening the clause."""
    if meeting.date:
        return meeting.date
    if meeting.clause and (own := _of_clause(meeting, dates)):
        return lasting(sentence, own, dates)
    return _at_once(sentence, meeting, dates) or _beside(sentence, meeting, limits, dates)


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
    item = story.item(sentence)
    if item is None or dates or not meeting.told or sentence.start - item.dateline.end > _OPENING:
        return None
    return issued(sentence, story)


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


def _hosts(sentence: Sentence, story: Story, meeting: Occasion) -> tuple[Actor, ...]:
    """Who hosts or holds it, where the verb stands before the meeting."""
    match = _HOSTED.search(sentence.between(sentence.start, meeting.span.start))
    if match is None or meeting.personal:
        return ()
    casts = [c for c in casts_in(sentence, story) if c.end <= sentence.start + match.start()]
    return casts[-1].actors if casts and sentence.start + match.start() - casts[-1].end < 40 else ()


def _participants(sentence: Sentence, story: Story, meeting: Occasion, hosts: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those in the meeting's name; those joined to it by "of" or "between"; those who act at it."""
    found: list[Actor] = [*meeting.actors]
    if meeting.personal or meeting.rule == "session":
        return tuple(found)
    casts = casts_in(sentence, story)
    for cast in casts:
        if cast.start >= meeting.span.end:
            gap = sentence.between(meeting.span.end, cast.start)
            if len(gap) < 40 and _WITH.search(gap) and not re.search(r"[;:]|\bin\b", gap):
                found.extend(cast.actors)
            break
    found.extend(a for a in hosts if a not in found)
    found = [a for a in found if not joint_body(a)]
    if len(_values(found)) < _PAIR and (pair := _of_joint_body(sentence, story, meeting)):
        return pair
    if len(_values(found)) < _PAIR and (pair := _all_told(sentence, story, meeting)):
        return pair
    if len(_values(found)) < _PAIR:
        acting = (a for a in _acting(sentence, meeting, casts) if not joint_body(a))
        found.extend(a for a in acting if not set(a.values) & _values(found))
    if len(_values(found)) == 1 and meeting.rule in _SIDED and not (meeting.actors and meeting.firm):
        found.extend(_other_side(sentence, story, meeting, _values(found)))
    return tuple(dict.fromkeys(found))


def _of_joint_body(sentence: Sentence, story: Story, meeting: Occasion) -> tuple[Actor, ...]:
    """The two states whose joint body met: those named last together before it."""
    if _JOINT_BODY.search(meeting.name) is None:
        return ()
    return tuple(antecedents(sentence, story, meeting.span.start, _PAIR))


def _all_told(sentence: Sentence, story: Story, meeting: Occasion) -> tuple[Actor, ...]:
    """Everybody of a sentence on a meeting of states without a name: "Peru and Chile agreed at a summit"."""
    if meeting.rule not in _SIDED or meeting.actors or _CAPITAL_OR_NUMBER.search(meeting.name):
        return ()
    begin = sentence.start + sentence.between(sentence.start, meeting.span.start).rfind(";") + 1
    told = (a for a in actors_in(sentence, story) if a.start >= begin and a.sort in {"party", "person", "group"})
    acting = [a for a in told if not _at(sentence, a)]
    states = all(len(v) == _CODE and v.isupper() for v in _values(acting))
    return tuple(acting) if states and len(_values(acting)) == _PAIR else ()


def _at(sentence: Sentence, actor: Actor) -> bool:
    return (
        re.search(r"\b(?:in|at|near|from|on|about|over)\s(?:the\s)?$", sentence.between(sentence.start, actor.start))
        is not None
    )


def _values(found: Sequence[Actor]) -> set[str]:
    return {value for actor in found for value in actor.values}


def _acting(sentence: Sentence, meeting: Occasion, casts: Sequence[Cast]) -> Iterator[Actor]:
    """Who does something at the meeting: the subject of the sentence's main clause."""
    after = [c for c in casts if c.start >= meeting.span.end and not placed(sentence, c)]
    opening = re.match(r"(?:[^,;]{0,60},\s)?(?:[Aa]t|[Dd]uring|[Ii]n|[Oo]n|[Ff]or|[Ww]hen|[Aa]fter)\b", sentence.text)
    before = [c for c in casts if c.end <= meeting.span.start and not placed(sentence, c)]
    if opening and after:
        yield from after[0].actors
    elif before and meeting.span.start - before[-1].end < 120:
        yield from before[-1].actors


def _other_side(sentence: Sentence, story: Story, meeting: Occasion, known: set[str]) -> Iterator[Actor]:
    """The state or bloc that the paper is about, where the paragraph names it."""
    if story.lead in known or (any(len(v) != 3 or not v.isupper() for v in known) and meeting.actors):
        return
    for mention in story.mentions_in(sentence.passage.start, sentence.passage.end):
        if mention.label in {"country", "bloc"} and mention.value == story.lead:
            yield Actor(mention.start, mention.end, (story.lead,), (mention.span,))
            return
