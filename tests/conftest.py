"""Fixtures that all tests share."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
LONGEST = (
    "batch/test_hostile.py",
    "report/test_browser.py",
    "batch/test_cluster.py",
    "review/test_journeys.py",
    "fuzz/test_mutants.py",
    "report/test_journeys.py",
    "corpus/test_notebook.py",
    "review/test_page.py",
    "facts/test_outcomes.py",
    "batch/test_patience.py",
    "batch/test_kills.py",
    "batch/test_incremental.py",
    "facts/test_funds.py",
    "batch/test_scans.py",
    "test_wheel.py",
    "cli/test_streams.py",
    "batch/test_run.py",
    "pictures/test_drawing.py",
    "batch/test_workers.py",
    "reading/test_layouts.py",
    "facts/test_passages.py",
    "grid/test_grid.py",
)
"""Files whose tests take longest together, the longest first: no worker is left alone with one of them at the end."""
PER_CORE = 2
"""Workers of pytest for each core: half of what the tests do is to wait for a browser, a program or a clock."""
NEEDED = 2**30
"""Bytes of memory that a worker takes, with its browser and what it starts."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:  # noqa: ARG001
    """How many workers ``-n auto`` means."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else NEEDED * 64
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(PER_CORE * cores, memory // NEEDED))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, else as they come."""
    place = {ROOT / "tests" / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


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
