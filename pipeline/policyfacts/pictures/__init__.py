"""Pictures of pages, with the places of evidence on them.

source.pdf_bytes ──> drawing.draw (a View each: a whole page, or a band of it) ──> Picture (WebP)
evidence rows ──┬──> boxes.views                                                       │
                └──> boxes.boxes (percent of the picture) <────────────────────────────┘

``report`` draws every page that bears a fact, once (``draw_each``), and lays boxes over it in the browser. ``review``
draws one page at a time: ``fact_pictures`` gives all that it shows for a row; for a mark that a reader makes on the
page, ``to_points`` leads back from percent to points.
"""

from __future__ import annotations

from policyfacts.pictures.boxes import Box, boxes, to_points, views
from policyfacts.pictures.drawing import Picture, Undrawn, View, draw
from policyfacts.pictures.fact import FactPicture, fact_pictures
from policyfacts.pictures.many import Asked, draw_each
from policyfacts.tables.source import pdf_bytes

__all__ = [
    "Asked",
    "Box",
    "FactPicture",
    "Picture",
    "Undrawn",
    "View",
    "boxes",
    "draw",
    "draw_each",
    "fact_pictures",
    "pdf_bytes",
    "to_points",
    "views",
]
