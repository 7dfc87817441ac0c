"""Pages in languages whose facts are not looked for are told, whichever the language; a foreign motto is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policyfacts.language import unsearched
from policyfacts.reading.languages import with_languages
from policyfacts.records import Paper
from policyfacts.tables.standing import standing
from tests.builders import make_paper

ENGLISH = "The two governments signed an agreement on trade, and the minister promised a loan for the railway."
TEXTS = {
    "French": "Les deux gouvernements ont signé un accord sur le commerce, et le ministre a "
    "promis un prêt pour le train.",
    "Spanish": "Los dos gobiernos firmaron un acuerdo sobre el comercio, y el ministro prometió "
    "un préstamo para el tren.",
    "German": "Die beiden Regierungen haben ein Abkommen über den Handel geschlossen, und der Minister sagte Geld zu.",
    "Portuguese": "Os dois governos assinaram um acordo sobre o comércio, e o ministro prometeu um "
    "empréstimo para o trem.",
    "Italian": "I due governi hanno firmato un accordo sul commercio, e il ministro ha promesso "
    "un prestito per il treno.",
    "Dutch": "De twee regeringen hebben een akkoord over de handel getekend, en de minister zegde een lening toe.",
    "Polish": "Oba rządy są po rozmowach i nie jest to łatwe, ale minister dla spraw handlu dał im pożyczkę na kolej.",
    "Turkish": "İki hükümet ticaret için bir anlaşma imzaladı ve bakan limana giden demiryolu "
    "için bir kredi sözü verdi.",
    "Indonesian": "Kedua pemerintah menandatangani perjanjian tentang perdagangan, dan menteri "
    "menjanjikan pinjaman itu.",
    "Swedish": "De två regeringarna har skrivit under ett avtal om handel, och ministern lovade "
    "ett lån till järnvägen.",
    "Russian": "Оба правительства подписали соглашение о торговле, и министр обещал заём для железной дороги к порту.",
    "Chinese": "两国政府签署了贸易协定，财政部长承诺为连接首都和港口的铁路提供贷款，并且会见了当地的代表团成员。",
    "Arabic": "وقعت الحكومتان اتفاقا بشأن التجارة ووعد وزير المالية بقرض للسكة الحديدية التي تربط العاصمة بالميناء.",
    "Greek": "Οι δύο κυβερνήσεις υπέγραψαν συμφωνία για το εμπόριο και ο υπουργός υποσχέθηκε δάνειο για το τρένο.",
    "a language": "Molemmat hallitukset allekirjoittivat kauppaa koskevan sopimuksen, ja ministeri "
    "lupasi lainan radalle.",
    "a language ": "Serikali hizo mbili zilitia saini makubaliano ya biashara, na waziri aliahidi "
    "mkopo kwa ajili ya reli.",
    "a language  ": "Hai chính phủ đã ký một hiệp định về thương mại, và bộ trưởng đã hứa một khoản vay cho đường sắt.",
}


def paper_of(*pages: list[str]) -> Paper:
    paper = make_paper(*pages)
    passages, language = with_languages(paper.text, list(paper.passages))
    paper = replace(paper, passages=tuple(passages), language=language)
    return replace(paper, ledger=tuple(unsearched(paper)))


@pytest.mark.parametrize("name", TEXTS)
def test_a_paper_in_another_language_is_read_in_part(name: str) -> None:
    text = " ".join([TEXTS[name]] * 6)
    status, error = standing(paper_of([text], [text], [text]))
    assert status == "partly read"
    assert error.startswith(f"pages 1-3: text in {name.strip()}")
    assert error.endswith("in which no facts are looked for: read an English version")


@pytest.mark.parametrize("name", list(TEXTS)[:14])
def test_an_annex_in_another_language_is_told_by_its_pages(name: str) -> None:
    own, other = " ".join([ENGLISH] * 6), " ".join([TEXTS[name]] * 6)
    status, error = standing(paper_of([own], [own], [other], [own], [other]))
    assert status == "partly read"
    assert error.startswith(f"pages 3, 5: text in {name}")


@pytest.mark.parametrize("name", list(TEXTS)[:14])
def test_a_motto_in_another_language_is_no_loss(name: str) -> None:
    assert standing(paper_of([" ".join([ENGLISH] * 6), TEXTS[name]])) == ("read", "")


@pytest.mark.parametrize(
    "page",
    [
        [ENGLISH],
        [ENGLISH] * 6,
        ["growth trade energy rail port loan debt grant water power road dam steel rice " * 6],
        ["12 14 16 18 20 22 24 26 28 30 " * 20],
        ["Albania Bulgaria Chile Denmark Ecuador Finland Ghana Hungary Iceland Jamaica " * 8],
        [],
    ],
)
def test_what_may_be_english_is(page: list[str]) -> None:
    assert standing(paper_of([ENGLISH], page)) == ("read", "")
