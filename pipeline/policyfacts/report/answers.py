"""What most people come for, before anything else: who is whose partner now, who gives whom how much, and each country.

The rows follow from the comparison: of a relation the latest title that was reached and has not ended, of money each
sum once (``compare.sums``). A row opens the words that say so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from policyfacts.columns import Column, Table
from policyfacts.compare import Comparison
from policyfacts.report.charts.partnerships import Step, hubs, standing, steps
from policyfacts.report.comparing import Locator
from policyfacts.report.factgrids import Grid, grid
from policyfacts.schema import FACT_TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row, cell
from policyfacts.values.countries import codes, name_of
from policyfacts.vocabularies import FUND_EVENTS

_EVERY = 10_000  # sides of which partners are listed
_JOINT = "; "
_CENT = Decimal("0.01")

PARTNERS = Table(
    "partners",
    "comparison",
    "Who is whose partner now: of each relation the latest title that is stated and has not ended.",
    (
        Column("country", "codes", "One side."),
        Column("partner", "codes", "The other side: the one that has more partners."),
        Column("level", "text", "The present title's qualifiers."),
        Column("since", "edtf", "When it was reached; empty where no paper says."),
        Column("before", "text", "Titles before it, with their dates."),
        Column("said_in", "names", "The papers that say so, with the page."),
        Column("fact_ids", "names", "The rows that say so."),
    ),
)
FLOWS = Table(
    "flows",
    "comparison",
    "Who gives whom how much: each sum of money once, by year and by what happened to it; currencies stay apart.",
    (
        Column("giver", "names", "Who gives; empty where no paper says."),
        Column("receiver", "names", "Who receives."),
        Column("year", "text", "Of the date; empty where none is stated."),
        Column("event", "code", "What happened to the money.", vocabulary=FUND_EVENTS),
        Column("currency", "code", "ISO 4217; different currencies are never added."),
        Column("amount", "number", "In whole units of the currency."),
        Column("amount_max", "number", "The upper end, where a range is among what was added."),
        Column("converted", "number", "The sum in one currency, where compare was asked for one."),
        Column("constant", "number", "The same in the prices of one year."),
        Column("sums", "integer", "How many sums of money were added."),
        Column("docs", "names", "The papers that say so."),
        Column("fact_ids", "names", "The rows that say so."),
    ),
)
COUNTRIES_NOW = Table(
    "country_by_country",
    "comparison",
    "One row a country: its present titles, what it gives and receives, and how many facts name it.",
    (
        Column("country", "code", "The country."),
        Column("partner_of", "text", "Its present titles, with whom and since when."),
        Column("receives", "text", "The sums that it receives, alone or with others, each once."),
        Column("gives", "text", "The sums that it gives, alone or with others, each once."),
        *(Column(name, "integer", f"How many rows of the table {name} it is a party of.") for name in FACT_TABLES),
        Column("docs", "names", "The papers that speak of it."),
        Column("fact_ids", "names", "The rows of its present titles."),
    ),
)


def answers(tables: Tables, comparison: Comparison, locator: Locator) -> tuple[Grid, ...]:
    """The tables that answer what is asked first; one without rows is absent."""
    now = list(_partners(tables, comparison))
    facts = {row["fact_id"]: row for row in tables.rows("funds")}
    flows = _flows(comparison.rows("sums"), facts)
    found = (
        _grid(PARTNERS, [_partner_row(*pair) for pair in now], locator),
        _grid(FLOWS, flows, locator),
        _grid(COUNTRIES_NOW, list(_countries(tables, now, flows)), locator),
    )
    return tuple(each for each in found if each.rows)


def _grid(table: Table, rows: Sequence[Row], locator: Locator) -> Grid:
    return grid(table, rows, locate=locator.facts)


def _partners(tables: Tables, comparison: Comparison) -> Iterator[tuple[Step, list[Step]]]:
    """Each relation's present step, seen from the side that has more partners, and the steps before it."""
    published = {row["doc"]: row["published"] for row in tables.rows("documents")}
    found = steps(comparison.rows("timeline"), tables.rows("partnerships"))
    told = {row["fact_id"]: published.get(row["doc"], "") for row in tables.rows("partnerships")}
    # What has no date is true by the time its paper says so.
    found.sort(key=lambda step: step.date or told.get(step.fact_id, "") or "0")
    order = hubs(found, most=_EVERY)
    place = {hub: number for number, hub in enumerate(order)}
    every = sorted({step.hub for step in found}, key=lambda hub: (place.get(hub, len(place)), hub))
    by_hub: dict[str, list[Step]] = defaultdict(list)
    by_pair: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for step in found:
        by_hub[step.hub].append(step)
        by_pair[step.hub, step.country].append(step)
    done: set[frozenset[str]] = set()
    for hub in every:
        for country, step in sorted(standing(by_hub[hub], hub).items(), key=lambda item: name_of(item[0])):
            pair = frozenset((hub, country))
            if pair not in done:
                done.add(pair)
                mine = by_pair[hub, country]
                yield step, mine[: mine.index(step)]


