"""Reading gold: what is accepted, and what each mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.errors import GoldError, UsageError
from policyfacts.gold import Gold, optional, page_of, read_gold
from policyfacts.schema import GOLD_TABLES, TABLES

DATES = "doc,page,text,edtf,note\n"
FUNDS = "doc,page,name,kind,amount,amount_max,currency,scope,date,event,providers,recipients,note\n"
COUNTRIES = "doc,page,country,mentions,note\n"


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return path


def test_reads_rows_pages_and_optional_notes(tmp_path: Path) -> None:
    gold = read_gold(
        folder(
            tmp_path,
            dates=DATES + 'brief,2,"3 May, 2019",2019-05-03,\nbrief,2,2019,2019,optional; in a title\n',
            pages="doc,page\nbrief,2\nempty,1\n",
        )
    )
    assert gold.tables["dates"][0] == {
        "doc": "brief",
        "page": "2",
        "text": "3 May, 2019",
        "edtf": "2019-05-03",
        "note": "",
    }
    assert [optional(row) for row in gold.tables["dates"]] == [False, True]
    assert gold.pages == frozenset({("brief", "2"), ("empty", "1")})
    assert gold.docs == ("brief", "empty")


def test_without_pages_the_papers_are_those_named(tmp_path: Path) -> None:
    gold = read_gold(folder(tmp_path, dates=DATES + "b,2,2019,2019,\na,1,2020,2020,\n"))
    assert gold.pages is None
    assert gold.docs == ("a", "b")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufeff" + DATES + "brief,2,2019,2019,\n", id="byte order mark"),
        pytest.param((DATES + "brief,2,2019,2019,\n").replace("\n", "\r\n"), id="windows line ends"),
        pytest.param("page,doc,note,who,edtf,text\n2,brief,,me,2019,2019\n", id="other order, a column more"),
        pytest.param(DATES + "\nbrief,2, 2019 ,2019,\n\n", id="blank lines, spaces around cells"),
    ],
)
def test_accepts(tmp_path: Path, text: str) -> None:
    (row,) = read_gold(folder(tmp_path, dates=text)).tables["dates"]
    assert (row["doc"], row["page"], row["text"], row["edtf"]) == ("brief", "2", "2019", "2019")


@pytest.mark.parametrize("code", ["CHN", "TWN", "HKG", "XKX", "SUHH", "YUCS"])
def test_codes_of_countries_past_and_present(tmp_path: Path, code: str) -> None:
    (row,) = read_gold(folder(tmp_path, countries=f"{COUNTRIES}a,1,{code},1,\n")).tables["countries"]
    assert row["country"] == code


@pytest.mark.parametrize(
    ("name", "text", "parts"),
    [
        ("dates", "", ["dates.csv", "empty", "doc,page,text,edtf,note"]),
        ("dates", "\n\n", ["empty"]),
        ("dates", "doc,page,text,edft,note\n", ["'edtf' is missing", "'edft' meant"]),
        ("dates", "doc,page,text,edtf\n", ["'note' is missing"]),
        ("dates", "doc,page,page,text,edtf,note\n", ["'page' stands twice"]),
        ("dates", DATES + "brief,two,2019,2019,\n", ["row 2", "'page'", "'two'", "first page is 1"]),
        ("dates", DATES + "brief,0,2019,2019,\n", ["row 2", "'page'", "'0'"]),
        ("dates", DATES + "brief,1.5,2019,2019,\n", ["'1.5'"]),
        ("dates", DATES + ",1,2019,2019,\n", ["row 2", "'doc'"]),
        ("dates", DATES + "a,1,2019,2019,\na,1,May 2019,05/2019,\n", ["row 3", "'edtf'", "'05/2019'", "2018-05"]),
        ("dates", DATES + "a,1,2019,,\n", ["row 2", "'edtf'", "empty"]),
        ("dates", DATES + "a,1,3 May, 2019,2019-05-03,\n", ["row 2", "6 cells under 5 columns", "double quotes"]),
        ("dates", DATES + "a,1,2019,2019\n", ["row 2", "4 cells under 5 columns"]),
        ("dates", DATES + 'a,1,"2019,2019,\n', ["not valid CSV"]),
        ("dates", DATES + "a,1,20\x0019,2019,\n", ["NUL"]),
        ("countries", COUNTRIES + "a,1,Brazil,2,\n", ["'country'", "'Brazil'", "CHN"]),
        ("countries", COUNTRIES + "a,1,GER,2,\n", ["'country'", "'GER'", "ISO 3166"]),
        ("countries", COUNTRIES + "a,1,XXX,2,\n", ["'XXX'"]),
        ("funds", FUNDS + "a,1,x,loan,5,,USA,,,,,,\n", ["'currency'", "'USA'", "ISO 4217"]),
        ("countries", COUNTRIES + "a,1,BRA,two,\n", ["'mentions'", "'two'", "whole number"]),
        ("funds", FUNDS + "a,1,x,Loan,,,,,,,,,\n", ["'kind'", "'Loan'", "'loan' meant", "credit line"]),
        ("funds", FUNDS + "a,1,x,loan,\"1,000\",,USD,,,,,,\n", ["'amount'", "'1,000'", "without commas"]),
        ("funds", FUNDS + "a,1,x,loan,5,,US$,,,,,,\n", ["'currency'", "'US$'", "ISO 4217"]),
        ("funds", FUNDS + "a,1,x,loan,5,,USD,,,,CHN;BRA,,\n", ["'providers'", "'CHN;BRA'", "'; '"]),
    ],
)  # fmt: skip
def test_mistakes_say_where_and_what_to_do(tmp_path: Path, name: str, text: str, parts: list[str]) -> None:
    with pytest.raises(GoldError) as caught:
        read_gold(folder(tmp_path, **{name: text}))
    for part in [f"{name}.csv", *parts]:
        assert part in str(caught.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(GoldError) as caught:
        read_gold(folder(tmp_path, dates=DATES + "a,x,2019,2019,\n" * 30))
    assert len(str(caught.value).splitlines()) == 11
    assert "and 20 more" in str(caught.value)


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "dates.csv").write_bytes(DATES.encode() + "a,1,März 2019,2019-03,\n".encode("latin-1"))
    with pytest.raises(GoldError, match=r"dates.csv: not UTF-8 \(line 2"):
        read_gold(tmp_path)


def test_a_row_on_a_page_that_is_not_annotated(tmp_path: Path) -> None:
    folder(tmp_path, dates=DATES + "a,1,2019,2019,\na,2,2019,2019,\n", pages="doc,page\na,1\n")
    with pytest.raises(GoldError, match=r"row 3: page 2 of a is not among the annotated pages"):
        read_gold(tmp_path)


@pytest.mark.parametrize("tables", [None, ["dates"]])
def test_nothing_to_read(tmp_path: Path, tables: list[str] | None) -> None:
    with pytest.raises(GoldError, match=r"dates\.csv"):
        read_gold(tmp_path, tables=tables)
    with pytest.raises(GoldError, match="no such folder"):
        read_gold(tmp_path / "absent", tables=tables)


def test_a_table_that_has_no_gold(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ledger"):
        read_gold(tmp_path, tables=["ledger"])


def test_restricted_keeps_only_the_papers_named() -> None:
    row = {"doc": "a", "page": "1"}
    gold = Gold({"dates": (row, {"doc": "b", "page": "1"})}, frozenset({("a", "1"), ("b", "1")}))
    assert gold.restricted(["a"]) == Gold({"dates": (row,)}, frozenset({("a", "1")}))


@pytest.mark.parametrize(("page", "read"), [("7", "7"), ("07", "7"), ("7.0", "7"), ("x", "x"), ("", "")])
def test_pages_are_numbers(page: str, read: str) -> None:
    assert page_of({"doc": "a", "page": page}) == ("a", read)


def test_the_shared_gold_is_valid(shared: Path) -> None:
    gold = read_gold(shared / "gold")
    assert tuple(gold.tables) == GOLD_TABLES
    assert gold.docs
    assert set(gold.docs) <= {path.stem for path in (shared / "papers").glob("*.pdf")}
    for name, rows in gold.tables.items():
        assert all(set(row) == set(TABLES[name].gold_names) for row in rows)
        assert {row["doc"] for row in rows} <= set(gold.docs)
