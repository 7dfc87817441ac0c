"""Claims are drawn to what people judged of their own corpus; the models' order of rows stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyfacts.cli import main
from policyfacts.corrections.journal import Journal, Judgement, Verdict
from policyfacts.errors import UsageError
from policyfacts.learned import model_hashes
from policyfacts.learned.confidence import model_of
from policyfacts.learned.store import CARD
from policyfacts.tables import write_tables
from policyfacts.tables.rows import PaperRows
from policyfacts.training.refit import refit


def _row(number: int, doc: str) -> dict[str, str]:
    told = {"name": f"loan {number}", "kind": "loan", "amount": str(1000 + number), "currency": "USD"}
    fact_id = f"{doc}:funds:{number:010x}"
    return {"doc": doc, "page": "1", **told, "fact_id": fact_id, "rule": "made", "confidence": "0.9", "quote": "Made."}


def _out(folder: Path, count: int, *, docs: int = 6, models: dict[str, str] | None = None) -> Path:
    """Rows that claim .9, of which every second one is judged right."""
    rows: dict[str, list[dict[str, str]]] = {f"d{number}": [] for number in range(docs)}
    for number in range(count):
        rows[f"d{number % docs}"].append(_row(number, f"d{number % docs}"))
    papers = []
    for doc, mine in rows.items():
        place = {"page": "1", "start": "0", "end": "5", "text": "Made.", "x0": "0", "y0": "0", "x1": "9", "y1": "9"}
        proofs = [
            {"fact_id": row["fact_id"], "slot": slot, **place, "confidence": "0.8"}
            for row in mine
            for slot in ("name", "kind", "amount", "currency")
        ]
        document = {"doc": doc, "path": f"{doc}.pdf", "sha256": "0" * 64, "pages": "1", "status": "read"}
        papers.append(PaperRows(doc, {"documents": [document], "funds": mine, "evidence": proofs}, "Made."))
    write_tables(folder, papers, run={"models": model_hashes() if models is None else models})
    journal = Journal(folder)
    for number, row in enumerate(row for mine in rows.values() for row in mine):
        gold = {name: row.get(name, "") for name in ("doc", "page", "name", "kind", "amount", "currency")}
        gold |= dict.fromkeys(("amount_max", "scope", "date", "event", "providers", "recipients", "note"), "")
        verdict: Verdict = "accept" if number % 2 else "reject"
        journal.append(Judgement("2026-01-01T00:00:00Z", "anna", verdict, "funds", row["fact_id"], gold))
    return folder


def test_claims_are_drawn_to_what_was_judged(tmp_path: Path) -> None:
    out = _out(tmp_path / "out", 60)
    rows, cells = refit(out, out=tmp_path / "models")
    assert rows.before.mean() == pytest.approx(0.9)
    assert rows.after.mean() == pytest.approx(0.5, abs=0.1)
    assert cells.after.mean() == pytest.approx(0.5, abs=0.1)
    card = json.loads((tmp_path / "models" / "confidence" / CARD).read_text(encoding="utf-8"))
    assert card["refitted to a corpus"]["judged"] == 60
    evidence = [{"table=funds": 1.0}, {"table=funds": 1.0, "words": 1.0}, {"table=meetings": 1.0}]
    before, after = (model_of(models).weights.likely(evidence) for models in (None, tmp_path / "models"))
    assert after[0] < before[0]
    assert (after[0] < after[1]) == (before[0] < before[1])
    assert list(model_hashes(tmp_path / "models")) == ["confidence", "cells", "candidates"]


def test_the_journal_may_be_named_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    out = _out(tmp_path / "out", 40)
    refit(out, out=tmp_path / "one")
    refit(out / "judgements.jsonl", out=tmp_path / "other")
    for path in sorted((tmp_path / "one").rglob("*.*")):
        assert path.read_bytes() == (tmp_path / "other" / path.relative_to(tmp_path / "one")).read_bytes()


def test_too_few_judgements_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="29 rows with a confidence are judged: too few"):
        refit(_out(tmp_path / "out", 29), out=tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_tables_of_other_models_are_refused(tmp_path: Path) -> None:
    out = _out(tmp_path / "out", 40, models={"confidence": "other"})
    with pytest.raises(UsageError, match="made with other models"):
        refit(out, out=tmp_path / "models")


def test_the_command_says_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = _out(tmp_path / "out", 40)
    assert main(["train", "--judged", str(out), "--out", str(tmp_path / "models")]) == 0
    said = capsys.readouterr().out
    assert "rows: 40 judged, 0.50 right" in said
    assert "claimed before 0.90 on average" in said
    assert "--models" in said
    assert main(["train", "--judged", str(out), "--gold", str(out), "--papers", str(out)]) == 2
    assert main(["train"]) == 2
