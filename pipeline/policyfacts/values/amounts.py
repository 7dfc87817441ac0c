"""Sums of money in running text: ``US$5-7 billion``, ``RMB 100 bn``, ``79 million Swedish kronor``, ``Rs 500 crore``.

``find_amounts`` follows the annotation guidelines (``corpus/GUIDELINES.md``): the text holds currency and scale but
no "about" or "over", which become the qualifier; "between USD 4 and 6 billion" is one range; each member of a list
("$5, $7 and $9 million") is a sum of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from policyfacts.records import Mention, Money
from policyfacts.values.currencies import Currencies, currencies
from policyfacts.values.numbers import DIGITS, SPACED, WORDED, digits, scales, worded

_AT_MOST = (
    r"(?:up|equal) to|no(?:t)? (?:more|greater|higher) than|not (?:to )?exceed(?:ing)?|at most|less than|fewer than"
    r"|lower than|under|below|just (?:under|below|short of)|a maximum of|as much as|a ceiling of|capped at|<|≤|=<|<="
)
_AT_LEAST = (
    r"(?:well |just |slightly |far )?(?:over|above)|more than|(?:in|an) excess of|exceed(?:s|ed|ing)?|at least"
    r"|upwards? of|no(?:t)? (?:less|fewer|lower) than|a minimum of|greater than|higher than|larger than"
    r"|surpass(?:es|ed|ing)?|top(?:s|ped|ping)|beyond|north of|>|≥|=>|>="
)
_ABOUT = (
    r"about|around|approximately|approx\.?|appr\.?|nearly|almost|roughly|some|circa|c\.|ca\.?|~|≈|close to"
    r"|an? estimated|estimated(?: at| to be(?: worth)?)?|in the (?:region|order|neighbou?rhood|range) of"
    r"|on the order of|or so|perhaps|virtually"
)
_LINK = (
    r"(?:[ \n]+(?:an? (?:total|combined|additional|further|extra|equivalent|overall|aggregate)(?: of)?"
    r"|a (?:combined )?total of|the equivalent of|another|worth))?[ \n]*\(?$"
)
_QUALIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<![\w.])(?:{words}){_LINK}", re.IGNORECASE))
    for name, words in (("at most", _AT_MOST), ("at least", _AT_LEAST), ("approximate", _ABOUT))
)
_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("at least", re.compile(r"(?:[ \n]+(?:or|and)[ \n]+(?:more|above|over|higher)\b|[ ]?\+(?!\w)|[ \n]plus\b)")),
    ("at most", re.compile(r"[ \n]+or[ \n]+(?:less|below|lower|under)\b")),
    ("approximate", re.compile(r"[ \n]+or[ \n]+(?:so|thereabouts)\b|[ \n]+approximately\b(?=[ \n]*[).,;])")),
)
_RANGE = re.compile(r"[ \u00a0]*\n?[ \u00a0]*(?:[-\u2010-\u2015\u2212]|(?:up )?to|through)[ \u00a0]*\n?[ \u00a0]*")
_AND = re.compile(r"[ \n\u00a0]+(?:and|or|to)[ \n\u00a0]+")
_LISTED = re.compile(r"[ ]*,[ \n]*(?:(?:and|or)[ \n]+)?|[ \n]+(?:and|or)[ \n]+")
_BETWEEN = re.compile(
    r"\b(?:between|ranging from|ranges? from|ranged from|varying from)[ \n]+(?:\w+[ \n]+)?$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom[ \n]+(?:\w+[ \n]+)?$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:increas|rais|ris|rose|grew|grow|jump|climb|soar|surg|doubl|tripl|fell|fall|drop|declin|reduc|cut|lower|decreas"
    r"|up\b|down\b|expan|chang|went|slash|revis|mov|shr[aiu]nk|slid|scal|upgrad|adjust|swell|swoll|balloon|improv)",
    re.IGNORECASE,
)
_YEARED = re.compile(r"\b(?:in|constant|real|current|since|at|by|during|until|FY|year)[ \n]+$", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"[^.;]{0,120}\brespectively\b")
_WEIGHT = re.compile(r"[ \n]+(?:of[ \n]|weight|per square)")
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
_DOLLAR_USE = re.compile(
    r"(?:figures|amounts|sums|values|prices|currency|dollars?|\$)[^.\n]{0,60}?\b(?:are|is|in|refers? to|means?)\b"
    r"[^.\n]{0,30}?\b(?P<which>[A-Z][\w.]*(?: [A-Z]\w+)?) dollars",
)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number on its way to becoming a sum: its place, its size, and the currency found beside it."""

    start: int  # with the currency before it
    end: int  # with the currency after it
    number: Decimal
    factor: Decimal
    digits: str
    bare_start: int  # of the number alone
    bare_end: int
    code: str = ""
    told: str = ""  # the currency token, empty where there is none
    top: Decimal | None = None

    @property
    def value(self) -> Decimal:
        return self.number * self.factor


