"""Fixtures that all tests share."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, Any, Any]:
    """Threads that other tests left behind do not count: what a test starts is forked or spawned whatever ran before.

    A fork takes milliseconds and has what the test replaced; what is spawned, because of threads that the test itself
    runs, imports everything anew. (Dask, fsspec and playwright keep threads for as long as the process lives; they
    sleep, and a fork bears that.)
    """
    count = threading.active_count
    left = count() - 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading, "active_count", lambda: max(1, count() - left))
        return (yield)
