"""Agreements told in prose: treaties, memoranda, declarations, contracts; who agreed, when, what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.discourse import Item
from policyfacts.facts.actors import Actor, actors_in, casts_in, joined
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.counterparts import both, completed, host, shared, sovereign, topic
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.deeds import deeds, spoken_of
from policyfacts.facts.doers import doers
from policyfacts.facts.elided import elided, in_turn
from policyfacts.facts.firms import firms, within
from policyfacts.facts.occasiondates import in_name
from policyfacts.facts.scenes import LOOSE, Deed, Scene
from policyfacts.facts.signatories import BILATERAL, attached, everyone, split_lead, union, values
from policyfacts.facts.statements import titled
from policyfacts.facts.textdates import date_told, dealt_dates, headline, own_date
from policyfacts.facts.textnames import Text
from policyfacts.facts.textparts import Package, package, parts
from policyfacts.facts.texts import points_back, pronoun, short_titles, texts_in
from policyfacts.facts.textstates import SPEAKING
from policyfacts.facts.undone import no_text
from policyfacts.records import Certainty, Fact, Slot

# Who does what is told of a text, and with whom, by the markers of a frame's arguments.
_DOING = ("subject", "poss", "by", "from", "modifier", "object", "of", "for", "on behalf of")
_OTHER_SIDE = ("with", "between", "among", "to", "object2")
_MADE = frozenset({"signed", "adopted", "released", "announced", "ratified"})
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'-]+\s[A-ZÀ-Þ][\w’'-]+")
_BOTH_SIDES = re.compile(
    r"(?:the\s)?(?:two\s|both\s)?(?:\w+\s){0,2}?(?:sides|countries|governments|parties|leaders|ministers|presidents|delegations|states|premiers|"
    r"chancellors|capitals|neighbours|neighbors|allies|partners|foreign\soffices|heads\sof\s(?:state|government)|envoys|ambassadors|two|both)",
    re.IGNORECASE,
)
_PAIR = 2
# With more than so many the text is one for all of them.
_DEALT = 6
_ACTING = frozenset({"party", "person", "group"})
_STEPS = re.compile(r"\b(?:stud(?:y|ies)|negotiations|talks)\b")
_SKIPPED_KINDS = frozenset({"title", "front", "heading", "caption", "cell"})
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$")
_MANY_SIDED = re.compile(r"\b(?:tri|quadri|multi|pluri)lateral\b")
_AGAIN = re.compile(
    r"(?:,\s(?:and\s)?|\sand\s)(?:a\s(?:second|third|fourth)|another)(?:\sone)?,?\s(?:on|in|of)\s(?:the\s)?$"
)
_GAPPED = re.compile(r",\s(?:and\s)?(?:the\s)?$")


def agreements(story: Story) -> Iterator[Fact]:
    """Every milestone of every agreement that the paper's prose states, in order."""
    heads: list[tuple[Sentence, Fact]] = []
    told: list[tuple[Sentence, Fact]] = []
    for sentence, fact in _in_order(story):
        (heads if sentence.passage.kind in _SKIPPED_KINDS else told).append((sentence, fact))
    yield from (fact for _, fact in told)
    for sentence, fact in heads:
        item = story.item(sentence)
        if not any(story.item(other) == item and _again(fact, same) for other, same in told):
            yield fact


def _again(head: Fact, fact: Fact) -> bool:
    """Whether a story tells by another name what its headline told: the same event of the same sides."""
    sides = [frozenset(str(f.slots["parties"].value).split("; ")) for f in (head, fact) if "parties" in f.slots]
    same = len(sides) == len((head, fact)) and sides[0] == sides[1]
    named_otherwise = head.slots["title"].value != fact.slots["title"].value
    return same and named_otherwise and head.slots["event"].value == fact.slots["event"].value


