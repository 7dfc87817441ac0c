"""Sums in one currency and in the prices of one year: converted, then deflated; what cannot be says why."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from policyfacts.cli import main
from policyfacts.compare import Yardstick
from policyfacts.compare.fair import measured
from policyfacts.compare.series import Series, read_series, reference_rates
from policyfacts.errors import UsageError
from policyfacts.tables.cells import Row
from tests.report.made import made

RATES = Series(
    "r", "2020-01-01", "0", {(2014, "CNY"): Decimal(6), (2014, "USD"): Decimal(1), (2014, "EUR"): Decimal("0.75")}
)
PRICES = Series("p", "2020-01-01", "0", {(2014, "USD"): Decimal(80), (2015, "USD"): Decimal(100)})
BY = Yardstick("USD", RATES, 2015, PRICES)


def _sum(**cells: str) -> Row:
    given = {"outcome": "counted", "year": "2014", "currency": "CNY", "amount": "600", "amount_max": ""}
    return {**given, **cells}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({}, {"converted_to": "USD", "converted": "100", "prices_of": "2015", "constant": "125"}),
        (
            {"amount_max": "1200"},
            {"converted": "100", "converted_max": "200", "constant": "125", "constant_max": "250"},
        ),
        ({"currency": "USD", "amount": "8"}, {"converted": "8", "constant": "10"}),
        ({"currency": "EUR", "amount": "3"}, {"converted": "4", "constant": "5"}),
        ({"currency": "USD", "year": "2013"}, {"converted": "600", "unconverted": "no price index of USD for 2013"}),
        ({"year": ""}, {"unconverted": "it has no date"}),
        ({"year": "2007/2009"}, {"unconverted": "its date spans several years"}),
        ({"currency": "INR"}, {"unconverted": "no rate of INR to USD for 2014"}),
        ({"outcome": "left out"}, {}),
    ],
)
def test_a_sum_is_converted_then_deflated(cells: Row, found: Row) -> None:
    row = _sum(**cells)
    (told,) = measured([row], BY)
    added = {name: text for name, text in told.items() if name not in row}
    assert {name: added.get(name, "") for name in found} == found
    assert ("constant" in added) == ("constant" in found)
    assert {name: told[name] for name in row} == row


def test_without_prices_sums_are_only_converted() -> None:
    (told,) = measured([_sum()], Yardstick("USD", RATES))
    assert told["converted"] == "100"
    assert "constant" not in told


def test_the_base_of_rates_needs_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("year,currency,value,per\n2014,CNY,6,USD\n", encoding="utf-8")
    assert read_series(path).values == {(2014, "CNY"): Decimal(6), (2014, "USD"): Decimal(1)}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("14,CNY,6", "is no year"),
        ("2014,yuan,6", "is no currency"),
        ("2014,CNY,0", "no positive number"),
        ("2014,CNY,six", "no positive number"),
        ("2014,USD,1\n2014,USD,2", "has a value for 2014 already"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(f"year,currency,value\n{row}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=rf"rates.csv, row \d: .*{reason}"):
        read_series(path)


def test_official_rates_are_there() -> None:
    rates = reference_rates()
    assert rates.value(2015, "EUR") == 1
    assert Decimal("1.10") < (rates.value(2015, "USD") or 0) < Decimal("1.12")
    assert rates.value(1998, "USD") is None
    assert rates.date >= "2026"


def test_the_run_says_from_what_sums_were_converted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = made(tmp_path)
    (tmp_path / "prices.csv").write_text("year,currency,value\n2015,USD,100\n2018,USD,106\n", encoding="utf-8")
    asked = ["--in", "USD", "--prices", "2015", "--prices-from", str(tmp_path / "prices.csv")]
    assert main(["compare", "--out", str(out), *asked]) == 0
    assert "in USD and in prices of 2015: 1 rows; 1 not: no price index of USD for 2020" in capsys.readouterr().out
    said = json.loads((out / "run.json").read_text(encoding="utf-8"))["compare"]
    assert (said["in"], said["prices"], said["prices_from"]["name"]) == ("USD", 2015, "prices.csv")
    assert len(said["rates"]["sha256"]) == len(said["prices_from"]["sha256"]) == 64
    assert main(["compare", "--out", str(out)]) == 0
    assert "compare" not in json.loads((out / "run.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "asked",
    [
        ["--prices", "2015"],
        ["--in", "dollar"],
        ["--in", "USD", "--prices", "2015"],
        ["--in", "USD", "--prices-from", "corpus/money/prices.csv"],
        ["--in", "USD", "--prices", "1950", "--prices-from", "corpus/money/prices.csv"],
    ],
)
def test_what_does_not_belong_together_is_refused(
    tmp_path: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "--out", str(tmp_path), *asked]) == 2
    assert capsys.readouterr().err
