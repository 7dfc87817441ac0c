"""Agreements told in sentences: what, of what kind, between whom, when, and what became of it."""

from __future__ import annotations

import pytest

from tests.facts.told import cut, told

CHINA = "China has many friends. China trades with all of them. China lends to some."

CASES: list[tuple[str, list[tuple[str, ...]]]] = [
    # (sentence, [(title, kind, parties, date, event, count)])
    (
        "China and Pakistan signed a free trade agreement on 24 November 2006.",
        [("free trade agreement", "free trade agreement", "CHN; PAK", "2006-11-24", "signed", "")],
    ),
    (
        "The free trade agreement between Iceland and China entered into force on 1 July 2014.",
        [("free trade agreement", "free trade agreement", "ISL; CHN", "2014-07-01", "in force", "")],
    ),
    (
        "In May 2013 Switzerland and China concluded a free trade agreement.",
        [("free trade agreement", "free trade agreement", "CHE; CHN", "2013-05", "signed", "")],
    ),
    (
        "The Minsk Protocol was ratified by Belarus in 2003.",
        [("Minsk Protocol", "protocol", "BLR", "2003", "ratified", "")],
    ),
    (
        "Mongolia and China signed a treaty on friendship in 1994.",
        [("treaty on friendship", "treaty", "MNG; CHN", "1994", "signed", "")],
    ),
    (
        "Kenya signed two memoranda of understanding with China on 3 May 2017.",
        [("memoranda of understanding", "memorandum of understanding", "KEN; CHN", "2017-05-03", "signed", "2")],
    ),
    (
        "China and Serbia exchanged 29 agreements in May 2024.",
        [("agreements", "agreement", "CHN; SRB", "2024-05", "signed", "29")],
    ),
    (
        "In August 2024 Siemens was given the Peruvian port of Ilo, under a concession contract.",
        [("concession contract", "contract", "PER; Siemens", "2024-08", "signed", "")],
    ),
    (
        "China released a white paper on foreign aid in January 2021.",
        [("white paper on foreign aid", "policy paper", "CHN", "2021-01", "released", "")],
    ),
    (
        "The foreign ministers of China and Laos issued a joint statement on 5 October 2010.",
        [("joint statement", "joint statement", "CHN; LAO", "2010-10-05", "released", "")],
    ),
    (
        "A joint communiqué was released by China and Nepal in 2019.",
        [("joint communiqué", "joint statement", "CHN; NPL", "2019", "released", "")],
    ),
    (
        "The Algiers Declaration was adopted in December 1991.",
        [("Algiers Declaration", "declaration", "", "1991-12", "adopted", "")],
    ),
    (
        "Ministers adopted the Action Plan for Water (2020-2025) on 4 June 2020.",
        [("Action Plan for Water (2020-2025)", "plan", "", "2020-06-04", "adopted", "")],
    ),
    (
        "In June 2018 the United States withdrew from the Lisbon Treaty.",
        [("Lisbon Treaty", "treaty", "USA", "2018-06", "withdrawn", "")],
    ),
    (
        "Talks on a free trade agreement with Moldova began in December 2017.",
        [("free trade agreement", "free trade agreement", "CHN; MDA", "2017-12", "negotiating", "")],
    ),
    (
        "China and Norway are negotiating a free trade agreement.",
        [("free trade agreement", "free trade agreement", "CHN; NOR", "", "negotiating", "")],
    ),
    (
        "A feasibility study on a free trade agreement with Mongolia was launched in 2017.",
        [("free trade agreement", "free trade agreement", "CHN; MNG", "2017", "feasibility study", "")],
    ),
    (
        "China and Fiji plan to sign a memorandum of understanding on fisheries in 2026.",
        [
            (
                "memorandum of understanding on fisheries",
                "memorandum of understanding",
                "CHN; FJI",
                "2026",
                "proposed",
                "",
            )
        ],
    ),
    (
        "The agreement with Ghana was suspended in 2015.",
        [("agreement", "agreement", "CHN; GHA", "2015", "suspended", "")],
    ),
    (
        "The lease of the harbour expired in 1997.",
        [("lease of the harbour", "contract", "", "1997", "expired", "")],
    ),
    (
        "China and Tonga signed an agreement on visas in 2016. It entered into force on 19 August 2016.",
        [
            ("agreement on visas", "agreement", "CHN; TON", "2016", "signed", ""),
            ("agreement on visas", "agreement", "CHN; TON", "2016-08-19", "in force", ""),
        ],
    ),
    (
        "China signed free trade agreements with Chile and Peru in 2005 and 2009 respectively.",
        [
            ("free trade agreements", "free trade agreement", "CHN; CHL", "2005", "signed", ""),
            ("free trade agreements", "free trade agreement", "CHN; PER", "2009", "signed", ""),
        ],
    ),
    (
        "Memoranda of understanding were signed with Greece in August 2018 and with Portugal in December 2018.",
        [
            ("Memoranda of understanding", "memorandum of understanding", "CHN; GRC", "2018-08", "signed", ""),
            ("Memoranda of understanding", "memorandum of understanding", "CHN; PRT", "2018-12", "signed", ""),
        ],
    ),
    (
        "The free trade agreement with Georgia, signed on 13 May 2017, has been in force since 1 January 2018.",
        [
            ("free trade agreement", "free trade agreement", "CHN; GEO", "2017-05-13", "signed", ""),
            ("free trade agreement", "free trade agreement", "CHN; GEO", "2018-01-01", "in force", ""),
        ],
    ),
    (
        "China’s free trade agreement with Mauritius was signed in 2019; that with Cambodia was signed in 2020.",
        [
            ("free trade agreement", "free trade agreement", "CHN; MUS", "2019", "signed", ""),
            ("free trade agreement", "free trade agreement", "CHN; KHM", "2020", "signed", ""),
        ],
    ),
    (
        "The 1978 Treaty of Peace and Friendship binds China and Japan.",
        [("Treaty of Peace and Friendship", "treaty", "CHN; JPN", "1978", "signed", "")],
    ),
    (
        "The Charter of Lima of 11 September 2001 is often quoted.",
        [("Charter of Lima", "treaty", "", "2001-09-11", "signed", "")],
    ),
    (
        "President Xi Jinping and President Putin signed a joint statement in Moscow on 21 March 2023.",
        [("joint statement", "joint statement", "CHN; RUS", "2023-03-21", "signed", "")],
    ),
    (
        "No agreement was signed with Bhutan in 2020.",
        [],
    ),
    (
        "Bhutan has not signed a treaty with China.",
        [],
    ),
    (
        "The agreement was not signed before 4 March 2010.",
        [],
    ),
    (
        "Agreements are needed.",
        [],
    ),
    (
        "They agreed that more trade would be good.",
        [],
    ),
    (
        "The Law on Foreign Trade was adopted in 1994.",
        [],
    ),
    (
        "If a treaty is signed, trade will grow.",
        [],
    ),
    (
        "Trade agreements rarely change much.",
        [],
    ),
    (
        "A strategy of patience paid off.",
        [],
    ),
    (
        "The company signed up workers in 2019.",
        [],
    ),
    (
        "Panama withdrew from the Silk Road Agreement in February 2025.",
        [("Silk Road Agreement", "agreement", "PAN", "2025-02", "withdrawn", "")],
    ),
    (
        "China Harbour Engineering Company won the contract for the bridge in 2014.",
        [("contract for the bridge", "contract", "China Harbour Engineering Company", "2014", "signed", "")],
    ),
    (
        "In 2016 China and Iran signed 17 agreements.",
        [("agreements", "agreement", "CHN; IRN", "2016", "signed", "17")],
    ),
    (
        "Both sides signed a protocol on transit on 2 July 2020, and it took effect in 2021.",
        [
            ("protocol on transit", "protocol", "", "2020-07-02", "signed", ""),
            ("protocol on transit", "protocol", "", "2021", "in force", ""),
        ],
    ),
    (
        "The Enhanced Partnership Agreement with Armenia was provisionally applied from June 2018.",
        [("Enhanced Partnership Agreement", "agreement", "CHN; ARM", "2018-06", "in force", "")],
    ),
    (
        "A memorandum of understanding with Kazakhstan on rare earths was signed in 2022.",
        [
            (
                "memorandum of understanding on rare earths",
                "memorandum of understanding",
                "CHN; KAZ",
                "2022",
                "signed",
                "",
            )
        ],
    ),
    (
        "Australia joined Canada and Japan in issuing a joint statement on cyber security in July 2021.",
        [("joint statement on cyber security", "joint statement", "AUS; CAN; JPN", "2021-07", "released", "")],
    ),
    (
        "The EU adopted a strategy for the Sahel in September 2011 and a second in April 2021.",
        [
            ("strategy for the Sahel", "plan", "EU", "2011-09", "adopted", ""),
            ("strategy for the Sahel", "plan", "EU", "2021-04", "adopted", ""),
        ],
    ),
    (
        "The withdrawal of Burundi from the Rome Treaty took effect in 2017.",
        [("Rome Treaty", "treaty", "BDI", "2017", "withdrawn", "")],
    ),
    (
        "The United States pulled out of the Paris Agreement in November 2020.",
        [("Paris Agreement", "agreement", "USA", "2020-11", "withdrawn", "")],
    ),
    (
        "On 4 May 2021 China and Fiji adopted a vision for a Maritime Partnership.",
        [("vision for a Maritime Partnership", "document", "CHN; FJI", "2021-05-04", "adopted", "")],
    ),
    (
        "An exchange of notes on rice was signed with Fiji in May 2011.",
        [("exchange of notes on rice", "agreement", "CHN; FJI", "2011-05", "signed", "")],
    ),
    (
        "China and Mali exchanged 18 documents in June 2020.",
        [("documents", "document", "CHN; MLI", "2020-06", "signed", "18")],
    ),
    (
        "China and Mali read the documents in June 2020.",
        [],
    ),
    (
        "Chile and China signed a memorandum on a “green and digital” partnership in 2020.",
        [
            (
                "memorandum on a “green and digital” partnership",
                "memorandum of understanding",
                "CHL; CHN",
                "2020",
                "signed",
                "",
            )
        ],
    ),
    (
        "China and Fiji signed an action plan for 2025–2030 on 5 May 2025.",
        [("action plan for 2025–2030", "plan", "CHN; FJI", "2025-05-05", "signed", "")],
    ),
    (
        "Under an agreement on power trade of 4 January 2024 Nepal may sell power to China.",
        [("agreement on power trade", "agreement", "CHN; NPL", "2024-01-04", "signed", "")],
    ),
    (
        "In a joint statement of May 25, 2018, China and Fiji declared a partnership.",
        [("joint statement", "joint statement", "CHN; FJI", "2018-05-25", "released", "")],
    ),
    (
        "The bank left the Conclave, whose charter Fiji, Samoa and Tonga signed on 30 August 2024.",
        [("charter", "treaty", "FJI; WSM; TON", "2024-08-30", "signed", "")],
    ),
    (
        "The memorandum on customs that Oman and Qatar had concluded on 16 July 2023 names three ports.",
        [("memorandum on customs", "memorandum of understanding", "OMN; QAT", "2023-07-16", "signed", "")],
    ),
    (
        "China and Oman signed seven memoranda of understanding on 5 April 2025, including the first ever on defence.",
        [
            ("memoranda of understanding", "memorandum of understanding", "CHN; OMN", "2025-04-05", "signed", "7"),
            (
                "memorandum of understanding on defence",
                "memorandum of understanding",
                "CHN; OMN",
                "2025-04-05",
                "signed",
                "",
            ),
        ],
    ),
    (
        "China and Mali signed three agreements in May 2020, as well as a trilateral one with Niger on transit.",
        [
            ("agreements", "agreement", "CHN; MLI", "2020-05", "signed", "3"),
            ("agreement on transit", "agreement", "CHN; MLI; NER", "2020-05", "signed", ""),
        ],
    ),
    (
        "China and Chile signed an agreement in May 2010 and a second on mining in June 2012.",
        [
            ("agreement", "agreement", "CHN; CHL", "2010-05", "signed", ""),
            ("agreement on mining", "agreement", "CHN; CHL", "2012-06", "signed", ""),
        ],
    ),
    (
        "Thirteen memoranda, with a face value of $30 billion, were signed with Qatar in May 2021, and a line between "
        "Doha and Riyadh is planned.",
        [("memoranda", "memorandum of understanding", "CHN; QAT", "2021-05", "signed", "13")],
    ),
    (
        "The loan pays for a contract which the National Water Board (NWB) and Zumtobel Company signed on 3 May 2010.",
        [("contract", "contract", "National Water Board; Zumtobel Company", "2010-05-03", "signed", "")],
    ),
    (
        "In May 2010 Oman became the first of the Gulf states to sign a defence agreement with China.",
        [("defence agreement", "agreement", "OMN; CHN", "2010-05", "signed", "")],
    ),
    (
        "An agreement on ports was among the six that Xi and President Kenyatta of Kenya witnessed in May 2013.",
        [("agreement on ports", "agreement", "CHN; KEN", "2013-05", "signed", "")],
    ),
    (
        "The pact with Peru awaits ratification.",
        [],
    ),
    (
        "At the summit on 8 and 9 January 2015 China and Peru adopted a Lima Declaration.",
        [("Lima Declaration", "declaration", "CHN; PER", "2015-01", "adopted", "")],
    ),
    (
        "Oman and Peru have had a trade agreement since 2004.",
        [("trade agreement", "free trade agreement", "OMN; PER", "2004", "in force", "")],
    ),
    (
        "The free trade agreement of the EU and Singapore was signed on 19 October 2018.",
        [("free trade agreement", "free trade agreement", "EU; SGP", "2018-10-19", "signed", "")],
    ),
    (
        "Honduras, which recognised Beijing in March 2023, is negotiating a free trade agreement.",
        [("free trade agreement", "free trade agreement", "HND; CHN", "", "negotiating", "")],
    ),
    (
        "Panama, which broke with Taipei in 2017, signed a memorandum on ports with China in May 2018.",
        [("memorandum on ports", "memorandum of understanding", "PAN; CHN", "2018-05", "signed", "")],
    ),
    (
        "In November 2024, during Xi’s visit to Brasília, the two governments signed a pact.",
        [("pact", "treaty", "CHN; BRA", "2024-11", "signed", "")],
    ),
    (
        "Panama withdrew from the Belt and Road in February 2025.",
        [("Belt and Road", "agreement", "PAN", "2025-02", "withdrawn", "")],
    ),
    (
        "Panama praised the Belt and Road in February 2025.",
        [],
    ),
    (
        "An agreement in principle of 28 June 2019 was not signed.",
        [],
    ),
    (
        "A feasibility study for a free trade agreement between China and Panama was concluded in May 2018.",
        [("free trade agreement", "free trade agreement", "CHN; PAN", "2018-05", "feasibility study", "")],
    ),
    (
        "In Uganda the contract for the line from Malaba to Kampala was signed with Bauhaus Company in March 2015.",
        [("contract for the line from Malaba to Kampala", "contract", "UGA; Bauhaus Company", "2015-03", "signed", "")],
    ),
    (
        "A concession for the quay was signed with a consortium of Trafira, Mota-Bau and Vectis on 4 May 2022.",
        [("concession for the quay", "contract", "Trafira; Mota-Bau; Vectis", "2022-05-04", "signed", "")],
    ),
    (
        "Bolivia and the Russian company Uranex signed a contract in June 2011.",
        [("contract", "contract", "BOL; Uranex", "2011-06", "signed", "")],
    ),
    (
        "Andina and SQM, in which Tianqi of China holds shares, signed an agreement on brine on 31 May 2024.",
        [("agreement on brine", "agreement", "Andina; SQM", "2024-05-31", "signed", "")],
    ),
    (
        "In 2014 Tonga and Samoa signed the Tonga-Samoa Free Trade Agreement (ToSaFTA).",
        [("Tonga-Samoa Free Trade Agreement", "free trade agreement", "TON; WSM", "2014", "signed", "")],
    ),
    (
        "Under a 2012 agreement, Russia rents the base from Kazakhstan.",
        [("agreement", "agreement", "RUS; KAZ", "2012", "signed", "")],
    ),
    (
        "On 12 May 2017 Nepal and China signed an agreement on transit, and in 2019 a treaty on legal assistance.",
        [
            ("agreement on transit", "agreement", "NPL; CHN", "2017-05-12", "signed", ""),
            ("treaty on legal assistance", "treaty", "NPL; CHN", "2019", "signed", ""),
        ],
    ),
    (
        "Laos signed an extradition treaty with China in 2002 and a prisoner transfer treaty in 2014.",
        [
            ("extradition treaty", "treaty", "LAO; CHN", "2002", "signed", ""),
            ("prisoner transfer treaty", "treaty", "LAO; CHN", "2014", "signed", ""),
        ],
    ),
    (
        "The Lima Free Trade Area (LiFTA) agreement took effect on 30 May 2019.",
        [("Lima Free Trade Area", "free trade agreement", "", "2019-05-30", "in force", "")],
    ),
    (
        "Chile and China upgraded their FTA by a protocol signed on 11 November 2017.",
        [("protocol", "protocol", "CHL; CHN", "2017-11-11", "signed", "")],
    ),
    (
        "The Agreement establishing the Lima Investment Bank entered into force in 2015.",
        [("Agreement establishing the Lima Investment Bank", "agreement", "", "2015", "in force", "")],
    ),
    (
        "The Lima treaties between France and Britain, concluded on 2 November 2010, cover tests.",
        [("Lima treaties", "treaty", "FRA; GBR", "2010-11-02", "signed", "")],
    ),
    (
        "Russia’s withdrawal from the Lima Grain Initiative was announced on 17 July 2023.",
        [("Lima Grain Initiative", "agreement", "RUS", "2023-07-17", "withdrawn", "")],
    ),
    (
        "Russia praised the Lima Grain Initiative on 17 July 2023.",
        [],
    ),
    (
        "The fisheries protocol between Senegal and the EU expired in 2024 and was not renewed.",
        [("fisheries protocol", "protocol", "SEN; EU", "2024", "expired", "")],
    ),
    (
        "The port was leased to a firm under a lease by Tonga in 2017.",
        [("lease", "contract", "TON", "2017", "signed", "")],
    ),
    (
        "A loan agreement between the Ministry of Finance of Ghana and China Exim Bank was signed on 5 May 2018.",
        [("loan agreement", "agreement", "GHA; China Exim Bank", "2018-05-05", "signed", "")],
    ),
    (
        "The Lima Pact was signed on 15 November 2020; India had walked out in 2019.",
        [
            ("Lima Pact", "treaty", "", "2020-11-15", "signed", ""),
            ("Lima Pact", "treaty", "IND", "2019", "withdrawn", ""),
        ],
    ),
    (
        "In 2019 the negotiations on a free trade agreement with Panama were suspended.",
        [("free trade agreement", "free trade agreement", "CHN; PAN", "2019", "suspended", "")],
    ),
    (
        "On 6 May 2021 Peru froze ratification of the Lima Agreement.",
        [("Lima Agreement", "agreement", "PER", "2021-05-06", "suspended", "")],
    ),
    (
        "The two sides signed fifteen cooperation documents in May 2018.",
        [("cooperation documents", "document", "", "2018-05", "signed", "15")],
    ),
    (
        "China signed free trade agreements with Chile and Peru in 2005 and 2009.",
        [
            ("free trade agreements", "free trade agreement", "CHN; CHL", "2005", "signed", ""),
            ("free trade agreements", "free trade agreement", "CHN; PER", "2009", "signed", ""),
        ],
    ),
    (
        "A Memorandum of Understanding on a digital partnership was signed with Qatar on 16 July 2023.",
        [
            (
                "Memorandum of Understanding on a digital partnership",
                "memorandum of understanding",
                "CHN; QAT",
                "2023-07-16",
                "signed",
                "",
            )
        ],
    ),
    (
        "On 3 May 2018 China Eximbank on the one side and Ruvu Power Company Limited, a venture of two firms, on the "
        "other signed a $1.9 billion buyer’s credit (facility) agreement.",
        [
            (
                "buyer’s credit (facility) agreement",
                "agreement",
                "China Eximbank; Ruvu Power Company Limited",
                "2018-05-03",
                "signed",
                "",
            )
        ],
    ),
    (
        "In May 2000 China and Albania signed an agreement for China to fund the plant.",
        [("agreement", "agreement", "CHN; ALB", "2000-05", "signed", "")],
    ),
    (
        "China Development Bank and Uruguay signed a $10 million USD loan agreement in May 2010.",
        [("loan agreement", "agreement", "China Development Bank; URY", "2010-05", "signed", "")],
    ),
    (
        "In May 2010 the loan was left over from the agreement of both sides.",
        [],
    ),
    (
        "The Serbian utility awarded the refurbishing contract to Zumtobel Company in May 2013.",
        [("refurbishing contract", "contract", "SRB; Zumtobel Company", "2013-05", "signed", "")],
    ),
    (
        "Peru, the United States and Chile signed a memorandum on copper on 9 May 2023.",
        [("memorandum on copper", "memorandum of understanding", "PER; USA; CHL", "2023-05-09", "signed", "")],
    ),
    (
        "Korea and Japan, under American pressure, concluded a defence agreement in 2016.",
        [("defence agreement", "agreement", "KOR; JPN", "2016", "signed", "")],
    ),
    (
        "The Pacific Islands Forum endorsed the 2050 Strategy for the Ocean in July 2022.",
        [("Strategy for the Ocean", "plan", "Pacific Islands Forum", "2022-07", "adopted", "")],
    ),
    (
        "Peru and the UN signed the Joint Framework for Better Harbours on 19 April 2017.",
        [("Joint Framework for Better Harbours", "agreement", "PER; UN", "2017-04-19", "signed", "")],
    ),
    (
        "Oman and Japan signed an access agreement on 8 July 2024; the Omani Senate ratified it on 16 December 2024.",
        [
            ("access agreement", "agreement", "OMN; JPN", "2024-07-08", "signed", ""),
            ("access agreement", "agreement", "OMN; JPN", "2024-12-16", "ratified", ""),
        ],
    ),
    (
        "Algeria and Mali cancelled the 2015 Algiers peace accord on 25 January 2024.",
        [("Algiers peace accord", "agreement", "DZA; MLI", "2024-01-25", "withdrawn", "")],
    ),
    (
        "Kenya and China signed a contract for the basin in January 2023, which the Kenyan Senate terminated in 2025.",
        [
            ("contract for the basin", "contract", "KEN; CHN", "2023-01", "signed", ""),
            ("contract for the basin", "contract", "KEN", "2025", "withdrawn", ""),
        ],
    ),
]


