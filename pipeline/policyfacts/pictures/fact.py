"""All that is shown of one row: the pages it stands on, with its words boxed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyfacts.pictures.boxes import Box, boxes, views
from policyfacts.pictures.drawing import SCALE, Picture, Undrawn, draw
from policyfacts.tables.cells import Row


@dataclass(frozen=True, slots=True)
class FactPicture:
    """A page that a row stands on: its picture, or why there is none, and the boxes of the row's evidence on it."""

    page: int
    picture: Picture | Undrawn
    boxes: tuple[Box, ...]


def fact_pictures(
    data: bytes,
    evidence: Iterable[Row],
    *,
    margin: float | None = None,
    password: str | None = None,
    scale: float = SCALE,
) -> Iterator[FactPicture]:
    """The pictures of one row, a page each, in order.

    ``data`` is the paper's PDF (``pdf_bytes``), ``evidence`` the rows of ``evidence.csv`` with the row's ``fact_id``;
    ``margin`` asks for bands around the evidence instead of whole pages. A page that cannot be drawn still comes, with
    the reason and no boxes.
    """
    rows = list(evidence)
    for picture in draw(data, views(rows, margin=margin), password=password, scale=scale):
        yield FactPicture(picture.page, picture, boxes(rows, picture) if isinstance(picture, Picture) else ())
