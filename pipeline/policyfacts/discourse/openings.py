"""The dateline that opens a paragraph of news or an entry of a chronicle, and is no part of its first sentence.

"NAIROBI, 3 May 2022 – The Bank approved ...", "Tunis (Reuters) - The ministers met ...". Its place is neither a party
nor the subject of what follows, and parsers take it for both.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s)?"
_DAY = rf"{_WEEKDAY}(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?)(?:,?\s\d{{4}})?"
_AGENCY = r"(?:\([A-Z][\w .,/&-]{1,60}\)|/[A-Z][\w .,&()-]{1,60}/)"
_PLACE = r"(?P<place>[A-ZÀ-Þ][\w’'.-]*(?:(?:,\s|\s|/)(?!\d)[A-ZÀ-Þ][\w’'.-]*){0,4})"
_DASH = r"(?:\s?(?:–|—|--|―)\s?|\s-\s|\s?:\s)"
_OPENING = re.compile(
    rf"{_PLACE}(?:,|\s\|)?\s?(?P<day>{_DAY})?,?\s?"
    rf"(?:(?P<agency>{_AGENCY})\s?(?P<dash>{_DASH})?|(?P<bare>{_DASH}))\s?(?=[“\"‘'A-ZÀ-Þ€$£\d])"
)
# "3 May 2022: The ministers meet", "May 2022 – ...", "2022: ...": an entry of a chronicle.
_YEAR = r"(?:1[6-9]|20)\d\d"
_ENTRY = re.compile(
    rf"(?:[•·*–—-]\s)?(?:{_WEEKDAY}(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:{_MONTH}\s)(?:\d{{1,2}},\s)?)?{_YEAR}{_DASH}\s?"
    r"(?=[“\"‘'A-ZÀ-Þ])"
)
# A dateline is no longer than this.
_LONGEST = 120


def opening(text: str, places: Collection[str], others: Collection[str] = ()) -> int:
    """Where the first sentence of a paragraph begins behind its dateline; 0 where it has none.

    ``places`` are the cities that the paragraph names in the beginning: where neither a day nor an agency is told, the
    place must be one of these, or stand in capitals ("ABU DHABI – A package") and be none of the ``others`` that it
    names ("UNICEF – A grant").
    """
    match = _OPENING.match(text, 0, _LONGEST)
    if match is None:
        return 0
    place, dash = match["place"], (match["dash"] or match["bare"] or "").strip()
    told = match["day"] or match["agency"]
    capitals = place.isupper() and len(place) > len("USA")
    if told or (place in places and (capitals or dash != ":")):
        return match.end()
    return match.end() if capitals and dash != ":" and place not in others else 0


def entry_opening(text: str) -> int:
    """Where what an entry of a chronicle tells begins behind its date ("3 May 2022: "); 0 where it has none."""
    match = _ENTRY.match(text, 0, _LONGEST)
    return match.end() if match else 0
