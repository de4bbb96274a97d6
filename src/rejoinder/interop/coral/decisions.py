"""From a recommendation to Coral's answer.

Coral validates strictly and publishes on an answer it refuses: no member here is ever null, empty or unknown to it.
"""

from typing import Any, Final

from rejoinder.engine import COULD_NOT_ASSESS, Ground
from rejoinder.engine.guidelines import in_language
from rejoinder.interop.scoring import Rules, Scored

Decision = dict[str, Any]

HELD: Final[Decision] = {"status": "SYSTEM_WITHHELD"}
"""For a person to decide, without a flag: nothing is said about the comment that was not found in it."""

_SPAM: Final = frozenset({"commercial_promotion", "personal_promotion"})

_REASONS: Final = {
    "profanity": "OFFENSIVE",
    "vulgarity": "OFFENSIVE",
    "threat": "ABUSIVE",
    "personal_attack": "HARASSMENT_BULLYING",
    "identity_abuse": "HATE_SPEECH",
    "sexism": "HATE_SPEECH",
    "racism": "HATE_SPEECH",
    "homophobia": "HATE_SPEECH",
    "xenophobia": "HATE_SPEECH",
    "commercial_promotion": "AD",
    "personal_promotion": "AD",
}
"""Coral's reason for each kind of ground. ILLEGAL_CONTENT is never given: that is for a person to say."""


def decision_of(scored: Scored, *, rules: Rules, site_language: str) -> Decision | None:
    """Coral's decision; None for no opinion, so that Coral's own rules go on (its premoderation among them).

    A comment is rejected only where the site lets its machine reject; anything else that is not clear is held.
    """
    recommendation = scored.recommendation
    if recommendation.outcome == "approve":
        return None
    ground = recommendation.ground
    if ground is None or ground.kind == COULD_NOT_ASSESS:
        return HELD
    flagged = [{"actionType": "FLAG", "reason": _flag(ground)}]
    if recommendation.outcome == "refer" or not rules.machine_may_reject:
        return {**HELD, "actions": flagged}
    explanation = _explanation(ground, scored, rules, site_language)
    reason = {"code": _REASONS.get(ground.kind, "OTHER"), "detailedExplanation": explanation}
    rejection = {"status": "REJECTED", "rejectionReason": reason}
    return {"status": "REJECTED", "actions": flagged, "moderationAction": rejection}


def _flag(ground: Ground) -> str:
    return "COMMENT_DETECTED_SPAM" if ground.kind in _SPAM else "COMMENT_DETECTED_TOXIC"


def _explanation(ground: Ground, scored: Scored, rules: Rules, site_language: str) -> str:
    """The guideline's own sentence in the comment's language, and the words it rests on."""
    guideline = rules.guidelines.get(ground.guideline)
    sentence = in_language(guideline.rejection, scored.assessment.language, site_language) if guideline else ""
    words = f"“{ground.evidence}”" if ground.evidence else ""
    return " ".join(part for part in (sentence, words) if part) or ground.guideline
