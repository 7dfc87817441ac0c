"""Agreements told in prose: treaties, memoranda, declarations, plans, contracts; who agreed, when, what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.actors import Actor, Cast, actors_in, casts_in, collective, joined, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.milestones import Milestone, bound, date_of, milestones, state
from policyfacts.language.titles import Title, find_titles
from policyfacts.records import Certainty, Fact, Slot, Span

_SKIPPED_KINDS = frozenset({"title", "front", "heading", "caption"})
_SAME = re.compile(
    r"(?:\b(?:similar|the same|the latter|comparable|such|own|this|the|its|their|these|upgrade of)\s)(?:\w+\s)?$",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(
    r"(?P<that>\b(?:[Tt]hat|[Tt]hose|[Oo]ne|[Aa]nother|[Oo]thers|(?:[Aa]|its|their) counterparts?|[Aa] (?:similar|second|third) one)\b)"
    r"(?=,?\s(?:with|between|limited to|on)\b)"
)
_PRONOUN = re.compile(r"\b(?:[Ii]t|[Bb]oth|[Tt]hey|[Aa]ll (?:two|three|four|five|six))\b")
_WITH = re.compile(
    r"(?:^|[\s(])(?:with|between|among|involving|jointly with|to|as well as)\s(?:the\s|its\s|his\s)?(?:\w+\s(?:of\s(?:the\s)?)?){0,2}$",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:^|\s)(?:by|from)\s(?:the\s)?(?:\w+\s(?:of\s(?:the\s)?)?){0,3}$", re.IGNORECASE)
_OWNER = re.compile(r"[’']s?\s(?:[\w-]+\s){0,3}$|\s?[-–—]\s?$|\s(?:[\w-]+\s)?$|^$")
_BILATERAL = frozenset(
    {
        "agreement",
        "free trade agreement",
        "memorandum of understanding",
        "treaty",
        "protocol",
        "declaration",
        "joint statement",
        "document",
    }
)
_ONE_SIDED = frozenset({"released"})
_GENERIC = frozenset(
    {
        "agreement",
        "agreements",
        "accord",
        "accords",
        "deal",
        "text",
        "document",
        "treaty",
        "pact",
        "memorandum",
        "plan",
        "strategy",
        "contract",
        "declaration",
        "statement",
        "protocol",
        "memoranda",
        "compact",
        "lease",
        "concession",
    }
)
_OCCASION = re.compile(
    r"^(?:[Oo]n|[Aa]t|[Dd]uring|[Ii]n) (?:the (?:latter|same|former)|that|this|the|his|her|their) (?:\w+ )?(?:occasion|meeting|summit|visit|event|talks|forum|conference|trip)|^(?:There|Then|Here),? "
)


@dataclass(frozen=True, slots=True)
class _Text:
    """A title as it stands in a sentence, with the words that prove it and the parties known for it from before."""

    span: Span
    name: str
    kind: str
    event: str
    spans: tuple[Span, ...]
    plural: bool
    named: bool
    count: Slot | None = None
    known: tuple[Actor, ...] = ()
    borrowed: bool = False
    after: int = 0
    opener: str = ""


def agreements(story: Story) -> Iterator[Fact]:
    """Every milestone of every agreement that the paper's prose states, in order."""
    memory: list[_Text] = []
    shorts = _shorts(story)
    place: tuple[str, ...] | None = None
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        if sentence.passage.section != place:
            memory, place = memory[-1:], sentence.passage.section
        yield from _of_sentence(sentence, story, memory, shorts)


def _shorts(story: Story) -> dict[str, Title]:
    """The paper's own acronyms of titles."""
    found: dict[str, Title] = {}
    for sentence in story.sentences:
        for title in find_titles(sentence.text):
            if title.short and len(title.short) > 2:
                found.setdefault(title.short, title)
    return found


