"""Dates in running text: every expression that names a day, a month, a year, a decade, or a span of them.

``find_dates`` follows the annotation guidelines (``corpus/GUIDELINES.md``): the text without a leading "in" or "since",
one mention for each member of a list, one for a span. What needs an anchor ("the same year", "13 November") is left to
``values.relative``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from policyfacts.records import Mention
from policyfacts.values import edtf
from policyfacts.values.calendars import in_our_years
from policyfacts.values.datepart import Part
from policyfacts.values.dateparts import parts
from policyfacts.values.datepattern import DASH, GAP
from policyfacts.values.datewords import SPACE
from policyfacts.values.relative import Relative, find_relative, resolve
from policyfacts.values.yearjudge import AND, BETWEEN, LISTED, RANGE, year_judge

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
    r"(?:\b(?:around|about|approximately|approx\.?|roughly|circa|c\.|ca\.?)[ \n]*|~[ ]?)(?:the[ \n]+)?(?:year[ \n]+)?$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"{GAP}{DASH}{GAP}(?:the{SPACE})?(?:present|now|today|current|ongoing|date)\b|{GAP}{DASH}{GAP}(?=[)\]])"
    rf"|{SPACE}(?:to|until|till|through){SPACE}(?:the{SPACE})?(?:present(?:{SPACE}day)?|date|now|today)\b",
    re.IGNORECASE,
)


def find_dates(text: str, *, whole: str = "", packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every date in ``text``, in order, with its EDTF value.

    Args:
        text: any string; offsets count its characters from 0.
        whole: the text that ``text`` is a part of: it tells whether 03/04 is in March or in April, and which calendar
            is meant.
        packs: folders whose ``dates.toml`` and ``calendars.toml`` add to ours.
    """
    told = in_our_years(text, list(parts(text, whole)), whole or text, packs)
    accepted = year_judge(packs).accepted(text, told)
    found = _complete(text, [_qualified(text, part) for part in accepted])
    return [
        Mention("date", part.start, part.end, text[part.start : part.end], part.value)
        for part in _joined(text, found)
        if part.value and edtf.is_valid(part.value)
    ]


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
            if RANGE.fullmatch(joint) and after.month and (part.last_month or part.month) > after.month:
                year -= 1
            if RANGE.fullmatch(joint) or LISTED.fullmatch(joint) or AND.fullmatch(joint):
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
    if not first.value or len(joint) > 16:
        return None
    if ("/" in first.value or "/" in last.value) and not (_one_year(first) and _one_year(last)):
        return None
    between = AND.fullmatch(joint) and BETWEEN.search(text[max(0, first.start - 24) : first.start])
    if not between and not RANGE.fullmatch(joint):
        return None
    value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}"
    if not edtf.is_valid(value) or first.value.rstrip("~") == last.value.rstrip("~"):
        return None
    return replace(last, start=first.start, value=value, kind="span")


def _one_year(part: Part) -> bool:
    """Whether ``part`` is a fiscal or academic year, written with both of its years."""
    ends = part.value.split("/")
    return part.kind in {"years", "fiscal"} and len(ends) == 2 and int(ends[1]) == int(ends[0]) + 1


def _opened(text: str, part: Part) -> Part:
    if not part.value or "/" in part.value or not (match := _OPEN.match(text, part.end)):
        return part
    end = match.end() if match[0].strip() else part.end
    return replace(part, end=end, value=f"{part.value}/..")
