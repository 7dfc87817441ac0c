"""What to call a flow of money: the instrument's own name, or its noun and what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policyfacts.facts.money.antecedents import fuller_name
from policyfacts.facts.money.flows import BESIDE, Flow
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.nouns import instruments
from policyfacts.facts.money.purpose import OPEN_END, goes_where, purpose_of
from policyfacts.facts.money.series import item_of
from policyfacts.facts.money.sides import Sides, all_lend
from policyfacts.facts.parties import Party
from policyfacts.facts.purposes import for_works, for_works_before
from policyfacts.records import Mention, Span
from policyfacts.values.countries import name_of

_NAME_REACH = 130
_NAMED_KINDS = ("credit line", "loan", "debt relief", "guarantee", "grant")
# What joins a sum and the instrument that it goes to, or belongs to.
_TIED = re.compile(
    r"(?:,|\s\([^()]*\))?\s(?:(?:in|of|as) (?:[\w-]+\s){1,4})?(?:(?:was|were|will be|to be|is|are) \w+ )?"
    r"(?:to|for|into|through|under|from|via|by|with|of|on|in|towards|from within)\s(?:[\w’'“”-]+\s){0,4}?"
    r"|\s?(?:\([^()]*\))?\s?(?:[\w-]+\s){0,3}?|(?:\s\([^()]*\))?(?:,|\s)?\s?(?:[\w’-]+\s){0,6}?(?:of|with|worth|has|holds|totall?ing|:)\s(?:[\w-]+\s){0,3}"
)
_REFERENCE = re.compile(
    r"\b(?:the|this|that|its|said|whose)\s(?P<noun>fund|facility|programme|program|initiative|project|package|scheme)\b(?!-)",
    re.IGNORECASE,
)
# A fund that opens its sentence is what the sentence is about.
_SUBJECT = 6
_DETERMINER = re.compile(
    r"^(?:(?:a|an|the|its|their|his|her|this|that|these|those|another|some|any|up to|separate|"
    r"in|of|as|for|by way of|to|on|under|with|through|and|or|also|including|worth|nearly|about|over|around|"
    r"same|said|respective|remaining|last|more)\s)+",
    re.IGNORECASE,
)
# "$2 million in emergency health and humanitarian assistance": what stands before the noun is all its own.
_IN_PHRASE = re.compile(
    r"\s(?:in|of|worth of|as)\s(?P<words>(?:(?!(?:which|that|of|to|for|from|with|by|at|on|in|as|is|was|were|has|have|"
    r"had|will|would)\b)[\w’'.&/–-]+,?\s){0,9})"
)
_MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "advmod", "npadvmod", "punct"})
_SIZE = re.compile(r"\b(?:scale|size|volume|capital|total|worth|endowment)\s(?:of|at|reaching)\s(?:\w+\s){0,2}$")
_WRITTEN_OFF = re.compile(r"\b(?:forg\w+|cancell?ed|cancels?|wr\w+ off|waived?|been|was|were|is|are)\b", re.IGNORECASE)
_VERBAL = re.compile(
    r"(?:ed|ing|lent|lends?|lend|gave|invests?|donates?|contributes?|writes? off|wrote off|"
    r"contribute|donate|invest|forgive|finance|borrows?)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|several|both)\s(?:(?!of)[\w’-]+\s)*(?<!of\s)"
    r"(?:loan|grant|credit|guarantee|investment)$",
    re.IGNORECASE,
)
# A noun of so few words may stand for a longer phrase before.
_BARE = 3
_LENDING = re.compile(r"\b(?:credit|loan|lending|debt|stand-?by|drawing|extended|rapid)", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{3}")
_OWNS = re.compile(r"[’']s?\s")
_IN = frozenset({"project", "programme", "program", "initiative", "operation", "portfolio", "scheme", "stake", "share"})
_TO = frozenset({"loan", "grant", "aid", "credit", "assistance", "support", "help", "donation"})


@dataclass(frozen=True, slots=True)
class FundName:
    """A name with the words that prove it; ``kind`` where the name itself tells it (a Fund is a fund).

    ``bare``: neither a name nor what it is for is known, only its noun. ``fuller``: the noun stands for a phrase
    before.
    """

    text: str
    spans: tuple[Span, ...]
    kind: str = ""
    mention: Mention | None = None
    bare: bool = False
    fuller: bool = False


def name_of_flow(line: Line, index: int, flow: Flow, sides: Sides) -> FundName:
    """What to call the money of sum number ``index``."""
    own = instrument(line, index, flow) or referred(line, index, flow)
    if own and "provider" in sides and own.spans[0] in sides["provider"].party.spans:
        own = None  # a fund that gives is no name of what it gives
    if own is None and flow.verbal and (item := item_of(line, index)):
        return FundName(line.between(*item), (item,))
    noun, spans = _noun(line, index, flow)
    if own and (own.kind == "fund" or flow.kind not in _NAMED_KINDS or _in_name(own, flow)):
        return own
    if len(noun.split()) <= _BARE and (told := fuller_name(line, flow)):
        return FundName(told[0], (told[1],), fuller=True)
    if own:
        return FundName(f"{noun} for the {own.text.removeprefix('the ')}", (*spans, *own.spans), mention=own.mention)
    return _described(line, index, flow, sides)


def instrument(line: Line, index: int, flow: Flow) -> FundName | None:
    """The named instrument that the sum at ``index`` belongs to, by the words between them."""
    core = line.sums[index]
    for mention in sorted(line.names, key=lambda m: (_gap(m, core), m.start)):
        if _gap(mention, core) > _NAME_REACH or _parted(line, mention, core):
            continue
        low, high = (mention.end, core.start) if mention.end <= core.start else (core.end, mention.start)
        within = flow.noun is not None and mention.start <= flow.noun.span.start < mention.end
        themed = any(_over(a, mention) for b in flow.bearings for a in b.frame.arguments)
        if within or themed or _TIED.fullmatch(line.between(low, high)):
            return spoken_of(line, mention)
    return _sized(line, index, flow)


def _sized(line: Line, index: int, flow: Flow) -> FundName | None:
    """The one fund of a sentence of which only the size is told: "launched the Lake Fund, set up by ..., with a total
    scale of $10 million"."""
    core = line.sums[index]
    before = [m for m in line.funds if m.end <= core.start]
    if flow.kind != "fund" or len(before) != 1 or len(line.funds) > 1:
        return None
    return spoken_of(line, before[0]) if _SIZE.search(line.between(before[0].end, core.start)) else None


