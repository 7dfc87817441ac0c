"""From judgements to gold, and how far reviewers agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.cli import main
from policyfacts.corrections.journal import Verdict
from policyfacts.errors import UsageError
from policyfacts.evaluate import evaluate
from policyfacts.review import Journal, agreements, judged_gold
from policyfacts.review.desk import Desk
from policyfacts.review.judged import UNJUDGED
from policyfacts.tables import read_tables
from tests.review.conftest import said


def _judge(desk: Desk, verdict: str, table: str, doc: str = "one", **cells: str) -> None:
    row = next(row for row in desk.overview()["rows"] if row["table"] == table and row["doc"] == doc)
    found = desk.row(row["id"])
    said = {"verdict": verdict, "table": table, "fact_id": row["id"], "version": found["version"]}
    desk.judge(said | {"row": {**found["row"], **cells}})


def test_accepted_corrected_and_rejected(desk: Desk, journal: Journal, out: Path) -> None:
    _judge(desk, "accept", "partnerships")
    _judge(desk, "correct", "funds", kind="grant")
    _judge(desk, "reject", "meetings")
    gold = judged_gold(journal, read_tables(out))
    assert {name: len(rows) for name, rows in gold.rows.items()} == {"partnerships": 1, "funds": 1, "meetings": 0}
    assert gold.rows["funds"][0]["kind"] == "grant"
    assert [(row["doc"], row["page"]) for row in gold.pages] == [("one", "1"), ("one", "2")]
    assert gold.judgements == 3


def test_rows_nobody_judged_on_a_judged_page_are_optional(desk: Desk, journal: Journal, out: Path) -> None:
    _judge(desk, "accept", "dates")
    rows = judged_gold(journal, read_tables(out)).rows["dates"]
    assert [row["note"] for row in rows] == [""] + [UNJUDGED] * (len(rows) - 1)


def test_gold_of_judgements_scores_the_tables(desk: Desk, out: Path, tmp_path: Path) -> None:
    _judge(desk, "accept", "partnerships")
    _judge(desk, "reject", "funds")
    desk.judge(
        {
            "verdict": "add",
            "table": "agreements",
            "fact_id": "",
            "row": {"doc": "one", "page": "1", "title": "trade pact", "kind": "agreement", "parties": "CHN; PER"},
            "spans": {"title": [[3, 8]]},
        }
    )
    assert main(["gold", "--out", str(out), "--to", str(tmp_path / "gold")]) == 0
    scores = evaluate(tmp_path / "gold", out)
    assert scores.f1("partnerships") == 1.0
    assert scores.of("funds", "detection").spurious == 1
    assert scores.of("agreements", "detection").missing == 1


def test_one_reviewer_alone_and_nobody(journal: Journal, out: Path) -> None:
    tables = read_tables(out)
    with pytest.raises(UsageError, match="nothing has been judged yet"):
        judged_gold(journal, tables)
    journal.append(said("accept", 1, who="anna"))
    journal.append(said("accept", 2, who="ben"))
    assert len(judged_gold(journal, tables).rows["funds"]) == 3
    assert [row["name"] for row in judged_gold(journal, tables, who="ben").rows["funds"] if not row["note"]] == [
        "loan 2"
    ]
    with pytest.raises(UsageError, match="Reviewers: anna, ben"):
        judged_gold(journal, tables, who="carl")


def test_where_reviewers_differ_the_row_is_optional_and_says_so(journal: Journal, out: Path) -> None:
    journal.append(said("accept", 1, who="anna"))
    journal.append(said("reject", 1, who="ben"))
    journal.append(said("accept", 2, who="anna"))
    journal.append(said("accept", 2, who="ben"))
    gold = judged_gold(journal, read_tables(out))
    notes = {row["name"]: row["note"] for row in gold.rows["funds"]}
    assert notes["loan 1"] == "optional; reviewers differ (anna: accept, ben: reject)"
    assert notes["loan 2"] == ""
    assert gold.differ == 1


def test_kappa_and_f1_of_two_reviewers(journal: Journal) -> None:
    # 10 rows: both accept 5, both reject 3, they differ on 2. po = .8; pe = .6 * .6 + .4 * .4 = .52.
    pairs: list[tuple[Verdict, Verdict]] = [("accept", "accept")] * 5
    pairs += [("reject", "reject"), ("reject", "reject"), ("reject", "reject")]
    pairs += [("accept", "reject"), ("reject", "accept")]
    countries = "PER CHL BRA ARG BOL ECU COL VEN PRY URY".split()
    for number, (annas, bens) in enumerate(pairs):
        cells = {"name": countries[number], "amount": 10**number, "recipients": countries[number]}
        journal.append(said(annas, number, who="anna", **cells))
        journal.append(said(bens, number, who="ben", **cells))
    (found,) = agreements(journal)
    assert (found.first, found.second, found.both, found.same) == ("anna", "ben", 10, 8)
    assert found.kappa == pytest.approx((0.8 - 0.52) / (1 - 0.52))
    assert found.f1["funds"] == pytest.approx(5 / 6)
    assert "Cohen's kappa 0.58" in found.as_text()


def test_kappa_cannot_be_told_from_unanimity(journal: Journal) -> None:
    for who in ("anna", "ben"):
        journal.append(said("accept", 1, who=who))
    (found,) = agreements(journal)
    assert found.kappa is None
    assert "not to be told" in found.as_text()


def test_on_the_command_line(desk: Desk, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gold", "--out", str(out), "--to", str(tmp_path / "none")]) == 2
    assert "Run 'policyfacts review' first" in capsys.readouterr().err
    _judge(desk, "accept", "funds")
    _judge(Desk(out, who="ben"), "reject", "funds")
    assert main(["gold", "--out", str(out), "--to", str(tmp_path / "gold")]) == 0
    printed = capsys.readouterr().out
    assert "Reviewers differ on 1 rows" in printed
    assert "anna and ben: 1 rows judged by both" in printed
