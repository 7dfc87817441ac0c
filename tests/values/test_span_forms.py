"""The forms in which papers write spans and lists of dates: sentence -> EDTF values."""

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
        ("The fair (Feb. 28–Mar. 4, 2012) closed.", "2012-02-28/2012-03-04"),
        ("between June 30 and July 4, 2009", "2009-06-30/2009-07-04"),
        ("from 29th November to 3rd December 2011", "2011-11-29/2011-12-03"),
        ("27 Dec. 2018 - 5 Jan. 2019", "2018-12-27/2019-01-05"),
        ("Monday, June 29-Thursday, July 2, 2015", "2015-06-29/2015-07-02"),
        ("October 31 through November 12, 2021", "2021-10-31/2021-11-12"),
        ("30-31 May and 1-2 June 2017", "2017-05-30/2017-05-31 2017-06-01/2017-06-02"),
        ("March 28-30 and April 2-4, 2003", "2003-03-28/2003-03-30 2003-04-02/2003-04-04"),
        ("30 May/2 June 2017", "2017-05-30/2017-06-02"),
        ("Dec 30 '16-Jan 2 '17", "2016-12-30/2017-01-02"),
        ("The court sat (Apr. 30-May 4, 1998).", "1998-04-30/1998-05-04"),
        ("28th of May to the 3rd of June 2011", "2011-05-28/2011-06-03"),
        ("May 29, 30 and June 2, 2014", "2014-05-29 2014-05-30 2014-06-02"),
        ("from Sunday, 30 May to Wednesday, 2 June 2010", "2010-05-30/2010-06-02"),
        ("on 30 and 31 January and 1 February 2018", "2018-01-30 2018-01-31 2018-02-01"),
    ],
)
def test_days_over_months(sentence: str, expected: str) -> None:
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
        ("3.5.-5.5.2017", "2017-05-03/2017-05-05"),
        ("01.-15.02.2014", "2014-02-01/2014-02-15"),
        ("26/9/2012 to 3/10/2012", "2012-09-26/2012-10-03"),
        ("between 13/04/2010 and 21/05/2010", "2010-04-13/2010-05-21"),
        ("12/28/2014 - 01/03/2015", "2014-12-28/2015-01-03"),
        ("5.-7.11.", ""),
        ("12.10.-3.11.2020", "2020-10-12/2020-11-03"),
        ("31/12/2019–01/01/2020", "2019-12-31/2020-01-01"),
        ("15/1-20/2/2009", "2009-01-15/2009-02-20"),
    ],
)
def test_spans_in_figures(sentence: str, expected: str) -> None:
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
        ("the second through fourth quarters of 2008", "2008-34/2008-36"),
        ("the first half and the third quarter of 2013", "2013-40 2013-35"),
        ("1st and 2nd quarters of 2019", "2019-33 2019-34"),
        ("Q1, Q2 and Q4 2016", "2016-33 2016-34 2016-36"),
        ("the first and the second half of 2020", "2020-40 2020-41"),
        ("in the first quarters of 2017 and 2018", "2017-33 2018"),
        ("H1 and H2 2012", "2012-40 2012-41"),
        ("from the second to the third quarter of 1999", "1999-34/1999-35"),
        ("the last two quarters of 2016", "2016-07/2016-12"),
        ("second half of 2014 and first half of 2015", "2014-41 2015-40"),
        ("2Q and 3Q 2018", "2018-34 2018-35"),
        ("1H-2H 2015", "2015-40/2015-41"),
    ],
)
def test_joined_parts_of_years(sentence: str, expected: str) -> None:
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
        ("from May through July in 1999", "1999-05/1999-07"),
        ("between 1 and 5 June in 2010", "2010-06-01/2010-06-05"),
        ("from October 2 to 9 in 2012", "2012-10-02/2012-10-09"),
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
        ("2014-02-03T10:00 to 2014-02-05", "2014-02-03 2014-02-05"),
        ("(2014-02-03/2014-02-05)", "2014-02-03/2014-02-05"),
        ("2014.02.03-2014.02.05", "2014-02-03/2014-02-05"),
        ("2020-02-29/2020-03-01", "2020-02-29/2020-03-01"),
        ("2019-02-29", ""),
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
        ("1997/98-1999/2000", "1997/2000"),
        ("FY17/18–FY19/20", "2017/2020"),
        ("the 2014-15 and 2015-16 seasons", "2014/2015 2015/2016"),
        ("academic years 2009/10 to 2012/13", "2009/2013"),
        ("FYs 2010/11-2012/13", "2010/2013"),
        ("2012–13 through 2014–15", "2012/2015"),
    ],
)
def test_spans_of_fiscal_years(sentence: str, expected: str) -> None:
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
        ("2099/00", ""),
        ("between 1999 and 2001-2", "1999 2001/2002"),
        ("2015-6", "2015/2016"),
        ("1999–00 and 2000–01", "1999/2000 2000/2001"),
        ("1989-0", ""),
        ("2011-2", "2011/2012"),
        ("FY1999-00", "1999/2000"),
        ("2013/4 and 2014/5", ""),
    ],
)
def test_spans_with_a_short_end(sentence: str, expected: str) -> None:
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
        ("1990s and 00s", "199X 200X"),
        ("the 60s and 70s", "196X 197X"),
        ("1970s to the 1990s", "197X/199X"),
        ("mid-1980s to late 90s", "198X/199X"),
        ("the early 1990s to the late 2000s", "199X/200X"),
        ("1840s-50s", "184X/185X"),
        ("'50s, '60s and '70s", "195X 196X 197X"),
    ],
)
def test_joined_decades(sentence: str, expected: str) -> None:
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
        ("2003～2007", "2003/2007"),
        ("10~12 June 2013", "2013-06-10/2013-06-12"),
        ("2010s ~ 2020s", "201X/202X"),
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
        ("28 February/1 March 2013", "2013-02-28/2013-03-01"),
        ("November/December 2016", "2016-11/2016-12"),
        ("Q3/Q4 2020", "2020-35/2020-36"),
        ("autumn 2018/winter 2019", "2018-23/2019-24"),
        ("June 2014/May 2015", "2014-06/2015-05"),
        ("2013/2014/2015", ""),
    ],
)
def test_slashes_between_dates(sentence: str, expected: str) -> None:
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
        ("spring, summer and fall of 1999", "1999-21 1999-22 1999-23"),
        ("from summer to winter 2005", "2005-22/2005-24"),
        ("Autumn 2010 and spring 2011", "2010-23 2011-21"),
        ("winter-spring 2012", "2011-24/2012-21"),
        ("fall of 2009 and of 2010", "2009-23 2010"),
    ],
)
def test_joined_seasons(sentence: str, expected: str) -> None:
    assert told(sentence) == expected
