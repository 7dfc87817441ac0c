"""Titles of texts that parties agree on or put out: named ("Treaty of Amity") and described ("a joint statement").

A title is found from the noun that names its kind (``knowledge/agreements.toml``). To the left it takes the words that
belong to the noun; to the right what the text is about ("on critical raw materials") or the rest of the name ("of
Friendship and Cooperation (2021)"). How many, and by which little word it is introduced, is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from policyfacts.knowledge import compiled, entries, recalled
from policyfacts.knowledge.searches import Family, Search
from policyfacts.language.phrases import (
    MONTHS,
    about_end,
    left_edge,
    matter_end,
    name_end,
    own_start,
    sides_end,
    tokens_of,
    with_ordinal,
    with_period,
    words_for,
)
from policyfacts.records import Span
from policyfacts.values.numbers import WORDED, worded

_ACRONYM = re.compile(
    r"\s?\((?:the\s|or\s|hereafter\s)?[“\"‘]?(?P<short>(?:[A-Z]\.?[a-z]{0,3}[-–&]?){2,}s?\d?)[”\"’]?\)"
)
# Kinds whose titles may tell the years that they are for.
_FOR_YEARS = frozenset({"plan", "document", "agreement", "protocol"})
# "a Memorandum of Understanding on critical minerals": capitals in the noun alone.
_PLAIN_MATTER = re.compile(r"\s(?:on|concerning|regarding)\s(?!the\s|that\b|this\b|which\b)(?:an?\s)?[a-z“]")
_NUMBERED = re.compile(r"\s(?:No\.|Nos\.|Number|nº|n°)\s?\d+(?:\s\(\d{4}\))?")
_IN_SUPPORT = re.compile(r"\s[Ii]n\s[Ss]upport\sof(?:\sthe)?(?:\s[A-ZÀ-Þ][\w’'-]*(?:\s(?:of|and|for|the))*)+(?<=\w)")
_ABOUT = frozenset({"on", "for", "concerning", "regarding", "about"})
# "a memorandum with Chile on lithium": what the text is about may stand behind the party.
_PARTY_THEN_ABOUT = re.compile(
    r"\s(?:with|between)\s(?:the\s)?[A-Z][\w-]+(?:\s(?:and\s)?(?:the\s)?[A-Z][\w-]+){0,4}(?=\s(?:on|for|"
    r"concerning)\s[a-z])"
)
# Where a text begins: behind a bullet or a number too.
_BEGINS = r"^|(?<=^[•▪●◦‣·*–—-]\s)|(?<=^\d[.)]\s)|(?<=^\d\d[.)]\s)|(?<=^\(\w\)\s)|(?<=^[a-z][.)]\s)"
# "the Agreement": a noun with a capital that points back to the name told before.
_POINTING = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s$")
_COUNT = re.compile(
    rf"(?<![\w.,])(?P<n>\d{{1,3}}(?:,\d{{3}})*|(?i:{WORDED}))(?=\s)",
)
# What may stand between a number and the noun that it counts: no verb of which the number's own noun is the subject.
_COUNTED = re.compile(
    r"\s(?:(?!(?:signed|exchanged|adopted|concluded|issued|released|announced|agreed|had|have|were|was|and|of|on)\b)[\w-]+\s){0,3}"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title at ``[start, end)``: its words as a table writes them and the kind of text that it names.

    ``opener`` is the little word before it, in small letters ("the", "a", ""); ``named`` tells a name with capitals
    from a description; ``bare`` a noun that stands alone ("the agreement"); ``count`` how many, proved by
    ``count_span``; ``short`` the acronym printed behind it; ``after`` where the sentence goes on behind that; ``only``
    the events that make it a title (any, where it is empty).
    """

    start: int
    end: int
    text: str
    kind: str
    event: str
    named: bool
    plural: bool
    bare: bool
    opener: str = ""
    count: int | None = None
    count_span: Span | None = None
    short: str = ""
    after: int = 0
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str
    event: str
    about: frozenset[str]
    pattern: Search
    named: bool
    whole: bool
    counted: bool = False
    only: frozenset[str] = frozenset()


