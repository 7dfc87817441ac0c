"""Who acts together: mentions of states, blocs and organisations, and the lists they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policyfacts.facts.context import PARTY_LABELS, SOVEREIGN_LABELS, Sentence, Story
from policyfacts.language.people import find_people
from policyfacts.records import Mention, Slot, Span
from policyfacts.values.countries import members as members_of
from policyfacts.values.organisations import organisation

# What may stand between two members of one list. An article or "Government of" may open each member.
_NUMBERS = "three four five six seven eight nine ten".split()
_COUNTED = re.compile(
    rf"\b(?:the|all|its|these|those) (?P<number>{'|'.join(_NUMBERS)})(?: \w+)? "
    r"(?:republics|countries|states|nations|members|member states|governments|neighbours|partners|economies)\b"
    r"(?! (?:of|in|with|on)\b)",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b[Tt]he (?:Executive )?(?P<noun>Board|Group|Bank|Fund|Union|"
    r"Commission|Agency|Association|Organi[sz]ation|Corporation|Programme)\b"
    r"(?! (?:of|for|on)\b)(?![’']s? [A-Z])"
)
# Blocs and regions called by what they are: "the bloc", "the continent" for the last one named.
_BLOC = re.compile(r"\b[Tt]he (?:bloc|grouping|continent|region)(?![’']s|\s(?:of|as a whole of)\b)\b")
_LENDER = re.compile(r"\b[Tt]he (?:same |latter |policy |said )?(?:bank|lender)\b(?![’']s? (?:of|in)\b)(?!s\b)")
# "The African country" is one country, and no region.
_ONE_OF_THEM = re.compile(r"\s(?:\w+\s)?(?:country|nation|state|republic|government)\b(?![’']?s\b)")
_ACTS_BEHIND = re.compile(
    r"(?:[’']s?)?\s(?:(?:also|then|has|had|have|will|would|was|is|itself|later)\s)*"
    r"(?:\w+ed|gave|lent|put|brought|paid|took|got|won|sought|made|found|wrote|offers?|lends?|gives?|wants?|"
    r"debts?|promises?)\b"
)
_AT_BEFORE = re.compile(
    r"\b(?:in|at|to|from|near|of|for|outside|via|through|visit(?:ed|ing)?)\s(?:\w+(?:ern)\s)?$", re.IGNORECASE
)
_SAYS = re.compile(
    r"(?:\s\([^)]*\))?(?:\s(?:has|had|also|later))*\s(?:said|says|reports?|reported|noted|added|stated)\b"
)
_UNIONS = {"EU": "European Union", "AU": "African Union", "ASEAN": "Association", "UN": "Organization"}
# A body that decides for its organisation: "the Board of Directors of the Bank".
BOARD = re.compile(
    r"^(?:[Tt]he\s)?(?:Executive\s|Governing\s)?Boards?\s(?:of\s(?:(?:Executive\s)?(?:Directors|Governors|Trustees)\s(?:of|at)\s)?)?"
    r"(?:the\s)?(?=[A-Z])"
)
_ITS_BOARD = re.compile(r"(?:[’']s)?\s(?:Executive\s)?Board(?:\sof\s(?:Executive\s)?(?:Directors|Governors))?$")
# A board of which nobody says whose it is.
_A_BOARD = re.compile(r"(?:Executive )?Board of (?:Executive )?(?:Directors|Governors|Trustees)")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]*[A-Z]\w*")
_HYPHEN = re.compile(r"\s?[-–—/]\s?")
_LIST_JOINT = re.compile(
    r"(?:\s\([A-Z][\w&-]{1,12}\))?\s*(?:,\s*(?:and|or|as well as)?|and|&|or|/|-|–|as well as|together with|"
    r",\s*along with)\s*(?:jointly\s)?(?:the\s)?"
    r"(?:(?:then\s)?(?:government|republic|kingdom|people)s?\sof\s(?:the\s)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Party:
    """One mention or a list of them ("Brazil, Peru and the EU"), with the values as a table writes them."""

    members: tuple[Mention, ...]
    values: tuple[str, ...]

    @property
    def start(self) -> int:
        return self.members[0].start

    @property
    def end(self) -> int:
        return self.members[-1].end

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(member.span for member in self.members)

    def slot(self) -> Slot:
        """The party as a cell: values joined by ``; ``, in order, each once."""
        return Slot("; ".join(dict.fromkeys(self.values)), self.spans)


def parties(sentence: Sentence, story: Story) -> list[Party]:
    """The parties that ``sentence`` names, lists gathered, in order; "the five republics" are their members."""
    found = [
        *_named(sentence, story),
        *_counted(sentence, story),
        *_definite(sentence, story),
        *_called_bloc(sentence, story),
    ]
    return sorted(found, key=lambda party: party.start)


def _counted(sentence: Sentence, story: Story) -> Iterator[Party]:
    """Members of a bloc that the paper names, called by their number: "the five republics"."""
    for match in _COUNTED.finditer(sentence.text):
        number = _NUMBERS.index(match["number"].lower()) + 3
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        if any(m.start < span.end and span.start < m.end for m in sentence.of(*PARTY_LABELS)):
            continue
        for bloc in sorted({str(m.value) for m in story.mentions if m.label == "bloc"}):
            if len(codes := members_of(bloc)) == number:
                mention = Mention("bloc", span.start, span.end, match[0], "; ".join(codes))
                yield Party((mention,) * number, codes)
                break


def _definite(sentence: Sentence, story: Story) -> Iterator[Party]:
    """Organisations called by their last word: "the Group", "the Bank", "the Union" for the last one named so."""
    for match in _DEFINITE.finditer(sentence.text):
        span = Span(sentence.start + match.start("noun"), sentence.start + match.end("noun"))
        if any(m.start < span.end and span.start < m.end for m in sentence.mentions):
            continue
        for mention in reversed(story.mentions_in(max(0, span.start - 3000), span.start)):
            if mention.label in PARTY_LABELS and _called(mention, match["noun"], story):
                yield Party(
                    (replace(mention, start=span.start, end=span.end, text=match["noun"]),), (value_of(mention, story),)
                )
                break


def _called_bloc(sentence: Sentence, story: Story) -> Iterator[Party]:
    """Banks, blocs and regions called by what they are, in small letters: the last one named."""
    for match in _LENDER.finditer(sentence.text):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        for mention in reversed(story.mentions_in(max(0, span.start - 1500), span.start)):
            if mention.label == "organisation" and "Bank" in value_of(mention, story):
                yield Party(
                    (replace(mention, start=span.start, end=span.end, text=match[0]),), (value_of(mention, story),)
                )
                break
    for match in _BLOC.finditer(sentence.text):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        for mention in reversed(story.mentions_in(max(0, span.start - 3000), span.start)):
            if mention.label == "bloc":
                yield Party((replace(mention, start=span.start, end=span.end, text=match[0]),), (str(mention.value),))
                break


def _called(mention: Mention, noun: str, story: Story) -> bool:
    if noun == "Board":  # that of the last bank or fund named
        known = organisation(str(mention.value))
        return known is not None and known.kind in {"lender", "multilateral", "fund"}
    names = (
        mention.text,
        str(mention.value),
        story.long_forms.get(mention.text, ""),
        _UNIONS.get(str(mention.value), ""),
    )
    return any(name.split()[-1:] == [noun] for name in names)


def _named(sentence: Sentence, story: Story) -> list[Party]:
    funds = [m for m in sentence.of("fund") if not is_agency(m)]
    chosen = _outermost(
        [
            m
            for m in sentence.mentions
            if m.label in PARTY_LABELS
            and not (m.label == "organisation" and any(f.start <= m.start and m.end <= f.end for f in funds))
            and not _short_form(sentence, m)
            and not _A_BOARD.fullmatch(str(m.value))
            and not (m.label == "bloc" and _ONE_OF_THEM.match(sentence.between(m.end, sentence.end)))
        ]
    )
    found: list[list[Mention]] = []
    for mention in _not_origins(sentence, chosen):
        joint = sentence.between(found[-1][-1].end, mention.start) if found else ""
        alone = len(found) > 0 and len(found[-1]) == 1
        ends = _reports(sentence, joint, mention) or (alone and _owns(sentence, joint, mention))
        if _LIST_JOINT.fullmatch(joint) and not ends:
            found[-1].append(mention)
        else:
            found.append([mention])
    return [Party(tuple(members), tuple(value_of(m, story) for m in members)) for members in found]


def _owns(sentence: Sentence, joint: str, mention: Mention) -> bool:
    """Whether ``mention`` opens a phrase of its own: "schools in Chad, and Kenya’s gift of maize"."""
    return joint.startswith(",") and sentence.between(mention.end, mention.end + 2) in {"’s", "'s"}


def _reports(sentence: Sentence, joint: str, mention: Mention) -> bool:
    """Whether ``mention`` only tells what stands before it: "a line to Chad, the World Bank said"."""
    return joint.startswith(",") and _SAYS.match(sentence.between(mention.end, sentence.end)) is not None


def _not_origins(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """``mentions`` without the states that only tell where a company is from: "DP World of the Emirates"."""
    before: Mention | None = None
    for mention in mentions:
        known = organisation(str(before.value)) if before and before.label == "organisation" else None
        if not (
            before
            and known
            and known.kind == "company"
            and mention.label == "country"
            and sentence.between(before.end, mention.start) in {" of ", " of the "}
        ):
            yield mention
        before = mention


def singles(party_list: Iterable[Party]) -> Iterator[Party]:
    """Every member of every party on its own."""
    for party in party_list:
        for member, value in zip(party.members, party.values, strict=True):
            yield Party((member,), (value,))


def sovereign(party: Party) -> bool:
    """Whether all members are states or blocs."""
    return all(member.label in SOVEREIGN_LABELS for member in party.members)


def standing_in(sentence: Sentence) -> tuple[Party, ...]:
    """Leaders and capitals that act for their states: "President Xi pledged ...", "Manila borrowed ..."."""
    return tuple(_standing_in(sentence))


def _standing_in(sentence: Sentence) -> Iterator[Party]:
    shift = sentence.start
    countries = [replace(m, start=m.start - shift, end=m.end - shift) for m in sentence.of(*SOVEREIGN_LABELS)]
    people = [(p.start + shift, p.end + shift, p.country) for p in find_people(sentence.text, countries)]
    capitals = [
        (m.start, m.end, str(m.value))
        for m in sentence.of("capital")
        if _ACTS_BEHIND.match(sentence.between(m.end, sentence.end))
        and not _AT_BEFORE.search(sentence.between(shift, m.start))
    ]
    for start, end, country in sorted((*people, *capitals)):
        if country:
            text = sentence.between(start, end)
            yield Party((Mention("country", start, end, text, country),), (country,))


def is_agency(mention: Mention) -> bool:
    """Whether a name that ends in "Fund" or the like is an agency's (a UN fund, the IMF) and no pot of money."""
    known = organisation(str(mention.value))
    return known is not None and known.kind != "fund"


