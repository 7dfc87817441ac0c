"""Organisations: banks, agencies, ministries, funds, companies; and the short forms that a paper defines for them.

``find_organisations`` finds the names listed in ``knowledge/organisations.toml`` and, by their shape, names of others:
words in capitals that close with Bank, Agency, Corporation, or open with "Ministry of". ``acronyms`` reads the short
forms that a paper defines itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from policyfacts.errors import KnowledgeError
from policyfacts.knowledge import compiled, entries
from policyfacts.records import Mention, Span
from policyfacts.values.acronyms import acronyms as acronyms
from policyfacts.values.countries import find_countries
from policyfacts.values.lexicon import Lexicon, lexicon, normal

_REACH = 120  # characters to either side of a head word over which a name may run
_CAPITAL = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-ÖØ-Þ](?:[\w&]|\.(?=\w)|['’](?=[A-Z]))*(?:[-–/][\w’'&]+)*)"
_SMALL = r"\s(?:of|for|and|&|de|du|da|do|des|del|e|y|et|für)\s(?:the\s|la\s)?"
_JOINT = rf"(?:{_SMALL}|,\s(?=[A-Z][\w-]+,?\s(?:and|&)\s[A-Z])|\s)"
# ", Refugees, and Migration": a list within a name, with a comma before its "and".
_SERIES = rf"(?:,\s{_CAPITAL}(?:\s{_CAPITAL})?){{1,3}},\s(?:and|&)\s{_CAPITAL}"
_LISTED = re.compile(r",\s(?:(?:and|&)\s)?(?P<piece>[^,]+)")
_FIRST_WORD = re.compile(r"([\w-]+)[,.]?(?:\s+(?:of|for|and|the|&)(?=\s))?(?:\s+the(?=\s))?\s+")
_FIRST_JOINT = re.compile(r"(?:of|for|and|the|&|de)\s+")
_TITLE_BEHIND = r"(?!\s(?:Governor|President|Chairman|Minister|Summit|Loan|Act|Law)s?\b)"
_ROLES = ("head", "opening", "breaker", "weak", "lead", "owned")
# "Hungary's Eximbank": whose a body is that has no name of its own.
_OWNER = re.compile(r"(?P<owner>[A-ZÀ-Þ][\w.’' -]{1,40}?)(?:(?<=s)[’']|[’']s)\s$")
_OWNED = re.compile(r"(?P<owner>.+?)(?:(?<=s)[’']|[’']s)\s(?P<body>.+)")
_FOR = re.compile(r"\s(?:for|to)\s(?:the\s)?")
_CUT = re.compile(r"(?:^|\s)(?:of|for|and|the|by)\s*$", re.IGNORECASE)
_JOINED = re.compile(r"(?:,|,?\s(?:and|with|through|&|or))\s(?:the\s)?")
_JOINS = re.compile(r"(?:^|\s)(?:and|with|through|&|of|by|or)\s(?:the\s)?$")


@dataclass(frozen=True, slots=True)
class Organisation:
    """A listed organisation: its full name, what it is, the state whose money it is (alpha-3, or empty), and whether it
    is an agency of aid, which gives rather than lends."""

    name: str
    kind: str
    country: str
    gives: bool = False


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The words of names by shape, compiled."""

    head: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    opening: re.Pattern[str]
    other: re.Pattern[str]
    broken: re.Pattern[str]
    going_on: frozenset[str]
    bare: frozenset[str]
    weak: frozenset[str]
    lead: frozenset[str]
    owned: frozenset[str]


