"""Sums that leave their currency, or all but their digits, to the sum before: "pledged $5 million, Japan 3 and Fiji 2".

They are no amounts by themselves; beside a sum told in full they are read as further sums of its currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from policyfacts.facts.context import Sentence
from policyfacts.records import Mention, Money
from policyfacts.values.pieces import Sum
from policyfacts.values.sums import sums

_SCALED = 1000
_PARTIES = ("country", "bloc", "organisation", "capital", "person")
# A number worth a second look: one with a scale word, or a small one that ends a phrase.
_NUMBER = re.compile(r"\d|\b(?:million|billion|trillion)\b")
# What may stand behind a sum that is no count of things: no noun.
_ENDS = re.compile(
    r"\s?(?:$|[.,;:)”\"]|[—–]\s)|\s(?:and|or|but|while|for|to|in|into|from|by|on|at|with|under|over|through|towards?|as|until|"
    r"after|before|since|between|during|against|more|each|apiece|respectively|was|were|is|are|has|had|have|will|would|"
    r"being|having|owed|due|lent|given|pledged|promised|went|goes|go|came|comes|not|only|"
    r"of (?:it|them|this|that|which|these|debts?|loans?|grants?|credits?))\b"
)
# "feeds 2 million in need", "for 5 million by 2030": people.
_PEOPLE = re.compile(
    r"\b(?:reach(?:es|ed|ing)?|help(?:s|ed|ing)?|feed(?:s|ing)?|fed|serv(?:e|es|ed|ing)|benefit(?:s|ed|ing)?|"
    r"displac(?:ed|ing)|population of|people|among|shelter(?:s|ed|ing)?|hosts?|hosting|employ(?:s|ed|ing)?|some of the|"
    r"homes?|inhabitants?|citizens?|refugees?|jobs)(?:\s(?:some|about|over|nearly|around|up to|the|more than))?\s$",
    re.IGNORECASE,
)
_FOR = re.compile(r"\bfor\s(?:(?:about|some|over|nearly)\s)?$")
# Between who gives and the bare digits: nothing, a possessive, or a verb of giving.
_OWNS = re.compile(
    r"(?:[’']s?)?\s(?:(?:has|had)\s)?(?:(?:gave|gives|giving|added|adds|adding|offered|offering|lent|put (?:in|up)|"
    r"chipped in|contributed|contributing|pledged|promised|paid|followed with|sent|with|another|a further)\s){0,2}"
)
_FURTHER = re.compile(r"\b(?:a further|another)\s$")
_BARE_ENDS = re.compile(
    r"$|[.,;:)]|\s(?:and|or|but|while|respectively|each)\b|\s(?:on \d|in (?:\w+ )?(?:19|20)\d\d|from\s[A-Z]|stand)\b"
)
_LISTED = re.compile(r",\s|\sand\s|,\sand\s|\sor\s")
_BEFORE_LIST = re.compile(r"(?:^|[\s(])$")


@dataclass(frozen=True, slots=True)
class _Full:
    """A sum told in full: its currency, and what its scale words multiply by."""

    end: int
    currency: str
    factor: Decimal


def with_elided(sentence: Sentence) -> tuple[Mention, ...]:
    """The sums of ``sentence`` in order: those told in full, and those that lean on them."""
    full = sentence.of("amount")
    if not full or len(_NUMBER.findall(sentence.text)) <= len(full):
        return tuple(full)
    return tuple(sorted((*full, *_elided(sentence, full)), key=lambda m: m.start))


def _elided(sentence: Sentence, full: Sequence[Mention]) -> Iterator[Mention]:
    taken = [m.span for m in sentence.of("date", "amount", "quantity", "fund", "programme", "agreement")]
    numbers = list(sums(sentence.text))
    told = [_told(m, numbers, sentence) for m in full]
    found: list[tuple[Sum, _Full]] = []
    for number in numbers:
        start, end = sentence.start + number.start, sentence.start + number.end
        before = [t for t in told if t.end <= start]
        if number.code or not before or any(s.start < end and start < s.end for s in taken):
            continue
        lender = before[-1]
        if number.factor >= _SCALED and _is_sum(sentence.text, number):
            shared = replace(lender, factor=number.factor)
            found += [(n, shared) for n in _listed(sentence, numbers, number)]
            found.append((number, lender))
        elif number.factor == 1 and lender.factor >= _SCALED and _is_bare(sentence, number):
            found.append((number, lender))
    for number, lender in found:
        yield _mention(sentence, number, lender)


def _told(mention: Mention, numbers: Sequence[Sum], sentence: Sentence) -> _Full:
    own = next((n for n in numbers if mention.start <= sentence.start + n.start < mention.end), None)
    currency = mention.value.currency if isinstance(mention.value, Money) else ""
    return _Full(mention.end, currency, own.factor if own else Decimal(1))


def _is_sum(text: str, number: Sum) -> bool:
    """Whether a number with a scale word, but no currency, can be a sum: no noun behind it says what it counts."""
    before = text[: number.start]
    if _PEOPLE.search(before) or _ENDS.match(text, number.end) is None:
        return False
    earlier = _FOR.search(before)
    return earlier is None or " for " in before[: earlier.start()]  # "A accounting for $2 million and B for 3 million"


def _is_bare(sentence: Sentence, number: Sum) -> bool:
    """Whether bare digits stand behind who gives them, or behind "a further", and end their phrase."""
    if number.in_words or number.year_like or number.number >= _SCALED:
        return False
    if _BARE_ENDS.match(sentence.text, number.end) is None:
        return False
    before = sentence.text[: number.start]
    if _FURTHER.search(before):
        return True
    ends = [m.end - sentence.start for m in sentence.of(*_PARTIES) if m.end <= sentence.start + number.start]
    return any(_OWNS.fullmatch(before, end) for end in ends)


def _listed(sentence: Sentence, numbers: Sequence[Sum], last: Sum) -> Iterator[Sum]:
    """The numbers right before ``last`` that share its scale word: "2, 4 and 5 billion"."""
    here = last
    for number in reversed(numbers[: list(numbers).index(last)]):
        joint = sentence.text[number.end : here.start]
        bare = number.factor == 1 and not number.code and not number.year_like
        if not (bare and _LISTED.fullmatch(joint) and _BEFORE_LIST.search(sentence.text[: number.start])):
            return
        yield number
        here = number


def _mention(sentence: Sentence, number: Sum, lender: _Full) -> Mention:
    factor = number.factor if number.factor > 1 else lender.factor
    value = number.number * factor
    money = Money(Decimal(int(value)) if value == int(value) else value, lender.currency)
    text = sentence.text[number.start : number.end]
    return Mention("amount", sentence.start + number.start, sentence.start + number.end, text, money)
