"""Is a sum money that changes hands, and of what kind; or a figure of trade, cost or the economy?

Two things tell: the noun that the sum is a sum of, and the predicate whose theme it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policyfacts.facts.asked import asked_once
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.nouns import Noun, compared, nouns_of
from policyfacts.facts.money.series import dealt, owner_of
from policyfacts.facts.money.totals import added_up
from policyfacts.frames import Argument, Frame
from policyfacts.records import Span

# A noun farther from its sum than this, in characters weighted by their tie, needs a predicate to vouch for it.
_REACH = 160
_FAR = 500
# Nearer than this a noun is the sum's own.
BESIDE = 25
_NEARER = 40
# How plainly a phrase names a party that it only mentions (see ``Line.party_of``).
_IN_PASSING = 2
# What each predicate makes of money of which no noun tells the kind.
_KINDS = {
    "lend": "loan",
    "borrow": "loan",
    "draw": "loan",
    "deposit": "loan",
    "repay": "loan",
    "invest": "investment",
    "buy": "investment",
    "guarantee": "guarantee",
    "forgive": "debt relief",
}
# These make money change hands by themselves; the others only beside a noun of money, or with both sides told.
TELLING = frozenset(
    (
        "give grant lend pledge receive secure borrow draw repay forgive invest guarantee announce seek cancel arrive "
        "appropriate deposit"
    ).split()
)
# "from $2 million to nearly $3 million"
_FROM = re.compile(r"\bfrom\s(?:\w+\s)?$")
_TO = re.compile(r"\sto\s(?:\w+\s){0,2}")
# What guests, students and trade bring is no money given: "contributed $2 million to the economy".
_TO_ECONOMY = re.compile(
    r"\s(?:[a-z]+\s){0,2}(?:to|into|in)\s(?:the\s|its\s|our\s)?(?:[\w.’-]+\s){0,3}(?:economy|economies|GDP)\b"
)
# "bought $2 million worth of maize" is trade, "bought shares worth $2 million" an investment.
_BUYING = re.compile(r"(?:bought|purchas|acquir)", re.IGNORECASE)
_WORTH_OF = re.compile(r"[’']?\s(?:worth|in value)\sof\s(?P<what>[^,;.]{1,60})")
_WORTH = re.compile(r"(?P<what>\b[\w’-]+(?:\s[\w’-]+){0,3}),?\s(?:worth|valued at|to the value of)\s(?:[\w-]+\s){0,2}$")
_INVESTED_IN = re.compile(
    r"\b(?:stakes?|shares?|sharehold\w+|stock|equity|bonds?|notes|bills|debt|securities|assets?|rights?|"
    r"concessions?|property|properties|real estate|land|hotels?|mines?|plants?|ports?|terminals?|factor(?:y|ies)|"
    r"compan(?:y|ies)|firms?|banks?|acquisitions?|capital|interests?|licen[cs]es?|currency|dollars|SDRs?)\b",
    re.IGNORECASE,
)
# "Donated $2 million in food aid": the noun tells of what kind the money is.
_GAVE = re.compile(r"(?:donat|contribut|invest)(?:e|es|ed|ing)", re.IGNORECASE)
_MADE_OF = re.compile(r"\s(?:in|as|worth of)\s(?:(?!and\b|the\b|our\b|its\b)[\w’'-]+\s){0,4}")
_THEME = frozenset({"theme", "amount", "addition", "total"})


@dataclass(frozen=True, slots=True)
class Bearing:
    """A predicate whose theme a sum is; ``depth`` counts those between."""

    frame: Frame
    theme: Argument
    depth: int


@dataclass(frozen=True, slots=True)
class Flow:
    """A sum as money that changes hands: its ``kind``, the words at ``span`` that say so, and what bears it.

    ``verbal``: no noun but the predicate tells. ``weak``: a name or a giver must vouch for it.
    """

    kind: str
    span: Span
    noun: Noun | None = None
    verbal: bool = False
    weak: bool = False
    bearings: tuple[Bearing, ...] = ()

    @property
    def sense(self) -> str:
        """The sense of the nearest verb, empty without one."""
        return next((b.frame.sense for b in self.bearings), "")


@asked_once
def flow_of(line: Line, index: int) -> Flow | None:
    """What the sum number ``index`` is; ``None`` for a figure of trade, cost or the economy."""
    span = line.sums[index].span
    if compared(line.sentence, span) or _changed(line, index):
        return None
    noun = _own_noun(line, index)
    if _no_gift(line, index, noun):
        return None
    borne = tuple(bearings(line, index, noun))
    verb = next((b for b in borne if b.frame.sense in TELLING or _taken_from(line, b.frame)), None)
    near = None if verb else line.verb_near(index, TELLING)
    word = (verb.frame.sense, verb.frame.span) if verb else (near[0].name, near[1]) if near else None
    if dealt(line, index) and (noun is None or noun.kind or noun.distance > _NEARER) and (series := _series_noun(line)):
        return replace(series, bearings=borne)
    if noun and noun.kind and noun.distance <= (_REACH if noun.weak else _FAR):
        if not noun.weak and noun.distance <= _REACH:
            lent = noun.kind == "aid" and word is not None and word[0] in {"lend", "borrow"}
            return Flow("loan" if lent else noun.kind, noun.span, noun, bearings=borne)
        if word and (noun.weak or word[0] in _KINDS):
            return Flow(_KINDS.get(word[0], "aid"), word[1], noun, verbal=True, bearings=borne)
        return Flow(noun.kind, noun.span, noun, weak=noun.weak, bearings=borne)
    if noun and not noun.kind and noun.distance <= _REACH:
        owed = noun.name == "debt stock" and word is not None and word[0] in {"forgive", "repay"}
        if not owed and not (word and noun.distance > _NEARER):
            return None
    if word is not None:
        return Flow(_KINDS.get(word[0], "aid"), word[1], None, verbal=True, bearings=borne)
    own = added_up(line, index) or (span if owner_of(line, index) else None)
    return Flow("aid", own, None, verbal=True, bearings=borne) if own else None


def _no_gift(line: Line, index: int, noun: Noun | None) -> bool:
    """Whether a sum is what goods were bought for, or what an economy has from guests and trade."""
    if noun and _BUYING.match(line.between(*noun.span)) and _goods(line, index):
        return True
    weak = noun is None or noun.weak
    return weak and _TO_ECONOMY.match(line.between(line.sums[index].end, line.sentence.end)) is not None


def _goods(line: Line, index: int) -> bool:
    """Whether what is bought is told by its worth and is nothing to invest in: "$2 million worth of maize"."""
    core = line.sums[index]
    behind = _WORTH_OF.match(line.between(core.end, line.sentence.end))
    before = _WORTH.search(line.between(line.sentence.start, core.start))
    told = behind["what"] if behind else before["what"] if before else ""
    return bool(told) and _INVESTED_IN.search(told) is None


def _changed(line: Line, index: int) -> bool:
    """Whether a sum is only what another was before: "raised its gift from $2 million to $3 million"."""
    if index + 1 == len(line.sums) or not any(f.sense in {"increase", "cancel", "amount"} for f in line.frames):
        return False
    core, behind = line.sums[index], line.sums[index + 1]
    before = line.between(max(line.sentence.start, core.start - 12), core.start)
    return _TO.fullmatch(line.between(core.end, behind.start)) is not None and _FROM.search(before) is not None


def _taken_from(line: Line, frame: Frame) -> bool:
    """Whether a weak verb of taking names whom from: "the $2 million that Peru won from the bank"."""
    if frame.sense != "take":
        return False
    told = [line.party_of(a) for role in ("provider", "recipient") for a in frame.of(role)]
    return len([p for p in told if p and p[1] < _IN_PASSING]) > 1


def _series_noun(line: Line) -> Flow | None:
    """What a series of parties with sums in brackets deals out: the last noun of money before it."""
    first = next(i for i in range(len(line.sums)) if dealt(line, i))
    core = line.sums[first]
    nouns = [n for n in nouns_of(line.sentence, core.span, line.held) if n.kind and n.span.end <= core.start]
    if nouns:
        last = max(nouns, key=lambda n: (not n.weak, n.span.end))
        return Flow(last.kind, last.span, last)
    told = [f for f in line.frames if f.sense in TELLING or f.sense in {"finance", "invest"}]
    return Flow(_KINDS.get(told[0].sense, "aid"), told[0].span, verbal=True) if told else None


def _own_noun(line: Line, index: int) -> Noun | None:
    """The noun of the sum number ``index``: the head of its phrase where that is one of money, else the nearest."""
    core = line.sums[index]
    found = sorted(nouns_of(line.sentence, core.span, line.held), key=lambda n: (n.distance, n.order, n.span.start))
    if head := line.modified(index):
        own = next((n for n in found if n.kind and n.span.start <= head.start < n.span.end), None)
        own = own or next((n for n in found if n.span.start <= head.start < n.span.end), None)
        if own:
            return replace(own, distance=min(own.distance, 1))
    sized = [
        f
        for f in line.frames
        if f.sense in {"amount", "increase"} and any(_carries(a, [core.start]) for a in f.arguments)
    ]
    for subject in (a for f in sized for a in f.arguments if a.marker == "subject"):
        # "Chinese financing of roads in Togo amounted to $2 million": what the sum is the size of.
        own = next((n for n in found if n.span.start <= subject.head < n.span.end), None)
        if own:
            return replace(own, distance=min(own.distance, BESIDE))
    if found and _GAVE.fullmatch(line.between(*found[0].span)):
        behind = (n for n in found if n.kind and not n.weak and n.span.start >= core.end)
        beside = next((n for n in behind if _MADE_OF.fullmatch(line.between(core.end, n.span.start))), None)
        return beside or found[0]
    return found[0] if found else None


def bearings(line: Line, index: int, noun: Noun | None) -> Iterator[Bearing]:
    """The predicates whose theme the sum number ``index`` is, or the noun beside it, the nearest first."""
    core = line.sums[index]
    starts = [core.start]
    if noun and noun.kind and noun.distance <= _REACH:
        starts.append(noun.span.start)
    over = {f.start: n for n, f in enumerate(line.reading.over(core.start, core.end))} if line.reading else {}
    found = []
    raised = {f.start for f in line.frames if any(_carries(a, [core.start]) for a in f.of("total", "addition"))}
    for frame in line.frames:
        if frame.form == "nominal" or (frame.start in raised and frame.sense != "increase"):
            continue
        theme = next((a for a in frame.arguments if _carries(a, starts)), None) or _displaced(line, frame, core.start)
        if theme is not None:
            found.append((over.get(frame.start, 50 + abs(frame.start - core.start)), frame, theme))
    for depth, (_, frame, theme) in enumerate(sorted(found, key=lambda f: f[0])):
        yield Bearing(frame, theme, depth)


def _displaced(line: Line, frame: Frame, at: int) -> Argument | None:
    """The object of a verb of giving whose sum the tree has lost: "lent Kenya and Togo JPY 2 billion each"; of "made $2
    million available" what stands nearest."""
    if frame.sense not in {"give", "grant", "lend", "pledge"} or not frame.start <= at < frame.clause.end:
        return None
    if frame.lemma == "make available" and not any(frame.of("theme", "object")):
        return frame.arguments[0] if frame.arguments and abs(at - frame.end) <= _NEARER else None
    if any(frame.start < f.start < at for f in line.frames if f.form != "nominal"):
        return None
    objects = [a for a in frame.arguments if a.marker in {"object", "object2"} and a.end <= at]
    found = next((a for a in objects if (told := line.party_of(a)) and told[1] < 2), None)
    return found if found and at - found.end <= _NEARER else None


def _carries(argument: Argument, starts: list[int]) -> bool:
    if argument.nested or not (argument.role in _THEME or argument.marker in {"object", "with"}):
        return False
    return any(argument.start <= start < argument.end for start in starts)
