"""The pages for people: short where they must be, their links lead somewhere, their examples do what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from policyfacts.knowledge import activate
from tests.facts.told import told

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


def _headings(page: Path) -> set[str]:
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        name, _, part = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), f"{page.name}: {target}"
        assert not part or part in _headings(there), f"{page.name}: {target}"


def test_the_first_page_stays_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 250


def test_every_page_is_reached_from_the_first() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {page.name for page in (ROOT / "docs").glob("*.md")} <= set(re.findall(r"docs/([\w-]+\.md)", text))


def test_generated_parts_are_up_to_date() -> None:
    pages = [str(page) for page in PAGES if "[[[cog" in page.read_text(encoding="utf-8")]
    assert pages
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", *pages], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_verb_is_added_as_the_page_says(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n# my-pack/(?P<file>\S+)\n(?P<entry>.*?)```", text, re.DOTALL)
    assert block is not None
    sentence = "In 2019 Norway bankrolled Mali with $2 million."
    assert told("funds", sentence) == []
    (tmp_path / block["file"]).write_text(block["entry"], encoding="utf-8")
    activate([tmp_path])
    try:
        rows = told("funds", sentence)
    finally:
        activate([])
    assert [(row["providers"], row["recipients"], row["event"]) for row in rows] == [("NOR", "MLI", "disbursed")]
