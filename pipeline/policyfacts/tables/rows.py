"""From a paper, its mentions and its facts to the rows of every table.

A row's ``fact_id`` is ``<doc>:<table>:<key>``: the key of a fact is a hash of its slots and their places, that of a
date or an amount its place (``<start>-<end>``), that of a country its page and code (``<page>-<code>``).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from policyfacts.errors import TableError
from policyfacts.knowledge.codes import codes_of
from policyfacts.learned.coverage import LEAST, Estimate
from policyfacts.records import Fact, LedgerEntry, Mention, Money, Paper, Span
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables.cells import Row, cell
from policyfacts.tables.layout import cell_rows, passage_rows
from policyfacts.tables.measures import measured
from policyfacts.tables.restated import completed
from policyfacts.tables.standing import standing
from policyfacts.tabular import cell_labels

if TYPE_CHECKING:
    from policyfacts.learned.candidates import Candidate, Missing  # the language stage comes with them

_TO_JSON = json.JSONEncoder(ensure_ascii=False)
_SLOTS = {name: {column.name: column for column in TABLES[name].slots} for name in FACT_TABLES}


Proof = tuple[str, str, Span, str]
"""What proves a cell: the row's ``fact_id``, the column, the words, and the cell's confidence as it is written."""


@dataclass(frozen=True, slots=True)
class PaperRows:
    """All rows of one paper, by table, and its text (None where the paper could not be read).

    ``settled``: reading the paper again would come to the same, which cannot be said of one that ran out of time or
    memory. ``encrypted``: the password matters.
    """

    doc: str
    rows: Mapping[str, Sequence[Row]]
    text: str | None = None
    settled: bool = True
    encrypted: bool = False


def paper_rows(
    paper: Paper, mentions: Iterable[Mention], facts: Iterable[Fact], *, missing: Missing | None = None
) -> PaperRows:
    """The rows of one paper, sorted by page and place; ``missing``: what ``learned.candidates`` says of it.

    Raises ``TableError`` for a fact that cannot be proved or breaks the schema; ``provable`` sifts those out.
    """
    mentions, facts = list(mentions), list(facts)
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    evidence: list[Proof] = []
    _mention_rows(paper, mentions, rows, evidence)
    _fact_rows(paper, facts, rows, evidence)
    rows["documents"].append(_document(paper))
    rows["ledger"] = [_ledger(paper.doc, entry) for entry in sorted(paper.ledger, key=lambda entry: entry.page)]
    rows["evidence"] = _evidence(paper, evidence)
    rows["passages"] = passage_rows(paper)
    rows["cells"] = cell_rows(paper, mentions)
    if missing is not None:
        rows["candidates"] = [_candidate(paper, each) for each in missing.candidates]
        rows["candidates"].sort(key=lambda row: int(row["page"]))  # stable: by place within a page
        told = (missing.found or {}).items()
        rows["coverage"] = [_coverage(paper.doc, name, each) for name, each in told if each.rows or each.facts >= LEAST]
    return PaperRows(paper.doc, completed(rows), paper.text)


def failed_rows(doc: str, *, path: str, sha256: str, error: str) -> PaperRows:
    """The rows of a paper that could not be read: one in ``documents``, with the reason."""
    row = {"doc": doc, "path": path, "sha256": sha256, "status": "failed", "error": error}
    return PaperRows(doc, {"documents": [row]})


def provable(paper: Paper, facts: Iterable[Fact]) -> tuple[Paper, list[Fact]]:
    """The facts that can be written, and the paper with a ledger entry for each one that cannot."""
    kept: list[Fact] = []
    lost: list[LedgerEntry] = []
    for fact in facts:
        reason = _flaw(paper, fact)
        if reason:
            page = paper.page_of(max(0, min(fact.quote.start, len(paper.text) - 1))) if paper.text else 1
            lost.append(LedgerEntry(page, "fact", 0, "left out", reason))
        else:
            kept.append(fact)
    return (replace(paper, ledger=(*paper.ledger, *lost)) if lost else paper), kept


def _flaw(paper: Paper, fact: Fact) -> str:
    """Why ``fact`` cannot be written; empty where it can."""
    about = f"{fact.table} row of rule {fact.rule}"
    if fact.table not in FACT_TABLES:
        return f"{about}: there is no such table of facts"
    if not _within(paper, fact.quote):
        return f"{about}: its quote is empty or lies outside the text"
    columns = _SLOTS[fact.table]
    for name, slot in fact.slots.items():
        if name not in columns:
            return f"{about}: the table has no column {name}"
        if not slot.spans or not all(_within(paper, span) for span in slot.spans):
            return f"{about}: {name} has no words that prove it"
        if columns[name].vocabulary and cell(slot.value) not in columns[name].vocabulary:
            return f"{about}: {cell(slot.value)!r} is not in the vocabulary of {name}"
    missing = [name for name, column in columns.items() if column.required and name not in fact.slots]
    return f"{about}: {missing[0]} is not filled" if missing else ""


def _within(paper: Paper, span: Span) -> bool:
    """Whether ``span`` holds at least one character that is printed on a page."""
    if not 0 <= span.start < span.end <= len(paper.text):
        return False
    pages = paper.characters.page
    return bool(pages[span.start]) or bool(pages[span.start : span.end].any())


def _mention_rows(paper: Paper, mentions: Sequence[Mention], rows: dict[str, list[Row]], evidence: list[Proof]) -> None:
    doc = paper.doc
    mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    labels = cell_labels(paper, mentions)
    countries: Counter[tuple[int, str]] = Counter()
    for mention in mentions:
        if mention.label not in {"date", "amount", "country"}:
            continue
        if not _within(paper, mention.span) or paper.text[mention.start : mention.end] != mention.text:
            raise TableError(f"{doc}: the {mention.label} at {mention.start}-{mention.end} is not what the text says.")
        page = paper.page_of(mention.start)
        key = f"{mention.start}-{mention.end}"
        place = {"text": mention.text, "start": str(mention.start), "end": str(mention.end)}
        if mention.label == "date":
            rows["dates"].append({"doc": doc, "page": str(page), "edtf": str(mention.value), **place})
            evidence.append((f"{doc}:dates:{key}", "edtf", mention.span, ""))
        elif mention.label == "country":
            countries[page, str(mention.value)] += 1
            evidence.append((f"{doc}:countries:{page}-{mention.value}", "country", mention.span, ""))
        elif isinstance(mention.value, Money):
            rows["amounts"].append(
                {
                    "doc": doc,
                    "page": str(page),
                    **place,
                    **_money(mention.value),
                    "measures": _measured(paper, mention, labels),
                }
            )
            evidence.append((f"{doc}:amounts:{key}", "value", mention.span, ""))
    for name in ("dates", "amounts"):
        rows[name].sort(key=lambda row: int(row["page"]))  # stable; notes' text stands after that of later pages
    rows["countries"] = [
        {"doc": doc, "page": str(page), "country": code, "mentions": str(count)}
        for (page, code), count in sorted(countries.items())
    ]


def _money(money: Money) -> Row:
    return {
        "value": cell(money.value),
        "value_max": cell(money.value_max),
        "currency": money.currency,
        "qualifier": money.qualifier,
    }


def _measured(paper: Paper, mention: Mention, labels: Mapping[int, str]) -> str:
    """What a sum is of; where the paper strikes it out, that it does."""
    label = labels.get(mention.start)
    words = measured(paper.text, mention.start, mention.end) if label is None else label
    if any(span.start < mention.end and mention.start < span.end for span in paper.struck):
        return f"{words}, struck out" if words else "struck out"
    return words


def _fact_rows(paper: Paper, facts: Sequence[Fact], rows: dict[str, list[Row]], evidence: list[Proof]) -> None:
    ordered = sorted(facts, key=lambda fact: (fact.quote.start, fact.start, fact.table, fact.rule))
    seen: set[str] = set()
    for fact in ordered:
        flaw = _flaw(paper, fact)
        if flaw:
            raise TableError(f"{paper.doc}: {flaw}.")
        fact_id = f"{paper.doc}:{fact.table}:{_key(fact)}"
        if fact_id in seen:
            continue
        seen.add(fact_id)
        rows[fact.table].append(_fact(paper, fact, fact_id))
        columns = [name for name in _SLOTS[fact.table] if name in fact.slots and cell(fact.slots[name].value)]
        for name in columns:
            sure = cell(fact.slots[name].confidence)
            evidence.extend((fact_id, name, span, sure) for span in fact.slots[name].spans)
        if fact.outcome:
            evidence.extend((fact_id, "tuff_status", span, "") for span in fact.outcome.spans)
        if fact.speaker:
            evidence.append((fact_id, "speaker", fact.speaker, ""))
    for name in FACT_TABLES:
        rows[name].sort(key=lambda row: int(row["page"]))  # stable: by place within a page


def _fact(paper: Paper, fact: Fact, fact_id: str) -> Row:
    filled = {name: cell(slot.value) for name, slot in fact.slots.items()}
    confidence = None if fact.confidence is None else round(fact.confidence, 3)
    return {
        "doc": paper.doc,
        "page": str(paper.page_of(fact.quote.start)),
        **filled,
        "fact_id": fact_id,
        "certainty": fact.certainty,
        "speaker": " ".join(paper.text[fact.speaker.start : fact.speaker.end].split()) if fact.speaker else "",
        "rule": fact.rule,
        "confidence": cell(confidence),
        "quote": paper.text[fact.quote.start : fact.quote.end],
        **codes_of(fact.table, filled),
        **({"tuff_status": cell(fact.outcome.value)} if fact.outcome else {}),
    }


def _key(fact: Fact) -> str:
    said = [[name, cell(slot.value), [list(span) for span in slot.spans]] for name, slot in sorted(fact.slots.items())]
    return hashlib.sha256(_TO_JSON.encode(said).encode()).hexdigest()[:10]


def _document(paper: Paper) -> Row:
    status, error = standing(paper)
    return {
        "doc": paper.doc,
        "path": paper.path,
        "sha256": paper.sha256,
        "title": paper.title,
        "pages": str(len(paper.pages)),
        "language": paper.language,
        "published": paper.published,
        "status": status,
        "error": error,
        "authors": "; ".join(paper.authors),
        "publisher": paper.publisher,
        "identifier": paper.identifier,
    }


def _ledger(doc: str, entry: LedgerEntry) -> Row:
    return {
        "doc": doc,
        "page": str(entry.page),
        "region": entry.region,
        "characters": str(entry.characters),
        "outcome": entry.outcome,
        "reason": entry.reason,
    }


def _candidate(paper: Paper, found: Candidate) -> Row:
    return {
        "doc": paper.doc,
        "page": str(found.page),
        "table": found.table,
        "start": str(found.quote.start),
        "end": str(found.quote.end),
        "quote": paper.text[found.quote.start : found.quote.end],
        "score": cell(found.score),
    }


def _coverage(doc: str, table: str, found: Estimate) -> Row:
    numbers = {
        name: cell(round(getattr(found, name), 3)) for name in ("right", "told", "missed", "share", "low", "high")
    }
    return {"doc": doc, "table": table, "rows": str(found.rows), **numbers}


def _evidence(paper: Paper, evidence: Iterable[Proof]) -> list[Row]:
    once = dict.fromkeys(evidence)
    printed = {span: printed_lines(paper, span) for span in dict.fromkeys(span for _, _, span, _ in once)}
    found = [
        {"fact_id": fact_id, "slot": slot, **line, **({"confidence": sure} if sure else {})}
        for fact_id, slot, span, sure in once
        for line in printed[span]
    ]
    # Stable: the lines of one cell stay in reading order.
    return sorted(found, key=lambda row: (int(row["page"]), int(row["start"]), row["fact_id"], row["slot"]))


@lru_cache(maxsize=4096)
def _points(edge: float) -> str:
    return f"{round(edge, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def printed_lines(paper: Paper, span: Span) -> list[Row]:
    """What the rows of evidence at ``span`` have in common, for each printed line of it; without blanks around it."""
    whole = paper.text[span.start : span.end]
    start = span.start + len(whole) - len(whole.lstrip())
    span = Span(start, start + len(whole.strip())) if whole.strip() else span
    words = {"start": str(span.start), "end": str(span.end), "text": paper.text[span.start : span.end]}
    lines = []
    for place in paper.places(span.start, span.end):
        x0, y0, x1, y1 = map(_points, place.box)
        lines.append({"page": str(place.page), **words, "x0": x0, "y0": y0, "x1": x1, "y1": y1})
    return lines
