"""Joining the encoder's and the linear part's log odds into calibrated probabilities (stacked Platt scaling)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rejoinder.engine.models.heads import HEADS

NUMBERS: Final = ("encoder", "linear", "bias", "alone_encoder", "alone_bias")
_UNMOVED: Final = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Joint:
    """One head's layer: ``encoder * z1 + linear * z2 + bias`` are the log odds, each number moved by what ``languages``
    has for the text's language: (encoder, linear, bias). How far each part can be trusted differs from one to another.

    ``alone_encoder`` and ``alone_bias`` serve texts in scripts that the linear part has no table for; of a language's
    moves only the last counts there.
    """

    encoder: float
    linear: float
    bias: float
    alone_encoder: float
    alone_bias: float
    languages: Mapping[str, tuple[float, float, float]]

    def of(self, language: str | None) -> "Joint":
        """The layer as it is for texts in a language; unmoved for one that it doesn't know."""
        encoder, linear, bias = self.languages.get(language or "", _UNMOVED)
        bias_alone = self.alone_bias + bias
        return Joint(self.encoder + encoder, self.linear + linear, self.bias + bias, self.alone_encoder, bias_alone, {})

    def odds(self, encoder: float, linear: float | None, language: str | None) -> float:
        """Log odds from both parts' log odds."""
        joint = self.of(language)
        if linear is None:
            return joint.alone_encoder * encoder + joint.alone_bias
        return joint.encoder * encoder + joint.linear * linear + joint.bias

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
        languages = {str(lang): _moves(given) for lang, given in sorted(raw["languages"].items())}
        if not all(map(math.isfinite, [*numbers, *(move for moves in languages.values() for move in moves)])):
            raise ValueError(f"{head}: a number is not finite")
        joined, linear, bias, alone, alone_bias = numbers
        layers[head] = Joint(joined, linear, bias, alone, alone_bias, languages)
    return layers


def _moves(given: Any) -> tuple[float, float, float]:
    encoder, linear, bias = map(float, given)
    return encoder, linear, bias
