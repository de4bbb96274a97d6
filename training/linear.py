"""Stage ``linear``: masked multi-label logistic regression on hashed TF-IDF n-grams, one table per script.

L-BFGS on all heads at once; the sources count by their shares, as in the encoder's training. A minute or two on one
core. Run: ``python -m training.linear``
"""

import argparse
from dataclasses import replace
from typing import Any, Final

import numpy as np

from rejoinder.engine.models import fitting, ngrams
from rejoinder.engine.models.fitting import Task, counts_of, unit
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


def sample(rows: list[dict[str, Any]], number: dict[str, int]) -> Task:
    """Counts, values and weights; ``number`` is how many rows each source has here."""
    y, w = np.zeros((len(rows), len(HEADS)), np.float32), np.zeros((len(rows), len(HEADS)), np.float32)
    whole = sum(SHARES.get(source, 1) for source in number)
    for k, row in enumerate(rows):
        share = SHARES.get(row["source"], 1) / whole * len(rows) / number[row["source"]]
        for head, (value, weight) in row["labels"].items():
            y[k, HEADS.index(head)], w[k, HEADS.index(head)] = value, weight * share
    return Task(counts_of([row["plain"] for row in rows]), y, w)


def fit(found: Task, iterations: int = ITERATIONS) -> Table:
    """The table for a script."""
    seen = np.bincount(found.x.indices, minlength=ngrams.BUCKETS)
    rarity = np.log((len(found.y) + 1) / (seen + 1)).astype(np.float32) + 0.1
    task = replace(found, x=unit(found.x, rarity))
    weights, bias = fitting.fit(task, ridge=1.0 / STRENGTH, iterations=iterations)
    return quantised(weights, bias, rarity)


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
