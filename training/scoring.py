"""Log odds of the exported encoder and the linear part for calibration and test rows, kept between stages."""

import argparse
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from rejoinder.engine.models import files
from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.linear import load
from rejoinder.engine.models.normalise import normalise
from rejoinder.engine.models.runtime import LIMIT_CHARS, PARENT_CHARS, Classifier
from training.data import MIXTURE, read
from training.places import SHIPPED, WORK, digest, fraction, logger

CAP: Final = {"calibration": 450, "test": 700}
"""Rows of a real source that are scored, by a hash of their ids; contrast rows all are."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows with raw log odds and labels, ``(rows, heads)`` each."""

    rows: list[dict[str, Any]]
    encoder: np.ndarray
    linear: np.ndarray
    """NaN where the linear part has no table for the script."""
    values: np.ndarray
    weights: np.ndarray
    """0 where the label is open."""
    judged: np.ndarray
    """Whether people gave the label, not rules of ours."""


def raw_classifier() -> Classifier:
    """The exported parts without a stack: for raw log odds only."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(SHIPPED / files.ENCODER), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(SHIPPED / files.TOKENIZER))
    return Classifier("", session, tokenizer, load((WORK / "linear.npz").read_bytes()), {})


def chosen(split: str) -> list[dict[str, Any]]:
    """Rows of a split, the same ones in every run."""
    by_source: dict[str, list[dict[str, Any]]] = {}
    for row in read():
        if row["split"] == split and len(row["text"]) <= LIMIT_CHARS:
            by_source.setdefault(row["source"], []).append(row)
    picked: list[dict[str, Any]] = []
    for source, rows in sorted(by_source.items()):
        rows.sort(key=lambda row: fraction(row["id"], "scored"))
        picked += rows if source.startswith("contrast") else rows[: CAP[split]]
    return picked


def labels(rows: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values, weights and whether people gave them, ``(rows, heads)``."""
    judged = np.array([[head in row["annotated"] for head in HEADS] for row in rows])
    values, weights = np.zeros((len(rows), len(HEADS)), np.float32), np.zeros((len(rows), len(HEADS)), np.float32)
    for k, row in enumerate(rows):
        for head, (value, weight) in row["labels"].items():
            values[k, HEADS.index(head)], weights[k, HEADS.index(head)] = value, weight
    return values, weights, judged


def scored(split: str) -> Scored:
    """Scores of a split, from the file of an earlier call where all it rests on is the same."""
    rows = chosen(split)
    mark = "|".join(digest(p) for p in (SHIPPED / files.ENCODER, WORK / "linear.npz", WORK / MIXTURE))
    path = WORK / f"scored-{split}.npz"
    if path.exists():
        with np.load(path) as kept:
            if str(kept["mark"]) == mark:
                return Scored(rows, kept["encoder"], kept["linear"], *labels(rows))
    classifier, missing = raw_classifier(), np.full(len(HEADS), np.nan, np.float32)
    encoder, linear = [], []
    for row in rows:
        plain = normalise(row["text"])
        before = normalise(row["parent"][-PARENT_CHARS:]) if row.get("parent") else None
        encoder.append(classifier.encoder_logits(plain, before))
        found = classifier.linear_logits(plain)
        linear.append(missing if found is None else found)
    both = np.stack(encoder), np.stack(linear)
    np.savez(path, mark=np.array(mark), encoder=both[0], linear=both[1])
    return Scored(rows, *both, *labels(rows))


def main() -> None:
    """Score a split ahead of the stages that read it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("split", choices=sorted(CAP))
    split = parser.parse_args().split
    logger("scoring").info("%s: %d rows", split, len(scored(split).rows))


if __name__ == "__main__":
    main()
