"""``policyfacts verify``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "verify",
        help="prove every evidence row again, from the PDFs",
        description="Checks that the words of every evidence row stand in the text at its offsets and, asking the PDF "
        "anew, on the page in its rectangles. Run it from where extract was run.",
    )
    command.add_argument(
        "--out", type=Path, default=Path("outputs"), metavar="DIR", help="what extract wrote (default: outputs)"
    )
    command.add_argument("--password", metavar="WORD", help="opens encrypted papers")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Verify, name what failed."""
    from policyfacts.verify import verify

    proof = verify(arguments.out, password=arguments.password)
    for failure in proof.failures:
        print(f"policyfacts: {failure}", file=sys.stderr)
    failed = len(proof.failures)
    papers = f"{proof.papers} paper{'' if proof.papers == 1 else 's'}"
    print(f"{proof.rows} evidence rows of {papers}: {f'{failed} failed' if failed else 'all proved'}")
    return 1 if failed else 0
