"""``policyfacts compare``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyfacts.cli.arguments import knowledge, machine, tables_folder
from policyfacts.errors import UsageError

if TYPE_CHECKING:
    from policyfacts.compare import Yardstick


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
    command.add_argument("--in", dest="currency", metavar="CODE", help="tell sums in this currency too, such as USD")
    command.add_argument(
        "--rates",
        type=Path,
        metavar="FILE",
        help="mean rates by year (CSV: year, currency, value, per); default: the reference rates of the ECB",
    )
    command.add_argument(
        "--prices", type=int, metavar="YEAR", help="and in the prices of this year; needs --prices-from"
    )
    command.add_argument("--prices-from", type=Path, metavar="FILE", help="a price index (CSV: year, currency, value)")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare, write, and say what was found; or score."""
    from policyfacts.knowledge import activate

    activate(arguments.knowledge)
    if arguments.gold:
        return _score(arguments.gold)
    from policyfacts.compare import run as compare
    from policyfacts.compare.summary import as_text

    print(as_text(compare(arguments.out, by=_yardstick(arguments), machine=arguments.machine)))
    return 0


def _yardstick(arguments: argparse.Namespace) -> Yardstick | None:
    from policyfacts.compare import Yardstick
    from policyfacts.compare.series import read_series, reference_rates

    if not arguments.currency:
        if arguments.rates or arguments.prices or arguments.prices_from:
            raise UsageError("in: rates and prices need a currency. Say which one with --in, such as --in USD.")
        return None
    if arguments.prices and not arguments.prices_from:
        raise UsageError("prices: no price index is given. Name a file (year, currency, value) with --prices-from.")
    rates = read_series(arguments.rates) if arguments.rates else reference_rates()
    if not any(arguments.currency in (currency, "EUR") for _, currency in rates.values):
        raise UsageError(f"in: {rates.name} has no rates for {arguments.currency}. Name a file that has with --rates.")
    return Yardstick(
        arguments.currency,
        rates,
        arguments.prices,
        read_series(arguments.prices_from) if arguments.prices_from else None,
    )


def _score(gold: Path) -> int:
    from policyfacts.compare import compare
    from policyfacts.compare.annotated import read_annotated, score

    annotated = read_annotated(gold)
    print(score(annotated, compare(annotated.tables)).as_text())
    return 0