def referred(line: Line, index: int, flow: Flow) -> FundName | None:
    """The named fund that "the fund", or the subject of the sentence, stands for."""
    core = line.sums[index]
    if flow.kind in {"fund", "aid"} and line.funds and line.funds[0].start - line.sentence.start <= _SUBJECT:
        return spoken_of(line, line.funds[0])
    matches = [m for m in _REFERENCE.finditer(line.sentence.text) if line.sentence.start + m.start() < core.start]
    if not matches:
        return None
    last = matches[-1]
    own = Span(line.sentence.start + last.start(), line.sentence.start + last.end())
    for earlier in line.story.before(line.sentence):
        before = Line(earlier, line.story)
        found = [m for m in (*before.names, *before.funds) if last["noun"].lower() in str(m.value).lower()]
        if found:
            told = spoken_of(line, found[-1])
            return replace(told, spans=(own, *told.spans))
    return None


def spoken_of(line: Line, mention: Mention) -> FundName:
    """The name of ``mention``, written out where it is an acronym of the paper's own."""
    story = line.story
    text = story.long_forms.get(str(mention.value), str(mention.value))
    if text.isupper() and len(text) > 8:
        text = _cased(line, text)
    return FundName(text, (mention.span,), "fund" if mention.label == "fund" else "", mention)


def kind_of(flow: Flow, name: FundName) -> str:
    """The kind of a flow: what its name says, where that is a loan's or the noun beside the sum says little."""
    if name.mention or name.fuller:
        for money in instruments():
            lent = money.kind in {"credit line", "loan", "debt relief"} and money.pattern.search(name.text)
            if lent and (name.kind != "fund" or _LENDING.search(name.text)):
                return money.kind
    if name.kind and _in_name(name, flow) and not _LENDING.search(name.text):
        return name.kind
    if name.kind and (flow.kind in {"aid", "fund"} or flow.noun is None or flow.noun.distance > BESIDE):
        return name.kind
    return flow.kind


def _in_name(own: FundName, flow: Flow) -> bool:
    span = own.spans[0]
    return span.start <= flow.span.start and flow.span.end <= span.end


def _over(argument: object, mention: Mention) -> bool:
    return getattr(argument, "start", 0) <= mention.start < getattr(argument, "end", 0)


def _described(line: Line, index: int, flow: Flow, sides: Sides) -> FundName:
    """The noun of money with what it is for, else with who receives or gives."""
    noun, spans = _noun(line, index, flow)
    purpose = purpose_of(line, index, flow)
    if whom := goes_where(line, noun_beside(line, index, flow)):
        noun, spans = f"{noun} {whom[0]} {whom[1]}", (*spans, whom[2])
    if purpose and (whom is None or (whom[2].end <= purpose[2].start and not flow.weak)):
        joint, words, span = purpose
        return FundName(f"{noun} {joint} {words}", (*spans, span))
    if whom:
        return FundName(noun, spans)
    works = for_works(line.sentence, noun, line.sums[index].span)
    if works and not re.match(r"\S+ (?:for|in|on) \d", works[0]):
        return FundName(re.sub(r" The ", " the ", works[0]), (*spans, *works[1]))
    received = sides.get("recipient")
    if received and line.sentence.start <= received.party.start < line.sentence.end:
        return told_apart(FundName(noun, spans, bare=True), sides)
    if before := for_works_before(line.sentence, line.story, noun):
        return FundName(before[0], (*spans, *before[1]))
    return FundName(noun, spans, bare=True)


