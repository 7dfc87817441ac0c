"""Numbers in a text, each read whole or not at all: ``2½ million``, ``4. 5 billion``, ``7 million 250 thousand``.

A number that is printed in pieces is put together where only one number can be meant ("$4. 5 million", a line end in
"2,\n500 million"). Where pieces stand beside it that it cannot take in (a tail of digits, letters stuck to it, digits
set apart), it is told to be no whole number: a small exact number made of its first digits would be another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from policyfacts.knowledge import compiled
from policyfacts.values.currencies import Currencies, currencies
from policyfacts.values.numbers import DIGITS, SPACED, digits, scales
from policyfacts.values.wording import spoken

VULGAR = {
    **{"½": "0.5", "¼": "0.25", "¾": "0.75", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"},
    **{"⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8"},
}
# Arabic, Persian, Devanagari and Bengali.
_OTHER_DIGITS = {first + value: str(value) for first in (0x660, 0x6F0, 0x966, 0x9E6) for value in range(10)}
_OTHER_DIGIT = re.compile(rf"[{''.join(map(chr, _OTHER_DIGITS))}]")
_VULGAR = "".join(VULGAR)
_ODD = "⅓⅔⅙⅚"  # thirds and sixths have no exact value
_HALVES = r"(?:1/2|[13]/4|[1-4]/5|[1357]/8)(?![\d/])"
_FRACTION = re.compile(rf"[ \u00a0]?(?P<sign>[{_VULGAR}])|[ \u00a0-](?P<halves>{_HALVES})")
_SHARE = re.compile(_HALVES)
_LONE = re.compile(rf"(?<![\w.,])[{_VULGAR}]")
_DIGITS = re.compile(DIGITS)
_SPACED = re.compile(SPACED)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})*")
_ONE_POINT = re.compile(r"\d+[.,]\d{3}")
_POINT_BEFORE = re.compile(r"(?:^|[\s$€£¥(])\.$")
# What a number goes on with whose digits are set apart.
_PIECE_BEFORE = re.compile(rf"\d[.,]$|[{_VULGAR}]$")
_GAPS = frozenset(" ,.\n")
_NEAR_DIGIT = re.compile(r"[ ,.\n]{1,3}\d")
_LOOSE_GROUP = re.compile(r"(?:,(?:[ ]|[ ]?\n)| ,)(?P<rest>\d{3}(?:,\d{3})*(?!\d))")
_LOOSE_POINT = re.compile(r"(?: \.| \. |\.(?:[ ]|[ ]?\n))(?P<rest>\d{1,3}(?![\d%]|[.,]\d))")
_RANGE_ON = re.compile(rf"(?: (?:and|to|or) |[ ]?[-\u2013][ ]?){SPACED}")
_CLOSED = re.compile(r"[.,]\d{1,2}(?!\d)|[ ]?(?:[.;:)]|\n|$)")
_LISTED_ON = re.compile(r"[ ]?(?:,|and\b|or\b|&)")
_SPLIT = re.compile(r"[ \n](?P<next>\d+)(?:[.,]\d+)*")
_TAIL = re.compile(rf"\w|[.,·]\d|[/⁄]\d|[ ]?[{_ODD}{_VULGAR}]")
_PLUS = re.compile(r"\+(?![\w+])|[ -]plus(?!\w)")
_COMPOUND = re.compile(r"[ -]|[ ]?\n[ ]?")
_MANY_DECIMALS = re.compile(r",\d{4,}$")
# A capital word before a number labels it ("Annex 3", "May 5"), unless it only opens the sentence.
_OPENING = (
    r"(?!(?:The|An?|Its?|Their|This|That|Some|About|Over|Nearly|Almost|Around|Of|For|With|By|To|From|At|In|On|And|Under"
    r"|Total|Another|Between|Up|Only|Just|Where|When|If|But|So|As|Spent|Cost|Costs|Was|Is)\b)"
)
_LABEL = re.compile(
    rf"(?:^|[\s(])(?:{_OPENING}[A-Z][\w.]*|no\.|phase|section|chapter|lot|tranche|stage|part|page|p\.|component|table"
    r"|round|line|article|figure|annex|item|para\.|paragraph|note|group|step|type|level|option)[ \n]+$|\n[ ]*$|^$"
)
_HUNDRED = 100
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at ``text[start:end]``, with its scale words.

    ``digits`` is the number as written. ``whole`` is False where the text around it shows that it is a part of a
    number only. ``more`` says that a plus stands behind it.
    """

    start: int
    end: int
    number: Decimal
    factor: Decimal
    digits: str
    whole: bool = True
    more: bool = False

    @property
    def value(self) -> Decimal:
        return self.number * self.factor

    @property
    def in_words(self) -> bool:
        return self.digits[:1].isalpha()


