"""All mentions of a text, in order: what the value grammars and the name rules find, reconciled.

Mentions of different labels may lie inside one another (the country in "China Development Bank"); two of one label
never overlap, and a year inside a sum is no date.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from babel import Locale

from policyfacts.language.names import find_names
from policyfacts.reading.languages import is_other_than_english
from policyfacts.reading.symbols import symbols
from policyfacts.records import LedgerEntry, Mention, Paper, Passage, Span
from policyfacts.tabular import with_cells
from policyfacts.values.amounts import document_dollar, find_amounts
from policyfacts.values.countries import find_blocs, find_capitals, find_countries
from policyfacts.values.dates import find_dates
from policyfacts.values.levels import find_levels
from policyfacts.values.organisations import find_organisations

# Labels of mentions that count in a list of contents.
_LISTED = frozenset({"date", "country"})
# A mention of the left label is dropped where it overlaps one of the right ones.
_PLACES = frozenset({"country", "bloc", "organisation", "capital"})
_SIGNS = frozenset("$£¥€")
_YIELDS_TO = {"date": ("amount",), "capital": ("organisation", "country")}

FOREIGN = "foreign pages"
"""The region of the ledger that says so of pages most of whose text is in languages that are not searched."""
UNSEARCHED = "in which no facts are looked for"
_SEARCHED = frozenset({"en", "und"})
_PAGEFUL = 200
"""Characters: a page with less in another language has a heading or a motto in it."""


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

    Reference lists, bracketed citations, symbols of documents and passages in another language than English are passed
    over; of lists of contents only dates and countries count. The numbers of a table whose heading, caption or
    note states a unit of money are amounts.
    """
    dollar = document_dollar(paper.text)
    marked = sorted([*paper.citations, *symbols(paper.text)])
    starts = [span.start for span in marked]
    found: list[Mention] = []
    for passage in paper.passages:
        if passage.kind == "reference" or passage.language not in _SEARCHED:
            continue
        begin, listed = passage.start, passage.kind == "contents"
        cited = marked[max(bisect_right(starts, begin) - 1, 0) : bisect_left(starts, passage.end)]
        for mention in mentions(paper.text[begin : passage.end], dollar=dollar, whole=paper.text, packs=packs):
            start, end = mention.start + begin, mention.end + begin
            if not _within(Span(start, end), cited) and not (listed and mention.label not in _LISTED):
                found.append(Mention(mention.label, start, end, mention.text, mention.value))
    return with_cells(paper, found, dollar=dollar)


def readable(paper: Paper) -> Iterator[Passage]:
    """The passages that may state facts to the English rules: no lists of references or contents, all in English."""
    for passage in paper.passages:
        if passage.kind not in {"reference", "contents"} and passage.language in _SEARCHED:
            yield passage


def stated(paper: Paper, mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions``, which are in order, without those in lists of contents, which prove nothing."""
    listed = [passage for passage in paper.passages if passage.kind == "contents"]
    starts = [passage.start for passage in listed]
    places = (bisect_right(starts, mention.start) - 1 for mention in mentions)
    return [m for m, k in zip(mentions, places, strict=True) if k < 0 or m.start >= listed[k].end]


def unsearched(paper: Paper) -> list[LedgerEntry]:
    """What the ledger says of passages that are kept in the text but in no language whose facts are looked for: one
    entry a page and language (ISO 639-1), of 0 characters, since the text keeps them; and one (``FOREIGN``) for each
    page that is mostly in such languages."""
    counts: Counter[tuple[int, str]] = Counter()
    searched: dict[int, list[Passage]] = {}
    for passage in paper.passages:
        if passage.kind == "reference":
            continue
        page = paper.page_of(passage.start)
        if passage.language in _SEARCHED:
            searched.setdefault(page, []).append(passage)
        else:
            counts[page, passage.language] += passage.end - passage.start
    entries = [
        LedgerEntry(page, "language", 0, "left out", f"{count} characters of text in {code}: no facts are looked for")
        for (page, code), count in sorted(counts.items())
    ]
    return [*entries, *_foreign_pages(paper, counts, searched)]


def _foreign_pages(
    paper: Paper, counts: Counter[tuple[int, str]], searched: dict[int, list[Passage]]
) -> Iterator[LedgerEntry]:
    """An entry for each page most of whose text is in languages that are not searched. ``counts``: characters of such
    text by page and language; ``searched``: the other passages by page, in English or in a language that is unknown."""
    for page in paper.pages:
        rest = searched.get(page.number, [])
        codes = {code: count for (number, code), count in counts.items() if number == page.number}
        if sum(codes.values()) >= max(_PAGEFUL, sum(passage.end - passage.start for passage in rest)):
            code = max(codes, key=lambda code: (codes[code], code))
            named = Locale("en").languages.get(code, code)
        elif not page.ocr and is_other_than_english(_prose(paper, rest)):
            named = "a language that is not known here"
        else:
            continue
        reason = f"text in {named}, {UNSEARCHED}: read an English version"
        yield LedgerEntry(page.number, FOREIGN, 0, "left out", reason)


def _prose(paper: Paper, passages: Iterable[Passage]) -> str:
    """The sentences among ``passages``: cells and labels have none of the words that tell a language."""
    texts = (paper.text[passage.start : passage.end] for passage in passages if passage.kind == "prose")
    return "\n".join(text for text in texts if text.rstrip().endswith((".", "!", "?", ":", ";")))


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
