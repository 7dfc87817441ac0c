"""Works told in sentences: what they are called, where they stand, what became of them, and their figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policyfacts.facts import facts
from policyfacts.records import Cell, Grid, Paper, Passage, Span
from tests.builders import make_paper
from tests.facts.told import cut, told

HARBOUR: list[tuple[str, ...]] = [
    ("harbour at Ilo", "PER", "under construction", ""),
    ("harbour at Ilo", "PER", "capacity", ""),
]
MILESTONES: list[tuple[str, list[tuple[str, ...]]]] = [
    # (sentence, [(name, countries, event, date)])
    (
        "A bridge was opened in Gabon in 2025. The Ogooué bridge cost $260 million.",
        [("Ogooué bridge", "GAB", "commissioned", "2025"), ("Ogooué bridge", "GAB", "cost", "")],
    ),
    (
        "A solar plant built by Masdar in Garadagh was opened in 2023 in Azerbaijan.",
        [("solar plant in Garadagh", "AZE", "commissioned", "2023")],
    ),
    (
        "Peru’s Olmos dam, built by China Harbour Engineering Company for $262 million, is large.",
        [("Olmos dam", "PER", "cost", "")],
    ),
    (
        "Peru’s Rímac line, a metro of 13 km, opened in 2021.",
        [("Rímac line", "PER", "commissioned", "2021"), ("Rímac line", "PER", "length", "")],
    ),
    (
        "In Laos, the Nam Tha dam was finished in 2023, and Don Sahong, a 260-MW plant, has been running since 2020.",
        [
            ("Nam Tha dam", "LAO", "completed", "2023"),
            ("Don Sahong", "LAO", "commissioned", "2020"),
            ("Don Sahong", "LAO", "capacity", ""),
        ],
    ),
    (
        "Energized in May 2022, the power line between Gabon and Chad (800 km) hums.",
        [
            ("power line between Gabon and Chad", "GAB; TCD", "commissioned", "2022-05"),
            ("power line between Gabon and Chad", "GAB; TCD", "length", ""),
        ],
    ),
    (
        "The railway from Lhasa in China across Nepal to Patna in India was shelved in 2019.",
        [("railway from Lhasa to Patna", "CHN; NPL; IND", "suspended", "2019")],
    ),
    ("A port is planned at Bata in Gabon.", [("port at Bata", "GAB", "planned", "")]),
    ("At Ilo, on the coast of Peru, dredging has resumed for a harbour of 600,000 TEU a year.", HARBOUR),
    (
        "A National Museum of six floors in Pucallpa, inaugurated on 14 May 2023, is Peru’s largest.",
        [("National Museum in Pucallpa", "PER", "commissioned", "2023-05-14")],
    ),
    ("Chad’s refinery was opened in 2011.", [("Chad’s refinery", "TCD", "commissioned", "2011")]),
    (
        "The interoceanic canal, begun in 2014, was declared dead in Peru in 2018.",
        [
            ("interoceanic canal", "PER", "construction started", "2014"),
            ("interoceanic canal", "PER", "cancelled", "2018"),
        ],
    ),
    (
        "In Peru the Cerro dam (456 MW) opened in 2016. Olmos (120 MW), opened in 2012, is smaller.",
        [
            ("Cerro dam", "PER", "commissioned", "2016"),
            ("Cerro dam", "PER", "capacity", ""),
            ("Olmos", "PER", "commissioned", "2012"),
            ("Olmos", "PER", "capacity", ""),
        ],
    ),
    (
        "Togo’s Kara airport opened in 2021. The one at Niamtougou was opened in 2022.",
        [("Kara airport", "TGO", "commissioned", "2021"), ("Niamtougou airport", "TGO", "commissioned", "2022")],
    ),
    (
        "For Route 32, 107 kilometres of mountain road in Peru, the bill stood at $534 million.",
        [("Route 32", "PER", "cost", ""), ("Route 32", "PER", "length", "")],
    ),
    (
        "Ground was broken in May 2024 at Punta Azul, an airport for which Peru is borrowing.",
        [("Punta Azul", "PER", "construction started", "2024-05")],
    ),
    ("The Bui dam in Ghana was completed in 2013.", [("Bui dam", "GHA", "completed", "2013")]),
    (
        "Albania’s Vlora motorway (57 km), begun in February 2014, is still under construction.",
        [
            ("Vlora motorway", "ALB", "construction started", "2014-02"),
            ("Vlora motorway", "ALB", "under construction", ""),
            ("Vlora motorway", "ALB", "length", ""),
        ],
    ),
    (
        "The Pupin bridge in Serbia, built by a Chinese firm for €170 million, is long.",
        [("Pupin bridge", "SRB", "cost", "")],
    ),
    (
        "Cambodia’s Lower Sesan 2, a 400 MW dam, began operation in November 2017.",
        [("Lower Sesan 2", "KHM", "commissioned", "2017-11"), ("Lower Sesan 2", "KHM", "capacity", "")],
    ),
    (
        "The Bor unit in Serbia, whose contract was signed in November 2013, came on stream in 2024.",
        [("Bor unit", "SRB", "contract signed", "2013-11"), ("Bor unit", "SRB", "commissioned", "2024")],
    ),
    (
        "On 25 March 2013 a ground breaking ceremony was held for the construction of the Koh Thom bridge in Cambodia.",
        [("Koh Thom bridge", "KHM", "construction started", "2013-03-25")],
    ),
    (
        "To help it, Peru repaired the Lima stadium built by Enka in 2008.",
        [("Lima stadium", "PER", "completed", "2008")],
    ),
    ("The plaque was unveiled in the Lomé hospital in Togo in May 2009.", []),
    (
        "Peru and Chile signed an exchange of notes to resurface the Tacna highway on 20 February 2002.",
        [("Tacna highway", "PER; CHL", "agreed", "2002-02-20")],
    ),
    (
        "Construction of the Nam Khan 2 hydropower plant in Laos concluded in 2015.",
        [("Nam Khan 2 hydropower plant", "LAO", "completed", "2015")],
    ),
    (
        "The Nam Tha 2 & 3 dams in Laos were completed in 2016.",
        [("Nam Tha 2 & 3 dams", "LAO", "completed", "2016")],
    ),
    ("It is unclear if the Bata port project in Chad was completed in 2012.", []),
    ("The Karuma station in Uganda was opened in May 2024.", [("Karuma station", "UGA", "commissioned", "2024-05")]),
    (
        "The Bar motorway’s first section in Montenegro was opened to traffic on 13 July 2022.",
        [("Bar motorway", "MNE", "commissioned", "2022-07-13")],
    ),
    (
        "The Sinop hydropower station in Brazil entered into commercial operation in 2019.",
        [("Sinop hydropower station", "BRA", "commissioned", "2019")],
    ),
    (
        "The Tazara railway in Tanzania, built in 1975, is to be rehabilitated.",
        [("Tazara railway", "TZA", "completed", "1975"), ("Tazara railway", "TZA", "planned", "")],
    ),
    (
        "Peace was signed in December 2021, and a railway between Sohar and Ibri (Hafar Rail) is under construction.",
        [("Hafar Rail", "", "under construction", "")],
    ),
    (
        "Nautilus, a submarine cable between Malta and Cyprus, was completed in 2021.",
        [("Nautilus", "MLT; CYP", "completed", "2021")],
    ),
    (
        "The Arun Thermal Power Plant Project in Nepal was completed in 2020.",
        [("Arun Thermal Power Plant", "NPL", "completed", "2020")],
    ),
    (
        "The Budhi dam contract, which Nepal had given away without tender, was scrapped in 2017.",
        [("Budhi dam", "NPL", "cancelled", "2017")],
    ),
    (
        "A feasibility study for the first section of the Kars railway in Turkey was completed in 2023.",
        [("Kars railway", "TUR", "feasibility study", "2023")],
    ),
    (
        "In May 2018 the president opened the Maputo–Katembe bridge in Mozambique.",
        [("Maputo–Katembe bridge", "MOZ", "commissioned", "2018-05")],
    ),
    (
        "Construction of the Akkuyu nuclear power plant in Turkey began on 3 April 2018.",
        [("Akkuyu nuclear power plant", "TUR", "construction started", "2018-04-03")],
    ),
    (
        "Ground was broken on the Lamu port in Kenya in March 2012.",
        [("Lamu port", "KEN", "construction started", "2012-03")],
    ),
    (
        "The port of Bagamoyo in Tanzania was suspended in 2019.",
        [("port of Bagamoyo", "TZA", "suspended", "2019")],
    ),
    ("Sierra Leone scrapped the Mamamah airport in 2018.", [("Mamamah airport", "SLE", "cancelled", "2018")]),
    (
        "The Kunming–Singapore railway was first proposed in 1900.",
        [("Kunming–Singapore railway", "SGP", "proposed", "1900")],
    ),
    (
        "Sinohydro won the contract for the Soubré dam in Ivory Coast in 2009.",
        [("Soubré dam", "CIV", "contract signed", "2009")],
    ),
    (
        "A memorandum of understanding on the Ruta highway in Bolivia was signed on 2 July 2015.",
        [("Ruta highway", "BOL", "agreed", "2015-07-02")],
    ),
    (
        "A feasibility study for the Vlora airport in Albania was finished in 2016.",
        [("Vlora airport", "ALB", "feasibility study", "2016")],
    ),
    (
        "The Rooppur nuclear power plant in Bangladesh is still under construction.",
        [("Rooppur nuclear power plant", "BGD", "under construction", "")],
    ),
    (
        "The Koysha dam in Ethiopia is expected to be completed in 2027.",
        [("Koysha dam", "ETH", "planned", "2027")],
    ),
    (
        "Hungary plans to build a high-speed railway to Arad by 2032.",
        [("high-speed railway to Arad", "HUN", "planned", "2032")],
    ),
    (
        "In 2011 India signed a loan for the Thilawa power station in Myanmar.",
        [("Thilawa power station", "MMR", "financed", "2011")],
    ),
    (
        "The Mombasa terminal and the Isiolo airport in Kenya were inaugurated in 2016.",
        [
            ("Mombasa terminal", "KEN", "commissioned", "2016"),
            ("Isiolo airport", "KEN", "commissioned", "2016"),
        ],
    ),
    (
        "The Belgrade–Bar motorway in Serbia, which was begun in 2012, was opened in August 2019.",
        [
            ("Belgrade–Bar motorway", "SRB", "construction started", "2012"),
            ("Belgrade–Bar motorway", "SRB", "commissioned", "2019-08"),
        ],
    ),
    ("In Niger two rural clinics were handed over in 2014.", [("two rural clinics", "NER", "completed", "2014")]),
    (
        "Chile floated a submarine cable to Tahiti in 2016.",
        [("submarine cable to Tahiti", "CHL", "proposed", "2016")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), MILESTONES, ids=lambda value: str(value)[:60])
def test_milestones(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert cut(told("projects", sentence), "name", "countries", "event", "date") == expected


FIGURES: list[tuple[str, list[tuple[str, ...]]]] = [
    # (sentence, [(name, event, quantity, unit)])
    ("The Bui dam in Ghana has a capacity of 400 MW.", [("Bui dam", "capacity", "400", "MW")]),
    ("The Gabès solar park in Tunisia adds 1.2 GW.", [("Gabès solar park", "capacity", "1200", "MW")]),
    ("The Dar–Moro railway in Tanzania is 300 kilometres long.", [("Dar–Moro railway", "length", "300", "km")]),
    (
        "The Tema port in Ghana can take 3.5 million TEU a year.",
        [("Tema port", "capacity", "3500000", "TEU/yr")],
    ),
    (
        "The Dangote refinery in Nigeria processes 650,000 barrels a day.",
        [("Dangote refinery", "capacity", "650000", "barrels/day")],
    ),
    (
        "The Trans-Sahara gas pipeline carries 30 billion cubic metres a year.",
        [("Trans-Sahara gas pipeline", "capacity", "30000000000", "m3/yr")],
    ),
    (
        "The Hawassa industrial park in Ethiopia created 60,000 jobs.",
        [("Hawassa industrial park", "jobs", "60000", "jobs")],
    ),
    ("The Aceh power plant in Indonesia has 2 x 110 MW.", [("Aceh power plant", "capacity", "220", "MW")]),
    (
        "The Karuma dam in Uganda employed 1,100 Ugandan and 90 foreign workers.",
        [("Karuma dam", "jobs", "1100", "jobs")],
    ),
    ("The Bui dam in Ghana cost $790 million.", [("Bui dam", "cost", "790000000", "USD")]),
    (
        "The €1.3 billion Vistula bridge in Poland pleases few.",
        [("Vistula bridge", "cost", "1300000000", "EUR")],
    ),
    (
        "The Suva hospital in Fiji, worth A$20 million, has 150 beds.",
        [("Suva hospital", "cost", "20000000", "AUD"), ("Suva hospital", "capacity", "150", "beds")],
    ),
    (
        "Its cost apart, the Kigali arena in Rwanda holds 10,000 spectators.",
        [("Kigali arena", "capacity", "10000", "seats")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), FIGURES, ids=lambda value: str(value)[:60])
def test_figures(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert cut(told("projects", sentence), "name", "event", "quantity", "unit") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The road map was finished in 2015.",
        "Chile joined the Belt and Road Initiative in 2018.",
        "The China Railway Group opened an office in Lima in 2014.",
        "A loan of $790 million was repaid in 2013.",
        "Trade along the Silk Road grew.",
        "The bridge loan was cancelled in 2012.",
        "Ghana and Togo signed a treaty on 3 May 2011.",
        "The port authority opened its books in 2015.",
        "No loan for the Kafue dam was ever signed.",
        "The station lies 40 km north of the Bui dam.",
        "The line of credit was extended in 2016.",
        "Kenya seeks a loan for the Lamu port.",
        "The land mines were cleared in 1999.",
        "Officials denied that the Lamu port had been cancelled.",
    ],
)
def test_what_is_no_project(sentence: str) -> None:
    assert told("projects", sentence) == []


REFERENCES: list[tuple[tuple[str, ...], list[tuple[str, ...]]]] = [
    # (passages, [(name, event, date or quantity)])
    (
        ("The Bui dam stands in Ghana. Construction began in 2009. It was opened in 2013.",),
        [("Bui dam", "construction started", "2009"), ("Bui dam", "commissioned", "2013")],
    ),
    (
        ("The Dar–Moro railway crosses Tanzania. The line is 300 km long. Its cost is put at $1.2 billion.",),
        [("Dar–Moro railway", "length", "300"), ("Dar–Moro railway", "cost", "1200000000")],
    ),
    (
        ("The port of Anse in Haiti was agreed in 2001. The government cancelled the $90 million project in 2004.",),
        [
            ("port of Anse", "agreed", "2001"),
            ("port of Anse", "cancelled", "2004"),
            ("port of Anse", "cost", "90000000"),
        ],
    ),
    (
        ("Tarfaya, a large wind farm in Morocco, was commissioned in 2014.",),
        [("Tarfaya", "commissioned", "2014")],
    ),
]


@pytest.mark.parametrize(("passages", "expected"), REFERENCES, ids=lambda value: str(value)[:60])
def test_references_are_resolved(passages: tuple[str, ...], expected: list[tuple[str, ...]]) -> None:
    rows = told("projects", *passages)
    assert [(r["name"], r["event"], r.get("date") or r.get("quantity", "")) for r in rows] == expected


PLACES: list[tuple[str, str]] = [
    # (sentence, countries)
    ("The China–Laos railway was opened in 2021.", "CHN; LAO"),
    ("The Tazara line from Zambia to Tanzania was completed in 1975.", "ZMB; TZA"),
    ("Zambia’s Kariba dam was completed in 1959.", "ZMB"),
    ("In Nepal, a Chinese company completed the Pokhara airport in 2023.", "NPL"),
    ("A Japanese loan of 2008 paid for the Hanoi bridge in Vietnam, which was opened in 2015.", "VNM"),
]


@pytest.mark.parametrize(("sentence", "expected"), PLACES)
def test_countries(sentence: str, expected: str) -> None:
    assert {row.get("countries", "") for row in told("projects", sentence)} == {expected}


def test_every_slot_is_proved_where_it_says() -> None:
    paper = make_paper(["The Bui dam stands in Ghana. Construction began in 2009. It has a capacity of 400 MW."])
    found = [fact for fact in facts(paper, parser="none") if fact.table == "projects"]
    assert found
    for fact in found:
        for slot in fact.slots.values():
            assert slot.spans
            assert all(paper.text[start:end].strip() for start, end in slot.spans)
        assert fact.rule.startswith("project/")


def _table(rows: list[list[str]], caption: str) -> Paper:
    """A paper that holds one table, its first row the headings."""
    cells, passages = [], []
    text = caption
    passages.append(Passage(0, len(caption), "caption"))
    for y, row in enumerate(rows):
        for x, content in enumerate(row):
            text += "\n\n"
            cells.append(Cell(y, x, len(text), len(text) + len(content)))
            passages.append(Passage(len(text), len(text) + len(content), "cell"))
            text += content
    grid = Grid(1, (0.0, 0.0, 1.0, 1.0), tuple(cells), 1, Span(0, len(caption)))
    paper = make_paper([text.replace("\n\n", "  ")])
    return replace(paper, text=text, passages=tuple(passages), grids=(grid,))


def test_projects_in_tables() -> None:
    paper = _table(
        [
            ["Project", "Country", "Size", "Cost (US$ million)", "Stage"],
            ["Bui dam", "Ghana", "400 MW", "790", "Commissioned in 2013"],
            ["Kribi port", "Cameroon", "–", "1,200", "Under construction"],
            ["Moro–Dodoma railway (300 km)", "Tanzania", "–", "–", "First phase completed in 2022"],
        ],
        "Table 1: Selected projects, as of 2021",
    )
    found = [fact for fact in facts(paper, parser="none") if fact.table == "projects"]
    rows = [
        tuple(
            str(fact.slots[c].value) if c in fact.slots else ""
            for c in ("name", "countries", "event", "date", "quantity")
        )
        for fact in found
    ]
    assert sorted(rows) == [
        ("Bui dam", "GHA", "capacity", "", "400"),
        ("Bui dam", "GHA", "commissioned", "2013", ""),
        ("Bui dam", "GHA", "cost", "", "790000000"),
        ("Kribi port", "CMR", "cost", "", "1200000000"),
        ("Kribi port", "CMR", "under construction", "2021", ""),
        ("Moro–Dodoma railway", "TZA", "completed", "2022", ""),
        ("Moro–Dodoma railway", "TZA", "length", "", "300"),
    ]


def test_what_the_project_builds_is_the_project() -> None:
    rows = told(
        "projects",
        "The Matale Water Supply Scheme in Sri Lanka was approved in 2011. The purpose of the project was to build a "
        "treatment plant with a capacity of 54,000 cubic metres per day. Construction started on 12 November 2012.",
        about="China lends. China builds. China trades.",
    )
    assert [(r["name"], r["countries"], r["event"]) for r in rows] == [
        ("Matale Water Supply Scheme", "LKA", "agreed"),
        ("Matale Water Supply Scheme", "LKA", "capacity"),
        ("Matale Water Supply Scheme", "LKA", "construction started"),
    ]


def test_an_acronym_stands_for_the_work_it_was_given_to() -> None:
    rows = told(
        "projects",
        "The Grand Valley Dam (GVD) in Ethiopia was begun in 2011. The GVD was opened on 9 September 2025.",
    )
    assert [(r["name"], r["event"], r["date"]) for r in rows] == [
        ("Grand Valley Dam", "construction started", "2011"),
        ("Grand Valley Dam", "commissioned", "2025-09-09"),
    ]


def test_a_paper_on_one_state_tells_of_works_in_it() -> None:
    rows = told(
        "projects",
        "The Duqm refinery, for which $4 billion came from American banks, was inaugurated on 7 February 2024.",
        about="Oman is a sultanate. Oman exports oil. Oman borrows.",
    )
    assert [(r["name"], r["countries"]) for r in rows] == [("Duqm refinery", "OMN")]


def test_the_paragraph_opens_with_the_country() -> None:
    rows = told(
        "projects",
        "Tanzania supplies the exception. The Kigoma line, for which Danish banks lent, was finished in 2022.",
        about="China lends. China builds. China trades.",
    )
    assert [(r["name"], r["countries"]) for r in rows] == [("Kigoma line", "TZA")]


def test_a_table_of_loans_is_no_table_of_works() -> None:
    paper = _table(
        [
            ["Purpose", "Country", "Amount", "Stage"],
            ["Water supply in Tabora", "Tanzania", "$2 million", "Signed in 2019"],
            ["Lusaka ring road", "Zambia", "$3 million", "Cancelled in 2021"],
        ],
        "Table 1: Loans",
    )
    assert [fact for fact in facts(paper, parser="none") if fact.table == "projects"] == []


def test_titles_before_later_ones_in_tables() -> None:
    """An "Earlier rank" is a title of its own, and makes the other one of its line an upgrade."""
    paper = _table(
        [
            ["Country", "Rank", "Year", "Earlier rank"],
            ["Kenya", "comprehensive strategic partnership", "2017", "strategic (2013)"],
            ["Ghana", "strategic partnership", "2024", "–"],
        ],
        "Table 1. Ranks of African states in China’s eyes",
    )
    found = [f for f in facts(paper) if f.table == "partnerships"]
    assert {tuple(f.slots[s].value for s in ("country", "level", "date", "status")) for f in found} == {
        ("KEN", "comprehensive-strategic", "2017", "upgraded"),
        ("KEN", "strategic", "2013", "established"),
        ("GHA", "strategic", "2024", "established"),
    }
