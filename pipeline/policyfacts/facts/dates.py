"""When a fact took place: the dates of a sentence, those without a year worked out from what stands before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from policyfacts.facts.asked import once_a_sentence
from policyfacts.facts.context import Sentence, Story
from policyfacts.records import Span
from policyfacts.values.relative import Relative, find_relative, resolve

_DAY = len("2022-05-03")
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# "At today’s meeting" was today; "today’s challenges" are of no day.
_OF_TODAY = (
    r"(?:conference|summit|meeting|event|session|forum|announcement|dedication|opening|inauguration|ground-?breaking|"
    r"commissioning|signing|approval|adoption)"
)
_DAYS = re.compile(
    rf"\b(?:(?P<today>[Tt]oday)(?![’']s (?!(?:[\w-]+ ){{0,3}}{_OF_TODAY}))|"
    rf"(?P<yesterday>[Yy]esterday)|(?P<week>[Tt]his\sweek)|(?<=[Oo]n )(?P<day>{'|'.join(_WEEK)}))\b"
)
# What may come after the paper was issued.
_AHEAD = re.compile(
    r"\b(?:will|shall|would|should|to be|scheduled|planned|plans?|due|expected|upcoming|forthcoming|next|until|"
    r"(?:is|are) to|set to|slated|proposed|by)\b"
)
_YEARS_BACK = 4
# What lies so many years behind a release is history to it.
_HISTORY = 4
_SOON = timedelta(days=45)
_OCCASION = re.compile(
    r"^(?:(?:[Oo]n|[Aa]t|[Dd]uring|[Ii]n) (?:the (?:latter|same|former)|that|this|the|his|her|their) (?:\w+ )?"
    r"(?:occasion|meeting|summit|visit|event|talks|forum|conference|trip|dialogue|session|stay|time in|ceremony)\b"
    r"|(?:There|Then|Here),? )"
)
# "8 November 2014. The leaders meet": a sentence that is a date, and dates the entry of a chronicle.
_ENTRY = re.compile(
    r"[\W_]*(?:(?:On|In|From|Early|Late|Mid|c)\b[.-]?\s)?(?:(?:[A-ZÀ-Þ][\w’'.-]*\s?){1,3},\s)?"
    rf"(?:(?:{'|'.join(_WEEK)}),?\s)?(?P<date>\x00)(?:,?\s\(?(?:[A-ZÀ-Þ][\w’'.-]*\s?){{1,3}}\)?)?\W*"
)
_AT_ONCE = 3
_LATER = re.compile(r"\b(?:has|have|had|having|once|formerly|previously|since)\b")
# So many sentences back an item may have told of the occasion.
_ITEM = 25
# So many sentences back a section's last date may still say which year is meant.
_SECTION = 12


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the words that prove it: its own, and those of the date that it was worked out from."""

    start: int
    end: int
    edtf: str
    spans: tuple[Span, ...]
    relative: bool = False


@once_a_sentence
def dates_of(sentence: Sentence, story: Story) -> tuple[Dated, ...]:
    """The dates of ``sentence`` in order: those told in full, and those to be worked out from the nearest before."""
    told = [Dated(m.start, m.end, str(m.value), (m.span,)) for m in sentence.of("date")]
    worked: list[Dated] = [
        d for d in _today(sentence, story) if not any(d.start < t.end and t.start < d.end for t in told)
    ]
    for relative in find_relative(sentence.text):
        start, end = sentence.start + relative.start, sentence.start + relative.end
        if any(start < d.end and d.start < end for d in told):
            continue
        anchor_told = any(d.end <= start for d in told)
        day = issued(sentence, story) if relative.anchor == "paper" else None
        # "two years before" leads away from the story, and the next "20 December" goes back to it.
        steps = worked if relative.turn or not relative.month else []
        anchor = _anchor(start, [*told, *steps], sentence, story, day)
        if relative.month and not anchor_told and (own := _by_report(Span(start, end), relative, sentence, story)):
            worked.append(own)
            continue
        if anchor is None:
            continue
        news = issued(sentence, story)
        bare = relative.month and not anchor_told
        if bare and not relative.turn and news and _long_before(anchor, news):
            anchor = news
        edtf = resolve(relative, anchor.edtf)
        if bare and not _AHEAD.search(sentence.text):
            edtf = _not_to_come(relative, edtf, news.edtf if news else story.paper.published)
        if edtf:
            worked.append(Dated(start, end, edtf, (Span(start, end), *anchor.spans), relative=True))
    led = entry_date(sentence, story)
    return tuple(sorted([*([led] if led else ()), *told, *worked], key=lambda d: d.start))


def _long_before(anchor: Dated, news: Dated) -> bool:
    """Whether a date is one of history, from which a release tells no months: "In 2004 ... In May"."""
    year, now = anchor.edtf[:4], news.edtf[:4]
    return year.isdigit() and now.isdigit() and int(year) < int(now) - _HISTORY


def entry_date(sentence: Sentence, story: Story) -> Dated | None:
    """The date that opens the entry of a chronicle as a sentence of its own, for what the entry goes on to tell.

    It holds for the next sentence, and for those behind it until one tells a date of its own or looks back or ahead. It
    stands where the sentence begins, as if it were fronted in it.
    """
    for steps, earlier in enumerate(story.before(sentence, reach=_AT_ONCE)):
        if earlier.passage is not sentence.passage:
            return None
        dates = dates_of(earlier, story) if earlier.start == earlier.passage.start else earlier.of("date")
        if len(dates) == 1 and isinstance(dates[0], Dated) and _only_date(earlier, dates[0]):
            return replace(dates[0], start=sentence.start, end=sentence.start)
        if dates or (steps == 0 and _elsewhen(sentence)):
            return None
    return None


