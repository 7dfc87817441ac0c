"""What a judgement rests on, so that a later run finds its place again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from policyfacts.corrections.journal import Anchor, Ground
from policyfacts.corrections.placing import anchored, found_again, sentence_around
from policyfacts.records import Span
from policyfacts.review.rows import Found
from policyfacts.schema import MENTION_TABLES
from policyfacts.tables.cells import Row

Spans = Mapping[str, Sequence[tuple[int, int]]]


def ground_of(found: Found, row: Row, proofs: Sequence[Row], *, text: str, sha256: str) -> Ground:
    """The ground of a judgement of a row that the machine found: ``row`` as it was judged, ``proofs`` its evidence.

    Proofs of cells that are no more what they were are left out: they proved something else.
    """
    kept = [proof for proof in proofs if _holds(found, row, proof["slot"])]
    return Ground(found.row, tuple(kept), _anchor(found, proofs, text), sha256)


def marked(ground: Ground, proofs: Iterable[Row]) -> Ground:
    """The ground with the words that the reviewer marked in the place of the machine's."""
    new = tuple(proofs)
    slots = {proof["slot"] for proof in new}
    kept = (proof for proof in ground.proofs if proof["slot"] not in slots)
    return Ground(ground.found, (*kept, *new), ground.anchor, ground.sha256)


def ground_of_added(spans: Spans, *, text: str, sha256: str) -> Ground:
    """The ground of a row that a reviewer added: the sentence around the first words marked; nothing without any."""
    first = min((Span(*span) for some in spans.values() for span in some), default=None)
    anchor = anchored(text, sentence_around(text, first)) if first is not None else None
    return Ground(anchor=anchor, sha256=sha256)


def _holds(found: Found, row: Row, slot: str) -> bool:
    return found.table in MENTION_TABLES or found.row.get(slot, "") == row.get(slot, found.row.get(slot, ""))


def _anchor(found: Found, proofs: Sequence[Row], text: str) -> Anchor | None:
    """The words that state the fact: a fact's quote, the expression of a date or a sum, the first name of a country;
    of a place that may hold a fact, the place."""
    if found.asks:
        return anchored(text, Span(*found.span))
    first = min((Span(int(proof["start"]), int(proof["end"])) for proof in proofs), default=None)
    if quote := found.row.get("quote"):
        span = found_again(text, Anchor(first.start if first is not None else 0, quote))
        return anchored(text, span) if span is not None else None
    if found.row.get("start") and found.row.get("end"):
        return anchored(text, Span(int(found.row["start"]), int(found.row["end"])))
    return anchored(text, first) if first is not None else None
