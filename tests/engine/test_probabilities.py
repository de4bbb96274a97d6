"""assess_probabilities(): probabilities for callers with thresholds of their own."""

import math

import pytest

from rejoinder.engine import LABELS, Budget, Submission, assess, assess_probabilities, default_guidelines
from rejoinder.engine.checks.classifier import classifier
from rejoinder.engine.probabilities import MENTION_WEIGHT, WORDS_WEIGHT, join_evidence

GUIDELINES = default_guidelines()


def estimated(text, **arguments):
    return assess_probabilities(Submission("1", text), guidelines=GUIDELINES, **arguments)


def assessed(text):
    return assess(Submission("1", text), guidelines=GUIDELINES)


@pytest.mark.parametrize("text", ["Only people without any sense would vote for this.", "Good morning to you all."])
def test_where_no_words_are_found_the_probability_is_the_classifiers_own(text):
    (own,) = classifier().scores([text], [None], ["en"])
    found = estimated(text)
    assert not found.findings
    for label in ("toxicity", "personal_attack", "threat"):
        assert found.scores[label] == pytest.approx(own[label], abs=1e-4)


def test_words_found_make_it_likelier():
    text = "You are a stupid idiot."
    (own,) = classifier().scores([text], [None], ["en"])
    found = estimated(text)
    assert found.findings == tuple(finding for finding in assessed(text).findings if not finding.suspected)
    assert found.scores["personal_attack"] > own["personal_attack"]
    assert found.scores["profanity"] >= round(own["profanity"], 4)
    assert tuple(found.scores) == LABELS


def test_words_that_are_all_mentions_make_it_less_likely_and_not_nothing():
    text = 'He was wrong to call her "a stupid idiot".'
    (own,) = classifier().scores([text], [None], ["en"])
    assert {finding.standing for finding in estimated(text).findings} == {"mention"}
    for label in ("personal_attack", "toxicity"):
        assert 0 < estimated(text).scores[label] < own[label]


def test_what_can_not_be_assessed_scores_nothing():
    found = estimated("Qwx zzkr vlmpt ghd bbnn wrtq plkm")
    assert [finding.evidence for finding in found.findings] == ["language_unknown"]
    assert not any(found.scores[label] for label in ("toxicity", "threat"))
    late = estimated("You are a stupid idiot.", budget=Budget(total_ms=0.0))
    assert {finding.kind for finding in late.findings} == {"could_not_assess"}


def test_the_same_text_gets_the_same_scores():
    assert estimated("You are a stupid idiot.") == estimated("You are a stupid idiot.")


@pytest.mark.parametrize("text", ["You are a stupid idiot.", "Nobody should ever call them “idiots”.", "Good morning."])
def test_what_the_weights_are_fitted_on_is_what_they_join(text):
    odds, words, mentions = join_evidence(text, "toxicity", guidelines=GUIDELINES)
    joined = odds + WORDS_WEIGHT * words + (MENTION_WEIGHT if mentions else 0.0)
    assert estimated(text).scores["toxicity"] == round(1 / (1 + math.exp(-joined)), 4)


def test_a_text_that_is_not_judged_gives_nothing_to_fit_on():
    assert join_evidence("这是一个很好的文章，谢谢作者。", "toxicity", guidelines=GUIDELINES) is None
