"""The forms in which papers write countries, kind by kind: sentence -> the codes in it, in order."""

from __future__ import annotations

import pytest

from policyfacts.values.countries import find_blocs, find_countries


def told(sentence: str) -> str:
    found = sorted([*find_countries(sentence), *find_blocs(sentence)], key=lambda mention: mention.start)
    return " ".join(str(mention.value) for mention in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "AU$4.5 million",
        "NZ$8bn",
        "$US 4.5 million",
        "US$5",
        "A$3 million",
        "C$12 million",
        "CA$7 million",
        "HK$ 90 billion",
        "S$5 million",
        "US$ 5 million",
        "U.S.$5 million",
        "AU$ 4.5 million",
        "NZ$ 2.5 million",
        "$NZ 4 million",
        "$A5 million",
        "TT$4 million",
        "SG$10m",
        "$CAN 5 million",
        "FJ$2 million",
        "UK£5 million",
        "$AU4 million",
    ],
)
def test_prefixes_of_currencies(sentence: str) -> None:
    assert not told(sentence)


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
    ],
)
def test_codes_and_symbols(sentence: str) -> None:
    assert not told(sentence)
