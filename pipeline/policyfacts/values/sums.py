"""Numbers with a currency beside them: the pieces of which ``values.amounts`` makes sums of money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from policyfacts.knowledge import compiled
from policyfacts.values.currencies import Currencies, currencies
from policyfacts.values.numbers import DIGITS, SPACED, WORDED, digits, scales, worded

_WORDED_END = re.compile(rf"(?<![\w-])({WORDED})[ \n-]+$", re.IGNORECASE)
_GROUPS_END = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})*,? $")
_YEARED = re.compile(r"\b(?:in|constant|real|current|since|at|by|during|until|FY|year)[ \n]+$", re.IGNORECASE)
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
_WEIGHT = re.compile(r"[ \n]+(?:of[ \n]|weight|per square)")
_NUMBER_NEXT = re.compile(r"(?P<gap>[ \u00a0]?)\d+(?P<sized>(?:[.,]\d+)*)")
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Sum:
    """A number at ``text[start:end]``, with the currency beside it where there is one (``code``).

    ``digits`` is the number as written; ``top`` is the upper end of a range, in whole units.
    """

    start: int
    end: int
    number: Decimal
    factor: Decimal
    digits: str
    code: str = ""
    leading: bool = False  # the currency stands before the number
    top: Decimal | None = None

    @property
    def value(self) -> Decimal:
        return self.number * self.factor

    @property
    def in_words(self) -> bool:
        return not self.digits[:1].isdigit()


def sums(text: str, *, dollar: str = "USD", whole: str = "", packs: tuple[Path, ...] = ()) -> Iterator[Sum]:
    """Every number in ``text``, in order, with its currency where one stands beside it.

    ``dollar`` and ``whole`` tell what a bare ``$`` means, and whose dinars or pesos are meant, as for ``find_amounts``.
    """
    finder = replace(_finder(packs), dollar=dollar, whole=whole)
    free = 0  # currency tokens before this belong to an earlier sum
    for number in sorted(finder.numbers(text), key=lambda found: (found.start, -found.end)):
        if number.start >= free:
            found = finder.with_currency(text, number, free)
            free = found.end if found.code else free
            yield found


@dataclass(frozen=True, slots=True)
class _Finder:
    known: Currencies
    number: re.Pattern[str]
    wide: re.Pattern[str]
    scale: re.Pattern[str]
    word: re.Pattern[str]
    packs: tuple[Path, ...]
    dollar: str = "USD"
    whole: str = ""

    def numbers(self, text: str) -> Iterator[Sum]:
        factor = scales(self.packs).factor
        for match in self.number.finditer(text):
            start, end, written = match.start(), match.end(), match[0]
            if start > 1 and text[start - 1] in ".," and text[start - 2].isdigit():
                continue
            if (wide := self.wide.match(text, start)) and self.known.ahead(text, 0, start):
                end, written = wide.end(), wide[0]
            scale = self.scale.match(text, end)
            times = factor(scale[0]) if scale else Decimal(1)
            yield Sum(start, scale.end() if scale else end, digits(written, scaled=scale is not None), times, written)
        for match in self.word.finditer(text):
            if match.start() and text[match.start() - 1] in " \n-":
                before = _WORDED_END.search(text[max(0, match.start() - 40) : match.start()])
                if before:
                    start = match.start() - len(before[0])
                    yield Sum(start, match.end(), worded(before[1]), factor(match[0]), before[1])

    def with_currency(self, text: str, s: Sum, free: int) -> Sum:
        """``s`` with the currency that touches it, at the front first, and all tokens of that currency behind it."""
        before = self.known.ahead(text, free, s.start)
        if before and self._fits(before, s, text, prefix=True):
            start, code = s.start - len(before[0]), self._code(before, text)
            outer = self.known.ahead(text, max(free, start - 12), start)
            if outer and outer["symbol"]:
                start, code = start - len(outer[0]), self._code(outer, text)
            after = self._behind(text, s)
            if after and (before["symbol"] == "$" or before["scaled"]):
                code = self._code(after, text)
            return self._extended(text, replace(s, start=start, code=code, leading=True))
        after = self._behind(text, s)
        if after and self._free(text, s) and self._fits(after, s, text, prefix=False):
            s = replace(s, end=after.end(), code=self._code(after, text))
            return self._extended(text, self._widened(text, s, free))
        return s

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

    def _widened(self, text: str, s: Sum, free: int) -> Sum:
        """Takes in the groups before the last one: "135 000 000 CNY"."""
        if s.factor != 1 or len(s.digits) != 3:
            return s
        groups = _GROUPS_END.search(text[max(free, s.start - 16) : s.start])
        if not groups or ("," in groups[0] and s.digits != "000"):
            return s
        written = groups[0].replace(", ", " ") + s.digits
        return replace(s, start=s.start - len(groups[0]), number=digits(written, scaled=False), digits=written)

    def _free(self, text: str, s: Sum) -> bool:
        """Whether ``s`` is a number of its own, not the end of a code."""
        before = text[s.start - 1 : s.start]
        return not (before.isalnum() or before in {"_", "#"} or (before == "/" and s.factor == 1))

    def _code(self, match: re.Match[str], text: str) -> str:
        qualifier = re.sub(r"[\s-]+", " ", match["qualifier"] or "")
        return self.known.code(_token(match), qualifier, (text, self.whole), self.dollar)

    def _fits(self, match: re.Match[str], s: Sum, text: str, *, prefix: bool) -> bool:
        """Whether the token really makes the number a sum, rather than a year, a goal's number or a weight."""
        groups = match.groupdict()
        sized = s.factor > 1 or s.in_words or re.search(r"\D", s.digits.strip()) is not None
        if groups.get("scaled"):
            return s.factor >= _THOUSAND and not s.in_words
        if token := groups["symbol"]:
            if (token in self.known.codes and token not in self.known.common) or token == "SDR":
                return sized or (len(s.digits) > 3 and not _YEAR_LIKE.fullmatch(s.digits))
            return prefix or sized or token not in self.known.common or not _YEAR_LIKE.fullmatch(s.digits)
        if prefix:
            return s.factor > 1 or "," in s.digits
        return self._name_fits(match, s, text)

    def _name_fits(self, match: re.Match[str], s: Sum, text: str) -> bool:
        name, qualifier = match["name"], match["qualifier"]
        if s.factor == 1 and (s.in_words or match["other"]):
            return False
        if not qualifier and name in self.known.guarded:
            return False
        if not qualifier and name.lower() == "won":
            return s.factor >= _THOUSAND
        if name.lower() == "pounds" and s.factor == 1 and _WEIGHT.match(text, match.end()):
            return False
        year = _YEAR_LIKE.fullmatch(s.digits) and s.factor == 1
        return not (year and _YEARED.search(text[max(0, s.start - 16) : s.start]))


def _token(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return re.sub(r"\s+", " ", groups["symbol"] or groups["name"] or groups.get("scaled") or "")


@compiled
def _finder(packs: tuple[Path, ...]) -> _Finder:
    found = scales(packs)
    scale = (
        rf"(?:[ \u00a0-]?[ ]?\n?[ ]?(?:{found.long})(?!\w))+"
        rf"|[ \u00a0-]?(?:{found.short})(?!\w)(?:\.(?=[ ]?(?:[a-z]|[A-Z]{{3}}\b)))?"
    )
    return _Finder(
        currencies(packs),
        re.compile(DIGITS),
        re.compile(SPACED),
        re.compile(scale),
        re.compile(rf"(?:{found.long})(?:[ -](?:{found.long}))*(?!\w)"),
        packs,
    )
