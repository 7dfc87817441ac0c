"""What follows from a row's cells: days of dates, names of codes, lists as long rows; and files for spreadsheets."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from policyfacts.compare import run as compare
from policyfacts.schema import COMPARISON_TABLES, FACT_TABLES, TABLES
from policyfacts.tables import PaperRows, paper_rows, read_tables, write_tables
from policyfacts.tables.restated import ROLES, restated
from tests.builders import fact_of, make_paper

WORDS = "China and the Exim Bank lent Peru and Chile USD 2 billion in May 2018."
PRINTED = WORDS.replace("Bank lent Peru and", "Bank\nlent  Peru\u00a0and")
MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2018-05-08", ("2018-05-08", "2018-05-08", "2018")),
        ("2018-02", ("2018-02-01", "2018-02-28", "2018")),
        ("2018~", ("2018-01-01", "2018-12-31", "2018")),
        ("2018-35", ("2018-07-01", "2018-09-30", "2018")),
        ("2007/2009", ("2007-01-01", "2009-12-31", "")),
        ("197X", ("1970-01-01", "1979-12-31", "")),
        ("2014/..", ("2014-01-01", "", "")),
        ("../2014-06", ("", "2014-06-30", "")),
        ("", ("", "", "")),
        ("soon", ("", "", "")),
    ],
)
def test_a_date_as_days(date: str, days: tuple[str, str, str]) -> None:
    row = restated("funds", {**dict.fromkeys(TABLES["funds"].names, ""), "date": date})
    assert (row["date_start"], row["date_end"], row["year"]) == days


def test_days_and_names_stand_beside_what_they_say_again() -> None:
    for name in FACT_TABLES:
        names = TABLES[name].names
        if "date" in names:
            place = names.index("date")
            assert names[place + 1 : place + 4] == ("date_start", "date_end", "year")
        for column in TABLES[name].columns:
            if column.follows and column.follows != "date":
                assert names.index(column.name) == names.index(column.follows) + 1


def test_a_changed_cell_changes_what_follows() -> None:
    row = {**dict.fromkeys(TABLES["partnerships"].names, ""), "country": "PER; EU", "country_name": "Chile"}
    assert restated("partnerships", row)["country_name"] == "Peru; EU"


def _made(out: Path, *, excel: bool = False) -> PaperRows:
    paper = make_paper([WORDS])
    loan = fact_of(
        paper,
        "funds",
        WORDS,
        {
            "kind": ("loan", "lent"),
            "amount": (2_000_000_000, "USD 2 billion"),
            "providers": ("CHN; Export-Import Bank of China", "China"),
            "recipients": ("PER; CHL", "Peru"),
            "date": ("2018-05", "May 2018"),
        },
    )
    rows = paper_rows(paper, [], [loan])
    rows.rows["funds"][0]["quote"] = PRINTED
    write_tables(out, [rows], run={}, excel=excel)
    return rows


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_parties_are_listed_one_a_row(tmp_path: Path) -> None:
    rows = _made(tmp_path)
    found = [(row["role"], row["party"], row["code"], row["kind"]) for row in _csv(tmp_path / "parties.csv")]
    assert found == [
        ("provider", "China", "CHN", "country"),
        ("provider", "Export-Import Bank of China", "", "lender"),
        ("recipient", "Peru", "PER", "country"),
        ("recipient", "Chile", "CHL", "country"),
    ]
    assert {row["fact_id"] for row in _csv(tmp_path / "parties.csv")} == {rows.rows["funds"][0]["fact_id"]}
    (fund,) = _csv(tmp_path / "funds.csv")
    assert fund["provider_names"] == "China; Export-Import Bank of China"
    assert fund["amount"] == "2000000000"


def test_every_list_of_parties_has_a_role() -> None:
    for name, roles in ROLES.items():
        lists = {c.name for c in TABLES[name].columns if c.kind in {"codes", "names"} and not c.follows}
        assert set(roles) == lists


def test_a_quote_is_one_line_in_csv_and_verbatim_in_parquet(tmp_path: Path) -> None:
    _made(tmp_path)
    (row,) = _csv(tmp_path / "funds.csv")
    assert row["quote"] == WORDS
    assert pq.read_table(tmp_path / "funds.parquet")["quote"].to_pylist() == [PRINTED]
    assert read_tables(tmp_path).rows("funds")[0]["quote"] == row["quote"]


def test_a_byte_order_mark_on_request(tmp_path: Path) -> None:
    _made(tmp_path / "plain")
    _made(tmp_path / "marked", excel=True)
    compare(tmp_path / "marked")
    for path in sorted((tmp_path / "plain").glob("*.csv")):
        assert not path.read_bytes().startswith(MARK)
        assert (tmp_path / "marked" / path.name).read_bytes() == MARK + path.read_bytes()
    assert all((tmp_path / "marked" / f"{name}.csv").read_bytes().startswith(MARK) for name in COMPARISON_TABLES)
    assert read_tables(tmp_path / "marked").rows("funds") == read_tables(tmp_path / "plain").rows("funds")


def test_the_codebook_speaks_of_every_column(tmp_path: Path) -> None:
    _made(tmp_path)
    book = _csv(tmp_path / "codebook.csv")
    every = {**TABLES, **COMPARISON_TABLES}
    assert [(row["table"], row["column"]) for row in book] == [(n, c) for n, t in every.items() for c in t.names]
    kinds = next(row for row in book if (row["table"], row["column"]) == ("funds", "kind"))
    assert "credit line" in kinds["values"].split("; ")
    assert all(row["holds"] for row in book)
