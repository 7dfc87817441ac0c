"""The annotated papers beside the checkout: what their pages show, read right."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.records import Paper
from tests.pdfs.accounts import read
from tests.pdfs.scores import rows_of


def paper(shared: Path, name: str) -> Paper:
    return read(shared / "papers" / f"{name}.pdf")


def test_the_seed_papers_table(shared: Path) -> None:
    seed = paper(shared, "xu-2019-policy-coordination")
    (grid,) = seed.grids
    rows = rows_of(seed, grid)
    assert (grid.page, grid.header_rows, len(rows)) == (9, 1, 10)
    assert [row[0] for row in rows[1:4]] == ["Argentina", "Brazil", "Chile"]
    assert rows[7][1:3] == ["Strategic partner for joint development", "2001"]
    assert rows[8][3:] == ["", ""]
    assert [seed.text[a:b] for a, b in grid.notes] == ["As of May 2018"]
    assert (seed.published, seed.language) == ("2019", "en")
    assert {p.language for p in seed.passages if seed.page_of(p.start) == 18} == {"ru"}


def test_the_seed_papers_columns_and_heads(shared: Path) -> None:
    seed = paper(shared, "xu-2019-policy-coordination")
    assert "VOLUME 12" not in seed.text
    assert "trade protectionism, to joining efforts" not in seed.text
    assert any(p.kind == "heading" and seed.text[p.start :].startswith("2. ALIGNMENT OF") for p in seed.passages)
    assert len(seed.citations) >= 15


@pytest.mark.parametrize(
    ("name", "published", "start"),
    [
        ("brief-central-asia", "2025-07", "Two Suitors"),
        ("crs_IF10491", "2026-04-10", "Australia"),
        ("un_A_80_271", "2025-07-28", "Third Industrial"),
        ("georgetown_china_development_report", "", "Beyond Aid"),
    ],
)
def test_titles_and_dates(shared: Path, name: str, published: str, start: str) -> None:
    found = paper(shared, name)
    assert found.title.startswith(start)
    assert found.published == published


def test_numbered_paragraphs_of_the_un(shared: Path) -> None:
    found = paper(shared, "un_A_80_271")
    starts = [found.text[p.start : p.start + 4] for p in found.passages if p.kind == "prose"]
    numbers = [int(start.split(".")[0]) for start in starts if start.split(".")[0].isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 60


def test_each_narrative_has_its_heading_and_its_text(shared: Path) -> None:
    for path in sorted((shared / "narratives").glob("*.pdf"))[:2]:
        found = read(path)
        pages = [found.page_of(p.start) for p in found.passages if p.kind in {"heading", "title"}]
        assert pages == list(range(1, len(found.pages) + 1))
        for passage in found.passages:
            assert len({n for n in found.characters.page[passage.start : passage.end].tolist() if n}) == 1
