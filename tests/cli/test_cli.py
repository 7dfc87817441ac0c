"""The command line: help, exit codes, messages."""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policyfacts import cli
from policyfacts.errors import ModelError
from tests.typeset import LOAN, PARTNERSHIP, typeset


def _commands() -> dict[str, argparse.ArgumentParser]:
    (action,) = (a for a in cli.parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return typeset(tmp_path_factory.mktemp("papers") / "paper.pdf", PARTNERSHIP, LOAN)


@pytest.fixture
def text_named_pdf(tmp_path: Path) -> Path:
    path = tmp_path / "text.pdf"
    path.write_text("no PDF at all", encoding="utf-8")
    return path


@pytest.mark.parametrize("command", _commands())
def test_every_command_and_option_has_help(command: str) -> None:
    parser = _commands()[command]
    assert parser.description
    assert all(action.help for action in parser._actions)


@pytest.mark.parametrize(
    "arguments", [["--help"], *([name, "--help"] for name in ("extract", "evaluate", "compare", "verify", "train"))]
)
def test_help_is_there_at_once(arguments: list[str]) -> None:
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "policyfacts", *arguments], capture_output=True, check=True, text=True)
    assert done.stdout.startswith("usage: policyfacts")
    assert time.perf_counter() - started < 1  # 0.3 s on a machine at rest


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extrakt"],
        ["extract"],
        ["evaluate"],
        ["extract", "x.pdf", "--jobs", "many"],
        ["verify", "--no-such-option"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 2
    assert "usage: policyfacts" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "gone.pdf"], "policyfacts: gone.pdf: no such file or folder. Name PDF files, folders or globs.\n"),
        (["extract", "."], "policyfacts: .: no PDF in this folder or below it. Name a folder that holds some.\n"),
        (
            ["train", "--gold", "a", "--papers", "b", "--papers", "c"],
            "policyfacts: --gold is given 1 times and --papers 2 times. Give both for each folder of gold, in the same "
            "order.\n",
        ),
        (["extract", ".", "--jobs", "0"], "policyfacts: jobs: 0 processes cannot read anything. Name 1 or more.\n"),
    ],
)
def test_wrong_values_are_2_with_a_message(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    assert capsys.readouterr().err == message
    assert not list(tmp_path.iterdir())


def test_extract_verify_evaluate(paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, gold = str(tmp_path / "out"), tmp_path / "gold"
    assert cli.main(["extract", str(paper), "--out", out]) == 0
    said = capsys.readouterr()
    assert re.search(r"^1 paper, 2 pages, \d+ facts? in [\d.]+ s\. Tables: ", said.out)
    assert said.err.startswith("[1/1] paper: 2 pages, ")
    assert cli.main(["verify", "--out", out]) == 0
    assert re.search(r"\d+ evidence rows of 1 paper: all proved", capsys.readouterr().out)
    gold.mkdir()
    (gold / "dates.csv").write_text("doc,page,text,edtf,note\npaper,1,May 2017,2017-05,\n", encoding="utf-8")
    assert cli.main(["evaluate", "--gold", str(gold), "--out", out]) == 0
    assert "dates" in capsys.readouterr().out
    assert cli.main(["evaluate", "--gold", str(gold), "--out", out, "--fail-under", "dates=0.99"]) == 1
    assert capsys.readouterr().err.startswith("policyfacts: ")


def _funds(out: Path) -> list[dict[str, str]]:
    with (out / "funds.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_confidence_and_what_to_do_with_it(paper: Path, tmp_path: Path) -> None:
    command = ["extract", str(paper), "--quiet", "--parser", "none", "--out"]
    assert cli.main([*command, str(tmp_path / "all")]) == 0
    (row,) = _funds(tmp_path / "all")
    assert re.fullmatch(r"0\.\d{1,3}", row["confidence"])
    assert "confidence" in json.loads((tmp_path / "all" / "run.json").read_text(encoding="utf-8"))["models"]
    assert cli.main([*command, str(tmp_path / "rules"), "--rules-only"]) == 0
    assert _funds(tmp_path / "rules") == [{**row, "confidence": ""}]
    assert cli.main([*command, str(tmp_path / "sure"), "--min-confidence", "1"]) == 0
    assert _funds(tmp_path / "sure") == []
    assert "1 funds: confidence below 1" in (tmp_path / "sure" / "ledger.csv").read_text(encoding="utf-8")


def test_quiet_says_nothing(paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", str(paper), "--out", str(tmp_path), "--quiet", "--parser", "none"]) == 0
    assert capsys.readouterr() == ("", "")


def test_papers_that_cannot_be_read_are_3(
    text_named_pdf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert cli.main(["extract", str(text_named_pdf), "--out", str(out), "--parser", "none"]) == 3
    assert "policyfacts: text: not read: " in capsys.readouterr().err
    assert "failed" in (out / "documents.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["verify", "--out", "none"], "Run 'policyfacts extract"),
        (["evaluate", "--gold", "none", "--out", "none"], "policyfacts: none: no such folder"),
    ],
)
def test_failures_are_1_with_a_message(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 1
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (ModelError("no parser. Install one."), 1, "policyfacts: no parser. Install one.\n"),
        (KeyboardInterrupt(), 130, "policyfacts: interrupted"),
        (ValueError("odd"), 1, "policyfacts: ValueError: odd. A fault of policyfacts"),
    ],
)
def test_no_tracebacks(
    error: BaseException, code: int, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(cli.verify, "run", broken)
    assert cli.main(["verify"]) == code
    assert capsys.readouterr().err.startswith(message)


def test_a_reader_that_leaves_is_no_error(paper: Path, tmp_path: Path) -> None:
    cli.main(["extract", str(paper), "--out", str(tmp_path), "--quiet", "--parser", "none"])
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "policyfacts", "verify", "--out", str(tmp_path)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_second_run_tells_what_papers_newly_agree_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    papers, out = tmp_path / "papers", str(tmp_path / "out")
    papers.mkdir()
    lent = "China Development Bank lent Peru USD {} million for the Delta Dam in 2015."
    typeset(papers / "one.pdf", lent.format(500))
    command = ["extract", str(papers), "--out", out, "--parser", "none", "--rules-only"]
    assert cli.main(command) == 0
    typeset(papers / "two.pdf", lent.format(700))
    capsys.readouterr()
    assert cli.main(command) == 0
    said = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"Between papers: [1-9]\d* newly agreed, 1 newly contradicted\.", said[2])
    assert [re.sub(r"\d+", "n", line) for line in said[3:]] == [
        "  one: n newly agreed, n newly contradicted",
        "  two: n new, n newly agreed, n newly contradicted",
    ]
    monkeypatch.setattr("policyfacts.cli.extract._COMPARED", 0)
    typeset(papers / "three.pdf", lent.format(900))
    assert cli.main(command) == 0
    assert capsys.readouterr().out.splitlines()[2].endswith(f"policyfacts diff {out}")


def test_a_second_run_tells_what_changed_and_diff_tells_each_row(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers, out = tmp_path / "papers", str(tmp_path / "out")
    papers.mkdir()
    (papers / "one.pdf").write_bytes(paper.read_bytes())
    command = ["extract", str(papers), "--out", out, "--parser", "none", "--rules-only"]
    assert cli.main(command) == 0
    assert cli.main(["diff", out]) == 1
    assert "Run 'policyfacts extract' into this folder twice" in capsys.readouterr().err
    (papers / "one.pdf").rename(papers / "two.pdf")
    assert cli.main(command) == 0
    said = capsys.readouterr().out.splitlines()
    news = r"Since the last run: 1 paper read, 0 read before, 1 gone; facts: (\d+) new, \1 gone\."
    assert re.fullmatch(news, said[1])
    assert said[2] == "Between papers: nothing newly agreed or contradicted."
    assert [line.split(":")[0] for line in said[3:]] == ["  one", "  two"]
    assert cli.main(["diff", out]) == 0
    said = capsys.readouterr().out.splitlines()
    assert re.match(r"one: \d+ gone", said[0])
    assert any(line.startswith("  + funds, p. 2: ") for line in said)
    assert cli.main(["diff", out, out, "--csv", str(tmp_path / "changes.csv")]) == 0
    assert (tmp_path / "changes.csv").read_text(encoding="utf-8").count("\n") == 1
    capsys.readouterr()
    assert cli.main(["diff", out, out, "--csv", str(tmp_path / "none" / "changes.csv")]) == 1
    assert "changes.csv: cannot be written: No such file or directory." in capsys.readouterr().err
