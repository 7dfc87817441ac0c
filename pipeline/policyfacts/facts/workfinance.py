"""Works that money is given for: those that a sentence ties to it, and those that a flow of money is told to be for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of, issued
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.facts.workdates import date_of, dates_in
from policyfacts.facts.workmoney import Financed, financed, is_price, is_signed, wished
from policyfacts.facts.workparts import Part
from policyfacts.facts.works import Works
from policyfacts.knowledge import compiled
from policyfacts.language.workwords import words
from policyfacts.records import Fact, Slot, Span

_OF_WORKS = re.compile(r"\b(?:[Pp]rojects?|[Ss]chemes?|[Ww]orks)$")
_COMING = re.compile(r"\b(?:will|is to|are to|due|expected|planned|by|until|from)\b[^.;]{0,50}$")
_ENDING = re.compile(r"\b(?:by|until|till|before|through|from|than|up to)\s(?:the end of\s)?$")
_ITEM = 8  # sentences of a news item
_ONE_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_RECENT = 2  # sentences of the paragraph in which the day of a flow may have been told
_STATES = re.compile(r"[A-Z]{3}(?:; [A-Z]{3})*")
# Money of these kinds is for a work where its purpose is one; a fund, a stake or a relief is for more.
_FOR_WORKS = frozenset({"loan", "grant", "credit line", "package", "aid"})
_LENT = frozenset({"loan", "grant", "credit line"})
_GIVEN = frozenset({"pledged", "announced", "signed", "committed", "disbursed"})
# "The money goes into the project": whose money, the sentence before told.
_THAT_MONEY = re.compile(
    r"(?:It|This|That|They|These|(?:The|This|That|These)\s(?:[\w-]+\s){0,2}(?:money|sum|loans?|credits?|grants?|financing|"
    r"funds|funding|agreements?|donations?|packages?|support|assistance))\s"
)
# "With the loan the road will be upgraded": that loan, too, the sentence before told.
_WITH_THAT_MONEY = re.compile(
    r"(?:With|From|Out of|Through|Thanks to|Under|Using)\s(?:the|this|that|these|its)\s(?:new\s|same\s)?"
    r"(?:money|sum|loans?|credits?|grants?|financing|funds|funding|donations?|package)(?:,|\s)\s?(?!of\b|from\b|for\b)"
)
# "digital infrastructure, platforms, finance and skills": one field among several, and no work.
_FIELDS = re.compile(r",\s[a-z][a-z-]*(?:\s[a-z][a-z-]*)?(?=,|\sand\s)(?:,\s[a-z-]+(?:\s[a-z-]+)?)*,?\sand\s[a-z]")


@dataclass(frozen=True, slots=True, eq=False)
class Payment:
    """Money told at ``cue`` for the work of ``part``, with its day; with ``means`` it is what the work is built with.

    ``rule``: by the sentence's own words, for a flow that is given, or for one that the sentence only mentions.
    ``weak``: too little is known of the money or of the work for a row.
    """

    part: Part
    cue: Span
    date: Slot | None
    means: bool = False
    weak: bool = False
    rule: str = "money-for"

    def facts(self) -> Iterator[Fact]:
        if self.weak:
            return
        when = {"date": self.date} if self.date else {}
        yield self.part.fact(self.rule, event=Slot("financed", (self.cue,)), **when)


class Finance:
    """The money of a paper that is for works, by the sentence that tells it."""

    def __init__(self, story: Story, works: Works, flows: Iterable[Fact]) -> None:
        self._story, self._works = story, works
        self._flows = {s.start: f for f in flows if "amount" in f.slots for s in f.slots["amount"].spans}
        for sentence in story.sentences:
            sightings = works.of(sentence)
            for money in financed(sentence, sightings):
                for sighting in sightings[money.first : money.last + 1]:
                    sighting.project.paid = sighting.project.paid or _receivers(self._flows.get(money.amount or -1))

    def of(self, sentence: Sentence) -> list[Payment]:
        """What ``sentence`` tells of money for works, each work once."""
        found: dict[int, Payment] = {}
        for payment in (*self._tied(sentence), *self._meant(sentence)):
            known = found.get(id(payment.part.project))
            if known is None or known.weak:
                found[id(payment.part.project)] = payment
        return list(found.values())

    def _tied(self, sentence: Sentence) -> Iterator[Payment]:
        """The works that the sentence's own words tie to money."""
        sightings = self._works.of(sentence)
        dates = dates_in(sentence, self._story)
        for money in financed(sentence, sightings):
            when = self._day(sentence, money, dates)
            for sighting in sightings[money.first : money.last + 1]:
                part = Part(sighting.project, sighting, sentence, self._story)
                told = money.amount is not None or when is not None or is_signed(sentence) or self._takes_up(sentence)
                weak = not _is_work(sighting.project) or not told or _among_fields(sentence, sighting)
                yield Payment(part, money.cue, when, money.means, weak)

    def _meant(self, sentence: Sentence) -> Iterator[Payment]:
        """The works that the flows of the sentence are told to be for."""
        for amount in sentence.of("amount"):
            flow = self._flows.get(amount.start)
            if flow is None or not _may_be_for_works(flow):
                continue
            unsure = flow.slots["event"].value not in _GIVEN
            if (unsure and wished(sentence, amount)) or is_price(sentence, amount):
                continue
            cue, when = amount.span, flow.slots.get("date") or _slot(self._told_before(sentence))
            for sighting in self._purposes(sentence, flow):
                sighting.project.paid = sighting.project.paid or _receivers(flow)
                own = sighting if sighting.sentence is sentence else None
                part = Part(sighting.project, own, sentence, self._story)
                weak = _among_fields(sentence, sighting)
                yield Payment(part, cue, when, weak=weak, rule="flow-told" if unsure else "flow-for")

    def _purposes(self, sentence: Sentence, flow: Fact) -> Sequence[Sighting]:
        """The works in the words that say what a flow is for; else its field, as a work of its own."""
        where = flow.slots["name"].spans[-1]
        lent, given = flow.slots["kind"].value in _LENT, flow.slots["event"].value in _GIVEN
        seen = [s for s in self._works.within(where) if s.form != "alias" and _covers(where, s.span)]
        if seen:
            known = {id(s.project) for s in self._works.of(sentence)}
            meant = [s for s in seen if given or (lent and id(s.project) in known)]
            return [s for s in meant if _is_work(s.project) or (lent and s.project.named)]
        text = self._story.paper.text[where.start : where.end]
        told = given or (lent and text[:1].islower())
        if not told or not _is_field(text) or not sentence.start <= where.start < sentence.end:
            return []
        name = re.sub(r"\s+", " ", text).removeprefix("the ")
        project = Project(name, "project", named=True, soft=True, programme=False, spans=(where,))
        project.sightings.append(Sighting(where, project, sentence, "described", subject=False, reach=sentence.span))
        return project.sightings

    def _day(self, sentence: Sentence, money: Financed, dates: Sequence[Dated]) -> Slot | None:
        """The day of money: the flow's, the one that the sentence tells with it, or the one told before."""
        flow = self._flows.get(money.amount or -1)
        if flow is not None and "date" in flow.slots:
            return flow.slots["date"]
        told = [d for d in dates if not _ENDING.search(sentence.between(sentence.start, d.start))]
        dated = date_of(sentence, told, money.cue, [])
        if dated is None and (money.amount is not None or _THAT_MONEY.match(sentence.text)):
            dated = self._told_before(sentence)
        return _slot(dated)

    def day_before(self, sentence: Sentence) -> Dated | None:
        """The day of the money that the sentence takes up ("It finances the road"); ``None`` where it takes up none."""
        if not _THAT_MONEY.match(sentence.text):
            return None
        told = self._told_before(sentence)
        return told if told is not None and told.start >= sentence.passage.start else None

    def _takes_up(self, sentence: Sentence) -> bool:
        """Whether the sentence opens with money whose sum the paragraph before it, or its own, told."""
        if not _WITH_THAT_MONEY.match(sentence.text):
            return False
        return any(earlier.of("amount") for earlier in self._story.before(sentence, reach=_RECENT))

    def _told_before(self, sentence: Sentence) -> Dated | None:
        """The last date of the paragraph before ``sentence``, or the day of its news item."""
        digest = self._story.item(sentence) is not None
        for number, earlier in enumerate(self._story.before(sentence, reach=_ITEM if digest else _RECENT)):
            near = digest or (earlier.passage is sentence.passage and bool(earlier.of("amount")))
            dates = [
                d
                for d in dates_of(earlier, self._story)
                if _ONE_DAY.fullmatch(d.edtf) and not _COMING.search(earlier.between(earlier.start, d.start))
            ]
            if near and dates and (number < _RECENT or len(dates[-1].edtf) > len("2020-01")):
                last = dates[-1]
                days = len(dates) > 1 and earlier.between(dates[-2].end, last.start) in {" and ", " to ", "–", "-"}
                # What is agreed at a meeting of days takes its month.
                return replace(last, edtf=last.edtf[:7]) if days else last
        return issued(sentence, self._story)