def _set(parties: str) -> frozenset[str]:
    return frozenset(part for part in parties.split("; ") if part)


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_agreements(sentence: str, expected: list[tuple[str, ...]]) -> None:
    rows = cut(told("agreements", sentence, about=CHINA), "title", "kind", "parties", "date", "event", "count")
    assert {(r[0], r[1], _set(r[2]), *r[3:]) for r in rows} == {(e[0], e[1], _set(e[2]), *e[3:]) for e in expected}


def test_a_title_is_taken_up_by_its_short_form() -> None:
    rows = told(
        "agreements",
        "Peru and Korea negotiated an Economic Complementation Agreement (ECA).",
        "The ECA entered into force in 2011.",
    )
    assert ("Economic Complementation Agreement", "2011", "in force") in cut(rows, "title", "date", "event")


def test_all_three_stand_for_the_agreements_named_before() -> None:
    rows = told(
        "agreements",
        "Cooperation agreements were signed with Angola in May 2001 and with Benin in June 2003; both entered into "
        "force in 2005.",
        about=CHINA,
    )
    assert {(r[0], r[1], r[2]) for r in cut(rows, "parties", "date", "event")} == {
        ("CHN; AGO", "2001-05", "signed"),
        ("CHN; BEN", "2003-06", "signed"),
        ("CHN; AGO", "2005", "in force"),
        ("CHN; BEN", "2005", "in force"),
    }


