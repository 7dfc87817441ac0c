"""Proves every evidence row again, from the PDFs, by another path than the one that made it.

The text must say at each offset what the row says. And the words must stand in the row's rectangles: PDFium itself is
asked which characters lie there, so that a mistake in our own layout or character map cannot hide.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyfacts.errors import ReadingError
from policyfacts.reading.guard import cpu_limit, guarded
from policyfacts.reading.pdfium import forget
from policyfacts.reading.repair import opened_or_rebuilt
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.sources import Location, bytes_of, located
from policyfacts.tables import Tables, read_tables
from policyfacts.tables.cells import Row, flowing
from policyfacts.verify.printed import unprinted

_BATCH = 100  # pages that are checked in one process
_SCAN = 40  # so many pages of text take the time of one that OCR looks at


@dataclass(frozen=True, slots=True)
class Failure:
    """One row that could not be proved: the paper, the row's ``fact_id`` (or none), the column, and why."""

    doc: str
    fact_id: str
    slot: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.fact_id or self.doc, self.slot, self.reason)))


@dataclass(frozen=True, slots=True)
class Proof:
    """What ``verify`` found: how many papers and evidence rows it checked, what failed, and how many cells stand as
    people judged them, without a place in the paper."""

    papers: int
    rows: int
    failures: tuple[Failure, ...]
    judged: int = 0


def verify(out: Path | str, *, password: str | None = None) -> Proof:
    """Check every row of ``evidence.csv`` in the folder ``out`` against the texts and the PDFs.

    The PDFs are looked for where ``documents.csv`` says, from the working directory. Raises ``OutputError`` and
    ``TableError`` where the folder does not hold tables.
    """
    tables = read_tables(out)
    by_doc: dict[str, list[Row]] = {row["doc"]: [] for row in tables.rows("documents") if row["status"] != "failed"}
    scans: dict[str, set[int]] = {doc: set() for doc in by_doc}
    for row in tables.rows("ledger"):
        if row["doc"] in scans and row["reason"].startswith("read by OCR"):
            scans[row["doc"]].add(int(row["page"]))
    unproved = list(_unproved(tables))
    judged = _judged(tables)
    failures = [
        *_strays(tables, by_doc),
        *(one for one in unproved if (one.fact_id, one.slot) not in judged),
        *_unquoted(tables),
    ]
    claims = [
        _Claim(
            row,
            tables.texts[row["doc"]],
            tuple(by_doc[row["doc"]]),
            frozenset(scans[row["doc"]]),
            located(row["path"]),
        )
        for row in tables.rows("documents")
        if row["doc"] in by_doc
    ]
    for batch in _batches(claims):
        failures += _checked(batch, password)
    apart = sum((one.fact_id, one.slot) in judged for one in unproved)
    return Proof(len(by_doc), len(tables.rows("evidence")), tuple(failures), apart)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A paper that was read: its row of ``documents``, its text, its evidence, its pages read by OCR, and where it is:
    looked for before any child starts, so that an archive of many papers is opened once."""

    document: Row
    text: str
    evidence: tuple[Row, ...]
    scans: frozenset[int]
    at: Location

    @property
    def pages(self) -> int:
        return int(self.document["pages"] or 0)


def _batches(claims: Iterable[_Claim]) -> Iterator[list[_Claim]]:
    """Papers that are checked in one process: as many as have some hundred pages together."""
    batch: list[_Claim] = []
    for claim in claims:
        batch.append(claim)
        if sum(one.pages + 1 for one in batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _checked(claims: Sequence[_Claim], password: str | None) -> list[Failure]:
    """Check papers under the limits that they were read under: a file that breaks them costs its own proof alone."""
    seconds = cpu_limit(sum(claim.pages * (1 + _SCAN * bool(claim.scans)) for claim in claims))
    try:
        return guarded(_check, tuple(claims), password, cpu_seconds=seconds)
    except ReadingError as exc:
        if len(claims) == 1:
            return [Failure(claims[0].document["doc"], "", "", f"cannot be checked: {exc}")]
    return [failure for claim in claims for failure in _checked([claim], password)]


def _check(claims: Sequence[_Claim], password: str | None) -> list[Failure]:
    failures: list[Failure] = []
    for claim in claims:
        forget()  # a paper is read anew as it was read: by itself
        failures += _check_paper(claim, password)
    return failures


def _strays(tables: Tables, by_doc: Mapping[str, list[Row]]) -> Iterator[Failure]:
    """Evidence of papers that ``documents.csv`` does not list; the rest is put under its paper."""
    for row in tables.rows("evidence"):
        doc = row["fact_id"].rsplit(":", 2)[0]
        if doc in by_doc:
            by_doc[doc].append(row)
        else:
            yield Failure(doc, row["fact_id"], row["slot"], "its paper is not among the papers read")


def _unproved(tables: Tables) -> Iterator[Failure]:
    """Filled cells of facts that no evidence row speaks of."""
    proved = {(row["fact_id"], row["slot"]) for row in tables.rows("evidence")}
    for name in FACT_TABLES:
        for row in tables.rows(name):
            for column in (*(slot.name for slot in TABLES[name].slots), "speaker"):
                if row[column] and (row["fact_id"], column) not in proved:
                    yield Failure(row["doc"], row["fact_id"], column, "no evidence row")


def _judged(tables: Tables) -> set[tuple[str, str]]:
    """Cells that hold what people judged, as ``corrections`` says; the machine's own are none of them."""
    after = {(row["fact_id"], row["slot"]): row["after"] for row in tables.rows("corrections") if row["after"]}
    rows = {row["fact_id"]: row for name in FACT_TABLES for row in tables.rows(name)}
    return {(number, slot) for (number, slot), cell in after.items() if rows.get(number, {}).get(slot) == cell}


