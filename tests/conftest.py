"""Fixtures that all tests share."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers and their gold beside the checkout; tests that need it skip where it is absent."""
    path = ROOT.parent / "shared"
    if not (path / "papers").is_dir():
        pytest.skip(f"needs the annotated papers in {path.name}/ beside the checkout, which are not part of this repo")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of pages: playwright allows a process no more than one of its drivers."""
    with chromium() as running:
        yield running


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are forked, so that they have what a test replaced, also where another test left threads behind.

    (Dask, fsspec and playwright keep theirs for as long as the process lives; they sleep, and a fork bears that.)
    """
    monkeypatch.setattr(threading, "active_count", lambda: 1)
