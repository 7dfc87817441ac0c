"""``policyfacts evaluate``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from policyfacts.cli.arguments import tables_folder


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "evaluate",
        help="score the tables against gold",
        description="Scores the tables in a folder against tables annotated by hand; writes scores.csv, errors.csv "
        "and evaluation.md beside them.",
    )
    answers = command.add_mutually_exclusive_group(required=True)
    answers.add_argument("--gold", type=Path, metavar="DIR", help="the annotated tables")
    answers.add_argument(
        "--coded",
        type=Path,
        metavar="FILE",
        help="instead of gold: one record of coded values a page (doc, page, amount, currency, year, recipient_iso3)",
    )
    tables_folder(command)
    command.add_argument(
        "--fail-under",
        action="append",
        default=[],
        metavar="TABLE=F1",
        help="exit with 1 where the table's F1 is below (also TABLE.MEASURE=F1; may be repeated)",
    )
    command.add_argument("--ablate", action="store_true", help="say what each rule adds and costs (ablation.csv)")
    command.add_argument(
        "--missing", action="store_true", help="say how many candidates hold a missed fact, and if the estimates hold"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Score, print the table of scores, and hold them against the gates."""
    from policyfacts.evaluate import parse_gates, run_ablation, run_coded
    from policyfacts.evaluate import run as score
    from policyfacts.evaluate.ablation import as_text

    if arguments.coded:
        print(run_coded(arguments.coded, arguments.out).as_text())
        return 0
    scores = score(arguments.gold, arguments.out, fail_under=parse_gates(arguments.fail_under))
    print(scores.as_text())
    if arguments.missing:
        from policyfacts.evaluate.missing import missing_scores

        print(missing_scores(arguments.gold, arguments.out).as_text())
    if arguments.ablate:
        print(as_text(run_ablation(arguments.gold, arguments.out)))
    for failure in scores.failures:
        print(f"policyfacts: {failure}", file=sys.stderr)
    return 1 if scores.failures else 0
