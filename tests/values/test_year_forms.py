"""The forms in which papers write years, decades and centuries: sentence -> EDTF values."""

from __future__ import annotations

import pytest

from policyfacts.values.dates import find_dates


def told(sentence: str) -> str:
    return " ".join(str(mention.value) for mention in find_dates(sentence))


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
        ("Nepal's fiscal year 2079/80 began in July.", ""),
        ("in the year 2076 (B.S.)", "2019"),
        ("2075/76 BS", "2018/2019"),
        ("by 2013 E.C. (2020/21) schools had reopened", "2020/2021"),
        ("14 April 2561 B.E.", "2018-04-14"),
        ("Heisei 23 and Showa 60", "2011 1985"),
        ("dated 12 Rabi al-Awwal 1442", ""),
        ("AH 1400", ""),
        ("the Persian year 1399", ""),
        ("Minguo 100 (2011)", "2011 2011"),
        ("Kartik 2015 was a fair.", "2015"),
        ("the 15 Kartik 2079 decision in Nepal", ""),
        ("In Bikram Sambat 2081", "2024"),
        ("the budget for 2078/79 in Nepal", ""),
        ("on 3 Magh 2077 B.S.", ""),
        ("Reiwa 6", "2024"),
        ("since 1 Meskerem 2013", ""),
        ("the year 5783 of the Hebrew calendar", ""),
        ("2566 (B.E.)", "2023"),
    ],
)
def test_years_of_other_calendars(sentence: str, expected: str) -> None:
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
        ("c. May 1945", "1945-05~"),
        ("ca. 2010-2012", "2010/2012"),
        ("circa 1500", "1500~"),
        ("c.1320", "1320~"),
        ("c. 1885-1890", "1885/1890"),
        ("circa the 1820s", "182X"),
    ],
)
def test_circa(sentence: str, expected: str) -> None:
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
        ("40 per cent below the 2005 level", "2005"),
        ("over 2019 averages", "2019"),
        ("less than 2011 figures", "2011"),
        ("in 2020 US dollars", "2020"),
        ("at constant 2010 prices", "2010"),
        ("to 1990 levels by 2030", "1990 2030"),
        ("nearly 2008 highs", "2008"),
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
        ("from 1791 to 1804", "1791/1804"),
        ("the wars of 1618-1648", "1618/1648"),
        ("between 1494 and 1559", "1494/1559"),
        ("In 1776, 1789 and 1791 it was written.", "1776 1789 1791"),
        ("by 1453 the city had fallen", "1453"),
        ("until 1291", "1291"),
        ("around 1250 villagers", ""),
        ("in 1200 homes", ""),
        ("during 1688-1697", "1688/1697"),
        ("from 1337 until 1453", "1337/1453"),
        ("between 1000 and 1200 metres", ""),
        ("in 1205, 1215 and 1225", "1205 1215 1225"),
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
        ("the Treaty of Nerchinsk (1689)", "1689"),
        ("the constitution of 1787", "1787"),
        ("the Great Fire of 1666", "1666"),
        ("the Peace of Augsburg in 1555", "1555"),
        ("after the 2000 elections and the 1900 uprising", "2000 1900"),
        ("the 1648 Peace", "1648"),
        ("the Union of Lublin (1569)", "1569"),
        ("the Battle of Adwa in 1896", "1896"),
    ],
)
def test_years_of_events(sentence: str, expected: str) -> None:
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
        ("2020's pandemic", "2020"),
        ("Agenda 2030's goals", "2030"),
        ("the 1990's were hard", "199X"),
        ("1980's and 1990's", "198X 199X"),
        ("in the late 1960's", "196X"),
        ("2050's climate", "2050"),
        ("'90's music", "199X"),
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
        ("the fourteenth and fifteenth centuries", "13XX 14XX"),
        ("the late 1700s and early 1800s", "17XX 18XX"),
        ("12th-century walls", "11XX"),
        ("the 1000s", "10XX"),
        ("late 1900s", "19XX"),
        ("the 20th and 21st centuries", "19XX 20XX"),
    ],
)
def test_centuries(sentence: str, expected: str) -> None:
    assert told(sentence) == expected
