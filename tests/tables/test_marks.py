"""All CSV files of an output folder begin with a byte order mark, or none does, whichever command wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.compare import read_comparison, run, stale
from policyfacts.evaluate import run as score
from policyfacts.evaluate import run_ablation
from policyfacts.evaluate.report import write_csv
from policyfacts.tables import read_tables, write_tables
from policyfacts.tables.files import alone
from policyfacts.tables.marks import BESIDE, BYTE_ORDER_MARK, for_excel
from tests.tables.test_files import RUN, a_paper

GOLD = "doc,page,text,edtf,note\na,1,2018,2018,\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "dates.csv").write_text(GOLD, encoding="utf-8")
    return folder


def marked(out: Path) -> dict[str, bool]:
    return {path.name: path.read_bytes().startswith(BYTE_ORDER_MARK) for path in out.glob("*.csv")}


@pytest.mark.parametrize("first", [True, False])
def test_all_files_follow_the_run(tmp_path: Path, gold: Path, first: bool) -> None:
    out = tmp_path / "out"
    write_tables(out, [a_paper("a")], run=RUN, excel=first)
    run(out)
    score(gold, out)
    run_ablation(gold, out)
    write_csv(out / "coded_errors.csv", "doc\na\n")
    assert set(BESIDE) <= set(marked(out))
    assert set(marked(out).values()) == {first}
    sums = (out / "sums.csv").read_text(encoding="utf-8-sig")
    write_tables(out, [a_paper("a")], run=RUN, excel=not first)
    assert set(marked(out).values()) == {not first}
    assert (out / "sums.csv").read_text(encoding="utf-8-sig") == sums
    assert not stale(read_comparison(out), read_tables(out))


def test_what_a_killed_run_left_follows_when_the_folder_is_held_next(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_tables(out, [a_paper("a")], run=RUN, excel=True)
    (out / "sums.csv").write_bytes(b"outcome\n")
    with alone(out):
        assert marked(out)["sums.csv"]


def test_files_of_users_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes(b"a,b\n")
    (tmp_path / "errors.csv").mkdir()
    write_tables(tmp_path, [a_paper("a")], run=RUN, excel=True)
    assert (tmp_path / "mine.csv").read_bytes() == b"a,b\n"
    assert for_excel(tmp_path)
