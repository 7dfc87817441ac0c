"""Finds numbers with a currency beside them: the pieces of which ``values.amounts`` makes sums of money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from policyfacts.knowledge import compiled
from policyfacts.values.currencies import DOLLARS, UNTOLD, Currencies, currencies
from policyfacts.values.fitting import Fitting
from policyfacts.values.numbers import scales
from policyfacts.values.numerals import Numeral, numerals, scale_words
from policyfacts.values.pieces import BELOW_ZERO, BROKEN, Sum, faulty

_MILLIONS_OF = re.compile(r"\b((?:[mb]|tr)illion|thousand)s?[ ]of[ ]$", re.IGNORECASE)
_SET_OFF = re.compile(r"[ ,.\n]+[0-9]")
_NUMBER_NEXT = re.compile(r"(?P<gap>[ \u00a0]?)\d+(?P<sized>(?:[.,]\d+)*)")
_OPENS_RANGE = re.compile(r"(?:[ -]to|[ ]or|[ ]and)[ -]")
_SEVERAL = re.compile(r"[ ]\d|[ ]?/")
_SIGNED = re.compile(r"[$€£¥][-\u2212\u2013]$|[ \u00a0][-\u2212\u2013]$|[\u2212\u2013]$")
_RATE = re.compile(
    r"[ ]?(?:per[ ]|an?[ ](?:lit(?:er|re)|gallon|kilo|kg|kilogram|pound|unit|barrel|ton|tonne|share|piece|hour|metre"
    r"|meter|mile|kilometre|watt|kWh)|/[ ]?[a-zA-Z]|each\b|apiece\b|(?:to|for|against)[ ](?:the|one|a|1)[ ])"
)
_ONE_POINT = re.compile(r"\d{1,3}\.\d{3}")
_THOUSAND = 1000
_MILLION = 10**6


def sums(text: str, *, dollar: str = "USD", whole: str = "", packs: tuple[Path, ...] = ()) -> Iterator[Sum]:
    """Every number in ``text``, in order, with its currency where one stands beside it.

    ``dollar`` and ``whole`` tell what a bare ``$`` means, and whose dinars or pesos are meant, as for ``find_amounts``.
    """
    finder = replace(_finder(packs), dollar=dollar, whole=whole)
    free = 0  # currency tokens before this belong to an earlier sum
    for number in numerals(text, packs):
        if number.start < free:
            continue
        found = finder.with_currency(text, number, free)
        if found.code:
            free = found.end
        if found.code or found.factor > 1 or not found.in_words or _OPENS_RANGE.match(text, found.end):
            yield found


@dataclass(frozen=True, slots=True)
class _Finder:
    known: Currencies
    scale: re.Pattern[str]
    rest: re.Pattern[str]
    stuck: re.Pattern[str]
    packs: tuple[Path, ...]
    dollar: str = "USD"
    whole: str = ""

    def with_currency(self, text: str, numeral: Numeral, free: int) -> Sum:
        """The sum that ``numeral`` makes with the currency that touches it, at the front first."""
        start, end, whole = numeral.start, numeral.end, numeral.whole
        s = Sum(start, end, numeral.number, numeral.factor, numeral.digits, more=numeral.more, whole=whole)
        found = self._led(text, s, free) or self._followed(text, s) or s
        if not found.code:
            return found if numeral.whole else self._cut_off(text, s)
        if _ONE_POINT.fullmatch(s.digits) and found.factor == 1 and _RATE.match(text, found.end):
            found = replace(found, number=Decimal(s.digits))  # "$1.234 per litre": no thousands
        return self._judged(text, numeral, found)

    def _led(self, text: str, s: Sum, free: int) -> Sum | None:
        """``s`` with the currency before it, and all tokens of that currency behind it."""
        begin, minus = s.start, text[s.start - 1 : s.start] in {"-", "\u2212", "\u2013"}
        before = self.known.ahead(text, free, begin)
        if before is None and minus:
            begin -= 1
            before = self.known.ahead(text, free, begin)
        if before is None:
            return self._scale_first(text, s, free)
        if not self._fitting(text).before(before, s):
            return None
        start, code = begin - len(before[0]), self._code(before, text)
        if before["multiple"]:
            s = replace(s, factor=s.factor * self._multiple(before))
        if before["name"] and s.factor == 1 and (times := _MILLIONS_OF.search(text, max(0, start - 16), start)):
            start, s = times.start(), replace(s, factor=scales(self.packs).factor(times[1].lower()))
        outer = self.known.ahead(text, max(free, start - 12), start)
        if outer and outer["symbol"]:
            start -= len(outer[0])
            if not (outer["symbol"] == "$" and code in self.known.meanings["dollar"]):
                code = self._code(outer, text)
        token, s = _token(before), replace(s, start=start, code=code, leading=True)
        after = self._behind(text, s)
        if after and (token == "$" or before["scaled"] or code == UNTOLD):
            s = replace(s, code=self._code(after, text))
        return self._said_behind(text, self._extended(text, s), token)

    def _scale_first(self, text: str, s: Sum, free: int) -> Sum | None:
        """``s`` with a currency and a scale word before it: "US$ billion 10.5"."""
        if s.factor != 1 or text[s.start - 1 : s.start] != " " or s.year_like:
            return None
        word = text[max(0, s.start - 12) : s.start - 1].rpartition(" ")[2]
        if len(word) < 2 or word not in scales(self.packs).values or _SEVERAL.match(text, s.end):
            return None
        begin = s.start - 1 - len(word)
        before = self.known.ahead(text, free, begin)
        if before is None or not before["symbol"]:
            return None
        factor = scales(self.packs).factor(word)
        return replace(s, start=begin - len(before[0]), code=self._code(before, text), factor=factor, leading=True)

    def _followed(self, text: str, s: Sum) -> Sum | None:
        """``s`` with the currency behind it, which may stand in brackets: "10.5 billion (USD)"."""
        after = self._behind(text, s)
        if after is None:
            after = self.known.bracketed(text, s.end) if s.sized else None
            if after is None or after["adjective"]:
                return None
        if not self._free(text, s) or not self._fitting(text).behind(after, s):
            return None
        if after["multiple"]:
            s = replace(s, factor=s.factor * self._multiple(after))
        s = replace(s, end=after.end(), code=self._code(after, text))
        return self._said_behind(text, self._extended(text, s), _token(after))

    def _said_behind(self, text: str, s: Sum, token: str) -> Sum:
        """``s`` with what stands behind it and says whose dollars or yen they are: "(AUD)", "(RMB)", "Canadian"."""
        told = self.known.bracketed(text, s.end) or (token in DOLLARS and self.known.adjective(text, s.end)) or None
        if told is None:
            return s
        candidates = self.known.meanings["dollar" if token in DOLLARS else self.known.form(token)]
        if told["adjective"]:
            codes = self.known.qualifiers.get(re.sub(r"\s+", " ", told["adjective"]).lower(), ())
        else:
            codes = (self._code(told, text),)
        code = next((code for code in codes if code in candidates), "")
        return replace(s, code=code, end=told.end()) if code else s

    def _behind(self, text: str, s: Sum) -> re.Match[str] | None:
        """The token behind ``s``, unless it belongs to the number after it: "27 million USD 100 km" has it behind."""
        found = self.known.behind(text, s.end)
        number = _NUMBER_NEXT.match(text, found.end()) if found and not found["name"] else None
        if number is None:
            return found
        plain = number["gap"] and not number["sized"] and not self.scale.match(text, number.end())
        return found if plain and s.factor > 1 else None

    def _extended(self, text: str, s: Sum) -> Sum:
        """Takes in what follows and means the same: "$5 million USD", "5 million RMB yuan", "320 USD million"."""
        while (after := self._behind(text, s)) and self.known.may_mean(_token(after), s.code):
            s = replace(s, end=after.end())
        if s.factor == 1 and (scale := self.scale.match(text, s.end)) and len(scale[0].strip()) > 2:
            s = replace(s, end=scale.end(), factor=scales(self.packs).factor(scale[0]))
        return s

    def _judged(self, text: str, numeral: Numeral, s: Sum) -> Sum:
        """``s``, or the whole of what is printed there with the reason why it is no amount, though it is money."""
        cut = s.leading and text[s.start - 1 : s.start].isdigit()
        if cut or not s.whole or (s.factor == 1 and self.stuck.match(text, s.end)):
            rest = self.rest.match(text, s.end)
            return replace(s, end=rest.end() if rest else s.end, unread=BROKEN)
        if s.leading and _SIGNED.search(text, s.start, numeral.start):
            return replace(s, unread=BELOW_ZERO)
        return faulty(text, s)

    def _cut_off(self, text: str, s: Sum) -> Sum:
        """``s`` as unread where the currency stands behind the rest of its number: "6 billion3 euros"."""
        rest = None if _SET_OFF.match(text, s.end) else self.rest.match(text, s.end)
        after = self.known.behind(text, rest.end()) if rest else None
        if after is None:
            return s
        return replace(s, end=after.end(), code=self._code(after, text), unread=BROKEN)

    def _free(self, text: str, s: Sum) -> bool:
        """Whether ``s`` is a number of its own, not the end of a code."""
        before = text[s.start - 1 : s.start]
        return not (before.isalnum() or before in {"_", "#"} or (before == "/" and s.factor == 1))

    def _code(self, match: re.Match[str], text: str) -> str:
        qualifier = re.sub(r"[\s-]+", " ", match["qualifier"] or "")
        return self.known.code(_token(match), qualifier, (text, self.whole), self.dollar)

    def _fitting(self, text: str) -> Fitting:
        return Fitting(self.known, self.scale, text, self.whole)

    def _multiple(self, match: re.Match[str]) -> int:
        return _MILLION if match["multiple"] in {"m", "M"} else _THOUSAND


def _token(match: re.Match[str]) -> str:
    groups = match.groupdict()
    written = groups["symbol"] or groups["coded"] or groups["name"] or groups.get("scaled") or ""
    return re.sub(r"\s+", " ", written)


@compiled
def _finder(packs: tuple[Path, ...]) -> _Finder:
    rest = rf"[\w/]*(?:[.,]?[ \n]?(?:[.,]?[0-9][0-9.,]*(?<=[0-9])\w*|(?:{scales(packs).long})\w*))*"
    stuck = re.compile(rf"[ -]?(?:{scales(packs).long})\w*")
    return _Finder(currencies(packs), scale_words(packs), re.compile(rest), stuck, packs)
