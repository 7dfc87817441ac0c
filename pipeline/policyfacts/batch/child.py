"""A worker's process as a program of its own: ``python -m policyfacts.batch.child HANDLE``.

A Dask worker has threads, and may not have children of its own kind (its processes are daemons): it can neither fork
nor use multiprocessing. What it starts is this program, over a pair of sockets.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from multiprocessing.connection import Connection

from policyfacts.batch.one import warm_up
from policyfacts.batch.options import Options
from policyfacts.batch.workers import serve
from policyfacts.errors import PolicyfactsError


class Program:
    """A program that was started, as ``workers.Process`` wants it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    @property
    def exitcode(self) -> int | None:
        return self._process.poll()

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()

    def join(self, timeout: float | None = None) -> None:
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return


def started(options: Options) -> tuple[Connection, Program]:
    """Start the program; returns the pipe to it, and what it is. It ends when the pipe does."""
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-m", "policyfacts.batch.child", str(theirs.fileno())]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=environment)
    pipe = Connection(ours.detach())
    pipe.send(options)
    return pipe, Program(process)


def main(arguments: list[str]) -> None:
    pipe = Connection(int(arguments[0]))
    try:
        options = pipe.recv()
    except EOFError:
        return
    with contextlib.suppress(PolicyfactsError):  # the first paper will say so
        warm_up(options)
    serve(pipe, options)


if __name__ == "__main__":
    main(sys.argv[1:])