def _short_form(sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention is the short form in brackets behind a name: "the World Food Programme (WFP)"."""
    around = sentence.between(mention.start - 2, mention.start), sentence.between(mention.end, mention.end + 1)
    return (
        mention.label in {"organisation", "bloc"}
        and around == (" (", ")")
        and _ACRONYM.fullmatch(mention.text) is not None
    )


def two_sided(sentence: Sentence, party: Party) -> bool:
    """Whether the members are joined by hyphens: "China-Brazil" is a word for a relation, not a list of two who act."""
    members = party.members
    return len(members) > 1 and all(_HYPHEN.fullmatch(sentence.between(a.end, b.start)) for a, b in pairwise(members))


def value_of(mention: Mention, story: Story) -> str:
    """A mention as a table writes it: codes and bloc names as they are, an organisation by its full name.

    What its board decides the organisation does.
    """
    value = str(mention.value)
    if mention.label in SOVEREIGN_LABELS:
        return value
    body = _ITS_BOARD.sub("", value)  # "the World Bank Board"; but a Tourism Board is a body by itself
    return story.full_name(body if body != value and organisation(body) else BOARD.sub("", value))


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Without those that lie inside a longer one: the country in "China Development Bank" is not the party."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if kept and mention.start < kept[-1].end:
            continue
        kept.append(mention)
    return kept
