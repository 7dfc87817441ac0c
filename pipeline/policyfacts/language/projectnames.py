"""Works as papers print them: named ("the Karuma dam"), described ("a submarine cable across the Pacific"), or taken up
again ("the line").

A work is found from its noun (``knowledge/projects.toml``) leftwards over adjectives and the capitalised words of its
name, and rightwards over "of Anaklia", "from Malaba to Kampala".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from policyfacts.knowledge import compiled, entries
from policyfacts.language.worklinks import BARE, NAMING, PLACED, kind_named
from policyfacts.language.worknouns import REFER, Kind, Noun, find_nouns, kinds
from policyfacts.language.workphrases import (
    closes_body,
    closing_noun,
    core,
    in_state,
    is_owner,
    mended,
    of_troops,
    ordinal_name,
    proper_noun,
    says_little,
    single,
    tail_of,
    town,
)
from policyfacts.language.workwords import (
    CAPITAL,
    capital_words,
    ends_of,
    figure_before,
    small_words,
    word_before,
    words,
)
from policyfacts.records import Span

Form = Literal["named", "described", "reference"]

_OF_POWER = re.compile(r"\ban?\s\d[\d.,]*[\s-]?(?:[MG]W|megawatts?)\s(?:[a-z-]+\s)?$")
_SIZED_BEHIND = re.compile(
    r"\sof\s(?:about\s|some\s)?\d[\d.,]*[\s-]?(?:[MG]W|megawatts?)\b|\s(?:at|near)\s[A-Z](?=.{0,80}\d\s?(?:[MG]W|megawatts)\b)"
)
_OF_DEAL = re.compile(r"\s(?:deals?|agreements?|talks|dreams?|plans?|diplomacy|politics|question|story|saga)\b")
_LETTER = re.compile(
    r"\s(?:[A-Z]{1,2}-?\d{1,3}|[A-Z]|I{1,3}|IV|V|\d{1,2})(?![\w.,]\w|\w|\s?(?:km|MW|million|billion|per|and \d|[A-Z]))"
)
# "the interconnector Kita–Bla": the ends of a way right behind its noun.
_TWO_ENDS = re.compile(
    rf"\s(?!(?:Trans|Sino|Anglo|Franco)-)(?=[^\s,;.()]+(?:\s[^\s,;.()–—-]+)?[–—-][A-Z]){CAPITAL}(?:\s{CAPITAL}){{0,2}}"
)
# "the Labe – Pita road": the far end of a way before a dash with spaces.
_FAR_END = re.compile(rf"\bthe\s(?P<end>{CAPITAL}(?:\s{CAPITAL})?(?:\s[–—-]\s{CAPITAL})*)\s[–—-]\s$")
_WAYS = frozenset({"railway", "road", "pipeline", "interconnector", "grid", "cable", "line", "corridor"})
_DETERMINER = re.compile(
    r"(?:the|this|that|these|those|its|their|his|her|our|said|same|such|whole|entire|new|latter|former|each)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:a|an|another|one|first|second|third|fourth)", re.IGNORECASE)
_COUNT = re.compile(
    r"(?<![\w.,])(?P<count>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|\d{1,3}(?:,\d{3})*)\s"
    r"(?:(?:new|large|small|major|key|main|important|vital|more|further|other|long|short|big)\s|[A-Z]\w+-(?:built|funded|financed|backed|led)\s)?$",
    re.IGNORECASE,
)
_THE_OF = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose)\s$")
_REFERRED = re.compile(r"(?:the|its|this|that|their)\s")
_OF_WAR = re.compile(
    r"\b(?:land-?mines?|de-?min(?:ed|ing)|mine (?:action|clearance)|clear(?:ed|ance|ing)|explosives?|ordnance|"
    r"improvised|"
    r"anti-(?:personnel|tank|vehicle)|free of mines)\b",
    re.IGNORECASE,
)
# "the section Arsi–Hawassa of the Modjo highway": no word for the work before it.
_RUNS_ON = re.compile(rf"\s{CAPITAL}(?!\s?[:(])")
_OF_ANOTHER = re.compile(rf"(?:\s{CAPITAL}){{0,5}}\sof\s")
_FROM = re.compile(r",\sfrom\s(?:the\s)?$")
_ONWARDS = re.compile(rf"(?:\s(?:of|at|in)\s{CAPITAL}(?:\s{CAPITAL})?)?\sto\s(?:the\s)?{CAPITAL}")
_BEING_BUILT = re.compile(
    r"\b(?:construction|building|rehabilitation|reconstruction|renovation|erection|installation)\sof\s"
    r"(?:an?|one|another)\s(?:new\s)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"(?P<names>{CAPITAL}(?:\s{CAPITAL})?(?:,\s{CAPITAL}(?:\s{CAPITAL})?)*),?\sand\s$")
_REFERRING = re.compile(
    r"\b(?P<by>the|this|that|these|its|their|said|same)\s(?:[a-z\d][\w.,-]*\s){0,2}$", re.IGNORECASE
)
_SHORT_BETWEEN = re.compile(r"\s\([A-Z]{2,}\d?\)\s")
# What "project" adds to a name that tells by itself what is built.
_PROJECT = re.compile(
    r"(?i)(?<=\b(?:plant|canal|metro))\sproject$|(?<=\bdam)\sproject$|(?<=\b(?:station|railway|highway|airport|"
    r"stadium))\sproject$"
)
_PLURAL = re.compile(r"^(?!set of ).*(?:(?<!s)s|ies|sses)$")
_COMPANY = re.compile(
    r"\s(?:[A-Z]\w+\s){0,3}(?:Company|Corporation|Corp|Group|Ltd|Limited|Co\b|Inc|Bank|Authority|Engineering|Holdings)"
)
# Nouns that, capitalised and of many, close the name of who runs them.
_OPERATORS = re.compile(r"(?:Rail(?:way|road)|Airport|Port|Harbour|Road|Highway|Motorway|Pipeline)s")
# "a 500-bed hospital": the figure tells which one as an adjective would.
# "240 kilometres of road", "a section of motorway": a measure stands for the article.
_PARTITIVE = re.compile(
    r"(?:\d\s?(?:km|kilomet(?:re|er)s|miles)|(?:an?|the|one|another)\s(?:\w+\s)?(?:section|stretch|length|segment))\sof\s"
    r"(?:(?:new|old|single|double|paved|rural|gravel|asphalt|modern)\s)*$"
)
_SIZED = re.compile(
    r"\d[\s-](?:bed|seat|km|kilomet(?:re|er)|MW|megawatt|mile|met(?:re|er)|room|lane|berth|storey|story)[\s-]$"
)
# Nouns that a number makes a name of ("Route 32"); units and sections are parts.
_NUMBERED = frozenset({"route", "terminal"})
# Works so common that one without a name and a description cannot be told from others.
COMMON = frozenset({"line", "road", "school", "building", "network", "water", "warehouse", "digital route", "grid"})
# What tells that a work without a name or a description is one of its own: "a spaceport, estimated at".
_TELLING = re.compile(
    r",\s(?!(?:an?|the|two|three|and|or|but|new)\s)|\s\(|\s(?:(?:for|on|in|of|to)\s(?:which|whose)|whose|which|that|"
    r"worth|costing|estimated|valued|designed|capable|able|(?:was|were|is|are|has|had|will|would)\s(?!a\s|an\s|the\s))"
    r"|\sof\s[\d.,]+[\s-](?:\w+\s)?[A-Za-z]|\sand\san?\s"
)
# "a line, 400 kV and 106 km long"
_OF_SIZE = re.compile(r"(?:,\s|\sof\s|\s\()(?:(?:about|some|over|nearly)\s)?\d[\d.,]*[\s-]?(?:km|kV|kilomet|MW|miles)")
# Joints whose place is a work's own name ("the port of Anaklia"), and those that need a noun of more words.
_NAMING_JOINTS = frozenset({"of", "at", "to", "from", "between"})
_RIVERS = frozenset({"dam", "bridge", "port", "power plant", "zone"})


@dataclass(frozen=True, slots=True)
class Work:
    """A mention of a work at ``text[start:end]`` and what its words tell.

    ``name`` is what to call it; for a reference ("the line"), the noun with its adjectives. ``noun`` is the closing
    noun, in lower case; ``tail`` the range of "of Anaklia". ``definite``: the words before point to a known work.
    ``soft`` works ("the Reko Diq project") do not tell what is built; a ``programme`` is many works under one name.
    ``many``: works without number or name ("drinking water schemes").
    """

    start: int
    end: int
    name: str
    kind: str
    form: Form
    noun: str
    definite: bool = False
    article: bool = False
    tail: Span | None = None
    soft: bool = False
    programme: bool = False
    many: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def find_works(text: str, *, packs: tuple[Path, ...] = ()) -> Iterator[Work]:
    """Every mention of a work in ``text``, in order, none inside another."""
    here = 0
    nouns = find_nouns(text, packs)
    for index, (kind, noun) in enumerate(nouns):
        if index + 1 < len(nouns) and _opens_name(text, noun, nouns[index + 1][1]):
            continue
        shortened = _SHORT_BETWEEN.fullmatch(text, here, noun.start) is not None if here else False
        if noun.start < here or kind == "none" or (shortened and _is_soft(kind)):
            here = max(here, noun.end)
            continue
        work = _work(text, kind, noun, here)
        if work is not None:
            others = [*_named_with(text, work, here)]
            here = work.end
            yield from (*others, replace(work, name=single(work.name)) if others else work)


def _named_with(text: str, work: Work, floor: int) -> Iterator[Work]:
    """The works that share the noun of ``work``: Kita of "the Kita and Nioro camps"."""
    if work.form != "named" or work.soft or work.tail or not _PLURAL.search(work.noun):
        return
    listed = _LISTED.search(text, floor, work.start)
    for match in re.finditer(CAPITAL + rf"(?:\s{CAPITAL})*", listed["names"]) if listed else ():
        start = listed.start("names") + match.start() if listed else 0
        if match[0] not in words("no name"):
            name, end = f"{match[0]} {single(work.noun)}", start + len(match[0])
            yield Work(start, end, name, work.kind, "named", work.noun, definite=True)


def has_work(text: str) -> bool:
    """Whether a noun that can only be that of a work stands in ``text``."""
    return any(kind not in {REFER, "none", "project", "line"} for kind, _ in find_nouns(text, ()))


def _is_soft(kind: str) -> bool:
    known = kinds().get(kind)
    return known is not None and known.soft


def _opens_name(text: str, noun: Noun, following: Noun) -> bool:
    """Whether a noun only opens a longer name ("Metro" in "the Metro Manila Subway")."""
    if not noun.text[:1].isupper():
        return False
    return re.fullmatch(rf"(?:\s{CAPITAL}){{1,3}}\s", text[noun.end : following.start]) is not None


def _work(text: str, kind: str, noun: Noun, floor: int) -> Work | None:
    if kind == "mine" and _OF_WAR.search(text):
        return None
    if _not_of_works().match(text, noun.end) or _COMPANY.match(text[noun.end : noun.end + 60]):
        return None
    if _FROM.search(text, max(0, noun.start - 12), noun.start) and _ONWARDS.match(text, noun.end):
        return None  # "its first section, from the port of Mombasa to Nairobi"
    if kind == REFER:
        letter = _LETTER.match(text, noun.end) if noun.text[:1].isupper() else None
        if noun.text[:1].isupper() and not letter and _RUNS_ON.match(text, noun.end):
            return None  # "South Field Energy"
        numbered = letter and (noun.lower in _NUMBERED or (noun.lower == "unit" and tail_of(text, letter.end())))
        opening = noun.start if noun.lower in BARE else small_words(text, noun.start, floor)
        if noun.lower in NAMING and (numbered or capital_words(text, opening, floor) < opening):
            return _named(text, kind_named(text, noun), noun, floor)
        tail = tail_of(text, noun.end) if noun.lower in PLACED and not noun.text[:1].isupper() else None
        if (
            tail
            and tail["joint"] in {"at", "of", "near", "off", "from", "between"}
            and not _REFERRED.search(tail["places"])
        ):
            return _unnamed(text, NAMING[noun.lower], noun, floor)
        sized = _OF_POWER.search(text, max(0, noun.start - 40), noun.start)
        sized = sized or _SIZED_BEHIND.match(text, noun.end)
        if sized and noun.lower in kinds()["power plant"].refers and not noun.text[:1].isupper():
            return _unnamed(text, "power plant", noun, floor)  # "a 100 MW farm at Balykchy"
        return _taken_up(text, noun)
    return _named(text, kind, noun, floor) or _unnamed(text, kind, noun, floor)


def _taken_up(text: str, noun: Noun) -> Work | None:
    """A noun that can only refer: "the route", "its three strings". In capitals it is a name of something else."""
    if noun.text[:1].isupper() and not text.isupper():
        return None
    # "The US$1.5 billion scheme": what it costs stands between.
    referring = _REFERRING.search(figure_before(text[max(0, noun.start - 40) : noun.start]))
    if referring is None or _OF_ANOTHER.match(text, noun.end):
        return None
    if noun.lower.endswith("s") and noun.lower != "works" and referring["by"].lower() not in {"its", "their"}:
        return None
    return Work(noun.start, noun.end, noun.lower, REFER, "reference", noun.lower, definite=True)


def _named(text: str, kind: str, noun: Noun, floor: int) -> Work | None:
    """A work with a name of its own: "Karuma dam", "Line D", "Lagos Free Zone"."""
    start = small_words(text, noun.start, floor)
    end, soft = noun.end, kinds()[kind].soft
    own = capital_words(text, start, floor, joined=soft and noun.text[:1].isupper())
    if kind in _WAYS and own < start and (far := _FAR_END.search(text[:own], floor)):
        own = far.start("end")
    letter = _LETTER.match(text, end) if kind not in {"school", "building"} else None
    ends = _TWO_ENDS.match(text, end) if kind in _WAYS and not letter else None
    if behind := letter or ends:
        end = behind.end()
    elif own == start and not proper_noun(noun.text, text, noun.start):
        return None
    if soft and _PLURAL.search(noun.text):
        return None
    name = text[own:end]
    if _OPERATORS.fullmatch(noun.text) and own < noun.start and not _LISTED.search(text, floor, own):
        return None  # "South Caucasus Railways laid the line"
    if not (letter or ends) and (closes_body(noun) or of_troops(text, name)):
        return None
    tail = tail_of(text, end)
    where = Span(tail.start("tail") + 1, tail.end("tail")) if tail else None
    if tail and letter and tail["joint"] == "of" and (whole := closing_noun(text, tail.end())):
        where, name, end = Span(tail.start("tail") + 1, whole), text[own:whole], whole
    elif tail and not soft and (tail["joint"] in {"from", "between"} or says_little(name)):
        name, end = name + ends_of(text[tail.start("tail") : tail.end()]), tail.end()
    written = name if soft or letter else _PROJECT.sub("", name)
    return Work(own, end, mended(written), kind, "named", noun.lower, definite=True, tail=where, soft=soft)


def _unnamed(text: str, kind: str, noun: Noun, floor: int) -> Work | None:
    """A work by its place ("port of Anaklia"), by description ("a gas pipeline"), or by its bare noun ("the line")."""
    soft, end = kinds()[kind].soft, noun.end
    start = small_words(text, noun.start, floor)
    before = word_before(text, start)
    count = _COUNT.search(text, max(floor, start - 24), start)
    plural = _PLURAL.search(noun.lower) is not None
    definite, article = _DETERMINER.fullmatch(before) is not None, _ARTICLE.fullmatch(before) is not None
    opening = count.start() if count and plural else start
    tail = tail_of(text, end)
    if tail and tail["joint"] == "of" and noun.lower == "terminal" and (whole := closing_noun(text, tail.end())):
        where, name = Span(tail.start("tail") + 1, whole), mended(text[noun.start : whole])
        return Work(opening, whole, name, "airport", "named", noun.lower, definite, article, where)
    if tail and (tail["joint"] != "on" or kind in _RIVERS):
        head = text[core(noun) if tail["joint"] == "of" else opening : end]
        naming = tail["joint"] in _NAMING_JOINTS and not plural
        where = Span(tail.start("tail") + 1, tail.end("tail"))
        # Of a work that is described, the country adds nothing to its name.
        described = tail["joint"] == "in" and (start < noun.start or " " in noun.text)
        place = ends_of(text[tail.start("tail") : tail.end()]).removeprefix(",")
        name = mended(head if described and in_state(tail) else head + town(place))
        form: Form = "named" if naming else "described"
        return Work(opening, tail.end(), name, kind, form, noun.lower, definite, article, where, soft)
    name = mended(text[opening:end])
    if count and plural and not tail and _THE_OF.search(text, max(0, opening - 8), opening):
        return Work(opening, end, name, kind, "reference", noun.lower, definite=True, soft=soft)  # "the two barrages"
    known = definite and not count
    if known and plural and noun.lower != "works" and before.lower() not in {"its", "their"}:
        return None
    if known or (noun.text.isupper() and len(noun.text) > 2):
        return Work(start, end, name, kind, "reference", noun.lower, definite=True, soft=soft)
    owner = is_owner(before) and start == noun.start and not plural and not _OF_DEAL.match(text, end)
    if owner:
        opening = text.rindex(before, 0, start)
        name = mended(text[opening:end])
    more = ordinal_name(text, start, end) if not (plural or soft or (kind in COMMON and " " not in noun.text)) else None
    if more:
        opening, end, name = more.start, more.end, mended(text[more.start : more.end])
    told = (
        more
        or start < noun.start
        or " " in noun.text
        or owner
        or (not soft and _tells(text, Span(start, end), article=article, common=kind in COMMON))
        or (article and _SIZED.search(text, max(0, start - 24), start) is not None)
    )
    sized = before.lower() in {"a", "an", "another"} and _OF_SIZE.match(text, end) is not None
    if (kind == "line" and not sized) or not (told or sized or (count and plural)):
        return None
    many = plural and (not count or "," in count["count"])
    if many and start == noun.start and (soft or " " not in noun.text):
        return None
    return Work(
        opening, end, name, kind, "described", noun.lower, article=bool(article or owner or more), soft=soft, many=many
    )


def _tells(text: str, noun: Span, *, article: bool, common: bool) -> bool:
    """Whether the words around a bare noun tell that it is a work of its own; of ``common`` ones more is asked."""
    before = (max(0, noun.start - 60), noun.start)
    own = article and ((not common and _TELLING.match(text, noun.end)) or _BEING_BUILT.search(text, *before))
    return bool(own or _PARTITIVE.search(text, *before))


@compiled
def _not_of_works() -> re.Pattern[str]:
    words = "|".join(next(entry["words"] for entry in entries("project_words") if entry["name"] == "no work"))
    return re.compile(rf"[\s-](?:{words})(?!\w)", re.IGNORECASE)


__all__ = ["COMMON", "REFER", "Form", "Kind", "Work", "figure_before", "find_works", "has_work", "kinds"]
