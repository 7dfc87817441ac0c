"""Encounters of people who act for states: visits, receptions, talks, gatherings; who met whom, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policyfacts.facts.actors import Actor, actors_in, collective
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.places import Place, place_at
from policyfacts.facts.visits import Encounter, sides_of, subject, travels, visits
from policyfacts.knowledge.searches import Search
from policyfacts.language.phrases import left_edge, own_start, tokens_of, with_ordinal, with_round
from policyfacts.records import Span

_RECEIVED = re.compile(r"\s(?:was|were)\s(?:received|welcomed|hosted)\sin\s(?=[A-Z])")
_CAME = re.compile(r"(?P<in>(?:(?:Received|Welcomed|Hosted|Visiting|Back)\s)?[Ii]n\s)(?=[A-Z])")
_AND_HOST = re.compile(r"\sand\s(?:his|her)\s(?:[\w-]+\s){0,2}(?:hosts?|counterparts?|colleagues?)\b")
_HOST = Search(r"\b(?:received|hosted|welcomed|greeted)\s(?:the\s|his\s|its\s)?(?=[A-Z])")
_MET = Search(
    r"\b(?:met(?: again)?(?: with)?|meets(?: with)?|(?:held|had) (?:\w+ )?(?:talks|an? (?:[\w-]+ )*(?:meeting|call|"
    r"phone call|conversation|video call)|(?:\w+ )?meetings|consultations) with|conferred with|"
    r"spoke (?:by (?:\w+ )?(?:phone|telephone|video) )?(?:with|to)|telephoned|phoned|sat down with)\s(?:the\s|his\s|"
    r"her\s|its\s)?"
)
_MEETING_WITH = Search(
    r"\b(?P<noun>(?:bilateral |summit |private |first |virtual )?(?:meeting|talks|phone call|"
    r"telephone conversation|conversation|call|summit))\s(?:with|between)\s(?:the\s|his\s|her\s)?"
)
_GATHER = Search(
    r"(?<!will\s)\b(?:(?:will|to|would|are to|were to)\s(?:gather|meet|convene|assemble)|gathered|"
    r"(?<!be\s)(?<!been\s)(?<!was\s)(?<!were\s)convened|"
    r"met|meeting)\s(?:again\s|for the \w+ time\s|once more\s|virtually\s|online\s|separately\s)?"
    r"(?:(?P<in>(?:on\s(?:\d{1,2}\s)?[A-Z]\w+(?:\s\d{1,2},?)?(?:\s\d{4})?,?\s)?(?:in|at)\s(?:the\s)?)(?=[A-Z])"
    r"|(?=(?:on|from)\s(?:\d|[A-Z]\w+\s\d)|in\s(?:early\s|late\s|mid-)?(?:[A-Z]\w+\s)?\d{4}|by\svideo))"
)
_LEADERS = Search(
    r"(?<![\w’'–-])(?P<who>(?:[Tt]he\s|[Bb]oth\s|[Aa]ll\s)?(?:(?:(?!(?:On|In|At|When|While|As|After|Before|"
    r"Where|And|The)\b)[A-Z][\w’–-]+|"
    r"two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\d+|foreign|finance|trade|prime|energy|"
    r"defen[cs]e|transport|"
    r"health|senior|high-level|respective|regional|deputy|vice|island|economic|agriculture|environment|climate|"
    r"mining)\s){0,4}?(?:[Ll]eaders|"
    r"[Pp]residents|[Pp]remiers|[Mm]inisters|"
    r"monarchs|sides|envoys|[Oo]fficials|chancellors|(?<=two\s)countries|(?<=two\s)governments|negotiators|diplomats|"
    r"[Hh]eads of (?:state|government)(?: and government)?|heads|[Dd]elegations|governors|"
    r"[Rr]epresentatives|creditors|donors)\b(?:(?!,\s(?:which|who|when)).)*?),?\s(?:(?:had|have|first|last|again)\s)*$"
)
_BODY_MET = Search(
    r"(?P<body>(?P<noun>[Cc]ouncil|[Cc]ommission|[Cc]ommittee|[Ww]orking [Gg]roup|[Tt]ask [Ff]orce|Assembly|Board|"
    r"[Pp]latform)(?:\s(?:of|on|for|between)\s(?:the\s)?[A-Z][^,;()]{2,70}?)?)"
    r"(?:\s\([A-Z]+\))?(?:\s|(?=,?\sat\sits\s))(?:last\s|first\s|again\s|also\s|then\s)?"
    r"(?P<verb>(?:met|convened|took place|was held)(?=\s(?:in|on|at|for|again)\b)|"
    r"held its (?P<nth>\w+) (?P<what>meeting|session|summit)|"
    r",?\sat\sits\s(?P<at>(?:[\w-]+\s){1,3}?)(?P<its>meeting|session|summit)\b)"
)
_IN_BEFORE = re.compile(r"\b[Ii]n\s(?:the\s)?$")
_JOINED = re.compile(r",?\sand\s(?:(?:the\s|his\s|her\s)(?:[\w-]+,?\s){0,2})?")
_JOINT_WITH = re.compile(
    r"\s(?:had\s)?(?:agreed|signed|announced|declared|concluded|adopted|discussed|sealed|inaugurated|"
    r"opened)\s(?:[\w-]+\s){0,3}with\s(?:the\s)?"
)
_JOINT_ACT = re.compile(
    r"(?:,?\s(?:[^,;]{0,50},)?)?\s?(?:jointly\s|then\s|also\s|had\s)?(?:agreed|signed|announced|declared|"
    r"concluded|adopted|issued|"
    r"witnessed|opened|inaugurated|launched|released|proclaimed|discussed)\b"
)


def encounters(sentence: Sentence, story: Story) -> list[Encounter]:
    """Every visit and encounter that ``sentence`` tells, in order."""
    actors = actors_in(sentence, story)
    found = [
        *visits(sentence, story, actors),
        *travels(sentence, actors),
        *_receptions(sentence, actors),
        *_received(sentence, actors),
        *_preposed(sentence, actors),
        *_meetings(sentence, actors),
        *_gatherings(sentence, story),
        *_joint_acts(sentence, actors),
        *_bodies(sentence),
    ]
    kept: list[Encounter] = []
    for encounter in sorted(found, key=lambda e: e.span):
        if not any(e.span.start < encounter.span.end and encounter.span.start < e.span.end for e in kept):
            kept.append(encounter)
    return kept


def _gatherings(sentence: Sentence, story: Story) -> Iterator[Encounter]:
    """ "The heads of state of X will gather in Lima", "the ministers of A and B, meeting in Rome"."""
    for match in _GATHER.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        subject = _LEADERS.search(sentence.between(sentence.start, start))
        place = place_at(sentence, sentence.start + match.end("in")) if match["in"] else None
        if subject is None or (match["in"] and place is None):
            continue
        begin = sentence.start + subject.start("who")
        who = re.sub(r"\s+", " ", sentence.between(begin, sentence.start + subject.end("who"))).strip(" ,")
        who = re.sub(r"^[A-Z](?=[a-z]+\b)(?!\w+ [A-Z])", lambda m: m[0].lower(), who)
        sides = tuple(a for a in actors_in(sentence, story) if begin <= a.start and a.end <= start)
        if not sides and (both := collective(sentence, story, Span(begin - 4, start))):
            sides = (both,)
        noun = "gathering" if "gather" in match[0] else "meeting"
        proof = Span(begin, sentence.start + subject.end("who"))
        places = (place,) if place else ()
        verb = Span(start, sentence.start + match.start("in") if match["in"] else end)
        yield Encounter(verb, f"{noun} of {who}", sides, places, "gathering", (proof, verb))


def _bodies(sentence: Sentence) -> Iterator[Encounter]:
    """ "The Joint Commission met in Lima", "the Council held its third session": a body that comes together."""
    text = sentence.text
    for match in _BODY_MET.finditer(text):
        start = left_edge(text, tokens_of(text), match.start("noun"), 0, named=match["noun"][0].isupper())
        start = own_start(text, start, match.start("noun"))
        if with_round(text, start) < start:
            continue  # "the fourth round of the Dialogue" is found by its name
        start = with_ordinal(text, start)
        who = re.sub(r"\s+", " ", text[start : match.end("body")])
        if " " not in who and "-" not in who and "–" not in who:
            continue
        body = Span(sentence.start + start, sentence.start + match.end("body"))
        verb = Span(sentence.start + match.start("verb"), sentence.start + match.end("verb"))
        kind = f"{match['nth']} {match['what']}" if match["nth"] else "meeting"
        kind = f"{match['at']}{match['its']}" if match["at"] else kind
        name = who if match["verb"].startswith(("took", "was")) else f"{kind} of the {who}"
        states = [m for m in sentence.of("country", "bloc") if body.start <= m.start < body.end]
        sides = tuple(Actor(m.start, m.end, (str(m.value),), (m.span,)) for m in states)
        yield Encounter(Span(body.start, verb.end), name, sides, (), "body", (body, verb))


def _receptions(sentence: Sentence, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "X received President Y"."""
    for match in _HOST.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        host = next((a for a in reversed(actors) if a.end <= start and start - a.end < 40), None)
        guest = next((a for a in actors if a.start >= end and a.start - end < 12), None)
        if host is None or guest is None or guest.sort != "person" or set(host.values) == set(guest.values):
            continue
        who = guest.name or sentence.between(guest.start, guest.end)
        by = host.name or sentence.between(host.start, host.end)
        yield Encounter(
            Span(start, guest.end),
            f"reception of {who} by {by}",
            (host, guest),
            (),
            "reception",
            (host.spans[0], Span(start, end), guest.spans[0]),
        )


