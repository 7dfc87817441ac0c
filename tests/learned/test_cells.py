"""A cell's evidence: where its proof stands, and what it makes of doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policyfacts.learned import believed, confident
from policyfacts.learned.cells import cell_features, cells_of, with_row
from policyfacts.learned.places import Places
from policyfacts.records import Fact, Mention, Passage
from policyfacts.tables import paper_rows
from tests.builders import fact_of, make_paper

LENT = "In 2018 Norland lent Peru $2 billion; in 2019 the two met in Lima."
BEFORE = "Chile is a neighbour."
PAPER = make_paper(["Loans to Chile", f"{LENT} {BEFORE}", "Brazil lies elsewhere."])
SLOTS = {"kind": ("loan", "lent"), "amount": ("2000000000", "$2 billion"), "date": ("2018", "2018")}
LOAN = replace(fact_of(PAPER, "funds", LENT, SLOTS), rule="fund/sum/signed")


def _proved_by(words: str) -> Fact:
    start = PAPER.text.index(words)
    slot = replace(LOAN.slots["kind"], value="Chile", spans=(type(LOAN.quote)(start, start + len(words)),))
    return replace(LOAN, slots={**LOAN.slots, "recipients": slot})


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Peru", "clause"),
        ("Lima", "sentence"),
        ("Chile is", "paragraph"),
        ("Chile", "heading"),
        ("Brazil", "further"),
    ],
)
def test_where_a_proof_stands(words: str, place: str) -> None:
    head, body, *rest = PAPER.passages
    heading = replace(head, kind="heading")
    below = [Passage(p.start, p.end, p.kind, ("Loans to Chile",)) for p in (body, *rest)]
    paper = replace(PAPER, passages=(heading, *below))
    fact = _proved_by(words)
    assert Places(paper).of(fact, fact.slots["recipients"]) == place


def test_what_else_the_sentence_names_competes() -> None:
    def of(label: str, words: str, value: str) -> Mention:
        start = PAPER.text.index(words)
        return Mention(label, start, start + len(words), words, value)

    dates = [of("date", "2018", "2018"), of("date", "2019", "2019")]
    told = dict(zip((c.slot for c in cells_of([LOAN])), cell_features(PAPER, [LOAN], dates), strict=True))
    assert told["date"]["competing"] > told["amount"]["competing"] == 0


def test_a_surer_row_makes_surer_cells() -> None:
    (first, *_) = cell_features(PAPER, [LOAN])
    assert with_row(first, "kind", 0.9)["row"] > 0 > with_row(first, "kind", 0.1)["kind:row"]


def test_every_scored_cell_has_its_confidence_in_evidence() -> None:
    found = confident(PAPER, [LOAN])
    assert all(slot.confidence is not None and 0 <= slot.confidence <= 1 for slot in found[0].slots.values())
    rows = paper_rows(PAPER, [], found).rows["evidence"]
    assert {row["slot"]: row["confidence"] for row in rows} == {
        name: str(slot.confidence) for name, slot in found[0].slots.items()
    }
    assert not any("confidence" in row for row in paper_rows(PAPER, [], [LOAN]).rows["evidence"])


def _sure(**claims: float) -> Fact:
    slots = {name: replace(slot, confidence=claims.get(name, 0.9)) for name, slot in LOAN.slots.items()}
    return replace(LOAN, slots=slots, confidence=0.9)


def test_doubtful_cells_are_emptied_and_their_rows_stay() -> None:
    paper, (fact,) = believed(PAPER, [_sure(date=0.2)], least=0.0, least_cell=0.5)
    assert sorted(fact.slots) == ["amount", "kind"]
    (entry,) = paper.ledger
    assert entry.reason == "1 funds: cells emptied: confidence below 0.5"


def test_the_surest_cell_stays_where_all_are_doubtful() -> None:
    _, (fact,) = believed(PAPER, [_sure(date=0.2, kind=0.3, amount=0.1)], least=0.0, least_cell=0.5)
    assert list(fact.slots) == ["kind"]


def test_what_a_table_asks_for_is_never_emptied() -> None:
    level = {"country": ("PER", "Peru"), "level": ("strategic", "lent"), "date": ("2018", "2018")}
    fact = fact_of(PAPER, "partnerships", LENT, level)
    slots = {name: replace(slot, confidence=0.1) for name, slot in fact.slots.items()}
    _, (left,) = believed(PAPER, [replace(fact, slots=slots)], least=0.0, least_cell=0.5)
    assert sorted(left.slots) == ["country", "level"]
