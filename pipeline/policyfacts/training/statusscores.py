"""What the model of statuses is worth on recipients left out, next to what needs no model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyfacts.training.statuses import FOLDS, GOAL, HeldOut, Texts, lower_bound

MODEL, SHIPPED = "model", "cues, model where it is asked"
_ASKED = ("silent", "disagree")


@dataclass(frozen=True, slots=True)
class Share:
    """One way of telling the status, over one group of flows: the share that is right, and macro-F1."""

    name: str
    group: str
    flows: int
    accuracy: float
    macro_f1: float


@dataclass(frozen=True, slots=True)
class Filled:
    """What is written from the threshold on: of how many flows asked, how many cells, and the share that is right, with
    the lower end of its interval (95 of 100)."""

    group: str
    asked: int
    filled: int
    right: float
    at_least: float


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The model and its rivals, over all found flows and by what cues tell; what is filled, by case and by status."""

    shares: tuple[Share, ...]
    threshold: float | None
    told: tuple[str, ...]
    filled: tuple[Filled, ...]

    @property
    def better(self) -> bool:
        """Whether the model beats every rival where it is asked, in the share that is right and in macro-F1."""
        for group in _ASKED:
            (model,) = (share for share in self.shares if (share.name, share.group) == (MODEL, group))
            rivals = [share for share in self.shares if share.group == group and share.name not in {MODEL, SHIPPED}]
            if any(model.accuracy <= one.accuracy or model.macro_f1 <= one.macro_f1 for one in rivals):
                return False
        return True

    def as_text(self) -> str:
        """The report as lines of text."""
        lines = [f"{'':44}{'flows':>7}{'right':>8}{'macro-F1':>10}"]
        lines += [
            f"{f'{one.group}: {one.name}':44}{one.flows:7}{one.accuracy:8.3f}{one.macro_f1:10.3f}"
            for one in self.shares
        ]
        least = "none" if self.threshold is None else f"{self.threshold:g}"
        lines.append(f"threshold: {least}; told: {', '.join(self.told)}")
        lines += [
            f"{f'filled, {one.group}':44}{one.filled:7}{one.right:8.3f} of {one.asked} (at least {one.at_least:.3f})"
            for one in self.filled
        ]
        return "\n".join(lines)

    def as_card(self) -> dict[str, Any]:
        """The report as a model's card holds it."""
        groups: dict[str, dict[str, Any]] = {}
        for one in self.shares:
            said = {"flows": one.flows, "right": round(one.accuracy, 3), "macro-F1": round(one.macro_f1, 3)}
            groups.setdefault(one.group, {})[one.name] = said
        return {
            "by": f"{FOLDS} folds over recipients: no recipient is judged by what was fitted on its projects",
            "goal": (
                f"better than every rival where cues are silent and where they disagree; from the threshold on {GOAL} "
                "right or more, by the lower end of Wilson's interval (95 of 100), and by its share every status told"
            ),
            "model and rivals": groups,
            "filled": {
                one.group: {
                    "asked": one.asked,
                    "filled": one.filled,
                    "right": round(one.right, 3),
                    "at least": round(one.at_least, 3),
                }
                for one in self.filled
            },
        }


def status_report(found: HeldOut, *, rule: tuple[float, tuple[str, ...]] | None) -> StatusReport:
    """The report over held-out flows; ``rule`` is what ``threshold`` says."""
    least, told = rule or (None, ())
    truth = np.array([flow.status for flow in found.flows])
    cases = np.array([flow.case for flow in found.flows])
    asked = np.array([flow.asked for flow in found.flows], bool)
    sure = asked & np.isin(found.answers, told) & (found.sure >= (2.0 if least is None else least))
    codes = np.array([flow.code for flow in found.flows])
    ways = {**found.rivals, MODEL: found.answers, SHIPPED: np.where(sure, found.answers, codes)}
    labels = sorted(set(truth.tolist()))
    groups = {"all": np.ones(len(truth), bool), **{case: cases == case for case in ("silent", "disagree", "told")}}
    shares = tuple(
        _share(name, group, (truth[inside], answers[inside]), labels)
        for group, inside in groups.items()
        for name, answers in ways.items()
        if inside.any()
    )
    written = {**{case: groups[case] for case in _ASKED}, **{label: found.answers == label for label in labels}}
    filled = tuple(
        _filled(group, inside & asked, inside & sure, found.answers == truth) for group, inside in written.items()
    )
    return StatusReport(shares, least, told, filled)


def _share(name: str, group: str, told: tuple[Texts, Texts], labels: Sequence[str]) -> Share:
    from sklearn.metrics import f1_score

    truth, answers = told
    score = float(f1_score(truth, answers, labels=labels, average="macro", zero_division=0))
    return Share(name, group, len(truth), float((truth == answers).mean()), score)


def _filled(group: str, asked: NDArray[np.bool_], sure: NDArray[np.bool_], right: NDArray[np.bool_]) -> Filled:
    count, hits = int(sure.sum()), int((sure & right).sum())
    return Filled(group, int(asked.sum()), count, hits / count if count else 0.0, lower_bound(hits, count))
