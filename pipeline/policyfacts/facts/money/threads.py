"""What a sentence leaves unsaid about money, and its paragraph or its item has told: who gives, who receives, when.

Nothing is taken from beyond the item, but for the paper's own giver where the paragraph names it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from policyfacts.facts.context import Story
from policyfacts.facts.dates import Dated, issued
from policyfacts.facts.donors import donors
from policyfacts.facts.money.dating import counted_from, of_another
from policyfacts.facts.money.events import Told
from policyfacts.facts.money.flows import Flow
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.sides import Side, Sides, all_lend, lends
from policyfacts.facts.money.totals import added_up
from policyfacts.facts.news import day_of_news, opens_item
from policyfacts.facts.parties import Party, value_of
from policyfacts.frames import Argument, Frame
from policyfacts.records import Fact, Mention, Passage, Slot, Span
from policyfacts.values.organisations import organisation

# A paragraph's last giver and receiver are still meant so many sentences later.
_MEMORY = 2
# A section as short as a release goes on with who gives in its first lines.
_SHORT = 3000
_PRONOUN = re.compile(r"(?:it|they|he|she|which|who)", re.IGNORECASE)
# Who speaks in a release, and does so for the state that issued it; in an interview others speak too.
_SPEAKER = re.compile(r"(?:we|I)", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{3,60}):\s")
_BANK = re.compile(
    r"(?:the|its|this|both|these|either)\s(?:(?P<count>two|three|four)\s)?(?:[\w-]+\s){0,2}?"
    r"(?:banks?|lenders?|institutions?|agency|agencies|creditors?|financiers?|donors?|corporation|organi[sz]ation)",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"(?:the|its|his|her|their)\s(?:[\w-]+\s){0,2}?(?:government|country|state|authorities|ministry|treasury|president|minister|"
    r"kingdom|republic|nation|island|islands|host|capital|parliament|cabinet|public|utility|railway)",
    re.IGNORECASE,
)

# What an item tells of its own day.
_NEWS = frozenset({"signed", "committed", "pledged", "announced"})
_BEING = re.compile(r"(?:\b(?:is|are|am)|[’'](?:s|re|m))\s(?:(?:also|now|today|hereby)\s)?$")
_AT_MEETING = re.compile(
    r"\b(?:at|during)\s(?:the|his|her|their|an?)\s(?:[\w’-]+\s){0,6}?[A-Z]?\w*(?:summit|conference|meeting|forum|event|session|visit|trip)\b",
    re.IGNORECASE,
)
_HAD = re.compile(r"\b(?:has|have|had)\s(?:\w+\s){0,2}$")
_AHEAD = frozenset({"committed", "pledged", "proposed"})
_PERFECT = re.compile(
    r"\b(?:is|are|am|has|have|’m|’re)\s(?:\w+\s)?$|\b(?:proud|pleased|glad|happy|delighted|honou?red)\sto\s\w+$"
)


@dataclass(slots=True)
class Thread:
    """What has been told of money so far: in the paragraph the last flow, in the item the first."""

    story: Story
    passage: Passage | None = None
    stretch: Span | None = None
    sides: Sides = field(default_factory=dict)
    last: Fact | None = None
    silence: int = 0
    lead: Fact | None = None
    lead_sides: Sides = field(default_factory=dict)
    named: dict[str, Fact] = field(default_factory=dict)
    region: bool = False
    _sections: dict[tuple[str, ...], Span] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for passage in self.story.paper.passages:
            if passage.kind != "heading":
                first = self._sections.get(passage.section, passage)
                self._sections[passage.section] = Span(first.start, passage.end)

    def enter(self, line: Line) -> None:
        """Go on to the next sentence."""
        sentence = line.sentence
        self.silence += 1
        if sentence.passage is not self.passage or self.silence > _MEMORY:
            self.sides, self.last = {}, None
        if sentence.passage is not self.passage:
            self.region, self.named = False, {}
            self.passage = sentence.passage
            stretch = self._stretch(line)
            if stretch != self.stretch:
                self.stretch, self.lead, self.lead_sides = stretch, None, self._headline(line)

    def tell(self, fact: Fact, sides: Sides) -> None:
        """Note a flow and its sides."""
        kept = dict(sides)
        if received := sides.get("recipient"):
            one_of_many = self.region and received.party.members[0].label == "country"
            self.region = self.region or _is_region(received.party)
            if one_of_many:  # a paragraph on a region does not go on with a state that it names once
                del kept["recipient"]
        self.last, self.sides, self.silence = fact, kept, 0
        if self.lead is None:
            firm = {role: side for role, side in self.lead_sides.items() if side.rule == "headline"}
            self.lead, self.lead_sides = fact, {**self.lead_sides, **sides, **firm}

    def again(self, fact: Fact) -> Fact:
        """``fact`` with what the paragraph has told of the fund that it names, where it says nothing of it itself."""
        before = self.named.pop(str(fact.slots["name"].value), None)
        if before is None or "event" in fact.slots or fact.slots.get("scope", before.slots["name"]).value != "total":
            return fact
        return replace(
            fact, slots={**{c: before.slots[c] for c in ("event", "date") if c in before.slots}, **fact.slots}
        )

    def _stretch(self, line: Line) -> Span:
        """The item, or else the section, that a sentence stands in."""
        if item := self.story.item(line.sentence):
            return Span(item.start, item.end)
        return self._sections.get(line.sentence.passage.section, line.sentence.span)

    def _headline(self, line: Line) -> Sides:
        """The sides that an item's headline tells: the one bank that it names, and the one state that money is for."""
        item = self.story.item(line.sentence)
        head = next((s for s in self.story.sentences if item and s.start == item.headline.start), None)
        found: Sides = {}
        if issuer := self.story.issuer(line.sentence):
            found["provider"] = Side("provider", "issuer", Party((issuer,), (str(issuer.value),)))
        if head is None:
            return found
        title = Line(head, self.story)
        banks = [p for p in title.parties if all_lend(p)]
        states = [p for p in title.parties if title.marker(p) in {"for", "to", "in", "with"} and goes_to(p)]
        if len(banks) == 1:
            found["provider"] = Side("provider", "headline", banks[0])
        if len(states) == 1 and len(states[0].values) == 1:
            found["recipient"] = Side("recipient", "headline", states[0])
        return found

    # -- references

    def meant(self, line: Line, argument: Argument) -> Party | None:
        """Whom a pronoun or a definite noun ("the bank", "the two lenders") at ``argument`` stands for."""
        words = line.between(argument.start, argument.end).strip()
        if _SPEAKER.fullmatch(words):
            return self._speaker(line, argument) if argument.role == "provider" else None
        if _PRONOUN.fullmatch(words):
            return self._subject_before(line, argument)
        match = _BANK.match(words)
        if match:
            return self._lenders(argument, {"two": 2, "three": 3, "four": 4}.get((match["count"] or "").lower(), 1))
        return None

    def _speaker(self, line: Line, argument: Argument) -> Party | None:
        """The state for which "we" speak: that of the release, where its own people have the word."""
        issuer = self.story.issuer(line.sentence)
        if issuer is None or not self.speaks_for(line, issuer):
            return None
        return Party((replace(issuer, start=argument.start, end=argument.end),), (str(issuer.value),))

    def speaks_for(self, line: Line, issuer: Mention) -> bool:
        """Whether a sentence is the issuer's own word: in a transcript by the last label before it."""
        item = self.story.item(line.sentence)
        begin = item.start if item else 0
        before = [p for p in self.story.paper.passages if begin <= p.start <= line.sentence.start]
        for passage in reversed(before):
            if label := _LABEL.match(self.story.paper.text, passage.start, passage.end):
                return label["label"].split()[-1].lower() in issuer.text.lower()
        return True

    def _subject_before(self, line: Line, argument: Argument) -> Party | None:
        own = [p for p in line.parties if p.end <= argument.start and not line.marker(p)]
        if own and argument.start - line.sentence.start > 25:
            return own[0]
        for earlier in self.story.before(line.sentence, reach=2):
            if earlier.passage is not line.sentence.passage:
                return None
            before = Line(earlier, self.story)
            free = [p for p in before.parties if not before.marker(p)]
            if free and free[0].start - earlier.start < 120:
                return free[0]
        return None

    def _lenders(self, argument: Argument, count: int) -> Party | None:
        start = self.stretch.start if self.stretch else 0
        found: dict[str, Mention] = {}
        for mention in reversed(self.story.mentions_in(start, argument.start)):
            value = value_of(mention, self.story) if mention.label == "organisation" else ""
            if value and lends(mention, value):
                found.setdefault(value, mention)
            if len(found) == count:
                break
        if len(found) < count:
            return None
        members = tuple(replace(m, start=argument.start, end=argument.end) for m in reversed(found.values()))
        return Party(members, tuple(reversed(found)))


