"""What annotators do in brat and in Label Studio comes back as gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policyfacts.cli import main
from policyfacts.errors import GoldError, UsageError
from policyfacts.evaluate import evaluate
from policyfacts.exchange import export, imported
from policyfacts.gold import read_gold, write_gold
from policyfacts.schema import GOLD_TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row


@pytest.fixture(params=["brat", "label-studio"])
def marked(request: pytest.FixtureRequest, out: Path) -> Path:
    """What an annotator starts from, in each program."""
    place = export(out, to=request.param)
    return place / "tasks.json" if request.param == "label-studio" else place


def test_untouched_annotations_are_the_tables(marked: Path, out: Path, tables: Tables) -> None:
    found = imported(marked, out=out)
    assert found.problems == []
    for name in GOLD_TABLES:
        assert len(found.rows[name]) == len(tables.rows(name))
    write_gold(out / "gold", found.rows)
    scores = evaluate(out / "gold", tables)
    assert {name: scores.f1(name) for name in GOLD_TABLES if tables.rows(name)} == {
        name: 1.0 for name in GOLD_TABLES if tables.rows(name)
    }
    assert scores.f1("funds", "strict") == 1.0


def _rows(out: Path, place: Path, table: str) -> list[Row]:
    return imported(place, out=out).rows[table]


def _edit(place: Path, old: str, new: str) -> None:
    path = place / "two.ann"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_code_chosen_in_brat(out: Path) -> None:
    place = export(out, to="brat")
    _edit(place, "funds_kind E1 loan", "funds_kind E1 credit_line")
    assert [row["kind"] for row in _rows(out, place, "funds") if row["doc"] == "two"] == ["credit line"]


def test_a_fact_deleted_in_brat(out: Path) -> None:
    place = export(out, to="brat")
    lines = (place / "two.ann").read_text(encoding="utf-8").splitlines(keepends=True)
    (place / "two.ann").write_text("".join(line for line in lines if not line.startswith("E1\t")), encoding="utf-8")
    assert [row["doc"] for row in _rows(out, place, "funds")] == ["one"]


def test_words_moved_in_brat_are_read_anew(out: Path, tables: Tables) -> None:
    place = export(out, to="brat")
    text = tables.texts["two"]
    start = text.index("2 billion")
    _edit(place, f"amounts {start - 1} {start + 9}\t$2 billion", f"amounts {start - 1} {start + 1}\t$2")
    (row,) = (row for row in _rows(out, place, "amounts") if row["doc"] == "two")
    assert (row["text"], row["value"], row["currency"], row["page"]) == ("$2", "2", "USD", "1")


def test_a_fact_and_a_remark_added_in_brat(out: Path, tables: Tables) -> None:
    place = export(out, to="brat")
    text = tables.texts["two"]
    marked = {name: (text.index(name), text.index(name) + len(name)) for name in ("China", "Peru", "2018")}
    lines = [
        f"T{90 + number}\tWords {start} {end}\t{name}" for number, (name, (start, end)) in enumerate(marked.items())
    ]
    lines += [
        "T99\tmeetings 0 5\tChina",
        "E90\tmeetings:T99 participants:T90 participants2:T91 date:T92",
        "A90\tmeetings_event E90 planned",
        "#90\tAnnotatorNotes E90\toptional; hardly a meeting",
    ]
    path = place / "two.ann"
    path.write_text(path.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")
    (row,) = (row for row in _rows(out, place, "meetings") if row["doc"] == "two")
    assert row["participants"] == "CHN; PER"
    assert (row["date"], row["event"], row["page"]) == ("2018", "planned", "1")
    assert row["note"] == "optional; hardly a meeting"


def _tasks(out: Path) -> tuple[Path, list[dict[str, Any]]]:
    place = export(out, to="label-studio") / "tasks.json"
    return place, json.loads(place.read_text(encoding="utf-8"))


def test_the_last_annotation_that_was_not_cancelled_counts(out: Path) -> None:
    place, tasks = _tasks(out)
    (found,) = tasks[1]["predictions"]
    for one in found["result"]:
        if one["type"] == "choices" and one["from_name"] == "funds_kind":
            one["value"]["choices"] = ["grant"]
    tasks[1]["annotations"] = [{"result": found["result"]}, {"result": [], "was_cancelled": True}]
    place.write_text(json.dumps(tasks), encoding="utf-8")
    assert [row["kind"] for row in _rows(out, place, "funds")] == ["loan", "grant"]


def test_regions_and_relations_added_in_label_studio(out: Path, tables: Tables) -> None:
    place, tasks = _tasks(out)
    text = tables.texts["two"]

    def region(name: str, words: str, label: str) -> dict[str, Any]:
        start = text.index(words)
        value = {"start": start, "end": start + len(words), "labels": [label]}
        return {"id": name, "type": "labels", "from_name": "label", "to_name": "text", "value": value}

    added = [
        region("a", "China", "meetings"),
        region("b", "Peru", "words"),
        {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["place"]},
    ]
    tasks[1]["annotations"] = [{"result": added}]
    place.write_text(json.dumps(tasks), encoding="utf-8")
    assert [(row["doc"], row["place"]) for row in _rows(out, place, "meetings")][-1] == ("two", "Peru")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("brat/two.ann", "T1\tdates 0 9999\twords\n", r"two\.ann, line 1: not brat standoff"),
        ("brat/two.ann", "no standoff", r"line 1: not brat standoff"),
        ("brat/two.ann", "T1\tWords 0 5\tChina\nE1\tparties:T1\n", "no table is called 'parties'"),
        ("brat/two.ann", "T1\tWords 0 5\tChina\nE1\tfunds:T1 colour:T1\n", "names no column of funds"),
        ("brat/three.ann", "", "no paper is called 'three'"),
        ("brat/two.txt", "other words", "not the text that the output folder has"),
    ],
)
def test_damaged_brat_files_are_named(out: Path, name: str, content: str, message: str) -> None:
    place = export(out, to="brat")
    (out / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        imported(place, out=out)


@pytest.mark.parametrize(
    "content", ["", "[]x", "{}", '[{"data": 1}]', '[{"data": {"doc": "two", "text": "other"}}]', "7"]
)
def test_damaged_label_studio_files_are_named(out: Path, content: str) -> None:
    path = out / "export.json"
    path.write_text(content, encoding="utf-8")
    if content == "{}":
        assert imported(path, out=out).rows["funds"] == []
        return
    with pytest.raises(UsageError, match=r"export\.json: "):
        imported(path, out=out)


def test_gold_is_never_written_over(marked: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["gold", str(marked), "--out", str(out), "--to", str(out / "gold")]
    assert main(call) == 0
    before = (out / "gold" / "funds.csv").read_bytes()
    assert main(call) == 1
    assert "gold stands here already" in capsys.readouterr().err
    assert (out / "gold" / "funds.csv").read_bytes() == before
    assert read_gold(out / "gold").tables["funds"]


def test_rows_that_break_the_schema_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="is not in the vocabulary"):
        write_gold(tmp_path / "gold", {"meetings": [dict.fromkeys(("doc", "page", "event"), "1") | _EMPTY]})
    assert not (tmp_path / "gold").exists()


_EMPTY = {"name": "", "date": "", "place": "", "participants": "", "note": ""}
