"""Bodies that are named like meetings: whether a sentence says that one met, or only names it.

"The Association Council was held in Lima" tells a meeting, "the Council said" and "the General Assembly in 1972" none.
Which names are those of standing bodies stands in ``knowledge/standing_bodies.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.context import Sentence
from policyfacts.language.phrases import MONTHS
from policyfacts.language.titles import Title, find_titles
from policyfacts.records import Span

# What a body does when it meets: "the General Assembly opened", and not only "the General Assembly in 1972".
_CONVENED = re.compile(
    r"\b(?:held|hosted|convened|opened|during|attend\w*)\s(?:the|its|an?)\s(?:\w+\s){0,2}⟨⟩"
    r"|⟨⟩(?:,?\s(?:in|on|of)\s[^,;.]{2,40}?)?,?\s(?:(?:which|that)\s)?(?:was\s|were\s|is\s|has\sbeen\s|had\sbeen\s|will\s(?:be\s)?)?"
    r"(?:held|hosted|convened|opens?|opened|took place|takes? place|meets?|met|gathered)\b"
)
_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2})?\s[A-Z][a-z]+|"
    rf"(?:{'|'.join(sorted(MONTHS))})\b|(?:19|20)\d\d\b)"
)
_PLACE = r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?"
# Right behind a name of which it is said that it took place; "was held to be" is a ruling.
_BEHIND = re.compile(
    rf"(?:\s\([^()]{{2,40}}\))?(?:,?\s(?:of|in|for)\s{_DAY})?(?:,?\s(?:which|that))?\s?"
    r"(?:,?\s?(?:was|were|is\sto\sbe|will\sbe|has\sbeen|had\sbeen|to\sbe)\s(?:\w+\s)?(?:held|hosted|convened)"
    r"(?=[,.;]|$|\s(?:in|on|at|from|by|for|under|between|there|virtually|online|again|back|amid|with|twice|via)\b)"
    r"|,?\s?(?:took|takes|will\stake|has\staken|had\staken|to\stake|is\sto\stake)\splace\b"
    rf"|,?\s?held\s(?:in|at)\s(?:the\s)?{_PLACE},?\s(?:on|in|from)\s(?:the\s)?{_DAY}"
    rf"|,\sheld\s(?:(?:in|at)\s(?:the\s)?{_PLACE}|(?:on|in|from)\s{_DAY}))"
)
# "a dialogue with the Bureau of the Committee, held in Lima": something else took place.
_OF_ANOTHER = re.compile(
    r"\b(?:of|with|by|from|between|among|amongst|before|to)\s(?:the\s|its\s|[^,;.]{2,40}\sand\s(?:the\s)?)?$"
)
# Who has it at home, or takes part in it.
_BEFORE = re.compile(
    r"\b(?:held|(?:co-)?host(?:ed|ing)?|convened|co-chaired|attend(?:s|ed|ing)?|"
    r"(?:t(?:ook|ake)|taking)\spart\sin|participat(?:es?|ed|ing)\sin|spoke\sat|speaking\sat)\s"
    r"(?:the|its|their|an?|this\syear[’']s)\s(?:(?:\w+\s)?(?:annual|latest|inaugural|virtual|regular|joint)\s)?$"
)
_AT = re.compile(
    r"\b(?:[Aa]t|[Dd]uring|[Aa]fter|[Ff]ollowing|[Aa]ttend(?:s|ed|ing)?|[Hh]ost(?:s|ed|ing)?|[Hh]eld|margins\sof|sidelines\sof|"
    r"spoke\sat|[Ff]or)\s(?:the\s|a\s|its\s)?$"
)
_DAY_BEHIND = re.compile(
    rf"\sof\s\d{{1,2}}\s[A-Z]|(?:\s(?:in|at)\s(?:the\s)?{_PLACE})?(?:,?\s(?:on|from)\s{_DAY}|\s\([^()]*\d{{4}}\))"
)
_WHEN_OR_WHERE = re.compile(
    rf"(?:\s\([^()]{{2,30}}\))?(?:\s(?:in|at|on|from)\s(?:the\s)?(?:{_DAY}|{_PLACE})|\s(?:19|20)\d\d\b)"
)
_MOST_AROUND = 60
_OPENED_BY_DAY = re.compile(rf"^(?:On|In)\s{_DAY}")


def is_convened(sentence: Sentence, span: Span) -> bool:
    """Whether the words around the body at ``span`` say that it met."""
    low, high = max(sentence.start, span.start - _MOST_AROUND), min(sentence.end, span.end + _MOST_AROUND)
    return _CONVENED.search(f"{sentence.between(low, span.start)}⟨⟩{sentence.between(span.end, high)}") is not None


def standing_met(sentence: Sentence, titles: Sequence[Title]) -> Iterator[Title]:
    """Every standing body in ``sentence`` of which it is said that it took place; none that touches ``titles``."""
    for title in find_titles(sentence.text, knowledge="standing_bodies"):
        apart = all(title.after < t.start or t.after < title.start for t in titles)
        if apart and (title.named or title.opener in {"the", "a"}) and _took_place(sentence.text, title):
            yield title


def _took_place(text: str, title: Title) -> bool:
    before, behind = text[: title.start], text[title.end :]
    if _BEHIND.match(behind) and not _OF_ANOTHER.search(before):
        return True
    if _BEFORE.search(before) and (_WHEN_OR_WHERE.match(behind) or _OPENED_BY_DAY.match(before)):
        return True
    if _AT.search(before) is None:
        return False
    return (_WHEN_OR_WHERE if title.kind == "series" else _DAY_BEHIND).match(behind) is not None