def completed(line: Line, flow: Flow, sides: Sides, thread: Thread) -> Sides:
    """``sides`` with what the sentence leaves to its paragraph."""
    full = dict(sides)
    blocked = _unnamed(line, flow, full, thread)
    for role, other in (("provider", "recipient"), ("recipient", "provider")):
        side = thread.sides.get(role)
        if role in full or role in blocked or side is None or _clash(full.get(other), side.party):
            continue
        if role == "provider" and flow.sense == "repay" and not _same(full.get("recipient"), thread):
            continue
        if role == "provider" or goes_on(side):
            full[role] = replace(side, rule="told-before")
    return full


def _same(side: Side | None, thread: Thread) -> bool:
    """Whether who pays back is who received before."""
    before = thread.sides.get("recipient")
    return side is not None and before is not None and side.party.values == before.party.values


def led(line: Line, full: Sides, thread: Thread) -> Sides:
    """``full`` with the sides that the headline or the first lines of a news item tell."""
    stretch = thread.stretch
    news = thread.story.item(line.sentence) is not None
    if not news and not (stretch and stretch.end - stretch.start <= _SHORT):
        return full
    found = dict(full)
    for role, other in (("provider", "recipient"), ("recipient", "provider")):
        side = thread.lead_sides.get(role)
        if role == "provider" and "recipient" in full and not _paid_into(full["recipient"].party):
            continue
        if side and side.rule == "issuer" and not thread.speaks_for(line, side.party.members[0]):
            continue
        fits = side is not None and (_gives_on(side, news=news) if role == "provider" else news and goes_on(side))
        named = role == "provider" and side is not None and _lends_for(side.party, found.get(role))
        if side is None or not fits or not (role not in found or named) or _clash(found.get(other), side.party):
            continue
        if _near(line, role, side):  # else the cell would be emptied, and the sum would owe its row to it
            found[role] = replace(side, rule="item-lead")
    return found


