"""Countries and blocs in running text: names, abbreviations, adjectives, demonyms; and capitals as seats of government.

``find_countries`` follows the annotation guidelines (``corpus/GUIDELINES.md``): a country inside a longer name counts
where it points to the country ("Bank of Ghana"), not where it is only part of a place's or person's name ("Panama
Canal", "Helen Jordan"). Names are in ``knowledge/countries.csv`` and ``blocs.toml``; what the words around a name
change about it is in ``country_contexts.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from policyfacts.errors import KnowledgeError
from policyfacts.knowledge import Entry, compiled, entries, rows
from policyfacts.records import Mention
from policyfacts.values.lexicon import Hit, Lexicon, lexicon, normal

_AROUND = 60  # characters before and after a name that a context rule may look at
_HYPHEN = r"[-\u2010-\u2013]$"
_HYPHEN_FOLLOWS = r"(?=[-\u2010\u2011\u2013]\s?[^\W\d_])"
_CODE = re.compile("[A-Z]{3,4}")
_SIGNS = "$€£¥"
_OTHER_NAME = re.compile(r"[\s\u00a0]\(")
_OTHER_SIDE = re.compile(r"\b(North|South|East|West|NORTH|SOUTH|EAST|WEST)(?:[\s\u00a0]+(?:and|or|&)[\s\u00a0]+|/)$")
# Words of names that are often written otherwise: an expression, and what may stand for it.
_SHORT_WORDS = (
    (r"\bDemocratic\b", "Dem."),
    (r"\bRepublic of\b", "Rep. of"),
    (r"\bSaint ", "St. "),
    (r" and (the )?", " & ", r" & \1", " and "),
    (r"(?<=[a-z])\.", ""),
    (r"(?<=\b[A-Z]\.)(?=[A-Z]\.)", " "),
)


@dataclass(frozen=True, slots=True)
class Context:
    """One rule about a name and the words around it; the first that fits decides.

    ``code`` is what the name then means: empty for no mention at all, ``=`` for what it means anyway.
    ``before`` is searched at the end of what stands before the name, ``after`` matched right behind it, ``text``
    searched in the whole text. A rule fits where all that it has fit.
    """

    code: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    text: re.Pattern[str] | None

    def fits(self, text: str, hit: Hit) -> bool:
        """Whether this rule applies to the name at ``hit``."""
        if self.after is not None and not self.after.match(text, hit.end, hit.end + _AROUND):
            return False
        if self.before is not None and not self.before.search(text[max(0, hit.start - _AROUND) : hit.start]):
            return False
        return self.text is None or self.text.search(text) is not None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names with what they stand for, ready to be found."""

    names: Lexicon
    values: Mapping[str, str]
    contexts: Mapping[str, tuple[Context, ...]]

    def find(self, text: str, label: str) -> list[Mention]:
        """All names in ``text``, in order, as mentions called ``label``."""
        found: list[Mention] = []
        for hit in self.names.hits(text):
            value = self._value(text, hit)
            if not value or _is_code(text, hit):
                continue
            if found and found[-1].value == value and (end := _renamed(text, found[-1], hit)):
                found[-1] = Mention(label, found[-1].start, end, text[found[-1].start : end], value)
                continue
            found += self._other_side(text, hit, label)
            found.append(Mention(label, hit.start, hit.end, text[hit.start : hit.end], value))
        return found

    def _value(self, text: str, hit: Hit) -> str:
        """What the name at ``hit`` stands for where it is found; empty for nothing."""
        value = self.values[hit.form]
        for context in self.contexts.get(hit.form, ()):
            if context.fits(text, hit):
                return value if context.code == "=" else context.code
        return value

    def _other_side(self, text: str, hit: Hit, label: str) -> list[Mention]:
        """The first of two states that share a name: "North" of "North and South Korea"."""
        _, _, shared = hit.form.partition(" ")
        if not hit.form.startswith(("NORTH ", "SOUTH ", "EAST ", "WEST ")):
            return []
        match = _OTHER_SIDE.search(text, max(0, hit.start - 12), hit.start)
        value = self.values.get(f"{match[1].upper()} {shared}", "") if match else ""
        return [Mention(label, match.start(1), match.end(1), match[1], value)] if match and value else []


