"""Limits around one call: what is returned, what is raised, what happens to a child that dies."""

from __future__ import annotations

import os
import time

import pytest

from policyfacts.errors import DamagedPdf, EncryptedPdf, LimitExceeded, ReadingError
from policyfacts.reading.guard import cpu_limit, guarded


def double(value: int) -> int:
    return 2 * value


def locked() -> None:
    raise EncryptedPdf("it is locked")


def broken() -> None:
    raise ValueError("an oversight")


def hungry() -> int:
    return len(bytearray(3 << 30))


def busy() -> None:
    while True:
        pass


def nested(depth: int = 0) -> int:
    return nested(depth + 1)


def test_returns_what_the_function_returns() -> None:
    assert guarded(double, 21) == 42


@pytest.mark.parametrize(
    ("function", "terms", "error", "words"),
    [
        (locked, {}, EncryptedPdf, "it is locked"),
        (broken, {}, ReadingError, "ValueError: an oversight"),
        (hungry, {"memory": 1 << 29}, LimitExceeded, "GB of memory"),
        # The clock is given time enough for a loaded machine: the processor's time must be what ends it.
        (busy, {"cpu_seconds": 1.0, "wall_seconds": 300.0}, LimitExceeded, "processor time"),
        (nested, {}, LimitExceeded, "nested too deeply"),
    ],
)
def test_raises_what_went_wrong(function, terms, error, words) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error, match=words):
        guarded(function, **terms)


def test_the_clock_stops_a_sleeper() -> None:
    with pytest.raises(LimitExceeded, match="longer than"):
        guarded(time.sleep, 3600, wall_seconds=0.5)


@pytest.mark.parametrize("code", [1, 139])
def test_a_child_that_dies_is_a_damaged_file(code: int) -> None:
    with pytest.raises(DamagedPdf, match="crashes the reader"):
        guarded(os._exit, code)


def test_a_killed_child_is_a_limit() -> None:
    with pytest.raises(LimitExceeded):
        guarded(os.abort)


def test_time_grows_with_the_pages() -> None:
    assert cpu_limit(100) > cpu_limit(1) > 0
