"""Measures of scores against labels: ranking, calibration, and how sure we are of them."""

import numpy as np
from scipy.stats import rankdata

from training.places import SEED


def auc(scores: np.ndarray, positive: np.ndarray) -> float:
    """Area under the ROC curve: the chance that a positive outranks a negative, ties counting half."""
    found = int(positive.sum())
    other = len(positive) - found
    if not found or not other:
        raise ValueError("AUC needs both classes")
    return float((rankdata(scores)[positive].sum() - found * (found + 1) / 2) / (found * other))


def interval(scores: np.ndarray, positive: np.ndarray, rounds: int = 300) -> tuple[float, float]:
    """95 % interval of the AUC by bootstrap within each class."""
    rng = np.random.default_rng(SEED)
    yes, no = scores[positive], scores[~positive]
    truth = np.arange(len(scores)) < len(yes)
    drawn = [auc(np.concatenate([rng.choice(yes, len(yes)), rng.choice(no, len(no))]), truth) for _ in range(rounds)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def calibration_error(
    probabilities: np.ndarray, values: np.ndarray, weights: np.ndarray | None = None, bins: int = 15
) -> float:
    """Expected calibration error over bins of equal weight (Nixon et al. 2019, arXiv 1904.01685)."""
    weights = np.ones(len(values)) if weights is None else weights
    order = np.argsort(probabilities, kind="stable")
    p, y, w = probabilities[order], values[order], weights[order] / weights.sum()
    bin_of = np.minimum((np.cumsum(w) * bins).astype(int), bins - 1)
    return float(sum(abs((w * (p - y))[bin_of == k].sum()) for k in range(bins)))


def macro_f1(predicted: np.ndarray, truth: np.ndarray) -> float:
    """Mean of the F1 of both classes."""
    scores = []
    for side in (True, False):
        right = int(((predicted == side) & (truth == side)).sum())
        all_ = int((predicted == side).sum() + (truth == side).sum())
        scores.append(2 * right / all_ if all_ else 0.0)
    return float(np.mean(scores))