def test_that_occasion_has_the_date_of_the_sentence_before() -> None:
    rows = told(
        "agreements",
        "Xi Jinping came to Belgrade on 7 May 2024. On that occasion China and Serbia signed a joint statement.",
        about=CHINA,
    )
    assert cut(rows, "title", "date") == [("joint statement", "2024-05-07")]


def test_every_slot_is_proved_by_words_of_the_text() -> None:
    from policyfacts.facts import facts
    from tests.builders import make_paper

    paper = make_paper(["China and Pakistan signed a free trade agreement on 24 November 2006."])
    found = [fact for fact in facts(paper, parser="none") if fact.table == "agreements"]
    assert found
    for fact in found:
        for slot in fact.slots.values():
            assert slot.spans
            assert all(paper.text[span.start : span.end].strip() for span in slot.spans)


UNSAID: list[tuple[tuple[str, ...], str, str]] = [
    # (paragraphs, title, parties): a side that the sentence leaves unsaid
    (
        ("India courts the Maldives. India and the Maldives met. A currency swap was concluded in June 2020.",),
        "currency swap",
        "IND; MDV",
    ),
    (
        (
            "China is everywhere, and China lends. China also gives.",
            "The EU came later. The EU trades more. Memoranda on gas were signed with Gabon in 2021.",
        ),
        "Memoranda on gas",
        "EU; GAB",
    ),
    (
        (
            "China is everywhere, and China lends. China gives. China builds.",
            "In Nepal the projects speak. A framework for Belt and Road cooperation was signed on 4 December 2020.",
        ),
        "framework for Belt and Road cooperation",
        "CHN; NPL",
    ),
]


