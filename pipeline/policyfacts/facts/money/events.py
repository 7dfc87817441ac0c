"""What became of money: the predicate that bears the sum, what stands over it, and how surely both are told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policyfacts.facts.cues import first_cue
from policyfacts.facts.money.flows import BESIDE, Flow
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.promises import promise_of
from policyfacts.facts.money.totals import added_up
from policyfacts.frames import Frame
from policyfacts.records import Slot, Span

# These outweigh what stands nearer to the sum: a grant that was approved and then cancelled is cancelled.
_FIRST = ("cancel", "repay", "increase")
# Standing over another predicate these say what has become of it so far: "pledged to give", "signed to lend".
_OVER = ("announce", "contract", "pledge", "seek", "plan")
_AHEAD = frozenset("give grant lend invest receive pay take secure borrow finance guarantee forgive draw have".split())
# Who gathers promises has nothing yet.
_GATHERING = frozenset({"take", "secure", "receive", "go", "have"})
_PROMISE = re.compile(r"pledges?|promises?|offers?\b")
# What came from somebody is what he promised: "the largest commitment came from Norway".
_CAME = re.compile(r"(?:[\w-]+\s)*(?:pledges?|promises?|commitments?)\b")
_SAID_THAT = re.compile(
    r"\b(?:said|told|announced|declared|promised|confirmed|stated|agreed|added)\b[^.;]*\bwould\s(?:\w+\s)?$"
)
_TOTAL = re.compile(r"\b(?:in total|in all|all told|altogether|overall(?! \w)|cumulatively)\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:on average|a year|per year|annually|every year|each year|between (?:\w+ )?\d{4} and (?:\w+ )?\d{4}|"
    r"from \d{4} (?:to|through|until) \d{4}|in \d{4} alone)\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have|had)\s(?:\w+\s){0,2}$")
# "Not approved until May"
_NOT_UNTIL = re.compile(r"\buntil (?!(?:it|they|he|she|the|a|an)\b)[\w ]{0,20}\d")
_IS = re.compile(
    r"(?:(?:\b(?:is|are|am)|[’'](?:s|re|m))\s(?:(?:also|now|today|currently|already)\s)?|in the process of\s)$"
)
# What is drawn from stocks for somebody else has been decided on.
_DRAWDOWN = re.compile(r"drawdown\b", re.IGNORECASE)
_AS_ANNOUNCED = re.compile(r"As\s(?:[\w’.-]+\s){0,5}?(?P<verb>announced)\b[^,]{0,60},")
_BIDDEN = re.compile(
    r"\b(?:authori[sz]|direct|instruct|order|task|work)(?:ed|es|s|ing)?\s[^,;.]{0,60}?\bto\s(?:\w+ly\s)?$"
)
# A text of its own stands behind each of these.
_INSTRUMENTS = frozenset({"loan", "grant", "credit line", "guarantee"})


@dataclass(frozen=True, slots=True)
class Told:
    """The event of a flow, the words that tell it, and the predicate's name; ``frame`` is empty for a bare cue."""

    value: str
    span: Span
    name: str
    frame: Frame | None = None


def event_of(line: Line, index: int, flow: Flow) -> Told | None:
    """What the sentence says became of sum number ``index``; ``None`` where it says nothing."""
    core = line.sums[index]
    if total := added_up(line, index):
        return Told("reported", total, "amount")
    borne = [b.frame for b in flow.bearings if b.frame.sense != "amount"]
    over = [f for f in (line.reading.over(core.start, core.end) if line.reading else ()) if f.family == "money"]
    above = [f for f in over if f.form != "nominal" and f.sense != "amount"]
    nearest = next((f for f in borne if f.event), None)
    if told := _foremost(line, borne, above) or _promised(line, flow, nearest):
        return told
    if over_it := _stated_over(nearest, (*borne, *above)):
        return _told(over_it, over_it.event)
    if nearest is not None:
        return _told(nearest, _by_mood(line, nearest, above))
    if line.reading is None and (cue := first_cue("funds_events", line.sentence, core.span, line.clause(index))):
        return Told(cue.value, cue.span, cue.name)  # by words alone, where no parser is at work
    return _in_passing(line, flow, borne)