def _partner_row(step: Step, before: Iterable[Step]) -> Row:
    earlier = dict.fromkeys(
        " ".join(filter(None, (each.level, f"({each.date})" if each.date else ""))) for each in before
    )
    return {
        "country": step.country,
        "partner": step.hub,
        "level": step.level,
        "since": step.date,
        "before": _JOINT.join(each for each in earlier if each != step.level),
        "said_in": step.where,
        "fact_ids": step.fact_id,
    }


def _flows(rows: Iterable[Row], facts: Mapping[str, Row]) -> list[Row]:
    """``sums`` once more, by giver too."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    factors: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if row["outcome"] != "counted":
            continue
        for fact in (facts[name] for name in row["fact_ids"].split(_JOINT) if name in facts):
            key = fact["providers"], row["recipient"], row["year"], row["status"], row["currency"]
            groups[key].append(fact)
            factors[key] = row
    found = [{**_flow(key, mine), **_fair(mine, factors[key])} for key, mine in groups.items()]
    return sorted(found, key=lambda row: (row["currency"] != "USD", row["currency"], -Decimal(row["amount"])))


def _flow(key: tuple[str, ...], facts: Sequence[Row]) -> Row:
    low = sum((Decimal(fact["amount"]) for fact in facts), Decimal(0))
    high = sum((Decimal(fact["amount_max"] or fact["amount"]) for fact in facts), Decimal(0))
    return {
        **dict(zip(("giver", "receiver", "year", "event", "currency"), key, strict=True)),
        "amount": cell(low),
        "amount_max": cell(high) if high != low else "",
        "sums": str(len(facts)),
        "docs": _JOINT.join(dict.fromkeys(fact["doc"] for fact in facts)),
        "fact_ids": _JOINT.join(fact["fact_id"] for fact in facts),
    }


def _fair(facts: Sequence[Row], whole: Row) -> Row:
    """The sum of ``facts`` in one currency and in constant prices, as the row of ``sums`` that holds them has it."""
    low = sum((Decimal(fact["amount"]) for fact in facts), Decimal(0))
    total = Decimal(whole["amount"])
    if not total:
        return {}
    told = {name: whole.get(name, "") for name in ("converted", "constant")}
    return {name: cell((low * Decimal(text) / total).quantize(_CENT)) for name, text in told.items() if text}


def _countries(tables: Tables, now: Iterable[tuple[Step, list[Step]]], flows: Sequence[Row]) -> Iterator[Row]:
    known = frozenset(codes())
    titles: dict[str, list[tuple[Step, str]]] = defaultdict(list)
    for step, _ in now:
        titles[step.country].append((step, step.hub))
        titles[step.hub].append((step, step.country))
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    docs: dict[str, set[str]] = defaultdict(set)
    for code, fact in {(row["code"], row["fact_id"]) for row in tables.rows("parties") if row["code"] in known}:
        doc, table, _ = fact.rsplit(":", 2)
        counted[code][table] += 1
        docs[code].add(doc)
    for code in sorted(counted, key=name_of):
        mine = sorted(titles[code], key=lambda pair: name_of(pair[1]))
        yield {
            "country": code,
            "partner_of": _JOINT.join(_title(step, other) for step, other in mine),
            "receives": _summed(flows, "receiver", code),
            "gives": _summed(flows, "giver", code),
            **{name: str(counted[code][name]) for name in FACT_TABLES},
            "docs": _JOINT.join(sorted(docs[code])),
            "fact_ids": _JOINT.join(step.fact_id for step, _ in mine),
        }


def _title(step: Step, other: str) -> str:
    since = f" since {step.date}" if step.date else ""
    return f"{name_of(other)}: {step.level}{since}"


def _summed(flows: Iterable[Row], side: str, code: str) -> str:
    """The sums of the rows that name a country on one side, by currency."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in flows:
        if code in row[side].split(_JOINT):
            found[row["currency"]] += Decimal(row["amount"])
    return _JOINT.join(f"{currency} {int(amount):,}" for currency, amount in sorted(found.items()))