def _is_work(project: Project) -> bool:
    """Whether money for ``project`` is money for a work: no programme of many, no project of which nothing is known."""
    if project.programme:
        return _OF_WORKS.search(project.name) is not None
    return project.named or not project.soft or _tells_its_field(project.name)


def _among_fields(sentence: Sentence, sighting: Sighting) -> bool:
    """Whether infrastructure is told as one of the fields that money goes to, and not as a work."""
    project = sighting.project
    mass = not project.named and project.name.lower().endswith("infrastructure")
    return mass and _FIELDS.match(sentence.between(sighting.span.end, sentence.end)) is not None


def _tells_its_field(name: str) -> bool:
    """Whether the words before "project" say what for: "electricity project", but no "pilot project"."""
    *before, noun = name.lower().split()
    return noun in {"project", "scheme"} and any(word not in words("any project") for word in before)


def _covers(where: Span, work: Span) -> bool:
    """Whether ``where`` holds most of a work's mention, and not only the state that it stands in."""
    return 2 * (min(where.end, work.end) - max(where.start, work.start)) > work.end - work.start


def _may_be_for_works(flow: Fact) -> bool:
    return flow.certainty in {"asserted", "reported"} and flow.slots["kind"].value in _FOR_WORKS


def _receivers(flow: Fact | None) -> Slot | None:
    """The states that receive a flow; ``None`` where it goes to others or does not say."""
    receivers = flow.slots.get("recipients") if flow else None
    return receivers if receivers and _STATES.fullmatch(str(receivers.value)) else None


def _slot(dated: Dated | None) -> Slot | None:
    return Slot(dated.edtf, dated.spans) if dated else None


def _is_field(purpose: str) -> bool:
    """Whether a purpose without a work's noun is one all the same: "rural development", "the Hygiene Programme"."""
    return _fields().match(purpose) is not None


@compiled
def _fields() -> re.Pattern[str]:
    return re.compile(rf"(?:the\s)?(?:{'|'.join(sorted(words('field')))})(?!\w)")
