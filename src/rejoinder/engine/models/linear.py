"""The linear part: one weight per hashed n-gram and head, in one byte each, a table per script."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rejoinder.engine.models import ngrams
from rejoinder.engine.models.heads import HEADS

_PARTS: Final = ("weights", "scale", "bias", "rarity")


@dataclass(frozen=True, slots=True)
class Table:
    """Weights of one script: ``values @ weights * scale + bias`` per head."""

    weights: NDArray[np.int8]
    """(buckets, heads)"""
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    rarity: NDArray[np.float16]
    """(buckets,) Inverse document frequency."""

    def values(self, buckets: NDArray[np.int64], counts: NDArray[np.float32]) -> NDArray[np.float32]:
        """TF-IDF of unit length."""
        weighted = counts * self.rarity[buckets].astype(np.float32)
        return weighted / max(np.float32(np.sqrt(np.dot(weighted, weighted))), np.float32(1e-6))


@dataclass(frozen=True, slots=True)
class Linear:
    """Log odds from n-grams."""

    tables: dict[str, Table]

    def knows(self, text: str) -> bool:
        """Whether there is a table for the script of a normalised text."""
        return ngrams.group(text) in self.tables

    def logits(self, text: str) -> NDArray[np.float32] | None:
        """Log odds per head for a normalised text; None where no table knows its script."""
        table = self.tables.get(ngrams.group(text) or "")
        if table is None:
            return None
        buckets, counts = ngrams.features(text)
        weights = table.weights[buckets].astype(np.float32)
        found: NDArray[np.float32] = table.values(buckets, counts) @ weights * table.scale + table.bias
        return found

    def values(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]] | None:
        """Buckets of a normalised text and its TF-IDF of unit length; None where no table knows its script."""
        table = self.tables.get(ngrams.group(text) or "")
        if table is None:
            return None
        buckets, counts = ngrams.features(text)
        return buckets, table.values(buckets, counts)

    def values_of_words(
        self, text: str, words: Iterable[str]
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Buckets of each of some words of a normalised text, with their values in the whole of it."""
        features = self.values(text)
        share = dict(zip(features[0].tolist(), features[1].tolist(), strict=True)) if features else {}
        for word in words:
            buckets, _ = ngrams.features(word)
            yield buckets, np.array([share.get(bucket, 0.0) for bucket in buckets.tolist()], np.float32)

    def shares(self, text: str, words: Iterable[str], head: str) -> list[float]:
        """The log odds that the n-grams of each of some words of a normalised text add to a head (a close estimate)."""
        table = self.tables.get(ngrams.group(text) or "")
        if table is None:
            return [0.0 for _ in words]
        column = HEADS.index(head)
        return [
            float(values @ table.weights[buckets, column].astype(np.float32) * table.scale[column])
            for buckets, values in self.values_of_words(text, words)
        ]


def quantised(weights: NDArray[np.float32], bias: NDArray[np.float32], rarity: NDArray[np.float32]) -> Table:
    """A table in one byte a weight; the few largest weights of a head are clipped at its 99.995th percentile."""
    largest = np.maximum(np.percentile(np.abs(weights), 99.995, axis=0), 1e-6)
    scale = (largest / 127).astype(np.float32)
    rounded = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    return Table(rounded, scale, bias.astype(np.float32), rarity.astype(np.float16))


def dump(model: Linear) -> bytes:
    """The model as a compressed ``.npz``."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, table in sorted(model.tables.items()):
        arrays |= {f"{name}.{part}": getattr(table, part) for part in _PARTS}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def load(data: bytes) -> Linear:
    """The model from the bytes that ``dump`` gave. Raises ValueError or KeyError on others."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        names = sorted({name.split(".")[0] for name in arrays.files})
        tables = {name: Table(*(arrays[f"{name}.{part}"] for part in _PARTS)) for name in names}
    if any(table.weights.shape != (ngrams.BUCKETS, len(HEADS)) for table in tables.values()):
        raise ValueError("tables of another size")
    return Linear(tables)
