"""The forms in which papers write days and months: sentence -> EDTF values."""

from __future__ import annotations

import pytest

from policyfacts.values.dates import find_dates


def told(sentence: str) -> str:
    return " ".join(str(mention.value) for mention in find_dates(sentence))


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
        ("13/14/2015 is no day; 5/13/2015 is, and 4/5/2015 too.", "2015-05-13 2015-04-05"),
        ("On 01.02.2003 and 11.12.2013", "2003-02-01 2013-12-11"),
        ("Due 29/02/2015", ""),
    ],
)
def test_day_and_month_in_the_order_of_the_paper(sentence: str, expected: str) -> None:
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
        ("the 2 nd and 3 rd of August 2001", "2001-08-02 2001-08-03"),
        ("August 21 st - 23 rd, 2019", "2019-08-21/2019-08-23"),
        ("on the 5th. of May 2010", "2010-05"),
        ("on the 23 rd of Nov. 2007", "2007-11-23"),
        ("between the 1 st and the 4 th of May 2015", "2015-05-01/2015-05-04"),
    ],
)
def test_ordinals_set_apart(sentence: str, expected: str) -> None:
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
        ("since 9/2010", "2010-09"),
        ("until 2012/10", "2012-10"),
        ("06/2016 – 12/2017", "2016-06/2017-12"),
        ("in 1999 September", "1999-09"),
        ("(02/2014)", "2014-02"),
        ("resolution 12/2014", ""),
        ("Law 4/2009 and Decree 11/2012", ""),
        ("ratio 12/2015", ""),
        ("decision 2015/11 and 2016/12", ""),
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
        ("28-FEB-14", "2014-02-28"),
        ("1.Mai was the day; 1.May.2012", "2012-05-01"),
        ("31-Dec-1999", "1999-12-31"),
        ("Sept 4, '09", "2009-09-04"),
        ("2-Sep-03", "2003-09-02"),
        ("2001 Mar 4", "2001-03-04"),
    ],
)
def test_short_months_and_years(sentence: str, expected: str) -> None:
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
        ("1.XII.2009", "2009-12-01"),
        ("03/VII/1962", "1962-07-03"),
        ("15 - IX - 1821", "1821-09-15"),
        ("12/xii/1999", "1999-12-12"),
        ("IV.2014", ""),
    ],
)
def test_roman_months(sentence: str, expected: str) -> None:
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
        ("the second day of April, two thousand and nineteen", "2019-04-02"),
        ("nineteen hundred and eighty-five", ""),
        ("since nineteen forty-five", "1945"),
        ("the ninth of November 1989", "1989-11-09"),
        ("the twenty-fifth day of March nineteen fifty-seven", "1957-03-25"),
        ("two thousand and five people", ""),
        ("in two thousand villages", ""),
        ("the thirtieth day of September in the year two thousand and twelve", "2012-09-30"),
        ("on the eleventh of November, nineteen eighteen", "1918-11-11"),
        ("first of January 2000", "2000-01-01"),
        ("in nineteen hundred workers", ""),
    ],
)
def test_dates_in_words(sentence: str, expected: str) -> None:
    assert told(sentence) == expected
