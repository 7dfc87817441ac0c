"""The tables, declared once.

Writing, reading gold, scoring, comparing, the data dictionary and the README's table all follow from ``TABLES``; what
``compare`` writes beside them follows from ``COMPARISON_TABLES``.
Columns are in the order of the files.
"""

from __future__ import annotations

from typing import TypedDict

from policyfacts.bookkeeping import (
    CANDIDATES,
    CELLS,
    CORRECTIONS,
    COVERAGE,
    DOCUMENTS,
    EVIDENCE,
    LEDGER,
    PARTIES,
    PASSAGES,
)
from policyfacts.columns import DOC, PAGE, Column, Kind, Table
from policyfacts.vocabularies import (
    AGREEMENT_EVENTS,
    AGREEMENT_KINDS,
    CERTAINTIES,
    FUND_EVENTS,
    FUND_KINDS,
    FUND_SCOPES,
    MEETING_EVENTS,
    PROJECT_EVENTS,
    QUALIFIERS,
    RELATIONS,
    STATUSES,
)


class _Again(TypedDict):
    gold: bool
    follows: str


_START = Column("start", "integer", "Where the text starts in texts/<doc>.txt (characters, from 0).", gold=False)
_END = Column("end", "integer", "Where the text ends in texts/<doc>.txt (half-open).", gold=False)

_PROVENANCE = (
    Column("fact_id", "text", "Names the row; evidence.csv refers to it.", gold=False, required=True),
    Column("certainty", "code", "How the paper puts it.", gold=False, vocabulary=CERTAINTIES),
    Column("speaker", "text", "Who says so, where the paper reports another's words.", gold=False),
    Column("rule", "text", "The rule that made the row.", gold=False, required=True),
    Column("confidence", "number", "How likely the row is right, 0 to 1.", gold=False),
    Column(
        "quote",
        "text",
        "The sentence or table row that states the fact, verbatim (in CSV, a run of white space is one blank).",
        gold=False,
        required=True,
        flowing=True,
    ),
)


_AGAIN_DATE: _Again = {"gold": False, "follows": "date"}


# The field's own codes; they follow from the row's other cells (knowledge/codes.toml).
_TUFF = Column("tuff_status", "text", "AidData's status (TUFF 3.0), where the event has one.", gold=False)
_TUFF_OF_FLOW = Column(
    "tuff_status",
    "text",
    "AidData's status (TUFF 3.0), where the event has one; Completion, where the paragraph says that the work is done.",
    gold=False,
)
_IATI = Column("iati_transaction", "text", "IATI 2.03 transaction type, where the event has one.", gold=False)
_PLOVER = Column("plover", "text", "PLOVER event type (codebook of 2018), where the event has one.", gold=False)


def _dated(meaning: str, *, identity: bool = False) -> tuple[Column, ...]:
    """The column ``date``, and the same as days and as a year."""
    return (
        Column("date", "edtf", meaning, "edtf", identity=identity),
        Column("date_start", "day", "The first day that the date may mean; empty where it is open.", **_AGAIN_DATE),
        Column("date_end", "day", "The last day that the date may mean; empty where it is open.", **_AGAIN_DATE),
        Column("year", "integer", "The year of the date; empty where it spans several.", **_AGAIN_DATE),
    )


def _named(name: str, follows: str, kind: Kind = "text") -> Column:
    """The column ``follows`` once more with the names of countries for their codes."""
    return Column(name, kind, f"{follows}, with names for codes of countries.", gold=False, follows=follows)


def _facts(name: str, meaning: str, *columns: Column, codes: tuple[Column, ...]) -> Table:
    return Table(name, "facts", meaning, (DOC, PAGE, *columns, *_PROVENANCE, *codes))


DATES = Table(
    "dates",
    "mentions",
    "Every expression that names a calendar date, month, year, decade or a span of them.",
    (
        DOC,
        PAGE,
        Column("text", "text", "The expression, verbatim.", required=True),
        Column("edtf", "edtf", "Its value in EDTF (ISO 8601-2).", "edtf", identity=True, required=True),
        _START,
        _END,
    ),
)

COUNTRIES = Table(
    "countries",
    "mentions",
    "Every country that a page names, by name, abbreviation, adjective or demonym.",
    (
        DOC,
        PAGE,
        Column(
            "country",
            "code",
            "ISO 3166-1 alpha-3 (XKX for Kosovo; ISO 3166-3 alpha-4 for dissolved states).",
            "equal",
            identity=True,
            required=True,
        ),
        _named("country_name", "country"),
        Column("mentions", "integer", "How often the page names it.", "none"),
    ),
)

