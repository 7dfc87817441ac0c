"""Which currency a sign, a code or a name means: ``US$``, ``Rs``, ``Swedish kronor``, ``FCFA``.

The data is in ``knowledge/currencies.toml``, which explains its keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policyfacts.errors import KnowledgeError
from policyfacts.knowledge import entries
from policyfacts.values.numbers import either

DOLLARS = frozenset({"$", "dollar", "dollars"})


@dataclass(frozen=True, slots=True)
class Currencies:
    """How currencies are written, compiled.

    ``before`` and ``after`` match a token that touches a number on that side, with the groups ``symbol`` (signs and
    codes), ``scaled``, ``qualifier`` and ``name``. ``meanings`` maps each token to the ISO codes that it may mean.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    meanings: Mapping[str, tuple[str, ...]]
    defaults: Mapping[str, str]
    qualifiers: Mapping[str, tuple[str, ...]]
    guarded: frozenset[str]
    common: frozenset[str]
    codes: frozenset[str]
    places: Mapping[str, re.Pattern[str]]

    def code(self, token: str, qualifier: str, text: str, dollar: str) -> str:
        """The ISO code that ``token`` means in ``text``; empty where nothing tells.

        A qualifier right before it decides ("Kenyan shillings"); then, for a bare dollar, ``dollar``; then the country
        that the text names most; then the usual meaning.
        """
        token = token if token in self.meanings else token.lower()
        candidates = self.meanings.get(token, ())
        told = [code for code in self.qualifiers.get(qualifier.lower(), ()) if code in candidates]
        if told:
            return told[0]
        if token in DOLLARS:
            return dollar
        if len(candidates) < 2:
            return next(iter(candidates), "")
        counts = {code: len(self.places[code].findall(text)) for code in candidates if code in self.places}
        best = max(counts, key=lambda code: (counts[code], code == self.defaults.get(token)), default="")
        return best if best and counts[best] else self.defaults.get(token, candidates[0])


@cache
def currencies(packs: tuple[Path, ...] = ()) -> Currencies:
    """The currencies of ``currencies.toml``, with those of each folder in ``packs``.

    Raises ``KnowledgeError`` where an entry has no code.
    """
    meanings: dict[str, list[str]] = {"$": ["USD"]}
    defaults: dict[str, str] = {}
    qualifiers: dict[str, list[str]] = {}
    places: dict[str, re.Pattern[str]] = {}
    symbols, scaled, names, guarded, common, codes = ({"$"}, set(), set(), set(), set(), set())  # type: tuple[set[str], ...]
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
        for word in entry.get("qualifiers", []):
            qualifiers.setdefault(word.lower(), []).append(code)
        if entry.get("qualifiers"):
            places[code] = re.compile(rf"(?<!\w)(?:{either(set(entry['qualifiers']))})(?!\w)")
    for name in [name for name in meanings if name in names]:
        for form in (name.upper(), name.capitalize()):
            meanings.setdefault(form, meanings[name])
            if name in defaults:
                defaults.setdefault(form, defaults[name])
    before, after = _patterns(symbols, scaled, names - guarded | guarded, set(qualifiers))
    return Currencies(
        before,
        after,
        {token: tuple(found) for token, found in meanings.items()},
        defaults,
        {word: tuple(found) for word, found in qualifiers.items()},
        frozenset(form for name in guarded for form in (name, name.capitalize(), name.upper())),
        frozenset(common),
        frozenset(codes),
        places,
    )


def _patterns(
    symbols: set[str], scaled: set[str], names: set[str], qualifiers: set[str]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    forms = {form for name in names for form in (name, name.upper(), name.capitalize())}
    gap = r"[ \u00a0\u2009\u202f]*(?:\n[ ]*)?"
    name = rf"(?:(?P<qualifier>(?i:{either(qualifiers)}))[ \n-]+)?(?P<name>{_spaced(forms)})"
    before = re.compile(
        rf"(?<![^\W\d_])(?:(?:(?P<symbol>{_spaced(symbols)})-?|{name}){gap}|(?P<scaled>{either(scaled)})[ ]?)$"
    )
    after = re.compile(
        rf"{gap}-?(?:of[ ])?(?:{name}(?!\w)|(?P<symbol>{_spaced(symbols)})(?![\w$€£]))"
    )
    return before, after


def _spaced(words: Iterable[str]) -> str:
    """An alternation in which a space may be any white space."""
    return either(set(words)).replace(r"\ ", r"[ \n\u00a0]+")