def _of_sentence(sentence: Sentence, story: Story, memory: list[_Text], shorts: dict[str, Title]) -> Iterator[Fact]:
    texts = _texts(sentence, story, memory, shorts)
    if not texts and not (memory and _PRONOUN.search(sentence.text)):
        return
    cues = milestones(sentence, [t.span for t in texts])
    if not texts and cues:
        texts = _pronoun(sentence, memory, cues[0])
    dates = dates_of(sentence, story)
    spans = [t.span for t in texts]
    bindings: list[tuple[int, str, Milestone]] = []
    for cue in cues:
        tied = bound(sentence, cue, spans, cues)
        if tied and not any(i == tied[0] and c.event == cue.event for i, _, c in bindings):
            bindings.append((tied[0], tied[1], cue))
    bindings = [b for b in bindings for b in _shared(sentence, texts, b)]
    for index, text in enumerate(texts):
        mine = [(side, cue) for i, side, cue in bindings if i == index]
        parties_told: list[Actor] = []
        for side, cue in mine:
            stops = [c.span for _, _, c in bindings if c is not cue] + [s for s in spans if s != text.span]
            rows = list(_rows(sentence, story, text, (side, cue), (dates, stops)))
            for fact, actors in rows:
                parties_told.extend(a for a in actors if a not in parties_told)
                yield fact
        if not text.known or parties_told:
            known = tuple(parties_told) or _attached(sentence, story, text, None)
            text = replace(text, known=known or text.known)
        if dated := _adnominal(sentence, text, dates):
            if not any(
                d.edtf == dated.edtf for _, c in mine for d in [date_of(sentence, c, text.span, dates, [])] if d
            ):
                actors = _complete(sentence, story, text, _attached(sentence, story, text, None) or text.known)
                if actors or text.named:
                    yield _fact(sentence, text, actors, None, dated)
                    text = replace(text, known=tuple(actors))
        memory.append(text)


def _texts(sentence: Sentence, story: Story, memory: list[_Text], shorts: dict[str, Title]) -> list[_Text]:
    """The titles of ``sentence``, those that only point back ("that with Peru", "the agreement") resolved."""
    found: list[_Text] = []
    for title in find_titles(sentence.text):
        span = Span(sentence.start + title.start, sentence.start + title.end)
        count = None
        if title.count is not None and title.count_span is not None:
            where = Span(sentence.start + title.count_span.start, sentence.start + title.count_span.end)
            count = Slot(title.count, (where,))
        long = shorts.get(title.text)
        name, spans = title.text, (span,)
        if long is not None and not title.short:
            name = long.text
        text = _Text(
            span,
            name,
            title.kind,
            title.event,
            spans,
            title.plural,
            title.named,
            count,
            after=sentence.start + title.after,
            opener=title.opener,
        )
        text = _unled(sentence, text)
        if title.bare and title.text.lower() in _GENERIC:
            pointed = _pointed(sentence, text, [*memory, *found])
            if pointed is None and title.opener not in {"a", "an", ""} and title.opener != "its":
                continue
            text = pointed or text
        if text.opener in {"no", "any"} or not text.name:
            continue
        found.append(text)
    for match in _ELLIPSIS.finditer(sentence.text):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        earlier = [t for t in [*memory, *found] if t.span.end <= span.start]
        if earlier and not any(t.span.start <= span.start < t.span.end for t in found):
            last = earlier[-1]
            found.append(
                replace(
                    last,
                    span=span,
                    spans=(span, *last.spans[:1]),
                    count=None,
                    known=_owner_of(story, last),
                    borrowed=True,
                    after=span.end,
                    plural=match[0].lower() in {"those", "others"},
                )
            )
    for short, title in shorts.items():
        for match in re.finditer(rf"(?<![\w(]){re.escape(short)}(?![\w)])", sentence.text):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            if any(t.span.start < span.end and span.start < t.span.end for t in found):
                continue
            known = next((t.known for t in reversed(memory) if t.name == title.text), ())
            found.append(
                _Text(span, title.text, title.kind, title.event, (span,), False, True, known=known, after=span.end)
            )
    return sorted(found, key=lambda t: t.span)


def _unled(sentence: Sentence, text: _Text) -> _Text:
    """A description without the party that opens it ("EU trade agreement"); names keep theirs."""
    if text.named:
        return text
    for mention in sentence.of("country", "bloc", "organisation", "capital"):
        if text.span.start <= mention.start < text.span.end - 3 and mention.start - text.span.start < 4:
            rest = sentence.between(mention.end, text.span.end)
            cut = len(rest) - len(re.sub(r"^(?:[’']s)?[\s–—-]*", "", rest))
            begin = mention.end + cut
            if begin < text.span.end:
                trimmed = replace(
                    text,
                    span=Span(begin, text.span.end),
                    spans=(Span(begin, text.span.end),),
                    name=text.name[-(text.span.end - begin) :].strip(),
                )
                return _unled(sentence, trimmed)
    return text


def _pointed(sentence: Sentence, text: _Text, earlier: Sequence[_Text]) -> _Text | None:
    """The title that "the agreement" or "a similar accord" points back to."""
    lead = sentence.between(sentence.start, text.span.start)
    if not _SAME.search(lead):
        return None
    for last in reversed(earlier):
        same = last.kind == text.kind or text.kind in {"agreement", "treaty", "document"}
        if same and not (last.borrowed and last.name == text.name):
            own = re.search(r"\b(?:similar|own|comparable)\s", lead[-14:]) is not None
            return replace(
                last,
                span=text.span,
                spans=(text.span, *last.spans[:1]),
                count=None,
                known=() if own else last.known,
                borrowed=True,
                after=text.after,
                opener=text.opener,
            )
    return None


