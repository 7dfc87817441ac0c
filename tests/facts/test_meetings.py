"""Meetings told in sentences: which, when, where, with whom, and whether it took place."""

from __future__ import annotations

import pytest

from tests.facts.told import cut, told

CHINA = "China has many friends. China trades with all of them. China lends to some."

CASES: list[tuple[str, list[tuple[str, ...]]]] = [
    # (sentence, [(name, date, place, participants, event)])
    (
        "Received in Lima on 19 April 2023, Sergey Lavrov spoke of grain to Peru.",
        [("reception of Sergey Lavrov in Lima", "2023-04-19", "Lima", "RUS; PER", "held")],
    ),
    (
        "In Lima on 4 December 2023, President William Ruto of Kenya and his Peruvian host gave their blessing to it.",
        [("meeting of William Ruto with Peruvian", "2023-12-04", "Lima", "KEN; PER", "held")],
    ),
    (
        "Lima, 17 June 2025: the ministers of Peru and Chile meet for the second Kenya–Peru summit.",
        [("second Kenya–Peru summit", "2025-06-17", "Lima", "KEN; PER", "held")],
    ),
    (
        "The Assembly of the African Union, at its third ordinary session, held in Accra on 5 May 2019, spoke.",
        [("third ordinary session of the Assembly of the African Union", "2019-05-05", "Accra", "AU", "held")],
    ),
    (
        "The Ninth Conference on Rivers (CORIV 9) in Yokohama from 20 to 22 August 2025 ended well.",
        [("Ninth Conference on Rivers", "2025-08-20/2025-08-22", "Yokohama", "", "held")],
    ),
    (
        "A pledging event on Rivers is to be held in the city of Djibouti in March 2026.",
        [("pledging event on Rivers", "2026-03", "Djibouti", "", "planned")],
    ),
    (
        "The second China–Arab summit will be held in Beijing in 2026.",
        [("second China–Arab summit", "2026", "Beijing", "CHN", "planned")],
    ),
    (
        "The Forum on Rivers was held in Accra on 3 and 4 May 2019.",
        [("Forum on Rivers", "2019-05-03/2019-05-04", "Accra", "", "held")],
    ),
    (
        "Xi Jinping visited Serbia in June 2016.",
        [("visit of Xi Jinping to Serbia", "2016-06", "SRB", "CHN; SRB", "held")],
    ),
    (
        "President Xi Jinping’s state visit to Poland in June 2016 went well.",
        [("visit of Xi Jinping to Poland", "2016-06", "POL", "CHN; POL", "held")],
    ),
    (
        "During a visit by Premier Li Qiang to Hanoi on 12 October 2024, papers were signed.",
        [("visit of Li Qiang to Hanoi", "2024-10-12", "Hanoi", "CHN; VNM", "held")],
    ),
    (
        "The Kenyan president, William Ruto, travelled to Beijing in October 2023.",
        [("visit of William Ruto to Beijing", "2023-10", "Beijing", "KEN; CHN", "held")],
    ),
    (
        "Xi Jinping met the Ghanaian president in Beijing on 1 September 2018.",
        [("meeting of Xi Jinping with Ghanaian president", "2018-09-01", "Beijing", "CHN; GHA", "held")],
    ),
    (
        "On 4 May 2017, at a meeting with the Cuban president, Xi Jinping spoke of tourism.",
        [("meeting of Xi Jinping with Cuban president", "2017-05-04", "", "CHN; CUB", "held")],
    ),
    (
        "In a phone call with President Macron on 26 March 2020, Xi Jinping offered masks.",
        [("phone call of Xi Jinping with President Macron", "2020-03-26", "", "CHN; FRA", "held")],
    ),
    (
        "The summit planned for March 2020 in Lima was cancelled.",
        [("summit in Lima", "2020-03", "Lima", "", "cancelled")],
    ),
    (
        "The Samarkand conference of June 2022 ended early.",
        [("Samarkand conference", "2022-06", "Samarkand", "", "held")],
    ),
    (
        "At the Lisbon summit in 2010 NATO adopted a plan.",
        [("Lisbon summit", "2010", "Lisbon", "NATO", "held")],
    ),
    (
        "Senegal hosted the 8th Forum on China–Africa Cooperation in November 2021.",
        [("8th Forum on China–Africa Cooperation", "2021-11", "SEN", "CHN; Africa; SEN", "held")],
    ),
    (
        "The leaders of France, Germany and Poland, meeting in Weimar on 12 August 1991, agreed.",
        [("meeting of the leaders of France, Germany and Poland", "1991-08-12", "Weimar", "FRA; DEU; POL", "held")],
    ),
    (
        "The ministers of Chad and Niger will gather in Niamey in May 2026.",
        [("gathering of ministers of Chad and Niger", "2026-05", "Niamey", "TCD; NER", "planned")],
    ),
    (
        "The 5th Meeting of Energy Ministers took place in Doha on 2 April 2014.",
        [("5th Meeting of Energy Ministers", "2014-04-02", "Doha", "", "held")],
    ),
    (
        "The Africa Trade Week, held in Kigali, drew crowds.",
        [("Africa Trade Week", "", "Kigali", "", "held")],
    ),
    (
        "The Meetings of Mining Ministers were held in Chile and Peru in 2011 and 2013 respectively.",
        [
            ("Meetings of Mining Ministers", "2011", "CHL", "", "held"),
            ("Meetings of Mining Ministers", "2013", "PER", "", "held"),
        ],
    ),
    (
        "A summit was held in Tirana in 2019.",
        [("summit in Tirana", "2019", "Tirana", "", "held")],
    ),
    (
        "President Lula da Silva was received in Beijing in April 2023.",
        [("reception of Lula da Silva in Beijing", "2023-04", "Beijing", "BRA; CHN", "held")],
    ),
    (
        "The Egyptian president visited China in 2014.",
        [("visit of Egyptian president to China", "2014", "CHN", "EGY; CHN", "held")],
    ),
    (
        "Wang Yi flew to Suva on 30 May 2022.",
        [("visit of Wang Yi to Suva", "2022-05-30", "Suva", "CHN; FJI", "held")],
    ),
    (
        "Xi Jinping’s visits to Rwanda and Senegal in July 2018 brought loans.",
        [("visit of Xi Jinping to Rwanda and Senegal", "2018-07", "RWA; SEN", "CHN; RWA; SEN", "held")],
    ),
    (
        "The virtual summit of 16 November 2021 brought little.",
        [("virtual summit", "2021-11-16", "", "", "held")],
    ),
    (
        "The forum will be held in Tunis in 2027.",
        [("forum", "2027", "Tunis", "", "planned")],
    ),
    (
        "China and ASEAN held a special summit on 22 November 2021.",
        [("special summit", "2021-11-22", "", "CHN; ASEAN", "held")],
    ),
    (
        "The Munich Security Conference was held in February 2007.",
        [("Munich Security Conference", "2007-02", "", "", "held")],
    ),
    (
        "peace talks between Sudan and Chad took place in Tripoli in February 2007.",
        [("peace talks between Sudan and Chad", "2007-02", "Tripoli", "SDN; TCD", "held")],
    ),
    (
        "The visit of Pope Francis to Cuba in September 2015 was noted.",
        [],
    ),
    (
        "A donors’ conference on Lebanon was held in Paris on 6 April 2018.",
        [("donors’ conference on Lebanon", "2018-04-06", "Paris", "LBN", "held")],
    ),
    (
        "The first EU–India summit was held in Lisbon on 28 June 2000.",
        [("first EU–India summit", "2000-06-28", "Lisbon", "EU; IND", "held")],
    ),
    (
        "During the Turkish foreign minister’s visit in May 2009 a protocol was initialled.",
        [("visit of Turkish foreign minister", "2009-05", "", "TUR; CHN", "held")],
    ),
    (
        "Foreign ministers meet often.",
        [],
    ),
    (
        "The plan falls short of meeting demand.",
        [],
    ),
    (
        "Summits rarely change much.",
        [],
    ),
    (
        "The meeting was long.",
        [],
    ),
    (
        "Visitors to Egypt spent more in 2019.",
        [],
    ),
    (
        "He visited the factory in 2019.",
        [],
    ),
    (
        "The Quad summit was held in Tokyo in May 2022.",
        [("Quad summit", "2022-05", "Tokyo", "AUS; IND; JPN; USA", "held")],
    ),
    (
        "Xi Jinping attended the Boao Forum for Asia in 2015.",
        [("Boao Forum for Asia", "2015", "", "CHN", "held")],
    ),
    (
        "The 2019 Aqaba Meeting was postponed.",
        [("Aqaba Meeting", "2019", "", "", "cancelled")],
    ),
    (
        "Biden and Xi held a virtual summit on November 15, 2021.",
        [("virtual summit", "2021-11-15", "", "USA; CHN", "held")],
    ),
    (
        "In June 2023, U.S. Secretary of State Jane Doe made a two-day visit to Hanoi.",
        [("visit of Jane Doe to Hanoi", "2023-06", "Hanoi", "USA; VNM", "held")],
    ),
    (
        "India hosted the G20 Leaders’ Summit in New Delhi on 9–10 September 2023.",
        [("G20 Leaders’ Summit", "2023-09-09/2023-09-10", "New Delhi", "G20; IND", "held")],
    ),
    (
        "The fourth round of the Chile–Peru Strategic Dialogue was held in Lima on 6 May 2023.",
        [("fourth round of the Chile–Peru Strategic Dialogue", "2023-05-06", "Lima", "CHL; PER", "held")],
    ),
    (
        "The Paris Summit on Rivers (June 22–23, 2023) drew forty heads of state.",
        [("Paris Summit on Rivers", "2023-06-22/2023-06-23", "Paris", "", "held")],
    ),
    (
        "The Pacific Islands Forum Leaders Meeting in Apia in August 2024 spoke of tuna.",
        [("Pacific Islands Forum Leaders Meeting", "2024-08", "Apia", "Pacific Islands Forum", "held")],
    ),
    (
        "The tenth conference of FOCAC, which took place in Dakar on 3 May 2018, was short.",
        [("tenth conference of FOCAC", "2018-05-03", "Dakar", "CHN; Africa", "held")],
    ),
    (
        "The third donors’ conference, which Oslo hosted in May 2009, brought little.",
        [("third donors’ conference", "2009-05", "Oslo", "", "held")],
    ),
    (
        "The 2019 summit was hosted by Cuba in Havana on 15 September.",
        [("summit in Havana", "2019-09-15", "Havana", "CUB", "held")],
    ),
    (
        "Ministers from Japan and Chile met on 22 September 2024 in Lima.",
        [("meeting of ministers from Japan and Chile", "2024-09-22", "Lima", "JPN; CHL", "held")],
    ),
    (
        "By 7 October 2024 the Maldivian president, Ali Didi, was in New Delhi.",
        [("visit of Ali Didi to New Delhi", "2024-10-07", "New Delhi", "MDV; IND", "held")],
    ),
    (
        "On 5 July 2024, in Dushanbe, Emomali Rahmon and Xi Jinping signed a declaration.",
        [("meeting of Emomali Rahmon with Xi Jinping", "2024-07-05", "Dushanbe", "TJK; CHN", "held")],
    ),
    (
        "The Joint Mining Commission of Chile and Peru met for the third time in Lima on 14 May 2019.",
        [("meeting of the Joint Mining Commission of Chile and Peru", "2019-05-14", "Lima", "CHL; PER", "held")],
    ),
    (
        "A Chile–Peru summit, planned for 2022, never took place.",
        [("Chile–Peru summit", "2022", "", "CHL; PER", "cancelled")],
    ),
    (
        "The 16+1 summit in Riga in November 2016 was short.",
        [("16+1 summit", "2016-11", "Riga", "", "held")],
    ),
    (
        "In Prague on 6 October 2022 Macron and Erdogan held a bilateral meeting.",
        [("bilateral meeting of Macron with Erdogan", "2022-10-06", "Prague", "FRA; TUR", "held")],
    ),
    (
        "Talks on a treaty with Panama stopped in 2019.",
        [],
    ),
    (
        "The General Assembly has 193 members.",
        [],
    ),
    (
        "Consultation mechanisms exist between China and Peru.",
        [],
    ),
]