def _near(line: Line, role: str, side: Side) -> bool:
    """Whether the lead's words may prove a side of a flow that ``line`` tells."""
    slot = Slot("; ".join(side.party.values), tuple(side.party.spans))
    return line.story.licences.proved(line.sentence.span, f"{role}s", slot)


def _gives_on(side: Side, *, news: bool) -> bool:
    """Whether a giver may be meant in what follows: in news any; in a section only such as lend or give by trade."""
    return news or all_lend(side.party) or set(side.party.values) <= donors()


def _lends_for(bank: Party, giver: Side | None) -> bool:
    """Whether ``bank`` is the one through which the state lends that only the paper as a whole says to give."""
    if giver is None or giver.rule != "paper-gives" or len(bank.values) != 1:
        return False
    known = organisation(bank.values[0])
    return known is not None and (known.country,) == giver.party.values


def goes_on(side: Side) -> bool:
    """Whether a receiver may be meant in the sentences that follow: a state or a region, and no bank."""
    return side.rule != "topic" and goes_to(side.party)


def _is_region(party: Party) -> bool:
    """Whether a party is a region, in which states lie, and no bloc that acts."""
    return any(
        m.label == "bloc" and (v == "LAC" or not v.isupper()) for m, v in zip(party.members, party.values, strict=True)
    )


