"""Scores the comparison on facts that people annotated: relations of pairs (macro-F1), clusters (B-cubed).

A folder of such gold holds ``pairs.csv`` (two rows, a slot, the relation), ``clusters.csv`` (the rows of each fact
that several rows tell; every other row is a fact of its own) and ``papers.csv`` (doc, published). The rows themselves
are the gold tables in that folder or in the folder ``gold`` beside it; ``left_row`` names one on its page by cells that
tell it from the others ("name=Tidewater Fund | amount=5000000000").

B-cubed: A. Bagga and B. Baldwin, "Algorithms for scoring coreference chains", LREC 1998.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyfacts.compare.comparison import Comparison
from policyfacts.errors import GoldError
from policyfacts.gold import Gold, read_csv, read_gold
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row
from policyfacts.vocabularies import RELATIONS

_PAIRS = ("table", "left_doc", "left_page", "left_row", "right_doc", "right_page", "right_row", "slot", "relation")
_CLUSTERS = ("cluster", "table", "doc", "page", "row")
_PAPERS = ("doc", "published")
NONE = "none"
"""What is found for a pair of rows that no comparison holds together."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows by ``fact_id`` (the second empty for a single source), a slot, and the relation given to them."""

    table: str
    left: str
    right: str
    slot: str
    relation: str

    @property
    def half(self) -> int:
        """0 or 1, by a hash: one half to tune on, one held back."""
        return hashlib.sha256("\0".join((self.left, self.right, self.slot)).encode()).digest()[0] % 2


@dataclass(frozen=True, slots=True)
class Annotated:
    """Facts as tables, the pairs among them, and the cluster of every row."""

    tables: Tables
    pairs: tuple[Pair, ...]
    clusters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a comparison agrees with the annotators.

    ``relations``: (given, found) -> number of pairs. ``precision`` and ``recall`` are B-cubed over all rows; ``shared``
    is the B-cubed F1 of those rows alone whose fact several rows tell.
    """

    relations: Mapping[tuple[str, str], int]
    precision: float
    recall: float
    shared: float
    missed: tuple[tuple[Pair, str], ...] = ()

    @property
    def f1(self) -> dict[str, float]:
        """The F1 of each relation that occurs."""
        return {relation: self._f1(relation) for relation in RELATIONS if self._given(relation)}

    @property
    def macro_f1(self) -> float:
        """The mean of the relations' F1."""
        return sum(self.f1.values()) / len(self.f1) if self.f1 else 0.0

    @property
    def b_cubed(self) -> float:
        """The harmonic mean of B-cubed precision and recall."""
        return _harmonic(self.precision, self.recall)

    def _given(self, relation: str) -> int:
        return sum(count for (given, _), count in self.relations.items() if given == relation)

    def _f1(self, relation: str) -> float:
        right = self.relations.get((relation, relation), 0)
        found = sum(count for (_, found), count in self.relations.items() if found == relation)
        return 2 * right / (self._given(relation) + found)

    def as_text(self) -> str:
        """The scores in a few lines."""
        pairs = sum(self.relations.values())
        lines = [f"{pairs} pairs, macro-F1 {self.macro_f1:.3f}"]
        lines += [f"  {relation:<16} {self._given(relation):>4}  F1 {value:.3f}" for relation, value in self.f1.items()]
        lines.append(
            f"clusters, B-cubed: precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.b_cubed:.3f}; "
            f"of rows told more than once {self.shared:.3f}"
        )
        return "\n".join(lines)


def read_annotated(folder: Path | str) -> Annotated:
    """The pairs and clusters of a folder, with the rows that they name.

    Raises ``GoldError`` naming file and line where a file is missing, a row named is not there or not the only one, or
    a relation, table or slot is none.
    """
    folder = Path(folder)
    gold = _facts(folder)
    papers = {row["doc"]: row["published"] for _, row in read_csv(folder / "papers.csv", columns=_PAPERS)}
    rows = {name: [_numbered(name, row) for row in gold.tables.get(name, ())] for name in FACT_TABLES}
    finder = _Finder(rows)
    pairs = tuple(_pair(finder, folder / "pairs.csv", number, row) for number, row in _read(folder, "pairs", _PAIRS))
    clusters = {row["fact_id"]: row["fact_id"] for table in rows.values() for row in table}
    for number, row in _read(folder, "clusters", _CLUSTERS):
        where = f"{folder / 'clusters.csv'}, row {number}"
        clusters[finder.find(where, row["table"], (row["doc"], row["page"], row["row"]))] = f"cluster {row['cluster']}"
    documents = [
        {**dict.fromkeys(TABLES["documents"].names, ""), "doc": doc, "published": papers.get(doc, ""), "status": "read"}
        for doc in gold.docs
    ]
    amounts = [{**dict.fromkeys(TABLES["amounts"].names, ""), **row} for row in gold.tables.get("amounts", ())]
    return Annotated(Tables({**rows, "documents": documents, "amounts": amounts}), pairs, clusters)


