"""Who acts in a sentence: the parties it names, the people and capitals that stand for them, "the two sides"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from policyfacts.facts.acquaintance import envoys, family_names, holder, met_before, of_bodies, of_issuer, person_at
from policyfacts.facts.context import PARTY_LABELS, Sentence, Story
from policyfacts.facts.parties import value_of
from policyfacts.knowledge import compiled, entries
from policyfacts.knowledge.searches import Search
from policyfacts.records import Mention, Slot, Span

PLACED = re.compile(
    r"(?:\b(?:in|at|near|from|to|visit(?:s|ed|ing)?|tour(?:s|ed)? of|across|inside|within|outside|through|"
    r"toward|towards|throughout|"
    r"of|for|on|over|into|into the|against)\s(?:the\s)?(?:\w+(?:ern|al)\s|\d+(?:st|nd|rd|th)\s)?)$",
    re.IGNORECASE,
)
# "The Governments of Peru and Chile" act.
_STATE_OF = re.compile(
    r"\b(?:[Gg]overnments?|[Rr]epublics?|[Kk]ingdoms?|[Pp]residents?|[Ll]eaders|[Pp]remiers|[Mm]inisters|[Pp]arliaments?|"
    r"[Cc]abinets?|[Rr]epresentatives|[Dd]elegations|[Oo]fficials|[Dd]elegates|[Ee]nvoys)\s(?:of|from)\s(?:the\s)?$"
)
_COMPANY = re.compile(
    r"(?!(?:Sessions?|Meetings?|Summits?|Rounds?|Talks|[IVX]+)\b)(?:(?:[A-Z]\w*(?:[-&]\w+)?|of|&|de|for)[ -]){1,7}?"
    r"(?:Corporation|Company|Corp\.?|Co\.,? Ltd\.?|Ltd\.?|Inc\.?|Limited|plc|PLC|AG|SA|S\.A\.|GmbH|Group|"
    r"Holdings?|Consortium|"
    r"Association|Organi[sz]ation|Authority|Committee|Ministry|Commission|Agency)(?!\w)"
)
# Small words that lead to a body's name and are no part of it: "The Committee", "of Commission".
_UNLED = re.compile(r"^(?:(?:The|of|for|de|&)[ -])+")
SIDES = (
    r"(?:sides|countries|parties|governments|states|leaders|presidents|partners|nations|neighbou?rs|allies|premiers|"
    r"prime ministers|capitals|ministers|republics|delegations|chancellors)"
)
"""Those who stand for two or more, called by what they are."""
_COLLECTIVE = re.compile(
    r"(?:(?:the|both|all|these|those|its|their)\s(?:(?P<n>two|three|four|five|six|seven|eight)\s)?"
    r"(?:of the |of them\b)?(?!United\sStates)(?:\w+\s)?"
    rf"{SIDES})\b"
    r"|(?:both|all (?:two|three|four|five|six|seven))(?=\s(?:signed|adopted|agreed|concluded|issued|"
    r"released))|(?<=by )(?:both|all (?:two|three|four|five|six|seven))\b",
    re.IGNORECASE,
)
# Wide regions: where something lies, seldom who acts.
_REGIONS = frozenset(
    {
        "Asia",
        "Europe",
        "Indo-Pacific",
        "Middle East",
        "Asia and the Pacific",
        "Oceania",
        "East Asia",
        "Southeast Asia",
        "South Asia",
    }
)
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*[A-Z]{2,}(?![\w-])")
ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]*[A-Z]\w*")
"""A short form made of capitals: "ADB", "KfW"."""
_A_BODY = re.compile(
    r"\b(?:Mission|Force|Office|Programme|Program|Agency|Fund|Bank|Organi[sz]ation|Commission|Committee|Council|"
    r"Authority|Ministry|Department|Institute|Association|Union|Community|Corporation|Centre|Center|Group|Forum|Alliance|"
    r"Foundation|Facility|Secretariat|Federation|League|Network|Company|Board|Service|Entity)\b"
)
_RANK = {"group": 0, "person": 1, "party": 2, "company": 3, "capital": 4}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_JOINT = re.compile(
    r"(?:\s\([A-Z][\w.&-]{1,12}\))?"
    r"\s*(?:,\s*(?:and|or|as well as)?|and|&|or|/|-|–|—|as well as|together with|along with|,\s*along with)\s*"
    r"(?:jointly\s)?(?:the\s|its\s|his\s)?(?:(?:governments?|republic|kingdom|commonwealth|"
    r"peoples?[’']s? republic)s?\sof\s(?:the\s)?)?",
    re.IGNORECASE,
)

# A capital behind these is a place, and no government.
_SEATED = re.compile(r"\b(?:in|at|to|near|from|visit(?:ed|ing)?|for|of)\s(?:(?!(?:which|whom|whose)\b)\w+\s)?$|\($")

_BUT = re.compile(
    r"\b(?:(?:all|everyone|everybody|members|states|countries)\s(?:[\w-]+\s)?but|except(?:\sfor|ing)?)\s(?:the\s)?$"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """One party at ``[start, end)``: what a table writes for it (several values for a group), and its name."""

    start: int
    end: int
    values: tuple[str, ...]
    spans: tuple[Span, ...]
    sort: str = "party"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a list, in order."""

    actors: tuple[Actor, ...]

    @property
    def start(self) -> int:
        return self.actors[0].start

    @property
    def end(self) -> int:
        return self.actors[-1].end

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v for actor in self.actors for v in actor.values))

    def slot(self) -> Slot:
        return joined(self.actors)


