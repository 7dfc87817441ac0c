"""Dates in running text: every expression that names a day, a month, a year, a decade, or a span of them.

``find_dates`` follows the annotation guidelines (``corpus/GUIDELINES.md``): the text without a leading "in" or "since",
one mention for each member of a list, one for a span. What needs an anchor ("the same year", "13 November") is left to
``values.relative``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policyfacts.knowledge import compiled, entries
from policyfacts.records import Mention
from policyfacts.values import edtf
from policyfacts.values.dateparts import DASH, GAP, SPACE, Part, parts
from policyfacts.values.relative import Relative, find_relative, resolve

__all__ = ["Relative", "find_dates", "find_relative", "resolve"]

_QUALIFIED = re.compile(
    r"""(?: (?:\b(?:early|mid|late|end|beginning|start|middle)|\bfirst[ ]half|\bsecond[ ]half|\blatter[ ](?:half|part))
            (?:-?[ ]?(?:to|or|and|/)[ -](?:mid|late|early))?
            (?:(?:[ \n-]+of)(?:[ \n]+the)?(?:[ \n]+year)?)?[ \n-]+
        )$""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE_END = re.compile(r"\b(?:end|beginning|start|middle)[ \n]+$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until|till|before|since|at|from|to|through)[ \n]+(?:the[ \n]+)?$", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:\b(?:around|about|approximately|approx\.?|roughly|circa|c\.|ca\.)[ \n]*|~[ ]?)(?:the[ \n]+)?(?:year[ \n]+)?$",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"{GAP}{DASH}{GAP}|{SPACE}(?:up{SPACE})?(?:to|until|till|through|thru){SPACE}(?:the{SPACE})?|/")
_AND = re.compile(rf"{SPACE}and{SPACE}(?:the{SPACE})?")
_BETWEEN = re.compile(r"\bbetween[ \n]+(?:the[ \n]+)?(?:years?[ \n]+)?$", re.IGNORECASE)
_LISTED = re.compile(
    rf"{GAP},{GAP}(?:(?:and|or){SPACE})?(?:(?:in|on){SPACE})?|{SPACE}(?:and|or){SPACE}(?:(?:in|on){SPACE})?"
)
_OPEN = re.compile(
    rf"{GAP}{DASH}{GAP}(?:the{SPACE})?(?:present|now|today|current|ongoing|date)\b|{GAP}{DASH}{GAP}(?=[)\]])"
    rf"|{SPACE}(?:to|until|till|through){SPACE}(?:the{SPACE})?(?:present(?:{SPACE}day)?|date|now|today)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\b(?:his|her|their|my|your|our|aged?|ages|age of)[ \n]+(?:early |mid-?|late )?$", re.IGNORECASE)
_DECADES_BEFORE = re.compile(r"\b(?:the|and|late|early|mid|or|to)[ \n-]+$")
_COUNTING = re.compile(
    r"\b(?:more than|less than|fewer than|over|nearly|almost|some|at least|at most|total of|additional|another|extra"
    r"|than|estimated|exceed\w*|above|below|under|up to|about|around|approximately|roughly)[ \n]+$",
    re.IGNORECASE,
)
_LAW = re.compile(r"\b[A-Z]{2,}\($")
_CODE = re.compile(r"(?:\w[-\u2010-\u2015]|[A-Za-z]\.|\w[=_@])$")
_THE = re.compile(r"\b[Tt]he[ \n]+$")
_SPOKEN = re.compile(r"\b(?:post|pre|mid|early|late|end|non|inter)[-\u2010-\u2015]$", re.IGNORECASE)
_NAMED = re.compile(r"\b[A-Z][a-z]{3,}[-\u2010-\u2015]$")


