"""All mentions of a text, in order: what the value grammars and the name rules find, reconciled.

Mentions of different labels may lie inside one another (the country in "China Development Bank"); two of one label
never overlap, and a year inside a sum is no date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from policyfacts.language.names import find_names
from policyfacts.records import LedgerEntry, Mention, Paper, Passage, Span
from policyfacts.values.amounts import document_dollar, find_amounts
from policyfacts.values.countries import find_blocs, find_capitals, find_countries
from policyfacts.values.dates import find_dates
from policyfacts.values.levels import find_levels
from policyfacts.values.organisations import find_organisations

# A mention of the left label is dropped where it overlaps one of the right ones.
_PLACES = frozenset({"country", "bloc", "organisation", "capital"})
_SIGNS = frozenset("$£¥€")
_YIELDS_TO = {"date": ("amount",), "capital": ("organisation", "country")}


def mentions(text: str, *, dollar: str = "USD", whole: str = "", packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every mention in ``text``, ordered by place.

    Args:
        text: any string; offsets count its characters from 0.
        dollar: the ISO 4217 code that a bare ``$`` stands for.
        whole: the text that ``text`` is a part of: it tells whose dinars or pesos are meant where ``text`` does not,
            and how days and months stand in figures.
        packs: folders of knowledge beside our own.
    """
    finders: tuple[Callable[[str], Iterable[Mention]], ...] = (
        lambda t: find_amounts(t, dollar=dollar, whole=whole, packs=packs),
        lambda t: find_dates(t, whole=whole, packs=packs),
        lambda t: find_countries(t, packs=packs),
        lambda t: find_blocs(t, packs=packs),
        lambda t: find_capitals(t, packs=packs),
        lambda t: find_levels(t, packs=packs),
        lambda t: find_organisations(t, packs=packs),
        lambda t: find_names(t, packs=packs),
    )
    found = list(chain.from_iterable(finder(text) for finder in finders))
    return sorted(_reconciled(text, found), key=lambda m: (m.start, -m.end, m.label))


def paper_mentions(paper: Paper, *, packs: tuple[Path, ...] = ()) -> list[Mention]:
    """The mentions of a paper, with offsets in ``paper.text``.

    Reference lists, bracketed citations and passages in another language than English are passed over.
    """
    dollar = document_dollar(paper.text)
    found: list[Mention] = []
    for passage in readable(paper):
        begin = passage.start
        cited = [span for span in paper.citations if span.start < passage.end and begin < span.end]
        for mention in mentions(paper.text[begin : passage.end], dollar=dollar, whole=paper.text, packs=packs):
            start, end = mention.start + begin, mention.end + begin
            if not _within(Span(start, end), cited):
                found.append(Mention(mention.label, start, end, mention.text, mention.value))
    return found


def readable(paper: Paper) -> Iterator[Passage]:
    """The passages that the English rules may read: no reference lists, no other languages."""
    for passage in paper.passages:
        if passage.kind != "reference" and passage.language in {"en", "und"}:
            yield passage


def unsearched(paper: Paper) -> list[LedgerEntry]:
    """What the ledger says of passages that are kept in the text but in no language whose facts are looked for: one
    entry a page and language (ISO 639-1), of 0 characters, since the text keeps them."""
    counts: Counter[tuple[int, str]] = Counter()
    for passage in paper.passages:
        if passage.kind != "reference" and passage.language not in {"en", "und"}:
            counts[paper.page_of(passage.start), passage.language] += passage.end - passage.start
    return [
        LedgerEntry(page, "language", 0, "left out", f"{count} characters of text in {code}: no facts are looked for")
        for (page, code), count in sorted(counts.items())
    ]


def _reconciled(text: str, found: list[Mention]) -> Iterator[Mention]:
    rivals: dict[str, list[Span]] = {}
    for mention in found:
        rivals.setdefault(mention.label, []).append(mention.span)
    for mention in found:
        labels = _YIELDS_TO.get(mention.label, ())
        if mention.label in _PLACES and _of_a_sign(text, mention):
            labels = ("amount",)
        if not any(_within(mention.span, rivals.get(label, ())) for label in labels):
            yield mention


def _of_a_sign(text: str, mention: Mention) -> bool:
    """Whether ``mention`` is the letters of a currency's sign: "AU$", "$US", "UK £"."""
    behind = text[mention.end : mention.end + 2].lstrip(" -")[:1]
    return behind in _SIGNS or text[mention.start - 1 : mention.start] in _SIGNS


def _within(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
