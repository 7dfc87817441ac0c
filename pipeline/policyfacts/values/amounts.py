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

from policyfacts.knowledge import recalled
from policyfacts.records import Mention, Money, Span
from policyfacts.values.currencies import UNTOLD, currencies
from policyfacts.values.listings import listed
from policyfacts.values.numerals import plain_digits, scale_words
from policyfacts.values.pieces import BEYOND, BROKEN, Sum, faulty
from policyfacts.values.sums import sums

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
    ("at least", re.compile(r"[ \n]+(?:or|and)[ \n]+(?:more|above|over|higher)\b|[ ]\+(?!\w)|[ \n]plus\b")),
    ("at most", re.compile(r"[ \n]+or[ \n]+(?:less|below|lower|under)\b")),
    ("approximate", re.compile(r"[ \n]+or[ \n]+(?:so|thereabouts)\b|[ \n]+approximately\b(?=[ \n]*[).,;])")),
)
_RANGE = re.compile(
    r"[ \u00a0]*\n?[ \u00a0]*(?:[-\u2010-\u2015\u2212]{1,2}|-?(?:up )?to-?|through)[ \u00a0]*\n?[ \u00a0]*"
)
_DASH = re.compile(r"[-\u2010-\u2015\u2212]")
_GROUPED = re.compile(r"\d{1,3},\d{3}")
_AND = re.compile(r"[ \n\u00a0]+(?:and|or|to)[ \n\u00a0]+")
_BETWEEN = re.compile(
    r"\b(?:between|ranging from|ranges? from|ranged from|varying from)[ \n]+(?:\w+[ \n]+)?$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom[ \n]+(?:\w+[ \n]+)?$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:increas|rais|ris|rose|grew|grow|jump|climb|soar|surg|doubl|tripl|fell|fall|drop|declin|reduc|cut|lower|decreas"
    r"|up(?:s|ped|ping)?\b|hik|down\b|expan|chang|went|slash|revis|mov|shr[aiu]nk|slid|scal|upgrad|adjust|amend|alter|modif|lift|boost|push|bring|brought|swell|swoll|balloon|improv)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:phase|section|chapter|lot|tranche|stage|part|component|table|round|line|article|no\.)[ \n]+$", re.IGNORECASE
)
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
    return list(_read(text, dollar, whole, packs)[0]) if currencies(packs).hinted(text) else []


def unread_amounts(
    text: str, *, dollar: str = "USD", whole: str = "", packs: tuple[Path, ...] = ()
) -> list[tuple[Span, str]]:
    """The sums in ``text`` that are no amounts, each with the reason, for the ledger; arguments as for
    ``find_amounts``."""
    return list(_read(text, dollar, whole, packs)[1]) if currencies(packs).hinted(text) else []


@recalled
def _read(
    text: str, dollar: str, whole: str, packs: tuple[Path, ...]
) -> tuple[tuple[Mention, ...], tuple[tuple[Span, str], ...]]:
    plain = plain_digits(text)
    found = listed(plain, list(sums(plain, dollar=dollar, whole=whole, packs=packs)), scale_words(packs))
    told = [s for s in _ranged(plain, found) if s.code and (s.value or s.unread)]
    told = [replace(s, unread=BEYOND) if s.too_large and not s.unread else s for s in told]
    return (
        tuple(Mention("amount", s.start, s.end, text[s.start : s.end], _money(plain, s)) for s in told if not s.unread),
        tuple((Span(s.start, s.end), s.unread) for s in told if s.unread),
    )


@recalled
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
    if first.code and not between and _changes(before, first, last, joint):
        return None
    if not first.code and (
        last.leading
        or _NUMBERED.search(before)
        or (first.in_words and not last.in_words)
        or (first.factor == 1 and first.number >= last.number)
    ):
        return None
    low = first.number * (last.factor if first.factor == 1 and first.number < last.number else first.factor)
    if _DASH.fullmatch(joint) and _lends_thousands(first, last):
        low = 1000 * first.number
    if low >= last.value and last.whole:
        return None
    code = first.code or last.code
    unread = first.unread or last.unread or ("" if last.whole else BROKEN)
    found = replace(first, end=last.end, number=low, factor=Decimal(1), code=code, top=last.value, unread=unread)
    return found if unread or first.code else faulty(text, found)


def _changes(before: str, first: Sum, last: Sum, joint: str) -> bool:
    """Whether two sums are a change and what it came to: "rose by $2 million to $9 million", "from $3bn to $7bn"."""
    full = "to" in joint and last.code != "" and first.factor > 1 and last.factor > 1
    return (full or _FROM.search(before) is not None) and _CHANGE.search(before) is not None


def _lends_thousands(first: Sum, last: Sum) -> bool:
    """Whether the thousands of ``last`` are those of ``first`` too: "$5-8,000"."""
    short = first.digits.isdigit() and len(first.digits) < 4 and 1000 * first.number < last.number
    return short and last.factor == 1 and not last.leading and _GROUPED.fullmatch(last.digits) is not None


def _money(text: str, s: Sum) -> Money:
    code = "" if s.code == UNTOLD else s.code
    return Money(_whole(s.value), code, None if s.top is None else _whole(s.top), _qualifier(text, s))


def _whole(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _qualifier(text: str, s: Sum) -> str:
    before = text[max(0, s.start - 60) : s.start]
    told = [(match.start(), name) for name, pattern in _QUALIFIERS if (match := pattern.search(before))]
    if told:
        return min(told)[1]  # the longer one: "not less than" holds "less than"
    if s.more:
        return "at least"
    for name, pattern in _AFTER:
        if pattern.match(text, s.end):
            return name
    return "exact"
