"""``policyfacts gold``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "gold",
        help="turn annotations into gold",
        description="Turns annotations that people made of the tables in a folder into gold tables, which evaluate and "
        "train take: a folder of brat files, or a JSON export of Label Studio.",
    )
    command.add_argument("annotations", type=Path, metavar="PATH", help="the brat folder, or the JSON file")
    command.add_argument(
        "--out",
        type=Path,
        default=Path("outputs"),
        metavar="DIR",
        help="the tables they were made from (default: outputs)",
    )
    command.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder for the gold tables")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Import, write, and name what could not be read."""
    from policyfacts.exchange import imported
    from policyfacts.gold import write_gold

    found = imported(arguments.annotations, out=arguments.out)
    write_gold(arguments.to, found.rows)
    for problem in found.problems:
        print(f"policyfacts: {problem}", file=sys.stderr)
    counts = ", ".join(f"{name}: {len(rows)}" for name, rows in found.rows.items() if rows)
    print(f"Gold in {arguments.to}: {counts or 'no rows'}.")
    return 1 if found.problems else 0