def _unquoted(tables: Tables) -> Iterator[Failure]:
    """Facts whose quote does not stand in the paper's text; a run of white space in either counts as one blank.

    A row that people added without marking any words quotes nobody but them.
    """
    added = {row["fact_id"]: row["judged_by"] for row in tables.rows("corrections") if row["verdict"] == "add"}
    texts = {doc: " ".join(text.split()) for doc, text in tables.texts.items()}
    for name in FACT_TABLES:
        for row in tables.rows(name):
            if row["quote"] == f"judged by {added.get(row['fact_id'])}":
                continue
            if row["doc"] in texts and flowing(row["quote"]) not in texts[row["doc"]]:
                yield Failure(row["doc"], row["fact_id"], "quote", f"does not stand in texts/{row['doc']}.txt")


def _check_paper(claim: _Claim, password: str | None) -> Iterator[Failure]:
    document, text = claim.document, claim.text
    doc, path = document["doc"], document["path"]
    sound: list[Row] = []
    for row in claim.evidence:
        start, end = int(row["start"]), int(row["end"])
        if not row["text"] or flowing(text[start:end]) != flowing(row["text"]):
            yield Failure(doc, row["fact_id"], row["slot"], f"texts/{doc}.txt has other words at {start}-{end}")
        else:
            sound.append(row)
    try:
        data = bytes_of(claim.at)
    except ReadingError as exc:
        yield Failure(doc, "", "", f"{exc}: run verify from where extract was run")
        return
    if hashlib.sha256(data).hexdigest() != document["sha256"]:
        yield Failure(doc, "", "", f"{path} is not the file that was read: its SHA-256 differs. Run extract again")
        return
    try:
        with opened_or_rebuilt(data, password=password) as pdf:
            for row, pages, left in unprinted(pdf, sound, claim.scans):
                reason = f"page {pages}: {left!r} is not printed in its rectangles"
                yield Failure(doc, row["fact_id"], row["slot"], reason)
    except ReadingError:
        yield Failure(doc, "", "", f"{path} cannot be opened. If it is encrypted, give --password")
