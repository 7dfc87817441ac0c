"""The texts that a sentence speaks of: its titles, and words that point back ("that with Peru", "the accord")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.textnames import Text, folded, parted, singular, unled, with_purpose
from policyfacts.frames.lexicon import lexicon
from policyfacts.knowledge import compiled
from policyfacts.language.phrases import words_for
from policyfacts.language.titles import Title, about_what, find_titles
from policyfacts.records import Slot, Span

_SAME = re.compile(
    r"\b(?:similar|same|latter|comparable|such|own|this|the|its|their|these|those)\s(?:\w+\s)?$", re.IGNORECASE
)
_OWN = re.compile(r"\b(?:similar|own|comparable|such)\s(?:\w+\s)?$", re.IGNORECASE)
_ELLIPSIS = re.compile(
    r"\b(?:[Tt]hat|[Tt]hose|[Oo]ne|[Aa]nother|[Oo]thers|(?:[Aa]|[Ii]ts|[Tt]heir) counterparts?|"
    r"[Aa] (?:similar|second|third) one)\b"
    r"(?=,?\s(?:with|between|limited to)\b)"
)
# "seven memoranda, including one on rice and the first ever on defence": of the texts just named, with its own matter.
_ONE_OF_THEM = re.compile(
    r"(?<=[\s(])(?:(?:an?|the)\s(?:\w+(?:lateral|ate|her|lar|er)|first|second|third|fourth|fifth|last|new|final|"
    r"narrow|broad)"
    r"(?:\sever)?(?:\sone)?|one|another)(?=\s(?:on|for|concerning|with|between)\s(?!the\s(?:one|other)\b))"
)
_LINKED = re.compile(r"\s(?:with|between)\s(?:the\s)?[A-Z]")
# "a strategic partnership with Peru, and one with Chile": the word stands for no text.
_RANK = re.compile(
    r"\b(?:partnerships?|relationships?|alliances?|friendships?|ties|visits?|meetings?|summits?|loans?)\b"
)
_OWN_DATE = re.compile(r"\s(?:of|dated)\s(?:\d{1,2}\s)?(?:[A-Z][a-z]+\s)?(?:\d{1,2},\s)?\d{4}\b")
_ABOUT_IT = re.compile(r"\s(?:on|to|for|about)\s(?:it|them|this|these|which|\d)")
# A short form in brackets, as it is printed behind the title that it stands for.
_SHORT_FORM = re.compile(r"\([^()]{0,12}[A-Z]\w*[A-Z][^()]{0,6}\)")
_PRONOUN = re.compile(
    r"\b(?:[Ii]t|[Bb]oth|[Tt]hey|[Aa]ll (?:two|three|four|five|six)|[Tt]he (?:latter|former))\b"
    r"|\b[Ii]ts(?= (?:denunciation|termination|cancellation|ratification|signature|signing|conclusion|expiry)\b)"
)
_GENERIC = frozenset(
    "agreement agreements accord accords deal text document treaty pact memorandum plan strategy contract declaration "
    "statement protocol memoranda compact lease concession arrangement convention".split()
)
_HEADLINE_WORD = re.compile(r"(?<!\w)(?P<verb>[A-Z][a-z]+)\s(?:(?:the|an?|The|An?)\s)?")
_POSSESSED = re.compile(r"(?P<party>[A-Z][\w’'-]*)[’']s(?=\s(?:was|were|has|had|came|entered|took|followed|is)\b)")
_TEXT_NOUN = re.compile(r"\b(?P<party>[A-Z]\w+)\s(?P<noun>text|agreement|treaty|accord)\b")
_MANY = frozenset(
    {"agreement", "free trade agreement", "memorandum of understanding", "treaty", "contract", "protocol"}
)
_NEAR = 200
# As far as a pronoun may stand from the title that it stands for.
_REACH = 420


def short_titles(story: Story) -> dict[str, Title]:
    """The paper's own acronyms of titles, each with the title that it stands for."""
    found: dict[str, Title] = {}
    for sentence in story.sentences:
        for title in find_titles(sentence.text) if _SHORT_FORM.search(sentence.text) else ():
            if len(title.short) > 2 and title.named:
                found.setdefault(title.short, title)
    return found