def find_dates(text: str, *, packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every date in ``text``, in order, with its EDTF value.

    ``packs`` are folders whose ``dates.toml`` adds words that tell a year from a count or a code.
    """
    judge = _judge(packs)
    found = _complete(text, [_qualified(text, part) for part in _accepted(text, judge)])
    return [
        Mention("date", part.start, part.end, text[part.start : part.end], part.value)
        for part in _joined(text, found)
        if part.value and edtf.is_valid(part.value)
    ]


@dataclass(frozen=True, slots=True)
class _Judge:
    """Tells a year from a count, a measure or the number of a text, by the words around it."""

    measure: re.Pattern[str]
    counted: re.Pattern[str]
    near_counted: re.Pattern[str]
    identifier: re.Pattern[str]
    temporal: re.Pattern[str]
    function: frozenset[str]

    def accepts(self, text: str, part: Part) -> bool:
        """Whether ``part`` may stand as a date where it is found."""
        before, after = text[max(0, part.start - 40) : part.start], text[part.end : part.end + 48]
        if part.kind == "short":
            return not _OF_THEM.search(before) and _DECADES_BEFORE.search(before) is not None
        if part.kind not in {"year", "years"}:
            return True
        if self.measure.match(after) or self.identifier.search(before) or _LAW.search(before):
            return False
        if _CODE.search(before) and not _SPOKEN.search(before) and not _NAMED.search(before):
            return False
        return part.kind == "years" or self._is_year(part.year, before, after)

    def _is_year(self, year: int, before: str, after: str) -> bool:
        temporal = self.temporal.search(before) is not None
        word = re.match(r"[ \n]+([a-z]+)", after)
        noun = word is not None and word[1] not in self.function
        if _COUNTING.search(before) and noun:
            return False
        if self.counted.match(after):
            return temporal and year % 100 != 0 and year > 1900
        if temporal:
            return True
        the = _THE.search(before) is not None and 1900 <= year <= 2060 and year % 100 != 0
        if self.near_counted.match(after) and not the:
            return False
        if year % 100 == 0 and noun and word is not None and word[1].endswith("s"):
            return False
        settled = 1900 <= year <= 2060
        return settled or bool(re.search(r"(?:\bthe[ \n]+|[(\[]|\b[A-Z]\w+[ \n]+|^)$", before))


@compiled
def _judge(packs: tuple[Path, ...]) -> _Judge:
    words: dict[str, list[str]] = {role: [] for role in ("measure", "counted", "identifier", "temporal", "function")}
    for entry in entries("dates", packs):
        words[entry["role"]].extend(entry["words"])
    either = {role: _either(found) for role, found in words.items()}
    plain, things = either["function"], f"{either['counted']}|{either['measure']}"
    return _Judge(
        re.compile(rf"[ \n-]*(?:{either['measure']})(?!\w)"),
        re.compile(rf"[ \n-]+(?:{either['counted']})(?!\w)"),
        re.compile(rf"(?:[ \n-]+(?!(?:{plain})\b)[^\W\d][\w-]*){{1,2}}[ \n]+(?:{things})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{either['identifier']})[ \n]?[:#(]?[ \n]?$"),
        re.compile(rf"(?<!\w)(?:{either['temporal']})(?:[ \n-]+(?:the|about|around))?[ \n-]+$"),
        frozenset(words["function"]),
    )


def _either(words: Sequence[str]) -> str:
    """An alternation of ``words`` as given, capitalised, and in capitals (but a single letter only as given)."""
    forms = {form for word in words for form in (word, word[:1].upper() + word[1:], word.upper())}
    forms = {form for form in forms if len(form) > 1 or form in words}
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _accepted(text: str, judge: _Judge) -> list[Part]:
    """The parts that may stand; a count takes the number before it along: "from 1500 to 2000 workers" has no year."""
    done: list[Part] = []
    for part in parts(text):
        if judge.accepts(text, part):
            done.append(part)
        elif done and done[-1].kind == "year" and _RANGE.fullmatch(text[done[-1].end : part.start]):
            done.pop()
    return done


def _qualified(text: str, part: Part) -> Part:
    """``part`` with the words before it that belong to it: "early", "end of", "around"."""
    before = text[max(0, part.start - 48) : part.start]
    if part.kind not in {"day", "fiscal", "division"}:
        match = _QUALIFIED.search(before)
        if match and (not _BARE_END.search(before) or _BY.search(before[: match.start()])):
            part = replace(part, start=part.start - len(match[0]))
            before = before[: match.start()]
    if part.kind in {"year", "month"} and (match := _ABOUT.search(before)):
        value = f"{part.value}~" if part.value and "/" not in part.value else part.value
        part = replace(part, start=part.start - len(match[0]), value=value)
    return part


def _complete(text: str, found: Sequence[Part]) -> list[Part]:
    """Lends the year of a date to those before it in the same list or span: "25 May to 3 June 2015"."""
    done: list[Part] = []
    for part in reversed(found):
        after = done[-1] if done else None
        if part.partial and after is not None and after.year and after.kind == part.kind:
            joint = text[part.end : after.start]
            year = after.year
            if _RANGE.fullmatch(joint) and after.month and (part.last_month or part.month) > after.month:
                year -= 1
            if _RANGE.fullmatch(joint) or _LISTED.fullmatch(joint) or _AND.fullmatch(joint):
                part = replace(part, value=part.in_year(year), year=year)
        done.append(part)
    return done[::-1]


def _joined(text: str, found: Iterable[Part]) -> list[Part]:
    """Spans put together from their two ends, open spans, and everything else as it is."""
    done: list[Part] = []
    for part in found:
        if done and part.value and (whole := _span(text, done[-1], part)) is not None:
            done[-1] = whole
        else:
            done.append(part)
    return [_opened(text, part) for part in done]


def _span(text: str, first: Part, last: Part) -> Part | None:
    joint = text[first.end : last.start]
    if not first.value or "/" in first.value or "/" in last.value or len(joint) > 16:
        return None
    between = _AND.fullmatch(joint) and _BETWEEN.search(text[max(0, first.start - 24) : first.start])
    if not between and not _RANGE.fullmatch(joint):
        return None
    value = f"{first.value}/{last.value}"
    if not edtf.is_valid(value) or first.value.rstrip("~") == last.value.rstrip("~"):
        return None
    return replace(last, start=first.start, value=value, kind="span")


def _opened(text: str, part: Part) -> Part:
    if not part.value or "/" in part.value or not (match := _OPEN.match(text, part.end)):
        return part
    end = match.end() if match[0].strip() else part.end
    return replace(part, end=end, value=f"{part.value}/..")