def _owner_of(story: Story, last: _Text) -> tuple[Actor, ...]:
    """Of a title's parties the one that "that with Peru" shares with it: the one the paper speaks of most."""
    weight = story.prominence
    ranked = sorted(last.known, key=lambda a: -max((weight[v] for v in a.values), default=0))
    return tuple(ranked[:1]) if len(last.known) > 1 else ()


def _pronoun(sentence: Sentence, memory: list[_Text], cue: Milestone) -> list[_Text]:
    """The title that "it" or "both" stands for, where the sentence before named one."""
    match = _PRONOUN.search(sentence.text)
    last = memory[-1]
    if match is None or sentence.start - last.span.end > 400 or not cue.trails and not cue.leads:
        return []
    if last.span.start < sentence.passage.start:
        return []
    span = Span(sentence.start + match.start(), sentence.start + match.end())
    plural = match[0].lower() in {"both", "they"} or match[0].lower().startswith("all")
    group = [t for t in memory[-3:] if sentence.start - t.span.end < 400] if plural else [last]
    return [replace(t, span=span, spans=(span, *t.spans[:1]), borrowed=True, after=span.end) for t in group]


def _shared(
    sentence: Sentence, texts: Sequence[_Text], binding: tuple[int, str, Milestone]
) -> Iterator[tuple[int, str, Milestone]]:
    """A binding, and the same for the titles joined to its own by "and" or a comma."""
    index, side, cue = binding
    yield binding
    step = -1 if side == "trails" else 1
    here = index
    while 0 <= here + step < len(texts):
        low, high = (
            sorted((texts[here].after or texts[here].span.end, texts[here + step].span.start))
            if step > 0
            else (texts[here + step].after or texts[here + step].span.end, texts[here].span.start)
        )
        gap = sentence.between(low, high)
        if (
            not re.fullmatch(
                r"[\s,”“\"’‘']*(?:and|or|as well as|,)?[\s,“\"‘]*(?:(?:a|an|the|its|their|\d+|\w+)\s){0,2}[“\"‘]?", gap
            )
            or len(gap) > 30
        ):
            if texts[here].span != texts[here + step].span:
                return
        here += step
        yield here, side, cue


def _rows(
    sentence: Sentence,
    story: Story,
    text: _Text,
    tied: tuple[str, Milestone],
    context: tuple[Sequence[Dated], Sequence[Span]],
) -> Iterator[tuple[Fact, tuple[Actor, ...]]]:
    side, cue = tied
    dates, stops = context
    event = state(sentence, cue)
    if not event:
        return
    attached = _attached(sentence, story, text, cue)
    dated = date_of(sentence, cue, text.span, dates, stops) or _occasion_date(sentence, story)
    dealt = _dealt(sentence, attached, dates, stops)
    subjects = _subjects(sentence, story, text, cue, side)
    if text.count is None and (
        dealt or (text.plural or _plural_cue(sentence, cue)) and len(attached) > 1 and text.kind in _BILATERAL
    ):
        lead, others = _split_lead(story, attached, subjects or text.known)
        if len(others) > 1 and (lead or dealt):
            for actor in others:
                actors = _complete(sentence, story, text, (*lead, actor))
                yield _fact(sentence, text, actors, (cue, event), dealt.get(actor.start, dated)), tuple(actors)
            return
    found = _union(attached, subjects)
    if not found or text.borrowed and len(_values(found)) < 2:
        found = _union(found, text.known)
    actors = (
        tuple(found)
        if event in _ONE_SIDED and text.kind in {"policy paper", "plan"}
        else tuple(_complete(sentence, story, text, found))
    )
    if text.kind in {"policy paper", "plan", "contract", "treaty"} and not actors and not text.named:
        return
    if not text.named and not actors and dated is None and text.count is None:
        return
    yield _fact(sentence, text, actors, (cue, event), dated), actors


