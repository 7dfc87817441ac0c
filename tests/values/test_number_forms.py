"""The forms in which papers write numbers that are, or are not, years: sentence -> EDTF values."""

from __future__ import annotations

import pytest

from policyfacts.values.dates import find_dates


def told(sentence: str) -> str:
    return " ".join(str(mention.value) for mention in find_dates(sentence))


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
        "Regulation (EU) 2016/679",
        "Directives 2014/23/EU and 2014/2025/EU",
        "Decision No 2009/2012/CFSP",
        "Framework Decision 2002/2584",
        "Opinion 2017/2020 of the board",
        "Law 2012/2030",
        "Case C-2013/2019",
        "Regulation No 1995/2006",
        "amending Directives 2001/2014 and 1998/2044",
        "Act (EU) 2022/2065",
        "UNSC 2019/2088 file",
        "Eco. Res. 2014/2023",
    ],
)
def test_numbers_of_regulations(sentence: str) -> None:
    assert not told(sentence)


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
        ("The death toll reached 1999 by May 2004.", "2004-05"),
        ("Attendance dropped to 1980 from 2150 in 2009.", "2009"),
        ("Mobile +254 2020 1999", ""),
        ("Tel. 2015-1998", ""),
        ("between 1950 and 2000 refugees", ""),
        ("about 1900 MW and 2000 km", ""),
        ("Their number grew from 1990 to 2015 in 2003.", "2003"),
        ("Fax: +1 202 1990 2011", ""),
        ("a herd of 1950 cows", ""),
        ("the score was 2014", "2014"),
        ("2000 to 2020 trucks a day", ""),
        ("population 2015: 1999", "2015 1999"),
        ("increased from 1850 to 1950", ""),
        ("the index stood at 2014 points", ""),
        ("in all 1950 tonnes", ""),
        ("a budget of 2000", ""),
        ("Ext. 2015, room 1984", "2015"),
        ("a fleet of 1995 lorries", ""),
        ("between 2000 and 2020 euros", ""),
    ],
)
def test_numbers_that_are_no_years(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rule 2016 applies.", ""),
        ("Order 2015 was withdrawn.", ""),
        ("Temperatures were in the 30s.", ""),
        ("Rule 1998(b)", ""),
        ("Order No. 2011 was revoked.", ""),
        ("Article 2020 and Clause 1990", ""),
        ("Room 2015", ""),
        ("Highs in the 20s were common.", ""),
        ("women in their 30s", ""),
        ("Form 1990 must be filed.", ""),
        ("page 1987", ""),
        ("Highway 2000", ""),
        ("Temperatures in the high 80s", ""),
        ("Chapter 2013 of the code", ""),
        ("ISO 2015", ""),
        ("Clause 1985 and item 2001", ""),
        ("Aged in their 40s", ""),
        ("a fever in the high 30s", ""),
        ("winds in the 60s", "196X"),
        ("Route 2000, gate 1998", ""),
        ("Case 2011 was closed.", ""),
        ("Model 1997 engines", ""),
        ("Section 1995 and Standard 2010", ""),
        ("The rule of 2016 held.", "2016"),
        ("in the 70s and 80s Fahrenheit", "197X 198X"),
        ("Order 1999/22 and order no. 2001", ""),
        ("license 2018", ""),
    ],
)
def test_numbers_of_rules_and_degrees(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


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
        ("Vision 2025 and Plan 2030", "2025 2030"),
        ("resolution 1540 (2004)", "2004"),
        ("resolutions 1973 (2011) and 2009 (2011)", "2011 2011"),
        ("Sendai Framework 2015-2030", "2015/2030"),
        ("Resolution 2118 (2013) and decision 2014", "2013"),
        ("Europe 2020", "2020"),
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
        ("A/C.5/79/L.2", ""),
        ("UNEP/CBD/COP/2010/27", ""),
        ("see GC.2015/12 and GOV/2019/33", ""),
        ("S/2024/900 and S/2025/1", ""),
        ("NGO/2009/41", ""),
        ("GC/2009/12, TD/400 and LC/L.2017", ""),
        ("ECE/CEP/2019/3", ""),
    ],
)
def test_symbols_of_documents(sentence: str, expected: str) -> None:
    assert told(sentence) == expected