def _set(parties: str) -> frozenset[str]:
    return frozenset(part for part in parties.split("; ") if part)


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_meetings(sentence: str, expected: list[tuple[str, ...]]) -> None:
    rows = cut(told("meetings", sentence, about=CHINA), "name", "date", "place", "participants", "event")
    assert {(*r[:3], _set(r[3]), r[4]) for r in rows} == {(*e[:3], _set(e[3]), e[4]) for e in expected}


def test_a_numbered_meeting_bears_the_name_told_before() -> None:
    rows = told(
        "meetings",
        "Three China–Nordic Forum Summits have been held. At the first (Oslo, 3 May 2011) China spoke of fish.",
        about=CHINA,
    )
    assert cut(rows, "name", "date", "place") == [("first China–Nordic Forum Summit", "2011-05-03", "Oslo")]


def test_a_family_name_stands_for_the_leader_named_in_full_before() -> None:
    rows = told(
        "meetings",
        "Xi Jinping spoke in Paris.",
        "At a meeting with the Malian president on 3 June 2017, Xi spoke of cotton.",
        about=CHINA,
    )
    assert cut(rows, "date", "participants") == [("2017-06-03", "CHN; MLI")]


def test_one_meeting_told_twice_is_one_row() -> None:
    rows = told(
        "meetings",
        "The Forum on Rivers was held in Accra in May 2019.",
        "Ghana spoke of dams at the Forum on Rivers in May 2019.",
    )
    assert cut(rows, "name", "place") == [("Forum on Rivers", "Accra")]


