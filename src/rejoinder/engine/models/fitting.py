"""Fitting the linear part: masked logistic regression on n-gram counts for many heads at once, by L-BFGS.

Shared by training and by what a newsroom's own decisions teach. With ``learning`` all of the engine that needs
SciPy, and nothing that reads comments imports them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse, special

from rejoinder.engine.models import ngrams

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What to learn: ``x`` (rows, columns), values ``y`` and weights ``w`` (rows, heads); a weight of 0 masks."""

    x: sparse.csr_matrix
    y: Matrix
    w: Matrix
    offset: Matrix | None = None
    """Log odds (rows, heads) that are there already; what is learned is added to them."""


def counts_of(texts: Sequence[str]) -> sparse.csr_matrix:
    """(texts, buckets) 1 + log of how often each n-gram of a normalised text occurs."""
    indices, data, starts = [], [], [0]
    for text in texts:
        buckets, counts = ngrams.features(text)
        indices.append(buckets.astype(np.int32))
        data.append(counts)
        starts.append(starts[-1] + len(buckets))
    shape = (len(texts), ngrams.BUCKETS)
    return sparse.csr_matrix((np.concatenate(data), np.concatenate(indices), np.array(starts)), shape)


def unit(counts: sparse.csr_matrix, rarity: Matrix) -> sparse.csr_matrix:
    """TF-IDF of unit length, as ``linear.Table.values`` has it."""
    x = counts @ sparse.diags(rarity.astype(np.float16).astype(np.float32))
    lengths = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1.0 / np.maximum(lengths, 1e-6)) @ x).astype(np.float32)


def fit(task: Task, *, ridge: float, iterations: int, biased: bool = True) -> tuple[Matrix, Matrix]:
    """Weights (columns, heads) and biases (heads,). ``ridge`` pulls the weights to 0; not ``biased``: biases stay 0."""
    x, y, w = task.x, task.y, task.w
    (rows, columns), heads = x.shape, y.shape[1]
    back = x.T.tocsr()
    before = np.zeros((1, heads), np.float32) if task.offset is None else task.offset

    def objective(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        both = flat.reshape(columns + 1, heads).astype(np.float32)
        z = x @ both[:-1] + both[-1] + before
        loss = float((w * (np.logaddexp(0.0, z) - y * z)).sum()) + 0.5 * ridge * float((both[:-1] ** 2).sum())
        error = w * (special.expit(z) - y)
        end = error.sum(axis=0, keepdims=True) if biased else np.zeros((1, heads))
        slope = np.concatenate([back @ error + ridge * both[:-1], end])
        return loss / rows, (slope / rows).ravel().astype(np.float64)

    start = np.zeros((columns + 1) * heads)
    options = {"maxiter": iterations, "maxcor": 6}
    best = optimize.minimize(objective, start, jac=True, method="L-BFGS-B", options=options)
    both: Matrix = best.x.reshape(columns + 1, heads).astype(np.float32)
    return both[:-1], both[-1]
