"""From judgements to gold.

A page counts as annotated once anything on it was judged. On it, accepted, corrected and added rows are gold; rejected
ones are not, so that finding them counts as an invention. Rows that nobody has judged yet are ``optional``: they count
on neither side. So do rows on which reviewers differ and nobody has decided; their note says who said what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from policyfacts.corrections.cases import Case, cases, right_row
from policyfacts.corrections.journal import Journal, Judgement
from policyfacts.errors import UsageError
from policyfacts.review.rows import rows_to_judge
from policyfacts.schema import GOLD_TABLES
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
    said = {case.fact_id: case for case in _cases(journal, standing, who)}
    names = [name for name in GOLD_TABLES if any(case.table == name for case in said.values())]
    pages = {(one.doc, one.row["page"]) for case in said.values() for one in case.said}
    gold = JudgedGold({name: [] for name in names}, judgements=sum(len(case.said) for case in said.values()))
    gold.pages = [
        {"doc": doc, "page": page} for doc, page in sorted(pages, key=lambda place: (place[0], int(place[1])))
    ]
    for found in rows_to_judge(tables):
        if found.table in gold.rows and (found.row["doc"], found.row["page"]) in pages and found.fact_id not in said:
            gold.rows[found.table].append(found.gold_row | {"note": UNJUDGED})
    for case in said.values():
        row = _gold_row(case)
        gold.differ += case.settled is None
        if row is not None:
            gold.rows[case.table].append(row)
    for rows in gold.rows.values():
        rows.sort(key=lambda row: (row["doc"], int(row["page"])))
    return gold


def rows_by(standing: Mapping[str, Judgement]) -> Iterator[tuple[str, Row]]:
    """The rows that one reviewer holds right, each with its table."""
    for judgement in standing.values():
        row = right_row(judgement)
        if row is not None:
            yield judgement.table, row


def _cases(journal: Journal, standing: Mapping[str, Mapping[str, Judgement]], who: str | None) -> list[Case]:
    """The rows that were judged; where one reviewer is named, by that one alone."""
    if who is None:
        return cases(journal)
    return [Case((judgement,)) for judgement in standing[who].values()]


def _gold_row(case: Case) -> Row | None:
    """The row that is right; where reviewers differ, one of theirs, optional, with a note of who said what."""
    if case.settled is not None:
        return right_row(case.settled)
    row = next(row for row in map(right_row, case.said) if row is not None)
    verdicts = ", ".join(f"{one.who}: {one.verdict}" for one in case.said)
    return row | {"note": "; ".join(filter(None, (row["note"], f"optional; reviewers differ ({verdicts})")))}
