"""What papers say of themselves: title, date of issue, authors, publisher, symbol."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.reading.paper import read
from policyfacts.records import Paper
from tests.pdfs.fronts import Front, fronts
from tests.typeset import typeset


def _said(paper: Paper) -> dict[str, str]:
    return {
        "title": paper.title,
        "published": paper.published,
        "authors": "; ".join(paper.authors),
        "publisher": paper.publisher,
        "identifier": paper.identifier,
    }


@pytest.mark.parametrize("front", fronts(), ids=lambda front: f"{front.kind}-{front.name}")
def test_front_page(tmp_path: Path, front: Front) -> None:
    said = _said(read(typeset(tmp_path / "front.pdf", front.markup)))
    assert {field: said[field] for field in front.said} == front.said
