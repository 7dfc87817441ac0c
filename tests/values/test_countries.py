"""Countries, blocs and capitals in running text: sentence -> what is found, in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.errors import KnowledgeError
from policyfacts.knowledge import rows
from policyfacts.values.countries import codes, find_blocs, find_capitals, find_countries, members, name_of


def found(sentence: str) -> list[str]:
    return [str(mention.value) for mention in find_countries(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Brazil and Peru signed.", "BRA PER"),
        ("The U.S., the US and the USA", "USA USA USA"),
        ("They told us so.", ""),
        ("The U.K. and the UAE", "GBR ARE"),
        ("U.S.–China talks, a U.S.-led force", "USA CHN USA"),
        ("the PRC, the DPRK and the ROK", "CHN PRK KOR"),
        ("the DRC and DR Congo", "COD COD"),
        ("Türkiye, Turkey, TURKEY and Turkiye", "TUR TUR TUR TUR"),
        ("Côte d'Ivoire, Côte d’Ivoire, Cote D'Ivoire and Ivory Coast", "CIV CIV CIV CIV"),
        ("Cabo Verde, Cape Verdean ports and Eswatini (eSwatini)", "CPV CPV SWZ"),
        ("Tajik, Kyrgyz, Kazakh and Uzbek officials met Turkmens.", "TJK KGZ KAZ UZB TKM"),
        ("Brazilians, Chinese and Frenchmen", "BRA CHN FRA"),
        ("Kenya’s president and Ghana's debt", "KEN GHA"),
        ("a Chinese-funded road, China-led talks", "CHN CHN"),
        ("the Sino-Brazilian and Sino-African funds", "CHN BRA CHN"),
        ("Sino-Bangla and Indo-Pak ties", "CHN BGD IND PAK"),
        ("Russo-Turkish, Franco-German and Anglo-Irish treaties", "RUS TUR FRA DEU GBR IRL"),
        ("the Indo-Pacific, the Anglo-Saxon world", ""),
        ("China-Brazil and ChinaBrazil trade", "CHN BRA CHN BRA"),
        ("PetroChina and TeleBrazil", ""),
        ("CHINA AND THE UNITED STATES", "CHN USA"),
        ("TRADE WITH COLUMBIA", "COL"),
        ("Columbia and Peru, not British Columbia or Columbia University", "COL PER"),
        ("the District of Columbia", ""),
        ("the Gambia, Guinea, Guinea-Bissau and Mauritania", "GMB GIN GNB MRT"),
        ("Equatorial Guinea, Papua New Guinea and the Gulf of Guinea", "GNQ PNG"),
        ("Niger, Nigeria, Nigerien and Nigerian troops", "NER NGA NER NGA"),
        ("Dominica and the Dominican Republic", "DMA DOM"),
        ("the Democratic Republic of the Congo", "COD"),
        ("the Republic of the Congo", "COG"),
        ("Congo, Dem. Rep. and Congo, Rep.", "COD COG"),
        ("Congo-Brazzaville", "COG"),
        ("Cameroon, the Congo and Gabon", "CMR COG GAB"),
        ("The Congolese minister spoke in Kinshasa.", "COD"),
        ("South Sudan, the Sudan and South Sudanese refugees", "SSD SDN SSD"),
        ("the Republic of Korea and Korean firms", "KOR KOR"),
        ("North Korea and South Korea", "PRK KOR"),
        ("the Democratic People's Republic of Korea", "PRK"),
        ("the Republic of China, not the People's Republic of China", "TWN CHN"),
        ("Chinese Taipei, Hong Kong and Macau", "TWN HKG MAC"),
        ("Macao, China", "MAC CHN"),
        ("Indian ships in the Indian Ocean", "IND"),
        ("Latin American, South American, North American, Inter-American, African-American", ""),
        ("American aid and Americans", "USA USA"),
        ("They invest in Africa, Asia and America.", ""),
        ("the Central African Republic and Central African states", "CAF"),
        ("South African and Southern African roads", "ZAF"),
        ("the Soviet Union, Soviet aid, Yugoslavia and Czechoslovakia", "SUHH SUHH YUCS CSHH"),
        ("East Germany and West Germany", "DDDE DEU"),
        ("Holland, the Dutch, Burma and Zaire", "NLD NLD MMR COD"),
        ("Britain, England, Scottish salmon and Northern Ireland", "GBR GBR GBR GBR"),
        ("the former Yugoslav Republic of Macedonia", "MKD"),
        ("Samoa and American Samoa", "WSM ASM"),
        ("Saint Lucia, St. Kitts and Nevis, St Vincent and the Grenadines", "LCA KNA VCT"),
        ("São Tomé and Príncipe, Sao Tome & Principe", "STP STP"),
        ("Bosnia and Herzegovina", "BIH"),
        ("Trinidad and Tobago", "TTO"),
        ("Bolivia (Plurinational State of) and Iran (Islamic Republic of)", "BOL IRN"),
        ("Viet Nam, Lao PDR and Timor-Leste", "VNM LAO TLS"),
        ("the Bank of Ghana and China Development Bank", "GHA CHN"),
        ("Sinohydro and Sinosure", ""),
        ("the Panama Canal, the Taiwan Strait and the South China Sea", ""),
        ("the Niger River, Lake Chad and the Congo Basin", ""),
        ("New Mexico, New Jersey and Mexico City", ""),
        ("a plant in Lebanon, Tennessee", ""),
        ("Georgia and Armenia; Georgian wine", "GEO ARM GEO"),
        ("offices in Atlanta, Georgia", ""),
        ("the state of Georgia", ""),
        ("Helen Jordan and Mr. Chad", ""),
        ("Jordan & Whitmore", ""),
        ("Iraq, Jordan and Chad; in Israel", "IRQ JOR TCD ISR"),
        ("said Chad Whitmore, an analyst.", ""),
        ("the Israel Defense Forces and the Jordan Times", "ISR JOR"),
        ("Portuguese-speaking countries; a text in French, with notes", ""),
        ("French troops and English law", "FRA GBR"),
        ("Polish the text.", ""),
        ("Polish coal and Danes", "POL DNK"),
        ("US$ 5 million and ten US dollars", ""),
        ("2Armenia agreed, as did China3 later.", "ARM CHN"),
        ("CONTACT US", ""),
        ("THE CAR INDUSTRY", ""),
        ("the Central African Republic (CAR)", "CAF CAF"),
        ("Papua New Guinean and Bissau-Guinean voters", "PNG GNB"),
        ("Malian gold, Malawian tea, Mauritian sugar, Mauritanian iron", "MLI MWI MUS MRT"),
        ("the People’s\nRepublic of\nChina", "CHN"),
    ],
)
def test_countries(sentence: str, expected: str) -> None:
    assert " ".join(found(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("the European Union (EU) and E.U. funds", ["EU", "EU", "EU"]),
        ("ASEAN, CELAC and the African Union", ["ASEAN", "CELAC", "AU"]),
        ("Latin America and the Caribbean; Latin American countries", ["LAC", "LAC"]),
        ("the five republics of Central Asia", ["Central Asia"]),
        ("the Shanghai Cooperation Organisation (SCO)", ["SCO", "SCO"]),
        ("the G20 and the Group of 77", ["G20", "G77"]),
        (
            "the Pacific Islands Forum and Pacific island countries",
            ["Pacific Islands Forum", "Pacific Island Countries"],
        ),
        ("South Africa and the African Development Bank", []),
        ("the European Investment Bank", []),
        ("West Africa, sub-Saharan Africa", ["West Africa", "Africa"]),
        ("the United Nations Development Programme", []),
        ("EU–Central Asia summit", ["EU", "Central Asia"]),
    ],
)
def test_blocs(sentence: str, expected: list[str]) -> None:
    assert [mention.value for mention in find_blocs(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Beijing and Washington agreed.", ["CHN", "USA"]),
        ("talks in Brussels, Baku and Bishkek", ["EU", "AZE", "KGZ"]),
        ("the Paris Agreement and Georgetown University", []),
        ("the Kremlin and the White House", ["RUS", "USA"]),
        ("N’Djamena, Yaounde and San José", ["TCD", "CMR", "CRI"]),
    ],
)
def test_capitals(sentence: str, expected: list[str]) -> None:
    assert [mention.value for mention in find_capitals(sentence)] == expected


def test_codes_are_complete() -> None:
    assert sum(len(code) == 3 for code in codes()) == 250  # ISO 3166-1 has 249; Kosovo
    assert len(set(codes())) == len(codes())
    assert {"SUHH", "YUCS", "CSHH", "DDDE"} <= set(codes())


@pytest.mark.parametrize("column", ["name", "official", "adjectives"])
def test_every_form_of_a_country_is_found(column: str) -> None:
    for row in rows("countries"):
        for form in filter(None, (part.strip() for part in row[column].split(";"))):
            assert row["code"] in found(f"They met {form} delegates."), form


def test_names_and_members() -> None:
    assert name_of("KGZ") == "Kyrgyzstan"
    assert name_of("ASEAN") == "ASEAN"
    assert members("Central Asia") == ("KAZ", "KGZ", "TJK", "TKM", "UZB")
    assert members("Nowhere") == ()


def test_a_pack_adds_names(tmp_path: Path) -> None:
    header = "code,name,official,aliases,adjectives,prefixes,seats"
    tmp_path.joinpath("countries.csv").write_text(
        f"{header}\nKEN,Kenya,,Land of Mount Kirinyaga,,,\n", encoding="utf-8"
    )
    assert [m.value for m in find_countries("The Land of Mount Kirinyaga agreed.", packs=(tmp_path,))] == ["KEN"]


def test_a_pack_with_a_wrong_code_is_refused(tmp_path: Path) -> None:
    header = "code,name,official,aliases,adjectives,prefixes,seats"
    tmp_path.joinpath("countries.csv").write_text(f"{header}\nKenya,Kenya,,,,,\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="ISO 3166"):
        find_countries("Kenya agreed.", packs=(tmp_path,))


@given(st.text(alphabet="ChinaBrzlUSGeorgi .,-’'\n(2", max_size=60))
def test_mentions_quote_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for mention in find_countries(text):
        assert mention.text == text[mention.start : mention.end]
        assert mention.start >= end
        end = mention.end
