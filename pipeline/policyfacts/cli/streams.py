"""Standard input, output and error, whatever has become of them: closed from the start, a pipe whose reader has left, a
full disk.

Whoever does not listen any more does not end the work: ``policyfacts extract papers | head -1`` writes its tables. What
cannot be written for another reason is told by ``Voice.lost``, so that a command whose output was lost does not end as
done.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

_LEFT = {errno.EPIPE, errno.ECONNRESET, errno.ESHUTDOWN, errno.EBADF}
"""What the system says where the reader has left, or nobody ever listened."""


class Voice(io.TextIOBase):
    """A stream that goes on when nobody hears it. ``lost``: why something that somebody waits for was not written."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self.lost: OSError | None = None

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return getattr(self._stream, "encoding", None) or "utf-8"

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        if self._stream is None:
            raise io.UnsupportedOperation("fileno")
        return self._stream.fileno()

    def write(self, text: str) -> int:
        if self._stream is not None:
            try:
                self._stream.write(text)
            except OSError as exc:
                self._fail(exc)
            except UnicodeEncodeError:  # a terminal that has not the sign
                self._stream.write(text.encode(self.encoding, "backslashreplace").decode(self.encoding))
        return len(text)

    def flush(self) -> None:
        if self._stream is not None:
            try:
                self._stream.flush()
            except OSError as exc:
                self._fail(exc)

    def _fail(self, exc: OSError) -> None:
        if exc.errno not in _LEFT:
            self.lost = exc
        stream, self._stream = self._stream, None
        # What is still held back goes nowhere, else the interpreter would try once more at its end, and fail.
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
            os.close(nowhere)


@contextmanager
def voices() -> Iterator[tuple[Voice, Voice]]:
    """Standard output and error as ``Voice``, while the block runs."""
    _filled()
    before = sys.stdout, sys.stderr
    said, told = Voice(sys.stdout), Voice(sys.stderr)
    sys.stdout, sys.stderr = said, told
    try:
        yield said, told
    finally:
        said.flush()
        told.flush()
        sys.stdout, sys.stderr = before


def _filled() -> None:
    """Put something in the place of streams that are closed: else the next file that is opened takes it, and what is
    said would be written into that."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