def score(annotated: Annotated, comparison: Comparison, *, half: int | None = None) -> Agreement:
    """Hold ``comparison``, made from ``annotated.tables``, against the annotators.

    ``half`` takes the pairs of one half alone (``Pair.half``); the clusters are always scored on all rows.
    """
    held = _Held(comparison.rows("comparisons"))
    relations: Counter[tuple[str, str]] = Counter()
    missed = []
    for pair in annotated.pairs:
        if half is None or pair.half == half:
            found = held.relation(pair)
            relations[pair.relation, found] += 1
            if found != pair.relation:
                missed.append((pair, found))
    found_clusters = {row["fact_id"]: row["cluster"] for row in comparison.rows("clusters")}
    sizes = Counter(annotated.clusters.values())
    every = list(annotated.clusters)
    precision, recall = b_cubed(annotated.clusters, found_clusters, every)
    told_twice = [fact_id for fact_id in every if sizes[annotated.clusters[fact_id]] > 1]
    shared = _harmonic(*b_cubed(annotated.clusters, found_clusters, told_twice))
    return Agreement(dict(relations), precision, recall, shared, tuple(missed))


def b_cubed(given: Mapping[str, str], found: Mapping[str, str], items: Sequence[str]) -> tuple[float, float]:
    """B-cubed precision and recall of the clustering ``found`` against ``given``, averaged over ``items``."""
    if not items:
        return 0.0, 0.0
    in_given, in_found = Counter(given.values()), Counter(found[item] for item in given)
    in_both = Counter((cluster, found[item]) for item, cluster in given.items())
    precision = sum(in_both[given[item], found[item]] / in_found[found[item]] for item in items)
    recall = sum(in_both[given[item], found[item]] / in_given[given[item]] for item in items)
    return precision / len(items), recall / len(items)


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _facts(folder: Path) -> Gold:
    beside = folder.parent / "gold"
    own = any((folder / f"{name}.csv").is_file() for name in FACT_TABLES)
    return read_gold(folder if own or not beside.is_dir() else beside)


def _read(folder: Path, name: str, columns: tuple[str, ...]) -> Iterable[tuple[int, Row]]:
    return read_csv(folder / f"{name}.csv", columns=columns)


def _numbered(table: str, row: Row) -> Row:
    """A gold row as a row of the table, with a ``fact_id`` made from what it says."""
    cells = {name: row.get(name, "") for name in TABLES[table].names}
    said = json.dumps([*cells.values(), row.get("note", "")], ensure_ascii=False)
    return {**cells, "fact_id": f"{row['doc']}:{table}:{hashlib.sha256(said.encode()).hexdigest()[:10]}"}


class _Finder:
    """Finds the row that a line of ``pairs.csv`` or ``clusters.csv`` names."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        self._pages: dict[tuple[str, str, str], list[Row]] = {}
        for table, found in rows.items():
            for row in found:
                self._pages.setdefault((table, row["doc"], row["page"]), []).append(row)

    def find(self, where: str, table: str, place: tuple[str, str, str]) -> str:
        """The ``fact_id`` of the row of ``table`` at ``place``: doc, page and the cells that single it out."""
        if table not in FACT_TABLES:
            raise GoldError(f"{where}: {table!r} is no table of facts. Write one of {', '.join(FACT_TABLES)}.")
        doc, page, cells = place
        asked = dict(part.split("=", 1) for part in cells.split(" | ") if "=" in part)
        unknown = [name for name in asked if name not in TABLES[table].names]
        if unknown or not asked:
            raise GoldError(f"{where}: {cells!r} does not name cells of {table}. Write column=value | column=value.")
        here = self._pages.get((table, doc, page), [])
        found = [row for row in here if all(row[name] == value for name, value in asked.items())]
        if len(found) != 1:
            several = "no row" if not found else f"{len(found)} rows"
            raise GoldError(f"{where}: {several} of {table} on page {page} of {doc} with {cells}. Name exactly one.")
        return found[0]["fact_id"]


def _pair(finder: _Finder, path: Path, number: int, row: Row) -> Pair:
    where = f"{path}, row {number}"
    if row["relation"] not in RELATIONS:
        raise GoldError(f"{where}: {row['relation']!r} is no relation. Write one of {', '.join(RELATIONS)}.")
    left = finder.find(where, row["table"], (row["left_doc"], row["left_page"], row["left_row"]))
    right = ""
    if row["right_row"]:
        right = finder.find(where, row["table"], (row["right_doc"], row["right_page"], row["right_row"]))
    if row["slot"] not in TABLES[row["table"]].names:
        raise GoldError(f"{where}: {row['slot']!r} is no column of {row['table']}. Name the column compared.")
    return Pair(row["table"], left, right, row["slot"], row["relation"])


class _Held:
    """The relations of a comparison, by the rows that they hold together."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._pairs: dict[tuple[frozenset[str], str], str] = {}
        self._alone: set[tuple[str, str]] = set()
        for row in rows:
            left, right = (row[side].split("; ") if row[side] else [] for side in ("left_facts", "right_facts"))
            if row["relation"] == "single source":
                self._alone.update((fact, row["slot"]) for fact in left)
            for pair in _crossed(left, right, together=row["relation"] == "agree"):
                self._pairs.setdefault((pair, row["slot"]), row["relation"])

    def relation(self, pair: Pair) -> str:
        """The relation found for ``pair``; ``none`` where its rows were not held together."""
        if not pair.right:
            alone = {(pair.left, pair.slot), (pair.left, "")} & self._alone
            return "single source" if alone else NONE
        return self._pairs.get((frozenset((pair.left, pair.right)), pair.slot), NONE)


def _crossed(left: Sequence[str], right: Sequence[str], *, together: bool) -> Iterator[frozenset[str]]:
    every = [*left, *right]
    for a in every if together else left:
        for b in every if together else right:
            if a != b:
                yield frozenset((a, b))