def _in_order(story: Story) -> Iterator[tuple[Sentence, Fact]]:
    memory: list[Text] = []
    shorts = short_titles(story)
    section: tuple[str, ...] | None = None
    item: Item | None = None
    whole: Package | None = None
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS and (not headline(sentence, story) or titled(sentence.text)):
            continue
        if sentence.passage.section != section:
            memory, section, whole = memory[-1:], sentence.passage.section, None
        if (here := story.item(sentence)) is not item:
            memory, item, whole = [], here, None  # each item is a text of its own
        texts = texts_in(sentence, story, memory, shorts)
        if not texts and memory and points_back(sentence):
            texts = pronoun(sentence, memory, spoken_of(sentence, story))
        if not texts and memory:
            texts = elided(sentence, story, memory)
        texts = [t for t in texts if not no_text(sentence, t)]
        scene = _scene(sentence, story, texts, memory)
        told = list(_told(scene, memory))
        yield from ((sentence, fact) for _, fact, _ in told)
        new = [package(*row) for row in told]
        if whole is not None and not any(new):
            done = {d.index for d in scene.deeds}
            yield from ((sentence, fact) for fact in parts(sentence, story, whole, texts, done))
        whole = next((p for p in reversed(new) if p), whole)


def _scene(sentence: Sentence, story: Story, texts: Sequence[Text], memory: Sequence[Text]) -> Scene:
    """The sentence with what it tells of its texts; that one is quoted is news only where it is not known yet."""
    known = {t.kind for t in memory if not t.named}
    done = (d for d in deeds(sentence, story, texts) if d.sense != SPEAKING or texts[d.index].kind not in known)
    return Scene(sentence, story, tuple(texts), tuple(done), tuple(_dates(sentence, story) if texts else ()))


def _dates(sentence: Sentence, story: Story) -> Iterator[Dated]:
    """The dates of ``sentence`` without the years for which a plan is made ("the 2026-2029 Strategic Plan")."""
    return (d for d in dates_of(sentence, story) if "/" not in d.edtf or not in_name(sentence, d))


def _told(scene: Scene, memory: list[Text]) -> Iterator[tuple[Text, Fact, tuple[Actor, ...]]]:
    """The facts of one sentence with their texts and sides; its texts go into ``memory`` with the parties told."""
    before: tuple[Actor, ...] = ()
    for index, text in enumerate(scene.texts):
        told: tuple[Actor, ...] = ()
        mine = [d for d in scene.deeds if d.index == index]
        for deed in mine:
            for fact, actors in _rows(scene, text, deed, before):
                told = union(told, actors)
                yield text, fact, actors
        told = told or attached(scene.sentence, scene.story, text, scene.limit(text)) or text.known
        leads = any(scene.leads(d) for d in mine)
        if (dated := own_date(scene, text)) and not (text.only or text.unknown or leads):
            actors = _own_sides(scene, text)
            again = any(t.named and t is not text and t.name.startswith(text.name) for t in scene.texts[:index])
            if (actors or text.named) and not again and not any(d.event == text.event for d in mine):
                yield text, _fact(scene, text, actors, None, dated), actors
                told = actors
        before = told or before
        if not text.only and not text.unknown:
            memory.append(replace(text, known=told or text.known))


