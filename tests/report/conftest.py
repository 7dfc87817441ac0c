"""One report for all tests of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.report import write_report
from tests.report.made import made

GOLD = {
    "partnerships": "doc,page,country,counterparty,level,level_text,date,status,note\n"
    "one,1,PER,CHN,strategic,strategic partnership,2017-05,established,\n"
    "one,2,PER,CHN,comprehensive-strategic,comprehensive strategic partnership,2019-06,upgraded,\n"
    "two,1,PER,CHN,strategic,strategic partnership,2013,established,\n"
    "two,1,CHL,CHN,comprehensive,a missed one,2011,established,\n"
    "two,1,GHA,JPN,global,global partnership,2020,established,\n",
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with its report, evaluated against a little gold."""
    base = tmp_path_factory.mktemp("report")
    out = made(base)
    gold = base / "gold"
    gold.mkdir()
    for name, text in GOLD.items():
        (gold / f"{name}.csv").write_text(text, encoding="utf-8")
    write_report(out, gold=gold)
    return out
