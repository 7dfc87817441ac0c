"""``policyfacts export``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from policyfacts.cli.arguments import machine, tables_folder


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "export",
        help="write the tables for other programs",
        description="Writes the tables for other programs: an Excel workbook, a SQLite database (with metadata for "
        "Datasette), brat standoff, Label Studio tasks, a spaCy DocBin, W3C Web Annotations.",
    )
    tables_folder(command)
    machine(command)
    command.add_argument(
        "--to",
        required=True,
        metavar="FORMAT",
        help="xlsx, xlsx-papers (a folder: the workbook and the papers to which it leads), sqlite, brat, label-studio, "
        "spacy or web-annotation",
    )
    command.add_argument(
        "--dest", type=Path, metavar="PATH", help="the file or folder to write (default: one in the folder of --out)"
    )
    command.add_argument(
        "--replace", action="store_true", help="also where something stands that was changed since, or made otherwise"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Export, and say where it went."""
    from policyfacts.exchange import export

    place = export(
        arguments.out, to=arguments.to, dest=arguments.dest, replace=arguments.replace, machine=arguments.machine
    )
    print(f"Written: {place}")
    return 0
