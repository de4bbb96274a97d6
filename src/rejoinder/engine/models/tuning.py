"""What a newsroom's own decisions taught: log odds per n-gram, added to those of the shipped classifier.

Learned words alone: no bias is kept, since moderators decide on what was referred to them and not on all comments.
"""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rejoinder.engine.errors import BadFile, Problem
from rejoinder.engine.models import ngrams
from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.linear import Linear

FORMAT: Final = 1
LARGEST: Final = 8.0
"""Log odds that one comment can gain or lose by what was learned."""


@dataclass(frozen=True, slots=True, eq=False)
class Tuning:
    """Weights for the n-grams that were seen in decisions."""

    base: str
    """Version of the classifier that they are to be added to."""
    buckets: NDArray[np.int32]
    """(n,) Sorted."""
    weights: NDArray[np.int8]
    """(n, heads)"""
    scale: NDArray[np.float32]
    """(heads,)"""

    def _found(self, buckets: NDArray[np.int64], values: NDArray[np.float32]) -> NDArray[np.float32]:
        at = np.minimum(np.searchsorted(self.buckets, buckets), max(len(self.buckets) - 1, 0))
        known = self.buckets[at] == buckets if len(self.buckets) else np.zeros(len(buckets), bool)
        found: NDArray[np.float32] = values[known] @ self.weights[at[known]].astype(np.float32) * self.scale
        return found

    def added(self, text: str, linear: Linear) -> NDArray[np.float32]:
        """(heads,) Log odds added for a normalised text; none in a script that the linear part has no table for."""
        features = linear.values(text)
        if features is None:
            return np.zeros(len(HEADS), np.float32)
        found: NDArray[np.float32] = np.clip(self._found(*features), -LARGEST, LARGEST)
        return found

    def shares(self, text: str, words: Iterable[str], head: str, linear: Linear) -> list[float]:
        """The log odds that each of some words of a normalised text adds to a head."""
        column = HEADS.index(head)
        return [float(self._found(*each)[column]) for each in linear.values_of_words(text, words)]


def quantised(base: str, buckets: NDArray[np.int64], weights: NDArray[np.float32]) -> Tuning:
    """Weights (n, heads) of sorted buckets in one byte each; n-grams that taught nothing are left out."""
    scale = np.maximum(np.abs(weights).max(axis=0, initial=0.0), 1e-6).astype(np.float32) / 127
    rounded = np.rint(weights / scale).astype(np.int8)
    told = rounded.any(axis=1)
    return Tuning(base, buckets[told].astype(np.int32), rounded[told], scale)


def dump(tuning: Tuning) -> bytes:
    """As a compressed ``.npz``; equal tunings give equal bytes."""
    meta = json.dumps({"format": FORMAT, "base": tuning.base, "heads": HEADS})
    buffer = io.BytesIO()
    arrays = {"buckets": tuning.buckets, "weights": tuning.weights, "scale": tuning.scale, "meta": np.array(meta)}
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def load(data: bytes) -> Tuning:
    """The tuning from the bytes that ``dump`` gave. Raises BadFile on others, and on those of another format."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            meta = json.loads(str(arrays["meta"]))
            tuning = Tuning(str(meta["base"]), arrays["buckets"], arrays["weights"], arrays["scale"])
    except Exception as error:  # NumPy and its zip reader raise classes of many kinds
        raise damaged("it can't be read as what it should be") from error
    if meta.get("format") != FORMAT or meta.get("heads") != list(HEADS):
        raise damaged("it was made for another Rejoinder")
    shape = (len(tuning.buckets), len(HEADS))
    tables = (tuning.buckets, tuning.weights, tuning.scale)
    kinds = [table.dtype.name for table in tables] == ["int32", "int8", "float32"]
    sound = kinds and tuning.buckets.ndim == 1 and tuning.weights.shape == shape and tuning.scale.shape == shape[1:]
    if not sound or not np.isfinite(tuning.scale).all() or (np.diff(tuning.buckets) <= 0).any():
        raise damaged("its tables don't fit together")
    if len(tuning.buckets) and not 0 <= tuning.buckets[0] <= tuning.buckets[-1] < ngrams.BUCKETS:
        raise damaged("its tables don't fit together")
    return tuning


def nothing(base: str) -> Tuning:
    """A tuning that adds nothing."""
    heads = len(HEADS)
    return Tuning(base, np.zeros(0, np.int32), np.zeros((0, heads), np.int8), np.ones(heads, np.float32))


def damaged(message: str) -> BadFile:
    """What is raised for bytes that are no tuning."""
    return BadFile([Problem("site model", message, hint="train it again with rejoinder train-site")])
