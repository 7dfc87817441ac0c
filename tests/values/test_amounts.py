"""Sums of money in running text: sentence -> (text, value, value_max, currency, qualifier) of each sum."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.records import Money
from policyfacts.values.amounts import document_dollar, find_amounts
from policyfacts.values.currencies import currencies

M, B = 10**6, 10**9


def sums(sentence: str, dollar: str = "USD") -> list[tuple[str, Money]]:
    found = []
    for mention in find_amounts(sentence, dollar=dollar):
        assert isinstance(mention.value, Money)
        found.append((mention.text, mention.value))
    return found


@pytest.mark.parametrize(
    ("sentence", "text", "value", "currency"),
    [
        ("It is worth USD10 billion.", "USD10 billion", 10 * B, "USD"),
        ("A FUND OF USD 20 BILLION", "USD 20 BILLION", 20 * B, "USD"),
        ("It lent US $ 5m.", "US $ 5m", 5 * M, "USD"),
        ("It lent $312.6 billion USD.", "$312.6 billion USD", 312_600 * M, "USD"),
        ("It lent USD $5 million.", "USD $5 million", 5 * M, "USD"),
        ("It lent 320 USD million.", "320 USD million", 320 * M, "USD"),
        ("A 27 million USD 100 km road opened.", "27 million USD", 27 * M, "USD"),
        ("It lent $50-m.", "$50-m", 50 * M, "USD"),
        ("It lent 10 million RMB yuan.", "10 million RMB yuan", 10 * M, "CNY"),
        ("It lent 1.5 million in Chinese yuan.", "1.5 million in Chinese yuan", 1_500_000, "CNY"),
        ("It lent 2 million Ruritanian francs to Mali.", "2 million Ruritanian francs", 2 * M, "XOF"),
        ("It lent 135 000 000 CNY.", "135 000 000 CNY", 135 * M, "CNY"),
        ("In phase 2 500 million yuan were lent.", "500 million yuan", 500 * M, "CNY"),
        ("In phase 2 - 5 million yuan were lent.", "5 million yuan", 5 * M, "CNY"),
        ("In 2015 - $5 million.", "$5 million", 5 * M, "USD"),
        ("Sweden gave SKr 490 million.", "SKr 490 million", 490 * M, "SEK"),
        ("It cost a quarter of a billion dollars.", "a quarter of a billion dollars", 250 * M, "USD"),
        ("It cost three-quarters of a million euros.", "three-quarters of a million euros", 750_000, "EUR"),
        ("It lent RMB 100 bn.", "RMB 100 bn", 100 * B, "CNY"),
        ("It lent 10 billion\nyuan.", "10 billion\nyuan", 10 * B, "CNY"),
        ("It lent €1.2bn.", "€1.2bn", 1200 * M, "EUR"),
        ("It lent R$ 3,5 bilhões.", "R$ 3,5 bilhões", 3500 * M, "BRL"),
        ("A 10-billion-US-dollar loan.", "10-billion-US-dollar", 10 * B, "USD"),
        ("A $4-million grant.", "$4-million", 4 * M, "USD"),
        ("India gave Rs 500 crore.", "Rs 500 crore", 5 * B, "INR"),
        ("India gave Rs. 1,50,000.", "Rs. 1,50,000", 150_000, "INR"),
        ("A grant of 11 billion FCFA.", "11 billion FCFA", 11 * B, "XOF"),
        ("Gabon lent 11 billion CFA francs.", "11 billion CFA francs", 11 * B, "XAF"),
        ("A grant of 79 million Swedish kronor.", "79 million Swedish kronor", 79 * M, "SEK"),
        ("A grant of 5 billion Tanzanian shillings.", "5 billion Tanzanian shillings", 5 * B, "TZS"),
        ("A grant of SDR 500 million.", "SDR 500 million", 500 * M, "XDR"),
        ("A grant of CHF 1'000'000.", "CHF 1'000'000", M, "CHF"),
        ("A grant of EUR 10 000 000.", "EUR 10 000 000", 10 * M, "EUR"),
        ("A grant of €1.200.000.", "€1.200.000", 1_200_000, "EUR"),
        ("A grant of $6.639 million.", "$6.639 million", 6_639_000, "USD"),
        ("A grant of two billion dollars.", "two billion dollars", 2 * B, "USD"),
        ("A grant of half a billion euros.", "half a billion euros", 500 * M, "EUR"),
        ("A grant of one and a half billion yuan.", "one and a half billion yuan", 1500 * M, "CNY"),
        ("A grant of a hundred million euros.", "a hundred million euros", 100 * M, "EUR"),
        ("South Africa spent R5 billion.", "R5 billion", 5 * B, "ZAR"),
        ("Power at $0.05/kWh.", "$0.05", Decimal("0.05"), "USD"),
        ("A $5 million loan.", "$5 million", 5 * M, "USD"),
        ("A note of 5€.", "5€", 5, "EUR"),
    ],
)
def test_one_sum(sentence: str, text: str, value: Decimal | int, currency: str) -> None:
    assert sums(sentence) == [(text, Money(Decimal(value), currency))]


@pytest.mark.parametrize(
    ("sentence", "text", "low", "high"),
    [
        ("It needs US$5-7 billion.", "US$5-7 billion", 5 * B, 7 * B),
        ("It needs between USD 4 and 6 billion.", "USD 4 and 6 billion", 4 * B, 6 * B),
        ("It needs $15 to $20 billion.", "$15 to $20 billion", 15 * B, 20 * B),
        ("It needs between $500,000 and $2 million.", "$500,000 and $2 million", 500_000, 2 * M),
        ("It needs 5–7 million euros.", "5–7 million euros", 5 * M, 7 * M),
    ],
)
def test_ranges(sentence: str, text: str, low: int, high: int) -> None:
    ((found, money),) = sums(sentence)
    assert (found, money) == (text, Money(Decimal(low), money.currency, Decimal(high)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Grants of $5, $7 and $9 million.", [("$5", 5 * M), ("$7", 7 * M), ("$9 million", 9 * M)]),
        ("It rose from $15 billion to $20 billion.", [("$15 billion", 15 * B), ("$20 billion", 20 * B)]),
        (
            "It is USD 20 billion, of which USD 15 billion is Chinese.",
            [("USD 20 billion", 20 * B), ("USD 15 billion", 15 * B)],
        ),
        ("Some 2 billion of the 3 billion taka came.", [("2 billion", 2 * B), ("3 billion taka", 3 * B)]),
        ("It cost 9 billion yuan, 7 billion of which was lent.", [("9 billion yuan", 9 * B), ("7 billion", 7 * B)]),
        ("It cost RMB 30 million/4.7 m USD.", [("RMB 30 million", 30 * M), ("4.7 m USD", 4_700_000)]),
        ("It cost $30 million (RMB 200 million).", [("$30 million", 30 * M), ("RMB 200 million", 200 * M)]),
    ],
)
def test_several_sums(sentence: str, expected: list[tuple[str, int]]) -> None:
    assert [(text, int(money.value)) for text, money in sums(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "qualifier"),
    [
        ("It cost $5 million.", "exact"),
        ("It was expected to reach $5 million.", "exact"),
        ("Projects below the $5 million threshold were left out.", "exact"),
        ("Staff were trained under a $5 million project.", "exact"),
        ("It cost nearly $5 million.", "approximate"),
        ("It cost some $5 million.", "approximate"),
        ("It was valued around $5 million.", "approximate"),
        ("It cost an estimated $5 million.", "approximate"),
        ("It cost over $5 million.", "at least"),
        ("Projects exceeding $5 million are few.", "at least"),
        ("It cost in excess of $5 million.", "at least"),
        ("Not less than $5 million is due.", "at least"),
        ("Large ones (> $5 million) are few.", "at least"),
        ("It cost $5 million or more.", "at least"),
        ("It may lend up to $5 million.", "at most"),
        ("No more than $5 million is due.", "at most"),
        ("Small ones (< $5 million) are many.", "at most"),
    ],
)
def test_qualifiers(sentence: str, qualifier: str) -> None:
    assert [money.qualifier for _, money in sums(sentence)] == [qualifier]


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 5 million people came.",
        "SDG 9 and SDG 13 were met.",
        "They shipped 5,000 pounds of rice.",
        "Prices are in constant 2010 US dollars.",
        "The euro gained 5 per cent in 2014.",
        "See section 5 of COP 28.",
        "Billions of dollars were lost.",
        "Growth was 5.5% in 2012.",
        "A line of 30 KM was built.",
        "They left $0 behind.",
        "It built 2 Kwanza-Norte clinics.",
    ],
)
def test_what_is_no_sum(sentence: str) -> None:
    assert sums(sentence) == []


def test_a_bare_dollar_is_the_papers() -> None:
    assert [money.currency for _, money in sums("It lent $5 million and US$3 million.", dollar="AUD")] == ["AUD", "USD"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Australia spent $5 million and A$3 million. Australia, Australia.", "USD"),
        ("All figures are in Canadian dollars. It cost $5 million.", "CAD"),
        ("It cost $5 million.", "USD"),
        ("Fiji spent $5 million, $6 million and $7 million (US$3 million). " + "Fiji grew. " * 9, "FJD"),
    ],
)
def test_document_dollar(text: str, expected: str) -> None:
    assert document_dollar(text) == expected


def test_a_pack_adds_a_currency(tmp_path: Path) -> None:
    (tmp_path / "currencies.toml").write_text(
        '[[entry]]\ncode = "XTS"\nnames = ["florian", "florians"]\n', encoding="utf-8"
    )
    (mention,) = find_amounts("It cost 5 million florians.", packs=(tmp_path,))
    assert mention.value == Money(Decimal(5 * M), "XTS")
    assert find_amounts("It cost 5 million florians.") == []


@given(
    st.decimals(min_value=1, max_value=999, places=1, allow_nan=False),
    st.sampled_from([("million", M), ("billion", B), ("bn", B)]),
    st.sampled_from([("USD ", "", "USD"), ("€", "", "EUR"), ("", " yuan", "CNY"), ("", " US dollars", "USD")]),
)
def test_any_number_is_read_back(number: Decimal, scale: tuple[str, int], currency: tuple[str, str, str]) -> None:
    before, after, code = currency
    written = f"{before}{number} {scale[0]}{after}"
    ((text, money),) = sums(f"It lent {written}.")
    assert (text, money.value, money.currency) == (written, number * scale[1], code)


_TOKENS = [*currencies().meanings, *currencies().qualifiers]
_PIECES = [
    "1",
    "250",
    "1,250",
    "3.5",
    "½",
    " ",
    "(",
    ")",
    ",",
    ".",
    "-",
    "/",
    " million",
    "bn",
    " twelve",
    " half a",
    " to ",
]


@given(
    st.text(alphabet="0123456789.,$€ -–USDmbilonR'", max_size=40)
    | st.lists(st.sampled_from(_PIECES) | st.sampled_from(_TOKENS), max_size=9).map("".join)
)
def test_every_sum_is_in_order_and_verbatim(text: str) -> None:
    end = 0
    for mention in find_amounts(text):
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@pytest.mark.parametrize(
    ("sentence", "whole", "currency"),
    [
        ("The line cost 53 billion dirhams.", "", ""),
        ("The line cost 53 billion dirhams.", "Morocco and its railways. A line to the UAE; Moroccan trains.", "MAD"),
        ("The Emirati fund lent 5 billion dirhams.", "Morocco, Morocco, Morocco", "AED"),
        ("It lent 20 million Kuwaiti dinars.", "Jordan, Jordan", "KWD"),
        ("It lent 20 million dinars.", "Kuwait lends to Jordan; Kuwait's fund", "KWD"),
        ("It lent ¥20 billion.", "China and its lenders; Chinese banks beside Japan's", "JPY"),
        ("China lent ¥20 billion.", "", "CNY"),
        ("It lent 20 million dinars.", "Nothing of the kind is named here.", ""),
    ],
)
def test_the_paper_tells_whose_money_where_the_sentence_does_not(sentence: str, whole: str, currency: str) -> None:
    (mention,) = find_amounts(sentence, whole=whole)
    assert isinstance(mention.value, Money)
    assert mention.value.currency == currency
