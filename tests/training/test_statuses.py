"""From coded narratives to a model of statuses, the same bytes each time; and what is refused."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from policyfacts.errors import UsageError
from policyfacts.learned.store import CARD, MODEL
from policyfacts.training import train_statuses
from policyfacts.training.narratives import Flow, flows, read_narratives
from policyfacts.training.statuses import held_out, lower_bound, threshold

COLUMNS = "project_id,description,amount,currency,status,recipients".split(",")
COUNTRIES = "Peru Chile Kenya Ghana Nepal Laos Fiji Samoa Tonga Angola Benin Togo".split()
ENDINGS = {
    "Completion": "The work was finished later on and the keys were handed over.",
    "Implementation": "The work still goes on and half of it is in place by now.",
    "Pipeline: Commitment": "The work was not begun so far and nobody knows when it will be.",
}


def _file(folder: Path, *, count: int = 180, status: str = "", mixed: bool = False) -> Path:
    path = folder / "narratives.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(count):
            country = COUNTRIES[number % len(COUNTRIES)]
            label = list(ENDINGS)[number // len(COUNTRIES) % 3]
            ending = ENDINGS[label] if not mixed else "Nothing more is known of it by those who wrote it down here."
            # With "has", cues are silent; where a sum was disbursed and another one signed, they disagree.
            verb = "disbursed a loan of" if number % 2 else "has a loan of"
            text = f"China {verb} $ {number + 1} million to {country} in 2009. {ending}"
            if number % 2:
                text += f" In 2011 China signed a loan agreement of $ 777 million with {country}."
            writer.writerow([number, text, (number + 1) * 1_000_000, "USD", status or label, country])
    return path


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = _file(tmp_path)
    one, other = (
        train_statuses(path, out=tmp_path / name, source="made up", parser="none") for name in ("one", "other")
    )
    for name in (MODEL, CARD):
        assert (one.place / name).read_bytes() == (other.place / name).read_bytes()
    card = json.loads((one.place / CARD).read_text(encoding="utf-8"))
    assert card["data"]["source"] == "made up"
    assert card["data"]["narratives"] == 180
    assert card["told"] == sorted(ENDINGS)
    assert one.report.better
    assert "threshold: 0.5" in one.report.as_text()


def test_no_recipient_is_judged_by_its_own_projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from policyfacts.training import statuses

    found = list(flows(read_narratives(_file(tmp_path)), parser="none"))
    seen: list[set[str]] = []
    real = statuses.fit

    def fit(known: Sequence[Flow]) -> Any:
        seen.append({flow.group for flow in known})
        return real(known)

    monkeypatch.setattr(statuses, "fit", fit)
    judged = held_out(found)
    assert len(seen) == 5
    assert all(len(groups) < len(COUNTRIES) for groups in seen)
    assert [sum(country not in groups for groups in seen) for country in COUNTRIES] == [1] * len(COUNTRIES)
    rule = threshold(judged)
    assert rule is not None
    assert rule[0] == 0.5


def test_what_is_no_better_than_the_cues_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no model written"):
        train_statuses(_file(tmp_path, mixed=True), out=tmp_path / "models", parser="none")
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize(
    ("count", "status", "message"),
    [(20, "", "too little to learn from"), (20, "Finished", "'Finished' is no status. Known are Cancelled")],
)
def test_what_is_refused(count: int, status: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=message):
        train_statuses(_file(tmp_path, count=count, status=status), out=tmp_path / "models", parser="none")


@pytest.mark.parametrize(("right", "of", "bound"), [(0, 0, 0.0), (8, 10, 0.49), (80, 100, 0.711), (100, 100, 0.963)])
def test_lower_bound(right: int, of: int, bound: float) -> None:
    assert lower_bound(right, of) == pytest.approx(bound, abs=0.001)
