"""From an assessment to a recommendation: a pure function of scores, findings, guidelines and the site's thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from rejoinder.engine.assessment import COULD_NOT_ASSESS, Assessment, Finding, Ground, Recommendation
from rejoinder.engine.combine import IDENTITY_KINDS
from rejoinder.engine.guidelines import LABEL_OF, Guideline, GuidelineSet


@dataclass(frozen=True, slots=True)
class Threshold:
    """``reject_at`` and ``approve_below`` are scores in 0..1. From the first on a comment is rejected; under the second
    it may be approved; between them a person decides."""

    reject_at: float
    approve_below: float


DEFAULT_THRESHOLDS: Final[Mapping[str, Threshold]] = MappingProxyType(
    {
        "profanity": Threshold(0.8, 0.35),
        "vulgarity": Threshold(0.8, 0.35),
        "threat": Threshold(0.8, 0.3),
        "personal_attack": Threshold(0.85, 0.35),
        "identity_abuse": Threshold(0.85, 0.3),
        "sexism": Threshold(0.85, 0.3),
        "racism": Threshold(0.85, 0.3),
        "homophobia": Threshold(0.85, 0.3),
        "xenophobia": Threshold(0.85, 0.3),
        "commercial_promotion": Threshold(0.85, 0.4),
        "personal_promotion": Threshold(0.85, 0.4),
    }
)


@dataclass(frozen=True, slots=True)
class Policy:
    """How a site turns scores into recommendations. Labels without a threshold are never a ground: relevance is not."""

    thresholds: Mapping[str, Threshold] = field(default_factory=lambda: DEFAULT_THRESHOLDS)
    approve_toxicity_below: float = 0.7
    """A comment that is this toxic (0..1) as a whole is not approved unread, even where no guideline stands out."""
    min_language_confidence: float = 0.0
    """A comment is not approved unread when the engine is less sure than this (0..1) of the language it is in."""


def labels_of(guideline: Guideline) -> tuple[str, ...]:
    """The labels that speak to a guideline: its own, and those of the kinds it names; sorted."""
    return _labels((guideline.key, *guideline.kinds))


@lru_cache(maxsize=256)
def _labels(keys: tuple[str, ...]) -> tuple[str, ...]:
    labels: set[str] = set()
    for key in keys:
        label = LABEL_OF.get(key)
        if label == "promotion":
            labels.update(("commercial_promotion", "personal_promotion"))
        elif label:
            labels.add(label)
    return tuple(sorted(labels))


def recommend(assessment: Assessment, *, policy: Policy, guidelines: GuidelineSet) -> Recommendation:
    """Approve, reject or refer, with the ground. Anything that could not be assessed is referred.

    The ground is the strongest finding that stands as use and speaks to a guideline of the set; ties go to the order of
    the guidelines, then to the place in the text. A guideline the set does not have is no ground.
    """
    unread = [finding for finding in assessment.findings if finding.kind == COULD_NOT_ASSESS]
    grounds = _grounds(assessment, policy, guidelines)
    if unread:
        return Recommendation("refer", _ground(unread[0], unread[0].guideline), "could_not_assess")
    rejected = [ground for broken, ground in grounds if broken]
    if rejected:
        return Recommendation("reject", _strongest(rejected), "breaks_guideline")
    if grounds:
        return Recommendation("refer", _strongest([ground for _, ground in grounds]), "uncertain")
    toxicity = assessment.scores.get("toxicity", 0.0)
    if toxicity >= policy.approve_toxicity_below:
        finding = _evidence(assessment, "toxicity", broken=False)
        start, end, words = (finding.start, finding.end, finding.evidence) if finding else (0, 0, "")
        return Recommendation("refer", Ground("", "toxicity", toxicity, start, end, words), "uncertain")
    if assessment.language_confidence < policy.min_language_confidence:
        doubt = assessment.language_confidence
        return Recommendation("refer", Ground("", COULD_NOT_ASSESS, doubt, 0, 0, ""), "language_uncertain")
    return Recommendation("approve", None, "within_guidelines")


def _grounds(assessment: Assessment, policy: Policy, guidelines: GuidelineSet) -> list[tuple[bool, Ground]]:
    """Each guideline and label that can't be cleared: whether it is broken, and on what words."""
    grounds: list[tuple[bool, Ground]] = []
    for guideline in guidelines.prohibitions():
        for label in labels_of(guideline):
            threshold = policy.thresholds.get(label)
            score = assessment.scores.get(label, 0.0)
            if threshold is None or score < threshold.approve_below:
                continue
            broken = score >= threshold.reject_at
            finding = _evidence(assessment, label, broken=broken)
            # Whatever a site sets, what only the classifier suspects is for a person.
            broken = broken and not (finding is not None and finding.suspected)
            ground = Ground(guideline.key, label, score, 0, 0, "")
            if finding:
                ground = Ground(guideline.key, finding.kind, score, finding.start, finding.end, finding.evidence)
            grounds.append((broken, ground))
    return grounds


def _evidence(assessment: Assessment, label: str, *, broken: bool) -> Finding | None:
    """The strongest finding; a rejection rests on what is more than suspected."""
    kinds = (label, *IDENTITY_KINDS) if label == "identity_abuse" else (label,)
    found = [f for f in assessment.findings if f.kind in kinds and f.standing == "use"]
    return min(found, key=lambda f: (broken and f.suspected, -f.score, f.start, f.end, f.check), default=None)


def _strongest(grounds: list[Ground]) -> Ground:
    return max(enumerate(grounds), key=lambda item: (item[1].score, -item[0]))[1]


def _ground(finding: Finding, guideline: str) -> Ground:
    return Ground(guideline, finding.kind, finding.score, finding.start, finding.end, finding.evidence)