def texts_in(sentence: Sentence, story: Story, memory: Sequence[Text], shorts: Mapping[str, Title]) -> list[Text]:
    """The texts that ``sentence`` names or points to, in order. ``memory`` holds those named before, latest last."""
    found: list[Text] = []
    for title in find_titles(sentence.text):
        text = _told(sentence, title, shorts)
        if text.opener in {"his", "her"} and text.kind == "contract":
            continue  # a player's, an employee's
        if (
            text.opener in {"no", "any"}
            or _cited(sentence, story, text.span)
            or (text.named and in_longer_name(sentence, Span(text.span.start, text.after)))
        ):
            continue
        if title.bare and title.text.lower() == "documents" and title.count is None:
            continue
        if title.bare and title.opener and title.text.istitle() and title.text.lower() not in _GENERIC:
            continue  # "the Principles"
        if title.bare and title.text.lower() in _GENERIC:
            dated = _OWN_DATE.match(sentence.text, title.after) is not None
            own = dated or _ABOUT_IT.match(sentence.text, title.after) is not None
            pointed = None if own else _pointed(sentence, text, [*memory, *found])
            told = (
                title.opener in {"a", "an", "", "its"}
                or title.kind == "contract"
                or own
                or _LINKED.match(sentence.text, title.after)
            )
            if pointed is None and not told:
                text = replace(text, unknown=True)
            text = pointed or _of_the_series(text, memory, sentence.between(text.after, sentence.end))
        found += parted(sentence, text)
    found = folded(sentence, found)
    for text in (*_elliptic(sentence, story, memory, found), *_acronyms(sentence, memory, shorts)):
        if not any(t.span.start < text.span.end and text.span.start < t.span.end for t in found):
            found.append(text)
    return sorted(found, key=lambda t: t.span)


def points_back(sentence: Sentence) -> bool:
    """Whether a pronoun in ``sentence`` may stand for a text named before."""
    return _PRONOUN.search(sentence.text) is not None


def pronoun(sentence: Sentence, memory: Sequence[Text], places: Sequence[Span]) -> list[Text]:
    """The texts that "it" or "both" stands for, where a pronoun is what a predicate speaks of (at ``places``)."""
    last = memory[-1]
    if sentence.start - last.span.end > _REACH or last.span.start < sentence.passage.start:
        return []
    for match in _PRONOUN.finditer(sentence.text):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        if any(place.start <= span.start < place.end for place in places):
            plural = match[0].lower() in {"both", "they"} or match[0].lower().startswith("all")
            group = [t for t in memory[-3:] if sentence.start - t.span.end < _REACH] if plural else [last]
            return [
                replace(t, span=span, spans=(span, *t.spans[:1]), borrowed=True, after=span.end, count=None)
                for t in group
            ]
    return []


def _told(sentence: Sentence, title: Title, shorts: Mapping[str, Title]) -> Text:
    span = Span(sentence.start + title.start, sentence.start + title.end)
    count = None
    if title.count is not None and title.count_span is not None:
        where = Span(sentence.start + title.count_span.start, sentence.start + title.count_span.end)
        count = Slot(title.count, (where,))
    long = shorts.get(title.text)
    name = long.text if long is not None and not title.short else title.text
    if title.kind == "free trade agreement" and name.lower().endswith("trade"):
        name += " agreement"  # what "free trade talks" are about
    if title.named and (verb := _headline_verb(sentence, span)):
        name, span = name[verb:], Span(span.start + verb, span.end)
    text = Text(span, name, title.kind, title.event, (span,), title.plural, title.named, title.opener, count)
    return unled(sentence, with_purpose(sentence, replace(text, after=sentence.start + title.after, only=title.only)))


