"""The sides of a text that its sentence leaves unsaid: whom the paragraph, its heading and the paper speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from policyfacts.facts.actors import SIDES, Actor, actors_in, placed
from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.signatories import BILATERAL, values
from policyfacts.facts.textnames import Text
from policyfacts.facts.textserving import labelled
from policyfacts.records import Mention, Passage, Span

# Regions whose states act one by one: never the unsaid other side.
_REGIONAL = re.compile(
    r"(?:(?:West|East|Central|South|North|Southern|Southeast|Western|Eastern)\s)?(?:Africa|Asia|America|Europe|"
    r"Caucasus)"
    r"(?: and the Pacific)?|Sahel|Caribbean|Middle East|Indo-Pacific|Oceania|Western Balkans|LDCs|"
    r".*(?:[Cc]ountries|[Ss]tates)"
)
_SUBJECT_AFTER = re.compile(
    r"[’']s?\s|,?\s(?:which|whose|has|have|had|is|was|were|will|would|did|do|does|can|may|also|and|came|went|"
    r"\w+ed|\w+s)\b|,\s"
)
_STATES = frozenset({"party", "person", "capital", "group"})
# How much it tells of a side that it acts, opens its sentence, stands in the heading, is named again; and of a sentence
# that it lies further back.
_ACTS, _OPENS, _HEADED, _AGAIN, _FADES = 0.7, 1.5, 1.5, 0.25, 0.7
_NEAR, _SECTION = 2.0, 0.5
# Sides named less than this share as often as the one that the paper is about have that one over against them.
_SPOKE = 0.5
_PAIR = 2
# What a body may put out alone, and the bodies that rather put it out with others.
_OF_A_BODY, _WITH_OTHERS = frozenset({"declaration", "joint statement"}), frozenset({"EU", "AU", "UN"})
_CODE = len("CHN")
_TOLD_BY = re.compile(
    r"\b(?:signed|inked|concluded|exchanged|initialled|sealed)\b(?:(?!\b(?:was|were|ratified|approved|adopted)\b)[^.;]){0,60}?\s(?:by|between)\s(?:the\s|Mr\.?\s|Ms\.?\s|Dr\.?\s)?[A-Z]"
)
_THE_TWO = re.compile(
    rf"\b(?:the two|both(?: the)?)\s(?:[\w’'-]+\s){{0,3}}?{SIDES}\b|\bboth\b",
    re.IGNORECASE,
)
# Titles of texts that are mostly made between two.
_TWO_SIDED = re.compile(
    r"\b(?:[Bb]ilateral|Comprehensive Economic|Free Trade|Economic Partnership|Trade and Investment|"
    r"Investment (?:Treaty|Agreement)|"
    r"(?:Double )?Tax(?:ation)?|Friendship|Extradition|Boundary|Border|Partnership and Cooperation|Association) ?"
    r"(?:Partnership |Cooperation |Promotion |Protection )*(?:Agreement|Treaty|Pact|Accord)?\b"
)
_OWNED = re.compile(r"[’']s?\s(?:the\s)?")
_SETTING = re.compile(r"(?:In|For|With)\s(?:the\s)?")
_LEAD = re.compile(
    r"(?:[\w\s]{0,30},\s)?(?:The\s|the\s)?(?:(?!(?:[Ii]n|[Ww]ith|[Ff]or|[Aa]t|[Oo]f|[Ff]rom|[Tt]o|[Uu]nder|[Ll]ike)\s)\w+\s)?"
)


def topic(sentence: Sentence, story: Story, before: int) -> Actor | None:
    """The state that the paragraph so far, or else its heading, is about: the last subject before ``before``."""
    passage = sentence.passage
    for mention in reversed(story.mentions_in(passage.start, before)):
        if mention.label == "country" and _subject_like(story, mention) and not _in_name(story, mention):
            return _actor(mention)
    headed = _headed(story, passage)
    return headed[0] if len(headed) == 1 else None


def _in_name(story: Story, mention: Mention) -> bool:
    """Whether a country only stands in the name of a bank or a firm: "China Eximbank"."""
    return any(
        m.label == "organisation" and m.end >= mention.end for m in story.mentions_in(mention.start, mention.end + 1)
    )


def of_label(sentence: Sentence, story: Story, found: Sequence[Actor]) -> tuple[Actor, ...]:
    """The two sides that the label of a line and the heading of its list name, where ``found`` tells no other.

    "• Peru. The trade pact, signed in 2012, has applied since 2013" under the heading "CHILE".
    """
    label = labelled(story, sentence.passage)
    headed = _headed(story, sentence.passage) if label else []
    if label is None or len({a.values for a in headed}) != 1 or label.values == headed[0].values:
        return ()
    both_sides = (headed[0], label)
    return both_sides if values(found) <= values(both_sides) else ()


def completed(sentence: Sentence, story: Story, text: Text, found: Sequence[Actor]) -> tuple[Actor, ...]:
    """``found`` with the side that the text leaves unsaid: the one that its paragraph, or the paper, is about."""
    actors = tuple(dict.fromkeys(found))
    known = values(actors)
    sided = text.kind in BILATERAL or (
        text.kind == "joint statement" and not text.named and "joint" in text.name.lower()
    )
    if not sided or len(known) != 1 or actors[0].sort in {"group", "company"}:
        return actors
    if text.named and text.opener == "the" and not _linked(sentence, text):
        return actors
    name = actors[0].values[0]
    if text.kind in _OF_A_BODY and name.isupper() and len(name) != _CODE and name not in _WITH_OTHERS:
        return actors  # "the G7 issued a joint declaration"
    ranked = in_play(sentence, story, text.span.start, known)
    if any(_owns(story, a, actors[0]) for a in ranked):
        return actors  # a firm or an agency of a state has no state over against it
    if "accession" in text.name.lower():  # whoever accedes does so to what the text itself names
        ranked = [a for a in ranked if text.span.start <= a.start < max(text.span.end, text.after)]
    return (*actors, ranked[0]) if ranked else actors


def _owns(story: Story, state: Actor, body: Actor) -> bool:
    """Whether a state is only told as that of a body: "India's NHPC"."""
    return state.end < body.start and _OWNED.fullmatch(story.paper.text, state.end, body.start) is not None


def both(sentence: Sentence, story: Story, text: Text) -> tuple[Actor, ...]:
    """The two sides of a text of which the sentence names none; none where the paragraph leaves it open."""
    of_two = _THE_TWO.search(sentence.text) is not None
    named = text.named and text.opener not in {"a", "an", "its", "their"} and not of_two
    if named and not _of_these_two(sentence, story, text):
        return ()
    if text.kind not in BILATERAL | {"joint statement"}:
        return ()
    some = text.plural and (_somebody(sentence, story) or (text.count is not None and _two_before(sentence, story)))
    if not (text.named or text.opener or some):
        return ()  # "by agreement", "many agreements were signed": plain talk
    if text.kind == "declaration" and "joint" not in text.name.lower():  # a conference's own, of all who sat in it
        return ()
    sides = tuple(in_play(sentence, story, text.span.start, ())[:2])
    here = {str(m.value) for m in sentence.of("country", "bloc", "capital")}
    if _TOLD_BY.search(sentence.between(text.span.start, sentence.end)) and not here & values(sides):
        # Who signed is told, though not in words that name a state: it is nobody else.
        return ()
    return sides if len(sides) == 2 else ()


def _of_these_two(sentence: Sentence, story: Story, text: Text) -> bool:
    """Whether a text by its name has two sides, and its paragraph names two states and no more before it."""
    if _TWO_SIDED.search(text.name) is None:
        return False
    return len({a.values for _, a in _spoken_of(sentence, story, text.span.start)}) == _PAIR


def _two_before(sentence: Sentence, story: Story) -> bool:
    """Whether the sentence before in the paragraph tells of two states: "Xi visited Peru. Ten texts were signed"."""
    for earlier in story.before(sentence, reach=1):
        told = [a for a in actors_in(earlier, story) if a.sort in _STATES and sovereign(story, a)]
        return earlier.passage is sentence.passage and len(values(told)) == _PAIR
    return False


def _somebody(sentence: Sentence, story: Story) -> bool:
    """Whether the sentence speaks of a state, of those who act for one, or of "the two"."""
    told = [a for a in actors_in(sentence, story) if a.sort in _STATES and sovereign(story, a)]
    return bool(told) or _THE_TWO.search(sentence.text) is not None


def host(sentence: Sentence, story: Story, text: Text, found: Sequence[Actor]) -> tuple[Actor, ...]:
    """The sides of a contract: ``found``, and the state that the paragraph is about where they are one company."""
    actors = tuple(dict.fromkeys(found))
    if any(a.sort != "company" and sovereign(story, a) for a in actors) or len(actors) > 1:
        return actors
    near = [a for _, a in _spoken_of(sentence, story, text.span.start) if a.values != (story.lead,)]
    ranked = [a for a in in_play(sentence, story, text.span.start, ()) if a in near]
    return (*ranked[:1], *actors)


def shared(sentence: Sentence, story: Story, text: Text) -> tuple[Actor, ...]:
    """Of the sides of the text before the one that "that with Peru" shares with it.

    It is the one that the paragraph begins with ("In the Maldives ..."), else the one that the paper speaks of most.
    """
    if len(values(text.known)) < 2:
        return ()
    start = sentence.passage.start
    opening = [m for m in story.mentions_in(start, start + 40) if m.label in SOVEREIGN_LABELS]
    own = [a for a in text.known if opening and a.values == (str(opening[0].value),)]
    lead = story.paper.text[start : opening[0].start] if own else ""
    opens = lead in {"", "The "} and story.lead not in values(text.known)
    if own and (_SETTING.fullmatch(lead) or opens):
        return (own[0],)
    weight = story.prominence
    ranked = sorted(
        text.known, key=lambda a: (-max((weight[v] for v in a.values), default=0), story.lead not in a.values)
    )
    return tuple(ranked[:1])


def in_play(sentence: Sentence, story: Story, before: int, known: Collection[str]) -> list[Actor]:
    """The states and blocs, none of ``known``, that may be meant without being named, likeliest first.

    They are those that the paragraph names up to ``before``, the sentence behind it, the headings and the opening of
    the section or item; and the one that the paper is about, where the section names it. They are weighed by what the
    paragraph says of them, by how often the section names them and, where ``known`` is not itself what the paper is
    about, how often the paper does.
    """
    near: dict[str, float] = {}
    seen: dict[str, Actor] = {}
    for weight, actor in _spoken_of(sentence, story, before):
        value = actor.values[0]
        seen.setdefault(value, actor)
        high, low = max(near.get(value, 0.0), weight), min(near.get(value, 0.0), weight)
        near[value] = high + _AGAIN * low
    item = story.item(sentence)
    if item is not None and item.start == 0 and item.end >= len(story.paper.text.rstrip()):
        item = None  # the whole paper, which has a subject of its own
    section = _section_counts(story, sentence.passage.section)
    for actor in (*_behind(story, sentence, before), *_opening(story, sentence)):
        seen.setdefault(actor.values[0], actor)
    if item is None and story.lead not in seen and (mention := _in_section(story, sentence, story.lead)) is not None:
        seen[story.lead] = _actor(mention)
    paper = story.prominence
    spoke = item is None and max((paper[k] for k in known), default=0) < _SPOKE * max(paper.values(), default=1)
    scores = {
        value: _share(near, value) * _NEAR + _share(section, value) * _SECTION + _share(paper, value) * spoke
        for value in seen
    }
    ranked = sorted(scores, key=lambda value: (-scores[value], -seen[value].start))
    return [seen[value] for value in ranked if value not in known and not _REGIONAL.fullmatch(value)]


def _behind(story: Story, sentence: Sentence, before: int) -> Iterator[Actor]:
    """The states and blocs that the sentence names behind the place ``before``."""
    told = (a for a in actors_in(sentence, story) if a.start >= before and a.sort in _STATES and len(a.values) == 1)
    yield from (a for a in told if sovereign(story, a))


def _opening(story: Story, sentence: Sentence) -> Iterator[Actor]:
    """The states and blocs that the item's headline, or the first paragraph of the section, names."""
    item, section = story.item(sentence), sentence.passage.section
    if item is not None:
        spans = [item.headline]
    else:
        first = next((p for p in story.paper.passages if p.section == section and p.kind in {"prose", "item"}), None)
        spans = [Span(first.start, first.end)] if first is not None and section else []
    for span in spans:
        yield from (_actor(m) for m in story.mentions_in(*span) if m.label in SOVEREIGN_LABELS)


