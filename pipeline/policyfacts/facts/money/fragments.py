"""Items without a verb under a lead that has it: "Japan announced: | A grant of $1 million to Fiji | ...".

A fact sheet or a communiqué lists what it gives in pieces of sentences. Who gives, what became of it and when stands in
the paragraph that leads the list, whether or not a colon closes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated
from policyfacts.facts.money.flows import TELLING
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.sides import Side, Sides
from policyfacts.facts.parties import Party
from policyfacts.records import Fact, Mention, Slot, Span

_LONGEST = 260
_REACH = 10
_FINITE = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
PLEDGED = (
    "pledged",
    re.compile(
        r"\b(?:pledg\w+|promis\w+|would(?=\s[^.;]*\b(?:contribut|provi[ds]|giv|donat|pa[iy]|mak)\w*))\b", re.IGNORECASE
    ),
)
"""The event of what is promised, with the words that tell it: also what somebody said that they would give."""
# What a lead says became of the money of its items, the words that put it ahead or promise it first.
_EVENTS = (
    PLEDGED,
    ("announced", re.compile(r"\b(?:announc\w+|unveil\w+)\b", re.IGNORECASE)),
    ("signed", re.compile(r"\bsigned\b", re.IGNORECASE)),
    (
        "committed",
        re.compile(r"\b(?:approv\w+|commit\w+|allocat\w+|award\w+|agreed|will (?:provide|give|contribute))\b", re.I),
    ),
    (
        "disbursed",
        re.compile(r"\b(?:provided|gave|given|contributed|donated|disbursed|paid|delivered|granted)\b", re.IGNORECASE),
    ),
)
_DENIED = re.compile(r"\b(?:not|never|no|refus\w+|fail\w+|if|unless|urg\w+|call\w* on|asked)\b", re.IGNORECASE)
_SPEAKING = re.compile(
    r"\b(?:[Gg]overnments?|[Rr]epresentatives?|[Dd]elegations?|[Dd]elegates?|[Mm]inist(?:er|ers|ry)|[Pp]resident|[Aa]mbassador|"
    r"[Oo]bserver|[Ee]nvoy|[Kk]ingdom|[Rr]epublic|[Pp]eople|[Aa]uthorities|[Bb]ehalf)\b(?:[^,;:]{0,40})?\s(?:of|for)\s(?:the\s)?$"
)
_NOUN = re.compile(r"\b(?P<noun>contribution|pledge|donation|payment|grant|loan|gift|commitment)s?\b", re.IGNORECASE)
_PROMISED = frozenset({"contribution", "pledge", "donation"})
# Names that say no more than that money is given.
_PLAIN = frozenset({"aid", "support", "assistance", "funding", "money"})
_SECTION = 60
_YEAR = len("2024")
_NAME = (
    r"(?P<name>[A-Z][\w’&-]*(?:(?:,?\s(?:of|for|and|on|the|in|to|against|with)){1,3}\s[A-Z][\w’&-]*|\s[A-Z][\w’&-]*)*)"
    r"(?:\s\([A-Z][\w -]+\))?"
)
_TO = re.compile(rf"(?:\s\([^()]*\))?,?\s(?:to|for|towards)\s(?:the\s)?{_NAME}")
_FROM_START = re.compile(
    rf"[\s•·–—*\-()a-z\d.]{{0,6}}(?:[Tt]he\s|[Tt]o\s|[Ff]or\s)*{_NAME}(?:,|:|\s[–—-]|\s?\.{{3,}}|\s\()?\s?"
)
_OWN = re.compile(r"\b(?:in|on|at|of|during|for)\s(?:the\s)?(?:years?\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lead:
    """What the lead of a list tells of its items: who gives, to whom, what became of it, with its words, and when."""

    provider: Party
    recipient: Party | None
    event: tuple[str, Span]
    date: Dated | None
    noun: tuple[str, Span] | None


def lead_of(line: Line, story: Story) -> Lead | None:
    """The lead of the list that ``line`` is an item of; ``None`` for whole sentences and where nothing leads."""
    if not _is_fragment(line.sentence, story):
        return None
    for above in _above(line.sentence, story):
        if _is_fragment(above, story):
            continue
        lead = Line(above, story)
        cue = _cue(lead)
        provider = next((p for p in lead.parties if acts(lead, p)), None)
        told_whole = lead.sums and not above.text.rstrip().endswith(":")  # "including $4 million from two banks:"
        if cue is None or provider is None or told_whole or _DENIED.search(above.text):
            return None
        name, words = cue
        others = (p for p in lead.parties if p is not provider and lead.marker(p) in {"to", "for"})
        noun = _NOUN.search(above.text)
        called = (noun["noun"].lower(), Span(above.start + noun.start(), above.start + noun.end())) if noun else None
        if name == "announced" and called and called[0] in _PROMISED:
            name = "pledged"  # who announces contributions promises them
        return Lead(provider, next(others, None), (name, words), _dated(lead) or _opened(above, story), called)
    return None


def _cue(lead: Line) -> tuple[str, Span] | None:
    """What a lead says became of the money of its items, with its words: by the lexicon, else by words alone."""
    start = lead.sentence.start
    for name, words in _EVENTS:
        if match := words.search(lead.sentence.text):
            return name, Span(start + match.start(), start + match.end())
    told = (f for f in lead.frames if f.form != "nominal" and f.event and f.sense in TELLING and not f.negated)
    return next(((f.event, f.span) for f in told), None)


def _dated(lead: Line) -> Dated | None:
    """The date of a lead that says when, or for which year."""
    start = lead.sentence.start
    dates = (d for d in lead.dates if _OWN.search(lead.between(start, d.start)) or d.start == start)
    return next(dates, None)


def _opened(above: Sentence, story: Story) -> Dated | None:
    """The date with which the section opens its tale of such promises: "Contributions for 2024 were announced"."""
    told = (_dated(Line(e, story)) for e in story.before(above, reach=_SECTION) if _NOUN.search(e.text))
    found = [dated for dated in told if dated is not None]
    return next((d for d in found if len(d.edtf) == _YEAR), next(iter(found), None))  # the year that they are for


def acts(lead: Line, party: Party) -> bool:
    """Whether a party is who does what the lead tells: by itself, or through those who speak for it."""
    if lead.marker(party) in {"", "by", "from"}:
        return True
    told = (a for f in lead.frames if f.form != "nominal" for a in f.arguments if a.marker == "subject")
    if any(a.start <= party.start and party.end <= a.end for a in told):
        return True  # "Under the plan Peru announced"
    return _SPEAKING.search(lead.between(lead.sentence.start, party.start)) is not None


def with_lead(line: Line, index: int, sides: Sides, lead: Lead) -> Sides:
    """``sides`` with those of the lead where an item names none; an item's own name is whom its sum goes to."""
    found = dict(sides)
    if "provider" in found and found["provider"].rule == "before-verb":
        about = found.pop("provider").party  # without a verb of its own the item only begins with whom it is about
        found.setdefault("recipient", Side("recipient", "item", _recipient(line, index) or about))
    given = {v for side in sides.values() for v in side.party.values}
    if "provider" not in found and not given & set(lead.provider.values):
        found["provider"] = Side("provider", "lead", lead.provider)
    if "recipient" not in found and (named := _recipient(line, index)):
        found["recipient"] = Side("recipient", "item", named)
    if "recipient" not in found and lead.recipient and not given & set(lead.recipient.values):
        found["recipient"] = Side("recipient", "lead", lead.recipient)
    return found