def _rows(scene: Scene, text: Text, deed: Deed, before: Sequence[Actor]) -> Iterator[tuple[Fact, tuple[Actor, ...]]]:
    """The rows of one deed of one text, each with its parties: several where dates or sides are dealt out."""
    if text.only and deed.event not in text.only:
        return
    found, doing = _who(scene, text, deed)
    dated = date_told(scene, text, deed, found)
    if _in_passing(scene, text, deed, ((*found, *doing), dated)):
        return
    if signing := firms(scene.sentence, text, deed, (*found, *doing)):
        found = (*(a for a in found if not within(scene.sentence, a, signing)), *signing)
        doing = tuple(a for a in doing if not within(scene.sentence, a, signing))
    if deed.event in {"withdrawn", "ratified"} and doing and (deed.event == "withdrawn" or len(values(doing)) == 1):
        yield _fact(scene, text, doing, deed, dated), doing
        yield from ((_fact(scene, text, who, deed, day), who) for who, day in in_turn(scene, deed, dated))
        return
    if dealt := list(_dealt(scene, text, deed, (found, doing))):
        for actors, day in dealt:
            yield _fact(scene, text, actors, deed, day or dated), actors
        return
    actors = _parties(scene, text, deed, union(found, doing), before)
    nobody = _of_nobody(text, dated) and not _by_name(scene, text, deed)
    if not actors and (nobody or (deed.sense == SPEAKING and not text.named)):
        return
    loose = text.kind in LOOSE - {"contract"} or (text.kind == "contract" and scene.leads(deed))
    if _says_enough(scene, text, deed, actors) or (dated and (actors or not loose)):
        yield _fact(scene, text, actors, deed, dated), actors
        yield from _gapped(scene, text, deed, (actors, doing))
        yield from ((_fact(scene, text, who, deed, day), who) for who, day in in_turn(scene, deed, dated))


def _dealt(
    scene: Scene, text: Text, deed: Deed, sides: tuple[tuple[Actor, ...], tuple[Actor, ...]]
) -> Iterator[tuple[tuple[Actor, ...], Dated | None]]:
    """The parties of each of several texts, with their dates: "agreements with A in 2001 and with B in 2003"."""
    found, doing = sides
    dates = dealt_dates(scene, text, deed, found)
    pair = len(found) == 2 and _BETWEEN.search(scene.sentence.between(text.span.end, found[0].start)) is not None
    many = (text.plural and not pair) or _STEPS.search(scene.sentence.between(*deed.span)) is not None
    several = bool(dates) or (many and text.kind in BILATERAL and len(found) <= _DEALT)
    if text.count is not None or len(found) < 2 or not several:
        return
    lead, others = split_lead(scene.story, found, doing or shared(scene.sentence, scene.story, text) or text.known)
    for actor in others if len(others) > 1 else ():
        yield completed(scene.sentence, scene.story, text, (*lead, actor)), dates.get(actor.start)


def _of_nobody(text: Text, dated: Dated | None) -> bool:
    """Whether a text is any text: "an agreement", "multi-year agreements", of which no day is told."""
    if dated and len(dated.edtf) == len("2019-05-03") and not text.plural:
        return False
    anyone = text.opener in {"a", "an", ""} and text.count is None and not (text.named or text.borrowed)
    return anyone and (text.plural or text.name.lower() == "agreement")


def _says_enough(scene: Scene, text: Text, deed: Deed, actors: Sequence[Actor]) -> bool:
    """Whether a text without a date is told of as one of its own, and not as plain talk."""
    if text.opener in {"the", "this"} and text.name.lower() == "contract":
        return bool(actors) and deed.event != "signed"
    of_nobody = text.kind == "contract" and scene.leads(deed) and not actors
    return text.named or text.count is not None or (bool(actors) and not of_nobody) or _by_name(scene, text, deed)


def _in_passing(scene: Scene, text: Text, deed: Deed, told: tuple[Sequence[Actor], Dated | None]) -> bool:
    """Whether a deed only tells which text is meant ("the pact signed with Peru lapsed", "since the adoption of")."""
    sided, dated = told
    if text.unknown and not (sided and (dated or (deed.event == "signed" and len(values(sided)) >= _PAIR))):
        return not (_of_its_own(scene, deed, dated) and text.kind in BILATERAL | {"contract"})
    if deed.sense in {"bind", "tie"} and any(d.index == deed.index and d is not deed for d in scene.deeds):
        return True  # how a text stands is told besides
    if deed.sense == "apply" and not dated and len(values(sided)) < _PAIR:
        return True  # what somebody carries out need be no text between states
    frame = deed.frame
    if frame is None or deed.event not in _MADE:
        return False
    if any(frame.clause.start <= d.start < frame.clause.end for d in scene.dates):
        return False
    if frame.form == "nominal":
        return not sided
    if frame.form not in {"participle", "relative"} or frame.one("subject") is not None:
        return False
    others = any(d.index == deed.index and d is not deed for d in scene.deeds)
    return others or not (sided or scene.dates)


