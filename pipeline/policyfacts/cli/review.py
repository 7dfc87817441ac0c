"""``policyfacts review``."""

from __future__ import annotations

import argparse
import getpass
from typing import Any

from policyfacts.cli.arguments import password, tables_folder
from policyfacts.errors import OutputError, UsageError


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "review",
        help="judge the rows on a local web page",
        description="Shows doubtful rows beside their page, to accept, correct or reject, and to add what was missed. "
        "Every judgement is saved at once in judgements.jsonl; 'policyfacts apply' works them into the tables, "
        "'policyfacts gold' makes gold of them. The page is served on this machine alone, under an address that nobody "
        "can guess.",
    )
    tables_folder(command)
    command.add_argument("--as", dest="who", metavar="NAME", help="who judges (default: the name of the account)")
    command.add_argument(
        "--decide", action="store_true", help="only the rows on which reviewers differ: what each said, to decide"
    )
    command.add_argument("--port", type=int, default=0, metavar="N", help="the port (default: a free one)")
    password(command)
    command.add_argument("--open", action="store_true", help="open the page in the browser")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    import logging

    if not 0 <= arguments.port <= 65_535:
        raise UsageError(f"port: {arguments.port} is no port. Name one from 1 to 65535, or none for a free one.")
    from policyfacts.review.app import served
    from policyfacts.review.deciding import DecidingDesk
    from policyfacts.review.desk import Desk

    kind = DecidingDesk if arguments.decide else Desk
    desk = kind(arguments.out, who=arguments.who or _account(), password=arguments.password)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    try:
        server, address = served(desk, port=arguments.port)
    except (OSError, SystemExit) as exc:
        raise OutputError(f"port {arguments.port}: cannot be used: {exc}. Name another with --port.") from exc
    print(f"{desk.who}, the rows are at\n\n    {address}\n\nStop with Ctrl-C. Saved in {desk.journal.path}", flush=True)
    if arguments.open:
        import webbrowser

        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nEverything that was judged is saved.")
    finally:
        server.server_close()
    return 0


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