@pytest.mark.parametrize(("paragraphs", "title", "parties"), UNSAID)
def test_sides_left_unsaid_are_those_of_the_paragraph(paragraphs: tuple[str, ...], title: str, parties: str) -> None:
    rows = cut(told("agreements", *paragraphs), "title", "parties")
    assert {(row[0], _set(row[1])) for row in rows} == {(title, _set(parties))}


SIDES: list[tuple[str, str, tuple[str, ...]]] = [
    # (sentence, event, (title, parties, date, count))
    (
        "On 2 May 2015 the Governments of Peru and Chad signed a framework agreement on water.",
        "signed",
        ("framework agreement on water", "PER; TCD", "2015-05-02", ""),
    ),
    (
        "President Boric visited Lima on 3 May 2023, when Chile and Peru signed 18 documents.",
        "signed",
        ("documents", "CHL; PER", "2023-05-03", "18"),
    ),
    (
        "Chile and Peru signed a Transit Agreement in 2001, in force since 2004.",
        "in force",
        ("Transit Agreement", "CHL; PER", "2004", ""),
    ),
    (
        "Chile and Peru signed a power purchase agreement in 2001.",
        "signed",
        ("power purchase agreement", "CHL; PER", "2001", ""),
    ),
    (
        "Chile and Peru signed a memorandum of understanding on a “lasting partnership” in 2001.",
        "signed",
        ("memorandum of understanding on a “lasting partnership”", "CHL; PER", "2001", ""),
    ),
    (
        "Chile and Peru adopted a Cooperation Plan for 2015-2019.",
        "adopted",
        ("Cooperation Plan for 2015-2019", "CHL; PER", "", ""),
    ),
]


