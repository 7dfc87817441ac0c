"""``policyfacts gold``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sized
from pathlib import Path
from typing import Any

from policyfacts.errors import UsageError


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "gold",
        help="turn annotations into gold",
        description="Turns what people judged or annotated into gold tables, which evaluate and train take: the "
        "judgements of 'policyfacts review', or with PATH a folder of brat files or a JSON export of Label Studio. "
        "Says how far each two reviewers agree.",
    )
    command.add_argument("annotations", type=Path, nargs="?", metavar="PATH", help="the brat folder, or the JSON file")
    command.add_argument(
        "--out",
        type=Path,
        default=Path("outputs"),
        metavar="DIR",
        help="the tables they were made from (default: outputs)",
    )
    command.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder for the gold tables")
    command.add_argument("--by", metavar="NAME", help="the judgements of one reviewer alone")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make gold, and say what came of it."""
    if arguments.annotations is None:
        return _from_judgements(arguments)
    if arguments.by:
        raise UsageError("by: only judgements of 'policyfacts review' have reviewers. Leave out --by or PATH.")
    from policyfacts.exchange import imported
    from policyfacts.gold import write_gold

    found = imported(arguments.annotations, out=arguments.out)
    write_gold(arguments.to, found.rows)
    for problem in found.problems:
        print(f"policyfacts: {problem}", file=sys.stderr)
    print(f"Gold in {arguments.to}: {_counts(found.rows)}.")
    return 1 if found.problems else 0


def _from_judgements(arguments: argparse.Namespace) -> int:
    from policyfacts.gold import write_gold
    from policyfacts.review import Journal, agreements, judged_gold
    from policyfacts.tables import read_tables

    journal = Journal(arguments.out)
    gold = judged_gold(journal, read_tables(arguments.out, machine=True), who=arguments.by)
    write_gold(arguments.to, gold.rows, pages=gold.pages)
    if journal.torn:
        print(f"policyfacts: {journal.path}: {journal.torn} torn lines are passed over.", file=sys.stderr)
    print(f"Gold in {arguments.to}, of {len(gold.pages)} pages: {_counts(gold.rows)}.")
    if gold.differ:
        print(f"Reviewers differ on {gold.differ} rows; they are optional, and their notes say how.")
    for agreement in agreements(journal):
        print(agreement.as_text())
    return 0


def _counts(tables: Mapping[str, Sized]) -> str:
    return ", ".join(f"{name}: {len(rows)}" for name, rows in tables.items() if len(rows)) or "no rows"
