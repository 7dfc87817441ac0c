"""``policyfacts compare``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from policyfacts.cli.arguments import knowledge, machine, tables_folder


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "compare",
        help="facts across papers: what agrees, refines, conflicts",
        description="Brings together the rows that tell the same fact and compares what papers say of it; writes "
        "clusters, comparisons, timeline, triangulation and sums beside the tables.",
    )
    tables_folder(command)
    machine(command)
    knowledge(command, "a pack of knowledge beside our own, as for extract")
    command.add_argument(
        "--gold",
        type=Path,
        metavar="DIR",
        help="instead: score the comparison on annotated pairs and clusters of facts (such as corpus/compare)",
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare, write, and say what was found; or score."""
    from policyfacts.knowledge import activate

    activate(arguments.knowledge)
    if arguments.gold:
        return _score(arguments.gold)
    from policyfacts.compare import run as compare
    from policyfacts.compare.summary import as_text

    print(as_text(compare(arguments.out, machine=arguments.machine)))
    return 0


def _score(gold: Path) -> int:
    from policyfacts.compare import compare
    from policyfacts.compare.annotated import read_annotated, score

    annotated = read_annotated(gold)
    print(score(annotated, compare(annotated.tables)).as_text())
    return 0
