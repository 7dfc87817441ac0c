"""What a paper says of itself on its front page: the date of issue, who wrote it, who publishes it, its symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policyfacts.knowledge import compiled, entries
from policyfacts.reading import frontlines
from policyfacts.reading.issued import Printed, dates_in, years_in
from policyfacts.reading.names import authors, is_name
from policyfacts.reading.symbols import coded, identifier

_SHORT = 160
_DOTS = frozenset("·|•–—")
_IMPRINT = frozenset({"masthead", "body", "series", "issue", "stamp", "symbol", "place", "genre", "date"})
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^.;]{0,60}$", re.IGNORECASE)
_CUED = 60
"""A line of an imprint names its publisher with at most this many characters."""
_CUE_GAP = r"[\s:,(]*(?:\b(?:on|in|el|le|am|il|em)\b[\s:,(]*)?$"
_PIECES = re.compile(r"\s*(?:[,;|·•\n]|\s[–—/-]\s)\s*")
_SERIAL = re.compile(r"\b(?:vol(?:\.|ume)?|no\.?|nr\.?|issue|number|№|#) ?\d", re.IGNORECASE)
_VERSION = re.compile(
    r"(?:vol(?:\.|ume)?|no\.?|nr\.?|issue|number|№|#|edition|version|rev\.?|v)\s?[\w.-]*\d[\w.-]*", re.IGNORECASE
)
_OWN_NOTE = re.compile(
    r"^\W*(?:\d+ )?(?:this|the present) (?:paper|report|brief|study|note|article|document|version|text)\b.{0,30}?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The lines that tell of the paper itself.

    ``lines``: those of the front page from the top, what stands apart on one divided by line ends, the title's among
    them (``title`` is its place, -1 without one); ``stray``: short lines there that are no front matter; ``notes``:
    footnotes there; ``edges``: running heads and feet of the first pages; ``imprint``: short lines of the second page;
    ``words``: the paper's words as they come inside sentences, in small letters.
    """

    lines: tuple[str, ...] = ()
    title: int = -1
    stray: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    imprint: tuple[str, ...] = ()
    words: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Said:
    """What the front page says: ``published`` in EDTF, the others as printed; empty where it does not say."""

    published: str
    authors: tuple[str, ...]
    publisher: str
    identifier: str


def said(page: FrontPage) -> Said:
    """What a paper says of itself."""
    above = [line for number, line in enumerate(page.lines) if number != page.title]
    return Said(
        published((*page.lines, *page.stray), page.edges, notes=page.notes, imprint=page.imprint),
        authors(page.lines, page.title, page.words),
        _publisher(above, page),
        identifier(above, page.edges) or identifier([], page.imprint) or coded(page.stray),
    )


def published(
    front: Sequence[str], edges: Sequence[str], *, notes: Sequence[str] = (), imprint: Sequence[str] = ()
) -> str:
    """The date of issue printed on the paper (EDTF): on the front page, in running heads or the imprint; or empty.

    A date counts behind words of issue ("Updated"), as a line of its own, or at the end of a line that names a series,
    an author or a place; never one of a span of days, of receipt, of a meeting, or inside a sentence. A bare year
    counts behind such words, with a volume or a copyright.
    """
    front = [piece for line in front for piece in (line, *line.split("\n"))]
    ranked = [
        *((rank, date) for line in _paired(front) for rank, date in _dates(line)),
        *((rank, date) for line in notes for rank, date in _dates(line) if _of_the_issue(line)),
        *((rank + 0.5, date) for line in edges for rank, date in _dates(line)),
        *((rank + 0.7, date) for line in imprint for rank, date in _dates(line) if _of_the_issue(line)),
    ]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else ""


def _paired(lines: Sequence[str]) -> Iterator[str]:
    """The lines; one that ends in words of issue together with the date under it."""
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        opens = _cue(frontlines.plain(line), "dated") and not dates_in(line)
        yield f"{line} {following}" if opens and dates_in(following) else line


def _dates(text: str) -> Iterator[tuple[float, str]]:
    """The dates of a line that may be those of issue, each with its rank: 0 surest, 3 and 4 a year only."""
    line = " ".join(text.split())
    if len(line) > _SHORT:
        return
    found = dates_in(line)
    for date in found:
        before = line[: date.start]
        if date.span or _cue(before, "other"):
            continue
        if _cue(before, "dated"):
            yield 0, date.edtf
        elif _SERIAL.search(line) or _set_apart(line, date) or _dateline(line, date) or _stands_alone(line, found):
            yield (1 if len(found) == 1 else 2), date.edtf
    if not found:
        yield from ((rank, year.edtf) for year in years_in(line) for rank in _year(line, year))


