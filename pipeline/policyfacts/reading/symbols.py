"""Symbols of documents: ``A/79/903-S/2025/294``, ``COM(2025) 12 final``, DOIs and numbers of reports.

The first two are signs like a shelf mark, wherever they stand: no sum of money and no date is in them. A number of a
series ("Working Paper No. 12") names a document only where its own front page bears it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from policyfacts.records import LedgerEntry, Span

_PIECE = r"[A-Z0-9](?:[A-Za-z0-9.]*[A-Za-z0-9])?(?:-[A-Z0-9][A-Za-z0-9.]*(?<!\.))?"
_BRACKET = r"(?: ?\((?:(?:19|20)\d\d|(?:Part|Vol\.?|SUPP\.?|Supp\.?) ?[IVXLA-Z0-9]*(?:/[A-Za-z]+\.\d+)?)\))"
_SLASHED = rf"[A-Z]{{1,8}}(?:[.-][A-Z]{{0,2}}\d{{1,3}})?(?:/{_PIECE})+{_BRACKET}?(?:/(?:Add|Rev|Corr|Amend)\.\d+)*"
_UNION = (
    r"(?:COM|SWD|JOIN|SEC|C) ?\((?:19|20)\d\d\) ?\d+(?:/\d+)?(?: final)?"
    r"|[A-Z]{2,8}(?:/[A-Z]{2,8})*\((?:19|20)\d\d\)\d+(?:/[A-Z]+\d*)*"
)
_SYMBOL = re.compile(rf"(?<![\w/.-])(?:{_UNION}|(?:{_SLASHED})(?:[-–—] ?(?:{_SLASHED}))*)(?![\w/])")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"”]*[^\s<>\"”.,;)\]]")
_NUMBERED = re.compile(
    r"(?:\b[A-Z][\w’&-]* ){0,4}\b(?:reports?|papers?|briefs?|briefings?|notes?"
    r"|bulletins?|circulars?|publications?|documents?|memorand(?:um|a)|insights?|(?<=[a-z] )series),? ?"
    r"(?:(?:no\.?|nr\.?|number|n[o°º]|#|№) ?:?)?\s?[A-Z]{0,5}[-/]?\d[\w./-]*(?<![./-])",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:GAO-\d\d-\d{3,6}[A-Z]*|(?:R|RL|RS|IF|IN|LSB|TE|IG)\d{4,6}(?=\b)|[A-Z]{2,6}[-/]\d{2,4}[-/]\d{1,5})\b"
)

_PIECES = re.compile(r"\s*[,;|·•–—]\s+|\n")
"""What parts the pieces of an issue line."""


def symbols(text: str) -> Iterator[Span]:
    """Where symbols of documents stand in ``text``."""
    if "/" not in text and "(" not in text:
        return
    for match in _SYMBOL.finditer(text):
        if _is_symbol(match[0]):
            yield Span(*match.span())


def _is_symbol(found: str) -> bool:
    """Whether letters and figures between strokes are a symbol: it has a figure, and is no pair of units or years."""
    first, _, rest = found.partition("/")
    if not any(c.isdigit() for c in found):
        return False
    return "(" in first or len(rest) > 1 or rest.isdigit()


def without_symbols(text: str) -> str:
    """``text`` without the symbols in it."""
    return _SYMBOL.sub(lambda match: " " if _is_symbol(match[0]) else match[0], text)


def is_symbol(text: str) -> bool:
    """Whether a line is nothing but symbols of documents."""
    return any(c.isdigit() for c in text) and not without_symbols(text).strip(" *-–—|·,;()")


def identifier(lines: Sequence[str], edges: Sequence[str]) -> str:
    """The symbol that a paper's front page bears, else its DOI, else the number of the report; or empty.

    ``lines``: those of the front page, from the top; ``edges``: running heads and feet.
    """
    everywhere = [*lines, *edges]
    for line in everywhere:
        found = list(dict.fromkeys(" ".join(line[a:b].split()) for a, b in symbols(line)))
        if found and _bears(line, found):
            return "; ".join(found)
    dois = (match[0] for line in everywhere for match in _DOI.finditer(line))
    return next(dois, "") or _alone(everywhere, _NUMBERED, _CODE)


def coded(lines: Iterable[str]) -> str:
    """The code of a report ("IN12669") that stands by itself on one of ``lines``, or empty."""
    return _alone(lines, _CODE)


def _alone(lines: Iterable[str], *patterns: re.Pattern[str]) -> str:
    """The first piece of a line that is all one of ``patterns``, as printed, or empty."""
    pieces = [" ".join(piece.split()).strip(" .()[]*") for line in lines for piece in _PIECES.split(line)]
    return next((piece for pattern in patterns for piece in pieces if pattern.fullmatch(piece)), "")


def _bears(line: str, found: Iterable[str]) -> bool:
    """Whether a line bears the symbol as a letterhead does, rather than mention it in a sentence."""
    return len(line) - sum(map(len, found)) < 60 and not re.search(r"\b[a-z]+ [a-z]+ [a-z]+\b", line)


def symbol_entries(text: str, pages: NDArray[np.int32]) -> list[LedgerEntry]:
    """What the ledger says of symbols inside ``text``, whose signs stand on ``pages``: one entry a page, of 0
    characters, since the text keeps them."""
    counts = Counter(int(pages[span.start]) for span in symbols(text))
    return [
        LedgerEntry(
            page, "symbol", 0, "kept", f"symbol of a document, {count} in the text: no sum or date is read in it"
        )
        for page, count in sorted(counts.items())
    ]
