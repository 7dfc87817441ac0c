"""The forms in which papers write countries, kind by kind: sentence -> the codes in it, in order."""

from __future__ import annotations

import pytest

from policyfacts.values.countries import find_blocs, find_countries


def told(sentence: str) -> str:
    found = sorted([*find_countries(sentence), *find_blocs(sentence)], key=lambda mention: mention.start)
    return " ".join(str(mention.value) for mention in found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("AU$4.5 million", ""),
        ("NZ$8bn", ""),
        ("$US 4.5 million", ""),
        ("US$5", ""),
        ("A$3 million", ""),
        ("C$12 million", ""),
        ("CA$7 million", ""),
        ("HK$ 90 billion", ""),
        ("S$5 million", ""),
        ("US$ 5 million", ""),
        ("U.S.$5 million", ""),
        ("AU$ 4.5 million", ""),
        ("NZ$ 2.5 million", ""),
        ("$NZ 4 million", ""),
        ("$A5 million", ""),
        ("TT$4 million", ""),
        ("SG$10m", ""),
        ("$CAN 5 million", ""),
        ("FJ$2 million", ""),
        ("UK£5 million", ""),
        ("$AU4 million", ""),
        ("R$4 million and S$ 3 million", ""),
        ("BZ$5m, J$3m, EC$2m", ""),
        ("HK$5m and NT$4m", ""),
        ("CAN$7m, CDN$3m", ""),
        ("$NZ5m or $HK5m", ""),
        ("UK £4 million", "GBR"),
        ("US$5m to A$6m (AU$7m)", ""),
        ("NT$ 30 billion and RM$4m", ""),
        ("UK£5m and EU€4m", ""),
        ("Aus$4m and Can$3m", ""),
    ],
)
def test_prefixes_of_currencies(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("New Guinea", ""),
        ("eastern New Guinea", ""),
        ("Guinea and Equatorial Guinea", "GIN GNQ"),
        ("Guinea-Bissau and Guinea Bissau", "GNB GNB"),
        ("Papua New Guinea", "PNG"),
        ("Western New Guinea", ""),
        ("Gulf of Guinea", ""),
        ("New South Wales", ""),
        ("New Mexico", ""),
        ("Dominica and the Dominican Republic", "DMA DOM"),
        ("Niger and Nigeria", "NER NGA"),
        ("New England and New Zealand", "NZL"),
        ("Sudan and South Sudan", "SDN SSD"),
        ("Republic of the Congo and the Democratic Republic of the Congo", "COG COD"),
        ("Lebanon, New Hampshire", ""),
        ("New Jersey", ""),
        ("Guinean and Papua New Guinean traders", "GIN PNG"),
        ("Equatorial Guinean oil", "GNQ"),
        ("the Gulf of Guinea States", ""),
        ("Guinea Conakry and Guinea-Bissau", "GIN GNB"),
        ("the New Guinea highlands", ""),
    ],
)
def test_names_within_names(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Korea, DPR", "PRK"),
        ("DPR of Korea", "PRK"),
        ("North and South Korea", "PRK KOR"),
        ("Dem Rep of the Congo", "COD"),
        ("Congo, Dem Rep", "COD"),
        ("Ukrainian Soviet Socialist Republic", "UKR"),
        ("Falkland Islands (Malvinas)", "FLK"),
        ("Holy See (Vatican City State)", "VAT"),
        ("Georgia (US state)", "USA"),
        ("St Vincent & Grenadines", "VCT"),
    ],
)
def test_short_and_turned_names(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Korea, Republic of", "KOR"),
        ("Korea, North", "PRK"),
        ("Korea (DPR)", "PRK"),
        ("Korea, Dem. People's Rep. of", "PRK"),
        ("South and North Korea", "KOR PRK"),
        ("the two Koreas", ""),
        ("D.P.R. of Korea", "PRK"),
        ("DPR Korea", "PRK"),
        ("Republic of Korea", "KOR"),
        ("Korea, Rep.", "KOR"),
        ("Democratic People’s Republic of Korea", "PRK"),
        ("Korea, Democratic People's Republic of", "PRK"),
        ("North or South Korea", "PRK KOR"),
        ("North/South Korea", "PRK KOR"),
        ("North and South Korean troops", "PRK KOR"),
        ("Dem. People's Republic of Korea", "PRK"),
        ("Democratic People's Rep. of Korea", "PRK"),
        ("Korea, Rep. of", "KOR"),
        ("Rep. of Korea", "KOR"),
        ("the DPR of Korea and the Republic of Korea", "PRK KOR"),
        ("KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF", "PRK"),
        ("KOREA, REPUBLIC OF", "KOR"),
    ],
)
def test_koreas(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Congo, Democratic Republic of the", "COD"),
        ("Congo, Rep.", "COG"),
        ("Congo, Republic of", "COG"),
        ("DR Congo", "COD"),
        ("Dem. Rep. Congo", "COD"),
        ("Congo (DRC)", "COD"),
        ("Congo-Kinshasa", "COD"),
        ("Congo (Brazzaville)", "COG"),
        ("D.R. Congo", "COD"),
        ("D. R. of Congo", "COD"),
        ("Democratic Rep. of the Congo", "COD"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("Congo (Democratic Republic)", "COD"),
        ("Dem. Republic of Congo", "COD"),
        ("Republic of Congo (Brazzaville)", "COG"),
        ("Rep. Congo", "COG"),
        ("the DRC and the Republic of the Congo", "COD COG"),
        ("CONGO, DEM. REP.", "COD"),
        ("Congo, Democratic Republic", "COD"),
        ("The Congo, Dem Rep of the", "COD"),
    ],
)
def test_congos(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("North and South Yemen", "YEM YDYE"),
        ("East and West Germany", "DDDE DEU"),
        ("South and North Sudan", "SSD SDN"),
        ("North and South Vietnam", "VNM VNM"),
        ("Trinidad & Tobago", "TTO"),
        ("St Kitts & Nevis", "KNA"),
        ("Antigua & Barbuda", "ATG"),
        ("Bosnia & Herzegovina", "BIH"),
        ("Sao Tome & Principe", "STP"),
        ("St. Vincent and the Grenadines", "VCT"),
        ("St Pierre & Miquelon", "SPM"),
        ("Turks & Caicos Islands", "TCA"),
        ("Saint Vincent and Grenadines", "VCT"),
        ("Wallis & Futuna", "WLF"),
        ("Antigua and Barbuda, St. Kitts and Nevis", "ATG KNA"),
        ("St. Lucia and St. Vincent & the Grenadines", "LCA VCT"),
        ("Sao Tomé & Principe", "STP"),
        ("Bosnia-Herzegovina", "BIH"),
        ("Svalbard & Jan Mayen", "SJM"),
        ("Heard & McDonald Islands", "HMD"),
        ("ST. VINCENT & THE GRENADINES", "VCT"),
        ("Saint Kitts & Nevis", "KNA"),
        ("East & West Germany", "DDDE DEU"),
        ("South and North Koreans", "KOR PRK"),
    ],
)
def test_joined_names(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Myanmar (Burma)", "MMR"),
        ("Eswatini (Swaziland)", "SWZ"),
        ("Czechia (Czech Republic)", "CZE"),
        ("Côte d'Ivoire (Ivory Coast)", "CIV"),
        ("Cabo Verde (Cape Verde)", "CPV"),
        ("Timor-Leste (East Timor)", "TLS"),
        ("Türkiye (Turkey)", "TUR"),
        ("Venezuela (Bolivarian Republic of)", "VEN"),
        ("Micronesia (Federated States of)", "FSM"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Holland (Netherlands)", "NLD"),
        ("North Macedonia (Macedonia)", "MKD"),
        ("Burma (Myanmar)", "MMR"),
        ("Republic of Moldova (Moldova)", "MDA"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Taiwan (Republic of China)", "TWN"),
        ("Macedonia (FYROM)", "MKD MKD"),
        ("Persia (Iran)", "IRN"),
        ("Ivory Coast (Côte d’Ivoire)", "CIV"),
        ("Great Britain (United Kingdom)", "GBR"),
        ("Lao People's Democratic Republic (Laos)", "LAO"),
        ("China (People's Republic of China)", "CHN"),
    ],
)
def test_other_names_in_brackets(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Byelorussian Soviet Socialist Republic", "BLR"),
        ("Georgian Soviet Socialist Republic", "GEO"),
        ("Kazakh Soviet Socialist Republic", "KAZ"),
        ("Union of Soviet Socialist Republics", "SUHH"),
        ("the Ukrainian SSR", "UKR"),
        ("the Soviet Union", "SUHH"),
        ("Estonian Soviet Socialist Republic", "EST"),
        ("the Uzbek SSR", "UZB"),
        ("Socialist Federal Republic of Yugoslavia", "YUCS"),
        ("German Democratic Republic", "DDDE"),
        ("Lithuanian Soviet Socialist Republic", "LTU"),
        ("the Latvian SSR", "LVA"),
        ("Soviet and Georgian troops", "SUHH GEO"),
        ("the Moldavian Soviet Socialist Republic", "MDA"),
        ("Union of Soviet Socialist Republics (USSR)", "SUHH SUHH"),
        ("Armenian and Azerbaijan Soviet Socialist Republics", "ARM AZE SUHH"),
        ("Byelorussian SSR and Ukrainian SSR", "BLR UKR"),
    ],
)
def test_soviet_republics(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Atlanta, Georgia", ""),
        ("Georgia (U.S. state)", "USA"),
        ("the state of Georgia in the United States", "USA"),
        ("Savannah, Georgia, and Tbilisi, Georgia", "GEO"),
        ("the U.S. state of Georgia", "USA"),
        ("Republic of Georgia", "GEO"),
        ("South Georgia and the South Sandwich Islands", "SGS"),
        ("Augusta, Georgia", ""),
        ("senators from Georgia, Florida and Texas", ""),
        ("Georgia, Alabama and Tennessee", ""),
        ("Georgia (country)", "GEO"),
        ("Jersey City and New Jersey", ""),
        ("the Georgia National Guard", ""),
        ("Paris, Texas and Lebanon, Ohio", ""),
        ("Georgia (USA) and Georgia", "USA GEO"),
        ("the American state of Georgia", "USA"),
    ],
)
def test_states_of_the_same_name(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "See S/2025/138, A/79/811 and CD/2203.",
        "E/ESCWA/2021/4",
        "The papers US-2019 and IN/2020/4",
        "WFP/EB.1/2024/8-B",
        "ICC-01/05-01/08",
        "PBC/3/OC/2",
        "CEDAW/C/IRN/4",
        "CCPR/C/NPL/2",
        "HRI/CORE/KEN/2010",
        "UNEP/EA.5/25",
        "UN/2019/4 and EU/1/20/1528",
        "CAF-4 and ALB-2020",
        "DP/DCP/IRQ/4",
        "E/C.12/USA/3",
        "CEDAW/C/PRT/CO/9",
        "US-4021 and UK/14",
    ],
)
def test_codes_and_symbols(sentence: str) -> None:
    assert not told(sentence)
