"""The judgements of an output folder, worked into its tables: by ``apply``, and by each run of ``extract``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from policyfacts.corrections.applying import Applied, corrected, told
from policyfacts.corrections.cases import Case, cases
from policyfacts.corrections.journal import Anchor, Journal
from policyfacts.corrections.placing import found_again
from policyfacts.limits import JOURNAL
from policyfacts.limits import RECORD as RUN_RECORD
from policyfacts.schema import TABLES
from policyfacts.sources import door
from policyfacts.tables import Packed, PaperRows, Tables, packed, read_tables, unpacked
from policyfacts.tables.cells import Row
from policyfacts.tables.files import alone, write_packed
from policyfacts.tables.ids import doc_of
from policyfacts.tables.marks import for_excel

RECORD = "judgements"
"""What ``run.json`` calls the SHA-256 of the judgements that the tables hold."""
_SIGNED = "files"  # where the file system has no links, run.json says which files belong to it; written anew with them


class Judged:
    """What people judged in the folder ``out``, as it is now."""

    def __init__(self, out: Path | str) -> None:
        journal = Journal(out)
        found = cases(journal)
        self.torn = journal.torn
        self.applied = Applied()
        self._by_doc: dict[str, list[Case]] = {}
        for case in found:
            self._by_doc.setdefault(case.doc, []).append(case)
        self.digest = hashlib.sha256(door.read(journal.path, JOURNAL)).hexdigest() if found else ""

    def into(self, papers: Iterable[Packed]) -> Iterator[Packed]:
        """The papers with what was judged; ``applied`` says what became of it once all have passed."""
        self.applied = Applied()
        left = dict(self._by_doc)
        for paper in papers:
            mine = left.pop(paper.doc, []) if paper.text is not None else []
            yield replace(packed(corrected(unpacked(paper), mine, self.applied)), own=paper) if mine else paper
        for others in left.values():
            for case in others:
                reason = f"the paper {case.doc} is not among those read"
                self.applied.unplaced.append(told(case, case.settled or case.said[0], reason))

    def recorded(self, run: Mapping[str, Any]) -> dict[str, Any]:
        """``run.json`` with the hash of these judgements; without it where there are none."""
        rest = {name: said for name, said in run.items() if name not in {RECORD, _SIGNED}}
        if not self.digest:
            return rest
        items = list(rest.items())
        place = next((number for number, (name, _) in enumerate(items) if name == "papers"), len(items))
        return dict([*items[:place], (RECORD, self.digest), *items[place:]])

    def stands(self, out: Path) -> bool:
        """Whether the tables in ``out`` were made with these judgements, as their ``run.json`` says."""
        try:
            run = json.loads(door.read_text(out / "run.json", RUN_RECORD))
        except (OSError, ValueError):
            return False
        return isinstance(run, dict) and run.get(RECORD, "") == self.digest


def apply(out: Path | str) -> Judged:
    """Write the tables of the folder ``out`` with what people judged of them; the machine's own stay beside them.

    Where nothing (more) is judged, the tables are the machine's own again. Raises ``OutputError`` where the folder
    holds no tables, cannot be written, or another run writes to it; what stood there is then as it was.
    """
    out = Path(out)
    read_tables(out)
    with alone(out):
        tables = read_tables(out, machine=True)
        judged = Judged(out)
        run = json.loads(door.read_text(out / "run.json", RUN_RECORD))
        papers = judged.into(map(packed, _papers(tables)))
        recorded = judged.recorded(run)
        write_packed(out, papers, run=recorded, standing=set(tables.texts), excel=for_excel(out))
    return judged


def _papers(tables: Tables) -> Iterator[PaperRows]:
    by_doc: dict[str, dict[str, list[Row]]] = {row["doc"]: {} for row in tables.rows("documents")}
    for name in TABLES:
        for row in tables.rows(name):
            by_doc.setdefault(doc_of(row), {}).setdefault(name, []).append(row)
    for doc, rows in by_doc.items():
        if "documents" in rows:
            text = tables.texts.get(doc)
            yield PaperRows(doc, {name: _verbatim(some, text or "") for name, some in rows.items()}, text)


def _verbatim(rows: list[Row], text: str) -> list[Row]:
    """Rows with their quotes as they stand in the text, white space and all, which CSV files need not keep."""
    return [row | {"quote": _quote(row["quote"], text)} if row.get("quote") else row for row in rows]


def _quote(words: str, text: str) -> str:
    place = None if words in text else found_again(text, Anchor(0, words))
    return words if place is None else text[place.start : place.end]
