"""What a reviewer has before them: the rows, what they said of them, and what they may say."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import Any

from policyfacts.corrections.journal import Ground, Journal, Judgement, now
from policyfacts.errors import ReadingError, StaleRow, UsageError
from policyfacts.gold import problems_of
from policyfacts.pictures import boxes
from policyfacts.review.grounds import ground_of, ground_of_added, marked
from policyfacts.review.pages import Pages
from policyfacts.review.parties import Parties, named
from policyfacts.review.rows import Found, asked, evidence_by_fact, label_of
from policyfacts.review.stakes import stakes_of
from policyfacts.review.typed import Typed, read_typed
from policyfacts.schema import GOLD_TABLES, TABLES
from policyfacts.tables import read_tables
from policyfacts.tables.cells import Row

_DIGITS = 10
"""Of a page's number: no paper has as many pages."""
_VERDICTS = frozenset({"accept", "correct", "reject", "add", "undo"})
_KEY = re.compile(r"[0-9a-f]{10,40}")
Spans = dict[str, list[tuple[int, int]]]


class Desk:
    """One reviewer's view of an output folder: only their own verdicts are shown, so that two judge independently.

    The rows are the machine's own. Where the tables are written anew meanwhile, they are read anew.
    """

    decides = False
    """Whether what is said here settles differences, or is one reviewer's view."""

    def __init__(self, out: Path | str, *, who: str, password: str | None = None) -> None:
        if not who.strip():
            raise UsageError("as: no name given. Say who judges, as --as anna.")
        self.who = who.strip()
        self.journal = Journal(out)
        self._out, self._password = Path(out), password
        self._held = RLock()
        self._read()
        self.journal.ready()

    def overview(self) -> dict[str, Any]:
        """Everything that lists need: the rows with verdicts, the papers, the columns of each table, what was last."""
        with self._held:
            self._fresh()
            mine = self._mine()
            added = [Found(one.fact_id, one.table, one.row) for one in mine.values() if one.verdict == "add"]
            return {
                "who": self.who,
                "decides": self.decides,
                "rows": [self._listed(found, mine.get(found.fact_id)) for found in [*self._rows(), *added]],
                "papers": [{name: row[name] for name in ("doc", "title", "pages")} for row in self._documents.values()],
                "tables": {name: _columns(name) for name in GOLD_TABLES},
                "last": self._last(),
            }

    def row(self, fact_id: str) -> dict[str, Any]:
        """One row as found, as judged, and where its words stand. Raises ``UsageError`` where there is none.

        ``version`` tells what was shown: a judgement bears it, and is refused where it is not that of the row any more.
        """
        with self._held:
            self._fresh()
            found, said = self._at(fact_id)
        proofs = self._evidence(fact_id, said)
        page = int(found.row["page"])
        row = dict(said.row) if said is not None else found.gold_row
        return {
            "fact_id": fact_id,
            "table": found.table,
            "found": {**found.row, **found.gold_row},
            "row": row,
            "names": {name: shown for name, cell in row.items() if (shown := _named(found.table, name, cell)) != cell},
            "verdict": said.verdict if said is not None else "",
            "version": self._version(found, said),
            "asks": found.asks,
            "sure": {proof["slot"]: proof["confidence"] for proof in proofs if proof.get("confidence")},
            "pages": sorted({page, *(int(proof["page"]) for proof in proofs)}),
            "boxes": self._boxes(found.row["doc"], proofs),
        }

    def words(self, doc: str, page: int) -> list[dict[str, Any]]:
        """The words of a page that can be marked: offsets and percent of the page."""
        picture = self.pages.picture(doc, page)
        listed = []
        for word in self.pages.words(doc, page):
            sides = dict(zip(("x0", "y0", "x1", "y1"), map(str, word.box), strict=True))
            for box in boxes([{"page": str(page), "slot": "", "text": "", **sides}], picture):
                listed.append({"start": word.start, "end": word.end, "at": [box.left, box.top, box.width, box.height]})
        return listed

    def texts(self, doc: str, spans: object) -> list[str]:
        """The words at offsets of a paper's text."""
        text = self._texts.get(doc, "")
        return [" ".join(text[start:end].split()) for start, end in _spans({"": spans}).get("", [])]

    def typed(self, table: str, column: str, text: str, doc: str) -> Typed:
        """What was typed into a cell, as it would be saved. Raises ``UsageError`` where there is no such column."""
        if table not in GOLD_TABLES or column not in {one.name for one in TABLES[table].slots}:
            raise UsageError("No such column.")
        return read_typed(table, column, text, doc=doc, parties=self._parties)

    def judge(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Save one judgement.

        Raises ``UsageError`` where it cannot stand, naming the column and what could, and ``StaleRow`` where the row is
        not as it was when ``version`` was shown.
        """
        if str(said["verdict"]) not in _VERDICTS or str(said["table"]) not in GOLD_TABLES:
            raise UsageError("No such verdict, or no such table.")
        with self._held:
            self._fresh()
            if said["verdict"] == "add" and str(said["fact_id"] or "") not in self._mine():
                judgement = self._added(said)
                if self._mine().get(judgement.fact_id) is not None:  # sent twice
                    return self._answer(judgement)
            else:
                judgement = self._of_row(said)
            self.journal.append(judgement)
            return self._answer(judgement)

    def take_back(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Take back what was said last, if that is ``fact_id`` at ``at``. Raises ``StaleRow`` where it is not."""
        with self._held:
            last = self.journal.last(self.who, decides=self.decides)
            if last is None or (last.fact_id, last.at) != (said["fact_id"], said["at"]):
                raise StaleRow("Something else was said meanwhile. Load the page again; nothing was taken back.")
            judgement = replace(last, at=now(), verdict="undo", spans={}, ground=Ground())
            self.journal.append(judgement)
            return self._answer(judgement)

    def _added(self, said: Mapping[str, Any]) -> Judgement:
        row, spans = self._row(said["table"], said.get("row"), {}), _spans(said.get("spans"))
        key = str(said.get("key") or "") or hashlib.sha256(f"{now()}{row}".encode()).hexdigest()[:10]
        if not _KEY.fullmatch(key):
            raise UsageError("The added row has no sound key. Load the page again.")
        self._check(said["table"], row)
        if said["table"] == "countries" and f"{row['doc']}:countries:{row['page']}-{row['country']}" in self._found:
            raise UsageError(f"country: {row['country']} is among the rows of this page. Correct that row.")
        if "start" in TABLES[said["table"]].names and not spans:
            raise UsageError("Mark the words on the page that name it: a date or a sum is where its words stand.")
        text, sha256 = self._texts.get(row["doc"], ""), self._documents[row["doc"]]["sha256"]
        ground = marked(ground_of_added(spans, text=text, sha256=sha256), self.pages.proofs(row["doc"], spans))
        fact_id = f"{row['doc']}:{said['table']}:added-{key}"
        return Judgement(now(), self.who, "add", said["table"], fact_id, row, spans, ground, self.decides)

    def _of_row(self, said: Mapping[str, Any]) -> Judgement:
        verdict, fact_id = said["verdict"], str(said["fact_id"] or "")
        found, standing = self._at(fact_id)
        if said["table"] != found.table:
            raise UsageError(f"This row is one of {found.table}. Load the page again.")
        if said.get("version") != self._version(found, standing):
            raise StaleRow("This row is not any more as it was shown, and nothing was saved. It is shown anew.")
        shown = standing.row if standing is not None else found.gold_row
        row, spans = self._row(found.table, said.get("row"), shown), _spans(said.get("spans"))
        if verdict == "accept" and found.asks:
            raise UsageError("There is no row here to accept: correct it to what the words state, or reject it.")
        if verdict == "undo":
            if standing is None or standing.who != self.who:
                by = standing.who if standing is not None else "nobody"
                raise UsageError(f"This row was judged by {by}: only they can take that back.")
            row = dict(shown)
        elif verdict in {"accept", "reject"} and fact_id in self._found:
            row = found.gold_row | {"note": row["note"]}
        if verdict in {"correct", "add"}:
            row |= {name: found.row[name] for name in ("doc", "page")}
            self._check(found.table, row)
            kept = standing.spans if standing is not None else {}
            spans = {**{slot: some for slot, some in kept.items() if row.get(slot) == shown.get(slot)}, **spans}
        ground = Ground() if verdict == "undo" else self._ground(found, standing, row, spans)
        return Judgement(now(), self.who, verdict, found.table, fact_id, row, spans, ground, self.decides)

    def _ground(self, found: Found, standing: Judgement | None, row: Row, spans: Spans) -> Ground:
        doc = found.row["doc"]
        text, sha256 = self._texts.get(doc, ""), self._documents.get(doc, {}).get("sha256", "")
        if found.fact_id in self._found:
            proofs = self._proofs.get(found.fact_id, [])
            ground = ground_of(found, row, proofs, text=text, sha256=sha256)
        elif standing is not None:
            kept = (proof for proof in standing.ground.proofs if row.get(proof["slot"]) == standing.row[proof["slot"]])
            ground = replace(standing.ground, proofs=tuple(kept))
        else:
            ground = Ground()
        return marked(ground, self.pages.proofs(doc, spans))

    def _row(self, table: str, said: object, shown: Row) -> Row:
        """A row as it was sent: what was typed into it is read as ``typed`` reads it. Raises ``UsageError``."""
        given = said if isinstance(said, dict) else {}
        row = {name: " ".join(str(given.get(name) or "").split()) for name in TABLES[table].gold_names}
        for column in TABLES[table].slots:
            if row[column.name] and row[column.name] != shown.get(column.name, ""):
                typed = self.typed(table, column.name, row[column.name], row["doc"] or shown.get("doc", ""))
                if typed.problem:
                    raise UsageError(typed.problem)
                row[column.name] = typed.value
        return row

    def _at(self, fact_id: str) -> tuple[Found, Judgement | None]:
        """A row, and what was said of it here. Raises ``UsageError`` where there is none."""
        said, found = self._mine().get(fact_id), self._found.get(fact_id)
        if found is None and said is None:
            raise UsageError(f"There is no row {fact_id!r} in this folder.")
        if found is None and said is not None:
            found = Found(fact_id, said.table, {**said.ground.found, **said.row})
        assert found is not None
        return found, said

    def _answer(self, judgement: Judgement) -> dict[str, Any]:
        """What the page hears of a judgement: how the row stands now, and what could be taken back next."""
        standing = self._mine().get(judgement.fact_id)
        found = self._found.get(judgement.fact_id)
        row = standing.row if standing is not None else found.row if found is not None else judgement.row
        return {
            "fact_id": judgement.fact_id,
            "verdict": standing.verdict if standing is not None else "",
            "gone": standing is None and found is None,
            "label": label_of(judgement.table, row),
            "row": judgement.row,
            "last": self._last(),
        }

    def _last(self) -> dict[str, str] | None:
        last = self.journal.last(self.who, decides=self.decides)
        if last is None:
            return None
        label = label_of(last.table, last.row)[:80]
        return {"fact_id": last.fact_id, "at": last.at, "verdict": last.verdict, "label": label}

    def _mine(self) -> dict[str, Judgement]:
        return self.journal.standing().get(self.who, {})

    def _rows(self) -> Iterable[Found]:
        return self._found.values()

    def _evidence(self, fact_id: str, said: Judgement | None) -> Sequence[Row]:
        """Where the words of a row stand: those that were marked, else the machine's."""
        found = self._found.get(fact_id)
        if said is None and found is not None and found.asks:
            try:
                return list(self.pages.proofs(found.row["doc"], {"quote": [found.span]}))
            except ReadingError:  # the page says why when it asks for the picture
                return []
        return said.ground.proofs if said is not None and said.ground.proofs else self._proofs.get(fact_id, [])

    def _version(self, found: Found, said: Judgement | None) -> str:
        shown = [found.row, said and [said.at, said.verdict, said.row]]
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:20]

    def _listed(self, found: Found, said: Judgement | None) -> dict[str, Any]:
        row = said.row if said is not None else found.row
        return {
            "id": found.fact_id,
            "table": found.table,
            "doc": found.row["doc"],
            "page": int(found.row["page"]),
            "confidence": found.row.get("confidence") or found.row.get("score", ""),
            "label": (label_of(found.table, row) or f"a fact? {found.row.get('quote', '')}")[:200],
            "verdict": said.verdict if said is not None else "",
        }

    def _boxes(self, doc: str, proofs: Sequence[Row]) -> dict[str, list[dict[str, Any]]]:
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

    def _check(self, table: str, row: Row) -> None:
        if row["doc"] not in self._documents:
            raise UsageError(f"doc: there is no paper called {row['doc']!r} in this folder.")
        pages = int(self._documents[row["doc"]]["pages"] or 1)
        if not (row["page"].isdecimal() and len(row["page"]) < _DIGITS and 1 <= int(row["page"]) <= pages):
            raise UsageError(f"page: {row['page']!r} is no page of {row['doc']}.")
        found = problems_of(row, TABLES[table])
        if found:
            raise UsageError(found[0])
        if not any(row[column.name] for column in TABLES[table].slots):
            raise UsageError("The row is empty: fill at least one column.")

    def _fresh(self) -> None:
        """Read the tables again where ``extract`` has written them anew."""
        if self._stamp != _stamp(self._out):
            self._read()

    def _read(self) -> None:
        self._stamp = _stamp(self._out)
        tables = read_tables(self._out, machine=True)
        self._texts = tables.texts
        self._parties = Parties(tables)
        self._found = {found.fact_id: found for found in asked(tables, stakes_of(tables))}
        self._proofs = evidence_by_fact(tables)
        wanted: dict[str, dict[int, None]] = {}
        for found in self._found.values():
            wanted.setdefault(found.row["doc"], {})[int(found.row["page"])] = None
        self.pages = Pages(tables, wanted={doc: tuple(some) for doc, some in wanted.items()}, password=self._password)
        self._documents = {row["doc"]: row for row in tables.rows("documents") if row["status"] != "failed"}


def _stamp(out: Path) -> tuple[int, ...]:
    """What tells that tables were written anew."""
    try:
        found = (out / "run.json").stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _columns(name: str) -> list[dict[str, Any]]:
    slots = TABLES[name].slots
    return [{"name": one.name, "meaning": one.meaning, "vocabulary": one.vocabulary} for one in slots]


def _named(table: str, name: str, cell: str) -> str:
    kinds = {column.name: column.kind for column in TABLES[table].slots if not column.vocabulary}
    return named(cell) if kinds.get(name) in {"code", "codes", "names"} and name != "currency" else cell


def _spans(said: object) -> Spans:
    if not isinstance(said, dict):
        return {}
    try:
        found = {str(slot): [(int(start), int(end)) for start, end in spans] for slot, spans in said.items()}
    except (TypeError, ValueError) as exc:
        raise UsageError("The marked words are no ranges of the text.") from exc
    return {slot: spans for slot, spans in found.items() if spans}
