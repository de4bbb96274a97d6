"""An endless, repeatable stream of batches from the mixture: sources at their shares, words hidden, texts cut."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.inputs import PAD, WINDOW, join
from rejoinder.engine.models.normalise import normalise
from training.augment import augment
from training.places import chooser

SHARES: Final = {
    "edos": 9, "toxic_spans": 6, "toxic_spans_clean": 4, "wiki_context": 7, "cad": 9, "dyn_hate": 26,
    "measuring_hate": 8, "hatemoji_build": 11, "davidson_tweets": 3, "mlma_en": 2, "mlma_fr": 3, "mlma_ar": 4,
    "mpold_ar": 10, "offenseval_tr": 12, "jigsaw_multilingual": 6, "jigsaw_en_sample": 1, "surge_toxicity": 1,
    "paradetox": 7, "convabuse": 2, "germeval2018": 6, "youtube_spam": 2, "sms_spam": 2,
    "contrast_en": 14, "contrast_ar": 11, "contrast_tr": 11, "contrast_fa": 11, "contrast_ckb": 12, "contrast_kmr": 11,
    "contrast_de": 9, "contrast_fr": 9, "contrast_es": 9, "contrast_written": 28, "contrast_short": 24,
}  # fmt: skip
"""Relative share of each source in what is trained on; large sources of one kind are held down."""
CHUNK: Final = 1536
BATCH: Final = 32
STRANGE_PARENT: Final = 0.12
"""How often a row without parent gets one that has nothing to do with it, so that a parent alone decides nothing."""
PARENT_DROPPED: Final = 0.3
RAREST_FACTOR: Final = 4.0

Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]
"""ids, mask, own, values, weights."""


@dataclass(slots=True)
class Position:
    """Where in the stream a run is; all that a checkpoint needs."""

    chunk: int = 0
    drawn: dict[str, int] = field(default_factory=dict)


def factors(rows: list[dict[str, Any]]) -> np.ndarray:
    """Weight of a positive per head: square root of the odds against it, 1 to RAREST_FACTOR."""
    found = np.full((2, len(HEADS)), 1.0)
    for row in rows:
        share = SHARES.get(row["source"], 1)
        for head, (value, weight) in row["labels"].items():
            found[int(value >= 0.5), HEADS.index(head)] += weight * share
    rarity: np.ndarray = np.sqrt(found[0] / found[1]).clip(1.0, RAREST_FACTOR)
    return rarity


class Stream:
    """Batches from a position on; the same mixture, seed and position give the same batches."""

    def __init__(self, rows: list[dict[str, Any]], tokenizer: Tokenizer, position: Position) -> None:
        self.sources: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            self.sources.setdefault(row["source"], []).append(row)
        self.names = sorted(self.sources)
        self.tokenizer, self.position, self.factors = tokenizer, position, factors(rows)
        self.orders: dict[tuple[str, int], list[int]] = {}

    def _next(self, source: str) -> dict[str, Any]:
        rows, drawn = self.sources[source], self.position.drawn.get(source, 0)
        self.position.drawn[source] = drawn + 1
        epoch, at = divmod(drawn, len(rows))
        if (source, epoch) not in self.orders:
            self.orders.pop((source, epoch - 1), None)
            order = list(range(len(rows)))
            chooser(source, epoch).shuffle(order)
            self.orders[source, epoch] = order
        return rows[self.orders[source, epoch][at]]

    def _parent(self, row: dict[str, Any], others: list[dict[str, Any]], rng: Random) -> str:
        if row.get("parent"):
            droppable = not row["source"].startswith("contrast")
            return "" if droppable and rng.random() < PARENT_DROPPED else str(row["parent"])
        return str(rng.choice(others)["text"]) if rng.random() < STRANGE_PARENT else ""

    def _chunk(self) -> list[Batch]:
        rng = chooser("chunk", self.position.chunk)
        drawn = rng.choices(self.names, [SHARES.get(name, 1) for name in self.names], k=CHUNK)
        rows = [self._next(name) for name in drawn]
        texts = [normalise(augment(row["text"], row["lang"], rng)) for row in rows]
        parents = [normalise(self._parent(row, rows, rng)[-400:]) for row in rows]
        comments = self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        befores = self.tokenizer.encode_batch_fast(parents, add_special_tokens=False)
        made = []
        for row, comment, before in zip(rows, comments, befores, strict=True):
            ids = comment.ids
            start = len(ids) - WINDOW + 2 if len(ids) > WINDOW - 2 and rng.random() < 0.2 else 0
            made.append((*join(ids[start : start + WINDOW - 2], before.ids), row["labels"]))
        made.sort(key=lambda item: len(item[0]))
        batches = [self._batch(made[at : at + BATCH]) for at in range(0, len(made), BATCH)]
        rng.shuffle(batches)
        return batches

    def _batch(self, made: list[tuple[list[int], int, dict[str, list[float]]]]) -> Batch:
        size, longest = len(made), max(len(ids) for ids, _, _ in made)
        ids = torch.full((size, longest), PAD)
        mask, own = torch.zeros(size, longest), torch.zeros(size, longest)
        values, weights = torch.zeros(size, len(HEADS)), torch.zeros(size, len(HEADS))
        for k, (row, length, labels) in enumerate(made):
            ids[k, : len(row)] = torch.tensor(row)
            mask[k, : len(row)] = 1
            own[k, :length] = 1
            for head, (value, weight) in labels.items():
                at = HEADS.index(head)
                values[k, at], weights[k, at] = value, weight * (self.factors[at] if value >= 0.5 else 1.0)
        return ids, mask, own, values, weights

    def __iter__(self) -> Iterator[list[Batch]]:
        """Chunks without end; the position moves with them."""
        while True:
            batches = self._chunk()
            self.position.chunk += 1
            yield batches
