"""The words of dates and what they number: months, ordinals, seasons, centuries, days and years spelled out.

``twenty-second`` is 22, ``nineteen ninety-six`` 1996, ``VIII`` the eighth month. Expressions here match words only; how
they stand together is for ``values.datepattern``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SPACE = r"(?:[ \u00a0\u2009\u202f]+(?:\n[ \u00a0]*)?|\n[ \u00a0]*)"  # at most one line break: never over a blank line

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_ROMAN = {
    roman: number
    for number, roman in enumerate(
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"),
        start=1,
    )
}
ORDINALS = {
    **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
    **{"last": -1, "final": -1, "latter": -1, "later": -1},
}
"""Which part of a year: -1 is the last one."""
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
DECADES = {
    **{"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5},
    **{"sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9},
}
COUNTS = {
    word: number
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
        start=2,
    )
}
_UNITS = {word: number for number, word in enumerate(("one", *list(COUNTS)[:8]), start=1)}
_TEENS = {
    word: number
    for number, word in enumerate(
        (
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
            "nineteen",
        ),
        start=10,
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        start=2,
    )
}
_NTHS = {
    word: number
    for number, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
            *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
            *("eighteenth", "nineteenth", "twentieth"),
        ),
        start=1,
    )
} | {"thirtieth": 30}


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_NTH = rf"(?:(?:twenty|thirty)[\s-](?:{_either(list(_NTHS)[:9])})|{_either(_NTHS)})"
_SMALL = rf"(?:(?:{_either(_TENS)})(?:[\s-](?:{_either(_UNITS)}))?|{_either(_TEENS)})"
_TAIL = rf"(?:{SPACE}and)?(?:[\s-]){_SMALL}|(?:{SPACE}and)(?:[\s-])(?:{_either(_UNITS)})"
_HUNDREDS = _either(list(_TEENS)[5:])

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?"
    r"|january|february|april|june|july|august|september|october|november|december)(?![^\W\d_])"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day\b|\b\.?)"
ROMAN = rf"(?i:{_either(_ROMAN)})"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
CENTURY = rf"(?:\d\d?(?:st|nd|rd|th)|(?i:twenty[\s-]first|{_either(list(_NTHS)[9:20])}))"
DAY_WORDS = rf"(?i:{_NTH})(?!\w)"
YEAR_WORDS = (
    rf"(?i:(?:{_HUNDREDS})(?:{SPACE}hundred(?:{_TAIL})?|[\s-]{_SMALL})"
    rf"|one{SPACE}thousand,?{SPACE}(?:{_either(list(_UNITS)[4:])}){SPACE}hundred(?:{_TAIL})?"
    rf"|two{SPACE}thousand(?:{_TAIL})?|twenty[\s-](?:(?:{_either(_TENS)})(?:[\s-](?:{_either(_UNITS)}))?|{_either(_TEENS)}))"
    r"(?![\w-])"
)


def month_number(word: str) -> int:
    """1 to 12 for a month's name, its abbreviation, or a Roman number up to XII."""
    return _ROMAN.get(word.upper()) or _MONTHS[word[:3].lower()]


def nth_number(words: str) -> int:
    """1 to 31 for a day's ordinal in words: ``twenty-second`` is 22."""
    tens, _, unit = re.sub(r"\s", "-", words.lower()).partition("-")
    return _TENS[tens] + _NTHS[unit] if unit else _NTHS[tens]


def century_number(word: str) -> int:
    """``19th`` and ``nineteenth`` are 19."""
    return int(word[:-2]) if word[0].isdigit() else nth_number(word)


def year_number(words: str) -> int:
    """The year that words of ``YEAR_WORDS`` spell: ``two thousand and five`` is 2005."""
    total, small = 0, 0
    hundreds = True  # the first number of "nineteen ninety-six" counts hundreds
    for word in re.split(r"[\s,-]+", words.lower()):
        if word in {"thousand", "hundred"}:
            total, small, hundreds = total + small * (1000 if word == "thousand" else 100), 0, False
        elif word != "and":
            number = _UNITS.get(word) or _TEENS.get(word) or _TENS[word]
            if hundreds and small:
                total, small, hundreds = small * 100, 0, False
            small += number
    return total + small


def short_year(digits: str) -> int:
    """The year that two digits stand for: 50 to 99 lie in the twentieth century."""
    return int(digits) + (1900 if int(digits) >= 50 else 2000)
