"""Numbers as policy papers write them: digits of all grouping styles, number words, scale words.

``USD 1,234.5 million``, ``1 234,5``, ``1'000'000``, ``Rs 1,00,000``, ``two and a half billion``, ``half a million``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from policyfacts.knowledge import compiled, entries

_UNITS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS: dict[str, int] = {
    **{word: value for value, word in enumerate(_UNITS, start=1)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS[:9])}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
)
WORDED = (
    rf"(?:half an?|(?:a|one|three)[ -]quarters? of a|an?|{_SMALL})"
    rf"(?:[ -]hundred(?: and)?(?: {_SMALL})?)?(?: and a half)?"
)
_THIN = "\u00a0\u2009\u202f"
# All forms begin with the same digit class, so that the search skips from digit to digit.
DIGITS = (
    rf"[0-9](?:[0-9]{{0,2}}(?:(?:,\d{{2,3}})*,\d{{3}}(?:\.\d+)?|(?:['’]\d{{3}})+(?:[.,]\d+)?"
    rf"|(?:[{_THIN}]\d{{3}})+(?:[.,]\d+)?|(?:\.\d{{3}})+,\d{{1,2}}|(?:\.\d{{3}}){{2,}})(?!\d)|[0-9]*(?:[.,·]\d+)?)"
)
SPACED = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)"
"""Groups set apart by plain spaces: a number only where a currency says so, for "in phase 2 500 workers" has two."""


@dataclass(frozen=True, slots=True)
class Scales:
    """The scale words: what each multiplies by, and the expressions that match them.

    ``words`` are those of ``long``.
    """

    values: dict[str, Decimal]
    words: frozenset[str]
    long: str
    short: str

    def factor(self, text: str) -> Decimal:
        """The product of all scale words in ``text``; 1 where there are none."""
        product = Decimal(1)
        for word in re.split(r"[\s-]+", text.strip(" \n-.")):
            if word:
                product *= self.values.get(word) or self.values[word.lower()]
        return product


@compiled
def scales(packs: tuple[Path, ...] = ()) -> Scales:
    """The scale words of ``scales.toml``, with those of each folder in ``packs``."""
    values: dict[str, Decimal] = {}
    long: set[str] = set()
    short: set[str] = set()
    for entry in entries("scales", packs):
        words, brief = entry.get("words", []), entry.get("short", [])
        long.update(form for word in words for form in (word, word.capitalize()))
        short.update(brief)
        values.update(dict.fromkeys([*words, *brief, *(word.capitalize() for word in words)], Decimal(entry["value"])))
    return Scales(values, frozenset(long), either(long), either(short))


def either(words: set[str]) -> str:
    """An alternation of ``words``, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def digits(text: str, *, scaled: bool) -> Decimal:
    """The value of a number in digits, whatever separates its groups.

    A single dot before three digits is a decimal point where a scale word follows (``scaled``: "6.639 million") or the
    number starts with 0; otherwise it sets thousands apart ("1.200 euros").
    """
    plain = re.sub(rf"[ '’{_THIN}]", "", text).replace("·", ".")
    if "," in plain and "." in plain:
        decimal = max(plain.rfind(","), plain.rfind("."))
        return Decimal(re.sub(r"[.,]", "", plain[:decimal]) + "." + plain[decimal + 1 :])
    mark = "," if "," in plain else "."
    head, *groups = plain.split(mark)
    if not groups:
        return Decimal(head)
    thousands = len(groups[-1]) == 3 and head != "0"
    if len(groups) > 1 or (thousands and (mark == "," or not scaled)):
        return Decimal(head + "".join(groups))
    return Decimal(f"{head}.{groups[0]}")


_SHARES = {
    "half a": Decimal("0.5"),
    "a quarter of a": Decimal("0.25"),
    "one quarter of a": Decimal("0.25"),
    "three quarters of a": Decimal("0.75"),
}


def worded(text: str) -> Decimal:
    """The value of a number in words, of the kind that ``WORDED`` matches."""
    lowered = " ".join(text.lower().replace("-", " ").split())
    for words, share in _SHARES.items():
        if lowered.startswith(words):
            return share
    half = Decimal("0.5") if lowered.endswith("and a half") else Decimal(0)
    total, current = Decimal(0), 0
    for word in lowered.removesuffix("and a half").split():
        if word == "hundred":
            total, current = total + 100 * (current or 1), 0
        elif word in {"a", "an"}:
            current = 1
        else:
            current += WORDS.get(word, 0)
    return total + current + half
