"""What makes a database of facts one to ask: search for words (SQLite's FTS5), and views of what is asked for most."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from policyfacts.schema import FACT_TABLES

MEANINGS: Mapping[str, str] = {
    "fact_words": "Search in facts: SELECT * FROM fact_words WHERE fact_words MATCH 'railway'.",
    "text_words": "Search in the papers' paragraphs: ... WHERE text_words MATCH 'railway'; start counts in texts.",
    "all_facts": "The rows of the five tables of facts in one: what, when, who, and the quote.",
    "proofs": "Every cell that is proved, with its words and its place.",
    "partners": "Who is whose partner by which title and since when, as asserted or reported, each pair both ways.",
    "money": "Sums of money with who gives and who receives, one row for each pair of them.",
}
_TITLES = {"partnerships": "level_text", "agreements": "title"}  # the column that names the fact; of others, name
_ENDS = {"partnerships": "status"}  # the column that says what happened; of others, event

_VIEWS = """
CREATE VIEW proofs AS
SELECT e.fact_id, f."table", f.doc, e.slot, e.text, e.page, e.start, e."end", e.x0, e.y0, e.x1, e.y1
FROM evidence e JOIN facts f USING (fact_id);

CREATE VIEW partners AS
WITH sides AS (
    SELECT a.fact_id, a.party AS partner, a.code AS partner_code, b.party AS of_party, b.code AS of_code
    FROM parties a JOIN parties b ON a.fact_id = b.fact_id
    AND ((a.role = 'country' AND b.role = 'counterparty') OR (a.role = 'counterparty' AND b.role = 'country'))
)
SELECT s.of_party, s.of_code, s.partner, s.partner_code, p.level, p.level_text, p.date, p.year, p.status,
    p.certainty, p.doc, p.page, p.quote, p.fact_id
FROM partnerships p JOIN sides s USING (fact_id)
WHERE p.certainty IN ('asserted', 'reported');

CREATE VIEW money AS
SELECT f.fact_id, g.party AS provider, g.code AS provider_code, r.party AS recipient, r.code AS recipient_code,
    f.name, f.kind, f.amount, f.amount_max, f.currency, f.scope, f.date, f.year, f.event, f.certainty,
    f.doc, f.page, f.quote
FROM funds f
LEFT JOIN parties g ON g.fact_id = f.fact_id AND g.role = 'provider'
LEFT JOIN parties r ON r.fact_id = f.fact_id AND r.role = 'recipient';
"""


def add(base: sqlite3.Connection) -> None:
    """Add the views and, where this SQLite has FTS5, the search, to a database that holds the tables and ``texts``."""
    base.execute(f"CREATE VIEW all_facts AS {' UNION ALL '.join(_each())}")
    for view in filter(str.strip, _VIEWS.split(";\n")):
        base.execute(view)
    if not _searches(base):
        return
    base.execute(
        'CREATE VIRTUAL TABLE fact_words USING fts5(fact_id UNINDEXED, "table" UNINDEXED, title, parties, quote)'
    )
    base.execute(
        "INSERT INTO fact_words SELECT a.fact_id, a.\"table\", a.title, coalesce((SELECT group_concat(p.party, '; ') "
        "FROM parties p WHERE p.fact_id = a.fact_id), ''), a.quote FROM all_facts a"
    )
    base.execute("CREATE VIRTUAL TABLE text_words USING fts5(doc UNINDEXED, start UNINDEXED, text)")
    base.executemany("INSERT INTO text_words VALUES (?, ?, ?)", list(_paragraphs(base)))


def _searches(base: sqlite3.Connection) -> bool:
    return any("FTS5" in option for (option,) in base.execute("PRAGMA compile_options"))


def _each() -> Iterator[str]:
    for name in FACT_TABLES:
        title, end = _TITLES.get(name, "name"), _ENDS.get(name, "event")
        yield (
            f"SELECT fact_id, '{name}' AS \"table\", doc, page, {title} AS title, {end} AS event, "
            f"date, date_start, date_end, year, certainty, confidence, quote FROM {name}"
        )


def _paragraphs(base: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    """The paragraphs of every text, each with the offset at which it starts."""
    for doc, text in base.execute("SELECT doc, text FROM texts ORDER BY doc").fetchall():
        start = 0
        for paragraph in text.split("\n\n"):
            if paragraph.strip():
                yield doc, start, paragraph
            start += len(paragraph) + len("\n\n")
