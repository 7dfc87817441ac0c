"""Projects told in prose: dams, railways, ports, zones and the like, a row for each milestone and each figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated
from policyfacts.facts.foreseen import milestone
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.facts.workdates import date_of, dates_in
from policyfacts.facts.workelided import LASTING, Said, carried_on
from policyfacts.facts.workentries import entries_of_works
from policyfacts.facts.workevents import happened
from policyfacts.facts.workfinance import Finance, Payment
from policyfacts.facts.workframes import Skeleton, Told, skeleton, told
from policyfacts.facts.workheads import headed_works
from policyfacts.facts.workmeasures import cost, measures
from policyfacts.facts.workneighbours import listed
from policyfacts.facts.workparts import GOES_ON, Part
from policyfacts.facts.works import Works
from policyfacts.language.workwords import words
from policyfacts.records import Fact, Slot, Span

_SKIPPED_KINDS = frozenset({"title", "front", "heading"})
_BUILDERS = re.compile(r"(?:re-?)?(?:built|constructed|renovated|erected|upgraded)\sby\b", re.IGNORECASE)
# "The new dashboard is", up to the verb.
_OPENING = re.compile(
    r"(?:The|This|That|These|Those|An?)\s(?P<subject>(?:[\w’'-]+,?\s){1,6}?)"
    r"(?:is|are|was|were|has|have|had|will|would|should|could|can|may|might|began|started|opened|ended|went|came|took)\s"
)
_LOAN_AGREEMENT = re.compile(
    r"\b(?:loans?|grants?|credits?|financing|funding|guarantees?)\s(?:and\s\w+\s)?(?:agreements?|accords?|deals?|protocols?)\b"
    r"|\d\s?(?:million|billion|mn|bn|m)\s(?:agreements?|accords?|deals?)\b",  # "signed a $30 million agreement"
    re.IGNORECASE,
)
_ITS = re.compile(r"\b(?:its|project)\b")
_AHEAD = re.compile(r"\b(?:will|to|being)\s(?:\w+ly\s)?(?:be\s)?(?:\w+ly\s)?$")
_PAIR = 2
_APPOSED = re.compile(r",\s(?:\w+ly\s|first\s|itself\s|since\s)?$")
_PARENTHESES = re.compile(r"\([^()]*\)")
_UNDOING = frozenset({"feasibility study", "suspended", "cancelled"})
_OF_SUBJECTS = frozenset({"under construction", "completed", "commissioned", "cost"})
_OF_IT = re.compile(
    r"(?:It|Its|The|This|That|These|Construction|Works?|Completion|Opening|Trains?|Operations?|Commissioning|In|By|On|When|"
    r"After|Once|Now|Both|All|Engineering|Building|Rehabilitation|Phase|Unit)\b"
)
# Of works without a number or a name ("rural clinics") only these.
_OF_MANY = frozenset({"cost", "completed", "commissioned", "financed"})
# Of a programme, or of a project of which nothing else is known, only these are a work's milestones.
_OF_PROGRAMMES = frozenset({"cost", "completed", "suspended", "cancelled"})


def projects(story: Story, flows: Sequence[Fact] = ()) -> Iterator[Fact]:
    """Every milestone and figure of a project that the paper's prose states, in order.

    ``flows`` are the paper's flows of money: whom the money for a work goes to, and when, they have told already.
    """
    works = Works(story)
    finance = Finance(story, works, flows)
    said = ""
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        here = _Here(sentence, story, works.of(sentence), works.topic(sentence), finance, said)
        said = ""
        if here.sightings or here.topic is not None:
            milestones = [*_milestones(here)]
            said = next((e for e in reversed([*map(_event, milestones)]) if e in LASTING), "")
            yield from milestones
            yield from measures(sentence, story, here.sightings, here.topic)
            yield from entries_of_works(sentence, story, here.sightings, here.topic)
        else:
            yield from (fact for payment in finance.of(sentence) for fact in payment.facts())


@dataclass(frozen=True, slots=True, eq=False)
class _Here:
    """A sentence with the mentions of works in it, the work that those before it are about, and the paper's money.

    ``said``: the milestone that the sentence just before told last, or empty.
    """

    sentence: Sentence
    story: Story
    sightings: Sequence[Sighting]
    topic: Project | None
    finance: Finance
    said: str

    def part(self, index: int) -> Part:
        """What the sentence tells of the work at mention number ``index``."""
        return Part(self.sightings[index].project, self.sightings[index], self.sentence, self.story)

    def before(self, cue: Span) -> int | None:
        """The number of the last mention before ``cue``."""
        return next((i for i in reversed(range(len(self.sightings))) if self.sightings[i].span.end <= cue.start), None)

    def of_topic(self) -> list[Part]:
        """What the sentence tells of the work that the sentences before it are about."""
        return [] if self.topic is None else [Part(self.topic, None, self.sentence, self.story)]


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """A milestone that the words at ``cue`` tell of a project."""

    event: str
    rule: str
    cue: Span
    part: Part


def _event(fact: Fact) -> str:
    return str(fact.slots["event"].value) if "date" in fact.slots else ""


def _milestones(here: _Here) -> Iterator[Fact]:
    sentence, amounts = here.sentence, here.sentence.of("amount")
    dates = dates_in(sentence, here.story)
    frame = skeleton(sentence, here.sightings, amounts, dates)
    steps = [*_by_frames(here), *_by_heads(here)]
    known = [step.cue for step in steps]
    for each in sorted(told(frame), key=lambda t: t.position):
        if any(m.start < each.cue.end and each.cue.start < m.end for m in sentence.of("organisation", "fund")):
            continue
        spoken = "contract" not in each.words and any(step.part.sighting is None for step in steps)
        parts = [*_parts(here, each, spoken=spoken)]
        for nth, part in enumerate(parts):
            if not _counts(part, each.event):
                continue
            if each.event == "cost":
                yield from cost(part, _nth_sum(here, each, nth, len(parts)), amounts)
            elif (event := milestone(frame, each)) and not _overlapping(each.cue, known):
                steps.append(_Step(event, each.name, each.cue, part))
    steps += _carried_on(here, frame, steps)
    payments = [p for p in here.finance.of(sentence) if p.rule == "money-for" or not _undone(p, steps)]
    yield from (fact for payment in payments for fact in payment.facts())
    steps = [step for step in steps if not _told_with(sentence, step, payments) and not _in_contract(step, steps)]
    yield from _dated(here, dates, sorted(steps, key=lambda step: step.cue))


def _carried_on(here: _Here, frame: Skeleton, steps: Sequence[_Step]) -> list[_Step]:
    """The milestones that the sentence tells without a verb of their own."""
    known = [step.cue for step in steps]
    numbers = {id(s): i for i, s in enumerate(here.sightings)}
    told = [Said(s.event, s.rule, s.cue, numbers.get(id(s.part.sighting))) for s in steps]
    found: list[_Step] = []
    for each in carried_on(frame, told, here.said):
        if each.work is not None and not _overlapping(each.cue, known):
            part = here.part(each.work)
            if _counts(part, each.event):
                found.append(_Step(each.event, each.rule, each.cue, part))
    return found


def _nth_sum(here: _Here, each: Told, nth: int, works: int) -> Told:
    """``each`` with the sum of number ``nth`` of a list of works: "cost $5 million and $8 million respectively"."""
    amounts = here.sentence.of("amount")
    if each.amount is None or works < _PAIR or not re.search(r"\brespectively\b", here.sentence.text):
        return each
    own = each.amount + nth
    return replace(each, amount=own) if each.amount + works <= len(amounts) else each


def _undone(payment: Payment, steps: Sequence[_Step]) -> bool:
    """Whether the sentence tells of the work that it is only studied or given up; of money just mentioned, anything."""
    own = [s.event for s in steps if s.part.project is payment.part.project and s.event != "financed"]
    return bool(own) if payment.rule == "flow-told" else bool(_UNDOING & {*own})


def _told_with(sentence: Sentence, step: _Step, payments: Sequence[Payment]) -> bool:
    """Whether a step only says what a payment of its work says already: "is to be built with a loan"."""
    own = [p for p in payments if p.part.project is step.part.project]
    if step.event == "agreed":
        return bool(own) and _LOAN_AGREEMENT.search(sentence.text) is not None
    # What is paid for has its loan agreement signed, too: no contract for the work.
    signed = step.event == "contract signed" and " for which " in sentence.text
    signed = signed and not any(_apart(sentence, step.cue, p.cue) for p in own)
    return bool(own) and (step.event == "financed" or signed or (step.event == "planned" and any(p.means for p in own)))


def _apart(sentence: Sentence, one: Span, other: Span) -> bool:
    """Whether a semicolon parts two cues, so that each is told by itself."""
    return ";" in sentence.between(min(one.end, other.end), max(one.start, other.start))


def _in_contract(step: _Step, steps: Sequence[_Step]) -> bool:
    """Whether a plan is but what a contract is for: "won a contract to build a plant"."""
    if step.event != "planned" or step.rule not in {"build+active", "build+participle"}:
        return False
    return any(s.event == "contract signed" and s.part.project is step.part.project for s in steps)


def _overlapping(cue: Span, others: Sequence[Span]) -> bool:
    return any(other.start < cue.end and cue.start < other.end for other in others)


def _by_frames(here: _Here) -> Iterator[_Step]:
    for each in happened(here.sentence, here.story, here.sightings):
        parts = [here.part(i) for i in each.sightings]
        if not each.sightings:
            earlier = here.before(each.cue)
            goes_on = GOES_ON.match(here.sentence.text) is not None
            parts = [here.part(earlier)] if earlier is not None else here.of_topic() if goes_on else []
        for part in parts:
            if _counts(part, each.event) and (each.again or not _inside(part, each.cue)):
                yield _Step(each.event, each.rule, each.cue, part)


def _by_heads(here: _Here) -> Iterator[_Step]:
    """What the words over a list say of its works."""
    for each in headed_works(here.sentence, here.story, here.sightings):
        for part in (here.part(i) for i in each.sightings):
            if _counts(part, each.event):
                yield _Step(each.event, "list-head", each.cue, part)


def _inside(part: Part, cue: Span) -> bool:
    """Whether a cue is but a word of the work's own description ("an EU-funded project")."""
    return part.sighting is not None and part.sighting.span.start <= cue.start < part.sighting.span.end