def plain_digits(text: str) -> str:
    """``text``, of the same length, with the digits of other scripts as 0 to 9."""
    return text.translate(_OTHER_DIGITS) if _OTHER_DIGIT.search(text) else text


def numerals(text: str, packs: tuple[Path, ...] = ()) -> Iterator[Numeral]:
    """Every number in ``text``, in order of place; digits that are set apart are one number only beside money."""
    grammar = _grammar(packs)
    found = [*grammar.in_digits(text), *grammar.in_words(text), *grammar.lone(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    yield from _compounds(found, text)


@dataclass(frozen=True, slots=True)
class _Grammar:
    known: Currencies
    scale: re.Pattern[str]
    stuck: re.Pattern[str]
    packs: tuple[Path, ...]

    def in_digits(self, text: str) -> Iterator[Numeral]:
        done = 0
        for match in _DIGITS.finditer(text):
            start = match.start()
            if start < done or _PIECE_BEFORE.search(text, max(0, start - 2), start):
                continue
            found = self._scaled(text, self._put_together(text, match))
            done = found.end
            yield found

    def in_words(self, text: str) -> Iterator[Numeral]:
        for start, end, value, factor in spoken(text, self.packs):
            number = Decimal(1) if value is None else value / factor
            found = Numeral(start, end, number, factor, text[start:end], whole=value is not None)
            yield self._plus(text, found)

    def lone(self, text: str) -> Iterator[Numeral]:
        """Fractions that stand alone: "¾ billion"."""
        for match in () if text.isascii() else _LONE.finditer(text):
            share = VULGAR[match[0]]
            yield self._scaled(text, Numeral(match.start(), match.end(), Decimal(share), Decimal(1), share))

    def _put_together(self, text: str, match: re.Match[str]) -> Numeral:
        """The number that begins with the digits of ``match``: with those that stand apart, and its fraction."""
        start, end, written = match.start(), match.end(), match[0]
        if written.isdigit() and _POINT_BEFORE.search(text, max(0, start - 2), start):
            start, written = start - 1, f"0.{written}"
        elif text[end : end + 1] in _GAPS and _NEAR_DIGIT.match(text, end):
            end, written = self._gathered(text, start, end, written)
        found = Numeral(start, end, digits(written, scaled=False), Decimal(1), written)
        if len(written) == 1 and (share := _SHARE.match(text, start)) and self.scale.match(text, share.end()):
            return replace(found, end=share.end(), number=_share(share[0]))
        if written.isdigit() and (fraction := _FRACTION.match(text, end)):
            added = Decimal(VULGAR[fraction["sign"]]) if fraction["sign"] else _share(fraction["halves"])
            return replace(found, end=fraction.end(), number=found.number + added, digits=f"{found.number + added}")
        return found

    def _gathered(self, text: str, start: int, end: int, written: str) -> tuple[int, str]:
        """Where a number in pieces ends, and its digits: "5 833", "2, 500 million", "4. 5 million"."""
        wide = _SPACED.match(text, start)
        upto = _RANGE_ON.match(text, wide.end()) if wide else None
        if wide and self._money(text, start, upto.end() if upto else wide.end()):
            return wide.end(), wide[0]
        whole, stop = written, end
        while _GROUPED.fullmatch(whole) and (rest := _LOOSE_GROUP.match(text, stop)):
            whole, stop = f"{whole},{rest['rest']}", rest.end()
        if stop == end and "." not in written and (rest := _LOOSE_POINT.match(text, stop)):
            whole, stop = f"{written}.{rest['rest']}", rest.end()
        if stop == end or not self._money(text, start, stop):
            return end, written
        closed = self.scale.match(text, stop) or (whole[-4:-3] == "," and _CLOSED.match(text, stop))
        return (stop, whole) if closed or (text[end] == " " and text[end + 1] == ".") else (end, written)

    def _money(self, text: str, start: int, end: int) -> bool:
        """Whether a currency stands before a number in pieces, or behind it and no label of something before it."""
        if self.known.ahead(text, 0, start):
            return True
        scale = self.scale.match(text, end)
        if not self.known.behind(text, scale.end() if scale else end):
            return False
        return not labelled(text, start)

    def _scaled(self, text: str, found: Numeral) -> Numeral:
        """``found`` with the scale words and the plus behind it, and whether it is whole."""
        found = self._plus(text, found)
        scale = self.scale.match(text, found.end)
        if scale is None:
            return replace(found, whole=self._ends(text, found))
        number = digits(found.digits, scaled=True) if _ONE_POINT.fullmatch(found.digits) else found.number
        factor = scales(self.packs).factor(scale[0])
        whole = not _MANY_DECIMALS.search(found.digits) and not self.stuck.match(text, scale.end())
        return self._plus(text, replace(found, end=scale.end(), number=number, factor=factor, whole=whole))

    def _plus(self, text: str, found: Numeral) -> Numeral:
        plus = None if found.more else _PLUS.match(text, found.end)
        if plus is None or (plus[0] == " plus" and not self.scale.match(text, plus.end())):
            return found
        return replace(found, end=plus.end(), more=True)

    def _ends(self, text: str, found: Numeral) -> bool:
        """Whether a number without a scale word ends where it seems to."""
        end = found.end
        if _MANY_DECIMALS.search(found.digits) or self.stuck.match(text, end):
            return False
        if _TAIL.match(text, end) and not (text[end].isalpha() and self.known.behind(text, end)):
            return False
        return not (text[end : end + 1] in _GAPS and _NEAR_DIGIT.match(text, end) and self._goes_on(text, found))

    def _goes_on(self, text: str, found: Numeral) -> bool:
        """Whether digits set apart belong to the number: "1 4 million", "45 0,000", "8 8", "2, 300 in all"."""
        if _GROUPED.fullmatch(found.digits) and (group := _LOOSE_GROUP.match(text, found.end)):
            return not _LISTED_ON.match(text, group.end())
        if (point := _LOOSE_POINT.match(text, found.end)) and self.stuck.match(text, point.end()):
            return True
        rest = _SPLIT.match(text, found.end)
        if rest is None:
            return False
        following = rest["next"]
        if following[0] == "0" or (len(found.digits) == 1 and len(following) == 1):
            return True
        return len(found.digits) < 4 and self.scale.match(text, rest.end()) is not None


def labelled(text: str, start: int) -> bool:
    """Whether the number at ``start`` counts something or is a day: "phase 2", "Annex 3", "May 5"."""
    return _LABEL.search(text, max(0, start - 24), start) is not None


def _compounds(found: list[Numeral], text: str) -> Iterator[Numeral]:
    """Numbers told in two steps as one, and what tells them twice: "2 million 500 thousand", "ten (10) million"."""
    held: Numeral | None = None
    for one in found:
        if held is not None and one.start < held.end:
            continue
        if held is not None and _compound(held, one, text[held.end : one.start]):
            total = held.value + one.value
            held = replace(held, end=one.end, number=total / held.factor, more=one.more)
            continue
        if held is not None and _repeats(held, one, text):
            held = replace(held, end=one.end + 1)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _compound(first: Numeral, second: Numeral, joint: str) -> bool:
    if not (first.whole and second.whole and second.factor < first.factor and second.value < first.factor):
        return False
    if first.in_words and second.in_words and joint == ", ":
        return second.value >= _HUNDRED
    return second.factor >= _THOUSAND and _COMPOUND.fullmatch(joint) is not None


def _repeats(first: Numeral, one: Numeral, text: str) -> bool:
    """Whether ``one`` tells a number again: "ten thousand (10,000) dollars", "5 million (5,000,000) euros"."""
    in_brackets = text[first.end : one.start] == " (" and text[one.end : one.end + 1] == ")"
    return in_brackets and first.value == one.value and (first.in_words or first.factor > 1)


def _share(written: str) -> Decimal:
    above, below = written.split("/")
    return Decimal(above) / Decimal(below)


@compiled
def scale_words(packs: tuple[Path, ...]) -> re.Pattern[str]:
    """The scale words that may stand behind a number, with what is between: " million", "bn", " Mio."."""
    known = scales(packs)
    gap = r"[ \u00a0-]"
    dotted = rf"{gap}?(?:{known.short})\.(?=[ ]?(?:[a-z€]|[A-Z]{{3}}\b|Euros?\b))"
    long = rf"(?:{gap}?[ ]?\n?[ ]?(?:{known.long})(?!\w))+"
    return re.compile(rf"{dotted}|{long}|{gap}?(?:{known.short})(?!\w)")


@compiled
def _grammar(packs: tuple[Path, ...]) -> _Grammar:
    stuck = re.compile(rf"[ \u00a0-]?\n?(?:{scales(packs).long})\w*")
    return _Grammar(currencies(packs), scale_words(packs), stuck, packs)
