"""What the fact rules read: the paper's sentences with their mentions, and what the paper as a whole is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from policyfacts.discourse import Item, Licences, entry_opening, issuing_state, item_at, items_of, opening
from policyfacts.frames import Frame, Reading, has_verb, may_tell, read
from policyfacts.language import readable, sentences, stated
from policyfacts.language.people import find_officials, find_people
from policyfacts.language.projectnames import has_work
from policyfacts.language.syntax import NO_PARSER, Tree, parse
from policyfacts.language.titles import find_titles
from policyfacts.records import Mention, Paper, Passage, Span
from policyfacts.values.countries import find_blocs
from policyfacts.values.organisations import acronyms, organisation

_SHORT_NAME = re.compile(r"\s\((?P<short>[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){1,3})\)")
# "In early 2019 China", "On 4 May the two sides"
_WHEN = re.compile(r"(?:On|In|By|Since|From|Until|During|Around|About)\s(?:the\s)?(?:early\s|late\s|mid-)?")
_SUBJECT = re.compile(
    r"\s(?:[A-Z]|(?:the|an?|its|his|her|their|our|he|she|it|they|we|both|two|three|this|these|some|all|several)\s)"
)
# Names of one organisation that differ by so few letters differ in spelling only.
_SPELLING = 4
# What joins a name to the one before it in a list is no part of it: "..., and the Lake Agency (LA)".
_JOINT = re.compile(r"^(?:(?:and|or|with|by|of|the)\s)+")
PARTY_LABELS = frozenset({"country", "bloc", "organisation"})
SOVEREIGN_LABELS = frozenset({"country", "bloc"})
_UNPARSED = frozenset({"cell"})
_TOLD = frozenset({"prose", "item"})


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence with the mentions in it, by offsets in the paper's text."""

    start: int
    end: int
    text: str
    passage: Passage
    mentions: tuple[Mention, ...]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def of(self, *labels: str) -> list[Mention]:
        """The mentions with one of ``labels``, in order."""
        return [mention for mention in self.mentions if mention.label in labels]

    def between(self, start: int, end: int) -> str:
        """The sentence's text from ``start`` to ``end`` (offsets in the paper)."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]


# Somebody told before, or by his office alone, who meets somebody: no name need stand there.
_MEETS = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|Secretary|Minister|President|Envoy|Ambassador|Counsell?or|Representative|Commissioner)\b"
    r".{0,60}?\b(?:met|meets?|visit(?:ed|s)?|travel(?:led|ed|s)?|spoke|held|hold|host(?:ed|s)?|receive[ds]?)\b"
    r"|\b[Mm]eetings?\swith\s"
)


class Story:
    """A paper as the fact rules see it: sentences in order, and what they are mostly about."""

    def __init__(self, paper: Paper, mentions: Sequence[Mention], *, parser: str = NO_PARSER) -> None:
        """``parser`` parses the sentences that can hold a fact; ``"none"`` leaves all without a tree."""
        self.paper = paper
        self.mentions = _as_defined(paper, stated(paper, mentions))
        self.sentences = tuple(_sentences(paper, self.mentions))
        self._parser = parser
        self._readings: dict[int, Reading] = {}
        self.known: dict[tuple[str, Sentence], Any] = {}
        """What was found in its sentences by functions that look there ``once_a_sentence``."""

    @cached_property
    def _trees(self) -> dict[int, Tree]:
        titled = {s.passage for s in self.sentences if s.of("level")}
        worth = (s for s in self.sentences if s.passage in titled or _worth_parsing(s))
        gated = list(worth) if self._parser != NO_PARSER else []
        names = [_long_names(s) for s in gated]
        sums = [[Span(m.start - s.start, m.end - s.start) for m in s.of("amount")] for s in gated]
        pauses = [_pauses(s) for s in gated]
        trees = parse([s.text for s in gated], parser=self._parser, names=names, sums=sums, pauses=pauses)
        return {s.start: tree for s, tree in zip(gated, trees, strict=True) if tree is not None}

    def tree(self, sentence: Sentence) -> Tree | None:
        """The parse of ``sentence``, if it went to the parser."""
        return self._trees.get(sentence.start)

    def reading(self, sentence: Sentence) -> Reading | None:
        """The frames of ``sentence``, by offsets in the paper, if it went to the parser."""
        found = self._readings.get(sentence.start)
        if found is None and (tree := self.tree(sentence)) is not None:
            found = self._readings[sentence.start] = read(sentence.text, tree, offset=sentence.start)
        return found

    def frames(self, sentence: Sentence, *families: str) -> tuple[Frame, ...]:
        """The frames of ``sentence`` of the lexicon's ``families``; none where it did not go to the parser."""
        found = self.reading(sentence)
        return tuple(f for f in found.frames if f.family in families) if found else ()

    def item(self, sentence: Sentence) -> Item | None:
        """The release or report of a digest that ``sentence`` belongs to, if the paper is made of such."""
        found = self.dated_item(sentence)
        # A long paper that bears its date on the front is no release, and nothing in it is told under a dateline.
        return None if found is None or (len(self._items) == 1 and not found.short) else found

    def dated_item(self, sentence: Sentence) -> Item | None:
        """The part of the paper that stands under one date with ``sentence``, or the whole of a paper with one."""
        return item_at(self._items, sentence.start)

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return items_of(self.paper, self.mentions)

    @cached_property
    def licences(self) -> Licences:
        """Which words may prove the cells of a fact, by where it is told."""
        return Licences(self.paper, self.mentions, self._items)

    def issuer(self, sentence: Sentence) -> Mention | None:
        """The state or union whose body issued the item of ``sentence``: by its dateline, or the office behind that."""
        item = self.item(sentence)
        if item is None or not item.news:
            return None
        named = [m for m in self.mentions_in(*item.dateline) if m.label == "country"]
        if len({m.value for m in named}) == 1:
            return named[0]
        line = self.paper.text[item.byline.start : item.byline.end].partition("\n")[0]
        state = "" if named else issuing_state(line)
        start = item.byline.start
        return Mention("country", start, start + len(line), line, state) if state else None

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that start in ``[start, end)``."""
        starts = self._starts
        return self.mentions[bisect_left(starts, start) : bisect_left(starts, end)]

    def before(self, sentence: Sentence, *, reach: int = 3) -> Iterator[Sentence]:
        """Up to ``reach`` sentences before ``sentence``, nearest first, within its section."""
        index = bisect_right(self._sentence_starts, sentence.start) - 2
        for earlier in self.sentences[max(0, index - reach + 1) : index + 1][::-1]:
            if earlier.passage.section != sentence.passage.section and earlier.passage.kind != "heading":
                return
            yield earlier

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def prominence(self) -> Counter[str]:
        """How often the paper names each country and bloc; a mention in its title counts ten times."""
        counts: Counter[str] = Counter()
        titles = [p for p in self.paper.passages if p.kind == "title"]
        for mention in self.mentions:
            if mention.label in SOVEREIGN_LABELS:
                titled = any(p.start <= mention.start < p.end for p in titles)
                counts[str(mention.value)] += 10 if titled else 1
        return counts

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The states that the paper names, or whose capitals it names."""
        return frozenset(str(m.value) for m in self.mentions if m.label in {"country", "capital"})

    @cached_property
    def lead(self) -> str:
        """The country or bloc that the paper is mostly about; empty where it names none."""
        ranked = sorted(self.prominence.items(), key=lambda item: (-item[1], item[0]))
        acting = [value for value, _ in ranked if value.isupper()]  # regions ("Africa") only lie there
        return acting[0] if acting else ranked[0][0] if ranked else ""

    def unsaid(self, sentence: Sentence, taken: Collection[str]) -> Mention | None:
        """The mention that proves which side ``sentence`` leaves unsaid, none of those ``taken``.

        The one state or bloc that the heading names; else the paper's lead, where the section speaks of it at all; else
        whom the paragraph names most.
        """
        kinds = {"prose", "item", "note"}
        section = [p for p in self.paper.passages if p.section == sentence.passage.section and p.kind in kinds]
        if heading := self._heading(sentence.passage):
            named = {str(m.value): m for m in reversed(self.mentions_in(heading.start, heading.end)) if _acts(m)}
            if len(named) == 1 and not named.keys() & set(taken):
                return next(iter(named.values()))
        first = self.first_mention(self.lead)
        if self.lead not in taken and section:
            here = (m for p in section for m in self.mentions_in(p.start, p.end) if m.value == self.lead)
            if own := next(here, None):
                return own
        passage = sentence.passage
        acting = [m for m in self.mentions_in(passage.start, passage.end) if _acts(m) and m.value not in taken]
        if acting:
            counts = Counter(str(m.value) for m in acting)
            best = min(counts, key=lambda value: (-counts[value], value))
            return next(m for m in acting if m.value == best)
        return first if self.lead not in taken else None

    def _heading(self, passage: Passage) -> Passage | None:
        """The nearest heading above ``passage``, if its section has one."""
        above = [p for p in self.paper.passages if p.kind == "heading" and p.start < passage.start]
        return above[-1] if above and passage.section else None

    @cached_property
    def long_forms(self) -> dict[str, str]:
        """The paper's own short forms: acronym to full name."""
        forms = {short: _JOINT.sub("", name) for short, name in acronyms(self.paper.text).items()}
        return forms | self._bracketed

    @cached_property
    def _bracketed(self) -> dict[str, str]:
        """Short forms of several words in brackets behind a name: "the Export-Import Bank of India (Exim Bank)"."""
        found: dict[str, str] = {}
        for mention in self.mentions:
            if mention.label == "organisation" and (match := _SHORT_NAME.match(self.paper.text, mention.end)):
                found.setdefault(match["short"], str(mention.value))
        return found

    def full_name(self, name: str) -> str:
        """An organisation by the fullest name that the paper gives it anywhere."""
        name = self._written_out(name)
        known = organisation(name)
        fullest = self._fullest.get(known.name, name) if known else name
        return fullest if len(fullest) > len(name) + _SPELLING else name

    def _written_out(self, name: str) -> str:
        """A short form by its long form; of "the Lake Bank Group (LB)" the bank, whose letters those are."""
        full = self.long_forms.get(name, name)
        return full.removesuffix(" Group") if full != name and "G" not in name else full

    @cached_property
    def _fullest(self) -> dict[str, str]:
        """The longest of the names that the paper gives each listed organisation."""
        longest: dict[str, str] = {}
        for mention in self.mentions:
            name = str(mention.value)
            if mention.label == "organisation" and (known := organisation(name)):
                name = self._written_out(name)
                name = name if known.name.endswith(" Group") else name.removesuffix(" Group")
                if len(name) > len(longest.get(known.name, "")):
                    longest[known.name] = name
        return longest

    def first_mention(self, value: str) -> Mention | None:
        """The paper's first mention with ``value``: the proof for what a sentence leaves unsaid."""
        return self._first.get(value)

    @cached_property
    def _first(self) -> dict[str, Mention]:
        first: dict[str, Mention] = {}
        for mention in self.mentions:
            if isinstance(mention.value, str):
                first.setdefault(mention.value, mention)
        return first


