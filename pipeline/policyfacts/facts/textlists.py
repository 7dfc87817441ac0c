"""Lists of texts: items under words that tell what became of them all ("The following documents were signed:").

The words may be a line with a colon, a heading, or a sentence right before the list ("Six agreements were signed. They
are:"). An item that begins with a text and tells nothing else of it is a fact; its title is what the item says before
it names the sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.actors import Actor, actors_in, joined, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.counterparts import in_play
from policyfacts.facts.dates import Dated, dates_of, issued, of_event
from policyfacts.facts.deeds import deeds
from policyfacts.facts.scenes import Deed
from policyfacts.facts.signatories import BILATERAL, attached, values
from policyfacts.facts.textnames import Text
from policyfacts.facts.texts import texts_in
from policyfacts.facts.textstates import CAME, FAMILY, OWN, events_worded
from policyfacts.records import Certainty, Fact, Slot, Span

# What may stand before the title with which an item begins: a number, a bullet, an article.
_OPENING = re.compile(
    r"[\W\d_]*(?:\(?[a-zA-Z]{1,4}[.)]\s)?(?i:(?:an?|the|signing of|exchange of)\s(?:the\s|an?\s)?)?[“\"‘']?"
    r"(?:\d{4}[-–/]\d{2,4}\s)?"
)
# By which an item is known where the layout does not tell it.
_MARK = re.compile(r"\s*(?:[•·▪◦‣–—*-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s")
_TEXTS = re.compile(
    r"\b(?:agreements?|documents?|memorand(?:um|a|ums)|mous?|treaties|instruments|texts|accords|protocols|declarations|"
    r"outcomes|results|deliverables|pacts|contracts)\b|\bthe following\b",
    re.IGNORECASE,
)
_MADE = frozenset({"signed", "adopted", "released", "announced", "proposed", "negotiating", "in force"})
_LEADING = frozenset({"heading", "title", "caption"})
_ACTING = frozenset({"party", "group", "person"})
_SIDED = BILATERAL | {"joint statement", "contract", "plan"}
_PAIR = 2
# A lead is no longer than this; a line that only points from it to the list ("They are:") no longer than that.
_LONGEST, _POINTING = 300, 90
# A numbered title that stands over a paragraph is no longer than this.
_ENTRY = 160
# The number of an item under which a paragraph may stand before the next.
_NUMBERED = re.compile(r"\s*\(?(?P<n>\d{1,2})[.)]\s")
# What may stand alone between two items: their number, or the word that joins them where a page breaks them.
_ALONE = re.compile(r"\W*(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|and|or|as well as)?\W*")
# Where a title that fills its item ends; and what it is about, where that stands behind the sides.
_TITLE_ENDS = re.compile(
    r"(?:[;.]\s*)?$|;\s|\.\s|\s\(|,?\s(?:(?:between|among|with|by)\s(?:the\s)?(?=[A-ZÀ-Þ])|(?:signed|initialled|dated|that|(?:(?:in|by|under|with|of|to|for|on|at)\s)?which)\s)|,\s(?=(?:to|which|whereby)\s)"
    r"|\s(?:of|on|in)\s\d|\s[–—]\s|,\s(?:(?:in\s)?[A-ZÀ-Þ][\w’-]*(?:\s[A-ZÀ-Þ][\w’-]*)*,\s)?(?:\d{1,2}\s[A-Z]|[A-Z][a-z]+\s\d)"
)
_BEHIND_SIDES = re.compile(
    r"\s(?:between|with)\s.{3,200}?\s(?P<about>(?:on|for|concerning|regarding|relating to|in the (?:field|area)s? of)\s"
    r"(?:the\s)?[^.;()]{3,150}?)(?=[.;(]|$|\s(?:signed|dated)\b)"
)


@dataclass(frozen=True, slots=True)
class _Lead:
    """What the words above a list tell of each of its items: the event, who and when; ``marked`` by a colon."""

    sentence: Sentence
    event: Slot
    actors: tuple[Actor, ...]
    dated: Dated | None
    marked: bool


def listed(story: Story) -> Iterator[Fact]:
    """A fact for each item of a list that begins with a text, under words that tell what became of them all."""
    lead: _Lead | None = None
    entry: tuple[int, _Lead] | None = None
    for sentence in story.sentences:
        opens = _ALONE.fullmatch(story.paper.text, sentence.passage.start, sentence.start) is not None
        marked = _MARK.match(story.paper.text, sentence.passage.start, sentence.end) is not None
        in_list = sentence.passage.kind == "item" or (opens and marked)
        number = _number(sentence, story) if opens else 0
        if entry is not None and number == entry[0] + 1:
            lead = entry[1]  # a paragraph stood between
        if lead is not None and opens and (in_list or lead.marked):
            fact = _item(sentence, story, lead)
            if fact is not None:
                entry = (number, lead) if number else None
                yield fact
                continue
        if lead is None or not _goes_on(sentence, lead, in_list=in_list):
            lead = _lead(sentence, story)


def _number(sentence: Sentence, story: Story) -> int:
    """The number before an item that fills its paragraph; 0 where it has none."""
    match = _NUMBERED.match(story.paper.text, sentence.passage.start, sentence.end)
    whole = sentence.passage.end - sentence.end <= len(". ") and len(sentence.text) <= _ENTRY
    return int(match["n"]) if match and whole else 0


def _goes_on(sentence: Sentence, lead: _Lead, *, in_list: bool) -> bool:
    """Whether ``lead`` still holds behind ``sentence``, which is none of its texts."""
    if sentence.passage.kind in _LEADING:
        return False
    points = sentence.text.rstrip().endswith(":") and len(sentence.text) <= _POINTING
    return (in_list and not points) or (points and not lead.marked) or _ALONE.fullmatch(sentence.text) is not None


def _lead(sentence: Sentence, story: Story) -> _Lead | None:
    if len(sentence.text) > _LONGEST or not _TEXTS.search(sentence.text):
        return None
    told = _told(sentence, story)
    if told is None:
        return None
    acting = [a for a in actors_in(sentence, story) if a.sort in _ACTING and not placed(sentence, a)]
    marked = sentence.passage.kind in _LEADING or sentence.text.rstrip().endswith(":")
    return _Lead(sentence, told, tuple(acting), _date(sentence, story), marked)


def _told(sentence: Sentence, story: Story) -> Slot | None:
    """What a lead tells: by its predicates, else by its words alone; of several by the one nearest to its noun."""
    found: list[tuple[str, Span]] = []
    for frame in (f for f in story.frames(sentence, FAMILY) if f.sense != CAME):
        if frame.negated or frame.mood == "possible":
            return None
        event = "signed" if frame.event == OWN else frame.event
        found.append(("proposed" if frame.mood == "planned" and event in _MADE else event, frame.span))
    start = sentence.start
    found += [(e, Span(start + a, start + b)) for e, a, b in events_worded(sentence.text)]
    nouns = [start + m.start() for m in _TEXTS.finditer(sentence.text)]
    made = [(e, span) for e, span in found if e in _MADE]
    if not made:
        return None
    event, span = min(made, key=lambda told: min(abs(told[1].start - at) for at in nouns))
    return Slot(event, (span,))


def _date(sentence: Sentence, story: Story) -> Dated | None:
    """The day of a lead: its own, the news item's, or the last that its paragraph told before."""
    if dates := dates_of(sentence, story):
        return of_event(dates[0])
    earlier = [s for s in story.before(sentence) if s.passage is sentence.passage]
    before = next((d for s in earlier for d in reversed(dates_of(s, story)) if not d.relative), None)
    return of_event(before) if before else issued(sentence, story)


