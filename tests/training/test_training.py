"""From annotated papers to a model, the same bytes each time; and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyfacts import extract
from policyfacts.errors import UsageError
from policyfacts.evaluate.alignment import align
from policyfacts.evaluate.judging import share_right
from policyfacts.learned.store import CARD, MODEL
from policyfacts.schema import TABLES
from policyfacts.training import Annotated, Verdicts, train
from policyfacts.training.judged import judged, told_right
from tests.typeset import LOAN, PARTNERSHIP, typeset

GOLD = "doc,page,country,counterparty,level,level_text,date,status,note\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Annotated:
    typeset(tmp_path / "papers" / "paper.pdf", PARTNERSHIP, LOAN)
    gold = tmp_path / "gold"
    gold.mkdir()
    row = "paper,1,PER,CHN,strategic,strategic partnership,2017-05,established,\n"
    (gold / "partnerships.csv").write_text(GOLD + row, encoding="utf-8")
    return Annotated(tmp_path / "papers", gold)


def test_training_twice_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    home, apart = root / "corpus", root / "corpus" / "apart"
    corpora = [
        Annotated(home / "papers", home / "gold"),
        Annotated(apart / "papers", apart / "gold", apart=True),
    ]
    one, other = (train(corpora, out=tmp_path / name, parser="none") for name in ("one", "other"))
    for name in (MODEL, CARD, "reliability.svg"):
        assert (one.place / name).read_bytes() == (other.place / name).read_bytes()
    card = json.loads((one.place / CARD).read_text(encoding="utf-8"))
    assert card["data"]["rows"] == sum(card["data"]["documents"].values())
    assert card["data"]["rows of papers that no rule was made on"] == one.report.rivals[0].rows
    assert len(card["data"]["sha256"]["corpus/funds.csv"]) == 64
    assert one.report.as_text().splitlines()[1].startswith("model")
    rivals = {line.name: line for line in one.report.rivals}
    assert rivals["model"].brier < rivals["a rate for each rule"].brier
    assert rivals["model"].error <= rivals["model"].perfect + 0.03


def test_rows_are_right_wrong_or_out_of_it(corpus: Annotated) -> None:
    (row,) = judged(corpus, parser="none")
    assert (row.doc, row.table, row.right) == ("paper", "partnerships", True)
    path = corpus.gold / "partnerships.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("PER", "BRA").replace("strategic", "global"), encoding="utf-8")
    assert [row.right for row in judged(corpus, parser="none")] == [False]
    path.write_text(text.replace("established,", "established,optional"), encoding="utf-8")
    assert not list(judged(corpus, parser="none"))


@pytest.mark.parametrize(
    ("found", "share"),
    [
        ({}, 1.0),
        ({"status": ""}, 1.0),
        ({"date": "2017"}, 0.875),
        ({"status": "proposed"}, 0.75),
        ({"status": "proposed", "date": "2017"}, 0.625),
    ],
)
def test_the_share_of_filled_cells_that_are_right(found: dict[str, str], share: float) -> None:
    row = {"country": "PER", "level": "strategic", "date": "2017-05", "status": "established"}
    aligned = align(TABLES["partnerships"], [{**row, "note": ""}], [{**row, **found}])
    assert share_right(aligned.pairs[0]) == share


def test_too_little_is_refused(corpus: Annotated, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="1 judged rows of 1 papers: too little to learn from"):
        train([corpus], out=tmp_path / "models", parser="none")
    assert not (tmp_path / "models").exists()


def test_papers_and_gold_that_do_not_meet_are_refused(corpus: Annotated, root: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none of the papers annotated"):
        list(judged(Annotated(root / "corpus" / "papers", corpus.gold), parser="none"))
    with pytest.raises(UsageError, match="no gold for any table of facts"):
        list(judged(Annotated(corpus.papers, tmp_path / "papers"), parser="none"))


def test_verdicts_on_single_rows_count_as_rows_apart(corpus: Annotated, tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    (fact_id,) = extract([corpus.papers], parser="none", rules_only=True).partnerships["fact_id"]
    for verdict, right in (("right", [True]), ("mostly", [True]), ("not a fact", [False]), ("optional", [])):
        path.write_text(f"fact_id,verdict\n{fact_id},{verdict}\n", encoding="utf-8")
        rows = list(told_right(Verdicts(corpus.papers, path), parser="none"))
        assert [row.right for row in rows] == right
        assert all(row.apart for row in rows)
    path.write_text("row,verdict\n1,right\n", encoding="utf-8")
    with pytest.raises(UsageError, match="fact_id"):
        list(told_right(Verdicts(corpus.papers, path), parser="none"))
