"""What is asked first: what is doubtful and matters; then what may be missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.errors import UsageError
from policyfacts.review import Journal, judged_gold
from policyfacts.review.desk import Desk
from policyfacts.review.rows import asked, places_to_judge, rows_to_judge
from policyfacts.review.stakes import stakes_of
from policyfacts.tables import Tables, read_tables

HOSTILE = "<img src=x onerror=alert(1)> lent Peru money"


def _tables(*funds: dict[str, str], **more: list[dict[str, str]]) -> Tables:
    plain = {"doc": "d", "page": "1", "certainty": "asserted", "rule": "made", "quote": "q", "currency": "USD"}
    documents = [
        {"doc": "d", "status": "read", "pages": "1", "path": "d.pdf", "published": "2020", "title": "", "sha256": ""}
    ]
    columns = ("name", "kind", "amount", "amount_max", "scope", "date", "event", "providers", "recipients", "speaker")
    rows = [dict.fromkeys(columns, "") | plain | row for row in funds]
    return Tables({"funds": rows, "documents": documents, **more}, texts={"d": "q"})


def _fund(key: str, sure: str, **cells: str) -> dict[str, str]:
    return {"fact_id": f"d:funds:{key}", "confidence": sure, **cells}


def test_the_less_sure_row_comes_first_where_nothing_hangs_on_either() -> None:
    tables = _tables(_fund("a", "0.9"), _fund("b", "0.3"))
    assert [found.fact_id for found in rows_to_judge(tables)] == ["d:funds:b", "d:funds:a"]


def test_a_doubtful_cell_makes_a_row_doubtful() -> None:
    evidence = [{"fact_id": "d:funds:a", "slot": "amount", "page": "1", "confidence": "0.1"}]
    tables = _tables(_fund("a", "0.7"), _fund("b", "0.6"), evidence=evidence)
    assert [found.fact_id for found in rows_to_judge(tables)] == ["d:funds:a", "d:funds:b"]


def test_what_hangs_on_a_row_counts() -> None:
    told = {"event": "disbursed", "date": "2018", "recipients": "PER", "providers": "CHN", "kind": "loan"}
    large = _fund("a", "0.7", amount="900", name="large loan", **told)
    small = _fund("b", "0.6", amount="1", name="small grant", **(told | {"kind": "grant", "providers": "JPN"}))
    tables = _tables(large, small)
    stakes = stakes_of(tables)
    assert stakes["d:funds:a"] > stakes["d:funds:b"]
    assert rows_to_judge(tables, stakes)[0].fact_id == "d:funds:a"


def test_places_come_after_doubtful_rows_and_are_no_rows() -> None:
    place = {"doc": "d", "page": "1", "table": "funds", "start": "0", "end": "1", "quote": HOSTILE, "score": "0.6"}
    tables = _tables(_fund("a", "0.9"), _fund("b", "0.3"), candidates=[place])
    assert [found.fact_id for found in asked(tables, {})] == ["d:funds:b", "d:funds:candidate-0-1", "d:funds:a"]
    (found,) = places_to_judge(tables)
    assert found.asks
    assert found.span == (0, 1)
    assert not any(found.gold_row[name] for name in ("name", "amount", "recipients"))


@pytest.fixture
def with_place(out: Path) -> Path:
    """A folder with one candidate, at the paper's first words."""
    path = out / "candidates.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0]
    quote = read_tables(out).texts["one"][:20]
    path.write_text(f'{header}\none,1,funds,0,20,"{quote}",0.7\n', encoding="utf-8")
    return out


def test_a_place_is_judged_as_no_fact_or_as_what_it_says(with_place: Path) -> None:
    desk = Desk(with_place, who="anna")
    number = "one:funds:candidate-0-20"
    shown = desk.row(number)
    assert shown["asks"]
    said = {"table": "funds", "fact_id": number, "version": shown["version"], "row": shown["row"]}
    with pytest.raises(UsageError, match="no row here to accept"):
        desk.judge({**said, "verdict": "accept"})
    desk.judge({**said, "verdict": "correct", "row": {**shown["row"], "name": "a loan", "kind": "loan"}})
    gold = judged_gold(Journal(with_place), read_tables(with_place))
    assert "a loan" in {row["name"] for row in gold.rows["funds"]}
    shown = desk.row(number)
    desk.judge({**said, "verdict": "reject", "version": shown["version"], "row": shown["row"]})
    gold = judged_gold(Journal(with_place), read_tables(with_place))
    assert "a loan" not in {row["name"] for row in gold.rows["funds"]}
