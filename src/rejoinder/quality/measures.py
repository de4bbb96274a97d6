"""Measures of scores against labels: ranking, calibration, and how sure we are of them."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from rejoinder.engine.models.ranking import Booleans, Floats, auc

SEED: Final = 20260122
ROUNDS: Final = 300
"""Draws of a bootstrap."""


def interval(scores: Floats, positive: Booleans, rounds: int = ROUNDS) -> tuple[float, float]:
    """95 % interval of the AUC by bootstrap within each class."""
    rng = np.random.default_rng(SEED)
    yes, no = scores[positive], scores[~positive]
    truth = np.arange(len(scores)) < len(yes)
    drawn = [auc(np.concatenate([rng.choice(yes, len(yes)), rng.choice(no, len(no))]), truth) for _ in range(rounds)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def mean_interval(values: Sequence[float], rounds: int = ROUNDS) -> tuple[float, float]:
    """95 % interval of a mean by bootstrap; (0, 1) without values."""
    if not values:
        return 0.0, 1.0
    rng, each = np.random.default_rng(SEED), np.asarray(values, float)
    drawn = each[rng.integers(0, len(each), (rounds, len(each)))].mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def calibration_error(probabilities: Floats, values: Floats, weights: Floats | None = None, bins: int = 15) -> float:
    """Expected calibration error over bins of equal weight (Nixon et al. 2019, arXiv 1904.01685)."""
    weights = np.ones(len(values)) if weights is None else weights
    order = np.argsort(probabilities, kind="stable")
    p, y, w = probabilities[order], values[order], weights[order] / weights.sum()
    bin_of = np.minimum((np.cumsum(w) * bins).astype(int), bins - 1)
    return float(sum(abs((w * (p - y))[bin_of == k].sum()) for k in range(bins)))


def reliability(probabilities: Floats, values: Floats, bins: int = 10) -> list[tuple[float, float, int]]:
    """Points of a reliability chart: mean probability, share that is so, and rows, per tenth of the probability."""
    bin_of = np.minimum((probabilities * bins).astype(int), bins - 1)
    points = []
    for k in range(bins):
        here = bin_of == k
        if here.any():
            points.append((float(probabilities[here].mean()), float(values[here].mean()), int(here.sum())))
    return points


def macro_f1(predicted: Booleans, truth: Booleans) -> float:
    """Mean of the F1 of both classes."""
    scores = []
    for side in (True, False):
        right = int(((predicted == side) & (truth == side)).sum())
        all_ = int((predicted == side).sum() + (truth == side).sum())
        scores.append(2 * right / all_ if all_ else 0.0)
    return float(np.mean(scores))


def span_f1(found: set[int], gold: set[int]) -> float:
    """F1 of marked characters, as in SemEval-2021 task 5: 1 where both mark nothing, 0 where one does."""
    if not gold or not found:
        return float(not gold and not found)
    return 2 * len(found & gold) / (len(found) + len(gold))
