"""Meetings told in prose: summits, forums, conferences, sessions, visits, calls; when, where, who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.actors import Actor, Cast, actors_in, casts_in, joined, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import whole_words
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.places import Place, place_at
from policyfacts.facts.visits import Encounter, encounters
from policyfacts.knowledge import entries
from policyfacts.language.titles import Title, find_titles
from policyfacts.records import Certainty, Fact, Slot, Span

_SKIPPED_KINDS = frozenset({"title", "front", "heading", "caption", "cell"})
# What may stand between a meeting and its place or date, and lead to it.
_HELD = r"(?:,?\s(?:which\s)?(?:(?:was|were|is|are|be|to be|has been|had been|will(?: also)? be|will also|also|were also|was also)\s)*(?:held|hosted|convened|took place|opened|met|organi[sz]ed|planned|scheduled|staged)\b)?"
_IN = re.compile(
    rf"(?P<gap>(?:\s\([^()]*\))?{_HELD}[^.;:()]{{0,45}}?)\s(?:in|at)\s(?:the\s)?(?:\w+\scity\sof\s)?(?=[A-ZÀ-Þ])"
)
_GAP_BAR = re.compile(
    r"\b(?:that|which|who|said|announced|pledged|signed|noted|proposed|adopted|agreed|offered|to\s(?!be\b)\w+|and|as|by|with|for)\b",
    re.IGNORECASE,
)
_HOSTED = re.compile(
    r"\b(?:host(?:ed|s|ing)?|organi[sz]ed|co-?hosted|convened|held)\s(?:the\s|a\s|an\s|its\s)?(?:\d{4}\s)?(?:\w+\s)?$"
)
_TOOK = re.compile(
    r"\b(?:held|took place|hosted|convened|met|opened|gathered|attended|co-organi[sz]ed|organi[sz]ed|during|at|after|following)\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?:between|with|of|by|among|attended by|gathered|brought together)\s(?:the\s)?(?:\w+\s(?:of\s(?:the\s)?)?){0,3}$",
    re.IGNORECASE,
)
_PLURAL_OK = re.compile(r"\b(?:visits|talks|consultations|discussions|meetings of)\b", re.IGNORECASE)
_BODY = re.compile(r"\b(?:Assembly|Congress|Dialogue|Council)$")


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A meeting in a sentence: its name, the words that prove it, and what is known of it so far."""

    span: Span
    name: str
    spans: tuple[Span, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    rule: str
    named: bool
    firm: bool


def meetings(story: Story) -> Iterator[Fact]:
    """Every meeting that the paper's prose states, in order."""
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        yield from _of_sentence(sentence, story)


def _of_sentence(sentence: Sentence, story: Story) -> Iterator[Fact]:
    met = encounters(sentence, story)
    titled = [
        t
        for t in find_titles(sentence.text, knowledge="meetings")
        if not any(_overlap(e, sentence.start + t.start, sentence.start + t.end) for e in met)
    ]
    if not met and not titled:
        return
    found = sorted(
        [*(_of_encounter(e) for e in met), *(m for t in titled if (m := _of_title(sentence, story, t)))],
        key=lambda m: m.span,
    )
    dates = dates_of(sentence, story)
    for index, meeting in enumerate(found):
        low = found[index - 1].span.end if index else sentence.start
        high = found[index + 1].span.start if index + 1 < len(found) else sentence.end
        fact = _fact(sentence, story, meeting, (low, high), dates)
        if fact:
            yield fact


def _overlap(encounter: Encounter, start: int, end: int) -> bool:
    return encounter.span.start < end and start < encounter.span.end


def _of_encounter(encounter: Encounter) -> _Meeting:
    return _Meeting(
        encounter.span, encounter.name, encounter.proofs, encounter.actors, encounter.places, encounter.rule, True, True
    )


def _of_title(sentence: Sentence, story: Story, title: Title) -> _Meeting | None:
    """A named or described meeting; ``None`` for bare nouns ("the meeting") and for talk of meetings in general."""
    span = Span(sentence.start + title.start, sentence.start + title.end)
    if title.plural and not title.named and not _PLURAL_OK.search(title.text):
        return None
    if title.bare and title.opener not in {"a", "an"} or title.opener in {"no", "any", "every", "each"}:
        return None
    if re.match(
        r"[\s-](?:mechanisms?|channels?|platforms?|series|process|declaration|communiqu|statement|mechanism|secretariat|participants|meetings?\b)",
        sentence.between(span.end, sentence.end),
        re.IGNORECASE,
    ):
        return None
    inside = tuple(
        a
        for a in actors_in(sentence, story)
        if a.start < span.end and span.start <= a.start and a.sort in {"party", "group", "person"}
    )
    if title.named or inside:
        firm = not _BODY.search(title.text)
    else:
        firm = False
    return _Meeting(span, title.text, (span,), inside, (), title.kind, title.named, firm)


def _fact(
    sentence: Sentence, story: Story, meeting: _Meeting, limits: tuple[int, int], dates: Sequence[Dated]
) -> Fact | None:
    dated = _date(sentence, meeting, limits, dates)
    places = meeting.places or _places(sentence, meeting, limits[1])
    hosts = _hosts(sentence, story, meeting)
    if hosts and not places:
        places = tuple(
            Place(a.spans[0], a.values[0], sentence.between(a.start, a.end), a.values[0])
            for a in hosts[:1]
            if a.sort == "party" and len(a.values[0]) == 3
        )
    actors = _participants(sentence, story, meeting, hosts)
    near = sentence.between(max(sentence.start, meeting.span.start - 60), min(sentence.end, meeting.span.end + 60))
    if not dated and not places and not (meeting.firm and _TOOK.search(near) and actors):
        return None
    if not meeting.firm and not dated and not actors:
        return None
    slots = {"name": Slot(meeting.name, meeting.spans)}
    if dated:
        slots["date"] = Slot(dated.edtf, dated.spans)
    if places:
        slots["place"] = Slot(
            "; ".join(dict.fromkeys(p.value for p in places)), tuple(dict.fromkeys(p.span for p in places))
        )
    if actors:
        slots["participants"] = joined(actors)
    event, proof, cue = _event(sentence, meeting, limits)
    slots["event"] = Slot(event, (proof,))
    certainty: Certainty = "hypothetical" if event == "planned" else "asserted"
    return Fact("meetings", slots, sentence.span, f"meeting/{meeting.rule}/{cue}", certainty=certainty)


def _date(sentence: Sentence, meeting: _Meeting, limits: tuple[int, int], dates: Sequence[Dated]) -> Dated | None:
    """The date beside the meeting: behind it in its clause, right before it ("the 2025 ..."), or opening the clause."""
    low, high = limits
    outer = [d for d in dates if not (meeting.span.start <= d.start < meeting.span.end)]
    for dated in outer:
        if meeting.span.end <= dated.start < high:
            gap = sentence.between(meeting.span.end, dated.start)
            if re.search(r"[;:]|\.\s", gap) or len(gap) > 90 or _GAP_BAR.search(re.sub(r"\([^)]*\)", "", gap)):
                break
            return dated
    for dated in reversed(outer):
        if dated.end <= meeting.span.start:
            gap = sentence.between(dated.end, meeting.span.start)
            if re.fullmatch(r"[\s-](?:\w+\s)?", gap):
                return dated
            if dated.start >= low and not re.search(r"[;:]|\.\s", gap) and len(gap) <= 130:
                return dated
            break
    for dated in outer:
        if (
            meeting.span.end <= dated.start
            and len(sentence.between(meeting.span.end, dated.start)) < 60
            and meeting.rule in {"visit", "travel", "met", "reception"}
        ):
            return dated
    return None


def _places(sentence: Sentence, meeting: _Meeting, high: int) -> tuple[Place, ...]:
    """The place behind the meeting ("held in Lima"), in its name ("the Lima summit"), or told right before it."""
    text = sentence.text
    match = _IN.match(text, meeting.span.end - sentence.start)
    if match and sentence.start + match.end() <= high and not _GAP_BAR.search(re.sub(_HELD, "", match["gap"])):
        place = place_at(sentence, sentence.start + match.end())
        if place:
            more = re.match(r",?\sand\s(?:in\s)?(?=[A-Z])", text[place.span.end - sentence.start :])
            second = place_at(sentence, place.span.end + more.end()) if more else None
            return (place, second) if second and second.country and place.country else (place,)
    for mention in sentence.of("capital"):
        if meeting.span.start <= mention.start < meeting.span.end:
            return (Place(mention.span, mention.text, mention.text, str(mention.value)),)
    before = re.search(
        r"\b(?:[Ii]n|[Aa]t)\s(?P<name>[A-Z][\w’'-]+)(?:,\s(?:at|during)\s(?:the\s|a\s|its\s)|\sat\s(?:the\s|a\s)|,?\sfor\s(?:the\s|a\s))(?:\w+\s)?$",
        sentence.between(sentence.start, meeting.span.start),
    )
    if before:
        place = place_at(sentence, sentence.start + before.start("name"))
        if place:
            return (place,)
    return ()


def _hosts(sentence: Sentence, story: Story, meeting: _Meeting) -> tuple[Actor, ...]:
    """Who hosts or holds it, where the verb stands before the meeting."""
    lead = sentence.between(sentence.start, meeting.span.start)
    match = _HOSTED.search(lead)
    if match is None:
        return ()
    casts = [c for c in casts_in(sentence, story) if c.end <= sentence.start + match.start()]
    return casts[-1].actors if casts and sentence.start + match.start() - casts[-1].end < 40 else ()


def _participants(sentence: Sentence, story: Story, meeting: _Meeting, hosts: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those in the meeting's name; those joined to it by "of" or "between"; those who act at it."""
    found: list[Actor] = [*meeting.actors]
    if meeting.rule in {"visit", "travel", "met", "meeting-with", "reception"}:
        return tuple(found)
    casts = casts_in(sentence, story)
    for cast in casts:
        if cast.start >= meeting.span.end:
            gap = sentence.between(meeting.span.end, cast.start)
            if len(gap) < 40 and _WITH.search(gap) and not re.search(r"[;:]|\bin\b", gap):
                found.extend(cast.actors)
            break
    found.extend(a for a in hosts if a not in found)
    if len({v for a in found for v in a.values}) < 2:
        found.extend(_acting(sentence, meeting, casts))
    return tuple(dict.fromkeys(found))


def _acting(sentence: Sentence, meeting: _Meeting, casts: Sequence[Cast]) -> Iterator[Actor]:
    """Who does something at the meeting: the subject of the sentence's main clause."""
    after = [c for c in casts if c.start >= meeting.span.end and not placed(sentence, c)]
    opening = re.match(r"(?:[^,;]{0,60},\s)?(?:[Aa]t|[Dd]uring|[Ii]n|[Oo]n|[Ff]or|[Ww]hen|[Aa]fter)\b", sentence.text)
    before = [c for c in casts if c.end <= meeting.span.start and not placed(sentence, c)]
    if opening and after:
        yield from after[0].actors
    elif before and meeting.span.start - before[-1].end < 120:
        yield from before[-1].actors


def _event(sentence: Sentence, meeting: _Meeting, limits: tuple[int, int]) -> tuple[str, Span, str]:
    """What became of the meeting, with the words that prove it and the name of the cue."""
    low, high = max(limits[0], meeting.span.start - 70), min(limits[1], meeting.span.end + 60)
    window = sentence.between(low, high)
    for entry in entries("meeting_events"):
        for match in whole_words(entry["cues"]).finditer(window):
            if re.search(
                r"[;.]\s",
                window[min(match.end(), meeting.span.start - low) : max(match.start(), meeting.span.end - low)],
            ):
                continue
            return entry["event"], Span(low + match.start(), low + match.end()), entry["name"]
    return "held", meeting.spans[0], "held"
