"""Which currency a sign, a code or a name means: ``US$``, ``Rs``, ``Swedish kronor``, ``FCFA``.

The data is in ``knowledge/currencies.toml``, which explains its keys.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from policyfacts.errors import KnowledgeError
from policyfacts.knowledge import compiled, entries
from policyfacts.values.numbers import either

_LETTERS = re.compile(r".*(?:[\W\d_])", re.DOTALL)
_RUN = re.compile(r"[^\W\d_]+")
_HEAD = re.compile(r"[ \n\u00a0\u2009\u202f-]*(?:(?:of|in) )?([^\W\d_]+|\S)")
DOLLARS = frozenset({"$", "dollar", "dollars"})
UNTOLD = "XXX"  # ISO 4217's "no currency": money whose currency nothing tells
_YEN = frozenset("¥￥")  # a paper on China that cites a lender of Japan names China most
_MULTIPLES = "kKTmM"  # "kUSD", "TEUR", "MEUR"
_NOT_A_NOUN = r"(?=[ ]*(?:[.,;:)\]\n]|$)|[ ](?:in|to|for|and|or|from|by|over|was|were|is|are|on|at|as|a|per|each)\b)"


class _Hints(NamedTuple):
    """What a text with money in it holds: one of the ``signs``, ``words`` or ``marks``."""

    signs: re.Pattern[str]
    words: frozenset[str]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Currencies:
    """How currencies are written, compiled.

    ``before`` and ``after`` match a token that touches a number on that side, with the groups ``symbol`` (signs and
    codes), ``multiple`` and ``coded`` ("MEUR"), ``scaled``, ``qualifier`` and ``name``; ``brackets`` and ``behind_sum``
    match what stands behind a sum and tells its currency. ``meanings`` maps each token to the ISO codes that it may
    mean.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    hints: _Hints
    brackets: re.Pattern[str]
    behind_sum: re.Pattern[str]
    endings: frozenset[str]
    beginnings: frozenset[str]
    meanings: Mapping[str, tuple[str, ...]]
    defaults: Mapping[str, str]
    likely: Mapping[str, str]
    qualifiers: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, tuple[str, ...]]
    guarded: frozenset[str]
    common: frozenset[str]
    codes: frozenset[str]
    words: Mapping[str, tuple[str, ...]]

    def hinted(self, text: str) -> bool:
        """Whether ``text`` may hold money at all: most do not, and this look is far cheaper than one at each number."""
        if self.hints.signs.search(text) or not self.hints.words.isdisjoint(_RUN.findall(text)):
            return True
        return any(mark in text for mark in self.hints.marks)

    def ahead(self, text: str, free: int, end: int) -> re.Match[str] | None:
        """The token that ends at ``end``, where a number starts, and does not reach back before ``free``."""
        window = text[max(free, end - 40) : end]
        words = window.split()
        if not words or _ending(words[-1]) not in self.endings:
            return None  # nearly all numbers: the expression is fifty times dearer than this look at one word
        return self.before.search(window)

    def behind(self, text: str, start: int) -> re.Match[str] | None:
        """The token that stands right behind a number that ends at ``start``."""
        head = _HEAD.match(text, start)
        if not head or not (head[1].lower() in self.beginnings or head[1][0].isupper()):
            return None
        return self.after.match(text, start)

    def bracketed(self, text: str, start: int) -> re.Match[str] | None:
        """A token alone in the brackets that open at ``start``: "(AUD)", "[US dollars]", "(Canadian)"."""
        if text[start : start + 1] not in {"(", "["} and text[start : start + 2] not in {" (", " ["}:
            return None
        return self.brackets.match(text, start)

    def adjective(self, text: str, start: int) -> re.Match[str] | None:
        """The word behind a sum that says whose dollars it is of: "$5 million Canadian"."""
        return self.behind_sum.match(text, start)

    def may_mean(self, token: str, code: str) -> bool:
        """Whether ``code`` is one of the meanings of ``token``."""
        return code in self.meanings.get(self.form(token), ())

    def rare(self, token: str) -> bool:
        """Whether ``token`` is a sign, not a code, that is short or of currencies that are seldom met."""
        return token not in self.codes and (len(token) < 3 or self.common.isdisjoint(self.meanings.get(token, ())))

    def form(self, token: str) -> str:
        """``token`` in the form in which ``meanings`` holds it; empty where it does not."""
        return next((form for form in (token, token.replace(" ", ""), token.lower()) if form in self.meanings), "")

    def code(self, token: str, qualifier: str, texts: tuple[str, str], dollar: str) -> str:
        """The ISO code that ``token`` means; ``UNTOLD`` where nothing tells. ``texts``: its text and its paper.

        A qualifier right before it decides ("Kenyan shillings"); then, for a bare dollar, ``dollar``; then the country
        that the text, or else the next one, names most; then the usual meaning, of tokens that have one.
        """
        token = self.form(token)
        candidates = self.meanings.get(token, ())
        told = [code for code in self.qualifiers.get(qualifier.lower(), ()) if code in candidates]
        if told:
            return told[0]
        if token in DOLLARS:
            return dollar
        if len(candidates) < 2:
            return next(iter(candidates), "")
        counts = self._counts(token, candidates, texts)
        most = [code for code in candidates if counts[code] == max(counts.values(), default=0)]
        usual = (self.likely if counts else self.defaults).get(token, "")
        return usual if usual in most else most[0] if len(most) == 1 else UNTOLD

    def _counts(self, token: str, candidates: tuple[str, ...], texts: tuple[str, str]) -> Counter[str]:
        """How often the countries of ``candidates`` are named, nearby or else in the paper; of a yen sign, there
        only which are."""
        near = self.named(texts[0], candidates)
        if near or not texts[1]:
            return near
        far = self.named(texts[1], candidates)
        return Counter(far.keys()) if token in _YEN else far

    def named(self, text: str, candidates: tuple[str, ...]) -> Counter[str]:
        """How often ``text`` names the country of each of ``candidates``, by any qualifier or place of its currency."""
        counts: Counter[str] = Counter()
        for word in _places(candidates, self).findall(text):
            counts.update(code for code in self.countries[word.lower()] if code in candidates)
        return counts