@pytest.mark.parametrize(("sentence", "event", "expected"), SIDES)
def test_sides_counts_and_years(sentence: str, event: str, expected: tuple[str, ...]) -> None:
    rows = [row for row in told("agreements", sentence) if row["event"] == event]
    assert cut(rows, "title", "parties", "date", "count") == [expected]


WORDED: list[tuple[str, tuple[str, ...]]] = [
    # (sentence, (title, parties, date, event)): the many words for making, keeping and leaving a text
    (
        "A fisheries accord between Chile and Peru, penned on 8 April 2010, has bound both.",
        ("fisheries accord", "CHL; PER", "2010-04-08", "signed"),
    ),
    (
        "A fisheries accord has bound Chile and Peru since 1 August 2011.",
        ("fisheries accord", "CHL; PER", "2011-08-01", "in force"),
    ),
    (
        "A memorandum of understanding between Chile and Peru, covering copper, was formalized on 2 July 2025.",
        ("memorandum of understanding", "CHL; PER", "2025-07-02", "signed"),
    ),
    (
        "In November 2024, Chile and Peru put pen to paper on a fisheries agreement touching 400 boats.",
        ("fisheries agreement", "CHL; PER", "2024-11", "signed"),
    ),
    (
        "There is a ten-year road map to which the ministers of Chile and Peru put their signatures on 2 October 2020.",
        ("ten-year road map", "CHL; PER", "2020-10-02", "signed"),
    ),
    (
        "Nineteen agreements emerged from a summit of Chile and Peru in Lima in May 2021.",
        ("agreements", "CHL; PER", "2021-05", "signed"),
    ),
    (
        "A memorandum of understanding on salt between Chile and Peru bears the date September 22, 2025.",
        ("memorandum of understanding on salt", "CHL; PER", "2025-09-22", "signed"),
    ),
    (
        "An agreement between Japan and Fiji, dated October 2023, helped the coast.",
        ("agreement", "JPN; FJI", "2023-10", "signed"),
    ),
    (
        "The trade agreement between Japan and Fiji dates from 3 May 2023.",
        ("trade agreement", "JPN; FJI", "2023-05-03", "signed"),
    ),
    (
        "The Chile-Peru Free Trade Agreement, operative since January 1, 2006, is the only one of its kind.",
        ("Chile-Peru Free Trade Agreement", "CHL; PER", "2006-01-01", "in force"),
    ),
    (
        "With Chile, Peru has had since 8 May 2015 a framework agreement on trade.",
        ("framework agreement on trade", "CHL; PER", "2015-05-08", "signed"),
    ),
    (
        "They praise an Accord on the Lake Corridor, to which Chile, Peru and Bolivia became parties on 30 April 2025.",
        ("Accord on the Lake Corridor", "CHL; PER; BOL", "2025-04-30", "signed"),
    ),
    (
        "An accord on gas between Chile and Peru, the signature of which on 12 April 2024 was shown to all, is long.",
        ("accord on gas", "CHL; PER", "2024-04-12", "signed"),
    ),
    (
        "A protocol on gas between Chile and Peru cleared the Senate in December 2024.",
        ("protocol on gas", "CHL; PER", "2024-12", "ratified"),
    ),
    (
        "A memorandum of understanding on defence bears the date May 2, 2025, when Chile and Peru met.",
        ("memorandum of understanding on defence", "CHL; PER", "2025-05-02", "signed"),
    ),
    (
        "A Partnership and Cooperation Agreement ties Chile to Peru (24 April 2024).",
        ("Partnership and Cooperation Agreement", "CHL; PER", "2024-04-24", "signed"),
    ),
    (
        "A protocol amending the credit agreement was signed by Chile and Peru in December 2024.",
        ("protocol amending the credit agreement", "CHL; PER", "2024-12", "signed"),
    ),
    (
        "The trade talks on a fisheries accord between Chile and Peru broke off after a fifth round in April 2019.",
        ("fisheries accord", "CHL; PER", "2019-04", "suspended"),
    ),
    (
        "A border treaty between Chile and Peru was signed in May 2001, witnessed by the President of Brazil.",
        ("border treaty", "CHL; PER", "2001-05", "signed"),
    ),
    (
        "The joint declaration of 3 May 2011 pleases Chile and Peru.",
        ("joint declaration", "CHL; PER", "2011-05-03", "signed"),
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), WORDED)
def test_words_for_what_became_of_a_text(sentence: str, expected: tuple[str, ...]) -> None:
    title, parties, date, event = expected
    rows = cut(told("agreements", sentence), "title", "parties", "date", "event")
    assert [(r[0], _set(r[1]), *r[2:]) for r in rows] == [(title, _set(parties), date, event)]