def _of_its_own(scene: Scene, deed: Deed, dated: Dated | None) -> bool:
    """Whether of "the agreement", of which nothing was told before, a deed tells enough: done, and its day or month."""
    known = dated is not None and not dated.relative and len(dated.edtf) >= len("2019-05")
    return known and deed.frame is not None and deed.frame.form != "nominal" and deed.event in {"signed", "in force"}


def _who(scene: Scene, text: Text, deed: Deed) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """With whom a text is, by its title and the words behind; and who does what is told of it."""
    sentence, story = scene.sentence, scene.story
    found = attached(sentence, story, text, scene.limit(text))
    doing = tuple(a for f in deed.frames for a in doers(sentence, story, text.span, f, _DOING))
    if not deed.frames and headline(sentence, story):
        doing = tuple(a for a in actors_in(sentence, story) if a.end <= deed.span.start and a.sort in _ACTING)
    others = tuple(a for f in deed.frames for a in doers(sentence, story, text.span, f, _OTHER_SIDE))
    if scene.leads(deed) and not text.elliptic:
        others = tuple(a for a in others if a.start < scene.limit(text))
    both_sides = sorted(union(others, found), key=lambda a: a.start)
    return tuple(both_sides), () if text.elliptic else tuple(dict.fromkeys(doing))


def _parties(
    scene: Scene, text: Text, deed: Deed, found: tuple[Actor, ...], before: Sequence[Actor]
) -> tuple[Actor, ...]:
    """Who agreed, with what the text before, the sentence or the paragraph says where the clause says too little."""
    sentence, story = scene.sentence, scene.story
    if text.elliptic and found:
        many = _MANY_SIDED.search(sentence.between(text.span.start, text.span.end)) is not None
        found = union(found, before) if many else union(found, shared(sentence, story, text)[: 2 - len(values(found))])
    elif len(values(found)) < _PAIR and (text.borrowed or not found):
        found = union(found, text.known)
    if not found and text.kind in BILATERAL | {"joint statement"}:
        found = tuple(before)
        if (not found and text.kind in {"joint statement", "declaration"}) or "by all" in sentence.text:
            found = everyone(sentence, story, text)
    guess = deed.event != "withdrawn" and (text.kind == "contract" or not _done_by_others(scene, text, deed))
    return _guessed(scene, text, deed, found) if guess else tuple(dict.fromkeys(found))


