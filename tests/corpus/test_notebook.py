"""The notebook runs from its first cell to its figure on what is here now."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.typeset import typeset

NOTEBOOK = "corpus/notebook/from-papers-to-a-figure.ipynb"


def _notebook(root: Path) -> Any:
    return nbformat.read(root / NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


@pytest.mark.enable_socket  # the kernel is spoken to on loopback
@pytest.mark.filterwarnings("default")  # what Jupyter and zmq warn of themselves is theirs to mend
def test_the_notebook_runs_to_its_figure(root: Path) -> None:
    _runs(root, least=10_000)


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    "page",
    [
        "The weather was fine.",
        "Japan gave Ghana USD 50 million in 2020.",
        "India and Oman are strategic partners.",
    ],
)
def test_the_notebook_runs_on_ones_own_papers(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    typeset(tmp_path / "own.pdf", page)
    monkeypatch.setenv("POLICYFACTS_PAPERS", str(tmp_path))
    _runs(root, least=1_000)


def _runs(root: Path, *, least: int) -> None:
    """Run it; its picture must be ``least`` bytes or more."""
    notebook = _notebook(root)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(root / "corpus" / "notebook")}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.output_type == "error"]
    pictures = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 1
    assert len(base64.b64decode(pictures[0])) > least


def test_the_notebook_is_shown_as_it_ran(root: Path) -> None:
    notebook = _notebook(root)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert "/home/" not in (root / NOTEBOOK).read_text(encoding="utf-8")
