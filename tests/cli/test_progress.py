"""How far a run is: plain lines, a bar on a terminal, nothing when quiet."""

from __future__ import annotations

import io
import re
import sys

import pytest

from policyfacts.batch.outcomes import Outcome
from policyfacts.cli import progress as shown
from policyfacts.cli.progress import progress

OUTCOMES = [Outcome("a", 2, 3), Outcome("b", 0, 0, "torn"), Outcome("c[red]", 10, 20)]


def _told(*, quiet: bool) -> None:
    with progress(quiet=quiet) as watch:
        watch.planned(3, 7)
        for outcome in OUTCOMES:
            watch.done(outcome)


def test_lines_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    _told(quiet=False)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "3 papers to read, 7 read before"
    assert re.fullmatch(r"\[1/3\] a: 2 pages, 3 facts; 0:0\d left", lines[1])
    assert re.fullmatch(r"\[2/3\] b: not read; 0:0\d left", lines[2])
    assert lines[3:] == ["[3/3] c[red]: 10 pages, 20 facts"]


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "140")
    _told(quiet=False)
    said = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.getvalue())
    assert "3/3 papers, 12 pages, 23 facts, 1 not read" in said
    assert "c[red]" in said


def test_nothing_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    _told(quiet=True)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (59.6, "1:00"), (61, "1:01"), (3725, "1:02:05")])
def test_clock(seconds: float, said: str) -> None:
    assert shown._clock(seconds) == said
