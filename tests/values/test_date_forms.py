"""The forms in which papers write dates, kind by kind: sentence -> the EDTF values in it, in order."""

from __future__ import annotations

import pytest

from policyfacts.values.dates import find_dates


def told(sentence: str) -> str:
    return " ".join(str(mention.value) for mention in find_dates(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("May 30-June 2, 2017", "2017-05-30/2017-06-02"),
        ("Nov. 30-Dec. 2, 2018", "2018-11-30/2018-12-02"),
        ("May 30–June 2, 2017", "2017-05-30/2017-06-02"),
        ("They met October 28-November 3, 2011 in Suva.", "2011-10-28/2011-11-03"),
        ("Sept. 29-Oct. 4, 2009", "2009-09-29/2009-10-04"),
        ("from July 31 - August 2, 2020", "2020-07-31/2020-08-02"),
        ("The visit (Jan 31–Feb 1, 2013) was short.", "2013-01-31/2013-02-01"),
        ("December 30, 2016–January 2, 2017", "2016-12-30/2017-01-02"),
        ("30 May-2 June 2017", "2017-05-30/2017-06-02"),
        ("28 February – 1 March 2018", "2018-02-28/2018-03-01"),
        ("March 30 to April 2, 1999", "1999-03-30/1999-04-02"),
        ("29 Nov.-3 Dec. 2004", "2004-11-29/2004-12-03"),
        ("May 30th—June 2nd, 2017", "2017-05-30/2017-06-02"),
        ("AUGUST 30-SEPTEMBER 1, 1994", "1994-08-30/1994-09-01"),
        ("April 29‑May 3 2015", "2015-04-29/2015-05-03"),
    ],
)
def test_days_over_months(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Paid on 25/12/2017, 28/11/2019 and 03/04/2018, 05/06/2019.", "2017-12-25 2019-11-28 2018-04-03 2019-06-05"),
        ("Received 31/01/2015; due 04/02/2015.", "2015-01-31 2015-02-04"),
        ("Due 04/02/2015, received 31/01/2015.", "2015-02-04 2015-01-31"),
        ("Open 02/03/2012. Closed 12/25/2012.", "2012-02-03 2012-12-25"),
        ("Start 13.02.2010, end 05.04.2011.", "2010-02-13 2011-04-05"),
        ("Dates: 17-08-1998 and 01-09-1998.", "1998-08-17 1998-09-01"),
        ("Calls on 1/2/2020, 2/2/2020, 30/2/2020, 29/2/2020.", "2020-02-01 2020-02-02 2020-02-29"),
        ("On 06/07/2018 and 07/31/2018 the price fell.", "2018-06-07 2018-07-31"),
        ("From 20/10/2014 to 05/11/2014.", "2014-10-20/2014-11-05"),
        ("Paid 22/06/09 and 05/06/09.", "2009-06-22 2009-06-05"),
        ("Shipped 9/10/2001; landed 19/10/2001; sold 1/11/2001.", "2001-10-09 2001-10-19 2001-11-01"),
    ],
)
def test_day_and_month_in_the_order_of_the_paper(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("30/12/2016-02/01/2017", "2016-12-30/2017-01-02"),
        ("13.05.2017-14.06.2017", "2017-05-13/2017-06-14"),
        ("3-5.5.2017", "2017-05-03/2017-05-05"),
        ("28/06/2016-01/07/2016", "2016-06-28/2016-07-01"),
        ("01/02/2016–15/03/2016", "2016-02-01/2016-03-15"),
        ("1.-3.4.2019", "2019-04-01/2019-04-03"),
        ("28.12.2019 - 03.01.2020", "2019-12-28/2020-01-03"),
        ("30.4.-2.5.2018", "2018-04-30/2018-05-02"),
        ("13/05-14/06/2017", "2017-05-13/2017-06-14"),
        ("5/20/2016-6/3/2016", "2016-05-20/2016-06-03"),
        ("14-16/10/2013", "2013-10-14/2013-10-16"),
        ("from 25/01/2011 to 11/02/2011", "2011-01-25/2011-02-11"),
        ("(27.09.2003 – 12.10.2003)", "2003-09-27/2003-10-12"),
        ("15-06-2010 to 20-07-2010", "2010-06-15/2010-07-20"),
        ("29.–31.08.2022", "2022-08-29/2022-08-31"),
    ],
)
def test_spans_in_figures(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Regulation (EU) 2020/2093",
        "The loan under 2019/2088 went to Ukraine.",
        "Regulation (EU) 2019/1896",
        "Directive 2018/2001",
        "Directive 2014/2025 of the Council",
        "Decision (CFSP) 2015/1763",
        "under Regulation (EU) No 2017/1939",
        "Council Regulation (EC) No 2003/2019",
        "Implementing Regulation (EU) 2021/2042 was adopted.",
        "Commission Delegated Regulation 2016/2050",
        "Regulations (EU) 2019/2088 and 2020/2093",
        "See Commission Recommendation 2013/2018.",
        "case 2011/2044 before the court",
        "The file 2009/2061 stayed open.",
        "Directive (EU) 2019/2034 on firms",
    ],
)
def test_numbers_of_regulations(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It was built in 2074 B.S. by the province.", "2017"),
        ("in FY 2074/75", ""),
        ("Nepal spent more in FY 2074/75 than before.", ""),
        ("Ethiopia began the dam in 2010 E.C. with its own means.", "2017"),
        ("The census of 2068 BS was late.", "2011"),
        ("Kathmandu, 15 Baisakh 2075", ""),
        ("fiscal year 2075/76 (2018/19) of Nepal", "2018/2019"),
        ("Signed in B.S. 2063.", "2006"),
        ("The plan was adopted in 2003 EC in Ethiopia.", "2010"),
        ("the year 1441 AH", ""),
        ("In Heisei 30 the bridge was opened.", "2018"),
        ("Bangkok, 12 May B.E. 2557", "2014-05-12"),
        ("the constitution of 2560 BE", "2017"),
        ("Reiwa 3 (2021)", "2021 2021"),
        ("5 Ramadan 1440", ""),
        ("in 1397 SH", ""),
        ("in 2009 Ethiopian calendar", "2016"),
        ("Vikram Sambat 2070", "2013"),
    ],
)
def test_years_of_other_calendars(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The number rose to 2017 in 1998.", "1998"),
        ("between 1800 and 1900 people", ""),
        ("between 1990 and 2010 households", ""),
        ("Tel. +44 2017 2018", ""),
        ("The toll climbed to 1950 by March 2003.", "2003-03"),
        ("about 1980 villages were burnt in 2004", "2004"),
        ("between 2010 and 2050 tonnes of rice", ""),
        ("some 2015 refugees crossed", ""),
        ("Phone: (202) 1999 2014", ""),
        ("Fax 0044 1985 2001", ""),
        ("Section 2004 of the act", ""),
        ("from 1900 to 2000 workers", ""),
        ("fell from 2018 to 1984 in 2010", "2010"),
        ("PO Box 1996, Lagos", ""),
        ("a total of 1945 soldiers", ""),
        ("Tel: 2019-2020", ""),
        ("1,987 cases and 2012 deaths", ""),
        ("The plant makes 2000 MW.", ""),
        ("room 2011, floor 20", ""),
    ],
)
def test_numbers_that_are_no_years(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("the first and second quarters of 2017", "2017-33 2017-34"),
        ("the third and fourth quarters of 2009", "2009-35 2009-36"),
        ("Q1 and Q2 2014", "2014-33 2014-34"),
        ("the first and third quarters of 2001", "2001-33 2001-35"),
        ("the first to third quarters of 2020", "2020-33/2020-35"),
        ("first and second halves of 2016", "2016-40 2016-41"),
        ("in the second and the fourth quarter of 2012", "2012-34 2012-36"),
        ("the first, second and third quarters of 2018", "2018-33 2018-34 2018-35"),
        ("Q3-Q4 2021", "2021-35/2021-36"),
        ("2019 Q2 and Q3", "2019-34 2019-35"),
    ],
)
def test_joined_parts_of_years(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("3 rd May 2017", "2017-05-03"),
        ("16. November 2016", "2016-11-16"),
        ("the 21 st of June 2014", "2014-06-21"),
        ("on 2 nd March, 1999", "1999-03-02"),
        ("April 4 th, 2011", "2011-04-04"),
        ("12 th November 2020", "2020-11-12"),
        ("5 th to 7 th May 2016", "2016-05-05/2016-05-07"),
        ("3 rd and 4 th July 2017", "2017-07-03 2017-07-04"),
        ("31 ST DECEMBER 2015", "2015-12-31"),
        ("the 1 st day of February 2008", "2008-02-01"),
        ("22 nd -24 th August 2018", "2018-08-22/2018-08-24"),
        ("30. Juni was late; 30. June 2013 is right", "2013-06-30"),
        ("May 3 rd 2017", "2017-05-03"),
    ],
)
def test_ordinals_set_apart(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("From April to June in 2017", "2017-04/2017-06"),
        ("between March and May in 2015", "2015-03/2015-05"),
        ("from January to March of 2012", "2012-01/2012-03"),
        ("between June and August in 1998", "1998-06/1998-08"),
        ("from Sept. to Nov. in 2003", "2003-09/2003-11"),
        ("October through December in 2021", "2021-10/2021-12"),
        ("From July until September of 2016", "2016-07/2016-09"),
        ("from 3 to 9 May in 2014", "2014-05-03/2014-05-09"),
        ("between 5 May and 6 June of 2013", "2013-05-05/2013-06-06"),
        ("July–September in 2010", "2010-07/2010-09"),
        ("April to June, 2017", "2017-04/2017-06"),
        ("from spring to autumn of 2015", "2015-21/2015-23"),
    ],
)
def test_spans_with_their_year_behind_in(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2017-05-03/2017-06-04", "2017-05-03/2017-06-04"),
        ("2012-01-15/2012-02-20", "2012-01-15/2012-02-20"),
        ("2012-01-15 to 2012-02-20", "2012-01-15/2012-02-20"),
        ("2012-01-15 – 2012-02-20", "2012-01-15/2012-02-20"),
        ("valid 1999-12-31/2000-01-01 only", "1999-12-31/2000-01-01"),
        ("2016-03/2016-09", "2016-03/2016-09"),
        ("2017-05-03 - 2017-06-04", "2017-05-03/2017-06-04"),
        ("from 2009-07-01 until 2009-07-31", "2009-07-01/2009-07-31"),
        ("2021/04/05-2021/04/09", "2021-04-05/2021-04-09"),
        ("20170503", ""),
        ("2017-05-03T12:00:00Z", "2017-05-03"),
    ],
)
def test_iso_dates_and_spans(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2015/16–2018/19", "2015/2019"),
        ("2011/12-2014/15", "2011/2015"),
        ("FY2011/12 to FY2014/15", "2011/2015"),
        ("from 1998/99 to 2001/02", "1998/2002"),
        ("2007-08 to 2009-10", "2007/2010"),
        ("between 2012/13 and 2016/17", "2012/2017"),
        ("2019/20 – 2023/24", "2019/2024"),
        ("FY 2008/09–2010/11", "2008/2011"),
        ("2010–11 and 2012–13", "2010/2011 2012/2013"),
        ("FY2018–FY2021", "2018/2021"),
        ("fiscal years 2003/04 through 2006/07", "2003/2007"),
    ],
)
def test_spans_of_fiscal_years(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("04/2017", "2017-04"),
        ("11/2016", "2016-11"),
        ("2016/11", "2016-11"),
        ("2016 November", "2016-11"),
        ("In 07/2009 it was closed.", "2009-07"),
        ("12/1999", "1999-12"),
        ("from 03/2015 to 09/2016", "2015-03/2016-09"),
        ("1/2014", "2014-01"),
        ("2014/06", "2014-06"),
        ("05.2018", "2018-05"),
        ("2003 March", "2003-03"),
        ("1997 Dec.", "1997-12"),
        ("08/2011-10/2011", "2011-08/2011-10"),
    ],
)
def test_months_in_figures_and_behind_the_year(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("03-Apr-17", "2017-04-03"),
        ("17-Nov-09", "2009-11-17"),
        ("1-Jan-2014", "2014-01-01"),
        ("30/Jun/2012", "2012-06-30"),
        ("9-Mar-01", "2001-03-09"),
        ("Feb-05-2016", "2016-02-05"),
        ("21.Oct.2004", "2004-10-21"),
        ("3-May-2017", "2017-05-03"),
        ("12 Aug '08", "2008-08-12"),
        ("Jul-13", ""),
        ("2015-Aug-31", "2015-08-31"),
    ],
)
def test_short_months_and_years(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("1999-00", "1999/2000"),
        ("2008-9", "2008/2009"),
        ("1999/00", "1999/2000"),
        ("2001-2", "2001/2002"),
        ("1999–2000", "1999/2000"),
        ("1989/90", "1989/1990"),
        ("2005–6", "2005/2006"),
        ("1899-00", "1899/1900"),
        ("2003/4", "2003/2004"),
        ("1998-9", "1998/1999"),
        ("2009–10", "2009/2010"),
        ("1997–8", "1997/1998"),
        ("2099/00", "2099/2100"),
        ("between 1999 and 2001-2", "1999 2001/2002"),
    ],
)
def test_spans_with_a_short_end(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("c.1950", "1950~"),
        ("c. 1640", "1640~"),
        ("ca. 1880", "1880~"),
        ("circa 1912", "1912~"),
        ("around 2003", "2003~"),
        ("ca 1955", "1955~"),
        ("(c. 1700)", "1700~"),
        ("approximately 1998", "1998~"),
        ("c.1990s", "199X"),
        ("circa May 1976", "1976-05~"),
        ("c. 1900–1910", "1900/1910"),
    ],
)
def test_circa(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("1980s–90s", "198X/199X"),
        ("the 1950s and 60s", "195X 196X"),
        ("the 1970s-1980s", "197X/198X"),
        ("the '80s and '90s", "198X 199X"),
        ("from the 1960s to the 1980s", "196X/198X"),
        ("1920s—30s", "192X/193X"),
        ("the 1980s to 90s", "198X/199X"),
        ("the 1970s, 80s and 90s", "197X 198X 199X"),
        ("late 1990s–early 2000s", "199X/200X"),
        ("the nineteen-eighties", "198X"),
        ("1950's", "195X"),
        ("1960s/70s", "196X/197X"),
    ],
)
def test_joined_decades(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("3.V.2017", "2017-05-03"),
        ("14.XII.1998", "1998-12-14"),
        ("1.I.2000", "2000-01-01"),
        ("22.vi.2011", "2011-06-22"),
        ("9/IV/1975", "1975-04-09"),
        ("30.IX.2007", "2007-09-30"),
        ("7 . X . 2003", "2003-10-07"),
        ("25-III-1957", "1957-03-25"),
        ("5.XI.89", ""),
        ("18 VIII 2016", "2016-08-18"),
        ("31.VII.2020", "2020-07-31"),
    ],
)
def test_roman_months(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Emissions should be 30 percent below 2005 levels.", "2005"),
        ("Output exceeded 2019 levels.", "2019"),
        ("above 1990 levels", "1990"),
        ("cut by half from 2010 levels", "2010"),
        ("at 2013 prices", "2013"),
        ("in constant 2015 dollars", "2015"),
        ("over the 2008 level", "2008"),
        ("beyond 2000 levels", "2000"),
        ("compared with 1995 levels", "1995"),
        ("40% below its 2005 level", "2005"),
        ("well over 2014 volumes", "2014"),
        ("still under 2007 peaks", "2007"),
    ],
)
def test_years_as_yardsticks(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The war lasted from 1839 to 1842.", "1839/1842"),
        ("It was fought between 1839 and 1842.", "1839/1842"),
        ("The ports were opened in 1842 and 1860.", "1842 1860"),
        ("Between 1756 and 1763 Europe was at war.", "1756/1763"),
        ("from 1618 to 1648", "1618/1648"),
        ("in 1713, 1748 and 1763", "1713 1748 1763"),
        ("The firm traded from 1602 until 1799.", "1602/1799"),
        ("since 1571", "1571"),
        ("In 1494 and 1529 they drew a line.", "1494 1529"),
        ("the peace of 1648", "1648"),
        ("1814–1815", "1814/1815"),
        ("after 1776", "1776"),
        ("by 1858 or 1860", "1858 1860"),
    ],
)
def test_early_years(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("the Treaty of Nanjing of 1842", "1842"),
        ("The city was founded in 1423.", "1423"),
        ("the Peace of Westphalia of 1648", "1648"),
        ("the 1713 Treaty of Utrecht", "1713"),
        ("the Congress of Vienna (1815)", "1815"),
        ("the Convention of Kanagawa of 1854", "1854"),
        ("Magna Carta was sealed in 1215.", "1215"),
        ("the treaty of 1494", "1494"),
        ("the edict of 1598", "1598"),
        ("the revolution of 1789", "1789"),
        ("In 1066 a duke came.", "1066"),
        ("the Treaty of Tordesillas (1494)", "1494"),
    ],
)
def test_years_of_events(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2014~2018", "2014/2018"),
        ("1998~2003", "1998/2003"),
        ("2015 ~ 2020", "2015/2020"),
        ("May~July 2014", "2014-05/2014-07"),
        ("3~5 May 2018", "2018-05-03/2018-05-05"),
        ("1990s~2000s", "199X/200X"),
        ("from 2001~2005", "2001/2005"),
        ("~1950", "1950~"),
        ("2010～2012", "2010/2012"),
        ("2019∼2021", "2019/2021"),
    ],
)
def test_tildes_as_dashes(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("December 2004/January 2005", "2004-12/2005-01"),
        ("31 December 2019/1 January 2020", "2019-12-31/2020-01-01"),
        ("Q4 2018/Q1 2019", "2018-36/2019-33"),
        ("May/June 2015", "2015-05/2015-06"),
        ("November 1999/February 2000", "1999-11/2000-02"),
        ("Q2/Q3 2016", "2016-34/2016-35"),
        ("30 June/1 July 2014", "2014-06-30/2014-07-01"),
        ("winter 2011/spring 2012", "2011-24/2012-21"),
        ("3/4 May 2012", "2012-05-03/2012-05-04"),
        ("Dec. 2017/Jan. 2018", "2017-12/2018-01"),
        ("2008/2009", "2008/2009"),
        ("July 31, 2001/August 1, 2001", "2001-07-31/2001-08-01"),
        ("October/November 2003", "2003-10/2003-11"),
    ],
)
def test_slashes_between_dates(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Vision 2030's targets", "2030"),
        ("2010's summit", "2010"),
        ("Agenda 2063's aims", "2063"),
        ("Vision 2040's pillars", "2040"),
        ("2019's floods", "2019"),
        ("1998’s crisis", "1998"),
        ("2000's elections were held late.", "2000"),
        ("Plan 2020's cost", "2020"),
        ("2008's collapse", "2008"),
        ("in 2015's accord", "2015"),
        ("May 2014's coup", "2014-05"),
        ("2030's deadline", "2030"),
    ],
)
def test_years_that_own(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("the 1800s", "18XX"),
        ("the thirteenth century", "12XX"),
        ("the 1700s", "17XX"),
        ("in the 1900s", "19XX"),
        ("the early 1600s", "16XX"),
        ("the 19th century", "18XX"),
        ("the eighteenth century", "17XX"),
        ("the 16th and 17th centuries", "15XX 16XX"),
        ("from the 17th to the 19th century", "16XX/18XX"),
        ("the twenty-first century", "20XX"),
        ("mid-nineteenth century", "18XX"),
        ("the 1500s and 1600s", "15XX 16XX"),
        ("the late fifteenth century", "14XX"),
    ],
)
def test_centuries(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("spring and summer of 2014", "2014-21 2014-22"),
        ("summer and autumn of 2013", "2013-22 2013-23"),
        ("fall and winter 2010", "2010-23 2010-24"),
        ("spring or summer 2019", "2019-21 2019-22"),
        ("in the spring and the fall of 2007", "2007-21 2007-23"),
        ("Spring/Summer 2016", "2016-21/2016-22"),
        ("spring and autumn 2011", "2011-21 2011-23"),
        ("the springs of 2011 and 2012", "2011 2012"),
        ("summer-autumn 2018", "2018-22/2018-23"),
        ("winter of 2004 and spring of 2005", "2004-24 2005-21"),
        ("summer, autumn and winter of 2014", "2014-22 2014-23 2014-24"),
    ],
)
def test_joined_seasons(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("the twenty-second of June 2017", "2017-06-22"),
        ("twelfth day of May, two thousand and five", "2005-05-12"),
        ("It was signed in nineteen ninety-six.", "1996"),
        ("the third of May 1999", "1999-05-03"),
        ("this fifteenth day of June, nineteen hundred and forty-five", "1945-06-15"),
        ("the first day of January two thousand and twelve", "2012-01-01"),
        ("on the thirty-first of October 2011", "2011-10-31"),
        ("in nineteen eighty-nine", "1989"),
        ("in two thousand and eight", "2008"),
        ("twenty-first day of November, one thousand nine hundred and ninety-one", "1991-11-21"),
        ("in the year two thousand", "2000"),
        ("the tenth of December, 1948", "1948-12-10"),
        ("by twenty thirty", "2030"),
        ("the twenty first of April 2002", "2002-04-21"),
    ],
)
def test_dates_in_words(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Rule 2016 applies.",
        "Order 2015 was withdrawn.",
        "Temperatures were in the 30s.",
        "Rule 1998(b)",
        "Order No. 2011 was revoked.",
        "Article 2020 and Clause 1990",
        "Room 2015",
        "Highs in the 20s were common.",
        "women in their 30s",
        "Form 1990 must be filed.",
        "page 1987",
        "Highway 2000",
        "Temperatures in the high 80s",
        "Chapter 2013 of the code",
        "ISO 2015",
    ],
)
def test_numbers_of_rules_and_degrees(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("resolution 1701 (2006)", "2006"),
        ("Agenda 2063", "2063"),
        ("resolution 2254 (2015)", "2015"),
        ("Vision 2030", "2030"),
        ("resolution 1325 (2000) and resolution 2242 (2015)", "2000 2015"),
        ("Horizon 2020", "2020"),
        ("decision 1989 (2011)", "2011"),
        ("Resolutions 1970 (2011) and 1973 (2011)", "2011 2011"),
        ("resolution 2000 (2011)", "2011"),
        ("Security Council resolution 1993", ""),
        ("pursuant to resolutions 1965 (2010), 2017 (2011) and 2033 (2012)", "2010 2011 2012"),
        ("Council decision 2012/1990", ""),
    ],
)
def test_years_of_resolutions_and_agendas(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("See S/2025/138 and A/79/811.", ""),
        ("The letter (A/79/811-S/2025/138) was circulated.", ""),
        ("A/RES/70/1", ""),
        ("S/RES/1970 (2011)", "2011"),
        ("E/CN.4/1998/53", ""),
        ("see document WFP/EB.1/2024/8-B", ""),
        ("TD/B/C.I/2016/3", ""),
        ("S/PRST/2017/1", ""),
        ("DP/FPA/2025/4 (Part I)", ""),
        ("ST/SGB/2003/7", ""),
        ("A/HRC/2010/12/Add.1", ""),
        ("COM(2016) 940 final", ""),
        ("CEB/2025/4", ""),
        ("JIU/REP/2019/5", ""),
        ("FCCC/CP/2015/10/Add.1", ""),
    ],
)
def test_symbols_of_documents(sentence: str, expected: str) -> None:
    assert told(sentence) == expected
