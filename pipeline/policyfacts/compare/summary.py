"""A comparison in a page of text: how many relations of each sort by table, and the conflicts with papers and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from policyfacts.compare.comparison import Comparison
from policyfacts.schema import FACT_TABLES
from policyfacts.tables.cells import Row
from policyfacts.vocabularies import RELATIONS

_MOST = 20
_LONGEST = 70


def as_text(comparison: Comparison) -> str:
    """Counts of relations by table; conflicts, each side with its papers and pages; what the sums left out."""
    lines = [*_counts(comparison), "", *_conflicts(comparison)]
    left_out = sum(row["outcome"] == "left out" for row in comparison.rows("sums"))
    counted = sum(int(row["facts"]) for row in comparison.rows("sums") if row["outcome"] == "counted")
    lines += ["", f"sums.csv: {counted} sums of money counted, {left_out} left out, each with the reason"]
    if comparison.measured:
        lines.append(_measured(comparison))
    return "\n".join(lines)


def _measured(comparison: Comparison) -> str:
    """How many sums are told in one currency, and how many are not and why."""
    said = comparison.measured or {}
    counted = [row for row in comparison.rows("sums") if row["outcome"] == "counted"]
    why = Counter(row.get("unconverted", "") for row in counted)
    done = why.pop("", 0)
    prices = f" and in prices of {said['prices']}" if "prices" in said else ""
    rest = "; ".join(
        f"{number} not: {reason}" for reason, number in sorted(why.items(), key=lambda one: (-one[1], one[0]))
    )
    return f"in {said['in']}{prices}: {done} rows" + (f"; {rest}" if rest else "")


def _counts(comparison: Comparison) -> Iterable[str]:
    found = Counter((row["table"], row["relation"]) for row in comparison.rows("comparisons"))
    sizes = Counter(row["cluster"] for row in comparison.rows("clusters"))
    shared = Counter(row["table"] for row in comparison.rows("triangulation") if int(row["papers"]) > 1)
    head = ["table", "facts", "in several papers", *RELATIONS]
    rows = [head]
    for table in FACT_TABLES:
        facts = sum(row["table"] == table for row in comparison.rows("triangulation"))
        rows.append([table, str(facts), str(shared[table]), *(str(found[table, relation]) for relation in RELATIONS)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        first, *others = (
            cell.ljust(w) if not i else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, *others])
    yield f"{len(sizes)} facts told by {sum(sizes.values())} rows"


def _conflicts(comparison: Comparison) -> Iterable[str]:
    pages = {row["fact_id"]: f"{row['doc']} p. {row['page']}" for row in comparison.rows("clusters")}
    labels = {row["cluster"]: row["label"] for row in comparison.rows("triangulation")}
    rows = [row for row in comparison.rows("comparisons") if row["relation"] == "conflict"]
    yield f"{len(rows)} conflict{'' if len(rows) == 1 else 's'}{':' if rows else ''}"
    for row in rows[:_MOST]:
        yield f"- {row['table']}, {_short(labels[row['cluster']])}, {row['slot']}:"
        for side in ("left", "right"):
            yield f"    {_short(row[side])} ({', '.join(_places(row, side, pages))})"
    if len(rows) > _MOST:
        yield f"... and {len(rows) - _MOST} more in comparisons.csv"


def _places(row: Row, side: str, pages: dict[str, str]) -> list[str]:
    found = dict.fromkeys(pages[fact_id] for fact_id in pages if fact_id in row[f"{side}_facts"].split("; "))
    return list(found)[:4]


def _short(text: str) -> str:
    """``text`` on one line, its control characters gone, cut where it is long."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
