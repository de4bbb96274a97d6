"""Stage ``stack``: per head, a logistic layer over both parts' log odds, its weights moved per language where there is
enough to learn that from; then the manifest that binds the files together.

Fitted on the calibration split, which neither part was trained on; sources count by their shares in the mixture.
Probabilities are calibrated to that mixture, so a site's own base rate still has to be learned from its decisions.
Run: ``python -m training.stack``
"""

import argparse
import json
from collections import Counter
from typing import Any, Final

import numpy as np
from scipy import optimize

from rejoinder.engine.models import files, stack
from rejoinder.engine.models.heads import HEADS
from training.measures import calibration_error
from training.places import SHIPPED, WORK, digest, logger
from training.scoring import Scored, scored
from training.stream import SHARES

RIDGE: Final = 2.0
"""Pull of a language's offset towards 0, in rows."""
RIDGE_OF_WEIGHTS: Final = 50.0
"""The same for what a language moves the two parts' weights by."""
FEWEST: Final = 25
"""Rows of each class that a language needs for an offset of its own."""


def source_weights(rows: list[dict[str, Any]]) -> np.ndarray:
    """Weight of each row, so that the sources count by their shares; mean 1."""
    number = Counter(row["source"] for row in rows)
    weights = np.array([SHARES.get(row["source"], 1) / number[row["source"]] for row in rows])
    normed: np.ndarray = weights / weights.mean()
    return normed


def _fit(design: np.ndarray, values: np.ndarray, weights: np.ndarray, pull: np.ndarray, positive: int) -> np.ndarray:
    """Logistic regression: the first ``positive`` weights never negative, each pulled to 0 by its ``pull``."""

    def objective(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = design @ theta
        loss = float((weights * (np.logaddexp(0, z) - values * z)).sum() + 0.5 * (pull * theta**2).sum())
        slope = design.T @ (weights * (1 / (1 + np.exp(-z)) - values)) + pull * theta
        return loss, slope

    signs = [(0.0, None)] * positive + [(None, None)] * (design.shape[1] - positive)
    start = np.zeros(design.shape[1])
    start[0] = 0.5
    best: np.ndarray = optimize.minimize(objective, start, jac=True, method="L-BFGS-B", bounds=signs).x
    return best


def languages_of(rows: list[dict[str, Any]], positive: np.ndarray) -> list[str]:
    """Languages with enough rows of both classes."""
    found = Counter((row["lang"], bool(yes)) for row, yes in zip(rows, positive, strict=True))
    return sorted({lang for lang, _ in found if min(found[lang, True], found[lang, False]) >= FEWEST})


def layer(data: Scored, column: int) -> dict[str, Any]:
    """The numbers of one head for ``stack.json``."""
    known = data.weights[:, column] > 0
    rows = [row for row, yes in zip(data.rows, known, strict=True) if yes]
    values, encoder = data.values[known, column].astype(float), data.encoder[known, column].astype(float)
    linear = data.linear[known, column].astype(float)
    weights = data.weights[known, column] * source_weights(data.rows)[known]
    langs = languages_of(rows, values >= 0.5)
    here = np.array([[float(row["lang"] == lang) for lang in langs] for row in rows]).reshape(len(rows), len(langs))
    ones = np.ones((len(rows), 1))
    has, many = ~np.isnan(linear), len(langs)
    moved = np.column_stack([here * encoder[:, None], here * np.nan_to_num(linear)[:, None], here])
    pull = np.array([0.0] * 3 + [RIDGE_OF_WEIGHTS] * (2 * many) + [RIDGE] * many)
    both = _fit(np.column_stack([encoder, linear, ones, moved])[has], values[has], weights[has], pull, 2)
    alone_pull = np.array([0.0] * 2 + [RIDGE] * many)
    alone = _fit(np.column_stack([encoder, ones, here]), values, weights, alone_pull, 1)
    told = {"encoder": both[0], "linear": both[1], "bias": both[2], "alone_encoder": alone[0], "alone_bias": alone[1]}
    rounded = {name: round(float(value), 5) for name, value in told.items()}
    moves = both[3:].reshape(3, many).T
    # A part never speaks against itself, whatever a few rows of one language say.
    moves[:, :2] = np.maximum(moves[:, :2], -both[:2])
    return {
        **rounded,
        "languages": {lang: [round(float(d), 5) for d in m] for lang, m in zip(langs, moves, strict=True)},
    }


def probabilities(layers: dict[str, stack.Joint], data: Scored) -> np.ndarray:
    """Probabilities ``(rows, heads)`` as the engine gives them."""
    out = np.empty(data.encoder.shape)
    for k, head in enumerate(HEADS):
        for n, row in enumerate(data.rows):
            linear = None if np.isnan(data.linear[n, k]) else float(data.linear[n, k])
            out[n, k] = layers[head].probability(float(data.encoder[n, k]), linear, row["lang"])
    return out


def manifest(version: str) -> dict[str, Any]:
    """What binds the files of a model together."""
    sums = {name: digest(SHIPPED / name) for name in files.PARTS}
    run = json.loads((WORK / "run.json").read_text(encoding="utf-8"))
    name = f"{version}+{sums[files.ENCODER][:8]}"
    return {"format": files.FORMAT, "version": name, "heads": list(HEADS), "sha256": sums, "training": run}


def main() -> None:
    """Write ``stack.json``, ``linear.npz`` and ``manifest.json`` to the folder the engine loads from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", default="1.0")
    version = parser.parse_args().version
    log = logger("stack")
    data = scored("calibration")
    content = {head: layer(data, k) for k, head in enumerate(HEADS)}
    (SHIPPED / files.STACK).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    (SHIPPED / files.LINEAR).write_bytes((WORK / "linear.npz").read_bytes())
    (SHIPPED / files.MANIFEST).write_text(json.dumps(manifest(version), indent=1) + "\n", encoding="utf-8")
    layers, weights = stack.load(content), source_weights(data.rows)
    found = probabilities(layers, data)
    for k, head in enumerate(HEADS):
        known = data.weights[:, k] > 0
        error = calibration_error(found[known, k], data.values[known, k], (data.weights[:, k] * weights)[known])
        log.info("%-22s %6d rows, error on calibration rows %.4f, %s", head, known.sum(), error, content[head])


if __name__ == "__main__":
    main()
