"""What a flow of money is for: the phrase behind its sum or its noun, else what its predicate says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.facts.money.flows import Bearing, Flow
from policyfacts.facts.money.lines import Line
from policyfacts.frames import Argument
from policyfacts.records import Span

# A phrase of purpose ends before what no longer tells which money it is.
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|early|late|mid|"
    "the (?:same|following)"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_ENDS = (
    "which|that|who|whose|by|at|over|was|were|is|are|has|have|had|will|would|giving|totall?ing|amounting|including|"
    "excluding|aimed|during|through|when|while|after|before|funded|financed|valued|worth|as|following|until|since|such|remains?|remained|came|went|fell|rose|began|led|lapses?|lapsed|"
    r"and (?:came|is|was|will|has|had|are|were|then|later|also)|from (?=\d)"
)
_STOP = re.compile(
    rf"(?:,|;|:|\(|\s[–—]\s|\s(?:{_ENDS}|in (?=\d|{_MONTHS})|on (?=\d|{_DAYS}))(?!\w)).*$", re.IGNORECASE | re.DOTALL
)
_VERBS = (
    "build|construct|finance|fund|support|develop|upgrade|expand|rehabilitate|improve|help|strengthen|moderni[sz]e|buy|"
    "fight|combat|tackle|counter|prevent|reduce|mitigate|enhance|sustain|increase|advance|bolster|provide|deliver|ensure|"
    "implement|meet|cover|reach|clear|survey|secure|relieve|end|complete|restore|equip|electrify|train|boost|"
    "promote|address|respond to|assist|protect|repair|rebuild|restructure"
)
_TIMES = "two|three|four|five|six|seven|eight|nine|ten|\\d+|a|an|the|its|their|his|her|the (?:next|first|last|coming)"
_PURPOSE = re.compile(
    rf"(?:\s\([^()]*\))?\s(?P<joint>for|towards?|aimed at|to (?:help )?(?:{_VERBS})|on(?=\s(?!behalf)(?:the\s)?[a-z])|"
    r"in support of|in(?=\s(?:sectors?|projects?)))\s(?!(?:its|their|his|her) part\b|"
    rf"(?:{_TIMES})\s(?:\w+[\s-])?(?:years?|months?|days?|own|period|decade|time|term|purpose)\b|\d{{4}}\b|"
    r"(?:US|A|NZ|C)?[$€£¥]|(?:it|them|this|that|which|whom|in|on|by|at)\b)"
    r"(?P<object>(?:[\w’'“”\"&/–-]+,?\s?){1,14})"
)
_WORKS = re.compile(
    r"\b(?:build|construct|finance|fund|develop|upgrade|expand|rehabilitate|moderni[sz]e|buy|equip|electrify|complete|restore|repair|rebuild)$"
)
_GOES = re.compile(
    r"\s(?P<joint>to|for|in|across|throughout|inside)\s(?P<object>(?!\d{4}\b)(?:(?!(?:to|for|in|under|through|on|towards?|against|along|via|than)\s)"
    r"[\w’'“”\"&/.–-]+,?\s?){1,7})"
)
# So far behind a preposition a party still is what it leads to: "to the displaced people of Togo".
_BEFORE_PARTY = 30
# A word is taken whole ("++"): there are thousands of ways to part seven of them.
_OVER_RECEIVER = re.compile(
    r"(?:\s\([^()]*\))?,?\s(?:to|for|in|from|by|with|at|on|of|over|as)\s(?:(?:a|an|the)\s)?(?:[\w’'.&-]++\s?){1,7}?"
    r"(?=\s(?:for|to|towards|on)\s|,\s(?:for|to)\s)"
)
# "A loan of $2 million was signed on Monday in support of the dam": the verb, and when and with whom.
_OVER_VERB = re.compile(
    r"(?:\s\([^()]*\))?\s(?:was|were|is|are|(?:has|have|had|will) be(?:en)?|(?:is|are) being)\s(?:\w+ly\s)?"
    r"\w+(?:ed|en|id|ent)"
    r"(?:\s(?:on|in|by|with|at)\s(?:[\w’'.&,-]++\s?){1,7}?)?(?=,?\s(?:for|to|towards|in support of)\s)"
)
# "Norway, for its part, gave $2 million", "For example, it gave"
_IN_PASSING = re.compile(r"\b(?:part|example|instance)$")
# "On behalf of Togo", "for which", "for it": no words that tell what money is for.
_NO_PURPOSE = re.compile(r"(?:behalf\b|(?:it|which|that|this|them|these|those|whom|what|all)(?:\W|$))", re.IGNORECASE)
_LEAD = re.compile(r"(?:the\s)?(?:(?:[Gg]overnment|[Rr]epublic|people|benefit) of (?:the\s)?)?")
_GOES_ON = re.compile(
    r"[’']s?\s\w|\s(?!(?:in|on|to|for|and|by|over|under|at|as|from|with|which|that|is|was|will)\b)[a-z]"
)
OPEN_END = re.compile(r"\s(?:of|for|with|in|to|the|a|an|and|or)$")
_WORDS = 11

Purpose = tuple[str, str, Span]
"""How the purpose is joined to the noun ("for", "in"), its words, and where they stand."""


def purpose_of(line: Line, index: int, flow: Flow) -> Purpose | None:
    """What the sum number ``index`` is for."""
    zone = line.zone(index)
    ends = {line.sums[index].end}
    if flow.noun and not flow.verbal:
        ends.add(flow.span.end)
    for end in sorted((e for e in ends if e <= zone.end), reverse=True):
        if found := next(_behind(line, end, zone.end), None):
            return found
    return next((told for b in flow.bearings if (told := _of_predicate(line, index, flow, b))), None)


def _of_predicate(line: Line, index: int, flow: Flow, bearing: Bearing) -> Purpose | None:
    """What a predicate says its money is for: "for the dam it is given $2 million", "$2 million serves the dam"."""
    frame = bearing.frame
    if frame.form == "relative" and frame.sense == "go":
        return None
    for argument in frame.arguments:
        own = flow.noun is not None and argument.start <= flow.noun.span.start < argument.end
        if own or argument.role not in {"beneficiary", "purpose"} or argument.nested:
            continue
        if _tells(line, index, argument):
            words = cut(line, argument.start, argument.end)
            if words:
                return "for", words, Span(argument.start, argument.start + len(words))
    return None


def _tells(line: Line, index: int, argument: Argument) -> bool:
    """Whether an argument is what the sum is for: no party, no sum, and no other sum between them."""
    found = line.party_of(argument)
    if (found and found[1] < 2) or any(argument.start <= m.start < argument.end for m in line.sums):
        return False
    core = line.sums[index]
    if _NO_PURPOSE.match(line.between(argument.start, argument.end)) or _IN_PASSING.search(
        line.between(argument.start, argument.end)
    ):
        return False
    if argument.end <= core.start and any(argument.end <= m.start < core.start for m in line.sums):
        return False
    return argument.start < line.zone(index).end


def _behind(line: Line, end: int, stop: int) -> Iterator[Purpose]:
    """The phrase of purpose right behind ``end``, over a receiver that stands between ("to Kenya for the dam")."""
    here = end
    for _ in range(4):
        text = line.between(here, min(stop, here + 260))
        match = _PURPOSE.match(text)
        at = here + match.start("object") if match else 0
        if match and any(m.start == at for m in line.sums):
            return
        if match and not _only_party(line, at, match["object"]) and not any(p.start < at < p.end for p in line.parties):
            start = here + match.start("object")
            words = cut(line, start, _phrase_end(line, start, start + len(match["object"].rstrip())))
            joint = _joint(match["joint"].lower())
            if words:
                yield joint, words, Span(start, start + len(words))
            return
        skipped = _OVER_RECEIVER.match(text) or _OVER_VERB.match(text)
        if not skipped:
            return
        here += skipped.end()
        if line.between(here, here + 2).startswith(","):
            here += 1


def _joint(words: str) -> str:
    """How a purpose is joined to its noun: for works "for", else as it is told ("to help respond to")."""
    if words == "in":
        return words
    return "for" if not words.startswith("to ") or _WORKS.search(words) else words


def goes_where(line: Line, noun: Span | None) -> Purpose | None:
    """To whom or where money goes by the words behind the ``noun``: "assistance to the people of Togo"."""
    if noun is None:
        return None
    match = _GOES.match(line.between(noun.end, min(line.sentence.end, noun.end + 160)))
    if match is None:
        return None
    start = noun.end + match.start("object")
    stop = min([start + len(match["object"]), *(m.start for m in line.sums if m.start >= start)])
    words = cut(line, start, _phrase_end(line, start, stop))
    held = [p for p in line.parties if start <= p.start < start + len(words)]
    if not held or held[0].start - start > _BEFORE_PARTY or all(len(p.values) > 1 for p in held):
        return None
    return match["joint"], words, Span(start, start + len(words))


def _phrase_end(line: Line, start: int, end: int) -> int:
    """Where the phrase that begins at ``start`` ends by the tree, at most at ``end``; before the next sum anyway."""
    ends = [a.end for f in line.frames for a in f.arguments if a.start == start and a.end > start + 3]
    sums = [m.start for m in line.sums if start < m.start < end]
    return min([end, *ends[:1], *sums])


def _only_party(line: Line, start: int, words: str) -> bool:
    """Whether a phrase behind "for" is no more than the one who receives."""
    for party in line.parties:
        if start <= party.start <= start + 25 and _LEAD.fullmatch(line.between(start, party.start)):
            return _GOES_ON.match(line.between(party.end, start + len(words))) is None
    return False


def cut(line: Line, start: int, end: int) -> str:
    """The words from ``start`` up to what no longer tells what the money is for."""
    text = _STOP.sub("", line.between(start, end))
    text = re.sub(r"\s(?:and|to)\s(?:\w+\s)?(?:is|was|will|has|had|the)$", "", text)
    text = re.sub(r"\s(?:about|around|some|nearly|over|up to|at least)$", "", text)
    text = " ".join(text.split(" ")[:_WORDS])
    while (shorter := OPEN_END.sub("", text)) != text:
        text = shorter
    return re.sub(r"^The ", "the ", re.sub(r"(?<![A-Z])\.$", "", text.strip(" ,;:“”\"'")))
