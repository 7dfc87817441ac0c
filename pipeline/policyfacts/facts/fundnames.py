"""What to call a flow of money: the instrument's own name, the one that "the fund" stands for, or a description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.flows import Measure
from policyfacts.facts.frames import Role
from policyfacts.facts.parties import is_agency
from policyfacts.facts.purposes import for_works, for_works_before
from policyfacts.language.names import mended
from policyfacts.language.syntax import Tree
from policyfacts.records import Mention, Span
from policyfacts.values.countries import name_of

_NAME_REACH = 130
_REFERENCE = re.compile(
    r"\b(?:the|this|that|its|said)\s(fund|facility|programme|program|initiative|project|package)\b", re.IGNORECASE
)
_DETERMINER = re.compile(
    r"^(?:(?:a|an|the|its|their|his|her|this|that|these|those|another|additional|further|new|some|any|total|up to|"
    r"separate|"
    r"in|of|as|for|by way of|to|on|under|with|through|and|or|also|including|first|second|third|total|overall|combined|"
    r"worth|loan of|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+))\s)+",
    re.IGNORECASE,
)
# A description ends before what no longer tells which money it is.
_PURPOSE = re.compile(
    r"^\s(?P<joint>for|on|of (?=projects)|with(?=\s(?:the\s)?[A-Z])|to(?=\sthe\s)|towards?|under|aimed at|"
    r"to (?:build|construct|finance|fund|support|develop|upgrade|expand|rehabilitate|improve|help)|"
    r"in(?=\s(?:sectors?|projects?|\d+\s)))\s(?!(?:its|their|his|her|two|three|four|five|ten|\d+)\s(?:\w+\s)?"
    r"(?:years?|months?|days?|own)\b|the (?:period|years?)\b|\d{4}\b|(?:US|A|NZ|C)?[$€£¥])"
    r"(?P<object>(?:[\w’'“”\"–-]+\s?){1,9})",
    re.IGNORECASE,
)
# The end of "China's" before a noun, and what hangs over where a description was cut.
_LEFT_OVER = re.compile(r"^[’']?s\s")
_HANGING = re.compile(r"(?:\s(?:for|of|to|in|on|by|with|the|an?|and|or|its|their))+$")
# What a word does that belongs to the noun behind it.
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "det", "nummod", "advmod", "npadvmod"})
_PRONOUN = re.compile(r"(?:it|them|this|that|these|those|which|whom)\b(?!\s[a-z]+\b)", re.IGNORECASE)
# A noun of money that tells little by itself, with the words before it that say whose or of what sort.
_HEADED = re.compile(
    r"(?:[\w’'.&–-]+\s){0,6}(?P<head>loans?|grants?|credits?|aid|assistance|support|investments?|deposits?|"
    r"(?:lines? of credit|credit lines?)|packages?|swaps?|guarantees?|help|financing|projects?|programmes?|programs?)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s(?:for|to|in|on|with|under|towards?|against|after)\s", re.IGNORECASE)
# A noun that only stands with "of" behind it: "a credit of $2 million".
_OPEN_END = re.compile(r"\s(?:of|for|with|in)$")
# "debts had been written off" is a clause, and no name.
_WRITTEN_OFF = re.compile(r"\b(?:forg\w+|cancell?ed|cancels?|wr\w+ off|waived?|been|was|were|is|are)\b", re.IGNORECASE)
_FOR = frozenset(
    {"package", "guarantee", "debt relief", "line of credit", "lines of credit", "swap", "credit line", "credit lines"}
)
_KEPT_JOINTS = frozenset({"for", "on", "under", "towards", "toward", "to", "in", "of"})
_EXTENSION = re.compile(
    r"(?:\s(?:aid|assistance|support|financing|funding|facility|portfolio|programme|program|package|scheme|"
    r"of projects|of loans)\b)+",
    re.IGNORECASE,
)
# The noun may be the verb itself: "invested", "lent".
_VERBAL = re.compile(
    r"(?:ed|ing|lent|lends?|lend|gave|invests?|donates?|contributes?|writes? off|wrote off)$", re.IGNORECASE
)
_STOP = re.compile(
    r"\s(?:to(?!\s[A-Z])|which|that|who|in|by|from(?!\s[A-Z]\w+ to)|with|over|at|was|were|is|are|has|have|had|will|"
    r"would|giving|topping|totall?ing|amounting|reaching|exceeding|linking|including|excluding|served|serves|led|and|as|supported|aimed|during|through|when|while|after|before|funded|financed|valued|"
    r"worth|of \d|the same|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+) (?:days?|weeks?|months?|years?))\b.*$",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    (
        "project programme program loan grant initiative aid investment projects loans grants investments "
        "funding financing assistance support credit package guarantee credits swap stakes promises pledges commitments"
    ).split()
) | {
    "credit line",
    "credit lines",
    "loan guarantee",
    "line of credit",
    "lines of credit",
    "soft loan",
    "concessional loan",
}


@dataclass(frozen=True, slots=True)
class FundName:
    """A name with the words that prove it; ``kind`` where the name itself tells it (a Fund is a fund).

    ``shared`` where the sum is only what one giver puts into it.
    """

    text: str
    spans: tuple[Span, ...]
    kind: str = ""
    mention: Mention | None = None
    shared: bool = False


def named(sentence: Sentence, story: Story, span: Span, kind: Measure) -> FundName | None:
    """The named instrument that the sum at ``span`` belongs to, or the one that "the fund" stands for."""
    near = sorted(_names(sentence), key=lambda m: (_gap(m, span), m.start))
    reach = 3 * _NAME_REACH if kind.kind == "fund" else _NAME_REACH
    for mention in near:
        if _gap(mention, span) <= reach and not _apart(sentence, mention, span):
            return spoken_of(story, mention)
    before = sentence.between(sentence.start, span.start)
    references = list(_REFERENCE.finditer(before))
    reference = references[-1] if references else None
    if reference and len(before) - reference.end() <= _NAME_REACH:
        noun = reference[1].lower()
        for earlier in story.before(sentence):
            found = [m for m in _names(earlier) if noun in str(m.value).lower()]
            if found:
                own = Span(sentence.start + reference.start(), sentence.start + reference.end())
                resolved = spoken_of(story, found[-1])
                return FundName(resolved.text, (own, *resolved.spans), resolved.kind, resolved.mention)
    return None


def spoken_of(story: Story, mention: Mention) -> FundName:
    """The name of ``mention``, written out where it is an acronym of the paper's own."""
    text = story.long_forms.get(str(mention.value), str(mention.value))
    if text.isupper() and len(text) > 8:
        text = _cased(story, text)
    return FundName(text, (mention.span,), "fund" if mention.label == "fund" else "", mention)


