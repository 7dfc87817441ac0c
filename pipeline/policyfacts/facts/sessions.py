"""Sessions and meetings that a body counts: "at its 14th and 15th meetings, on 20 and 21 May, the Committee adopted".

A session has its body, or it is no fact; one that is only named ("the agenda of its fifty-sixth session") is none
either: it must open the sentence, bear a date, or be said to have been held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.occasiondates import lasting, of_occasions
from policyfacts.facts.places import Place, place_at
from policyfacts.facts.settings import date_in, setting_of
from policyfacts.knowledge.searches import Search
from policyfacts.records import Span

_TENS = "twent|thirt|fort|fift|sixt|sevent|eight|ninet"
_UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_NTH = (
    rf"(?:\d{{1,4}}(?:st|nd|rd|th)|(?i:(?:(?:{_TENS})y-)?(?:{_UNITS})|tenth|eleventh|twelfth|[a-z]+teenth|"
    rf"(?:{_TENS})ieth|(?:one |two )?hundredth))"
)
_COUNTED = Search(
    r"\b(?P<lead>(?:(?:[Aa]t|[Dd]uring|[Aa]fter|[Ff]ollowing)(?:\sthe\s(?:end|close|conclusion|opening|start|outset)\sof)?|"
    rf"(?P<held>[Hh]eld|[Hh]osted|[Ss]aw|[Ss]een|[Ww]itnessed|[Cc]onvened|[Oo]pened|[Cc]oncluded|[Cc]losed|[Rr]esumed|[Ww]rapped\sup|[Cc]ompleted))\s)?"
    rf"(?P<own>[Ii]ts|[Tt]he)\s(?P<nths>{_NTH}(?:(?:,\s|,?\sand\s|\sto\s){_NTH}){{0,8}}|(?:annual|inaugural)"
    r"(?=\ssession(?:\sof)?(?:\s(?:19|20)\d\d)?\sof\sthe\b))\s"
    r"(?P<kind>(?:(?i:ordinary|special|emergency|plenary|resumed|annual|regular|informal|formal|closed|substantive|"
    r"organizational|joint|high-level|tenth)\s){0,3})"
    r"(?P<noun>(?i:meeting|session|sitting)s?)\b(?!\sof\sthe\s(?:year|day))(?P<year>(?:\sof)?\s(?:19|20)\d\d\b(?=,?\s(?:of|held|was|to\sbe|which)\b))?"
)
_EACH = re.compile(rf"{_NTH}|annual|inaugural")
_BODY_WORD = (
    r"(?:Assembly|Council|Committee|Subcommittee|Commission|Board|Conference|Congress|Group|Panel|Bureau|Forum|Court|"
    r"Parliament|Tribunal|Parties|Authority|Union|Agency|Organi[sz]ation|Mechanism|Platform|Caucus|Secretariat)"
)
# Sessions of several bodies in one list, of which the last has the day and the place.
_JOINED = re.compile(r"(?:,|,?\sand)\s(?:at\s)?(?:the|its)\s")
_HELD_IN = re.compile(
    r",?\s(?:(?:which|that)\s(?:was|were|will\sbe|are\sto\sbe)\s|(?:all\s)?to\sbe\s|both\s)?(?:held|hosted|convened)\sin\s"
)
# Those who speak for a body are not the body.
_OFFICE = r"Rapporteur|Chair(?:man|person)?|Vice-Chair|President|Vice-President|Secretary|Director|Head|Members?"
_BODY = re.compile(
    rf"(?:(?!(?:The|At|In|On|{_OFFICE})\b)[A-Z][\w’'–-]*\s(?:(?:and|of|the|for|on)\s)*)*{_BODY_WORD}"
    r"(?:\s(?:of|on|for|to)\s(?:the\s)?[A-Z][\w’-]*(?:(?:,(?=[^,.;]{0,60},?\sand\s[A-Z])|\sand|\sof|\sto|\sthe|\sfor|\son)*\s[A-Z][\w’-]*)*)?"
    r"(?:\sserving\sas\sthe\s[Mm]eeting\sof\sthe\s[Pp]arties(?:\sto\sthe\s(?:[A-Z][\w’-]*\s?)+(?<!\s))?)?"
)
# "the Rivers Fund's Board": of a body that is called by its owner, the owner meets.
_OWNER = re.compile(
    r"(?P<owner>[A-Z].*)[’']s?\s(?:Executive\s|Governing\s)?(?:Board|Council|Assembly|Committee|Bureau)"
)
_PART_OF = re.compile(r"[A-Z]\w+\s(?:Meeting|Segment|Part)\sof\s$")
_OF = re.compile(r"\s(?:of|by)\s(?:the\s)?(?=[A-Z])")
_ACRONYMS = re.compile(r"\s\((?:the\s)?[“\"]?[A-Z][\w-]*[”\"]?\)")
# "of the intergovernmental committee": a body without a name of its own, so that none behind it is meant.
_OF_PLAIN = re.compile(r"\sof\s(?:the|an?)\s[a-z]")
_ACTING = re.compile(r"[^,;.]{0,60},\s(?:the\s)?(?=[A-Z][A-Z\d-]+\s[a-z])")
_ACRONYM = re.compile(r"[A-Z][A-Z\d-]+\b")
_OF_IT = re.compile(r"\bof\s(?:the\s)?$")
_HELD = re.compile(
    r"[^.;]{0,120}?\b(?:was|were|had been|has been)\s(?:held|convened|opened|closed|suspended|resumed)\b"
    r"|[^.;]{0,60}?\b(?:took place|met|opened|concluded)\b"
)
# A clause that tells what was done at a session: "At its third session", "that, at its third session".
_OPENS = re.compile(r"(?:^|[,;]\s|\bthat,?\s)$")
# What shall be done at a session makes it one to come.
_SHALL = re.compile(r"[^.;]{0,120}?\b(?:should|shall|will|would|is\sto|are\sto|may|must)\s(?:\w+ly\s)?[a-z]")
_DID = re.compile(
    r"[^.;]{0,120}?(?<!\ba )(?<!\ban )(?<!\bthe )\b"
    r"(?:[a-z]{2,}ed|was|were|held|met|took|had|made|gave|spoke|heard|chose|saw)\b"
)
_SHORT_FORM = re.compile(r"\((?:the\s)?[“\"]?$")
# So many sentences back a paragraph's body is still meant by "its".
_REACH = 3
_AHEAD = re.compile(
    r"\b(?:to|will|shall|should|would|requests?|invites?|decides?|agenda|recommends?|ahead|advance|prepar\w+|before|until)"
    r"\b[^.;]*$"
)


@dataclass(frozen=True, slots=True)
class Session:
    """One counted meeting of a body: its name, its words, its body, its date and its place, if told.

    ``whole`` takes in the body where it stands right behind: "third session of the Board". ``told``: the words say that
    it was held, or when.
    """

    span: Span
    whole: Span
    name: str
    body: Actor
    date: Dated | None
    told: bool = True
    places: tuple[Place, ...] = ()


def sessions(sentence: Sentence, story: Story) -> list[Session]:
    """Every session that ``sentence`` tells of, one for each number; also those that are no fact are left out."""
    found = [session for match in _COUNTED.finditer(sentence.text) for session in _told(sentence, story, match)]
    for index in range(len(found) - 2, -1, -1):
        found[index] = _listed(sentence, found[index], found[index + 1])
    return [session for session in found if session.told]


def _listed(sentence: Sentence, session: Session, behind: Session) -> Session:
    """A session with the day and place of the one that it is listed with: "the third and the fourth, held in Lima"."""
    joined = _JOINED.fullmatch(sentence.between(session.whole.end, behind.span.start))
    if session.date or not joined or not behind.date:
        return session
    there = _HELD_IN.match(sentence.text, behind.whole.end - sentence.start)
    place = place_at(sentence, sentence.start + there.end()) if there else None
    return replace(session, date=behind.date, told=True, places=(place,) if place else behind.places)


def counted(sentence: Sentence) -> list[Span]:
    """Where meetings are called by number and kind alone: without their body these words name none."""
    base = sentence.start
    found = [m for m in _COUNTED.finditer(sentence.text) if not _OF_PLAIN.match(sentence.text, m.end())]
    return [Span(base + m.start("nths"), base + m.end("noun")) for m in found]


def _told(sentence: Sentence, story: Story, match: re.Match[str]) -> Iterator[Session]:
    body = _body(sentence, story, match)
    if _PART_OF.search(sentence.text, 0, match.start()):
        return  # "the Ministerial Meeting of the 12th Session" has a name of its own
    nths = _EACH.findall(match["nths"])
    if body is None or not nths:
        return
    start, end = sentence.start + match.start("nths"), sentence.start + match.end("noun")
    dates = _dates(sentence, story, max(match.end() + sentence.start, body.end), len(nths))
    if not dates and len(nths) == 1:
        dates = _hanging(sentence, story, Span(start, end))
    before = sentence.text[: match.start()]
    last = max(match.end(), body.end - sentence.start)
    clause = _OPENS.search(before) is not None and _done(sentence, match)
    clause = clause or (match["held"] is not None and _AHEAD.search(before) is None)
    opens = match["lead"] is not None and (clause or (_DID.match(before) is not None and _AHEAD.search(before) is None))
    held = opens or _HELD.match(sentence.text, last) is not None
    told = bool(dates) or (held and _AHEAD.search(before) is None)
    noun = match["noun"].rstrip("s") if len(nths) > 1 or not match["noun"].endswith("ss") else match["noun"]
    behind = start < body.start and _OF.match(sentence.text, match.end()) is not None
    whole = Span(start, body.end if behind else end)
    for index, nth in enumerate(nths):
        date = dates[index] if len(dates) == len(nths) else dates[0] if len(nths) == 1 and dates else None
        name = f"{nth} {match['kind']}{noun} of the {body.name}"
        yield Session(Span(start, end), whole, name, body, date, told)


def _hanging(sentence: Sentence, story: Story, span: Span) -> list[Dated]:
    """The day that the session's clause tells, wherever it stands: "On 3 May the Board opened its third session"."""
    dates = of_occasions(sentence, dates_of(sentence, story))
    setting = setting_of(sentence, story, span) if dates else None
    own = date_in(sentence, setting, dates) if setting else None
    return [own] if own else []


