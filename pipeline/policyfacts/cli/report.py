"""``policyfacts report``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from policyfacts.cli.arguments import machine, password, tables_folder


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "report",
        help="one HTML file to look at: every fact with its words boxed on the page",
        description="Writes report.html: what was read and what was not, every table with its facts on the pictured "
        "page, partnerships over time and on a map, sums, conflicts between papers. It is one file, works offline and "
        "asks nothing of other machines; above 50 MB its pictures go into report-pages/ beside it. Run it from where "
        "extract was run.",
    )
    tables_folder(command)
    machine(command)
    command.add_argument("--gold", type=Path, metavar="DIR", help="annotated tables: shows how well they are answered")
    password(command)
    command.add_argument("--quiet", action="store_true", help="print errors only")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the report, say where it is."""
    from policyfacts.report import write_report

    drawn = 0

    def watch(doc: str) -> None:
        nonlocal drawn
        drawn += 1
        if sys.stderr.isatty():
            print(f"\r\033[Kdrawing pages: {drawn} papers, {doc[:60]}", end="", file=sys.stderr, flush=True)

    written = write_report(
        arguments.out,
        gold=arguments.gold,
        password=arguments.password,
        machine=arguments.machine,
        watch=(lambda _: None) if arguments.quiet else watch,
    )
    if not arguments.quiet:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)
        beside = f", pages in {written.folder}/" if written.folder else ""
        missing = f", {written.missing} pages without a picture" if written.missing else ""
        print(f"{written.path}: {written.size / 1e6:.1f} MB, {written.pictures} pages pictured{missing}{beside}")
    return 0