def _headline_verb(sentence: Sentence, span: Span) -> int:
    """How much of a name is a headline's verb and what stands before it: "Peru Signs the" of "... Lima Accords"."""
    if sentence.passage.kind not in {"heading", "title"}:
        return 0
    verbs = lexicon().verbs
    ends = [
        match.end()
        for match in _HEADLINE_WORD.finditer(sentence.between(*span))
        if any(v.sense.family == "texts" and v.form in {"base", "third"} for v in verbs.get(match["verb"].lower(), ()))
    ]
    return ends[-1] if ends else 0


def in_longer_name(sentence: Sentence, span: Span) -> bool:
    """Whether the words at ``span``, with capitals, are only part of the name of a body, a report or a law."""
    if not sentence.between(*span)[:1].isupper():
        return False
    before, behind = _longer_names()
    return (
        before.search(sentence.between(sentence.start, span.start)) is not None
        or behind.match(sentence.between(span.end, sentence.end)) is not None
    )


@compiled
def _longer_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before and behind a title that is part of a longer name."""
    body = "|".join(sorted(words_for("bodies")))
    joint = r"(?:[A-ZÀ-Þ][\w’'-]*|of|on|to|for|the|and|with|regard|regards|in|by|under|against|from|its)"
    return (
        re.compile(rf"\b(?:{body})(?:\s{joint})*?\s(?:of|on|to|for|under|regard to)\s(?:the\s)?$"),
        re.compile(rf"(?:\s[A-ZÀ-Þ][\w’'-]*(?:\s(?:[A-ZÀ-Þ][\w’'-]*|of|on|and|for)){{0,4}}?)?\s(?:{body})\b"),
    )


def _cited(sentence: Sentence, story: Story, span: Span) -> bool:
    if any(c.start < span.end and span.start < c.end for c in story.paper.citations):
        return True
    before = sentence.between(sentence.start, span.start)
    return before.rfind("[") > before.rfind("]")


def _pointed(sentence: Sentence, text: Text, earlier: Sequence[Text]) -> Text | None:
    """The text that "the agreement" or "a similar accord" points back to."""
    lead = sentence.between(sentence.start, text.span.start)
    if not _SAME.search(lead):
        return None
    for last in reversed(earlier):
        if last.kind == text.kind or (text.kind in {"agreement", "treaty", "document"} and last.kind != "plan"):
            return replace(
                last,
                span=text.span,
                spans=(text.span, *last.spans[:1]),
                count=None,
                known=() if _OWN.search(lead) else last.known,
                borrowed=True,
                after=text.after,
                opener=text.opener,
            )
    return None


def _of_the_series(text: Text, memory: Sequence[Text], behind: str) -> Text:
    """Bare "agreements with Peru" in a section that tells of free trade agreements: one of that kind."""
    last = memory[-2:]
    bare = text.name.lower() in {"agreement", "agreements"} and behind.startswith(" with ")
    if bare and len(last) == 2 and all(t.kind == "free trade agreement" for t in last):
        return replace(text, kind=last[-1].kind, name=f"free trade {text.name.lower()}")
    return text


def _elliptic(sentence: Sentence, story: Story, memory: Sequence[Text], found: Sequence[Text]) -> Iterator[Text]:
    taken = list(_more(sentence, found))
    yield from taken
    for match in _ELLIPSIS.finditer(sentence.text):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        last = _antecedent([t for t in [*memory[-4:], *found] if t.span.end <= span.start])
        of_rank = _RANK.search(sentence.text, 0, match.start()) is not None and not found
        if last is not None and not of_rank and not any(t.span.start <= span.start < t.span.end for t in taken):
            yield replace(
                last,
                span=span,
                spans=(span, *last.spans[:1]),
                count=None,
                known=last.known,
                borrowed=True,
                elliptic=True,
                after=span.end,
                plural=match[0].lower() in {"those", "others"},
            )
    for match in _POSSESSED.finditer(sentence.text):
        start = sentence.start + match.start()
        party = next((m for m in sentence.of("country", "bloc") if m.start == start), None)
        last = _antecedent([t for t in [*memory[-2:], *found] if t.span.end <= start])
        if party is not None and last is not None:
            owner = Actor(party.start, party.end, (str(party.value),), (party.span,))
            span = Span(party.start, sentence.start + match.end())
            known = (*_shared_side(story, last), owner)
            yield replace(
                last, span=span, spans=(party.span, *last.spans[:1]), count=None, known=known,
                borrowed=True, after=span.end, plural=False,
            )  # fmt: skip
    for match in _TEXT_NOUN.finditer(sentence.text):
        party = next((m for m in sentence.of("country") if m.start == sentence.start + match.start()), None)
        if party is None or not memory or memory[-1].kind not in {"agreement", "treaty", "free trade agreement"}:
            continue
        last = memory[-1]
        if match["noun"] == "text":
            span = Span(sentence.start + match.start("noun"), sentence.start + match.end("noun"))
            yield replace(
                last, span=span, spans=(span, *last.spans[:1]), count=None, known=_shared_side(story, last),
                borrowed=True, after=span.end, plural=False,
            )  # fmt: skip


def _more(sentence: Sentence, found: Sequence[Text]) -> Iterator[Text]:
    """Texts that are only counted on: "... and one on rice", "A second, on gas, was signed in 2012"."""
    for match in _ONE_OF_THEM.finditer(sentence.text):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        earlier = [t for t in found if t.span.end <= span.start and not t.named and t.kind in _MANY]
        if earlier and span.start - earlier[-1].span.end < _NEAR:
            yield _one_more(sentence, earlier[-1], span)


def _one_more(sentence: Sentence, last: Text, span: Span) -> Text:
    about, stop = about_what(sentence.text, span.end - sentence.start)
    head = re.split(r"\s(?:on|for|concerning|regarding|about)\s", last.name, maxsplit=1)[0]
    name = singular(head) + about if about else singular(last.name)
    return replace(
        last, span=Span(span.start, sentence.start + stop), spans=(span, *last.spans[:1]), name=name, count=None,
        known=last.known, borrowed=True, elliptic=True, after=sentence.start + stop, plural=False,
    )  # fmt: skip


def _antecedent(earlier: Sequence[Text]) -> Text | None:
    """The text that "that with Peru" repeats: the last one made between sides, rather than a plan or a
    protocol to it."""
    sided = [
        t for t in earlier if t.kind in {"agreement", "free trade agreement", "memorandum of understanding", "treaty"}
    ]
    pool = sided or list(earlier)
    return pool[-1] if pool else None


def _acronyms(sentence: Sentence, memory: Sequence[Text], shorts: Mapping[str, Title]) -> Iterator[Text]:
    for short, title in shorts.items():
        for match in re.finditer(rf"(?<![\w(]){re.escape(short)}(?![\w)])", sentence.text):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            opener = "a" if re.search(r"\ban?\s$", sentence.text[: match.start()]) else ""
            known = () if opener else next((t.known for t in reversed(memory) if t.name == title.text), ())
            yield Text(
                span,
                title.text,
                title.kind,
                title.event,
                (span,),
                plural=False,
                named=True,
                opener=opener,
                known=known,
                after=span.end,
            )


def _shared_side(story: Story, last: Text) -> tuple[Actor, ...]:
    """Of a text's parties the one that "that with Peru" shares with it: the one the paper speaks of most."""
    weight = story.prominence
    ranked = sorted(last.known, key=lambda a: -max((weight[v] for v in a.values), default=0))
    return tuple(ranked[:1]) if len(last.known) > 1 else ()
