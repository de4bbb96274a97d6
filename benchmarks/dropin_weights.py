"""The weights that join words found with the classifier's probability (engine/probabilities.py), fitted anew.

Logistic regression of people's verdicts on TOXICITY, the classifier's log odds taken as they are; on the calibration
half of the development comments, so that the other half can tell what the weights are worth. Each set of comments
counts the same. Prints the weights, and loss and AUC for them, for those in use, and without words.
Run: ``make dropin-weights`` (REJOINDER_DATA names the folder of labelled comments; some minutes by default)
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from training.places import fraction
from training.sources import raw_rows

from benchmarks.dropin_thresholds import SOURCES, SOURCES_MORE
from rejoinder.engine import default_guidelines
from rejoinder.engine.checks.classifier import classifier
from rejoinder.engine.probabilities import MENTION_WEIGHT, WORDS_WEIGHT, join_evidence
from rejoinder.quality.measures import auc

LABEL: Final = "toxicity"
RIDGE: Final = 1.0
"""Pull of each weight towards 0, in rows."""
STEPS: Final = 50

Row = tuple[str, str, bool]
"""Set of comments, text, and whether it is abusive."""


def calibration_rows(cap: int) -> Iterator[Row]:
    """Real comments that people judged, at most ``cap`` of a source and language."""
    taken: dict[tuple[str, str], list[Any]] = {}
    for row in raw_rows():
        known = LABEL in row["labels"] and LABEL not in row.get("weak", ())
        mine = row["split"] == "dev" and fraction(row["id"], "calibration") < 0.5
        if row["source"] in SOURCES + SOURCES_MORE and known and mine and row["lang"] != "it":
            taken.setdefault((row["source"], row["lang"]), []).append(row)
    for (source, lang), rows in sorted(taken.items()):
        rows.sort(key=lambda row: fraction(row["id"], "weights"))
        yield from ((f"{source} {lang}", row["text"], row["labels"][LABEL] >= 0.5) for row in rows[:cap])


def evidence(rows: Iterator[Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Log odds, a column for words and one for mentions, verdicts, and what each row counts."""
    guidelines, found = default_guidelines(), []
    for name, text, abusive in rows:
        parts = join_evidence(text, LABEL, guidelines=guidelines)
        if parts is not None:
            found.append((name, *parts, abusive))
    number = Counter(row[0] for row in found)
    counts = np.array([1 / number[row[0]] for row in found])
    table = np.array([row[1:] for row in found], float)
    return table[:, 0], table[:, 1:3], table[:, 3], counts / counts.mean()


def fit(odds: np.ndarray, design: np.ndarray, verdicts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The weights of the design's columns, by Newton's method."""
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-(odds + design @ weights)))
        slope = design.T @ (counts * (likely - verdicts)) + RIDGE * weights
        bend = (design.T * (counts * likely * (1 - likely))) @ design + RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    """Print what the fit gives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cap", type=int, default=300, help="comments of a source and language, at most")
    odds, design, verdicts, counts = evidence(calibration_rows(parser.parse_args().cap))
    fitted = fit(odds, design, verdicts, counts)
    lines = [
        f"model {classifier().version}, {len(odds)} comments, {int(verdicts.sum())} of them abusive",
        f"words found in {int((design[:, 0] > 0).sum())}, mentions alone in {int(design[:, 1].sum())}",
    ]
    for name, pair in (("fitted", fitted), ("in use", (WORDS_WEIGHT, MENTION_WEIGHT)), ("no words", (0.0, 0.0))):
        joined = odds + design @ np.array(pair)
        loss = float((counts * (np.logaddexp(0, joined) - verdicts * joined)).mean())
        ranks = auc(joined, verdicts >= 0.5)
        lines.append(f"{name:9} words {pair[0]:5.2f}  mentions {pair[1]:5.2f}  loss {loss:.4f}  AUC {ranks:.4f}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