def _is_code(text: str, hit: Hit) -> bool:
    """Whether a short form is part of something else: a currency's prefix ("AU$5") or a code ("US-2019")."""
    if hit.end - hit.start > 5 or not text[hit.start : hit.end].isupper():
        return False
    after = text[hit.end : hit.end + 2]
    priced = after[:1] in _SIGNS if after else False
    return priced or text[hit.start - 1 : hit.start] == "$" or (after[:1] in {"-", "/"} and after[1:].isdigit())


def _renamed(text: str, first: Mention, hit: Hit) -> int:
    """Where a name ends that has another name of the same country in brackets behind it; 0 where there is none.

    "Falkland Islands (Malvinas)" is one name; an abbreviation in brackets is a mention of its own.
    """
    short = sum(map(str.isupper, text[hit.start : hit.end])) > 1 and hit.end - hit.start < 6
    closed = text[hit.end : hit.end + 1] == ")"
    opened = _OTHER_NAME.fullmatch(text, first.end, hit.start) is not None
    return hit.end + 1 if closed and opened and not short else 0


def find_countries(text: str, *, packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every mention of a country in ``text``: label ``country``, value ISO 3166-1 alpha-3.

    Kosovo is ``XKX``; a dissolved state has its ISO 3166-3 alpha-4 code (``SUHH``), a renamed one the code of today
    (Burma ``MMR``, Zaire ``COD``). "Sino-Brazilian" holds two mentions.
    """
    return _countries(packs).find(text, "country")


def find_blocs(text: str, *, packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every mention of a bloc, an organisation of states or a region: label ``bloc``, value its usual short name."""
    return _blocs(packs).find(text, "bloc")


def seat_of(code: str, *, packs: tuple[Path, ...] = ()) -> str:
    """The capital of a country by its code; empty where none is known."""
    return _seats(packs).get(code, "")


def find_capitals(text: str, *, packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every capital or seat of government: label ``capital``, value the country (or bloc) that it may stand for."""
    return _capitals(packs).find(text, "capital")


def name_of(code: str) -> str:
    """The short English name of a country by its alpha-3 or alpha-4 code; any other value comes back as it is."""
    return _names().get(code, code)


def is_adjective(word: str) -> bool:
    """Whether ``word`` is a country's adjective or demonym ("Malawian") and no name of one ("Malawi", "Pakistan")."""
    return word.lower() in _adjectives()


@compiled
def _adjectives() -> frozenset[str]:
    words = {form.lower() for row in rows("countries") for word in _split(row["adjectives"]) for form in _numbers(word)}
    return frozenset(words - {row["name"].lower() for row in rows("countries")})


def codes() -> tuple[str, ...]:
    """All country codes, in the order of ``knowledge/countries.csv``: alpha-3, then dissolved states' alpha-4."""
    return tuple(_names())


def members(bloc: str, *, packs: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """The members of a bloc as alpha-3 codes, in the order of ``knowledge/blocs.toml``; empty where not given there."""
    known = {str(entry["name"]): tuple(entry.get("members", ())) for entry in entries("blocs", packs)}
    return known.get(bloc, ())


@compiled
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("countries")}


@dataclass(slots=True)
class _Draft:
    """A gazetteer in the making: forms of names in order, their values, and the entries that qualify them."""

    forms: dict[str, str] = field(default_factory=dict)  # form -> what must follow it
    values: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, list[str]] = field(default_factory=lambda: {"names": [], "adjectives": []})
    rules: list[Entry] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)  # countries' names as the table gives them -> code

    def add(self, form: str, value: str, *, kind: str = "", follow: str = "") -> None:
        """Take in one form; where two entries claim it, the first one keeps it."""
        self.forms.setdefault(form, follow)
        self.values.setdefault(normal(form), value)
        if kind:
            self.kinds[kind].append(normal(form))

    def qualify(self, entry: Entry) -> None:
        """Take in an entry of a file of contexts."""
        for phrase in entry.get("phrases", ()):
            self.add(phrase, "")
        if "names" in entry:
            self.rules.append(entry)

    def finished(self) -> Gazetteer:
        """The gazetteer, compiled."""
        return Gazetteer(lexicon(self.forms), self.values, _contexts(self.rules, self.kinds))


