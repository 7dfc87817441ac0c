"""From two folders to scores, gates, intervals and the files of the report."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import policyfacts
from policyfacts.errors import GoldError, OutputError, UsageError
from policyfacts.evaluate import Scores, evaluate, parse_gates, read_found, run
from policyfacts.evaluate.bootstrap import draws, intervals
from policyfacts.evaluate.counts import Counts, total
from policyfacts.evaluate.report import write_report
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row
from tests.evaluate.made import gold_of, row

GOLD = "doc,page,text,edtf,note\na,1,2019,2019,\na,1,May 2020,2020-05,\nb,1,2021,2021,\nb,2,2022,2022,optional\n"
FOUND = "doc,page,text,edtf,start,end\na,1,2019,2019,0,4\na,1,2018,2018,9,13\nb,1,2021,2021,0,4\nb,2,2022,2022,5,9\n"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, out = tmp_path / "gold", tmp_path / "out"
    gold.mkdir()
    out.mkdir()
    (gold / "dates.csv").write_text(GOLD, encoding="utf-8")
    (out / "dates.csv").write_text(FOUND, encoding="utf-8")
    return gold, out


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_run_scores_and_writes(folders: tuple[Path, Path]) -> None:
    gold, out = folders
    scores = run(gold, out)
    assert scores.of("dates") == Counts(correct=2, missing=1, spurious=1)
    assert scores.f1("dates") == pytest.approx(2 / 3)
    assert scores.f1("dates", doc="b") == 1
    figures = {(line["doc"], line["measure"]): line for line in read(out / "scores.csv") if line["table"] == "dates"}
    assert list(figures["", "value_f1"]) == ["table", "doc", "measure", "value", "low", "high", "n"]
    assert figures["", "value_f1"] | {"low": "", "high": ""} == {
        "table": "dates", "doc": "", "measure": "value_f1", "value": "0.666667", "low": "", "high": "", "n": "3",
    }  # fmt: skip
    assert float(figures["", "value_f1"]["low"]) <= 2 / 3 <= float(figures["", "value_f1"]["high"])
    assert (figures["a", "value_missing"]["value"], figures["a", "value_spurious"]["value"]) == ("1", "1")
    assert figures["a", "value_f1"]["low"] == ""
    assert [(e["doc"], e["page"], e["kind"], e["quote"]) for e in read(out / "errors.csv")] == [
        ("a", "1", "missed row", "May 2020"),
        ("a", "1", "invented row", "2018"),
    ]
    report = (out / "evaluation.md").read_text(encoding="utf-8")
    assert "| dates | value | 0.667 | 0.667 | 0.667 |" in report
    assert "edtf=2020-05" in report
    assert sorted(path.name for path in out.iterdir()) == ["dates.csv", "errors.csv", "evaluation.md", "scores.csv"]


def test_two_runs_give_the_same_bytes(folders: tuple[Path, Path]) -> None:
    gold, out = folders
    names = ("scores.csv", "errors.csv", "evaluation.md")
    run(gold, out)
    before = [(out / name).read_bytes() for name in names]
    run(gold, out)
    assert [(out / name).read_bytes() for name in names] == before


def test_terminal_table(folders: tuple[Path, Path]) -> None:
    lines = run(*folders).as_text().splitlines()
    assert lines[0].split()[:2] == ["table", "measure"]
    assert lines[2].split()[:5] == ["dates", "value", "0.667", "0.667", "0.667"]
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    ("gates", "failed"),
    [({}, 0), ({"dates": 0.5}, 0), ({"dates": 0.9}, 1), ({"dates.strict": 0.9, "dates.value": 0.7}, 2)],
)
def test_gates(folders: tuple[Path, Path], gates: dict[str, float], failed: int) -> None:
    assert len(run(*folders, fail_under=gates).failures) == failed


def test_a_gate_not_reached_is_told(folders: tuple[Path, Path]) -> None:
    scores = run(*folders, fail_under={"dates": 0.9})
    assert scores.failures == ("dates.value: F1 0.6667 is below the 0.9000 asked for",)
    assert f"**Gate not reached:** {scores.failures[0]}." in (folders[1] / "evaluation.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("gate", ["funds", "dates.slot"])
def test_a_gate_on_what_was_not_scored_is_an_error(folders: tuple[Path, Path], gate: str) -> None:
    with pytest.raises(UsageError, match=r"Scored: dates\.value"):
        run(*folders, fail_under={gate: 0.1})


def test_gates_are_parsed() -> None:
    assert parse_gates(["dates=.95", "funds.slot=0.65", "amounts=1"]) == {
        "dates": 0.95,
        "funds.slot": 0.65,
        "amounts": 1,
    }


@pytest.mark.parametrize(
    "gate", ["dates", "dates=", "dates=high", "dates=95", "dates=-1", "dates=nan", "days=.9", "=.9"]
)
def test_what_is_no_gate(gate: str) -> None:
    with pytest.raises(UsageError, match=r"TABLE=F1|between 0 and 1|no table"):
        parse_gates([gate])


def test_papers_that_were_not_read_are_named(folders: tuple[Path, Path]) -> None:
    gold, out = folders
    (out / "documents.csv").write_text("doc,status\na,read\nb,failed\n", encoding="utf-8")
    scores = run(gold, out)
    assert scores.unread == ("b",)
    assert "Annotated papers not read (all their rows count as omitted): b" in scores.as_text()
    assert "not read: b" in (out / "evaluation.md").read_text(encoding="utf-8")


def test_missing_tables_say_what_to_do(folders: tuple[Path, Path]) -> None:
    gold, out = folders
    (out / "dates.csv").unlink()
    with pytest.raises(OutputError, match=r"dates\.csv: no such file\. Run 'policyfacts extract"):
        run(gold, out)
    with pytest.raises(OutputError, match="no such folder"):
        run(gold, out / "absent")
    with pytest.raises(GoldError, match="no such folder"):
        run(gold / "absent", out)


def test_a_found_table_without_a_column(folders: tuple[Path, Path]) -> None:
    gold, out = folders
    (out / "dates.csv").write_text("doc,page,text\n", encoding="utf-8")
    with pytest.raises(OutputError, match="'edtf' is missing"):
        run(gold, out)


def test_nothing_is_left_behind_when_writing_fails(folders: tuple[Path, Path]) -> None:
    gold, out = folders
    (out / "errors.csv").mkdir()
    with pytest.raises(OutputError, match=r"errors\.csv: cannot be written"):
        run(gold, out)
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def frames() -> dict[str, pd.DataFrame]:
    cells = {"doc": "a", "page": 1, "value": 50.0, "value_max": None, "currency": "USD"}
    return {"amounts": pd.DataFrame([cells | {"text": "$50"}, cells | {"text": "x", "value_max": 7.5}])}


def extracted() -> Tables:
    cells = {"doc": "a", "page": "1", "value": "50", "currency": "USD"}
    return Tables({"amounts": [cells | {"text": "$50"}, cells | {"text": "x", "value_max": "7.5"}]})


@pytest.mark.parametrize("found", [frames(), extracted(), {"amounts": extracted().amounts}])
def test_found_tables_may_be_dataframes_or_what_extract_gives(found: Tables | Mapping[str, pd.DataFrame]) -> None:
    gold = gold_of("amounts", row("amounts", value="50", currency="USD", text="$50"))
    assert evaluate(gold, found).of("amounts", "strict") == Counts(correct=1, spurious=1)


def test_the_verb(folders: tuple[Path, Path]) -> None:
    assert policyfacts.evaluate(*folders).f1("dates") == pytest.approx(2 / 3)


def test_a_table_without_rows_on_either_side_has_no_scores(tmp_path: Path) -> None:
    scores = evaluate(gold_of("funds"), {})
    assert scores.f1("funds") is None
    assert scores.f1("funds", "slot.kind") is None
    assert "funds" in scores.as_text()
    write_report(scores, tmp_path)


def test_markdown_is_inert() -> None:
    bad = row("funds", name="a|b <script>alert(1)</script> **x**\n# y", kind="loan")
    report = evaluate(gold_of("funds", bad), {}).as_markdown()
    assert "a\\|b \\<script>" in report
    assert "\n# y" not in report


# -- intervals over papers


def test_papers_are_drawn_with_replacement_and_a_seed() -> None:
    drawn = draws(5, samples=100, seed=3)
    assert drawn.shape == (100, 5)
    assert (drawn.sum(axis=1) == 5).all()
    assert np.array_equal(drawn, draws(5, samples=100, seed=3))
    assert not np.array_equal(drawn, draws(5, samples=100, seed=4))


def test_intervals_of_equal_papers_have_no_width() -> None:
    papers = [Counts(correct=3, missing=1)] * 4
    assert intervals(papers, draws(4))["recall"] == pytest.approx((0.75, 0.75))


def test_intervals_hold_the_figure_and_reach_single_papers() -> None:
    papers = [Counts(correct=10), Counts(missing=10), Counts(correct=5, missing=5)]
    found = intervals(papers, draws(3))["recall"]
    assert found == pytest.approx((0, 1))  # one sample in 27 draws only the first, one only the second: more than 2.5%
    assert total(papers).recall == 0.5


def test_one_paper_has_no_interval() -> None:
    assert intervals([Counts(correct=3), Counts()], draws(2)) == {"precision": None, "recall": None, "f1": None}


def found_in(shared: Path) -> dict[str, list[Row]]:
    gold = read_found(shared / "gold", ("partnerships", "funds"))
    return {name: [r for r in rows if "optional" not in r["note"]] for name, rows in gold.items()}


def test_gold_of_real_papers_against_itself(shared: Path, tmp_path: Path) -> None:
    scores: Scores = evaluate(shared / "gold", shared / "gold")
    assert {scores.f1(table, measure) for table in scores.counts for measure in scores.counts[table]} <= {1.0, None}
    assert not scores.misses
    write_report(scores, tmp_path)
    assert "None." in (tmp_path / "evaluation.md").read_text(encoding="utf-8")


def test_a_row_lost_from_real_gold_is_one_omission(shared: Path) -> None:
    found = found_in(shared)
    found["funds"].pop()
    counts = evaluate(shared / "gold", found).of("funds")
    assert (counts.missing, counts.spurious) == (1, 0)