def _pauses(sentence: Sentence) -> list[int]:
    """Where a comma is left out behind the date that opens a sentence: "On 4 May 2016 Bolivia signed"."""
    opening = _WHEN.match(sentence.text)
    dates = sentence.of("date") if opening else ()
    if opening is None or not dates or dates[0].start - sentence.start != opening.end():
        return []
    end = dates[0].end - sentence.start
    return [end] if _SUBJECT.match(sentence.text, end) else []


def _long_names(sentence: Sentence) -> list[Span]:
    """The names of organisations, states and people in a sentence, by offsets in it: one word each to the parser."""
    base = sentence.start
    local = [replace(m, start=m.start - base, end=m.end - base) for m in sentence.of(*PARTY_LABELS)]
    people = [span for p in find_people(sentence.text, local) for span in p.parts(sentence.text)]
    people += [Span(p.start, p.end) for p in find_officials(sentence.text)]
    found: list[Span] = []
    for span in sorted([*(m.span for m in local), *people], key=lambda s: (s.start, -s.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _worth_parsing(sentence: Sentence) -> bool:
    """Whether a sentence can hold a fact: a predicate of the lexicon, or a sum, beside somebody or something named."""
    if sentence.passage.kind in _UNPARSED:
        return False
    named = sentence.mentions or find_titles(sentence.text) or has_work(sentence.text)
    if not (named or _MEETS.search(sentence.text)):
        return False
    if sentence.of("amount") and sentence.of(*PARTY_LABELS):
        return True
    if sentence.text.endswith(":") and has_verb(sentence.text, "money"):
        return True  # what leads a list may do so with any verb of giving
    return may_tell(sentence.text)


def _as_defined(paper: Paper, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """``mentions`` with short forms that the paper defines for an organisation, and that elsewhere name a bloc."""
    forms = acronyms(paper.text)
    return tuple(
        replace(m, label="organisation", value=forms[m.text])
        if m.label == "bloc" and m.text in forms and not _names_bloc(forms[m.text], str(m.value))
        else m
        for m in mentions
    )


def _names_bloc(name: str, value: str) -> bool:
    return any(str(m.value) == value for m in find_blocs(name)) or organisation(name) is None


def _acts(mention: Mention) -> bool:
    """Whether a mention names a state or a bloc that can act; a region ("Central Asia") only lies there."""
    return mention.label == "country" or (mention.label == "bloc" and str(mention.value).isupper())


def _sentences(paper: Paper, mentions: Sequence[Mention]) -> Iterator[Sentence]:
    starts = [mention.start for mention in mentions]
    for passage in readable(paper):
        if passage.kind == "cell":
            continue
        text = paper.text[passage.start : passage.end]
        for span in _behind_dateline(passage, text, mentions, starts):
            start, end = passage.start + span.start, passage.start + span.end
            inside = tuple(m for m in mentions[bisect_left(starts, start) : bisect_left(starts, end)] if m.end <= end)
            yield Sentence(start, end, paper.text[start:end], passage, inside)


def _behind_dateline(passage: Passage, text: str, mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[Span]:
    """The sentences of a passage; a dateline that opens it is one of its own."""
    named = mentions[bisect_left(starts, passage.start) :][:1]
    cities = [m.text for m in named if m.label == "capital"]
    others = [m.text for m in named if m.label in PARTY_LABELS]
    first = entry_opening(text) if passage.kind in _TOLD else 0
    first = first or (opening(text, cities, others) if passage.kind == "prose" else 0)
    if first:
        yield Span(0, len(text[:first].rstrip()))
    for span in sentences(text[first:]):
        yield Span(first + span.start, first + span.end)
