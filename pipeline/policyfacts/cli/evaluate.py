"""``policyfacts evaluate``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "evaluate",
        help="score the tables against gold",
        description="Scores the tables in a folder against tables annotated by hand; writes scores.csv, errors.csv "
        "and evaluation.md beside them.",
    )
    command.add_argument("--gold", type=Path, required=True, metavar="DIR", help="the annotated tables")
    command.add_argument(
        "--out", type=Path, default=Path("outputs"), metavar="DIR", help="what extract wrote (default: outputs)"
    )
    command.add_argument(
        "--fail-under",
        action="append",
        default=[],
        metavar="TABLE=F1",
        help="exit with 1 where the table's F1 is below (also TABLE.MEASURE=F1; may be repeated)",
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Score, print the table of scores, and hold them against the gates."""
    from policyfacts.evaluate import parse_gates
    from policyfacts.evaluate import run as score

    scores = score(arguments.gold, arguments.out, fail_under=parse_gates(arguments.fail_under))
    print(scores.as_text())
    for failure in scores.failures:
        print(f"policyfacts: {failure}", file=sys.stderr)
    return 1 if scores.failures else 0
