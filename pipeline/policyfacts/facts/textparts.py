"""The parts of a package of texts that the sentences behind it tell one by one.

"Six agreements were signed. Among them are a pact on visas and a plan of action. Another is about rice.": each part has
the event, the day and the sides of the package, where it tells none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.actors import Actor, joined
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.signatories import attached, values
from policyfacts.facts.textnames import Text, singular
from policyfacts.language.titles import about_from
from policyfacts.records import Fact, Slot, Span

_NOUNS = (
    r"(?:texts|documents|agreements|accords|deals|instruments|memoranda|MoUs|MOUs|contracts|pacts|treaties|protocols)"
)
_OF_THEM = rf"(?:of\s(?:them|these|those|the\s(?:\w+\s){{0,3}}?{_NOUNS})|of\s(?:these|those)\s{_NOUNS})"
_BE = r"(?:are|were|is|was|include[ds]?|comprise[ds]?|consist(?:ed|s)?\sof)"
# A sentence that goes on to name what has been signed: "They are", "These include", "Two of the signed texts".
_NAMES_THEM = re.compile(
    rf"(?:(?:They|These|Those|The\s(?:\w+\s)?{_NOUNS}|Others?)\s(?:also\s)?{_BE}\b"
    rf"|(?:Among|Included\s(?:among|in)|Part)\s(?:of\s)?(?:them|these|those|the\s(?:\w+\s){{0,2}}?{_NOUNS})\b"
    rf"|(?:One|Two|Three|Four|Some|Several|Most|Others?)\s{_OF_THEM})"
)
# A part of which only its matter is told: "One is for a metro", "the other concerns rice", "Another of these is about".
_PART = re.compile(
    rf"(?<![\w-])(?:[Oo]ne|[Tt]he\s(?:first|second|third|fourth|fifth|last|other)|[Aa]nother|[Aa]\s(?:second|third|further))"
    rf"(?:\sone)?(?:\s{_OF_THEM})?(?:\s(?P<verb>is|was|deals\swith|concerns|covers|relates\sto|regards|provides\sfor|focuses\son|addresses))?(?=\s)(?P<lead>(?:\s(?:for|on|about|concerning|regarding)(?=\s))?)"
)
_SAID_OF = frozenset({"is", "was"})
_MADE = frozenset({"signed", "adopted", "released", "announced", "ratified", "in force"})
_ENDS = re.compile(r";|\.|,?\s(?:and|while)\s(?:the|another|one|a\s\w+)\b|,\s(?:the|another|and)\s")

_PLACES = re.compile(r"(?:\s(?:in|of|between|from|to|at|and)\s(?:the\s)?[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*)*)+")


@dataclass(frozen=True, slots=True)
class Package:
    """Several texts that a sentence tells as one, the fact that it gave, and whose they are."""

    text: Text
    fact: Fact
    actors: tuple[Actor, ...]


def package(text: Text, fact: Fact, actors: tuple[Actor, ...]) -> Package | None:
    """The package that ``text`` is, if it stands for several texts without a name that have been made."""
    if not text.plural or text.named or text.elliptic or fact.slots["event"].value not in _MADE:
        return None
    return Package(text, fact, actors)


def parts(
    sentence: Sentence, story: Story, whole: Package, texts: Sequence[Text], done: Collection[int]
) -> Iterator[Fact]:
    """The facts of the texts in ``sentence`` that are parts of ``whole``; ``done`` those of which a deed is told."""
    if _NAMES_THEM.match(sentence.text):
        for index, text in enumerate(texts):
            if index not in done and not (text.unknown or text.elliptic or text.only or text.count is not None):
                yield _part(sentence, whole, text, attached(sentence, story, text))
        return
    if not _PART.match(sentence.text) or not all(t.plural or t.borrowed or t.unknown for t in texts):
        return
    head = singular(re.split(r"\s(?:on|for|in|about|concerning)\s", whole.text.name, maxsplit=1)[0])
    for match in _PART.finditer(sentence.text):
        if not match["lead"] and (match["verb"] or "is") in _SAID_OF:
            continue
        start, end = match.end(), _matter_end(sentence.text, match.end())
        if end <= start:
            continue
        word = "for" if match["lead"].strip() == "for" else "on"
        place = Span(sentence.start + start, sentence.start + end)
        name = f"{head} {word} {' '.join(sentence.text[start:end].split())}"
        who = Span(sentence.start + match.start(), sentence.start + start)
        yield _made(sentence, whole, Slot(name, (who, place, *whole.text.spans[:1])), whole.text.kind, whole.actors)


def _matter_end(text: str, start: int) -> int:
    """Where what a part is about ends, with the places that it names ("a metro in Lima")."""
    stop = _ENDS.search(text, start)
    limit = stop.start() if stop else len(text)
    end = about_from(text, start, limit)
    return limit if _PLACES.fullmatch(text, end, limit) else end


def _part(sentence: Sentence, whole: Package, text: Text, own: tuple[Actor, ...]) -> Fact:
    told = values(own)
    sides = own if len(told) > 1 else (*own, *(a for a in whole.actors if not set(a.values) <= told))
    return _made(sentence, whole, Slot(text.name, text.spans), text.kind, sides)


def _made(sentence: Sentence, whole: Package, title: Slot, kind: str, sides: Sequence[Actor]) -> Fact:
    slots = {"title": title, "kind": Slot(kind, title.spans[:1]), "event": whole.fact.slots["event"]}
    if sides:
        slots["parties"] = joined(sorted(dict.fromkeys(sides), key=lambda a: a.start))
    if "date" in whole.fact.slots:
        slots["date"] = whole.fact.slots["date"]
    return Fact("agreements", slots, sentence.span, "agreement/package/part", certainty=whole.fact.certainty)
