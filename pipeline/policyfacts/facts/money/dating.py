"""When money changed hands: of a sentence's dates the one that its sum, or its predicate, is told with."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from policyfacts.facts.dates import Dated, issued, of_event
from policyfacts.facts.money.events import Told
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.totals import added_up
from policyfacts.frames import Frame
from policyfacts.language.projectnames import has_work

# A date that says until when, and no date of an event.
_UNTIL = re.compile(
    r"\b(?:by|until|till|up to|through|towards|agenda|vision|to|for|over|before|due|maturing)\s"
    r"(?:the\s)?(?:(?:end|beginning|middle|years?|period) (?:of |from )?|years? )?$",
    re.IGNORECASE,
)
_NOT_UNTIL = re.compile(r"\bnot\b[^.;]{1,90}\buntil\s$")
_LISTED = re.compile(r"\s?(?:\([^)]*\)\s?)?(?:,|and|, and|or|to)\s(?:(?!down|up|from|against|than)[\w’-]+\s){0,4}?")
# "Under the agreement signed on 4 March it lends $2 million": its day is that of the text.
_DONE = frozenset({"disbursed", "committed", "signed", "announced", "pledged"})
# "Our fifteenth drawdown since August 2021" tells from when they are counted.
_COUNTED_SINCE = re.compile(
    r"\b(?:first|second|third|[a-z]+th)\s(?:[\w-]+\s)?(?:drawdown|package|tranche|instal?lment|grant|loan)\b[^;]*\bsince\s$"
)
# The year of a plan's or an act's title dates nothing that is given.
_TITLED = re.compile(
    r"\s(?:[A-Z][\w’&-]*\s){1,5}?(?:Plan|Appeal|Strategy|Act|Programme|Program|Report|Agenda|Roadmap|Framework)\b"
)
_SCENES = frozenset({"at", "in", "during", "after", "following"})
_OF_TEXTS = frozenset({"contract"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HAD = re.compile(r"\bhad\s(?:\w+\s){0,2}$")
_WHEN = frozenset({"on", "in", "since", "from", "by", "at"})
# "in service since 2012"
_SERVES = re.compile(
    r"\b(?:in\s(?:service|operation|use|traffic)|(?:open|operational|running|under\sway|under\sconstruction|at\swork))\s"
    r"(?:[^,;:.\d]{0,40}\s)?since\s$"
)
_FOR_WHICH = re.compile(r"\b(?:for|to|towards|into)\s(?:which|whom)\b")
_OPENED = re.compile(r"(?:(?:In|On|Since|From|During|By|At)\s)?(?:[A-Z][\w-]+,\s)?(?:(?:in|on)\s)?(?:the\s)?")
_CLAUSES = frozenset({"relcl", "acl", "advcl"})


def date_of(line: Line, index: int, told: Told | None) -> Dated | None:
    """The date of sum number ``index`` in its own sentence, if it has one."""
    future = told is not None and told.value == "proposed"
    dates = [d for d in line.dates if _dates_events(line, d, future=future) and not of_another(line, d, index, told)]
    dates = [d for d in dates if not of_work(line, d, line.sums[index].start)]
    day = issued(line.sentence, line.story)
    if day and told is not None and told.value in _DONE and told.frame and told.frame.tense == "past":
        dates = [d for d in dates if not _behind_day(d, day)]
    if not dates:
        return None
    first = line.sums[0]
    fronted = [d for d in dates if d.end <= first.start]
    found = _carried(line, index, dates) if fronted or len(line.sums) == 1 else _behind(line, index, dates)
    return of_event(_over_days(line, found)) if found else None


def _behind_day(dated: Dated, day: Dated) -> bool:
    """Whether a date is yet to come on the ``day`` of a release, so that nothing told as done has it."""
    told, now = dated.edtf, day.edtf
    return _DAY.fullmatch(told) is not None and _DAY.fullmatch(now) is not None and told > now


def _over_days(line: Line, found: Dated) -> Dated:
    """Two days of one month that "and" joins are one span: "on 28 and 29 February 2004"."""
    for one, other in pairwise(line.dates):
        both = _DAY.fullmatch(one.edtf) and _DAY.fullmatch(other.edtf) and one.edtf[:7] == other.edtf[:7]
        if both and found in (one, other) and line.between(one.end, other.start) == " and ":
            return replace(one, end=other.end, edtf=f"{one.edtf}/{other.edtf}", spans=(*one.spans, *other.spans))
    return found


def _carried(line: Line, index: int, dates: list[Dated]) -> Dated | None:
    """Dates that stand before their sums hold for all that follow, until the next one."""
    core, zone = line.sums[index], line.zone(index)
    within = line.clause(index)
    own = [d for d in dates if zone.start <= d.start < zone.end and within.start <= d.start < within.end]
    if own:
        return min(own, key=lambda d: (abs(d.start - core.start), d.start))
    before = [d for d in dates if d.start < core.start]
    return before[-1] if before else next(iter(dates), None)


def _behind(line: Line, index: int, dates: list[Dated]) -> Dated | None:
    """Dates that stand behind their sums: its own, or that of the next sum of its list."""
    for here in range(index, len(line.sums)):
        zone = line.zone(here)
        own = [d for d in dates if line.sums[here].end <= d.start < zone.end]
        if own:
            return own[0]
        if here + 1 < len(line.sums) and added_up(line, here + 1):
            return None
        if here + 1 < len(line.sums) and not _LISTED.fullmatch(
            line.between(line.sums[here].end, line.sums[here + 1].start)
        ):
            return None
    return None


def _dates_events(line: Line, dated: Dated, *, future: bool) -> bool:
    before = line.between(line.sentence.start, dated.start)
    if not future and _UNTIL.search(before) and not _NOT_UNTIL.search(before):
        return False
    if _TITLED.match(line.between(dated.end, line.sentence.end)) and dated.edtf.isdigit():
        return False
    return not ("/" in dated.edtf and before.endswith("(")) and not counted_from(line, dated)


def counted_from(line: Line, dated: Dated) -> bool:
    """Whether a date only tells from when gifts are counted: "our fifteenth drawdown since August 2021"."""
    return _COUNTED_SINCE.search(line.between(line.sentence.start, dated.start)) is not None


def of_another(line: Line, dated: Dated, index: int, told: Told | None) -> bool:
    """Whether a date belongs to a clause inside another phrase, whose verb is not the one that tells the event."""
    if line.reading is None:
        return False
    clauses, base = line.reading.clauses, line.sentence.start
    if told is not None and told.frame is not None and _earlier(line, told.frame, dated):
        return True
    head = clauses.tree.head_of(dated.start - base, dated.end - base)
    if head is None:
        return False
    for above in (head, *clauses.tree.ancestors(head)):
        token = clauses.token(above)
        if token.pos not in {"VERB", "AUX"}:
            continue
        start = base + token.start
        if told is not None and told.span.start <= start < told.span.end:
            return False
        signed = any(f.start == start and f.sense in _OF_TEXTS for f in line.frames)
        if (
            token.dep not in _CLAUSES
            or signed
            or any(f.start == start and _of_sum(line, f, index) for f in line.frames)
        ):
            return False
        low, high = clauses.extent(above)
        inside = base + low <= line.sums[index].start < base + high
        return not inside and not _sets_scene(line, token.head, index)
    return False


def of_work(line: Line, dated: Dated, core: int) -> bool:
    """Whether a date tells when a work was begun or opened, or since when it serves.

    "The dam, opened in 2013, was paid with a loan of $2 million"; "in service since 2012". One that opens the sentence
    holds for all of it; ``core`` is where the sum stands.
    """
    lead = line.between(line.sentence.start, dated.start)
    if _SERVES.search(lead):
        return True
    if _OPENED.fullmatch(lead):
        return False
    if _for_which(line, dated, core):
        return True
    frames = line.reading.frames if line.reading else ()
    money = {f.start for f in frames if f.family == "money" and any(a.start <= core < a.end for a in f.arguments)}
    for frame in frames:
        if frame.family != "works" or frame.form == "nominal" or frame.start in money or frame.event == "cancelled":
            continue
        taken = any(a.marker in _WHEN and not a.nested and a.start <= dated.start < a.end for a in frame.arguments)
        if taken and has_work(line.between(*frame.clause)):
            return True
    return False


def _for_which(line: Line, dated: Dated, core: int) -> bool:
    """Whether a sum stands in a clause on who paid, and the date outside it: "opened in May, for which Oslo lent"."""
    frames = line.reading.frames if line.reading else ()
    inner = next((f for f in frames if f.form == "relative" and f.clause.start <= core < f.clause.end), None)
    if inner is None or inner.family != "money" or inner.clause.start <= dated.start < inner.clause.end:
        return False
    if _FOR_WHICH.search(line.between(inner.clause.start - len("towards "), inner.start)) is None:
        return False
    outer = [f for f in frames if f.family in {"money", "texts"} and f.form != "nominal" and f is not inner]
    return not any(a.start <= dated.start < a.end for f in outer for a in f.arguments if not a.nested)


def _earlier(line: Line, frame: Frame, dated: Dated) -> bool:
    """Whether a relative clause tells what had been done before that date: "opened in May, for which it had lent"."""
    if frame.form != "relative" or frame.clause.start <= dated.start < frame.clause.end:
        return False
    return _HAD.search(line.between(frame.clause.start, frame.start)) is not None


def _sets_scene(line: Line, noun: int, index: int) -> bool:
    """Whether a clause hangs by what opens the sentence or tells where: "at its summit, which met in May, it gave"."""
    if line.reading is None:
        return False
    clauses = line.reading.clauses
    token = clauses.token(noun)
    if token.dep == "pobj" and clauses.words[token.head] in _SCENES:
        return True
    return line.sentence.start + token.end <= line.sums[index].start and token.dep in {"nsubj", "nsubjpass"}


def _of_sum(line: Line, frame: Frame, index: int) -> bool:
    """Whether a predicate tells of the sum number ``index`` itself: "the $2 million that Norway lent in 2009"."""
    at = line.sums[index].start
    return bool(frame.event) and frame.sense != "agree" and any(a.start <= at < a.end for a in frame.arguments)
