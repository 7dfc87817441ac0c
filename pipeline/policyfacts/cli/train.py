"""``policyfacts train``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from policyfacts.batch.options import Options
from policyfacts.errors import UsageError


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "train",
        help="fit the confidence on annotated papers, statuses on coded narratives",
        description="With --gold and --papers, fits how likely a found row is right, on papers that are annotated by "
        "hand; with --narratives, the status of flows where cues are silent or disagree, on texts that coders gave "
        "one. Writes each model with a card: what it was made from, and how good it is on what was left out. --gold "
        "and --papers come in pairs and may be repeated.",
    )
    command.add_argument(
        "--gold", type=Path, action="append", default=[], metavar="DIR", help="annotated tables of facts"
    )
    command.add_argument(
        "--papers", type=Path, action="append", default=[], metavar="DIR", help="the papers that they are about"
    )
    command.add_argument(
        "--narratives",
        type=Path,
        metavar="FILE",
        help="coded narratives: a CSV file with project_id, description, amount, currency, status, recipients",
    )
    command.add_argument(
        "--source", default="", metavar="TEXT", help="where the narratives are from and their licence, for the card"
    )
    command.add_argument(
        "--out", type=Path, default=Path("models"), metavar="DIR", help="where the models go (default: models)"
    )
    command.add_argument(
        "--parser", default=Options().parser, metavar="NAME", help=f"as for extract (default: {Options().parser})"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Train, and print how reliable the result is."""
    if len(arguments.gold) != len(arguments.papers):
        raise UsageError(
            f"--gold is given {len(arguments.gold)} times and --papers {len(arguments.papers)} times. Give both for "
            "each folder of gold, in the same order."
        )
    if not arguments.gold and arguments.narratives is None:
        raise UsageError("nothing to learn from. Give --gold and --papers, or --narratives, or all three.")
    from policyfacts.training import Annotated, train, train_statuses

    if arguments.gold:
        corpora = [Annotated(papers, gold) for papers, gold in zip(arguments.papers, arguments.gold, strict=True)]
        trained = train(corpora, out=arguments.out, parser=arguments.parser)
        print(trained.report.as_text())
        print(f"Model and card: {trained.place}")
    if arguments.narratives is not None:
        settled = train_statuses(
            arguments.narratives, out=arguments.out, source=arguments.source, parser=arguments.parser
        )
        print(settled.report.as_text())
        print(f"Model and card: {settled.place}")
    return 0
