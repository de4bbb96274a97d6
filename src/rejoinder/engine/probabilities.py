"""assess_probabilities(): how likely each label is, for callers who set a threshold of their own.

``assess`` gives the desk's scores: what the classifier alone suspects is kept under the thresholds at which a comment
is rejected, as a rejection should rest on words. A caller who asks for a probability gets one: the classifier's own,
calibrated on labelled comments, or what the words found make certain, whichever is higher.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from rejoinder.engine.assessment import LABELS, Assessment, Context, Submission
from rejoinder.engine.budget import Budget
from rejoinder.engine.checks import CHECKS, Result
from rejoinder.engine.checks.classifier import ClassifierCheck, classifier
from rejoinder.engine.combine import combine
from rejoinder.engine.guidelines import GuidelineSet
from rejoinder.engine.pipeline import assess
from rejoinder.engine.reading import Reading

_NO_CONTEXT: Final = Context()
_NO_BUDGET_GIVEN: Final = Budget()
_RULES: Final = tuple(check for check in CHECKS if check.id != ClassifierCheck.id)


class _Probabilities:
    """The classifier's probabilities for one comment, kept beside the assessment instead of joining its scores."""

    id: Final = ClassifierCheck.id
    labels: Final = ClassifierCheck.labels

    def __init__(self) -> None:
        self.found: Mapping[str, float] = {}

    def run(self, reading: Reading) -> Result:
        """No findings and no scores. A text in a language without a pack is not judged."""
        if reading.tokens and reading.own and reading.language.code != "und":
            (scores,) = classifier().scores([reading.text], [reading.parent], [reading.language.code])
            self.found = {label: scores[label] for label in self.labels}
        return Result()


def assess_probabilities(
    submission: Submission,
    *,
    guidelines: GuidelineSet,
    context: Context = _NO_CONTEXT,
    budget: Budget = _NO_BUDGET_GIVEN,
) -> Assessment:
    """An assessment whose scores are probabilities: for no recommendation, as policies are made for ``assess``.

    A label's score is the higher of the classifier's probability and the score of the words found. Where all the words
    that speak to a label are mentions (quoted, negated, condemned), the classifier has no say, as in ``assess``.

    Raises:
        BadFile, MissingResource: the packs or the model that ship with Rejoinder are damaged.
    """
    probabilities = _Probabilities()
    checks = (*_RULES, probabilities)
    rules = assess(submission, guidelines=guidelines, context=context, budget=budget, checks=checks)
    return replace(rules, scores=MappingProxyType(_joined(rules, probabilities.found)))


def _joined(rules: Assessment, probabilities: Mapping[str, float]) -> dict[str, float]:
    joined = combine(rules.findings, [probabilities])
    # Toxicity apart: there combine() adds up its parts, which would count what they have in common twice.
    joined["toxicity"] = combine(rules.findings, [{"toxicity": probabilities.get("toxicity", 0.0)}])["toxicity"]
    return {label: max(rules.scores[label], joined[label]) for label in LABELS}
