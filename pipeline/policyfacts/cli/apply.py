"""``policyfacts apply``."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from policyfacts.cli.arguments import tables_folder


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "apply",
        help="write the tables with what people judged",
        description="Writes the tables with the judgements of 'policyfacts review': corrected cells, rejected rows "
        "out, added rows in; corrections.csv says who and when. The machine's own rows stay in the folder machine/. "
        "Rows on which reviewers differ stand as found until somebody decides. The next runs of extract do the same.",
    )
    tables_folder(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Apply, say what came of it and what could not be placed."""
    from policyfacts.corrections import apply

    judged = apply(arguments.out)
    for line in judged.applied.unplaced:
        print(f"policyfacts: {line}", file=sys.stderr)
    if judged.torn:
        print(f"policyfacts: {judged.torn} torn lines of the judgements are passed over.", file=sys.stderr)
    print(f"{judged.applied.as_text() or 'Nothing is judged.'} Tables: {arguments.out}")
    return 0
