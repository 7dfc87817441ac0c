"""Draws pages of many papers: short ones share a child process, whose start takes as long as drawing a page, and longer
the more the process holds that starts it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policyfacts.errors import ReadingError
from policyfacts.pictures.drawing import BATCH, SCALE, Picture, Undrawn, View, draw, drawn, seconds_for
from policyfacts.reading.guard import guarded

_MOST_BYTES, _MOST_PAPERS = 32 << 20, 64
"""Of papers that share a child; many may have no page to draw."""

Drawn = list[Picture | Undrawn]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to draw of a paper: its bytes, and views; or why there are no pictures of it."""

    data: bytes
    views: tuple[View, ...]
    reason: str = ""


def draw_each(papers: Iterable[Asked], *, password: str | None = None) -> Iterator[Drawn]:
    """The pictures of each paper, in order: what ``draw`` gives of it."""
    for group in _groups(papers):
        yield from _drawn_together(group, password)


def _groups(papers: Iterable[Asked]) -> Iterator[list[Asked]]:
    """Papers that share a child: as many as have together no more pages than one draws at a time; longer ones alone."""
    group: list[Asked] = []
    for paper in papers:
        if group and _too_many([*group, paper]):
            yield group
            group = []
        group.append(paper)
    if group:
        yield group


def _too_many(group: Sequence[Asked]) -> bool:
    pages, size = sum(len(paper.views) for paper in group), sum(len(paper.data) for paper in group)
    return pages > BATCH or size > _MOST_BYTES or len(group) > _MOST_PAPERS


def _drawn_together(group: Sequence[Asked], password: str | None) -> Iterator[Drawn]:
    """A paper that cannot be opened, or does harm, is drawn once more by itself, and told of by its own reasons."""
    found: Sequence[Drawn | None] = [None] * len(group)
    if len(group) > 1:
        seconds = seconds_for(sum(len(paper.views) for paper in group))
        with contextlib.suppress(ReadingError):
            found = guarded(_all_drawn, tuple(group), password, cpu_seconds=seconds)
    for paper, made in zip(group, found, strict=True):
        if paper.reason:
            yield [Undrawn(view, paper.reason) for view in paper.views]
        else:
            yield list(draw(paper.data, paper.views, password=password)) if made is None else made


def _all_drawn(group: Sequence[Asked], password: str | None) -> list[Drawn | None]:
    """Runs in the child."""
    return [_one_drawn(paper, password) for paper in group]


def _one_drawn(paper: Asked, password: str | None) -> Drawn | None:
    if paper.reason or not paper.views:
        return []
    try:
        return drawn(paper.data, paper.views, (password, SCALE))
    except ReadingError:
        return None
