"""The sentences and table rows of a paper, as what looks like a fact is looked for in them.

A line's features are the words of it with what it mentions masked, what it mentions, where it stands, and of which
tables the rules found facts in and about it. They are the same for each table, and are named for it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.frames.lexicon import lexicon
from policyfacts.knowledge import recalled
from policyfacts.language import readable, sentences, stated
from policyfacts.language.meetingnames import find_meetings
from policyfacts.language.projectnames import has_work
from policyfacts.language.titles import find_titles
from policyfacts.learned.features import Features
from policyfacts.records import Fact, Mention, Paper, Span
from policyfacts.schema import FACT_TABLES
from policyfacts.tabular import tables

WORD = "word "
"""What the features of single words begin with, behind the table's name."""
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|<[a-z]+>|\d[\d.,]*")
_LONGEST = 1200  # characters: what is longer is no sentence, but a page whose full stops were lost
_PARTIES = frozenset({"country", "bloc", "organisation"})
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One sentence, or one row of a printed table: its place, the kind of passage (``row`` for a table's), the mentions
    in it, the facts that the rules found there, and the tables of those in its paragraph (``near``) and on its page."""

    span: Span
    page: int
    kind: str
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    near: frozenset[str]
    on_page: Counter[str]

    @property
    def told(self) -> frozenset[str]:
        """The tables of which the rules found a fact there."""
        return frozenset(fact.table for fact in self.facts)


def lines(paper: Paper, mentions: Sequence[Mention], facts: Sequence[Fact]) -> Iterator[Line]:
    """Every sentence and table row of ``paper`` in which something is mentioned, in order of place.

    ``facts`` are all that was found in the paper.
    """
    mentions = stated(paper, mentions)
    starts = [mention.start for mention in mentions]
    quoted = sorted(facts, key=lambda fact: fact.quote)
    firsts = [fact.quote.start for fact in quoted]
    reach = max((fact.quote.end - fact.quote.start for fact in quoted), default=0)
    pages: dict[int, Counter[str]] = {}
    for fact in facts:
        pages.setdefault(paper.page_of(fact.quote.start), Counter())[fact.table] += 1

    def told(start: int, end: int) -> tuple[Fact, ...]:
        here = quoted[bisect_left(firsts, start - reach) : bisect_left(firsts, end)]
        return tuple(fact for fact in here if fact.quote.end > start)

    for span, kind, around in _spans(paper, mentions):
        inside = tuple(mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
        if inside and span.end - span.start <= _LONGEST:
            page = paper.page_of(span.start)
            near = frozenset(fact.table for fact in told(*around))
            yield Line(span, page, kind, inside, told(*span), near, pages.get(page, Counter()))


def _spans(paper: Paper, mentions: Sequence[Mention]) -> Iterator[tuple[Span, str, Span]]:
    """Each line with its kind and the paragraph (or table) that it belongs to."""
    cited = paper.citations
    ends = [span.end for span in cited]
    for passage in readable(paper):
        around = Span(passage.start, passage.end)
        if passage.kind in {"cell", "title", "front"}:
            continue
        for found in sentences(paper.text[passage.start : passage.end]):
            span = Span(passage.start + found.start, passage.start + found.end)
            index = bisect_right(ends, span.start)
            if index < len(cited) and cited[index].start <= span.start and cited[index].end >= span.end:
                continue
            yield span, passage.kind, around
    for table in tables(paper, mentions) if paper.grids else ():
        rows = [table.quote(row) for row in table.rows]
        for span in dict.fromkeys(rows):
            yield span, "row", Span(min(row.start for row in rows), max(row.end for row in rows))


def line_features(paper: Paper, line: Line) -> Features:
    """What a line shows, whatever the table: ``for_table`` makes a table's features of it."""
    words = _masked(paper, line)
    labels = Counter(mention.label for mention in line.mentions)
    parties = len({(m.label, m.value) for m in line.mentions if m.label in _PARTIES})
    dated, summed = bool(labels["date"]), bool(labels["amount"])
    found: Features = {f"{WORD}{word}": 1.0 for word in words[:_MOST_WORDS]}
    found |= {f"has {label}": 1.0 for label in sorted(labels)}
    found |= {
        f"kind={line.kind}": 1.0,
        "words": math.log1p(len(words)) / 5,
        "parties": math.log1p(parties),
        "sums": math.log1p(labels["amount"]),
        "dates": math.log1p(labels["date"]),
        "two parties": float(parties > 1),
        "date and party": float(dated and parties > 0),
        "date and two parties": float(dated and parties > 1),
        "sum and party": float(summed and parties > 0),
        "sum and two parties": float(summed and parties > 1),
        "sum and date": float(summed and dated),
        "nothing told": float(not line.told),
    }
    found |= {f"told={table}": 1.0 for table in sorted(line.told)}
    return found | dict(_known(paper.text[line.span.start : line.span.end], words))


def _known(text: str, words: Sequence[str]) -> Iterator[tuple[str, float]]:
    """What the lexicon and the names of texts, meetings and works know of a line."""
    for word in words:
        for name in _senses(word):
            yield name, 1.0
    yield "title", float(bool(find_titles(text)))
    yield "meeting", float(bool(find_meetings(text)))
    yield "work", float(has_work(text))


@recalled
def _senses(word: str) -> tuple[str, ...]:
    """The features that a word of the lexicon gives."""
    known, found = lexicon(), list[str]()
    for verb in known.verbs.get(word, ()):
        sense = verb.sense
        found += [f"sense={sense.name}", f"verb of {sense.family}", f"{verb.form} of {sense.family}"]
    for noun in known.nouns.get(word, ()):
        found += [f"sense={noun.sense.name}", f"noun of {noun.sense.family}"]
    return tuple(found)


def for_table(features: Features, line: Line, table: str) -> Features:
    """The features of ``line`` for one table, each named for it; its words count for all tables together too."""
    return {f"{named(table)}{name}": value for name, value in features.items()} | beside(line, table)


def named(table: str) -> str:
    """What the names of a table's features begin with."""
    return f"{table}:"


def beside(line: Line, table: str) -> Features:
    """Where ``line`` stands among the facts of one table: the features that only it has, by their whole names."""
    return {
        f"table={table}": 1.0,
        f"{table}:near": float(table in line.near),
        f"{table}:on the page": math.log1p(line.on_page[table]) / 3,
        f"{table}:other facts on the page": math.log1p(line.on_page.total() - line.on_page[table]) / 3,
    }


def quiet(line: Line) -> tuple[str, ...]:
    """The tables of which the rules found nothing in ``line``."""
    return tuple(table for table in FACT_TABLES if table not in line.told)


def _masked(paper: Paper, line: Line) -> list[str]:
    """The different words of a line, mentions and figures masked, in order."""
    parts, at = [], line.span.start
    for mention in line.mentions:
        if mention.start >= at and mention.end <= line.span.end:
            parts += [paper.text[at : mention.start], f" <{mention.label}> "]
            at = mention.end
    parts.append(paper.text[at : line.span.end])
    words = _WORDS.findall("".join(parts).lower())
    return list(dict.fromkeys("<figure>" if word[0].isdigit() else word for word in words))
