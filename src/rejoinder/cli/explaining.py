"""An assessment told as a person would tell it: plain sentences for every code, before and after context."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from rejoinder.engine import COULD_NOT_ASSESS, Assessment, Finding, GuidelineSet, Policy, Recommendation, Threshold
from rejoinder.engine.guidelines import in_language
from rejoinder.engine.policy import labels_of

OUTCOMES: Final = {
    "approve": "Approve: nothing found that breaks a guideline.",
    "reject": "Reject: it breaks a guideline.",
    "refer": "Refer: a person should decide.",
}
REASONS: Final = {
    "within_guidelines": "",
    "breaks_guideline": "",
    "uncertain": "It may break a guideline; the software is not sure.",
    "could_not_assess": "Something could not be assessed, and what is not assessed is never approved.",
    "language_uncertain": "The software is not sure enough of the language.",
}
STANDINGS: Final = {
    "use": "the reader's own words",
    "mention": "a mention, not meant",
    "protected": "protected, welcome here",
    "observation": "seen in the text as a whole",
}
BECAUSE: Final = {
    "quotes_article": "They quote the article.",
    "quotes_parent": "They quote the comment replied to.",
    "reported": "They report what somebody else said.",
    "condemned": "The sentence condemns them.",
    "counter_speech": "The sentence objects to those who say so.",
    "negated": "They are negated.",
    "in_quotation_marks": "They stand in quotation marks.",
    "said_to_reader": "They were said to the reader.",
    "said_by_others": "Somebody else is named as the speaker.",
    "aimed_at_reader": "They are aimed at another reader.",
    "aimed_at_person": "They are aimed at a person.",
    "aimed_at_group": "They are aimed at a group.",
    "aimed_at_nobody": "They are aimed at nobody.",
    "aimed_at_thing": "They are said of a thing.",
    "aimed_at_work": "They are said of what somebody wrote or did.",
    "animal_meant": "An animal is meant.",
    "own_name": "The writers call themselves so.",
    "points_at_somebody": "They point at somebody.",
    "says_nothing_else": "The comment says little else.",
    "no_group_named": "No group is named.",
    "weak_alone": "Alone they say little.",
    "criticism_of_publisher": "They are about the publisher, and criticism of it is welcome.",
    "names_publisher": "They name the publisher.",
    "names_its_work": "They speak of the publisher's work.",
    "suspected": "No rule knows them: the classifier rests on them, and alone it never rejects.",
    "selling_words": "Words of selling stand beside them.",
    "inviting_words": "Words of inviting stand beside them.",
    "too_long": "The text is longer than a comment may be.",
    "out_of_time": "Reading ran out of time.",
    "check_failed": "A check failed.",
    "nothing_to_read": "There is nothing to read.",
    "language_unknown": "The language is unknown.",
    "language_not_covered": "There are no word lists for this language.",
    "shouts": "It is written in capitals.",
    "nothing_shared": "It shares no word with the article.",
    "too_short": "It is too short to tell.",
    "other_language": "The article is in another language.",
    "headline": "It speaks to the headline.",
}
"""A sentence per code; a code that has none is told as it is."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A guideline and what the comment has to do with it."""

    key: str
    title: str
    probability: float
    label: str
    reject_at: float
    approve_below: float
    says: str
    """``reject``, ``refer`` or ``clear``."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the comment, how they stand, and why."""

    start: int
    end: int
    text: str
    kind: str
    check: str
    standing: str
    before: float
    after: float
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to tell about one comment."""

    summary: tuple[str, ...]
    rules: tuple[Rule, ...]
    words: tuple[Words, ...]
    whole: tuple[Words, ...]
    """What was seen of the text as a whole."""
    classifier: Mapping[str, float]
    failures: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self) | {"classifier": dict(self.classifier)}


def explanation(
    assessment: Assessment,
    recommendation: Recommendation,
    *,
    guidelines: GuidelineSet,
    policy: Policy,
    classifier: Mapping[str, float],
) -> Explanation:
    """The assessment in words."""
    found = [finding for finding in assessment.findings if finding.kind != COULD_NOT_ASSESS]
    failed = [finding for finding in assessment.findings if finding.kind == COULD_NOT_ASSESS]
    return Explanation(
        _summary(recommendation, guidelines),
        tuple(_rules(assessment, guidelines, policy)),
        tuple(_words(finding) for finding in found if finding.end > finding.start),
        tuple(_words(finding) for finding in found if finding.end == finding.start),
        classifier,
        tuple(sentence for finding in failed for sentence in sentences(finding.because or (finding.evidence,))),
    )


def sentences(codes: Sequence[str]) -> tuple[str, ...]:
    """The codes as sentences."""
    return tuple(_sentence(code) for code in codes)


def _sentence(code: str) -> str:
    if code.startswith("paragraph_"):
        return f"It speaks to paragraph {code.removeprefix('paragraph_')} of the article."
    return BECAUSE.get(code, code.replace("_", " ").capitalize() + ".")


def _summary(recommendation: Recommendation, guidelines: GuidelineSet) -> tuple[str, ...]:
    told = [OUTCOMES[recommendation.outcome]]
    told += [sentence] if (sentence := REASONS.get(recommendation.reason, recommendation.reason)) else []
    ground = recommendation.ground
    if ground and ground.kind != COULD_NOT_ASSESS:
        guideline = guidelines.get(ground.guideline)
        title = in_language(guideline.title, "en") if guideline else ground.kind.replace("_", " ")
        told.append(f"The guideline is “{title}”, at {ground.score:.2f}.")
        if not ground.evidence:
            told.append("No single words stand out.")
    return tuple(told)


def _rules(assessment: Assessment, guidelines: GuidelineSet, policy: Policy) -> list[Rule]:
    told = []
    for guideline in guidelines.prohibitions():
        known = [label for label in labels_of(guideline) if label in policy.thresholds]
        if known:
            label = max(known, key=lambda name: (assessment.scores.get(name, 0.0), name))
            score, threshold = assessment.scores.get(label, 0.0), policy.thresholds[label]
            title = in_language(guideline.title, "en")
            says = _says(score, threshold)
            rule = Rule(guideline.key, title, score, label, threshold.reject_at, threshold.approve_below, says)
            told.append(rule)
    return told


def _says(score: float, threshold: Threshold) -> str:
    if score >= threshold.reject_at:
        return "reject"
    return "clear" if score < threshold.approve_below else "refer"


def _words(finding: Finding) -> Words:
    return Words(
        finding.start,
        finding.end,
        finding.evidence,
        finding.kind,
        finding.check,
        finding.standing,
        finding.raw_score,
        finding.score,
        sentences(finding.because),
    )
