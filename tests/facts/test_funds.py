"""Money told in sentences: what, how much, from whom, to whom, when, and what became of it."""

from __future__ import annotations

import pytest

from tests.facts.told import cut, told

CASES: list[tuple[str, list[tuple[str, ...]]]] = [
    # (sentence, [(kind, amount, currency, event, providers, recipients)])
    (
        "In 2014 Japan pledged a loan of $85 million to Laos.",
        [("loan", "85000000", "USD", "pledged", "JPN", "LAO")],
    ),
    (
        "The Asian Development Bank approved a $40 million grant for Nepal.",
        [("grant", "40000000", "USD", "committed", "Asian Development Bank", "NPL")],
    ),
    (
        "In Togo, a €3 million programme funded by Germany trained nurses.",
        [("aid", "3000000", "EUR", "reported", "DEU", "TGO")],
    ),
    (
        "Kenya received $12 million in emergency aid from Norway.",
        [("aid", "12000000", "USD", "disbursed", "NOR", "KEN")],
    ),
    (
        "France cancelled a grant of EUR 9 million to Mali.",
        [("grant", "9000000", "EUR", "cancelled", "FRA", "MLI")],
    ),
    (
        "China wrote off Cuba’s debts of $6 billion in 2011.",
        [("debt relief", "6000000000", "USD", "committed", "CHN", "CUB")],
    ),
    (
        "India extended a line of credit of USD 500 million to Sri Lanka.",
        [("credit line", "500000000", "USD", "committed", "IND", "LKA")],
    ),
    ("Trade between China and Brazil reached $150 billion in 2021.", []),
    ("The GDP of Bolivia stood at $40 billion.", []),
    ("The dam will cost $2 billion, Ethiopia said.", []),
    ("A threshold of $10 million was set for loans.", []),
    ("Projects larger than $4 billion are mostly in Africa.", []),
]


@pytest.mark.parametrize("parser", ["none", "en_core_web_sm"])
@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_funds(sentence: str, expected: list[tuple[str, ...]], parser: str) -> None:
    rows = told("funds", sentence, parser=parser)
    assert cut(rows, "kind", "amount", "currency", "event", "providers", "recipients") == expected


def test_sums_in_brackets_are_dealt_out_to_the_parties_before_them() -> None:
    rows = told("funds", "The fund was financed by Italy (€10 million), Spain (€4 million) and Malta (€1 million).")
    assert [(r["providers"], r["amount"], r["scope"]) for r in rows] == [
        ("ITA", "10000000", "contribution"),
        ("ESP", "4000000", "contribution"),
        ("MLT", "1000000", "contribution"),
    ]


def test_parts_are_tied_to_their_whole() -> None:
    rows = told(
        "funds",
        "In June 2015 Brazil and China announced the Amazon Roads Fund. The fund has a scale of USD 20 billion, of "
        "which USD 15 billion will be contributed by China.",
    )
    assert cut(rows, "name", "amount", "scope", "date", "event") == [
        ("Amazon Roads Fund", "20000000000", "total", "2015-06", "announced"),
        ("Amazon Roads Fund", "15000000000", "contribution", "", "pledged"),
    ]
    assert rows[1]["providers"] == "CHN"


def test_a_named_fund_without_a_sum_is_a_row_when_something_happens_to_it() -> None:
    assert cut(told("funds", "The Nordic Seas Fund was established in 2004."), "name", "event", "date") == [
        ("Nordic Seas Fund", "established", "2004")
    ]
    assert told("funds", "The Nordic Seas Fund invests in ports.") == []


def test_a_range_has_two_ends() -> None:
    rows = told("funds", "Qatar offered a loan of US$5-7 billion to Egypt.")
    assert cut(rows, "amount", "amount_max") == [("5000000000", "7000000000")]