def _in_section(story: Story, sentence: Sentence, value: str) -> Mention | None:
    """The mention of ``value`` nearest before the sentence in its section."""
    section, found = sentence.passage.section, None
    for passage in story.paper.passages:
        if passage.section == section and passage.start <= sentence.start:
            here = [
                m for m in story.mentions_in(passage.start, passage.end) if m.value == value and m.start < sentence.end
            ]
            here = [m for m in here if not _in_name(story, m)]
            found = here[-1] if here else found
    return found


def _share(counts: Mapping[str, float], value: str) -> float:
    """The weight of ``value`` beside that of the heaviest."""
    return counts.get(value, 0.0) / max(counts.values(), default=1.0)


def _section_counts(story: Story, section: tuple[str, ...]) -> Counter[str]:
    """In how many sentences of ``section`` each state and bloc is named."""
    counts: Counter[str] = Counter()
    for sentence in story.sentences:
        if sentence.passage.section == section:
            counts.update({str(m.value) for m in sentence.of(*SOVEREIGN_LABELS)})
    return counts


def _spoken_of(sentence: Sentence, story: Story, before: int) -> Iterator[tuple[float, Actor]]:
    """Each state named in the paragraph before the place ``before``, nearest first, and in its heading."""
    fade = 1.0
    earlier = [s for s in story.before(sentence, reach=6) if s.passage is sentence.passage]
    for here in (sentence, *earlier):
        for actor in reversed(actors_in(here, story)):
            if actor.end > before or actor.sort not in _STATES or len(actor.values) > 1:
                continue
            if sovereign(story, actor):
                yield fade * (1 + _ACTS * (not placed(here, actor))) + _OPENS * _opens(here, actor), actor
        fade *= _FADES
    headed = _headed(story, sentence.passage)
    for actor in headed if len(headed) <= _PAIR else ():  # a longer list is of those dealt with one by one
        yield _HEADED, actor


