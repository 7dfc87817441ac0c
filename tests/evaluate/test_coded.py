"""Found rows against one coded record a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.errors import GoldError, UsageError
from policyfacts.evaluate import run_coded, score_coded
from policyfacts.gold import read_csv
from policyfacts.tables.cells import Row
from tests.evaluate.made import row

HEAD = "doc,page,title,amount,currency,year,recipient_iso3\n"
LOAN = row("funds", kind="loan", amount="50000000", currency="USD", date="2009-08", recipients="PNG", quote="A loan.")


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    path = tmp_path / "coded.csv"
    path.write_text(HEAD + "a,1,Marine zone,50000000,USD,2009,PNG\na,2,Road,7,CNY,2011,\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "together", "everything"),
    [
        ([LOAN], 1, 1),
        ([{**LOAN, "recipients": "FJI; PNG"}], 1, 1),
        ([{**LOAN, "amount": "40000000", "amount_max": "50000000"}], 1, 1),
        ([{**LOAN, "date": "2009"}], 1, 1),
        ([{**LOAN, "date": "2009/2010"}], 1, 0),
        ([{**LOAN, "date": "2010-01"}], 1, 0),
        ([{**LOAN, "recipients": ""}], 1, 0),
        ([{**LOAN, "currency": ""}, {**LOAN, "amount": "1"}], 0, 0),  # each code in some row, but not in the same
        ([{**LOAN, "recipients": "FJI"}, {**LOAN, "currency": "AUD"}], 1, 0),
        ([{**LOAN, "page": "3"}], 0, 0),
        ([], 0, 0),
    ],
)
def test_codes_must_stand_in_one_row(coded: Path, rows: list[Row], together: int, everything: int) -> None:
    scores = score_coded(coded, rows)
    assert scores.of("amount+currency").correct == together
    assert scores.of("amount+currency+year+recipient_iso3").correct == everything
    assert scores.of("amount+currency").gold == 2


def test_shares_rows_a_page_and_errors(coded: Path) -> None:
    scores = score_coded(coded, [LOAN, {**LOAN, "kind": "grant"}, {**LOAN, "page": "2"}, {**LOAN, "page": "9"}])
    assert scores.share("amount") == 0.5
    assert scores.share("recipient_iso3") == 1  # page 2 has no such code
    assert scores.rows_per_page == 1.5
    (miss,) = [miss for miss in scores.misses if miss.slot == "amount+currency"]
    assert (miss.doc, miss.page, miss.gold, miss.quote) == ("a", "2", "amount=7 | currency=CNY", "A loan.")
    assert scores.as_text().splitlines()[-1] == "funds rows a page: 1.50"


def test_run_writes_the_errors(coded: Path) -> None:
    (coded.parent / "funds.csv").write_text(f"{','.join(LOAN)}\n{','.join(LOAN.values())}\n", encoding="utf-8")
    assert run_coded(coded, coded.parent).share("amount") == 0.5
    errors = (coded.parent / "coded_errors.csv").read_text(encoding="utf-8").splitlines()
    assert errors[0] == "table,doc,page,kind,slot,gold,found,quote"
    assert errors[1].startswith("funds,a,2,code not found,amount,amount=7,")


def test_columns_may_be_named(coded: Path) -> None:
    scores = score_coded(coded, [{**LOAN, "name": "Marine zone"}], columns={"title": "name"})
    assert list(scores.counts) == ["title"]
    assert scores.share("title") == 0.5


@pytest.mark.parametrize(
    ("text", "columns", "error", "message"),
    [
        ("doc,amount\na,5\n", None, GoldError, "'page' is missing"),
        ("doc,page,sum\na,1,5\n", None, GoldError, "no coded column"),
        ("doc,page,amount\na,one,5\n", None, GoldError, "row 2: doc 'a', page 'one'"),
        ("doc,page,amount\n", None, GoldError, "no rows"),
        (HEAD + "a,1,,,,,\n", {"sum": "amount"}, GoldError, "'sum' is missing"),
        (HEAD + "a,1,,,,,\n", {"title": "headline"}, UsageError, "'headline' is no scored column of funds"),
    ],
)
def test_mistakes(
    tmp_path: Path, text: str, columns: dict[str, str] | None, error: type[Exception], message: str
) -> None:
    path = tmp_path / "coded.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=message):
        score_coded(path, [LOAN], columns=columns)


def test_only_fact_tables_and_known_measures(coded: Path) -> None:
    with pytest.raises(UsageError, match="not a table of facts"):
        score_coded(coded, [], table="dates")
    with pytest.raises(UsageError, match="Scored: amount"):
        score_coded(coded, []).share("provider")


def test_codes_of_real_narratives_against_themselves(shared: Path) -> None:
    path = shared / "narratives" / "gcof.csv"
    rows = [
        {**code, "date": code["year"], "recipients": code["recipient_iso3"]}
        for _, code in read_csv(path, columns=("doc", "page", "amount", "currency"))
    ]
    scores = score_coded(path, rows)
    assert {scores.share(measure) for measure in scores.counts} == {1.0}
    assert (scores.pages, scores.rows_per_page) == (400, 1)
