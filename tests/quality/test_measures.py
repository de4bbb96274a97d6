"""Measures against figures worked out by hand."""

import numpy as np
import pytest

from rejoinder.engine.models.ranking import auc
from rejoinder.quality.measures import calibration_error, interval, mean_interval, reliability, span_f1

SCORES, TRUTH = np.array([0.1, 0.4, 0.4, 0.9]), np.array([False, False, True, True])


def test_auc_counts_pairs_and_ties_by_half() -> None:
    assert auc(SCORES, TRUTH) == pytest.approx(3.5 / 4)
    assert auc(-SCORES, TRUTH) == pytest.approx(0.5 / 4)
    with pytest.raises(ValueError, match="both classes"):
        auc(SCORES, np.ones(4, bool))


def test_intervals_hold_the_estimate_and_shrink_with_rows() -> None:
    low, high = mean_interval([0.0, 1.0] * 20)
    assert low < 0.5 < high
    narrow = mean_interval([0.0, 1.0] * 500)
    assert narrow[1] - narrow[0] < high - low
    assert mean_interval([]) == (0.0, 1.0)
    least, most = interval(np.linspace(0, 1, 40), np.arange(40) % 3 == 0)
    assert 0 <= least <= most <= 1


def test_calibration_error_is_none_where_said_is_so() -> None:
    half = np.full(1000, 0.5)
    assert calibration_error(half, np.arange(1000) % 2 * 1.0) < 0.01
    assert calibration_error(half, np.ones(1000)) == pytest.approx(0.5)
    assert reliability(np.array([0.05, 0.95, 1.0]), np.array([0.0, 1.0, 1.0])) == [(0.05, 0.0, 1), (0.975, 1.0, 2)]


@pytest.mark.parametrize(
    ("found", "gold", "f1"),
    [(set(), set(), 1.0), ({1}, set(), 0.0), (set(), {1}, 0.0), ({1, 2}, {2, 3}, 0.5), ({1}, {1}, 1.0)],
)
def test_spans_are_compared_by_character(found: set[int], gold: set[int], f1: float) -> None:
    assert span_f1(found, gold) == f1
