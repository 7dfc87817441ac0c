"""Which dates of a sentence may be those of a meeting, and how long it lasted.

The day of a resolution, a letter or a report is that of the paper and not of the meeting that it speaks of; the years
in the name of a plan or a law ("the 2030 Agenda", "the Framework 2015-2030") are part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from policyfacts.facts.context import Sentence
from policyfacts.facts.dates import Dated
from policyfacts.knowledge import compiled
from policyfacts.language.phrases import words_for

_DAY = len("2019-05-03")
_JOINTS = frozenset({" and ", " to ", " – ", "–", "-"})
# No meeting lasts longer than so many days, and none of two days told as "3 and 9 May" lasts a week.
_LONGEST = 60
_YEARS = re.compile(r"\d{4}(?:/\d{4})?")


def of_occasions(sentence: Sentence, dates: Iterable[Dated]) -> list[Dated]:
    """The dates without those of papers, and without years that belong to the name of a plan or a law."""
    return [d for d in dates if not _of_paper(sentence, d) and not in_name(sentence, d)]


def lasting(sentence: Sentence, dated: Dated, dates: Sequence[Dated]) -> Dated:
    """``dated`` with all days of the meeting: "on 3 and 4 May", "from 27 June to 1 July"."""
    for other in dates:
        low, high = sorted((dated, other), key=lambda d: d.start)
        joint = sentence.between(low.end, high.start) if high.start >= low.end else ""
        if joint in _JOINTS and len(low.edtf) == len(high.edtf) == _DAY:
            first, last = date.fromisoformat(low.edtf), date.fromisoformat(high.edtf)
            if 0 < (last - first).days <= (_LONGEST if joint != " and " or first.month == last.month else 1):
                days = f"{low.edtf}/{high.edtf}"
                return Dated(low.start, high.end, days, (*low.spans, *high.spans))
    return dated


def _of_paper(sentence: Sentence, dated: Dated) -> bool:
    return _papers().search(sentence.between(sentence.start, dated.start)) is not None


def in_name(sentence: Sentence, dated: Dated) -> bool:
    """Whether years are part of the name of a plan or a law beside them."""
    if not _YEARS.fullmatch(dated.edtf):
        return False
    before, behind = _named_years()
    return (
        before.search(sentence.between(sentence.start, dated.start)) is not None
        or behind.match(sentence.between(dated.end, sentence.end)) is not None
    )


@compiled
def _papers() -> re.Pattern[str]:
    """What stands before the day of a paper: "resolution 79/218 of", "the letter dated"."""
    nouns = "|".join(sorted(words_for("papers")))
    return re.compile(
        rf"\b(?i:{nouns})s?(?:\s(?:No\.\s?)?[A-Z\d][^\s;:,]*)*,?\s(?:\([^()]*\),?\s)?(?:of|dated|from)\s(?:the\s)?$"
    )


@compiled
def _named_years() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before, and what behind, the years in a name: "Framework for Rivers 2015", "2030 Agenda"."""
    nouns = "|".join(sorted(words_for("with-years")))
    joint = r"(?:\s(?:of|for|on|the|and|to|in|[A-ZÀ-Þ][\w’-]*))"
    return (
        re.compile(rf"\b(?:{nouns}){joint}*?,?\s\(?$"),
        re.compile(rf"\s(?:[A-ZÀ-Þ][\w’-]*\s){{0,4}}(?:{nouns})\b"),
    )