def test_a_list_behind_a_colon_is_what_was_concluded() -> None:
    rows = told(
        "agreements",
        "May 5, 2015 saw the conclusion in Lima of two texts between Chile and Peru: a treaty on the lake, and a "
        "credit agreement for the mines.",
    )
    assert {(r[0], _set(r[1]), r[2]) for r in cut(rows, "title", "parties", "date")} == {
        ("treaty on the lake", _set("CHL; PER"), "2015-05-05"),
        ("credit agreement for the mines", _set("CHL; PER"), "2015-05-05"),
    }


def test_a_dateline_dates_what_its_sentence_tells() -> None:
    rows = told("agreements", "Lima, 17 June 2025: the presidents of Chile and Peru meet and sign a border treaty.")
    assert cut(rows, "title", "date", "event") == [("border treaty", "2025-06-17", "signed")]


def test_its_denunciation_is_that_of_the_text_named_before() -> None:
    rows = told(
        "agreements",
        "Chile and Peru signed the Lima Pact in 2015. Its denunciation by Peru on 6 February 2025 was no surprise.",
    )
    assert cut(rows, "title", "date", "event") == [
        ("Lima Pact", "2015", "signed"),
        ("Lima Pact", "2025-02-06", "withdrawn"),
    ]


@pytest.mark.parametrize(
    ("sentences", "parties"),
    [
        # what is told of a text that only one side is named for
        (
            ("China met Fiji. China lends to Fiji. Fiji rests its hopes on a joint statement of 31 July 2023.",),
            "FJI; CHN",
        ),
        (("Chile and Peru met. The two ministers put their names to a road map for salt in 2020.",), "CHL; PER"),
    ],
)
def test_the_other_side_is_that_of_the_paragraph(sentences: tuple[str, ...], parties: str) -> None:
    assert [_set(r[0]) for r in cut(told("agreements", *sentences), "parties")] == [_set(parties)]


