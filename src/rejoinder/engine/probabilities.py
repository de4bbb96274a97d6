"""assess_probabilities(): how likely each label is, for callers who set a threshold of their own.

``assess`` gives the desk's scores: what the classifier alone suspects is kept under the thresholds at which a comment
is rejected, as a rejection should rest on words. A caller who asks for a probability gets the classifier's own,
calibrated on labelled comments, moved by the words found.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from rejoinder.engine.assessment import LABELS, Assessment, Context, Submission
from rejoinder.engine.budget import Budget
from rejoinder.engine.checks import CHECKS, Result
from rejoinder.engine.checks.classifier import ClassifierCheck, classifier
from rejoinder.engine.combine import IDENTITY_KINDS, combine
from rejoinder.engine.guidelines import GuidelineSet
from rejoinder.engine.lang.packset import shipped_packs
from rejoinder.engine.pipeline import assess
from rejoinder.engine.reading import Reading
from rejoinder.engine.text.language import UNDETERMINED

_NO_CONTEXT: Final = Context()
_NO_BUDGET_GIVEN: Final = Budget()
WORDS_WEIGHT: Final = 1.5
MENTION_WEIGHT: Final = -0.25
"""Log odds that words found add at a score of 1, and that words which are all mentions take away. Logistic regression
on the calibration half of the development comments gave 1.25 and -0.26 with the classifier's log odds as they are;
``make dropin-weights`` fits them anew. Taking the higher of the two instead ranks worse than the classifier alone: in
real English comments 0.79 against 0.91 (AUC), where this has 0.91, with a third more abuse over 0.8."""

_MOVED: Final = ("toxicity", "threat", "personal_attack", "identity_abuse", *IDENTITY_KINDS)
"""Labels on which a reader's judgement and a word list may differ. That a swear word or an offer stands there is a
fact: for those the higher counts."""
_LEAST: Final = 1e-4

_RULES: Final = tuple(check for check in CHECKS if check.id != ClassifierCheck.id)


class _Probabilities:
    """The classifier's probabilities for one comment, kept beside the assessment instead of joining its scores."""

    id: Final = ClassifierCheck.id
    labels: Final = ClassifierCheck.labels

    def __init__(self, language: str | None) -> None:
        self._language = language
        self.found: Mapping[str, float] = {}

    def run(self, reading: Reading) -> Result:
        """No findings and no scores. A text in a language without a pack is not judged; one that is in no language
        that can be told is judged in the one that the caller names."""
        known = reading.language.code if reading.own else None
        if reading.language.code == UNDETERMINED and self._language in shipped_packs().codes:
            known = self._language
        if reading.tokens and known not in (None, UNDETERMINED):
            (scores,) = classifier().scores([reading.text], [reading.parent], [known])
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

    Raises:
        BadFile, MissingResource: the packs or the model that ship with Rejoinder are damaged.
    """
    probabilities = _Probabilities(submission.language)
    checks = (*_RULES, probabilities)
    rules = assess(submission, guidelines=guidelines, context=context, budget=budget, checks=checks)
    return replace(rules, scores=MappingProxyType(_joined(rules, probabilities.found)))


def join_evidence(text: str, label: str, *, guidelines: GuidelineSet) -> tuple[float, float, bool] | None:
    """What the two weights are fitted on: the classifier's log odds for a label, the words' score, and whether all
    words found are mentions. None for a text that the classifier doesn't judge."""
    probabilities = _Probabilities(None)
    rules = assess(Submission("", text), guidelines=guidelines, checks=(*_RULES, probabilities))
    if not probabilities.found:
        return None
    return _log_odds(probabilities.found[label]), rules.scores[label], _all_mentions(rules)[label]


def _joined(rules: Assessment, probabilities: Mapping[str, float]) -> dict[str, float]:
    if not probabilities:
        return dict(rules.scores)
    highest = combine(rules.findings, [probabilities])
    mentions = _all_mentions(rules)
    joined = {label: max(rules.scores[label], highest[label]) for label in LABELS}
    for label in _MOVED:
        mention = MENTION_WEIGHT if mentions[label] else 0.0
        joined[label] = _moved(probabilities[label], WORDS_WEIGHT * rules.scores[label] + mention)
    return joined


def _all_mentions(rules: Assessment) -> dict[str, bool]:
    """A label that stays under a certainty is one whose words were all found to be mentions."""
    return {label: held < 1.0 for label, held in combine(rules.findings, [dict.fromkeys(LABELS, 1.0)]).items()}


def _moved(probability: float, by: float) -> float:
    return round(1 / (1 + math.exp(-(_log_odds(probability) + by))), 4)


def _log_odds(probability: float) -> float:
    likely = min(1 - _LEAST, max(_LEAST, probability))
    return math.log(likely / (1 - likely))
