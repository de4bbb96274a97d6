"""Stage ``linear``: masked multi-label logistic regression on hashed TF-IDF n-grams, one table per script.

L-BFGS on all heads at once; the sources count by their shares, as in the encoder's training. A minute or two on one
core. Run: ``python -m training.linear``
"""

import argparse
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import optimize, sparse

from rejoinder.engine.models import ngrams
from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.linear import Linear, Table, dump, quantised
from rejoinder.engine.models.normalise import normalise
from training.augment import augment
from training.data import read
from training.places import WORK, chooser, logger
from training.stream import SHARES

CAP: Final = 12_000
"""Rows of one source."""
STRENGTH: Final = 4.0
"""Inverse of the ridge, as scikit-learn's C, per row."""
ITERATIONS: Final = 60


@dataclass(frozen=True, slots=True)
class Sample:
    """Features and labels of rows of one script."""

    x: sparse.csr_matrix
    """(rows, buckets), 1 + log count"""
    y: np.ndarray
    w: np.ndarray


def sample(rows: list[dict[str, Any]], number: dict[str, int]) -> Sample:
    """Features, values and weights; ``number`` is how many rows each source has here."""
    y, w = np.zeros((len(rows), len(HEADS)), np.float32), np.zeros((len(rows), len(HEADS)), np.float32)
    indices, data, starts = [], [], [0]
    whole = sum(SHARES.get(source, 1) for source in number)
    for k, row in enumerate(rows):
        buckets, counts = ngrams.features(row["plain"])
        indices.append(buckets.astype(np.int32))
        data.append(counts)
        starts.append(starts[-1] + len(buckets))
        share = SHARES.get(row["source"], 1) / whole * len(rows) / number[row["source"]]
        for head, (value, weight) in row["labels"].items():
            y[k, HEADS.index(head)], w[k, HEADS.index(head)] = value, weight * share
    shape = (len(rows), ngrams.BUCKETS)
    x = sparse.csr_matrix((np.concatenate(data), np.concatenate(indices), np.array(starts)), shape)
    return Sample(x, y, w)


def fit(found: Sample, iterations: int = ITERATIONS) -> Table:
    """The table for a script."""
    rows, heads = found.y.shape
    seen = np.bincount(found.x.indices, minlength=ngrams.BUCKETS)
    rarity = np.log((rows + 1) / (seen + 1)).astype(np.float32) + 0.1
    x = found.x @ sparse.diags(rarity.astype(np.float16).astype(np.float32))
    lengths = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    x = sparse.csr_matrix(sparse.diags(1.0 / np.maximum(lengths, 1e-6)) @ x).astype(np.float32)
    back = x.T.tocsr()
    ridge = 1.0 / STRENGTH

    def objective(flat: np.ndarray) -> tuple[float, np.ndarray]:
        both = flat.reshape(ngrams.BUCKETS + 1, heads).astype(np.float32)
        z = x @ both[:-1] + both[-1]
        loss = float((found.w * (np.logaddexp(0.0, z) - found.y * z)).sum()) + 0.5 * ridge * float(
            (both[:-1] ** 2).sum()
        )
        error = found.w * (1.0 / (1.0 + np.exp(-z)) - found.y)
        slope = np.concatenate([back @ error + ridge * both[:-1], error.sum(axis=0, keepdims=True)])
        return loss / rows, (slope / rows).ravel().astype(np.float64)

    start = np.zeros((ngrams.BUCKETS + 1) * heads)
    best = optimize.minimize(
        objective, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 6}
    )
    both = best.x.reshape(ngrams.BUCKETS + 1, heads).astype(np.float32)
    return quantised(both[:-1], both[-1], rarity)


def main() -> None:
    """Write ``linear.npz``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--iterations", type=int, default=ITERATIONS)
    iterations = parser.parse_args().iterations
    log = logger("linear")
    by_source: dict[str, list[dict[str, Any]]] = {}
    for row in read():
        if row["split"] == "train":
            by_source.setdefault(row["source"], []).append(row)
    for source, rows in by_source.items():
        if len(rows) > CAP:
            by_source[source] = chooser("linear", source).sample(rows, CAP)
        for row in by_source[source]:
            row["plain"] = normalise(augment(row["text"], row["lang"], chooser(row["id"])))
    tables: dict[str, Table] = {}
    for script in ngrams.GROUPS:
        kept = {s: [r for r in rows if ngrams.group(r["plain"]) == script] for s, rows in by_source.items()}
        number = {source: len(rows) for source, rows in sorted(kept.items()) if len(rows) >= 20}
        rows = [row for source in number for row in kept[source]]
        tables[script] = fit(sample(rows, number), iterations)
        log.info("%s: %d rows of %d sources", script, len(rows), len(number))
    data = dump(Linear(tables))
    (WORK / "linear.npz").write_bytes(data)
    log.info("%.1f MB", len(data) / 1e6)


if __name__ == "__main__":
    main()
