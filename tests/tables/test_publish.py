"""Parquet tables in a store: those of one run, or none that say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.errors import OutputError
from policyfacts.tables import write_tables
from policyfacts.tables.publish import publish_parquet
from tests.tables.test_files import RUN, a_paper

pytest.importorskip("fsspec", reason="the extra 's3' is not installed")


def there(store: Path) -> dict[str, bytes]:
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def test_a_store_that_fails_midway_has_no_run_json(tmp_path: Path) -> None:
    out, store = tmp_path / "out", tmp_path / "store"
    write_tables(out, [a_paper("a")], run=RUN)
    publish_parquet(out, f"file://{store}")
    assert (store / "run.json").read_bytes() == (out / "run.json").read_bytes()
    write_tables(out, [a_paper("b")], run=RUN)
    (store / "funds.parquet").unlink()
    (store / "funds.parquet").mkdir()
    with pytest.raises(OutputError, match="the store does not take the tables"):
        publish_parquet(out, f"file://{store}")
    assert "run.json" not in there(store)
    (store / "funds.parquet").rmdir()
    publish_parquet(out, f"file://{store}")
    assert (store / "run.json").read_bytes() == (out / "run.json").read_bytes()


def test_what_was_in_parts_leaves_none_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, store = tmp_path / "out", tmp_path / "store"
    monkeypatch.setattr("policyfacts.tables.sinks.GROUP_ROWS", 1)
    store.mkdir()
    (store / "notes.md").write_text("mine", encoding="utf-8")
    for rows, names in ((1, 3), (1, 2), (1_000_000, 2), (1, 2)):
        monkeypatch.setattr("policyfacts.tables.sinks.PART_ROWS", rows)
        write_tables(out, [a_paper(doc) for doc in "abc"[:names]], run=RUN)
        publish_parquet(out, f"file://{store}")
        tables = list(out.glob("*.parquet"))
        expected = {path.relative_to(out) for path in tables if path.is_file()}
        expected |= {part.relative_to(out) for path in tables if path.is_dir() for part in path.iterdir()}
        assert {path.relative_to(store) for path in store.rglob("*.parquet") if path.is_file()} == expected
        assert sum(path.parts[0] == "dates.parquet" for path in expected) == (names if rows == 1 else 1)
    assert (store / "notes.md").exists()
