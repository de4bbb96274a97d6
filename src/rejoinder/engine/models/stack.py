"""Joining the encoder's and the linear part's log odds into calibrated probabilities (stacked Platt scaling)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rejoinder.engine.models.heads import HEADS

NUMBERS: Final = ("encoder", "linear", "bias", "alone_encoder", "alone_bias")


@dataclass(frozen=True, slots=True)
class Joint:
    """One head's layer: ``encoder * z1 + linear * z2 + bias + languages[lang]`` are the log odds.

    ``alone_encoder`` and ``alone_bias`` serve texts in scripts that the linear part has no table for.
    """

    encoder: float
    linear: float
    bias: float
    alone_encoder: float
    alone_bias: float
    languages: Mapping[str, float]

    def odds(self, encoder: float, linear: float | None, language: str | None) -> float:
        """Log odds from both parts' log odds; an unknown language gets no offset."""
        if linear is None:
            odds = self.alone_encoder * encoder + self.alone_bias
        else:
            odds = self.encoder * encoder + self.linear * linear + self.bias
        return odds + self.languages.get(language or "", 0.0)

    def probability(self, encoder: float, linear: float | None, language: str | None) -> float:
        """Probability from both parts' log odds."""
        return probability(self.odds(encoder, linear, language))


def probability(odds: float) -> float:
    """Probability of log odds."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def load(content: Mapping[str, Any]) -> dict[str, Joint]:
    """Layers per head from the content of ``stack.json``. Raises KeyError, TypeError or ValueError on other content."""
    layers: dict[str, Joint] = {}
    for head in HEADS:
        raw = content[head]
        numbers = [float(raw[name]) for name in NUMBERS]
        languages = {str(lang): float(offset) for lang, offset in sorted(raw["languages"].items())}
        if not all(map(math.isfinite, [*numbers, *languages.values()])):
            raise ValueError(f"{head}: a number is not finite")
        joined, linear, bias, alone, alone_bias = numbers
        layers[head] = Joint(joined, linear, bias, alone, alone_bias, languages)
    return layers
