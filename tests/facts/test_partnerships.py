"""Partnerships told in sentences: who, with whom, at what level, since when, and what became of it."""

from __future__ import annotations

import pytest

from policyfacts.language.syntax import DEFAULT_PARSER
from tests.facts.told import cut, told

CHINA = "China has many friends. China trades with all of them. China lends to some."

CASES: list[tuple[str, list[tuple[str, ...]]]] = [
    # (sentence, [(country, counterparty, level, date, status)])
    (
        "A strategic partnership is what Doha and Lima have enjoyed since 2019.",
        [("QAT", "PER", "strategic", "2019", "established")],
    ),
    (
        "Doha and Lima settled, in March 2020, for a comprehensive partnership.",
        [("QAT", "PER", "comprehensive", "2020-03", "established")],
    ),
    (
        "A Strategic Partnership Charter ties Lima to Doha (2 May 2021).",
        [("QAT", "PER", "strategic", "2021-05-02", "established")],
    ),
    (
        "The Japanese list runs: Peru, strategic partnership, 2009; Chile, comprehensive partnership, 2011.",
        [("PER", "JPN", "strategic", "2009", "established"), ("JPN", "CHL", "comprehensive", "2011", "established")],
    ),
    (
        "A strategic partnership with Ghana, set up in 2009, was suspended on 3 May 2024.",
        [("GHA", "CHN", "strategic", "2024-05-03", "ended")],
    ),
    (
        "Japan is working towards a strategic partnership with Oman, having had one with Peru since 2012.",
        [("OMN", "JPN", "strategic", "", "proposed"), ("PER", "JPN", "strategic", "2012", "established")],
    ),
    (
        "Nairobi became a strategic partner in May 2018; it was then the only one between Egypt and Zambia.",
        [("KEN", "CHN", "strategic", "2018-05", "established")],
    ),
    (
        "China and Serbia announced a comprehensive strategic partnership on 18 June 2016.",
        [("SRB", "CHN", "comprehensive-strategic", "2016-06-18", "established")],
    ),
    (
        "In May 2009 China established a strategic partnership with Hungary.",
        [("HUN", "CHN", "strategic", "2009-05", "established")],
    ),
    (
        "Ties with Algeria were raised to a comprehensive strategic partnership in 2014.",
        [("DZA", "CHN", "comprehensive-strategic", "2014", "upgraded")],
    ),
    (
        "A strategic partnership between China and Morocco was proposed in 2015.",
        [("MAR", "CHN", "strategic", "2015", "proposed")],
    ),
    (
        "Officials in Nairobi denied that a strategic partnership with China existed.",
        [("KEN", "CHN", "strategic", "", "denied")],
    ),
    (
        "Strategic partnerships were signed with Angola, Ghana and Togo in 2010, 2012 and 2014 respectively.",
        [
            ("AGO", "CHN", "strategic", "2010", "established"),
            ("GHA", "CHN", "strategic", "2012", "established"),
            ("TGO", "CHN", "strategic", "2014", "established"),
        ],
    ),
    (
        "Poland became a strategic partner of China in 2011 and a comprehensive strategic partner in 2016.",
        [
            ("POL", "CHN", "strategic", "2011", "established"),
            ("POL", "CHN", "comprehensive-strategic", "2016", "upgraded"),
        ],
    ),
    (
        "Japan and Vietnam agreed on an extensive strategic partnership in March 2014.",
        [("JPN", "VNM", "extensive-strategic", "2014-03", "established")],
    ),
    (
        "Uruguay was raised to a comprehensive strategic partner in 2023, and Cuba was named a strategic one in 2024.",
        [
            ("URY", "CHN", "comprehensive-strategic", "2023", "upgraded"),
            ("CUB", "CHN", "strategic", "2024", "established"),
        ],
    ),
    (
        "China has three strategic partners: Kenya, Ghana and Togo.",
        [(code, "CHN", "strategic", "", "established") for code in ("KEN", "GHA", "TGO")],
    ),
    (
        "Korea and Peru raised their strategic partnership to a comprehensive strategic partnership in May 2018.",
        [
            ("KOR", "PER", "strategic", "", "established"),
            ("KOR", "PER", "comprehensive-strategic", "2018-05", "upgraded"),
        ],
    ),
    (
        "Cuba, where China had opened a base in August 2017, received a strategic partnership on 23 November 2017.",
        [("CUB", "CHN", "strategic", "2017-11-23", "established")],
    ),
    (
        "With Nepal it had a good-neighbourly partnership (1996) and a comprehensive cooperative partnership (2009).",
        [
            ("NPL", "CHN", "good-neighbourly", "1996", "established"),
            ("NPL", "CHN", "comprehensive-cooperative", "2009", "upgraded"),
        ],
    ),
    (
        "A strategic partnership with Morocco has been talked of since 2019.",
        [("MAR", "CHN", "strategic", "", "proposed")],
    ),
    (
        "China listens, and Argentina and Venezuela became comprehensive strategic partners in July 2014.",
        [
            ("ARG", "CHN", "comprehensive-strategic", "2014-07", "established"),
            ("VEN", "CHN", "comprehensive-strategic", "2014-07", "established"),
        ],
    ),
    (
        "Armenia signed a strategic partnership with Georgia on 14 May 2019, and in June 2020 one with Chad.",
        [
            ("ARM", "GEO", "strategic", "2019-05-14", "established"),
            ("ARM", "TCD", "strategic", "2020-06", "established"),
        ],
    ),
    (
        "Mongolia had comprehensive partnerships with Russia in 2019 and with Japan in 2014.",
        [
            ("RUS", "MNG", "comprehensive", "2019", "established"),
            ("JPN", "MNG", "comprehensive", "2014", "established"),
        ],
    ),
    (
        "Tbilisi and Ankara signed a strategic partnership in January 2009.",
        [("GEO", "TUR", "strategic", "2009-01", "established")],
    ),
    (
        "They signed a plan under their strategic partnership with Ghana on 15 May 2022.",
        [("GHA", "CHN", "strategic", "", "established")],
    ),
    ("China’s trade with its largest trading partner, Germany, grew.", []),
    ("The partnership of two private companies ended in 2012.", []),
    ("Public-private partnerships build most roads in Kenya.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_partnerships(sentence: str, expected: list[tuple[str, ...]]) -> None:
    rows = told("partnerships", sentence, about=CHINA)
    found = {
        (frozenset((country, other)), level, date, status)
        for country, other, level, date, status in cut(rows, "country", "counterparty", "level", "date", "status")
    }
    assert found == {(frozenset((c, o)), level, date, status) for c, o, level, date, status in expected}


def test_the_papers_lead_is_the_counterparty() -> None:
    rows = told("partnerships", "China and Serbia announced a strategic partnership in 2009.", about=CHINA)
    assert cut(rows, "country", "counterparty") == [("SRB", "CHN")]


def test_it_stands_for_the_country_of_the_sentence_before() -> None:
    rows = told(
        "partnerships", "Belarus came late. It was named a strategic partner of China on 3 May 2013.", about=CHINA
    )
    assert cut(rows, "country", "date") == [("BLR", "2013-05-03")]


def test_the_two_neighbours_are_those_of_the_sentence_before() -> None:
    rows = told(
        "partnerships",
        "Chile had long quarrelled with Peru. The two neighbours signed a strategic partnership in 2005.",
        about=CHINA,
    )
    assert {frozenset(pair) for pair in cut(rows, "country", "counterparty")} == {frozenset(("CHL", "PER"))}


def test_one_partnership_told_twice_on_a_page_is_one_row() -> None:
    sentence = "China and Serbia announced a strategic partnership in 2009."
    assert len(told("partnerships", sentence, f"As was said, {sentence}", about=CHINA)) == 1


def test_a_capital_stands_for_its_country() -> None:
    rows = told(
        "partnerships",
        "During a visit to Minsk in May 2015, Xi proclaimed a comprehensive strategic partnership.",
        about=CHINA,
    )
    assert cut(rows, "country", "level", "date") == [("BLR", "comprehensive-strategic", "2015-05")]


def test_others_receive_the_title_told_before() -> None:
    rows = told(
        "partnerships",
        "Thailand was named a strategic cooperative partner in April 2012. "
        "Laos received the title in 2009 and Cambodia in 2010. Peru’s dates from June 2008.",
        about=CHINA,
    )
    assert cut(rows, "country", "level", "date") == [
        ("THA", "strategic-cooperative", "2012-04"),
        ("LAO", "strategic-cooperative", "2009"),
        ("KHM", "strategic-cooperative", "2010"),
        ("PER", "strategic-cooperative", "2008-06"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ms. Doe of Kenya led the Division of Policy and Strategic Partnerships.",
        "The Bureau of External Relations and Strategic Partnerships was opened in Chile.",
        "The merger of the Strategic Partnerships Unit was told to Peru and Chile.",
        "Peru forged strategic partnerships with the private sector.",
        "Chile works with strategic partners on the ground.",
        "The Strategic Partnership Dialogue Forum met in Peru with guests from Chile.",
    ],
)
def test_units_and_plain_talk_are_no_partnerships(sentence: str) -> None:
    assert not told("partnerships", sentence, parser=DEFAULT_PARSER)
