"""``policyfacts verify``."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from policyfacts.cli.arguments import password, tables_folder


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "verify",
        help="prove every evidence row again, from the PDFs",
        description="Checks that the words of every evidence row stand in the text at its offsets and, asking the PDF "
        "anew, on the page in its rectangles. Run it from where extract was run.",
    )
    tables_folder(command)
    password(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Verify, name what failed."""
    from policyfacts.verify import verify

    proof = verify(arguments.out, password=arguments.password)
    for failure in proof.failures:
        print(f"policyfacts: {failure}", file=sys.stderr)
    failed = len(proof.failures)
    papers = f"{proof.papers} paper{'' if proof.papers == 1 else 's'}"
    apart = f"; {proof.judged} cell{'' if proof.judged == 1 else 's'} judged by people, without a place"
    said = f"{failed} failed" if failed else "all proved" if proof.rows else "there is nothing to prove"
    print(f"{proof.rows} evidence rows of {papers}: {said}{apart if proof.judged else ''}")
    return 1 if failed else 0
