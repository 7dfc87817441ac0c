"""Symbols of documents, sentences and notes that only cite: no sum, no meeting, no agreement is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.facts import facts
from policyfacts.language import paper_mentions
from policyfacts.reading.citations import bibliographic, citations
from policyfacts.reading.paper import read
from policyfacts.reading.symbols import symbols
from policyfacts.records import Passage
from tests.typeset import typeset

SYMBOLS = (
    "A/61/902-S/2007/88",
    "S/2011/14",
    "S/RES/2999 (2031)",
    "E/2009/31 (Part I)-E/ICEF/2009/5 (Part I)",
    "A/C.4/61/SR.7",
    "S/PRST/2012/9",
    "A/HRC/RES/41/12",
    "E/C.12/2003/7/Add.2/Rev.1",
    "DP/FPA/2012/4 (Part I/Add.1)",
    "T/1234",
    "TD/B/58/9",
    "CEB/2014/2",
    "COM(2014) 733 final",
    "SWD(2018) 12",
    "DCD/DAC(2013)15",
    "FCCC/CP/2008/7/Add.1",
    "A/ES-10/311",
    "JIU/REP/2012/6",
)
NO_SYMBOLS = (
    "FY2016/17",
    "2016/17",
    "a loan of 5 million USD/EUR",
    "in AC/DC works",
    "and/or 2016",
    "$5/MWh",
    "9/11",
    "km/h 50",
    "HIV/AIDS in 2004",
    "the Kenya/Uganda border of 1926",
)
CITING = (
    "See Official Records of the General Assembly, Sixtieth Session, Supplement No. 12 (A/60/12), para. 4.",
    "Official Records of the Economic and Social Council, 2009, Supplement No. 3 (E/2009/23), chap. II.",
    "Ibid., Sixty-first Session, Supplement No. 9 (A/61/9 and Corr.1), annex III.",
    "A/61/902, annex.",
    "See S/2011/14.",
    "Resolution 99/13, annex II.",
    "United Nations, Treaty Series, vol. 1402, No. 25778.",
    "U.S. Congress, House Committee on Ports, Ferries and their Loans, hearing, 101st Cong., 2nd sess., May 3, 1989.",
    "U.S. Congress, Senate Committee on Finance, Loans to Togo, 105th Cong., 1st sess., June 4, 1997, S.Hrg. 105-11.",
    "Ministry of Ports of Togo, “Togo and China sign loan of $40 million”, press release, 3 May 2011.",
    "Office of the President, “President meets the Premier in Lomé”, news release, 9 June 2014.",
    "“Second quay opens in Tema after summit”, Reuters, 4 March 2015.",
    "Ada Lindqvist, “Tides of lending”, Journal of Harbour Studies, vol. 12, No. 3 (2017), pp. 4–19.",
    "CRS Report R11111, Harbour Loans, by Ada Lindqvist.",
    "P.L. 101-99, §12; 22 U.S.C. §2151.",
    "84 Federal Register 1122, January 9, 2019.",
    "World Bank, Port Efficiency and the Cost of Waiting (Washington, D.C., 2016).",
    "Interview with a former harbour master, Lomé, 3 May 2016.",
    "Port Authority, Annual Report 2016, available at www.example.org/ports.",
    "For more information, see https://example.org/loans-of-2016.",
)
STATING = (
    "The bank lent €40 million in 2019, of which half was disbursed by March 2021.",
    "China and Togo signed the agreement on 3 May 2011 (see A/66/12).",
    "According to a press release of 3 May 2011, the loan was worth $40 million.",
    "In resolution 99/13, the Assembly established the fund with $12 million.",
    "A further $9 million came from Norway; see paragraph 7 of the report.",
    "The summit, held in Lomé on 4 June 2018, adopted a declaration (S/2018/91).",
    "This includes a grant of USD 3 million from Japan (Ministry of Ports, 2012).",
    "The hearing was told that the loan had been repaid in 2004.",
    "Togo has joined the Convention; see United Nations, Treaty Series, vol. 1402, No. 25778.",
    "Figures exclude the loan of $2 billion that China provided in 2016.",
    "As at 31 December 2016, the loan amounted to 4 million euros.",
)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_is_one(symbol: str) -> None:
    text = f"The letter ({symbol}) was sent to all."
    assert [text[a:b] for a, b in symbols(text)] == [symbol]


@pytest.mark.parametrize("text", NO_SYMBOLS)
def test_what_is_no_symbol(text: str) -> None:
    assert not list(symbols(text))


@pytest.mark.parametrize("note", CITING)
def test_a_note_that_only_cites(note: str) -> None:
    assert bibliographic(note)


@pytest.mark.parametrize("note", STATING)
def test_a_note_that_states(note: str) -> None:
    assert not bibliographic(note)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "It was so. See Official Records of the General Assembly, Sixtieth Session, Supplement No. 12 (A/60/12), "
            "para. 4. The loan came later.",
            "See Official Records of the General Assembly, Sixtieth Session, Supplement No. 12 (A/60/12), para. 4",
        ),
        (
            "It was told (U.S. Congress, House Committee on Ports, Loans, hearing, 9th Cong., 2nd sess., May 3, 1989).",
            "U.S. Congress, House Committee on Ports, Loans, hearing, 9th Cong., 2nd sess., May 3, 1989",
        ),
        ("It is in force (United Nations, Treaty Series, vol. 1402, No. 25778).",
         "United Nations, Treaty Series, vol. 1402, No. 25778"),
    ],
)  # fmt: skip
def test_a_citation_inside_a_paragraph(text: str, cited: str) -> None:
    assert [text[a:b] for a, b in citations(text, [Passage(0, len(text), "prose")])] == [cited]


def test_symbols_give_no_sum_and_stand_in_the_ledger(tmp_path: Path) -> None:
    """In running heads, on the front page and in sentences."""
    head = '#set page(header: [S/2011/14], footer: context counter(page).display("1/1"))\n'
    sent = ("letters", "notes", "acts")
    pages = [f"The {what} (S/2011/14, T/1234 and S/26337) went to all members. " * 3 for what in sent]
    paper = read(typeset(tmp_path / "symbols.pdf", *pages, setup=head))
    assert [m.text for m in paper_mentions(paper) if m.label in {"amount", "date"}] == []
    told = {(entry.page, entry.outcome) for entry in paper.ledger if "symbol of a document" in entry.reason}
    assert told == {(page, outcome) for page in (1, 2, 3) for outcome in ("kept", "left out")}


@pytest.mark.parametrize("words", [1, 4])
def test_notes_that_cite_state_nothing(tmp_path: Path, words: int) -> None:
    told = "The ferries of the lagoon go every hour, and nobody has ever counted who takes them, or why."
    notes = " ".join(f"{told * words}#footnote[{note.replace('$', chr(92) + '$')}]" for note in CITING)
    paper = read(typeset(tmp_path / "notes.pdf", f"= Ferries\n\n{notes}"))
    assert facts(paper, parser="none") == []
    assert [m.text for m in paper_mentions(paper) if m.label == "amount"] == []
