"""How well scores put what is looked for before what is not."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


def auc(scores: Floats, positive: Booleans) -> float:
    """Area under the ROC curve: the chance that a positive outranks a negative, ties counting half.

    Raises ValueError where a class is missing.
    """
    found, others = scores[positive], np.sort(scores[~positive])
    if not len(found) or not len(others):
        raise ValueError("AUC needs both classes")
    below = np.searchsorted(others, found, "left") + np.searchsorted(others, found, "right")
    return float(below.mean() / 2 / len(others))