def goes_to(party: Party) -> bool:
    """Whether a party is a state or a region."""
    return all(m.label in {"country", "bloc"} for m in party.members)


def _paid_into(party: Party) -> bool:
    """Whether money that the giver of the item gives may go to a party: a state, a region or a named fund."""
    return goes_to(party) or all(m.label == "fund" for m in party.members)


def _clash(side: Side | None, party: Party) -> bool:
    return side is not None and bool(set(side.party.values) & set(party.values))


def _unnamed(line: Line, flow: Flow, sides: Sides, thread: Thread) -> set[str]:
    """Fill ``sides`` by what pronouns and definite nouns stand for.

    Returns the roles that the sentence gives to somebody unknown.
    """
    blocked: set[str] = set()
    for bearing in flow.bearings:
        for argument in bearing.frame.arguments:
            role = "provider" if argument.role == "provider" else "recipient" if argument.role == "recipient" else ""
            if not role or role in sides or argument.nested:
                continue
            if line.party_of(argument):
                continue
            party = thread.meant(line, argument)
            if party and not _clash(sides.get("recipient" if role == "provider" else "provider"), party):
                sides[role] = Side(role, "meant", party)
            elif role == "provider" and not _STATE.match(line.between(argument.start, argument.end)):
                blocked.add(role)
    return blocked


def dated(line: Line, index: int, told: Told | None) -> Dated | None:
    """The day of its item, for what a release tells as its own news: "is announcing", "approved", "was signed"."""
    totals = [line.sums[i].start for i in range(len(line.sums)) if added_up(line, i)]
    own = (d for d in line.dates if not counted_from(line, d) and not of_another(line, d, index, told))
    dates = [d for d in own if not any(start < d.start for start in totals)]
    if told is None or told.frame is None or dates:
        return None
    if told.value == "announced":
        perfect = _PERFECT.search(line.between(told.frame.clause.start, told.span.end)) is not None
        if told.frame.tense in {"present", ""} or perfect:
            return issued(line.sentence, line.story)
        if _AT_MEETING.search(line.sentence.text):
            return None
    ahead = told.frame.tense == "future" or told.frame.mood == "planned" or told.name == "plan"
    if told.value in _AHEAD and ahead and told.frame.form != "relative" and opens_item(line.sentence, line.story):
        return issued(line.sentence, line.story)  # what a release opens with, it tells of its own day
    if told.value == "committed" and told.frame.tense == "present" and _BEING.search(_words_before(line, told)):
        return issued(line.sentence, line.story)  # "we are providing $2 million"
    if told.value not in _NEWS:
        return None
    day = day_of_news(line.sentence, line.story, told.frame)
    return issued(line.sentence, line.story) if day is None and _as_headed(line, told.frame) else day


def _as_headed(line: Line, frame: Frame) -> bool:
    """Whether a predicate tells, as done, what the headline of its item tells: "Donors pledge": "Mali pledged"."""
    item = line.story.item(line.sentence)
    if item is None or frame.tense != "past" or frame.form == "relative" or frame.mood:
        return False
    head = next((s for s in line.story.sentences if s.start == item.headline.start), None)
    perfect = _PERFECT.search(line.between(frame.clause.start, frame.end)) or _HAD.search(
        line.between(frame.clause.start, frame.start)
    )
    return head is not None and not perfect and any(f.sense == frame.sense for f in Line(head, line.story).frames)


def _words_before(line: Line, told: Told) -> str:
    return line.between(max(line.sentence.start, told.span.start - 30), told.span.start)
