"""What a rule adds is what the score loses without its rows."""

from __future__ import annotations

from policyfacts.evaluate import ablate
from policyfacts.evaluate.ablation import as_csv, as_text
from policyfacts.gold import Gold

GOLD = (
    {"doc": "a", "page": "1", "name": "summit in Lima", "date": "2015", "place": "PER", "participants": "PER; CHL"},
    {"doc": "a", "page": "2", "name": "visit to Quito", "date": "2016", "place": "ECU", "participants": "CHN; ECU"},
)


def _gold() -> Gold:
    return Gold({"meetings": tuple({**row, "event": "held", "note": ""} for row in GOLD)})


def _found(invented: str) -> list[dict[str, str]]:
    right = [
        {**row, "event": "held", "rule": rule}
        for row, rule in zip(GOLD, ("meeting/summit", "meeting/visit+cue"), strict=True)
    ]
    wrong = {
        "doc": "a",
        "page": "1",
        "name": "talks",
        "date": "1999",
        "place": "FJI",
        "participants": "FJI; NZL",
        "event": "planned",
        "rule": f"meeting/{invented}",
    }
    return [*right, wrong]


def test_gains() -> None:
    gains = {gain.rule: gain for gain in ablate(_gold(), {"meetings": _found("guess")})}
    assert set(gains) == {"meeting", "summit", "visit", "cue", "guess"}
    assert gains["guess"].detection < 0  # without it two of two rows are right
    assert gains["summit"].detection > 0
    assert gains["meeting"].rows == 3
    assert gains["visit"].detection == gains["cue"].detection


def test_the_costliest_comes_first_and_is_named() -> None:
    gains = ablate(_gold(), {"meetings": _found("guess")})
    assert gains[0].rule == "guess"
    assert as_csv(gains).splitlines()[1].startswith("meetings,guess,1,-")
    assert "meetings: rules that cost more than they add\n  -" in as_text(gains)
