"""Names of meetings: titles found by ``knowledge/meetings.toml``, with the words that belong to a meeting's name.

"The fourth round of the ... Dialogue" is a meeting's name from "fourth" on; a body's name before the noun belongs to
it ("Pacific Islands Forum Leaders Meeting"); the day in brackets behind it does not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from policyfacts.language.phrases import MONTHS, with_round
from policyfacts.language.titles import Title, find_titles
from policyfacts.values.countries import find_countries

# A short form may stand inside a name: "Rivers Forum (RF) Ministerial Meeting".
_TOUCHING = re.compile(r"[’']?s?[’']?\s(?:\([A-Z][A-Z\d.&+-]{1,11}\)\s)?|\s?[-–]\s?")
_WEEKS = re.compile(r"(?:week|weekend)[’']s\s")
_DAY_BRACKET = re.compile(rf"\s?\([^()]*(?:{'|'.join(sorted(MONTHS))}|\b(?:19|20)\d\d)[^()]*\)$")
_GROUP_NUMBER = re.compile(r"\sof\s(?:77(?:\sand\sChina)?|24|20|8|7|4)\b")
# Those who meet, told in a row: "the summit of Peru, Chile and Ghana".
_LIST_OPENS = re.compile(
    r"\s(?:of|between|among|with)\s(?:the\s)?(?P<first>[A-ZÀ-Þ][\w’.-]*(?:\s[A-ZÀ-Þ][\w’.-]*){0,3})$"
)
_LIST_GOES_ON = re.compile(
    r"(?:,\s(?:the\s)?[A-ZÀ-Þ][\w’.-]*(?:\s(?:of\s|and\s)?[A-ZÀ-Þ][\w’.-]*){0,3}){1,5},?\sand\s(?:the\s)?"
    r"[A-ZÀ-Þ][\w’-]*(?:\s[A-ZÀ-Þ][\w’-]*){0,3}"
)
_PLURAL_BODY = re.compile(r"(?:Fora|Forums|Conferences|Summits)$")


def find_meetings(text: str, *, packs: tuple[Path, ...] = ()) -> tuple[Title, ...]:
    """Every name or description of a meeting in ``text`` (one sentence), in order; none lies inside another."""
    found: list[Title] = []
    for title in find_titles(text, knowledge="meetings", packs=packs):
        if text[title.start - 1 : title.start] == "(" and text[title.end : title.end + 1] == ")":
            continue  # the short form behind a name
        mended = _mended(text, title)
        if found and _one_name(text, found[-1], mended):
            mended = _joined(text, found.pop(), mended)
        found.append(mended)
    return tuple(found)


def _mended(text: str, title: Title) -> Title:
    start, end = with_round(text, title.start), title.end
    if week := _WEEKS.match(text, start, end):
        start = week.end()
    if bracket := _DAY_BRACKET.search(text, start, end):
        end = bracket.start()
    if text.endswith("Group", start, end) and (number := _GROUP_NUMBER.match(text, end)):
        end = number.end()
    end = _with_all(text, start, end)
    if (start, end) == (title.start, title.end):
        return title
    written = re.sub(r"\s+", " ", text[start:end]).strip(' ,;:“”"‘’')
    plural = title.plural and start == title.start
    after = end if end != title.end else title.after
    told = Title(start, end, written, title.kind, title.event, title.named, plural, bare=False)
    whole = start == title.start
    return replace(
        told,
        opener=title.opener if whole else "",
        count=title.count if whole else None,
        count_span=title.count_span if whole else None,
        short=title.short,
        after=after,
    )


def _with_all(text: str, start: int, end: int) -> int:
    """Where a description ends that names all who met, states or bodies in a row; ``end`` where no row begins."""
    opens, more = _LIST_OPENS.search(text, start, end), _LIST_GOES_ON.match(text, end)
    if opens is None or more is None or not find_countries(opens["first"]):
        return end
    return more.end() if len(find_countries(more[0])) > 1 or more[0].count(",") == 1 else end


def _one_name(text: str, before: Title, title: Title) -> bool:
    """Whether two titles that touch are one name: a body's and the kind of meeting that it holds."""
    return (
        before.named
        and _PLURAL_BODY.search(before.text) is None
        and _TOUCHING.fullmatch(text, before.end, title.start) is not None
    )


def _joined(text: str, before: Title, title: Title) -> Title:
    written = re.sub(r"\s+", " ", text[before.start : title.end]).strip(' ,;:“”"‘’')
    return replace(title, start=before.start, text=written, named=True, bare=False, opener=before.opener)