def _set_apart(line: str, date: Printed) -> bool:
    """Whether a date stands between the dots or strokes that set off the parts of an issue line."""
    before, after = line[: date.start].rstrip(), line[date.end :].lstrip()
    return (before[-1:] in _DOTS or not before) and (after[:1] in _DOTS or not after) and bool(before or after)


def _stands_alone(line: str, found: Sequence[Printed]) -> bool:
    """Whether what is left of a line without its dates names no more than a series, a body, people or a place."""
    rest = line
    for date in reversed(found):
        rest = f"{rest[: date.start]}|{rest[date.end :]}"
    return all(_is_imprint(piece) for piece in _PIECES.split(rest.strip(" ()[]*.")) if piece.strip(" ()[]*."))


def _is_imprint(piece: str) -> bool:
    piece = piece.strip(" ()[]*.")
    return bool(frontlines.role(piece) in _IMPRINT or _VERSION.fullmatch(piece) or is_name(piece))


def _dateline(line: str, date: Printed) -> bool:
    """Whether a line is one word, such as a place, and a date: "Lomé, April 2019"."""
    return bool(re.fullmatch(r"[A-Z\u00c0-\u00de][\w’-]+, ?", line[: date.start])) and not line[date.end :].strip(" .*")


def _year(line: str, year: Printed) -> Iterator[float]:
    """How surely a bare year is that of issue: with a copyright or words of issue 3, with a volume 4."""
    before = line[: year.start]
    if _cue(before, "other"):
        return
    if _cue(before, "dated") or _COPYRIGHT.search(before) or _is_place(before):
        yield 3
    elif _SERIAL.search(line) and not re.search(r"[a-z] [a-z]+ [a-z]", line):
        yield 4


def _is_place(text: str) -> bool:
    return frontlines.pattern("place").fullmatch(frontlines.plain(_PIECES.split(text.rstrip(" ,"))[-1])) is not None


def _cue(before: str, role: str) -> bool:
    """Whether words of ``role`` stand directly in front of what follows ``before``."""
    return bool(_ending(role).search(before))


@compiled
def _ending(role: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{frontlines.pattern(role).pattern})(?:{_CUE_GAP})", re.IGNORECASE)


def _of_the_issue(note: str) -> bool:
    """Whether a note speaks of the paper's own publication: it begins with the words for it, or names the paper."""
    date = next(iter(dates_in(note)), None)
    before = note[: date.start] if date else note
    cue = _ending("dated").search(before)
    opening = before[: cue.start()] if cue else before
    return not opening.strip(" *†‡©0123456789.") or bool(
        re.match(_OWN_NOTE, re.sub(r"\b(?:was|is|has been)\b", "", opening))
    )


def _publisher(lines: Sequence[str], page: FrontPage) -> str:
    """The publisher: a masthead that publishes, else the imprint, another masthead, a body named above the title."""
    everywhere = [piece for line in (*lines, *page.edges, *page.stray) for piece in _parts(line)]
    mastheads = [name for name in map(frontlines.issuer, everywhere) if name]
    known = next((name for name in mastheads if name in _publishing()), "")
    if known:
        return known
    for line in (*everywhere, *page.imprint, *page.notes):
        match = _opening().match(frontlines.plain(line))
        if match and len(match["rest"]) < _CUED:
            return match["rest"].strip(" ,.")
    if mastheads:
        return mastheads[0]
    above = [piece for line in (*page.lines[: max(page.title, 0)], *page.edges) for piece in _parts(line)]
    return next((piece for piece in above if _is_body(piece)), "")


def _parts(line: str) -> list[str]:
    """A line as a whole, and its parts between blanks, dots and commas; those that are shorter first."""
    return [*(" ".join(piece.split()) for piece in _PIECES.split(line)), " ".join(line.split())]


def _is_body(piece: str) -> bool:
    return len(piece.split()) > 1 and frontlines.role(piece) == "body"


@compiled
def _publishing() -> frozenset[str]:
    """The publishers that our knowledge names."""
    return frozenset(str(e["publisher"]) for e in entries("front") if e.get("publisher"))


@compiled
def _opening() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{frontlines.pattern('publisher').pattern})[ ,:]+(?P<rest>[A-Z][^.;©|·]*?)"
        r"(?:,? (?:19|20)\d\d| All rights.*)?[.;]?(?= |$)$",
        re.IGNORECASE,
    )
