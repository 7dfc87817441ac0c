"""Companies and agencies that sign, by the names that stand where a party of a contract stands.

Their names are in no list: what is known of them is the place, "signed with NAME", "a consortium of NAME and NAME",
"NAME won the contract".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.acquaintance import person_at
from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence
from policyfacts.facts.scenes import Deed
from policyfacts.facts.textnames import Text
from policyfacts.language.phrases import MONTHS, words_for
from policyfacts.records import Span

_NAME = (
    r"(?:U\.S\.\s|U\.K\.\s)?[A-ZÀ-ÞĀ-Ž][\w&’']*(?:-[A-Z][\w&]*)*(?:\s[A-ZÀ-ÞĀ-Ž&][\w&’'-]*){0,5}"
    r"(?:\s(?:consortium|group|joint venture)\b)?"
)
_SORT = (
    r"(?:consortium|group|joint\sventure|compan(?:y|ies)|firms?|builders?|contractors?|operators?|subsidiary|developers?|fund|bank|utility|"
    r"authority|miners?|producers?|giants?|conglomerate|shipyard|yard|refiner|carrier|airline|start-up|consultancy|corporation|enterprise|"
    r"makers?|manufacturers?|suppliers?|traders?|railways?|concessionaire)"
)
_LIST = rf"(?:{_NAME})(?:,\s(?:the\s)?{_NAME})*(?:,?\sand\s(?:the\s)?{_NAME})?"
_OF_KIND = rf"(?:[\w-]+\s){{0,2}}?{_SORT}"
_WITH = re.compile(
    rf"^(?P<gap>(?:[^,;:()]|\([^()]{{0,40}}\)){{0,60}}?)\s(?:with|by|to|between)\s(?:(?:an?|the)\s)?"
    rf"(?:(?P<kind>{_OF_KIND})\s(?:(?:of|led\sby|between|including)\s)?(?:the\s)?)?(?P<names>{_LIST})"
)
_BEFORE = re.compile(
    rf"(?:^|[;:,.]\s|\d{{4}}\s|\b(?:and|when|after|that)\s|(?P<kind>{_OF_KIND}|[a-z]+)\s)"
    rf"(?:(?:of|led\sby|between|including|comprising)\s)?(?:the\s|The\s)?(?P<names>{_LIST})"
    rf"(?:\s\([A-Z][\w&-]*\))?(?P<aside>,\s[^,;]{{3,120}},)?\s(?:(?:has|had|have|jointly|then|also|together|was|were|been)\s)*$"
)
_OWNED = re.compile(r"[’']s?\s")
_EACH = re.compile(r",\s(?:and\s)?(?:the\s)?|\sand\s(?:the\s)?")
_ACTING = re.compile(r"signed|won|awarded|concluded|got|secured|obtained|agreed|landed|took")
_AWARDED = re.compile(r"won|awarded|secured|got|landed|took")
_OF_BODIES = re.compile(rf"{_SORT}$")
_ITS_BODY = re.compile(rf"(?:[’']s)?\s(?:[a-z-]+\s){{0,2}}{_SORT}\s")
# Words in a name, or its spelling, that mark it as a body rather than a person.
_BODY = re.compile(
    r"(?:Engineering|Energy|Power|\w*[Bb]ank|Banco|Banque|Finance|Treasury|Group|Metro|Mining|Ports?|Airlines?|Airways|Petroleum|Oil|Gas|Steel|Motors?|"
    r"Railways?|Rail|Resources|Construction|Industr(?:y|ies)|Holdings?|Telecom\w*|Electric|Water|Shipping|Logistics|"
    r"University|Institute|Ministry|Treasury|Authority|Agency|Board|Fund|Insurance|Capital|Minerals|Lithium|Company|"
    r"Corporation|Harbou?r|Aviation|Space|Technologies|Systems)\b|^[A-Z][A-Z&.-]+$|^[A-Z]\w+[A-Z]\w*$"
)
# A body called by what it is ("the Ministry"), and a person: no names of firms.
_CALLED = re.compile(
    r"(?:Ministry|Treasury|Authority|Agency|Board|Fund|Bank|Group|Company|Corporation|Institute|University|Government|"
    r"Commission|Council|Department)|(?:Mr|Mrs|Ms|Dr)\.?\s.*|.*\b(?:Secretary|Minister|Ambassador|Commissioner|Director)\s.*"
)
# By which markers those who sign stand in a frame, how their phrases part, and how one of them is named.
_SIGNING = frozenset({"subject", "with", "between", "by", "to", "object", "object2", "from"})
_PIECE = re.compile(r"(?:(?!,\s|\sand\s).)+")
_MEMBER = re.compile(
    rf"(?:and\s)?(?:(?:the|The|an?|its|their)\s)?(?:(?P<kind>(?:[\w’'-]+\s){{0,5}}?{_SORT})\s)?(?:of\s)?(?P<name>{_NAME})(?:\s\([A-Z][\w&-]*\))?"
)
_LIKE_PERSON = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ’'-]+\s(?:[A-Z]\.\s)?[A-ZÀ-Þ][\w’'-]*[a-zß-ÿ]")
_SORTED = re.compile(rf"\b{_SORT}\b")
# How many characters from its cue or title a name may stand.
_REACH = 240
_KINDS = frozenset({"contract", "agreement", "memorandum of understanding"})


def firms(sentence: Sentence, text: Text, cue: Deed, taken: Sequence[Actor]) -> tuple[Actor, ...]:
    """The unlisted names that stand as parties of ``text`` beside ``cue``; ``taken`` are those found already."""
    if text.kind not in _KINDS:
        return ()
    found = [*_behind(sentence, text, cue), *_ahead(sentence, text, cue)]
    for one in of_arguments(sentence, text, cue):
        if not any(_over(one.spans[0], f.spans[0]) for f in found):
            found.append(one)
    return tuple(f for f in found if not any(a.start <= f.start and f.end <= a.end for a in taken))


def of_arguments(sentence: Sentence, text: Text, cue: Deed) -> Iterator[Actor]:
    """The names in the phrases of those who sign: "Acme and the railway company, CFM, concluded"."""
    for argument in (a for f in cue.frames for a in f.of("party") if not a.nested and a.marker in _SIGNING):
        phrase = sentence.between(argument.start, argument.end)
        pieces = [(m.start(), m[0]) for m in _PIECE.finditer(phrase)]
        told = [(at + m.start("name"), m["name"], m["kind"]) for at, p in pieces if (m := _MEMBER.fullmatch(p))]
        sorted_ = any(kind or _BODY.search(name) for _, name, kind in told) or _SORTED.search(phrase) is not None
        for at, name, kind in told if text.kind == "contract" or sorted_ else ():
            span = _unowned(sentence, Span(argument.start + at, argument.start + at + len(name)))
            name = sentence.between(*span)
            person = not kind and _LIKE_PERSON.fullmatch(name) is not None and not _BODY.search(name)
            if not (person or _no_firm(sentence, span, name)):
                yield Actor(span.start, span.end, (name,), (span,), "company", name)


def _no_firm(sentence: Sentence, span: Span, name: str) -> bool:
    """Whether a name is a person's, a place's, a known party's, or no name at all."""
    known = any(m.start < span.end and span.start < m.end for m in sentence.mentions)
    opener = name.split()[0] in words_for("sentence-openers") | MONTHS
    return (
        known or opener or _CALLED.fullmatch(name) is not None or any(_over(p.span, span) for p in person_at(sentence))
    )