def _foremost(line: Line, borne: Sequence[Frame], above: Sequence[Frame]) -> Told | None:
    """What outweighs the predicate that stands nearest to the sum, if anything does."""
    if told := _as_announced(line, above):
        return told
    if announced := _announced(borne, above):
        return _told(announced, announced.event)
    for sense in _FIRST:
        if frame := next((f for f in borne if f.sense == sense), None):
            meant = frame.mood == "planned" and any(f.sense == "plan" for f in above)
            return _told(frame, "proposed" if meant else frame.event)
    return None


def _promised(line: Line, flow: Flow, nearest: Frame | None) -> Told | None:
    """The noun that tells that money has only been promised."""
    if nearest and nearest.sense in _AHEAD and (promise := promise_of(line, nearest)):
        return Told("pledged", promise.span, "pledge")
    if flow.noun and flow.noun.distance <= BESIDE and (nearest is None or nearest.sense in _GATHERING | {"arrive"}):
        words = line.between(*flow.noun.span).lower()
        came = nearest is not None and nearest.sense == "arrive"
        if match := (_CAME if came else _PROMISE).match(words):
            return Told("pledged", flow.noun.span, match[0])
    return None


def _in_passing(line: Line, flow: Flow, borne: Sequence[Frame]) -> Told | None:
    """What a sentence tells of money whose own predicate tells no event."""
    if borne and borne[0].sense == "finance" and borne[0].tense == "future":
        return _told(borne[0], "committed")
    if flow.noun and _DRAWDOWN.search(line.between(line.sentence.start, flow.noun.span.end)):
        return next((_told(f, f.event) for f in line.frames if f.sense == "appropriate" and not f.negated), None)
    sizes = next((b.frame for b in flow.bearings if b.frame.sense == "amount"), None)
    return _told(sizes, "reported") if sizes and flow.noun else None


def _stated_over(nearest: Frame | None, frames: Sequence[Frame]) -> Frame | None:
    """The predicate of ``frames`` over the ``nearest`` one that says what has become of it so far, if any does."""
    for sense in _OVER:
        frame = next((f for f in frames if f.sense == sense), None)
        if frame is None or frame is nearest:
            continue
        if nearest is None or (nearest.sense in _AHEAD and _open(nearest, frame)):
            return frame
    return None


def _as_announced(line: Line, above: Sequence[Frame]) -> Told | None:
    """ "As I announced yesterday, we are providing $2 million": money that was announced."""
    match = _AS_ANNOUNCED.match(line.sentence.text)
    if match is None or any(f.negated for f in above):
        return None
    span = Span(line.sentence.start + match.start("verb"), line.sentence.start + match.end("verb"))
    return Told("announced", span, "announce")


def _announced(borne: Sequence[Frame], above: Sequence[Frame]) -> Frame | None:
    """The announcement of what is still to come, or of a founding that another clause describes.

    "announced that it would raise the loan to ..."; "announced the launch of a fund, set up by two banks"; "announced
    the decision to set up a fund".
    """
    told = next((f for f in (*borne, *above) if f.sense == "announce" and f.form != "participle"), None)
    if told is None:
        return None
    raised = next((f for f in borne if f.sense == "increase"), None)
    nearest = next((f for f in borne if f.event), None)
    founded = nearest is not None and nearest.sense == "establish" and nearest.start > told.end
    described = founded and nearest is not None and (nearest.form == "participle" or nearest.mood == "planned")
    return told if described or (raised is not None and _open(raised, told)) else None


def _open(below: Frame, above: Frame) -> bool:
    """Whether what stands ``below`` another predicate is still to come, so that the one above tells the state."""
    return below.mood != "" or below.tense == "future" or (above.sense == "contract" and below.tense != "past")


