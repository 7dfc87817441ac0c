"""The meetings that a sentence speaks of: by name, by description, by who met, or by number ("the second")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.actors import Actor, actors_in
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated
from policyfacts.facts.encounters import encounters
from policyfacts.facts.meetingrecords import outlook
from policyfacts.facts.nomeetings import counted_too, no_occasion, of_nobody, titled
from policyfacts.facts.places import Place
from policyfacts.facts.sessions import counted, overlaps, sessions
from policyfacts.facts.standing import standing_met
from policyfacts.language.meetingnames import find_meetings
from policyfacts.language.titles import Title
from policyfacts.records import Span

_PLURAL_OK = re.compile(r"\b(?:talks|consultations|discussions|meetings of)\b", re.IGNORECASE)
# Bodies that are named like meetings: named alone, no meeting took place.
_BODY = re.compile(r"\b(?:Assembly|Congress|Dialogue|Council)$")
# Of these it is told already that they met.
_STANDING = frozenset({"session", "series"})
_BODY_FOR = re.compile(
    r"(?!.*\b(?:Sessions?\b|Meetings?\b|(?:Forum|Summit|Conference|Symposium)\sof\b))"
    r"(?:\d+(?:st|nd|rd|th)\s|[A-Z][\w’. -]*)*?"
    r"(?:Assembly|Congress|Council|Parliament)(?:\s(?:on|for|of)\b|$)"
    r"|Conference\sof\sthe\s(?:States\s)?Parties"
)
_NOT_A_MEETING = re.compile(
    r"(?:\s\([A-Z\d-]+\))?[\s-](?:nations|countries|(?:member|participating|partner)\sstates?|partners|mechanisms?|channels?|platforms?|series|process|declaration|communiqu|statement|secretariat|participants|"
    r"meetings?|members?|room|framework|"
    r"clauses?|provisions?|obligations?|procedures?|requirements?|arrangements?|rights|duties|rooms|halls?|cent(?:re|er)s?|agendas?|minutes)\b",
    re.IGNORECASE,
)
# "the tenth anniversary of the Forum", "a summit held every three years": no one meeting.
_MENTIONED = re.compile(
    r"\b(?:anniversary|history|website|regulations?|statutes?|rules|membership)\s(?:of|for)\s(?:the\s)?"
    r"(?:(?:\w+\s){0,2}(?:of|for)\s(?:the\s)?)?(?:\w+\s)?$",
    re.IGNORECASE,
)
# "pledged closer consultations": no meeting yet.
_WISHED = re.compile(
    r"\b(?:pledg|promis|urg|recommend|favou?r|demand)(?:e|ed|es|s|ing)?\s"
    r"(?:(?!(?:at|in|on|during|after)\b)[a-z-]+\s){0,2}$|\bcall(?:ed|s|ing)?\sfor\s(?:\w+\s){0,2}$"
)
_RECURS = re.compile(r"\s(?:(?:is|was|being)\s)?(?:held|convened|meeting|takes? place)\s(?:every|each|annually|once)\b")
# "Three summits have been held so far: in Lima in 2017, in Quito in 2019": a meeting for each stop.
_STOPS = re.compile(r"[^.;:]{0,60}:\s(?:\w+,?\s)?(?:in|at|on)\s(?:the\s)?[A-ZÀ-Þ\d]")
# Talks are negotiations, unless they are said to have been held.
_TALKS_HELD = re.compile(
    r"\b(?:held|resumed|opened|concluded|hosted|had|convened|completed|attended|after|during|at)\s(?:\w+\s){0,3}⟨⟩"
    r"|⟨⟩(?![^;.]*?\b(?:would|could|might|may|should)\s(?:\w+\s)?be\b)"
    r"[^;.]*?\b(?:held|took place|hosted|opened|resumed|convened)\b"
)
# What makes "the summit" one certain meeting although nothing says which: its day, its place, its being held.
_SET = re.compile(
    r"(?:\s(?:themed|titled|entitled|called|(?:on|under)\sthe\stheme(?:\sof)?),?\s[“\"][^”\"]*[”\"])?,?\s(?:held|planned|scheduled|convened|of\s(?:\d|[A-Z])|in\s[A-Z]|on\s\d|(?:is|are|was|were)\s(?:due|"
    r"scheduled|planned|expected|set)\b|"
    r"(?:was|were|is|are|will be|is to be|to be)\s(?:also\s)?(?:held|hosted|convened|opened|cancell?ed|postponed))"
)
# Alone in a meeting's name a continent tells where it belongs, not who met.
_CONTINENTS = frozenset({"Africa", "LAC", "Caribbean", "South America", "Central America"})
# "the Pledging Event for Peru": whom it helps.
_FOR_WHOM = re.compile(r"\bfor\s(?:the\s)?$")
_ABOUT_WHOM = re.compile(r"\b(?:on|about)\s(?:the\s)?$")
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)
_PAIR = 2
_PRONOUNS = frozenset({"it", "this", "which"})
_MORE = re.compile(
    rf"(?:{_ORDINALS}|follow-up|next|last|previous|similar|further|new|fresh|another|subsequent|return)\b"
)
_SERIAL = re.compile(
    rf"(?:{_ORDINALS}|\d+(?:st|nd|rd|th)|[a-z]+teenth|[a-z]+ieth|next|last|latest|inaugural)\s"
    r"(?:virtual\s|annual\s|regular\s|ministerial\s|plenary\s|ordinary\s)*"
    r"(?:meeting|session|gathering|ministerial|edition|summit|plenary|retreat|sitting|round|conference)"
)
# So near before its own gathering a forum is named for that alone: "the Forum, whose third gathering".
_OWNS = len(", whose ")
_NUMBERED = re.compile(
    rf"(?<!for )\b(?:[Tt]he|[Aa])\s(?P<nth>(?i:{_ORDINALS})|latest|last)"
    r"(?:\sone(?=,?\s(?:on\s\d|in\s[A-Z]|followed\b|held\b|took\splace)))?"
    r"(?=\s\([A-Z\d]|,\swhich\s(?:was|had|took|met|is)\b|"
    rf",?\s(?:planned|scheduled|held)\b|,?\s(?:was|were|is|will be|took place|met|"
    rf"in\s[A-Z]|on\s\d+|at\s[A-Z]|by video|followed)\b|,?\sin\s[A-Z]"
    r"|,\s[^,;.]{3,60},\s(?:was|were|took place|met|is)\b)"
)
# A place that opens a description: "the Lima summit", "the Bali G20 summit".
_PLACE_FIRST = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?:[\s-](?:el-)?[A-ZÀ-Þ][\w’'-]+)?)\s(?:[A-Z]+\d*\s)?(?:summit|conference|"
    r"meeting|talks|forum|session)$"
)
# "the Financing for Development conference": part of a longer name.
_LED = re.compile(r"[A-Z][\w’-]*\s(?:for|of|on|and|in)\s(?:the\s)?$")
_NO_PLACE = re.compile(
    r"(?:Ministerial|Annual|Special|First|Second|Third|Joint|World|International|Global|Regional|Leaders|"
    r"Foreign|Virtual|"
    r"Commonwealth|Nordic|Trilateral|Bilateral|State|Party|Cabinet|Board|Council|Forum|Bank|Fund|Commission|"
    r"[A-Z]+\d*)\b(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting in a sentence: its name, the words that prove it, who and where as far as these words tell.

    ``clause`` is what hangs by an encounter's predicate, ``date`` the day that is told with a session. ``personal`` for
    visits and encounters of people; ``firm`` where the name alone says that it is one certain meeting,
    ``body`` where it is that of a body which may have met or not; ``told`` where a predicate says that it took place,
    ``outlook`` whether that makes it "held", "planned", "cancelled" or "moved"; ``verb`` the verb that an encounter's
    noun hangs by.
    """

    span: Span
    name: str
    spans: tuple[Span, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    rule: str
    firm: bool
    personal: bool = False
    clause: Span | None = None
    date: Dated | None = None
    body: bool = False
    told: bool = False
    outlook: str = ""
    verb: Span | None = None


def occasions(sentence: Sentence, story: Story, memory: list[Occasion]) -> list[Occasion]:
    """Every meeting in ``sentence``, in order. ``memory`` holds those named before in the section, latest last."""
    numbering, numbered = sessions(sentence, story), counted(sentence)
    titles = find_meetings(sentence.text)
    titles = (*titles, *standing_met(sentence, titles))
    met = [
        Occasion(
            e.span,
            e.name,
            e.proofs,
            e.actors,
            e.places,
            e.rule,
            firm=True,
            personal=True,
            clause=e.frame.clause,
            told=not e.frame.mood and e.frame.tense in {"past", "present"},
            outlook=outlook(e.frame),
            verb=e.frame.verb,
        )
        for e in encounters(sentence, story)
        if not (counted_too(e, numbering) or of_nobody(e, numbered) or titled(sentence, e, titles))
    ]
    met += [
        Occasion(s.whole, s.name, (s.span, *s.body.spans), (s.body,), s.places, "session", firm=True, date=s.date)
        for s in numbering
    ]
    found: list[Occasion] = [*met]
    memory += [m for m in met if m.personal and not m.rule.startswith("visit")]
    for title in titles:
        span = Span(sentence.start + title.start, sentence.start + title.end)
        bodies = [s for m in met if m.rule == "session" for s in m.spans[1:]]
        if overlaps(span, [*(m.span for m in met), *bodies]) or _cited(story, span):
            continue
        told = _told(sentence, story, title, span)
        if overlaps(span, numbered) and not title.named and _owned(sentence, told, memory) is told:
            continue
        means = _counts(sentence, story, title, span)
        if means:
            whole = _owned(sentence, _carried(sentence, told, title, memory), memory)
            found = [f for f in found if whole.name == told.name or f.span.end + _OWNS < told.span.start or f.personal]
            found.append(whole)
        own = means and not title.bare and title.kind == "conference" and not _SERIAL.fullmatch(told.name)
        if title.named or told.actors or told.places or own:
            memory.append(told)
    found.extend(_it(sentence, story, memory))
    found.extend(
        n
        for n in _numbered(sentence, memory)
        if not any(n.span.start < f.span.end and f.span.start < n.span.end for f in found)
    )
    return sorted(found, key=lambda m: m.span)


def _cited(story: Story, span: Span) -> bool:
    return any(c.start < span.end and span.start < c.end for c in story.paper.citations)


def _counts(sentence: Sentence, story: Story, title: Title, span: Span) -> bool:
    """Whether a title means one meeting: no plural talk, no bare "the meeting", no "forum mechanisms"."""
    if no_occasion(sentence, title, span):
        return False
    behind = sentence.between(span.end, sentence.end)
    if title.count is not None and not (_STOPS.match(behind) and len(sentence.of("date")) >= title.count):
        return False
    if _MENTIONED.search(sentence.between(sentence.start, span.start)):
        return False
    if not title.named and _WISHED.search(sentence.between(sentence.start, span.start)):
        return False
    if title.plural is False and _RECURS.match(sentence.between(span.end, sentence.end)):
        return False
    if title.text.lower().startswith("talks") and not _TALKS_HELD.search(_around(sentence, span)):
        return False
    if (
        title.plural
        and title.count is None
        and not (title.named and not title.text.endswith("ums"))
        and not _PLURAL_OK.search(title.text)
    ):
        return False
    certain = title.opener in {"a", "an"} or _SET.match(sentence.between(span.end, sentence.end)) is not None
    if (title.bare and not certain and not _held_by_frame(sentence, story, span)) or title.opener in {
        "no",
        "any",
        "every",
        "each",
    }:
        return False
    return _NOT_A_MEETING.match(sentence.between(span.end, sentence.end)) is None


def _held_by_frame(sentence: Sentence, story: Story, span: Span) -> bool:
    """Whether a clause with a day says that the meeting was held: "the conference which Peru staged on 3 May"."""
    for frame in story.frames(sentence, "meetings"):
        told = any(a.start < span.end and span.start < a.end for a in frame.of("occasion") if not a.inherited)
        if frame.sense == "hold" and told and not frame.negated and frame.tense == "past" and not frame.mood:
            return any(frame.clause.start <= d.start < frame.clause.end for d in sentence.of("date"))
    return False


def _around(sentence: Sentence, span: Span) -> str:
    return f"{sentence.between(span.start - 40, span.start)}⟨⟩{sentence.between(span.end, span.end + 40)}"


def _told(sentence: Sentence, story: Story, title: Title, span: Span) -> Occasion:
    inside = tuple(
        a
        for a in _within(actors_in(sentence, story), sentence, span)
        if span.start <= a.start < span.end and a.sort in {"party", "group", "person"}
    )
    places: tuple[Place, ...] = ()
    led = _LED.search(sentence.between(sentence.start, span.start))
    if not (title.named or led) and (match := _PLACE_FIRST.match(title.text)) and not _NO_PLACE.match(match["place"]):
        start = span.start + sentence.between(span.start, span.end).find(match["place"])
        place = Span(start, start + len(match["place"]))
        known = [
            m
            for m in sentence.of("country", "bloc", "organisation", "capital")
            if m.start < place.end and place.start < m.end
        ]
        if not known or known[0].label == "capital":
            country = str(known[0].value) if known else ""
            places = (Place(place, match["place"], match["place"], country),)
            inside = tuple(a for a in inside if a.start >= place.end or a.end <= place.start)
    inside = tuple(a for a in inside if not _dealt_with(sentence, span, a, inside))
    if len(inside) == 1 and inside[0].values[0] in _CONTINENTS:
        inside = ()
    firm = bool(title.named or inside) and (title.kind in _STANDING or _BODY.search(title.text) is None)
    body = title.kind not in _STANDING and _BODY_FOR.match(title.text) is not None
    return Occasion(span, title.text, (span,), inside, places, title.kind, firm, body=body)


def _dealt_with(sentence: Sentence, span: Span, actor: Actor, inside: Sequence[Actor]) -> bool:
    """Whether a name ends with whom the meeting is for, or about where two others are told who meet."""
    before = sentence.between(span.start, actor.start)
    about = len(inside) > _PAIR and _ABOUT_WHOM.search(before) is not None
    return actor.end == span.end and (about or _FOR_WHOM.search(before) is not None)


def _within(actors: Sequence[Actor], sentence: Sentence, span: Span) -> Iterator[Actor]:
    """The actors; for one that is the meeting itself ("the Forum on ..."), the states and blocs in its name."""
    for actor in actors:
        if actor.start - span.start < 8 and span.end <= actor.end and actor.sort in {"party", "company"}:
            for mention in sentence.of("country", "bloc"):
                if actor.start < mention.start < actor.end or (
                    actor.start == mention.start and mention.end < actor.end
                ):
                    yield Actor(mention.start, mention.end, (str(mention.value),), (mention.span,))
        else:
            yield actor


def _it(sentence: Sentence, story: Story, memory: Sequence[Occasion]) -> Iterator[Occasion]:
    """ "It was held in Lima": the meeting named last, where its own clause tells a day or a place of it."""
    last = next((m for m in reversed(memory) if not m.personal), None)
    for frame in story.frames(sentence, "meetings") if last else ():
        own = (a for a in frame.of("subject", "object") if a.marker in {"subject", "object"} and not a.inherited)
        it = next(own, None)
        words = sentence.between(it.start, it.end).lower() if it else ""
        if last is None or frame.sense != "hold" or words not in _PRONOUNS or frame.negated:
            continue
        span = Span(frame.start, frame.end)
        if it is not None and last.span.end <= it.start:
            spans = (span, it.span, *last.spans)
            yield replace(last, span=span, spans=spans, places=(), outlook=outlook(frame), date=None, verb=None)


def _carried(sentence: Sentence, told: Occasion, title: Title, memory: Sequence[Occasion]) -> Occasion:
    """A description that names nobody ("a second summit") with those of the last meeting of its kind before it."""
    before = sentence.between(sentence.start, told.span.start)
    more = _MORE.match(title.text) or re.search(rf"{_MORE.pattern}\s$", before)
    if told.actors or title.named or not more:
        return told
    last = next((m for m in reversed(memory) if (m.rule == told.rule or m.personal) and m.actors), None)
    return replace(told, actors=last.actors) if last else told


def _owned(sentence: Sentence, told: Occasion, memory: Sequence[Occasion]) -> Occasion:
    """One of a series by its owner's name: "the Lima Forum, whose third gathering", "its second ministerial"."""
    owner = next((m for m in reversed(memory) if not m.personal), None)
    before = sentence.between(sentence.start, told.span.start)
    own = re.search(r"(?:,?\s(?P<whose>whose)|\b(?:[Ii]ts|[Tt]heir|(?P<the>[Tt]he)))\s$", before)
    if owner is None or own is None or not _SERIAL.fullmatch(told.name):
        return told
    if own["the"] and not (owner.rule == "forum" and told.name.endswith(("meeting", "session", "gathering"))):
        return told
    if own["whose"] and sentence.start + own.start() != owner.span.end:
        return told
    name = re.sub(rf"^(?:the\s)?(?:(?:{_ORDINALS}|\d+(?:st|nd|rd|th))\s)?", "", owner.name)
    actors = told.actors or owner.actors
    return replace(told, name=f"{told.name} of the {name}", spans=(*told.spans, *owner.spans), actors=actors, firm=True)


def _numbered(sentence: Sentence, memory: Sequence[Occasion]) -> Iterator[Occasion]:
    """ "At the second (Lima, 3 May 2011)", "the third was held in": the meeting named last, by its number."""
    memory = [m for m in memory if not m.personal and not m.name.startswith("Talks")]
    if not memory:
        return
    for match in _NUMBERED.finditer(sentence.text):
        span = Span(sentence.start + match.start("nth"), sentence.start + match.end())
        last = memory[-1]
        name = re.sub(rf"^(?i:{_ORDINALS})\s", "", re.sub(r"s$", "", last.name))
        yield replace(
            last, span=span, name=f"{match['nth']} {name}", spans=(span, *last.spans[:1]), places=(), firm=True
        )
