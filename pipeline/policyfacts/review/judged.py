"""From judgements to gold.

A page counts as annotated once anything on it was judged. On it, accepted, corrected and added rows are gold; rejected
ones are not, so that finding them counts as an invention. Rows that nobody has judged yet are ``optional``: they count
on neither side. So do rows on which reviewers differ; their note says who said what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from policyfacts.corrections.journal import Journal, Judgement
from policyfacts.errors import UsageError
from policyfacts.review.rows import rows_to_judge
from policyfacts.schema import GOLD_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row

UNJUDGED = "optional; not judged yet"


@dataclass(slots=True)
class JudgedGold:
    """Gold rows by table (only tables of which something was judged), the annotated pages, and how many judgements."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    pages: list[Row] = field(default_factory=list)
    judgements: int = 0
    differ: int = 0


def judged_gold(journal: Journal, tables: Tables, *, who: str | None = None) -> JudgedGold:
    """The gold that the judgements give, ``who``'s alone where a reviewer is named.

    Raises ``UsageError`` where nobody has judged anything, or not the one named.
    """
    standing = journal.standing()
    if who is not None:
        if who not in standing:
            known = ", ".join(standing) or "nobody"
            raise UsageError(f"{journal.path}: no judgement by {who!r}. Reviewers: {known}.")
        standing = {who: standing[who]}
    if not standing:
        raise UsageError(f"{journal.path}: nothing has been judged yet. Run 'policyfacts review' first.")
    said = _by_fact(standing)
    names = [name for name in GOLD_TABLES if any(one.table == name for ones in said.values() for one in ones)]
    pages = {(one.doc, one.row["page"]) for ones in said.values() for one in ones}
    gold = JudgedGold({name: [] for name in names}, judgements=sum(map(len, said.values())))
    gold.pages = [
        {"doc": doc, "page": page} for doc, page in sorted(pages, key=lambda place: (place[0], int(place[1])))
    ]
    for found in rows_to_judge(tables):
        if found.table in gold.rows and (found.row["doc"], found.row["page"]) in pages and found.fact_id not in said:
            gold.rows[found.table].append(found.gold_row | {"note": UNJUDGED})
    for ones in said.values():
        row, differ = _settled(ones)
        gold.differ += differ
        if row is not None:
            gold.rows[ones[0].table].append(row)
    for rows in gold.rows.values():
        rows.sort(key=lambda row: (row["doc"], int(row["page"])))
    return gold


def rows_by(standing: Mapping[str, Judgement]) -> Iterator[tuple[str, Row]]:
    """The rows that one reviewer holds right, each with its table."""
    for judgement in standing.values():
        row = right_row(judgement)
        if row is not None:
            yield judgement.table, row


def right_row(judgement: Judgement) -> Row | None:
    """The row as it is right by one judgement; ``None`` where there should be none."""
    if judgement.verdict == "reject":
        return None
    names = TABLES[judgement.table].gold_names
    return {name: str(judgement.row.get(name, "")) for name in names}


def _by_fact(standing: Mapping[str, Mapping[str, Judgement]]) -> dict[str, list[Judgement]]:
    said: dict[str, list[Judgement]] = {}
    for mine in standing.values():
        for number, judgement in mine.items():
            said.setdefault(number, []).append(judgement)
    return said


def _settled(ones: list[Judgement]) -> tuple[Row | None, bool]:
    """The row that several judgements of one fact give, and whether they differ."""
    rows = [right_row(one) for one in ones]
    if all(row == rows[0] for row in rows):
        return rows[0], False
    row = next(row for row in rows if row is not None)
    verdicts = ", ".join(f"{one.who}: {one.verdict}" for one in ones)
    note = "; ".join(filter(None, (row["note"], f"optional; reviewers differ ({verdicts})")))
    return row | {"note": note}, True