RECEIVERS: list[tuple[list[str], tuple[str, ...]]] = [
    # (passages, (amount, providers, recipients) of the last row)
    (["Nepal was offered a line of credit of $3 million by India."], ("3000000", "IND", "NPL")),
    (["ASEAN met in Vientiane.", "Japan had promised the bloc a grant of $4 million."], ("4000000", "JPN", "ASEAN")),
    (["Qatar placed a deposit of $2 million with the Central Bank of Tunisia."], ("2000000", "QAT", "TUN")),
    (["The EU offered Ghana a special climate package of €5 million."], ("5000000", "EU", "GHA")),
    (["Japan promised Laos $2 million and Cambodia $1 million."], ("1000000", "JPN", "KHM")),
]


@pytest.mark.parametrize(("passages", "expected"), RECEIVERS)
def test_receivers(passages: list[str], expected: tuple[str, ...]) -> None:
    rows = told("funds", *passages)
    assert cut(rows, "amount", "providers", "recipients")[-1] == expected


def test_a_sum_told_again_in_another_currency_is_one_row() -> None:
    rows = told("funds", "The Export-Import Bank of China lent Benin RMB 30 million (about US$4 million).")
    assert cut(rows, "amount", "currency") == [("30000000", "CNY")]


def test_a_whole_of_parts_of_several_kinds_is_a_package() -> None:
    rows = told(
        "funds",
        "Beijing promised Samoa 60 million yuan, of which 40 million yuan in credit lines and 20 million yuan in aid.",
    )
    assert cut(rows, "amount", "kind", "scope") == [
        ("60000000", "package", "total"),
        ("40000000", "credit line", "contribution"),
        ("20000000", "aid", "contribution"),
    ]


def test_what_a_party_pledges_in_a_paragraph_on_a_fund_goes_into_it() -> None:
    rows = told(
        "funds",
        "The Sahel Water Facility is seated in Niamey. So far Spain has pledged €9 million.",
    )
    assert cut(rows, "name", "kind", "scope", "providers")[-1] == (
        "Sahel Water Facility",
        "fund",
        "contribution",
        "ESP",
    )


NAMES: list[tuple[str, str]] = [
    ("For the port of Lobito, China lent Angola $8 million.", "loan for the port of Lobito"),
    ("China lent Angola $8 million in 2019.", "loan to Angola"),
    ("Japan signed a loan of $8 million for the line to Pokhara.", "loan for the line to Pokhara"),
    ("India announced a grant of $8 million for 2024-2027 for Bhutan.", "grant to Bhutan"),
]


@pytest.mark.parametrize(("sentence", "name"), NAMES)
def test_names(sentence: str, name: str) -> None:
    assert cut(told("funds", sentence), "name") == [(name,)]


GIVERS: list[tuple[list[str], tuple[str, ...]]] = [
    # (passages, (kind, amount, providers, recipients) of the last row)
    (
        ["China’s embassy in Togo donated $3 million for displaced families."],
        ("grant", "3000000", "CHN", "TGO"),
    ),
    (
        [
            "The China Development Bank lent Peru $9 million in 2010.",
            "A year later the same bank lent Chile $5 million.",
        ],
        ("loan", "5000000", "China Development Bank", "CHL"),
    ),
    (
        ["France wrote off a $7 million debt owed by Chad."],
        ("debt relief", "7000000", "FRA", "TCD"),
    ),
    (
        ["A further USD 4 million was signed in March 2015 by China Eximbank for Malawi."],
        ("loan", "4000000", "China Eximbank", "MWI"),
    ),
]


@pytest.mark.parametrize(("passages", "expected"), GIVERS)
def test_givers(passages: list[str], expected: tuple[str, ...]) -> None:
    rows = told("funds", *passages)
    assert cut(rows, "kind", "amount", "providers", "recipients")[-1] == expected


def test_fiscal_years_tell_yearly_sums() -> None:
    rows = told("funds", "In FY2024 Kenya received $3 million in military aid.")
    assert cut(rows, "amount", "scope") == [("3000000", "annual")]


