"""Citations, web addresses, access dates and copyright lines: words of the text that state no facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.knowledge import compiled, entries
from policyfacts.reading.symbols import symbols
from policyfacts.records import Passage, Span

_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”’)\]]*[^\s<>\"”’)\].,;:]|\b(?:doi:\s?)?10\.\d{4,}/[^\s<>\"]*[^\s.,;)]", re.IGNORECASE
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w")
_ACCESSED = re.compile(
    r"[\[(]?\b(?:last )?(?:accessed|retrieved|viewed|consulted|дата обращения)\b:?(?: on| at)?[^.;\n\])]{0,40}?"
    rf"(?:{_YEAR}|\d\d?[./]\d\d?[./]\d\d(?:\d\d)?)[\])]?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\) ?(?=(?:19|20)\d\d)|\bcopyright\b(?= ?(?:©|\(c\)|(?:19|20)\d\d)))[^\n]{0,120}", re.IGNORECASE
)
_HINTED = (
    (_ADDRESS, ("http", "www.", "doi", "/10.")),
    (_MAIL, ("@",)),
    (_ACCESSED, ("accessed", "retrieved", "viewed", "consulted", "обращения")),
    (_COPYRIGHT, ("©", "(c)", "copyright")),
)
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,250})\]")
_NUMBERS = re.compile(r"\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*(?:,? pp?\. ?[\d–-]+)?\s*")
_NAME = r"[A-Z\u00c0-\u017e][\w’'\u00c0-\u017e-]+"
_AUTHORS = rf"{_NAME}(?:(?:,| and| &|, and|, &) {_NAME}|(?: and| &) others|,? et al\.?)*"
_ONE = rf"{_AUTHORS},? {_YEAR}(?:, ?{_YEAR})*(?:[:,] ?(?:pp?\. ?)?\d+(?:[–-]\d+)?)?"
_PARENTHESES = re.compile(rf"\((?:see(?: also)?,? |e\.g\.,? |cf\. )*({_ONE}(?:; ?{_ONE})*)\)")
_NARRATIVE = re.compile(rf"({_NAME})((?: and {_NAME}| & {_NAME}| et al\.?)?(?:’s|'s)? \({_YEAR}(?:, ?{_YEAR})*\))")
_MONTHS = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug "
    "Sep Sept Oct Nov Dec Spring Summer Autumn Fall Winter Since In By From Until Before After Around".split()
)
_BOOKISH = (
    re.compile(r"https?://|doi|www\."),
    re.compile(r"\bpp?\. ?\d|\bpp\b"),
    re.compile(
        r"\b(?:vol|no|eds?|trans)\. ?\d?|\bPress\b|\bJournal\b|\b[Ii]bid\b|\bop\. ?cit|\bReview\b|\bWorking Paper\b"
    ),
    re.compile(r"[“‘\"][^”’\"]{12,}[,”’\"]"),
    re.compile(rf"\({_YEAR}\)|\b{_YEAR}(?:[,.)]|$)"),
    re.compile(rf"^\W*\d*\s*(?:See|Cf\.|{_NAME},? (?:[A-Z]\. ?)+)"),
)
_QUOTED = re.compile(r"[“‘\"«][^”’\"»]{3,200}[”’\"»]|\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")
_REFERS = re.compile(
    r"\b(?:See(?: also| e\.g\.)?|Cf\.|For (?:more|details|example|further)[^.;]{0,40}, see)\b.*?"
    r"(?:;|(?<=\w\w)\. (?=[A-Z])|$)"
)
_MOST = 450
_LONGEST = 900
"""A note with marks of citations and nothing that tells is a citation up to this length."""


def citations(text: str, passages: Sequence[Passage]) -> list[Span]:
    """The spans of ``text`` that cite, in order and without overlaps."""
    listed = "\n".join(text[p.start : p.end] for p in passages if p.kind == "reference")
    lower = text.lower()
    found = [
        Span(*match.span())
        for pattern, hints in _HINTED
        if any(hint in lower for hint in hints)
        for match in pattern.finditer(text)
    ]
    if any(hint in text for hint in _hints()):
        found += (Span(*match.span()) for match in _cited("span").finditer(text))
    found += _bracketed(text)
    for match in _PARENTHESES.finditer(text):
        if _is_citation(match[1], listed):
            found.append(Span(*match.span()))
    if listed:
        for match in _NARRATIVE.finditer(text):
            if match[1] not in _MONTHS and re.search(rf"(?m)^\W*(?:\w+\W+){{0,4}}?{re.escape(match[1])}\b", listed):
                found.append(Span(*match.span()))
    return _merged(found)


def _bracketed(text: str) -> list[Span]:
    """Square brackets that cite: figures, or names and titles with a year; without one, where that is the custom."""
    found: list[Span] = []
    doubtful: list[Span] = []
    dated = 0
    for match in _BRACKETS.finditer(text):
        inner = match[1].strip()
        if _NUMBERS.fullmatch(inner):
            found.append(Span(*match.span()))
        elif re.search(_YEAR, inner) and re.match(r"[“‘\"«]?[A-Z\u00c0-\u042f]", inner):
            dated += 1
            found.append(Span(*match.span()))
        elif re.match(r"[“‘\"«]?[A-Z\u00c0-\u042f]", inner) and " " in inner:
            doubtful.append(Span(*match.span()))
    return found + doubtful if dated > 1 else found


def _is_citation(inner: str, listed: str) -> bool:
    first = re.match(_NAME, inner)
    if first is None or first[0] in _MONTHS:
        return False
    if listed:
        return first[0] in listed
    return bool(re.search(rf"et al|[&;]| and |{_NAME}, {_YEAR}", inner))


def bibliographic(text: str) -> bool:
    """Whether a note is no more than a bibliographic citation."""
    marked = _cited("mark").search(text) or next(symbols(text), None)
    if marked and len(text) <= _LONGEST and not _tells(text):
        return True
    if len(text) > _MOST:
        return False
    score = sum(bool(pattern.search(text)) for pattern in _BOOKISH)
    return score >= 3 or (score >= 2 and len(text) < 220) or bool(re.match(r"\W*\d*\s*Ibid\b", text))


def _tells(text: str) -> bool:
    """Whether a note says something itself, outside quotation marks and brackets and apart from where to look."""
    own = _REFERS.sub(" ", _QUOTED.sub(" ", text))
    return _cited("telling").search(own) is not None


@compiled
def _hints() -> tuple[str, ...]:
    """Words of which each citation of the sort ``span`` holds one."""
    return tuple(hint for entry in entries("citations") for hint in entry.get("hints", ()))


@compiled
def _cited(role: str) -> re.Pattern[str]:
    """The patterns of ``citations.toml`` of one role, as one."""
    found = "|".join(f"(?:{p})" for entry in entries("citations") if entry["role"] == role for p in entry["patterns"])
    return re.compile(found, 0 if role == "span" else re.IGNORECASE)


def _merged(found: list[Span]) -> list[Span]:
    result: list[Span] = []
    for span in sorted(found):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result