def _opens(sentence: Sentence, actor: Actor) -> bool:
    """Whether ``actor`` is what the sentence is about: its subject, or the place with which the paragraph begins."""
    lead = sentence.between(sentence.start, actor.start)
    if sentence.start == sentence.passage.start and _SETTING.fullmatch(lead):
        return True
    return (
        _LEAD.fullmatch(lead) is not None
        and _SUBJECT_AFTER.match(sentence.between(actor.end, sentence.end)) is not None
        and not placed(sentence, actor)
    )


def sovereign(story: Story, actor: Actor) -> bool:
    """Whether ``actor`` is a state or a bloc, or stands for one."""
    inside = story.mentions_in(actor.start, actor.end)
    return actor.sort != "party" or any(m.label in SOVEREIGN_LABELS and m.value == actor.values[0] for m in inside)


def _headed(story: Story, passage: Passage) -> list[Actor]:
    """The states that the heading of ``passage``'s section names."""
    headings = [p for p in story.paper.passages if p.kind == "heading" and p.end <= passage.start]
    if not headings or not passage.section:
        return []
    last = headings[-1]
    if story.paper.text[last.start : last.end] not in passage.section[-1]:
        return []
    return [_actor(m) for m in story.mentions_in(last.start, last.end) if m.label == "country"]


def _subject_like(story: Story, mention: Mention) -> bool:
    text = story.paper.text
    opened = re.search(
        r"(?:^|[.!?;:]\s(?:\d+\.\s)?|\n|,\s)(?:The\s|In\s|the\s)?$", text[max(0, mention.start - 12) : mention.start]
    )
    return opened is not None and _SUBJECT_AFTER.match(text, mention.end) is not None


def _actor(mention: Mention) -> Actor:
    return Actor(mention.start, mention.end, (str(mention.value),), (mention.span,))


def _linked(sentence: Sentence, text: Text) -> bool:
    return re.match(r"(?:\s\([^)]*\))?\s(?:with|between)\b", sentence.between(text.span.end, sentence.end)) is not None