def _guessed(scene: Scene, text: Text, deed: Deed, found: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """``found`` with the sides that the paragraph, its headings and its section leave to be understood."""
    sentence, story = scene.sentence, scene.story
    if not found and not text.named and text.kind in BILATERAL | {"contract"} and text.kind != "declaration":
        about = topic(sentence, story, text.span.start)
        found = (about,) if about is not None else ()
    if text.kind == "contract":
        return host(sentence, story, text, found)
    if text.kind == "plan" and deed.event == "signed":  # what is signed has two sides
        text = replace(text, kind="agreement")
    if text.kind in {"policy paper", "plan"}:
        return tuple(dict.fromkeys(found))
    return completed(sentence, story, text, found) or both(sentence, story, text)


def _by_name(scene: Scene, text: Text, deed: Deed) -> bool:
    """Whether somebody makes it whom the sentence tells, though nobody knows for whom.

    "Jane Doe signed the accord", "the two sides signed a memorandum".
    """
    told = [a for f in deed.frames for a in f.of("party") if a.marker == "subject" and not a.nested]
    phrases = [scene.sentence.between(a.start, a.end) for a in told]
    both_sides = text.kind in BILATERAL | {"joint statement"} and deed.event in _MADE and deed.frame is not None
    return any(_NAMED.match(p) or (both_sides and _BOTH_SIDES.fullmatch(p)) for p in phrases)


def _done_by_others(scene: Scene, text: Text, deed: Deed) -> bool:
    """Whether those who do it are told, but nobody of them is known: then the sides are not to be guessed."""
    told = [a for f in deed.frames for a in f.of("party") if a.marker == "subject" and not a.nested]
    told = [a for a in told if not text.span.start <= a.head < text.span.end]
    told = [a for a in told if not _BOTH_SIDES.fullmatch(scene.sentence.between(a.start, a.end))]
    return bool(told) and not any(doers(scene.sentence, scene.story, text.span, f, _DOING) for f in deed.frames)


def _own_sides(scene: Scene, text: Text) -> tuple[Actor, ...]:
    """Who agreed on a text that is told with its date and nothing else: "the treaty of 4 May 2010 obliges Peru"."""
    sentence, story = scene.sentence, scene.story
    actors = attached(sentence, story, text) or text.known
    if not actors and text.kind in {"joint statement", "declaration"}:
        actors = everyone(sentence, story, text)
    if not actors and not text.named and text.kind in BILATERAL:
        told = [a for a in actors_in(sentence, story) if a.sort in {"party", "person"} and sovereign(story, a)]
        behind = [a for a in told if a.start >= text.after]
        ahead = [a for a in told if a.end <= text.span.start and ";" not in sentence.between(a.end, text.span.start)]
        actors = tuple(behind[:2] or ahead[-1:])
    return completed(sentence, story, text, actors) or both(sentence, story, text)


def _gapped(
    scene: Scene, text: Text, deed: Deed, sides: tuple[tuple[Actor, ...], tuple[Actor, ...]]
) -> Iterator[tuple[Fact, tuple[Actor, ...]]]:
    """What a sentence adds without saying it all again: "... on 3 May, Peru on 4 June", "... and a second in 2019"."""
    actors, doing = sides
    if not scene.leads(deed):
        return
    sentence = scene.sentence
    casts = {c.end: c for c in casts_in(sentence, scene.story)}
    for dated in scene.dates:
        if dated.start <= text.span.end or dated.start > scene.limit(text):
            continue
        lead = sentence.between(text.span.end, dated.start)
        if _AGAIN.search(lead):
            yield _fact(scene, text, actors, deed, dated), actors
            continue
        for end, cast in casts.items():
            if end < dated.start and re.fullmatch(r"\s(?:on|in)\s", sentence.between(end, dated.start)):
                opened = sentence.between(text.span.end, cast.start)
                if (
                    _GAPPED.search(opened)
                    and doing
                    and len(cast.actors) == 1
                    and re.search(r"\d,\s(?:and\s)?(?:the\s)?$", opened)
                ):
                    others = (*(a for a in actors if a not in doing), *cast.actors)
                    yield _fact(scene, text, others, deed, dated), others


def _fact(scene: Scene, text: Text, actors: Sequence[Actor], told: Deed | None, dated: Dated | None) -> Fact:
    slots = {"title": Slot(text.name, text.spans), "kind": Slot(text.kind, text.spans[:1])}
    if actors:
        slots["parties"] = joined(sorted(actors, key=lambda a: a.start))
    if dated:
        slots["date"] = Slot(dated.edtf, dated.spans)
    certainty: Certainty = "asserted"
    if told is None:
        slots["event"] = Slot(text.event, dated.spans if dated else text.spans[:1])
        rule = "own-date"
    else:
        slots["event"] = Slot(told.event, (told.span,))
        certainty = "hypothetical" if told.event == "proposed" else "asserted"
        rule = f"{told.sense}+{told.frame.form}" if told.frame else told.sense
    if text.count is not None:
        slots["count"] = text.count
    manner = "reference" if text.borrowed else "named" if text.named else "described"
    return Fact("agreements", slots, scene.sentence.span, f"agreement/{rule}+{manner}", certainty=certainty)