@recalled
def find_titles(text: str, *, knowledge: str = "agreements", packs: tuple[Path, ...] = ()) -> tuple[Title, ...]:
    """Every title in ``text`` (one sentence), in order; none lies inside another.

    ``knowledge`` names the data file that holds the nouns: ``agreements``, or ``meetings`` for names of meetings.
    """
    low = text.lower()
    for stem in _stems(knowledge, packs):  # a plain loop: a generator would cost more than the looks
        if stem in low:
            break
    else:
        return ()
    candidates = [
        (match.start(), -match.end(), order, head, match)
        for order, head in _heads(knowledge, packs).possible(text)
        for match in head.pattern.finditer(text)
    ]
    if not candidates:
        return ()
    tokens = tokens_of(text)
    found: list[Title] = []
    for _, _, _, head, match in sorted(candidates, key=lambda c: c[:3]):
        if found and match.start() < found[-1].after:
            continue
        title = _title(text, tokens, head, match, found[-1].after if found else 0)
        again = title and title.bare and found and found[-1].named and text[found[-1].after : title.start] == " "
        if title and not again:  # "the Lima Free Trade Area (LFTA) agreement" is one text
            found.append(title)
    return tuple(found)


def _title(text: str, tokens: Sequence[Span], head: _Head, match: re.Match[str], floor: int) -> Title | None:
    named = head.named and (head.whole or _capitals_around(text, match))
    if head.named and not named:
        return _pointing(text, head, match)
    start = match.start() if head.whole else left_edge(text, tokens, match.start(), floor, named=named)
    end, matter = match.end(), ""
    if named:
        start, end, matter = _name(text, tokens, head, match, start)
    else:
        end = about_end(text, tokens, match.end(), head.about)
    alone = start == match.start() and end == match.end() and not matter
    if named and not head.whole and alone and not re.search(r"[\s-]", match[0]):
        return _pointing(text, head, match)  # a capitalised noun alone is no name
    if head.kind in _FOR_YEARS:
        end = with_period(text, end)
    words = re.sub(r"\s+", " ", text[start:end]).strip(' ,;:“”"‘’')
    if words.count("“") > words.count("”"):
        words += "”"
    words += matter
    if not named and (parted := _PARTY_THEN_ABOUT.match(text, end)):
        words += _about(text, tokens, parted.end(), head.about)
    acronym = _ACRONYM.match(text, end)
    count, count_span = _count(text, start) if _plural(match[0]) else (None, None)
    if head.counted and count is None:
        return None
    return Title(
        start,
        end,
        re.sub(r"(?<=\w)\s*([–-])\s(?=[A-Z])|\s([–-])(?=[A-Z])", r"\1\2", words),
        head.kind,
        head.event,
        named,
        _plural(match[0]),
        not named and start == match.start() and end == match.end() and " " not in match[0],
        _opener(text, start, plural=_plural(match[0])),
        count,
        count_span,
        acronym["short"] if acronym else "",
        acronym.end() if acronym else end,
        head.only,
    )


def _name(text: str, tokens: Sequence[Span], head: _Head, match: re.Match[str], start: int) -> tuple[int, int, str]:
    """Where a name begins and ends that holds the noun of ``match``, and what it is about, if that stands apart."""
    end, matter = match.end(), ""
    if not head.whole:
        end = name_end(text, tokens, end)
    start = with_ordinal(text, own_start(text, start, match.start()))
    if end == match.end() and start == match.start() and not head.whole:
        end, matter = _sided(text, tokens, match, head.about)
    if end == match.end() and start == match.start() and _PLAIN_MATTER.match(text, end):
        end = about_end(text, tokens, end, head.about)
    more = _IN_SUPPORT.match(text, end) or _NUMBERED.match(text, end)
    return start, more.end() if more else end, matter


def _pointing(text: str, head: _Head, match: re.Match[str]) -> Title | None:
    """A noun with a capital that only points back, as a contract's "the Agreement" does; ``None`` for any other."""
    if head.only or " " in match[0] or not _POINTING.search(text, 0, match.start()):
        return None
    return Title(
        match.start(), match.end(), match[0], head.kind, head.event, named=False, plural=_plural(match[0]), bare=True,
        opener=_opener(text, match.start(), plural=False), after=match.end(),
    )  # fmt: skip


def _sided(text: str, tokens: Sequence[Span], match: re.Match[str], about: frozenset[str]) -> tuple[int, str]:
    """Where a name ends that tells its sides: "Agreement between Peru and Chile on Fisheries".

    Matter in small letters makes no name with the sides; it is told apart: " on air services".
    """
    end = match.end()
    sides = sides_end(text, end)
    whole = name_end(text, tokens, sides) if sides > end else end
    if whole > sides:
        return whole, ""
    if sides > end and (matter := _about(text, tokens, sides, about)):
        return end, matter
    alone = " " not in match[0] and not text.startswith(" with", end)
    return (sides if alone else end), ""


