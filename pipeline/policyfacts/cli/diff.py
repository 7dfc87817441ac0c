"""``policyfacts diff``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "diff",
        help="what has changed between two folders, or since the run before the last",
        description="Says, by paper, which rows are new, gone or changed (and in which cells), and what papers now "
        "agree on or contradict. A row is the same as another where the columns agree that tell what it is about.",
    )
    command.add_argument("old", type=Path, metavar="OLD", help="what extract wrote")
    command.add_argument(
        "new",
        type=Path,
        nargs="?",
        metavar="NEW",
        help="what it wrote later; without it, OLD itself is shown against what it was before the last run",
    )
    command.add_argument("--csv", type=Path, metavar="FILE", help="write the changes into a CSV file instead")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare and say."""
    from policyfacts.diff import diff
    from policyfacts.evaluate.report import write_text

    if arguments.new is None:
        from policyfacts.batch.states import before_and_after

        found = diff(*before_and_after(arguments.old))
    else:
        from policyfacts.tables import read_tables

        found = diff(read_tables(arguments.old, machine=True), read_tables(arguments.new, machine=True))
    if arguments.csv:
        write_text(arguments.csv, found.as_csv())
        print(f"Written: {arguments.csv}")
    else:
        print(found.as_text())
    return 0
