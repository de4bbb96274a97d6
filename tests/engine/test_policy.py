"""Recommendations: a pure function, table by table."""

from types import MappingProxyType

import pytest

from rejoinder.engine import (
    COULD_NOT_ASSESS,
    LABELS,
    Assessment,
    Finding,
    Guideline,
    GuidelineSet,
    Policy,
    Threshold,
    recommend,
)

POLICY = Policy({label: Threshold(0.8, 0.4) for label in LABELS if label not in ("relevance", "constructive")})


def finding(kind: str, score: float, start: int = 0, standing: str = "use", text: str = "word") -> Finding:
    return Finding(start, start + 4, kind, kind, score, text, "check", standing, score)  # type: ignore[arg-type]


def assessed(*findings: Finding, **scores: float) -> Assessment:
    strongest = {f.kind: f.score for f in sorted(findings, key=lambda f: f.score) if f.kind in LABELS}
    every = dict.fromkeys(LABELS, 0.0) | strongest | scores
    return Assessment("1", "en", MappingProxyType(every), tuple(sorted(findings)))


@pytest.mark.parametrize(
    ("score", "outcome", "reason"),
    [
        (0.0, "approve", "within_guidelines"),
        (0.3999, "approve", "within_guidelines"),
        (0.4, "refer", "uncertain"),
        (0.7999, "refer", "uncertain"),
        (0.8, "reject", "breaks_guideline"),
        (1.0, "reject", "breaks_guideline"),
    ],
)
def test_thresholds(score: float, outcome: str, reason: str, guidelines: GuidelineSet) -> None:
    recommendation = recommend(assessed(finding("profanity", score)), policy=POLICY, guidelines=guidelines)
    assert (recommendation.outcome, recommendation.reason) == (outcome, reason)
    assert (recommendation.ground is None) == (outcome == "approve")


def test_what_could_not_be_assessed_is_referred_before_anything_else(guidelines: GuidelineSet) -> None:
    failed = Finding(0, 0, "threats", COULD_NOT_ASSESS, 0.0, "out_of_time", "threats", "observation")
    recommendation = recommend(assessed(finding("profanity", 1.0), failed), policy=POLICY, guidelines=guidelines)
    assert (recommendation.outcome, recommendation.reason) == ("refer", "could_not_assess")
    assert recommendation.ground is not None and recommendation.ground.evidence == "out_of_time"


def test_the_ground_is_the_strongest_finding_and_ties_go_to_the_order_of_guidelines(guidelines: GuidelineSet) -> None:
    both = assessed(finding("threat", 0.9, 20), finding("profanity", 0.9, 40), finding("threat", 0.85, 0))
    ground = recommend(both, policy=POLICY, guidelines=guidelines).ground
    assert ground is not None and (ground.guideline, ground.start) == ("profanity", 40)
    stronger = assessed(finding("threat", 0.95, 20), finding("profanity", 0.9, 40), finding("threat", 0.85, 0))
    ground = recommend(stronger, policy=POLICY, guidelines=guidelines).ground
    assert ground is not None and (ground.guideline, ground.start) == ("threats", 20)


def test_a_guideline_the_site_does_not_have_is_no_ground() -> None:
    only = GuidelineSet("1", (Guideline("threats", "prohibition"), Guideline("profanity", "welcome")))
    assert recommend(assessed(finding("profanity", 1.0)), policy=POLICY, guidelines=only).outcome == "approve"


def test_kinds_of_a_guideline_ground_it(guidelines: GuidelineSet) -> None:
    racist = assessed(finding("racism", 0.9), identity_abuse=0.9)
    ground = recommend(racist, policy=POLICY, guidelines=guidelines).ground
    assert ground is not None and (ground.guideline, ground.kind, ground.evidence) == ("abuse", "racism", "word")
    advert = assessed(finding("personal_promotion", 0.9))
    ground = recommend(advert, policy=POLICY, guidelines=guidelines).ground
    assert ground is not None and (ground.guideline, ground.kind) == ("promotion", "personal_promotion")


def test_relevance_is_no_ground_by_default(guidelines: GuidelineSet) -> None:
    with_rule = GuidelineSet("1", (*guidelines.guidelines, Guideline("relevance", "prohibition")))
    assert recommend(assessed(relevance=0.0), policy=Policy(), guidelines=with_rule).outcome == "approve"


def test_a_mention_is_no_evidence(guidelines: GuidelineSet) -> None:
    scored = assessed(finding("threat", 0.9, 7, "mention"), threat=0.9)
    ground = recommend(scored, policy=POLICY, guidelines=guidelines).ground
    assert ground is not None and (ground.start, ground.end, ground.evidence) == (0, 0, "")


def test_an_uncertain_language_is_referred_where_the_site_asks_for_it(guidelines: GuidelineSet) -> None:
    doubtful = Assessment("1", "en", MappingProxyType(dict.fromkeys(LABELS, 0.0)), (), language_confidence=0.4)
    assert recommend(doubtful, policy=Policy(), guidelines=guidelines).outcome == "approve"
    strict = recommend(doubtful, policy=Policy(min_language_confidence=0.5), guidelines=guidelines)
    assert (strict.outcome, strict.reason) == ("refer", "language_uncertain")