def about_what(text: str, end: int) -> tuple[str, int]:
    """What a text is about by the words behind ``end``, with where they end: " on fisheries" of "one on fisheries".

    The party may stand between: "one with Chile on lithium". Empty where nothing is said.
    """
    tokens = tokens_of(text)
    stop = about_end(text, tokens, end, _ABOUT)
    if stop > end:
        return re.sub(r"\s+", " ", text[end:stop]), stop
    parted = _PARTY_THEN_ABOUT.match(text, end)
    return (_about(text, tokens, parted.end(), _ABOUT), end) if parted else ("", end)


def about_from(text: str, start: int, limit: int) -> int:
    """Where the words end that tell from ``start`` on what a text is about; at ``limit`` at the latest."""
    tokens = [t for t in tokens_of(text) if t.end <= limit]
    return matter_end(text, tokens, start)


def _about(text: str, tokens: Sequence[Span], start: int, about: frozenset[str]) -> str:
    return re.sub(r"\s+", " ", text[start : about_end(text, tokens, start, about)])


def _capitals_around(text: str, match: re.Match[str]) -> bool:
    """Whether a capitalised noun belongs to a name: a capitalised word before it, or "of", "on" and one behind."""
    before = re.search(r"([\w’'.)&-]+)\s$", text[: match.start()])
    if before and re.match(r"[A-ZÀ-Þ\d(]", before[1]) and before[1] not in words_for("sentence-openers") | MONTHS:
        return True
    return (
        " " in match[0]
        or re.match(
            r"\s(?:of|on|for|to|with|between|among|(?i:establishing|concerning|amending|regarding|instituting|creating))\s(?:the\s|a\s)?[A-ZÀ-Þ]",
            text[match.end() :],
        )
        is not None
    )


def _plural(noun: str) -> bool:
    first = noun.split(" of ")[0]
    if re.match(r"(?:agreed )?(?:heads|minutes)\b", first):
        return False
    return re.search(r"(?:(?<!s)s|memoranda|MoUs|MOUs|treaties|strategies)$", first.strip(")")) is not None


def _count(text: str, start: int) -> tuple[int | None, Span | None]:
    offset = max(0, start - 60)
    window = text[offset:start]
    match = next((m for m in reversed(list(_COUNT.finditer(window))) if _COUNTED.fullmatch(window, m.end())), None)
    if match is None:
        return None, None
    number = match["n"]
    value = int(number.replace(",", "")) if number[0].isdigit() else int(worded(number))
    if value < 2 or 1900 <= value <= 2100:
        return None, None
    return value, Span(offset + match.start("n"), offset + match.end("n"))


def _opener(text: str, start: int, *, plural: bool) -> str:
    """The determiner before a description, over the adjectives that do not belong to it ("their own new").

    Before several "that" is none: "he recalled that 14 agreements had been signed".
    """
    match = re.search(
        r"(?<!\w)(?P<det>a|an|the|this|that|these|those|its|their|his|her|no|any|each|another)\s(?:[\w-]+\s){0,2}$",
        text[max(0, start - 40) : start],
        re.IGNORECASE,
    )
    of_another = match and re.search(r"\b(?:visit|trip|stay|summit|meeting|occasion)\s$", match[0])
    if match is None or of_another or (plural and match["det"].lower() == "that"):
        return ""
    return match["det"].lower()


@compiled
def _heads(knowledge: str, packs: tuple[Path, ...]) -> Family[tuple[int, _Head]]:
    heads = []
    for entry in entries(knowledge, packs):
        shared = (entry["kind"], entry.get("event", ""), frozenset(entry.get("about", ())))
        if entry.get("names"):
            only = frozenset(entry.get("only", ()))
            heads.append(_Head(*shared, _words(entry["names"]), named=True, whole=True, only=only))
        if entry.get("named"):
            only = frozenset(entry.get("only", ()))
            heads.append(_Head(*shared, _words(entry["named"]), named=True, whole=False, only=only))
        if entry.get("heads"):
            counted = bool(entry.get("counted"))
            pattern = _words(entry["heads"], opening=True)
            heads.append(_Head(*shared, pattern, named=False, whole=False, counted=counted))
    return Family((head.pattern, (order, head)) for order, head in enumerate(heads))


def _words(patterns: Sequence[str], *, opening: bool = False) -> Search:
    """One pattern for any of ``patterns`` as whole words; ``opening``: with a capital too where the text or an item
    begins."""
    either = "|".join(patterns)
    capital = rf"|(?:{_BEGINS})(?i:{either})" if opening else ""
    return Search(rf"(?:(?<![\w–-])(?:{either}){capital})(?![\w–’'-])")


@compiled
def _stems(knowledge: str, packs: tuple[Path, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem for entry in entries(knowledge, packs) for stem in entry.get("stems", [""])))