def _dated(here: _Here, dates: Sequence[Dated], steps: Sequence[_Step]) -> Iterator[Fact]:
    """The rows of ``steps``, each with its own date; one that is told twice once."""
    sentence = here.sentence
    cues = list(dict.fromkeys(step.cue for step in steps))
    taken: set[tuple[int, str, str]] = set()
    for step in steps:
        dated = date_of(sentence, _within_phrase(sentence, step, dates), step.cue, cues)
        if dated is None and step.event == "financed":
            dated = here.finance.day_before(sentence)
        key = (id(step.part.project), step.event, dated.edtf if dated else "")
        # "built by Sinohydro" says by whom; as a milestone it needs its day.
        bare = step.event == "completed" and _BUILDERS.match(sentence.between(step.cue.start, sentence.end)) is not None
        # "a project funded by the Union" says by whom, too.
        bare = bare or (
            step.event == "financed"
            and (step.part.project.soft or step.rule.endswith(("participle", "relative")))
            and not _AHEAD.search(sentence.between(sentence.start, step.cue.start))
        )
        if key not in taken and (dated or not bare):
            taken.add(key)
            when = {"date": Slot(dated.edtf, dated.spans)} if dated else {}
            yield step.part.fact(step.rule, event=Slot(step.event, (step.cue,)), **when)