def _recipient(line: Line, index: int) -> Party | None:
    """Whom an item names as the receiver, listed anywhere or not: "$1 million to the Lake Trust", "Lake Trust: $1"."""
    core = line.sums[index]
    behind = _TO.match(line.between(core.end, line.sentence.end))
    before = _FROM_START.fullmatch(line.between(line.sentence.start, core.start))
    match, base = (behind, core.end) if behind else (before, line.sentence.start)
    if match is None:
        return None
    start, end = base + match.start("name"), base + match.end("name")
    known = [p for p in line.parties if start < p.end and p.start < end]
    if known and not (match is before and len(known) == 1 and known[0].start == start and known[0].end <= end):
        return None
    if known and known[0].end == end:
        return known[0]
    mention = Mention("organisation", start, end, match["name"], match["name"])
    return Party((mention,), (match["name"],))


def under_lead(fact: Fact, lead: Lead) -> Fact:
    """``fact`` with the event and the date of the lead, where the item has none of its own."""
    slots = dict(fact.slots)
    received = slots.get("recipients")
    if lead.noun and received and str(slots["name"].value).split()[0].lower() in _PLAIN:
        slots["name"] = Slot(f"{lead.noun[0]} to {received.value}", (lead.noun[1], *received.spans))
    if "event" not in slots or slots["event"].value == "reported":
        slots["event"] = Slot(lead.event[0], (lead.event[1],))
    if "date" not in slots and lead.date is not None:
        slots["date"] = Slot(lead.date.edtf, lead.date.spans)
    return replace(fact, slots=slots, rule=f"{fact.rule}+lead")


def _is_fragment(sentence: Sentence, story: Story) -> bool:
    """Whether a passage is a short piece without a subject of its own."""
    passage = sentence.passage
    if sentence.start > passage.start + 4 or passage.end - passage.start > _LONGEST or passage.kind == "heading":
        return False
    reading = story.reading(sentence)
    if reading is None:
        return not sentence.text.rstrip().endswith((".", ":"))
    tokens = reading.clauses.tree.tokens
    verbs = {
        n for n, t in enumerate(tokens) if t.pos in _FINITE and sentence.text[t.start : t.end][:1].isalpha()
    }  # a parser may take the bullet itself for one
    return not any(token.dep in _SUBJECTS and token.head in verbs for token in tokens)


def _above(sentence: Sentence, story: Story) -> Iterator[Sentence]:
    """The sentences before it in other passages of its section, nearest first; of each passage the last."""
    seen = {sentence.passage.start}
    for earlier in story.before(sentence, reach=_REACH):
        if earlier.passage.start not in seen:
            seen.add(earlier.passage.start)
            yield earlier
