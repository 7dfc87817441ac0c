"""What people judged reaches the tables, is proved or told apart, and outlives the next run."""

from __future__ import annotations

import contextlib
import csv
import json
import sqlite3
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from policyfacts.batch.options import Options
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
from policyfacts.cli import main
from policyfacts.corrections import Journal, apply
from policyfacts.errors import UsageError
from policyfacts.evaluate import read_found
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import Tables, read_tables
from policyfacts.tables.cells import Row
from policyfacts.verify import verify
from tests.corrections.conftest import Judge


def _corrections(out: Path) -> list[tuple[str, ...]]:
    names = ("slot", "before", "after", "verdict", "judged_by")
    return [tuple(row[name] for name in names) for row in read_tables(out).rows("corrections")]


def _fund(tables: Tables, words: str) -> Row:
    return next(row for row in tables.rows("funds") if words in row["quote"])


def _files(out: Path) -> dict[str, bytes]:
    names = [f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")]
    return {name: (out / name).read_bytes() for name in names}


def _parquet(out: Path, table: str, column: str) -> list[str]:
    return [str(cell) for cell in pq.read_table(out / f"{table}.parquet")[column].to_pylist()]


def test_a_corrected_cell_stands_in_the_tables_and_the_machines_own_beside_them(out: Path, judge: Judge) -> None:
    before = _files(out)
    number = judge("correct", "funds", "Japan", cells={"kind": "grant"})
    assert apply(out).applied.counts["correct"] == 1
    row = _fund(read_tables(out), "Japan")
    assert (row["fact_id"], row["kind"]) == (number, "grant")
    assert _fund(read_tables(out, machine=True), "Japan")["kind"] == "loan"
    assert _corrections(out) == [("kind", "loan", "grant", "correct", "anna")]
    with (out / "funds.csv").open(encoding="utf-8", newline="") as file:
        assert "grant" in [line["kind"] for line in csv.DictReader(file)]
    untouched = [name for name, data in _files(out).items() if data == before[name]]
    assert {f"{name}.csv" for name in TABLES} - set(untouched) == {"funds.csv", "evidence.csv", "corrections.csv"}


def test_codes_follow_the_cells_that_they_come_from(out: Path, judge: Judge) -> None:
    judge("correct", "funds", "Japan", cells={"event": "repaid"})
    apply(out)
    found, own = (_fund(read_tables(out, machine=machine), "Japan") for machine in (False, True))
    assert own["event"] != "repaid"
    assert (found["tuff_status"], found["iati_transaction"]) != (own["tuff_status"], own["iati_transaction"])


def test_a_rejected_row_is_out_with_its_evidence(out: Path, judge: Judge) -> None:
    number = judge("reject", "meetings")
    apply(out)
    tables = read_tables(out)
    assert tables.rows("meetings") == []
    assert all(row["fact_id"] != number for row in tables.rows("evidence"))
    assert {(verdict, after) for _, _, after, verdict, _ in _corrections(out)} == {("reject", "")}
    assert len(read_tables(out, machine=True).rows("meetings")) == 1


def test_an_added_row_is_in_at_its_place_and_proved_by_the_words_marked(out: Path, judge: Judge) -> None:
    cells = {"name": "talks in Lima", "date": "4 June 2018", "participants": "Brazil; Peru", "event": "held"}
    marks = {"date": "4 June 2018", "participants": "Brazil"}
    number = judge("add", "meetings", cells=cells, marks=marks)
    apply(out)
    tables = read_tables(out)
    row = next(row for row in tables.rows("meetings") if row["fact_id"] == number)
    assert (row["date"], row["participants"], row["rule"]) == ("2018-06-04", "BRA; PER", "judged by anna")
    assert row["quote"] == "The presidents of Brazil and Peru met in Lima on 4 June 2018."
    proofs = {(one["slot"], one["text"]) for one in tables.rows("evidence") if one["fact_id"] == number}
    assert proofs == {("date", "4 June 2018"), ("participants", "Brazil")}
    proof = verify(out)
    assert (proof.failures, proof.judged) == ((), 2)  # the name and the event have no words


def test_a_row_added_without_words_stands_as_judged(out: Path, judge: Judge) -> None:
    number = judge("add", "agreements", cells={"title": "trade pact", "kind": "agreement"})
    apply(out)
    row = next(row for row in read_tables(out).rows("agreements") if row["fact_id"] == number)
    assert row["quote"] == row["rule"] == "judged by anna"
    assert verify(out).failures == ()
    assert verify(out).judged == 2


def test_marked_words_prove_a_corrected_cell(out: Path, judge: Judge, capsys: pytest.CaptureFixture[str]) -> None:
    number = judge("correct", "funds", "Japan", cells={"date": "2017-05-02"}, marks={"date": "2 May 2017"})
    apply(out)
    dates = [row for row in read_tables(out).rows("evidence") if (row["fact_id"], row["slot"]) == (number, "date")]
    assert [row["text"] for row in dates] == ["2 May 2017"]
    assert main(["verify", "--out", str(out)]) == 0
    assert "all proved\n" in capsys.readouterr().out
    judge("correct", "funds", "Norway", cells={"currency": "NOK"})
    apply(out)
    assert main(["verify", "--out", str(out)]) == 0
    assert "all proved; 1 cell judged by people, without a place" in capsys.readouterr().out


def test_a_date_without_words_is_not_taken(judge: Judge) -> None:
    with pytest.raises(UsageError, match="Mark the words on the page"):
        judge("add", "dates", cells={"text": "1 May 2001", "edtf": "2001-05-01"})


def test_a_database_of_corrected_tables(out: Path, judge: Judge) -> None:
    judge("reject", "meetings")
    judge("add", "countries", cells={"country": "Tuvalu", "mentions": "1"})
    judge("add", "dates", cells={"text": "4 June", "edtf": "2018-06-04"}, marks={"text": "4 June"})
    apply(out)
    assert main(["export", "--out", str(out), "--to", "sqlite"]) == 0
    with contextlib.closing(sqlite3.connect(out / "policyfacts.sqlite")) as base:
        (count,) = base.execute("SELECT COUNT(*) FROM corrections WHERE verdict = 'reject'").fetchone()
    assert count > 0


def test_mentions_are_corrected_too(out: Path, judge: Judge) -> None:
    judge("correct", "dates", "4 June 2018", cells={"edtf": "2018-06-05"})
    judge("correct", "countries", "NOR", cells={"country": "SWE"})
    judge("correct", "countries", "KEN", cells={"country": "JPN"})
    judge("reject", "amounts", "EUR 5 million")
    apply(out)
    tables = read_tables(out)
    assert "2018-06-05" in [row["edtf"] for row in tables.rows("dates")]
    second = [(row["country"], row["mentions"]) for row in tables.rows("countries") if row["doc"] == "two"]
    assert second == [("GHA", "1"), ("JPN", "2"), ("SWE", "1")]
    assert [row["text"] for row in tables.rows("amounts") if row["doc"] == "two"] == ["$3 billion"]
    assert verify(out).failures == ()


def test_a_mention_moves_to_the_words_that_were_marked(out: Path, judge: Judge) -> None:
    text = read_tables(out).texts["two"]
    cells = {"text": "2 May", "edtf": "2017-05-02"}
    judge("correct", "dates", "'2019'", cells=cells, marks={"edtf": "2 May"})
    judge("add", "dates", cells={"doc": "two", "page": "1", "text": "2019", "edtf": "2019"}, marks={"text": "2019"})
    apply(out)
    tables = read_tables(out)
    rows = [row for row in tables.rows("dates") if row["doc"] == "two"]
    assert [row["text"] for row in rows] == ["2019", "2 May", "2 May 2017"]
    assert all(text[int(row["start"]) : int(row["end"])] == row["text"] for row in rows)
    assert verify(out).failures == ()


def test_taken_back_the_tables_are_the_machines_own_again(out: Path, judge: Judge) -> None:
    before = _files(out)
    judge("reject", "meetings")
    apply(out)
    assert (out / "machine" / "meetings.csv").is_file()
    judge("undo", "meetings")
    apply(out)
    assert _files(out) == before
    assert not (out / "machine").exists()
    assert "judgements" not in json.loads((out / "run.json").read_text(encoding="utf-8"))


def test_nothing_is_judged(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _files(out)
    assert main(["apply", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"Nothing is judged. Tables: {out}\n"
    assert _files(out) == before
    assert main(["apply", "--out", str(out / "gone")]) == 1


def test_the_next_run_keeps_what_was_judged(out: Path, folder: Path, judge: Judge) -> None:
    judge("correct", "funds", "Japan", cells={"kind": "grant"})
    judge("add", "meetings", cells={"name": "talks in Lima"}, marks={"name": "met in Lima"})
    extract_into(out, collect([folder]), options=Options())
    again = _files(out)
    assert _fund(read_tables(out), "Japan")["kind"] == "grant"
    apply(out)
    assert _files(out) == again
    summary = extract_into(out, collect([folder]), options=Options(), fresh=True)
    assert _files(out) == again
    assert summary.judged.counts == {"accept": 0, "correct": 1, "reject": 0, "add": 1}


def test_evaluate_and_diff_take_the_machines_own(out: Path, judge: Judge) -> None:
    before = read_found(out, FACT_TABLES)
    judge("reject", "meetings")
    judge("correct", "funds", "Japan", cells={"kind": "grant"})
    apply(out)
    assert read_found(out, FACT_TABLES) == before


def test_export_and_compare_take_what_was_judged_or_with_a_switch_the_machines(out: Path, judge: Judge) -> None:
    judge("correct", "funds", "Japan", cells={"amount": "4 billion"})
    apply(out)
    assert main(["compare", "--out", str(out)]) == 0
    assert "4000000000" in (out / "sums.csv").read_text(encoding="utf-8")
    assert main(["compare", "--out", str(out), "--machine"]) == 0
    assert "4000000000" not in (out / "sums.csv").read_text(encoding="utf-8")
    for switch, there in (([], True), (["--machine"], False)):
        assert main(["export", "--out", str(out), "--to", "label-studio", *switch]) == 0
        written = "".join(path.read_text(encoding="utf-8") for path in (out / "label-studio").iterdir())
        assert ("4000000000" in written) is there


def test_the_report_shows_what_was_judged_or_with_a_switch_the_machines(out: Path, judge: Judge) -> None:
    judge("correct", "funds", "Japan", cells={"amount": "4 billion"})
    apply(out)
    for switch, there in (([], True), (["--machine"], False)):
        assert main(["report", "--out", str(out), "--quiet", *switch]) == 0
        written = (out / "report.html").read_text(encoding="utf-8")
        assert ("4000000000" in written) is there
        assert ("What people judged" in written) is there


def test_days_parties_and_verbatim_quotes_follow(out: Path, judge: Judge) -> None:
    before = _parquet(out, "funds", "quote")
    number = judge(
        "correct", "funds", "Japan", cells={"date": "16 July 2023", "providers": "Tunisia; the Harbour Trust"}
    )
    apply(out)
    row = _fund(read_tables(out), "Japan")
    assert (row["date_start"], row["year"]) == ("2023-07-16", "2023")
    givers = [
        one["party"]
        for one in read_tables(out).rows("parties")
        if (one["fact_id"], one["role"]) == (number, "provider")
    ]
    assert givers == ["Tunisia", "the Harbour Trust"]
    assert _parquet(out, "funds", "quote") == before


def test_a_byte_order_mark_stays(out: Path, folder: Path, judge: Judge) -> None:
    extract_into(out, collect([folder]), options=Options(excel=True))
    judge("correct", "funds", "Japan", cells={"kind": "grant"})
    apply(out)
    for name in ("funds.csv", "corrections.csv", "machine/funds.csv"):
        assert (out / name).read_bytes().startswith(b"\xef\xbb\xbf")
    assert _fund(read_tables(out, machine=True), "Japan")["kind"] == "loan"


def test_a_run_says_what_became_of_judgements(
    out: Path, folder: Path, judge: Judge, capsys: pytest.CaptureFixture[str]
) -> None:
    judge("correct", "funds", "Japan", cells={"kind": "grant"})
    judge("reject", "meetings")
    assert main(["extract", str(folder / "two.pdf"), "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "Judged rows: 1 corrected; 1 not placed." in said.out
    assert "reject by anna is not placed: the paper one is not among those read" in said.err


def test_who_differ_leave_the_row_as_it_was_until_somebody_decides(
    out: Path, judge: Judge, capsys: pytest.CaptureFixture[str]
) -> None:
    judge("reject", "meetings")
    judge("accept", "meetings", who="ben")
    assert main(["apply", "--out", str(out)]) == 0
    assert "1 on which reviewers differ stand as found" in capsys.readouterr().out
    tables = read_tables(out)
    assert len(tables.rows("meetings")) == 1
    assert any("reviewers differ (anna: reject, ben: accept)" in row["reason"] for row in tables.rows("ledger"))
    judge("reject", "meetings", who="carl", decides=True, take="anna")
    assert apply(out).applied.differ == 0
    assert read_tables(out).rows("meetings") == []
    assert {row[-1] for row in _corrections(out)} == {"carl"}
    assert [(one.who, one.verdict, one.decides) for one in Journal(out).all()] == [
        ("anna", "reject", False),
        ("ben", "accept", False),
        ("carl", "reject", True),
    ]


def test_a_decision_is_taken_back_by_who_made_it(out: Path, judge: Judge) -> None:
    judge("reject", "meetings")
    judge("accept", "meetings", who="ben")
    judge("reject", "meetings", who="carl", decides=True, take="anna")
    with pytest.raises(UsageError, match="judged by carl: only they can take that back"):
        judge("undo", "meetings", who="dora", decides=True)
    judge("accept", "meetings", who="anna")  # of one mind with ben by now; the decision stands all the same
    apply(out)
    assert read_tables(out).rows("meetings") == []
    judge("undo", "meetings", who="carl", decides=True)
    apply(out)
    assert len(read_tables(out).rows("meetings")) == 1


def test_who_agree_stand_together(out: Path, judge: Judge) -> None:
    judge("correct", "funds", "Japan", cells={"kind": "grant"}, who="ben")
    judge("correct", "funds", "Japan", cells={"kind": "grant"})
    apply(out)
    assert _corrections(out) == [("kind", "loan", "grant", "correct", "anna; ben")]


def test_hostile_names_and_values_stay_text(out: Path, judge: Judge) -> None:
    judge("correct", "funds", "Japan", cells={"name": '=HYPERLINK("http://x")<script>'}, who="=cmd|' /C calc'!A0")
    apply(out)
    line = (out / "corrections.csv").read_text(encoding="utf-8").splitlines()[1]
    assert "'=HYPERLINK" in line
    assert "'=cmd" in line
