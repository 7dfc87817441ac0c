"""Numbers in words, of any size: ``twelve million five hundred thousand``, ``one and a half billion``, ``thirteen``.

``values.numbers`` has the short ones that other grammars look for; here the words are followed as far as they go, for
half a number would be another sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from policyfacts.knowledge import compiled
from policyfacts.values.numbers import WORDS, either, scales

_HUNDRED = 100
_SHARES = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25")}
_LOOK_BACK = 160
_TOKEN = re.compile(r"and[ \n-]+(?:an?|one)[ \n-]+(?=half|quarter)|[^\W\d_]+")


class Spoken(NamedTuple):
    """A number in words at ``text[start:end]``; ``value`` is None where the words make no number.

    ``factor`` is the largest scale word among them, 1 where there is none.
    """

    start: int
    end: int
    value: Decimal | None
    factor: Decimal


@dataclass(frozen=True, slots=True)
class _Words:
    first: re.Pattern[str]
    trigger: re.Pattern[str]
    back: re.Pattern[str]
    forward: re.Pattern[str]
    factors: dict[str, Decimal]


def spoken(text: str, packs: tuple[Path, ...] = ()) -> Iterator[Spoken]:
    """The numbers in words in ``text``, in order: those with a scale word, and small ones ("thirteen")."""
    words = _words(packs)
    done = 0
    for begin, stop in _triggers(text, words):
        if begin < done:
            continue
        low = max(done, begin - _LOOK_BACK)
        before = words.back.search(text, low, begin)
        start = before.start() if before else begin
        if start and (text[start - 1].isalnum() or text[start - 1] in "-_"):
            continue
        behind = words.forward.match(text, stop)
        end = behind.end() if behind else stop
        found = _parsed(text, start, end, words.factors)
        if found:
            done = found.end
            yield found


def _triggers(text: str, words: _Words) -> Iterator[tuple[int, int]]:
    """The places of number words: those behind a space, since a search for one is fast, and the first of the text."""
    if first := words.first.match(text):
        yield first.span()
    for match in words.trigger.finditer(text):
        yield match.start() + 1, match.end()


def _parsed(text: str, start: int, end: int, factors: dict[str, Decimal]) -> Spoken | None:
    tokens = _TOKEN.findall(text, start, end)
    if tokens[0] in factors or tokens[0].lower() == "hundred":
        return None  # "billions of", "the hundred": no number stands before the word
    if tokens[0].lower() in {"a", "an"} and len(tokens) > 1 and tokens[1].lower() in WORDS:
        return _parsed(text, start + len(tokens[0]) + 1, end, factors)  # "a ten-dollar note"
    value = _value(tokens, factors)
    if value is None and (cut := text.find(" and ", start, end)) > 0:
        return _parsed(text, start, cut, factors)  # "two million and three million": two numbers
    largest = max((factors[token] for token in tokens if token in factors), default=Decimal(1))
    return Spoken(start, end, value, largest)


def _value(tokens: list[str], factors: dict[str, Decimal]) -> Decimal | None:
    """The value of number words in a row; None where their order makes no number ("two three million")."""
    total, last = Decimal(0), Decimal(0)
    group: Decimal | None = None
    added = False  # "and a half" adds; "a half" does not
    place = Decimal(0)  # of the digit behind "point"
    for token in tokens:
        factor = factors.get(token)
        if token == "point" or (place and factor is None):
            place = place / 10 if place else Decimal(1)
            if token != "point":
                group = (group or Decimal(0)) + place * WORDS.get(token.lower(), 0)
        elif added and group is None and last:
            total += last * _SHARES[token.lower()]  # "a million and a half"
        elif factor is None:
            group, fine = _grown(group, token.lower(), added=added)
            added = token.startswith("and") and len(token) > len("and")
            if not fine:
                return None
        elif group is None:
            # "five thousand million": a scale word on a scale word; not "a million ... million".
            if not total or factor <= last:
                return None
            total, last = total * factor, factor
        else:
            if last and factor >= last:
                return None
            total, last, group = total + group * factor, factor, None
    return total + (group or 0)


def _grown(group: Decimal | None, word: str, *, added: bool) -> tuple[Decimal | None, bool]:
    """A number below a thousand with one more word, and whether the word may stand there."""
    if word.startswith("and") or word in {"of", "a", "an"}:
        return (group if group is not None or word not in {"a", "an"} else Decimal(1)), True
    if word in _SHARES:
        share = _SHARES[word]
        if word == "quarters":
            return (group or Decimal(1)) * share, True
        return (group or Decimal(0)) + share if added else share, added or group in {None, 1}
    if word == "hundred":
        return (group or Decimal(1)) * _HUNDRED, group is None or group < _HUNDRED
    value = WORDS[word]
    if not group:
        return Decimal(value), True
    fits = group % _HUNDRED == 0 if value >= 10 else group % 10 == 0 and group % _HUNDRED not in {10}
    return group + value, fits


@compiled
def _words(packs: tuple[Path, ...]) -> _Words:
    found = scales(packs)
    factors = {word: value for word, value in found.values.items() if word in found.words and value > _HUNDRED}
    counts = {form for word in (*WORDS, "hundred", *_SHARES) for form in (word, word.capitalize(), word.upper())}
    word = rf"(?:{either(counts | set(factors))})"
    link = r"(?:[ -]|[ ]?\n[ ]?)"
    inner = rf"(?:(?:and an?|and|of an?|an?|of|point){link})?"  # "one and a half", "half a", "a quarter of a"
    return _Words(
        re.compile(rf"{word}(?!\w)"),
        re.compile(rf"[ \n(/-]{word}(?!\w)"),
        re.compile(rf"(?<![\w-])(?:[Aa]n?{link})?(?:{word}{link}{inner})*$"),
        re.compile(rf"(?:{link}{inner}{word}(?!\w))*"),
        factors,
    )