LENT: list[tuple[str, list[tuple[str, ...]]]] = [
    # (sentence, [(kind, amount, providers)]): no noun of money, but a lender beside the sum
    (
        "Two more joined: the Islamic Development Bank ($150 million) and the OPEC Fund ($25 million).",
        [("loan", "150000000", "Islamic Development Bank"), ("loan", "25000000", "OPEC Fund")],
    ),
    (
        "Terms were settled with the Saudi Fund for Development on $75 million for a school in Lomé.",
        [("loan", "75000000", "Saudi Fund for Development")],
    ),
    ("The World Bank estimates that growth cost Togo $75 million.", []),
    ("Togo owes the Islamic Development Bank $75 million in arrears.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), LENT)
def test_a_lender_beside_a_sum_lends_it(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert cut(told("funds", sentence), "kind", "amount", "providers") == expected


NAMED_BY: list[tuple[str, list[str]]] = [
    # what the sentence itself tells of a bare loan: the works, else the receiver
    ("Japan gave Laos a soft loan of $85 million.", ["soft loan to Laos"]),
    ("In Nepal, a livestock project worth $3 million was funded by Canada.", ["livestock project in Nepal"]),
    ("The Karuma dam was begun after Japan lent Uganda $85 million.", ["loan for the Karuma dam"]),
]


@pytest.mark.parametrize(("sentence", "names"), NAMED_BY)
def test_bare_nouns_are_told_apart(sentence: str, names: list[str]) -> None:
    assert [row["name"] for row in told("funds", sentence, parser="en_core_web_sm")] == names


RECEIVED: list[tuple[str, list[tuple[str, ...]]]] = [
    # (sentence, [(kind, recipients, event)])
    (
        "The Asian Development Bank unlocked $18 million for the second stage of Nepal’s Seti canal.",
        [("loan", "NPL", "committed")],
    ),
    ("DP World has committed $70 million to the docks of Banana in Gabon.", [("investment", "GAB", "committed")]),
]


@pytest.mark.parametrize(("sentence", "expected"), RECEIVED)
def test_who_receives_and_of_what_kind(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert cut(told("funds", sentence), "kind", "recipients", "event") == expected


SIDES: list[tuple[str, tuple[str, ...], list[tuple[str, str, str]]]] = [
    # (what it shows, the paper's paragraphs, [(amount, providers, recipients)])
    (
        "whom a loan goes to does not finance what it is for",
        ("Turkey has offered a credit line of $70 million to Niger to finance two bridges.",),
        [("70000000", "TUR", "NER")],
    ),
    (
        "a bank and a state sign together: the bank lends",
        ("The World Bank and the Government of Ghana signed a $90 million loan agreement.",),
        [("90000000", "World Bank", "GHA")],
    ),
    (
        "of two states that sign none is said to lend",
        ("Peru and Chile signed a loan agreement of $30 million.",),
        [("30000000", "", "")],
    ),
    (
        "who says that it has approved a loan gives it",
        ("The Asian Development Bank said on Monday that it had approved a $20 million loan for Bhutan.",),
        [("20000000", "Asian Development Bank", "BTN")],
    ),
    (
        "a region's paragraph does not go on with the one state that it names",
        (
            "China lent $9 billion to Latin America in 2012. Bolivia received $2 billion of loans. Chinese policy "
            "banks lent $4 billion for railways.",
        ),
        [("9000000000", "CHN", "LAC"), ("2000000000", "CHN", "BOL"), ("4000000000", "CHN", "")],
    ),
    (
        "who reports a loan does not receive it",
        ("Japan will lend €30 million for a bridge in Malawi, the European Commission said.",),
        [("30000000", "JPN", "MWI")],
    ),
    (
        "a government's share in the cost of its own works goes to nobody",
        (
            "The road leads to Niger. The works will cost $50 million, of which the Government of Benin will be "
            "contributing $8 million.",
        ),
        [("8000000", "BEN", "")],
    ),
    (
        "a bank's capital is no flow",
        ("The Asian Infrastructure Investment Bank, with $100 billion in capital, will finance the line.",),
        [],
    ),
    (
        "nor is a stock of investment",
        ("Norway's outward foreign direct investment (FDI) stock stood at $200 billion in 2020.",),
        [],
    ),
]


@pytest.mark.parametrize(("shows", "paragraphs", "expected"), SIDES, ids=[case[0] for case in SIDES])
def test_no_side_is_invented(shows: str, paragraphs: tuple[str, ...], expected: list[tuple[str, str, str]]) -> None:
    rows = told("funds", *paragraphs, parser="en_core_web_sm")
    assert [(r["amount"], r.get("providers", ""), r.get("recipients", "")) for r in rows] == expected, shows


LENDER_NAMED: list[tuple[str, tuple[str, ...]]] = [
    # (sentence, (kind, amount, providers)): no verb ties the bank to the sum, but it is the one that the sentence names
    (
        "In Laos, May 2019 saw the signing of a loan of $26 million with the Asian Development Bank.",
        ("loan", "26000000", "Asian Development Bank"),
    ),
    (
        "From the World Bank came a loan of $12 million, meant for the schools of Nepal.",
        ("loan", "12000000", "World Bank"),
    ),
    (
        "The Islamic Development Bank had as early as June 2013 extended a loan of $9 million to Mali.",
        ("loan", "9000000", "Islamic Development Bank"),
    ),
    ("According to the World Bank, Nepal got loans of $12 million.", ("loan", "12000000", "")),
]


@pytest.mark.parametrize(("sentence", "expected"), LENDER_NAMED)
def test_the_bank_that_a_sentence_names_gives(sentence: str, expected: tuple[str, ...]) -> None:
    assert cut(told("funds", sentence), "kind", "amount", "providers") == [expected]


OPEN_RECEIPT: list[tuple[list[str], tuple[str, ...]]] = [
    # Who gives by trade does not receive what words leave open.
    (["Nepal has courted China for years. A loan of $3 million was signed in 2019."], ("3000000", "NPL")),
    (
        ["Ghana and Japan met. Japan lent $5 million in 2012. Two grants of $7 million came in 2014."],
        ("7000000", "GHA"),
    ),
]


@pytest.mark.parametrize(("passages", "expected"), OPEN_RECEIPT)
def test_donors_do_not_receive_what_is_left_open(passages: list[str], expected: tuple[str, ...]) -> None:
    assert cut(told("funds", *passages), "amount", "recipients")[-1] == expected


WORKS: list[tuple[list[str], str]] = [
    # the works that money is for: elsewhere in the sentence, or in the sentence before
    (["The port of Lomé, for which in 2014 the World Bank lent $8 million, is old."], "loan for the port of Lomé"),
    (
        ["The Seti dam was begun in 2010. Two banks joined: the Islamic Development Bank ($150 million) and the "
         "OPEC Fund ($25 million)."],
        "loan for the Seti dam",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("passages", "name"), WORKS)
def test_works_name_the_money_that_is_for_them(passages: list[str], name: str) -> None:
    assert told("funds", *passages, parser="en_core_web_sm")[-1]["name"] == name


BECAME: list[tuple[list[str], tuple[str, ...]]] = [
    # (passages, (kind, amount, scope, event, providers) of the last row)
    (
        ["In Mali, a store was equipped with a grant of $7 million that the World Bank had disbursed by May 2014."],
        ("grant", "7000000", "total", "disbursed", "World Bank"),
    ),
    (
        ["In Togo the road is old. A World Bank credit of $7 million dates from May 2014."],
        ("loan", "7000000", "total", "committed", "World Bank"),
    ),
    (
        ["The International Monetary Fund approved a loan of $9 million for Mali in 2014. A first tranche of "
         "$2 million was paid out in 2015."],
        ("loan", "2000000", "tranche", "disbursed", "International Monetary Fund"),
    ),
    (
        ["The Fund's role grew. A program of $9 million with the International Monetary Fund was agreed in 2014."],
        ("loan", "9000000", "total", "committed", "International Monetary Fund"),
    ),
    (
        ["France lent Niger $3 million. The World Bank followed on 3 May 2014 with $2 million."],
        ("loan", "2000000", "total", "committed", "World Bank"),
    ),
    (
        ["DP World of the United Arab Emirates invested $7 million in Somalia."],
        ("investment", "7000000", "total", "disbursed", "DP World"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("passages", "expected"), BECAME)
def test_what_became_of_money(passages: list[str], expected: tuple[str, ...]) -> None:
    rows = told("funds", *passages, parser="en_core_web_sm")
    assert cut(rows, "kind", "amount", "scope", "event", "providers")[-1] == expected