def test_one_that_stands_for_a_partnership_is_no_text() -> None:
    rows = told(
        "agreements",
        "Chile and Peru signed a defence pact in 2001. Chile hopes for a strategic partnership with Fiji, having had "
        "one with Bolivia since 2012.",
    )
    assert cut(rows, "title", "date") == [("defence pact", "2001")]


def test_what_awaits_ratification_is_not_ratified() -> None:
    rows = told("agreements", "Chile and Peru signed a Transit Agreement in 2001, which awaits ratification.")
    assert [row["event"] for row in rows] == ["signed"]


def test_dates_are_dealt_out_to_those_of_a_list() -> None:
    rows = told(
        "agreements",
        "China signed free trade agreements with Chile and Peru in 2005 and 2009. Those with Ecuador and Nicaragua, "
        "signed in May and August 2023, came into force on 1 May and 1 January 2024 respectively.",
        about=CHINA,
    )
    assert {("CHN; ECU", "2024-05-01", "in force"), ("CHN; NIC", "2024-01-01", "in force")} <= set(
        cut(rows, "parties", "date", "event")
    )


def test_bare_agreements_are_of_the_kind_that_the_section_tells_of() -> None:
    rows = told(
        "agreements",
        "China signed a free trade agreement with Chile in 2005. A free trade agreement with Peru was signed in 2009. "
        "An agreement with Serbia was signed in October 2023.",
        about=CHINA,
    )
    assert ("free trade agreement", "2023-10") in cut(rows, "kind", "date")