def _attached(sentence: Sentence, story: Story, text: _Text, cue: Milestone | None) -> tuple[Actor, ...]:
    """The parties that the title or its cue names by "with", "between", "by", or by standing in or before the title."""
    casts = casts_in(sentence, story)
    found: list[Actor] = []
    inside = [a for a in actors_in(sentence, story) if text.span.start <= a.start and a.end <= text.span.end]
    if text.named:
        found.extend(a for a in inside if a.sort in {"party", "group"} and a.spans)
    floor = text.span.start
    for cast in reversed([c for c in casts if c.end <= floor]):
        gap = sentence.between(cast.end, floor)
        if re.fullmatch(r"[’']s?\s(?:[\w-]+\s){0,3}|\s?[-–—]\s?|\s(?:[\w-]+\s)?", gap) and (
            gap.startswith(("’", "'")) or _adjectival(cast, gap)
        ):
            found = [*cast.actors, *found]
        break
    ends = [text.after or text.span.end] + ([cue.span.end] if cue else [])
    reach = min(ends)
    previous = reach
    for cast in casts:
        if cast.start < reach or any(text.span.start <= a.start < text.span.end for a in cast.actors):
            continue
        gap = sentence.between(previous, cast.start)
        if re.search(r"[;:]|\.\s", gap) or len(gap) > 90:
            break
        if _WITH.search(gap) or (_BY.search(gap) and cue is not None):
            if re.search(r"\b(?:to|from)\s(?:the\s)?$", gap) and text.kind != "contract":
                continue
            found.extend(cast.actors)
            previous = cast.end
        elif (
            found
            and found[-1].end <= cast.start
            and re.fullmatch(r"[\s,]*(?:and\s)?(?:with\s)?(?:the\s)?", sentence.between(found[-1].end, cast.start))
        ):
            found.extend(cast.actors)
    if cue is not None:
        gathered = collective(sentence, story, Span(min(ends), min(sentence.end, max(ends) + 40)))
        if gathered and not found and _BY.search(sentence.between(min(ends), gathered.start)):
            found.append(gathered)
    return tuple(dict.fromkeys(found))


def _adjectival(cast: Cast, gap: str) -> bool:
    last = cast.actors[-1]
    return bool(gap.strip(" ") == "" or gap.strip() in {"-", "–", "—"}) and last.sort != "company"


def _subjects(sentence: Sentence, story: Story, text: _Text, cue: Milestone, side: str) -> tuple[Actor, ...]:
    """Who does it: the parties before the cue in its clause."""
    floor = cue.span.start if side == "leads" else text.span.start
    before = sentence.between(sentence.start, floor)
    begin = sentence.start + max(
        (m.end() for m in re.finditer(r"[;:]\s|,\s(?:while|whereas|but|although)\s|,\sand\s(?=\w+\s\w+ed\s)", before)),
        default=0,
    )
    casts = [c for c in casts_in(sentence, story) if begin <= c.start and c.end <= floor]
    acting = [c for c in casts if not placed(sentence, c)]
    if side == "trails":
        withs = [c for c in casts if re.search(r"\b[Ww]ith\s(?:the\s)?$", sentence.between(sentence.start, c.start))]
        return tuple(a for c in [*withs, *acting[-1:]] for a in c.actors) if withs else ()
    gathered = collective(sentence, story, Span(begin, floor))
    if gathered and (not acting or gathered.start > acting[-1].start):
        return (gathered,)
    if not acting:
        return ()
    chosen = [acting[-1]]
    for cast in reversed(acting[:-1]):
        gap = sentence.between(cast.end, chosen[0].start)
        if re.fullmatch(
            r"\s(?:has |have |had )?(?:joined|with|together with|alongside|along with|and)\s(?:the\s)?|(?:[’']s)?\s(?:[\w-]+\s){0,3}",
            gap,
        ):
            chosen.insert(0, cast)
        else:
            break
    withs = [c for c in casts if re.search(r"\b[Ww]ith\s(?:the\s)?$", sentence.between(sentence.start, c.start))]
    return tuple(a for c in [*withs, *chosen] for a in c.actors)


def _dealt(
    sentence: Sentence, attached: Sequence[Actor], dates: Sequence[Dated], stops: Sequence[Span]
) -> dict[int, Dated]:
    """Dates by party where they are dealt out: "with A in May and B in June", "with A and B in 2014 and 2015 respectively"."""
    if len(attached) < 2:
        return {}
    last = min((s.start for s in stops if s.start > attached[-1].end), default=sentence.end)
    behind = [d for d in dates if attached[0].end <= d.start < last]
    if len(behind) < 2 or len(behind) > len(attached):
        return {}
    chosen = attached[-len(behind) :]
    places = [p for a, d in zip(chosen, behind, strict=True) for p in (a.start, d.start)]
    if places == sorted(places) or "respectively" in sentence.text:
        return {a.start: d for a, d in zip(chosen, behind, strict=True)}
    return {}


def _plural_cue(sentence: Sentence, cue: Milestone) -> bool:
    words = sentence.between(cue.span.start, cue.span.end)
    return re.search(r"\b(?:studies|negotiations|talks)\b", words) is not None