def _done(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether what the clause tells of the session was done at it, and shall not be done."""
    shall, did = _SHALL.match(sentence.text, match.end()), _DID.match(sentence.text, match.end())
    return shall is None or (did is not None and did.end() < shall.end())


def _dates(sentence: Sentence, story: Story, end: int, count: int) -> list[Dated]:
    """The days of the sessions told right behind ``end``: as many as there are, or one; of one session all its days."""
    whole = of_occasions(sentence, dates_of(sentence, story))
    behind = [d for d in whole if d.start >= end]
    if count == 1:
        behind = [lasting(sentence, d, whole) for d in behind]
    found: list[Dated] = []
    for dated in behind:
        gap = sentence.between(found[-1].end if found else end, dated.start)
        gap = _ACRONYMS.sub("", gap)
        if not re.fullmatch(r"(?:[^.;(]{0,90}?(?:\bon|\bfrom|\bin|,|\(|of)\s|\(|,\s|,?\sand\s(?:on\s)?|\s)", gap):
            break
        found.append(dated)
        if len(found) == count:
            break
    return found


def _body(sentence: Sentence, story: Story, match: re.Match[str]) -> Actor | None:
    """Whose session it is: behind "of the", else the body named before it, else the one that acts in the sentence."""
    text, offset = sentence.text, sentence.start
    of = _OF.match(text, match.end())
    if _OF_PLAIN.match(text, match.end()):
        return None
    named = (_BODY.match(text, of.end()) or _ACRONYM.match(text, of.end())) if of else None
    if named is None and not of:
        before = list(_BODY.finditer(text, 0, match.start()))
        acting = _ACTING.match(text, match.end())
        behind = (acting and _ACRONYM.match(text, acting.end())) or _BODY.search(text, match.end())
        before = [b for b in before if not _SHORT_FORM.search(text[: b.start()])] or before
        named = (before[-1] if before else behind) if match["own"].lower() == "its" else behind or None
    if named is not None:
        span = Span(offset + named.start(), offset + named.end())
        return Actor(*span, (_party(sentence, story, span, named[0]),), (span,), "company", named[0])
    if of or match["own"].lower() != "its":
        return None
    for earlier in story.before(sentence, reach=_REACH):
        found = list(_BODY.finditer(earlier.text))
        if found:
            span = Span(earlier.start + found[0].start(), earlier.start + found[0].end())
            return Actor(*span, (_party(earlier, story, span, found[0][0]),), (span,), "company", found[0][0])
    return None


def _party(sentence: Sentence, story: Story, span: Span, name: str) -> str:
    """What a table writes for a body: the bloc that it is the assembly of, else its fullest name in the paper."""
    if owner := _OWNER.fullmatch(name):
        name = owner["owner"]
    blocs = [m for m in sentence.of("bloc") if span.start < m.start and m.end == span.end]
    blocs = [m for m in blocs if _OF_IT.search(sentence.between(span.start, m.start))]
    return str(blocs[0].value) if blocs else re.sub(r"\s+", " ", story.full_name(name))


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether ``span`` shares a character with one of ``others``."""
    return any(span.start < other.end and other.start < span.end for other in others)
