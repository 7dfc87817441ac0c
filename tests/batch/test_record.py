"""The fingerprint of a run: the same where the same rows come of it, another where others might."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policyfacts.batch import record as module
from policyfacts.batch.options import Options
from policyfacts.batch.record import fingerprint, record
from policyfacts.errors import ModelError
from policyfacts.knowledge import activate

PLAIN = Options("none", rules_only=True)


def _mark(options: Options) -> str:
    try:
        return fingerprint(record(options))
    finally:
        activate(())


def test_what_changes_rows_changes_it(root: Path) -> None:
    packs = (root / "corpus" / "packs" / "climate-finance",)
    others = [
        Options("none"),
        Options("none", min_confidence=0.5),
        Options("none", rules_only=True, knowledge=packs),
        Options(rules_only=True),
    ]
    marks = [_mark(options) for options in (PLAIN, *others)]
    assert len(set(marks)) == len(marks)


def test_what_does_not_does_not() -> None:
    assert _mark(Options("none", rules_only=True, jobs=3, engine="dask", password="tulip")) == _mark(PLAIN)


def test_another_state_of_the_code_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _mark(PLAIN)
    monkeypatch.setattr(module, "_code", lambda: "other")
    assert _mark(PLAIN) != before


def test_another_program_for_scans_changes_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    without = _mark(PLAIN)
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho tesseract 9\necho eng\n", encoding="utf-8")
    program.chmod(0o755)
    assert _mark(PLAIN) != without


def test_a_missing_parser_is_told() -> None:
    with pytest.raises(ModelError, match="not installed"):
        record(Options("no_such_parser"))


def test_no_parser_is_loaded_to_name_it() -> None:
    code = (
        "import sys; from policyfacts.batch.record import record; from policyfacts.batch.options import Options; "
        "print(record(Options())['models']['en_core_web_sm'], 'spacy' in sys.modules, 'sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    name, version, spacy, sklearn = done.stdout.split()
    assert (name.startswith("en_core_web_sm"), version[0], spacy, sklearn) == (True, "3", "False", "False")