def _within_phrase(sentence: Sentence, step: _Step, dates: Sequence[Dated]) -> Sequence[Dated]:
    """The dates that may be a step's: of a participle between commas none behind its phrase.

    "The line, built to carry coal, was sold in 2020" was not built then.
    """
    if not step.rule.endswith("+participle") or not _APPOSED.search(sentence.between(sentence.start, step.cue.start)):
        return dates
    behind = _PARENTHESES.sub(lambda m: "x" * len(m[0]), sentence.between(step.cue.end, sentence.end))
    closing = re.search(r",\s(?!(?:and|or)\s|on\s|in\s|\d)", behind)
    return [d for d in dates if d.start < step.cue.end + closing.start()] if closing else dates


def _parts(here: _Here, each: Told, *, spoken: bool) -> Iterator[Part]:
    """The projects that a cue speaks of: those of its pattern, the one before it, or the one spoken of before.

    ``spoken``: of that one the sentence has told already ("a firm won the contract and split the bill of $5 million").
    """
    if each.work is not None:
        first, last = listed(here.sentence, here.sightings, each.work)
        yield from (here.part(i) for i in range(first, last + 1))
        return
    earlier = here.before(each.cue)
    if earlier is not None:
        yield here.part(earlier)
    elif (spoken or _goes_on(here.sentence, each.event) or _ITS.search(each.words)) and here.topic is not None:
        yield from here.of_topic()
    elif here.topic is None and len({id(s.project) for s in here.sightings}) == 1:
        yield here.part(0)  # "given the job in 2018, the firm dug on at the dam"


def _goes_on(sentence: Sentence, event: str) -> bool:
    """Whether a sentence without a work of its own speaks of the one before: it has no other subject."""
    if _other_subject(sentence.text):
        return False
    if event == "planned":
        return _OF_IT.match(sentence.text) is not None
    return event not in _OF_SUBJECTS or GOES_ON.match(sentence.text) is not None


def _other_subject(text: str) -> bool:
    """Whether a sentence opens with a noun that is neither a work nor a part, a cost or a paper of one."""
    opening = _OPENING.match(text)
    return opening is not None and not set(re.findall(r"[a-z-]+", opening["subject"].lower())) & words("of works")


def _counts(part: Part, event: str) -> bool:
    """Whether what a cue tells is a row: enough is known of the project, and the cue is tied to it."""
    project = part.project
    if project.soft and not project.named:
        return event in {"feasibility study", "cost"} and part.sighting is not None
    if project.programme and event not in _OF_PROGRAMMES:
        return False
    if project.many and event not in _OF_MANY:
        return False
    if part.sentence.passage.kind == "caption" and (event in {"financed", "planned", "agreed"} or not project.named):
        return False
    return part.sighting is not None or event not in {"agreed", "financed"}