def within(sentence: Sentence, actor: Actor, names: Sequence[Actor]) -> bool:
    """Whether ``actor`` is only part of one of ``names``, or where it comes from: "the Turkish builder NAME"."""
    return any(
        (n.start <= actor.start and actor.end <= n.end)
        or (actor.end < n.start and _ITS_BODY.fullmatch(sentence.between(actor.end, n.start)) is not None)
        or (actor.end < n.start and _OWNED.fullmatch(sentence.between(actor.end, n.start)) is not None)
        or (n.end < actor.start and sentence.between(n.end, actor.start) == " of ")
        for n in names
    )


def _behind(sentence: Sentence, text: Text, cue: Deed) -> Iterator[Actor]:
    begins = [text.after or text.span.end]
    begins += [cue.span.end] if cue.span.start > text.span.start else []
    for begin in reversed(begins):
        match = _WITH.match(sentence.between(begin, min(sentence.end, begin + _REACH)))
        if match:
            told = list(_names(sentence, begin, match, kind=text.kind))
            if told:
                yield from told
                return


def _ahead(sentence: Sentence, text: Text, cue: Deed) -> Iterator[Actor]:
    if cue.span.start > text.span.start or not _ACTING.match(sentence.between(*cue.span)):
        return
    begin = max(sentence.start, cue.span.start - _REACH)
    kind = text.kind if _AWARDED.match(sentence.between(*cue.span)) else ""  # a person may sign, but wins no contract
    for match in _BEFORE.finditer(sentence.between(begin, cue.span.start)):
        yield from _names(sentence, begin, match, kind=kind)


def _names(sentence: Sentence, base: int, match: re.Match[str], *, kind: str) -> Iterator[Actor]:
    """Each name of the list, unless a person, a place, a date or a word that opens the sentence."""
    people = person_at(sentence)
    bodies = kind == "contract" or (match["kind"] is not None and _OF_BODIES.search(match["kind"]) is not None)
    bodies = bodies or any(_BODY.search(name) for name in _EACH.split(match["names"]))
    start = match.start("names")
    stops = [*(m.span() for m in _EACH.finditer(match["names"])), (len(match["names"]), len(match["names"]))]
    at = 0
    for low, high in stops:
        name = match["names"][at:low]
        span = _unowned(sentence, Span(base + start + at, base + start + low))
        name = sentence.between(*span)
        at = high
        known = _CALLED.fullmatch(name) is not None or any(
            m.start <= span.start and span.end <= m.end for m in sentence.mentions
        )
        opener = name.split()[0] in words_for("sentence-openers") | MONTHS
        part = sentence.between(span.end, span.end + 4) == " of "
        # "Kazakhstan Temir Zholy": no person is called by a state's name.
        of_state = any(m.label == "country" and m.start == span.start and m.end < span.end for m in sentence.mentions)
        other = part or opener or known or any(_over(p.span, span) for p in people)
        if name and (bodies or of_state) and not other:
            yield Actor(span.start, span.end, (name,), (span,), "company", name)


def _unowned(sentence: Sentence, span: Span) -> Span:
    """A name without the state that it is said to be of: "Turkey's Karpowership"."""
    whose = next((m for m in sentence.of("country", "capital") if m.start == span.start), None)
    behind = _OWNED.match(sentence.text, whose.end - sentence.start, span.end - sentence.start) if whose else None
    return Span(sentence.start + behind.end(), span.end) if behind else span


def _over(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