def _by_report(span: Span, relative: Relative, sentence: Sentence, story: Story) -> Dated | None:
    """A day or month in a UN report whose paragraph tells no year: the last before the report was issued."""
    paper = story.paper
    if paper.publisher != "United Nations" or len(paper.published) != _DAY or relative.step or relative.turn:
        return None
    if any(m.label == "date" for m in story.mentions_in(sentence.passage.start, span.start)):
        return None
    edtf = _not_to_come(relative, resolve(relative, paper.published[:4]), paper.published)
    return Dated(span.start, span.end, edtf, (span,), relative=True) if edtf else None


def _elsewhen(sentence: Sentence) -> bool:
    """Whether a sentence tells of another time than that of its entry: by a date, or looking back or ahead."""
    return bool(sentence.of("date") or _LATER.search(sentence.text) or _AHEAD.search(sentence.text))


def _only_date(sentence: Sentence, dated: Dated) -> bool:
    before, behind = sentence.between(sentence.start, dated.start), sentence.between(dated.end, sentence.end)
    return _ENTRY.fullmatch(f"{before}\x00{behind}") is not None


def _not_to_come(relative: Relative, edtf: str, published: str) -> str:
    """``edtf``; where it lies well behind the day of the paper, the last such day or month before that day."""
    exact = len(published)
    latest = (date.fromisoformat(published) + _SOON).isoformat() if exact == _DAY else published
    year = int(edtf[:4]) if edtf[:4].isdigit() else 0
    for back in range(_YEARS_BACK) if exact > len("2025") and year else ():
        earlier = resolve(relative, f"{year - back}")
        if earlier[:exact] <= latest[: len(earlier)]:
            return earlier
    return edtf


def issued(sentence: Sentence, story: Story) -> Dated | None:
    """The date of the release or news item that ``sentence`` stands in: when what it announces was announced."""
    item = story.item(sentence)
    if item is None or item.date is None or not item.news:
        return None
    return Dated(item.date.start, item.date.end, str(item.date.value), (item.date.span,), relative=True)


def _today(sentence: Sentence, story: Story) -> Iterator[Dated]:
    """ "today", "yesterday", "on Monday", "this week", told from the day of the item."""
    day = issued(sentence, story)
    if day is None or len(day.edtf) != _DAY:
        return
    anchor = date.fromisoformat(day.edtf)
    for match in _DAYS.finditer(sentence.text):
        back = (
            0
            if match["today"] or match["week"]
            else 1
            if match["yesterday"]
            else (anchor.weekday() - _WEEK.index(match["day"])) % 7
        )
        start, end = sentence.start + match.start(), sentence.start + match.end()
        told = _month_of_week(anchor) if match["week"] else (anchor - timedelta(days=back)).isoformat()
        yield Dated(start, end, told, (Span(start, end), *day.spans), relative=True)


def _month_of_week(day: date) -> str:
    """The month of the week of ``day``; both where that week belongs to two."""
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=len(_WEEK) - 1)
    return f"{day:%Y-%m}" if first.month == last.month else f"{first:%Y-%m}/{last:%Y-%m}"


def of_event(dated: Dated) -> Dated:
    """``dated`` as the date of what is pledged or signed: of a meeting of several days, its month (the guidelines)."""
    days = re.fullmatch(r"(\d{4}-\d{2})-\d{2}/(\d{4}-\d{2})-\d{2}", dated.edtf)
    return replace(dated, edtf=days[1]) if days and days[1] == days[2] else dated


def _anchor(start: int, told: Sequence[Dated], sentence: Sentence, story: Story, today: Dated | None) -> Dated | None:
    """The nearest date told before ``start``: in the sentence, in those before it, in the section, of the item.

    ``today`` is the day of the news item, for what is told from it ("last year"): it comes before other sentences.
    """
    before = [d for d in told if d.end <= start]
    if before or today:
        return max(before, key=lambda d: d.start) if before else today
    for earlier in story.before(sentence, reach=_SECTION):
        last = _last_of(earlier, story)
        if last is not None:
            return last
    item = story.dated_item(sentence)
    if item is None or item.date is None:
        return None
    return Dated(item.date.start, item.date.end, str(item.date.value), (item.date.span,))


def _last_of(sentence: Sentence, story: Story) -> Dated | None:
    """The last date that ``sentence`` tells: in full, or, where it goes on from one before ("two years later"), worked
    out."""
    steps = [r for r in find_relative(sentence.text) if not r.month]
    told = sentence.of("date")
    if steps and (not told or told[-1].end <= sentence.start + steps[-1].start):
        worked = [d for d in dates_of(sentence, story) if d.relative]
        if worked:
            return worked[-1]
    return Dated(told[-1].start, told[-1].end, str(told[-1].value), (told[-1].span,)) if told else None


def occasion_date(sentence: Sentence, story: Story) -> Dated | None:
    """The date told last before, where the sentence says "on that occasion" or "at the meeting".

    It is told in the sentence before, or anywhere before in the same item of news: of several days their month.
    """
    if not _OCCASION.search(sentence.text):
        return None
    item = story.item(sentence)
    within = item is not None and item.news
    for earlier in story.before(sentence, reach=_ITEM if within else 1):
        if earlier.passage is sentence.passage or (within and item and earlier.start > item.dateline.end):
            found = [d for d in dates_of(earlier, story) if not d.relative]
            if found:
                return of_event(found[-1])
    return None
