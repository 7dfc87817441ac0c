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
        help="fit the confidence on annotated papers",
        description="Fits how likely a found row is right, on papers that are annotated by hand, and writes the model "
        "with a card: what it was made from, and how reliable it is on documents left out. --gold and --papers come in "
        "pairs and may be repeated.",
    )
    command.add_argument(
        "--gold", type=Path, action="append", default=[], metavar="DIR", help="annotated tables of facts"
    )
    command.add_argument(
        "--papers", type=Path, action="append", default=[], metavar="DIR", help="the papers that they are about"
    )
    command.add_argument(
        "--judged",
        type=Path,
        metavar="OUT",
        help="instead: an output folder (or its judgements.jsonl) in which thirty rows or more were judged; the models "
        "are kept, and what they claim is drawn to what came true there",
    )
    command.add_argument(
        "--models", type=Path, metavar="DIR", help="with --judged: the models that made its tables (default: our own)"
    )
    command.add_argument(
        "--apart",
        type=Path,
        nargs=2,
        action="append",
        default=[],
        metavar=("GOLD", "PAPERS"),
        help="annotated papers that no rule was made on: they decide how far the claims are to be trusted (may be "
        "repeated)",
    )
    command.add_argument(
        "--verdicts",
        type=Path,
        nargs=2,
        action="append",
        default=[],
        metavar=("CSV", "PAPERS"),
        help="rows of such papers that were judged one by one: fact_id, verdict (right, mostly, cells, not a fact)",
    )
    command.add_argument(
        "--out", type=Path, default=Path("models"), metavar="DIR", help="where the model goes (default: models)"
    )
    command.add_argument(
        "--parser", default=Options().parser, metavar="NAME", help=f"as for extract (default: {Options().parser})"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Train, and print how reliable the result is."""
    if arguments.judged is not None:
        return _refit(arguments)
    if not arguments.gold:
        raise UsageError("Nothing to train on: name --gold and --papers, or --judged.")
    if arguments.models is not None:
        raise UsageError("--models goes with --judged: without it, models are made anew.")
    if len(arguments.gold) != len(arguments.papers):
        raise UsageError(
            f"--gold is given {len(arguments.gold)} times and --papers {len(arguments.papers)} times. Give both for "
            "each folder of gold, in the same order."
        )
    from policyfacts.training import Annotated, Verdicts, train

    corpora = [Annotated(papers, gold) for papers, gold in zip(arguments.papers, arguments.gold, strict=True)]
    corpora += [Annotated(papers, gold, apart=True) for gold, papers in arguments.apart]
    verdicts = [Verdicts(papers, told) for told, papers in arguments.verdicts]
    trained = train(corpora, out=arguments.out, verdicts=verdicts, parser=arguments.parser)
    print(trained.as_text())
    print(f"Models and cards: {arguments.out}")
    return 0


def _refit(arguments: argparse.Namespace) -> int:
    if arguments.gold or arguments.papers or arguments.apart or arguments.verdicts:
        raise UsageError("--judged goes without --gold, --papers, --apart and --verdicts. Leave them out.")
    from policyfacts.training.refit import refit

    for change in refit(arguments.judged, out=arguments.out, models=arguments.models):
        print(change.as_text())
    print(f"Models and cards: {arguments.out}. Use them: policyfacts extract ... --models {arguments.out}")
    return 0