def _split_lead(
    story: Story, attached: Sequence[Actor], subjects: Sequence[Actor]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The side that stands on one end of every agreement, and the others."""
    values = _values(attached)
    outside = tuple(a for a in subjects if not set(a.values) & values)
    if outside:
        return outside[-1:], tuple(attached)
    leads = tuple(a for a in attached if story.lead in a.values)
    if leads and len(attached) > 2:
        return leads[:1], tuple(a for a in attached if a not in leads)
    return (), tuple(attached) if not leads else ()


def _complete(sentence: Sentence, story: Story, text: _Text, found: Sequence[Actor]) -> list[Actor]:
    """``found`` with the side that the text leaves unsaid: the one that its paragraph, or the paper, is about."""
    actors = list(dict.fromkeys(found))
    if (
        text.kind not in _BILATERAL
        or text.kind == "joint statement"
        or len(_values(actors)) != 1
        or actors[0].sort in {"group", "company"}
    ):
        return actors
    if text.kind == "declaration" and not text.plural and not actors:
        return actors
    other = _counterpart(sentence, story, _values(actors))
    return [*actors, other] if other else actors


def _counterpart(sentence: Sentence, story: Story, known: set[str]) -> Actor | None:
    """The nearest party told before in the paragraph that the paper speaks of much; else the one it is about."""
    weight = story.prominence
    top = max(weight.values(), default=0)
    leads = {value for value, n in weight.items() if n >= 0.4 * top and n > 1}
    for mention in reversed(story.mentions_in(sentence.passage.start, sentence.end)):
        value = str(mention.value)
        if (
            mention.label in {"country", "bloc"}
            and value in leads
            and value not in known
            and mention.start < sentence.end
        ):
            if weight[value] > max((weight[k] for k in known), default=0):
                return Actor(mention.start, mention.end, (value,), (mention.span,))
    first = story.first_mention(story.lead)
    if first is not None and story.lead not in known:
        return Actor(first.start, first.end, (story.lead,), (first.span,))
    return None


def _union(one: Sequence[Actor], other: Sequence[Actor]) -> tuple[Actor, ...]:
    values = _values(one)
    return (*(a for a in other if not set(a.values) <= values), *one)


def _values(actors: Sequence[Actor]) -> set[str]:
    return {value for actor in actors for value in actor.values}


def _adnominal(sentence: Sentence, text: _Text, dates: Sequence[Dated]) -> Dated | None:
    """A date that belongs to the title itself: "the Treaty of 27 June 2014", "the 1951 Treaty"."""
    for dated in dates:
        if dated.relative:
            continue
        behind = sentence.between(text.after or text.span.end, dated.start)
        if dated.start >= text.span.end and re.fullmatch(r"\s(?:of|dated|from)\s", behind) and len(dated.edtf) >= 4:
            return dated
        ahead = sentence.between(dated.end, text.span.start)
        if text.named and dated.end <= text.span.start and ahead == " " and len(dated.edtf) == 4:
            if re.search(r"\b(?:the|a|its|their)\s$", sentence.between(sentence.start, dated.start), re.IGNORECASE):
                return dated
    return None


def _occasion_date(sentence: Sentence, story: Story) -> Dated | None:
    """The date told last before, where the sentence says "on that occasion" or "at the meeting"."""
    if not _OCCASION.search(sentence.text):
        return None
    for earlier in story.before(sentence, reach=1):
        if earlier.passage is not sentence.passage:
            return None
        found = [d for d in dates_of(earlier, story) if not d.relative]
        return found[-1] if found else None
    return None


def _fact(
    sentence: Sentence, text: _Text, actors: Sequence[Actor], told: tuple[Milestone, str] | None, dated: Dated | None
) -> Fact:
    slots = {"title": Slot(text.name, text.spans), "kind": Slot(text.kind, text.spans[:1])}
    if actors:
        slots["parties"] = joined(sorted(actors, key=lambda a: a.start))
    if dated:
        slots["date"] = Slot(dated.edtf, dated.spans)
    certainty: Certainty = "asserted"
    if told is None:
        slots["event"] = Slot(text.event, dated.spans if dated else text.spans[:1])
        rule = "adnominal-date"
    else:
        cue, event = told
        slots["event"] = Slot(event, (cue.span,))
        certainty = "hypothetical" if event == "proposed" else "asserted"
        rule = cue.name
    if text.count is not None:
        slots["count"] = text.count
    manner = "reference" if text.borrowed else "named" if text.named else "described"
    return Fact("agreements", slots, sentence.span, f"agreement/{manner}/{rule}", certainty=certainty)
