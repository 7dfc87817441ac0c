"""A text as a sentence names it, and how far its name reaches: its purpose, its parts, the kinds joined to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence
from policyfacts.language.titles import about_from
from policyfacts.records import Slot, Span

_ON = re.compile(r"\s(?=on\s)")
_SUBJECTS = re.compile(
    r"\son\s(?:[\w’'-]+\s?){1,5}?(?:(?:,\s|,?\s?and\s)on\s[\w’'-]+"
    r"(?:\s(?!(?:and|in|on|with|by|at|to|for|was|were)\b)[\w’'-]+){0,2})+"
)
_SUBJECT = re.compile(r"(?:^\s|,\s(?:and\s)?|\sand\s|\s)(?P<on>on\s.+?(?=,?\s(?:and\s)?on\s|$))")
# More kinds of texts joined to one: "agreements, contracts and other documents".
_KINDS_OF_TEXTS = (
    r"(?:agreements|treaties|contracts|memoranda(?:\sof\sunderstanding|(?!\sof\b))|M[Oo]Us|protocols|accords|deals|declarations|"
    r"pacts|documents|texts|instruments)"
)
_AND_MORE = re.compile(
    rf"(?:,\s{_KINDS_OF_TEXTS})*,?\sand\s(?:other\s(?:\w+\s)?)?(?P<last>{_KINDS_OF_TEXTS})\b(?!\s(?:on|for|concerning)\b)"
)
_OPENS_LIST = re.compile(r"(?:\s(?:of|between|with|by|on|in)\s[^,;:.]{3,80})?(?:\swere\s\w+)?:\s")
_OF_ANY_KIND = frozenset({"documents", "texts", "instruments"})
# "a loan agreement of 80 million dollars on 16 May 2017, for small firms"
_WORTH_FOR = re.compile(
    r"\s(?:of|worth|for|over)\s(?:[^,;:.]|(?<=\d)[.,](?=\d)){1,24}?\b(?:million|billion|thousand|\d{3})\b(?:\s[A-Za-z$€£]+)?(?:\sdollars)?"
    r"(?:\son\s[\w\s]{4,14}(?:,\s\d{4})?|\sin\s[\w\s]{4,14})?,?\s(?P<on>for|in\ssupport\sof|to\s(?:finance|fund|support))(?=\s)"
)
_LINKED = re.compile(r"\s(?:with|between)\s(?:the\s)?[A-Z]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a sentence names it: its title and kind, the words that prove them, and the parties known from before.

    ``borrowed`` where the sentence only points to it, ``unknown`` where it points to one that is not told before;
    ``elided`` where it does not even that; ``after`` is where the sentence goes on behind the title.
    """

    span: Span
    name: str
    kind: str
    event: str
    spans: tuple[Span, ...]
    plural: bool
    named: bool
    opener: str = ""
    count: Slot | None = None
    known: tuple[Actor, ...] = ()
    borrowed: bool = False
    elliptic: bool = False
    after: int = 0
    only: frozenset[str] = frozenset()
    unknown: bool = False
    elided: bool = False


def folded(sentence: Sentence, found: Sequence[Text]) -> list[Text]:
    """``found`` with "agreements, contracts and other documents" as the one package that it is."""
    kept: list[Text] = []
    for text in found:
        if kept and text.span.start < kept[-1].after:
            continue
        if (
            text.kind == "document"
            and text.plural
            and (text is not found[-1] or (text.name.lower() in _OF_ANY_KIND and sentence.text.rstrip().endswith(":")))
            and _OPENS_LIST.match(f"{sentence.text} ", text.after - sentence.start)
        ):
            continue  # "two texts between Peru and Chile: a treaty on the lake and ..." are those behind the colon
        more = _AND_MORE.match(sentence.text, text.after - sentence.start) if text.plural and not text.named else None
        if more is not None and not _LINKED.match(sentence.text, more.end()):
            span = Span(text.span.start, sentence.start + more.end())
            kind = "document" if more["last"] in _OF_ANY_KIND else text.kind
            name = " ".join(sentence.between(*span).split())
            text = replace(text, span=span, name=name, kind=kind, spans=(span,), after=span.end)
        kept.append(text)
    return kept


def parted(sentence: Sentence, text: Text) -> list[Text]:
    """The texts of "agreements on tourism, on fisheries and on visas", one for each; ``text`` where it is one."""
    if text.named or not text.plural or text.count is not None:
        return [text]
    head = _ON.split(text.name, maxsplit=1)[0]
    begin = text.span.start + len(head)
    listed = _SUBJECTS.match(sentence.between(begin, sentence.end))
    if listed is None or sentence.between(text.span.start, begin) != head:
        return [text]
    found: list[Text] = []
    for match in _SUBJECT.finditer(listed[0]):
        start, end = begin + match.start("on"), begin + match.end()
        span = Span(text.span.start, end) if not found else Span(start, end)
        name = f"{singular(head)} {' '.join(match[0][match.start('on') - match.start() :].split())}"
        spans = (Span(text.span.start, begin), Span(start, end))
        found.append(replace(text, span=span, name=name, spans=spans, plural=False, elliptic=False, after=end))
    return found


def with_purpose(sentence: Sentence, text: Text) -> Text:
    """A description with what the text is for, where that stands behind its sum: "a loan of 3 million for"."""
    purpose = None if text.named or text.plural else _WORTH_FOR.match(sentence.text, text.after - sentence.start)
    if purpose is None:
        return text
    place = Span(sentence.start + purpose.start("on"), sentence.start + purpose.end())
    end = sentence.start + about_from(sentence.text, purpose.end(), len(sentence.text))
    if end <= place.end:
        return text
    place = Span(place.start, end)
    words = " ".join(sentence.between(*place).split())
    return replace(text, name=f"{text.name} {words}", spans=(*text.spans, place))


def unled(sentence: Sentence, text: Text) -> Text:
    """A description without the party that opens it ("EU trade agreement"); names keep theirs."""
    if text.named:
        return text
    for mention in sentence.of("country", "bloc", "organisation"):
        if text.span.start <= mention.start < text.span.end - 3 and mention.start - text.span.start < 4:
            rest = sentence.between(mention.end, text.span.end)
            begin = mention.end + len(rest) - len(re.sub(r"^(?:[’']s?)?[\s–—-]*", "", rest))
            if begin < text.span.end:
                span = Span(begin, text.span.end)
                name = text.name[-(text.span.end - begin) :].strip()
                return unled(sentence, replace(text, span=span, spans=(span,), name=name))
    return text


def singular(name: str) -> str:
    """A description of several texts as that of one: "memoranda of understanding" to "memorandum of understanding"."""
    head, joint, rest = name.partition(" of ")
    for many, one in (("memoranda", "memorandum"), ("ties", "ty"), ("MoUs", "MoU"), ("MOUs", "MOU")):
        if head.endswith(many):
            head = head[: -len(many)] + one
    if re.search(r"(?:agreement|contract|accord|pact|deal|letter|protocol|statement|declaration|arrangement)s$", head):
        head = head[:-1]
    return head + joint + rest
