"""What ``documents`` says of a paper that was opened: whether it was read, in part or wholly, and what to do if not.

All of it follows from the ledger, so that the two never differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from policyfacts.records import Paper

FILE = 0
"""The page number of entries that speak of the whole file."""
_LOSSES = frozenset({"page", "picture", "text layer", "XFA form", "form fields", "attached paper", "foreign pages"})
"""Regions of the ledger whose being left out makes a paper partly read; ``file`` does so even where it is kept, and a
text layer does not where OCR has read the page instead."""
_SHORTEST_RUN = 3
"""So many pages in a row are written with a dash."""


def standing(paper: Paper) -> tuple[str, str]:
    """The paper's ``status`` (``read`` or ``partly read``) and ``error``: for each reason its pages, and what to do."""
    seen = {page.number for page in paper.pages if page.ocr}
    pages: dict[str, set[int]] = {}
    for entry in paper.ledger:
        lost = entry.region in _LOSSES and entry.outcome == "left out"
        if entry.region == "file" or (lost and not (entry.region == "text layer" and entry.page in seen)):
            pages.setdefault(entry.reason, set()).add(entry.page)
    if not pages:
        return "read", ""
    # What is said of the file first, then page by page.
    ordered = sorted(pages.items(), key=lambda item: (min(item[1]), item[0]))
    return "partly read", "; ".join(_said(reason, sorted(numbers)) for reason, numbers in ordered)


def _said(reason: str, numbers: Sequence[int]) -> str:
    return reason if FILE in numbers else f"pages {', '.join(_runs(numbers))}: {reason}"


def _runs(numbers: Iterable[int]) -> list[str]:
    """Page numbers, those in a row as ``4-9``."""
    found: list[str] = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        found += [f"{run[0]}-{run[-1]}"] if len(run) >= _SHORTEST_RUN else map(str, run)
    return found