REAL: list[tuple[str, str, list[tuple[str, str, str, str]]]] = [
    # (what it shows, the sentence, [(name, place, participants, event)])
    (
        "who visits is not of the state visited",
        "Malian Prime Minister Ali Keita signed the communique with his Senegalese counterpart, Omar Ba, at the end of "
        "his visit to Dakar in May 2019.",
        [("visit of Ali Keita to Dakar", "Dakar", "MLI; SEN", "held")],
    ),
    (
        "a president's office behind a comma is the same person",
        "Xi Jinping, President of China, paid a state visit to Ghana on 4 May 2019.",
        [("visit of Xi Jinping to Ghana", "GHA", "CHN; GHA", "held")],
    ),
    (
        "what comes behind a place is no second place",
        "During his visit to Ghana, Malian President Ali Keita spoke of dams in May 2019.",
        [("visit of Ali Keita to Ghana", "GHA", "MLI; GHA", "held")],
    ),
    (
        "a visit that will be made is planned",
        "Malian President Ali Keita will make a state visit to Ghana on 4 May 2030.",
        [("visit of Ali Keita to Ghana", "GHA", "MLI; GHA", "planned")],
    ),
    ("an anniversary is no meeting", "The year 2024 marks the tenth anniversary of the Forum on Rivers.", []),
    ("nor is what is held again and again", "Since 2001 the two have met, with a summit held every three years.", []),
]


@pytest.mark.parametrize(("shows", "sentence", "expected"), REAL, ids=[case[0] for case in REAL])
def test_no_meeting_is_invented(shows: str, sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert cut(told("meetings", sentence), "name", "place", "participants", "event") == expected, shows


def test_a_list_of_meetings_to_be_attended_lies_ahead() -> None:
    rows = told(
        "meetings",
        "President Ali Keita is scheduled to attend the 9th Rivers Forum in Lima, pay a visit to Peru and attend the "
        "4th Lakes Summit (LS) in Quito in May 2030.",
        about="Mali has a president.",
    )
    assert {row["event"] for row in rows} == {"planned"}
    assert "LS" not in {row.get("place") for row in rows}
