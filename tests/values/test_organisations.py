"""Organisations, and the short forms that a paper defines: sentence -> names, in order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from policyfacts.errors import KnowledgeError
from policyfacts.knowledge import entries
from policyfacts.values.organisations import acronyms, find_organisations, organisation


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("China Exim Bank and the China Development Bank lent it.", ["China Exim Bank", "China Development Bank"]),
        ("The Export-Import Bank of China lent it.", ["Export-Import Bank of China"]),
        ("The IMF and World Bank agreed.", ["IMF", "World Bank"]),
        ("UNIDO and the World Food Programme (WFP) led it.", ["UNIDO", "World Food Programme", "WFP"]),
        (
            "The Food and Agriculture Organization of the United Nations",
            ["Food and Agriculture Organization of the United Nations"],
        ),
        ("The Ministry of Industry, Trade and Tourism signed.", ["Ministry of Industry, Trade and Tourism"]),
        ("the Bureau of Rivers, Lakes, and Inland Ports (RLIP) paid", ["Bureau of Rivers, Lakes, and Inland Ports"]),
        ("the Bureau of Labor, Human Rights, and Trade paid", ["Bureau of Labor, Human Rights, and Trade"]),
        ("the Ministry of Finance, Kenya, and Uganda signed", ["Ministry of Finance"]),
        ("the Ministry of Finance, Kenya and Uganda signed", ["Ministry of Finance"]),
        ("the Ministry of Health, UNICEF, and Norway signed", ["Ministry of Health", "UNICEF"]),
        ("the Ministry of Health, the World Bank and Norway", ["Ministry of Health", "World Bank"]),
        ("the Bank of Ghana, and Norway, paid", ["Bank of Ghana"]),
        ("the Malawian Ministry of Health", ["Ministry of Health"]),
        ("The State Administration of Foreign Exchange paid.", ["State Administration of Foreign Exchange"]),
        ("In July the Broad Plains Cement Company was paid.", ["Broad Plains Cement Company"]),
        ("paid to Anshan Rail Works Co., Ltd. in May", ["Anshan Rail Works Co., Ltd."]),
        ("President Odu and the Rural Power Agency signed.", ["Rural Power Agency"]),
        ("the Bank of Mongolia and the Golden Bank of Erdenet", ["Bank of Mongolia", "Golden Bank of Erdenet"]),
        ("The People’s Bank of China", ["People’s Bank of China"]),
        ("A Working Group of the Executive Board met with the Bank.", []),
        (
            "the Saudi Fund for Development and the German Agency for Solar Power",
            ["Saudi Fund for Development", "German Agency for Solar Power"],
        ),
        ("the bank, the ministry and the company", []),
    ],
)
def test_organisations(sentence: str, names: list[str]) -> None:
    assert [mention.value for mention in find_organisations(sentence)] == names


def test_what_is_known_of_an_organisation() -> None:
    bank = organisation("CHINA EXIMBANK")
    assert bank is not None
    assert (bank.name, bank.kind, bank.country) == ("Export-Import Bank of China", "lender", "CHN")
    assert organisation("Broad Plains Cement Company") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the New Development Bank (NDB) lent", {"NDB": "New Development Bank"}),
        ("NDB (the New Development Bank) lent", {"NDB": "New Development Bank"}),
        ("the African Development Bank (“AfDB”) and", {"AfDB": "African Development Bank"}),
        ("the Western Water Works Fund (hereafter WWWF) paid", {"WWWF": "Western Water Works Fund"}),
        ("the Ministry of Roads (MoR, formerly Works)", {"MoR": "Ministry of Roads"}),
        ("gross domestic product (GDP)", {"GDP": "gross domestic product"}),
        ("growth was strong (USD 5 million) in China (XIV)", {}),
        ("the dam (ABC) was built", {}),
        ("the New Development Bank (NDB) and the Nile Dam Board (NDB)", {"NDB": "New Development Bank"}),
    ],
)
def test_acronyms(text: str, expected: dict[str, str]) -> None:
    assert acronyms(text) == expected


def test_no_name_stands_twice() -> None:
    names = [name for e in entries("organisations", ()) for group in e.get("organisations", ()) for name in group]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_agencies_of_aid_give_and_banks_lend() -> None:
    known = [organisation(name) for name in ("USAID", "AECID", "SlovakAid", "KfW", "China Exim Bank")]
    assert [each is not None and each.gives for each in known] == [True, True, True, False, False]


def test_a_pack_adds_organisations(tmp_path: Path) -> None:
    entry = '[[entry]]\nkind = "lender"\ncountry = "KEN"\norganisations = [["Kilifi Facility", "KIFA"]]\n'
    tmp_path.joinpath("organisations.toml").write_text(entry, encoding="utf-8")
    assert [m.value for m in find_organisations("KIFA lent it.", packs=(tmp_path,))] == ["KIFA"]
    known = organisation("KIFA", packs=(tmp_path,))
    assert known is not None
    assert known.name == "Kilifi Facility"


def test_a_pack_with_a_wrong_role_is_refused(tmp_path: Path) -> None:
    tmp_path.joinpath("organisations.toml").write_text('[[entry]]\nrole = "haed"\nwords = ["X"]\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="no role"):
        find_organisations("X", packs=(tmp_path,))
