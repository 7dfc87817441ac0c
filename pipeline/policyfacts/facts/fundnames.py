"""What to call a flow of money: the instrument's own name, the name that "the fund" stands for, or the shortest description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.flows import Measure
from policyfacts.facts.frames import Role
from policyfacts.records import Mention, Span
from policyfacts.values.countries import name_of

_NAME_REACH = 130
_REFERENCE = re.compile(r"\b(?:the|this|that|its|said)\s(fund|facility|programme|program|initiative|project|package)\b", re.IGNORECASE)
_DETERMINER = re.compile(
    r"^(?:(?:a|an|the|its|their|his|her|this|that|these|those|another|additional|further|new|some|any|total|up to|separate|"
    r"in|of|as|for|by way of|to|on|under|with|through|and|or|also|including|first|second|third|total|overall|combined|"
    r"worth|loan of|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+))\s)+",
    re.IGNORECASE,
)
# A description ends before what no longer tells which money it is.
_PURPOSE = re.compile(
    r"^\s(?:for|on|to (?:build|construct|finance|fund|support|develop|upgrade|expand|rehabilitate|improve|help)|towards?|"
    r"under|aimed at)\s(?P<object>(?:[\w’'“”\"-]+\s?){1,7})",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s(?:to|which|that|who|in|by|from|with|over|at|was|were|is|are|has|have|had|will|would|served|serves|led|and|as|"
    r"supported|aimed|during|through|when|while|after|before|funded|financed|valued|worth|of \d)\b.*$",
    re.IGNORECASE,
)
_GENERIC = frozenset({"project", "programme", "program", "loan", "grant", "initiative", "aid", "investment", "projects"})


@dataclass(frozen=True, slots=True)
class FundName:
    """A name with the words that prove it; ``kind`` where the name itself tells it (a Fund is a fund)."""

    text: str
    spans: tuple[Span, ...]
    kind: str = ""
    mention: Mention | None = None


def named(sentence: Sentence, story: Story, span: Span, kind: Measure) -> FundName | None:
    """The named instrument that the sum at ``span`` belongs to, or the one that "the fund" stands for."""
    near = sorted(_names(sentence, story), key=lambda m: (_gap(m, span), m.start))
    for mention in near:
        if _gap(mention, span) <= _NAME_REACH and not _apart(sentence, mention, span):
            return spoken_of(story, mention)
    before = sentence.between(sentence.start, span.start)
    reference = None
    for reference in _REFERENCE.finditer(before):
        pass
    if reference and len(before) - reference.end() <= _NAME_REACH:
        noun = reference[1].lower()
        for earlier in story.before(sentence):
            found = [m for m in _names(earlier, story) if noun in str(m.value).lower()]
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


def described(sentence: Sentence, span: Span, kind: Measure, bound: Mapping[str, Role]) -> FundName:
    """The shortest description of an unnamed flow: its noun, what it is for, and where, if nothing else tells."""
    noun_start, noun_end = kind.span
    if noun_start >= span.end:
        start = span.end
    else:
        start = _phrase_start(sentence, noun_start)
    phrase = sentence.between(start, noun_end).strip(" (),;:–—-")
    phrase = _DETERMINER.sub("", re.sub(r"\s+", " ", phrase)).strip(" ,“”\"'")
    spans = [Span(start, noun_end)]
    text = phrase or sentence.between(noun_start, noun_end)
    after = sentence.between(noun_end if noun_end > span.end else max(noun_end, span.end), sentence.end)
    offset = noun_end if noun_end > span.end else max(noun_end, span.end)
    purpose = _PURPOSE.match(after)
    if purpose:
        words = _STOP.sub("", purpose["object"].rstrip(" ,"))
        joint = purpose[0].split()[0]
        linked = f"{joint} {words}" if joint.lower() in {"for", "on", "under", "towards", "toward"} else f"for {words}"
        text = f"{text} {linked}"
        spans.append(Span(offset + 1, offset + purpose.start("object") + len(words)))
    elif text.lower() in _GENERIC and "recipient" in bound:
        party = bound["recipient"].party
        where = "; ".join(name_of(v) if m.label == "country" else v for m, v in zip(party.members, party.values, strict=True))
        text = f"{text} {'to' if text.lower() in {'loan', 'grant', 'aid'} else 'in'} {where}"
        spans.extend(party.spans)
    return FundName(text, tuple(spans))


def _names(sentence: Sentence, story: Story) -> Iterator[Mention]:
    """The named instruments of a sentence, without those that are organisations first (a UN fund is an agency)."""
    agencies = [m for m in sentence.of("organisation")]
    for mention in sentence.of("fund", "programme"):
        if not any(a.start <= mention.start and mention.end <= a.end for a in agencies):
            yield mention


def _phrase_start(sentence: Sentence, noun: int) -> int:
    """Where the noun phrase that ends in the noun begins: up to four words back, not over a small word or a comma."""
    before = sentence.between(sentence.start, noun)
    match = re.search(
        r"(?:(?<![,;:(]\s)(?<!\w)(?!(?:a|an|the|of|in|to|for|and|or|by|with|from|on|at|as|is|was|were|are|has|had|its|their|"
        r"under|signed|provided|pledged|offered|extended|announced|approved|received|granted|secured|gave|through|that|"
        r"which|also|into|over|up|worth|about|concessional)\b)[\w’'“”\"-]+\s){0,4}$",
        before,
        re.IGNORECASE,
    )
    return sentence.start + (match.start() if match else len(before))


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
        if mention.label in {"fund", "programme"} and str(mention.value).upper() == text.upper():
            if not str(mention.value).isupper():
                return str(mention.value)
    return text
