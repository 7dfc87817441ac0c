"""What becomes of single words: hyphens, languages, citations, dates of publication."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from policyfacts.reading.citations import bibliographic, citations
from policyfacts.reading.front import published
from policyfacts.reading.hyphens import glue, vocabulary
from policyfacts.reading.languages import language_of
from policyfacts.records import Passage
from tests.pdfs import made
from tests.pdfs.accounts import read
from tests.typeset import typeset

WORDS = Counter(
    vocabulary(
        [
            "The government signed a long-term agreement with the second and the largest of the banks.",
            "Cooperation in infrastructure; co-operation is written too, but cooperation more often.",
            "People met people. A frame for the work was found. They go on.",
        ]
    )
)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("of the govern\u00ad", "ment and", "of the government and"),
        ("of the agree-", "ment of", "of the agreement of"),
        ("a long-", "term plan", "a long-term plan"),
        ("the second-", "largest bank", "the second-largest bank"),
        ("a new frame-", "work for", "a new framework for"),
        ("the co-", "operation of", "the cooperation of"),
        ("China-", "Peru trade", "China-Peru trade"),
        ("in 2014-", "2016 the", "in 2014-2016 the"),
        ("the (NAF-", "TA), building", "the (NAF-TA), building"),
        ("people-to-", "people ties", "people-to-people ties"),
        ("non-", "government bodies", "non-government bodies"),
        ("a dash -", "and more", "a dash - and more"),
        ("two lines", "meet", "two lines meet"),
        ("see https://example.org/reports/", "annual-2014 for", "see https://example.org/reports/annual-2014 for"),
        ("at https://example.org", "The bank", "at https://example.org The bank"),
    ],
)
def test_line_ends(before: str, after: str, joined: str) -> None:
    between, gone = glue(before, after, WORDS)
    text = (before[:-1] if gone else before) + between + after
    assert text.replace("\u00ad", "-") == joined


@pytest.mark.parametrize(
    "sentence",
    [
        "A {ten-year} plan was drawn up for the ports of the two provinces.",
        "Engineers built a {China-funded} road from the capital to the border.",
        "China promised a {long-term} loan on easy terms.",
        "The line was {co-financed} by three lenders and one fund.",
        "Trade along the {north-south} corridor rose by a third.",
        "An {EU-backed} bank joined them in spring.",
        "They use {state-owned} land, an {out-of-date} map and a {debt-for-nature} swap.",
        "It was the {second-largest} gift, and a {well-known} one.",
        "The {decision-making} took a {three-month} pause.",
    ],
)
def test_compounds_keep_their_hyphen_at_a_line_end(sentence: str) -> None:
    """Each compound is broken at each of its hyphens, in a paper that has it nowhere else."""
    words = vocabulary(re.sub(r"\{([^}]*)\}", "", sentence).splitlines())
    words["china"] += 1
    for compound in re.findall(r"\{([^}]*)\}", sentence):
        for hyphen in re.finditer("-", compound):
            before, after = compound[: hyphen.end()], compound[hyphen.end() :]
            assert glue(f"a {before}", f"{after} thing", words) == ("", False), compound


@pytest.mark.parametrize(
    "word",
    "govern-ment agree-ments sustain-ability frame-work air-ports inter-national engineer-ing coopera-tion "
    "co-operation counter-part over-all stake-holders con-sequence infra-structure pro-vision protec-tion "
    "bank-able Engineer-ing inter-regional sub-national co-ordinate work-shop rail-way rail-ways out-come "
    "com-prehensive multi-lateral head-quarters bench-mark hard-ship mile-stone month-ly partner-ship land-less "
    "pipe-line note-worthy".split(),
)
def test_words_broken_by_the_typesetter_are_put_together(word: str) -> None:
    first, second = word.split("-")
    assert glue(f"the {first}-", f"{second} of", Counter()) == ("", True)


def test_fewer_than_two_hyphens_in_a_hundred_are_wrong(tmp_path: Path) -> None:
    hyphens = wrong = 0
    for seed in (1, 2, 3):
        truth = made.paper(tmp_path / f"{seed}.pdf", columns=3, seed=seed, heads=False)
        paper = read(truth.path)
        hyphens += sum(e.characters for e in paper.ledger if e.region == "line-end hyphens")
        missing = Counter(" ".join(truth.flow).split()) - Counter(paper.text.split())
        wrong += sum(missing.values())
    assert hyphens > 200
    assert wrong < 0.02 * hyphens


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The two governments agreed on a loan for the railway in 2014.", "en"),
        ("Los dos gobiernos firmaron un acuerdo sobre el préstamo para el ferrocarril.", "es"),
        ("Les deux gouvernements ont signé un accord sur le prêt pour le chemin de fer.", "fr"),
        ("Die beiden Regierungen haben ein Abkommen über den Kredit für die Bahn geschlossen.", "de"),
        ("Os dois governos assinaram um acordo sobre o empréstimo para a ferrovia.", "pt"),
        ("Правительства двух стран подписали соглашение о займе.", "ru"),
        ("Уряди двох країн підписали угоду про позику.", "uk"),
        ("两国政府签署了贷款协议。", "zh"),
        ("وقعت الحكومتان اتفاق قرض للسكك الحديدية", "ar"),
        ("両国政府は鉄道のための融資協定に署名した。", "ja"),
        ("2014", "und"),
        ("Loan", "und"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Los ministros firmaron el acuerdo.", "es"),
        ("El presidente visitó Lima.", "es"),
        ("Le président a visité Lima.", "fr"),
        ("La Banque a prêté 2 milliards de dollars au Pérou.", "fr"),
        ("Os ministros assinaram o acordo.", "pt"),
        ("O porto foi inaugurado em 2024.", "pt"),
        ("Порт был открыт.", "ru"),
        ("总统访问了利马。", "zh"),
        ("زار الرئيس ليما", "ar"),
        # Names do not make a sentence foreign.
        ("De Gaulle visited La Paz and El Salvador in 1964.", "en"),
        ("Brazil, Peru, La Paz, El Alto, São Paulo", "en"),
        ("Banco de la Nación", "en"),
        ("Water supply in Dar es Salaam", "en"),
        ("Peru: comprehensive strategic partner, 2013", "en"),
        ("Ministers signed.", "en"),
    ],
)
def test_short_passages_of_an_english_paper(text: str, code: str) -> None:
    assert language_of(text, usual="en") == code


def test_short_passages_take_the_language_of_the_paper(tmp_path: Path) -> None:
    path = tmp_path / "mixed.pdf"
    english = "The ministers of the two states met and agreed on the terms of the loan for the port. " * 3
    path.write_bytes(
        made.compiled(
            f"= Loans\n{english}\n\n#table(columns: 2, [2014], [Peru], [2016], [Laos])\n\n"
            "Правительства подписали договор."
        )
    )
    paper = read(path)
    assert paper.language == "en"
    assert {paper.text[p.start : p.end]: p.language for p in paper.passages if p.kind != "prose"}["2014"] == "en"
    assert [p.language for p in paper.passages if p.kind == "prose"] == ["en", "ru"]


def cited(text: str, *, references: str = "") -> list[str]:
    whole = text + ("\n\n" + references if references else "")
    passages = [Passage(0, len(text), "prose")]
    if references:
        passages.append(Passage(len(text) + 2, len(whole), "reference"))
    return [whole[a:b] for a, b in citations(whole, passages) if a < len(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as told before [Meyer 2018] and [Okoye, Lund 2019a].", ["[Meyer 2018]", "[Okoye, Lund 2019a]"]),
        ("as told [Meyer 2018; Lund 2020] and [A Road of Many Names] and [Lund 2011].",
         ["[Meyer 2018; Lund 2020]", "[A Road of Many Names]", "[Lund 2011]"]),
        ("as told [12] and [3, 5–7].", ["[12]", "[3, 5–7]"]),
        ("he said that [the] Fund [sic] would pay.", []),
        ("the plan (Meyer and Lund, 2018) and (see Okoye et al. 2020; Lund, 2021)",
         ["(Meyer and Lund, 2018)", "(see Okoye et al. 2020; Lund, 2021)"]),
        ("the summit (May 2017), the plan (2015 – 2019), a visit (Lima, 2016)", ["(Lima, 2016)"]),
        ("see https://example.org/a/b-2014.html, or doi:10.1234/abc.2016.5.",
         ["https://example.org/a/b-2014.html", "doi:10.1234/abc.2016.5"]),
        ("The list (accessed 3 May 2020) is long.", ["(accessed 3 May 2020)"]),
        ("© 2019 The Institute. All rights reserved.", ["© 2019 The Institute. All rights reserved."]),
        ("write to desk@example.org now", ["desk@example.org"]),
    ],
)  # fmt: skip
def test_citations(text: str, found: list[str]) -> None:
    assert cited(text) == found


def test_names_are_held_against_the_reference_list() -> None:
    listed = "Meyer, T. (2019). Roads and loans. Berlin: Nord."
    assert cited(
        "Meyer (2019) counts nine; Peru (2016) joined; so (Meyer 2019) and (Lima 2016).", references=listed
    ) == [
        "Meyer (2019)",
        "(Meyer 2019)",
    ]


@pytest.mark.parametrize(
    ("note", "is_one"),
    [
        ("T. Meyer, “Roads and the loans behind them”, Review of Loans, vol. 3, 2019, pp. 4–9.", True),
        ("Ministry of Finance, Budget 2024, https://example.org/budget", True),
        ("Ibid., p. 12.", True),
        ("The bank lent €180 million in 2019, of which half was disbursed by March 2021.", False),
    ],
)
def test_notes_that_only_cite(note: str, *, is_one: bool) -> None:
    assert bibliographic(note) is is_one


@pytest.mark.parametrize(
    ("front", "edges", "value"),
    [
        (["Updated April 10, 2026"], [], "2026-04-10"),
        (["Distr.: General", "28 July 2025"], [], "2025-07-28"),
        (["Policy brief no. 27, July 2025"], [], "2025-07"),
        (["Lena Meyer"], ["Review of Loans · Volume 12 · 2019"], "2019"),
        (["Lena Meyer", "Nineteen states, 2019"], [], ""),
        (["Publicado el 5 de mayo de 2021"], [], "2021-05-05"),
    ],
)
def test_published(front: list[str], edges: list[str], value: str) -> None:
    assert published(front, edges) == value


_SERIF = '#set text(font: "Libertinus Serif", size: 11.5pt)\n#set par(justify: true)'


def test_slanted_letters_reach_into_the_space_behind_them(tmp_path: Path) -> None:
    words = "two months after the ministers of China and of the Community of Latin American States met in Chile"
    path = typeset(tmp_path / "slanted.pdf", f"{_SERIF}\n_{words}_")
    assert words in " ".join(read(path).text.split())