UNINVENTED: list[tuple[str, str, list[tuple[str, str]]]] = [
    # (what it shows, the sentence, [(parties, event)])
    (
        "who issues a statement on it is no party",
        "A water treaty between Peru and Chile was signed in 2019, read a statement issued by the Bank of Ghana.",
        [("PER; CHL", "signed")],
    ),
    (
        "neither are those between whom something moved",
        "Togo moved its embassy from Peru to Chile and signed a water treaty with Ghana in 2019.",
        [("TGO; GHA", "signed")],
    ),
    (
        "nor are those with whom relations were broken off",
        "Togo ended its relations with Peru and signed a water treaty with Ghana in 2019.",
        [("TGO; GHA", "signed")],
    ),
    (
        "leaders from states act for them",
        "Leaders from Peru, Chile and Bolivia signed a water treaty in 2019.",
        [("PER; CHL; BOL", "signed")],
    ),
    (
        "a study of works is no study of a text",
        "Peru and Chile signed an accord on gas in 2019. Following this accord they began a feasibility study of the "
        "pipeline project.",
        [("PER; CHL", "signed")],
    ),
]


@pytest.mark.parametrize(("shows", "sentence", "expected"), UNINVENTED, ids=[case[0] for case in UNINVENTED])
def test_no_side_of_a_text_is_invented(shows: str, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert cut(told("agreements", sentence), "parties", "event") == expected, shows