def joined(actors: Sequence[Actor]) -> Slot:
    """The actors as a cell: each value once, in order, with the words that prove it."""
    values = dict.fromkeys(v for actor in actors for v in actor.values)
    return Slot("; ".join(values), tuple(dict.fromkeys(s for actor in actors for s in actor.spans)))


@lru_cache(maxsize=64)
def actors_in(sentence: Sentence, story: Story) -> tuple[Actor, ...]:
    """Every actor of ``sentence`` in order, the longest reading of each stretch."""
    found = [
        *_people(sentence, story),
        *_officials(sentence, story),
        *_groups(sentence),
        *_mentioned(sentence, story),
        *_companies(sentence),
        *_by_short_form(sentence, story),
        *_capitals(sentence),
    ]
    kept: list[Actor] = []
    for actor in sorted(found, key=lambda a: (a.start, -a.end, _RANK[a.sort])):
        if kept and actor.start < kept[-1].end:
            continue
        kept.append(actor)
    return tuple(kept)


def casts_in(sentence: Sentence, story: Story) -> list[Cast]:
    """The actors of ``sentence`` gathered into the lists they stand in."""
    lists: list[list[Actor]] = []
    for actor in actors_in(sentence, story):
        if lists and _JOINT.fullmatch(sentence.between(lists[-1][-1].end, actor.start)):
            lists[-1].append(actor)
        else:
            lists.append([actor])
    return [Cast(tuple(members)) for members in lists]


def collective(sentence: Sentence, story: Story, span: Span) -> Actor | None:
    """Whom "the two sides" in ``span`` stand for: the parties named last before it, as many as it counts."""
    for match in _COLLECTIVE.finditer(sentence.between(span.start, span.end)):
        place = Span(span.start + match.start(), span.start + match.end())
        count = _NUMBERS.get((match["n"] or "").lower(), 2 if match[0].lower().startswith(("both", "the two")) else 0)
        if found := antecedents(sentence, story, place.start, count):
            values = tuple(dict.fromkeys(v for actor in found for v in actor.values))
            spans = (place, *(s for actor in found for s in actor.spans))
            return Actor(place.start, place.end, values, spans, "collective")
    return None


def antecedents(sentence: Sentence, story: Story, before: int, count: int) -> list[Actor]:
    """The ``count`` states last named together before ``before`` (any list of two or more where ``count`` is 0)."""
    for earlier in (sentence, *story.before(sentence, reach=4)):
        pool = [c for c in casts_in(earlier, story) if c.end <= before]
        pool = [c for c in pool if all(a.sort in {"party", "group", "person"} for a in c.actors)]
        if count and earlier is sentence and (visit := _of_visit(sentence, pool, before, count)):
            return visit
        for cast in reversed(pool):
            if (count and len(cast.values) == count) or (not count and len(cast.values) > 1):
                return list(cast.actors)
        if count:
            values: dict[str, Actor] = {}
            for actor in (a for cast in pool for a in cast.actors if a.sort == "person" or len(a.values[0]) == 3):
                for value in actor.values:
                    values.setdefault(value, actor)
            if len(values) == count:
                return list(dict.fromkeys(values.values()))
    return _pair_of_lead(sentence, story, before) if count in {0, 2} else []


def _of_visit(sentence: Sentence, pool: Sequence[Cast], before: int, count: int) -> list[Actor]:
    """Guest and host: "during President Xi's visit to Brasília, the two governments"."""
    if count != 2 or not re.search(r"\bvisit", sentence.between(sentence.start, before)):
        return []
    near = [a for c in pool for a in c.actors if a.sort in {"party", "person"}]
    seats = [Actor(m.start, m.end, (str(m.value),), (m.span,)) for m in sentence.of("capital") if m.end <= before]
    sides = {a.values: a for a in (*near, *seats)}
    return list(sides.values()) if len(sides) == count else []


def _pair_of_lead(sentence: Sentence, story: Story, before: int) -> list[Actor]:
    """The state that the sentences before are about, and the one that the paper is about."""
    for earlier in (sentence, *story.before(sentence, reach=3)):
        near = [a for a in actors_in(earlier, story) if a.end <= before and a.sort in {"party", "person"}]
        others = [a for a in near if story.lead not in a.values and len(a.values[0]) == 3]
        leads = [a for a in near if story.lead in a.values]
        first = story.first_mention(story.lead)
        if others and first is not None:
            return [others[-1], leads[-1] if leads else Actor(first.start, first.end, (story.lead,), (first.span,))]
    return []