def noun_beside(line: Line, index: int, flow: Flow) -> Span | None:
    """Where the noun of a flow stands: its own, or the one right behind a sum of which a verb tells ("in support")."""
    if flow.noun is None:
        return None
    behind = line.between(line.sums[index].end, flow.noun.span.start)
    if flow.verbal and not (
        flow.noun.kind and flow.noun.span.start > line.sums[index].end and _IN_PHRASE.fullmatch(behind)
    ):
        return None
    return flow.span if not flow.verbal else flow.noun.span


def told_apart(name: FundName, sides: Sides) -> FundName:
    """A bare noun ("loan") with what tells it from others: the one who receives it, else the bank that gives."""
    if not name.bare:
        return name
    recipient = sides["recipient"].party if "recipient" in sides else None
    provider = sides["provider"].party if "provider" in sides else None
    if recipient and len(recipient.values) == 1:
        head = name.text.split()[-1].lower().rstrip("s")
        joint = "in" if "invest" in head or head in _IN else "to" if head in _TO else "for"
        return FundName(f"{name.text} {joint} {_called(recipient)}", (*name.spans, *recipient.spans), bare=False)
    if provider and len(provider.values) == 1 and all_lend(provider) and provider.values[0] not in name.text:
        return FundName(f"{provider.values[0]} {name.text}", (*name.spans, *provider.spans), bare=False)
    return name


def _called(party: Party) -> str:
    value = party.values[0]
    return name_of(value) if party.members[0].label == "country" or _CODE.fullmatch(value) else value


def _noun(line: Line, index: int, flow: Flow) -> tuple[str, tuple[Span, ...]]:
    """The noun of the flow with the words that modify it; the kind where only a verb tells."""
    held = noun_beside(line, index, flow) or flow.span
    words = line.between(*held)
    verb = held == flow.span and (flow.verbal or flow.noun is None or (_VERBAL.search(words) and flow.kind != "fund"))
    outside = not line.sentence.start <= held.start < line.sentence.end
    if verb or outside or (flow.kind == "debt relief" and _WRITTEN_OFF.search(words)):
        return flow.kind, (flow.span,)
    sums = (m.end for m in line.sums if m.end <= held.start)
    core = line.sums[index]
    own = _IN_PHRASE.fullmatch(line.between(core.end, held.start)) if core.end < held.start else None
    low = core.end + own.start("words") if own else _phrase_start(line, held.start)
    start = max([low, line.sentence.start, *sums])
    owners = (p.end for p in line.parties if start <= p.start and _OWNS.match(line.between(p.end, held.end)))
    text = re.sub(r"\s+", " ", line.between(max([start, *owners]), held.end)).strip(" (),;:–—-“”\"'")
    text = OPEN_END.sub("", _DETERMINER.sub("", re.sub(r"^[’']?s?\s", "", text)))
    if text.split()[-1:] == ["line"] and "credit" not in text:
        text = f"{text} of credit"
    if _COUNTED.match(text):
        text = f"{text}s"  # "three loan agreements": three loans
    return text or words, (Span(start, held.end),)


def _phrase_start(line: Line, start: int) -> int:
    """Where the noun phrase begins whose noun starts at ``start``, by the tree; else by the words before it."""
    if line.reading is not None:
        tree, base = line.reading.clauses.tree, line.sentence.start
        here = first = tree.at(start - base)
        if here is not None and first is not None:
            while (
                here > 0
                and tree.tokens[here - 1].dep in _MODIFIERS
                and tree.tokens[here - 1].pos not in {"PUNCT", "SYM", "VERB"}
            ):
                here -= 1
            found = base + tree.tokens[here].start
            if line.between(found - 1, found) == "-":  # "COVID-related assistance": one word
                found = line.sentence.start + line.between(line.sentence.start, found).rfind(" ") + 1
            return found
    before = line.between(line.sentence.start, start)
    match = re.search(
        r"(?:(?<![,;:(]\s)(?!(?:a|an|the|of|in|to|for|and|or|by|with|from|on|at|as|is|was|were|are|has|had|its|their)\b)[a-z-]+\s){0,3}$",
        before,
    )
    return line.sentence.start + (match.start() if match else len(before))


def _gap(mention: Mention, core: Mention) -> int:
    return mention.start - core.end if mention.start >= core.end else max(0, core.start - mention.end)


def _parted(line: Line, mention: Mention, core: Mention) -> bool:
    """Whether another sum or a clause's end stands between the name and the sum."""
    low, high = (mention.end, core.start) if mention.end <= core.start else (core.end, mention.start)
    return any(low <= m.start < high for m in line.sums) or ";" in line.between(low, high)


def _cased(line: Line, text: str) -> str:
    """A heading's capitals as the prose writes the same name."""
    for mention in line.story.mentions:
        name = str(mention.value)
        if mention.label in {"fund", "programme"} and name.upper() == text.upper() and not name.isupper():
            return name
    return text
