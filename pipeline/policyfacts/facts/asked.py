"""Answers that are worked out once and stay with what was asked: readers of all tables ask the same of a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")
R = TypeVar("R")


def asked_once(function: Callable[[A, B], R]) -> Callable[[A, B], R]:
    """``function`` of a line and the number of a sum, whose answer stays with the line (``known``)."""
    return _remembered(function, keeper=0)


def once_a_sentence(function: Callable[[A, B], R]) -> Callable[[A, B], R]:
    """``function`` of a sentence and its story, whose answer stays with the story (``known``)."""
    return _remembered(function, keeper=1)


def _remembered(function: Callable[[A, B], R], *, keeper: int) -> Callable[[A, B], R]:
    name = function.__qualname__

    @wraps(function)
    def told(one: A, other: B) -> R:
        both: tuple[Any, Any] = (one, other)
        known: dict[tuple[str, Any], R] = both[keeper].known
        key = name, both[1 - keeper]
        if key not in known:
            known[key] = function(one, other)
        return known[key]

    return told