def _by_mood(line: Line, frame: Frame, above: Sequence[Frame]) -> str:
    """What a predicate tells by how surely it is told: done, to come, promised, or only thought of."""
    stated = {"announce", "pledge", "contract", "seek", "plan", "establish"}
    if frame.mood == "possible":
        return "pledged" if _SAID_THAT.search(line.between(line.sentence.start, frame.start)) else "proposed"
    if frame.sense in stated:
        return "proposed" if frame.mood and frame.sense == "contract" else frame.event
    if frame.mood == "planned":
        if frame.lemma == "contribute":
            return "pledged"
        done = frame.tense == "future" or _agreed(line, frame) or any(f.sense == "agree" for f in above)
        return "committed" if done else "proposed"
    if frame.event == "disbursed" and frame.verb is None and _still_open(line, frame):
        return "proposed" if any(f.sense == "plan" for f in above) else "committed"
    return frame.event


def _going_on(line: Line, frame: Frame) -> bool:
    """Whether money is being given: "is providing $2 million", of which nobody says that it has been paid."""
    before = line.between(max(line.sentence.start, frame.start - 25), frame.start)
    return _IS.search(before) is not None and line.between(*frame.span).split()[0].endswith("ing")


def _still_open(line: Line, frame: Frame) -> bool:
    """Whether nothing has been paid yet: what is being or to be given, or what one has been told to give."""
    to_be = frame.tense == "present" and line.between(frame.start - 3, frame.start) == "to "
    return to_be or _going_on(line, frame) or _bidden(line, frame)


def _bidden(line: Line, frame: Frame) -> bool:
    """Whether somebody has only been told to give: "authorised the ministry to provide $2 million"."""
    return _BIDDEN.search(line.between(max(line.sentence.start, frame.start - 90), frame.start)) is not None


def _agreed(line: Line, frame: Frame) -> bool:
    before = line.between(max(line.sentence.start, frame.start - 40), frame.start)
    return (
        re.search(r"\b(?:agreed|decided|undertook|resolved|is|are|was|were)\s(?:\w+ly\s)?to\s(?:\w+ly\s)?$", before)
        is not None
    )


def _told(frame: Frame, value: str) -> Told:
    return Told(value, frame.span, frame.sense, frame)


def denied(line: Line, frame: Frame) -> bool:
    """Whether a predicate says what was not done; "not approved until May" says that it was."""
    return frame.negated and _NOT_UNTIL.search(line.between(frame.end, frame.clause.end)) is None


def by_default(line: Line, index: int, flow: Flow) -> Slot:
    """The event of a sum of which nothing is told but its noun.

    One loan or grant that there is has been committed; of several, and of help in general, the text states the size.
    """
    one = flow.noun is not None and not flow.weak and flow.kind in _INSTRUMENTS
    words = line.between(*flow.span).lower() if one else ""
    within = line.clause(index)
    held = line.between(max(within.start, flow.span.start - 4), flow.span.start) == " on "
    stock = held or words.endswith(("s", "ing", "debt")) or _PERIOD.search(line.between(*within)) is not None
    stock = stock or any(f.sense == "finance" and within.start <= f.start < within.end for f in line.frames)
    return Slot("committed" if one and not stock else "reported", (flow.span if one else line.sums[index].span,))


def totalled(line: Line, index: int, told: Told | None) -> Span | None:
    """The words that make a sum a running total or a yearly sum, of which the text only states how large it is."""
    if told is None or told.value not in {"committed", "disbursed"} or (told.frame and told.frame.tense == "future"):
        return None
    within = line.clause(index)
    words = line.between(within.start, within.end)
    perfect = told.frame is None or _PERFECT.search(line.between(within.start, told.span.start)) is not None
    # "Loans of $4 million in total were approved on Monday" tells of one day's doing.
    match = _PERIOD.search(words) or (_TOTAL.search(words) if perfect else None)
    return Span(within.start + match.start(), within.start + match.end()) if match else None