def described(
    sentence: Sentence, span: Span, kind: Measure, bound: Mapping[str, Role], *, tree: Tree | None = None
) -> FundName:
    """The shortest description of an unnamed flow: its noun, what it is for, and where, if nothing else tells."""
    noun = sentence.between(*kind.span)
    start, end = kind.span
    # The noun may also stand in the headline above ("Donation of a scanner").
    elsewhere = not sentence.start <= start < end <= sentence.end
    if elsewhere or kind.verbal or _VERBAL.search(noun) or (kind.kind == "debt relief" and _WRITTEN_OFF.search(noun)):
        text, spans = kind.kind, [kind.span]
    else:
        opened = _phrase_start(sentence, start)
        if tree is not None:
            opened = max(opened, _by_tree(sentence, tree, Span(start, end)))
        # No part of a sum belongs to the name.
        sums = (m.end for m in sentence.of("amount") if m.start < start)
        start = max(opened, span.end if start >= span.end else sentence.start, *sums, sentence.start)
        if extension := _EXTENSION.match(sentence.between(end, sentence.end)):
            end += extension.end()
        phrase = re.sub(r"\s+", " ", sentence.between(start, end)).strip(" (),;:–—-")
        phrase = re.sub(r"(?i)^((?:a |an |the )?(?:new |second |third |another )?)line$", r"\1line of credit", phrase)
        phrase = _LEFT_OVER.sub("", phrase)
        text = _OPEN_END.sub("", _DETERMINER.sub("", phrase)).strip(" ,“”\"'") or noun
        spans = [Span(start, end)]
    if heading := _heading(sentence, text):
        return FundName(heading, tuple(spans))
    if elsewhere:
        end = span.end
    behind = max(end, span.end)
    purpose = _PURPOSE.match(sentence.between(behind, sentence.end)) or _PURPOSE.match(
        sentence.between(end, sentence.end)
    )
    if purpose and not _PRONOUN.match(purpose["object"]):
        words = _HANGING.sub("", _STOP.sub("", purpose["object"].rstrip(" ,")))
        joint = purpose["joint"].split()[0].lower()
        # Of money that only a verb tells, what it is for is the shortest description.
        bare = kind.verbal and kind.kind == "aid" and joint in {"for", "towards", "toward"}
        joint = "in" if text == "investment" and joint == "to" else joint if joint in _KEPT_JOINTS else "for"
        text = words if bare else f"{text} {joint} {words}"
        at = behind if purpose.string == sentence.between(behind, sentence.end) else end
        spans.append(Span(at + purpose.start("object"), at + purpose.start("object") + len(words)))
    elif text.lower() in _GENERIC or _bare_head(text):
        text, more = for_works(sentence, text, span) or _told_apart(text, bound, banked=False)
        spans.extend(more)
    return FundName(text, tuple(spans))


def told_apart(name: FundName, bound: Mapping[str, Role], sentence: Sentence, story: Story) -> FundName:
    """``name`` where it tells enough; a bare noun with what it is for, or the one who receives or gives.

    A noun with words of its own ("soft loan") only with a receiver whom the sentence itself names. Works of the
    sentence before count where this one names no receiver.
    """
    if name.mention or (name.text.lower() not in _GENERIC and not _bare_head(name.text)):
        return name
    received = "recipient" in bound and sentence.start <= bound["recipient"].party.start < sentence.end
    before = None if received else for_works_before(sentence, story, name.text)
    if name.text.lower() not in _GENERIC and not received and before is None:
        return name
    text, more = before or _told_apart(name.text, bound)
    return replace(name, text=text, spans=(*name.spans, *more))


