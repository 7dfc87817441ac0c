"""The tables that say what was read, how each cell is proved, what may be missing and what people judged."""

from __future__ import annotations

from policyfacts.columns import DOC, PAGE, Column, Table
from policyfacts.vocabularies import FACT_NAMES, PARTY_KINDS, PARTY_ROLES, PASSAGE_KINDS, VERDICTS

DOCUMENTS = Table(
    "documents",
    "bookkeeping",
    "One row a paper, also for those that could not be read.",
    (
        DOC,
        Column("path", "text", "The file, as it was named on the command line."),
        Column("sha256", "text", "Of the file's bytes."),
        Column("title", "text", "As printed on the paper: its own title, not the name of a body or a series above it."),
        Column("pages", "integer", "How many."),
        Column("language", "code", "ISO 639-1, of most of the text."),
        Column("published", "edtf", "The date of issue printed on the paper; empty where only other dates stand."),
        Column("status", "code", "Whether it was read.", required=True, vocabulary=("read", "partly read", "failed")),
        Column("error", "text", "Why not, and what to do."),
        Column("authors", "names", "Whom the front page names as its authors, in its order."),
        Column("publisher", "text", "The body that issues the paper, as its front page, running heads or imprint say."),
        Column("identifier", "text", "The paper's symbol (A/79/903), DOI or report number, as printed at its front."),
    ),
)

LEDGER = Table(
    "ledger",
    "bookkeeping",
    "What became of every character of every page.",
    (
        DOC,
        PAGE,
        Column("region", "text", "The part of the page."),
        Column("characters", "integer", "How many characters it holds."),
        Column("outcome", "code", "Kept in the text, or left out.", vocabulary=("kept", "left out")),
        Column("reason", "text", "Why it was left out, what of it was not read, or what it is if no running text."),
    ),
)

EVIDENCE = Table(
    "evidence",
    "bookkeeping",
    "The words and the place on the page that prove each cell; one row for each printed line of them.",
    (
        Column("fact_id", "text", "The row that is proved: <doc>:<table>:<key>.", required=True),
        Column("slot", "text", "The column that is proved.", required=True),
        PAGE,
        Column("start", "integer", "Where the words start in texts/<doc>.txt.", required=True),
        Column("end", "integer", "Where they end (half-open).", required=True),
        Column("text", "text", "The words, verbatim.", required=True),
        Column("x0", "number", "Left edge, in points from the left of the page as displayed."),
        Column("y0", "number", "Top edge, in points from the top."),
        Column("x1", "number", "Right edge."),
        Column("y1", "number", "Bottom edge."),
        Column(
            "confidence", "number", "How likely the cell is right, 0 to 1; empty for what is no fact's scored cell."
        ),
    ),
)

CANDIDATES = Table(
    "candidates",
    "bookkeeping",
    "Sentences and table rows that look like a fact of a table and gave none, or like one more than they gave: where "
    "something may be missing.",
    (
        DOC,
        PAGE,
        Column("table", "code", "The table whose fact it may state.", required=True, vocabulary=FACT_NAMES),
        Column("start", "integer", "Where the text starts in texts/<doc>.txt (characters, from 0).", required=True),
        Column("end", "integer", "Where the text ends (half-open).", required=True),
        Column("quote", "text", "The sentence or table row, verbatim.", required=True, flowing=True),
        Column("score", "number", "How likely it states a fact of the table that is missing, 0 to 1.", required=True),
    ),
)

COVERAGE = Table(
    "coverage",
    "bookkeeping",
    "How much of each table was found in a paper, estimated from confidences and from what looks like a fact and gave "
    "none; tables of which a paper is likely to state nothing are absent.",
    (
        DOC,
        Column("table", "code", "The table.", required=True, vocabulary=FACT_NAMES),
        Column("rows", "integer", "How many rows of it were found.", required=True),
        Column("right", "number", "How many of them are likely right: the sum of their confidences.", required=True),
        Column("told", "number", "How many likely tell a fact, be it in part.", required=True),
        Column("missed", "number", "How many facts are likely missed.", required=True),
        Column("share", "number", "The share of the facts that was found, 0 to 1, estimated.", required=True),
        Column("low", "number", "Nine times in ten the share lies above this.", required=True),
        Column("high", "number", "Nine times in ten the share lies below this.", required=True),
    ),
)

CORRECTIONS = Table(
    "corrections",
    "bookkeeping",
    "What people judged of the rows, cell by cell: with it the tables can be told from the machine's own.",
    (
        Column("fact_id", "text", "The row: <doc>:<table>:<key>; a rejected one is out.", required=True),
        Column("slot", "text", "The column; empty where the whole row was found right."),
        Column("before", "text", "What the machine wrote; empty in an added row."),
        Column("after", "text", "What stands now; empty in a rejected row."),
        Column("verdict", "code", "What was said of the row.", required=True, vocabulary=VERDICTS),
        Column("judged_by", "names", "Who said so; of several, all.", required=True),
        Column("judged_at", "text", "When, in UTC (ISO 8601); of several, the last.", required=True),
    ),
)

PARTIES = Table(
    "parties",
    "bookkeeping",
    "Who takes part in the facts: one row for each party of each fact, where the facts have them in lists.",
    (
        Column("fact_id", "text", "The fact: <doc>:<table>:<key>.", required=True),
        Column("role", "code", "What the party is in the fact.", required=True, vocabulary=PARTY_ROLES),
        Column("party", "text", "Its name; of a country the English one, of others as the fact has it.", required=True),
        Column("code", "code", "ISO 3166-1 alpha-3 of a country, the short name of a bloc; empty for others."),
        Column("kind", "code", "What sort of party it is.", required=True, vocabulary=PARTY_KINDS),
    ),
)

PASSAGES = Table(
    "passages",
    "bookkeeping",
    "The paragraphs of each page: where their text stands in texts/<doc>.txt; one row for each page of a passage.",
    (
        DOC,
        PAGE,
        Column("start", "integer", "Where the text starts in texts/<doc>.txt (characters, from 0).", required=True),
        Column("end", "integer", "Where it ends (half-open).", required=True),
        Column("kind", "code", "What it is.", required=True, vocabulary=PASSAGE_KINDS),
        Column("section", "text", "The headings above it, outermost first, joined by ' > '."),
    ),
)

CELLS = Table(
    "cells",
    "bookkeeping",
    "The tables that the papers print, cell by cell, as they were read; empty cells are absent.",
    (
        DOC,
        PAGE,
        Column("table", "integer", "Which of the paper's tables; the first is 1.", required=True),
        Column("row", "integer", "The row; the first is 1.", required=True),
        Column("column", "integer", "The column; the first is 1.", required=True),
        Column("row_span", "integer", "Over how many rows it reaches.", required=True),
        Column("column_span", "integer", "Over how many columns it reaches.", required=True),
        Column("role", "code", "Whether it heads a column.", required=True, vocabulary=("heading", "cell")),
        Column("heading", "text", "The words above its column."),
        Column("unit", "text", "What plain numbers of its column count: USD, or USD million."),
        Column("text", "text", "Its words, verbatim.", required=True),
        Column("start", "integer", "Where they start in texts/<doc>.txt.", required=True),
        Column("end", "integer", "Where they end (half-open).", required=True),
        Column("x0", "number", "Left edge, in points from the left of the page as displayed."),
        Column("y0", "number", "Top edge, in points from the top."),
        Column("x1", "number", "Right edge."),
        Column("y1", "number", "Bottom edge."),
    ),
)