def find_amounts(text: str, *, dollar: str = "USD", packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every sum of money in ``text``, in order, each with its ``Money``.

    Args:
        text: any string; offsets count its characters from 0.
        dollar: the ISO 4217 code that a bare ``$`` or "dollars" stands for; ``document_dollar`` tells it.
        packs: folders whose ``currencies.toml`` and ``scales.toml`` add to ours.
    """
    if not _may_hold(text):
        return []
    finder = _finder(packs)
    sums = list(finder.sums(text, dollar))
    return [
        Mention("amount", s.start, s.end, text[s.start : s.end], _money(text, s))
        for s in _ranged(text, _listed(text, sums))
        if s.code
    ]


def document_dollar(text: str, *, packs: tuple[Path, ...] = ()) -> str:
    """The currency that a bare ``$`` means in a paper whose text is ``text``, as an ISO 4217 code.

    What the paper says of its figures decides. Else it is USD, unless the paper marks American dollars ("US$") beside
    bare ones, never marks those of the country that it speaks of most, and speaks of that country far more than of
    the United States.
    """
    known = currencies(packs)
    for match in _DOLLAR_USE.finditer(text):
        for code in known.qualifiers.get(match["which"].lower(), ()):
            if code in known.meanings["dollar"]:
                return code
    marked = len(re.findall(r"US ?\$|U\.S\. ?\$|\bUSD\b", text))
    bare = len(re.findall(r"(?<![A-Z]{2} )(?<!S\. )(?<![\w.$])\$ ?\d", text))
    if not marked or bare < 3:
        return "USD"
    candidates = known.meanings["dollar"]
    counts = known.named(text, candidates)
    american = counts.pop("USD", 0)
    best = max(candidates, key=lambda code: counts[code])
    signs = [token for token, codes in known.meanings.items() if codes == (best,)]
    own = any(re.search(rf"(?<!\w){re.escape(sign)}(?!\w)", text) for sign in signs)
    return best if counts[best] > max(5, 3 * american) and not own else "USD"


def _may_hold(text: str) -> bool:
    return any(character.isdigit() for character in text) or "illion" in text or "housand" in text or "undred" in text


@dataclass(frozen=True, slots=True)
class _Finder:
    known: Currencies
    number: re.Pattern[str]
    wide: re.Pattern[str]
    scale: re.Pattern[str]
    word: re.Pattern[str]
    packs: tuple[Path, ...]

    def sums(self, text: str, dollar: str) -> Iterator[_Sum]:
        """Every number in ``text``, with its currency where one stands beside it."""
        free = 0  # currency tokens before this belong to an earlier sum
        for start, end, number, factor, written in self._numbers(text):
            if start < free:
                continue
            found = self._with_currency(text, _Sum(start, end, number, factor, written, start, end), free, dollar)
            free = found.end if found.code else free
            yield found

    def _numbers(self, text: str) -> Iterator[tuple[int, int, Decimal, Decimal, str]]:
        factor = scales(self.packs).factor
        found: list[tuple[int, int, Decimal, Decimal, str]] = []
        for match in self.number.finditer(text):
            start, end, written = match.start(), match.end(), match[0]
            if start and text[start - 1] in ".," and start > 1 and text[start - 2].isdigit():
                continue
            if (wide := self.wide.match(text, start)) and self.known.ahead(text, 0, start):
                end, written = wide.end(), wide[0]
            scale = self.scale.match(text, end)
            value = digits(written, scaled=scale is not None)
            found.append(
                (start, scale.end() if scale else end, value, factor(scale[0]) if scale else Decimal(1), written)
            )
        for match in self.word.finditer(text):
            if match.start() == 0 or text[match.start() - 1] not in " \n-":
                continue
            before = _WORDED_END.search(text[max(0, match.start() - 40) : match.start()])
            if before:
                start = match.start() - len(before[0])
                found.append((start, match.end(), worded(before[1]), factor(match[0]), before[1]))
        return iter(sorted(found, key=lambda item: (item[0], -item[1])))

    def _with_currency(self, text: str, s: _Sum, free: int, dollar: str) -> _Sum:
        before = self.known.ahead(text, free, s.start)
        after = self.known.behind(text, s.end)
        if before and self._fits(before, s, text, prefix=True):
            code = self._code(before, text, dollar)
            start = s.start - len(before[0])
            outer = self.known.ahead(text, max(free, start - 12), start)
            if outer and outer["symbol"]:
                code = self._code(outer, text, dollar)
                start -= len(outer[0])
            end = s.end
            if after and not re.match(r"[ \u00a0]?\d", text[after.end() : after.end() + 2]):
                second = self._code(after, text, dollar)
                if second == code or before["symbol"] == "$":
                    code, end = second, after.end()
            return replace(s, start=start, end=end, code=code, told=before[0].strip())
        glued = s.start > 0 and (text[s.start - 1].isalnum() or text[s.start - 1] in "/_#")
        if after and not glued and self._fits(after, s, text, prefix=False):
            return replace(s, end=after.end(), code=self._code(after, text, dollar), told=after[0].strip())
        return s

    def _code(self, match: re.Match[str], text: str, dollar: str) -> str:
        groups = match.groupdict()
        token = groups["symbol"] or groups["name"] or groups.get("scaled") or ""
        token = re.sub(r"\s+", " ", token)
        return self.known.code(token, re.sub(r"[\s-]+", " ", groups["qualifier"] or ""), text, dollar)

    def _fits(self, match: re.Match[str], s: _Sum, text: str, *, prefix: bool) -> bool:
        """Whether the token really makes the number a sum, rather than a year, a goal's number or a weight."""
        groups = match.groupdict()
        sized = s.factor > 1 or bool(re.search(r"\D", s.digits.strip())) or not s.digits[:1].isdigit()
        if groups.get("scaled"):
            return s.factor >= 1000 and s.digits[:1].isdigit()
        if groups["symbol"]:
            token = groups["symbol"]
            if (token in self.known.codes and token not in self.known.common) or token == "SDR":
                return sized or (len(s.digits) > 3 and not _YEAR_LIKE.fullmatch(s.digits))
            return token not in self.known.common or not _YEAR_LIKE.fullmatch(s.digits) or s.factor > 1 or prefix
        name, qualifier = groups["name"], groups["qualifier"]
        if not s.digits[:1].isdigit() and s.factor == 1:
            return False
        if name in self.known.guarded and not qualifier:
            return False
        if prefix:
            return sized and (s.factor > 1 or "," in s.digits)
        if name.lower() == "won" and not qualifier:
            return s.factor >= 1000
        if name.lower() == "pounds" and s.factor == 1 and _WEIGHT.match(text, match.end()):
            return False
        before = text[max(0, s.start - 16) : s.start]
        return not (_YEAR_LIKE.fullmatch(s.digits) and s.factor == 1 and _YEARED.search(before))


_WORDED_END = re.compile(rf"(?<![\w-])({WORDED})[ \n-]+$", re.IGNORECASE)


@cache
def _finder(packs: tuple[Path, ...]) -> _Finder:
    found = scales(packs)
    scale = (
        rf"(?:[ \u00a0-]?[ ]?\n?[ ]?(?:{found.long})(?!\w))+"
        rf"|[ \u00a0]?(?:{found.short})(?!\w)(?:\.(?=[ ]?(?:[a-z]|[A-Z]{{3}}\b)))?"
    )
    return _Finder(
        currencies(packs),
        re.compile(DIGITS),
        re.compile(SPACED),
        re.compile(scale),
        re.compile(rf"(?:{found.long})(?:[ -](?:{found.long}))*(?!\w)"),
        packs,
    )


def _listed(text: str, sums: Sequence[_Sum]) -> list[_Sum]:
    """Lends scale and currency along a list: "$5, $7 and $9 million" are millions all."""
    done: list[_Sum] = []
    for s in reversed(sums):
        after = done[-1] if done else None
        if after is not None and _LISTED.fullmatch(text[s.end : after.start]):
            close = s.factor == 1 and after.factor > 1 and len(s.digits) <= 5 and "," not in s.digits
            close = close and Decimal("0.05") <= s.number / after.number <= 20 if after.number else False
            both = s.code and (after.code == s.code)
            if close and both:
                s = replace(s, factor=after.factor)
            elif close and not s.code and after.code and _RESPECTIVELY.match(text, after.end):
                s = replace(s, factor=after.factor, code=after.code)
        done.append(s)
    return done[::-1]


def _ranged(text: str, sums: Sequence[_Sum]) -> list[_Sum]:
    """Two sums joined into a range, and the rest as they are."""
    done: list[_Sum] = []
    for s in sums:
        whole = _range(text, done[-1], s) if done else None
        if whole is not None:
            done[-1] = whole
        else:
            done.append(s)
    return done


def _range(text: str, first: _Sum, last: _Sum) -> _Sum | None:
    joint = text[first.end : last.start]
    if first.top is not None or not (first.code or last.code) or len(joint) > 8:
        return None
    if first.code and last.code and first.code != last.code:
        return None
    before = text[max(0, first.start - 90) : first.start]
    between = _BETWEEN.search(before)
    if not (_RANGE.fullmatch(joint) or (between and _AND.fullmatch(joint))):
        return None
    if _FROM.search(before) and not between and first.code and _CHANGE.search(before):
        return None
    if not first.code and first.told == "" and last.told and not first.digits[:1].isdigit() and first.factor == 1:
        return None
    low = first.number * (last.factor if first.factor == 1 and first.number < last.number else first.factor)
    if low >= last.value:
        return None
    return replace(
        first,
        end=last.end,
        number=low,
        factor=Decimal(1),
        code=first.code or last.code,
        top=last.value,
        told=first.told,
    )


def _money(text: str, s: _Sum) -> Money:
    return Money(_whole(s.value), s.code, None if s.top is None else _whole(s.top), _qualifier(text, s))


def _whole(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _qualifier(text: str, s: _Sum) -> str:
    before = text[max(0, s.start - 60) : s.start]
    told = [(match.start(), name) for name, pattern in _QUALIFIERS if (match := pattern.search(before))]
    if told:
        return min(told)[1]  # the longer one: "not less than" holds "less than"
    for name, pattern in _AFTER:
        if pattern.match(text, s.end):
            return name
    return "exact"
