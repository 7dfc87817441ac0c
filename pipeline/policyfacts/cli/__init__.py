"""The command line: parses, prints, and turns errors into messages and exit codes.

Each command is a module with ``add``, which declares its arguments, and ``run``, which returns the exit code. What is
heavy is imported when a command runs, so that help is there at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

import policyfacts
from policyfacts.cli import apply, compare, diff, evaluate, export, extract, gold, report, review, train, verify
from policyfacts.cli.streams import voices
from policyfacts.errors import PolicyfactsError, UsageError

DONE, FAILED, MISUSED, SOME_UNREAD, INTERRUPTED = 0, 1, 2, 3, 130

# What is loaded are hundreds of thousands of objects that stay: to look through all of them every few hundred new ones
# takes a fifth of the start.
_COLLECT = 50_000

_CODES = """\
exit codes: 0 done; 1 the command failed; 2 wrong usage; 3 done, but some papers could not be read, or only in part (see
documents.csv)"""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="policyfacts",
        description="Reads policy papers (PDF) and writes tables of what they state, each cell with its proof.",
        epilog=_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"policyfacts {policyfacts.__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    for command in (extract, diff, evaluate, compare, report, review, apply, verify, export, gold, train):
        command.add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    with voices() as (said, _):
        code = _run(argv)
        said.flush()
        if said.lost is not None and code in {DONE, SOME_UNREAD}:
            reason = said.lost.strerror or said.lost
            return _fail(f"standard output cannot be written: {reason}. The work itself is done.", FAILED)
        return code


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as exc:  # argparse: help, version and wrong usage end here
        return exc.code if isinstance(exc.code, int) else MISUSED
    gc.set_threshold(_COLLECT)
    try:
        code: int = arguments.run(arguments)
    except UsageError as exc:
        return _fail(str(exc), MISUSED)
    except PolicyfactsError as exc:
        return _fail(str(exc), FAILED)
    except KeyboardInterrupt:
        return _fail(
            "interrupted; the tables are as they were, and papers read so far are kept for the next run.", INTERRUPTED
        )
    except Exception as exc:
        if os.environ.get("POLICYFACTS_DEBUG"):
            raise
        reason = f"{type(exc).__name__}: {exc}"
        return _fail(f"{reason}. A fault of policyfacts: please report it, with POLICYFACTS_DEBUG=1 set.", FAILED)
    return code


def _fail(message: str, code: int) -> int:
    print(f"policyfacts: {message}", file=sys.stderr)
    return code
