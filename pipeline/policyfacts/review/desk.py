"""What a reviewer has before them: the rows, what they said of them, and what they may say."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policyfacts.corrections.journal import Journal, Judgement, now
from policyfacts.errors import ReadingError, UsageError
from policyfacts.gold import problems_of
from policyfacts.pictures import boxes
from policyfacts.review.pages import Pages
from policyfacts.review.rows import Found, evidence_by_fact, label_of, rows_to_judge
from policyfacts.schema import GOLD_TABLES, TABLES
from policyfacts.tables import read_tables
from policyfacts.tables.cells import Row


class Desk:
    """One reviewer's view of an output folder: only their own verdicts are shown, so that two judge independently."""

    def __init__(self, out: Path | str, *, who: str, password: str | None = None) -> None:
        if not who.strip():
            raise UsageError("as: no name given. Say who judges, as --as anna.")
        tables = read_tables(out)
        self.who = who.strip()
        self.journal = Journal(out)
        self.journal.ready()
        self.pages = Pages(tables, password=password)
        self._texts = tables.texts
        self._found = {found.fact_id: found for found in rows_to_judge(tables)}
        self._proofs = evidence_by_fact(tables)
        self._documents = [row for row in tables.rows("documents") if row["status"] != "failed"]

    def overview(self) -> dict[str, Any]:
        """Everything that lists need: the rows with verdicts, the papers, the columns of each table."""
        mine = self._mine()
        added = [Found(one.fact_id, one.table, one.row) for one in mine.values() if one.verdict == "add"]
        return {
            "who": self.who,
            "rows": [self._listed(found, mine.get(found.fact_id)) for found in [*self._found.values(), *added]],
            "papers": [{"doc": row["doc"], "title": row["title"], "pages": row["pages"]} for row in self._documents],
            "tables": {name: _columns(name) for name in GOLD_TABLES},
        }

    def row(self, fact_id: str) -> dict[str, Any]:
        """One row as found, as judged, and where its words stand. Raises ``UsageError`` where there is none."""
        said = self._mine().get(fact_id)
        found = self._found.get(fact_id)
        if found is None:
            if said is None:
                raise UsageError(f"There is no row {fact_id!r} in this folder.")
            found = Found(fact_id, said.table, said.row)
        proofs = self._proofs.get(fact_id, [])
        page = int(found.row["page"])
        return {
            "fact_id": fact_id,
            "table": found.table,
            "found": {**found.row, **found.gold_row},
            "row": dict(said.row) if said is not None else found.gold_row,
            "verdict": said.verdict if said is not None else "",
            "pages": sorted({page, *(int(proof["page"]) for proof in proofs)}),
            "boxes": self._boxes(found.row["doc"], proofs),
        }

    def words(self, doc: str, page: int) -> list[dict[str, Any]]:
        """The words of a page that can be marked: offsets and percent of the page."""
        picture = self.pages.picture(doc, page)
        listed = []
        for word in self.pages.words(doc, page):
            x0, y0, x1, y1 = word.box
            row = {
                "page": str(page),
                "slot": "",
                "text": "",
                "x0": f"{x0}",
                "y0": f"{y0}",
                "x1": f"{x1}",
                "y1": f"{y1}",
            }
            for box in boxes([row], picture):
                listed.append({"start": word.start, "end": word.end, "at": [box.left, box.top, box.width, box.height]})
        return listed

    def texts(self, doc: str, spans: object) -> list[str]:
        """The words at offsets of a paper's text."""
        text = self._texts.get(doc, "")
        return [" ".join(text[start:end].split()) for start, end in _spans({"": spans}).get("", [])]

    def judge(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Save one judgement. Raises ``UsageError`` where it cannot stand, naming the column and what could."""
        verdict, table = said["verdict"], said["table"]
        if verdict not in {"accept", "correct", "reject", "add", "undo"} or table not in GOLD_TABLES:
            raise UsageError("No such verdict, or no such table.")
        fact_id = str(said["fact_id"] or "")
        row = _row(table, said["row"])
        if verdict == "add":
            fact_id = fact_id or f"{row['doc']}:{table}:added-{secrets.token_hex(5)}"
        elif fact_id not in self._found and fact_id not in self._mine():
            raise UsageError(f"There is no row {fact_id!r} in this folder.")
        elif verdict in {"accept", "reject"} and fact_id in self._found:
            row = self._found[fact_id].gold_row | {"note": row["note"]}
        if verdict in {"correct", "add"}:
            _check(table, row, {document["doc"]: document["pages"] for document in self._documents})
        judgement = Judgement(now(), self.who, verdict, table, fact_id, row, _spans(said["spans"]))
        self.journal.append(judgement)
        return {"fact_id": fact_id, "verdict": "" if verdict == "undo" else verdict, "label": label_of(table, row)}

    def _mine(self) -> dict[str, Judgement]:
        return self.journal.standing().get(self.who, {})

    def _listed(self, found: Found, said: Judgement | None) -> dict[str, Any]:
        row = said.row if said is not None else found.row
        return {
            "id": found.fact_id,
            "table": found.table,
            "doc": found.row["doc"],
            "page": int(found.row["page"]),
            "confidence": found.row.get("confidence", ""),
            "label": label_of(found.table, row)[:200],
            "verdict": said.verdict if said is not None else "",
        }

    def _boxes(self, doc: str, proofs: list[Row]) -> dict[str, list[dict[str, Any]]]:
        """Page -> the boxes on it, in percent of the page."""
        placed: dict[str, list[dict[str, Any]]] = {}
        for page in sorted({int(proof["page"]) for proof in proofs}):
            try:
                found = boxes(proofs, self.pages.picture(doc, page))
            except ReadingError:  # the page says why when it asks for the picture
                continue
            placed[str(page)] = [
                {"slot": box.slot, "text": box.text, "at": [box.left, box.top, box.width, box.height]} for box in found
            ]
        return placed


def _columns(name: str) -> list[dict[str, Any]]:
    slots = TABLES[name].slots
    return [{"name": one.name, "meaning": one.meaning, "vocabulary": one.vocabulary} for one in slots]


def _row(table: str, said: object) -> Row:
    given = said if isinstance(said, dict) else {}
    return {name: " ".join(str(given.get(name) or "").split()) for name in TABLES[table].gold_names}


def _spans(said: object) -> dict[str, list[tuple[int, int]]]:
    if not isinstance(said, dict):
        return {}
    try:
        return {str(slot): [(int(start), int(end)) for start, end in spans] for slot, spans in said.items()}
    except (TypeError, ValueError) as exc:
        raise UsageError("The marked words are no ranges of the text.") from exc


def _check(table: str, row: Row, pages: Mapping[str, str]) -> None:
    if row["doc"] not in pages:
        raise UsageError(f"doc: there is no paper called {row['doc']!r} in this folder.")
    if not (row["page"].isdecimal() and 1 <= int(row["page"]) <= int(pages[row["doc"]] or 1)):
        raise UsageError(f"page: {row['page']!r} is no page of {row['doc']}.")
    found = problems_of(row, TABLES[table])
    if found:
        raise UsageError(found[0])
    if not any(row[column.name] for column in TABLES[table].slots):
        raise UsageError("The row is empty: fill at least one column.")
