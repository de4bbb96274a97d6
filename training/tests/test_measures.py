"""Measures against values worked out by hand."""

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("scipy")
measures = pytest.importorskip("training.measures")


@pytest.mark.parametrize(
    ("scores", "positive", "expected"),
    [([1, 2, 3, 4], [0, 0, 1, 1], 1.0), ([4, 3, 2, 1], [0, 0, 1, 1], 0.0), ([1, 1, 1], [0, 1, 1], 0.5)],
)
def test_auc(scores: list[float], positive: list[int], expected: float) -> None:
    assert measures.auc(np.array(scores), np.array(positive, bool)) == expected


def test_auc_needs_both_classes() -> None:
    with pytest.raises(ValueError, match="both classes"):
        measures.auc(np.array([1.0]), np.array([True]))


def test_interval_holds_the_auc_and_is_repeatable() -> None:
    rng = np.random.default_rng(1)
    truth = rng.random(400) < 0.3
    scores = truth + rng.normal(size=400)
    low, high = measures.interval(scores, truth)
    assert low < measures.auc(scores, truth) < high
    assert (low, high) == measures.interval(scores, truth)


def test_calibration_error() -> None:
    values = np.array([0.0, 1.0] * 50)
    assert measures.calibration_error(np.full(100, 0.5), values, bins=1) == pytest.approx(0.0)
    assert measures.calibration_error(np.full(100, 0.9), values, bins=1) == pytest.approx(0.4)


def test_macro_f1() -> None:
    truth = np.array([True, True, False, False])
    assert measures.macro_f1(truth, truth) == 1.0
    assert measures.macro_f1(~truth, truth) == 0.0
    assert measures.macro_f1(np.ones(4, bool), truth) == pytest.approx(1 / 3)