AMOUNTS = Table(
    "amounts",
    "mentions",
    "Every sum of money.",
    (
        DOC,
        PAGE,
        Column("text", "text", "The expression, verbatim, currency and scale included.", required=True),
        Column("value", "number", "In whole units of the currency.", "number", identity=True, required=True),
        Column("value_max", "number", "The upper end, only for a range.", "number", identity=True),
        Column(
            "currency", "code", "ISO 4217; empty where the paper does not tell whose dinars.", "equal", identity=True
        ),
        Column("qualifier", "code", "How exact the sum is.", "equal", vocabulary=QUALIFIERS),
        Column("measures", "text", "In a few words, what it is a sum of; `total` or `subtotal` in a table.", "none"),
        _START,
        _END,
    ),
)

PARTNERSHIPS = _facts(
    "partnerships",
    "Bilateral relations that bear a title made of partnership or partner(s).",
    Column("country", "codes", "One side: alpha-3 or a bloc's short name.", "set", identity=True, required=True),
    _named("country_name", "country", "names"),
    Column("counterparty", "codes", "The side that the paper is about.", "set", identity=True),
    _named("counterparty_name", "counterparty", "names"),
    Column("level", "text", "The title's qualifiers, in order, joined by '-'.", "equal", identity=True, required=True),
    Column("level_text", "text", "The title, verbatim.", "name"),
    *_dated("When the status was reached."),
    Column("status", "code", "What became of it.", "equal", vocabulary=STATUSES),
    codes=(_PLOVER,),
)

FUNDS = _facts(
    "funds",
    "Money given, lent, invested or promised between named parties or through a named instrument.",
    Column("name", "text", "The instrument as named, or the shortest description.", "name", identity=True),
    Column("kind", "code", "What sort of money.", "equal", vocabulary=FUND_KINDS),
    Column("amount", "number", "In whole units of the currency.", "number"),
    Column("amount_max", "number", "The upper end, only for a range.", "number"),
    Column("currency", "code", "ISO 4217.", "equal"),
    Column("scope", "code", "What part of the whole the sum is.", "equal", vocabulary=FUND_SCOPES),
    *_dated("When the event took place."),
    Column("event", "code", "What happened to the money.", "equal", vocabulary=FUND_EVENTS),
    Column("providers", "names", "Who gives.", "set", identity=True),
    _named("provider_names", "providers", "names"),
    Column("recipients", "names", "Who receives.", "set", identity=True),
    _named("recipient_names", "recipients", "names"),
    codes=(_TUFF_OF_FLOW, _IATI, _PLOVER),
)

AGREEMENTS = _facts(
    "agreements",
    "Named or typed texts agreed between parties.",
    Column("title", "text", "The title, or the shortest description.", "name", identity=True),
    Column("kind", "code", "What sort of text.", "equal", vocabulary=AGREEMENT_KINDS),
    Column("parties", "names", "Who agreed.", "set", identity=True),
    _named("party_names", "parties", "names"),
    *_dated("When the event took place."),
    Column("event", "code", "What happened to it.", "equal", vocabulary=AGREEMENT_EVENTS),
    Column("count", "integer", "How many, where the paper counts them.", "number"),
    codes=(_PLOVER,),
)

PROJECTS = _facts(
    "projects",
    "Milestones and figures of a named or describable project.",
    Column("name", "text", "The project as named, or the shortest description.", "name", identity=True),
    Column("countries", "codes", "Where it stands.", "set", identity=True),
    _named("country_names", "countries", "names"),
    Column("event", "code", "The milestone, or what is measured.", "equal", vocabulary=PROJECT_EVENTS),
    *_dated("When the milestone was reached."),
    Column("quantity", "number", "How much, for a measure.", "number"),
    Column("unit", "text", "MW, km, t/yr, jobs, or an ISO currency.", "equal"),
    codes=(_TUFF,),
)

MEETINGS = _facts(
    "meetings",
    "Summits, forums, sessions, visits, calls and meetings of states' or organisations' representatives.",
    Column("name", "text", "The meeting as named, or the shortest description.", "name", identity=True),
    *_dated("When it took place.", identity=True),
    Column("place", "text", "Where: alpha-3 for a country, else the place's name.", "name"),
    _named("place_name", "place"),
    Column("participants", "names", "The states and organisations taking part.", "set", identity=True),
    _named("participant_names", "participants", "names"),
    Column("event", "code", "Whether it took place.", "equal", vocabulary=MEETING_EVENTS),
    codes=(_PLOVER,),
)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DATES,
        COUNTRIES,
        AMOUNTS,
        PARTNERSHIPS,
        FUNDS,
        AGREEMENTS,
        PROJECTS,
        MEETINGS,
        DOCUMENTS,
        LEDGER,
        EVIDENCE,
        CORRECTIONS,
        PARTIES,
        PASSAGES,
        CELLS,
        CANDIDATES,
        COVERAGE,
    )
}
MENTION_TABLES = tuple(name for name, table in TABLES.items() if table.role == "mentions")
FACT_TABLES = tuple(name for name, table in TABLES.items() if table.role == "facts")
GOLD_TABLES = (*MENTION_TABLES, *FACT_TABLES)


