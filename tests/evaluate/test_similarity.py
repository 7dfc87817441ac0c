"""How like two cells are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.evaluate.similarity import acronym, number, same_date, same_name, same_parties, similarity
from policyfacts.schema import FACT_TABLES, TABLES


@pytest.mark.parametrize(
    ("gold", "found", "like"),
    [
        ("2016", "2016", 1),
        ("2016", "2016-11-17", 0.5),
        ("2016-11-17", "2016", 0.5),
        ("2016", "2017", 0),
        ("2016-11", "2016-12", 0),
        ("2007/2009", "2008", 0.5),
        ("197X", "1975", 0.5),
        ("2021-33", "2021-02", 0.5),
        ("2015-07/2015-11", "2015-10/2015-12", 0),
        ("2016", "sometime", 0),
        ("2014-02-13", "2019-02-13", 0),
    ],
)
def test_dates(gold: str, found: str, like: float) -> None:
    assert same_date(gold, found) == like


@pytest.mark.parametrize(
    ("gold", "found", "like"),
    [
        ("Silk Road Fund", "Silk Road Fund", 1),
        ("Silk Road Fund", "the silk road fund", 1),
        ("Bo'ao Forum for Asia", "Boao Forum for Asia", 1),
        ("Bo’ao Forum for Asia", "Bo'ao Forum for Asia", 1),
        ("São Tomé port", "Sao Tome Port", 1),
        ("“Digital Silk Road”", "Digital Silk Road", 1),
        ("China–Laos railway", "China-Laos Railway", 1),
        ("Asian Infrastructure Investment Bank", "AIIB", 1),
        ("AIIB", "Asian Infrastructure Investment Bank (AIIB)", 1),
        ("Karakoram Highway", "Karakorum Highway", 1),  # ratio
        ("Plan for Action of Both Sides", "Action Plan of Both Sides", 1),  # 5 words of 6 and 5
        ("Silk Road Fund", "Fund", 0),
        ("loan for the northern dam", "loan for the southern port", 0),
        ("Silk Road Fund", "Green Climate Fund", 0),
        ("Memorandum", "!?", 0),
    ],
)
def test_names(gold: str, found: str, like: float) -> None:
    assert same_name(gold, found) == like
    assert same_name(found, gold) == like


@pytest.mark.parametrize(
    ("gold", "found", "like"),
    [
        ("CHN; BRA", "BRA; CHN", 1),
        ("CHN; BRA", "CHN", 1 / 2),
        ("CHN; BRA", "CHN; PER", 1 / 3),
        ("CHN", "BRA", 0),
        ("KAZ; KGZ; TJK", "KAZ; KGZ; TJK; UZB", 3 / 4),
        ("World Bank; CHN", "the World Bank; CHN", 1),
        ("AfDB; KEN", "African Development Bank; KEN", 1),
        ("UNDP; WFP", "United Nations Development Programme; World Food Programme", 1),
        ("UNDP", "UNICEF", 0),
        ("CHN; CHN", "CHN", 1),
    ],
)
def test_parties(gold: str, found: str, like: float) -> None:
    assert same_parties(gold, found) == pytest.approx(like)
    assert same_parties(found, gold) == pytest.approx(like)


@pytest.mark.parametrize(
    ("short", "full", "abbreviates"),
    [
        ("AIIB", "Asian Infrastructure Investment Bank", True),
        ("CDB", "China Development Bank", True),
        ("ICBC", "Industrial and Commercial Bank of China", True),
        ("ASEAN", "Association of Southeast Asian Nations", True),
        ("LAC", "Latin America and the Caribbean", True),
        ("U.N.", "United Nations", True),
        ("AfDB", "African Development Bank", True),
        ("NDB", "New Development Bank (NDB)", True),
        ("CMEC", "Machinery Engineering Corporation (CMEC)", True),
        ("ADB", "China Development Bank", False),
        ("CDB", "China Development Bank Corporation", False),
        ("CHN", "China", False),  # a code is no acronym of one word
        ("Bank", "Bank of All Nations and Kin", False),
        ("Fund", "Fund", False),
    ],
)
def test_acronyms(short: str, full: str, abbreviates: bool) -> None:
    assert acronym(short, full) is abbreviates


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("20", "20"),
        ("20.0", "20"),
        ("2E+10", "20000000000"),
        ("10000000000", "10000000000"),
        ("0.50", "0.5"),
        ("x", "x"),
    ],
)
def test_numbers_have_one_spelling(text: str, plain: str) -> None:
    assert number(text) == plain


_CELL = st.text(alphabet=st.sampled_from("ABCaé ;()-'"), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)


@given(gold=_CELL, found=_CELL, data=st.data())
def test_every_comparator_is_symmetrical_and_between_0_and_1(gold: str, found: str, data: st.DataObject) -> None:
    table = TABLES[data.draw(st.sampled_from(FACT_TABLES))]
    column = data.draw(st.sampled_from([column for column in table.slots if column.compare != "none"]))
    assert 0 <= similarity(column, gold, found) <= 1
    assert similarity(column, gold, found) == similarity(column, found, gold)
    assert similarity(column, gold, gold) == 1
