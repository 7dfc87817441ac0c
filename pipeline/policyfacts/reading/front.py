"""What a paper says of itself: the date of its publication."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    )
    for number, name in enumerate(names.split(), 1)
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"((?:19|20)\d\d)"
_FORMS = (
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: de| of)? ({_MONTH})\.?,?(?: de)? {_YEAR}\b", re.IGNORECASE), "dmy"),
    (re.compile(rf"\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}\b", re.IGNORECASE), "mdy"),
    (re.compile(rf"\b{_YEAR}-(\d\d)-(\d\d)\b"), "iso"),
    (re.compile(rf"\b({_MONTH})\.?(?: de)?,? {_YEAR}\b", re.IGNORECASE), "my"),
)
_YEAR_ONLY = re.compile(rf"(?<![\d/–-]){_YEAR}(?![\d/–-])")
_ISSUE = re.compile(
    r"published|updated|released|issued|distr|date|vol(?:ume|\.)|issue|number|no\.|brief|report|paper|©|copyright",
    re.IGNORECASE,
)
_SHORT = 160


def published(front: Sequence[str], edges: Sequence[str]) -> str:
    """The date printed on the paper (EDTF): first from ``front`` matter, then from running heads and feet; or empty.

    Lines that speak of publishing go first. A bare year counts only on such a line.
    """
    for lines in (front, edges):
        short = [line for line in lines if len(line) < _SHORT]
        ranked = sorted(short, key=lambda line: not _ISSUE.search(line))
        for line in ranked:
            value = _date(line)
            if value:
                return value
        for line in ranked:
            year = _YEAR_ONLY.search(line)
            if year and _ISSUE.search(line):
                return year[1]
    return ""


def of_the_issue(text: str) -> bool:
    """Whether a note on the first page speaks of the paper's publication, not of its subject."""
    return len(text) < _SHORT and _ISSUE.search(text) is not None


def _date(line: str) -> str:
    for pattern, form in _FORMS:
        match = pattern.search(line)
        if match is None:
            continue
        parts = match.groups()
        if form == "iso":
            return "-".join(parts)
        if form == "my":
            return f"{parts[1]}-{_MONTHS[parts[0].lower()]:02d}"
        day, month = (parts[0], parts[1]) if form == "dmy" else (parts[1], parts[0])
        if 1 <= int(day) <= 31:
            return f"{parts[2]}-{_MONTHS[month.lower()]:02d}-{int(day):02d}"
    return ""
