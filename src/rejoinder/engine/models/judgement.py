"""What the classifier says of one text: probabilities, and how much each of its words adds to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rejoinder.engine.models import inputs, stack
from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.linear import Linear
from rejoinder.engine.models.tuning import Tuning

_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """The encoder's output for one stretch of a comment."""

    logits: NDArray[np.float32]
    """(heads,)"""
    shares: NDArray[np.float32]
    """(pieces, heads) What each piece adds to the logits."""


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """A judged text. Words cost nothing until they are asked for."""

    plain: str
    """The text as the model reads it."""
    scores: Mapping[str, float]
    """Calibrated probability, 0..1, per head, in the order of HEADS."""
    offsets: tuple[tuple[int, int], ...]
    """Of each piece, in ``plain``."""
    windows: tuple[Window, ...]
    linear: Linear
    layers: Mapping[str, stack.Joint]
    """As they are for the text's language."""
    odds: Mapping[str, float]
    """Log odds per head, as ``scores`` are, before they are rounded."""
    tuning: Tuning | None = None

    def words(self, head: str) -> list[tuple[int, int, float]]:
        """Words of ``plain``, from where to where each stands, with the log odds that it adds to a head.

        Exact for the encoder, whose output is a mean of token states; the linear part's share is a close estimate. Of a
        long comment the words of the worst window are told. Raises ValueError on an unknown head.
        """
        column, joint = HEADS.index(head), self.layers[head]
        worst = max(range(len(self.windows)), key=lambda n: float(self.windows[n].logits[column]))
        shares = self.windows[worst].shares[:, column].tolist()
        first = inputs.starts(len(self.offsets))[worst]
        offsets = self.offsets[first : first + len(shares)]
        places = _places(self.plain, offsets)
        words = [self.plain[start:end] for start, end in places]
        told = [joint.linear * share for share in self.linear.shares(self.plain, words, head)]
        if self.tuning is not None:
            learned = self.tuning.shares(self.plain, words, head, self.linear)
            told = [share + more for share, more in zip(told, learned, strict=True)]
        factor = joint.encoder if self.linear.knows(self.plain) else joint.alone_encoder
        number_at = {at: number for number, (start, end) in enumerate(places) for at in range(start, end)}
        for (start, end), share in zip(offsets, shares, strict=True):
            # A piece may begin with the space before its word.
            number = number_at.get(start, number_at.get(end - 1))
            if number is not None:
                told[number] += factor * share
        return [(start, end, weight) for (start, end), weight in zip(places, told, strict=True)]


def _places(plain: str, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words that a window's pieces touch."""
    if not offsets:
        return []
    first, last = offsets[0][0], offsets[-1][1]
    return [m.span() for m in _WORD.finditer(plain) if m.start() < last and first < m.end()]