def find_organisations(text: str, *, packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every organisation that ``text`` names: label ``organisation``, value the name as it stands, its print mended.

    ``organisation`` tells what a value is, where it is listed. Where two names overlap, the longer one is given.
    """
    names, _ = _listed(packs)
    listed = [Span(hit.start, hit.end) for hit in names.hits(text)]
    shaped = [_beside(text, span, listed) for span in _by_shape(text, _shapes(packs))]
    kept: list[Span] = []
    for span in sorted([*listed, *(span for span in shaped if span)], key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    kept = [_with_owner(text, span, _shapes(packs)) for span in kept]
    return [Mention("organisation", a, b, text[a:b], _mended(text[a:b])) for a, b in sorted(kept)]


def organisation(name: str, *, packs: tuple[Path, ...] = ()) -> Organisation | None:
    """What the knowledge files say about an organisation, by any of its names; None where it is not listed.

    "Hungary's Eximbank" is a bank as others called so are, and Hungary's.
    """
    listed = _listed(packs)[1]
    known = listed.get(normal(name))
    if known is None and (owned := _OWNED.fullmatch(name)):
        alike = listed.get(normal(owned["body"]))
        state = next((str(m.value) for m in find_countries(owned["owner"])), "")
        if state and (alike or owned["body"] in _shapes(packs).owned):
            kind, gives = (alike.kind, alike.gives) if alike else ("lender", False)
            known = Organisation(name, kind, state, gives)
    return known


def aliases(name: str, *, packs: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """All names of a listed organisation, in capitals, by any of them; empty where it is not listed."""
    known = organisation(name, packs=packs)
    return () if known is None else tuple(form for form, other in _listed(packs)[1].items() if other == known)


def _beside(text: str, span: Span, listed: list[Span]) -> Span | None:
    """What is left of a name by shape beside listed names in it: "IMF and World Bank" are two names, both listed."""
    start, end = span
    for known in listed:
        if known.start < start < known.end < end:
            return None  # "the World | Bank for Peru"
        if not (start <= known.start and known.end <= end):
            continue
        if known.start > start and text.endswith(", ", start, known.start):
            end = min(end, known.start - 2)  # "the Ministry of Health, UNICEF and others"
        elif _JOINED.match(text, known.end):
            start = known.end
        elif known.start == start and (goal := _FOR.match(text, known.end, end)) and _is_state(text[goal.end() : end]):
            return None  # "approved by the World Bank for Peru"
        elif known.end == end and _JOINS.search(text[start : known.start]):
            return None
    if joint := _JOINED.match(text, start, end):
        start = joint.end()
    # What is left of "Board of Governors of the Bank" before a name that is known is no name of its own.
    return Span(start, end) if start < end and not _CUT.search(text[start:end]) else None


def _with_owner(text: str, span: Span, shapes: _Shapes) -> Span:
    """``span`` from the state on whose body it is, where it is called by what it is: "Hungary's Eximbank"."""
    if text[span.start : span.end] not in shapes.owned:
        return span
    floor = max(0, span.start - _REACH)
    owner = _OWNER.search(text[floor : span.start])
    if owner is None:
        return span
    end = floor + owner.end("owner")
    state = next((m for m in find_countries(text[floor:end]) if floor + m.end == end), None)
    return Span(floor + state.start, span.end) if state else span


def _is_state(words: str) -> bool:
    return any(m.start == 0 and m.end == len(words) for m in find_countries(words))


def _by_shape(text: str, shapes: _Shapes) -> Iterator[Span]:
    for head in shapes.head.finditer(text):
        if text[head.start() - 1 : head.start()] not in {" ", "\n", "\u00a0"}:
            continue
        if head[0] in shapes.bare and text.startswith((" of ", " for "), head.end()):
            continue  # "the Iraqi Ministry of Trade": the opening finds it, without the country
        floor = max(0, head.start() - _REACH)
        before = shapes.before.search(text[floor : head.start()])
        start = floor + before.start() if before else head.start()
        start = _own_start(text, start, head.start(), shapes)
        if start < head.start() and not _weak(text[start : head.start()], shapes):
            yield Span(start, _own_end(text, head, shapes))
    place = 0
    while opening := shapes.opening.search(text, place):
        place = _unbroken(text, opening.end("opening"), opening.end(), shapes)  # another may be joined to it
        if opening.start() and (text[opening.start() - 1].isalnum() or text[opening.start() - 1] == "-"):
            continue
        yield Span(opening.start(), place)


def _own_start(text: str, start: int, end: int, shapes: _Shapes) -> int:
    """Behind another name that is joined by "and", and behind words that are capitals only by their place."""
    for other in (*shapes.other.finditer(text, start, end), *shapes.broken.finditer(text, start, end)):
        start = max(start, other.end())
    if article := re.search(r"\sThe\s", text[start:end]):
        start += article.end()
    while word := _FIRST_WORD.match(text, start, end):
        if word[1] not in shapes.lead:
            break
        start = word.end()
    if joint := _FIRST_JOINT.match(text, start, end):
        start = joint.end()
    return start


def _own_end(text: str, head: re.Match[str], shapes: _Shapes) -> int:
    if head[0] not in shapes.going_on:
        return head.end()
    behind = shapes.behind.match(text, head.end(), head.end() + _REACH)
    return _unbroken(text, head.end(), behind.end(), shapes) if behind else head.end()


def _unbroken(text: str, start: int, end: int, shapes: _Shapes) -> int:
    """Where a name that seems to run from ``start`` to ``end`` stops: before an office, another name or a state."""
    broken = shapes.broken.search(text, start, end)
    stop = broken.start() if broken else end
    state = next(
        (m for m in _LISTED.finditer(text, start, stop) if _is_state(re.split(r"\sand\s", m["piece"])[0])), None
    )
    return state.start() if state else stop


def _weak(words: str, shapes: _Shapes) -> bool:
    """Whether the words before a head make no name of their own."""
    own = re.findall(r"[^\W\d_][\w-]*", words)
    return all(word in shapes.weak or word in shapes.lead or word[0].islower() for word in own)


def _mended(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" ,;:")


@compiled
def _listed(packs: tuple[Path, ...] = ()) -> tuple[Lexicon, Mapping[str, Organisation]]:
    found: dict[str, Organisation] = {}
    names: list[str] = []
    for entry in entries("organisations", packs):
        for group in entry.get("organisations", ()):
            known = Organisation(group[0], entry.get("kind", ""), entry.get("country", ""), entry.get("gives", False))
            for name in group:
                found.setdefault(normal(name), known)
            names += group
    return lexicon(dict.fromkeys(names, "")), found


@compiled
def _shapes(packs: tuple[Path, ...] = ()) -> _Shapes:
    words: dict[str, list[str]] = {role: [] for role in _ROLES}
    going_on: set[str] = set()
    bare: set[str] = set()
    for entry in entries("organisations", packs):
        if "role" not in entry:
            continue
        if entry["role"] not in words:
            raise KnowledgeError(f"organisations: {entry['role']!r} is no role; take one of {', '.join(_ROLES)}.")
        words[entry["role"]] += entry["words"]
        if entry.get("of"):
            going_on.update(entry["words"])
        if entry.get("bare"):
            bare.update(entry["words"])
    heads = "|".join(sorted(words["head"], key=lambda word: (-len(word), word)))
    openings = "|".join(sorted(words["opening"], key=lambda word: (-len(word), word)))
    breakers = "|".join(words["breaker"])
    run = rf"{_CAPITAL}(?:{_SERIES}|{_JOINT}{_CAPITAL})*"
    return _Shapes(
        re.compile(rf"(?:{heads})(?!\w){_TITLE_BEHIND}"),
        re.compile(rf"(?<![\w’'-]){_CAPITAL}(?:{_JOINT}{_CAPITAL})*(?:\s\([A-Z]\w+\))?\s$"),
        re.compile(rf"\s(?:of|for)\s(?:the\s)?{run}"),
        re.compile(rf"(?P<opening>{openings})\s(?:of|for)\s(?:the\s)?{run}"),
        re.compile(rf"\b(?:{heads})(?:,|\s(?:and|with|through|to|&))\s(?:the\s)?(?=[A-Z])"),
        re.compile(
            rf"\s(?:and|with)\s(?:the\s|(?=(?:{openings})\s))|(?:^|\s)(?:{breakers})(?!\w)(?:\sof(?:\sthe)?\s)?"
        ),
        frozenset(going_on),
        frozenset(bare),
        frozenset(words["weak"] + words["head"]),
        frozenset(words["lead"]),
        frozenset(words["owned"]),
    )
