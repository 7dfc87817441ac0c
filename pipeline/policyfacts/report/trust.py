"""How far the rows can be trusted, and what may be missing: the lines at the report's top, and a section of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from policyfacts.limits import RECORD
from policyfacts.report.factgrids import grid, nowhere
from policyfacts.report.page import Part, section
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.sources import door
from policyfacts.tables import Tables
from policyfacts.tables.totals import ALL, found_of, likely_of


def settings_of(out: Path) -> Mapping[str, Any]:
    """What the run says its estimates are worked out with (``run.json``); nothing where it went without models."""
    try:
        run = json.loads(door.read_text(out / "run.json", RECORD))
    except (OSError, ValueError):
        return {}
    found = run.get("estimates") if isinstance(run, dict) else None
    return found if isinstance(found, dict) else {}


def trust(tables: Tables, settings: Mapping[str, Any]) -> list[str]:
    """In a sentence each: how many rows are likely right, and how much was likely found."""
    lines = []
    rows = [row for name in FACT_TABLES for row in tables.rows(name)]
    likely = likely_of(rows, settings["right"]) if settings.get("right") else None
    if likely is not None:
        lines.append(
            f"Of {likely.rows:,} rows about {likely.right:,.0f} are likely right (nine times in ten between "
            f"{likely.low:,.0f} and {likely.high:,.0f})."
        )
    if settings.get("found") and (found := found_of(tables.rows("coverage"), settings["found"]).get(ALL)):
        count = len(tables.rows("candidates"))
        where = f"{count:,} {'place looks' if count == 1 else 'places look'} like a fact that no row tells"
        lines.append(f"About {found.share:.0%} of the facts were found ({found.low:.0%} to {found.high:.0%}); {where}.")
    return lines


def missing_part(tables: Tables, settings: Mapping[str, Any]) -> Part | None:
    """The section on what may be missing; None where the run went without models."""
    if not settings.get("found"):
        return None
    totals = found_of(tables.rows("coverage"), settings["found"])
    names = [*FACT_TABLES, ALL]
    html = section("missing.html", found=[(name, totals[name]) for name in names if name in totals], all=ALL)
    return Part("missing", "May be missing", html, tuple(_grids(tables)))


def _grids(tables: Tables) -> Sequence[Any]:
    ranked = sorted(tables.rows("candidates"), key=lambda row: -float(row["score"]))
    return [
        grid(TABLES["candidates"], ranked, locate=nowhere),
        grid(TABLES["coverage"], tables.rows("coverage"), locate=nowhere),
    ]
