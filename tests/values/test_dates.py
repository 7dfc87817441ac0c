"""Dates in running text: sentence -> (text, EDTF) of each date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.values import edtf
from policyfacts.values.dates import find_dates, find_relative, resolve

Found = list[tuple[str, str]]


def found(sentence: str) -> Found:
    return [(mention.text, str(mention.value)) for mention in find_dates(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Signed on 17 May 2017.", [("17 May 2017", "2017-05-17")]),
        ("Signed on May 17, 2017.", [("May 17, 2017", "2017-05-17")]),
        ("Signed on May\n17, 2017.", [("May\n17, 2017", "2017-05-17")]),
        ("Signed on the 5th of July 2024.", [("5th of July 2024", "2024-07-05")]),
        ("Signed on July 5th, 2024.", [("July 5th, 2024", "2024-07-05")]),
        ("Signed on 8-May-2018.", [("8-May-2018", "2018-05-08")]),
        ("Updated 2018-05-08.", [("2018-05-08", "2018-05-08")]),
        ("Updated 31/12/2015.", [("31/12/2015", "2015-12-31")]),
        ("Updated 3/14/2015.", [("3/14/2015", "2015-03-14")]),
        ("Opened in Sept. 2013.", [("Sept. 2013", "2013-09")]),
        ("Opened in November, 2017.", [("November, 2017", "2017-11")]),
        ("Opened in February of 1995.", [("February of 1995", "1995-02")]),
        ("OPENED IN JULY 2014", [("JULY 2014", "2014-07")]),
        ("Opened in July '14.", [("July '14", "2014-07")]),
        ("Opened in 2016.", [("2016", "2016")]),
        ("Signed on Aug 31,2004, at noon.", [("Aug 31,2004", "2004-08-31")]),
        ("The 2014 Norwegian scholarships went out.", [("2014", "2014")]),
        ("Due on 31 June 2015.", [("June 2015", "2015-06")]),
        ("In force since 1 January 2018.4 The ports followed.", [("1 January 2018", "2018-01-01")]),
    ],
)
def test_days_months_years(sentence: str, expected: Found) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It ran from 2007 to 2009.", [("2007 to 2009", "2007/2009")]),
        ("Between 2010 and 2014 it grew.", [("2010 and 2014", "2010/2014")]),
        ("It grew in 2010 and 2014.", [("2010", "2010"), ("2014", "2014")]),
        ("The Plan (2016–20) ended.", [("2016–20", "2016/2020")]),
        ("The Plan (2015 – 2019) ended.", [("2015 – 2019", "2015/2019")]),
        ("From July 2024 to June 2025.", [("July 2024 to June 2025", "2024-07/2025-06")]),
        ("A summit on 18–19 May 2023.", [("18–19 May 2023", "2023-05-18/2023-05-19")]),
        ("A summit on January 25-26, 2015.", [("January 25-26, 2015", "2015-01-25/2015-01-26")]),
        ("From 28 May to 2 June 2018.", [("28 May to 2 June 2018", "2018-05-28/2018-06-02")]),
        ("From December 28 to January 3, 2015.", [("December 28 to January 3, 2015", "2014-12-28/2015-01-03")]),
        ("Between May and July 2015.", [("May and July 2015", "2015-05/2015-07")]),
        ("From 2010 to approximately 2017.", [("2010 to approximately 2017", "2010/2017~")]),
        ("Ambassador, 2019-present.", [("2019-present", "2019/..")]),
        ("In office (2013–).", [("2013–", "2013/..")]),
        ("From November 2014 to date.", [("November 2014 to date", "2014-11/..")]),
        ("Since 2019, and through 2034.", [("2019", "2019"), ("2034", "2034")]),
        ("In the first nine months of 2015.", [("first nine months of 2015", "2015-01/2015-09")]),
    ],
)
def test_spans(sentence: str, expected: Found) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On 2 and 3 December 2024.", [("2", "2024-12-02"), ("3 December 2024", "2024-12-03")]),
        ("In June and October of 2012.", [("June", "2012-06"), ("October of 2012", "2012-10")]),
        ("January 10 and February 3, 2015", [("January 10", "2015-01-10"), ("February 3, 2015", "2015-02-03")]),
        (
            "On 10-12 and 15 May 2015.",
            [("10-12", "2015-05-10/2015-05-12"), ("15 May 2015", "2015-05-15")],
        ),
        ("Meetings in 2015, 2016, and 2017.", [("2015", "2015"), ("2016", "2016"), ("2017", "2017")]),
    ],
)
def test_lists(sentence: str, expected: Found) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Since the 1970s.", [("1970s", "197X")]),
        ("In the 1980s and 90s.", [("1980s", "198X"), ("90s", "199X")]),
        ("In the late '90s.", [("late '90s", "199X")]),
        ("In the early 2000s.", [("early 2000s", "200X")]),
        ("In the mid-2010s.", [("mid-2010s", "201X")]),
        ("In the 21st century.", [("21st century", "20XX")]),
        ("In the nineteenth century.", [("nineteenth century", "18XX")]),
        ("The first decade of the 21st century.", [("first decade of the 21st century", "200X")]),
        ("In the first quarter of 2026.", [("first quarter of 2026", "2026-33")]),
        ("In Q3 2021.", [("Q3 2021", "2021-35")]),
        ("In Q1-Q2 2021.", [("Q1-Q2 2021", "2021-33/2021-34")]),
        ("In the second half of 2016.", [("second half of 2016", "2016-41")]),
        ("In H1 2020.", [("H1 2020", "2020-40")]),
        ("In autumn 2024.", [("autumn 2024", "2024-23")]),
        ("In FY2016/17.", [("FY2016/17", "2016/2017")]),
        ("In FY2016.", [("FY2016", "2016")]),
        ("In AY2013/2014.", [("AY2013/2014", "2013/2014")]),
        ("By mid-2024 and late 2022.", [("mid-2024", "2024"), ("late 2022", "2022")]),
        ("By end-2020.", [("end-2020", "2020")]),
        ("By the end of 2024.", [("end of 2024", "2024")]),
        ("Built around 2014.", [("around 2014", "2014~")]),
        ("Post-2020 lending fell.", [("2020", "2020")]),
    ],
)
def test_decades_parts_of_years_and_qualifiers(sentence: str, expected: Found) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The plant gave work to 2000 people.",
        "The line is 2030 km long.",
        "They need from 1500 to 2000 workers.",
        "See document A/80/271.",
        "ISO 9001 and ISO 2015 apply.",
        "See CP2014 and Project ID#2012.",
        "It cost $2000, later 2010 dollars.",
        "A total of 2,012 tents.",
        "See pp. 1999-2004 and No. 1987.",
        "Regulation (EU) 2019/452 and COM(2018) 31.",
        "He is in his 60s.",
        "A plant of 2012-2034 MW.",
        "They may march in a year.",
    ],
)
def test_numbers_that_are_no_dates(sentence: str) -> None:
    assert found(sentence) == []


def test_no_date_runs_over_a_blank_line() -> None:
    assert found("It ended in May\n\n2014 was better.") == [("2014", "2014")]


@pytest.mark.parametrize(
    ("anchor", "sentence", "expected"),
    [
        ("2016-04", "In the same year it earned more.", [("same year", "2016")]),
        ("2016-04", "That month it closed.", [("That month", "2016-04")]),
        ("2005-07", "Six years later it closed.", [("Six years later", "2011")]),
        ("2022-01-25", "Sixteen months later it closed.", [("Sixteen months later", "2023-05")]),
        ("2019-06-17", "It lapsed five years after that, in silence.", [("five years after that", "2024")]),
        ("2024", "In the previous year it grew.", [("previous year", "2023")]),
        ("2020-02-28", "Two days later it closed.", [("Two days later", "2020-03-01")]),
        ("2024-01-29/2024-01-30", "On the second day of the meeting they signed.", [("second day", "2024-01-30")]),
        ("2013", "In May, and again on 3 September, he came.", [("May", "2013-05"), ("3 September", "2013-09-03")]),
        ("2013", "From 3-5 June he stayed.", [("3-5 June", "2013-06-03/2013-06-05")]),
        ("2013", "A month later it closed.", [("A month later", "")]),
        ("2013", "It opened in October last year.", [("October last year", "2012-10")]),
        ("2022-02-26", "Last fall they gave more.", [("Last fall", "2021-23")]),
        ("2022-05-06", "It was told last spring.", [("last spring", "2021-21")]),
        ("2022-02-26", "It was told last winter.", [("last winter", "2020-24")]),
        ("2022", "It was told last summer.", [("last summer", "")]),
        ("2022-02-26", "They gave more in the last year and over the next year.", []),
        ("2013", "It closed on 5 May of the same year.", [("5 May of the same year", "2013-05-05")]),
        ("2013", "It closed in June. In Sept. it burnt.", [("June", "2013-06"), ("Sept.", "2013-09")]),
        ("2013", "They may come; March on!", []),
        ("2025-03-13", "It was ratified six days afterwards.", [("six days afterwards", "2025-03-19")]),
        ("2010-05-03", "The following day they met.", [("following day", "2010-05-04")]),
        ("2010-05-03", "They had met the day before.", [("day before", "2010-05-02")]),
        ("2010-05-03", "A fortnight later they met.", [("A fortnight later", "2010-05-17")]),
        ("2010-05", "They met on the 14th of that month.", [("14th of that month", "2010-05-14")]),
        ("2010-05-03", "They met on the 14th, in Oslo.", [("14th", "2010-05-14")]),
        ("2010-02-03", "They met on the 30th.", [("30th", "")]),
        ("2010", "They met on the 14th.", [("14th", "")]),
        ("2010-05", "It was built on the 14th floor.", []),
        ("2010", "They met again five years on.", [("five years on", "2015")]),
        ("2010", "They met five years on average.", []),
        ("2010", "Half a decade later they met.", [("Half a decade later", "2015")]),
        ("2010", "Twelve months later they met.", [("Twelve months later", "2011")]),
        ("2010", "A year and a half later they met.", []),
        ("2010-05", "They met in the ensuing year.", [("ensuing year", "2011")]),
        ("2010", "They met the year after.", [("year after", "2011")]),
        ("2010", "The year after the war they met.", []),
        ("2010-05", "They met the month before, in Oslo.", [("month before", "2010-04")]),
        ("2010-10", "The following January they met.", [("following January", "2011-01")]),
        ("2010-03", "The following May they met.", [("following May", "2010-05")]),
        ("2010-03", "They had met the previous November.", [("previous November", "2009-11")]),
        ("2010-12", "They had met the previous November.", [("previous November", "2010-11")]),
        ("2010", "The following January they met.", [("following January", "2011-01")]),
        ("2010", "Two years previously they had met.", [("Two years previously", "2008")]),
        ("2013", "In July and November of 2014 they met.", []),
    ],
)
def test_relative_dates(anchor: str, sentence: str, expected: Found) -> None:
    assert [(relative.text, resolve(relative, anchor)) for relative in find_relative(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "anchor"),
    [
        ("Last year it fell.", "paper"),
        ("Two years ago it fell.", "paper"),
        ("That year.", "text"),
        ("Next year it will open.", "paper"),
        ("The next year it opened.", "text"),
        ("It had opened the month before.", "text"),
    ],
)
def test_what_a_relative_date_is_counted_from(sentence: str, anchor: str) -> None:
    assert [relative.anchor for relative in find_relative(sentence)] == [anchor]


_PIECES = st.sampled_from(
    [
        "2014",
        "May",
        "3",
        "to",
        "and",
        "-",
        "–",
        ",",
        " ",
        "\n",
        "in",
        "1990s",
        "Q1",
        "FY",
        "mid-",
        "(",
        "31",
        "century",
        "th",
    ]
)


@given(st.lists(_PIECES, max_size=14).map(" ".join))
def test_every_date_is_valid_in_order_and_verbatim(text: str) -> None:
    end = 0
    for mention in find_dates(text):
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.text
        assert edtf.is_valid(str(mention.value))
        end = mention.end
