"""The options that several commands have, so that they read the same everywhere."""

from __future__ import annotations

import argparse
from pathlib import Path


def tables_folder(command: argparse.ArgumentParser) -> None:
    """``--out``: the folder that extract wrote."""
    command.add_argument(
        "--out", type=Path, default=Path("outputs"), metavar="DIR", help="what extract wrote (default: outputs)"
    )


def machine(command: argparse.ArgumentParser) -> None:
    """``--machine``: without what people judged."""
    command.add_argument(
        "--machine", action="store_true", help="the rows as the machine wrote them, without what people judged"
    )


def password(command: argparse.ArgumentParser) -> None:
    """``--password``: one for all encrypted papers."""
    command.add_argument("--password", metavar="WORD", help="opens encrypted papers")


def knowledge(command: argparse.ArgumentParser, meaning: str) -> None:
    """``--knowledge``: packs beside our own; ``meaning`` says what they are for in this command."""
    command.add_argument(
        "--knowledge",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help=f"{meaning} (may be given several times)",
    )