def _item(sentence: Sentence, story: Story, lead: _Lead) -> Fact | None:
    """The fact of an item that begins with a text and tells nothing else of it."""
    texts = texts_in(sentence, story, (), {})
    first = texts[0] if texts else None
    if first is None or not _OPENING.fullmatch(sentence.between(sentence.start, first.span.start)):
        return None
    told = deeds(sentence, story, texts)
    if told and not _of_item(sentence, story, told):
        return None
    own = [d for d in dates_of(sentence, story) if d.start >= first.after and not d.relative]
    dated = own[0] if own else lead.dated
    title = Slot(first.name, first.spans) if told else _title(sentence, first)
    event = Slot(told[0].event, (told[0].span,)) if told else lead.event
    slots = {"title": title, "kind": Slot(first.kind, first.spans[:1]), "event": event}
    if told and first.count is not None:
        slots["count"] = first.count
    if sides := _sides(sentence, story, first, lead):
        slots["parties"] = joined(sides)
    if dated is not None:
        slots["date"] = Slot(dated.edtf, dated.spans)
    certainty: Certainty = "hypothetical" if event.value == "proposed" else "asserted"
    return Fact("agreements", slots, sentence.span, "agreement/list/item", certainty=certainty)


def _of_item(sentence: Sentence, story: Story, told: Sequence[Deed]) -> bool:
    """Whether an item tells, and of no party, what became of its text: "A gas agreement, which was signed"."""
    hung = all(d.index == 0 and d.frame is not None and d.frame.form in {"relative", "participle"} for d in told)
    return len(told) == 1 and hung and not any(a.sort in _ACTING for a in actors_in(sentence, story))


def _title(sentence: Sentence, text: Text) -> Slot:
    """The title of an item: all that it says of the text but its sides."""
    behind = sentence.between(text.span.end, sentence.end)
    ends = _TITLE_ENDS.search(behind)
    rest = behind[: ends.start()].rstrip(" ,:”\"’'") if ends else ""
    if rest.strip():
        span = Span(text.span.start, text.span.end + len(rest))
        return Slot(" ".join(sentence.between(*span).split()), (span,))
    about = _BEHIND_SIDES.match(behind)
    if about is None or about["about"].strip() in text.name:
        return Slot(text.name, text.spans)
    place = Span(text.span.end + about.start("about"), text.span.end + about.end("about"))
    return Slot(f"{text.name} {' '.join(about['about'].split())}", (*text.spans, place))


def _sides(sentence: Sentence, story: Story, text: Text, lead: _Lead) -> tuple[Actor, ...]:
    """The sides that the item tells; with one or none of its own, those of the lead, or those its paragraph leaves."""
    own = attached(sentence, story, text)
    if len(values(own)) >= _PAIR or text.kind not in _SIDED:
        return own
    told = _with(own, lead.actors)
    if len(values(told)) >= _PAIR:
        return told
    return _with(told, in_play(lead.sentence, story, lead.sentence.end, values(told))[: _PAIR - len(values(told))])


def _with(told: Sequence[Actor], others: Sequence[Actor]) -> tuple[Actor, ...]:
    return (*told, *(a for a in others if not set(a.values) <= values(told)))