@compiled
def currencies(packs: tuple[Path, ...] = ()) -> Currencies:
    """The currencies of ``currencies.toml``, with those of each folder in ``packs``.

    Raises ``KnowledgeError`` where an entry has no code.
    """
    meanings: dict[str, list[str]] = {"$": ["USD"]}
    defaults: dict[str, str] = {}
    likely: dict[str, str] = {}
    behind: set[str] = set()
    countries: dict[str, list[str]] = {}
    qualifiers: dict[str, list[str]] = {}
    words: dict[str, tuple[str, ...]] = {}
    symbols: set[str] = {"$"}
    scaled: set[str] = set()
    names: set[str] = set()
    guarded: set[str] = set()
    common: set[str] = set()
    codes: set[str] = set()
    for entry in entries("currencies", packs):
        code = entry.get("code", "")
        if not re.fullmatch("[A-Z]{3}", code):
            raise KnowledgeError(f"currencies: {code!r} is no ISO 4217 code; every entry needs one of three capitals.")
        tokens = [code, *entry.get("symbols", []), *entry.get("scaled", []), *entry.get("names", [])]
        for token in tokens:
            meanings.setdefault(token, [])
            if code not in meanings[token]:
                meanings[token].append(code)
        codes.add(code)
        symbols.update([code, *entry.get("symbols", [])])
        scaled.update(entry.get("scaled", []))
        names.update(entry.get("names", []))
        guarded.update(entry.get("guarded", []))
        common.update([code] if entry.get("common") else [])
        defaults.update(dict.fromkeys(entry.get("default", []), code))
        likely.update(dict.fromkeys(entry.get("likely", []), code))
        behind.update(entry.get("behind", []))
        told = entry.get("qualifiers", [])
        for word in told:
            qualifiers.setdefault(word.lower(), []).append(code)
        words[code] = (*words.get(code, ()), *told, *entry.get("places", []))
        for word in (*told, *entry.get("places", [])):
            countries.setdefault(word.lower(), []).append(code)
    for name in [name for name in meanings if name in names]:
        for form in (name.upper(), name.capitalize()):
            meanings.setdefault(form, meanings[name])
            if name in defaults:
                defaults.setdefault(form, defaults[name])
    coded = {multiple + code for multiple in _MULTIPLES for code in common}
    meanings.update({token: meanings[token[1:]] for token in coded})
    before, after = _patterns(symbols, scaled, names, set(qualifiers), common)
    return Currencies(
        before,
        after,
        _hints(symbols | names | coded | scaled),
        _bracketed(symbols, names, set(qualifiers)),
        re.compile(rf"[ ](?P<adjective>{_spaced(behind)}){_NOT_A_NOUN}" if behind else r"(?!)"),
        _endings(symbols | scaled | names | coded),
        frozenset(head[1].lower() for word in (*symbols, *names, *qualifiers, *coded) if (head := _HEAD.match(word))),
        {token: tuple(found) for token, found in meanings.items()},
        defaults,
        likely,
        {word: tuple(found) for word, found in qualifiers.items()},
        {word: tuple(found) for word, found in countries.items()},
        frozenset(form for name in guarded for form in (name, name.capitalize(), name.upper())),
        frozenset(common),
        frozenset(codes),
        words,
    )


