"""The trained classifier as one check more: it knows what no word list does, and it never has the last word.

What it adds to a score stays under the thresholds at which a comment is rejected: a rejection rests on words that a
reader can be shown, so what the classifier alone suspects is referred to a person.
"""

from functools import cache
from typing import Final

from rejoinder.engine.assessment import LABELS
from rejoinder.engine.checks.base import Result
from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.runtime import Classifier, load_model
from rejoinder.engine.reading import Reading

OBSERVED: Final = ("constructive", "criticism_of_publisher", "toxicity")
"""Scores that are no ground of a rejection: taken as they are."""
REFERS_FROM: Final = 0.8
"""Probability from which the classifier alone refers; below it only orders. Chosen on development data: comments
labelled clean, real ones and the hard ones of our contrast sets, then wait for a person in at most 1 % more cases."""
BELOW_DOUBT: Final = 0.29
DOUBT: Final = 0.4
HIGHEST: Final = 0.78
"""The scores between which that probability is spread: under every ``approve_below`` of policy.DEFAULT_THRESHOLDS, over
all of them, and under every ``reject_at``."""


class ClassifierCheck:
    """Calibrated probabilities per label, from the comment and the one it answers."""

    id: Final = "classifier"
    labels: Final = tuple(label for label in LABELS if label in HEADS)

    def run(self, reading: Reading) -> Result:
        """Scores for the whole text; no findings. A text in a language without a pack is not judged.

        Raises:
            MissingResource, BadFile: the model that ships with Rejoinder is not there or damaged.
        """
        if not reading.tokens or not reading.own or reading.language.code == "und":
            return Result()
        (scores,) = classifier().scores([reading.text], [reading.parent], [reading.language.code])
        return Result((), {label: round(_held(label, scores[label]), 4) for label in self.labels})


@cache
def classifier() -> Classifier:
    """The shipped model, loaded once a process."""
    return load_model()


def _held(label: str, probability: float) -> float:
    """The score for a probability: in its order, and never where a comment is rejected."""
    if label in OBSERVED:
        return probability
    if probability < REFERS_FROM:
        return probability * BELOW_DOUBT / REFERS_FROM
    return DOUBT + (probability - REFERS_FROM) * (HIGHEST - DOUBT) / (1 - REFERS_FROM)
