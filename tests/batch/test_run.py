"""Whole runs: into memory and into a folder, with good papers and bad ones, in one process and in two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import policyfacts
from policyfacts.batch.options import Options
from policyfacts.batch.outcomes import Watch
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract, extract_into
from policyfacts.errors import ModelError
from policyfacts.learned import model_hashes
from policyfacts.reading import read_bytes
from policyfacts.records import Paper
from policyfacts.tables import read_tables
from policyfacts.tables.files import STATE
from tests.typeset import LOAN, PARTNERSHIP, typeset


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two good papers, and a text that only bears the name of one."""
    folder = tmp_path_factory.mktemp("papers")
    typeset(folder / "good.pdf", PARTNERSHIP, LOAN)
    typeset(folder / "other.pdf", LOAN)
    (folder / "text.pdf").write_text("no PDF at all", encoding="utf-8")
    return folder


def test_extract_gives_tables(folder: Path) -> None:
    tables = policyfacts.extract(folder)
    assert tables.documents[["doc", "status"]].values.tolist() == [
        ["good", "read"],
        ["other", "read"],
        ["text", "failed"],
    ]
    assert tables.dates["edtf"].tolist() == ["2017-05", "2018", "2018"]
    assert tables.countries[["doc", "page", "country"]].values.tolist()[:2] == [["good", 1, "CHN"], ["good", 1, "PER"]]
    assert tables.partnerships[["country", "counterparty", "level", "date"]].values.tolist() == [
        ["PER", "CHN", "strategic", "2017-05"]
    ]
    assert set(tables.texts) == {"good", "other"}


def test_a_paper_may_be_named_by_a_string(folder: Path) -> None:
    assert len(extract(str(folder / "other.pdf"), parser="none").documents) == 1


def test_a_folder_is_written_and_the_outcomes_told(folder: Path, tmp_path: Path) -> None:
    seen: list[str] = []
    options = Options(parser="none")
    watch = Watch(done=lambda outcome: seen.append(outcome.doc))
    summary = extract_into(tmp_path, collect([folder]), options=options, watch=watch)
    assert sorted(seen) == ["good", "other", "text"]
    assert [(outcome.doc, outcome.pages) for outcome in summary.outcomes] == [("good", 2), ("other", 1), ("text", 0)]
    (failed,) = summary.failed
    assert "text.pdf" in failed.error
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert set(run["papers"]) == {"good", "other", "text"}
    assert all(len(paper["sha256"]) == 64 for paper in run["papers"].values())
    assert run["options"] == {"parser": "none"}
    assert run["models"] == model_hashes()
    assert run["versions"]["policyfacts"] == policyfacts.__version__
    assert set(run["timing"]) == {"seconds", "pages_per_second"}


def _bytes(out: Path) -> dict[str, object]:
    files = (path for path in out.rglob("*") if path.is_file() and STATE not in path.parts)
    found: dict[str, object] = {path.relative_to(out).as_posix(): path.read_bytes() for path in files}
    for name in (name for name in found if name.endswith("run.json")):
        found[name] = {**json.loads((out / name).read_text(encoding="utf-8")), "timing": None}
    return found


@pytest.mark.parametrize(("jobs", "seed"), [("1", "17"), ("2", "4711")])
def test_processes_and_hash_seeds_change_nothing(folder: Path, tmp_path: Path, jobs: str, seed: str) -> None:
    extract_into(tmp_path / "here", collect([folder]), options=Options())
    command = [sys.executable, "-m", "policyfacts", "extract", str(folder), "--out", str(tmp_path / "there")]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([*command, "--jobs", jobs, "--quiet"], env=environment, capture_output=True, check=False)
    assert done.returncode == 3, done.stderr
    assert _bytes(tmp_path / "there") == _bytes(tmp_path / "here")


def test_a_fault_in_one_paper_costs_only_that_paper(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, *, doc: str, path: str, password: str | None) -> Paper:
        if doc == "good":
            raise RecursionError("too deep")
        return read_bytes(data, doc=doc, path=path, password=password)

    monkeypatch.setattr("policyfacts.batch.one.read_bytes", broken)
    tables = extract(folder, parser="none")
    assert tables.rows("documents")[0]["error"].startswith("good.pdf: nested too deeply")
    assert tables.rows("documents")[1]["status"] == "read"


def test_a_missing_parser_ends_the_run_and_leaves_the_folder(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not installed"):
        extract_into(tmp_path, collect([folder]), options=Options(parser="no_such_parser"))
    assert not list(tmp_path.iterdir())


def test_a_paper_that_is_gone_leaves_the_tables(folder: Path, tmp_path: Path) -> None:
    extract_into(tmp_path, collect([folder]), options=Options(parser="none"))
    extract_into(tmp_path, collect([folder / "other.pdf"]), options=Options(parser="none"))
    assert set(read_tables(tmp_path).texts) == {"other"}
    assert [path.name for path in (tmp_path / "texts").iterdir()] == ["other.txt"]


def test_english_rules_read_no_other_language_and_the_ledger_says_so(tmp_path: Path) -> None:
    spanish = "En mayo de 2018 China y Chile establecieron una asociación estratégica y el banco prestó dinero al Perú."
    russian = "В мае 2019 года Китай и Бразилия установили стратегическое партнерство."
    filler = "The ministers of the two states met and agreed on the terms of the loan for the port. " * 3
    typeset(tmp_path / "mixed.pdf", f"{filler} {PARTNERSHIP}\n\n{spanish}\n\n{russian}")
    tables = extract(tmp_path / "mixed.pdf", parser="none", rules_only=True)
    assert tables.dates["edtf"].tolist() == ["2017-05"]
    assert tables.partnerships["country"].tolist() == ["PER"]
    assert spanish in tables.texts["mixed"].replace("\n", " ")
    said = tables.ledger[tables.ledger["region"] == "language"]["reason"].tolist()
    assert said == [
        f"{len(spanish)} characters of text in es: no facts are looked for",
        f"{len(russian)} characters of text in ru: no facts are looked for",
    ]