def _received(sentence: Sentence, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "President Y was received in Lima"."""
    for guest in actors:
        match = _RECEIVED.match(sentence.text, guest.end - sentence.start)
        place = place_at(sentence, sentence.start + match.end()) if match else None
        if match is None or place is None or guest.sort != "person":
            continue
        who = guest.name or sentence.between(guest.start, guest.end)
        spans = (guest.spans[0], Span(guest.end + 1, sentence.start + match.end()), place.span)
        name = f"reception of {who} in {place.words}"
        yield Encounter(Span(guest.end, place.span.end), name, sides_of(guest, (place,)), (place,), "reception", spans)


def _preposed(sentence: Sentence, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "Received in Lima on 3 May, President Y ...", "In Lima on 3 May, President Y and his Peruvian host ..."."""
    match = _CAME.match(sentence.text)
    place = place_at(sentence, sentence.start + match.end("in")) if match else None
    if match is None or place is None or not place.country:
        return
    guest = next((a for a in actors if 0 <= a.start - place.span.end < 45), None)
    if guest is None or guest.sort != "person" or place.country in guest.values:
        return
    if match["in"].lower() == "in " and not _AND_HOST.match(sentence.text, guest.end - sentence.start):
        return
    who = guest.name or sentence.between(guest.start, guest.end)
    span = Span(sentence.start, place.span.end)
    spans = (guest.spans[0], span)
    yield Encounter(span, f"{who} visit to {place.words}", sides_of(guest, (place,)), (place,), "visit", spans)


def _meetings(sentence: Sentence, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "X met Y", "at a meeting with Y, X said"; the leaders of A and B, meeting in C."""
    for match in _MET.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        one = next((a for a in reversed(actors) if a.end <= start and start - a.end < 50), None)
        other = next((a for a in actors if a.start >= end and a.start - end < 25), None)
        if one and other and "person" in {one.sort, other.sort}:
            yield _pair(sentence, Span(start, end), (one, other), "met")
    for match in _MEETING_WITH.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        other = next((a for a in actors if a.start >= end and a.start - end < 12), None)
        if other is None or other.sort != "person":
            continue
        if "between" in match[0]:
            one = next((a for a in actors if a.start >= other.end and a.start - other.end < 25), None)
        else:
            one = subject(actors, start, other.end)
        if one and set(one.values) != set(other.values) and (one.sort == "person" or "between" in match[0]):
            first, second = (other, one) if "between" in match[0] else (one, other)
            yield _pair(sentence, Span(start, end), (first, second), "meeting-with")


def _joint_acts(sentence: Sentence, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """Two people who do one thing at one place on one day: "On 3 May 2019, in Rome, X and Y agreed"."""
    people = [a for a in actors if a.sort == "person"]
    days = [d for d in sentence.of("date") if len(str(d.value)) == 10]
    places = [m for m in sentence.of("capital") if _IN_BEFORE.search(sentence.between(sentence.start, m.start))]
    if len(days) != 1 or len(places) != 1:
        return
    for one, other in pairwise(people):
        gap = sentence.between(one.end, other.start)
        acts = _JOINT_ACT.match(sentence.between(other.end, sentence.end)) or _JOINT_WITH.fullmatch(gap)
        if acts and (_JOINED.fullmatch(gap) or _JOINT_WITH.fullmatch(gap)) and set(one.values) != set(other.values):
            place = Place(places[0].span, places[0].text, places[0].text, str(places[0].value))
            told = _pair(sentence, Span(one.start, other.end), (one, other), "joint-act")
            yield replace(told, places=(place,), span=Span(one.start, other.end))
            return


def _pair(sentence: Sentence, cue: Span, pair: tuple[Actor, Actor], rule: str) -> Encounter:
    one, other = (a.name or sentence.between(a.start, a.end) for a in pair)
    spans = (pair[0].spans[0], cue, pair[1].spans[0])
    noun = "talks between" if "talks" in sentence.between(*cue) and rule == "meeting-with" else "meeting of"
    name = f"{noun} {one} and {other}" if noun.endswith("between") else f"{noun} {one} with {other}"
    return Encounter(Span(cue.start, max(cue.end, pair[1].end)), name, pair, (), rule, spans)