_CLUSTER = Column(
    "cluster", "text", "Names a fact that one or more rows tell: the fact_id of the first of them.", required=True
)
_OF_TABLE = Column("table", "code", "The table of the rows compared.", required=True, vocabulary=FACT_TABLES)
_FACT_IDS = Column("fact_ids", "names", "The rows that say so.", required=True)
_DOCS = Column("docs", "names", "Their papers.", required=True)
_WHY = Column("why", "text", "The reason, in words.")


def _compared(name: str, meaning: str, *columns: Column) -> Table:
    return Table(name, "comparison", meaning, columns)


CLUSTERS = _compared(
    "clusters",
    "Which rows tell the same fact: the same countries and level; the same fund, agreement, project or meeting.",
    _CLUSTER,
    _OF_TABLE,
    Column("fact_id", "text", "A row that tells the fact.", required=True),
    Column("doc", "text", "Its paper.", required=True),
    PAGE,
    Column("label", "text", "The fact in a few words; the same for all rows of the cluster."),
    Column("score", "number", "How like the row is to the rest of its cluster, 0 to 1; 1 where it is alone."),
    _WHY,
)

COMPARISONS = _compared(
    "comparisons",
    "How what papers say of one slot of the same fact compares.",
    _CLUSTER,
    _OF_TABLE,
    Column("slot", "text", "The column compared; empty where only one paper speaks of the fact at all."),
    Column("relation", "code", "How the two values compare.", required=True, vocabulary=RELATIONS),
    Column("left", "text", "What the earlier paper says (earlier published; else first by name)."),
    Column("right", "text", "What the later one says; empty for a single source."),
    Column("left_facts", "names", "The rows that say the one.", required=True),
    Column("right_facts", "names", "The rows that say the other."),
    Column("left_docs", "names", "The papers that say the one.", required=True),
    Column("right_docs", "names", "The papers that say the other."),
    Column("left_quote", "text", "The quote of the first of those rows.", flowing=True),
    Column("right_quote", "text", "The quote of the first of those rows.", flowing=True),
    _WHY,
)

TIMELINE = _compared(
    "timeline",
    "Level or status over time, by relation, fund, agreement, project or meeting.",
    _OF_TABLE,
    Column("subject", "text", "Whose timeline: the two sides of a relation, or the name.", required=True),
    Column("countries", "names", "The countries and blocs concerned."),
    Column("date", "edtf", "When; as exactly as any paper says."),
    Column("state", "text", "The level of a relation, else what happened.", required=True),
    Column("status", "code", "For a level: what became of it.", vocabulary=STATUSES),
    _CLUSTER,
    _FACT_IDS,
    _DOCS,
)

TRIANGULATION = _compared(
    "triangulation",
    "How many papers tell a fact, and how many of them independently of one another.",
    _CLUSTER,
    _OF_TABLE,
    Column("label", "text", "The fact in a few words."),
    Column("papers", "integer", "How many papers tell it.", required=True),
    Column("independent", "integer", "How many are left when copies and citations are discounted.", required=True),
    _FACT_IDS,
    _DOCS,
    Column("discounted", "names", "The papers that do not count."),
    _WHY,
)

SUMS = _compared(
    "sums",
    "Money by recipient, year, status and currency, each sum of money once; and what was left out of the sums.",
    Column("outcome", "code", "A sum, or one row left out of it.", required=True, vocabulary=("counted", "left out")),
    Column("recipient", "names", "Who receives."),
    Column("year", "text", "Of the date; empty where none is stated."),
    Column("status", "code", "What happened to the money.", vocabulary=FUND_EVENTS),
    Column("currency", "code", "ISO 4217; different currencies are never added.", required=True),
    Column("amount", "number", "The sum, or the amount left out; in whole units of the currency.", required=True),
    Column("amount_max", "number", "The upper end, where a range is among what was added."),
    Column("facts", "integer", "How many sums of money were added; 1 for what was left out.", required=True),
    _FACT_IDS,
    _DOCS,
    _WHY,
    Column("converted_to", "code", "With --in: the one currency for all sums, ISO 4217."),
    Column("converted", "number", "The sum in that currency, at the mean rate of its year."),
    Column("converted_max", "number", "The upper end in that currency."),
    Column("prices_of", "integer", "With --prices: the year in whose prices the sum is told."),
    Column("constant", "number", "The converted sum in the prices of that year."),
    Column("constant_max", "number", "The upper end in those prices."),
    Column("unconverted", "text", "Why it was not converted or deflated."),
)

COMPARISON_TABLES: dict[str, Table] = {
    table.name: table for table in (CLUSTERS, COMPARISONS, TIMELINE, TRIANGULATION, SUMS)
}
