"""Encounters of those who act for states and organisations: visits, receptions, talks, calls, gatherings.

Each predicate of a meeting that the sentence holds is read by its sense: who takes part by its roles, where by its
place. Who is merely mentioned takes no part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.actors import Actor, actors_in, antecedents, collective
from policyfacts.facts.bodies import joint_body_of
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.nomeetings import no_meeting, no_visit
from policyfacts.facts.places import Place, place_at, places_in
from policyfacts.facts.sides import acting_nouns, of_role, sides
from policyfacts.frames import Argument, Frame
from policyfacts.language.phrases import with_round
from policyfacts.records import Span

_FAMILY = "meetings"
_NAME_LENGTH = 160
_NAMED = re.compile(r"[A-Z]")
_PLAIN = re.compile(r"(?:[a-z\d-]+\s){1,4}")
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their)\s", re.IGNORECASE)
_POINTING = re.compile(r"(?:these|those|this|that|such|both|all|several|some)\b", re.IGNORECASE)
_OCCASION = re.compile(
    r"\b(?:meeting|session|conference|forum|workshop|summit|event|dialogue|gathering|round|talk|consultation|visit)s?$",
    re.IGNORECASE,
)
_OCCASION_WORDS = frozenset(
    "round rounds talks consultation consultations sitting plenary edition negotiations".split()
)
_PAIR = 2
_SITES = frozenset(
    "centre center prison facility camp site hospital school headquarters border region district province city town "
    "village port base palace airport plant factory area territory territorie capital settlement".split()
)
_SITE_NAME = 60
_CODE = len("CHN")
_SECTION = 12
_DAY = len("2019-05-03")
# So near before its verb somebody's words belong to the words that tell the encounter.
_BESIDE = 40
_TIMES = re.compile(r"\s(?:\w+\s)?(?:twice|(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many)\stimes)\b")
_WISHED = frozenset("pledge promise urge seek propose need want demand favour favor support recommend".split())
_PLURAL = frozenset({"talk", "negotiation", "consultation", "discussion"})


# What stands behind these verbs took place: "the tour took her to Lima", "held talks", "opened a visit".
_HAPPENS = frozenset(
    "take bring lead begin start open end close conclude finish see follow mark last have hold make pay host".split()
)
# "Mr. Doe of KfW", whatever office he holds.
_TITLED = re.compile(r"(?:H\.\s?E\.|Mr|Mrs|Ms|Dr|Prof|Sir|Sheikh|Sheikha|Dame|Lord)\b\.?\s")
_ELSEWHERE = re.compile(r"\b(?:there|thither)$")
_WHERE = re.compile(r"(?P<lead>(?:.*[,;]\s)?[Ii]n\s(?:the\s)?)[A-ZÀ-Þ][\w’ -]{2,30},\swhere\b[^,;]*$")
_AFTER_ALL = re.compile(r"\b(?:after all|no longer|any longer|any more|anymore)\b")
_PRONOUNS = frozenset({"they", "both", "the two"})
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w’-]+(?:\s[A-ZÀ-Þ][\w’-]+){1,2}")


@dataclass(frozen=True, slots=True)
class Encounter:
    """A visit or a meeting: its name, the words that tell it, who takes part, and where (if told)."""

    span: Span
    name: str
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    rule: str
    proofs: tuple[Span, ...]
    frame: Frame


def encounters(sentence: Sentence, story: Story) -> list[Encounter]:
    """Every visit and encounter that ``sentence`` tells, in order; of two readings of the same words the fuller."""
    found = [
        encounter
        for frame in story.frames(sentence, _FAMILY)
        if (not frame.negated or _dropped(sentence, frame))
        and (read := _READERS.get(frame.sense))
        and (encounter := read(sentence, story, frame))
    ]
    kept: list[Encounter] = []
    for encounter in sorted(found, key=lambda e: (-len(_values(e.actors)), -len(e.places), e.span)):
        if not any(_same(encounter, other) for other in kept):
            kept.append(encounter)
    return sorted(kept, key=lambda e: e.span)


def _same(one: Encounter, other: Encounter) -> bool:
    """Whether two encounters are one: their words overlap, or one is the noun that the other's verb supports."""
    if one.span.start < other.span.end and other.span.start < one.span.end:
        return True
    verbs = {frame.verb for frame in (one.frame, other.frame) if frame.form == "nominal"}
    return one.frame.span in verbs or other.frame.span in verbs


