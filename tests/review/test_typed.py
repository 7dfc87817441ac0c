"""What people type is read as the column writes it, or refused; nothing is guessed."""

from __future__ import annotations

import pytest

from policyfacts.review.parties import Parties
from policyfacts.review.typed import read_typed
from policyfacts.schema import TABLES
from policyfacts.tables import Tables

_FUND = dict.fromkeys(TABLES["funds"].names, "")
PARTIES = Parties(
    Tables(
        {
            "funds": [
                _FUND | {"doc": "one", "providers": "Export-Import Bank of China", "recipients": "KEN"},
                _FUND | {"doc": "one", "providers": "Nordic Forum for Lending", "recipients": "KEN; TUN"},
                _FUND | {"doc": "two", "providers": "Export-Import Bank of India", "recipients": "MUS"},
            ]
        }
    )
)


@pytest.mark.parametrize(
    ("table", "column", "text", "value"),
    [
        ("funds", "amount", "1,500,000", "1500000"),
        ("funds", "amount", "1 500 000", "1500000"),
        ("funds", "amount", "1500000", "1500000"),
        ("funds", "amount", "1.5 million", "1500000"),
        ("funds", "amount", "2bn", "2000000000"),
        ("funds", "amount", "about 3 million", "3000000"),
        ("funds", "amount", "USD 2 billion", "2000000000"),
        ("funds", "amount", "0.5", "0.5"),
        ("funds", "amount_max", "5-7 million", "7000000"),
        ("projects", "quantity", "1,250", "1250"),
        ("agreements", "count", "35", "35"),
        ("funds", "date", "16 July 2023", "2023-07-16"),
        ("funds", "date", "july 2023", "2023-07"),
        ("funds", "date", "16.7.2023", "2023-07-16"),
        ("funds", "date", "spring 2017", "2017-21"),
        ("funds", "date", "around 2014", "2014~"),
        ("funds", "date", "2018/2019", "2018/2019"),
        ("funds", "date", "2023-07-16", "2023-07-16"),
        ("funds", "currency", "usd", "USD"),
        ("funds", "currency", "euros", "EUR"),
        ("funds", "currency", "RMB", "CNY"),
        ("funds", "kind", "Loan", "loan"),
        ("funds", "providers", "Tunisia", "TUN"),
        ("funds", "providers", "tunisia", "TUN"),
        ("funds", "providers", "the Republic of Tunisia", "TUN"),
        ("funds", "providers", "tun", "TUN"),
        ("funds", "providers", "European Union; Peru", "EU; PER"),
        ("funds", "providers", "Peru; Peru", "PER"),
        ("funds", "providers", "Bank of Ghana", "Bank of Ghana"),
        ("funds", "providers", "Exim Bank", "Export-Import Bank of China"),
        ("funds", "providers", "the China Exim Bank", "Export-Import Bank of China"),
        ("funds", "providers", "nordic forum for lending", "Nordic Forum for Lending"),
        ("funds", "providers", "CHEXIM", "Export-Import Bank of China"),
        ("funds", "providers", "Harbour Trust of Mombasa", "Harbour Trust of Mombasa"),
        ("partnerships", "country", "Tunisia", "TUN"),
        ("projects", "countries", "Kenya, Peru and Chile", "KEN; PER; CHL"),
        ("countries", "country", "Peru", "PER"),
        ("partnerships", "level", "comprehensive strategic partnership", "comprehensive-strategic"),
        ("partnerships", "level", "Comprehensive strategic", "comprehensive-strategic"),
        ("partnerships", "level", "all-weather-strategic", "all-weather-strategic"),
        ("meetings", "place", "Tunisia", "TUN"),
        ("meetings", "place", "Lima", "Lima"),
        ("funds", "name", "  Dam   Fund ", "Dam Fund"),
    ],
)
def test_what_is_taken(table: str, column: str, text: str, value: str) -> None:
    found = read_typed(table, column, text, doc="one", parties=PARTIES)
    assert (found.value, found.problem) == (value, "")


@pytest.mark.parametrize(
    ("table", "column", "text", "says"),
    [
        ("funds", "amount", "a lot", "is not a number"),
        ("funds", "amount", "5 to 7 million", "is a range"),
        ("funds", "amount", "5-7 million", "is a range"),
        ("funds", "amount", "3 million in 2017", "is not a number"),
        ("projects", "quantity", "1,250 MW", "is not a number"),
        ("agreements", "count", "3.5", "is not a whole number"),
        ("funds", "date", "3/4/2018", "may be two days"),
        ("funds", "date", "some day", "is not EDTF"),
        ("funds", "date", "May 2017 or June 2018", "is not EDTF"),
        ("funds", "currency", "XXD", "is not an ISO 4217 code"),
        ("funds", "currency", "pesos", "is not an ISO 4217 code"),
        ("funds", "kind", "lone", "Is 'loan' meant?"),
        ("countries", "country", "Peru and Chile", "ISO 3166"),
        ("countries", "country", "Lower Ruritania", "ISO 3166"),
    ],
)
def test_what_is_refused(table: str, column: str, text: str, says: str) -> None:
    assert says in read_typed(table, column, text, doc="one", parties=PARTIES).problem


def test_names_stand_beside_codes() -> None:
    found = read_typed("funds", "providers", "China; Exim Bank", doc="one", parties=PARTIES)
    assert found.shown == "China (CHN); Export-Import Bank of China"


def test_the_spelling_of_the_same_paper_goes_first() -> None:
    for doc, name in (("one", "Export-Import Bank of China"), ("two", "Export-Import Bank of India")):
        assert PARTIES.spelled("Exim Bank", doc) == name
