"""Agreements told in prose: treaties, memoranda, declarations, contracts; who agreed, when, what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.discourse import Item
from policyfacts.facts.actors import Actor, casts_in, joined
from policyfacts.facts.awards import awards
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.counterparts import completed, shared
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.deeds import deeds, spoken_of
from policyfacts.facts.elided import elided, in_turn
from policyfacts.facts.firms import firms, within
from policyfacts.facts.occasiondates import in_name
from policyfacts.facts.scenes import LOOSE, Deed, Scene
from policyfacts.facts.signatories import BILATERAL, attached, split_lead, union, values
from policyfacts.facts.statements import titled
from policyfacts.facts.textdates import bracketed, date_told, dealt_dates, headline, own_date
from policyfacts.facts.textnames import Text
from policyfacts.facts.textparts import Package, package, parts
from policyfacts.facts.texts import points_back, pronoun, short_titles, texts_in
from policyfacts.facts.textsides import MADE, by_name, own_sides, parties, who
from policyfacts.facts.textstates import SPEAKING, WELCOMED
from policyfacts.facts.undone import no_text
from policyfacts.records import Certainty, Fact, Slot, Span

_PAIR = 2
_WORD = len(" as from ")
_DAY = len("2019-05-03")
# What is done by all whose text it is.
_SIDED = frozenset({"signed", "in force"})
# A headline's title of more words than this is known again by most of them.
_LONG = 4
# With more than so many the text is one for all of them.
_DEALT = 6
_STEPS = re.compile(r"\b(?:stud(?:y|ies)|negotiations|talks)\b")
_SKIPPED_KINDS = frozenset({"title", "front", "heading", "caption", "cell"})
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$")
_AGAIN = re.compile(
    r"(?:,\s(?:and\s)?|\sand\s)(?:a\s(?:second|third|fourth)|another)(?:\sone)?,?\s(?:on|in|of)\s(?:the\s)?$"
)
# What something came to: "talks led to the signing of a pact" tells that it was signed.
_CAME_TO = re.compile(
    r"\b(?:le(?:d|ads?|ading)\sto|(?:result|culminat|end)\w*\s(?:in|with)|(?:crown|mark|seal|strengthen|deepen|follow|cement|"
    r"reinforc|boost)ed\s(?:by|with))\s(?:the\s|an?\s)?$"
)
_GAPPED = re.compile(r",\s(?:and\s)?(?:the\s)?$")


def agreements(story: Story) -> Iterator[Fact]:
    """Every milestone of every agreement that the paper's prose states, in order."""
    heads: list[tuple[Sentence, Fact]] = []
    told: list[tuple[Sentence, Fact]] = []
    for sentence, fact in _in_order(story):
        (heads if sentence.passage.kind in _SKIPPED_KINDS else told).append((sentence, fact))
    known: set[int] = set()
    for sentence, fact in told:
        again = [h for s, h in heads if story.item(s) == story.item(sentence) and _again(h, fact)]
        known |= {id(head) for head in again}
        yield next((with_sides for head in again if (with_sides := _with_sides(fact, head))), fact)
    yield from (fact for _, fact in heads if id(fact) not in known)


def _with_sides(fact: Fact, head: Fact) -> Fact | None:
    """``fact`` with the sides of its headline, where that tells all of them and more; else ``None``."""
    own, sides = (
        set(str(f.slots["parties"].value).split("; ")) if "parties" in f.slots else set() for f in (fact, head)
    )
    return replace(fact, slots={**fact.slots, "parties": head.slots["parties"]}) if own < sides else None


def _again(head: Fact, fact: Fact) -> bool:
    """Whether a story tells anew what its headline told: the same event of the same sides, or of the same text.

    By another name, or of another day: the headline knows only the day of its news.
    """
    if head.slots["event"].value != fact.slots["event"].value:
        return False
    sides = [frozenset(str(f.slots["parties"].value).split("; ")) for f in (head, fact) if "parties" in f.slots]
    same = len(sides) == len((head, fact)) and sides[0] == sides[1]
    title, other = (str(f.slots["title"].value) for f in (head, fact))
    if same:
        return title != other
    day, told = (f.slots["date"].value if "date" in f.slots else "" for f in (head, fact))
    shared = len(sides) == len((head, fact)) and sides[0] & sides[1]
    return (title == other and day != told and bool(shared)) or (len(title.split()) > _LONG and _alike(title, other))


def _alike(title: str, other: str) -> bool:
    """Whether two long titles have most of their words in common: "Landmark Data Sharing Memorandum of Cooperation"."""
    words, others = set(title.lower().split()), set(other.lower().split())
    return len(words & others) * 4 >= len(words | others) * 3


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
    done = tuple(d for d in deeds(sentence, story, texts) if d.sense != SPEAKING or texts[d.index].kind not in known)
    given = list(awards(sentence, story, texts))
    done = (*done, *(replace(deed, index=len(texts) + i) for i, (_, deed) in enumerate(given)))
    texts = (*texts, *(text for text, _ in given))
    return Scene(sentence, story, texts, done, tuple(_dates(sentence, story) if texts else ()))


def _dates(sentence: Sentence, story: Story) -> Iterator[Dated]:
    """The dates of ``sentence`` without the years for which a plan is made ("the 2026-2029 Strategic Plan")."""
    return (d for d in dates_of(sentence, story) if "/" not in d.edtf or not in_name(sentence, d))


