"""What tests of runs share."""

from __future__ import annotations

import threading

import pytest


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are forked, so that they have what a test replaced, also where another test left threads behind.

    (Dask, fsspec and playwright keep theirs for as long as the process lives; they sleep, and a fork bears that.)
    """
    monkeypatch.setattr(threading, "active_count", lambda: 1)
