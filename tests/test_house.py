"""What the code says of itself can be read: docstrings and texts are whole sentences, not what a line wrapper left."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import LONGEST

# A quotation mark that closes at the end of one line and opens again on the next: the text was cut as code is.
_CUT = re.compile(r"""\S["']?\s*"[ \t]*\n\s*"+\w""")
_DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _modules(root: Path) -> list[Path]:
    return sorted([*(root / "pipeline").rglob("*.py"), *(root / "tests").rglob("*.py")])


def test_no_docstring_was_cut_as_code_is(root: Path) -> None:
    found = []
    for path in _modules(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, _DOCUMENTED) and _CUT.search(ast.get_docstring(node, clean=False) or ""):
                found.append(f"{path.relative_to(root)}: {getattr(node, 'name', 'module')}")
    assert found == []


def test_the_tests_that_go_first_are_there(root: Path) -> None:
    assert [name for name in LONGEST if not (root / "tests" / name).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ('those of its pattern, else the one spoken "\n    "of before.', True),
        ('"its", "it" and "\n""construction" are tied', True),
        ('"The railway", "the line" and "it"\nare tied', False),
        ('the ones that "are tied\nto it" before', False),
        ('"One of them.\n\n"Another" of them', False),
    ],
)
def test_what_counts_as_cut(text: str, *, cut: bool) -> None:
    assert bool(_CUT.search(text)) == cut
