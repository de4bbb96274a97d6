"""The trained classifier as one check more: it knows what no word list does, and it never has the last word.

What it adds to a score stays under the thresholds at which a comment is rejected: what the classifier alone suspects is
referred to a person, with the words that made it suspect.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from rejoinder.engine.assessment import LABELS, SUSPECTED, Finding
from rejoinder.engine.checks.base import Result
from rejoinder.engine.checks.standing import weigh
from rejoinder.engine.checks.suspected import evidence, shares, token_owners
from rejoinder.engine.models.heads import HEADS, IDENTITY_KINDS
from rejoinder.engine.models.judgement import Judgement
from rejoinder.engine.models.runtime import Classifier, load_model
from rejoinder.engine.reading import Reading

OBSERVED: Final = ("constructive", "criticism_of_publisher", "toxicity")
"""Scores that are no ground of a rejection: taken as they are."""
REFERS_FROM: Final = 0.6
"""Probability from which the classifier alone refers; below it only orders. Chosen on development data together with
policy.approve_toxicity_below: of real comments that break a guideline 79 % then wait, of clean ones 4 %."""
BELOW_DOUBT: Final = 0.29
DOUBT: Final = 0.4
HIGHEST: Final = 0.78
"""The scores between which that probability is spread: under every ``approve_below`` of policy.DEFAULT_THRESHOLDS, over
all of them, and under every ``reject_at``."""


class ClassifierCheck:
    """Calibrated probabilities per label, from the comment and the one it answers."""

    id: Final = "classifier"
    labels: Final[tuple[str, ...]] = tuple(label for label in LABELS if label in HEADS)

    def __init__(self, model: Callable[[], Classifier] | None = None) -> None:
        """``model`` gives the classifier to ask; the shipped one if left out."""
        self._model = model

    def model(self) -> Classifier:
        """The classifier it asks. Raises MissingResource, BadFile."""
        return self._model() if self._model else classifier()

    def run(self, reading: Reading) -> Result:
        """Scores for the whole text, and for those that refer it the words they rest on.

        A text in a language without a pack is not judged.

        Raises:
            MissingResource, BadFile: the model that ships with Rejoinder is not there or damaged.
        """
        if not reading.tokens or not reading.own or reading.language.code == "und":
            return Result()
        judgement = self.model().judge(reading.text, reading.parent, reading.language.code, reading.deadline.keep)
        scores = {label: round(_held(label, judgement.scores[label]), 4) for label in self.labels}
        return Result(self._suspicions(reading, judgement, scores), scores)

    def _suspicions(self, reading: Reading, judgement: Judgement, scores: Mapping[str, float]) -> tuple[Finding, ...]:
        suspected = _suspected(judgement)
        owners = token_owners(reading, judgement) if suspected else None
        if owners is None:
            return ()
        found: list[Finding] = []
        for label in suspected:
            for span in evidence(shares(reading, judgement, owners, label)):
                stand = weigh(reading, span)
                because = (SUSPECTED, *stand.because)
                found.append(
                    reading.finding(
                        span,
                        label,
                        scores[label],
                        self.id,
                        standing=stand.standing,
                        raw_score=judgement.scores[label],
                        because=because,
                    )
                )
        return tuple(found)


def _suspected(judgement: Judgement) -> list[str]:
    """The labels that refer, without those that another says more exactly."""
    found = [label for label in ClassifierCheck.labels if judgement.scores[label] >= REFERS_FROM]
    exact = [label for label in found if label not in OBSERVED]
    if any(label in IDENTITY_KINDS for label in exact):
        exact = [label for label in exact if label != "identity_abuse"]
    return exact or [label for label in found if label == "toxicity"]


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
