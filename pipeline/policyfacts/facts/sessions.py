"""Sessions and meetings that a body counts: "at its 14th and 15th meetings, on 20 and 21 May, the Committee adopted".

A session has its body, or it is no fact; one that is only named ("the agenda of its fifty-sixth session") is none
either: it must open the sentence, bear a date, or be said to have been held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.knowledge.searches import Search
from policyfacts.records import Span

_TENS = "twent|thirt|fort|fift|sixt|sevent|eight|ninet"
_UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_NTH = (
    rf"(?:\d{{1,4}}(?:st|nd|rd|th)|(?:(?:{_TENS})y-)?(?:{_UNITS})|tenth|eleventh|twelfth|[a-z]+teenth|"
    rf"(?:{_TENS})ieth|(?:one |two )?hundredth)"
)
_COUNTED = Search(
    rf"\b(?P<lead>(?:[Aa]t|[Dd]uring|[Hh]eld|[Cc]onvened|[Oo]pened|[Cc]oncluded|[Cc]losed|[Rr]esumed)\s)?"
    rf"(?P<own>[Ii]ts|[Tt]he)\s(?P<nths>{_NTH}(?:(?:,\s|,?\sand\s|\sto\s){_NTH}){{0,8}})\s"
    r"(?P<kind>(?:(?:ordinary|special|emergency|plenary|resumed|annual|regular|informal|formal|closed|substantive|"
    r"organizational|joint|high-level|tenth)\s){0,3})"
    r"(?P<noun>(?:meeting|session|sitting)s?)\b(?!\sof\sthe\s(?:year|day))"
)
_EACH = re.compile(_NTH)
_BODY_WORD = (
    r"(?:Assembly|Council|Committee|Subcommittee|Commission|Board|Conference|Congress|Group|Panel|Bureau|Forum|Court|"
    r"Parliament|Tribunal|Parties|Authority|Union|Agency|Organi[sz]ation|Mechanism|Platform|Caucus|Secretariat)"
)
_BODY = re.compile(
    rf"(?:(?!The\b|At\b|In\b|On\b)[A-Z][\w’-]*\s(?:(?:and|of|the|for|on)\s)*)*{_BODY_WORD}"
    r"(?:\s(?:of|on|for|to)\s(?:the\s)?[A-Z][\w’-]*(?:(?:,|\sand|\sof|\sto|\sthe|\sfor|\son)*\s[A-Z][\w’-]*)*)?"
)
_OF = re.compile(r"\s(?:of|by)\sthe\s(?=[A-Z])")
_HELD = re.compile(
    r"[^.;]{0,120}?\b(?:was|were|had been|has been)\s(?:held|convened|opened|closed|suspended|resumed)\b"
    r"|[^.;]{0,60}?\b(?:took place|met|opened|concluded)\b"
)
# So many sentences back a paragraph's body is still meant by "its".
_REACH = 3
_AHEAD = re.compile(r"\b(?:to|will|shall|should|would|requests?|invites?|decides?|agenda|recommends?)\b[^.;]*$")


@dataclass(frozen=True, slots=True)
class Session:
    """One counted meeting of a body: its name, its words, its body and its date, if told."""

    span: Span
    name: str
    body: Actor
    date: Dated | None


def sessions(sentence: Sentence, story: Story) -> list[Session]:
    """Every session that ``sentence`` tells of, one for each number; also those that are no fact are left out."""
    return [session for match in _COUNTED.finditer(sentence.text) for session in _told(sentence, story, match)]


def counted(sentence: Sentence) -> list[Span]:
    """Where meetings are called by number and kind alone: without their body these words name none."""
    base = sentence.start
    return [Span(base + m.start("nths"), base + m.end("noun")) for m in _COUNTED.finditer(sentence.text)]


def _told(sentence: Sentence, story: Story, match: re.Match[str]) -> Iterator[Session]:
    body = _body(sentence, story, match)
    nths = _EACH.findall(match["nths"])
    if body is None or not nths:
        return
    dates = _dates(sentence, story, match, len(nths))
    opens = match["lead"] is not None and match.start() <= len("At ")
    before = sentence.text[: match.start()]
    if not dates and not opens and not _HELD.match(sentence.text, match.end()):
        return
    if not dates and _AHEAD.search(before):
        return
    noun = match["noun"].rstrip("s") if len(nths) > 1 or not match["noun"].endswith("ss") else match["noun"]
    start, end = sentence.start + match.start("nths"), sentence.start + match.end("noun")
    for index, nth in enumerate(nths):
        date = dates[index] if len(dates) == len(nths) else dates[0] if len(nths) == 1 and dates else None
        yield Session(Span(start, end), f"{nth} {match['kind']}{noun} of the {body.name}", body, date)


def _dates(sentence: Sentence, story: Story, match: re.Match[str], count: int) -> list[Dated]:
    """The days of the sessions: those right behind them, as many as there are, or one."""
    end = sentence.start + match.end()
    behind = [d for d in dates_of(sentence, story) if d.start >= end]
    found: list[Dated] = []
    for dated in behind:
        gap = sentence.between(found[-1].end if found else end, dated.start)
        if not re.fullmatch(r"(?:[^.;]{0,90}?(?:\bon|\bfrom|\bin|,|\(|of)\s|\(|,\s|,?\sand\s(?:on\s)?|\s)", gap):
            break
        found.append(dated)
        if len(found) == count:
            break
    return found


def _body(sentence: Sentence, story: Story, match: re.Match[str]) -> Actor | None:
    """Whose session it is: behind "of the", else the body named before it, else the one that acts in the sentence."""
    text, offset = sentence.text, sentence.start
    of = _OF.match(text, match.end("noun"))
    named = _BODY.match(text, of.end()) if of else None
    if named is None and not of:
        before = list(_BODY.finditer(text, 0, match.start()))
        behind = _BODY.search(text, match.end())
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
    blocs = [m for m in sentence.of("bloc") if span.start < m.start and m.end == span.end]
    return str(blocs[0].value) if blocs else re.sub(r"\s+", " ", story.full_name(name))


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether ``span`` shares a character with one of ``others``."""
    return any(span.start < other.end and other.start < span.end for other in others)