def _meeting(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X met Y", "talks between X and Y", "X and Y held talks"."""
    if no_meeting(sentence, story, frame):
        return None
    told = sorted(frame.of("participant"), key=lambda a: (a.marker != "subject", a.nested, a.start))
    if frame.form != "nominal" and (found := _of_body(sentence, story, frame)):
        return found
    ones = sides(sentence, story, told) or _they(sentence, story, told)
    places = places_of(sentence, frame, "place")
    if frame.form == "nominal" and frame.support in _WISHED:
        return None  # "pledged closer consultation"
    if _TIMES.match(sentence.text, frame.end - sentence.start):
        return None  # how often they met is no meeting
    if not _somebody(ones) or (len(_values(ones)) < _PAIR and not (_by_itself(sentence, frame, ones))):
        return None
    noun = "call" if frame.sense == "call" else frame.lemma if frame.form == "nominal" else "meeting"
    kind = _round(sentence, frame) + _kind(sentence, frame)
    first, rest = called(sentence, ones[0]), ones[1:]
    if frame.form != "nominal" and (body := _body(sentence, frame)):
        name = f"{noun} of {body}"
    elif not rest:
        name = f"{kind}{noun} of {first}"
    elif noun not in _PLURAL and _one_phrase(ones, told):
        name = f"{kind}{noun} of {_listed(sentence, ones)}"
    elif noun in _PLURAL:
        name = f"{kind}{noun}s between {first} and {_listed(sentence, rest)}"
    else:
        name = f"{kind}{noun} of {first} with {_listed(sentence, rest)}"
    return _encounter(sentence, frame, name, ones, places)


def _dropped(sentence: Sentence, frame: Frame) -> bool:
    """Whether what was planned will not be: "she will not visit Peru after all"."""
    ahead = frame.mood == "planned" or frame.tense == "future"
    return frame.negated and ahead and _AFTER_ALL.search(sentence.between(*frame.clause)) is not None


def outlook(frame: Frame) -> str:
    """What a predicate itself says of its meeting: "planned", "held", "cancelled", or nothing."""
    if frame.negated:
        return "cancelled"
    if frame.mood == "planned" or frame.tense == "future":
        return "planned"
    told = frame.form in {"active", "passive", "relative"} or frame.support in _HAPPENS
    return "held" if told and frame.tense == "past" and not frame.mood else ""


def _one_phrase(ones: Sequence[Actor], told: Sequence[Argument]) -> bool:
    """Whether one phrase tells all who met, as "the ministers of Peru and Chile" does."""
    if any(one.sort == "person" for one in ones[1:]):
        return False
    return any(all(a.start <= one.start and one.end <= a.end for one in ones) for a in told)


def _they(sentence: Sentence, story: Story, told: Sequence[Argument]) -> tuple[Actor, ...]:
    """ "They met again": the two named last together."""
    pronoun = next((a for a in told if sentence.between(a.start, a.end).lower() in _PRONOUNS), None)
    return tuple(antecedents(sentence, story, pronoun.start, _PAIR)) if pronoun else ()


def _of_body(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "The joint commission met in Lima": its members met, where the clause tells a day or a place."""
    told = list(frame.of("participant"))
    body = joint_body_of(sentence, story, told[0]) if len(told) == 1 else None
    places = places_of(sentence, frame, "place")
    dated = any(frame.clause.start <= d.start < frame.clause.end for d in sentence.of("date"))
    if body is None or not (places or dated):
        return None
    found = _encounter(sentence, frame, f"meeting of {body.name}", body.members, places)
    return replace(found, proofs=tuple(dict.fromkeys((*found.proofs, body.span)))) if found else None


def _occasion_head(sentence: Sentence, argument: Argument) -> bool:
    """Whether what is convened is a meeting, which is told by its own name."""
    head = sentence.between(argument.head, argument.head_end)
    return _OCCASION.search(head) is not None or head.lower() in _OCCASION_WORDS


def _by_itself(sentence: Sentence, frame: Frame, ones: Sequence[Actor]) -> bool:
    """Whether a body met: "the Board of the Bank met in Lima on 3 May" needs nobody else, but a day or a place."""
    body = len(ones) == 1 and ones[0].sort in {"party", "company"} and len(ones[0].values[0]) > _CODE
    told = any(frame.clause.start <= d.start < frame.clause.end for d in sentence.of("date"))
    return body and told and frame.form == "active" and frame.lemma == "meet" and frame.one("object", "with") is None


def _visit(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X visited Y", "X's visit to Y"."""
    own = [a for a in frame.of("guest") if not a.inherited] if frame.form == "nominal" else []
    guests = sides(sentence, story, own or list(frame.of("guest")))
    places = places_of(sentence, frame, "place") or _places_meant(sentence, story, frame) or _site(sentence, frame)
    if not places and _ELSEWHERE.search(sentence.between(frame.start, frame.end)):
        places = _there(sentence, story, frame, guests)
    places = places or _where(sentence, frame)
    guests = guests or _strangers(sentence, story, frame, places)
    if frame.form == "nominal" and frame.lemma == "call" and not any(frame.of("at")):
        return None  # the telephone's
    guests = tuple(g for g in guests if not any(p.span.start <= g.start < p.span.end for p in places))
    hosts_too = {p.country for p in places if p.country}
    guests = tuple(g for g in guests if not set(g.values) & hosts_too) or _others(sentence, story, frame, hosts_too)
    if not guests or (not places and not _somebody(guests)) or no_visit(sentence, frame, guests, places):
        return None
    if frame.form != "nominal" and not _official(sentence, frame, guests):
        return None
    if not places and frame.form != "nominal":
        return None
    hosts = tuple(
        Actor(*p.span, (p.country,), (p.span,))
        for p in places
        if p.country and not any(p.country in g.values for g in guests)
    )
    if not places and (home := _home(sentence, story, guests)):
        hosts = (home,)
    where = " and ".join(dict.fromkeys(p.words for p in places))
    name = f"{frame.lemma if frame.form == 'nominal' else 'visit'} of {_listed(sentence, guests)}"
    return _encounter(sentence, frame, f"{name} to {where}" if where else name, (*guests, *hosts), places)


def _where(sentence: Sentence, frame: Frame) -> tuple[Place, ...]:
    """ "in Chile, where it was signed during her visit": there."""
    clause = _WHERE.match(sentence.between(sentence.start, frame.start))
    place = place_at(sentence, sentence.start + clause.end("lead")) if clause and frame.form == "nominal" else None
    return (place,) if place else ()


def _strangers(sentence: Sentence, story: Story, frame: Frame, places: Sequence[Place]) -> tuple[Actor, ...]:
    """Somebody whom the paper does not introduce ("Jane Doe's trip"): he acts for whom the paragraph is about."""
    for argument in frame.of("poss") if frame.form == "nominal" and places else ():
        name = re.sub(r"[’']s?$", "", sentence.between(argument.start, argument.end))
        here = story.mentions_in(sentence.passage.start, sentence.passage.end)
        lead = next((m for m in here if m.value == story.lead and m.label == "country"), None)
        if _FULL_NAME.fullmatch(name) and lead and story.lead not in {p.country for p in places}:
            return (Actor(*argument.span, (story.lead,), (argument.span, lead.span), "person", name),)
    return ()


def _there(sentence: Sentence, story: Story, frame: Frame, guests: Sequence[Actor]) -> tuple[Place, ...]:
    """The capital, or else the country, named last before "there", that is not the guest's own."""
    for near in (sentence, *story.before(sentence, reach=1)):
        named = [m for m in near.of("capital", "country") if m.end <= frame.start]
        named = [m for m in named if str(m.value) not in _values(guests)]
        for mention in sorted(named, key=lambda m: (m.label != "capital", -m.start)):
            value = mention.text if mention.label == "capital" else str(mention.value)
            return (Place(mention.span, value, mention.text, str(mention.value)),)
    return ()


def _sending(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X sent its minister to Y"."""
    people = of_role(sentence, story, frame, "host")
    told = next(frame.of("guest"), None)
    places = places_of(sentence, frame, "place")
    head = re.match(r"[\w-]+", sentence.between(told.head, told.head_end)) if told else None
    if not people or told is None or head is None or not places or head[0].lower() not in acting_nouns() - {"mission"}:
        return None
    hosts = tuple(
        Actor(*p.span, (p.country,), (p.span,)) for p in places if p.country and p.country not in _values(people)
    )
    name = f"visit of the {_words(sentence, told)} of {called(sentence, people[0])} to {places[0].words}"
    return _encounter(sentence, frame, name, (*people[:1], *hosts), places)


def _body(sentence: Sentence, frame: Frame) -> str:
    """The body, or the ministers, who met by themselves: "the Joint Commission of Peru and Chile met"."""
    told = list(frame.of("participant"))
    if len(told) != 1 or told[0].marker not in {"subject"}:
        return ""
    words = re.sub(r"\s+", " ", sentence.between(told[0].start, told[0].end))
    if words.lower() in _PRONOUNS:
        return ""
    return words[:1].lower() + words[1:] if re.match(r"(?:The|Ministers|Leaders)\b", words) else words


def _home(sentence: Sentence, story: Story, guests: Sequence[Actor]) -> Actor | None:
    """The state that the section is about, where nothing says whither a visit led."""
    if not story.lead.isupper() or len(story.lead) != _CODE or story.lead in _values(guests):
        return None
    for near in (sentence, *story.before(sentence, reach=_SECTION)):
        for mention in near.of("country"):
            if mention.value == story.lead:
                return Actor(mention.start, mention.end, (story.lead,), (mention.span,))
    return None


def _others(sentence: Sentence, story: Story, frame: Frame, hosts: set[str]) -> tuple[Actor, ...]:
    """Whose visit it is where the nearest person is at home there: "he signed it with his counterpart on his visit"."""
    people = (a for a in actors_in(sentence, story) if a.sort == "person" and not set(a.values) & hosts)
    return tuple(a for a in people if a.end <= frame.start)[:1]


def _reception(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X received Y", "Y was received in Lima": a guest is somebody."""
    guests = of_role(sentence, story, frame, "guest")
    titled = any(_TITLED.match(sentence.between(a.start, a.end)) for a in frame.of("guest"))
    if not titled and not any(g.sort == "person" for g in guests):
        return None
    hosts = tuple(h for h in of_role(sentence, story, frame, "host") if not set(h.values) & _values(guests))
    places = places_of(sentence, frame, "place")
    if not hosts and not places:
        return None
    there = tuple(
        Actor(*p.span, (p.country,), (p.span,)) for p in places if p.country and p.country not in _values(guests)
    )
    by = f" by {_listed(sentence, hosts)}" if hosts else f" in {places[0].words}"
    name = f"reception of {_listed(sentence, guests)}{by}"
    return _encounter(sentence, frame, name, (*hosts, *guests, *(() if hosts else there)), places)


def _gathering(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "The ministers of X and Y gathered in Lima"."""
    if found := _of_body(sentence, story, frame):
        return found
    ones = of_role(sentence, story, frame, "participant")
    places = places_of(sentence, frame, "place")
    if any(_occasion_head(sentence, a) for a in frame.of("object")):
        return None
    if not ones or not (places or len(_values(ones)) >= _PAIR):
        return None
    who = next((_words(sentence, a) for a in frame.of("participant")), "")
    if not who or _OCCASION.search(who):  # "the meeting convened by the bank" is told by its own name
        return None
    return _encounter(sentence, frame, f"gathering of {who}", ones, places)


def _joint_act(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """Two people of two states who do one thing at one place on one day: "On 3 May 2019, in Rome, X and Y signed"."""
    ones = of_role(sentence, story, frame, "participant")
    days = [
        d for d in sentence.of("date") if len(str(d.value)) == _DAY and frame.clause.start <= d.start < frame.clause.end
    ]
    if len(days) != 1 or len(_values(ones)) < _PAIR or not any(a.sort == "person" for a in ones) or frame.mood:
        return None
    places = tuple(
        p for a in frame.of("in", "at") for p in places_in(sentence, a.start, a.end, head=a.head) if p.country
    )
    if not places:
        return None
    name = f"meeting of {called(sentence, ones[0])} with {_listed(sentence, ones[1:])}"
    return _encounter(sentence, frame, name, ones, places)


def _seeing(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X saw Y", "X spoke with Y": a meeting where both are people."""
    told = sides(sentence, story, list(frame.of("participant")))
    return _meeting(sentence, story, frame) if len(told) >= _PAIR and all(a.sort == "person" for a in told) else None


_READERS: Mapping[str, Callable[[Sentence, Story, Frame], Encounter | None]] = {
    "meet": _meeting,
    "call": _meeting,
    "see": _seeing,
    "visit": _visit,
    "send": _sending,
    "receive": _reception,
    "gather": _gathering,
    "sit": _of_body,
    "act": _joint_act,
}


def _encounter(
    sentence: Sentence, frame: Frame, name: str, actors: Sequence[Actor], places: Sequence[Place]
) -> Encounter | None:
    opens = frame.verb.end if frame.verb and frame.form != "nominal" else sentence.start  # "and Ghana in June"
    inside = [a for a in actors if opens <= a.start < sentence.end]
    ends = [frame.end, *(p.span.end for p in places)]
    start = min([frame.start, *(a.start for a in inside if frame.start - a.end < _BESIDE and a.end <= frame.start)])
    proofs = (frame.span, *(s for a in actors for s in a.spans), *(p.span for p in places))
    if len(name) > _NAME_LENGTH:
        return None
    return Encounter(
        Span(start, max(ends)),
        name,
        tuple(dict.fromkeys(actors)),
        tuple(places),
        f"{frame.sense}+{frame.form}",
        tuple(dict.fromkeys(proofs)),
        frame,
    )


def _official(sentence: Sentence, frame: Frame, guests: Sequence[Actor]) -> bool:
    """Whether those who travel do so for their state: people in office, delegations, bodies."""
    if any(g.sort == "person" or (len(g.values[0]) > len("CHN") and g.sort != "crowd") for g in guests):
        return True
    heads = [re.match(r"[\w-]+", sentence.between(a.head, a.end)) for a in frame.of("guest")]
    return any(h and h[0].lower() in {"delegation", "delegations", "officials", "ministers", "leaders"} for h in heads)


def places_of(sentence: Sentence, frame: Frame, role: str) -> tuple[Place, ...]:
    """The places that a frame's phrases in ``role`` name."""
    found: list[Place] = []
    for argument in frame.of(role):
        here = places_in(sentence, argument.start, argument.end, head=argument.head)
        # What a verb that only supports the noun says of "in" may be a paper or a plan: it must be a state's place.
        found += [p for p in here if p.country or not argument.inherited]
    return tuple({p.value: p for p in reversed(found)}.values())[::-1]


def _places_meant(sentence: Sentence, story: Story, frame: Frame) -> tuple[Place, ...]:
    """The states that "the two countries" in a visit's phrase stand for."""
    text = story.paper.text
    for argument in frame.of("to", "object"):
        both = collective(sentence, story, argument.span)
        if both and both.start <= argument.head < both.end:
            told = zip(both.values, both.spans[1:], strict=False)
            return tuple(Place(span, value, text[span.start : span.end], value) for value, span in told)
    return ()


def _site(sentence: Sentence, frame: Frame) -> tuple[Place, ...]:
    """A place that is told by what it is: "the Mpanda prison", "a camp near the border"."""
    for argument in frame.of("place"):
        head = sentence.between(argument.head, argument.head_end).lower()
        if not argument.inherited and head.rstrip("s") in _SITES:
            words = re.sub(r"\s+", " ", sentence.between(argument.start, argument.end))
            name = _ARTICLE.sub("", words)
            if _POINTING.match(name) or " " not in name:
                return ()  # "those prisons", "the camp": it is not told which
            return (Place(argument.span, name, name, ""),) if len(name) < _SITE_NAME else ()
    return ()


def _kind(sentence: Sentence, frame: Frame) -> str:
    """What sort of a meeting a noun says it was: "first trilateral ", "virtual "; empty where it does not."""
    if frame.form != "nominal":
        return ""
    # The capital of a sentence's first word names nothing.
    plain = (
        a for a in frame.of("modifier") if not _NAMED.search(sentence.between(max(a.start, sentence.start + 1), a.end))
    )
    own = [a for a in plain if a.end <= frame.start]
    start = min((a.start for a in own), default=frame.start)
    words = re.sub(r"\s+", " ", sentence.between(start, frame.start))
    if start == sentence.start:
        words = words[:1].lower() + words[1:]
    return words if words and _PLAIN.fullmatch(words) else ""


def _round(sentence: Sentence, frame: Frame) -> str:
    """ "third round of ", where a noun is told as one of a series."""
    before = min((a.start for a in frame.of("modifier") if a.end <= frame.start), default=frame.start) - sentence.start
    start = with_round(sentence.text, before) if frame.form == "nominal" else before
    return re.sub(r"\s+", " ", sentence.text[start:before])


def _somebody(actors: Sequence[Actor]) -> bool:
    return any(a.sort in {"person", "party", "group", "collective", "company"} for a in actors)


def _values(actors: Sequence[Actor]) -> set[str]:
    return {value for actor in actors for value in actor.values}


def called(sentence: Sentence, actor: Actor) -> str:
    """What the name of a meeting calls one who takes part: by name, else as the sentence does."""
    if actor.name:
        return actor.name
    if actor.sort == "collective":
        return " and ".join(actor.values)
    words = sentence.between(actor.start, actor.end)
    return re.sub(r"\s+", " ", words) or actor.values[0]


def _listed(sentence: Sentence, actors: Sequence[Actor]) -> str:
    names = list(dict.fromkeys(called(sentence, a) for a in actors))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _words(sentence: Sentence, argument: Argument) -> str:
    words = re.sub(r"\s+", " ", sentence.between(argument.start, argument.end))
    return _ARTICLE.sub("", words)
