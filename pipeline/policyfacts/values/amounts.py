"""Sums of money in running text: ``US$5-7 billion``, ``RMB 100 bn``, ``79 million Swedish kronor``, ``Rs 500 crore``.

``find_amounts`` follows the annotation guidelines (``corpus/GUIDELINES.md``): the text holds currency and scale but
no "about" or "over", which become the qualifier; "between USD 4 and 6 billion" is one range; each member of a list
("$5, $7 and $9 million") is a sum of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from policyfacts.records import Mention, Money
from policyfacts.values.currencies import currencies
from policyfacts.values.sums import Sum, sums

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
_OF_WHOLE = re.compile(
    r"[ \n]+(?:out[ \n]+)?of[ \n]+(?:(?:the|its|a|an|that|this|their)[ \n]+)?(?:(?:total|committed)[ \n]+)?"
)
_PART = re.compile(r"[ ]*,[ \n]*(?:(?:and|with|or)[ \n]+)?(?:about[ \n]+|over[ \n]+)?|[ \n]+(?:and|with)[ \n]+")
_OF_WHICH = re.compile(r"[ \n]+of[ \n]+(?:which|this|that|it)\b")
_NUMBERED = re.compile(
    r"\b(?:phase|section|chapter|lot|tranche|stage|part|component|table|round|line|article|no\.)[ \n]+$", re.IGNORECASE
)
_SAME_SIZE = (Decimal("0.05"), Decimal(20))
_RESPECTIVELY = re.compile(r"[^.;]{0,120}\brespectively\b")
_MAY_HOLD = re.compile(r"[0-9]|(?<=[a-zA-Z ])(?:illion|ILLION|housand|undred|rore|akh)")
_DOLLAR_USE = re.compile(
    r"(?:figures|amounts|sums|values|prices|currency|dollars?|\$)[^.\n]{0,60}?\b(?:are|is|in|refers? to|means?)\b"
    r"[^.\n]{0,30}?\b(?P<which>[A-Z][\w.]*(?: [A-Z]\w+)?) dollars",
)
# Both begin with a sign of their own, for which ``re`` looks fast.
_MARKED = re.compile(r"U(?:S ?\$|\.S\. ?\$|(?<!\wU)SD\b)")
_BARE = re.compile(r"\$(?<![A-Z]{2} \$)(?<!S\. \$)(?<![\w.$]\$) ?\d")


def find_amounts(text: str, *, dollar: str = "USD", whole: str = "", packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every sum of money in ``text``, in order, each with its ``Money``.

    Args:
        text: any string; offsets count its characters from 0.
        dollar: the ISO 4217 code that a bare ``$`` or "dollars" stands for; ``document_dollar`` tells it.
        whole: the text that ``text`` is a part of; whose dinars, pesos or shillings are meant, where ``text`` names no
            country that has them, is told by the country of these that ``whole`` names most.
        packs: folders whose ``currencies.toml`` and ``scales.toml`` add to ours.
    """
    if not _MAY_HOLD.search(text):
        return []
    found = list(sums(text, dollar=dollar, whole=whole, packs=packs))
    return [
        Mention("amount", s.start, s.end, text[s.start : s.end], _money(text, s))
        for s in _ranged(text, _listed(text, found))
        if s.code and s.value
    ]


def document_dollar(text: str, *, packs: tuple[Path, ...] = ()) -> str:
    """The currency that a bare ``$`` means in a paper whose text is ``text``, as an ISO 4217 code.

    What the paper says of its figures decides. Else it is USD, unless the paper marks American dollars ("US$") beside
    bare ones, never marks those of the country that it speaks of most, and speaks of that country far more than of
    the United States.
    """
    known = currencies(packs)
    for line in text.split("\n"):
        for match in _DOLLAR_USE.finditer(line) if " dollars" in line else ():
            for code in known.qualifiers.get(match["which"].lower(), ()):
                if code in known.meanings["dollar"]:
                    return code
    if len(_BARE.findall(text)) < 3 or not _MARKED.search(text):
        return "USD"
    candidates = known.meanings["dollar"]
    counts = known.named(text, candidates)
    american = counts.pop("USD", 0)
    best = max(candidates, key=lambda code: counts[code])
    signs = [token for token, codes in known.meanings.items() if codes == (best,)]
    own = any(re.search(rf"(?<!\w){re.escape(sign)}(?!\w)", text) for sign in signs)
    return best if counts[best] > max(5, 3 * american) and not own else "USD"


def _listed(text: str, found: Sequence[Sum]) -> list[Sum]:
    """Lends scale and currency to neighbours: "$5, $7 and $9 million", "2 billion of the 3 billion taka"."""
    done: list[Sum] = []
    for s in reversed(found):
        done.append(_lent(text, s, done[-1]) if done else s)
    done.reverse()
    for index in range(1, len(done)):
        before, s = done[index - 1], done[index]
        part = s.factor > 1 and _OF_WHICH.match(text, s.end) and _PART.fullmatch(text[before.end : s.start])
        if part and before.code and not s.code:
            done[index] = replace(s, code=before.code)
    return done


def _lent(text: str, s: Sum, after: Sum) -> Sum:
    """``s`` with what it takes from the sum right after it."""
    joint = text[s.end : after.start]
    if not s.code and s.factor > 1 and after.code and after.factor > 1 and _OF_WHOLE.fullmatch(joint):
        return replace(s, code=after.code)
    if not _LISTED.fullmatch(joint) or s.factor != 1 or after.factor == 1 or not after.number:
        return s
    if len(s.digits) > 5 or "," in s.digits or not _SAME_SIZE[0] <= s.number / after.number <= _SAME_SIZE[1]:
        return s
    if s.code and s.code == after.code:
        return replace(s, factor=after.factor)
    if not s.code and after.code and _RESPECTIVELY.match(text, after.end):
        return replace(s, factor=after.factor, code=after.code)
    return s


def _ranged(text: str, found: Sequence[Sum]) -> list[Sum]:
    """Two sums joined into a range, and the rest as they are."""
    done: list[Sum] = []
    for s in found:
        whole = _range(text, done[-1], s) if done else None
        if whole is not None:
            done[-1] = whole
        else:
            done.append(s)
    return done


def _range(text: str, first: Sum, last: Sum) -> Sum | None:
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
    if not first.code and (
        last.leading
        or _NUMBERED.search(before)
        or first.in_words
        or (first.factor == 1 and first.number >= last.number)
    ):
        return None
    low = first.number * (last.factor if first.factor == 1 and first.number < last.number else first.factor)
    if low >= last.value:
        return None
    code = first.code or last.code
    return replace(first, end=last.end, number=low, factor=Decimal(1), code=code, top=last.value)


def _money(text: str, s: Sum) -> Money:
    return Money(_whole(s.value), s.code, None if s.top is None else _whole(s.top), _qualifier(text, s))


def _whole(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _qualifier(text: str, s: Sum) -> str:
    before = text[max(0, s.start - 60) : s.start]
    told = [(match.start(), name) for name, pattern in _QUALIFIERS if (match := pattern.search(before))]
    if told:
        return min(told)[1]  # the longer one: "not less than" holds "less than"
    for name, pattern in _AFTER:
        if pattern.match(text, s.end):
            return name
    return "exact"
