"""The comparison against people's judgement (corpus/compare), and the scorer itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from policyfacts import cli
from policyfacts.compare import compare
from policyfacts.compare.alike import alike
from policyfacts.compare.annotated import NONE, Agreement, Annotated, b_cubed, read_annotated, score
from policyfacts.compare.slots import held
from policyfacts.compare.told import told
from policyfacts.errors import GoldError
from policyfacts.vocabularies import RELATIONS


@pytest.fixture(scope="module")
def annotated(root: Path) -> Annotated:
    return read_annotated(root / "corpus" / "compare")


def test_the_gold_has_all_relations(annotated: Annotated) -> None:
    given = Counter(pair.relation for pair in annotated.pairs)
    assert len(annotated.pairs) >= 120
    assert set(given) == set(RELATIONS)
    assert min(given.values()) >= 10


def test_the_comparison_agrees_with_the_annotators(annotated: Annotated) -> None:
    comparison = compare(annotated.tables)
    whole = score(annotated, comparison)
    assert whole.macro_f1 >= 0.85
    assert whole.b_cubed >= 0.9
    assert all(score(annotated, comparison, half=half).macro_f1 >= 0.85 for half in (0, 1))


def test_facts_compare_alike_from_either_side(annotated: Annotated) -> None:
    facts = {one.fact_id: one for table in told(annotated.tables).values() for one in table}
    for pair in annotated.pairs:
        if pair.right:
            a, b = facts[pair.left], facts[pair.right]
            assert alike(a, b) == alike(b, a)
            for column in a.table.slots:
                if column.compare != "none":
                    one, other = held(column, a, b), held(column, b, a)
                    assert (one and one.outcome) == (other and other.outcome)


def test_the_command_scores(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compare", "--gold", str(root / "corpus" / "compare")]) == 0
    shown = capsys.readouterr().out
    assert "macro-F1" in shown
    assert "B-cubed" in shown


def test_macro_f1_by_hand() -> None:
    found = Agreement(
        {("agree", "agree"): 3, ("agree", NONE): 1, ("conflict", "agree"): 1, ("conflict", "conflict"): 1}, 1, 1, 1
    )
    assert found.f1 == {"agree": 6 / 8, "conflict": 2 / 3}
    assert found.macro_f1 == pytest.approx((6 / 8 + 2 / 3) / 2)


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        ({"a": "1", "b": "1", "c": "2"}, 1.0, 1.0),
        ({"a": "1", "b": "2", "c": "3"}, 1.0, 2 / 3),
        ({"a": "1", "b": "1", "c": "1"}, 5 / 9, 1.0),
    ],
)
def test_b_cubed_by_hand(found: dict[str, str], precision: float, recall: float) -> None:
    given = {"a": "x", "b": "x", "c": "y"}
    assert b_cubed(given, found, list(given)) == pytest.approx((precision, recall))


FUNDS = """doc,page,name,kind,amount,amount_max,currency,scope,date,event,providers,recipients,note
a,1,Karlo Fund,fund,5,,USD,,2014,pledged,,,
b,1,Karlo Fund,fund,5,,USD,,2014,pledged,,,
"""
PAIRS = "table,left_doc,left_page,left_row,right_doc,right_page,right_row,slot,relation\n"


def folder(tmp_path: Path, pairs: str, clusters: str = "") -> Path:
    """A folder of gold with two rows of ``funds``."""
    (tmp_path / "funds.csv").write_text(FUNDS, encoding="utf-8")
    (tmp_path / "pairs.csv").write_text(PAIRS + pairs, encoding="utf-8")
    (tmp_path / "clusters.csv").write_text(f"cluster,table,doc,page,row\n{clusters}", encoding="utf-8")
    (tmp_path / "papers.csv").write_text("doc,published\n", encoding="utf-8")
    return tmp_path


def test_gold_of_ones_own(tmp_path: Path) -> None:
    given = folder(
        tmp_path,
        "funds,a,1,name=Karlo Fund,b,1,amount=5,amount,agree\n",
        "1,funds,a,1,amount=5\n1,funds,b,1,amount=5\n",
    )
    annotated = read_annotated(given)
    assert score(annotated, compare(annotated.tables)).macro_f1 == 1


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ("funds,a,1,name=Merin Fund,b,1,amount=5,amount,agree\n", "pairs.csv, row 2: no row of funds on page 1 of a"),
        ("funds,a,1,colour=red,b,1,amount=5,amount,agree\n", "does not name cells of funds"),
        ("funds,a,1,amount=5,b,1,amount=5,amount,differ\n", "'differ' is no relation"),
        ("money,a,1,amount=5,b,1,amount=5,amount,agree\n", "'money' is no table of facts"),
        ("funds,a,1,amount=5,b,1,amount=5,size,agree\n", "'size' is no column of funds"),
    ],
)
def test_bad_gold_is_refused(tmp_path: Path, pairs: str, message: str) -> None:
    with pytest.raises(GoldError, match=message):
        read_annotated(folder(tmp_path, pairs))