@compiled
def _countries(packs: tuple[Path, ...]) -> Gazetteer:
    draft = _Draft()
    for row in rows("countries", packs):
        code = _checked(row["code"])
        for name in (row["name"], *_split(row["official"]), *_split(row["aliases"])):
            own = name.removeprefix("-")
            draft.add(own, code, kind="names")
            draft.named.setdefault(own, code)
            if own != name:  # a form that only stands behind a hyphen: "Sino-Bangla"
                draft.rules += [{"names": [own], "code": code, "before": _HYPHEN}, {"names": [own]}]
        for word in _split(row["adjectives"]):
            for form in _numbers(word):
                draft.add(form, code, kind="adjectives")
        for prefix in _split(row["prefixes"]):
            draft.add(prefix, code, follow=_HYPHEN_FOLLOWS)
    for name, code in [(name, code) for name, code in draft.named.items() if not name.isupper()]:
        for form in _ways_to_write(name):
            draft.add(form, code, kind="names")
    for entry in entries("country_contexts", packs):
        draft.qualify(entry)
    return draft.finished()


@compiled
def _blocs(packs: tuple[Path, ...]) -> Gazetteer:
    draft = _Draft()
    for entry in entries("blocs", packs):
        for alias in (entry["name"], *entry.get("aliases", ())):
            draft.add(alias, str(entry["name"]))
    for entry in entries("blocs", packs):
        for phrase in entry.get("phrases", ()):
            draft.add(phrase, "")
    return draft.finished()


@compiled
def _seats(packs: tuple[Path, ...]) -> Mapping[str, str]:
    return {row["code"]: seats[0] for row in rows("countries", packs) if (seats := _split(row["seats"]))}


@compiled
def _capitals(packs: tuple[Path, ...]) -> Gazetteer:
    draft = _Draft()
    for row in rows("countries", packs):
        for seat in _split(row["seats"]):
            draft.add(seat, row["code"], kind="names")
    for entry in entries("blocs", packs):
        for seat in entry.get("seats", ()):
            draft.add(seat, str(entry["name"]), kind="names")
    for entry in entries("capital_contexts", packs):
        draft.qualify(entry)
    return draft.finished()


def _contexts(found: Iterable[Entry], kinds: Mapping[str, list[str]]) -> dict[str, tuple[Context, ...]]:
    contexts: dict[str, list[Context]] = {}
    for entry in found:
        rule = Context(
            str(entry.get("code", "")),
            _compiled(entry.get("before"), "(?:{})$"),
            _compiled(entry.get("after"), "(?:{})"),
            _compiled(entry.get("text"), "{}"),
        )
        wanted = entry["names"]
        if isinstance(wanted, str) and wanted.removeprefix("all ") not in kinds:
            raise KnowledgeError(f"contexts: names = {wanted!r}: give a list, 'all names' or 'all adjectives'.")
        for name in kinds[wanted[4:]] if isinstance(wanted, str) else map(normal, wanted):
            contexts.setdefault(name, []).append(rule)
    return {name: tuple(rules) for name, rules in contexts.items()}


def _compiled(source: object, frame: str) -> re.Pattern[str] | None:
    if source is None:
        return None
    try:
        return re.compile(frame.replace("{}", str(source)))
    except re.error as exc:
        raise KnowledgeError(f"contexts: {source!r} is no regular expression: {exc}. Mend the entry.") from exc


def _checked(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise KnowledgeError(f"countries: {code!r} is no ISO 3166 code; it must be three (or four) capitals.")
    return code


def _ways_to_write(name: str) -> list[str]:
    """A name with its usual short words: ``St Vincent & Grenadines``, ``Dem Rep of the Congo``, ``D. R. Congo``."""
    forms = [name]
    for long, *shorts in _SHORT_WORDS:
        forms += [re.sub(long, short, form) for form in forms for short in shorts if re.search(long, form)]
    return list(dict.fromkeys(forms))[1:]


def _split(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def _numbers(word: str) -> list[str]:
    """An adjective or demonym, and its plural where the language has one: ``Kenyan``, ``Kenyans``."""
    if re.search(r"(?:s|z|sh|ch|ese|men)$", word):
        return [word]
    return [word, f"{word}s"]