def _told(scene: Scene, memory: list[Text]) -> Iterator[tuple[Text, Fact, tuple[Actor, ...]]]:
    """The facts of one sentence with their texts and sides; its texts go into ``memory`` with the parties told."""
    before: tuple[Actor, ...] = ()
    for index, text in enumerate(scene.texts):
        told: tuple[Actor, ...] = ()
        # "that with Peru" shares a side with the text before it in the sentence
        pair = len(values(before)) == _PAIR and text.elliptic and not text.known
        known = replace(text, known=before) if pair else text
        apart = list(_apart(scene, known))
        taken = [place for _, _, day in apart for place in day.spans]
        mine = [d for d in scene.deeds if d.index == index and not (apart and _beside(scene, d, taken))]
        yield from ((text, _fact(scene, one, actors, None, day), actors) for one, actors, day in apart)
        for deed in mine:
            for fact, actors in _rows(scene, known, deed, before):
                told = union(told, actors)
                yield text, fact, actors
                if (
                    deed.event in _SIDED
                    and not known.known
                    and (len(values(actors)) >= _PAIR or text.kind == "contract")
                ):
                    known = replace(text, known=actors)  # for what the sentence tells of it further
        told = told or attached(scene.sentence, scene.story, text, scene.limit(text)) or text.known
        leads = any(scene.leads(d) for d in mine)
        if not apart and (dated := own_date(scene, text)) and not (text.only or text.unknown or leads):
            actors = own_sides(scene, text)
            again = any(t.named and t is not text and t.name.startswith(text.name) for t in scene.texts[:index])
            known_as = (text.named and not dated.relative) or (
                text.name.lower().startswith("joint ") and len(dated.edtf) == _DAY
            )
            if (actors or known_as) and not again and not any(d.event == text.event for d in mine):
                yield text, _fact(scene, text, actors, None, dated), actors
                told = actors
        before = told or before
        if not text.only and not text.unknown:
            memory.append(replace(text, known=told or text.known))


def _rows(scene: Scene, text: Text, deed: Deed, before: Sequence[Actor]) -> Iterator[tuple[Fact, tuple[Actor, ...]]]:
    """The rows of one deed of one text, each with its parties: several where dates or sides are dealt out."""
    if text.only and deed.event not in text.only:
        return
    found, doing = who(scene, text, deed)
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
    actors = parties(scene, text, deed, union(found, doing), before)
    nobody = text.unknown or (_of_nobody(text, dated) and not by_name(scene, text, deed))
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


def _apart(scene: Scene, text: Text) -> Iterator[tuple[Text, tuple[Actor, ...], Dated]]:
    """Each of several texts of which only dates are told, with its sides: "pacts with Fiji (2023) and Peru (2024)"."""
    found = attached(scene.sentence, scene.story, text, scene.limit(text))
    dated = bracketed(scene, found)
    if text.unknown or len({actor for actor, _, _ in dated}) < _PAIR:
        return
    leads = [d for d in scene.deeds if scene.texts[d.index].span == text.span and d.span.start < dated[0][0].start]
    if leads:
        return  # "in force with Fiji (2023)": the dates are of that
    ahead = [a for c in casts_in(scene.sentence, scene.story) if c.end <= text.span.start for a in c.actors]
    lead = shared(scene.sentence, scene.story, text) or tuple(a for a in ahead[-1:] if a not in found)
    for actor, day, event in dated:
        sides = completed(scene.sentence, scene.story, text, (*lead, actor))
        yield replace(text, event=event or text.event), sides, day


def _beside(scene: Scene, deed: Deed, days: Sequence[Span]) -> bool:
    """Whether a deed is only what a date in brackets says of itself: "(signed in 2023, in force since 2024)"."""
    return any(deed.span.end <= d.start and len(scene.sentence.between(deed.span.end, d.start)) <= _WORD for d in days)


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
    return text.named or text.count is not None or (bool(actors) and not of_nobody) or by_name(scene, text, deed)


def _in_passing(scene: Scene, text: Text, deed: Deed, told: tuple[Sequence[Actor], Dated | None]) -> bool:
    """Whether a deed only tells which text is meant ("the pact signed with Peru lapsed", "since the adoption of")."""
    sided, dated = told
    if deed.sense == WELCOMED and (len(values(sided)) < _PAIR or text.opener in {"a", "an"}):
        return True
    if text.unknown and not (sided and (dated or (deed.event == "signed" and len(values(sided)) >= _PAIR))):
        return not (_of_its_own(deed, dated) and text.kind in BILATERAL | {"contract"})
    if deed.sense in {"bind", "tie"} and any(d.index == deed.index and d is not deed for d in scene.deeds):
        return True  # how a text stands is told besides
    if deed.sense == "apply" and not dated and len(values(sided)) < _PAIR:
        return True  # what somebody carries out need be no text between states
    frame = deed.frame
    if frame is None or deed.event not in MADE:
        return False
    if any(frame.clause.start <= d.start < frame.clause.end for d in scene.dates):
        return False
    if frame.form == "nominal":
        if text.opener in {"this", "these"}:
            return True  # "the conclusion of this pact shows"
        came_to = _CAME_TO.search(scene.sentence.between(scene.sentence.start, frame.start)) is not None
        return not (sided or (came_to and scene.dates))
    if frame.form not in {"participle", "relative"} or frame.one("subject") is not None:
        return False
    others = any(d.index == deed.index and d is not deed for d in scene.deeds)
    return others or not (sided or scene.dates)


def _of_its_own(deed: Deed, dated: Dated | None) -> bool:
    """Whether of "the agreement", of which nothing was told before, a deed tells enough: done, and its day or month."""
    known = dated is not None and not dated.relative and len(dated.edtf) >= len("2019-05")
    return known and deed.frame is not None and deed.frame.form != "nominal" and deed.event in {"signed", "in force"}


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
