"""The classifier as a check: it orders and refers, it never rejects alone, and without it nothing is approved."""

from itertools import pairwise
from typing import NoReturn

import pytest

from rejoinder.engine import (
    CHECKS,
    DEFAULT_THRESHOLDS,
    LABELS,
    Assessment,
    Finding,
    MissingResource,
    Policy,
    Submission,
    assess,
    default_guidelines,
    recommend,
)
from rejoinder.engine.checks import classifier as module
from rejoinder.engine.combine import combine

GUIDELINES = default_guidelines()
STEPS = [step / 100 for step in range(101)]


@pytest.mark.parametrize("label", sorted(DEFAULT_THRESHOLDS))
def test_its_scores_keep_their_order_and_never_reject(label: str) -> None:
    scores = [module._held(label, step) for step in STEPS]
    assert all(low < high for low, high in pairwise(scores))
    threshold = DEFAULT_THRESHOLDS[label]
    assert max(scores) < threshold.reject_at
    assert module._held(label, module.REFERS_FROM) >= threshold.approve_below
    assert module._held(label, module.REFERS_FROM - 0.01) < threshold.approve_below


def test_what_it_alone_suspects_is_referred() -> None:
    scores = {**dict.fromkeys(LABELS, 0.0), **combine((), [{"threat": module._held("threat", 1.0)}])}
    assessment = Assessment("1", "en", scores, ())
    assert recommend(assessment, policy=Policy(), guidelines=GUIDELINES).outcome == "refer"


def test_a_text_that_is_toxic_as_a_whole_is_not_approved_unread() -> None:
    assessment = Assessment("1", "en", {**dict.fromkeys(LABELS, 0.0), "toxicity": 0.9}, ())
    recommendation = recommend(assessment, policy=Policy(), guidelines=GUIDELINES)
    assert recommendation.outcome == "refer"
    assert recommendation.ground is not None
    assert recommendation.ground.kind == "toxicity"


def test_words_found_to_be_a_mention_are_not_raised_again() -> None:
    mention = Finding(0, 4, "threats", "threat", 0.0, "kill", "threats", standing="mention")
    use = Finding(9, 13, "threats", "threat", 0.5, "kill", "threats")
    estimate = [{"threat": 0.78, "toxicity": 0.9}]
    assert combine([mention], estimate)["threat"] == 0.0
    assert combine([mention], estimate)["toxicity"] == 0.0
    assert combine([mention, use], estimate)["threat"] == 0.78


def test_hard_words_on_the_publisher_are_no_personal_attack() -> None:
    protected = Finding(0, 4, "", "criticism_of_publisher", 0.9, "lies", "publisher", standing="protected")
    assert combine([protected], [{"personal_attack": 0.7}])["personal_attack"] == 0.0


def test_without_its_model_everything_is_referred() -> None:
    class Missing(module.Classifier):
        versions = {"model": "none"}

        def __init__(self) -> None: ...

        def judge(self, *_: object) -> NoReturn:
            raise MissingResource("encoder.onnx")

    broken = module.ClassifierCheck(Missing)
    others = tuple(check for check in CHECKS if check.id != "classifier")
    assessment = assess(Submission("1", "Thank you, a good report."), guidelines=GUIDELINES, checks=(*others, broken))
    assert recommend(assessment, policy=Policy(), guidelines=GUIDELINES).outcome == "refer"