def _bare_head(text: str) -> str:
    """The noun of money that ``text`` ends in, where it says neither what for nor to whom; else empty."""
    match = _HEADED.fullmatch(text)
    return match["head"].lower() if match and not _JOINED.search(text) else ""


def _told_apart(text: str, bound: Mapping[str, Role], *, banked: bool = True) -> tuple[str, tuple[Span, ...]]:
    """A bare noun ("loan") with what tells it from others: the one who receives it, else the one who gives."""
    recipient = bound["recipient"].party if "recipient" in bound else None
    head = _bare_head(text) or text.lower()
    provider = bound["provider"].party if "provider" in bound else None
    if recipient and len(recipient.values) == 1:
        to = head.rstrip("s") in {"loan", "grant", "aid", "credit", "assistance", "support", "help"}
        joint = "for" if head in _FOR else "to" if to else "in"
        member = recipient.members[0]
        where = name_of(recipient.values[0]) if member.label == "country" else recipient.values[0]
        return f"{text} {joint} {where}", recipient.spans
    if (
        banked
        and provider
        and provider.members[0].label == "organisation"
        and len(provider.values) == 1
        and text.lower() in _GENERIC
    ):
        return f"{provider.values[0]} {text}", provider.spans
    return text, ()


def _heading(sentence: Sentence, text: str) -> str:
    """The heading above, where it is the full name of what the sentence calls by its last words."""
    if not sentence.passage.section or len(text.split()) < 2:
        return ""
    heading = re.sub(r"^[\dIVX.]+\.?\s+", "", sentence.passage.section[-1]).strip()
    name = re.split(r":|\s[–—]\s", heading)[0].strip()
    shorter = " ".join(text.split()[:-1])
    told = text.lower() in name.lower() or (len(shorter.split()) > 1 and shorter.lower() in name.lower())
    if told and len(name.split()) <= 12:
        return mended(name.title() if name.isupper() else name)
    return ""


def _names(sentence: Sentence) -> Iterator[Mention]:
    """The named instruments of a sentence, without those that are organisations first (a UN fund is an agency)."""
    agencies = [m for m in sentence.of("organisation") if is_agency(m)]
    for mention in sentence.of("fund", "programme"):
        if not any(a.start < mention.end and mention.start < a.end for a in agencies):
            yield mention


def _phrase_start(sentence: Sentence, noun: int) -> int:
    """Where the noun phrase that ends in the noun begins: up to four words back, not over a small word or a comma."""
    before = sentence.between(sentence.start, noun)
    match = re.search(
        r"(?:(?<![,;:(]\s)(?<!\w)(?!(?:a|an|the|of|in|to|for|and|or|by|with|from|on|at|as|is|was|were|are|has|"
        r"had|its|their|"
        r"under|signed|provided|promised|collected|made|available|bought|sold|spent|brought|put|lent|have|been|would|"
        r"will|provide|could|own|raised|obtained|added|attached|offers|pledged|offered|extended|announced|"
        r"approved|received|granted|secured|gave|through|that|"
        r"which|also|into|over|up|worth|about|concessional)\b)[\w’'“”\"-]+\s){0,4}$",
        before,
        re.IGNORECASE,
    )
    return sentence.start + (match.start() if match else len(before))


def _by_tree(sentence: Sentence, tree: Tree, noun: Span) -> int:
    """Where the noun phrase begins by the sentence's tree: with the first word before the noun that modifies it."""
    first = tree.at(noun.start - sentence.start)
    if first is None:
        return noun.start
    here = first
    while here > 0:
        token = tree.tokens[here - 1]
        if token.dep not in _MODIFIERS and token.pos != "PUNCT" and token.dep != "case":
            break
        here -= 1
    while here < first and tree.tokens[here].pos == "PUNCT":
        here += 1
    return sentence.start + tree.tokens[here].start


def _gap(mention: Mention, span: Span) -> int:
    return mention.start - span.end if mention.start >= span.end else max(0, span.start - mention.end)


def _apart(sentence: Sentence, mention: Mention, span: Span) -> bool:
    """Whether another sum or a clause's end stands between the name and the sum."""
    low, high = (mention.end, span.start) if mention.end <= span.start else (span.end, mention.start)
    if any(low <= m.start < high for m in sentence.of("amount")):
        return True
    return ";" in sentence.between(low, high)


def _cased(story: Story, text: str) -> str:
    """A heading's capitals as the prose writes the same name."""
    for mention in story.mentions:
        name = str(mention.value)
        if mention.label in {"fund", "programme"} and name.upper() == text.upper() and not name.isupper():
            return name
    return text
