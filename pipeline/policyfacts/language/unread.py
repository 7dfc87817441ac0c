"""What the ledger says of sums that are printed and were not taken for amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from policyfacts.language.mentions import readable
from policyfacts.records import LedgerEntry, Paper, Passage, Span
from policyfacts.values.amounts import document_dollar, unread_amounts

REGION = "numbers"


def with_unread(paper: Paper, *, packs: tuple[Path, ...] = ()) -> Paper:
    """``paper`` with a ledger in which the characters of sums that could not be read stand apart, as kept and with the
    reason; the characters of a page still sum to what they were."""
    moved = Counter(
        (paper.page_of(place), passage.kind, reason)
        for passage, span, reason in _unread(paper, packs)
        for place in range(span.start, span.end)
        if paper.characters.page[place] and paper.text[place] != " "
    )
    if not moved:
        return paper
    ledger = list(paper.ledger)
    for index, entry in enumerate(ledger):
        if entry.outcome != "kept" or entry.reason:
            continue
        for (page, kind, reason), count in sorted(moved.items()):
            if (page, kind) == (entry.page, entry.region):
                count = min(count, ledger[index].characters)
                ledger[index] = replace(ledger[index], characters=ledger[index].characters - count)
                ledger.append(LedgerEntry(page, REGION, count, "kept", reason))
    emptied = {index for index, entry in enumerate(paper.ledger) if entry.characters and not ledger[index].characters}
    return replace(paper, ledger=tuple(entry for index, entry in enumerate(ledger) if index not in emptied))


def _unread(paper: Paper, packs: tuple[Path, ...]) -> Iterator[tuple[Passage, Span, str]]:
    dollar = document_dollar(paper.text)
    for passage in readable(paper):
        text = paper.text[passage.start : passage.end]
        for span, reason in unread_amounts(text, dollar=dollar, whole=paper.text, packs=packs):
            yield passage, Span(passage.start + span.start, passage.start + span.end), reason