def placed(sentence: Sentence, actor: Actor | Cast) -> bool:
    """Whether the words before ``actor`` make it a place or an object rather than one who acts."""
    before = sentence.between(sentence.start, actor.start)
    return PLACED.search(before) is not None and _STATE_OF.search(before) is None


def excepted(sentence: Sentence, actor: Actor) -> bool:
    """Whether ``actor`` is the one who does not: "by all but Peru"."""
    return _BUT.search(sentence.between(sentence.start, actor.start)) is not None


def _people(sentence: Sentence, story: Story) -> Iterator[Actor]:
    met = met_before(story)
    for person in person_at(sentence):
        family = next((f for f, (name, _) in met.items() if name != f and person.name.endswith(f" {f}")), "")
        full = met[family][0] if family else person.name or holder(sentence, story, person)
        yield Actor(person.start, person.end, (person.country,), (person.span,), "person", full)
    for match in family_names(story).finditer(sentence.text) if met else ():
        name, country = met[match["family"]]
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        yield Actor(span.start, span.end, (country,), (span,), "person", name)


def _officials(sentence: Sentence, story: Story) -> Iterator[Actor]:
    """Office-holders by their organisation ("UNFPA Executive Director Jane Doe"), or by who issued the release."""
    for person in (*of_bodies(sentence, story), *envoys(sentence, story)):
        yield Actor(person.start, person.end, (person.country,), (person.span,), "person", person.name)
    for person, whose in of_issuer(sentence, story):
        spans = (person.span, whose.span)
        yield Actor(person.start, person.end, (person.country,), spans, "person", person.name)


def _groups(sentence: Sentence) -> Iterator[Actor]:
    patterns = _group_patterns() if _any_group().possible(sentence.text) else ()
    for pattern, members in patterns:
        for match in pattern.finditer(sentence.text):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            yield Actor(span.start, span.end, members, (span,), "group", match[0])


def _mentioned(sentence: Sentence, story: Story) -> Iterator[Actor]:
    for mention in sentence.mentions:
        if mention.label in PARTY_LABELS and mention.value not in _REGIONS and not _short_form(sentence, mention):
            yield Actor(mention.start, mention.end, (value_of(mention, story),), (mention.span,), "party", mention.text)


def _short_form(sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention is an acronym in brackets behind the name that it stands for, which is a mention too."""
    around = sentence.between(mention.start - 2, mention.start), sentence.between(mention.end, mention.end + 1)
    if around == (" (", ")") and any(
        m.end == mention.start - 2 and m.value == mention.value for m in sentence.mentions
    ):
        return True
    if mention.label != "organisation" or around != (" (", ")") or not ACRONYM.fullmatch(mention.text):
        return False
    return any(m.end == mention.start - 2 and m.label in PARTY_LABELS for m in sentence.mentions)


def _by_short_form(sentence: Sentence, story: Story) -> Iterator[Actor]:
    """Bodies by the short forms that the paper itself gave them: "UNMIX" for "the United Nations Mission in ..."."""
    for match in _ACRONYM.finditer(sentence.text):
        name = story.long_forms.get(match[0], "")
        bracketed = sentence.text[match.start() - 1 : match.start()] == "(" and sentence.text.startswith(
            ")", match.end()
        )
        if _A_BODY.search(name) and not bracketed:
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            yield Actor(*span, (story.full_name(match[0]),), (span,), "party", match[0])


def _companies(sentence: Sentence) -> Iterator[Actor]:
    for match in _COMPANY.finditer(sentence.text):
        name = _UNLED.sub("", match[0])
        span = Span(sentence.start + match.end() - len(name), sentence.start + match.end())
        whose = next((m for m in sentence.of("country") if m.start == span.start and name.endswith(" Ministry")), None)
        if whose is not None and whose.end + len(" Ministry") == span.end:
            yield Actor(span.start, span.end, (str(whose.value),), (span,))  # "the Chilean Ministry of Transport"
            continue
        yield Actor(span.start, span.end, (name,), (span,), "company", name)


def _capitals(sentence: Sentence) -> Iterator[Actor]:
    for mention in sentence.of("capital"):
        before = sentence.between(sentence.start, mention.start)
        if not re.search(
            r"\b(?:in|at|to|near|from|visit(?:ed|ing)?|for|of)\s(?:(?!(?:which|whom|whose)\b)\w+\s)?$|\($", before
        ):
            yield Actor(mention.start, mention.end, (str(mention.value),), (mention.span,), "capital", mention.text)


@compiled
def _group_patterns(packs: tuple[Path, ...] = ()) -> tuple[tuple[Search, tuple[str, ...]], ...]:
    return tuple(
        (Search(rf"(?<![\w-])(?:{entry['pattern']})(?!\w)"), tuple(entry["members"]))
        for entry in entries("groups", packs)
    )


@compiled
def _any_group(packs: tuple[Path, ...] = ()) -> Search:
    """What all groups need between them: most sentences hold none, and one look tells."""
    return Search("|".join(f"(?:{entry['pattern']})" for entry in entries("groups", packs)))
