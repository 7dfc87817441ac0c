"""The package as its users import it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import policyfacts
from tests.typeset import LOAN, typeset

HEAVY = {"numpy", "pandas", "pyarrow", "scipy", "spacy", "pdfplumber", "pypdfium2", "rich", "sklearn"}


def test_the_public_names() -> None:
    assert policyfacts.__all__ == [
        "Comparison",
        "Fact",
        "Grid",
        "Mention",
        "Money",
        "Page",
        "Paper",
        "Passage",
        "PolicyfactsError",
        "Scores",
        "Slot",
        "Span",
        "Tables",
        "compare",
        "evaluate",
        "extract",
        "facts",
        "mentions",
        "read",
    ]
    assert set(policyfacts.__all__) <= set(dir(policyfacts))


@pytest.mark.parametrize("name", policyfacts.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert callable(getattr(policyfacts, name))
    assert getattr(policyfacts, name).__doc__


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = policyfacts.nothing


def test_verbs_stay_verbs_when_the_subpackages_are_imported() -> None:
    code = (
        "import types, policyfacts\n"
        "import policyfacts.facts.money.recipe, policyfacts.evaluate.report, policyfacts.compare.sums\n"
        "assert not any(isinstance(getattr(policyfacts, n), types.ModuleType) for n in policyfacts.__all__)\n"
        "from policyfacts.facts.money.recipe import funds"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    "code",
    [
        "import policyfacts",
        "import policyfacts.cli as cli; assert cli.main(['--help']) == 0",
        "import policyfacts.cli as cli; assert cli.main(['extract', '--help']) == 0",
        "import policyfacts.cli as cli; assert cli.main(['evaluate', '--help']) == 0",
        "import policyfacts.cli as cli; assert cli.main(['verify', '--help']) == 0",
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code: str) -> None:
    check = f"{code}\nimport sys; loaded = {HEAVY!r} & set(sys.modules); assert not loaded, loaded"
    subprocess.run([sys.executable, "-c", check], check=True, capture_output=True)


def test_extract_loads_what_reading_needs_only(tmp_path: Path) -> None:
    typeset(tmp_path / "loan.pdf", LOAN)
    for loaded in (
        ("pandas", "sklearn", "skops", "typer", "weasel"),
        HEAVY - {"numpy", "pyarrow"},
    ):  # the second run finds all that it needs
        code = (
            "import sys; from policyfacts.cli import main; assert main(['extract', 'loan.pdf', '--quiet']) == 0\n"
            f"found = set({loaded!r}) & set(sys.modules); assert not found, found"
        )
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