def of_place(name: str, packs: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """The ISO 4217 codes of the currencies of a country, by its English name; empty where none is listed for it."""
    return currencies(packs).countries.get(name.lower(), ())


def _ending(word: str) -> str:
    """The last run of letters of ``word``, or the sign that it ends in: "$" of "(US$", "Rs" of "Rs."."""
    plain = word.rstrip(".-/") or word
    return plain[-1] if not plain[-1].isalpha() else _LETTERS.sub("", plain)


def _endings(tokens: set[str]) -> frozenset[str]:
    forms = {form for token in tokens for form in (token, token.upper(), token.capitalize())}
    return frozenset(_ending(form) for form in forms)


@compiled
def _places(candidates: tuple[str, ...], known: Currencies) -> re.Pattern[str]:
    words = {word for code in candidates for word in known.words.get(code, ())}
    return re.compile(rf"(?<!\w)(?:{either(words)})(?!\w)" if words else r"(?!)")


def _hints(tokens: set[str]) -> _Hints:
    runs = {token: max(reversed(_RUN.findall(token)), key=len, default="") for token in tokens}
    words = {form for run in filter(None, runs.values()) for form in (run, run.capitalize(), run.upper())}
    signs = {sign for token in tokens for sign in token if not (sign.isalnum() or sign in " .-/'’")}
    marks = {token for token, run in runs.items() if len(run) == 1 < len(token) and signs.isdisjoint(token)}
    words -= {runs[token] for token in tokens if len(runs[token]) == 1 < len(token)} - tokens
    return _Hints(re.compile(rf"[{re.escape(''.join(sorted(signs)))}]"), frozenset(words), tuple(sorted(marks)))


def _patterns(
    symbols: set[str], scaled: set[str], names: set[str], qualifiers: set[str], common: set[str]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    gap = r"[ \u00a0\u2009\u202f]*(?:\n[ ]*)?"
    name = _named(names, qualifiers)
    coded = rf"(?P<multiple>[{_MULTIPLES}])(?P<coded>{either(common)})" if common else r"(?P<multiple>(?P<coded>(?!)))"
    before = re.compile(
        rf"(?<![^\W\d_])(?:(?:(?P<symbol>{_spaced(symbols)})-?|{coded}|{name}){gap}"
        rf"|(?P<scaled>{either(scaled)})[ ]?)$"
    )
    other = r"(?P<other>(?:[A-Z]\w+[ \n]){1,2})??"  # "1 billion Nambian dollars": a qualifier that nobody knows
    after = re.compile(
        rf"{gap}-?(?:(?:of|in)[ ])?(?:{other}{name}(?!\w|-[A-Z])|(?:(?P<symbol>{_spaced(symbols)})|{coded})(?![\w$€£]))"
    )
    return before, after


def _bracketed(symbols: set[str], names: set[str], qualifiers: set[str]) -> re.Pattern[str]:
    adjective = rf"(?P<adjective>(?i:{either(qualifiers)}))"
    token = rf"(?P<multiple>(?P<coded>(?!)))?(?:(?P<symbol>{_spaced(symbols)})|{_named(names, qualifiers)}|{adjective})"
    return re.compile(rf"[ ]?[(\[](?:in[ ])?{token}[)\]]")


def _named(names: set[str], qualifiers: set[str]) -> str:
    forms = {form for name in names for form in (name, name.upper(), name.capitalize())}
    return rf"(?:(?P<qualifier>(?i:{either(qualifiers)}))[ \n-]+)?(?P<name>{_spaced(forms)})"


def _spaced(words: Iterable[str]) -> str:
    """An alternation in which a space may be any white space, and one may stand in "US $" (but not in "A $5 loan")."""
    spread = either(set(words)).replace(r"\ ", r"[ \n\u00a0]+")
    return re.sub(r"(?<=[^|][A-Z.s])\\([$£])", r"[ ]?\\\1", spread)
