"""What is said of probabilities is what follows from them."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss

from policyfacts.learned.reliability import bins, brier, calibration_error, plot

CLAIMED = np.array([0.1, 0.1, 0.5, 0.5, 0.9, 0.9])


@pytest.mark.parametrize(
    ("right", "error"),
    [
        ([0, 0, 1, 0, 1, 1], (0.1 + 0.0 + 0.1) / 3),
        ([1, 1, 1, 1, 0, 0], (0.9 + 0.5 + 0.9) / 3),
        ([0, 1, 0, 1, 0, 1], (0.4 + 0.0 + 0.4) / 3),
    ],
)
def test_calibration_error(right: list[int], error: float) -> None:
    assert calibration_error(CLAIMED, np.array(right, float), count=3) == pytest.approx(error)


def test_brier_is_that_of_scikit_learn() -> None:
    right = np.array([0, 1, 0, 1, 1, 1], float)
    assert brier(CLAIMED, right) == pytest.approx(brier_score_loss(right, CLAIMED))


def test_bins_have_equal_mass_and_hold_every_row() -> None:
    claimed = np.linspace(0, 1, 23)
    parts = bins(claimed, np.round(claimed), count=10)
    assert sum(part.rows for part in parts) == 23
    assert {part.rows for part in parts} == {2, 3}
    assert [part.claimed for part in parts] == sorted(part.claimed for part in parts)
    assert len(bins(claimed[:3], claimed[:3])) == 3


def test_the_plot_is_a_picture_with_a_point_for_each_bin() -> None:
    picture = ElementTree.fromstring(plot(bins(CLAIMED, np.array([0, 0, 1, 0, 1, 1], float), count=3)))
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}circle"))) == 3
